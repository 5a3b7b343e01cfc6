#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::error::{ErrorCode, Result};

const USER: Uuid = Uuid::from_bytes([0x11; 16]);
const NONCE: Nonce = [0x22; 12];

fn root() -> RootKey {
    RootKey::from_bytes(std::array::from_fn(|i| i as u8))
}

fn ring() -> KeyRing {
    KeyRing::new(&root())
}

fn data_key() -> DataKey {
    DataKey::from_bytes([0x33; 32])
}

fn place() -> SealContext<'static> {
    SealContext { user: USER, table: "users", row: b"row", column: "phone", key_version: 7 }
}

fn code<T: std::fmt::Debug>(outcome: Result<T>) -> ErrorCode {
    outcome.unwrap_err().code()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The vectors were made by Python's hmac and hashlib and by OpenSSL's AES-GCM.
#[test]
fn stored_formats_keep_their_published_vectors() {
    let check = "5b17ac3bdbcb24f555db3a9461bb8737423e05dbb899fc2d448b35f1a6c34ef2";
    assert_eq!(hex(&ring().key_check().unwrap()), check);
    let index = "01dd597171b1fd8c1aad5142d94fd3b9f5a43703e0ea79c8646a43def34fa31afb";
    assert_eq!(hex(&ring().blind_index("email", "ada@example.com")), index);
    let wrapped = "010000000722222222222222222222222226c00be34a4476c27fe31e80197de428e75d88c3\
                   18177b6d85e537f83840d2858ea603916408466b8d9567445dd8cc6c";
    assert_eq!(hex(&ring().wrap_data_key(USER, 7, &data_key(), NONCE).unwrap()), wrapped);
    let sealed = "0100000007222222222222222222222222799dfb3a2e7ef20aa2e017aef0b2b500650b0d75432\
                  3ab7801d95cc38347";
    let ours = ring().seal(Some(&data_key()), &place(), b"+8613800138000", NONCE).unwrap();
    assert_eq!(hex(&ours), sealed);
    assert_eq!(KeyRing::open().blind_index("email", "a@b.c"), b"\0email:a@b.c");
    assert_eq!(KeyRing::open().seal(None, &place(), b"x", NONCE).unwrap(), b"\0x");
}

#[test]
fn every_flipped_bit_of_a_sealed_value_is_noticed() {
    let key = data_key();
    let sealed = ring().seal(Some(&key), &place(), b"+8613800138000", NONCE).unwrap();
    for bit in 0..sealed.len() * 8 {
        let mut changed = sealed.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        let error = ring().unseal(Some(&key), &place(), &changed).unwrap_err();
        assert_eq!(error.details(), serde_json::json!({"what": "users.phone"}), "bit {bit}");
        assert_eq!(error.code(), ErrorCode::DecryptFailed, "bit {bit}");
    }
    for end in 0..sealed.len() {
        let cut = ring().unseal(Some(&key), &place(), &sealed[..end]);
        assert_eq!(code(cut), ErrorCode::DecryptFailed, "cut to {end}");
    }
}

#[test]
fn every_flipped_bit_of_a_wrapped_key_is_noticed() {
    let wrapped = ring().wrap_data_key(USER, 7, &data_key(), NONCE).unwrap();
    for bit in 0..wrapped.len() * 8 {
        let mut changed = wrapped.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        let outcome = ring().unwrap_data_key(USER, 7, &changed);
        assert_eq!(code(outcome), ErrorCode::DecryptFailed, "bit {bit}");
    }
}

#[test]
fn a_sealed_value_opens_nowhere_but_at_its_place() {
    let key = data_key();
    let sealed = ring().seal(Some(&key), &place(), b"secret", NONCE).unwrap();
    let elsewhere = [
        SealContext { user: Uuid::from_bytes([0x12; 16]), ..place() },
        SealContext { table: "guests", ..place() },
        SealContext { row: b"row2", ..place() },
        SealContext { column: "email", ..place() },
        SealContext { key_version: 8, ..place() },
        // The same bytes in a row, split between the names in another way.
        SealContext { table: "user", row: b"srow", ..place() },
        SealContext { row: b"rowp", column: "hone", ..place() },
    ];
    for context in elsewhere {
        let outcome = ring().unseal(Some(&key), &context, &sealed);
        assert_eq!(code(outcome), ErrorCode::DecryptFailed, "{context:?}");
    }
    // The version in the bytes and in the place agree, and it is still not the one of the seal.
    let mut renamed = sealed.clone();
    renamed[4] = 8;
    let context = SealContext { key_version: 8, ..place() };
    assert_eq!(code(ring().unseal(Some(&key), &context, &renamed)), ErrorCode::DecryptFailed);
    let other = DataKey::from_bytes([0x34; 32]);
    assert_eq!(code(ring().unseal(Some(&other), &place(), &sealed)), ErrorCode::DecryptFailed);
    assert_eq!(ring().unseal(Some(&key), &place(), &sealed).unwrap(), b"secret");
}

#[test]
fn a_wrapped_key_opens_for_its_user_version_and_root_only() {
    let wrapped = ring().wrap_data_key(USER, 7, &data_key(), NONCE).unwrap();
    let opened = ring().unwrap_data_key(USER, 7, &wrapped).unwrap();
    let sealed = ring().seal(Some(&data_key()), &place(), b"x", NONCE).unwrap();
    assert_eq!(ring().unseal(Some(&opened), &place(), &sealed).unwrap(), b"x");
    let other_ring = KeyRing::new(&RootKey::from_bytes([9; 32]));
    let outcomes = [
        ring().unwrap_data_key(Uuid::from_bytes([0x12; 16]), 7, &wrapped),
        ring().unwrap_data_key(USER, 8, &wrapped),
        other_ring.unwrap_data_key(USER, 7, &wrapped),
        ring().unwrap_data_key(USER, 7, &sealed),
        ring().unwrap_data_key(USER, 7, b""),
    ];
    for outcome in outcomes {
        assert_eq!(code(outcome), ErrorCode::DecryptFailed);
    }
}

#[test]
fn a_sealed_store_refuses_plain_values() {
    let plain = KeyRing::open().seal(None, &place(), b"planted", NONCE).unwrap();
    let key = data_key();
    assert_eq!(code(ring().unseal(Some(&key), &place(), &plain)), ErrorCode::DecryptFailed);
    // Nor does it help to remove the user's data key as well.
    assert_eq!(code(ring().unseal(None, &place(), &plain)), ErrorCode::DecryptFailed);
    assert_eq!(code(ring().seal(None, &place(), b"x", NONCE)), ErrorCode::Internal);
}

#[test]
fn without_the_root_key_sealed_values_ask_for_it() {
    let open = KeyRing::open();
    let key = data_key();
    let sealed = ring().seal(Some(&key), &place(), b"secret", NONCE).unwrap();
    assert_eq!(code(open.unseal(None, &place(), &sealed)), ErrorCode::KeyUnavailable);
    assert_eq!(code(open.wrap_data_key(USER, 1, &key, NONCE)), ErrorCode::KeyUnavailable);
    assert_eq!(code(open.unwrap_data_key(USER, 1, &sealed)), ErrorCode::KeyUnavailable);
    let check = ring().key_check().unwrap();
    assert_eq!(code(open.verify_check(&check)), ErrorCode::KeyUnavailable);
    assert_eq!(code(open.unseal(None, &place(), b"")), ErrorCode::DecryptFailed);
    assert_eq!(code(open.unseal(None, &place(), b"\x02x")), ErrorCode::DecryptFailed);
    assert_eq!(code(open.seal(Some(&key), &place(), b"x", NONCE)), ErrorCode::Internal);
    assert!(open.key_check().is_none() && !open.is_sealed() && ring().is_sealed());
}

#[test]
fn a_wrong_root_key_is_told_from_a_damaged_check() {
    let check = ring().key_check().unwrap();
    ring().verify_check(&check).unwrap();
    let other = KeyRing::new(&RootKey::from_bytes([9; 32]));
    assert_eq!(code(other.verify_check(&check)), ErrorCode::KeyMismatch);
    for bit in 0..check.len() * 8 {
        let mut changed = check;
        changed[bit / 8] ^= 1 << (bit % 8);
        assert_eq!(code(ring().verify_check(&changed)), ErrorCode::DecryptFailed, "bit {bit}");
    }
    for damaged in [&check[..31], &check[..24], &[], &[check.as_slice(), b"x"].concat()] {
        assert_eq!(code(ring().verify_check(damaged)), ErrorCode::DecryptFailed);
    }
}

#[test]
fn an_index_depends_on_kind_value_and_root_and_nothing_else() {
    let index = ring().blind_index("email", "ada");
    assert_eq!(index.len(), 33);
    assert_eq!(index, ring().blind_index("email", "ada"));
    let other = KeyRing::new(&RootKey::from_bytes([9; 32]));
    let others = [
        ring().blind_index("emaila", "da"),
        ring().blind_index("phone", "ada"),
        ring().blind_index("email", "ad"),
        other.blind_index("email", "ada"),
        KeyRing::open().blind_index("email", "ada"),
    ];
    assert!(!others.contains(&index));
    assert_ne!(
        KeyRing::open().blind_index("email", "a"),
        KeyRing::open().blind_index("phone", "a")
    );
}

#[test]
fn debug_shows_no_key() {
    let shown = format!("{:?} {:?} {:?} {:?}", root(), data_key(), ring(), KeyRing::open());
    assert_eq!(shown, "RootKey(..) DataKey(..) KeyRing(sealed) KeyRing(open)");
}

#[test]
fn the_version_of_a_sealed_value_is_found_without_a_key() {
    let sealed = ring().seal(Some(&data_key()), &place(), b"", NONCE).unwrap();
    assert_eq!(seal_version(&sealed), Some(7));
    assert_eq!(seal_version(b"\0plain, and long enough to be a sealed value"), None);
    assert_eq!(seal_version(b""), None);
}

proptest! {
    #[test]
    fn whatever_is_sealed_opens_again_and_no_plaintext_remains(
        value in prop::collection::vec(any::<u8>(), 8..200), nonce: [u8; 12], key: [u8; 32],
    ) {
        let key = DataKey::from_bytes(key);
        let sealed = ring().seal(Some(&key), &place(), &value, nonce).unwrap();
        prop_assert!(!sealed.windows(8).any(|part| part == &value[..8]));
        prop_assert_eq!(ring().unseal(Some(&key), &place(), &sealed).unwrap(), value);
    }

    #[test]
    fn any_bytes_end_in_decrypt_failed(bytes: Vec<u8>) {
        let key = data_key();
        let opened = ring().unseal(Some(&key), &place(), &bytes);
        prop_assert_eq!(code(opened), ErrorCode::DecryptFailed);
        prop_assert_eq!(code(ring().unwrap_data_key(USER, 1, &bytes)), ErrorCode::DecryptFailed);
    }
}
