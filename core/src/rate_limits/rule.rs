//! How many hits in how long.

use crate::error::{Error, Result};
use crate::limits::{GUESTS_PER_ADDRESS_MAX, RATE_EXACT_MAX};

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;

/// The scope of devices that are used for the first time, by address.
pub(crate) const GUEST_SCOPE: &str = "guest";

/// The scopes that have a rate of their own.
const DEFAULTS: [(&str, Rate); 4] = [
    ("code", Rate { limit: 3, window_ms: MINUTE_MS }),
    ("login", Rate { limit: 5, window_ms: HOUR_MS }),
    ("api", Rate { limit: 100, window_ms: MINUTE_MS }),
    (GUEST_SCOPE, Rate { limit: GUESTS_PER_ADDRESS_MAX, window_ms: HOUR_MS }),
];

/// So many hits in a window of so many milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rate {
    pub(crate) limit: i64,
    pub(crate) window_ms: i64,
}

impl Rate {
    /// What a request names, and what the scope has by default where it names nothing.
    pub(super) fn of(scope: &str, limit: Option<i64>, window_ms: Option<i64>) -> Result<Rate> {
        let default = DEFAULTS.iter().find(|(name, _)| *name == scope).map(|(_, rate)| *rate);
        let missing = |field: &str| {
            Error::validation(field, format!("is required: `{scope}` has no default"))
        };
        Ok(Rate {
            limit: limit.or(default.map(|r| r.limit)).ok_or_else(|| missing("limit"))?,
            window_ms: window_ms
                .or(default.map(|r| r.window_ms))
                .ok_or_else(|| missing("windowMs"))?,
        })
    }

    /// The rate of a scope that has one by default.
    pub(crate) fn of_scope(scope: &str) -> Result<Rate> {
        Rate::of(scope, None, None)
    }

    /// Whether the moment of each hit is kept.
    pub(super) fn is_exact(self) -> bool {
        self.limit <= RATE_EXACT_MAX
    }
}
