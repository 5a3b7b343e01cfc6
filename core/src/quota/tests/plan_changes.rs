use serde_json::json;

use super::*;
use crate::error::ErrorCode;

const MARCH_MS: i64 = FEBRUARY_MS + 28 * DAY_MS;

#[test]
fn an_upgrade_holds_at_once_and_keeps_what_was_used() {
    let world = World::new();
    world.consume(100).unwrap();
    let change = world.set_plan("plus").unwrap();
    assert_eq!(change.features.len(), 1);
    assert_eq!(change.features[0].plan, "plus");
    let state = world.get();
    assert_eq!((state.limit, state.used, state.remaining), (1_000, 100, 900));
    assert_eq!(world.consume(900).unwrap().plan, "plus");
}

#[test]
fn a_downgrade_may_leave_more_used_than_allowed() {
    let world = World::new();
    world.set_plan("basic").unwrap();
    world.consume(250).unwrap();
    world.set_plan("free").unwrap();
    let state = world.get();
    assert_eq!((state.used, state.limit, state.remaining, state.percent), (250, 100, 0, 250));
    assert!(state.low && state.exceeded);
    let details = refused(world.consume(1));
    assert_eq!((&details["used"], &details["limit"]), (&json!(250), &json!(100)));
    world.clock.set_ms(FEBRUARY_MS);
    assert_eq!(world.consume(100).unwrap().remaining, 0);
}

#[test]
fn a_downgrade_at_the_next_period_waits_for_it() {
    let world = World::new();
    world.set_plan("pro").unwrap();
    let change = world.set_plan_later("free");
    assert_eq!(change.features[0].plan, "pro");
    assert_eq!(change.features[0].next_plan.as_deref(), Some("free"));
    assert_eq!(change.features[0].next_plan_at_ms, Some(FEBRUARY_MS));
    assert_eq!(world.consume(2_000).unwrap().plan, "pro");
    world.clock.set_ms(FEBRUARY_MS - 1);
    assert_eq!(world.get().next_plan.as_deref(), Some("free"));
    world.clock.set_ms(FEBRUARY_MS);
    let state = world.get();
    assert_eq!((state.plan.as_str(), state.limit, state.used), ("free", 100, 0));
    assert_eq!((state.next_plan, state.next_plan_at_ms), (None, None));
    world.consume(100).unwrap();
    refused(world.consume(1));
    world.clock.set_ms(FEBRUARY_MS - 1);
    assert_eq!(world.get().plan, "free", "a clock that goes back does not bring the plan back");
}

#[test]
fn a_pending_change_is_due_however_late_it_is_met() {
    let world = World::new();
    world.set_plan("pro").unwrap();
    world.set_plan_later("basic");
    world.clock.advance_ms(430 * DAY_MS);
    let consumed = world.consume(1).unwrap();
    assert_eq!((consumed.plan.as_str(), consumed.limit, consumed.used), ("basic", 300, 1));
}

#[test]
fn a_change_at_once_cancels_the_pending_one() {
    let world = World::new();
    world.set_plan("pro").unwrap();
    world.set_plan_later("free");
    world.set_plan("pro").unwrap();
    assert_eq!(world.get().next_plan, None);
    world.clock.set_ms(FEBRUARY_MS);
    assert_eq!(world.get().plan, "pro");
}

#[test]
fn the_last_period_of_the_old_plan_carries_over_under_its_terms() {
    let world = World::new();
    let saver = |limit| vec![PlanLimit::new("chat", Period::Month, limit).carry_over(1_000)];
    world.put_plan("large", saver(500), None);
    world.put_plan("small", saver(10), None);
    world.set_plan("large").unwrap();
    world.set_plan_later("small");
    world.consume(100).unwrap();
    world.clock.set_ms(MARCH_MS);
    // 400 were left in January under `large`; February, untouched, left 10 more under `small`.
    assert_eq!(world.get().limits[0].carried, 410);
    world.consume(1).unwrap();
    assert_eq!(world.get().limit, 420);
}

#[test]
fn the_longest_period_decides_when_the_next_one_begins() {
    let world = World::new().with_plan(&[(Period::Day, 10), (Period::Month, 50)]);
    let change = world.set_plan_later("free");
    assert_eq!(change.features[0].next_plan_at_ms, Some(FEBRUARY_MS));
}

#[test]
fn a_plan_without_a_period_that_ends_has_no_next_one() {
    let endless = [(Period::Lifetime, 9), (Period::Rolling { seconds: 5 }, 9)];
    let world = World::new().with_plan(&endless);
    let error =
        world.engine.quota().set_plan(world.change("free").at(When::NextPeriod)).unwrap_err();
    assert_eq!(error.code(), ErrorCode::Validation);
    assert_eq!(error.details()["field"], "at");
}

#[test]
fn a_limit_that_was_not_counted_is_counted_from_the_log() {
    let world = World::new();
    world.consume(30).unwrap();
    world.clock.advance_ms(DAY_MS);
    world.consume(4).unwrap();
    let rolling = Period::Rolling { seconds: 3_600 };
    let world = world.with_plan(&[(Period::Week, 50), (rolling, 50), (Period::Lifetime, 50)]);
    let used: Vec<_> = world.get().limits.iter().map(|limit| limit.used).collect();
    assert_eq!(used, [34, 4, 34]);
    world.consume(1).unwrap();
    world.set_plan("free").unwrap();
    assert_eq!(world.get().used, 35, "and the month went on being counted");
}

#[test]
fn a_plan_that_is_set_again_holds_at_once_for_those_who_have_it() {
    let world = World::new();
    world.consume(50).unwrap();
    world.put_plan("free", vec![PlanLimit::new("chat", Period::Month, 60)], Some(0));
    assert_eq!(world.get().remaining, 10);
    let narrower =
        vec![PlanLimit::new("chat", Period::Day, 55), PlanLimit::new("chat", Period::Month, 60)];
    world.put_plan("free", narrower, Some(0));
    assert_eq!(refused(world.consume(6))["period"], "day");
    world.consume(5).unwrap();
}

#[test]
fn changing_a_plan_needs_a_plan_a_zone_and_a_day_that_exist() {
    let world = World::new();
    let before = world.written();
    let set = |request| world.engine.quota().set_plan(request).unwrap_err();
    let error = set(world.change("gold"));
    assert_eq!((error.code(), &error.details()["what"]), (ErrorCode::NotFound, &json!("plan")));
    for (request, field) in [
        (world.change("pro").timezone("Mars/Olympus"), "timezone"),
        (world.change("pro").anchor_day(0), "anchorDay"),
        (world.change("pro").anchor_day(32), "anchorDay"),
        (world.change("pro").feature("image"), "plan"),
        (world.change(""), "plan"),
    ] {
        let error = set(request);
        assert_eq!(error.code(), ErrorCode::Validation, "{field}");
        assert_eq!(error.details()["field"], field);
    }
    assert_eq!(world.written(), before);
}

#[test]
fn one_key_changes_the_plan_once() {
    let world = World::new();
    let request = SetQuotaPlanRequest::new(world.user, "pro", "k");
    let first = world.engine.quota().set_plan(request.clone()).unwrap();
    world.set_plan("free").unwrap();
    let again = world.engine.quota().set_plan(request).unwrap();
    assert!(again.replayed && !first.replayed);
    assert_eq!(world.get().plan, "free");
    let other = SetQuotaPlanRequest::new(world.user, "basic", "k");
    let error = world.engine.quota().set_plan(other).unwrap_err();
    assert_eq!(error.code(), ErrorCode::IdempotencyMismatch);
    assert_eq!(error.details()["field"], "plan");
}
