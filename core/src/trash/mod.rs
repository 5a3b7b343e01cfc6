//! The trash: what was deleted, and when it is removed for good.
//!
//! A deleted row keeps its place with a mark and can be restored. Upkeep removes it once
//! [`limits::TRASH_MS`] have passed; until then nothing of it is lost, however late upkeep comes.
//! Which rows those are stands in a table of its own, so a living row is in no index for it.

use uuid::Uuid;

use crate::error::{Error, Result};
use crate::id::UserId;
use crate::limits;
use crate::memories::{self, MEMORIES};
use crate::session::messages::{self, MESSAGES};
use crate::session::{self, SESSIONS};
use crate::store::{Param, Tx};
use crate::sync::Collection;

mod sql;
#[cfg(test)]
mod tests;

#[cfg(any(test, feature = "testing"))]
pub(crate) use sql::ALL as STATEMENTS;

/// Marks a row as deleted at a moment, and notes when it is removed for good; or, without a moment,
/// takes it out of the trash.
pub(crate) fn mark(
    tx: &mut Tx<'_>,
    collection: &'static Collection,
    user: UserId,
    id: Uuid,
    deleted_at_ms: Option<i64>,
) -> Result<()> {
    tx.synced(collection, user).put(id, &[("deleted_at_ms", deleted_at_ms.into())])?;
    match deleted_at_ms {
        Some(at_ms) => schedule(tx, collection, user, id, at_ms.saturating_add(limits::TRASH_MS)),
        None => take_out(tx, collection, user, id),
    }
}

/// Notes that a row is to be removed for good from a moment on.
pub(crate) fn schedule(
    tx: &mut Tx<'_>,
    collection: &Collection,
    user: UserId,
    id: Uuid,
    purge_at_ms: i64,
) -> Result<()> {
    let [user, number, id] = key(collection, user, id);
    if !tx.insert_new(&sql::INSERT, &[user, number, id, purge_at_ms.into()])? {
        tx.exec(&sql::SET_TIME, &[purge_at_ms.into(), user, number, id])?;
    }
    Ok(())
}

/// Whether a row is noted.
pub(crate) fn holds(
    tx: &mut Tx<'_>,
    collection: &Collection,
    user: UserId,
    id: Uuid,
) -> Result<bool> {
    Ok(tx.get(&sql::HOLDS, &key(collection, user, id), |_| Ok(()))?.is_some())
}

/// Whether the time of a row in the trash is over. Asked under the user's sync head: a row that was
/// due before may have come back since, and have been deleted again.
pub(crate) fn is_due(
    tx: &mut Tx<'_>,
    collection: &Collection,
    user: UserId,
    id: Uuid,
) -> Result<bool> {
    let purge_at_ms = tx.get(&sql::HOLDS, &key(collection, user, id), |row| row.int(0))?;
    Ok(purge_at_ms.is_some_and(|at_ms| at_ms <= tx.now_ms()))
}

/// Forgets a row, which has come back or is gone.
pub(crate) fn take_out(
    tx: &mut Tx<'_>,
    collection: &Collection,
    user: UserId,
    id: Uuid,
) -> Result<()> {
    tx.exec(&sql::DELETE, &key(collection, user, id)).map(drop)
}

fn key(collection: &Collection, user: UserId, id: Uuid) -> [Param<'static>; 3] {
    [user.into(), Param::Int(i64::from(collection.number)), Param::Id(id)]
}

/// One step of upkeep: removes what has been in the trash for long enough.
pub(crate) fn sweep(tx: &mut Tx<'_>, rows_max: i64) -> Result<i64> {
    let due = tx.list(&sql::DUE, &[tx.now_ms().into(), rows_max.into()], |row| {
        Ok((row.id::<UserId>(0)?, row.int(1)?, row.id::<Uuid>(2)?))
    })?;
    let mut rows = 0;
    for (user, number, id) in due {
        if rows >= rows_max {
            break;
        }
        let is = |collection: &Collection| i64::from(collection.number) == number;
        let removed = if is(&SESSIONS) {
            session::remove(tx, user, id.into(), rows_max - rows)?
        } else if is(&MESSAGES) {
            messages::remove(tx, user, id.into(), rows_max - rows)?
        } else if is(&MEMORIES) {
            memories::remove(tx, user, id.into())?
        } else {
            return Err(Error::internal(format!("collection {number} has no trash")));
        };
        // A row that had come back counts too: it was looked at.
        rows += removed.max(1);
    }
    Ok(rows)
}
