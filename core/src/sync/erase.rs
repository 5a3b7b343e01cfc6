//! Removing synced rows for good.
//!
//! What is removed leaves a tombstone: its collection, its id and the sequence number of the
//! removal, and nothing of what it said; receipts which repeat it are emptied with it. An id with a
//! tombstone is never taken again.

use uuid::Uuid;

use crate::error::Result;
use crate::id::UserId;
use crate::ops;
use crate::runtime::ChangeKind;
use crate::session::SESSIONS;
use crate::store::{Param, Tx};
use crate::sync::{Collection, Synced, sql};

/// Why an id is refused that nothing has any more.
pub(crate) const GONE: &str = "what had the id was removed for good";

/// Whether a row was removed for good.
pub(crate) fn is_erased(
    tx: &mut Tx<'_>,
    collection: &'static Collection,
    user: UserId,
    id: Uuid,
) -> Result<bool> {
    let params = [user.into(), number(collection), Param::Id(id)];
    Ok(tx.get(&sql::TOMBSTONE, &params, |_| Ok(()))?.is_some())
}

/// Whether a row is left, be it in the trash, and its session with it.
pub(crate) fn stands(
    tx: &mut Tx<'_>,
    collection: &'static Collection,
    user: UserId,
    id: Uuid,
) -> Result<bool> {
    let session = collection.fields.iter().position(|field| *field == "session_id");
    let found = tx.get(collection.select, &[user.into(), Param::Id(id)], |row| match session {
        Some(column) => row.opt_id::<Uuid>(column),
        None => Ok(None),
    })?;
    match found {
        None => Ok(false),
        Some(None) => Ok(true),
        Some(Some(session)) => Ok(!is_erased(tx, &SESSIONS, user, session)?),
    }
}

fn number(collection: &Collection) -> Param<'static> {
    Param::Int(i64::from(collection.number))
}

impl Synced<'_, '_> {
    /// Removes a row for good and leaves its tombstone; answers whether it stood there.
    pub(crate) fn erase(&mut self, id: Uuid) -> Result<bool> {
        let (seq, _) = self.tx.next_seq(self.user)?;
        if !self.erase_with_parent(id)? {
            return Ok(false);
        }
        let erased = [
            self.user.into(),
            number(self.collection),
            Param::Id(id),
            seq.into(),
            self.tx.now_ms().into(),
        ];
        self.tx.insert_new(&sql::INSERT_TOMBSTONE, &erased)?;
        self.tx.changed(self.collection.noun, Some(self.user), id, ChangeKind::Delete);
        Ok(true)
    }

    /// Removes a row for which the tombstone of what it belongs to stands.
    pub(crate) fn erase_with_parent(&mut self, id: Uuid) -> Result<bool> {
        self.release(id)?;
        ops::empty_receipts(self.tx, self.user, id)?;
        self.tx.exec_guarded(self.collection.delete, &[self.user.into(), Param::Id(id)])
    }
}
