//! All the operations of tasks against a naive model.
//!
//! Each episode begins with an empty store and a seed, from which everything follows: calls of
//! every kind, sent once, by two threads at the same time, again, or again with another field; a
//! clock that moves either way; and sweeps. After each step every task and the wallet are what the
//! model says.
//!
//! A failure names its seed. `SILVERVINE_MODEL_SEED` plays it again, and `SILVERVINE_MODEL_STEPS`
//! sets how many steps are taken in all.

use std::panic::{AssertUnwindSafe, catch_unwind};

use serde_json::Value;

use super::oracle::{Answer, Books};
use super::*;
use crate::{Clock as _, Context};

const EPISODE_STEPS: u64 = 100;
/// Steps of an ordinary run; on a server each costs a round trip for each statement.
const STEPS: u64 = 800;

/// Numbers that follow from a seed alone.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// A number from `low` up to the one before `high`.
    fn in_range(&mut self, low: i64, high: i64) -> i64 {
        low + i64::try_from(self.next() % u64::try_from(high - low).unwrap()).unwrap()
    }

    fn one_in(&mut self, sides: u64) -> bool {
        self.next().is_multiple_of(sides)
    }
}

struct Episode {
    dice: Dice,
    world: World,
    books: Books,
    tasks: Vec<TaskId>,
    /// Calls that succeeded, with their answers.
    sent: Vec<(&'static str, Value, Value)>,
}

impl Episode {
    fn new(seed: u64) -> Self {
        let mut books = Books::default();
        books.grant(100, START);
        let (tasks, sent) = (Vec::new(), Vec::new());
        Episode { dice: Dice(seed), world: World::new(), books, tasks, sent }
    }

    fn now(&self) -> i64 {
        self.world.clock.now_ms()
    }

    fn step(&mut self) {
        let now = self.now();
        match self.dice.in_range(0, 100) {
            0..22 => self.create(),
            22..68 if !self.tasks.is_empty() => self.progress(),
            68..76 => self.repeat(),
            76..82 => {
                let points = self.dice.in_range(1, 40);
                self.world.grant(points);
                self.books.grant(points, now);
            }
            82..90 => {
                self.world.sweep();
                self.books.sweep(now);
            }
            _ => {
                let by_ms = self.dice.in_range(-40, 120);
                self.world.clock.advance_ms(by_ms);
            }
        }
        self.check();
    }

    fn create(&mut self) {
        let (cost, now) = (self.dice.in_range(1, 50), self.now());
        let deadline = match self.dice.one_in(4) {
            true => None,
            false => Some(now + self.dice.in_range(-5, 200)),
        };
        let mut request = json!({
            "userId": self.world.user, "kind": if self.dice.one_in(2) { "image" } else { "video" },
            "cost": cost, "parameters": {"prompt": cost}, "idempotencyKey": self.world.key(),
        });
        if let Some(deadline) = deadline {
            request["expiresAtMs"] = deadline.into();
        }
        let expected = self.books.create(cost, deadline, now);
        if let Some(answer) = self.send("create", request, expected, "expiresAtMs") {
            self.tasks.push(serde_json::from_value(answer["taskId"].clone()).unwrap());
        }
    }

    fn progress(&mut self) {
        let (now, count) = (self.now(), i64::try_from(self.tasks.len()).unwrap());
        // Mostly one of the last, which may still be open.
        let low = if self.dice.one_in(8) { 0 } else { (count - 4).max(0) };
        let job = usize::try_from(self.dice.in_range(low, count)).unwrap();
        let mut request = json!({
            "userId": self.world.user, "taskId": self.tasks[job],
            "idempotencyKey": self.world.key(),
        });
        match self.dice.in_range(0, 6) {
            0 => {
                let expected = self.books.start(job, now);
                self.send("start", request, expected, "cost");
            }
            1 | 2 => {
                let all = self.books.jobs[job].cost;
                let cost = self.dice.one_in(2).then(|| self.dice.in_range(0, all + 2));
                if let Some(cost) = cost {
                    request["cost"] = cost.into();
                }
                let expected = self.books.complete(job, cost, now);
                self.send("complete", request, expected, "captured");
            }
            3 => {
                request["error"] = "out of memory".into();
                let expected = self.books.give_up(job, "failed", now);
                self.send("fail", request, expected, "released");
            }
            4 => {
                let expected = self.books.give_up(job, "cancelled", now);
                self.send("cancel", request, expected, "released");
            }
            _ => {
                let deadline = now + self.dice.in_range(-5, 300);
                request["expiresAtMs"] = deadline.into();
                let expected = self.books.extend(job, deadline, now);
                self.send("extend", request, expected, "expiresAtMs");
            }
        }
    }

    /// Sends a call, sometimes by two threads at once, and compares with the model's answer.
    fn send(
        &mut self,
        operation: &'static str,
        request: Value,
        expected: Answer,
        field: &str,
    ) -> Option<Value> {
        let first = match self.dice.one_in(6) {
            true => {
                let (one, other) = std::thread::scope(|scope| {
                    let other = scope.spawn(|| self.call(operation, &request));
                    (self.call(operation, &request), other.join().unwrap())
                });
                assert_eq!(one, other, "{operation} {request} by two threads");
                one
            }
            false => self.call(operation, &request),
        };
        let told = first.as_ref().map(|answer| answer[field].as_i64().unwrap());
        let told = told.map_err(String::as_str);
        assert_eq!(told, expected, "{operation} {request}");
        let answer = first.ok()?;
        self.sent.push((operation, request, answer.clone()));
        Some(answer)
    }

    /// Sends a call that succeeded once more, or with another field.
    fn repeat(&mut self) {
        let Some(last) = self.sent.len().checked_sub(1) else { return };
        let place = usize::try_from(self.dice.next() % (last as u64 + 1)).unwrap();
        let (operation, mut request, answer) = self.sent[place].clone();
        if self.dice.one_in(2) {
            assert_eq!(self.call(operation, &request), Ok(answer), "{operation} {request}");
            return;
        }
        let (field, value) = match operation {
            "create" => ("cost", json!(request["cost"].as_i64().unwrap() + 1)),
            _ => ("taskId", json!(uuid::Uuid::nil())),
        };
        request[field] = value;
        let refused = Err("idempotency_mismatch".to_owned());
        assert_eq!(self.call(operation, &request), refused, "{operation} {request}");
    }

    /// The answer without the mark of a replay, or the code of the refusal.
    fn call(&self, operation: &str, request: &Value) -> Result<Value, String> {
        let (name, body) = (format!("tasks.{operation}"), request.to_string());
        match self.world.engine.call(&Context::host(), &name, body.as_bytes()) {
            Ok(response) => {
                let mut response: Value = serde_json::from_str(&response).unwrap();
                response.as_object_mut().unwrap().remove("replayed");
                Ok(response)
            }
            Err(error) if error.code() == ErrorCode::Internal => panic!("{error}"),
            Err(error) => Err(error.code().as_str().to_owned()),
        }
    }

    fn check(&self) {
        let now = self.now();
        let (books, world) = (&self.books, &self.world);
        let held = books.held(now);
        assert_eq!(world.sums(), (books.balance, held, books.balance - held));
        for (place, id) in self.tasks.iter().enumerate() {
            let (task, job) = (world.get(*id), &books.jobs[place]);
            let open = if books.is_open(place, now) { job.cost } else { 0 };
            let told = (task.state.as_str(), task.captured, task.open, task.released);
            let released = job.cost - job.captured - open;
            assert_eq!(told, (books.state(place, now), job.captured, open, released), "{place}");
            assert_eq!((task.cost, task.expires_at_ms), (job.cost, job.deadline));
            let spent = (job.captured > 0).then(|| -job.captured);
            let records = world.records();
            let of_task = records.iter().filter(|r| r.action_id == Some(id.to_string()));
            let amounts: Vec<i64> = of_task.map(|record| record.amount).collect();
            assert_eq!(amounts, spent.into_iter().collect::<Vec<_>>(), "{place}");
        }
        world.assert_sound(&self.tasks);
    }
}

fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().expect("a number"))
}

/// Plays an episode; a failure names the seed that plays it again.
fn play(seed: u64) {
    let mut step = 0;
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        let mut episode = Episode::new(seed);
        while step < EPISODE_STEPS {
            episode.step();
            step += 1;
        }
    }));
    if let Err(cause) = outcome {
        let text = cause
            .downcast_ref::<String>()
            .cloned()
            .or_else(|| cause.downcast_ref::<&str>().map(|text| (*text).to_owned()));
        let text = text.unwrap_or_default();
        panic!("step {step} of seed {seed} (SILVERVINE_MODEL_SEED={seed} plays it again): {text}");
    }
}

#[test]
fn whatever_becomes_of_tasks_is_what_the_naive_model_says() {
    if let Some(seed) = setting("SILVERVINE_MODEL_SEED") {
        return play(seed);
    }
    let usual = if crate::engine::test_backend() == "sqlite" { STEPS } else { STEPS / 8 };
    let steps = setting("SILVERVINE_MODEL_STEPS");
    // A long run begins elsewhere each time, so that it finds what the usual one cannot.
    let first: u64 = match steps {
        Some(_) => u64::try_from(crate::Clock::now_ms(&crate::SystemClock)).unwrap() << 20,
        None => 1,
    };
    let episodes = steps.unwrap_or(usual).div_ceil(EPISODE_STEPS);
    for episode in 0..episodes {
        play(first.wrapping_add(episode));
    }
}
