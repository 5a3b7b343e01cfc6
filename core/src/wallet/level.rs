//! Levels: a person rises with what they have consumed in all, and never falls.

use crate::limits::LEVEL_THRESHOLDS;

/// The level that belongs to a total; the first is 1.
pub(super) fn level_of(total_consumed: i64) -> i64 {
    LEVEL_THRESHOLDS.0.iter().fold(1, |level, from| level + i64::from(total_consumed >= *from))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_begins_at_its_threshold() {
        assert_eq!(level_of(0), 1);
        for (step, from) in (1..).zip(LEVEL_THRESHOLDS.0) {
            assert_eq!(level_of(from - 1), step);
            assert_eq!(level_of(*from), step + 1);
        }
        assert_eq!(level_of(crate::limits::AMOUNT_MAX), 10);
    }
}
