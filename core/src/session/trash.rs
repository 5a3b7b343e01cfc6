//! Deleting sessions, bringing them back, and removing them for good.
//!
//! A session in the trash hides its messages with it. Removing it for good takes the session itself
//! and leaves one tombstone, which stands for its messages, records, counters and memories; these
//! follow in bounded steps, in this call, in later ones and in upkeep. So a session of a million
//! messages is gone at once, and no call is held up by it.

use uuid::Uuid;

use crate::context::Context;
use crate::error::{Error, ErrorKind, Result};
use crate::id::{SessionId, UserId};
use crate::limits;
use crate::memories::MEMORIES;
use crate::runtime::ChangeKind;
use crate::session::messages::{self, MESSAGES};
use crate::session::model::{
    DeleteSessionRequest, PurgeSessionRequest, PurgeSessionResponse, RestoreSessionRequest, Session,
};
use crate::session::totals::{self, Move, Sum};
use crate::session::{SESSIONS, read, sql};
use crate::store::Tx;
use crate::sync::Collection;
use crate::{sync, trash};

pub(crate) fn delete(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &DeleteSessionRequest,
) -> Result<Session> {
    let at_ms = tx.now_ms();
    set(tx, request.user_id, request.session_id, Some(at_ms))
}

pub(crate) fn restore(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &RestoreSessionRequest,
) -> Result<Session> {
    set(tx, request.user_id, request.session_id, None)
}

/// Deletes a session or takes it out of the trash, unless it is where it shall be.
fn set(
    tx: &mut Tx<'_>,
    user: UserId,
    id: SessionId,
    deleted_at_ms: Option<i64>,
) -> Result<Session> {
    let stays = |session: &Session| session.deleted_at_ms.is_some() == deleted_at_ms.is_some();
    let session = stored(tx, user, id)?;
    if stays(&session) {
        return Ok(session);
    }
    // The head keeps others out from here on; what was read before it may have changed.
    tx.synced(&SESSIONS, user).reserve(1)?;
    let session = stored(tx, user, id)?;
    if stays(&session) {
        return Ok(session);
    }
    trash::mark(tx, &SESSIONS, user, id.0, deleted_at_ms)?;
    let (status, sum) = (session.status, sum(&session));
    let moves = match deleted_at_ms {
        Some(_) => [Move::OutOf(status), Move::Trashed(1), Move::Hidden(sum)],
        None => [Move::Into(status), Move::Trashed(-1), Move::Shown(sum)],
    };
    totals::count(tx, user, &moves)?;
    stored(tx, user, id)
}

pub(crate) fn purge(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &PurgeSessionRequest,
) -> Result<PurgeSessionResponse> {
    let (user, id) = (request.user_id, request.session_id);
    let is_gone = read::find(tx, user, id)?.is_none();
    if is_gone && !sync::is_erased(tx, &SESSIONS, user, id.0)? {
        return Err(Error::not_found("session", id));
    }
    if is_gone && !trash::holds(tx, &SESSIONS, user, id.0)? {
        return Ok(PurgeSessionResponse { rows: 0, done: true });
    }
    tx.synced(&SESSIONS, user).reserve(1)?;
    if read::find(tx, user, id)?.is_some_and(|session| session.deleted_at_ms.is_none()) {
        return Err(ErrorKind::InvalidState {
            what: format!("session `{id}`"),
            state: "not deleted".into(),
            needed: "deleted".into(),
        }
        .into());
    }
    let rows_max = request.limit.unwrap_or(limits::SWEEP_ROWS_MAX);
    let rows = empty(tx, user, id, rows_max)?;
    Ok(PurgeSessionResponse { rows, done: rows < rows_max })
}

/// One step of upkeep on a session whose time in the trash is over; answers how many rows it took.
pub(crate) fn remove(tx: &mut Tx<'_>, user: UserId, id: SessionId, rows_max: i64) -> Result<i64> {
    tx.synced(&SESSIONS, user).reserve(1)?;
    if !trash::is_due(tx, &SESSIONS, user, id.0)? {
        return Ok(0);
    }
    if read::find(tx, user, id)?.is_some_and(|session| session.deleted_at_ms.is_none()) {
        trash::take_out(tx, &SESSIONS, user, id.0)?;
        return Ok(0);
    }
    empty(tx, user, id, rows_max)
}

/// Removes a deleted session and at most so many rows of it; fewer mean that nothing is left.
fn empty(tx: &mut Tx<'_>, user: UserId, id: SessionId, rows_max: i64) -> Result<i64> {
    let mut rows = 0;
    if read::find(tx, user, id)?.is_some() {
        tx.synced(&SESSIONS, user).erase(id.0)?;
        tx.exec(&sql::DELETE_STATS, &[user.into(), id.into()])?;
        // What follows is due now, and upkeep finds it where it stands.
        trash::schedule(tx, &SESSIONS, user, id.0, tx.now_ms())?;
        totals::count(tx, user, &[Move::Trashed(-1)])?;
        rows += 1;
    }
    for (collection, list) in [(&MESSAGES, &messages::OF_SESSION), (&MEMORIES, &sql::MEMORIES_OF)] {
        let params = [user.into(), id.into(), (rows_max - rows).into()];
        let found: Vec<(Uuid, bool)> =
            tx.list(list, &params, |row| Ok((row.id(0)?, row.bool(1)?)))?;
        for (one, is_trashed) in found {
            remove_one(tx, user, collection, one, is_trashed)?;
            rows += 1;
        }
    }
    rows += remove_records(tx, user, id, rows_max - rows)?;
    if rows < rows_max {
        trash::take_out(tx, &SESSIONS, user, id.0)?;
    }
    Ok(rows)
}

fn remove_one(
    tx: &mut Tx<'_>,
    user: UserId,
    collection: &'static Collection,
    id: Uuid,
    is_trashed: bool,
) -> Result<()> {
    if collection.number == MESSAGES.number {
        messages::stream::drop_of(tx, user, id.into())?;
    }
    if is_trashed {
        trash::take_out(tx, collection, user, id)?;
    }
    if collection.number == MEMORIES.number {
        // Unlike its messages, the memories of a deleted session were still listed.
        tx.changed(collection.noun, Some(user), id, ChangeKind::Delete);
    }
    tx.synced(collection, user).erase_with_parent(id).map(drop)
}

fn remove_records(tx: &mut Tx<'_>, user: UserId, id: SessionId, rows_max: i64) -> Result<i64> {
    let of = [user.into(), id.into(), rows_max.into()];
    let found = tx.list(&sql::OLDEST_RECORDS, &of, |row| row.int(0))?;
    if let Some(last) = found.last() {
        tx.exec(&sql::DELETE_RECORDS, &[user.into(), id.into(), (*last).into()])?;
    }
    Ok(i64::try_from(found.len()).unwrap_or(i64::MAX))
}

fn stored(tx: &mut Tx<'_>, user: UserId, id: SessionId) -> Result<Session> {
    read::find(tx, user, id)?.ok_or_else(|| Error::not_found("session", id))
}

fn sum(session: &Session) -> Sum {
    Sum {
        messages: session.message_count,
        tokens: session.total_tokens,
        cost_micros: session.total_cost_micros,
    }
}
