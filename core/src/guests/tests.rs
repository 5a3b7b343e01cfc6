#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::atomic::{AtomicU64, Ordering};

use crate::episodes::race;
use crate::error::{Error, ErrorCode, Result};
use crate::guests::{
    AdoptGuestRequest, CheckGuestRequest, GuestAdoption, GuestState, GuestUse,
    IncrementGuestRequest,
};
use crate::id::UserId;
use crate::plans::{PlanLimit, SetPlanRequest};
use crate::quota::calendar::Period;
use crate::quota::{GetQuotaRequest, QuotaState};
use crate::store::sqlite::Durability;
use crate::users::RegisterUserRequest;
use crate::{Context, Engine, EngineOptions, FixedClock};

mod adoption;

/// 2026-01-15T08:00:00Z.
const BEGIN_MS: i64 = 1_768_464_000_000;
const DAY_MS: i64 = 86_400_000;

struct World {
    engine: Engine,
    clock: FixedClock,
    keys: AtomicU64,
}

impl World {
    fn new() -> World {
        World::at(":memory:")
    }

    fn at(location: &str) -> World {
        let clock = FixedClock::new(BEGIN_MS);
        let options = EngineOptions::default().clock(clock.clone()).durability(Durability::Off);
        let engine = Engine::open_with(location, options).unwrap();
        World { engine, clock, keys: AtomicU64::new(0) }
    }

    fn key(&self) -> String {
        format!("key-{}", self.keys.fetch_add(1, Ordering::SeqCst))
    }

    fn use_device(&self, device: &str, amount: i64) -> Result<GuestUse> {
        let request = IncrementGuestRequest::new(device, self.key()).amount(amount);
        self.engine.guests().increment(request)
    }

    fn check(&self, device: &str) -> GuestState {
        self.engine.guests().check(CheckGuestRequest::new(device)).unwrap()
    }

    fn set_plan(&self, limits: &[(Period, i64)]) -> Result<crate::plans::Plan> {
        let limits = limits.iter().map(|(period, n)| PlanLimit::new("chat", *period, *n));
        self.engine.plans().set(SetPlanRequest::new("guest", limits.collect::<Vec<_>>()))
    }

    fn register(&self, name: &str) -> UserId {
        let email = format!("{name}@example.org");
        self.engine.users().register(RegisterUserRequest::new().email(email)).unwrap().user.id
    }

    fn adopt(&self, user: UserId, device: &str) -> Result<GuestAdoption> {
        self.engine.guests().adopt(AdoptGuestRequest::new(user, device))
    }

    fn quota(&self, user: UserId) -> QuotaState {
        self.engine.quota().get(GetQuotaRequest::new(user)).unwrap()
    }

    fn maintain(&self) {
        self.engine.maintain(std::time::Duration::from_secs(5)).unwrap();
    }
}

#[track_caller]
fn exceeded(outcome: Result<GuestUse>) {
    let error: Error = outcome.unwrap_err();
    assert_eq!(error.code(), ErrorCode::QuotaExceeded, "{error}");
}

#[test]
fn a_device_has_ten_uses_once_for_all() {
    let world = World::new();
    assert_eq!((world.check("d").remaining, world.check("d").last_used_at_ms), (10, None));
    for left in (0..10).rev() {
        world.clock.advance_ms(DAY_MS);
        assert_eq!(world.use_device("d", 1).unwrap().remaining, left);
    }
    let error = world.use_device("d", 1).unwrap_err();
    assert_eq!(error.code(), ErrorCode::QuotaExceeded);
    assert_eq!(error.details()["recommendedPlan"], "free", "an account would help");
    let state = world.check("d");
    assert!(state.exceeded);
    assert_eq!((state.used_count, state.last_used_at_ms), (10, Some(BEGIN_MS + 10 * DAY_MS)));
    assert_eq!(world.use_device("e", 3).unwrap().remaining, 7, "another device has its own");
    exceeded(world.use_device("e", 8));
    assert_eq!(world.check("e").used_count, 3, "a refusal counts nothing");
}

#[test]
fn the_limit_is_what_the_plan_says_now() {
    let world = World::new();
    world.use_device("d", 10).unwrap();
    world.set_plan(&[(Period::Lifetime, 12)]).unwrap();
    assert_eq!(world.use_device("d", 2).unwrap().remaining, 0);
    world.set_plan(&[(Period::Day, 3), (Period::Month, 5)]).unwrap();
    assert_eq!(world.check("d").used_count, 12);
    world.clock.advance_ms(DAY_MS);
    assert_eq!(world.use_device("d", 3).unwrap().period, Period::Day);
    exceeded(world.use_device("d", 1));
    world.clock.advance_ms(DAY_MS);
    let last = world.use_device("d", 2).unwrap();
    assert_eq!((last.period, last.remaining), (Period::Month, 0));
    let error = world.set_plan(&[(Period::Rolling { seconds: 60 }, 5)]).unwrap_err();
    assert_eq!(error.details()["field"], "limits[0].period");
}

#[test]
fn a_retry_counts_once_and_another_amount_is_no_retry() {
    let world = World::new();
    let request = IncrementGuestRequest::new("d", "k").amount(4);
    let first = world.engine.guests().increment(request.clone()).unwrap();
    world.use_device("d", 6).unwrap();
    let again = world.engine.guests().increment(request.clone()).unwrap();
    assert_eq!(again, GuestUse { replayed: true, ..first });
    let error = world.engine.guests().increment(request.amount(5)).unwrap_err();
    assert_eq!(error.code(), ErrorCode::IdempotencyMismatch);
    let other = IncrementGuestRequest::new("e", "k").amount(1);
    assert!(!world.engine.guests().increment(other).unwrap().replayed, "keys are the device's");
}

#[test]
fn of_sixty_four_uses_at_once_exactly_as_many_pass_as_there_is_room_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("guests.db");
    let world = World::at(path.to_str().unwrap());
    // Each key from two threads: a delivery and its retry.
    let outcomes = race(64, |number| {
        let key = format!("k{}", number / 2);
        world.engine.guests().increment(IncrementGuestRequest::new("d", key))
    });
    let (done, refused): (Vec<_>, Vec<_>) = outcomes.into_iter().partition(Result::is_ok);
    let fresh = done.iter().filter(|done| !done.as_ref().unwrap().replayed).count();
    assert_eq!((fresh, done.len()), (10, 20), "a retry answers what its first delivery did");
    refused.into_iter().for_each(exceeded);
    assert_eq!(world.check("d").used_count, 10);
}

#[test]
fn a_device_that_was_not_used_for_long_is_forgotten_with_or_without_upkeep() {
    for swept in [false, true] {
        let world = World::new();
        world.use_device("d", 10).unwrap();
        world.use_device("e", 10).unwrap();
        world.clock.advance_ms(90 * DAY_MS - 1);
        world.maintain();
        exceeded(world.use_device("d", 1));
        world.clock.advance_ms(1);
        if swept {
            world.maintain();
        }
        assert_eq!((world.check("d").used_count, world.check("d").last_used_at_ms), (0, None));
        assert_eq!(world.use_device("d", 4).unwrap().used_count, 4);
        world.maintain();
        assert_eq!(world.check("d").used_count, 4, "swept: {swept}");
        let user = world.register("ada");
        assert_eq!(world.adopt(user, "d").unwrap().counted, 4, "swept: {swept}");
        assert_eq!(world.adopt(user, "e").unwrap().adopted_at_ms, None);
    }
}

#[test]
fn a_clock_that_is_set_back_gives_nothing_back() {
    let world = World::new();
    world.set_plan(&[(Period::Day, 3)]).unwrap();
    world.use_device("d", 3).unwrap();
    world.clock.advance_ms(-3 * DAY_MS);
    exceeded(world.use_device("d", 1));
    assert_eq!(world.check("d").remaining, 0);
}

#[test]
fn an_address_brings_twenty_new_devices_an_hour() {
    let world = World::new();
    let context = Context { ip: Some("203.0.113.7".into()), ..Context::anonymous() };
    let guests = world.engine.acting(&context).guests();
    let use_new = |number: i64| {
        let request = IncrementGuestRequest::new(format!("d{number}"), world.key());
        guests.increment(request)
    };
    for number in 0..20 {
        use_new(number).unwrap();
    }
    let error = use_new(20).unwrap_err();
    assert_eq!(error.code(), ErrorCode::RateLimited);
    assert_eq!(world.check("d20").last_used_at_ms, None, "no row was left");
    use_new(19).unwrap();
    let elsewhere = Context { ip: Some("203.0.113.8".into()), ..Context::anonymous() };
    let request = IncrementGuestRequest::new("d20", world.key());
    world.engine.acting(&elsewhere).guests().increment(request).unwrap();
    world.clock.advance_ms(3_600_000);
    use_new(21).unwrap();
}

#[test]
fn the_id_of_a_device_cannot_be_read_from_the_store() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("guests.db");
    let world = World::at(path.to_str().unwrap());
    world.use_device("canary-device", 1).unwrap();
    world.engine.close().unwrap();
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        assert!(!bytes.windows(6).any(|window| window == b"canary"));
    }
}
