//! Reading memories.

use crate::context::Context;
use crate::error::{Error, Result};
use crate::id::{MemoryId, UserId};
use crate::limits;
use crate::memories::model::{GetMemoryRequest, ListMemoriesRequest, Memory, MemoryList};
use crate::memories::{embedding, sql};
use crate::ops::Operation;
use crate::store::{Cursor, Param, Row, Tx, page};

/// The list that its cursors are of.
const LIST: &str = super::List::ROW.name;

pub(crate) fn get(tx: &mut Tx<'_>, _cx: &Context, request: &GetMemoryRequest) -> Result<Memory> {
    shown(tx, request.user_id, request.memory_id)
}

/// A memory that is not deleted.
pub(super) fn shown(tx: &mut Tx<'_>, user: UserId, id: MemoryId) -> Result<Memory> {
    stored(tx, user, id).and_then(|memory| match memory.deleted_at_ms {
        None => Ok(memory),
        Some(_) => Err(Error::not_found("memory", id)),
    })
}

/// A memory, deleted or not.
pub(super) fn stored(tx: &mut Tx<'_>, user: UserId, id: MemoryId) -> Result<Memory> {
    find(tx, user, id)?.ok_or_else(|| Error::not_found("memory", id))
}

pub(super) fn find(tx: &mut Tx<'_>, user: UserId, id: MemoryId) -> Result<Option<Memory>> {
    tx.get(&sql::FIND, &[user.into(), id.into()], |row| {
        let mut memory = memory(row)?;
        let bytes = row.opt_bytes(11)?;
        memory.embedding =
            bytes.map(|b| embedding::numbers(b).map(Iterator::collect)).transpose()?;
        Ok(memory)
    })
}

pub(crate) fn list(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &ListMemoriesRequest,
) -> Result<MemoryList> {
    let before = Cursor::place(LIST, request.cursor.as_deref())?.unwrap_or(Cursor::NEWEST);
    let limit = request.limit.unwrap_or(limits::PAGE_ROWS_DEFAULT);
    let user = request.user_id.into();
    let [at, id, rows] = [before.at.into(), Param::Id(before.id), (limit + 1).into()];
    let items = match (request.session_id, &request.kind) {
        (Some(_), Some(_)) => {
            return Err(Error::validation("kind", "cannot stand together with a session"));
        }
        (None, None) => tx.list(&sql::LIST, &[user, at, id, rows], memory)?,
        (Some(of), None) => {
            tx.list(&sql::LIST_IN_SESSION, &[user, of.into(), at, id, rows], memory)?
        }
        (None, Some(of)) => {
            tx.list(&sql::LIST_BY_KIND, &[user, of.into(), at, id, rows], memory)?
        }
    };
    let (items, next_cursor) =
        page(items, limit, |last| Cursor::of(LIST, last.created_at_ms, last.id.0));
    Ok(MemoryList { items, next_cursor })
}

/// Reads the columns that every statement of memories begins with.
pub(super) fn memory(row: &dyn Row) -> Result<Memory> {
    Ok(Memory {
        id: row.id(0)?,
        session_id: row.opt_id(1)?,
        kind: row.text(2)?,
        content: row.text(3)?,
        importance: row.int(4)?,
        source_id: row.opt_id(5)?,
        dimensions: row.opt_int(6)?,
        embedding: None,
        metadata: row.opt_json(7, "metadata of a memory")?,
        created_at_ms: row.int(8)?,
        updated_at_ms: row.int(9)?,
        deleted_at_ms: row.opt_int(10)?,
    })
}
