//! What a client draws of a quota.

use crate::id::UserId;
use crate::ops::{request, response, wire_enum};
use crate::plans::NAME;
use crate::quota::calendar::Period;

request! {
    /// Whose quota of what to draw.
    pub struct ViewQuotaRequest for user_id {
        /// The user.
        user_id: UserId;
        /// The feature; `chat` when absent.
        feature: String => NAME,
    }
}

wire_enum! {
    /// What the badge of a quota shows.
    pub enum QuotaBadge {
        /// Less than 80 % of the plan's allowance are used.
        Ok = "ok",
        /// At least 80 % of it are used.
        Low = "low",
        /// Nothing can be used now.
        Exceeded = "exceeded",
        /// Uses are paid with points instead: the quota is switched off for the user.
        Charged = "charged",
    }
}

wire_enum! {
    /// What to warn the user of.
    pub enum QuotaWarning {
        /// Nothing.
        Nothing = "none",
        /// Little is left.
        Low = "low",
        /// The next use will be refused.
        Exceeded = "exceeded",
    }
}

response! {
    /// What a use costs while it is paid with points, and whether it can be.
    pub struct QuotaCharge {
        /// What one use costs.
        points_per_use: i64,
        /// The points that can be spent now.
        points_available: i64,
        /// Whether the next use can be paid.
        affordable: bool,
    }
}

response! {
    /// All that a client needs to draw the badge, the dialog and the input of a feature. The
    /// figures are those of the limit with least left.
    pub struct QuotaView {
        /// The feature.
        feature: String,
        /// The plan.
        plan: String,
        /// What the badge shows.
        badge: QuotaBadge,
        /// What to warn of.
        warning: QuotaWarning,
        /// The period of the limit.
        period: Period,
        /// How much may be used in this period.
        limit: i64,
        /// How much is used.
        used: i64,
        /// How much can be used now, of the plan and of packs.
        remaining: i64,
        /// How much of the plan's allowance was used today, by the calendar of the quota's time
        /// zone.
        today: i64,
        /// How much was ever used, packs included.
        total: i64,
        /// How full a bar is, 0 to 100: the share that is used, rounded down.
        percent: i64,
        /// The plan to offer; absent while the present one suffices, on the largest, and while
        /// uses are paid with points.
        upgrade: Option<String>,
        /// Where plans are sold, by the setting `quota.pricing_url`.
        pricing_url: Option<String>,
        /// Whether the next use would be refused, so that the input is closed.
        input_disabled: bool,
        /// When the period ends; for a rolling one, when the oldest use in it leaves it. Absent
        /// when nothing will reset.
        resets_at_ms: Option<i64>,
        /// When to ask again though nobody used anything: something ends by itself then. Absent
        /// when nothing will.
        refresh_at_ms: Option<i64>,
        /// What is paid instead; absent while uses count in the quota.
        charge: Option<QuotaCharge>,
    }
}
