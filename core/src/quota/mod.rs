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
//! Reaching 80 % and 100 % of a limit each raise, once per period, a `quota_alert` change after the
//! commit and, in the commit itself, an event of kind `quota_low` or `quota_exceeded` in the
//! [outbox](crate::outbox), from which low-quota notices are sent. What was raised is kept in the
//! row and commits with it. A rolling limit, which is reached and left without end, makes at most
//! one event of each kind a day (UTC).
//!
//! **Packs** are bought beside a plan and used when its allowance is used up; no limit counts what
//! comes from them. **Reservations** count like use until they are captured, released or past their
//! deadline. Both end by themselves, and are treated as ended whether or not a write has told so.
//!
//! **Upkeep** in batches only does ahead of time what the next touch of a row would do.
//!
//! **The switch** `quota.enabled` sends the uses of some or all users to their wallets instead.

use crate::ops::operations;

mod alert;
pub mod calendar;
mod consume;
mod counter;
mod get;
mod guest;
mod hold;
mod init;
mod log;
mod model;
mod open;
mod pack;
mod purchase;
mod recommend;
mod reservation;
mod reset;
mod row;
mod run;
mod set_plan;
mod settle;
mod sql;
mod standing;
mod stats;
mod switch;
#[cfg(test)]
mod tests;
mod view;

pub(crate) use guest::{Allowance, adopt};
pub use log::QuotaLogKind;
pub use model::*;
pub(crate) use open::open;
pub use reservation::QuotaHoldState;
pub(crate) use reset::{sweep, sweep_failed};
#[cfg(any(test, feature = "testing"))]
pub(crate) use sql::ALL as STATEMENTS;
pub(crate) use switch::check_setting;

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
        /// Uses some of a feature, of the plan first and then of packs. Where several limits stand
        /// on it, all must pass; a refusal names the first that does not. Where the setting
        /// `quota.enabled` switches quotas off for the user, points are paid instead.
        Consume: consume(ConsumeQuotaRequest) -> ConsumeQuotaResponse = 302 by consume::consume {
            write, since "0.1.0", access SelfOr("quota:consume"), scope User,
            idempotency Ledger, route POST "/api/chat/quota/consume",
            errors [
                QuotaExceeded, AmountOverflow, InsufficientPoints, WalletFrozen, InvalidState,
            ]
        }
        /// Gives a user another plan, time zone or anchor day. What is used carries over, so a
        /// downgrade may leave more used than allowed; then consuming is refused until the reset.
        SetPlan: set_plan(SetQuotaPlanRequest) -> SetQuotaPlanResponse = 303 by set_plan::set_plan {
            write, since "0.1.0", access Operator, scope User,
            idempotency Required, route PUT "/api/v1/users/{userId}/quota/plan",
            errors [InvalidState]
        }
        /// Lists what was used of a feature, newest first.
        Logs: logs(ListQuotaLogsRequest) -> QuotaLogList = 304 by log::logs {
            read, since "0.1.0", access SelfOr("quota:read"), scope User,
            idempotency None, route GET "/api/chat/quota/logs", errors [CursorInvalid]
        }
        /// Counts what was used of a feature over all users, by day and by plan.
        Stats: stats(GetQuotaStatsRequest) -> QuotaStats = 305 by stats::stats {
            read, since "0.1.0", access Operator, scope EngineScan,
            idempotency None, route GET "/api/chat/quota/stats"
        }
        /// Adds a pack, which is used when the plan's allowance is used up.
        Purchase: purchase(PurchaseQuotaRequest) -> PurchaseQuotaResponse = 306
            by purchase::purchase {
            write, since "0.1.0", access Operator, scope User,
            idempotency Required, route POST "/api/v1/users/{userId}/quota/packs",
            errors [AmountOverflow, InvalidState]
        }
        /// Reserves some of a feature until a deadline, so that two calls cannot both pass on the
        /// same room. Refused where the setting `quota.enabled` switches quotas off for the user.
        Hold: hold(HoldQuotaRequest) -> HoldQuotaResponse = 307 by hold::hold {
            write, since "0.1.0", access SelfOr("quota:consume"), scope User,
            idempotency Required, route POST "/api/chat/quota/holds",
            errors [QuotaExceeded, AmountOverflow, InvalidState]
        }
        /// Uses what was reserved, all of it or a part. It counts in the present period.
        Capture: capture(CaptureQuotaRequest) -> CaptureQuotaResponse = 308 by hold::capture {
            write, since "0.1.0", access Operator, scope User,
            idempotency Ledger, route POST "/api/chat/quota/holds/{holdId}/capture",
            errors [InvalidState]
        }
        /// Gives back what a reservation has left. It is made for a service that relies on it, so
        /// the person whom it is about can neither give it back nor use it up.
        Release: release(ReleaseQuotaRequest) -> ReleaseQuotaResponse = 309 by hold::release {
            write, since "0.1.0", access Operator, scope User,
            idempotency Required, route POST "/api/chat/quota/holds/{holdId}/release",
            errors [InvalidState]
        }
        /// Gives uses from the packs of one user to another, with their priority and expiry. On a
        /// sharded store both users must share a shard.
        Transfer: transfer(TransferQuotaRequest) -> TransferQuotaResponse = 310
            by purchase::transfer {
            write, since "0.1.0", access SelfOr("quota:transfer"), scope TwoUsers,
            idempotency Required, route POST "/api/v1/users/{fromUserId}/quota/transfer",
            errors [InsufficientPacks, AmountOverflow, InvalidState]
        }
        /// Resets a batch of the quotas that are past their period, ahead of their next touch.
        /// Begins a run without a cursor, and goes on with the one it answered.
        ResetExpired: reset_expired(ResetQuotasRequest) -> QuotaBatch = 311
            by reset::reset_expired {
            write, since "0.1.0", access Operator, scope EngineScan,
            idempotency None, route POST "/api/chat/quota/reset", errors [CursorInvalid]
        }
        /// Reads how many quotas are past their reset, and how the last runs of upkeep went.
        Health: health(GetQuotaHealthRequest) -> QuotaHealth = 312 by reset::health {
            read, since "0.1.0", access Operator, scope EngineScan,
            idempotency None, route GET "/api/chat/quota/reset"
        }
        /// Opens quotas for a batch of the users who predate them, in the time zone of their
        /// profile. Begins a run without a cursor, and goes on with the one it answered.
        InitAll: init_all(InitQuotasRequest) -> QuotaBatch = 313 by init::init_all {
            write, since "0.1.0", access Operator, scope EngineScan,
            idempotency None, route POST "/api/chat/quota/init", errors [CursorInvalid]
        }
        /// Reads all that a client needs to draw the badge, the dialog and the input of a feature,
        /// and what a use costs while it is paid with points.
        View: view(ViewQuotaRequest) -> QuotaView = 314 by view::view {
            read, since "0.1.0", access SelfOr("quota:read"), scope User,
            idempotency None, route GET "/api/chat/quota/view"
        }
    }
}
