use super::*;

/// The recommendation after `amount` was used by that part of January.
fn after(amount: i64, day: i64) -> Option<String> {
    let january_ms = FEBRUARY_MS - 31 * DAY_MS;
    let world = World::at(january_ms + day * DAY_MS);
    world.consume(amount).unwrap();
    world.get().recommended_plan
}

#[test]
fn the_cheapest_plan_that_suffices_at_the_present_rate_is_recommended() {
    assert_eq!(after(30, 31 / 2), None, "60 by the end of the month");
    assert_eq!(after(60, 31 / 2).as_deref(), Some("basic"), "124 by the end");
    assert_eq!(after(99, 5).as_deref(), Some("plus"), "614 by the end");
    assert_eq!(after(99, 30).as_deref(), Some("basic"), "103 by the end");
}

#[test]
fn the_first_uses_of_a_period_are_not_taken_for_a_rate() {
    assert_eq!(after(1, 0), None, "a tenth of the period counts as passed at least");
    assert_eq!(after(11, 0).as_deref(), Some("basic"));
}

#[test]
fn an_allowance_that_is_used_up_always_has_a_recommendation_but_the_largest() {
    let world = World::at(FEBRUARY_MS - 1);
    world.consume(100).unwrap();
    assert_eq!(world.get().recommended_plan.as_deref(), Some("basic"));
    assert_eq!(refused(world.consume(901))["recommendedPlan"], "pro", "1,001 in this month");
    assert_eq!(refused(world.consume(9_000))["recommendedPlan"], "pro", "the largest there is");
    world.set_plan("pro").unwrap();
    world.consume(2_900).unwrap();
    assert_eq!(world.get().recommended_plan, None);
    assert!(refused(world.consume(1))["recommendedPlan"].is_null());
}

#[test]
fn plans_without_a_place_or_the_feature_are_not_recommended() {
    let world = World::at(FEBRUARY_MS - 1);
    let month = |n| PlanLimit::new("chat", Period::Month, n);
    world.put_plan("staff", vec![month(200)], None);
    world.put_plan("pictures", vec![PlanLimit::new("image", Period::Month, 200)], Some(5));
    world.put_plan("narrow", vec![month(200), PlanLimit::new("chat", Period::Day, 1)], Some(6));
    world.consume(100).unwrap();
    assert_eq!(world.get().recommended_plan.as_deref(), Some("basic"));
    world.put_plan("student", vec![month(150)], Some(10));
    assert_eq!(world.get().recommended_plan.as_deref(), Some("student"));
}

#[test]
fn other_periods_are_compared_by_their_length() {
    let world = World::at(FEBRUARY_MS - 1).with_plan(&[(Period::Day, 3)]);
    world.consume(3).unwrap();
    // Four a day come to 120 in a month of thirty days: more than `free`, less than `basic`.
    assert_eq!(world.get().recommended_plan.as_deref(), Some("basic"));
}
