//! Spans of local days.

use std::ops::RangeInclusive;

use crate::error::{Error, Result};
use crate::limits::{TIME_MS_MAX, TIME_MS_MIN};
use crate::quota::calendar::{DAY_MS, Zone, date_of, day_of};

/// The day that stands for all days together: before every day there is.
pub(super) const ALL_DAYS: i64 = -1_000_000;

/// Every day there is: from 0001-01-01 to 9999-12-31.
pub(super) const DAYS: RangeInclusive<i64> = TIME_MS_MIN / DAY_MS..=TIME_MS_MAX / DAY_MS;

/// Days from the first to the last, both counting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) first: i64,
    pub(super) last: i64,
}

impl Span {
    /// The sums that stand for all days together.
    pub(super) const ALL: Span = Span { first: ALL_DAYS, last: ALL_DAYS };

    /// The days that a request names, of which there are `usual` up to today where it names none.
    pub(super) fn of(
        zone: &Zone,
        now_ms: i64,
        (from, to): (Option<&str>, Option<&str>),
        (usual, most): (i64, i64),
    ) -> Result<Span> {
        let last = match to {
            Some(date) => day("toDate", date)?,
            None => zone.clock_at(now_ms)?.0,
        };
        let first = match from {
            Some(date) => day("fromDate", date)?,
            None => (last - usual + 1).max(*DAYS.start()),
        };
        if first > last {
            return Err(Error::validation("fromDate", "must not be after `toDate`"));
        }
        if last - first >= most {
            let rule = format!("must be at most {most} days up to `toDate`");
            return Err(Error::validation("fromDate", rule));
        }
        Ok(Span { first, last })
    }

    /// The first and the last date; none for all days together.
    pub(super) fn dates(self) -> (Option<String>, Option<String>) {
        match self {
            Span::ALL => (None, None),
            Span { first, last } => (Some(date_of(first)), Some(date_of(last))),
        }
    }
}

/// The day of a date in a field of a request.
pub(super) fn day(field: &str, date: &str) -> Result<i64> {
    let rule = "must be a date in the years 1 to 9999, such as `2026-01-31`";
    day_of(date).ok_or_else(|| Error::validation(field, rule))
}
