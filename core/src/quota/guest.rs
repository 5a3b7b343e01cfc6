//! The allowance of a device that is used without an account, and what becomes of it.
//!
//! It is counted as a user's is, by the plan `guest` and in UTC; there is no log, so the plan has
//! no rolling limits, and a period that a change of the plan brings begins at nothing.

use uuid::Uuid;

use crate::error::{Error, Result};
use crate::id::UserId;
use crate::limits::{AMOUNT_MAX, FEATURE_DEFAULT, GUEST_PLAN};
use crate::ops::{Operation, ReplayKey};
use crate::plans;
use crate::quota::consume::tell;
use crate::quota::counter::{pack, unpack};
use crate::quota::log::{Line, QuotaLogKind};
use crate::quota::model::LimitState;
use crate::quota::row::{self, Quota};
use crate::quota::sql;
use crate::quota::standing::tightest;
use crate::store::Tx;

/// What a device may use.
#[derive(Debug)]
pub(crate) struct Allowance(Quota);

impl Allowance {
    /// That of a device that has used so much, as [`Allowance::counters`] wrote it.
    pub(crate) fn of(
        tx: &mut Tx<'_>,
        counters: &str,
        used_count: i64,
        last_used_at_ms: Option<i64>,
    ) -> Result<Allowance> {
        let mut quota = row::fresh(tx, UserId(Uuid::nil()), FEATURE_DEFAULT, GUEST_PLAN);
        quota.counters = unpack(counters)?;
        quota.total_used = used_count;
        quota.last_at_ms = last_used_at_ms.unwrap_or(quota.last_at_ms);
        quota.at_ms = quota.at_ms.max(quota.last_at_ms);
        let limits = plans::require(tx, GUEST_PLAN, FEATURE_DEFAULT)?;
        if limits.is_empty() {
            return Err(Error::not_found("quota", FEATURE_DEFAULT));
        }
        quota.settle(tx, limits)?;
        Ok(Allowance(quota))
    }

    /// Uses some of it, or refuses.
    pub(crate) fn take(&mut self, tx: &mut Tx<'_>, amount: i64) -> Result<()> {
        let (from_plan, from_packs) = self.0.split(tx, amount)?;
        self.0.spend(from_plan, from_packs);
        Ok(())
    }

    /// The counters, to be stored.
    pub(crate) fn counters(&self) -> String {
        pack(&self.0.counters)
    }

    /// The limit with least left.
    pub(crate) fn state(&self) -> Result<LimitState> {
        let standings = self.0.standings();
        let top = tightest(&standings).ok_or_else(|| Error::internal("a plan without limits"))?;
        Ok(top.state())
    }
}

/// Counts what a device used as used by a user, though it pass their limits; answers how much.
///
/// It is what was used since the longest running period of the user's plan began, which
/// `used_since` tells: one line of the log, of now. A user whose plan has no limit counts nothing.
pub(crate) fn adopt(
    tx: &mut Tx<'_>,
    user: UserId,
    guest: Uuid,
    used_since: impl FnOnce(&mut Tx<'_>, i64) -> Result<i64>,
) -> Result<i64> {
    let mut quota = row::find_any(tx, user, FEATURE_DEFAULT, &sql::QUOTA_TO_WRITE)?;
    let limited = quota.counters.iter().take(quota.limits.len());
    let Some(start_ms) = limited.map(|counter| counter.start_ms).min() else { return Ok(0) };
    let room = AMOUNT_MAX - quota.total_used - quota.held - quota.held_packs;
    let amount = used_since(tx, start_ms)?.min(room);
    if amount == 0 {
        return Ok(0);
    }
    quota.spend(amount, 0);
    quota.save_and_alert(tx)?;
    tell(tx, user, FEATURE_DEFAULT);
    let line = Line {
        id: tx.new_id()?,
        kind: QuotaLogKind::Adopt,
        amount,
        uncounted: 0,
        points: None,
        session: None,
        tokens: None,
    };
    // The row of the device says that it was adopted, so the line needs no receipt.
    let key =
        ReplayKey::new(crate::guests::Adopt::ROW.number, None, &format!("{guest}/{}", line.id));
    line.insert(tx, &quota, &key, &[])?;
    Ok(amount)
}
