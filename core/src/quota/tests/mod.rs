#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::atomic::{AtomicU64, Ordering};

use uuid::Uuid;

use crate::error::{Error, Result};
use crate::id::UserId;
use crate::plans::{PlanLimit, SetPlanRequest};
use crate::quota::calendar::Period;
use crate::quota::{
    ConsumeQuotaRequest, ConsumeQuotaResponse, GetQuotaRequest, QuotaState, SetQuotaPlanRequest,
    SetQuotaPlanResponse, When, open,
};
use crate::store::sqlite::Durability;
use crate::{Engine, EngineOptions, FixedClock};

mod acts;
mod alerts;
mod clocks;
mod concurrency;
mod consume;
mod cost;
mod features;
mod holds;
mod model;
mod oracle;
mod packs;
mod periods;
mod plan_changes;
mod recommendations;
mod stock;
mod switch;
mod upkeep;
mod view;

const DAY_MS: i64 = 86_400_000;
/// 2026-01-15T08:00:00Z.
const BEGIN_MS: i64 = 1_768_464_000_000;
/// 2026-02-01T00:00:00Z.
const FEBRUARY_MS: i64 = 1_769_904_000_000;

/// An engine with one user.
struct World {
    engine: Engine,
    clock: FixedClock,
    user: UserId,
    keys: AtomicU64,
}

fn options(clock: &FixedClock) -> EngineOptions {
    EngineOptions::default().clock(clock.clone()).durability(Durability::Off)
}

impl World {
    /// A user of the plan `free` on 2026-01-15.
    fn new() -> World {
        World::at(BEGIN_MS)
    }

    fn at(now_ms: i64) -> World {
        World::stored(":memory:", now_ms)
    }

    fn stored(path: &str, now_ms: i64) -> World {
        let clock = FixedClock::new(now_ms);
        let world = World {
            engine: World::open(path, &clock),
            clock,
            user: UserId(Uuid::from_u128(7)),
            keys: AtomicU64::new(0),
        };
        world.register(world.user);
        world
    }

    fn open(path: &str, clock: &FixedClock) -> Engine {
        Engine::open_with(path, options(clock)).unwrap()
    }

    fn register(&self, user: UserId) {
        self.engine.inner().write_own(|tx| open(tx, user, "free", "UTC")).unwrap();
    }

    /// Stores a plan whose limits are all on `chat`, and gives it to the user.
    fn with_plan(self, limits: &[(Period, i64)]) -> World {
        let limits = limits.iter().map(|(period, n)| PlanLimit::new("chat", *period, *n));
        self.put_plan("toy", limits.collect(), None);
        self.set_plan("toy").unwrap();
        self
    }

    fn put_plan(&self, name: &str, limits: Vec<PlanLimit>, price_order: Option<i64>) {
        let mut request = SetPlanRequest::new(name, limits);
        request.price_order = price_order;
        self.engine.plans().set(request).unwrap();
    }

    fn key(&self) -> String {
        format!("key-{}", self.keys.fetch_add(1, Ordering::SeqCst))
    }

    fn consume(&self, amount: i64) -> Result<ConsumeQuotaResponse> {
        self.send(ConsumeQuotaRequest::new(self.user, self.key()).amount(amount))
    }

    fn send(&self, request: ConsumeQuotaRequest) -> Result<ConsumeQuotaResponse> {
        self.engine.quota().consume(request)
    }

    fn get(&self) -> QuotaState {
        self.engine.quota().get(GetQuotaRequest::new(self.user)).unwrap()
    }

    fn change(&self, plan: &str) -> SetQuotaPlanRequest {
        SetQuotaPlanRequest::new(self.user, plan, self.key())
    }

    fn set_plan(&self, plan: &str) -> Result<SetQuotaPlanResponse> {
        self.engine.quota().set_plan(self.change(plan))
    }

    fn set_plan_later(&self, plan: &str) -> SetQuotaPlanResponse {
        self.engine.quota().set_plan(self.change(plan).at(When::NextPeriod)).unwrap()
    }

    /// How many lines the log has, and what the row holds, to see that nothing was written.
    fn written(&self) -> String {
        let user = self.user;
        let row = |tx: &mut crate::store::Tx<'_>| {
            let quota = tx.get(&super::sql::QUOTA, &[user.into(), "chat".into()], |row| {
                Ok(format!("{} {} {}", row.str(5)?, row.int(6)?, row.int(9)?))
            })?;
            let span = [user.into(), "chat".into(), i64::MIN.into(), i64::MAX.into()];
            let sum = tx.get(&super::sql::SUM_BETWEEN, &span, |row| row.int(0))?;
            Ok(format!("{quota:?} {sum:?}"))
        };
        self.engine.inner().write_own(row).unwrap()
    }
}

/// The details of a refused consume.
fn refused(outcome: Result<ConsumeQuotaResponse>) -> serde_json::Value {
    let error: Error = outcome.unwrap_err();
    assert_eq!(error.code().as_str(), "quota_exceeded", "{error}");
    error.details()
}
