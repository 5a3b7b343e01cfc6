//! Levels: a person rises with what they have consumed in all.

/// The total consumed from which each level after the first is reached.
///
/// The steps grow by 2 to 5 times, so that the first ones come within days of use and the last
/// one takes years. A level never falls.
pub const LEVEL_THRESHOLDS: [i64; 9] =
    [100, 500, 2_000, 5_000, 10_000, 50_000, 100_000, 500_000, 1_000_000];

/// The level that belongs to a total; the first is 1.
pub(super) fn level_of(total_consumed: i64) -> i64 {
    LEVEL_THRESHOLDS.iter().fold(1, |level, from| level + i64::from(total_consumed >= *from))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_begins_at_its_threshold() {
        assert_eq!(level_of(0), 1);
        for (step, from) in (1..).zip(LEVEL_THRESHOLDS) {
            assert_eq!(level_of(from - 1), step);
            assert_eq!(level_of(from), step + 1);
        }
        assert_eq!(level_of(crate::limits::AMOUNT_MAX), 10);
    }
}
