//! Deleting messages, bringing them back, and removing them for good.
//!
//! The counters of the session follow in the same commit, so they always say what is shown.
//! Messages that answer a deleted one keep their place; a branch leads past it. Once it is removed
//! for good, what answered it answers what it answered, so that no branch is ever cut. That is the
//! one change of what a message answers.

use uuid::Uuid;

use crate::context::Context;
use crate::error::{Error, Result};
use crate::id::{MessageId, UserId};
use crate::session::messages::model::{DeleteMessageRequest, MessagePlace, RestoreMessageRequest};
use crate::session::messages::row::{self, Marked};
use crate::session::messages::{MESSAGES, sql, stream};
use crate::session::stats::{self, Change};
use crate::session::totals::Sum;
use crate::store::{Cursor, Param, Tx};
use crate::trash;

pub(crate) fn delete(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &DeleteMessageRequest,
) -> Result<MessagePlace> {
    let at_ms = tx.now_ms();
    set(tx, request.user_id, request.message_id, Some(at_ms))
}

pub(crate) fn restore(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &RestoreMessageRequest,
) -> Result<MessagePlace> {
    set(tx, request.user_id, request.message_id, None)
}

/// Deletes a message or takes it out of the trash, unless it is where it shall be.
fn set(
    tx: &mut Tx<'_>,
    user: UserId,
    id: MessageId,
    deleted_at_ms: Option<i64>,
) -> Result<MessagePlace> {
    let stays = |marked: &Marked| marked.deleted_at_ms.is_some() == deleted_at_ms.is_some();
    let marked = find(tx, user, id)?;
    if stays(&marked) {
        return Ok(place(id, &marked));
    }
    // The head keeps others out from here on; what was read before it may have changed.
    tx.synced(&MESSAGES, user).reserve(1)?;
    let marked = find(tx, user, id)?;
    if stays(&marked) {
        return Ok(place(id, &marked));
    }
    trash::mark(tx, &MESSAGES, user, id.0, deleted_at_ms)?;
    let change = if deleted_at_ms.is_some() { Change::Hides } else { Change::Shows };
    let of = Sum { messages: 1, tokens: marked.tokens, cost_micros: marked.cost_micros };
    let latest = [user.into(), marked.session_id.into()];
    let last = tx
        .get(&sql::LATEST, &latest, |row| Ok(Cursor { at: row.int(0)?, id: row.id::<Uuid>(1)? }))?;
    stats::change(tx, (user, marked.session_id), change, of, last)?;
    tx.changed("session", Some(user), marked.session_id.0, crate::runtime::ChangeKind::Put);
    Ok(MessagePlace { message_id: id, session_id: marked.session_id, deleted_at_ms })
}

fn find(tx: &mut Tx<'_>, user: UserId, id: MessageId) -> Result<Marked> {
    row::marked(tx, user, id)?.ok_or_else(|| Error::not_found("message", id))
}

fn place(message_id: MessageId, marked: &Marked) -> MessagePlace {
    let Marked { session_id, deleted_at_ms, .. } = *marked;
    MessagePlace { message_id, session_id, deleted_at_ms }
}

/// One step of upkeep on a message whose time in the trash is over; answers how many rows it took.
pub(crate) fn remove(tx: &mut Tx<'_>, user: UserId, id: MessageId, rows_max: i64) -> Result<i64> {
    tx.synced(&MESSAGES, user).reserve(1)?;
    if !trash::is_due(tx, &MESSAGES, user, id.0)? {
        return Ok(0);
    }
    let answers = tx.get(&sql::ANSWERS, &[user.into(), Param::from(id)], |row| {
        Ok((row.opt_id::<MessageId>(0)?, row.bool(1)?))
    })?;
    let Some((up, true)) = answers else {
        trash::take_out(tx, &MESSAGES, user, id.0)?;
        return Ok(0);
    };
    let moved = lift(tx, user, id, up, rows_max)?;
    if moved >= rows_max {
        // There may be more, and upkeep finds the message where it stands.
        return Ok(moved);
    }
    trash::take_out(tx, &MESSAGES, user, id.0)?;
    stream::drop_of(tx, user, id)?;
    tx.synced(&MESSAGES, user).erase(id.0).map(|erased| moved + i64::from(erased))
}

/// Lets what answers a message answer what the message answers; answers how many these were.
fn lift(
    tx: &mut Tx<'_>,
    user: UserId,
    id: MessageId,
    up: Option<MessageId>,
    rows_max: i64,
) -> Result<i64> {
    let params = [user.into(), id.into(), rows_max.into()];
    let answers = tx.list(&sql::ANSWERED_BY, &params, |row| row.id::<Uuid>(0))?;
    for answer in &answers {
        tx.synced(&MESSAGES, user).put(*answer, &[("parent_id", up.into())])?;
    }
    Ok(i64::try_from(answers.len()).unwrap_or(i64::MAX))
}
