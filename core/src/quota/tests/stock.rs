//! The oracle's packs and reservations: lists that are searched from end to end. What has ended is
//! worked out anew at each look.

use super::oracle::{Oracle, Said};

#[derive(Debug, Clone)]
struct Pack {
    left: i64,
    priority: i64,
    expires_ms: i64,
    bought_ms: i64,
}

#[derive(Debug, Clone)]
struct Held {
    name: usize,
    plan: i64,
    /// Which pack, by its place in the list, and how much.
    slices: Vec<(usize, i64)>,
    ends_ms: i64,
}

impl Held {
    fn left(&self) -> i64 {
        self.plan + self.slices.iter().map(|slice| slice.1).sum::<i64>()
    }
}

/// What a user has besides their plan.
#[derive(Debug, Clone, Default)]
pub(super) struct Stock {
    packs: Vec<Pack>,
    held: Vec<Held>,
    /// What was ever used of packs.
    pub(super) used: i64,
}

impl Stock {
    /// Gives back what was reserved until a moment that has passed.
    pub(super) fn end(&mut self, at_ms: i64) {
        let (ended, open) = self.held.drain(..).partition(|held| held.ends_ms <= at_ms);
        self.held = open;
        for held in ended {
            self.give_back(&held);
        }
    }

    fn give_back(&mut self, held: &Held) {
        for (pack, amount) in &held.slices {
            self.packs[*pack].left += amount;
        }
    }

    /// What packs hold that have not expired.
    pub(super) fn left(&self, at_ms: i64) -> i64 {
        let live = self.packs.iter().filter(|pack| pack.expires_ms > at_ms);
        live.map(|pack| pack.left).sum()
    }

    pub(super) fn held(&self) -> i64 {
        self.held.iter().map(Held::left).sum()
    }

    fn held_of_plan(&self) -> i64 {
        self.held.iter().map(|held| held.plan).sum()
    }

    fn buy(&mut self, at_ms: i64, amount: i64, priority: i64, expires_ms: i64) {
        self.packs.push(Pack { left: amount, priority, expires_ms, bought_ms: at_ms });
    }

    /// Takes an amount unit by unit, each from the pack that comes first.
    fn take(&mut self, at_ms: i64, amount: i64) -> Vec<(usize, i64)> {
        let mut taken: Vec<(usize, i64)> = Vec::new();
        for _ in 0..amount {
            let live = (0..self.packs.len())
                .filter(|i| self.packs[*i].left > 0 && self.packs[*i].expires_ms > at_ms);
            let order = |i: &usize| {
                let pack = &self.packs[*i];
                (pack.priority, pack.expires_ms, pack.bought_ms, *i)
            };
            let first = live.min_by_key(order).expect("as much is there");
            self.packs[first].left -= 1;
            match taken.last_mut() {
                Some(last) if last.0 == first => last.1 += 1,
                _ => taken.push((first, 1)),
            }
        }
        taken
    }
}

impl Oracle {
    /// What each limit leaves.
    pub(super) fn leaves(&self, said: &Said) -> i64 {
        (said.limit - said.used - self.stock.held_of_plan()).max(0)
    }

    /// How much can be used now.
    pub(super) fn room(&self, at_ms: i64) -> i64 {
        self.plan_room(at_ms) + self.stock.left(at_ms)
    }

    fn plan_room(&self, at_ms: i64) -> i64 {
        self.say(at_ms).iter().map(|said| self.leaves(said)).min().unwrap_or(0)
    }

    /// What of an amount the plan gives, and what packs; the limit that refuses it.
    fn split(&self, at_ms: i64, amount: i64) -> Result<(i64, i64), Said> {
        let said = self.say(at_ms);
        let packs = self.stock.left(at_ms);
        if let Some(failed) = said.into_iter().find(|said| self.leaves(said) + packs < amount) {
            return Err(failed);
        }
        let plan = self.plan_room(at_ms).min(amount);
        Ok((plan, amount - plan))
    }

    /// Uses some, or names the limit that does not allow it.
    pub(super) fn consume(&mut self, now_ms: i64, amount: i64) -> Result<(), Said> {
        let (mut view, at_ms) = self.at(now_ms);
        let (plan, packs) = view.split(at_ms, amount)?;
        view.stock.take(at_ms, packs);
        view.use_up(at_ms, plan, packs);
        self.turn_into(view, at_ms);
        Ok(())
    }

    fn use_up(&mut self, at_ms: i64, plan: i64, packs: i64) {
        self.stock.used += packs;
        if plan > 0 {
            self.events.push((at_ms, plan));
        }
    }

    fn turn_into(&mut self, view: Oracle, at_ms: i64) {
        *self = view;
        self.last_ms = at_ms;
    }

    pub(super) fn purchase(&mut self, now_ms: i64, amount: i64, priority: i64, lasts_ms: i64) {
        let (mut view, at_ms) = self.at(now_ms);
        view.stock.buy(at_ms, amount, priority, at_ms.saturating_add(lasts_ms));
        self.turn_into(view, at_ms);
    }

    /// False where the packs do not hold as much.
    pub(super) fn transfer(&mut self, to: &mut Oracle, now_ms: i64, amount: i64) -> bool {
        let ((mut giver, at_ms), (mut taker, to_ms)) = (self.at(now_ms), to.at(now_ms));
        if giver.stock.left(at_ms) < amount {
            return false;
        }
        for (pack, amount) in giver.stock.take(at_ms, amount) {
            let Pack { priority, expires_ms, .. } = giver.stock.packs[pack];
            taker.stock.buy(to_ms, amount, priority, expires_ms);
        }
        self.turn_into(giver, at_ms);
        to.turn_into(taker, to_ms);
        true
    }

    pub(super) fn hold(
        &mut self,
        now_ms: i64,
        name: usize,
        amount: i64,
        ends_ms: i64,
    ) -> Result<(), Said> {
        let (mut view, at_ms) = self.at(now_ms);
        let (plan, packs) = view.split(at_ms, amount)?;
        let slices = view.stock.take(at_ms, packs);
        view.stock.held.push(Held { name, plan, slices, ends_ms });
        self.turn_into(view, at_ms);
        Ok(())
    }

    /// Uses some of a reservation, all of it without an amount; false where it has not as much.
    pub(super) fn capture(
        &mut self,
        now_ms: i64,
        name: usize,
        amount: Option<i64>,
        rest: bool,
    ) -> bool {
        let (mut view, at_ms) = self.at(now_ms);
        let Some(index) = view.stock.held.iter().position(|held| held.name == name) else {
            return false;
        };
        let mut held = view.stock.held.remove(index);
        let amount = amount.unwrap_or(held.left());
        if amount > held.left() {
            return false;
        }
        let plan = held.plan.min(amount);
        held.plan -= plan;
        for _ in plan..amount {
            held.slices[0].1 -= 1;
            held.slices.retain(|slice| slice.1 > 0);
        }
        view.use_up(at_ms, plan, amount - plan);
        match rest {
            true => view.stock.give_back(&held),
            false if held.left() > 0 => view.stock.held.push(held),
            false => {}
        }
        self.turn_into(view, at_ms);
        true
    }

    /// False where it reserves nothing any more.
    pub(super) fn release(&mut self, now_ms: i64, name: usize) -> bool {
        let (mut view, at_ms) = self.at(now_ms);
        let Some(index) = view.stock.held.iter().position(|held| held.name == name) else {
            return false;
        };
        let held = view.stock.held.remove(index);
        view.stock.give_back(&held);
        self.turn_into(view, at_ms);
        true
    }
}
