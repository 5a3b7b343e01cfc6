//! Periods of time as people count them: days, weeks and months in a time zone.
//!
//! A period is a pure function of the instant, the kind of period and the zone, so a reset cannot
//! be missed. Periods of one kind tile time: each instant lies in exactly one, and each ends where
//! the next begins, across clock changes, leap days, skipped days and changes of a zone's offset.
//!
//! One rule gives all of this: **a civil day begins at the first instant at which the zone's clock
//! shows that date or a later one.** Where midnight is skipped the day begins when the clock has
//! jumped; where a whole day is skipped (Apia, 2011-12-30) it is empty and in no period; where the
//! clock falls back over midnight the day began the first time, and what comes after stays in it,
//! though for that hour [`local_date`] shows the date before again.
//!
//! The zones are those compiled into the engine. The operating system's are never read, so that
//! every machine counts alike.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::error::{Error, Result};
use crate::limits;

mod local;
#[cfg(test)]
mod tests;
mod wire;

pub(crate) use local::{DAY_MS, ZONES_SPAN_MS, date_of, day_of};

const DAY_S: i64 = 86_400;
/// More than any zone was ever away from UTC (15 h 58 min), and what `jiff` can hold.
const OFFSET_MAX_S: i64 = 26 * 3_600;
const FIRST_MS: i64 = limits::TIME_MS_MIN;
const FIRST_DAY: i64 = FIRST_MS.div_euclid(DAY_S * 1_000);
const LAST_DAY: i64 = limits::TIME_MS_MAX.div_euclid(DAY_S * 1_000);

/// How long an allowance lasts. On every surface and in the store it is one string.
///
/// ```
/// use silvervine::quota::calendar::Period;
///
/// let period: Period = "anniversary:31".parse()?;
/// assert_eq!(period, Period::MonthAnchored { day: 31 });
/// assert_eq!(period.to_string(), "anniversary:31");
/// # Ok::<(), silvervine::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Period {
    /// `day`: a civil day.
    Day,
    /// `week`: from Monday to Sunday, as ISO 8601 counts.
    Week,
    /// `month`: a calendar month.
    Month,
    /// `anniversary:N`: a month that begins on day N, or on its last day where it has no day N.
    MonthAnchored {
        /// The day of the month, 1 to 31.
        day: u8,
    },
    /// `lifetime`: all time; never resets.
    Lifetime,
    /// `rolling:N`: the N seconds before each instant. It slides, so it does not tile time.
    Rolling {
        /// Its length, 1 to [`limits::ROLLING_SECONDS_MAX`].
        seconds: u32,
    },
}

/// A span of time, `start_ms <= t < end_ms`; without an end it lasts for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Window {
    /// The first millisecond within it.
    pub start_ms: i64,
    /// The first millisecond after it.
    pub end_ms: Option<i64>,
}

impl Window {
    /// Whether an instant lies within. Asking a window at hand spares computing it again.
    pub fn contains(&self, at_ms: i64) -> bool {
        self.start_ms <= at_ms && self.end_ms.is_none_or(|end| at_ms < end)
    }
}

/// A time zone that exists, resolved once. A clone costs a reference count.
///
/// ```
/// use silvervine::quota::calendar::Zone;
///
/// let zone: Zone = "asia/shanghai".parse()?;
/// assert_eq!(zone.name(), "Asia/Shanghai");
/// assert!("Mars/Olympus".parse::<Zone>().is_err());
/// # Ok::<(), silvervine::Error>(())
/// ```
#[derive(Clone)]
pub struct Zone {
    tz: TimeZone,
    /// The offset of a zone that never had another one, which needs no look-up.
    fixed_s: Option<i64>,
}

impl Zone {
    /// Coordinated universal time.
    pub const UTC: Zone = Zone { tz: TimeZone::UTC, fixed_s: Some(0) };

    /// The zone of an IANA name, whatever its letters' case; `validation` of `timezone` if there
    /// is none. Keep the result where many instants are asked: the look-up costs more than they do.
    pub fn parse(name: &str) -> Result<Zone> {
        if name == "UTC" {
            return Ok(Zone::UTC);
        }
        let none = || {
            let shown: String = name.chars().take(limits::TIMEZONE_CHARS_MAX).collect();
            let rule = format!(
                "must be an IANA time zone name such as `Asia/Shanghai` or `UTC`, `{shown}` is none"
            );
            Error::validation("timezone", rule)
        };
        if name.len() > limits::TIMEZONE_CHARS_MAX {
            return Err(none());
        }
        let tz = jiff::tz::TimeZoneDatabase::bundled().get(name).map_err(|_| none())?;
        if tz.is_unknown() || tz.iana_name().is_none() {
            return Err(none());
        }
        let moves = tz.following(Timestamp::MIN).next().is_some();
        let fixed_s = (!moves).then(|| i64::from(tz.to_offset(Timestamp::UNIX_EPOCH).seconds()));
        Ok(Zone { tz, fixed_s })
    }

    /// The IANA name, in its own spelling.
    pub fn name(&self) -> &str {
        self.tz.iana_name().unwrap_or("UTC")
    }

    /// Seconds which the zone's clock is ahead of UTC. Past the last instant that `jiff` holds,
    /// two days before the year 10000, the offset of that instant stands.
    fn offset_s(&self, at_s: i64) -> i64 {
        if let Some(fixed) = self.fixed_s {
            return fixed;
        }
        i64::from(self.tz.to_offset(timestamp(at_s)).seconds())
    }

    /// The first instant at which the clock shows `day` or later.
    pub(crate) fn begin_of_day_ms(&self, day: i64) -> i64 {
        let wall_s = day * DAY_S;
        if let Some(fixed) = self.fixed_s {
            return (wall_s - fixed) * 1_000;
        }
        // No zone ever moved its clock and took the move back within these 52 hours, so equal ends
        // mean that nothing happened between; a test looks at every clock change of every zone.
        let before = self.offset_s(wall_s - OFFSET_MAX_S);
        if before == self.offset_s(wall_s + OFFSET_MAX_S) {
            return (wall_s - before) * 1_000;
        }
        self.begin_near_a_change_s(wall_s) * 1_000
    }

    /// The same by walking from clock change to clock change.
    #[cold]
    fn begin_near_a_change_s(&self, wall_s: i64) -> i64 {
        let mut from_s = wall_s - OFFSET_MAX_S;
        let mut offset_s = self.offset_s(from_s);
        for change in self.tz.following(timestamp(from_s)) {
            let until_s = change.timestamp().as_second();
            let found_s = from_s.max(wall_s - offset_s);
            if found_s < until_s {
                return found_s;
            }
            (from_s, offset_s) = (until_s, i64::from(change.offset().seconds()));
        }
        from_s.max(wall_s - offset_s)
    }

    /// The date the clock shows, in days since 1970-01-01.
    fn day_at(&self, at_ms: i64) -> Result<i64> {
        let at_s = at_ms.div_euclid(1_000);
        if (FIRST_MS / 1_000 - DAY_S..=(LAST_DAY + 2) * DAY_S).contains(&at_s) {
            let day = (at_s + self.offset_s(at_s)).div_euclid(DAY_S);
            if (FIRST_DAY..=LAST_DAY).contains(&day) {
                return Ok(day);
            }
        }
        Err(Error::validation(
            "atMs",
            "must lie in the years 1 to 9999; give milliseconds since 1970",
        ))
    }
}

fn timestamp(at_s: i64) -> Timestamp {
    let (min, max) = (Timestamp::MIN.as_second(), Timestamp::MAX.as_second());
    Timestamp::from_second(at_s.clamp(min, max)).unwrap_or(Timestamp::MAX)
}

/// The period of this kind that holds the instant.
///
/// Windows of one kind and zone tile time, except [`Period::Rolling`], whose window is the trailing
/// span up to and with `at_ms`. `validation` where the zone's date is outside the years 1 to 9999.
///
/// ```
/// use silvervine::quota::calendar::{Period, Zone, period_at};
///
/// let shanghai = Zone::parse("Asia/Shanghai")?;
/// let march = period_at(Period::Month, &shanghai, 1_772_300_000_000)?; // 2026-03-01 01:33 there
/// assert_eq!(march.start_ms, 1_772_294_400_000); // 2026-02-28T16:00:00Z
/// assert_eq!(march.end_ms, Some(1_774_972_800_000)); // 2026-03-31T16:00:00Z
/// # Ok::<(), silvervine::Error>(())
/// ```
pub fn period_at(period: Period, zone: &Zone, at_ms: i64) -> Result<Window> {
    period.check()?;
    let day = zone.day_at(at_ms)?;
    let mut index = match period {
        Period::Day => day,
        // 1970-01-01 was a Thursday: its week began three days before.
        Period::Week => (day + 3).div_euclid(7),
        Period::Month => month_of(day, 1),
        Period::MonthAnchored { day: anchor } => month_of(day, i64::from(anchor)),
        Period::Lifetime => return Ok(Window { start_ms: FIRST_MS, end_ms: None }),
        Period::Rolling { seconds } => {
            let end_ms = at_ms + 1;
            let start_ms = end_ms - i64::from(seconds) * 1_000;
            return Ok(Window { start_ms, end_ms: Some(end_ms) });
        }
    };
    let mut start_ms = zone.begin_of_day_ms(first_day(period, index));
    loop {
        index += 1;
        let end_ms = zone.begin_of_day_ms(first_day(period, index));
        // After the clock fell back over midnight it shows the old date within the new period.
        if at_ms < end_ms {
            return Ok(Window { start_ms, end_ms: Some(end_ms) });
        }
        start_ms = end_ms;
    }
}

/// What names the period in the store: the start of its window.
///
/// [`Period::Lifetime`] and [`Period::Rolling`] have one name for all time: they are one row, and
/// what slides is the log within it.
pub fn period_key(period: Period, zone: &Zone, at_ms: i64) -> Result<i64> {
    match period {
        Period::Rolling { .. } => {
            period.check()?;
            zone.day_at(at_ms).map(|_| FIRST_MS)
        }
        _ => period_at(period, zone, at_ms).map(|window| window.start_ms),
    }
}

/// The date on the zone's clock, as `YYYY-MM-DD`.
pub fn local_date(zone: &Zone, at_ms: i64) -> Result<String> {
    zone.day_at(at_ms).map(date_of)
}

/// The date of the civil day that holds the instant, in days since 1970-01-01. It never goes back
/// while time goes on, even for the hour in which the clock shows the date before again.
pub(crate) fn date_at(zone: &Zone, at_ms: i64) -> Result<i64> {
    zone.day_at(period_at(Period::Day, zone, at_ms)?.start_ms)
}

/// The first and the last date of a month that is written as `YYYY-MM`.
pub(crate) fn dates_of_month(text: &str) -> Option<(i64, i64)> {
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let (year, month) = text.split_once('-').filter(|(y, m)| y.len() == 4 && m.len() == 2)?;
    if !digits(year) || !digits(month) {
        return None;
    }
    let (year, month): (i64, i64) = (year.parse().ok()?, month.parse().ok()?);
    let sound = year >= 1 && (1..=12).contains(&month);
    let first = days_from_civil(year, month, 1);
    sound.then(|| (first, first + days_in_month(year, month) - 1))
}

/// The number of the month, anchored at a day, that holds a date: months since the year 0.
fn month_of(day: i64, anchor: i64) -> i64 {
    let (year, month, day) = civil_from_days(day);
    let begun = day >= anchor.min(days_in_month(year, month));
    year * 12 + month - 1 - i64::from(!begun)
}

/// The date on which a period begins, by its number.
fn first_day(period: Period, index: i64) -> i64 {
    match period {
        Period::Week => index * 7 - 3,
        Period::Month => days_from_civil(index.div_euclid(12), index.rem_euclid(12) + 1, 1),
        Period::MonthAnchored { day } => {
            let (year, month) = (index.div_euclid(12), index.rem_euclid(12) + 1);
            days_from_civil(year, month, i64::from(day).min(days_in_month(year, month)))
        }
        Period::Day | Period::Lifetime | Period::Rolling { .. } => index,
    }
}

fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1970-01-01 of a Gregorian date. Howard Hinnant, "chrono-Compatible Low-Level Date
/// Algorithms", `days_from_civil`: years begin in March, so that the leap day is the last.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = year - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// The Gregorian date (year, month, day); the inverse, `civil_from_days` there.
fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}
