//! The plans which the engine brings (S4): AP of chat for each calendar month.

use crate::limits::{FEATURE_DEFAULT, POINTS_PER_USE_DEFAULT};
use crate::plans::model::{Plan, PlanLimit};
use crate::plans::terms::Limit;
use crate::quota::calendar::Period;

struct BuiltIn {
    name: &'static str,
    /// With gaps, so that an operator can set a plan between two of them.
    price_order: i64,
    chat_each_month: i64,
}

/// In the order of their names.
const PLANS: [BuiltIn; 4] = [
    BuiltIn { name: "basic", price_order: 100, chat_each_month: 300 },
    BuiltIn { name: "free", price_order: 0, chat_each_month: 100 },
    BuiltIn { name: "plus", price_order: 200, chat_each_month: 1_000 },
    BuiltIn { name: "pro", price_order: 300, chat_each_month: 3_000 },
];

/// Every built-in plan, in the order of their names.
pub(super) fn all() -> impl Iterator<Item = Plan> {
    PLANS.iter().map(|plan| Plan {
        name: plan.name.into(),
        price_order: Some(plan.price_order),
        limits: vec![PlanLimit::new(FEATURE_DEFAULT, Period::Month, plan.chat_each_month)],
        points_per_use: POINTS_PER_USE_DEFAULT,
        built_in: true,
        version: 0,
        updated_at_ms: None,
    })
}

/// The limits on a feature of the built-in plan of this name, if there is one.
pub(super) fn limits_of(name: &str, feature: &str) -> Option<Vec<Limit>> {
    let plan = PLANS.iter().find(|plan| plan.name == name)?;
    let limit = Limit { period: Period::Month, limit: plan.chat_each_month, carry_over: 0 };
    Some(if feature == FEATURE_DEFAULT { vec![limit] } else { Vec::new() })
}
