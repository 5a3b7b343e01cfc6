//! Branches: the ways a conversation took.
//!
//! Messages that name the same parent are siblings: another answer to the same question, another
//! version of it. A branch is the way from one message up to the first that has no parent. The one
//! that a session shows ends at the message a person chose, and else, and again as soon as
//! something is said, at the latest. Messages without a parent begin a branch, so a host that wants
//! branches names parents.

use std::collections::VecDeque;

use uuid::Uuid;

use crate::context::Context;
use crate::error::{Error, Result};
use crate::id::{MessageId, SessionId, UserId};
use crate::limits;
use crate::ops::Operation;
use crate::session::messages::model::{BranchMessage, GetBranchRequest, Message, MessageBranch};
use crate::session::messages::{row, sql, stream};
use crate::session::{SESSIONS, SelectBranchRequest, Session, read};
use crate::store::{Cursor, Tx};

/// The list that its cursors are of.
const LIST: &str = super::Branch::ROW.name;

pub(crate) fn branch(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &GetBranchRequest,
) -> Result<MessageBranch> {
    let (user, session) = (request.user_id, request.session_id);
    let cursor = Cursor::place(LIST, request.cursor.as_deref())?;
    if cursor.is_some() && request.leaf_id.is_some() {
        return Err(Error::validation("leafId", "cannot stand together with a cursor"));
    }
    let chosen = leaf(tx, user, session)?;
    let from = match (cursor, request.leaf_id) {
        (Some(place), _) => Some(MessageId(place.id)),
        (None, Some(id)) => match within(tx, user, session, id)? {
            Some((_, false)) => Some(id),
            _ => return Err(Error::not_found("message", id)),
        },
        (None, None) => chosen,
    };
    let limit = request.limit.unwrap_or(limits::PAGE_ROWS_DEFAULT);
    let (mut path, next) = climb(tx, user, session, from, limit)?;
    stream::fill(tx, user, path.make_contiguous())?;
    let items = path.into_iter().map(|message| {
        let sibling_ids = siblings(tx, user, &message)?;
        Ok(BranchMessage { message, sibling_ids })
    });
    Ok(MessageBranch {
        items: items.collect::<Result<_>>()?,
        leaf_id: request.leaf_id.or(chosen),
        next_cursor: next.map(|id| Cursor::of(LIST, 0, id.0)),
    })
}

/// Where the branch ends that a session shows.
fn leaf(tx: &mut Tx<'_>, user: UserId, session: SessionId) -> Result<Option<MessageId>> {
    let (chosen, latest) = tx
        .get(&sql::ENDS, &[user.into(), session.into()], |row| {
            Ok((row.opt_id(0)?, row.opt_id(1)?))
        })?
        .ok_or_else(|| Error::not_found("session", session))?;
    match chosen {
        // What was chosen may have been deleted since.
        Some(id) if matches!(within(tx, user, session, id)?, Some((_, false))) => Ok(Some(id)),
        _ => Ok(latest),
    }
}

/// The parent of a message of this session, and whether the message is deleted.
pub(crate) fn within(
    tx: &mut Tx<'_>,
    user: UserId,
    session: SessionId,
    id: MessageId,
) -> Result<Option<(Option<MessageId>, bool)>> {
    tx.get(&sql::PARENT_OF, &[user.into(), id.into(), session.into()], |row| {
        Ok((row.opt_id(0)?, row.bool(1)?))
    })
}

/// Reads from a message upwards, past deleted ones; answers where the rest begins.
fn climb(
    tx: &mut Tx<'_>,
    user: UserId,
    session: SessionId,
    mut from: Option<MessageId>,
    limit: i64,
) -> Result<(VecDeque<Message>, Option<MessageId>)> {
    let limit = usize::try_from(limit).unwrap_or(0);
    let mut path = VecDeque::new();
    for _ in 0..limits::BRANCH_STEPS_MAX {
        let Some(id) = from.filter(|_| path.len() < limit) else { break };
        let Some((parent, is_deleted)) = within(tx, user, session, id)? else {
            return Ok((path, None));
        };
        if !is_deleted && let Some(message) = row::shown(tx, user, id)? {
            path.push_front(message);
        }
        from = parent;
    }
    Ok((path, from))
}

/// What stands in the place of a message: the answers to the same message, or its versions.
fn siblings(tx: &mut Tx<'_>, user: UserId, message: &Message) -> Result<Vec<MessageId>> {
    if let Some(parent) = message.parent_id {
        let params = [user.into(), parent.into(), limits::SIBLINGS_MAX.into()];
        return tx.list(&sql::CHILDREN, &params, |row| row.id(0));
    }
    let first = message.version_of.unwrap_or(message.id);
    let mut ids = Vec::new();
    if message.id == first || row::shown(tx, user, first)?.is_some() {
        ids.push(first);
    }
    let params = [user.into(), first.into(), (limits::SIBLINGS_MAX - 1).into()];
    ids.extend(tx.list(&sql::VERSION_IDS, &params, |row| row.id::<MessageId>(0))?);
    Ok(ids)
}

pub(crate) fn select(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &SelectBranchRequest,
) -> Result<Session> {
    let (user, session) = (request.user_id, request.session_id);
    // The head keeps others out from here on: nothing is said meanwhile.
    tx.synced(&SESSIONS, user).reserve(1)?;
    let stored = read::shown(tx, user, session)?;
    let leaf = descend(tx, user, session, request.message_id)?;
    if stored.leaf_id == Some(leaf) {
        return Ok(stored);
    }
    tx.synced(&SESSIONS, user).put(session.0, &[("leaf_id", leaf.into())])?;
    read::shown(tx, user, session)
}

/// Goes from a message down along the newest answers.
fn descend(
    tx: &mut Tx<'_>,
    user: UserId,
    session: SessionId,
    from: MessageId,
) -> Result<MessageId> {
    if !matches!(within(tx, user, session, from)?, Some((_, false))) {
        return Err(Error::not_found("message", from));
    }
    let (mut leaf, mut at) = (from, from);
    for _ in 0..limits::BRANCH_STEPS_MAX {
        if let Some(child) = newest_child(tx, user, at, false)? {
            (leaf, at) = (child, child);
        } else if let Some(deleted) = newest_child(tx, user, at, true)? {
            // A branch leads past what is deleted, and does not end there.
            at = deleted;
        } else {
            break;
        }
    }
    Ok(leaf)
}

fn newest_child(
    tx: &mut Tx<'_>,
    user: UserId,
    of: MessageId,
    is_deleted: bool,
) -> Result<Option<MessageId>> {
    let params = [user.into(), of.into(), is_deleted.into()];
    Ok(tx.get(&sql::NEWEST_CHILD, &params, |row| row.id::<Uuid>(0))?.map(MessageId))
}
