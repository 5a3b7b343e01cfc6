//! Ending a session.

use crate::activity::{self, ActivityDelta};
use crate::context::Context;
use crate::error::{Error, Result};
use crate::session::model::{EndSessionRequest, Session, SessionStatus};
use crate::session::{SESSIONS, read, records};
use crate::store::Tx;

pub(crate) fn end(tx: &mut Tx<'_>, _cx: &Context, request: &EndSessionRequest) -> Result<Session> {
    let (user, id) = (request.user_id, request.session_id);
    let session = current(tx, request)?;
    if is_ended(&session) {
        return Ok(session);
    }
    // The head keeps others out from here on; what was read before it may have changed.
    tx.synced(&SESSIONS, user).reserve(1)?;
    let session = current(tx, request)?;
    if is_ended(&session) {
        return Ok(session);
    }
    let before = session.updated_at_ms.max(session.last_message_at_ms.unwrap_or(i64::MIN));
    let at_ms = tx.now_ms().max(before);
    let changes = [
        ("status", SessionStatus::Ended.as_str().into()),
        ("updated_at_ms", at_ms.into()),
        ("ended_at_ms", at_ms.into()),
    ];
    tx.synced(&SESSIONS, user).put(id.0, &changes)?;
    records::note(tx, user, id, SessionStatus::Ended, at_ms)?;
    let duration_ms = (at_ms - session.created_at_ms).max(0);
    activity::count(tx, user, ActivityDelta::SessionEnd { duration_ms })?;
    current(tx, request)
}

/// Whether a session was ended before; it may have been filed away since.
fn is_ended(session: &Session) -> bool {
    session.status == SessionStatus::Ended || session.ended_at_ms.is_some()
}

fn current(tx: &mut Tx<'_>, request: &EndSessionRequest) -> Result<Session> {
    read::find(tx, request.user_id, request.session_id)?
        .filter(|session| session.deleted_at_ms.is_none())
        .ok_or_else(|| Error::not_found("session", request.session_id))
}
