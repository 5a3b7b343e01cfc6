//! Using some of an allowance.
//!
//! A consume is one update, guarded by the row's version, and one line of the log in one
//! transaction. Whoever reads a row that another call writes first fails at the guard and runs
//! again, so a limit is never passed, whatever the isolation level. What the plan does not allow
//! any more comes from packs, which are written then too.

use crate::context::Context;
use crate::error::{Error, ErrorKind, Result};
use crate::id::{QuotaLogId, UserId};
use crate::limits::{AMOUNT_MAX, FEATURE_DEFAULT};
use crate::ops::{Operation, ReplayKey, receipt, refused, replayed};
use crate::plans;
use crate::quota::Consume;
use crate::quota::calendar::Period;
use crate::quota::log::{Line, QuotaLogKind};
use crate::quota::model::{ConsumeQuotaRequest, ConsumeQuotaResponse};
use crate::quota::row::{self, Quota};
use crate::quota::standing::{Standing, tightest};
use crate::quota::{recommend, sql, switch};
use crate::runtime::ChangeKind;
use crate::store::Tx;
use crate::wallet::{self, Debit, Links, RecordKind};

pub(crate) fn consume(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &ConsumeQuotaRequest,
) -> Result<ConsumeQuotaResponse> {
    let user = request.user_id;
    let feature = request.feature.as_deref().unwrap_or(FEATURE_DEFAULT);
    tx.ahead(&sql::QUOTA_TO_WRITE, &[user.into(), feature.into()])?;
    let key = ReplayKey::new(Consume::ROW.number, tx.tenant(), &request.idempotency_key);
    if let Some(first) = replayed::<Consume>(tx, user, &key, &sql::RECEIPT, request)? {
        return Ok(first);
    }
    let amount = request.amount.unwrap_or(1);
    let mut quota = row::find(tx, user, feature, &sql::QUOTA_TO_WRITE)?;
    let way = switch::way(tx, user)?;
    let used = match way.counts {
        true => count(tx, &mut quota, amount),
        false => charge(tx, &quota, amount),
    };
    let outcome = match used {
        Ok(outcome) => outcome,
        Err(error) => return Err(refused(tx, user, &key, &sql::RECEIPT, error)?),
    };
    tx.changed("quota", Some(user), feature, ChangeKind::Put);
    let receipt = receipt::<Consume>(tx, user, &key, request, &outcome)?;
    let (kind, points) = match outcome.points {
        Some(points) => (QuotaLogKind::Charge, Some(points)),
        None => (QuotaLogKind::Consume, way.would_take(tx, &quota.plan, amount)?),
    };
    let line = Line {
        id: outcome.log_id,
        kind,
        amount,
        uncounted: if kind == QuotaLogKind::Charge { amount } else { outcome.from_packs },
        points,
        session: request.session_id,
        tokens: request.tokens,
    };
    line.insert(tx, &quota, &key, &receipt)?;
    Ok(outcome)
}

/// Counts a use in the quota.
fn count(tx: &mut Tx<'_>, quota: &mut Quota, amount: i64) -> Result<ConsumeQuotaResponse> {
    let (from_plan, from_packs) = quota.split(tx, amount)?;
    if from_packs > 0 {
        quota.draw(tx, from_packs)?;
    }
    quota.spend(from_plan, from_packs);
    quota.save_and_alert(tx)?;
    let log_id = tx.new_id()?;
    outcome(quota, log_id, from_packs)
}

/// Pays a use from the wallet.
fn charge(tx: &mut Tx<'_>, quota: &Quota, amount: i64) -> Result<ConsumeQuotaResponse> {
    let each = plans::points_per_use(tx, &quota.plan)?;
    let points = amount.checked_mul(each).filter(|points| *points <= AMOUNT_MAX);
    let points = points.ok_or_else(|| Error::from(overflow()))?;
    let log_id: QuotaLogId = tx.new_id()?;
    if points > 0 {
        let action = log_id.to_string();
        let links = Links { action_id: Some(&action), ..Links::default() };
        let debit = Debit { links, ..Debit::new(points, RecordKind::Consume) };
        wallet::debit(tx, quota.user, &debit)?;
    }
    Ok(ConsumeQuotaResponse { points: Some(points), ..outcome(quota, log_id, 0)? })
}

fn overflow() -> ErrorKind {
    ErrorKind::AmountOverflow { field: "amount".into() }
}

impl Quota {
    /// How much of an amount the plan allows, and how much is left for packs; the refusal where
    /// both hold less.
    pub(super) fn split(&self, tx: &mut Tx<'_>, amount: i64) -> Result<(i64, i64)> {
        // No reset would ever make room for it, so this comes before the limits.
        if amount > AMOUNT_MAX - self.total_used - self.held - self.held_packs {
            return Err(overflow().into());
        }
        let standings = self.standings();
        let lacks = |standing: &&Standing| standing.remaining() + self.purchased < amount;
        if let Some(failed) = standings.iter().find(lacks) {
            return Err(refusal(tx, self, &standings, failed, amount)?);
        }
        let from_plan = self.plan_room().min(amount);
        Ok((from_plan, amount - from_plan))
    }

    /// Counts what is used of the plan, for which there is room, and of packs.
    pub(super) fn spend(&mut self, from_plan: i64, from_packs: i64) {
        self.total_used += from_plan + from_packs;
        self.uncounted += from_packs;
        if from_plan == 0 {
            return;
        }
        for counter in &mut self.counters {
            counter.used += from_plan;
        }
        for (limit, resets_at_ms) in self.limits.iter().zip(&mut self.resets) {
            // The first use in a rolling window is the one whose leaving resets it.
            if let Period::Rolling { seconds } = limit.period {
                resets_at_ms.get_or_insert(self.at_ms + i64::from(seconds) * 1_000);
            }
        }
    }

    /// How much can be used now, of the plan and of packs, under a limit.
    pub(super) fn remaining(&self, top: &Standing) -> i64 {
        (top.remaining() + self.purchased).min(AMOUNT_MAX)
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

fn outcome(quota: &Quota, log_id: QuotaLogId, from_packs: i64) -> Result<ConsumeQuotaResponse> {
    let standings = quota.standings();
    let top = tightest(&standings).ok_or_else(|| Error::internal("a quota without limits"))?;
    let remaining = quota.remaining(top);
    Ok(ConsumeQuotaResponse {
        log_id,
        feature: quota.feature.clone(),
        plan: quota.plan.clone(),
        period: top.limit.period,
        limit: top.allowed(),
        used: top.counter.used,
        remaining,
        resets_at_ms: top.resets_at_ms,
        low: top.is_low(),
        exceeded: remaining == 0,
        total_used: quota.total_used,
        from_packs,
        purchased: quota.purchased,
        points: None,
        replayed: false,
    })
}

/// Tells that the quota of a user has changed.
pub(super) fn tell(tx: &mut Tx<'_>, user: UserId, feature: &str) {
    tx.changed("quota", Some(user), feature, ChangeKind::Put);
}
