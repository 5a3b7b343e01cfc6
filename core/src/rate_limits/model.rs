//! What the operations of rate limits take and answer.

use crate::limits;
use crate::ops::{Rule, request, response};

const SCOPE: Rule = Rule::Opaque { max: limits::CATEGORY_CHARS_MAX };
const KEY: Rule = Rule::Opaque { max: limits::RATE_KEY_BYTES_MAX };
const LIMIT: Rule = Rule::Range { min: 1, max: limits::RATE_LIMIT_MAX };
const WINDOW: Rule = Rule::Range { min: 1, max: limits::RATE_WINDOW_MS_MAX };

request! {
    /// Something that happens.
    pub struct HitLimitRequest {
        /// What is limited, 1 to 50 bytes, such as `login`.
        scope: String => SCOPE,
        /// For whom, 1 to 128 bytes, such as an address or a phone number. A hash is stored.
        key: String => KEY;
        /// How many hits may come within the window, 1 to 1,000,000. May be absent for `code`,
        /// `login` and `api`.
        limit: i64 => LIMIT,
        /// How long the window is, in milliseconds, at most 31 days. May be absent for those too.
        window_ms: i64 => WINDOW,
        /// How many hits it counts as, 1 to the limit; 1 when absent.
        cost: i64 => LIMIT,
    }
}

request! {
    /// Which limit to read.
    pub struct GetLimitRequest {
        /// What is limited.
        scope: String => SCOPE,
        /// For whom.
        key: String => KEY;
        /// How many hits may come within the window. May be absent for `code`, `login` and `api`.
        limit: i64 => LIMIT,
        /// How long the window is, in milliseconds. May be absent for those too.
        window_ms: i64 => WINDOW,
    }
}

request! {
    /// Which key to forget.
    pub struct ResetLimitRequest {
        /// What is limited.
        scope: String => SCOPE,
        /// For whom.
        key: String => KEY,
    }
}

response! {
    /// How a limit stands.
    pub struct LimitStanding {
        /// What is limited.
        scope: String,
        /// How many hits may come within the window.
        limit: i64,
        /// How long the window is, in milliseconds.
        window_ms: i64,
        /// How many hits would pass now.
        remaining: i64,
        /// How long until one hit passes, in milliseconds; 0 when it passes now.
        retry_after_ms: i64,
        /// When all of the limit is there again, in milliseconds since the epoch.
        full_at_ms: i64,
    }
}

response! {
    /// What was forgotten.
    pub struct ResetLimitResponse {
        /// Whether anything was counted.
        reset: bool,
    }
}
