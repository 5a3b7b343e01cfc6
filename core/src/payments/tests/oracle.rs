//! What payments must do, as naively as it can be said: orders in a list, points in a number.
//!
//! It shares no code with the engine.

use std::collections::BTreeMap;

/// The name by which a provider knows a payment: the provider and its reference.
pub(super) type Name = (&'static str, String);

/// What one call answers: the state of its order, and whether it changed anything.
pub(super) type Said = Result<Answer, &'static str>;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Answer {
    pub(super) state: &'static str,
    pub(super) changed: bool,
    /// What a refund takes back of base, bonus and bonus of a first recharge.
    pub(super) taken: [i64; 3],
}

/// A line of somebody's ledger: its kind, its points, and the order that it names.
pub(super) type Line = (&'static str, i64, Option<usize>);

#[derive(Debug, Clone, Default)]
pub(super) struct Purse {
    pub(super) balance: i64,
    pub(super) recharged: i64,
    pub(super) has_recharged: bool,
    pub(super) lines: Vec<Line>,
}

#[derive(Debug, Clone)]
pub(super) struct Order {
    pub(super) owner: usize,
    pub(super) state: &'static str,
    pub(super) price: i64,
    /// Base, bonus, and bonus of a first recharge.
    pub(super) parts: [i64; 3],
    pub(super) paid_as: Option<Name>,
    pub(super) is_first: bool,
    pub(super) refunded: i64,
    pub(super) clawed: [i64; 3],
    expires_at_ms: Option<i64>,
}

/// Everything there is.
#[derive(Debug, Clone, Default)]
pub(super) struct Book {
    pub(super) purses: Vec<Purse>,
    pub(super) orders: Vec<Order>,
    names: BTreeMap<Name, usize>,
}

impl Book {
    pub(super) fn of(people: usize) -> Book {
        Book { purses: vec![Purse::default(); people], ..Book::default() }
    }

    fn line(&mut self, owner: usize, kind: &'static str, points: i64, order: Option<usize>) {
        let purse = &mut self.purses[owner];
        purse.balance += points;
        purse.lines.push((kind, points, order));
    }

    fn recharge(&mut self, owner: usize, points: i64, order: Option<usize>) -> bool {
        self.line(owner, "recharge", points, order);
        let purse = &mut self.purses[owner];
        purse.recharged += points;
        !std::mem::replace(&mut purse.has_recharged, true)
    }

    fn to(&mut self, order: usize, state: &'static str) -> Said {
        let changed = self.orders[order].state != state;
        self.orders[order].state = state;
        Ok(Answer { state, changed, taken: [0; 3] })
    }

    fn same(&self, order: usize) -> Said {
        Ok(Answer { state: self.orders[order].state, changed: false, taken: [0; 3] })
    }

    /// Cancels what has waited too long.
    pub(super) fn now_is(&mut self, now_ms: i64) {
        for order in self.orders.iter_mut().filter(|order| order.state == "pending") {
            if order.expires_at_ms.is_some_and(|at_ms| at_ms <= now_ms) {
                order.state = "cancelled";
            }
        }
    }

    pub(super) fn create(
        &mut self,
        owner: usize,
        price: i64,
        parts: [i64; 3],
        expires_at_ms: Option<i64>,
    ) -> Said {
        self.orders.push(Order {
            owner,
            state: "pending",
            price,
            parts,
            paid_as: None,
            is_first: false,
            refunded: 0,
            clawed: [0; 3],
            expires_at_ms,
        });
        Ok(Answer { state: "pending", changed: true, taken: [0; 3] })
    }

    pub(super) fn confirm(&mut self, number: usize, name: &Name, price: Option<i64>) -> Said {
        let order = self.orders[number].clone();
        if price.is_some_and(|price| price != order.price) {
            return Err("validation");
        }
        if order.paid_as.as_ref() == Some(name) {
            return self.same(number);
        }
        if self.names.get(name).is_some_and(|owner| *owner != number) {
            return Err("reference_taken");
        }
        if order.paid_as.is_some() {
            return Err("already_paid");
        }
        self.names.insert(name.clone(), number);
        let is_first = self.recharge(order.owner, order.parts[0], Some(number));
        if order.parts[1] > 0 {
            self.line(order.owner, "recharge_bonus", order.parts[1], Some(number));
        }
        if is_first && order.parts[2] > 0 {
            self.line(order.owner, "recharge_bonus", order.parts[2], Some(number));
        }
        self.orders[number].is_first = is_first;
        self.orders[number].paid_as = Some(name.clone());
        self.to(number, "paid")
    }

    pub(super) fn fail(&mut self, number: usize, name: Option<&Name>) -> Said {
        if !["pending", "failed"].contains(&self.orders[number].state) {
            return Err("invalid_state");
        }
        let mut noted = false;
        if let Some(name) = name {
            match self.names.get(name) {
                Some(owner) if *owner != number => return Err("reference_taken"),
                Some(_) => {}
                None => {
                    self.names.insert(name.clone(), number);
                    noted = true;
                }
            }
        }
        let answer = self.to(number, "failed")?;
        Ok(Answer { changed: answer.changed || noted, ..answer })
    }

    pub(super) fn cancel(&mut self, number: usize) -> Said {
        match self.orders[number].state {
            "pending" | "cancelled" => self.to(number, "cancelled"),
            _ => Err("invalid_state"),
        }
    }

    pub(super) fn refund(&mut self, number: usize, amount: Option<i64>) -> Said {
        let mut order = self.orders[number].clone();
        if !["paid", "partly_refunded"].contains(&order.state) {
            return Err("invalid_state");
        }
        let left = order.price - order.refunded;
        let amount = amount.unwrap_or(left);
        if amount > left {
            return Err("payment_refund_exceeded");
        }
        order.refunded += amount;
        let mut taken = [0; 3];
        for (part, taken) in taken.iter_mut().enumerate() {
            let points = if part == 2 && !order.is_first { 0 } else { order.parts[part] };
            // The most points whose price is not more than what was paid back.
            let gone = (0..=points).filter(|gone| gone * order.price <= points * order.refunded);
            let gone = gone.max().unwrap_or(0);
            *taken = gone - order.clawed[part];
            order.clawed[part] = gone;
        }
        let points: i64 = taken.iter().sum();
        if points > 0 {
            self.line(order.owner, "clawback", -points, Some(number));
        }
        let state = if order.refunded == order.price { "refunded" } else { "partly_refunded" };
        self.orders[number] = Order { state, ..order };
        Ok(Answer { state, changed: true, taken })
    }

    pub(super) fn grant(&mut self, owner: usize, points: i64, paid: bool) -> Said {
        if paid {
            self.recharge(owner, points, None);
        } else {
            self.line(owner, "grant", points, None);
        }
        Ok(Answer { state: "", changed: true, taken: [0; 3] })
    }

    pub(super) fn consume(&mut self, owner: usize, points: i64) -> Said {
        if self.purses[owner].balance < points {
            return Err("insufficient_points");
        }
        self.line(owner, "consume", -points, None);
        Ok(Answer { state: "", changed: true, taken: [0; 3] })
    }
}
