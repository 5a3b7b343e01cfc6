//! What a plan says about one feature, as quotas need it.

use crate::error::{Error, ErrorKind, Result};
use crate::limits;
use crate::plans::model::{Plan, PlanLimit};
use crate::plans::{built_in, list, sql};
use crate::quota::calendar::Period;
use crate::store::Tx;

/// One limit on a feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Limit {
    pub(crate) period: Period,
    pub(crate) limit: i64,
    /// How much may be carried into the next period, at most.
    pub(crate) carry_over: i64,
}

/// A plan's limits on one feature, and its place among the plans.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Terms {
    pub(crate) name: String,
    pub(crate) price_order: Option<i64>,
    pub(crate) limits: Vec<Limit>,
}

impl Terms {
    fn of(plan: &Plan, feature: &str) -> Terms {
        Terms {
            name: plan.name.clone(),
            price_order: plan.price_order,
            limits: of_feature(&plan.limits, feature),
        }
    }
}

/// The limits on a feature of the plan `name`, whose stored limits are `stored` when it was set.
pub(crate) fn limits_of(
    tx: &mut Tx<'_>,
    name: &str,
    stored: Option<&str>,
    feature: &str,
) -> Result<Vec<Limit>> {
    match stored {
        Some(stored) => Ok(of_feature(&parse(stored)?, feature)),
        None => match built_in::limits_of(name, feature) {
            Some(limits) => Ok(limits),
            // It was set after the snapshot of the statement that looked.
            None => require(tx, name, feature),
        },
    }
}

/// The limits on a feature of a plan; `not_found` if there is no plan of this name.
pub(crate) fn require(tx: &mut Tx<'_>, name: &str, feature: &str) -> Result<Vec<Limit>> {
    match list::stored(tx, name)? {
        Some(plan) => Ok(of_feature(&plan.limits, feature)),
        None => built_in::limits_of(name, feature).ok_or_else(|| Error::not_found("plan", name)),
    }
}

/// What one use costs in points under a plan, while quotas are switched off.
pub(crate) fn points_per_use(tx: &mut Tx<'_>, name: &str) -> Result<i64> {
    let stored = list::stored(tx, name)?.map(|plan| plan.points_per_use);
    Ok(stored.unwrap_or(limits::POINTS_PER_USE_DEFAULT))
}

/// What every plan says about a feature.
pub(crate) fn all(tx: &mut Tx<'_>, feature: &str) -> Result<Vec<Terms>> {
    let mut plans: Vec<Terms> = Vec::new();
    loop {
        let after = plans.last().map_or(String::new(), |last| last.name.clone());
        let params = [(&after).into(), limits::PAGE_ROWS_MAX.into()];
        let page = tx.list(&sql::LIST, &params, list::plan)?;
        plans.extend(page.iter().map(|plan| Terms::of(plan, feature)));
        if (page.len() as u64) < limits::PAGE_ROWS_MAX.unsigned_abs() {
            break;
        }
    }
    for plan in built_in::all() {
        if !plans.iter().any(|stored| stored.name == plan.name) {
            plans.push(Terms::of(&plan, feature));
        }
    }
    Ok(plans)
}

/// Reads the limits of a stored plan.
pub(super) fn parse(stored: &str) -> Result<Vec<PlanLimit>> {
    serde_json::from_str(stored)
        .map_err(|_| ErrorKind::StorageCorrupt { detail: "the limits of a plan".into() }.into())
}

fn of_feature(limits: &[PlanLimit], feature: &str) -> Vec<Limit> {
    let ours = limits.iter().filter(|limit| limit.feature == feature);
    ours.map(|limit| Limit {
        period: limit.period,
        limit: limit.limit,
        carry_over: limit.carry_over.unwrap_or(0),
    })
    .collect()
}
