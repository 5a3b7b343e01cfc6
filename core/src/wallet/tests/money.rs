//! All the operations of the wallet against a naive model, by four people at once.
//!
//! Each episode begins with an empty store and a seed, from which everything follows: calls of
//! every kind, sent once, by several threads at the same time, again, or again with another amount;
//! different calls at the same time, of one wallet and of all; clocks that move either way; sweeps;
//! crashes; conflicts, failures and lost answers in the middle of a call. After each step the
//! wallets that it touched answer every query as the model does, their ledgers verify, and the
//! invariants hold of the rows themselves.
//!
//! A failure names its seed. `SILVERVINE_MODEL_SEED` plays it again, `SILVERVINE_MODEL_STEPS` sets
//! how many steps are taken in all, and `SILVERVINE_TEST_BACKEND` where.

use serde_json::{Value, json};
use uuid::Uuid;

use super::naive::{Answer, Outcome, Purse};
use super::*;
use crate::episodes::{
    self, Dice, Disturbed, Length, Strike, copy_as_after_a_crash, play_all, race, told_code,
    without_replayed,
};
use crate::store::sqlite::Durability;
use crate::store::statements;
use crate::store::testing::FaultPoint;

mod answers;
mod calls;
mod crowd;
mod delivery;
mod rows;

const PEOPLE: usize = 4;
const LENGTH: Length = Length { steps: 960, on_server: 240, of_episode: 120 };
const KINDS: [&str; 6] = ["paid", "bonus", "promo", "checkin", "plan", "refund"];

statements! {
    SOME_WALLET: User = "SELECT balance, held, seq, version, last_at_ms, next_expiry_at_ms, \
        head_remaining FROM wallets WHERE user_id = ? AND asset = 'points'";
    SOME_COUNTS: User = "SELECT (SELECT COUNT(*) FROM point_records WHERE user_id = ?1), \
        (SELECT COUNT(*) FROM grants WHERE user_id = ?1), \
        (SELECT COUNT(*) FROM holds WHERE user_id = ?1), \
        (SELECT COUNT(*) FROM receipts WHERE user_id = ?1), \
        (SELECT COUNT(*) FROM refunds WHERE user_id = ?1), \
        (SELECT COUNT(*) FROM audit_events WHERE user_id = ?1)";
}

struct Person {
    id: UserId,
    purse: Purse,
}

/// What the queries after a step ask about.
struct Drawn {
    /// Relative to the present.
    moments: [i64; 2],
    /// How many records a page has, where pages are asked for.
    page: Option<i64>,
    line: usize,
}

/// A call that succeeded, and its answer.
struct Sent {
    operation: String,
    request: Value,
    response: Value,
}

struct Episode {
    dice: Dice,
    clock: FixedClock,
    path: String,
    disturbed: Disturbed,
    people: Vec<Person>,
    sent: Vec<Sent>,
    keys: u32,
    directory: tempfile::TempDir,
}

fn options(clock: &FixedClock) -> EngineOptions {
    EngineOptions::default().clock(clock.clone()).durability(Durability::Off)
}

impl Episode {
    fn new(seed: u64) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("store.db").to_str().unwrap().to_owned();
        let clock = FixedClock::new(START);
        let disturbed = Disturbed::open(&path, options(&clock));
        let people = (0..PEOPLE).map(|number| Person {
            id: person(&disturbed.below, 7 + number as u128),
            purse: Purse::opened_at(START),
        });
        let people = people.collect();
        let (dice, sent) = (Dice::new(seed), Vec::new());
        Episode { dice, clock, path, disturbed, people, sent, keys: 0, directory }
    }

    fn now(&self) -> i64 {
        use crate::Clock as _;
        self.clock.now_ms()
    }

    fn step(&mut self) {
        let person = self.dice.place(PEOPLE);
        let other = (person + 1 + self.dice.place(PEOPLE - 1)) % PEOPLE;
        let mut touched = vec![person, other];
        match self.dice.in_range(0, 100) {
            0..52 => {
                let (operation, request) = self.any_call(person);
                self.send(person, operation, &request);
            }
            52..60 => self.transfer(person, other),
            60..68 => self.batch(person),
            68..71 => self.rush(person),
            71..74 => {
                self.everybody();
                touched = (0..PEOPLE).collect();
            }
            74..84 => self.repeat(),
            84..93 => self.move_clock(person),
            93..95 => {
                self.sweep();
                touched = (0..PEOPLE).collect();
            }
            95..97 => self.claw_back(person),
            _ => {
                self.crash();
                touched = (0..PEOPLE).collect();
            }
        }
        let drawn = Drawn {
            moments: [self.dice.in_range(-900, 900), self.dice.in_range(-300, 300)],
            page: self.dice.one_in(4).then(|| self.dice.in_range(1, 12)),
            line: self.dice.place(1_000),
        };
        for person in touched {
            self.check(person, &drawn);
        }
    }

    fn key(&mut self) -> String {
        self.keys += 1;
        format!("key-{}", self.keys)
    }

    /// Sends a call that the model makes too, and compares.
    fn send(&mut self, person: usize, operation: &str, request: &Value) {
        let now = self.now();
        let mut purse = self.people[person].purse.clone();
        let expected = purse.call(operation, request, now);
        if let Some(response) = self.deliver(operation, request, &expected) {
            purse.learn(&response);
            self.people[person].purse = purse;
        }
    }

    fn transfer(&mut self, from: usize, to: usize) {
        let amount = self.dice.in_range(1, 60);
        let request = json!({
            "userId": self.people[from].id, "toUserId": self.people[to].id, "amount": amount,
            "idempotencyKey": self.key(),
        });
        let now = self.now();
        let (mut sender, mut receiver) =
            (self.people[from].purse.clone(), self.people[to].purse.clone());
        let expected = sender.transfer(&mut receiver, amount, now);
        if let Some(response) = self.deliver("transfer", &request, &expected) {
            sender.learn(&response);
            (self.people[from].purse, self.people[to].purse) = (sender, receiver);
        }
    }

    /// Sends a call that succeeded once more, perhaps with another amount.
    fn repeat(&mut self) {
        if self.sent.is_empty() {
            return;
        }
        let place = self.dice.place(self.sent.len());
        let changed = self.dice.one_in(2);
        let Sent { operation, request, response, .. } = &self.sent[place];
        let mut request = request.clone();
        match (changed, request.get("amount").and_then(Value::as_i64)) {
            (true, Some(amount)) => {
                request["amount"] = (amount + if amount == -1 { 2 } else { 1 }).into();
                let found = self.call(operation, &request);
                assert_eq!(found, Err("idempotency_mismatch".into()), "{operation} {request}");
            }
            _ => {
                let found = self.call(operation, &request).map(|again| without_replayed(again).0);
                assert_eq!(found.as_ref(), Ok(response), "{operation} {request}");
            }
        }
    }

    /// Takes points back, as a refunded payment does; there is no operation for it.
    fn claw_back(&mut self, person: usize) {
        let points = self.dice.in_range(1, 120);
        let user = self.people[person].id;
        let taken = crate::wallet::ClawBack::new(points);
        if self.dice.one_in(3) {
            self.arm_conflict(8);
        }
        self.disturbed
            .engine
            .inner()
            .write_own(|tx| crate::wallet::claw_back(tx, user, &taken))
            .unwrap();
        self.disturbed.disarm();
        let now = self.now();
        self.people[person].purse.claw_back(points, now);
    }

    fn sweep(&mut self) {
        if self.dice.one_in(2) {
            self.arm_conflict(20);
        }
        if self.dice.one_in(2) {
            let budget = std::time::Duration::from_secs(5);
            // A conflict that strikes while upkeep only looks ends its round; the next one goes on.
            if let Err(error) = self.disturbed.engine.maintain(budget) {
                assert_eq!(error.code(), crate::ErrorCode::Serialization);
                self.disturbed.engine.maintain(budget).unwrap();
            }
        } else {
            // Between two steps a wallet may pass its floor, which the model does not see.
            let watched = self.people.iter().any(|person| person.purse.floor.is_some());
            let limit = if watched { 500 } else { self.dice.in_range(1, 4) };
            while self.call("sweep_expired", &json!({"limit": limit})).unwrap()["done"] == false {}
        }
        self.disturbed.disarm();
        let now = self.now();
        for person in &mut self.people {
            let at = person.purse.at(now);
            person.purse.settle(at);
            person.purse.watch(at);
        }
        self.check_swept();
    }

    /// Ends as a crash does: what was acknowledged is in the files, and nobody closes them.
    fn crash(&mut self) {
        if crate::engine::test_backend() == "sqlite" {
            let path = self.directory.path().join(format!("store-{}.db", self.keys));
            let path = path.to_str().unwrap().to_owned();
            copy_as_after_a_crash(&self.path, &path);
            self.key();
            self.path = path;
        }
        self.disturbed = Disturbed::open(&self.path, options(&self.clock));
    }

    fn call(&self, operation: &str, request: &Value) -> Result<Value, String> {
        told_code(send(&self.disturbed.engine, operation, request))
    }

    /// What a refusal must leave as it was.
    fn state(&self) -> Vec<Vec<Option<i64>>> {
        (0..PEOPLE).map(|person| self.state_of(person)).collect()
    }

    fn state_of(&self, person: usize) -> Vec<Option<i64>> {
        let user = self.people[person].id;
        let read = |tx: &mut crate::store::Tx<'_>| {
            let mut numbers = Vec::new();
            for (sql, columns) in [(&SOME_WALLET, 7), (&SOME_COUNTS, 6)] {
                tx.query(sql, &[user.into()], &mut |row| {
                    for column in 0..columns {
                        numbers.push(row.opt_int(column)?);
                    }
                    Ok(())
                })?;
            }
            Ok(numbers)
        };
        self.disturbed.below.inner().write_own(read).unwrap()
    }
}

fn send(engine: &Engine, operation: &str, request: &Value) -> Result<Value> {
    episodes::call(engine, &format!("wallet.{operation}"), request)
}

#[track_caller]
fn assert_answer(answer: &Answer, response: &Value, operation: &str, request: &Value) {
    for (pointer, number) in answer {
        let found = response.pointer(pointer);
        assert_eq!(found, Some(&json!(number)), "{pointer} of {operation} {request}: {response}");
    }
}

#[test]
fn whatever_four_people_do_is_what_the_naive_model_says() {
    play_all(&LENGTH, Episode::new, Episode::step, |_| {});
}
