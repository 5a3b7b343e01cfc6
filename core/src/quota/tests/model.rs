//! Random histories of two users, against the oracle.
//!
//! Every call goes through the table as JSON. Some meet a conflict, fail or lose their answer, some
//! are made by several callers at once, earlier ones are made again, and the engine ends as in a
//! crash; none of it may show.
//!
//! `SILVERVINE_MODEL_STEPS` plays so many steps of histories that follow from seeds, each time from
//! other ones; a failure names its seed, and `SILVERVINE_MODEL_SEED` plays it again.

use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};
use serde_json::{Value, json};

use super::acts::{Act, Step, acts, period};
use super::oracle::{Oracle, PLANS, Said};
use super::*;
use crate::engine::test_backend;
use crate::episodes::{self, Disturbed, Strike, asked_for, copy_as_after_a_crash, race};
use crate::error::ErrorCode;
use crate::wallet::GrantPointsRequest;

mod answers;
mod delivery;

/// 2024-01-30T20:00:00Z: in a leap year, and the 31st in Shanghai.
const LEAP_MS: i64 = 1_706_644_800_000;
/// What each wallet holds at first.
const POINTS: i64 = 25;
/// Both ids are odd, so that the users share a shard where there are two.
const USERS: [u128; 2] = [7, 9];

/// The engine and the oracle, side by side.
struct Pair {
    disturbed: Disturbed,
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
    /// What each has used: when, how much, and how.
    log: [Vec<(i64, i64, String)>; 2],
}

impl Pair {
    fn start(path: &str) -> Pair {
        let clock = FixedClock::new(LEAP_MS);
        let disturbed = Disturbed::open(path, options(&clock));
        let oracle = || Oracle::new(0, LEAP_MS);
        let pair = Pair {
            disturbed,
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
            log: [Vec::new(), Vec::new()],
        };
        for (name, rules) in PLANS {
            let limits = rules.iter().map(|rule| {
                let limit = PlanLimit::new("chat", period(rule.span), rule.limit);
                if rule.carry == 0 { limit } else { limit.carry_over(rule.carry) }
            });
            let request = SetPlanRequest::new(*name, limits.collect::<Vec<_>>());
            pair.disturbed.engine.plans().set(request).unwrap();
        }
        for user in USERS.map(|user| UserId(Uuid::from_u128(user))) {
            let make = |tx: &mut crate::store::Tx<'_>| {
                crate::wallet::open(tx, user, "points")?;
                open(tx, user, PLANS[0].0, "UTC")
            };
            pair.disturbed.engine.inner().write_own(make).unwrap();
            let points = GrantPointsRequest::new(user, POINTS, "points");
            pair.disturbed.engine.wallet().grant(points).unwrap();
        }
        pair
    }

    fn key(&mut self) -> String {
        self.calls += 1;
        format!("key-{}", self.calls)
    }

    fn send(&self, operation: &str, request: &Value) -> Result<Value> {
        episodes::call(&self.disturbed.engine, operation, request)
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
                let passes = self.oracles[who].capture(now_ms, name, *amount, *rest);
                assert_eq!(found.is_ok(), passes, "{found:?}");
                if let Ok(found) = found {
                    self.log(who, found["amount"].as_i64().unwrap(), "capture");
                }
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
            Step::Replay(which, changed) if !self.done.is_empty() => {
                self.again(which.index(self.done.len()), *changed);
            }
            Step::Capture(..) | Step::Release(_) | Step::Replay(..) => {}
            Step::Crash => self.crash(),
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
                self.disturbed.engine.close().unwrap();
                self.disturbed = Disturbed::open(&self.path, options(&self.clock));
            }
        }
    }

    fn go(&mut self, now_ms: i64) {
        self.now_ms = now_ms.max(self.floor_ms);
        self.clock.set_ms(self.now_ms);
    }

    fn log(&mut self, who: usize, amount: i64, kind: &str) {
        let at_ms = self.oracles[who].at(self.now_ms).1;
        self.log[who].push((at_ms, amount, kind.to_owned()));
    }

    /// Holds the outcome of a use against the oracle's.
    fn expect_use(&mut self, who: usize, amount: i64, found: Result<Value>) {
        if !self.is_on {
            return match self.points[who] >= amount {
                true => {
                    assert_eq!(found.unwrap()["points"], amount);
                    self.points[who] -= amount;
                    self.log(who, amount, "charge");
                }
                false => expect_code(found, ErrorCode::InsufficientPoints),
            };
        }
        match (found, self.oracles[who].consume(self.now_ms, amount)) {
            (Ok(found), Ok(())) => {
                assert_eq!(found["points"], Value::Null);
                self.log(who, amount, "consume");
            }
            (Err(error), Err(said)) => expect_refusal(&error, &said),
            (found, said) => panic!("{found:?}, but {said:?}"),
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
            self.disturbed.engine.maintain(std::time::Duration::from_secs(5)).unwrap();
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
        self.disturbed.engine.quota().get(GetQuotaRequest::new(user)).unwrap()
    }
}

fn id(who: usize) -> Value {
    Uuid::from_u128(USERS[who]).to_string().into()
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
    for (place, act) in (1..).zip(acts) {
        pair.run(act);
        (0..2).for_each(|who| pair.compare(who));
        if place % 5 == 0 || place == acts.len() {
            (0..2).for_each(|who| pair.compare_logs(who));
        }
    }
    pair.disturbed.engine.close().unwrap();
    pair.disturbed.below.close().unwrap();
}

/// A server needs longer for a history than a file does.
fn histories() -> u32 {
    if test_backend() == "sqlite" { 160 } else { 12 }
}

/// As many histories as the steps need that were asked for; a failure names the seed of its own.
fn long_run(mut seed: u64, steps: u64) {
    let mut left = steps;
    while left > 0 {
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&seed.to_le_bytes());
        let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
        let mut runner = TestRunner::new_with_rng(ProptestConfig::default(), rng);
        let acts = acts().new_tree(&mut runner).unwrap().current();
        if let Err(cause) = std::panic::catch_unwind(|| run(&acts)) {
            let cause = cause.downcast_ref::<String>().map_or("see above", String::as_str);
            panic!("SILVERVINE_MODEL_SEED={seed} plays it again: {cause}: {acts:?}");
        }
        left = left.saturating_sub(acts.len() as u64);
        seed = seed.wrapping_add(1);
    }
}

#[test]
fn every_history_comes_to_what_the_oracle_says() {
    if let Some((first, steps)) = asked_for() {
        return long_run(first, steps);
    }
    let config = ProptestConfig { cases: histories(), ..ProptestConfig::default() };
    let outcome = TestRunner::new(config).run(&acts(), |acts| {
        run(&acts);
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
}
