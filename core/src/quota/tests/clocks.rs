//! Clock changes, leap days and long outages, as somebody who uses a quota meets them.

use std::time::Duration;

use super::*;

const HOUR_MS: i64 = 3_600_000;
/// 2026-11-01T04:00:00Z, midnight in Havana, where it comes again an hour later.
const TWICE_MS: i64 = 1_793_505_600_000;
/// 2026-03-28T22:00:00Z, when Beirut's clock jumps from midnight to one.
const SKIPPED_MS: i64 = 1_774_735_200_000;
/// 2027-12-15T08:00:00Z; 2028 has a leap day.
const BEFORE_LEAP_MS: i64 = 1_828_857_600_000;

/// A user whose plan allows one use a day in a time zone.
fn daily(now_ms: i64, zone: &str) -> World {
    let world = World::at(now_ms).with_plan(&[(Period::Day, 1)]);
    world.engine.quota().set_plan(world.change("toy").timezone(zone)).unwrap();
    world
}

/// Uses all there is from one moment on until another, and no sooner.
fn one_use_between(world: &World, from_ms: i64, until_ms: i64) {
    world.clock.set_ms(from_ms - 1);
    refused(world.consume(1));
    world.clock.set_ms(from_ms);
    assert_eq!(world.consume(1).unwrap().resets_at_ms, Some(until_ms));
    for now_ms in [from_ms + HOUR_MS - 1, from_ms + HOUR_MS, from_ms + HOUR_MS + 1, until_ms - 1] {
        world.clock.set_ms(now_ms);
        refused(world.consume(1));
    }
}

#[test]
fn a_midnight_that_comes_twice_resets_once() {
    let world = daily(TWICE_MS - 2 * HOUR_MS, "America/Havana");
    world.consume(1).unwrap();
    one_use_between(&world, TWICE_MS, TWICE_MS + 25 * HOUR_MS);
    one_use_between(&world, TWICE_MS + 25 * HOUR_MS, TWICE_MS + 49 * HOUR_MS);
}

#[test]
fn a_midnight_that_is_skipped_resets_when_the_clock_has_jumped() {
    let world = daily(SKIPPED_MS - 2 * HOUR_MS, "Asia/Beirut");
    world.consume(1).unwrap();
    one_use_between(&world, SKIPPED_MS, SKIPPED_MS + 23 * HOUR_MS);
    one_use_between(&world, SKIPPED_MS + 23 * HOUR_MS, SKIPPED_MS + 47 * HOUR_MS);
}

/// The days after the beginning of 2027 on which the resets of an anchor day come.
fn resets(world: &World, anchor_day: i64, count: usize) -> Vec<String> {
    let change = world.change("free").anchor_day(anchor_day);
    world.engine.quota().set_plan(change).unwrap();
    let zone = crate::quota::calendar::Zone::UTC;
    let mut dates = Vec::new();
    for _ in 0..count {
        let reset_ms = world.get().resets_at_ms.unwrap();
        world.clock.set_ms(reset_ms - 1);
        world.consume(1).unwrap();
        world.clock.set_ms(reset_ms);
        assert_eq!(world.consume(1).unwrap().used, 1, "a period of its own");
        assert_eq!(reset_ms % DAY_MS, 0);
        dates.push(crate::quota::calendar::local_date(&zone, reset_ms).unwrap());
    }
    dates
}

#[test]
fn an_anchor_past_the_end_of_february_comes_back_in_march() {
    for (day, leap, common) in [
        (29, ["2027-12-29", "2028-01-29", "2028-02-29", "2028-03-29"], "2029-02-28"),
        (30, ["2027-12-30", "2028-01-30", "2028-02-29", "2028-03-30"], "2029-02-28"),
        (31, ["2027-12-31", "2028-01-31", "2028-02-29", "2028-03-31"], "2029-02-28"),
    ] {
        let dates = resets(&World::at(BEFORE_LEAP_MS), day, 16);
        assert_eq!(dates[..4], leap);
        assert_eq!(dates[14], common);
        assert_eq!(dates[15], format!("2029-03-{day}"));
    }
}

/// Users of several plans in zones that change their clocks.
fn travellers() -> (World, Vec<UserId>) {
    let world = World::new();
    let day = PlanLimit::new("chat", Period::Day, 20).carry_over(30);
    world.put_plan("saver", vec![day, PlanLimit::new("chat", Period::Month, 300)], None);
    let week = PlanLimit::new("chat", Period::Week, 40).carry_over(1_000);
    world.put_plan("weekly", vec![week], None);
    let month = PlanLimit::new("chat", Period::MonthAnchored { day: 31 }, 50).carry_over(120);
    world.put_plan("monthly", vec![month], None);
    let zones = ["America/New_York", "Australia/Lord_Howe", "Asia/Beirut", "America/Havana"];
    let mut users = Vec::new();
    for (place, zone) in zones.into_iter().enumerate() {
        for (number, plan) in ["saver", "weekly", "monthly"].into_iter().enumerate() {
            let user = UserId(Uuid::from_u128(100 + place as u128 * 10 + number as u128));
            world.register(user);
            let anchor = 29 + number as i64;
            let change = SetQuotaPlanRequest::new(user, plan, "p").timezone(zone);
            world.engine.quota().set_plan(change.anchor_day(anchor)).unwrap();
            world.send(ConsumeQuotaRequest::new(user, "first").amount(13)).unwrap();
            users.push(user);
        }
    }
    (world, users)
}

#[test]
fn after_fourteen_months_the_state_is_that_of_a_reset_every_day() {
    let (slept, users) = travellers();
    let (kept, _) = travellers();
    let after_ms = BEGIN_MS + 429 * DAY_MS + 5 * HOUR_MS;
    let mut now_ms = BEGIN_MS;
    while now_ms < after_ms {
        now_ms = (now_ms + 23 * HOUR_MS).min(after_ms);
        kept.clock.set_ms(now_ms);
        kept.engine.maintain(Duration::from_secs(10)).unwrap();
    }
    slept.clock.set_ms(after_ms);
    let of = |world: &World, user| world.engine.quota().get(GetQuotaRequest::new(user)).unwrap();
    for user in users {
        assert_eq!(of(&slept, user), of(&kept, user));
        for world in [&slept, &kept] {
            world.send(ConsumeQuotaRequest::new(user, "last").amount(3)).unwrap();
        }
        assert_eq!(of(&slept, user), of(&kept, user), "after a use");
    }
}
