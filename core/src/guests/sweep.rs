//! Forgetting devices that were not used for long.

use uuid::Uuid;

use crate::error::Result;
use crate::guests::sql;
use crate::limits;
use crate::store::{Param, Tx};

/// One step of upkeep. A read passes over such a device all the same, so nothing depends on it.
pub(crate) fn sweep(tx: &mut Tx<'_>, rows_max: i64) -> Result<i64> {
    let before_ms = tx.now_ms() - limits::GUEST_KEPT_MS;
    let stale: Vec<(Uuid, i64)> =
        tx.list(&sql::STALE, &[before_ms.into(), rows_max.into()], |row| {
            Ok((row.id(0)?, row.int(1)?))
        })?;
    for (id, version) in &stale {
        // One that is used again meanwhile stays.
        if tx.exec_guarded(&sql::FORGET, &[Param::Id(*id), (*version).into()])? {
            tx.exec(&sql::FORGET_USES, &[Param::Id(*id)])?;
        }
    }
    Ok(i64::try_from(stale.len()).unwrap_or(i64::MAX))
}
