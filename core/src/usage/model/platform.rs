//! What reports on a tenant are asked for and answer.

use super::{DATE, UsageTotals};
use crate::id::UserId;
use crate::ops::{Rule, request, response};

request! {
    /// Which days to sum over all users. A day is that of each user's own clock.
    pub struct GetPlatformUsageRequest {
        ;
        /// The first date, as `YYYY-MM-DD`; so that there are 7 days when absent.
        from_date: String => DATE,
        /// The last date, which counts; today in UTC when absent. 31 days at most.
        to_date: String => DATE,
    }
}

request! {
    /// Of which day to list the users.
    pub struct ListPlatformUsersRequest {
        /// The date, as `YYYY-MM-DD`.
        date: String => DATE;
        /// At most so many, 1 to 200; 50 by default.
        limit: i64 => Rule::PAGE,
        /// Where the last page ended.
        cursor: String => Rule::CURSOR,
    }
}

response! {
    /// What was used on a day.
    pub struct PlatformDay {
        /// The date on each user's own clock.
        date: String,
        /// How many users used something.
        users: i64,
        /// How many sessions their records name.
        sessions: i64,
        /// How many models they used.
        models: i64,
        /// How long they used, in minutes; one that has begun counts.
        active_minutes: i64,
        /// The sums.
        totals: UsageTotals,
    }
}

response! {
    /// What was used within a tenant, by day.
    pub struct PlatformUsage {
        /// The first date.
        from_date: String,
        /// The last date.
        to_date: String,
        /// The days on which something was used, the first first.
        days: Vec<PlatformDay>,
    }
}

response! {
    /// What one user used on a day within a tenant.
    pub struct PlatformUser {
        /// The user.
        user_id: UserId,
        /// How many sessions their records name.
        sessions: i64,
        /// How many models they used.
        models: i64,
        /// How long they used, in minutes; one that has begun counts.
        active_minutes: i64,
        /// The sums.
        totals: UsageTotals,
    }
}

response! {
    /// A page of users.
    pub struct PlatformUserList {
        /// The date.
        date: String,
        /// The users, in the order of their ids.
        items: Vec<PlatformUser>,
        /// Where the next page begins; absent on the last.
        next_cursor: Option<String>,
    }
}
