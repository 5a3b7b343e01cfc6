//! The floor of a wallet: one event for each fall below it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::*;
use crate::outbox::{ListOutboxRequest, OutboxEvent};
use crate::store::sqlite::{Durability, Sqlite};
use crate::store::testing::Counting;
use crate::wallet::{
    AdjustPointsRequest, ClawBack, HoldPointsRequest, ReleaseHoldRequest, SetFloorRequest,
    TransferPointsRequest, WalletFloor, claw_back,
};

const DAY_MS: i64 = 86_400_000;

/// The events of a store, in order.
fn events(engine: &Engine) -> Vec<OutboxEvent> {
    engine.outbox().list(ListOutboxRequest::new().limit(200)).unwrap().items
}

impl World {
    fn set_floor(&self, floor: impl Into<Option<i64>>) -> WalletFloor {
        let mut request = SetFloorRequest::new(self.user);
        request.floor = floor.into();
        self.engine.wallet().set_floor(request).unwrap()
    }

    /// What each event says was available.
    fn lows(&self) -> Vec<i64> {
        let events = events(&self.engine).into_iter();
        events
            .map(|event| {
                assert_eq!((event.kind.as_str(), event.user_id), ("points_low", self.user));
                event.payload.unwrap()["available"].as_i64().unwrap()
            })
            .collect()
    }
}

#[test]
fn each_fall_below_the_floor_is_told_once_until_the_wallet_has_risen_to_it() {
    let world = World::new();
    world.grant(100);
    assert!(!world.set_floor(50).low);
    world.consume(50).unwrap();
    assert!(world.lows().is_empty(), "at the floor is not below it");
    world.consume(1).unwrap();
    assert_eq!(world.lows(), [49]);
    world.consume(9).unwrap();
    world.grant(9);
    world.consume(1).unwrap();
    assert_eq!(world.lows(), [49], "it never came to the floor");
    world.grant(2);
    world.consume(1).unwrap();
    assert_eq!(world.lows(), [49], "once a day and no more");
    world.clock.set_ms(START + DAY_MS);
    world.consume(1).unwrap();
    assert_eq!(world.lows(), [49], "it was low before the day began");
    world.grant(3);
    world.consume(2).unwrap();
    assert_eq!(world.lows(), [49, 49]);
    let told = &events(&world.engine)[0];
    let expected = serde_json::json!(
        {"asset": "points", "available": 49, "floor": 50, "balance": 49, "held": 0}
    );
    assert_eq!(told.payload, Some(expected));
    world.assert_sound();
}

#[test]
fn a_floor_that_is_set_above_what_is_there_tells_of_the_next_fall_alone() {
    let world = World::new();
    world.grant(40);
    assert!(world.set_floor(50).low);
    world.consume(1).unwrap();
    assert!(world.lows().is_empty());
    world.grant(20);
    world.consume(10).unwrap();
    assert_eq!(world.lows(), [49]);
    world.set_floor(None);
    world.grant(10);
    world.consume(50).unwrap();
    assert_eq!(world.lows(), [49], "no floor, no event");
}

/// One way to take points out of a wallet.
type Take = fn(&World);

#[test]
fn whatever_takes_the_points_counts() {
    let takes: [(&str, Take); 5] = [
        ("hold", |world| {
            let request =
                HoldPointsRequest::new(world.user, 60, world.moment_ms() + 1_000, world.key());
            let hold = world.engine.wallet().hold(request).unwrap().hold_id;
            assert_eq!(world.lows(), [40]);
            let release = ReleaseHoldRequest::new(world.user, hold, world.key());
            world.engine.wallet().release(release).unwrap();
            world.clock.set_ms(START + DAY_MS);
            let request =
                HoldPointsRequest::new(world.user, 60, world.moment_ms() + 1_000, world.key());
            world.engine.wallet().hold(request).unwrap();
            assert_eq!(world.lows(), [40, 40], "a release brought it back");
        }),
        ("transfer", |world| {
            let to = person(&world.engine, 8);
            let request = TransferPointsRequest::new(world.user, to, 60, world.key());
            world.engine.wallet().transfer(request).unwrap();
        }),
        ("expiry", |world| {
            world.consume(40).unwrap();
            world.grant_with(world.granting(40).expires_at_ms(START + 1_000)).unwrap();
            world.clock.set_ms(START + 1_000);
            world.consume(20).unwrap();
            assert_eq!(world.lows(), [40], "the write that books it tells");
            world.grant_with(world.granting(20).expires_at_ms(START + DAY_MS)).unwrap();
            world.clock.set_ms(START + DAY_MS);
            world.sweep();
            assert_eq!(world.lows(), [40, 40], "so does a sweep");
        }),
        ("claw-back", |world| {
            world.own(|tx| claw_back(tx, world.user, &ClawBack::new(60))).unwrap();
        }),
        ("adjust", |world| {
            let request = AdjustPointsRequest::new(world.user, -60, "mistake", world.key());
            world.engine.wallet().adjust(request).unwrap();
        }),
    ];
    for (what, take) in takes {
        let world = World::new();
        world.grant(100);
        world.set_floor(50);
        take(&world);
        assert!(world.lows().iter().all(|low| *low == 40) && !world.lows().is_empty(), "{what}");
        world.assert_sound();
    }
}

impl World {
    fn moment_ms(&self) -> i64 {
        crate::Clock::now_ms(&self.clock)
    }
}

#[test]
fn what_had_expired_before_a_floor_is_set_anew_falls_under_the_old_one() {
    let world = World::new();
    world.grant_with(world.granting(100).expires_at_ms(START + 1_000)).unwrap();
    world.grant(20);
    world.set_floor(50);
    world.clock.set_ms(START + 1_000);
    assert!(!world.set_floor(10).low);
    assert_eq!(world.lows(), [20]);
    world.clock.set_ms(START + DAY_MS);
    world.consume(15).unwrap();
    assert_eq!(world.lows(), [20, 5]);
}

#[test]
fn a_refusal_and_a_replay_tell_nothing() {
    let world = World::new();
    world.grant(100);
    world.set_floor(50);
    let request = world.consuming(60);
    world.engine.wallet().consume(request.clone()).unwrap();
    world.grant(60);
    world.engine.wallet().consume(request).unwrap();
    assert!(world.consume(101).is_err());
    assert_eq!(world.lows(), [40]);
}

#[test]
fn thirty_two_threads_that_fall_below_at_once_make_one_event() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.db");
    let clock = FixedClock::new(START);
    let options = EngineOptions::default().clock(clock.clone());
    let options = options.durability(Durability::Off);
    let engine = Engine::open_with(path.to_str().unwrap(), options).unwrap();
    let user = person(&engine, 7);
    engine.wallet().grant(GrantPointsRequest::new(user, 100, "g")).unwrap();
    engine.wallet().set_floor(SetFloorRequest::new(user).floor(70)).unwrap();
    let all = |round: usize| {
        std::thread::scope(|scope| {
            for number in 0..32 {
                let engine = &engine;
                // Each key twice, so that a delivery races with its retry.
                let key = format!("{round}-{}", number / 2);
                scope.spawn(move || {
                    engine.wallet().consume(ConsumePointsRequest::new(user, 3, key)).unwrap();
                });
            }
        });
    };
    all(1);
    assert_eq!(events(&engine).len(), 1);
    clock.set_ms(START + DAY_MS);
    engine.wallet().grant(GrantPointsRequest::new(user, 48, "h")).unwrap();
    all(2);
    assert_eq!(events(&engine).len(), 2);
}

fn counted(calls: &[(i64, Option<i64>)]) -> BTreeMap<String, u64> {
    let store = Arc::new(Counting::new(Sqlite::memory().unwrap()));
    let options = EngineOptions::default().clock(FixedClock::new(START));
    let engine = Engine::with_driver(Arc::clone(&store) as Arc<_>, options).unwrap();
    let user = person(&engine, 7);
    engine.wallet().grant(GrantPointsRequest::new(user, 100, "g")).unwrap();
    for (number, (points, floor)) in calls.iter().enumerate() {
        if let Some(floor) = floor {
            engine.wallet().set_floor(SetFloorRequest::new(user).floor(*floor)).unwrap();
        }
        store.reset();
        let key = number.to_string();
        engine.wallet().consume(ConsumePointsRequest::new(user, *points, key)).unwrap();
    }
    let short = |name: &str| name.rsplit("::").next().unwrap_or(name).to_owned();
    store.reset().by_name.into_iter().map(|(name, times)| (short(name), times)).collect()
}

#[test]
fn a_consume_that_crosses_no_floor_runs_no_statement_more() {
    let plain = counted(&[(10, None), (10, None)]);
    let names: Vec<&str> = plain.keys().map(String::as_str).collect();
    assert_eq!(names, ["INSERT_RECORD", "RECEIPT", "SPEND", "WALLET_TO_WRITE"]);
    assert!(plain.values().all(|times| *times == 1), "{plain:?}");
    assert_eq!(counted(&[(10, Some(50)), (10, None)]), plain, "above the floor");
    assert_eq!(counted(&[(60, Some(50)), (10, None)]), plain, "told before");
    let crossing = counted(&[(10, Some(50)), (60, None)]);
    assert_eq!(crossing.get("FLOOR_LOW"), Some(&1));
}
