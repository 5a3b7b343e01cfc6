//! Bringing a quota to a moment.

use crate::error::Result;
use crate::plans::{self, Limit};
use crate::quota::calendar::{Period, Window, period_at};
use crate::quota::counter::Counter;
use crate::quota::row::Quota;
use crate::quota::sql;
use crate::quota::standing::Standing;
use crate::store::Tx;

impl Quota {
    /// Settles to the present moment; a pending plan that is due takes over at its own instant.
    pub(super) fn settle_due(&mut self, tx: &mut Tx<'_>, limits: Vec<Limit>) -> Result<()> {
        let at_ms = self.at_ms;
        let Some(next) = self.next.take_if(|next| next.at_ms <= at_ms) else {
            return self.settle(tx, limits);
        };
        // What was left under the old plan may carry over; its last period ends under its terms.
        self.at_ms = next.at_ms;
        self.settle(tx, limits)?;
        self.plan = next.plan;
        self.terms_changed = true;
        let limits = plans::require(tx, &self.plan, &self.feature)?;
        self.settle(tx, limits.clone())?;
        self.at_ms = at_ms;
        self.settle(tx, limits)
    }

    /// Makes `limits` those of the quota, with counters of the periods that hold `at_ms`.
    pub(super) fn settle(&mut self, tx: &mut Tx<'_>, limits: Vec<Limit>) -> Result<()> {
        let mut counters = Vec::with_capacity(limits.len() + 1);
        let mut resets = Vec::with_capacity(limits.len());
        for limit in &limits {
            let window = self.window(limit.period)?;
            let counter = self.counter_in(tx, limit, window)?;
            resets.push(self.resets_at(tx, limit.period, window)?);
            counters.push(counter);
        }
        self.keep_running(tx, &mut counters)?;
        (self.counters, self.resets, self.limits) = (counters, resets, limits);
        Ok(())
    }

    /// The window of a period of the plan that holds `at_ms`.
    pub(super) fn window(&self, period: Period) -> Result<Window> {
        self.window_at(period, self.at_ms)
    }

    fn window_at(&self, period: Period, at_ms: i64) -> Result<Window> {
        let period = match (period, self.anchor_day) {
            (Period::Month, Some(day)) => Period::MonthAnchored { day },
            (period, _) => period,
        };
        period_at(period, &self.zone, at_ms)
    }

    fn counter_in(&self, tx: &mut Tx<'_>, limit: &Limit, window: Window) -> Result<Counter> {
        let start_ms = window.start_ms;
        let kept = self.counters.iter().find(|counter| counter.period == limit.period);
        match (kept, limit.period) {
            (_, Period::Lifetime) => {
                let alerted = kept.map_or(0, |counter| counter.alerted);
                Ok(Counter { alerted, ..Counter::new(limit.period, start_ms, self.counted()) })
            }
            (None, period) => Ok(Counter::new(period, start_ms, self.used_since(tx, start_ms)?)),
            (Some(counter), Period::Rolling { .. }) => self.slid(tx, limit, counter, start_ms),
            (Some(counter), _) if start_ms <= counter.start_ms => Ok(*counter),
            (Some(counter), period) => {
                counter.rolled(limit, start_ms, |at_ms| self.window_at(period, at_ms))
            }
        }
    }

    /// The counter of a rolling period, less what has left its window: each use leaves once, so
    /// this costs no more than what was logged since.
    fn slid(
        &self,
        tx: &mut Tx<'_>,
        limit: &Limit,
        counter: &Counter,
        start_ms: i64,
    ) -> Result<Counter> {
        let gone = match counter.used == 0 || start_ms > self.last_at_ms {
            true => counter.used,
            false => self.used_between(tx, counter.start_ms, start_ms)?,
        };
        let mut counter = Counter { start_ms, used: counter.used - gone, ..*counter };
        // The window never ends, so an alert is spent until the share falls below it.
        let standing = Standing { limit: *limit, counter, resets_at_ms: None, held: 0 };
        counter.alerted = counter.alerted.min(standing.alert_level());
        Ok(counter)
    }

    /// Adds the counters of the day and of periods which the plan does not limit, while they run.
    ///
    /// A plan that comes back within a period finds its counter, and what it has alerted of.
    fn keep_running(&self, tx: &mut Tx<'_>, counters: &mut Vec<Counter>) -> Result<()> {
        for counter in &self.counters {
            let runs = !matches!(counter.period, Period::Rolling { .. })
                && counters.iter().all(|c| c.period != counter.period)
                && self.window(counter.period)?.start_ms <= counter.start_ms;
            if runs {
                counters.push(*counter);
            }
        }
        if counters.iter().all(|counter| counter.period != Period::Day) {
            let start_ms = self.window(Period::Day)?.start_ms;
            counters.push(Counter::new(Period::Day, start_ms, self.used_since(tx, start_ms)?));
        }
        Ok(())
    }

    fn resets_at(&self, tx: &mut Tx<'_>, period: Period, window: Window) -> Result<Option<i64>> {
        let Period::Rolling { seconds } = period else { return Ok(window.end_ms) };
        if window.start_ms > self.last_at_ms || self.total_used == 0 {
            return Ok(None);
        }
        let params = [self.user.into(), (&self.feature).into(), window.start_ms.into()];
        let oldest = tx.get(&sql::OLDEST_SINCE, &params, |row| row.int(0))?;
        Ok(oldest.map(|at_ms| at_ms + i64::from(seconds) * 1_000))
    }

    /// Counts again, from the log, after the windows have moved with the time zone or anchor day.
    pub(super) fn recount(&mut self, tx: &mut Tx<'_>) -> Result<()> {
        let mut counters = std::mem::take(&mut self.counters);
        for counter in &mut counters {
            if !matches!(counter.period, Period::Rolling { .. } | Period::Lifetime) {
                counter.start_ms = self.window(counter.period)?.start_ms;
                counter.used = self.used_since(tx, counter.start_ms)?;
            }
        }
        self.counters = counters;
        Ok(())
    }

    /// What was ever used of plans.
    fn counted(&self) -> i64 {
        self.total_used - self.uncounted
    }

    fn used_since(&self, tx: &mut Tx<'_>, start_ms: i64) -> Result<i64> {
        match self.total_used == 0 || start_ms > self.last_at_ms {
            true => Ok(0),
            false => self.used_between(tx, start_ms, i64::MAX),
        }
    }

    fn used_between(&self, tx: &mut Tx<'_>, start_ms: i64, end_ms: i64) -> Result<i64> {
        let params = [self.user.into(), (&self.feature).into(), start_ms.into(), end_ms.into()];
        Ok(tx.get(&sql::SUM_BETWEEN, &params, |row| row.int(0))?.unwrap_or(0))
    }
}
