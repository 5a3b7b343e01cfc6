//! What was used of a feature, by day and by plan, over all users.
//!
//! The log is read by an index of its moments, a day at a time, so the cost is that of the lines of
//! those days, whatever else the log holds. No use pays for it with a counter that all users share.
//!
//! A sum that would pass 2^53-1 stops there: tokens are what callers claim, and nobody's claim is
//! to make the report fail.

use std::collections::BTreeMap;

use crate::context::Context;
use crate::error::Result;
use crate::limits::{AMOUNT_MAX, FEATURE_DEFAULT, QUOTA_STATS_DAYS_DEFAULT};
use crate::quota::calendar::{Period, Zone, local_date, period_at};
use crate::quota::model::{GetQuotaStatsRequest, PlanUse, QuotaDay, QuotaStats};
use crate::quota::sql;
use crate::store::{Row, Tx};

pub(crate) fn stats(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &GetQuotaStatsRequest,
) -> Result<QuotaStats> {
    let feature = request.feature.as_deref().unwrap_or(FEATURE_DEFAULT);
    let zone = request.timezone.as_deref().map_or(Ok(Zone::UTC), Zone::parse)?;
    let mut within_ms = request.to_at_ms.unwrap_or(tx.now_ms());
    let mut days = Vec::new();
    let mut sums = BTreeMap::new();
    for _ in 0..request.days.unwrap_or(QUOTA_STATS_DAYS_DEFAULT) {
        let day = period_at(Period::Day, &zone, within_ms)?;
        let end_ms = day.end_ms.unwrap_or(within_ms);
        let span = [feature.into(), day.start_ms.into(), end_ms.into()];
        let mut plans = BTreeMap::new();
        for found in tx.list(&sql::USED_BY_PLAN, &span, used)? {
            add(&mut plans, &found, |a, b| a + b);
        }
        let plans: Vec<PlanUse> = plans.into_values().collect();
        plans.iter().for_each(|used| add(&mut sums, used, i64::max));
        days.push(QuotaDay { date: local_date(&zone, day.start_ms)?, plans });
        within_ms = day.start_ms - 1;
    }
    days.reverse();
    Ok(QuotaStats {
        feature: feature.into(),
        timezone: zone.name().into(),
        days,
        plans: sums.into_values().collect(),
    })
}

fn used(row: &dyn Row) -> Result<PlanUse> {
    Ok(PlanUse {
        plan: row.text(0)?,
        uses: row.int(1)?,
        users: row.int(2)?,
        amount: row.int(3)?,
        from_packs: row.int(4)?,
        points: row.int(5)?,
        tokens: row.int(6)?,
        charged: row.int(7)?,
        would_points: row.int(8)?,
    })
}

/// Adds what was used under a plan to what is known of it: on another shard, whose users are
/// others, or on another day.
fn add(plans: &mut BTreeMap<String, PlanUse>, used: &PlanUse, users: fn(i64, i64) -> i64) {
    let Some(sum) = plans.get_mut(&used.plan) else {
        plans.insert(used.plan.clone(), used.clone());
        return;
    };
    let plus = |sum: i64, more: i64| sum.saturating_add(more).min(AMOUNT_MAX);
    sum.uses = plus(sum.uses, used.uses);
    sum.amount = plus(sum.amount, used.amount);
    sum.from_packs = plus(sum.from_packs, used.from_packs);
    sum.points = plus(sum.points, used.points);
    sum.tokens = plus(sum.tokens, used.tokens);
    sum.charged = plus(sum.charged, used.charged);
    sum.would_points = plus(sum.would_points, used.would_points);
    sum.users = users(sum.users, used.users);
}
