//! The requests and responses of quotas.

use crate::id::{QuotaLogId, SessionId, UserId};
use crate::limits;
use crate::ops::{Rule, request, response, wire_enum};
use crate::plans::NAME;
use crate::quota::calendar::Period;

mod packs;
mod upkeep;
mod view;

pub use packs::*;
pub use upkeep::*;
pub use view::*;

request! {
    /// Whose quota of what to read.
    pub struct GetQuotaRequest for user_id {
        /// The user.
        user_id: UserId;
        /// The feature; `chat` when absent.
        feature: String => NAME,
    }
}

request! {
    /// Something that was used.
    pub struct ConsumeQuotaRequest for user_id keyed idempotency_key {
        /// Who used it.
        user_id: UserId,
        /// Makes a retry answer the first outcome.
        idempotency_key: String => Rule::KEY;
        /// The feature; `chat` when absent.
        feature: String => NAME,
        /// How much, 1 to 2^53-1; 1 when absent.
        amount: i64 => Rule::AMOUNT,
        /// The conversation in which it was used.
        session_id: SessionId,
        /// The tokens which the model used for it.
        tokens: i64 => Rule::Range { min: 0, max: limits::AMOUNT_MAX },
    }
}

wire_enum! {
    /// When a change of plan holds from.
    pub enum When {
        /// At once.
        Now = "now",
        /// From the end of the longest period of the present plan.
        NextPeriod = "next_period",
    }
}

request! {
    /// A user's plan from now on.
    pub struct SetQuotaPlanRequest for user_id keyed idempotency_key {
        /// The user.
        user_id: UserId,
        /// The name of the plan.
        plan: String => NAME,
        /// Makes a retry answer the first outcome.
        idempotency_key: String => Rule::KEY;
        /// Only this feature; every feature of the user when absent.
        feature: String => NAME,
        /// When the plan holds from; at once when absent. A change at once cancels a pending one.
        at: When,
        /// The IANA time zone in which periods are counted. Absent keeps what stands, `UTC` at
        /// first. It holds at once.
        timezone: String => Rule::Text { min: 1, max: limits::TIMEZONE_CHARS_MAX },
        /// The day of the month, 1 to 31, on which months begin, the last day where a month has
        /// no such day. Absent keeps what stands, 1 at first. It holds at once.
        anchor_day: i64 => Rule::Range { min: 1, max: 31 },
    }
}

response! {
    /// One limit and how much of it is used.
    pub struct LimitState {
        /// How long the allowance lasts.
        period: Period,
        /// How much may be used in this period, with what was carried over.
        limit: i64,
        /// How much of the limit was carried over from the period before.
        carried: i64,
        /// How much is used.
        used: i64,
        /// How much is left.
        remaining: i64,
        /// When the period ends; for a rolling one, when the oldest use in it leaves it. Absent
        /// when nothing will reset.
        resets_at_ms: Option<i64>,
        /// The share that is used, in whole percent, rounded down. Over 100 after a downgrade.
        percent: i64,
        /// At least 80 % are used.
        low: bool,
        /// Nothing is left.
        exceeded: bool,
    }
}

response! {
    /// The quota of one feature. The figures at the top are those of the limit with least left.
    pub struct QuotaState {
        /// The feature.
        feature: String,
        /// The plan.
        plan: String,
        /// The plan which a pending change brings.
        next_plan: Option<String>,
        /// When it does.
        next_plan_at_ms: Option<i64>,
        /// The time zone in which periods are counted.
        timezone: String,
        /// The period of the limit with least left.
        period: Period,
        /// How much may be used in this period.
        limit: i64,
        /// How much is used.
        used: i64,
        /// How much can be used now, of the plan and of packs.
        remaining: i64,
        /// When the period ends; for a rolling one, when the oldest use in it leaves it. Absent
        /// when nothing will reset.
        resets_at_ms: Option<i64>,
        /// The share that is used, in whole percent, rounded down. Over 100 after a downgrade.
        percent: i64,
        /// At least 80 % of the plan's allowance are used.
        low: bool,
        /// Nothing can be used now.
        exceeded: bool,
        /// How much of the plan's allowance was used today, by the calendar of the quota's time
        /// zone.
        today: i64,
        /// How much was ever used, packs included.
        total_used: i64,
        /// How much is reserved and not yet used.
        held: i64,
        /// How much is left in packs, besides what is reserved.
        purchased: i64,
        /// The cheapest plan above this one that would have sufficed at the present rate, the
        /// largest if none would. Absent while this one does, and on the largest.
        recommended_plan: Option<String>,
        /// Every limit on the feature, in the order of the plan.
        limits: Vec<LimitState>,
    }
}

response! {
    /// The outcome of a consume. The figures are those of the limit with least left.
    pub struct ConsumeQuotaResponse replayable {
        /// The line of the log.
        log_id: QuotaLogId,
        /// The feature.
        feature: String,
        /// The plan it was used under.
        plan: String,
        /// The period of the limit with least left.
        period: Period,
        /// How much may be used in this period.
        limit: i64,
        /// How much is used now.
        used: i64,
        /// How much can be used now, of the plan and of packs.
        remaining: i64,
        /// When the period ends; for a rolling one, when the oldest use in it leaves it. Absent
        /// when nothing will reset.
        resets_at_ms: Option<i64>,
        /// At least 80 % of the plan's allowance are used.
        low: bool,
        /// Nothing can be used now.
        exceeded: bool,
        /// How much was ever used, packs included.
        total_used: i64,
        /// How much of this use came from packs.
        from_packs: i64,
        /// How much is left in packs, besides what is reserved.
        purchased: i64,
        /// The points that were paid instead, because quotas are switched off for the user; then
        /// the figures of the quota are as they were.
        points: Option<i64>,
    }
}

response! {
    /// The plan of one feature.
    pub struct QuotaPlan {
        /// The feature.
        feature: String,
        /// The plan that holds now.
        plan: String,
        /// The plan which a pending change brings.
        next_plan: Option<String>,
        /// When it does.
        next_plan_at_ms: Option<i64>,
    }
}

response! {
    /// The plans of a user after a change.
    pub struct SetQuotaPlanResponse replayable {
        /// The user.
        user_id: UserId,
        /// The changed features, in the order of their names.
        features: Vec<QuotaPlan>,
        /// The time zone in which periods are counted; of `chat` when every feature was changed.
        timezone: String,
        /// The day of the month on which months begin.
        anchor_day: i64,
    }
}
