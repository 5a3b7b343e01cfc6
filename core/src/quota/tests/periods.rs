use serde_json::json;

use super::*;

const MARCH_MS: i64 = FEBRUARY_MS + 28 * DAY_MS;

#[test]
fn a_new_month_starts_at_its_first_touch_and_reading_writes_nothing() {
    let world = World::new();
    world.consume(100).unwrap();
    world.clock.set_ms(FEBRUARY_MS - 1);
    refused(world.consume(1));
    world.clock.set_ms(FEBRUARY_MS);
    let before = world.written();
    let state = world.get();
    assert_eq!((state.used, state.remaining, state.today), (0, 100, 0));
    assert_eq!((state.total_used, state.resets_at_ms), (100, Some(MARCH_MS)));
    assert_eq!(world.written(), before);
    assert_eq!(world.consume(100).unwrap().resets_at_ms, Some(MARCH_MS));
    refused(world.consume(1));
}

#[test]
fn an_outage_of_fourteen_months_changes_nothing() {
    let world = World::new();
    world.consume(100).unwrap();
    // 2027-03-20T00:00:00Z; its month ends at 2027-04-01T00:00:00Z.
    world.clock.set_ms(1_805_500_800_000);
    let state = world.get();
    assert_eq!((state.used, state.remaining), (0, 100));
    assert_eq!(state.resets_at_ms, Some(1_806_537_600_000));
    assert_eq!(world.consume(1).unwrap().used, 1);
    assert_eq!(world.get().total_used, 101);
}

#[test]
fn all_limits_must_pass_and_the_refusal_names_the_one_that_did_not() {
    let world = World::new().with_plan(&[(Period::Day, 10), (Period::Month, 25)]);
    world.consume(10).unwrap();
    let details = refused(world.consume(1));
    assert_eq!(details["period"], "day");
    assert_eq!(details["limit"], 10);
    assert_eq!(details["resetsAtMs"], BEGIN_MS - 8 * 3_600_000 + DAY_MS);
    world.clock.advance_ms(DAY_MS);
    world.consume(10).unwrap();
    world.clock.advance_ms(DAY_MS);
    let state = world.get();
    assert_eq!((state.period, state.remaining, state.used), (Period::Month, 5, 20), "tightest");
    let periods: Vec<_> = state.limits.iter().map(|limit| (limit.period, limit.used)).collect();
    assert_eq!(periods, [(Period::Day, 0), (Period::Month, 20)]);
    let details = refused(world.consume(6));
    assert_eq!((&details["period"], &details["used"]), (&json!("month"), &json!(20)));
    world.consume(5).unwrap();
    assert_eq!(world.get().today, 5);
}

#[test]
fn a_lifetime_limit_never_resets() {
    let world = World::new().with_plan(&[(Period::Lifetime, 3)]);
    world.consume(3).unwrap();
    world.clock.advance_ms(5_000 * DAY_MS);
    let details = refused(world.consume(1));
    assert_eq!((&details["period"], &details["resetsAtMs"]), (&json!("lifetime"), &json!(null)));
}

#[test]
fn a_rolling_window_gives_back_each_use_when_it_leaves() {
    let world = World::new().with_plan(&[(Period::Rolling { seconds: 60 }, 3)]);
    assert_eq!(world.get().resets_at_ms, None, "nothing will leave");
    world.consume(2).unwrap();
    world.clock.advance_ms(30_000);
    assert_eq!(world.consume(1).unwrap().resets_at_ms, Some(BEGIN_MS + 60_000));
    let details = refused(world.consume(1));
    assert_eq!(details["period"], "rolling:60");
    assert_eq!(details["resetsAtMs"], BEGIN_MS + 60_000);
    world.clock.set_ms(BEGIN_MS + 59_999);
    refused(world.consume(1));
    world.clock.set_ms(BEGIN_MS + 60_000);
    assert_eq!(world.get().used, 1, "the two have left, the one has not");
    assert_eq!(world.consume(2).unwrap().remaining, 0);
    world.clock.advance_ms(3_600_000);
    assert_eq!((world.get().used, world.get().resets_at_ms), (0, None));
}

#[test]
fn months_begin_at_midnight_of_the_quotas_time_zone() {
    let world = World::new();
    let request = world.change("free").timezone("asia/shanghai");
    let change = world.engine.quota().set_plan(request).unwrap();
    assert_eq!(change.timezone, "Asia/Shanghai");
    let reset = FEBRUARY_MS - 8 * 3_600_000;
    assert_eq!(world.consume(100).unwrap().resets_at_ms, Some(reset));
    world.clock.set_ms(reset - 1);
    refused(world.consume(1));
    world.clock.set_ms(reset);
    assert_eq!(world.consume(1).unwrap().used, 1);
}

#[test]
fn a_day_lasts_as_long_as_the_zones_clock_says() {
    // 2026-03-08T05:00:00Z, midnight in New York; the clock springs forward two hours later.
    let midnight_ms = 1_772_946_000_000;
    let world = World::at(midnight_ms - 1).with_plan(&[(Period::Day, 1)]);
    let request = world.change("toy").timezone("America/New_York");
    world.engine.quota().set_plan(request).unwrap();
    world.consume(1).unwrap();
    world.clock.set_ms(midnight_ms);
    let consumed = world.consume(1).unwrap();
    assert_eq!(consumed.resets_at_ms, Some(midnight_ms + 23 * 3_600_000));
    world.clock.set_ms(midnight_ms + 23 * 3_600_000 - 1);
    refused(world.consume(1));
    world.clock.advance_ms(1);
    world.consume(1).unwrap();
    assert_eq!(world.get().resets_at_ms, Some(midnight_ms + 47 * 3_600_000));
}

#[test]
fn an_anchor_on_the_thirty_first_clamps_to_the_end_of_the_month() {
    let world = World::new();
    world.consume(40).unwrap();
    let request = world.change("free").anchor_day(31);
    let change = world.engine.quota().set_plan(request).unwrap();
    assert_eq!(change.anchor_day, 31);
    // From 2025-12-31 to 2026-01-31, to 02-28, to 03-31: what was used carries over.
    let resets = [FEBRUARY_MS - DAY_MS, MARCH_MS - DAY_MS, MARCH_MS + 30 * DAY_MS];
    let state = world.get();
    assert_eq!((state.used, state.resets_at_ms), (40, Some(resets[0])));
    for pair in resets.windows(2) {
        world.clock.set_ms(pair[0]);
        assert_eq!(world.consume(1).unwrap().used, 1);
        assert_eq!(world.get().resets_at_ms, Some(pair[1]));
    }
}

#[test]
fn moving_the_zone_to_and_fro_refunds_nothing() {
    let world = World::new();
    world.consume(90).unwrap();
    // 2026-01-31T18:00:00Z: February in Shanghai, January in UTC.
    world.clock.set_ms(FEBRUARY_MS - 6 * 3_600_000);
    let to = |zone: &str| {
        world.engine.quota().set_plan(world.change("free").timezone(zone)).unwrap();
        world.get().used
    };
    assert_eq!(to("Asia/Shanghai"), 0, "it was used in January");
    world.consume(7).unwrap();
    assert_eq!(to("UTC"), 97, "all of it was used in January here");
    assert_eq!(to("Asia/Shanghai"), 7);
}

#[test]
fn a_clock_that_goes_back_refunds_nothing() {
    let world = World::new();
    world.clock.set_ms(FEBRUARY_MS);
    world.consume(60).unwrap();
    world.clock.set_ms(FEBRUARY_MS - 1);
    let state = world.get();
    assert_eq!((state.used, state.resets_at_ms), (60, Some(MARCH_MS)));
    refused(world.consume(41));
    world.consume(40).unwrap();
    world.clock.set_ms(BEGIN_MS - 400 * DAY_MS);
    refused(world.consume(1));
    world.clock.set_ms(FEBRUARY_MS + DAY_MS);
    assert_eq!(world.get().used, 100);
}

#[test]
fn what_is_left_carries_over_where_the_plan_says_so() {
    let world = World::new();
    let limit = PlanLimit::new("chat", Period::Month, 10).carry_over(15);
    world.put_plan("saver", vec![limit], None);
    world.set_plan("saver").unwrap();
    world.consume(4).unwrap();
    world.clock.set_ms(FEBRUARY_MS);
    let state = world.get();
    assert_eq!((state.limit, state.limits[0].carried, state.remaining), (16, 6, 16));
    assert_eq!(world.consume(1).unwrap().remaining, 15);
    world.clock.set_ms(MARCH_MS);
    assert_eq!(world.get().limits[0].carried, 15, "up to the bound");
    assert_eq!(world.consume(25).unwrap().remaining, 0);
    let details = refused(world.consume(1));
    assert_eq!((&details["limit"], &details["used"]), (&json!(25), &json!(25)));
    world.clock.set_ms(MARCH_MS + 31 * DAY_MS);
    assert_eq!(world.get().limits[0].carried, 0);
    world.clock.set_ms(MARCH_MS + 70 * DAY_MS);
    assert_eq!(world.get().limits[0].carried, 10, "a month that nobody touched leaves its all");
}
