//! Taking in sessions that were kept elsewhere before, in whatever state they are.

use serde_json::Value;

use crate::activity::{self, ActivityDelta};
use crate::context::Context;
use crate::error::Result;
use crate::id::{SessionId, UserId};
use crate::session::messages::MESSAGES;
use crate::session::model::{CreateSessionRequest, Session, SessionStatus};
use crate::session::{SESSIONS, create, read, records};
use crate::store::Tx;

/// What a session is beyond what one is begun with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SessionState {
    pub(crate) status: Option<SessionStatus>,
    pub(crate) pinned: bool,
    pub(crate) updated_at_ms: Option<i64>,
    pub(crate) ended_at_ms: Option<i64>,
}

/// A session, deleted or not.
pub(crate) fn find(tx: &mut Tx<'_>, user: UserId, id: SessionId) -> Result<Option<Session>> {
    read::find(tx, user, id)
}

/// Takes the numbers of so many synced rows, and keeps other writers of the user out.
pub(crate) fn reserve(tx: &mut Tx<'_>, user: UserId, rows: usize) -> Result<()> {
    tx.synced(&MESSAGES, user).reserve(rows).map(drop)
}

/// Begins a session as any other is begun, then brings it into its state.
pub(crate) fn begin(
    tx: &mut Tx<'_>,
    cx: &Context,
    request: &CreateSessionRequest,
    state: &SessionState,
) -> Result<()> {
    let session = create::create(tx, cx, request)?.session;
    let (user, id) = (session.user_id, session.id);
    let updated_at_ms = state.updated_at_ms.unwrap_or(session.updated_at_ms);
    let status = state.status.unwrap_or(SessionStatus::Active);
    let ended_at_ms = match (state.ended_at_ms, status) {
        (None, SessionStatus::Ended) => Some(updated_at_ms.max(session.created_at_ms)),
        (ended_at_ms, _) => ended_at_ms,
    };
    if status == SessionStatus::Active
        && ended_at_ms.is_none()
        && !state.pinned
        && updated_at_ms == session.updated_at_ms
    {
        return Ok(());
    }
    let changes = [
        ("status", status.as_str().into()),
        ("pinned", state.pinned.into()),
        ("updated_at_ms", updated_at_ms.into()),
        ("ended_at_ms", ended_at_ms.into()),
    ];
    tx.synced(&SESSIONS, user).put(id.0, &changes)?;
    if let Some(at_ms) = ended_at_ms {
        records::note(tx, user, id, SessionStatus::Ended, at_ms)?;
        let duration_ms = (at_ms - session.created_at_ms).max(0);
        activity::count(tx, user, ActivityDelta::SessionEnd { duration_ms })?;
    }
    if !matches!(status, SessionStatus::Active | SessionStatus::Ended) {
        records::note(tx, user, id, status, updated_at_ms)?;
    }
    Ok(())
}

/// Notes in a session's metadata which branch was shown last.
pub(crate) fn show(tx: &mut Tx<'_>, session: &Session, metadata: Option<&Value>) -> Result<()> {
    if metadata == session.metadata.as_ref() {
        return Ok(());
    }
    let text = metadata.map(Value::to_string);
    let at_ms = tx.now_ms().max(session.updated_at_ms);
    let changes = [("metadata", (&text).into()), ("updated_at_ms", at_ms.into())];
    tx.synced(&SESSIONS, session.user_id).put(session.id.0, &changes)?;
    Ok(())
}
