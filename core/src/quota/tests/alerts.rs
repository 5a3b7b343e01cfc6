use super::*;
use crate::{RowId, Subscription};

/// The alerts since the last call, in order.
fn heard(subscription: &Subscription) -> Vec<String> {
    let changes = subscription.try_recv().unwrap_or_default().changes;
    let alerts = changes.into_iter().filter(|change| change.noun == "quota_alert");
    alerts
        .map(|change| match change.id {
            RowId::Name(name) => name,
            RowId::Id(id) => id.to_string(),
        })
        .collect()
}

#[test]
fn eighty_and_a_hundred_percent_are_told_once_each_per_period() {
    let world = World::new();
    let changes = world.engine.subscribe(Some(world.user));
    world.consume(79).unwrap();
    assert!(heard(&changes).is_empty());
    world.consume(1).unwrap();
    assert_eq!(heard(&changes), ["chat/month/80"]);
    world.consume(19).unwrap();
    assert!(heard(&changes).is_empty());
    world.consume(1).unwrap();
    assert_eq!(heard(&changes), ["chat/month/100"]);
    refused(world.consume(1));
    world.set_plan("basic").unwrap();
    world.consume(199).unwrap();
    assert!(heard(&changes).is_empty(), "each is raised once in a period, whatever the plan");
    world.clock.set_ms(FEBRUARY_MS);
    world.consume(300).unwrap();
    assert_eq!(heard(&changes), ["chat/month/80", "chat/month/100"]);
}

#[test]
fn each_limit_tells_for_itself() {
    let world = World::new().with_plan(&[(Period::Day, 10), (Period::Month, 10)]);
    let changes = world.engine.subscribe(Some(world.user));
    world.consume(9).unwrap();
    assert_eq!(heard(&changes), ["chat/day/80", "chat/month/80"]);
    world.clock.advance_ms(DAY_MS);
    world.consume(1).unwrap();
    assert_eq!(heard(&changes), ["chat/month/100"]);
}

#[test]
fn a_replay_and_a_refusal_tell_nothing() {
    let world = World::new();
    let changes = world.engine.subscribe(Some(world.user));
    let request = ConsumeQuotaRequest::new(world.user, "k").amount(90);
    world.send(request.clone()).unwrap();
    assert_eq!(heard(&changes), ["chat/month/80"]);
    world.send(request).unwrap();
    refused(world.consume(11));
    assert!(heard(&changes).is_empty());
}

#[test]
fn a_downgrade_past_the_mark_tells_at_once() {
    let world = World::new();
    world.set_plan("basic").unwrap();
    world.consume(90).unwrap();
    let changes = world.engine.subscribe(Some(world.user));
    world.set_plan("free").unwrap();
    assert_eq!(heard(&changes), ["chat/month/80"]);
}

#[test]
fn a_rolling_limit_tells_again_after_it_fell_below_the_mark() {
    let world = World::new().with_plan(&[(Period::Rolling { seconds: 60 }, 10)]);
    let changes = world.engine.subscribe(Some(world.user));
    world.consume(8).unwrap();
    assert_eq!(heard(&changes), ["chat/rolling:60/80"]);
    world.consume(1).unwrap();
    assert!(heard(&changes).is_empty());
    world.clock.advance_ms(60_000);
    world.consume(8).unwrap();
    assert_eq!(heard(&changes), ["chat/rolling:60/80"]);
}

#[test]
fn what_was_told_is_remembered_across_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("quota.db");
    let world = World::stored(path.to_str().unwrap(), BEGIN_MS);
    world.consume(85).unwrap();
    world.engine.close().unwrap();
    let engine = World::open(path.to_str().unwrap(), &world.clock);
    let changes = engine.subscribe(Some(world.user));
    engine.quota().consume(ConsumeQuotaRequest::new(world.user, "after")).unwrap();
    assert!(heard(&changes).is_empty());
}
