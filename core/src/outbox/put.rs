//! Writing an event.

use serde_json::Value;

use crate::error::{Error, ErrorKind, Result};
use crate::id::{EventId, UserId};
use crate::outbox::sql;
use crate::runtime::ChangeKind;
use crate::store::{Param, Tx};
use crate::vault::Column;

/// Where payloads are sealed.
pub(super) const PAYLOAD: Column = Column::new("outbox", "payload");

/// Writes an event about a user in the transaction of the call; the nil user is nobody.
///
/// The key makes it once: an event that the user has by this key already stays the only one.
/// Answers whether it was written. `kind` is a snake_case code.
pub(crate) fn put(
    tx: &mut Tx<'_>,
    user: UserId,
    kind: &'static str,
    payload: &Value,
    dedup_key: &[u8],
) -> Result<bool> {
    let key = Param::Bytes(dedup_key);
    if tx.get(&sql::BY_KEY, &[user.into(), key], |_| Ok(()))?.is_some() {
        return Ok(false);
    }
    // The row of the head is held until the commit, so a later number is never seen before it.
    let seq = next_seq(tx, user)?;
    let event: EventId = tx.new_id()?;
    let plain = serde_json::to_vec(payload)
        .map_err(|e| Error::internal(format!("an event does not encode: {e}")))?;
    let sealed = tx.seal(user, &PAYLOAD, event.0.as_bytes(), &plain)?;
    let now = Param::Int(tx.now_ms());
    let params =
        [user.into(), event.into(), seq.into(), kind.into(), now, now, key, Param::Bytes(&sealed)];
    let written = tx.insert_new(&sql::INSERT, &params)?;
    if written {
        tell(tx, user, event);
    }
    Ok(written)
}

/// Tells that an event changed: of its user, unless it is about nobody.
pub(super) fn tell(tx: &mut Tx<'_>, user: UserId, event: EventId) {
    let about = Some(user).filter(|user| !user.0.is_nil());
    tx.changed("outbox", about, event.0, ChangeKind::Put);
}

fn next_seq(tx: &mut Tx<'_>, user: UserId) -> Result<i64> {
    let key = [user.into()];
    if !tx.exec_guarded(&sql::NEXT_SEQ, &key)? && !tx.insert_new(&sql::FIRST_SEQ, &key)? {
        // Another transaction wrote the first event of the user since this one looked.
        return Err(ErrorKind::Serialization {}.into());
    }
    let seq = tx.get(&sql::SEQ, &key, |row| row.int(0))?;
    seq.ok_or_else(|| Error::internal("the head of an outbox vanished"))
}
