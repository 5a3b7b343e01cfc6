//! Removing rows that say nothing any more.

use crate::error::Result;
use crate::limits;
use crate::rate_limits::sql;
use crate::store::{Param, Tx};

/// One step of upkeep. A row stays for a day after it fell idle: until then a clock that is set
/// back finds the hits that it would count.
pub(crate) fn sweep(tx: &mut Tx<'_>, rows_max: i64) -> Result<i64> {
    let before_ms = tx.now_ms() - limits::RATE_KEPT_MS;
    let idle = tx.list(&sql::IDLE, &[before_ms.into(), rows_max.into()], |row| {
        Ok((row.text(0)?, row.bytes(1)?.to_vec(), row.int(2)?))
    })?;
    for (scope, hash, version) in &idle {
        // A row that was hit meanwhile is passed over.
        tx.exec_guarded(&sql::DELETE_IDLE, &[scope.into(), Param::Bytes(hash), (*version).into()])?;
    }
    Ok(i64::try_from(idle.len()).unwrap_or(i64::MAX))
}
