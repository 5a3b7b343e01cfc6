//! What was used of one period, and how it is written in the row.

use crate::error::{Error, ErrorKind, Result};
use crate::limits::AMOUNT_MAX;
use crate::plans::Limit;
use crate::quota::calendar::{Period, Window};

/// The use within one period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Counter {
    /// The period as the plan names it.
    pub(super) period: Period,
    /// Where the window begins which it counts.
    pub(super) start_ms: i64,
    pub(super) used: i64,
    /// What was left of the period before and may be used in this one.
    pub(super) carried: i64,
    /// The highest share, in percent, of which an alert was raised in this period.
    pub(super) alerted: i64,
}

impl Counter {
    pub(super) fn new(period: Period, start_ms: i64, used: i64) -> Counter {
        Counter { period, start_ms, used, carried: 0, alerted: 0 }
    }

    /// The counter of the window that begins at `to_ms`, after the one it counts.
    ///
    /// What is left carries over, period by period, up to the limit's bound: a period that nobody
    /// touched leaves all of its allowance. `next` answers the window after one that ends there.
    pub(super) fn rolled(
        &self,
        limit: &Limit,
        to_ms: i64,
        mut next: impl FnMut(i64) -> Result<Window>,
    ) -> Result<Counter> {
        let bound = limit.carry_over.min(AMOUNT_MAX - limit.limit);
        let left = limit.limit + self.carried - self.used;
        let mut carried = left.clamp(0, bound);
        if bound > 0 {
            let mut window = next(self.start_ms)?;
            while let Some(end_ms) = window.end_ms
                && end_ms < to_ms
                && carried < bound
                && limit.limit > 0
            {
                carried = (carried + limit.limit).min(bound);
                window = next(end_ms)?;
            }
        }
        Ok(Counter { carried, ..Counter::new(self.period, to_ms, 0) })
    }
}

/// Writes counters: `period start used carried alerted`, joined by `;`.
pub(super) fn pack(counters: &[Counter]) -> String {
    use std::fmt::Write as _;
    let mut text = String::with_capacity(counters.len() * 32);
    for Counter { period, start_ms, used, carried, alerted } in counters {
        let separator = if text.is_empty() { "" } else { ";" };
        // Writing to a String cannot fail.
        let _ = write!(text, "{separator}{period} {start_ms} {used} {carried} {alerted}");
    }
    text
}

/// Reads what [`pack`] wrote.
pub(super) fn unpack(text: &str) -> Result<Vec<Counter>> {
    let damaged =
        || Error::from(ErrorKind::StorageCorrupt { detail: "the counters of a quota".into() });
    // Byte by byte: searching for characters and parsing words took 6 % of reading a quota.
    let mut counters = Vec::with_capacity(COUNTERS_USUAL);
    for counter in text.as_bytes().split(|byte| *byte == b';').filter(|text| !text.is_empty()) {
        counters.push(read(counter).ok_or_else(damaged)?);
    }
    Ok(counters)
}

/// The counters of a quota with one limit, and that of the day.
const COUNTERS_USUAL: usize = 2;

fn read(text: &[u8]) -> Option<Counter> {
    let mut words = text.split(|byte| *byte == b' ');
    let period = std::str::from_utf8(words.next()?).ok()?.parse().ok()?;
    let mut number = || number(words.next()?);
    let (start_ms, used, carried, alerted) = (number()?, number()?, number()?, number()?);
    words.next().is_none().then_some(Counter { period, start_ms, used, carried, alerted })
}

fn number(digits: &[u8]) -> Option<i64> {
    let (digits, sign) = match digits {
        [b'-', digits @ ..] => (digits, -1),
        digits => (digits, 1),
    };
    if digits.is_empty() {
        return None;
    }
    let mut number = 0i64;
    for digit in digits {
        let digit = digit.checked_sub(b'0').filter(|digit| *digit < 10)?;
        number = number.checked_mul(10)?.checked_add(sign * i64::from(digit))?;
    }
    Some(number)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    const DAY_MS: i64 = 86_400_000;

    fn days(at_ms: i64) -> Result<Window> {
        let start_ms = at_ms.div_euclid(DAY_MS) * DAY_MS;
        Ok(Window { start_ms, end_ms: Some(start_ms + DAY_MS) })
    }

    fn carried_after(limit: i64, carry_over: i64, used: i64, to_day: i64) -> i64 {
        let limit = Limit { period: Period::Day, limit, carry_over };
        let counter = Counter::new(Period::Day, 0, used);
        counter.rolled(&limit, to_day * DAY_MS, days).unwrap().carried
    }

    #[test]
    fn counters_read_back_as_written() {
        let counters = [
            Counter { carried: 7, alerted: 80, ..Counter::new(Period::Month, -5, 1) },
            Counter::new(Period::Rolling { seconds: 60 }, 9, AMOUNT_MAX),
            Counter::new(Period::Lifetime, i64::MIN, i64::MAX),
        ];
        assert_eq!(unpack(&pack(&counters)).unwrap(), counters);
        assert_eq!(unpack("").unwrap(), []);
        for damaged in
            ["month", "month 1 2 3", "month 1 2 3 4 5", "moon 1 2 3 4", "day 1 2 3 x", "day 1  3 4"]
        {
            assert!(unpack(damaged).is_err(), "{damaged}");
        }
    }

    #[test]
    fn what_is_left_carries_over_up_to_the_bound() {
        assert_eq!(carried_after(10, 0, 4, 1), 0);
        assert_eq!(carried_after(10, 25, 4, 1), 6);
        assert_eq!(carried_after(10, 5, 4, 1), 5);
        assert_eq!(carried_after(10, 25, 14, 1), 0, "an overdrawn period leaves nothing");
    }

    #[test]
    fn periods_that_nobody_touched_leave_all_of_theirs() {
        assert_eq!(carried_after(10, 25, 4, 2), 16);
        assert_eq!(carried_after(10, 25, 4, 3), 25);
        assert_eq!(carried_after(10, 25, 14, 2), 10);
        assert_eq!(carried_after(0, 25, 0, 90), 0);
        assert_eq!(carried_after(AMOUNT_MAX, AMOUNT_MAX, 0, 9), 0, "the sum stays within bounds");
    }
}
