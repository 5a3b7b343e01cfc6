//! Packs, reservations and the log.

use crate::id::{QuotaHoldId, QuotaLogId, QuotaPackId, SessionId, UserId};
use crate::limits;
use crate::ops::{Rule, request, response};
use crate::plans::NAME;
use crate::quota::log::QuotaLogKind;
use crate::quota::reservation::QuotaHoldState;

request! {
    /// A pack that was bought.
    pub struct PurchaseQuotaRequest for user_id keyed idempotency_key {
        /// Who bought it.
        user_id: UserId,
        /// How many uses it holds, 1 to 2^53-1.
        amount: i64 => Rule::AMOUNT,
        /// Makes a retry answer the first outcome.
        idempotency_key: String => Rule::KEY;
        /// The feature; `chat` when absent.
        feature: String => NAME,
        /// Its place among the user's packs, 0 to 1000: the lowest is used first. 100 when absent.
        priority: i64 => Rule::Range { min: 0, max: limits::GRANT_PRIORITY_MAX },
        /// When what is left of it expires; never when absent.
        expires_at_ms: i64 => Rule::TIME,
    }
}

response! {
    /// A pack that was bought.
    pub struct PurchaseQuotaResponse replayable {
        /// The pack.
        pack_id: QuotaPackId,
        /// The feature.
        feature: String,
        /// How many uses it holds.
        amount: i64,
        /// Its place among the user's packs.
        priority: i64,
        /// When what is left of it expires; absent when it never does.
        expires_at_ms: Option<i64>,
        /// What is left in all packs now, besides what is reserved.
        purchased: i64,
    }
}

request! {
    /// Uses that one user gives to another, from their packs.
    pub struct TransferQuotaRequest for from_user_id keyed idempotency_key {
        /// Who gives.
        from_user_id: UserId,
        /// Who receives.
        to_user_id: UserId,
        /// How many, 1 to 2^53-1. They are taken in the order of use.
        amount: i64 => Rule::AMOUNT,
        /// Makes a retry answer the first outcome.
        idempotency_key: String => Rule::KEY;
        /// The feature; `chat` when absent.
        feature: String => NAME,
    }
}

response! {
    /// Uses that were given.
    pub struct TransferQuotaResponse replayable {
        /// The feature.
        feature: String,
        /// How many.
        amount: i64,
        /// What is left in the packs of the one who gave, besides what is reserved.
        purchased: i64,
    }
}

request! {
    /// What to reserve.
    pub struct HoldQuotaRequest for user_id keyed idempotency_key {
        /// For whom.
        user_id: UserId,
        /// When the reservation ends by itself: after now, and within seven days.
        expires_at_ms: i64 => Rule::TIME,
        /// Makes a retry answer the first outcome.
        idempotency_key: String => Rule::KEY;
        /// The feature; `chat` when absent.
        feature: String => NAME,
        /// How much, 1 to 2^53-1; 1 when absent.
        amount: i64 => Rule::AMOUNT,
        /// The conversation for which it is reserved.
        session_id: SessionId,
    }
}

response! {
    /// What is reserved.
    pub struct HoldQuotaResponse replayable {
        /// The reservation.
        hold_id: QuotaHoldId,
        /// The feature.
        feature: String,
        /// How much it reserves.
        amount: i64,
        /// How much of it in packs, because the plan had no more.
        from_packs: i64,
        /// When it ends by itself.
        expires_at_ms: i64,
        /// How much is reserved in all now.
        held: i64,
        /// How much can be used besides.
        remaining: i64,
    }
}

request! {
    /// What to use of a reservation.
    pub struct CaptureQuotaRequest for user_id keyed idempotency_key {
        /// Whose reservation.
        user_id: UserId,
        /// The reservation.
        hold_id: QuotaHoldId,
        /// Makes a retry answer the first outcome.
        idempotency_key: String => Rule::KEY;
        /// How much, at most what it has left; all of that when absent.
        amount: i64 => Rule::AMOUNT,
        /// Whether to give back what is left then. Otherwise it stays reserved.
        release_rest: bool,
        /// The tokens which the model used for it.
        tokens: i64 => Rule::Range { min: 0, max: limits::AMOUNT_MAX },
    }
}

response! {
    /// What was used of a reservation.
    pub struct CaptureQuotaResponse replayable {
        /// The line of the log.
        log_id: QuotaLogId,
        /// The reservation.
        hold_id: QuotaHoldId,
        /// The feature.
        feature: String,
        /// How much was used now.
        amount: i64,
        /// How much of it came from packs.
        from_packs: i64,
        /// How much was given back.
        released: i64,
        /// How much the reservation has left.
        left: i64,
        /// Where the reservation stands.
        state: QuotaHoldState,
        /// How much can be used besides all reservations.
        remaining: i64,
        /// How much was ever used.
        total_used: i64,
    }
}

request! {
    /// A reservation to give back.
    pub struct ReleaseQuotaRequest for user_id keyed idempotency_key {
        /// Whose reservation.
        user_id: UserId,
        /// The reservation.
        hold_id: QuotaHoldId,
        /// Makes a retry answer the first outcome.
        idempotency_key: String => Rule::KEY,
    }
}

response! {
    /// What was given back.
    pub struct ReleaseQuotaResponse replayable {
        /// The reservation.
        hold_id: QuotaHoldId,
        /// The feature.
        feature: String,
        /// Where the reservation stands: `captured` where a part of it was used before.
        state: QuotaHoldState,
        /// How much was given back. What of it was held in a pack that has expired is lost.
        released: i64,
        /// How much is reserved in all now.
        held: i64,
        /// How much can be used besides.
        remaining: i64,
    }
}

request! {
    /// Which lines of the log to list.
    pub struct ListQuotaLogsRequest for user_id {
        /// Whose.
        user_id: UserId;
        /// The feature; `chat` when absent.
        feature: String => NAME,
        /// Only what was used at this moment or later.
        from_at_ms: i64 => Rule::TIME,
        /// Only what was used before this moment.
        to_at_ms: i64 => Rule::TIME,
        /// At most so many, 1 to 200; 50 by default.
        limit: i64 => Rule::PAGE,
        /// Where the last page ended.
        cursor: String => Rule::CURSOR,
    }
}

response! {
    /// One line of the log.
    pub struct QuotaLog {
        /// Its id.
        id: QuotaLogId,
        /// How it was used.
        kind: QuotaLogKind,
        /// How much.
        amount: i64,
        /// How much of it came from packs.
        from_packs: i64,
        /// The points that were paid instead, while quotas were switched off for the user.
        points: Option<i64>,
        /// The points that the wallet would have been asked for, of a use that counted while both
        /// ways were compared.
        would_points: Option<i64>,
        /// The plan then.
        plan: String,
        /// The conversation in which it was used.
        session_id: Option<SessionId>,
        /// The tokens which the model used for it.
        tokens: Option<i64>,
        /// When, in milliseconds since the epoch.
        at_ms: i64,
        /// When the period of the plan's first limit began.
        period_began_at_ms: i64,
    }
}

response! {
    /// A page of the log, newest first.
    pub struct QuotaLogList {
        /// The lines.
        items: Vec<QuotaLog>,
        /// Where the next page begins; absent on the last.
        next_cursor: Option<String>,
    }
}
