//! Random histories of three people against the oracle.
//!
//! Each episode begins with an empty store and a seed, from which everything follows: calls that
//! are sent once, by several callers at the same time, under one key or under several, again, or
//! again with another amount; references that belong to others; conflicts, failures and lost
//! answers in the middle of a call; a clock that moves, past the expiry of orders; sweeps; a store
//! that is opened anew.
//!
//! A failure names its seed. `SILVERVINE_MODEL_SEED` plays it again, `SILVERVINE_MODEL_STEPS` sets
//! how many steps are taken in all, and `SILVERVINE_TEST_BACKEND` where.

use serde_json::{Value, json};

use super::oracle::{Book, Name, Said};
use super::*;
use crate::episodes::{
    self, Dice, Disturbed, Length, Strike, play_all, told_code, without_replayed,
};

mod delivery;
mod invariants;

const PEOPLE: usize = 3;
const LENGTH: Length = Length { steps: 960, on_server: 240, of_episode: 120 };

/// A call that succeeded, and its answer.
struct Sent {
    operation: &'static str,
    request: Value,
    response: Value,
}

struct Episode {
    dice: Dice,
    clock: FixedClock,
    path: String,
    disturbed: Disturbed,
    people: Vec<UserId>,
    orders: Vec<Value>,
    book: Book,
    sent: Vec<Sent>,
    keys: u32,
    _folder: tempfile::TempDir,
}

impl Episode {
    fn new(seed: u64) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("store.db").to_str().unwrap().to_owned();
        let clock = FixedClock::new(BEGIN_MS);
        let disturbed = Disturbed::open(&path, options(&clock));
        let people =
            (0..PEOPLE).map(|number| person(&disturbed.below, &format!("person-{number}")));
        let people = people.collect();
        Episode {
            dice: Dice::new(seed),
            clock,
            path,
            disturbed,
            people,
            orders: Vec::new(),
            book: Book::of(PEOPLE),
            sent: Vec::new(),
            keys: 0,
            _folder: folder,
        }
    }

    fn now(&self) -> i64 {
        use crate::Clock as _;
        self.clock.now_ms()
    }

    fn step(&mut self) {
        let person = match self.dice.in_range(0, 100) {
            _ if self.orders.is_empty() => self.create(),
            0..14 => self.create(),
            14..40 => self.confirm(),
            40..50 => self.fail(),
            50..56 => self.cancel(),
            56..72 => self.refund(),
            72..80 => self.consume(),
            80..86 => self.grant(),
            86..95 => self.repeat(),
            95..98 => {
                let by_ms = self.dice.in_range(1, 150);
                self.clock.advance_ms(by_ms);
                0
            }
            98 => {
                self.disturbed.engine.maintain(std::time::Duration::from_secs(5)).unwrap();
                0
            }
            _ => {
                self.disturbed = Disturbed::open(&self.path, options(&self.clock));
                0
            }
        };
        self.book.now_is(self.now());
        self.check(person);
    }

    fn key(&mut self) -> String {
        self.keys += 1;
        format!("key-{}", self.keys)
    }

    fn about(&self, number: usize, mut request: Value) -> (usize, Value) {
        let owner = self.book.orders[number].owner;
        request["userId"] = json!(self.people[owner]);
        request["orderId"] = self.orders[number].clone();
        (owner, request)
    }

    /// A name for a payment of an order: mostly its own, sometimes that of another.
    fn name(&mut self, number: usize) -> Name {
        let of = match self.dice.one_in(6) {
            true => self.dice.place(self.orders.len()),
            false => number,
        };
        let provider = if self.dice.one_in(8) { "alipay" } else { "stripe" };
        (provider, format!("{of}-{}", self.dice.in_range(0, 3) / 2))
    }

    fn create(&mut self) -> usize {
        let owner = self.dice.place(PEOPLE);
        let price = self.dice.in_range(1, 60);
        let parts = [
            self.dice.in_range(1, 90),
            self.dice.in_range(-20, 30).max(0),
            self.dice.in_range(-10, 30).max(0),
        ];
        let mut request = json!({
            "userId": self.people[owner], "package": "p", "amount": price, "currency": "EUR",
            "basePoints": parts[0], "bonusPoints": parts[1], "firstBonusPoints": parts[2],
            "idempotencyKey": self.key(),
        });
        let waits_ms = self.dice.in_range(1, 200);
        let expires_at_ms = self.dice.one_in(3).then_some(self.now() + waits_ms);
        if let Some(at_ms) = expires_at_ms {
            request["expiresAtMs"] = json!(at_ms);
        }
        let mut book = self.book.clone();
        let said = book.create(owner, price, parts, expires_at_ms);
        if let Some(response) = self.deliver("payments.create", &request, said, false) {
            self.orders.push(response["payment"]["id"].clone());
            self.book = book;
        }
        owner
    }

    fn confirm(&mut self) -> usize {
        let number = self.dice.place(self.orders.len());
        let name = self.name(number);
        let mut request = json!({
            "provider": name.0, "reference": name.1, "idempotencyKey": self.key(),
        });
        let price = match self.dice.in_range(0, 6) {
            0..3 => Some(self.book.orders[number].price),
            3 => Some(self.book.orders[number].price + 1),
            _ => None,
        };
        if let Some(price) = price {
            request["amount"] = json!(price);
        }
        let mut book = self.book.clone();
        let said = book.confirm(number, &name, price);
        self.send("payments.confirm", number, request, book, said, true)
    }

    fn fail(&mut self) -> usize {
        let number = self.dice.place(self.orders.len());
        let name = if self.dice.one_in(3) { None } else { Some(self.name(number)) };
        let mut request = json!({"idempotencyKey": self.key()});
        if let Some((provider, reference)) = &name {
            request["provider"] = json!(provider);
            request["reference"] = json!(reference);
        }
        let mut book = self.book.clone();
        let said = book.fail(number, name.as_ref());
        self.send("payments.fail", number, request, book, said, true)
    }

    fn cancel(&mut self) -> usize {
        let number = self.dice.place(self.orders.len());
        let request = json!({"idempotencyKey": self.key()});
        let mut book = self.book.clone();
        let said = book.cancel(number);
        self.send("payments.cancel", number, request, book, said, true)
    }

    fn refund(&mut self) -> usize {
        let number = self.dice.place(self.orders.len());
        let mut request = json!({"idempotencyKey": self.key()});
        let price = self.book.orders[number].price;
        let amount = match self.dice.one_in(4) {
            true => None,
            false => Some(self.dice.in_range(1, (price + 1) / 2 + 2)),
        };
        if let Some(amount) = amount {
            request["amount"] = json!(amount);
        }
        let mut book = self.book.clone();
        let said = book.refund(number, amount);
        self.send("payments.refund", number, request, book, said, false)
    }

    fn send(
        &mut self,
        operation: &'static str,
        number: usize,
        request: Value,
        book: Book,
        said: Said,
        by_nature: bool,
    ) -> usize {
        let (owner, request) = self.about(number, request);
        if self.deliver(operation, &request, said, by_nature).is_some() {
            self.book = book;
        }
        owner
    }

    fn consume(&mut self) -> usize {
        let (owner, points) = (self.dice.place(PEOPLE), self.dice.in_range(1, 80));
        self.wallet(owner, points, "wallet.consume", None)
    }

    fn grant(&mut self) -> usize {
        let (owner, points) = (self.dice.place(PEOPLE), self.dice.in_range(1, 60));
        let kind = if self.dice.one_in(5) { "paid" } else { "promo" };
        self.wallet(owner, points, "wallet.grant", Some(kind))
    }

    fn wallet(
        &mut self,
        owner: usize,
        points: i64,
        operation: &'static str,
        kind: Option<&str>,
    ) -> usize {
        let mut request = json!({
            "userId": self.people[owner], "amount": points, "idempotencyKey": self.key(),
        });
        let mut book = self.book.clone();
        let said = match kind {
            None => book.consume(owner, points),
            Some(kind) => {
                request["kind"] = json!(kind);
                book.grant(owner, points, kind == "paid")
            }
        };
        if self.deliver(operation, &request, said, false).is_some() {
            self.book = book;
        }
        owner
    }

    /// Sends a call that succeeded once more, perhaps with something else in it.
    fn repeat(&mut self) -> usize {
        if self.sent.is_empty() {
            return 0;
        }
        let place = self.dice.place(self.sent.len());
        let changed = self.dice.one_in(3);
        let Sent { operation, request, response } = &self.sent[place];
        let mut request = request.clone();
        if changed {
            let field = if *operation == "payments.cancel" { "reason" } else { "amount" };
            let field = if *operation == "payments.fail" { "reason" } else { field };
            request[field] = match field {
                "amount" => json!(request["amount"].as_i64().unwrap_or(0) + 1),
                _ => json!("another"),
            };
            let found = self.call(operation, &request);
            assert_eq!(found, Err("idempotency_mismatch".into()), "{operation} {request}");
        } else {
            let again = self.call(operation, &request).map(without_replayed);
            assert_eq!(again, Ok((response.clone(), true)), "{operation} {request}");
        }
        0
    }

    fn call(&self, operation: &str, request: &Value) -> Result<Value, String> {
        told_code(episodes::call(&self.disturbed.engine, operation, request))
    }
}

#[test]
fn whatever_three_people_buy_is_what_the_oracle_says() {
    play_all(&LENGTH, Episode::new, Episode::step, |episode| {
        (0..PEOPLE).for_each(|person| episode.check(person));
    });
}
