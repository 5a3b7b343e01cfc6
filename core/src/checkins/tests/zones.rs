//! What happens where the time zone changes.

use super::*;

const TOO_SOON: ErrorCode = ErrorCode::CheckInTooSoon;
const ALREADY: ErrorCode = ErrorCode::AlreadyCheckedIn;

#[test]
fn twenty_hours_must_pass_where_the_zone_changed() {
    // 23:30 in New York is 12:30 of the next date in Shanghai.
    let world = World::in_zone("America/New_York");
    let first = utc("2026-01-16T04:30:00Z");
    assert_eq!(world.check_in_at(first).unwrap().date, "2026-01-15");
    world.move_to("Asia/Shanghai");
    assert_eq!(world.get().date, "2026-01-16");
    assert_eq!(available_at(world.check_in(), TOO_SOON, first), first + 20 * HOUR);
    let late = first + 20 * HOUR;
    assert_eq!(available_at(world.check_in_at(late - 1), TOO_SOON, late - 1), late);
    let next = world.check_in_at(late).unwrap();
    assert_eq!((next.date.as_str(), next.streak), ("2026-01-17", 2));
    world.assert_sound();
}

#[test]
fn without_a_change_only_the_date_counts() {
    let world = World::in_zone("Asia/Shanghai");
    let midnight = utc("2026-01-15T16:00:00Z");
    world.check_in_at(midnight - 1).unwrap();
    assert_eq!(world.check_in_at(midnight).unwrap().streak, 2);
}

#[test]
fn a_zone_that_was_left_and_taken_again_is_no_change() {
    let world = World::in_zone("Asia/Shanghai");
    let midnight = utc("2026-01-15T16:00:00Z");
    world.check_in_at(midnight - HOUR).unwrap();
    world.move_to("Pacific/Auckland");
    assert!(world.check_in().is_err());
    world.move_to("Asia/Shanghai");
    assert_eq!(world.check_in_at(midnight).unwrap().streak, 2);
}

#[test]
fn a_date_that_a_traveller_sees_again_in_the_west_is_made_already() {
    // Ten past midnight of the 16th in Auckland is 01:10 of the 15th in Honolulu.
    let world = World::in_zone("Pacific/Auckland");
    let first = utc("2026-01-15T11:10:00Z");
    assert_eq!(world.check_in_at(first).unwrap().date, "2026-01-16");
    world.move_to("Pacific/Honolulu");
    let state = world.get();
    assert_eq!((state.date.as_str(), state.checked_in, state.streak), ("2026-01-15", true, 1));
    let begins = utc("2026-01-17T10:00:00Z");
    assert_eq!(available_at(world.check_in(), ALREADY, first), begins);
    assert_eq!(state.next_at_ms, begins);
    // After more than 20 hours the date is still that of the last check-in.
    let refused = world.check_in_at(begins - 1);
    assert_eq!(available_at(refused, ALREADY, begins - 1), begins);
    let next = world.check_in_at(begins).unwrap();
    assert_eq!((next.date.as_str(), next.streak), ("2026-01-17", 2));
    world.assert_sound();
}

#[test]
fn a_traveller_to_the_east_loses_no_streak_for_a_date_that_was_closed_to_them() {
    // 22:00 of the 14th in Honolulu is 21:00 of the 15th in Auckland: the 20 hours end on the 16th.
    let world = World::in_zone("Pacific/Honolulu");
    let first = utc("2026-01-15T08:00:00Z");
    assert_eq!(world.check_in_at(first).unwrap().date, "2026-01-14");
    world.move_to("Pacific/Auckland");
    let state = world.get();
    assert_eq!((state.date.as_str(), state.checked_in, state.streak), ("2026-01-15", false, 1));
    assert_eq!((state.next_at_ms, state.next_streak), (first + 20 * HOUR, 2));
    assert_eq!(available_at(world.check_in(), TOO_SOON, first), first + 20 * HOUR);
    let next = world.check_in_at(first + 20 * HOUR + HOUR).unwrap();
    assert_eq!((next.date.as_str(), next.streak), ("2026-01-16", 2));
}

#[test]
fn a_traveller_who_misses_the_first_open_date_begins_anew() {
    let world = World::in_zone("Pacific/Honolulu");
    let first = utc("2026-01-15T08:00:00Z");
    world.check_in_at(first).unwrap();
    world.move_to("Pacific/Auckland");
    let next = world.check_in_at(first + 48 * HOUR).unwrap();
    assert_eq!((next.date.as_str(), next.streak), ("2026-01-17", 1));
}

#[test]
fn a_clock_that_is_set_back_opens_no_other_zone() {
    let world = World::in_zone("Asia/Shanghai");
    world.check_in().unwrap();
    world.move_to("Pacific/Kiritimati");
    let now = START - 5 * DAY;
    let begins = available_at(world.check_in_at(now), ALREADY, now);
    assert_eq!(begins, START + 20 * HOUR);
}

#[test]
fn a_zone_that_does_not_exist_is_named() {
    let world = World::in_zone("UTC");
    world.move_to("Mars/Olympus");
    let error = world.check_in().unwrap_err();
    assert_eq!(error.details()["field"], "timezone");
    assert_eq!(world.balance(), 0);
}
