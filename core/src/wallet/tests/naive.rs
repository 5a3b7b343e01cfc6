//! What the wallets of some people must do, said as naively as it can be.
//!
//! It shares no code with the engine: calls and answers are JSON, points lie in a list of lots,
//! and what is over by some moment is found by looking at everything, one moment after another.

use std::collections::BTreeSet;

use serde_json::Value;

pub(super) const NEVER: i64 = i64::MAX;

mod calls;

/// Some numbers of an answer, by their JSON pointers.
pub(super) type Answer = Vec<(&'static str, i64)>;
/// An answer, or the code of the refusal.
pub(super) type Outcome = Result<Answer, &'static str>;

/// Points that arrived together.
#[derive(Debug, Clone)]
struct Lot {
    kind: String,
    priority: i64,
    expires: i64,
    left: i64,
}

/// Points of a lot.
type Part = (usize, i64);

#[derive(Debug, Clone)]
pub(super) struct Hold {
    pub(super) id: String,
    parts: Vec<Part>,
    pub(super) amount: i64,
    pub(super) captured: i64,
    pub(super) released: i64,
    pub(super) deadline: i64,
    pub(super) state: &'static str,
}

#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) id: String,
    pub(super) kind: &'static str,
    pub(super) amount: i64,
    pub(super) balance: i64,
    pub(super) effective: i64,
    pub(super) booked: i64,
    /// The record that a refund gives back.
    pub(super) original: Option<String>,
    parts: Vec<Part>,
    pub(super) refunded: i64,
}

/// What is told an id once the engine has made it.
#[derive(Debug, Clone, Copy)]
enum Unnamed {
    Line(usize),
    Hold(usize),
}

/// One wallet.
#[derive(Debug, Clone)]
pub(super) struct Purse {
    lots: Vec<Lot>,
    pub(super) holds: Vec<Hold>,
    pub(super) lines: Vec<Line>,
    written: i64,
    pub(super) consumed: i64,
    pub(super) recharged: i64,
    pub(super) frozen: bool,
    /// What is still to be taken back.
    pub(super) owed: i64,
    pub(super) floor: Option<i64>,
    /// Whether the last write left less than the floor.
    pub(super) low: bool,
    /// The days on which somebody was told so.
    pub(super) told: BTreeSet<i64>,
    unnamed: Option<Unnamed>,
}

fn int(request: &Value, field: &str) -> Option<i64> {
    request[field].as_i64()
}

impl Purse {
    pub(super) fn opened_at(now: i64) -> Self {
        Purse {
            lots: Vec::new(),
            holds: Vec::new(),
            lines: Vec::new(),
            written: now,
            consumed: 0,
            recharged: 0,
            frozen: false,
            owed: 0,
            floor: None,
            low: false,
            told: BTreeSet::new(),
            unnamed: None,
        }
    }

    /// The moment at which a call made now happens.
    pub(super) fn at(&self, now: i64) -> i64 {
        now.max(self.written)
    }

    fn free(&self) -> i64 {
        self.lots.iter().map(|lot| lot.left).sum()
    }

    /// Looks at the floor after a write, and tells of a fall below it.
    pub(super) fn watch(&mut self, at: i64) {
        let low = self.floor.is_some_and(|floor| self.available() < floor);
        if low && !self.low {
            self.told.insert(at.div_euclid(86_400_000));
        }
        self.low = low;
    }

    /// What can be spent; below zero where something is owed, or was.
    pub(super) fn available(&self) -> i64 {
        self.balance() - self.held() - self.owed
    }

    pub(super) fn booked(&self) -> i64 {
        self.lines.last().map_or(0, |line| line.balance)
    }

    /// Takes points back; what is not free stays owed, or, where nothing is held, is a debt.
    pub(super) fn claw_back(&mut self, points: i64, now: i64) {
        let at = self.at(now);
        self.settle(at);
        self.claim(at);
        self.owed += points;
        self.written = at;
        self.claim(at);
        self.watch(at);
    }

    fn claim(&mut self, at: i64) {
        let there = self.free().min(self.owed);
        let points = if self.held() == 0 { self.owed } else { there };
        if points > 0 {
            self.take(there);
            self.owed -= points;
            self.write("clawback", -points, at, at, Vec::new());
        }
    }

    pub(super) fn held(&self) -> i64 {
        self.holds.iter().flat_map(|hold| &hold.parts).map(|(_, points)| points).sum()
    }

    pub(super) fn balance(&self) -> i64 {
        self.free() + self.held() - self.debt()
    }

    /// A balance below zero, which credits pay before anything else.
    fn debt(&self) -> i64 {
        (-self.booked()).max(0)
    }

    /// The points by kind, held ones too.
    pub(super) fn of_kind(&self, kind: &str) -> i64 {
        let held = self.holds.iter().flat_map(|hold| &hold.parts);
        let held = held.filter(|(lot, _)| self.lots[*lot].kind == kind).map(|(_, p)| p);
        let free = self.lots.iter().filter(|lot| lot.kind == kind).map(|lot| &lot.left);
        held.chain(free).sum()
    }

    /// What was consumed from which each level begins; nobody falls back, as nothing is unconsumed.
    pub(super) fn level(&self) -> i64 {
        const STEPS: [i64; 5] = [100, 500, 2_000, 5_000, 10_000];
        1 + STEPS.iter().map(|from| i64::from(self.consumed >= *from)).sum::<i64>()
    }

    /// When points were bought for the first time.
    pub(super) fn first_recharged(&self) -> Option<i64> {
        self.lines.iter().find(|line| line.kind == "recharge").map(|line| line.effective)
    }

    /// What expires next of what is free, and when.
    pub(super) fn expiring(&self) -> Option<(i64, i64)> {
        let live = || self.lots.iter().filter(|lot| lot.left > 0 && lot.expires < NEVER);
        let next = live().map(|lot| lot.expires).min()?;
        Some((next, live().filter(|lot| lot.expires == next).map(|lot| lot.left).sum()))
    }

    /// The wallet as it is at a moment to come, if nobody calls.
    pub(super) fn later(&self, at: i64) -> Purse {
        let mut later = self.clone();
        later.settle(at);
        later
    }

    /// The next moment at which points or a hold end.
    pub(super) fn next_end(&self, after: i64) -> Option<i64> {
        let lots = self.lots.iter().filter(|lot| lot.left > 0).map(|lot| lot.expires);
        let holds = self.holds.iter().filter(|hold| hold.state == "open");
        let ends = lots.chain(holds.map(|hold| hold.deadline));
        ends.filter(|end| (after..NEVER).contains(end)).min()
    }

    /// The balance of any moment.
    pub(super) fn balance_as_of(&self, moment: i64, now: i64) -> i64 {
        let later = self.later(moment);
        if moment >= self.at(now) {
            return later.balance();
        }
        later.lines.iter().filter(|line| line.effective <= moment).map(|line| line.amount).sum()
    }

    /// Ends what is over by a moment, one moment after another.
    pub(super) fn settle(&mut self, at: i64) {
        loop {
            let lots = self.lots.iter().filter(|lot| lot.left > 0).map(|lot| lot.expires);
            let holds = self.holds.iter().filter(|hold| hold.state == "open");
            let next = lots.chain(holds.map(|hold| hold.deadline)).min();
            let Some(moment) = next.filter(|moment| *moment <= at) else { return };
            for place in 0..self.holds.len() {
                if self.holds[place].state == "open" && self.holds[place].deadline == moment {
                    self.end(place, "expired");
                }
            }
            self.drop_expired(moment, at);
            self.written = at;
        }
    }

    /// Gives back what a hold reserves.
    fn end(&mut self, place: usize, state: &'static str) {
        let hold = &mut self.holds[place];
        for (lot, points) in std::mem::take(&mut hold.parts) {
            self.lots[lot].left += points;
            hold.released += points;
        }
        hold.state = state;
    }

    fn drop_expired(&mut self, moment: i64, at: i64) -> i64 {
        let mut dropped = 0;
        for lot in self.lots.iter_mut().filter(|lot| lot.expires <= moment) {
            dropped += std::mem::take(&mut lot.left);
        }
        if dropped > 0 {
            self.write("expire", -dropped, moment, at, Vec::new());
        }
        dropped
    }

    fn write(&mut self, kind: &'static str, amount: i64, moment: i64, at: i64, parts: Vec<Part>) {
        let last = self.lines.iter().map(|line| line.effective).max().unwrap_or(i64::MIN);
        let balance = self.lines.last().map_or(0, |line| line.balance) + amount;
        let (id, effective) = (String::new(), moment.max(last));
        let (original, refunded) = (None, 0);
        let line =
            Line { id, kind, amount, balance, effective, booked: at, original, parts, refunded };
        self.lines.push(line);
        self.written = at;
    }

    /// Takes free points in the order of consumption.
    fn take(&mut self, points: i64) -> Vec<Part> {
        let mut order: Vec<usize> = (0..self.lots.len()).collect();
        order.sort_by_key(|place| {
            let lot = &self.lots[*place];
            (lot.priority, lot.expires, lot.kind == "paid", *place)
        });
        let (mut missing, mut parts) = (points, Vec::new());
        for place in order {
            let part = self.lots[place].left.min(missing);
            self.lots[place].left -= part;
            missing -= part;
            if part > 0 {
                parts.push((place, part));
            }
        }
        assert_eq!(missing, 0, "the model took what was not there");
        parts
    }

    /// Tells the id that the engine gave to what the last call made.
    pub(super) fn learn(&mut self, response: &Value) {
        match self.unnamed.take() {
            Some(Unnamed::Line(place)) => {
                self.lines[place].id = response["recordId"].as_str().unwrap().into();
            }
            Some(Unnamed::Hold(place)) => {
                self.holds[place].id = response["holdId"].as_str().unwrap().into();
            }
            None => {}
        }
    }
}
