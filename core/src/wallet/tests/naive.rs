//! What the wallets of some people must do, said as naively as it can be.
//!
//! It shares no code with the engine: calls and answers are JSON, points lie in a list of lots,
//! and what is over by some moment is found by looking at everything, one moment after another.

use serde_json::Value;

pub(super) const NEVER: i64 = i64::MAX;

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
    parts: Vec<Part>,
    refunded: i64,
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
        let line = Line { id, kind, amount, balance, effective, booked: at, parts, refunded: 0 };
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

    fn give(&mut self, request: &Value, kind: &str, line: &'static str, now: i64) -> Outcome {
        let at = self.at(now);
        let expires = int(request, "expiresAtMs").unwrap_or(NEVER);
        let effective = int(request, "effectiveAtMs").unwrap_or(at);
        if expires <= at || effective > at {
            return Err("validation");
        }
        self.settle(at);
        let amount = int(request, "amount").unwrap_or(0);
        let left = (amount - self.debt()).max(0);
        self.write(line, amount, effective, at, Vec::new());
        self.unnamed = Some(Unnamed::Line(self.lines.len() - 1));
        let priority = int(request, "priority").unwrap_or(100);
        self.lots.push(Lot { kind: kind.into(), priority, expires, left });
        if line == "recharge" {
            self.recharged += amount;
        }
        let answer = vec![("/amount", amount), ("/balance", self.balance())];
        self.claim(at);
        Ok(answer.into_iter().chain([("/available", self.available())]).collect())
    }

    fn spend(
        &mut self,
        points: i64,
        line: &'static str,
        now: i64,
    ) -> Result<Vec<Part>, &'static str> {
        if self.frozen {
            return Err("wallet_frozen");
        }
        let at = self.at(now);
        if self.later(at).available() < points {
            return Err("insufficient_points");
        }
        self.settle(at);
        self.claim(at);
        let parts = self.take(points);
        self.write(line, -points, at, at, parts.clone());
        self.unnamed = Some(Unnamed::Line(self.lines.len() - 1));
        if line == "consume" {
            self.consumed += points;
        }
        Ok(parts)
    }

    fn consume(&mut self, request: &Value, now: i64) -> Outcome {
        let asked = int(request, "amount").unwrap_or(0);
        let there = self.later(self.at(now)).available();
        let up_to = request["upTo"] == true;
        let points = if up_to { asked.min(there).max(1) } else { asked };
        self.spend(points, "consume", now)?;
        Ok(vec![
            ("/amount", points),
            ("/balance", self.balance()),
            ("/available", self.available()),
        ])
    }

    fn adjust(&mut self, request: &Value, now: i64) -> Outcome {
        let amount = int(request, "amount").unwrap_or(0);
        if amount > 0 {
            return self.give(request, "promo", "adjust", now);
        }
        self.spend(-amount, "adjust", now)?;
        Ok(vec![
            ("/amount", amount),
            ("/balance", self.balance()),
            ("/available", self.available()),
        ])
    }

    fn hold(&mut self, request: &Value, now: i64) -> Outcome {
        if self.frozen {
            return Err("wallet_frozen");
        }
        let at = self.at(now);
        let deadline = int(request, "expiresAtMs").unwrap_or(0);
        if deadline <= at {
            return Err("validation");
        }
        let amount = int(request, "amount").unwrap_or(0);
        if self.later(at).available() < amount {
            return Err("insufficient_points");
        }
        self.settle(at);
        self.claim(at);
        let parts = self.take(amount);
        let (id, state) = (String::new(), "open");
        self.holds.push(Hold { id, parts, amount, captured: 0, released: 0, deadline, state });
        self.unnamed = Some(Unnamed::Hold(self.holds.len() - 1));
        self.written = at;
        Ok(vec![
            ("/amount", amount),
            ("/balance", self.balance()),
            ("/available", self.available()),
        ])
    }

    /// The hold that is meant, if it is open at the moment of the call.
    fn open_hold(&self, request: &Value, at: i64) -> Result<usize, &'static str> {
        let place = self.holds.iter().position(|hold| request["holdId"] == hold.id.as_str());
        let place = place.ok_or("not_found")?;
        match self.later(at).holds[place].state {
            "open" => Ok(place),
            _ => Err("invalid_state"),
        }
    }

    fn capture(&mut self, request: &Value, now: i64) -> Outcome {
        let at = self.at(now);
        let place = self.open_hold(request, at)?;
        if self.frozen {
            return Err("wallet_frozen");
        }
        let open: i64 = self.holds[place].parts.iter().map(|(_, points)| points).sum();
        let points = int(request, "amount").unwrap_or(open);
        if points > open {
            return Err("hold_exceeded");
        }
        self.settle(at);
        let (mut missing, mut parts) = (points, Vec::new());
        let hold = &mut self.holds[place];
        for (lot, there) in &mut hold.parts {
            let part = missing.min(*there);
            *there -= part;
            missing -= part;
            if part > 0 {
                parts.push((*lot, part));
            }
        }
        hold.parts.retain(|(_, points)| *points > 0);
        hold.captured += points;
        let ends = points == open || request["releaseRest"] == true;
        self.consumed += points;
        self.write("consume", -points, at, at, parts);
        self.unnamed = Some(Unnamed::Line(self.lines.len() - 1));
        if ends {
            self.end(place, "captured");
            self.drop_expired(at, at);
        }
        let open = if ends { 0 } else { open - points };
        let (balance, available) = (self.balance(), self.available());
        self.claim(at);
        Ok(vec![
            ("/amount", points),
            ("/open", open),
            ("/balance", balance),
            ("/available", available),
        ])
    }

    fn extend(&mut self, request: &Value, now: i64) -> Outcome {
        let at = self.at(now);
        let place = self.open_hold(request, at)?;
        let deadline = int(request, "expiresAtMs").unwrap_or(0);
        if deadline <= self.holds[place].deadline {
            return Err("validation");
        }
        self.settle(at);
        self.holds[place].deadline = deadline;
        self.written = at;
        Ok(vec![("/expiresAtMs", deadline)])
    }

    fn release(&mut self, request: &Value, now: i64) -> Outcome {
        let at = self.at(now);
        let place = self.open_hold(request, at)?;
        self.settle(at);
        let before = self.holds[place].released;
        self.end(place, "released");
        self.written = at;
        let expired = self.drop_expired(at, at);
        self.claim(at);
        Ok(vec![
            ("/released", self.holds[place].released - before),
            ("/expired", expired),
            ("/balance", self.balance()),
            ("/available", self.available()),
        ])
    }

    fn refund(&mut self, request: &Value, now: i64) -> Outcome {
        let at = self.at(now);
        let place = self.lines.iter().position(|line| request["recordId"] == line.id.as_str());
        let place = place.ok_or("not_found")?;
        let line = &self.lines[place];
        if line.kind != "consume" {
            return Err("invalid_state");
        }
        let renewed = int(request, "newExpiresAtMs");
        if renewed.is_some_and(|renewed| renewed <= at) {
            return Err("validation");
        }
        let rest = -line.amount - line.refunded;
        let points = int(request, "amount").unwrap_or(rest.max(1));
        if points > rest {
            return Err("refund_exceeded");
        }
        self.settle(at);
        // Every single point in the order in which it was taken; the last ones come back first.
        let line = &mut self.lines[place];
        let taken = line.parts.iter().flat_map(|(lot, points)| (0..*points).map(move |_| *lot));
        let taken: Vec<usize> = taken.collect();
        let until = taken.len() - usize::try_from(line.refunded).unwrap();
        line.refunded += points;
        let mut new = 0;
        let mut debt = self.booked().min(0).abs();
        for lot in taken[until - usize::try_from(points).unwrap()..until].iter().rev() {
            if debt > 0 {
                debt -= 1;
                continue;
            }
            match renewed {
                Some(_) if self.lots[*lot].expires <= at => new += 1,
                _ => self.lots[*lot].left += 1,
            }
        }
        if let Some(expires) = renewed.filter(|_| new > 0) {
            self.lots.push(Lot { kind: "refund".into(), priority: 100, expires, left: new });
        }
        self.write("refund", points, at, at, Vec::new());
        self.unnamed = Some(Unnamed::Line(self.lines.len() - 1));
        let expired = self.drop_expired(at, at);
        let (balance, available) = (self.balance(), self.available());
        self.claim(at);
        Ok(vec![
            ("/amount", points),
            ("/expired", expired),
            ("/balance", balance),
            ("/available", available),
        ])
    }

    /// Any call about this wallet alone.
    pub(super) fn call(&mut self, operation: &str, request: &Value, now: i64) -> Outcome {
        match operation {
            "grant" => {
                let kind = request["kind"].as_str().unwrap_or("promo").to_owned();
                let line = if kind == "paid" { "recharge" } else { "grant" };
                self.give(request, &kind, line, now)
            }
            "consume" => self.consume(request, now),
            "adjust" => self.adjust(request, now),
            "hold" => self.hold(request, now),
            "capture" => self.capture(request, now),
            "extend" => self.extend(request, now),
            "release" => self.release(request, now),
            "refund" => self.refund(request, now),
            "freeze" | "unfreeze" => {
                self.frozen = operation == "freeze";
                Ok(vec![("/seq", i64::try_from(self.lines.len()).unwrap())])
            }
            other => panic!("the model knows no {other}"),
        }
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

    /// Sends points to another wallet, which gets a lot for each run of like terms.
    pub(super) fn transfer(&mut self, to: &mut Purse, points: i64, now: i64) -> Outcome {
        if self.frozen {
            return Err("wallet_frozen");
        }
        let at = self.at(now);
        if self.later(at).available() < points {
            return Err("insufficient_points");
        }
        let mut after = self.clone();
        let parts = after.spend(points, "transfer_out", now)?;
        let mut lots: Vec<Lot> = Vec::new();
        for (place, points) in parts {
            let lot = Lot { left: points, ..after.lots[place].clone() };
            match lots.last_mut() {
                Some(last)
                    if (&last.kind, last.priority, last.expires)
                        == (&lot.kind, lot.priority, lot.expires) =>
                {
                    last.left += lot.left;
                }
                _ => lots.push(lot),
            }
        }
        let there = to.at(now);
        if lots.iter().any(|lot| lot.expires <= there) {
            return Err("validation");
        }
        to.settle(there);
        for lot in lots {
            let left = (lot.left - to.debt()).max(0);
            to.write("transfer_in", lot.left, there, there, Vec::new());
            to.lots.push(Lot { left, ..lot });
            to.claim(there);
        }
        *self = after;
        let (balance, available) = (self.balance(), self.available());
        Ok(vec![("/amount", points), ("/balance", balance), ("/available", available)])
    }
}
