//! Handing events out.
//!
//! What is due is read without a lock, and each event is leased by an update that demands what was
//! read. So of two claimers who read the same row one leases it; the other passes over it, and
//! looks again where that leaves it with nothing.

use serde_json::Value;
use uuid::Uuid;

use crate::context::Context;
use crate::error::{ErrorCode, ErrorKind, Result};
use crate::id::{EventId, UserId};
use crate::limits;
use crate::outbox::model::{ClaimOutboxRequest, ClaimedEvents, OutboxClaimed};
use crate::outbox::put::{PAYLOAD, tell};
use crate::outbox::sql;
use crate::store::{Param, Row, Tx};

/// A row that is due.
struct Due {
    user: UserId,
    event: EventId,
    kind: String,
    at_ms: i64,
    tries: i64,
    raised_at_ms: i64,
    payload: Vec<u8>,
}

pub(crate) fn claim(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &ClaimOutboxRequest,
) -> Result<ClaimedEvents> {
    let lease_ms = request.lease_ms.unwrap_or(limits::OUTBOX_LEASE_MS_DEFAULT);
    let lease_ends_at_ms = tx.now_ms() + lease_ms;
    let lease: Uuid = tx.new_id()?;
    let mut items = Vec::new();
    let mut lost = false;
    // What is given up is no longer due, so what stands behind it is looked at once more.
    for _ in 0..limits::OUTBOX_TRIES_MAX {
        let mut buried = false;
        for due in find_due(tx, request)? {
            let Some(payload) = open_or_bury(tx, &due)? else {
                buried = true;
                continue;
            };
            let params = [
                lease_ends_at_ms.into(),
                Param::Id(lease),
                due.user.into(),
                due.event.into(),
                due.at_ms.into(),
                due.tries.into(),
            ];
            if !tx.exec_guarded(&sql::LEASE, &params)? {
                lost = true;
                continue;
            }
            items.push(OutboxClaimed {
                user_id: due.user,
                event_id: due.event,
                kind: due.kind,
                payload,
                raised_at_ms: due.raised_at_ms,
                tries: due.tries + 1,
            });
        }
        if !buried || !items.is_empty() {
            break;
        }
    }
    if lost && items.is_empty() {
        return Err(ErrorKind::Serialization {}.into());
    }
    Ok(ClaimedEvents { items, lease, lease_ends_at_ms })
}

fn find_due(tx: &mut Tx<'_>, request: &ClaimOutboxRequest) -> Result<Vec<Due>> {
    let now = Param::Int(tx.now_ms());
    let most = request.limit.unwrap_or(limits::PAGE_ROWS_DEFAULT);
    let limit = Param::Int(most);
    let Some(kinds) = &request.kinds else {
        return Ok(oldest(tx.list(&sql::DUE, &[now, limit], read)?, most));
    };
    let mut params = vec![now, limit];
    params.extend(kinds.iter().map(Param::from));
    // The last one stands for those that are missing: the statement has a place for each.
    let last = *params.last().unwrap_or(&Param::Null);
    params.resize(2 + limits::OUTBOX_KINDS_MAX, last);
    Ok(oldest(tx.list(&sql::DUE_OF_KINDS, &params, read)?, most))
}

/// The oldest of what was found: each shard of a store answers so many.
fn oldest(mut found: Vec<Due>, most: i64) -> Vec<Due> {
    found.sort_by_key(|due| (due.at_ms, due.event));
    found.truncate(usize::try_from(most).unwrap_or(usize::MAX));
    found
}

fn read(row: &dyn Row) -> Result<Due> {
    Ok(Due {
        user: row.id(0)?,
        event: row.id(1)?,
        kind: row.text(2)?,
        at_ms: row.int(3)?,
        tries: row.int(4)?,
        raised_at_ms: row.int(5)?,
        payload: row.bytes(6)?.to_vec(),
    })
}

/// The payload of an event; none for one that was given up instead: after its last try, or because
/// it does not open, so that a damaged event does not hold up those behind it.
fn open_or_bury(tx: &mut Tx<'_>, due: &Due) -> Result<Option<Value>> {
    if due.tries >= limits::OUTBOX_TRIES_MAX {
        bury(tx, due, "every try ended without a word")?;
        return Ok(None);
    }
    let opened = tx.unseal(due.user, &PAYLOAD, due.event.0.as_bytes(), &due.payload);
    match opened {
        Ok(plain) => match serde_json::from_slice(&plain) {
            Ok(payload) => Ok(Some(payload)),
            Err(_) => bury(tx, due, "its payload is damaged").map(|()| None),
        },
        Err(error) if error.code() == ErrorCode::DecryptFailed => {
            bury(tx, due, "its payload does not open").map(|()| None)
        }
        Err(error) => Err(error),
    }
}

fn bury(tx: &mut Tx<'_>, due: &Due, reason: &str) -> Result<()> {
    let now = Param::Int(tx.now_ms());
    let guard = [due.user.into(), due.event.into(), due.at_ms.into(), due.tries.into()];
    // Where another wrote the row meanwhile, it is theirs to say what becomes of it.
    if tx.exec_guarded(&sql::BURY, &[&[now, reason.into()], &guard[..]].concat())? {
        tell(tx, due.user, due.event);
    }
    Ok(())
}
