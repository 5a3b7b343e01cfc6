//! What each call does to a wallet, and what it answers.

use serde_json::Value;

use super::*;

impl Purse {
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
        let original = Some(self.lines[place].id.clone());
        if let Some(refund) = self.lines.last_mut() {
            refund.original = original;
        }
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

    fn set_floor(&mut self, request: &Value, now: i64) -> Outcome {
        let at = self.at(now);
        self.settle(at);
        self.watch(at);
        self.floor = int(request, "floor");
        // Who sets a floor above what is there sees so in the answer.
        self.low = self.floor.is_some_and(|floor| self.available() < floor);
        Ok(vec![("/available", self.available())])
    }

    /// Any call about this wallet alone.
    pub(in crate::wallet::tests) fn call(
        &mut self,
        operation: &str,
        request: &Value,
        now: i64,
    ) -> Outcome {
        let outcome = self.called(operation, request, now);
        if outcome.is_ok() {
            self.watch(self.at(now));
        }
        outcome
    }

    fn called(&mut self, operation: &str, request: &Value, now: i64) -> Outcome {
        match operation {
            "set_floor" => self.set_floor(request, now),
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

    /// Sends points to another wallet, which gets a lot for each run of like terms.
    pub(in crate::wallet::tests) fn transfer(
        &mut self,
        to: &mut Purse,
        points: i64,
        now: i64,
    ) -> Outcome {
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
            // Each lot is a record of its own, and may leave the wallet low until the next.
            to.watch(there);
        }
        *self = after;
        self.watch(at);
        let (balance, available) = (self.balance(), self.available());
        Ok(vec![("/amount", points), ("/balance", balance), ("/available", available)])
    }
}
