//! Reading a quota.
//!
//! One row is read, by its whole key. Only where the present rate would pass a limit are the plans
//! read too, for the recommendation.

use crate::context::Context;
use crate::error::{Error, Result};
use crate::limits::FEATURE_DEFAULT;
use crate::quota::model::{GetQuotaRequest, QuotaState};
use crate::quota::standing::tightest;
use crate::quota::{recommend, row, sql};
use crate::store::Tx;

pub(crate) fn get(tx: &mut Tx<'_>, _cx: &Context, request: &GetQuotaRequest) -> Result<QuotaState> {
    let feature = request.feature.as_deref().unwrap_or(FEATURE_DEFAULT);
    let quota = row::find(tx, request.user_id, feature, &sql::QUOTA)?;
    let standings = quota.standings();
    let recommended_plan = recommend::recommend(tx, &quota, &standings, None)?;
    let top = tightest(&standings).ok_or_else(|| Error::internal("a quota without limits"))?;
    let remaining = quota.remaining(top);
    let (next_plan, next_plan_at_ms) = quota.next.clone().map(|n| (n.plan, n.at_ms)).unzip();
    Ok(QuotaState {
        period: top.limit.period,
        limit: top.allowed(),
        used: top.counter.used,
        remaining,
        resets_at_ms: top.resets_at_ms,
        percent: top.percent(),
        low: top.is_low(),
        exceeded: remaining == 0,
        today: quota.today(),
        total_used: quota.total_used,
        held: quota.held + quota.held_packs,
        purchased: quota.purchased,
        recommended_plan,
        limits: standings.iter().map(|standing| standing.state()).collect(),
        timezone: quota.zone.name().into(),
        feature: quota.feature,
        plan: quota.plan,
        next_plan,
        next_plan_at_ms,
    })
}
