//! One check-in for each local date, and the streaks they make.

use super::*;
use crate::episodes::race;

#[test]
fn a_check_in_gives_its_points_and_names_its_record_as_the_record_names_it() {
    let world = World::in_zone("Asia/Shanghai");
    let done = world.check_in().unwrap();
    assert_eq!((done.date.as_str(), done.timezone.as_str()), ("2026-01-15", "Asia/Shanghai"));
    assert_eq!((done.streak, done.points, done.balance, done.total), (1, 10, 10, 1));
    assert_eq!(done.next_at_ms, utc("2026-01-15T16:00:00Z"));
    let record = world.records().remove(0);
    assert_eq!((record.kind, record.amount), (RecordKind::Checkin, 10));
    assert_eq!(record.related_event_id, Some(done.check_in_id.to_string()));
    assert_eq!((record.id, record.seq), (done.record_id, done.seq));
    world.assert_sound();
}

#[test]
fn a_second_check_in_of_a_date_is_refused_until_the_next_begins_and_a_key_replays() {
    let world = World::in_zone("Asia/Shanghai");
    let request = CheckInRequest::new(world.user, "k");
    let first = world.engine.checkins().check_in(request.clone()).unwrap();
    let (next, now) = (utc("2026-01-15T16:00:00Z"), world.clock.now_ms());
    let code = ErrorCode::AlreadyCheckedIn;
    assert_eq!(available_at(world.check_in(), code, now), next);
    assert_eq!(available_at(world.check_in_at(next - 1), code, next - 1), next);
    assert_eq!(world.check_in_at(next).unwrap().streak, 2);
    let again = world.engine.checkins().check_in(request).unwrap();
    assert_eq!(again, CheckInResponse { replayed: true, ..first });
    assert_eq!(world.get().total, 2);
    world.assert_sound();
}

#[test]
fn a_streak_counts_consecutive_dates_and_begins_anew_after_a_gap() {
    let world = World::in_zone("UTC");
    let mut streaks = Vec::new();
    for day in [0, 1, 2, 4, 5, 8] {
        streaks.push(world.check_in_at(START + day * DAY).unwrap().streak);
    }
    assert_eq!(streaks, [1, 2, 3, 1, 2, 1]);
    let state = world.get();
    assert_eq!((state.streak, state.longest_streak, state.total), (1, 3, 6));
    world.clock.advance_ms(DAY);
    let state = world.get();
    assert_eq!((state.checked_in, state.streak, state.next_streak), (false, 1, 2));
    assert_eq!(state.next_at_ms, START + 9 * DAY);
    world.clock.advance_ms(DAY);
    let state = world.get();
    assert_eq!((state.streak, state.next_streak, state.next_points), (0, 1, 10));
    world.assert_sound();
}

#[test]
fn who_never_checked_in_can_do_so_now() {
    let world = World::in_zone("UTC");
    let state = world.get();
    assert_eq!((state.checked_in, state.streak, state.total, state.last), (false, 0, 0, None));
    assert_eq!((state.next_at_ms, state.next_streak, state.next_points), (START, 1, 10));
}

#[test]
fn days_of_23_and_25_hours_are_one_date_each() {
    // The clocks go forward on 2026-03-29 and back on 2026-10-25.
    for (before, next) in [
        ("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"),
        ("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"),
    ] {
        let world = World::in_zone("Europe/Berlin");
        let next = utc(next);
        world.check_in_at(utc(before)).unwrap();
        let refused = world.check_in_at(next - 1);
        assert_eq!(available_at(refused, ErrorCode::AlreadyCheckedIn, next - 1), next);
        assert_eq!(world.check_in_at(next).unwrap().streak, 2);
    }
}

#[test]
fn a_clock_that_shows_a_date_again_gives_no_second_check_in() {
    // In St. John's the clock went from 00:01 of 2010-11-07 back to 23:01 of the date before.
    let world = World::in_zone("America/St_Johns");
    assert_eq!(world.check_in_at(utc("2010-11-07T02:00:00Z")).unwrap().date, "2010-11-06");
    let next = world.check_in_at(utc("2010-11-07T02:30:30Z")).unwrap();
    assert_eq!((next.date.as_str(), next.streak), ("2010-11-07", 2));
    let shown_again = world.check_in_at(utc("2010-11-07T03:00:00Z"));
    let begins = available_at(shown_again, ErrorCode::AlreadyCheckedIn, world.clock.now_ms());
    assert_eq!(begins, utc("2010-11-08T03:30:00Z"));
    assert_eq!(world.get().date, "2010-11-07");
}

#[test]
fn a_date_that_a_zone_skipped_breaks_no_streak() {
    // Apia went from 2011-12-29 to 2011-12-31.
    let world = World::in_zone("Pacific/Apia");
    assert_eq!(world.check_in_at(utc("2011-12-29T20:00:00Z")).unwrap().date, "2011-12-29");
    let next = world.check_in_at(utc("2011-12-30T11:00:00Z")).unwrap();
    assert_eq!((next.date.as_str(), next.streak), ("2011-12-31", 2));
    world.assert_sound();
}

#[test]
fn a_clock_that_is_set_back_gives_nothing_twice() {
    let world = World::in_zone("UTC");
    world.check_in_at(START + 3 * DAY).unwrap();
    for days in [2, 0] {
        let refused = world.check_in_at(START + days * DAY);
        let now = START + days * DAY;
        let next = available_at(refused, ErrorCode::AlreadyCheckedIn, now);
        assert_eq!(next, utc("2026-01-19T00:00:00Z"));
        assert!(world.get().checked_in);
    }
    assert_eq!(world.check_in_at(START + 4 * DAY).unwrap().streak, 2);
    world.assert_sound();
}

#[test]
fn racing_check_ins_give_one_credit() {
    let world = World::in_zone("UTC");
    for round in 1..=3 {
        let outcomes = race(12, |number| {
            // Half of them send the same call, as a client that tries again does.
            let key = if number % 2 == 0 { "same".into() } else { world.key() };
            let request = CheckInRequest::new(world.user, format!("{key}-{round}"));
            world.engine.checkins().check_in(request)
        });
        let (done, refused): (Vec<_>, Vec<_>) = outcomes.into_iter().partition(Result::is_ok);
        let made = done.iter().filter(|done| !done.as_ref().unwrap().replayed).count();
        assert_eq!(made, 1);
        let code = ErrorCode::AlreadyCheckedIn;
        assert!(refused.into_iter().all(|refused| refused.unwrap_err().code() == code));
        assert_eq!(world.get().total, round);
        world.clock.advance_ms(DAY);
    }
    world.assert_sound();
}

#[test]
fn lists_are_paged_and_cut_by_month() {
    let world = World::in_zone("UTC");
    for day in 0..40 {
        world.check_in_at(START + day * DAY).unwrap();
    }
    let listed = |month: Option<&str>| {
        let mut request = ListCheckInsRequest::new(world.user).limit(7);
        request.month = month.map(str::to_owned);
        let mut dates = Vec::new();
        loop {
            let page = world.engine.checkins().list(request.clone()).unwrap();
            dates.extend(page.items.into_iter().map(|item| item.date));
            let Some(cursor) = page.next_cursor else { return dates };
            request = request.cursor(cursor);
        }
    };
    let (january, february) = (listed(Some("2026-01")), listed(Some("2026-02")));
    assert_eq!((january.len(), february.len()), (17, 23));
    assert_eq!((january[0].as_str(), january[16].as_str()), ("2026-01-31", "2026-01-15"));
    assert_eq!(listed(None), [february, january].concat());
    assert_eq!(listed(Some("2026-03")), Vec::<String>::new());
    for wrong in ["2026-00", "2026-13", "0000-01", "2026/01", "202-001", "+026-01", "2026-+1"] {
        let request = ListCheckInsRequest::new(world.user).month(wrong);
        let error = world.engine.checkins().list(request).unwrap_err();
        assert_eq!(error.details()["field"], "month", "{wrong}");
    }
}
