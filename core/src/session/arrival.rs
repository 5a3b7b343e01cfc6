//! Taking in sessions that were kept elsewhere before, in whatever state they are.

use crate::activity::{self, ActivityDelta};
use crate::error::Result;
use crate::id::{MessageId, SessionId, UserId};
use crate::session::model::{CreateSessionRequest, Session, SessionStatus};
use crate::session::totals::{self, Move};
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

/// Begins a session as any other is begun, then brings it into its state.
pub(crate) fn begin(
    tx: &mut Tx<'_>,
    request: &CreateSessionRequest,
    state: &SessionState,
) -> Result<()> {
    // The device at hand is not the one it was begun on.
    let session = create::create_on(tx, request, request.device.as_deref())?.session;
    settle(tx, &session, state)
}

/// Brings a session that is active, and was never anything else, into its state.
pub(crate) fn settle(tx: &mut Tx<'_>, session: &Session, state: &SessionState) -> Result<()> {
    let (user, id) = (session.user_id, session.id);
    let updated_at_ms = state.updated_at_ms.unwrap_or(session.updated_at_ms);
    let status = state.status.unwrap_or(SessionStatus::Active);
    let status = match (state.ended_at_ms, status) {
        // What has an end is ended, or filed away since.
        (Some(_), SessionStatus::Active | SessionStatus::Paused) => SessionStatus::Ended,
        _ => status,
    };
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
    if status != SessionStatus::Active {
        totals::count(tx, user, &[Move::OutOf(SessionStatus::Active), Move::Into(status)])?;
    }
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

/// Chooses the branch that a session shows: that of this message, or that of the latest one.
pub(crate) fn show(
    tx: &mut Tx<'_>,
    user: UserId,
    id: SessionId,
    leaf: Option<MessageId>,
) -> Result<()> {
    if read::find(tx, user, id)?.is_none_or(|session| session.leaf_id == leaf) {
        return Ok(());
    }
    tx.synced(&SESSIONS, user).put(id.0, &[("leaf_id", leaf.into())]).map(drop)
}
