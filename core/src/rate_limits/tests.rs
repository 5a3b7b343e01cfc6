#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use crate::error::{Error, ErrorCode, Result};
use crate::rate_limits::{GetLimitRequest, HitLimitRequest, LimitStanding, ResetLimitRequest};
use crate::store::sqlite::Durability;
use crate::{Context, Engine, EngineOptions, FixedClock};

mod models;
mod racing;

const BEGIN_MS: i64 = 1_768_464_000_000;

struct World {
    engine: Engine,
    clock: FixedClock,
}

impl World {
    fn new() -> World {
        World::at(":memory:", FixedClock::new(BEGIN_MS))
    }

    fn at(location: &str, clock: FixedClock) -> World {
        let options = EngineOptions::default().clock(clock.clone()).durability(Durability::Off);
        World { engine: Engine::open_with(location, options).unwrap(), clock }
    }

    fn hit(&self, scope: &str, limit: i64, window_ms: i64, cost: i64) -> Result<LimitStanding> {
        let request = HitLimitRequest::new(scope, "k").limit(limit).window_ms(window_ms).cost(cost);
        self.engine.limits().hit(request)
    }

    fn hit_default(&self, scope: &str) -> Result<LimitStanding> {
        self.engine.limits().hit(HitLimitRequest::new(scope, "k"))
    }

    fn get(&self, scope: &str, limit: i64, window_ms: i64) -> LimitStanding {
        let request = GetLimitRequest::new(scope, "k").limit(limit).window_ms(window_ms);
        self.engine.limits().get(request).unwrap()
    }

    fn rows(&self) -> usize {
        let idle = |tx: &mut crate::store::Tx<'_>| {
            tx.list(&super::sql::IDLE, &[i64::MAX.into(), 100.into()], |row| row.text(0))
        };
        self.engine.inner().write_own(idle).unwrap().len()
    }

    fn maintain(&self) {
        self.engine.maintain(std::time::Duration::from_secs(5)).unwrap();
    }
}

/// How long a refused hit has to wait.
#[track_caller]
fn wait(outcome: Result<LimitStanding>) -> i64 {
    let error: Error = outcome.unwrap_err();
    assert_eq!(error.code(), ErrorCode::RateLimited, "{error}");
    assert!(error.retryable());
    error.details()["retryAfterMs"].as_i64().unwrap()
}

#[test]
fn named_scopes_have_the_rates_of_the_requirements() {
    for (scope, limit, window_ms) in [
        ("code", 3, 60_000),
        ("code/resend", 1, 60_000),
        ("code/hour", 5, 3_600_000),
        ("code/day", 10, 86_400_000),
        ("login", 5, 3_600_000),
        ("api", 100, 60_000),
    ] {
        let world = World::new();
        for hit in 1..=limit {
            let standing = world.hit_default(scope).unwrap();
            assert_eq!((standing.limit, standing.window_ms), (limit, window_ms));
            assert_eq!(standing.remaining, limit - hit);
        }
        let wait_ms = wait(world.hit_default(scope));
        world.clock.advance_ms(wait_ms - 1);
        wait(world.hit_default(scope));
        world.clock.advance_ms(1);
        world.hit_default(scope).unwrap();
    }
}

#[test]
fn scopes_keys_and_tenants_are_apart() {
    let world = World::new();
    world.hit("a", 1, 1_000, 1).unwrap();
    world.hit("b", 1, 1_000, 1).unwrap();
    let other = HitLimitRequest::new("a", "l").limit(1).window_ms(1_000);
    world.engine.limits().hit(other.clone()).unwrap();
    let tenant = crate::tenants::CreateTenantRequest::new("Analytical Engines");
    let tenant = world.engine.tenants().create(tenant).unwrap().id;
    let within = Context::host().with_tenant(tenant);
    world.engine.acting(&within).limits().hit(other.clone()).unwrap();
    wait(world.engine.acting(&within).limits().hit(other));
    wait(world.hit("a", 1, 1_000, 1));
}

#[test]
fn a_reading_counts_nothing_and_a_reset_forgets_all() {
    let world = World::new();
    world.hit("a", 3, 1_000, 2).unwrap();
    for _ in 0..5 {
        let standing = world.get("a", 3, 1_000);
        assert_eq!((standing.remaining, standing.retry_after_ms), (1, 0));
        assert_eq!(standing.full_at_ms, BEGIN_MS + 1_000);
    }
    world.hit("a", 3, 1_000, 1).unwrap();
    assert_eq!(world.get("a", 3, 1_000).retry_after_ms, 1_000);
    let reset = || world.engine.limits().reset(ResetLimitRequest::new("a", "k")).unwrap().reset;
    assert!(reset());
    assert!(!reset());
    assert_eq!(world.get("a", 3, 1_000).remaining, 3);
}

#[test]
fn what_was_counted_stays_counted_when_the_rate_changes() {
    let world = World::new();
    world.hit("a", 10, 60_000, 6).unwrap();
    assert_eq!(world.get("a", 5, 60_000).remaining, 0, "a lower limit");
    assert_eq!(world.get("a", 8, 120_000).remaining, 2, "a longer window");
    assert_eq!(world.get("a", 100, 60_000).remaining, 94, "one that is smooth");
    world.hit("a", 100, 60_000, 4).unwrap();
    assert_eq!(world.get("a", 20, 60_000).remaining, 10, "and back");
    assert_eq!(world.get("a", 50, 30_000).remaining, 40, "another smooth one");
    assert_eq!(world.get("a", 5, 60_000).remaining, 0);
}

#[test]
fn a_refusal_neither_counts_nor_puts_off() {
    for limit in [3, 30] {
        let world = World::new();
        world.hit("a", limit, 60_000, limit).unwrap();
        let first = wait(world.hit("a", limit, 60_000, 1));
        world.clock.advance_ms(first / 2);
        assert_eq!(wait(world.hit("a", limit, 60_000, 1)), first - first / 2);
        world.clock.advance_ms(first - first / 2);
        world.hit("a", limit, 60_000, 1).unwrap();
    }
}

#[test]
fn counts_survive_a_restart() {
    for limit in [5, 50] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("limits.db");
        let world = World::at(path.to_str().unwrap(), FixedClock::new(BEGIN_MS));
        world.hit("a", limit, 60_000, limit).unwrap();
        let wait_ms = wait(world.hit("a", limit, 60_000, 1));
        world.engine.close().unwrap();
        let world = World::at(path.to_str().unwrap(), world.clock);
        assert_eq!(wait(world.hit("a", limit, 60_000, 1)), wait_ms);
    }
}

#[test]
fn a_clock_that_is_set_back_grants_nothing() {
    for limit in [5, 50] {
        let world = World::new();
        world.hit("a", limit, 60_000, limit).unwrap();
        for back_ms in [1, 60_000, 86_400_000] {
            world.clock.set_ms(BEGIN_MS - back_ms);
            let wait_ms = wait(world.hit("a", limit, 60_000, 1));
            world.clock.advance_ms(wait_ms - 1);
            wait(world.hit("a", limit, 60_000, 1));
        }
        world.clock.advance_ms(1);
        world.hit("a", limit, 60_000, 1).unwrap();
    }
}

#[test]
fn upkeep_removes_what_says_nothing_a_day_later() {
    let world = World::new();
    world.hit("exact", 5, 60_000, 1).unwrap();
    world.hit("smooth", 100, 60_000, 100).unwrap();
    world.clock.advance_ms(60_000 + 86_400_000 - 1);
    world.maintain();
    assert_eq!(world.rows(), 2);
    world.hit("exact", 5, 60_000, 1).unwrap();
    world.clock.advance_ms(1);
    world.maintain();
    assert_eq!(world.rows(), 1, "one that is in use stays");
}

#[test]
fn neither_a_key_nor_its_owner_can_be_read_from_the_store() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("limits.db");
    let world = World::at(path.to_str().unwrap(), FixedClock::new(BEGIN_MS));
    let request = HitLimitRequest::new("code", "canary@example.org");
    world.engine.limits().hit(request).unwrap();
    world.engine.close().unwrap();
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        assert!(!bytes.windows(6).any(|window| window == b"canary"));
    }
}

#[test]
fn a_rate_must_be_known_and_a_cost_within_it() {
    let world = World::new();
    let field = |outcome: Result<LimitStanding>| {
        outcome.unwrap_err().details()["field"].as_str().unwrap().to_owned()
    };
    assert_eq!(field(world.hit_default("own")), "limit");
    let own = HitLimitRequest::new("own", "k").limit(3);
    assert_eq!(field(world.engine.limits().hit(own)), "windowMs");
    assert_eq!(field(world.hit("own", 3, 1_000, 4)), "cost");
}
