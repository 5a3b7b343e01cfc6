//! How one limit stands.

use crate::limits::AMOUNT_MAX;
use crate::limits::QUOTA_LOW_PERCENT;
use crate::plans::Limit;
use crate::quota::counter::Counter;
use crate::quota::model::LimitState;

/// A limit with the counter of its present period.
#[derive(Debug, Clone, Copy)]
pub(super) struct Standing {
    pub(super) limit: Limit,
    pub(super) counter: Counter,
    pub(super) resets_at_ms: Option<i64>,
    /// What is reserved and not yet used.
    pub(super) held: i64,
}

impl Standing {
    /// How much may be used in this period.
    pub(super) fn allowed(&self) -> i64 {
        self.limit.limit + self.counter.carried
    }

    /// How much is left; nothing where a downgrade left more used than allowed.
    pub(super) fn remaining(&self) -> i64 {
        (self.allowed() - self.counter.used - self.held).max(0)
    }

    /// The share that is used, rounded down. Of nothing, all is used.
    pub(super) fn percent(&self) -> i64 {
        match i128::from(self.allowed()) {
            0 => 100,
            allowed => {
                let percent = i128::from(self.counter.used) * 100 / allowed;
                i64::try_from(percent).unwrap_or(AMOUNT_MAX).min(AMOUNT_MAX)
            }
        }
    }

    pub(super) fn is_low(&self) -> bool {
        self.percent() >= QUOTA_LOW_PERCENT
    }

    pub(super) fn is_exceeded(&self) -> bool {
        self.remaining() == 0
    }

    pub(super) fn state(&self) -> LimitState {
        LimitState {
            period: self.limit.period,
            limit: self.allowed(),
            carried: self.counter.carried,
            used: self.counter.used,
            remaining: self.remaining(),
            resets_at_ms: self.resets_at_ms,
            percent: self.percent(),
            low: self.is_low(),
            exceeded: self.is_exceeded(),
        }
    }
}

/// The limit with least left; the first of the plan's order among equals.
pub(super) fn tightest(standings: &[Standing]) -> Option<&Standing> {
    standings.iter().min_by_key(|standing| standing.remaining())
}
