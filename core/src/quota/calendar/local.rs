//! What a zone's clock shows, and dates as numbers: for sums by local day.
//!
//! Unlike a period, a local day here is the date on the clock. Where the clock falls back over
//! midnight, the hour that comes twice is on the date that it showed.

use super::*;

const HOUR_S: i64 = 3_600;

/// More than any clock is away from UTC: a day of some zone lies within its date in UTC, widened by
/// this on both sides.
pub(crate) const ZONES_SPAN_MS: i64 = OFFSET_MAX_S * 1_000;

/// The milliseconds of a day in UTC.
pub(crate) const DAY_MS: i64 = DAY_S * 1_000;

impl Zone {
    /// The day since 1970-01-01 and the hour, 0 to 23, which the clock shows.
    ///
    /// `validation` of `atMs` where the date is outside the years 1 to 9999.
    pub(crate) fn clock_at(&self, at_ms: i64) -> Result<(i64, i64)> {
        let day = self.day_at(at_ms)?;
        let at_s = at_ms.div_euclid(1_000);
        Ok((day, (at_s + self.offset_s(at_s)).rem_euclid(DAY_S) / HOUR_S))
    }
}

/// A day since 1970-01-01 as `YYYY-MM-DD`.
pub(crate) fn date_of(day: i64) -> String {
    let (year, month, day) = civil_from_days(day);
    format!("{year:04}-{month:02}-{day:02}")
}

/// The day since 1970-01-01 of a date written `YYYY-MM-DD`; none where there is no such date.
pub(crate) fn day_of(date: &str) -> Option<i64> {
    let digits = |text: &str| {
        let plain = text.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| text.parse::<i64>().ok()).flatten()
    };
    let (year, rest) = date.split_at_checked(4)?;
    let (month, day) = rest.strip_prefix('-')?.split_once('-')?;
    if month.len() != 2 || day.len() != 2 {
        return None;
    }
    let (year, month, day) = (digits(year)?, digits(month)?, digits(day)?);
    let real = year >= 1 && (1..=12).contains(&month);
    let real = real && (1..=days_in_month(year, month)).contains(&day);
    real.then(|| days_from_civil(year, month, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_reads_back_and_what_is_none_is_refused() {
        for day in [FIRST_DAY, -1, 0, 11_016, 20_468, LAST_DAY] {
            assert_eq!(day_of(&date_of(day)), Some(day));
        }
        for none in [
            "",
            "2026",
            "2026-1-01",
            "2026-02-29",
            "2026-13-01",
            "2026-00-10",
            "0000-01-01",
            "20260101",
        ] {
            assert_eq!(day_of(none), None, "{none}");
        }
        for none in ["+026-01-01", "2026-01-+1", "2026-01-011", "２０26-01-01", "2026-01-01T"] {
            assert_eq!(day_of(none), None, "{none}");
        }
    }

    #[test]
    fn an_hour_that_comes_twice_is_on_the_date_it_showed() {
        // In São Paulo the clock fell from midnight to 23:00 on 2019-02-16.
        let zone = Zone::parse("America/Sao_Paulo").expect("a zone");
        let first_ms = 1_550_367_000_000; // 2019-02-17T01:30:00Z, shown as 23:30
        let (day, hour) = zone.clock_at(first_ms).expect("a date");
        assert_eq!((date_of(day), hour), ("2019-02-16".into(), 23));
        let again = zone.clock_at(first_ms + 3_600_000).expect("a date");
        assert_eq!(again, (day, 23));
        assert_eq!(zone.clock_at(first_ms + 2 * 3_600_000).expect("a date"), (day + 1, 0));
    }
}
