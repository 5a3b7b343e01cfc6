//! Plans: what a tier of membership allows of each feature.
//!
//! A plan is data: a list of limits, each on one feature and period. Several limits may stand on
//! one feature, and all of them must pass. A feature which a plan has no limit for is not part of
//! the plan. The built-in plans hold until the operator sets one of their names; a plan is never
//! removed, since quotas name it.
//!
//! A plan that is set again applies at once to everybody who has it: counters count periods, not
//! limits, so nothing has to be rewritten.
//!
//! ```
//! use silvervine::plans::{PlanLimit, SetPlanRequest};
//! use silvervine::quota::calendar::Period;
//! use silvervine::quota::{ConsumeQuotaRequest, SetQuotaPlanRequest};
//! use silvervine::{Engine, users::RegisterUserRequest};
//!
//! let engine = Engine::open(":memory:")?;
//! let limits = vec![
//!     PlanLimit::new("chat", Period::Day, 20),
//!     PlanLimit::new("chat", Period::Month, 200).carry_over(50),
//! ];
//! engine.plans().set(SetPlanRequest::new("student", limits).price_order(50))?;
//!
//! let ada = RegisterUserRequest::new().email("ada@example.org");
//! let user = engine.users().register(ada)?.user.id;
//! engine.quota().set_plan(SetQuotaPlanRequest::new(user, "student", "order-1"))?;
//! let consumed = engine.quota().consume(ConsumeQuotaRequest::new(user, "message-1"))?;
//! assert_eq!((consumed.period, consumed.remaining), (Period::Day, 19));
//! # Ok::<(), silvervine::Error>(())
//! ```

use crate::ops::operations;

mod built_in;
mod list;
mod model;
mod set;
mod sql;
mod terms;
#[cfg(test)]
mod tests;

pub(crate) use model::NAME;
pub use model::{ListPlansRequest, Plan, PlanLimit, PlanList, SetPlanRequest};
#[cfg(any(test, feature = "testing"))]
pub(crate) use sql::ALL as STATEMENTS;
pub(crate) use terms::{Limit, Terms, all, limits_of, points_per_use, require};

operations! {
    /// Plans: what a tier of membership allows of each feature.
    plans: Plans {
        /// Stores a plan, or replaces it whole. It applies at once to everybody who has it.
        Set: set(SetPlanRequest) -> Plan = 351 by set::set {
            write, since "0.1.0", access Operator, scope Directory,
            idempotency Optional, route PUT "/api/plans/{name}"
        }
        /// Lists the plans, the built-in ones among them, in the order of their names.
        List: list(ListPlansRequest) -> PlanList = 352 by list::list {
            read, since "0.1.0", access Public, scope EngineScan,
            idempotency None, route GET "/api/plans", errors [CursorInvalid]
        }
    }
}
