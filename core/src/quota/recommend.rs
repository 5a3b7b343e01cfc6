//! Which plan to upgrade to.
//!
//! The present rate is what was used in the period over the part of it that has passed. What it
//! comes to by the end of the period is what a plan would have to allow. Early in a period a few
//! uses say little, so at least a tenth of it counts as passed. Uses of a rolling or endless period
//! have no rate: what is used is what is needed.
//!
//! A period of a plan that the present plan does not limit is compared by the rate of the limit
//! that does not suffice, for the nominal length of the period.

use crate::error::Result;
use crate::plans::{self, Limit, Terms};
use crate::quota::calendar::Period;
use crate::quota::row::Quota;
use crate::quota::standing::Standing;
use crate::store::Tx;

const DAY_MS: i128 = 86_400_000;

/// What one limit of the present plan would have had to allow.
struct Need {
    period: Period,
    amount: i128,
    allowed: i64,
}

/// The cheapest plan above the present one that would have sufficed, the largest above it if none
/// would; none while the present one does. `requested` is what was just refused.
pub(super) fn recommend(
    tx: &mut Tx<'_>,
    quota: &Quota,
    standings: &[Standing],
    requested: Option<i64>,
) -> Result<Option<String>> {
    let needs = standings.iter().map(|standing| need(standing, quota.at_ms, requested));
    let Some(short) = needs.clone().find(|need| need.amount > i128::from(need.allowed)) else {
        return Ok(None);
    };
    let (needs, short) = (needs.collect::<Vec<_>>(), &short);
    let plans = plans::all(tx, &quota.feature)?;
    let present = plans.iter().find(|plan| plan.name == quota.plan);
    let present = present.and_then(|plan| plan.price_order).unwrap_or(i64::MIN);
    let mut above: Vec<(i64, &Terms)> = plans
        .iter()
        .filter(|plan| !plan.limits.is_empty() && plan.name != quota.plan)
        .filter_map(|plan| plan.price_order.map(|order| (order, plan)))
        .filter(|(order, _)| *order > present)
        .collect();
    above.sort_by(|a, b| (a.0, &a.1.name).cmp(&(b.0, &b.1.name)));
    let suffices = |plan: &Terms| {
        plan.limits.iter().all(|limit| needed(limit, &needs, short) <= i128::from(limit.limit))
    };
    let allows_more = |plan: &Terms| {
        let same = plan.limits.iter().find(|limit| limit.period == short.period);
        same.is_none_or(|limit| limit.limit > short.allowed)
    };
    let cheapest = above.iter().find(|(_, plan)| suffices(plan));
    let best = cheapest.or_else(|| above.iter().rev().find(|(_, plan)| allows_more(plan)));
    Ok(best.map(|(_, plan)| plan.name.clone()))
}

fn need(standing: &Standing, at_ms: i64, requested: Option<i64>) -> Need {
    let used = i128::from(standing.counter.used);
    // Where nothing is left, the next use is what is missing.
    let next = i128::from(requested.unwrap_or(i64::from(standing.is_exceeded())));
    let amount = rate(standing, at_ms)
        .map_or(used, |(passed, length)| (used * length + passed - 1) / passed);
    Need {
        period: standing.limit.period,
        amount: amount.max(used + next),
        allowed: standing.allowed(),
    }
}

/// The part of the period that has passed, and its length; none where it has no end of its own.
fn rate(standing: &Standing, at_ms: i64) -> Option<(i128, i128)> {
    if matches!(standing.limit.period, Period::Rolling { .. }) {
        return None;
    }
    let start_ms = i128::from(standing.counter.start_ms);
    let length = i128::from(standing.resets_at_ms?) - start_ms;
    let passed = (i128::from(at_ms) - start_ms).max(length / 10).max(1);
    Some((passed, length))
}

/// What a limit of another plan would have had to allow.
fn needed(limit: &Limit, needs: &[Need], short: &Need) -> i128 {
    if let Some(need) = needs.iter().find(|need| need.period == limit.period) {
        return need.amount;
    }
    match (length_ms(short.period), length_ms(limit.period)) {
        (Some(from), Some(to)) => (short.amount * to + from - 1) / from,
        _ => short.amount,
    }
}

/// The nominal length of a period; none where it has no end.
fn length_ms(period: Period) -> Option<i128> {
    match period {
        Period::Day => Some(DAY_MS),
        Period::Week => Some(7 * DAY_MS),
        Period::Month | Period::MonthAnchored { .. } => Some(30 * DAY_MS),
        Period::Rolling { seconds } => Some(i128::from(seconds) * 1_000),
        Period::Lifetime => None,
    }
}
