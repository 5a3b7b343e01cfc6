//! What check-ins give.

use super::*;

fn given(world: &World, days: i64) -> Vec<i64> {
    let from = world.clock.now_ms();
    (0..days).map(|day| world.check_in_at(from + day * DAY).unwrap().points).collect()
}

#[test]
fn the_last_entry_stands_for_every_day_after_it() {
    let world = World::in_zone("UTC");
    assert_eq!(given(&world, 9), [10, 10, 15, 15, 20, 20, 30, 30, 30]);
    assert_eq!(world.balance(), 180);
    world.assert_sound();
}

#[test]
fn the_host_sets_the_rewards() {
    let world = World::in_zone("UTC");
    world.set("checkin.rewards", json!([1, 2, 3])).unwrap();
    assert_eq!(world.get().next_points, 1);
    assert_eq!(given(&world, 4), [1, 2, 3, 3]);
    world.set("checkin.rewards", json!([7])).unwrap();
    world.clock.advance_ms(DAY);
    assert_eq!(world.get().next_points, 7);
    assert_eq!(world.check_in().unwrap().points, 7);
    world.assert_sound();
}

#[test]
fn a_tenant_does_not_decide_what_goes_into_a_wallet() {
    let world = World::in_zone("UTC");
    let request = crate::tenants::CreateTenantRequest::new("Acme").owner_id(world.user);
    let tenant = world.engine.tenants().create(request).unwrap().id;
    let cx = crate::Context::host().with_tenant(tenant);
    let acting = world.engine.acting(&cx);
    let request = SetSettingRequest::new("checkin.rewards", json!([1_000_000]));
    let error = acting.settings().set(request).unwrap_err();
    assert_eq!(error.details()["field"], "key");
    world.set("checkin.rewards", json!([5])).unwrap();
    let request = CheckInRequest::new(world.user, "k");
    assert_eq!(acting.checkins().check_in(request).unwrap().points, 5);
}

#[test]
fn rewards_that_mean_nothing_are_refused() {
    let world = World::in_zone("UTC");
    let too_many = json!(vec![1; 367]);
    let wrong = [json!([]), json!([0]), json!([-1]), json!([1.5]), json!([1_000_001]), json!("10")];
    for value in wrong.into_iter().chain([too_many, json!(null), json!({"points": [1]})]) {
        let error = world.set("checkin.rewards", value.clone()).unwrap_err();
        assert_eq!(error.details()["field"], "value", "{value}");
    }
    for value in [json!(0), json!(3_661), json!("7"), json!([7]), json!(1.5)] {
        let error = world.set("checkin.expires_after_days", value.clone()).unwrap_err();
        assert_eq!(error.details()["field"], "value", "{value}");
    }
    assert!(world.set("checkin.rewards", json!(vec![1_000_000; 366])).is_ok());
    assert!(world.set("checkin.expires_after_days", json!(null)).is_ok());
}

#[test]
fn rewards_expire_after_the_days_that_are_set() {
    let world = World::in_zone("UTC");
    world.set("checkin.expires_after_days", json!(3)).unwrap();
    let first = world.check_in().unwrap();
    assert_eq!(first.expires_at_ms, Some(START + 3 * DAY));
    world.check_in_at(START + DAY).unwrap();
    world.clock.advance_ms(2 * DAY - 1);
    assert_eq!(world.balance(), 20);
    world.clock.advance_ms(1);
    assert_eq!(world.balance(), 10);
    world.set("checkin.expires_after_days", json!(null)).unwrap();
    assert_eq!(world.check_in().unwrap().expires_at_ms, None);
    world.assert_sound();
}

#[test]
fn a_reward_lasts_as_long_where_the_wallet_is_ahead_of_the_clock() {
    let world = World::in_zone("UTC");
    world.set("checkin.expires_after_days", json!(1)).unwrap();
    world.clock.advance_ms(9 * DAY);
    let grant = crate::wallet::GrantPointsRequest::new(world.user, 5, world.key());
    world.engine.wallet().grant(grant).unwrap();
    world.clock.advance_ms(-9 * DAY);
    assert_eq!(world.check_in().unwrap().expires_at_ms, Some(START + 10 * DAY));
    assert_eq!(world.balance(), 15);
}
