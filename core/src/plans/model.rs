//! The requests and responses of plans.

use crate::limits;
use crate::ops::{Rule, request, response};
use crate::quota::calendar::Period;

pub(crate) const NAME: Rule = Rule::Opaque { max: limits::CATEGORY_CHARS_MAX };

request! {
    /// How much of a feature a plan allows in each period.
    pub struct PlanLimit {
        /// The feature, 1 to 50 bytes, such as `chat`.
        feature: String => NAME,
        /// How long the allowance lasts.
        period: Period,
        /// How much may be used in each period, 0 to 2^53-1.
        limit: i64 => Rule::Range { min: 0, max: limits::AMOUNT_MAX };
        /// How much of what is left at the end of a period may be carried into the next, at most.
        /// Absent, nothing is. Only for periods that end.
        carry_over: i64 => Rule::AMOUNT,
    }
}

request! {
    /// A plan to be stored. It replaces the one of its name whole.
    pub struct SetPlanRequest keyed idempotency_key {
        /// Its name, 1 to 50 bytes.
        name: String => NAME,
        /// Its limits, 1 to 32; one at most for each feature and period.
        limits: Vec<PlanLimit> => Rule::Items { min: 1, max: limits::PLAN_LIMITS_MAX };
        /// Its place among the plans, the cheapest first. Without one it is never recommended.
        price_order: i64,
        /// What one use costs in points while quotas are switched off, 0 to 2^53-1; 1 when absent.
        points_per_use: i64 => Rule::Range { min: 0, max: limits::AMOUNT_MAX },
        /// Makes a retry answer the first outcome.
        idempotency_key: String => Rule::KEY,
    }
}

request! {
    /// Which plans to list.
    pub struct ListPlansRequest {
        ;
        /// At most so many, 1 to 200; 50 by default.
        limit: i64 => Rule::PAGE,
        /// Where the last page ended.
        cursor: String => Rule::CURSOR,
    }
}

response! {
    /// A plan.
    pub struct Plan {
        /// Its name.
        name: String,
        /// Its place among the plans, the cheapest first; absent when it is never recommended.
        price_order: Option<i64>,
        /// Its limits.
        limits: Vec<PlanLimit>,
        /// What one use costs in points while quotas are switched off.
        points_per_use: i64,
        /// True while it is as the engine brings it.
        built_in: bool,
        /// How often it was set; 0 when it is built in.
        version: i64,
        /// When it was last set, in milliseconds since the epoch; absent when it is built in.
        updated_at_ms: Option<i64>,
    }
}

response! {
    /// A page of plans.
    pub struct PlanList {
        /// The plans, in the order of their names.
        items: Vec<Plan>,
        /// Where the next page begins; absent on the last.
        next_cursor: Option<String>,
    }
}
