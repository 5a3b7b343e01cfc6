//! Storing a plan.

use crate::context::Context;
use crate::error::{Error, Result};
use crate::limits::GUEST_PLAN;
use crate::plans::model::{Plan, PlanLimit, SetPlanRequest};
use crate::plans::{list, sql};
use crate::quota::calendar::Period;
use crate::runtime::ChangeKind;
use crate::store::{Param, Tx};

pub(crate) fn set(tx: &mut Tx<'_>, _cx: &Context, request: &SetPlanRequest) -> Result<Plan> {
    for (index, limit) in request.limits.iter().enumerate() {
        check(index, limit, &request.limits[..index])?;
        if request.name == GUEST_PLAN && matches!(limit.period, Period::Rolling { .. }) {
            let rule = "must not be rolling: what a device uses has no log to slide over";
            return Err(Error::validation(format!("limits[{index}].period"), rule));
        }
    }
    let limits = serde_json::to_string(&request.limits)
        .map_err(|e| Error::internal(format!("the limits of a plan do not encode: {e}")))?;
    let name = Param::from(&request.name);
    let order = Param::from(request.price_order);
    let now = Param::Int(tx.now_ms());
    let points = Param::from(request.points_per_use);
    if !tx.insert_new(&sql::INSERT, &[name, order, (&limits).into(), points, now])? {
        tx.exec_guarded(&sql::UPDATE, &[order, (&limits).into(), points, now, name])?;
    }
    tx.changed("plan", None, request.name.as_str(), ChangeKind::Put);
    list::stored(tx, &request.name)?.ok_or_else(|| Error::internal("a plan vanished"))
}

fn check(index: usize, limit: &PlanLimit, before: &[PlanLimit]) -> Result<()> {
    let twice = |other: &PlanLimit| other.feature == limit.feature && other.period == limit.period;
    if before.iter().any(twice) {
        let rule = format!("repeats the period `{}` of `{}`", limit.period, limit.feature);
        return Err(Error::validation(format!("limits[{index}].period"), rule));
    }
    let ends = !matches!(limit.period, Period::Lifetime | Period::Rolling { .. });
    if limit.carry_over.is_some() && !ends {
        let rule = format!("must be absent: `{}` has no next period", limit.period);
        return Err(Error::validation(format!("limits[{index}].carryOver"), rule));
    }
    Ok(())
}
