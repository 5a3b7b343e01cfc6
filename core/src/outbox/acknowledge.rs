//! Saying what became of an event that was claimed.
//!
//! A lease that has ended still acknowledges, as long as nobody has claimed the event since: the
//! work is done, and refusing would only have it done again.

use uuid::Uuid;

use crate::context::Context;
use crate::error::{Error, ErrorKind, Result};
use crate::id::{EventId, UserId};
use crate::limits;
use crate::outbox::model::{AckOutboxRequest, EventEnd, FailOutboxRequest, OutboxState};
use crate::outbox::sql;
use crate::store::{Param, Tx};

/// A row as it stands.
struct Standing {
    state: OutboxState,
    tries: i64,
    at_ms: i64,
    lease: Option<Uuid>,
}

pub(crate) fn ack(tx: &mut Tx<'_>, _cx: &Context, request: &AckOutboxRequest) -> Result<EventEnd> {
    let event = find(tx, request.user_id, request.event_id)?;
    if event.state == OutboxState::Done && event.lease == Some(request.lease) {
        let mut end = answer(request.event_id, OutboxState::Done, event.tries, event.at_ms);
        end.replayed = true;
        return Ok(end);
    }
    check(&event, request.event_id, request.lease)?;
    let now_ms = tx.now_ms();
    let params = [
        now_ms.into(),
        Param::Bytes(&[]),
        request.user_id.into(),
        request.event_id.into(),
        Param::Id(request.lease),
    ];
    tx.exec_one(&sql::DONE, &params)?;
    Ok(answer(request.event_id, OutboxState::Done, event.tries, now_ms))
}

pub(crate) fn fail(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &FailOutboxRequest,
) -> Result<EventEnd> {
    let event = find(tx, request.user_id, request.event_id)?;
    check(&event, request.event_id, request.lease)?;
    let tried = usize::try_from(event.tries).unwrap_or(usize::MAX);
    let (state, at_ms) = match limits::OUTBOX_BACK_OFF_MS.0.get(tried.saturating_sub(1)) {
        Some(wait_ms) => (OutboxState::Pending, tx.now_ms() + wait_ms),
        None => (OutboxState::Dead, tx.now_ms()),
    };
    let params = [
        state.as_str().into(),
        at_ms.into(),
        request.reason.as_deref().into(),
        request.user_id.into(),
        request.event_id.into(),
        Param::Id(request.lease),
    ];
    tx.exec_one(&sql::FAIL, &params)?;
    Ok(answer(request.event_id, state, event.tries, at_ms))
}

fn find(tx: &mut Tx<'_>, user: UserId, event: EventId) -> Result<Standing> {
    let found = tx.get(&sql::EVENT, &[user.into(), event.into()], |row| {
        Ok(Standing {
            state: OutboxState::from_stored(row.str(0)?)?,
            tries: row.int(1)?,
            at_ms: row.int(2)?,
            lease: row.opt_id(3)?,
        })
    })?;
    found.ok_or_else(|| Error::not_found("event", event))
}

/// Refuses who does not hold the event.
fn check(event: &Standing, id: EventId, lease: Uuid) -> Result<()> {
    if event.state == OutboxState::Pending && event.lease == Some(lease) {
        return Ok(());
    }
    let state = match (event.state, event.lease) {
        (OutboxState::Pending, None) => "not claimed",
        (OutboxState::Pending, Some(_)) => "claimed by another since",
        (state, _) => state.as_str(),
    };
    Err(ErrorKind::InvalidState {
        what: format!("event `{id}`"),
        state: state.into(),
        needed: "claimed under this lease".into(),
    }
    .into())
}

fn answer(event_id: EventId, state: OutboxState, tries: i64, at_ms: i64) -> EventEnd {
    EventEnd { event_id, state, tries, at_ms, replayed: false }
}
