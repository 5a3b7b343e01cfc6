//! How far upkeep in batches has come, and who is told where it fails.

use serde_json::json;
use uuid::Uuid;

use crate::error::Result;
use crate::id::UserId;
use crate::outbox;
use crate::quota::calendar::{Zone, local_date};
use crate::quota::model::QuotaRun;
use crate::quota::sql;
use crate::runtime::ChangeKind;
use crate::store::{Param, Tx};

/// The run that resets what is past its period.
pub(super) const RESET: &str = "reset";
/// The run that opens quotas for users who predate them.
pub(super) const INIT: &str = "init";

/// What one batch did.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Batch {
    /// The rows it came past.
    pub(super) done: i64,
    /// Those of them that it wrote.
    pub(super) written: i64,
    /// Those of them that are damaged.
    pub(super) failed: i64,
    /// Whether it came to the end.
    pub(super) is_last: bool,
}

/// The last run of a name.
pub(super) fn find(tx: &mut Tx<'_>, name: &str) -> Result<Option<QuotaRun>> {
    tx.get(&sql::RUN, &[name.into()], |row| {
        Ok(QuotaRun {
            began_at_ms: row.int(0)?,
            updated_at_ms: row.int(1)?,
            finished_at_ms: row.opt_int(2)?,
            total: row.int(3)?,
            done: row.int(4)?,
            failed: row.int(5)?,
        })
    })
}

/// Begins a run that is about so many rows.
pub(super) fn begin(tx: &mut Tx<'_>, name: &str, total: i64) -> Result<()> {
    let now = Param::Int(tx.now_ms());
    let total = total.into();
    if !tx.insert_new(&sql::BEGIN_RUN, &[name.into(), now, now, total])? {
        tx.exec_one(&sql::BEGIN_RUN_AGAIN, &[now, now, total, name.into()])?;
    }
    Ok(())
}

/// Adds a batch to a run that has begun; answers how far it has come.
pub(super) fn advance(tx: &mut Tx<'_>, name: &str, batch: &Batch) -> Result<QuotaRun> {
    let now = tx.now_ms();
    let finished_at_ms = batch.is_last.then_some(now);
    let (done, failed) = (batch.done.into(), batch.failed.into());
    let params = [now.into(), finished_at_ms.into(), done, failed, name.into()];
    if !tx.exec_guarded(&sql::ADVANCE_RUN, &params)? {
        // A cursor without its run: one that was made on another store.
        begin(tx, name, batch.done)?;
        tx.exec_one(&sql::ADVANCE_RUN, &params)?;
    }
    tx.changed("quota_run", None, name, ChangeKind::Put);
    let run = find(tx, name)?;
    run.ok_or_else(|| crate::error::Error::internal("a run of upkeep vanished"))
}

/// The kind of the event that a failed reset raises.
const RESET_FAILED: &str = "quota_reset_failed";

/// Tells the operator, once a day by UTC, that a run of resets left so many rows as they were, or
/// that a step of it failed and left all of its rows to the next. The event is about nobody.
pub(super) fn tell_failed(tx: &mut Tx<'_>, failed: i64, detail: &str) -> Result<()> {
    let nobody = UserId(Uuid::nil());
    let payload = json!({ "run": RESET, "failed": failed, "detail": detail });
    let key = format!("{RESET_FAILED}/{}", local_date(&Zone::UTC, tx.now_ms())?);
    outbox::put(tx, nobody, RESET_FAILED, &payload, key.as_bytes()).map(drop)
}
