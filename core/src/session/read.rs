//! Reading sessions.

use crate::context::Context;
use crate::error::{Error, ErrorKind, Result};
use crate::id::{SessionId, UserId};
use crate::limits;
use crate::ops::Operation;
use crate::session::model::{
    FindSessionOwnerRequest, GetSessionRequest, ListSessionsRequest, Session, SessionFilter,
    SessionList, SessionOwner, SessionStatus,
};
use crate::session::sql;
use crate::store::{Cursor, Param, Row, Tx, page};

/// The list that its cursors are of.
const LIST: &str = super::List::ROW.name;

pub(crate) fn get(tx: &mut Tx<'_>, _cx: &Context, request: &GetSessionRequest) -> Result<Session> {
    shown(tx, request.user_id, request.session_id)
}

pub(crate) fn list(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &ListSessionsRequest,
) -> Result<SessionList> {
    let user = request.user_id;
    let before = Cursor::place(LIST, request.cursor.as_deref())?.unwrap_or(Cursor::NEWEST);
    let limit = request.limit.unwrap_or(limits::PAGE_ROWS_DEFAULT);
    let filter = request.status.unwrap_or(SessionFilter::All);
    let (sql, shown) = match filter {
        SessionFilter::All => (&sql::LIST, Param::from(false)),
        SessionFilter::Deleted => (&sql::LIST, Param::from(true)),
        _ => (&sql::LIST_BY_STATUS, Param::from(filter.as_str())),
    };
    let params = [user.into(), shown, before.at.into(), Param::Id(before.id), (limit + 1).into()];
    let items = tx.list(sql, &params, |row| session(row, user))?;
    let (items, next_cursor) =
        page(items, limit, |last| Cursor::of(LIST, last.created_at_ms, last.id.0));
    Ok(SessionList { items, next_cursor })
}

/// A session, deleted or not.
pub(crate) fn find(tx: &mut Tx<'_>, user: UserId, id: SessionId) -> Result<Option<Session>> {
    tx.get(&sql::GET, &[user.into(), id.into()], |row| session(row, user))
}

/// A session that is not deleted.
pub(crate) fn shown(tx: &mut Tx<'_>, user: UserId, id: SessionId) -> Result<Session> {
    find(tx, user, id)?
        .filter(|session| session.deleted_at_ms.is_none())
        .ok_or_else(|| Error::not_found("session", id))
}

/// Whose a session is, for a route that does not say.
pub(crate) fn owner(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &FindSessionOwnerRequest,
) -> Result<SessionOwner> {
    let id = request.session_id;
    let users = tx.list(&sql::OWNERS, &[id.into()], |row| row.id(0))?;
    match users[..] {
        [user_id] => return Ok(SessionOwner { user_id }),
        [] => return Err(Error::not_found("session", id)),
        _ => {}
    }
    if let Some(user_id) = request.user_id
        && find(tx, user_id, id)?.is_some()
    {
        return Ok(SessionOwner { user_id });
    }
    let reason = match request.user_id {
        Some(_) => "several others have one of this id",
        None => "several users have one of this id; name the one who asks",
    };
    let what = format!("session `{id}`");
    Err(ErrorKind::Conflict { what, reason: reason.into() }.into())
}

/// Fails with `not_found` where a session does not exist or is deleted.
pub(crate) fn require(tx: &mut Tx<'_>, user: UserId, id: SessionId) -> Result<()> {
    tx.get(&sql::IS_SHOWN, &[user.into(), id.into()], |_| Ok(()))?
        .ok_or_else(|| Error::not_found("session", id))
}

fn session(row: &dyn Row, user_id: UserId) -> Result<Session> {
    let last_message_at_ms = row.opt_int(11)?;
    let created_at_ms = row.int(12)?;
    let ended_at_ms = row.opt_int(14)?;
    let until_ms = ended_at_ms.or(last_message_at_ms).unwrap_or(created_at_ms);
    Ok(Session {
        id: row.id(0)?,
        user_id,
        device: row.opt_text(1)?,
        title: row.opt_text(2)?,
        model: row.opt_text(3)?,
        kind: row.text(4)?,
        status: SessionStatus::from_stored(row.str(5)?)?,
        pinned: row.bool(6)?,
        metadata: row.opt_json(7, "metadata of a session")?,
        leaf_id: row.opt_id(16)?,
        message_count: row.opt_int(8)?.unwrap_or(0),
        total_tokens: row.opt_int(9)?.unwrap_or(0),
        total_cost_micros: row.opt_int(10)?.unwrap_or(0),
        last_message_at_ms,
        duration_ms: (until_ms - created_at_ms).max(0),
        created_at_ms,
        updated_at_ms: row.int(13)?,
        ended_at_ms,
        deleted_at_ms: row.opt_int(15)?,
    })
}
