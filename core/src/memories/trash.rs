//! Deleting memories, bringing them back, and removing them for good.

use crate::context::Context;
use crate::error::Result;
use crate::id::{MemoryId, UserId};
use crate::memories::model::{DeleteMemoryRequest, Memory, RestoreMemoryRequest};
use crate::memories::{MEMORIES, read, sql};
use crate::store::{Param, Tx};
use crate::trash;

pub(crate) fn delete(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &DeleteMemoryRequest,
) -> Result<Memory> {
    let at_ms = tx.now_ms();
    set(tx, request.user_id, request.memory_id, Some(at_ms))
}

pub(crate) fn restore(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &RestoreMemoryRequest,
) -> Result<Memory> {
    set(tx, request.user_id, request.memory_id, None)
}

/// Deletes a memory or takes it out of the trash, unless it is where it shall be.
fn set(tx: &mut Tx<'_>, user: UserId, id: MemoryId, deleted_at_ms: Option<i64>) -> Result<Memory> {
    let stays = |memory: &Memory| memory.deleted_at_ms.is_some() == deleted_at_ms.is_some();
    let memory = read::stored(tx, user, id)?;
    if stays(&memory) {
        return Ok(memory);
    }
    // The head keeps others out from here on; what was read before it may have changed.
    tx.synced(&MEMORIES, user).reserve(1)?;
    let memory = read::stored(tx, user, id)?;
    if stays(&memory) {
        return Ok(memory);
    }
    trash::mark(tx, &MEMORIES, user, id.0, deleted_at_ms)?;
    read::stored(tx, user, id)
}

/// Removes a memory for good whose time in the trash is over; answers how many rows that were.
pub(crate) fn remove(tx: &mut Tx<'_>, user: UserId, id: MemoryId) -> Result<i64> {
    tx.synced(&MEMORIES, user).reserve(1)?;
    if !trash::is_due(tx, &MEMORIES, user, id.0)? {
        return Ok(0);
    }
    trash::take_out(tx, &MEMORIES, user, id.0)?;
    let params = [user.into(), Param::from(id)];
    let is_deleted = tx.get(&sql::IS_TRASHED, &params, |row| row.bool(0))?;
    if is_deleted != Some(true) {
        return Ok(0);
    }
    tx.synced(&MEMORIES, user).erase(id.0).map(i64::from)
}
