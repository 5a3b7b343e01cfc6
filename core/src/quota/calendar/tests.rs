#![allow(clippy::unwrap_used)]

use jiff::civil::{Date, Weekday, date};
use jiff::tz::TimeZoneDatabase;
use proptest::prelude::*;

use super::*;

const LAST_MS: i64 = limits::TIME_MS_MAX;

fn zone(name: &str) -> Zone {
    Zone::parse(name).unwrap()
}

fn ms(instant: &str) -> i64 {
    instant.parse::<Timestamp>().unwrap().as_millisecond()
}

/// Start and end of the window around an instant, as RFC 3339 in UTC.
fn window(period: &str, name: &str, at: &str) -> (String, String) {
    let found = period_at(period.parse().unwrap(), &zone(name), ms(at)).unwrap();
    let text = |ms| Timestamp::from_millisecond(ms).unwrap().to_string();
    (text(found.start_ms), text(found.end_ms.unwrap()))
}

fn is(found: (String, String), start: &str, end: &str) {
    assert_eq!((found.0.as_str(), found.1.as_str()), (start, end));
}

fn every_zone() -> Vec<Zone> {
    let database = TimeZoneDatabase::bundled();
    let names = database.available();
    let zones: Vec<Zone> = names.filter_map(|n| Zone::parse(n.as_str()).ok()).collect();
    assert!(zones.len() > 400, "only {} zones are bundled", zones.len());
    zones
}

#[test]
fn a_month_is_the_calendar_month_of_the_zone() {
    is(
        window("month", "UTC", "2024-02-29T23:59:59.999Z"),
        "2024-02-01T00:00:00Z",
        "2024-03-01T00:00:00Z",
    );
    is(
        window("month", "UTC", "2024-03-01T00:00:00Z"),
        "2024-03-01T00:00:00Z",
        "2024-04-01T00:00:00Z",
    );
    is(
        window("month", "Asia/Shanghai", "2026-02-28T16:00:00Z"),
        "2026-02-28T16:00:00Z",
        "2026-03-31T16:00:00Z",
    );
    is(
        window("month", "UTC", "1969-12-31T23:59:59.999Z"),
        "1969-12-01T00:00:00Z",
        "1970-01-01T00:00:00Z",
    );
}

#[test]
fn a_week_begins_on_monday() {
    is(
        window("week", "UTC", "2027-01-03T23:00:00Z"),
        "2026-12-28T00:00:00Z",
        "2027-01-04T00:00:00Z",
    );
    is(
        window("week", "UTC", "1969-12-28T12:00:00Z"),
        "1969-12-22T00:00:00Z",
        "1969-12-29T00:00:00Z",
    );
}

#[test]
fn an_anniversary_falls_on_the_last_day_of_a_shorter_month() {
    is(
        window("anniversary:31", "UTC", "2023-03-15T00:00:00Z"),
        "2023-02-28T00:00:00Z",
        "2023-03-31T00:00:00Z",
    );
    is(
        window("anniversary:31", "UTC", "2024-02-29T00:00:00Z"),
        "2024-02-29T00:00:00Z",
        "2024-03-31T00:00:00Z",
    );
    is(
        window("anniversary:30", "UTC", "2024-02-28T23:00:00Z"),
        "2024-01-30T00:00:00Z",
        "2024-02-29T00:00:00Z",
    );
    is(
        window("anniversary:29", "UTC", "2100-02-28T00:00:00Z"),
        "2100-02-28T00:00:00Z",
        "2100-03-29T00:00:00Z",
    );
    is(
        window("anniversary:31", "UTC", "2024-04-30T00:00:00Z"),
        "2024-04-30T00:00:00Z",
        "2024-05-31T00:00:00Z",
    );
    is(
        window("anniversary:15", "UTC", "2025-01-14T23:59:59Z"),
        "2024-12-15T00:00:00Z",
        "2025-01-15T00:00:00Z",
    );
}

#[test]
fn days_of_clock_changes_are_shorter_or_longer() {
    is(
        window("day", "America/New_York", "2024-03-10T12:00:00Z"),
        "2024-03-10T05:00:00Z",
        "2024-03-11T04:00:00Z",
    );
    is(
        window("day", "America/New_York", "2024-11-03T12:00:00Z"),
        "2024-11-03T04:00:00Z",
        "2024-11-04T05:00:00Z",
    );
}

#[test]
fn a_day_without_midnight_begins_when_the_clock_has_jumped() {
    // 00:00 became 01:00.
    is(
        window("day", "America/Sao_Paulo", "2018-11-04T12:00:00Z"),
        "2018-11-04T03:00:00Z",
        "2018-11-05T02:00:00Z",
    );
    // 23:30 became 00:30: the first instant shows half past, not one o'clock.
    is(
        window("day", "America/Toronto", "1919-03-31T12:00:00Z"),
        "1919-03-31T04:30:00Z",
        "1919-04-01T04:00:00Z",
    );
}

#[test]
fn a_day_begins_once_though_its_midnight_comes_twice() {
    // St. John's went from 00:01 of 1 November back to 23:01 of 31 October.
    let november = "2009-11-01T02:30:00Z";
    is(
        window("month", "America/St_Johns", "2009-11-01T02:29:59Z"),
        "2009-10-01T02:30:00Z",
        november,
    );
    is(window("month", "America/St_Johns", november), november, "2009-12-01T03:30:00Z");
    let again = ms("2009-11-01T03:00:00Z");
    assert_eq!(local_date(&zone("America/St_Johns"), again).unwrap(), "2009-10-31");
    is(
        window("month", "America/St_Johns", "2009-11-01T03:00:00Z"),
        november,
        "2009-12-01T03:30:00Z",
    );
}

#[test]
fn a_skipped_day_is_in_no_period() {
    is(
        window("day", "Pacific/Apia", "2011-12-30T09:59:59.999Z"),
        "2011-12-29T10:00:00Z",
        "2011-12-30T10:00:00Z",
    );
    is(
        window("day", "Pacific/Apia", "2011-12-30T10:00:00Z"),
        "2011-12-30T10:00:00Z",
        "2011-12-31T10:00:00Z",
    );
    // An anniversary on the skipped day begins with the day after.
    is(
        window("anniversary:30", "Pacific/Apia", "2011-12-31T00:00:00Z"),
        "2011-12-30T10:00:00Z",
        "2012-01-29T10:00:00Z",
    );
    // Kiritimati had no last day of 1994.
    is(
        window("anniversary:31", "Pacific/Kiritimati", "1995-01-05T00:00:00Z"),
        "1994-12-31T10:00:00Z",
        "1995-01-30T10:00:00Z",
    );
}

#[test]
fn offsets_of_their_time_count() {
    // Before 1901 Shanghai kept its own mean time, 8:05:43 ahead.
    is(
        window("day", "Asia/Shanghai", "1900-06-01T00:00:00Z"),
        "1900-05-31T15:54:17Z",
        "1900-06-01T15:54:17Z",
    );
    // Juneau crossed the date line in 1867 and lived one day twice.
    let found = window("month", "America/Juneau", "1867-10-25T00:00:00Z");
    is(found, "1867-09-30T08:57:41Z", "1867-11-01T08:57:41Z");
}

#[test]
fn a_lifetime_never_ends_and_a_rolling_window_ends_now() {
    let at_ms = ms("2026-05-05T05:05:05Z");
    let life = period_at(Period::Lifetime, &Zone::UTC, at_ms).unwrap();
    assert_eq!(life, Window { start_ms: FIRST_MS, end_ms: None });
    let hour = Period::Rolling { seconds: 3_600 };
    let rolling = period_at(hour, &Zone::UTC, at_ms).unwrap();
    assert_eq!(rolling, Window { start_ms: at_ms - 3_599_999, end_ms: Some(at_ms + 1) });
    let keys = [at_ms, at_ms + 1, -1].map(|at| period_key(hour, &Zone::UTC, at).unwrap());
    assert_eq!(keys, [FIRST_MS; 3]);
}

#[test]
fn only_the_years_1_to_9999_have_a_calendar() {
    for period in ["day", "week", "month", "anniversary:31", "lifetime", "rolling:60"] {
        let period: Period = period.parse().unwrap();
        for at_ms in [FIRST_MS, LAST_MS] {
            assert!(period_at(period, &Zone::UTC, at_ms).unwrap().contains(at_ms), "{period}");
        }
        for at_ms in [i64::MIN, FIRST_MS - 1, LAST_MS + 1, i64::MAX] {
            let error = period_at(period, &Zone::UTC, at_ms).unwrap_err();
            assert_eq!(error.details()["field"], "atMs", "{period} at {at_ms}");
            assert_eq!(period_key(period, &Zone::UTC, at_ms).unwrap_err(), error);
        }
    }
    assert_eq!(local_date(&Zone::UTC, FIRST_MS).unwrap(), "0001-01-01");
    assert_eq!(local_date(&Zone::UTC, LAST_MS).unwrap(), "9999-12-31");
    // It is the zone's own date that has to be within.
    assert!(local_date(&zone("Asia/Shanghai"), LAST_MS).is_err());
    assert!(local_date(&zone("America/New_York"), FIRST_MS).is_err());
}

/// What the rule says, looked for at every clock change around: nothing earlier shows the date.
fn begins_by_the_rule(zone: &Zone, day: i64) {
    let wall_s = day * DAY_S;
    let begin_s = zone.begin_of_day_ms(day).div_euclid(1_000);
    let shows = |at_s: i64| at_s + zone.offset_s(at_s);
    assert!(shows(begin_s) >= wall_s, "{zone} day {day} begins too early");
    assert!(shows(begin_s - 1) < wall_s, "{zone} day {day} begins too late");
    let from = timestamp(begin_s - 3 * DAY_S);
    for change in zone.tz.following(from).take_while(|c| c.timestamp().as_second() < begin_s) {
        let at_s = change.timestamp().as_second();
        assert!(shows(at_s).max(shows(at_s - 1)) < wall_s, "{zone} showed day {day} before");
    }
}

#[test]
fn every_day_near_every_clock_change_of_every_zone_begins_by_the_rule() {
    let until = ms("2039-01-01T00:00:00Z") / 1_000;
    let mut changes = 0;
    for zone in every_zone() {
        let all = zone.tz.following(Timestamp::MIN).map(|c| c.timestamp().as_second());
        for at_s in all.take_while(|&at_s| at_s < until) {
            changes += 1;
            let day = at_s.div_euclid(DAY_S);
            (day - 2..=day + 2).for_each(|day| begins_by_the_rule(&zone, day));
        }
    }
    assert!(changes > 10_000, "only {changes} changes were seen");
}

fn any_zone() -> impl Strategy<Value = Zone> {
    proptest::sample::select(every_zone())
}

fn any_period() -> impl Strategy<Value = Period> {
    prop_oneof![
        Just(Period::Day),
        Just(Period::Week),
        Just(Period::Month),
        (1..=31u8).prop_map(|day| Period::MonthAnchored { day }),
    ]
}

/// Mostly the years in which zones change their clocks, sometimes all of them.
fn any_instant() -> impl Strategy<Value = i64> {
    prop_oneof![
        3 => -4_000_000_000_000i64..4_000_000_000_000,
        1 => FIRST_MS + 90_000_000..LAST_MS - 90_000_000,
    ]
}

/// The first day of the period that holds a date, by `jiff`'s own calendar.
fn first_day_by_jiff(period: Period, on: Date) -> Date {
    let anchored = |day: u8, in_month: Date| {
        in_month.with().day((day as i8).min(in_month.days_in_month())).build().unwrap()
    };
    match period {
        Period::Week if on.weekday() == Weekday::Monday => on,
        Period::Week => on.nth_weekday(-1, Weekday::Monday).unwrap(),
        Period::Month => on.first_of_month(),
        Period::MonthAnchored { day } if anchored(day, on) <= on => anchored(day, on),
        Period::MonthAnchored { day } => {
            anchored(day, on.first_of_month().yesterday().unwrap().first_of_month())
        }
        _ => on,
    }
}

proptest! {
    #[test]
    fn windows_tile_time(zone in any_zone(), period in any_period(), at_ms in any_instant()) {
        let here = period_at(period, &zone, at_ms).unwrap();
        let end_ms = here.end_ms.unwrap();
        prop_assert!(here.contains(at_ms));
        prop_assert_eq!(period_at(period, &zone, here.start_ms).unwrap(), here);
        prop_assert_eq!(period_at(period, &zone, end_ms - 1).unwrap(), here);
        prop_assert_eq!(period_at(period, &zone, end_ms).unwrap().start_ms, end_ms);
        let before = period_at(period, &zone, here.start_ms - 1).unwrap();
        prop_assert_eq!(before.end_ms, Some(here.start_ms));
        prop_assert_eq!(period_key(period, &zone, at_ms).unwrap(), here.start_ms);
    }

    /// From any instant on, period after period: no gap, no overlap, and none is longer or shorter
    /// than clock changes can make it.
    #[test]
    fn forty_periods_in_a_row_cover_time_once(
        zone in any_zone(),
        period in any_period(),
        at_ms in -4_000_000_000_000i64..4_000_000_000_000,
        within in 0..40usize,
    ) {
        let hour_ms = 3_600_000;
        let days = match period {
            Period::Day => 1..=1,
            Period::Week => 7..=7,
            _ => 28..=31,
        };
        let mut windows = vec![period_at(period, &zone, at_ms).unwrap()];
        for _ in 0..40 {
            let end_ms = windows[windows.len() - 1].end_ms.unwrap();
            windows.push(period_at(period, &zone, end_ms).unwrap());
            prop_assert_eq!(windows[windows.len() - 1].start_ms, end_ms);
        }
        for window in &windows {
            let length_ms = window.end_ms.unwrap() - window.start_ms;
            // A day may be skipped or lived twice where a zone crossed the date line.
            let day_ms = DAY_S * 1_000;
            prop_assert!(length_ms > 0);
            prop_assert!(length_ms > (days.start() - 1) * day_ms - 3 * hour_ms);
            prop_assert!(length_ms <= (days.end() + 3) * day_ms + 3 * hour_ms);
        }
        let (start_ms, end_ms) = (windows[within].start_ms, windows[within].end_ms.unwrap());
        let inside = start_ms + (at_ms.unsigned_abs() % (end_ms - start_ms) as u64) as i64;
        prop_assert_eq!(windows.iter().filter(|window| window.contains(inside)).count(), 1);
        prop_assert_eq!(period_at(period, &zone, inside).unwrap(), windows[within]);
    }

    #[test]
    fn the_integer_calendar_is_that_of_jiff(period in any_period(), at_ms in any_instant()) {
        let on = Timestamp::from_millisecond(at_ms).unwrap().to_zoned(TimeZone::UTC).date();
        let first = first_day_by_jiff(period, on);
        let start = first.to_zoned(TimeZone::UTC).unwrap().timestamp().as_millisecond();
        let here = period_at(period, &Zone::UTC, at_ms).unwrap();
        prop_assert_eq!(here.start_ms, start);
        prop_assert_eq!(local_date(&Zone::UTC, at_ms).unwrap(), on.to_string());
        // The shortcut for a fixed offset, and the way every other zone goes.
        let moving = Zone { fixed_s: None, ..Zone::UTC };
        prop_assert_eq!(period_at(period, &moving, at_ms).unwrap(), here);
    }

    #[test]
    fn days_begin_where_jiff_begins_them(zone in any_zone(), days in -40_000..40_000i64) {
        let on = date(1970, 1, 1) + jiff::Span::new().days(days);
        let begin = on.to_zoned(zone.tz.clone()).unwrap().start_of_day().unwrap();
        prop_assert_eq!(zone.begin_of_day_ms(days), begin.timestamp().as_millisecond());
    }

    #[test]
    fn dates_are_what_jiff_shows(zone in any_zone(), at_ms in any_instant()) {
        let shown = Timestamp::from_millisecond(at_ms).unwrap().to_zoned(zone.tz.clone()).date();
        prop_assert_eq!(local_date(&zone, at_ms).unwrap(), shown.to_string());
    }
}
