//! What operators ask of all quotas: upkeep in batches, health, statistics.

use crate::limits;
use crate::ops::{Rule, request, response};
use crate::plans::NAME;

const BATCH: Rule = Rule::Range { min: 1, max: limits::QUOTA_BATCH_ROWS_MAX };

request! {
    /// A batch of resets.
    pub struct ResetQuotasRequest {
        ;
        /// At most so many rows, 1 to 1000; 500 by default.
        limit: i64 => BATCH,
        /// Where the last batch of the run ended. Absent, a new run begins.
        cursor: String => Rule::CURSOR,
    }
}

request! {
    /// A batch of users for whom quotas are opened.
    pub struct InitQuotasRequest {
        ;
        /// The plan they get; `free` when absent.
        plan: String => NAME,
        /// Looks at so many users at most, 1 to 1000; 500 by default.
        limit: i64 => BATCH,
        /// Where the last batch of the run ended. Absent, a new run begins.
        cursor: String => Rule::CURSOR,
    }
}

response! {
    /// How far a run of upkeep has come.
    pub struct QuotaRun {
        /// When it began, in milliseconds since the epoch.
        began_at_ms: i64,
        /// When its last batch was made.
        updated_at_ms: i64,
        /// When it came to its end; absent while it has not.
        finished_at_ms: Option<i64>,
        /// How many rows it was about when it began; counting stops at a million.
        total: i64,
        /// How many of them it has come past.
        done: i64,
        /// How many of those are damaged and were left as they are.
        failed: i64,
    }
}

response! {
    /// What a batch did.
    pub struct QuotaBatch {
        /// How many rows it wrote. Rows that others wrote meanwhile are not among them.
        written: i64,
        /// Where the next batch begins; absent when the run has come to its end.
        next_cursor: Option<String>,
        /// How far the run has come.
        run: QuotaRun,
    }
}

request! {
    /// Asks how quotas are.
    pub struct GetQuotaHealthRequest { }
}

response! {
    /// How quotas are. Rows that are past their reset are no fault: whoever touches one finds it
    /// reset.
    pub struct QuotaHealth {
        /// How many rows are past their reset; counting stops at a million.
        overdue: i64,
        /// The earliest of those resets.
        oldest_reset_at_ms: Option<i64>,
        /// The last run of `quota.reset_expired` or of upkeep; absent before the first.
        last_reset: Option<QuotaRun>,
        /// The last run of `quota.init_all`; absent before the first.
        last_init: Option<QuotaRun>,
    }
}

request! {
    /// What to count.
    pub struct GetQuotaStatsRequest {
        ;
        /// The feature; `chat` when absent.
        feature: String => NAME,
        /// How many days, 1 to 31; 7 by default.
        days: i64 => Rule::Range { min: 1, max: limits::QUOTA_STATS_DAYS_MAX },
        /// The moment in whose day they end; now when absent.
        to_at_ms: i64 => Rule::TIME,
        /// The IANA time zone whose days are meant; `UTC` when absent.
        timezone: String => Rule::Text { min: 1, max: limits::TIMEZONE_CHARS_MAX },
    }
}

response! {
    /// What was used under one plan.
    pub struct PlanUse {
        /// The plan.
        plan: String,
        /// How often.
        uses: i64,
        /// How much.
        amount: i64,
        /// How much of it came from packs.
        from_packs: i64,
        /// How much of it counts in no quota, because points were paid instead.
        charged: i64,
        /// The points that were paid for that.
        points: i64,
        /// The points that would have been paid for the rest, as far as it was used while both ways
        /// were compared.
        would_points: i64,
        /// The tokens which models used for it.
        tokens: i64,
        /// By how many users on that day. In the sum of all days, by the most on one day.
        users: i64,
    }
}

response! {
    /// What was used on one day.
    pub struct QuotaDay {
        /// The date, as `YYYY-MM-DD`.
        date: String,
        /// What was used under each plan, in the order of their names.
        plans: Vec<PlanUse>,
    }
}

response! {
    /// What was used of a feature, by day and by plan.
    pub struct QuotaStats {
        /// The feature.
        feature: String,
        /// The time zone whose days are meant.
        timezone: String,
        /// The days, the earliest first, those on which nothing was used among them.
        days: Vec<QuotaDay>,
        /// The sums of all days under each plan, in the order of their names.
        plans: Vec<PlanUse>,
    }
}
