//! All the operations of tasks against a naive model.
//!
//! Each episode begins with an empty store and a seed, from which everything follows: calls of
//! every kind, sent once, by two threads at the same time, again, or again with another field;
//! conflicts, failures and lost answers in the middle of a call; a clock that moves either way; and
//! sweeps. After each step every task and the wallet are what the model says.
//!
//! A failure names its seed. `SILVERVINE_MODEL_SEED` plays it again, and `SILVERVINE_MODEL_STEPS`
//! sets how many steps are taken in all.

use serde_json::Value;

use super::oracle::{Answer, Books};
use super::*;
use crate::Clock as _;
use crate::episodes::{self, Dice, Disturbed, Length, play_all, race, told_code, without_replayed};

const LENGTH: Length = Length { steps: 800, on_server: 100, of_episode: 100 };

struct Episode {
    dice: Dice,
    world: World,
    disturbed: Disturbed,
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
        let world = World::new();
        let disturbed = Disturbed::over(&world.engine, world.options());
        Episode { dice: Dice::new(seed), world, disturbed, books, tasks, sent }
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
                let mut told = race(2, |_| self.call(operation, &request));
                assert_eq!(told[0], told[1], "{operation} {request} by two threads");
                told.swap_remove(0)
            }
            false => {
                let told = |engine: &Engine| call(engine, operation, &request);
                told_code(self.disturbed.deliver(&mut self.dice, told))
            }
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
        let place = self.dice.place(last + 1);
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

    fn call(&self, operation: &str, request: &Value) -> Result<Value, String> {
        told_code(call(&self.world.engine, operation, request))
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

/// Makes a call; the answer is without the mark of a replay.
fn call(engine: &Engine, operation: &str, request: &Value) -> Result<Value> {
    let response = episodes::call(engine, &format!("tasks.{operation}"), request)?;
    Ok(without_replayed(response).0)
}

#[test]
fn whatever_becomes_of_tasks_is_what_the_naive_model_says() {
    play_all(&LENGTH, Episode::new, Episode::step, |_| {});
}
