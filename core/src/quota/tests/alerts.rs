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

/// The events of the outbox, in order: kind, period and used.
fn raised(engine: &Engine) -> Vec<(String, String, i64)> {
    let events = engine.outbox().list(crate::outbox::ListOutboxRequest::new()).unwrap().items;
    events
        .into_iter()
        .map(|event| {
            let payload = event.payload.unwrap();
            let period = payload["period"].as_str().unwrap().to_owned();
            (event.kind, period, payload["used"].as_i64().unwrap())
        })
        .collect()
}

fn event(kind: &str, period: &str, used: i64) -> (String, String, i64) {
    (kind.into(), period.into(), used)
}

#[test]
fn each_share_makes_one_event_in_each_period_with_what_a_display_needs() {
    let world = World::new();
    world.consume(79).unwrap();
    assert!(raised(&world.engine).is_empty());
    world.consume(2).unwrap();
    world.consume(5).unwrap();
    let first = [event("quota_low", "month", 81)];
    assert_eq!(raised(&world.engine), first);
    let stored = world.engine.outbox().claim(crate::outbox::ClaimOutboxRequest::new()).unwrap();
    let expected = serde_json::json!({
        "feature": "chat", "plan": "free", "period": "month", "percent": 80, "limit": 100,
        "used": 81, "remaining": 19, "resetsAtMs": FEBRUARY_MS, "recommendedPlan": "basic",
    });
    assert_eq!(stored.items[0].payload, expected);
    world.clock.set_ms(FEBRUARY_MS);
    world.consume(100).unwrap();
    refused(world.consume(1));
    let next = [event("quota_low", "month", 100), event("quota_exceeded", "month", 100)];
    assert_eq!(raised(&world.engine), [&first[..], &next[..]].concat());
}

#[test]
fn a_rolling_limit_that_is_reached_without_end_makes_one_event_a_day() {
    let world = World::new().with_plan(&[(Period::Rolling { seconds: 1 }, 1)]);
    let both = [("quota_low", 1), ("quota_exceeded", 1)];
    let both = both.map(|(kind, used)| event(kind, "rolling:1", used));
    for _ in 0..100 {
        world.consume(1).unwrap();
        world.clock.advance_ms(1_000);
    }
    assert_eq!(raised(&world.engine), both);
    world.clock.set_ms(BEGIN_MS + DAY_MS);
    world.consume(1).unwrap();
    assert_eq!(raised(&world.engine), [both.clone(), both].concat());
}

#[test]
fn a_capture_and_a_downgrade_make_events_too() {
    let world = World::new();
    let hold = crate::quota::HoldQuotaRequest::new(world.user, BEGIN_MS + DAY_MS, "h").amount(90);
    let hold = world.engine.quota().hold(hold).unwrap().hold_id;
    assert!(raised(&world.engine).is_empty(), "what is held is not used");
    let capture = crate::quota::CaptureQuotaRequest::new(world.user, hold, "c");
    world.engine.quota().capture(capture.clone()).unwrap();
    world.engine.quota().capture(capture).unwrap();
    assert_eq!(raised(&world.engine), [event("quota_low", "month", 90)]);
    let world = World::new();
    world.set_plan("basic").unwrap();
    world.consume(100).unwrap();
    world.set_plan("free").unwrap();
    let both = [event("quota_low", "month", 100), event("quota_exceeded", "month", 100)];
    assert_eq!(raised(&world.engine), both);
}

#[test]
fn thirty_two_threads_that_cross_at_once_make_one_event_of_each_share() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("quota.db");
    let world = World::stored(path.to_str().unwrap(), BEGIN_MS);
    std::thread::scope(|scope| {
        for number in 0..32 {
            let world = &world;
            scope.spawn(move || {
                // Each key from two threads: a delivery and its retry.
                let key = format!("k{}", number / 2);
                let request = ConsumeQuotaRequest::new(world.user, key).amount(6);
                world.send(request).unwrap();
            });
        }
    });
    let kinds: Vec<_> = raised(&world.engine).into_iter().map(|(kind, ..)| kind).collect();
    assert_eq!(kinds, ["quota_low"], "sixteen uses of six are 96");
    world.consume(4).unwrap();
    assert_eq!(raised(&world.engine).len(), 2);
}
