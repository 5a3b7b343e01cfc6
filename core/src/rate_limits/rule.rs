//! How many hits in how long.

use crate::error::{Error, Result};
use crate::limits::{RATE_DEFAULTS, RATE_EXACT_MAX};

/// The scope of devices that are used for the first time, by address.
pub(crate) const GUEST_SCOPE: &str = "guest";

/// So many hits in a window of so many milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rate {
    pub(crate) limit: i64,
    pub(crate) window_ms: i64,
}

impl Rate {
    /// What a request names, and what the scope has by default where it names nothing.
    pub(super) fn of(scope: &str, limit: Option<i64>, window_ms: Option<i64>) -> Result<Rate> {
        let default = RATE_DEFAULTS.0.iter().find(|(name, ..)| *name == scope);
        let missing = |field: &str| {
            Error::validation(field, format!("is required: `{scope}` has no default"))
        };
        Ok(Rate {
            limit: limit.or(default.map(|rate| rate.1)).ok_or_else(|| missing("limit"))?,
            window_ms: window_ms
                .or(default.map(|rate| rate.2))
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
