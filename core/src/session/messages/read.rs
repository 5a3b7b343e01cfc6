//! Reading one message and its versions.

use crate::context::Context;
use crate::error::{Error, Result};
use crate::id::{MessageId, UserId};
use crate::limits;
use crate::ops::Operation;
use crate::session::messages::model::{
    GetMessageRequest, ListMessageVersionsRequest, Message, MessageVersions,
};
use crate::session::messages::{row, sql, stream};
use crate::store::{Cursor, Param, Tx, page};

/// The list that its cursors are of.
const LIST: &str = super::Versions::ROW.name;

/// Before every version but the first.
const BEFORE_ALL: Cursor = Cursor { at: i64::MIN, id: uuid::Uuid::nil() };

pub(crate) fn get(tx: &mut Tx<'_>, _cx: &Context, request: &GetMessageRequest) -> Result<Message> {
    shown(tx, request.user_id, request.message_id)
}

/// A message that is not deleted, nor its session, with what has come of it so far.
pub(super) fn shown(tx: &mut Tx<'_>, user: UserId, id: MessageId) -> Result<Message> {
    let mut message = row::shown(tx, user, id)?.ok_or_else(|| Error::not_found("message", id))?;
    stream::fill(tx, user, std::slice::from_mut(&mut message))?;
    Ok(message)
}

pub(crate) fn versions(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &ListMessageVersionsRequest,
) -> Result<MessageVersions> {
    let user = request.user_id;
    // Any version leads to the others, also one that was deleted.
    let named = row::find(tx, user, request.message_id)?
        .ok_or_else(|| Error::not_found("message", request.message_id))?;
    crate::session::require(tx, user, named.session_id)?;
    let first = named.version_of.unwrap_or(named.id);
    let limit = request.limit.unwrap_or(limits::PAGE_ROWS_DEFAULT);
    let mut items = Vec::new();
    let after = match Cursor::place(LIST, request.cursor.as_deref())? {
        Some(after) => after,
        None => {
            items.extend(row::shown(tx, user, first)?);
            BEFORE_ALL
        }
    };
    let params =
        [user.into(), first.into(), after.at.into(), Param::Id(after.id), (limit + 1).into()];
    items.extend(tx.list(&sql::VERSIONS, &params, |row| row::message(row, named.session_id))?);
    let (mut items, next_cursor) = page(items, limit, |last| match last.id == first {
        // The first stands before all others, whatever their times.
        true => Cursor::of(LIST, BEFORE_ALL.at, BEFORE_ALL.id),
        false => Cursor::of(LIST, last.created_at_ms, last.id.0),
    });
    stream::fill(tx, user, &mut items)?;
    Ok(MessageVersions { items, next_cursor })
}

/// Fails with `not_found` unless a message is shown.
pub(crate) fn require(tx: &mut Tx<'_>, user: UserId, id: MessageId) -> Result<()> {
    row::marked(tx, user, id)?
        .filter(|marked| marked.deleted_at_ms.is_none())
        .map(drop)
        .ok_or_else(|| Error::not_found("message", id))
}
