//! Usage: what users used of models and features, what it cost, and the sums of both.
//!
//! A record is written once for each `(user, event)`, in one commit with the sums it belongs to:
//! those of its local day and those of all days, as a whole and by kind, model and device. It is
//! never changed, so every sum is at every moment the `GROUP BY` of the records. The same event
//! again answers the first record, and with another content it is refused.
//!
//! **Reads** answer from the sums, so they cost what the days and models asked for hold, whatever
//! the number of records. Sums are added to in SQL (`calls = calls + ?`), so no concurrent record
//! is lost on any store.
//!
//! **Days** are the dates that the user's clock showed. The zone is that of their profile when a
//! record is made; the record keeps it with its day and hour. So a late record, one out of order
//! and one in an hour that comes twice land on the day at which the use happened, and a user who
//! moves to another zone changes no day that is past.
//!
//! **Costs** are whole micro-units of a currency, given by the caller or reckoned from
//! [`prices`](crate::prices); the record keeps the price. Sums are for each currency.
//!
//! **Tenants.** A record is the user's own, in whatever tenant it was made, and every report on a
//! user holds all of them. Only [`Usage::platform`] and [`Usage::platform_users`] tell what was
//! recorded within the tenant of the call.

use crate::ops::operations;

mod breakdown;
mod dashboard;
mod days;
mod event;
mod history;
mod home;
mod many;
mod model;
mod platform;
mod rebuild;
mod record;
mod rollup;
mod sql;
mod statistics;
mod sum;
#[cfg(test)]
mod tests;

pub use model::*;
#[cfg(any(test, feature = "testing"))]
pub(crate) use sql::ALL as STATEMENTS;

operations! {
    /// Usage: what users used, what it cost, and the sums of both.
    usage: Usage {
        /// Records one use, once for each event of the user. The same event again answers the
        /// first record; with another content it is refused with the first field that differs.
        Record: record(RecordUsageRequest) -> RecordUsageResponse = 501 by record::record {
            write, since "0.1.0", access SelfOr("usage:record"), scope User,
            idempotency Ledger, route POST "/api/v1/users/{userId}/usage",
            errors [AmountOverflow]
        }
        /// Records many uses, such as those that a device collected while it was offline. Each
        /// stands for itself: one that is refused changes nothing, and the others stand.
        RecordMany: record_many(RecordManyUsageRequest) -> RecordManyUsageResponse = 502
            by many::record_many {
            write, since "0.1.0", access SelfOr("usage:record"), scope User,
            idempotency None, route POST "/api/stats/usage"
        }
        /// Lists the records of a user, the latest use first.
        History: history(ListUsageRequest) -> UsageList = 503 by history::history {
            read, since "0.1.0", access SelfOr("usage:read"), scope User,
            idempotency None, route GET "/api/v1/users/{userId}/usage", errors [CursorInvalid]
        }
        /// Sums what a user used, by local day.
        Statistics: statistics(GetUsageStatisticsRequest) -> UsageStatistics = 504
            by statistics::statistics {
            read, since "0.1.0", access SelfOr("usage:read"), scope User,
            idempotency None, route GET "/api/v1/users/{userId}/usage/stats"
                also GET "/api/user/stats"
        }
        /// Sums what a user used, by kind: since ever, or over some days.
        TotalsByType: totals_by_type(GetUsageByTypeRequest) -> UsageByType = 505
            by breakdown::totals_by_type {
            read, since "0.1.0", access SelfOr("usage:read"), scope User,
            idempotency None, route GET "/api/v1/users/{userId}/usage/types"
        }
        /// Sums what a user used, by model, with its share: since ever, or over some days.
        ByModel: by_model(GetUsageByModelRequest) -> UsageByModel = 506 by breakdown::by_model {
            read, since "0.1.0", access SelfOr("usage:read"), scope User,
            idempotency None, route GET "/api/v1/users/{userId}/usage/models"
        }
        /// Everything that a page about a user's usage shows, in one answer.
        Dashboard: dashboard(GetUsageDashboardRequest) -> UsageDashboard = 507
            by dashboard::dashboard {
            read, since "0.1.0", access SelfOr("usage:read"), scope User,
            idempotency None, route GET "/api/stats/dashboard"
        }
        /// Sums what was recorded within the tenant of the call, or in host scope, by day.
        Platform: platform(GetPlatformUsageRequest) -> PlatformUsage = 508
            by platform::platform {
            read, since "0.1.0", access Tenant("usage:platform"), scope EngineScan,
            idempotency None, route GET "/api/v1/usage/platform"
        }
        /// Lists the users who used something on a day within the tenant of the call, or in host
        /// scope, with what each used.
        PlatformUsers: platform_users(ListPlatformUsersRequest) -> PlatformUserList = 509
            by platform::platform_users {
            read, since "0.1.0", access Tenant("usage:platform"), scope EngineScan,
            idempotency None, route GET "/api/v1/usage/platform/{date}/users",
            errors [CursorInvalid]
        }
        /// Counts the sums of a user again from the records, some days at a time, and corrects
        /// those that are wrong. Begins without a cursor, and goes on with the one it answered;
        /// the sums of all days together come last.
        Rebuild: rebuild(RebuildUsageRequest) -> RebuildUsageResponse = 510 by rebuild::rebuild {
            write, since "0.1.0", access Operator, scope User,
            idempotency None, route POST "/api/v1/users/{userId}/usage/rebuild",
            errors [CursorInvalid]
        }
    }
}
