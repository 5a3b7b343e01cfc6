//! Changing the plan of a user.
//!
//! What was used carries over: counters count periods, and a period that the old plan did not
//! limit is counted from the log. Moving the time zone or the anchor day moves the windows, and
//! the log tells what was used in them, so moving to and fro refunds nothing.

use crate::context::Context;
use crate::error::{Error, Result};
use crate::limits::{FEATURE_DEFAULT, USER_FEATURES_MAX};
use crate::plans;
use crate::quota::calendar::{Period, Zone};
use crate::quota::model::{QuotaPlan, SetQuotaPlanRequest, SetQuotaPlanResponse, When};
use crate::quota::row::{self, NextPlan, Quota};
use crate::quota::sql;
use crate::runtime::ChangeKind;
use crate::store::Tx;

pub(crate) fn set_plan(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &SetQuotaPlanRequest,
) -> Result<SetQuotaPlanResponse> {
    let zone = request.timezone.as_deref().map(Zone::parse).transpose()?;
    let anchor_day = request.anchor_day.and_then(|day| u8::try_from(day).ok());
    let first = request.feature.as_deref().unwrap_or(FEATURE_DEFAULT);
    let change =
        Change { plan: &request.plan, at: request.at.unwrap_or(When::Now), zone, anchor_day };
    let mut features = vec![first.to_owned()];
    if request.feature.is_none() {
        let others =
            tx.list(&sql::FEATURES, &[request.user_id.into(), USER_FEATURES_MAX.into()], |row| {
                row.text(0)
            })?;
        features.extend(others.into_iter().filter(|feature| feature != first));
    }
    let mut quotas: Vec<Quota> = Vec::with_capacity(features.len());
    for feature in &features {
        let mut quota = row::find_any(tx, request.user_id, feature, &sql::QUOTA_TO_WRITE)?;
        let limits = plans::require(tx, &request.plan, feature)?;
        if request.feature.is_some() && limits.is_empty() {
            let rule = format!("must have a limit for `{feature}`, `{}` has none", request.plan);
            return Err(Error::validation("plan", rule));
        }
        // A feature whose periods do not end follows the first one.
        let fallback = quotas.first().and_then(|first| first.next.as_ref()).map(|next| next.at_ms);
        change.apply(tx, &mut quota, fallback)?;
        quota.save_and_alert(tx)?;
        tx.changed("quota", Some(request.user_id), feature.as_str(), ChangeKind::Put);
        quotas.push(quota);
    }
    answer(request, quotas)
}

struct Change<'r> {
    plan: &'r str,
    at: When,
    zone: Option<Zone>,
    anchor_day: Option<u8>,
}

impl Change<'_> {
    fn apply(&self, tx: &mut Tx<'_>, quota: &mut Quota, fallback: Option<i64>) -> Result<()> {
        let anchor_day = self.anchor_day.or(quota.anchor_day);
        let moved = self.zone.as_ref().is_some_and(|zone| *zone != quota.zone)
            || anchor_day != quota.anchor_day;
        if moved {
            quota.zone = self.zone.clone().unwrap_or_else(|| quota.zone.clone());
            quota.anchor_day = anchor_day;
            quota.recount(tx)?;
            let present = std::mem::take(&mut quota.limits);
            quota.settle(tx, present)?;
        }
        quota.next = None;
        quota.terms_changed = true;
        if quota.plan == self.plan {
            return Ok(());
        }
        if self.at == When::NextPeriod {
            if let Some(at_ms) = quota.longest_reset().or(fallback) {
                quota.next = Some(NextPlan { plan: self.plan.into(), at_ms });
                return Ok(());
            }
            if !quota.limits.is_empty() {
                let rule = "must be `now`: the present plan has no period that ends";
                return Err(Error::validation("at", rule));
            }
        }
        quota.plan = self.plan.into();
        let limits = plans::require(tx, self.plan, &quota.feature)?;
        quota.settle(tx, limits)
    }
}

impl Quota {
    /// The end of the longest running period of the plan, if it has one that ends.
    fn longest_reset(&self) -> Option<i64> {
        let limits = self.limits.iter().zip(&self.resets);
        limits
            .filter(|(limit, _)| !matches!(limit.period, Period::Rolling { .. }))
            .filter_map(|(_, resets_at_ms)| *resets_at_ms)
            .max()
    }
}

fn answer(request: &SetQuotaPlanRequest, mut quotas: Vec<Quota>) -> Result<SetQuotaPlanResponse> {
    let first = quotas.first().ok_or_else(|| Error::internal("a change of no quota"))?;
    let timezone = first.zone.name().to_owned();
    let anchor_day = first.anchor_day.map_or(1, i64::from);
    quotas.sort_by(|a, b| a.feature.cmp(&b.feature));
    let features = quotas.into_iter().map(|quota| {
        let (next_plan, next_plan_at_ms) = quota.next.map(|n| (n.plan, n.at_ms)).unzip();
        QuotaPlan { feature: quota.feature, plan: quota.plan, next_plan, next_plan_at_ms }
    });
    Ok(SetQuotaPlanResponse {
        user_id: request.user_id,
        features: features.collect(),
        timezone,
        anchor_day,
        replayed: false,
    })
}
