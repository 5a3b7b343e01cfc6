//! Listing events.

use uuid::Uuid;

use crate::context::Context;
use crate::error::{ErrorCode, Result};
use crate::id::{EventId, UserId};
use crate::limits;
use crate::ops::Operation;
use crate::outbox::model::{ListOutboxRequest, OutboxEvent, OutboxList, OutboxState};
use crate::outbox::put::PAYLOAD;
use crate::outbox::sql;
use crate::store::{Cursor, Param, Row, Tx, page};

pub(crate) fn list(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &ListOutboxRequest,
) -> Result<OutboxList> {
    let state = request.state.unwrap_or(OutboxState::Pending);
    // The states are lists of their own: each has its order.
    let list = format!("{}/{state}", super::List::ROW.name);
    let start = Cursor { at: limits::TIME_MS_MIN, id: Uuid::nil() };
    let after = Cursor::place(&list, request.cursor.as_deref())?.unwrap_or(start);
    let limit = request.limit.unwrap_or(limits::PAGE_ROWS_DEFAULT);
    let params = [state.as_str().into(), after.at.into(), Param::Id(after.id), (limit + 1).into()];
    let mut rows = tx.list(&sql::LIST, &params, read)?;
    // Each shard of a store answers so many.
    rows.sort_by_key(|(event, _)| (event.at_ms, event.event_id));
    let (rows, next_cursor) =
        page(rows, limit, |(last, _)| Cursor::of(&list, last.at_ms, last.event_id.0));
    let mut items = Vec::with_capacity(rows.len());
    for (mut event, sealed) in rows {
        if event.state != OutboxState::Done {
            event.payload = open(tx, event.user_id, event.event_id, &sealed)?;
        }
        items.push(event);
    }
    Ok(OutboxList { items, next_cursor })
}

fn read(row: &dyn Row) -> Result<(OutboxEvent, Vec<u8>)> {
    let event = OutboxEvent {
        user_id: row.id(0)?,
        event_id: row.id(1)?,
        kind: row.text(2)?,
        state: OutboxState::from_stored(row.str(3)?)?,
        payload: None,
        raised_at_ms: row.int(4)?,
        at_ms: row.int(5)?,
        leased: row.str(3)? == OutboxState::Pending.as_str() && row.opt_id::<Uuid>(6)?.is_some(),
        tries: row.int(7)?,
        reason: row.opt_text(8)?,
    };
    Ok((event, row.bytes(9)?.to_vec()))
}

/// The payload, unless it does not open: a damaged event is listed all the same.
fn open(
    tx: &mut Tx<'_>,
    user: UserId,
    event: EventId,
    sealed: &[u8],
) -> Result<Option<serde_json::Value>> {
    match tx.unseal(user, &PAYLOAD, event.0.as_bytes(), sealed) {
        Ok(plain) => Ok(serde_json::from_slice(&plain).ok()),
        Err(error) if error.code() == ErrorCode::DecryptFailed => Ok(None),
        Err(error) => Err(error),
    }
}
