//! The keys, and what each is for.

use aes_gcm::aead::{Aead, Payload};
use aes_gcm::{Aes256Gcm, KeyInit};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use uuid::Uuid;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::seal::{AES_256_GCM, Nonce, header, split};
use crate::error::{Error, ErrorKind, Result};
use crate::hash::prefixed;

/// Separates this engine's keys from those another program makes of the same root key.
const SALT: &[u8] = b"silvervine/1";

/// How many bytes of the key check come from the key; the rest is a checksum of them.
const CHECK_TAG_BYTES: usize = 24;

/// First byte of an index entry: the value itself, or its keyed hash.
const PLAIN_INDEX: u8 = 0;
const KEYED_INDEX: u8 = 1;

/// The host's key, from which all others follow: 32 bytes of full entropy, kept outside the store.
///
/// Its memory is wiped when it is dropped. Losing it loses all that is sealed.
///
/// ```
/// use silvervine::RootKey;
/// let key = RootKey::from_bytes([7; 32]);
/// assert_eq!(format!("{key:?}"), "RootKey(..)");
/// assert!(RootKey::from_slice(b"too short").is_err());
/// ```
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct RootKey([u8; 32]);

impl RootKey {
    /// The key made of these bytes.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        RootKey(bytes)
    }

    /// The key made of these bytes; fails with `validation` unless they are 32.
    pub fn from_slice(bytes: &[u8]) -> Result<Self> {
        let bytes = bytes.try_into().map_err(|_| {
            let found = bytes.len();
            Error::validation("rootKey", format!("must be 32 random bytes, and has {found}"))
        })?;
        Ok(RootKey(bytes))
    }

    fn derive(&self, label: &[u8]) -> Zeroizing<[u8; 32]> {
        let mut key = Zeroizing::new([0; 32]);
        Hkdf::<Sha256>::new(Some(SALT), &self.0)
            .expand(label, key.as_mut())
            .expect("32 bytes are within what HKDF-SHA256 can give");
        key
    }
}

impl std::fmt::Debug for RootKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RootKey(..)")
    }
}

/// One user's key. It seals their values and is stored wrapped by the root key.
///
/// Its memory is wiped when it is dropped.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub(crate) struct DataKey([u8; 32]);

impl DataKey {
    /// The key made of these bytes, which the caller drew at random.
    pub(crate) fn from_bytes(bytes: [u8; 32]) -> Self {
        DataKey(bytes)
    }

    pub(super) fn cipher(&self) -> Aes256Gcm {
        Aes256Gcm::new(&self.0.into())
    }
}

impl std::fmt::Debug for DataKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DataKey(..)")
    }
}

/// What the engine keeps of the root key while it is open; or that there is none.
pub(crate) struct KeyRing(Option<Keys>);

struct Keys {
    wrapping: Zeroizing<[u8; 32]>,
    index: Zeroizing<[u8; 32]>,
    check: [u8; 32],
}

impl KeyRing {
    /// The ring of a store without a root key.
    pub(crate) fn open() -> Self {
        KeyRing(None)
    }

    /// The ring of a store that `root` seals.
    pub(crate) fn new(root: &RootKey) -> Self {
        let mut check = [0; 32];
        let (tag, sum) = check.split_at_mut(CHECK_TAG_BYTES);
        tag.copy_from_slice(&root.derive(b"key-check")[..CHECK_TAG_BYTES]);
        sum.copy_from_slice(&check_sum(tag));
        KeyRing(Some(Keys {
            wrapping: root.derive(b"wrap-data-key"),
            index: root.derive(b"blind-index"),
            check,
        }))
    }

    /// Whether there is a root key.
    pub(crate) fn is_sealed(&self) -> bool {
        self.0.is_some()
    }

    /// What is stored to know the root key again; none without one. It is not a secret.
    pub(crate) fn key_check(&self) -> Option<[u8; 32]> {
        self.0.as_ref().map(|keys| keys.check)
    }

    /// Compares with the key check that is stored.
    ///
    /// Fails with `key_unavailable` without a root key, with `key_mismatch` when another root key
    /// sealed the store, and with `decrypt_failed` when the check itself is damaged.
    pub(crate) fn verify_check(&self, stored: &[u8]) -> Result<()> {
        let keys = self.keys()?;
        let (tag, sum) = stored.split_at(stored.len().min(CHECK_TAG_BYTES));
        if tag.len() != CHECK_TAG_BYTES || sum != check_sum(tag) {
            return Err(ErrorKind::DecryptFailed { what: "vault key check".into() }.into());
        }
        if bool::from(keys.check.as_slice().ct_eq(stored)) {
            return Ok(());
        }
        let reason = "another root key sealed it; open it with that one".to_owned();
        Err(ErrorKind::KeyMismatch { reason }.into())
    }

    /// Under which bytes a value is looked up: equal values of a kind have equal bytes.
    ///
    /// With a root key they are a keyed hash of 32 bytes behind a byte 1; without one the value
    /// itself behind a byte 0 and the kind.
    pub(crate) fn blind_index(&self, kind: &str, normalized: &str) -> Vec<u8> {
        debug_assert!(!kind.contains(':'), "the colon ends the kind");
        let Some(keys) = &self.0 else {
            let mut index = Vec::with_capacity(2 + kind.len() + normalized.len());
            index.push(PLAIN_INDEX);
            index.extend_from_slice(kind.as_bytes());
            index.push(b':');
            index.extend_from_slice(normalized.as_bytes());
            return index;
        };
        let mut mac = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(keys.index.as_slice())
            .expect("HMAC takes a key of any length");
        prefixed(&[kind.as_bytes(), normalized.as_bytes()], |bytes| mac.update(bytes));
        let mut index = Vec::with_capacity(33);
        index.push(KEYED_INDEX);
        index.extend_from_slice(&mac.finalize().into_bytes());
        index
    }

    /// Seals a user's data key for the store. `nonce` was drawn at random for this call alone.
    ///
    /// Fails with `key_unavailable` without a root key.
    pub(crate) fn wrap_data_key(
        &self,
        user: Uuid,
        version: u32,
        data_key: &DataKey,
        nonce: Nonce,
    ) -> Result<Vec<u8>> {
        let place = wrap_place(user, version);
        let payload = Payload { msg: &data_key.0, aad: &place };
        let sealed = self
            .wrapping_cipher()?
            .encrypt(&nonce.into(), payload)
            .map_err(|_| Error::internal("a data key of 32 bytes did not seal"))?;
        let mut bytes = header(version, &nonce, sealed.len());
        bytes.extend_from_slice(&sealed);
        Ok(bytes)
    }

    /// Opens what [`KeyRing::wrap_data_key`] made for this user and version.
    ///
    /// Fails with `key_unavailable` without a root key, and with `decrypt_failed` when the bytes
    /// were changed or belong elsewhere.
    pub(crate) fn unwrap_data_key(
        &self,
        user: Uuid,
        version: u32,
        wrapped: &[u8],
    ) -> Result<DataKey> {
        let cipher = self.wrapping_cipher()?;
        let open = || {
            let (found, nonce, sealed) = split(wrapped)?;
            let place = wrap_place(user, version);
            let payload = Payload { msg: sealed, aad: &place };
            let opened = cipher.decrypt(&nonce.into(), payload).ok().map(Zeroizing::new)?;
            let key = opened.as_slice().try_into().ok().map(DataKey);
            key.filter(|_| found == version)
        };
        open().ok_or_else(|| ErrorKind::DecryptFailed { what: "data key".into() }.into())
    }

    fn keys(&self) -> Result<&Keys> {
        self.0.as_ref().ok_or_else(|| ErrorKind::KeyUnavailable {}.into())
    }

    fn wrapping_cipher(&self) -> Result<Aes256Gcm> {
        Ok(Aes256Gcm::new((&*self.keys()?.wrapping).into()))
    }
}

impl std::fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.is_sealed() { "KeyRing(sealed)" } else { "KeyRing(open)" })
    }
}

/// Tells a damaged check from that of another key; anybody can compute it.
fn check_sum(tag: &[u8]) -> [u8; 32 - CHECK_TAG_BYTES] {
    let mut hash = Sha256::new();
    prefixed(&[SALT, b"key-check-sum", tag], |bytes| hash.update(bytes));
    let hash: [u8; 32] = hash.finalize().into();
    std::array::from_fn(|i| hash[i])
}

fn wrap_place(user: Uuid, version: u32) -> Vec<u8> {
    let mut place = Vec::with_capacity(128);
    let parts: [&[u8]; 5] =
        [SALT, b"wrap-data-key", &[AES_256_GCM], user.as_bytes(), &version.to_be_bytes()];
    prefixed(&parts, |bytes| place.extend_from_slice(bytes));
    place
}
