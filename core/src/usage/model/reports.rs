//! What reports on one user are asked for and answer.

use super::{DATE, KIND, UsageCost};
use crate::id::UserId;
use crate::ops::{request, response};

request! {
    /// Which days to sum.
    pub struct GetUsageStatisticsRequest for user_id {
        /// Whose.
        user_id: UserId;
        /// The first date, as `YYYY-MM-DD`; so that there are 30 days when absent.
        from_date: String => DATE,
        /// The last date, which counts; today on the user's clock when absent. 366 days at most.
        to_date: String => DATE,
    }
}

request! {
    /// What to sum by kind: since ever when it names no dates.
    pub struct GetUsageByTypeRequest for user_id {
        /// Whose.
        user_id: UserId;
        /// Only of this kind.
        kind: String => KIND,
        /// The first date, as `YYYY-MM-DD`.
        from_date: String => DATE,
        /// The last date, which counts. 366 days at most.
        to_date: String => DATE,
    }
}

request! {
    /// What to sum by model: since ever when it names no dates.
    pub struct GetUsageByModelRequest for user_id {
        /// Whose.
        user_id: UserId;
        /// The first date, as `YYYY-MM-DD`.
        from_date: String => DATE,
        /// The last date, which counts. 366 days at most.
        to_date: String => DATE,
    }
}

request! {
    /// Which days a dashboard is about.
    pub struct GetUsageDashboardRequest for user_id {
        /// Whose.
        user_id: UserId;
        /// The first date, as `YYYY-MM-DD`; so that there are 30 days when absent.
        from_date: String => DATE,
        /// The last date, which counts; today on the user's clock when absent. 366 days at most.
        to_date: String => DATE,
    }
}

response! {
    /// Sums of records.
    pub struct UsageTotals {
        /// How many records.
        calls: i64,
        /// Tokens that went in.
        input_tokens: i64,
        /// Tokens that came out.
        output_tokens: i64,
        /// Both together.
        total_tokens: i64,
        /// How long they took, in milliseconds.
        duration_ms: i64,
        /// What they cost, for each currency in the order of the alphabet.
        costs: Vec<UsageCost>,
    }
}

response! {
    /// What a user used on a day.
    pub struct UsageDay {
        /// The date on the user's clock.
        date: String,
        /// The sums.
        totals: UsageTotals,
    }
}

response! {
    /// What a user used, by day.
    pub struct UsageStatistics {
        /// The first date.
        from_date: String,
        /// The last date.
        to_date: String,
        /// The zone of the user's clock at present.
        timezone: String,
        /// The sums of all these days.
        totals: UsageTotals,
        /// The days on which something was used, the first first.
        days: Vec<UsageDay>,
    }
}

response! {
    /// What a user used of a kind.
    pub struct KindUsage {
        /// The kind.
        kind: String,
        /// Its share of the calls, in hundredths of a percent, rounded down.
        share_basis_points: i64,
        /// The sums.
        totals: UsageTotals,
    }
}

response! {
    /// What a user used, by kind.
    pub struct UsageByType {
        /// The first date; absent for all there are.
        from_date: Option<String>,
        /// The last date.
        to_date: Option<String>,
        /// The kinds, the most called first.
        kinds: Vec<KindUsage>,
    }
}

response! {
    /// What a user used of a model.
    pub struct ModelUsage {
        /// Who offers the model.
        provider: String,
        /// The model.
        model: String,
        /// Its share of the tokens, in hundredths of a percent, rounded down.
        share_basis_points: i64,
        /// The sums.
        totals: UsageTotals,
    }
}

response! {
    /// What a user used, by model.
    pub struct UsageByModel {
        /// The first date; absent for all there are.
        from_date: Option<String>,
        /// The last date.
        to_date: Option<String>,
        /// The models, the one with the most tokens first.
        models: Vec<ModelUsage>,
    }
}

response! {
    /// What a user used from a device.
    pub struct DeviceUsage {
        /// The device; absent for what came from none that is known.
        device: Option<String>,
        /// The last date on which it was used.
        last_date: String,
        /// The sums.
        totals: UsageTotals,
    }
}

response! {
    /// How often an hour of the day saw use.
    pub struct ActiveHour {
        /// The hour on the user's clock, 0 to 23.
        hour: i64,
        /// On how many of the days something was used in it.
        days: i64,
    }
}

response! {
    /// Everything that a page about a user's usage shows.
    pub struct UsageDashboard {
        /// The first date.
        from_date: String,
        /// The last date.
        to_date: String,
        /// The zone of the user's clock at present.
        timezone: String,
        /// The sums since ever.
        all_time: UsageTotals,
        /// The sums of these days; `durationMs` is how long was used.
        totals: UsageTotals,
        /// On how many of these days something was used.
        active_days: i64,
        /// The days on which something was used, the first first.
        days: Vec<UsageDay>,
        /// The models, the one with the most tokens first.
        models: Vec<ModelUsage>,
        /// How often each feature was used, the most called first.
        features: Vec<KindUsage>,
        /// The devices, the most called first.
        devices: Vec<DeviceUsage>,
        /// The hours in which something was used, in their order.
        active_hours: Vec<ActiveHour>,
    }
}
