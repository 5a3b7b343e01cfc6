//! The row of a device.

use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::error::{Error, Result};
use crate::guests::sql;
use crate::id::UserId;
use crate::limits;
use crate::quota::Allowance;
use crate::store::{Param, Row, Sql, Tx, unless_met};

/// What stands for a device in the store.
pub(super) fn id_of(tx: &Tx<'_>, device: &str) -> Result<Uuid> {
    let hash: [u8; 32] = Sha256::digest(tx.blind_index("device", device)).into();
    let (id, _) = hash.split_first_chunk().ok_or_else(|| Error::internal("a short hash"))?;
    Ok(Uuid::from_bytes(*id))
}

/// One device as a transaction sees it.
#[derive(Debug)]
pub(super) struct Guest {
    pub(super) id: Uuid,
    pub(super) counters: String,
    pub(super) used_count: i64,
    pub(super) opened_at_ms: i64,
    pub(super) last_used_at_ms: Option<i64>,
    pub(super) adopted: Option<Adopted>,
    /// The moment of the call: now, and never before the last use.
    pub(super) at_ms: i64,
    /// The guard of the update; 0 while there is no row.
    version: i64,
}

/// Whose a device is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Adopted {
    pub(super) user: UserId,
    pub(super) at_ms: i64,
    pub(super) counted: i64,
}

impl Guest {
    /// Reads a device; one that was never seen, or not for long, holds nothing.
    pub(super) fn find(tx: &mut Tx<'_>, id: Uuid, by: &'static Sql) -> Result<Guest> {
        let now_ms = tx.now_ms();
        let found = tx.get(by, &[Param::Id(id)], |row| read(row, id, now_ms))?;
        let fresh = |version| Guest {
            id,
            counters: String::new(),
            used_count: 0,
            opened_at_ms: now_ms,
            last_used_at_ms: None,
            adopted: None,
            at_ms: now_ms,
            version,
        };
        Ok(match found {
            None => fresh(0),
            Some(guest) if guest.is_stale() => fresh(guest.version),
            Some(guest) => guest,
        })
    }

    fn is_stale(&self) -> bool {
        self.last_used_at_ms.is_some_and(|last| last + limits::GUEST_KEPT_MS <= self.at_ms)
    }

    /// Whether the store knows nothing of it.
    pub(super) fn is_new(&self) -> bool {
        self.version == 0
    }

    pub(super) fn allowance(&self, tx: &mut Tx<'_>) -> Result<Allowance> {
        Allowance::of(tx, &self.counters, self.used_count, self.last_used_at_ms)
    }

    /// Writes the row; fails to run again where another write came first.
    pub(super) fn store(&self, tx: &mut Tx<'_>) -> Result<()> {
        let content = [
            (&self.counters).into(),
            self.used_count.into(),
            self.opened_at_ms.into(),
            self.last_used_at_ms.unwrap_or(self.at_ms).into(),
            self.adopted.map(|adopted| adopted.user).into(),
            self.adopted.map(|adopted| adopted.at_ms).into(),
            self.adopted.map_or(0, |adopted| adopted.counted).into(),
        ];
        let id = [Param::Id(self.id)];
        let version = if self.is_new() { tx.first_version()? } else { self.version };
        let version = [version.into()];
        let stands = match self.is_new() {
            true => tx.insert_new(&sql::INSERT, &[&id[..], &content, &version].concat())?,
            false => tx.exec_guarded(&sql::UPDATE, &[&content[..], &id, &version].concat())?,
        };
        unless_met(stands)
    }
}

fn read(row: &dyn Row, id: Uuid, now_ms: i64) -> Result<Guest> {
    let last_used_at_ms = row.int(3)?;
    let adopted = match (row.opt_id(4)?, row.opt_int(5)?) {
        (Some(user), Some(at_ms)) => Some(Adopted { user, at_ms, counted: row.int(6)? }),
        _ => None,
    };
    Ok(Guest {
        id,
        counters: row.text(0)?,
        used_count: row.int(1)?,
        opened_at_ms: row.int(2)?,
        last_used_at_ms: Some(last_used_at_ms),
        adopted,
        at_ms: now_ms.max(last_used_at_ms),
        version: row.int(7)?,
    })
}
