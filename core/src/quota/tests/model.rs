//! Random histories of two users, against the oracle.
//!
//! Every call goes through the table as JSON. Some meet a conflict at one of their statements, some
//! are made by several callers at once, and earlier ones are made again; none of it may show.

use std::sync::Arc;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::acts::{Act, Step, acts, period};
use super::oracle::{Oracle, PLANS, Said};
use super::*;
use crate::Context;
use crate::engine::test_backend;
use crate::error::{ErrorCode, ErrorKind};
use crate::store::Driver;
use crate::store::testing::{Fault, FaultPoint, Faulty};
use crate::wallet::GrantPointsRequest;

/// 2024-01-30T20:00:00Z: in a leap year, and the 31st in Shanghai.
const LEAP_MS: i64 = 1_706_644_800_000;
/// What each wallet holds at first.
const POINTS: i64 = 25;
/// Both ids are odd, so that the users share a shard where there are two.
const USERS: [u128; 2] = [7, 9];

/// The engine and the oracle, side by side.
struct Pair {
    engine: Engine,
    /// The engine that found the store, which it closes when it goes.
    owner: Engine,
    store: Arc<Faulty<Arc<dyn Driver>>>,
    clock: FixedClock,
    path: String,
    oracles: [Oracle; 2],
    points: [i64; 2],
    is_on: bool,
    now_ms: i64,
    /// Upkeep writes rows, before whose moment their time does not go back.
    floor_ms: i64,
    calls: usize,
    holds: Vec<(usize, Value)>,
    done: Vec<(&'static str, Value, Value)>,
}

impl Pair {
    fn start(path: &str) -> Pair {
        let clock = FixedClock::new(LEAP_MS);
        let (engine, owner, store) = Pair::open(path, &clock);
        let oracle = || Oracle::new(0, LEAP_MS);
        let pair = Pair {
            engine,
            owner,
            store,
            clock,
            path: path.into(),
            oracles: [oracle(), oracle()],
            points: [POINTS; 2],
            is_on: true,
            now_ms: LEAP_MS,
            floor_ms: i64::MIN,
            calls: 0,
            holds: Vec::new(),
            done: Vec::new(),
        };
        for (name, rules) in PLANS {
            let limits = rules.iter().map(|rule| {
                let limit = PlanLimit::new("chat", period(rule.span), rule.limit);
                if rule.carry == 0 { limit } else { limit.carry_over(rule.carry) }
            });
            let request = SetPlanRequest::new(*name, limits.collect::<Vec<_>>());
            pair.engine.plans().set(request).unwrap();
        }
        for user in USERS.map(|user| UserId(Uuid::from_u128(user))) {
            let make = |tx: &mut crate::store::Tx<'_>| {
                crate::wallet::open(tx, user, "points")?;
                open(tx, user, PLANS[0].0, "UTC")
            };
            pair.engine.inner().write_own(make).unwrap();
            let points = GrantPointsRequest::new(user, POINTS, "points");
            pair.engine.wallet().grant(points).unwrap();
        }
        pair
    }

    fn open(path: &str, clock: &FixedClock) -> (Engine, Engine, Arc<Faulty<Arc<dyn Driver>>>) {
        let owner = World::open(path, clock);
        let store = Arc::new(Faulty::new(Arc::clone(&owner.inner().driver)));
        let faulty: Arc<dyn Driver> = Arc::<Faulty<Arc<dyn Driver>>>::clone(&store);
        let options = EngineOptions::default().clock(clock.clone());
        (Engine::with_driver(faulty, options).unwrap(), owner, store)
    }

    fn key(&mut self) -> String {
        self.calls += 1;
        format!("key-{}", self.calls)
    }

    fn send(&self, operation: &str, request: &Value) -> Result<Value> {
        let body = request.to_string();
        let response = self.engine.call(&Context::host(), operation, body.as_bytes())?;
        Ok(serde_json::from_str(&response).unwrap())
    }

    /// Makes a call with a key of its own, on behalf of one of the users, and remembers it.
    fn call(&mut self, operation: &'static str, act: &Act, mut request: Value) -> Result<Value> {
        request["idempotencyKey"] = self.key().into();
        if operation != "quota.transfer" {
            request["userId"] = id(act.1);
        }
        if let Some(n) = act.2 {
            let conflict = Fault::new(FaultPoint::Statement(n), ErrorKind::Serialization {});
            self.store.arm(conflict.transient());
        }
        let outcome = self.send(operation, &request);
        self.store.disarm();
        if let Ok(response) = &outcome {
            self.done.push((operation, request, response.clone()));
        }
        outcome
    }

    fn run(&mut self, act: &Act) {
        let (step, who, _) = act;
        let (now_ms, who) = (self.now_ms, *who);
        match step {
            Step::Consume(amount) => {
                let found = self.call("quota.consume", act, json!({"amount": amount}));
                self.expect_use(who, *amount, found);
            }
            Step::Race(amount) => self.race(act, *amount),
            Step::Crowd(amount) => self.crowd(who, *amount),
            Step::Purchase(amount, priority, lasts) => {
                let at_ms = self.oracles[who].at(now_ms).1;
                let ends = lasts.map(|lasts| at_ms + lasts);
                let mut request = json!({"amount": amount, "priority": priority});
                if let Some(ends) = ends {
                    request["expiresAtMs"] = ends.into();
                }
                self.call("quota.purchase", act, request).unwrap();
                self.oracles[who].purchase(now_ms, *amount, *priority, lasts.unwrap_or(i64::MAX));
            }
            Step::Transfer(amount) => {
                let request = json!({
                    "fromUserId": id(who), "toUserId": id(1 - who), "amount": amount,
                });
                let found = self.call("quota.transfer", act, request);
                let [a, b] = &mut self.oracles;
                let (giver, taker) = if who == 0 { (a, b) } else { (b, a) };
                match giver.transfer(taker, now_ms, *amount) {
                    true => drop(found.unwrap()),
                    false => expect_code(found, ErrorCode::InsufficientPacks),
                }
            }
            Step::Hold(amount, lasts) => self.hold(act, *amount, *lasts),
            Step::Capture(which, amount, rest) if !self.holds.is_empty() => {
                let name = which.index(self.holds.len());
                let (who, hold) = self.holds[name].clone();
                let mut request = json!({"holdId": hold, "releaseRest": rest});
                if let Some(amount) = amount {
                    request["amount"] = (*amount).into();
                }
                let act = (step.clone(), who, act.2);
                let found = self.call("quota.capture", &act, request);
                assert_eq!(
                    found.is_ok(),
                    self.oracles[who].capture(now_ms, name, *amount, *rest),
                    "{found:?}"
                );
            }
            Step::Release(which) if !self.holds.is_empty() => {
                let name = which.index(self.holds.len());
                let (who, hold) = self.holds[name].clone();
                let act = (step.clone(), who, act.2);
                let found = self.call("quota.release", &act, json!({"holdId": hold}));
                match self.oracles[who].release(now_ms, name) {
                    true => drop(found.unwrap()),
                    false => expect_code(found, ErrorCode::InvalidState),
                }
            }
            Step::Replay(which) if !self.done.is_empty() => {
                let (operation, request, first) = self.done[which.index(self.done.len())].clone();
                assert_eq!(unmarked(self.send(operation, &request).unwrap(), true), first);
            }
            Step::Capture(..) | Step::Release(_) | Step::Replay(_) => {}
            Step::Move(by_ms) => self.go(now_ms + by_ms),
            Step::Edge(by_ms) => {
                let resets_at_ms = self.get(who).resets_at_ms;
                self.go(resets_at_ms.map_or(now_ms, |at_ms| at_ms + by_ms));
            }
            Step::Reset(by_operation) => self.reset(*by_operation),
            Step::Switch(on) => {
                let request = json!({"key": "quota.enabled", "value": on});
                self.send("settings.set", &request).unwrap();
                self.is_on = *on;
            }
            Step::SetPlan { plan, later, shanghai, anchor } => {
                let request = json!({
                    "plan": PLANS[*plan].0, "at": if *later { "next_period" } else { "now" },
                    "timezone": if *shanghai { "Asia/Shanghai" } else { "UTC" },
                    "anchorDay": anchor,
                });
                let changed = self.call("quota.set_plan", act, request).is_ok();
                let oracle = &mut self.oracles[who];
                assert_eq!(changed, oracle.set_plan(now_ms, *plan, *later, *shanghai, *anchor));
            }
            Step::Reopen => {
                self.engine.close().unwrap();
                (self.engine, self.owner, self.store) = Pair::open(&self.path, &self.clock);
            }
        }
    }

    fn go(&mut self, now_ms: i64) {
        self.now_ms = now_ms.max(self.floor_ms);
        self.clock.set_ms(self.now_ms);
    }

    /// Holds the outcome of a use against the oracle's.
    fn expect_use(&mut self, who: usize, amount: i64, found: Result<Value>) {
        if !self.is_on {
            return match self.points[who] >= amount {
                true => {
                    assert_eq!(found.unwrap()["points"], amount);
                    self.points[who] -= amount;
                }
                false => expect_code(found, ErrorCode::InsufficientPoints),
            };
        }
        match (found, self.oracles[who].consume(self.now_ms, amount)) {
            (Ok(found), Ok(())) => assert_eq!(found["points"], Value::Null),
            (Err(error), Err(said)) => expect_refusal(&error, &said),
            (found, said) => panic!("{found:?}, but {said:?}"),
        }
    }

    fn race(&mut self, act: &Act, amount: i64) {
        let key = self.key();
        let request = json!({"userId": id(act.1), "amount": amount, "idempotencyKey": key});
        let pair = &*self;
        let mut found: Vec<Result<Value>> = std::thread::scope(|scope| {
            let send = || pair.send("quota.consume", &request);
            let threads: Vec<_> = (0..3).map(|_| scope.spawn(send)).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        found.sort_by_key(|found| found.as_ref().is_ok_and(|found| found["replayed"] == true));
        let first = found.remove(0);
        if let Ok(first) = &first {
            for again in found {
                assert_eq!(unmarked(again.unwrap(), true), *first);
            }
            self.done.push(("quota.consume", request, first.clone()));
        } else {
            assert!(found.iter().all(Result::is_err), "{found:?}");
        }
        self.expect_use(act.1, amount, first);
    }

    fn crowd(&mut self, who: usize, amount: i64) {
        let keys: Vec<String> = (0..4).map(|_| self.key()).collect();
        let pair = &*self;
        let found: Vec<Result<Value>> = std::thread::scope(|scope| {
            let send = |key: &String| {
                let request = json!({"userId": id(who), "amount": amount, "idempotencyKey": key});
                pair.send("quota.consume", &request)
            };
            let threads: Vec<_> = keys.iter().map(|key| scope.spawn(move || send(key))).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        let (done, refused): (Vec<_>, Vec<_>) = found.into_iter().partition(Result::is_ok);
        // In whatever order they came, as many passed as there was room for.
        for found in done.into_iter().chain(refused) {
            self.expect_use(who, amount, found);
        }
    }

    fn hold(&mut self, act: &Act, amount: i64, lasts: i64) {
        let who = act.1;
        let ends_ms = self.oracles[who].at(self.now_ms).1 + lasts;
        let found = self.call("quota.hold", act, json!({"amount": amount, "expiresAtMs": ends_ms}));
        if !self.is_on {
            return expect_code(found, ErrorCode::InvalidState);
        }
        let name = self.holds.len();
        match (found, self.oracles[who].hold(self.now_ms, name, amount, ends_ms)) {
            (Ok(found), Ok(())) => self.holds.push((who, found["holdId"].clone())),
            (Err(error), Err(said)) => expect_refusal(&error, &said),
            (found, said) => panic!("{found:?}, but {said:?}"),
        }
    }

    /// Resets what is due, which nobody may notice.
    fn reset(&mut self, by_operation: bool) {
        self.floor_ms = self.now_ms;
        if !by_operation {
            self.engine.maintain(std::time::Duration::from_secs(5)).unwrap();
            return;
        }
        let mut request = json!({"limit": 1});
        loop {
            let batch = self.send("quota.reset_expired", &request).unwrap();
            assert!(batch["written"].as_i64().unwrap() <= 1);
            if batch["nextCursor"].is_null() {
                assert!(batch["run"]["finishedAtMs"].is_i64());
                break;
            }
            request["cursor"] = batch["nextCursor"].clone();
        }
        let health = self.send("quota.health", &json!({})).unwrap();
        assert_eq!(health["overdue"], 0, "{health}");
    }

    fn get(&self, who: usize) -> QuotaState {
        let user = UserId(Uuid::from_u128(USERS[who]));
        self.engine.quota().get(GetQuotaRequest::new(user)).unwrap()
    }

    fn compare(&self, who: usize) {
        let (view, at_ms) = self.oracles[who].at(self.now_ms);
        let state = self.get(who);
        let found: Vec<Said> = state.limits.iter().map(said).collect();
        let expected = view.say(at_ms);
        assert_eq!(found, expected);
        assert_eq!(state.plan, PLANS[view.plan].0);
        let next = view.next.map(|(plan, at_ms)| (PLANS[plan].0.to_owned(), at_ms));
        assert_eq!(state.next_plan.zip(state.next_plan_at_ms), next);
        assert_eq!(state.today, view.today(at_ms));
        assert_eq!(state.total_used, view.total());
        assert_eq!(state.held, view.stock.held());
        assert_eq!(state.purchased, view.stock.left(at_ms));
        assert_eq!(state.remaining, view.room(at_ms));
        assert_eq!(state.exceeded, view.room(at_ms) == 0);
        for (limit, said) in state.limits.iter().zip(&expected) {
            assert_eq!(limit.remaining, view.leaves(said));
            assert_eq!(limit.low, limit.used * 100 >= limit.limit * 80);
            assert_eq!(limit.exceeded, view.leaves(said) == 0);
        }
    }
}

fn id(who: usize) -> Value {
    Uuid::from_u128(USERS[who]).to_string().into()
}

fn said(limit: &crate::quota::LimitState) -> Said {
    Said {
        period: limit.period.to_string(),
        limit: limit.limit,
        carried: limit.carried,
        used: limit.used,
        resets_at_ms: limit.resets_at_ms,
    }
}

/// A response without its mark, which must say whether it is the stored one.
fn unmarked(mut response: Value, replayed: bool) -> Value {
    assert_eq!(response["replayed"], replayed, "{response}");
    response["replayed"] = false.into();
    response
}

fn expect_code(found: Result<Value>, code: ErrorCode) {
    assert_eq!(found.unwrap_err().code(), code);
}

fn expect_refusal(error: &Error, said: &Said) {
    assert_eq!(error.code(), ErrorCode::QuotaExceeded, "{error}");
    let details = error.details();
    assert_eq!(details["period"], said.period);
    assert_eq!((&details["limit"], &details["used"]), (&said.limit.into(), &said.used.into()));
    assert_eq!(details["resetsAtMs"].as_i64(), said.resets_at_ms);
}

fn run(acts: &[Act]) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("quota.db");
    let mut pair = Pair::start(path.to_str().unwrap());
    (0..2).for_each(|who| pair.compare(who));
    for act in acts {
        pair.run(act);
        (0..2).for_each(|who| pair.compare(who));
    }
    pair.engine.close().unwrap();
    pair.owner.close().unwrap();
}

/// A server needs longer for a history than a file does.
fn histories() -> u32 {
    if test_backend() == "sqlite" { 160 } else { 12 }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: histories(), ..ProptestConfig::default() })]

    #[test]
    fn every_history_comes_to_what_the_oracle_says(acts in acts()) {
        run(&acts);
    }
}
