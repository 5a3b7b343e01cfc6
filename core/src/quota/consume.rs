//! Using some of an allowance.
//!
//! A consume is one update, guarded by the row's version, and one line of the log in one
//! transaction. Whoever reads a row that another call writes first fails at the guard and runs
//! again, so a limit is never passed, whatever the isolation level.

use crate::context::Context;
use crate::error::{Error, ErrorKind, Result};
use crate::id::QuotaLogId;
use crate::limits::{AMOUNT_MAX, FEATURE_DEFAULT};
use crate::ops::{Operation, ReplayKey, receipt, replayed};
use crate::quota::Consume;
use crate::quota::calendar::Period;
use crate::quota::model::{ConsumeQuotaRequest, ConsumeQuotaResponse};
use crate::quota::row::{self, Quota};
use crate::quota::standing::{Standing, tightest};
use crate::quota::{recommend, sql};
use crate::runtime::ChangeKind;
use crate::store::{Param, Tx};

pub(crate) fn consume(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &ConsumeQuotaRequest,
) -> Result<ConsumeQuotaResponse> {
    let user = request.user_id;
    let key = ReplayKey::new(Consume::ROW.number, tx.tenant(), &request.idempotency_key);
    if let Some(first) = replayed::<Consume>(tx, user, &key, &sql::RECEIPT, request)? {
        return Ok(first);
    }
    let feature = request.feature.as_deref().unwrap_or(FEATURE_DEFAULT);
    let amount = request.amount.unwrap_or(1);
    let mut quota = row::find(tx, user, feature, &sql::QUOTA_TO_WRITE)?;
    // No reset would ever make room for it, so this comes before the limits.
    if amount > AMOUNT_MAX - quota.total_used {
        return Err(ErrorKind::AmountOverflow { field: "amount".into() }.into());
    }
    let standings = quota.standings();
    if let Some(failed) = standings.iter().find(|standing| standing.remaining() < amount) {
        return Err(refusal(tx, &quota, &standings, failed, amount)?);
    }
    quota.spend(amount);
    quota.raise_alerts(tx);
    quota.save(tx)?;
    tx.changed("quota", Some(user), feature, ChangeKind::Put);
    let outcome = outcome(&quota, tx.new_id()?)?;
    log(tx, &quota, request, amount, &key, &outcome)?;
    Ok(outcome)
}

impl Quota {
    /// Counts an amount for which there is room.
    fn spend(&mut self, amount: i64) {
        self.total_used += amount;
        for counter in &mut self.counters {
            counter.used += amount;
        }
        for (limit, resets_at_ms) in self.limits.iter().zip(&mut self.resets) {
            // The first use in a rolling window is the one whose leaving resets it.
            if let Period::Rolling { seconds } = limit.period {
                resets_at_ms.get_or_insert(self.at_ms + i64::from(seconds) * 1_000);
            }
        }
    }
}

fn refusal(
    tx: &mut Tx<'_>,
    quota: &Quota,
    standings: &[Standing],
    failed: &Standing,
    requested: i64,
) -> Result<Error> {
    Ok(ErrorKind::QuotaExceeded {
        feature: quota.feature.clone(),
        period: failed.limit.period.to_string(),
        limit: failed.allowed(),
        used: failed.counter.used,
        requested,
        resets_at_ms: failed.resets_at_ms,
        recommended_plan: recommend::recommend(tx, quota, standings, Some(requested))?,
    }
    .into())
}

fn outcome(quota: &Quota, log_id: QuotaLogId) -> Result<ConsumeQuotaResponse> {
    let standings = quota.standings();
    let top = tightest(&standings).ok_or_else(|| Error::internal("a quota without limits"))?;
    Ok(ConsumeQuotaResponse {
        log_id,
        feature: quota.feature.clone(),
        plan: quota.plan.clone(),
        period: top.limit.period,
        limit: top.allowed(),
        used: top.counter.used,
        remaining: top.remaining(),
        resets_at_ms: top.resets_at_ms,
        low: top.is_low(),
        exceeded: top.is_exceeded(),
        total_used: quota.total_used,
        replayed: false,
    })
}

/// Writes the line of the log. The key is unique, so a second call with it fails here and, run
/// again, finds the first outcome.
fn log(
    tx: &mut Tx<'_>,
    quota: &Quota,
    request: &ConsumeQuotaRequest,
    amount: i64,
    key: &ReplayKey,
    outcome: &ConsumeQuotaResponse,
) -> Result<()> {
    let receipt = receipt::<Consume>(tx, quota.user, key, request, outcome)?;
    let period_start_ms = quota.counters.first().map_or(quota.at_ms, |counter| counter.start_ms);
    let params = [
        quota.user.into(),
        Param::from(&quota.feature),
        quota.at_ms.into(),
        outcome.log_id.into(),
        amount.into(),
        request.session_id.into(),
        request.tokens.into(),
        Param::from(&quota.plan),
        period_start_ms.into(),
        key.as_param(),
        Param::from(&receipt),
    ];
    tx.exec(&sql::INSERT_LOG, &params).map(|_| ())
}
