//! The hash chain of a wallet's ledger.
//!
//! Each record carries `SHA-256(hash before || payload || seq || balance_after)`; before the first
//! stand 32 zero bytes. The payload holds every other column in this order: user_id, asset,
//! record_id, kind, amount, related_event_id, action_id, original_record_id, note, effective_at_ms,
//! booked_at_ms, replay_key, receipt, allocation. A column is four bytes of length and its value,
//! or ff ff ff ff where it is NULL; ids are their 16 bytes, text is UTF-8, and numbers are 8 bytes,
//! two's complement. All is big-endian. `seq` and `balance_after` stand last and without a length,
//! so PostgreSQL can compute the same within a statement:
//! `sha256(chain || payload || int8send(seq) || int8send(balance_after))`.

use sha2::{Digest, Sha256};

use crate::store::Value;

/// A hash, or what stands before the first.
pub(super) type Hash = [u8; 32];

pub(super) const FIRST: Hash = [0; 32];

/// The columns of the payload.
pub(super) const PAYLOAD_COLUMNS: usize = 14;

/// The hash of a record whose payload columns are `payload`, in the order of the encoding.
pub(super) fn hash(
    before: &Hash,
    payload: &[Value<'_>; PAYLOAD_COLUMNS],
    seq: i64,
    balance_after: i64,
) -> Hash {
    let mut hash = Sha256::new();
    hash.update(before);
    for value in payload {
        match value {
            Value::Null => hash.update([0xff; 4]),
            Value::Int(number) => column(&mut hash, &number.to_be_bytes()),
            Value::Text(text) => column(&mut hash, text.as_bytes()),
            Value::Bytes(bytes) => column(&mut hash, bytes),
            Value::Id(id) => column(&mut hash, id.as_bytes()),
        }
    }
    hash.update(seq.to_be_bytes());
    hash.update(balance_after.to_be_bytes());
    hash.finalize().into()
}

fn column(hash: &mut Sha256, value: &[u8]) {
    // Values are bounded far below 4 GiB; NULL's mark stays out of reach.
    let length = u32::try_from(value.len()).unwrap_or(u32::MAX - 1);
    hash.update(length.to_be_bytes());
    hash.update(value);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_encoding_is_the_documented_one() {
        let mut payload = [Value::Null; PAYLOAD_COLUMNS];
        let id = uuid::Uuid::from_u128(5);
        payload[..4].copy_from_slice(&[
            Value::Id(id),
            Value::Text("点"),
            Value::Bytes(&[9]),
            Value::Int(-2),
        ]);
        let mut bytes = vec![7; 32];
        bytes.extend([0, 0, 0, 16]);
        bytes.extend(id.as_bytes());
        bytes.extend([0, 0, 0, 3, 0xe7, 0x82, 0xb9]);
        bytes.extend([0, 0, 0, 1, 9]);
        bytes.extend([0, 0, 0, 8, 255, 255, 255, 255, 255, 255, 255, 254]);
        bytes.extend([255; 40]);
        bytes.extend([0, 0, 0, 0, 0, 0, 0, 3]);
        bytes.extend([0, 0, 0, 0, 0, 0, 1, 0]);
        let expected: Hash = Sha256::digest(&bytes).into();
        assert_eq!(hash(&[7; 32], &payload, 3, 256), expected);
    }

    #[test]
    fn an_absent_value_is_not_an_empty_one() {
        let mut payload = [Value::Null; PAYLOAD_COLUMNS];
        let absent = hash(&FIRST, &payload, 1, 1);
        payload[3] = Value::Text("");
        assert_ne!(hash(&FIRST, &payload, 1, 1), absent);
    }
}
