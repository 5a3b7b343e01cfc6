//! Moving a session from one state to another, to its end among them.
//!
//! The legal moves are those of the table in the module above. Each writes the history of the
//! session and the totals of its user in the commit that moves it; the end also counts how long it
//! took.

use crate::activity::{self, ActivityDelta};
use crate::context::Context;
use crate::error::{Error, ErrorKind, Result};
use crate::id::{SessionId, UserId};
use crate::session::model::{EndSessionRequest, Session, SessionStatus, SetSessionStatusRequest};
use crate::session::totals::{self, Move};
use crate::session::{SESSIONS, read, records};
use crate::store::{Param, Tx};

pub(crate) fn end(tx: &mut Tx<'_>, _cx: &Context, request: &EndSessionRequest) -> Result<Session> {
    let session = read::shown(tx, request.user_id, request.session_id)?;
    if has_ended(&session) {
        return Ok(session);
    }
    become_(tx, request.user_id, request.session_id, |session| match has_ended(session) {
        true => session.status,
        false => SessionStatus::Ended,
    })
}

pub(crate) fn set_status(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &SetSessionStatusRequest,
) -> Result<Session> {
    let session = read::shown(tx, request.user_id, request.session_id)?;
    if session.status == request.status {
        return Ok(session);
    }
    become_(tx, request.user_id, request.session_id, |_| request.status)
}

/// Whether a session was ended before; it may have been filed away since.
pub(super) fn has_ended(session: &Session) -> bool {
    session.status == SessionStatus::Ended || session.ended_at_ms.is_some()
}

/// The refusal of what a session takes only until its end.
pub(crate) fn ended(id: SessionId) -> Error {
    ErrorKind::InvalidState {
        what: format!("session `{id}`"),
        state: "ended".into(),
        needed: "not ended".into(),
    }
    .into()
}

/// Brings a session into the state that is chosen once nothing else can move it.
fn become_(
    tx: &mut Tx<'_>,
    user: UserId,
    id: SessionId,
    choose: impl FnOnce(&Session) -> SessionStatus,
) -> Result<Session> {
    // The head keeps others out from here on; what was read before it may have changed.
    tx.synced(&SESSIONS, user).reserve(1)?;
    let session = read::shown(tx, user, id)?;
    let to = choose(&session);
    if session.status == to {
        return Ok(session);
    }
    if has_ended(&session) && matches!(to, SessionStatus::Active | SessionStatus::Paused) {
        return Err(ended(id));
    }
    let before = session.updated_at_ms.max(session.last_message_at_ms.unwrap_or(i64::MIN));
    let at_ms = tx.now_ms().max(before);
    let ends = to == SessionStatus::Ended && !has_ended(&session);
    let changes = [
        ("status", to.as_str().into()),
        ("updated_at_ms", at_ms.into()),
        ("ended_at_ms", Param::from(at_ms)),
    ];
    let changes = if ends { &changes[..] } else { &changes[..2] };
    tx.synced(&SESSIONS, user).put(id.0, changes)?;
    records::note(tx, user, id, to, at_ms)?;
    totals::count(tx, user, &[Move::OutOf(session.status), Move::Into(to)])?;
    if ends {
        let duration_ms = (at_ms - session.created_at_ms).max(0);
        activity::count(tx, user, ActivityDelta::SessionEnd { duration_ms })?;
    }
    read::shown(tx, user, id)
}
