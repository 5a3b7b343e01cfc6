//! What a wallet must do, as naively as it can be said: a list of arrivals and a list of changes.
//!
//! It shares no code with the engine. Expired points are dropped before each write; a consume
//! sorts the arrivals and takes from the front.

/// The kinds of grants by place: paid, bonus, promo, checkin, plan, refund.
pub(super) const KINDS: usize = 6;

#[derive(Debug, Clone)]
struct Arrival {
    kind: usize,
    priority: i64,
    expires_at_ms: Option<i64>,
    number: usize,
    left: i64,
}

/// A wallet.
#[derive(Debug, Clone, Default)]
pub(super) struct Oracle {
    arrivals: Vec<Arrival>,
    /// When the balance changed, and by how much.
    changes: Vec<(i64, i64)>,
    written_at_ms: i64,
    pub(super) consumed: i64,
    pub(super) recharged: i64,
}

/// What is to be granted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Gift {
    pub(super) points: i64,
    pub(super) kind: usize,
    pub(super) priority: i64,
    pub(super) expires_at_ms: Option<i64>,
    pub(super) effective_at_ms: Option<i64>,
}

impl Arrival {
    fn is_over(&self, at_ms: i64) -> bool {
        self.expires_at_ms.is_some_and(|expires_at_ms| expires_at_ms <= at_ms)
    }
}

impl Oracle {
    /// An empty wallet. No call happens before the moment at which it was opened.
    pub(super) fn opened_at(at_ms: i64) -> Self {
        Oracle { written_at_ms: at_ms, ..Oracle::default() }
    }

    /// The moment at which a call made now happens.
    pub(super) fn at(&self, now_ms: i64) -> i64 {
        now_ms.max(self.written_at_ms)
    }

    /// The points of a moment that has not passed.
    pub(super) fn balance(&self, at_ms: i64) -> i64 {
        self.by_kind(at_ms).iter().sum()
    }

    pub(super) fn by_kind(&self, at_ms: i64) -> [i64; KINDS] {
        let mut sums = [0; KINDS];
        for arrival in self.arrivals.iter().filter(|arrival| !arrival.is_over(at_ms)) {
            sums[arrival.kind] += arrival.left;
        }
        sums
    }

    /// The points of any moment.
    pub(super) fn balance_as_of(&self, at_ms: i64, now_ms: i64) -> i64 {
        if at_ms >= self.at(now_ms) {
            return self.balance(at_ms);
        }
        let mut whole = self.clone();
        whole.drop_expired(at_ms);
        whole.changes.iter().filter(|(when, _)| *when <= at_ms).map(|(_, points)| points).sum()
    }

    /// The next moment at which something expires, and how much.
    pub(super) fn expiring(&self, at_ms: i64) -> Option<(i64, i64)> {
        let live = || self.arrivals.iter().filter(|a| a.left > 0 && !a.is_over(at_ms));
        let next = live().filter_map(|arrival| arrival.expires_at_ms).min()?;
        Some((next, live().filter(|a| a.expires_at_ms == Some(next)).map(|a| a.left).sum()))
    }

    fn drop_expired(&mut self, at_ms: i64) -> bool {
        let mut dropped = false;
        for arrival in self.arrivals.iter_mut().filter(|a| a.left > 0 && a.is_over(at_ms)) {
            let when = arrival.expires_at_ms.unwrap_or(at_ms);
            self.changes.push((when, -arrival.left));
            arrival.left = 0;
            dropped = true;
        }
        dropped
    }

    pub(super) fn sweep(&mut self, now_ms: i64) {
        let at_ms = self.at(now_ms);
        if self.drop_expired(at_ms) {
            self.written_at_ms = at_ms;
        }
    }

    /// Answers the balance after it, or nothing where it must be refused.
    pub(super) fn grant(&mut self, gift: &Gift, now_ms: i64) -> Option<i64> {
        let at_ms = self.at(now_ms);
        if gift.expires_at_ms.is_some_and(|when| when <= at_ms)
            || gift.effective_at_ms.is_some_and(|when| when > at_ms)
        {
            return None;
        }
        self.drop_expired(at_ms);
        let last = self.changes.iter().map(|(when, _)| *when).max().unwrap_or(i64::MIN);
        self.changes.push((gift.effective_at_ms.unwrap_or(at_ms).max(last), gift.points));
        self.arrivals.push(Arrival {
            kind: gift.kind,
            priority: gift.priority,
            expires_at_ms: gift.expires_at_ms,
            number: self.arrivals.len(),
            left: gift.points,
        });
        if gift.kind == 0 {
            self.recharged += gift.points;
        }
        self.written_at_ms = at_ms;
        Some(self.balance(at_ms))
    }

    /// Answers what was spent and the balance after it, or nothing where it must be refused.
    pub(super) fn consume(&mut self, points: i64, up_to: bool, now_ms: i64) -> Option<(i64, i64)> {
        let at_ms = self.at(now_ms);
        let there = self.balance(at_ms);
        let points = if up_to { points.min(there) } else { points };
        if points > there || points == 0 {
            return None;
        }
        self.drop_expired(at_ms);
        let mut missing = points;
        let mut queue: Vec<&mut Arrival> = self.arrivals.iter_mut().collect();
        queue.sort_by_key(|a| {
            (a.priority, a.expires_at_ms.is_none(), a.expires_at_ms, a.kind == 0, a.number)
        });
        for arrival in queue {
            let taken = arrival.left.min(missing);
            arrival.left -= taken;
            missing -= taken;
        }
        self.changes.push((at_ms, -points));
        self.consumed += points;
        self.written_at_ms = at_ms;
        Some((points, self.balance(at_ms)))
    }
}
