//! The plans which the engine brings: AP of chat for each calendar month, and what a device
//! may use without an account.

use crate::limits::{FEATURE_DEFAULT, GUEST_PLAN, GUEST_USES_DEFAULT, POINTS_PER_USE_DEFAULT};
use crate::plans::model::{Plan, PlanLimit};
use crate::plans::terms::Limit;
use crate::quota::calendar::Period;

struct BuiltIn {
    name: &'static str,
    /// With gaps, so that an operator can set a plan between two of them.
    price_order: Option<i64>,
    period: Period,
    chat: i64,
}

const fn monthly(name: &'static str, price_order: i64, chat: i64) -> BuiltIn {
    BuiltIn { name, price_order: Some(price_order), period: Period::Month, chat }
}

/// Of devices, so it is no tier that anybody is recommended.
const GUEST: BuiltIn = BuiltIn {
    name: GUEST_PLAN,
    price_order: None,
    period: Period::Lifetime,
    chat: GUEST_USES_DEFAULT,
};

/// In the order of their names.
const PLANS: [BuiltIn; 5] = [
    monthly("basic", 100, 300),
    monthly("free", 0, 100),
    GUEST,
    monthly("plus", 200, 1_000),
    monthly("pro", 300, 3_000),
];

/// Every built-in plan, in the order of their names.
pub(super) fn all() -> impl Iterator<Item = Plan> {
    PLANS.iter().map(|plan| Plan {
        name: plan.name.into(),
        price_order: plan.price_order,
        limits: vec![PlanLimit::new(FEATURE_DEFAULT, plan.period, plan.chat)],
        points_per_use: POINTS_PER_USE_DEFAULT,
        built_in: true,
        version: 0,
        updated_at_ms: None,
    })
}

/// The limits on a feature of the built-in plan of this name, if there is one.
pub(super) fn limits_of(name: &str, feature: &str) -> Option<Vec<Limit>> {
    let plan = PLANS.iter().find(|plan| plan.name == name)?;
    let limit = Limit { period: plan.period, limit: plan.chat, carry_over: 0 };
    Some(if feature == FEATURE_DEFAULT { vec![limit] } else { Vec::new() })
}
