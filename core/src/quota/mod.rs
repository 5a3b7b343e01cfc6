//! Allowances: how much of a feature a user may use in each period.
//!
//! A user has one row for each feature, which holds every counter of it, so that a consume is one
//! guarded update and one log insert; the wallet is never touched. The guard is the row's version:
//! whatever the isolation level, no consume succeeds that would pass a limit, and of many at once
//! exactly as many succeed as there is room for.
//!
//! A period is a function of time ([`calendar`]). Nothing resets a counter: the first touch in a
//! new period starts it, so an outage of any length changes nothing, and a reader sees an untouched
//! period as unused without writing. Time does not run backwards within a quota: an earlier clock
//! counts as the moment of the last write, so it refunds nothing.
//!
//! A counter is the sum of the log over its period, always. So a plan, a time zone or a limit may
//! change in mid-period: a counter that was not kept is counted from the log.
//!
//! Reaching 80 % and 100 % of a limit each raise one `quota_alert` change per period, announced
//! after the commit of the call that reached it. What was raised is kept in the row and commits
//! with it. (The durable event belongs to the outbox, which is not there yet.)

use crate::ops::operations;

mod alert;
pub mod calendar;
mod consume;
mod counter;
mod get;
mod model;
mod open;
mod recommend;
mod row;
mod set_plan;
mod settle;
mod sql;
mod standing;
#[cfg(test)]
mod tests;

pub use model::{
    ConsumeQuotaRequest, ConsumeQuotaResponse, GetQuotaRequest, LimitState, QuotaPlan, QuotaState,
    SetQuotaPlanRequest, SetQuotaPlanResponse, When,
};
pub(crate) use open::open;
#[cfg(any(test, feature = "testing"))]
pub(crate) use sql::ALL as STATEMENTS;

operations! {
    /// Quotas: how much of a feature a user may use in each period.
    quota: Quota {
        /// Reads what is used and left of a feature, with the moment at which it resets and the
        /// plan to upgrade to. `not_found` for a user without quotas, and for a feature which
        /// their plan has no limit for.
        Get: get(GetQuotaRequest) -> QuotaState = 301 by get::get {
            read, since "0.1.0", access SelfOr("quota:read"), scope User,
            idempotency None, route GET "/api/chat/quota"
        }
        /// Uses some of a feature. Where several limits stand on it, all must pass; a refusal
        /// names the first that does not.
        Consume: consume(ConsumeQuotaRequest) -> ConsumeQuotaResponse = 302 by consume::consume {
            write, since "0.1.0", access SelfOr("quota:consume"), scope User,
            idempotency Ledger, route POST "/api/chat/quota/consume",
            errors [QuotaExceeded, AmountOverflow]
        }
        /// Gives a user another plan, time zone or anchor day. What is used carries over, so a
        /// downgrade may leave more used than allowed; then consuming is refused until the reset.
        SetPlan: set_plan(SetQuotaPlanRequest) -> SetQuotaPlanResponse = 303 by set_plan::set_plan {
            write, since "0.1.0", access Tenant("quota:manage"), scope User,
            idempotency Required, route PUT "/api/v1/users/{userId}/quota/plan"
        }
    }
}
