//! Beginning a session.
//!
//! The session, its first record, its counters and the user's are one commit.

use serde_json::Value;

use crate::activity::{self, ActivityDelta};
use crate::context::Context;
use crate::error::{Error, ErrorKind, Result};
use crate::id::{SessionId, UserId};
use crate::limits;
use crate::ops::given;
use crate::session::model::{CreateSessionRequest, CreateSessionResponse, Session, SessionStatus};
use crate::session::{SESSIONS, read, records, stats, totals};
use crate::store::{Param, Tx};
use crate::sync;

pub(crate) fn create(
    tx: &mut Tx<'_>,
    cx: &Context,
    request: &CreateSessionRequest,
) -> Result<CreateSessionResponse> {
    create_on(tx, request, request.device.as_deref().or(cx.device.as_deref()))
}

/// Begins a session on a device, or on none.
pub(super) fn create_on(
    tx: &mut Tx<'_>,
    request: &CreateSessionRequest,
    device: Option<&str>,
) -> Result<CreateSessionResponse> {
    let user = request.user_id;
    if !activity::is_open(tx, user)? {
        return Err(Error::not_found("user", user));
    }
    if let Some(id) = request.id
        && let Some(stored) = read::find(tx, user, id)?
    {
        return same(stored, request, device);
    }
    let id = match request.id {
        Some(id) if sync::is_erased(tx, &SESSIONS, user, id.0)? => {
            return Err(SESSIONS.taken(id.0, sync::GONE));
        }
        Some(id) => id,
        None => tx.new_id()?,
    };
    let at_ms = request.created_at_ms.unwrap_or(tx.now_ms());
    if !insert(tx, user, id, at_ms, request, device)? {
        // Another call took the id since it was looked up.
        return Err(ErrorKind::Serialization {}.into());
    }
    records::note(tx, user, id, SessionStatus::Active, at_ms)?;
    stats::open(tx, user, id)?;
    totals::count(tx, user, &[totals::Move::Into(SessionStatus::Active)])?;
    activity::count(tx, user, ActivityDelta::Session { at_ms })?;
    let session = read::find(tx, user, id)?.ok_or_else(|| Error::internal("a session vanished"))?;
    Ok(CreateSessionResponse { session, replayed: false })
}

fn insert(
    tx: &mut Tx<'_>,
    user: UserId,
    id: SessionId,
    at_ms: i64,
    request: &CreateSessionRequest,
    device: Option<&str>,
) -> Result<bool> {
    let metadata = given(&request.metadata).map(Value::to_string);
    let values = [
        device.into(),
        (&request.title).into(),
        (&request.model).into(),
        request.kind.as_deref().unwrap_or(limits::SESSION_KIND_DEFAULT).into(),
        SessionStatus::Active.as_str().into(),
        false.into(),
        (&metadata).into(),
        at_ms.into(),
        at_ms.into(),
        Param::Null,
        Param::Null,
        Param::Null,
    ];
    tx.synced(&SESSIONS, user).insert_new(id.0, &values)
}

/// Answers the stored session where it is what the request would make.
fn same(
    stored: Session,
    request: &CreateSessionRequest,
    device: Option<&str>,
) -> Result<CreateSessionResponse> {
    let is_same = stored.deleted_at_ms.is_none()
        && stored.device.as_deref() == device
        && stored.title == request.title
        && stored.model == request.model
        && stored.kind == request.kind.as_deref().unwrap_or(limits::SESSION_KIND_DEFAULT)
        && stored.metadata.as_ref() == given(&request.metadata)
        && request.created_at_ms.is_none_or(|at| at == stored.created_at_ms);
    if !is_same {
        return Err(SESSIONS.taken(stored.id.0, "the id is taken by another session"));
    }
    Ok(CreateSessionResponse { session: stored, replayed: true })
}
