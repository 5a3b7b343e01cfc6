//! Rate limits: how often something may happen within a window of time.
//!
//! A limit has a scope, such as `login`, and a key, such as an address. Each (scope, key) has one
//! row, written by an update that demands the version it was read with; so of many hits at once
//! exactly as many pass as the limit allows, and the counts survive a restart. A hit that is
//! refused changes nothing: it neither counts nor puts the next one off. Waiting exactly
//! `retryAfterMs` lets the same hit pass, if no other came first.
//!
//! **Up to 20 hits in a window the limit is exact.** The row keeps the moment of each hit that
//! still counts, and no window of that length, wherever it begins, ever holds more than the limit.
//!
//! **Above, the limit is smooth** (the generic cell rate algorithm): as many hits as the limit may
//! come at once, and room for each next one grows back evenly. So a span of time of length `s`
//! holds at most `limit + limit * s / window` hits; the row stays small, whatever the limit.
//!
//! **Time.** A clock that is set back counts as the moment of the last hit, so it never grants
//! more. Rows that say nothing any more are removed by upkeep a day later.
//!
//! **Keys are personal** often enough, so what is stored is a hash, keyed where the store has a
//! root key. Each tenant has keys of its own, and so has the host.
//!
//! **Defaults.** `login` (5 in an hour), `api` (100 in a minute), `guest` (20 in an hour: the new
//! devices of an address, counted by `guests.increment`), `code` (3 in a minute, for a device or an
//! address) and, for the recipient of codes, `code/resend` (1 in 60 seconds), `code/hour` (5) and
//! `code/day` (10) have a rate of their own. The limit and the window are the caller's otherwise;
//! where they change, what was counted stays counted, as far as the row still knows it. So what two
//! rates are to limit at once has two scopes, such as `code/resend` and `code/day`.

use crate::ops::operations;

mod count;
mod model;
mod row;
mod rule;
mod sql;
mod sweep;
#[cfg(test)]
mod tests;

pub use model::{
    GetLimitRequest, HitLimitRequest, LimitStanding, ResetLimitRequest, ResetLimitResponse,
};
pub(crate) use row::hit_within;
pub(crate) use rule::{GUEST_SCOPE, Rate};
#[cfg(any(test, feature = "testing"))]
pub(crate) use sql::ALL as STATEMENTS;
pub(crate) use sweep::sweep;

operations! {
    /// Rate limits: how often something may happen within a window of time.
    limits: RateLimits {
        /// Counts a hit, or refuses it with the time to wait. A refusal changes nothing.
        Hit: hit(HitLimitRequest) -> LimitStanding = 391 by row::hit {
            write, since "0.1.0", access Operator, scope Directory,
            idempotency None, route POST "/api/v1/limits/{scope}/hit",
            errors [RateLimited]
        }
        /// Reads how a limit stands, without counting.
        Get: get(GetLimitRequest) -> LimitStanding = 392 by row::get {
            read, since "0.1.0", access Operator, scope Directory,
            idempotency None, route GET "/api/v1/limits/{scope}"
        }
        /// Forgets every hit of a key, such as after a login that succeeded.
        Reset: reset(ResetLimitRequest) -> ResetLimitResponse = 393 by row::reset {
            write, since "0.1.0", access Operator, scope Directory,
            idempotency None, route POST "/api/v1/limits/{scope}/reset"
        }
    }
}
