//! What has ended by some moment and is not booked yet.
//!
//! Reads subtract it and writes book it first, so an answer never depends on when it is booked.
//! Two things end by themselves: unheld points expire with their grant, and a hold ends at its
//! deadline. A slice that a hold freed too late expires at that deadline.

use std::collections::BTreeMap;

use crate::error::Result;
use crate::id::HoldId;
use crate::store::Tx;
use crate::wallet::account::Account;
use crate::wallet::holds::{HeldSlice, HoldRow};
use crate::wallet::sql;

/// How many rows are read at once.
const ROWS_READ_MAX: i64 = 256;

/// What ends up to a moment, as sums.
#[derive(Debug, Default)]
pub(super) struct Lapsed {
    /// The points which expire.
    pub(super) expired: i64,
    /// The points of holds that end, expired or not.
    pub(super) freed: i64,
    /// Where they lie.
    pub(super) slices: Vec<HeldSlice>,
}

impl Account {
    /// Whether something may have ended that no record tells of yet.
    pub(super) fn may_have_expired(&self, until_ms: i64) -> bool {
        self.next_expiry_at_ms.is_some_and(|at_ms| at_ms <= until_ms)
    }

    /// What can be spent at the moment of the call.
    pub(super) fn spendable(&self, tx: &mut Tx<'_>) -> Result<i64> {
        let lapsed = self.lapsed(tx, self.at_ms)?;
        Ok(self.available() + lapsed.freed - lapsed.expired)
    }

    /// What ends up to a moment and is not booked yet.
    pub(super) fn lapsed(&self, tx: &mut Tx<'_>, until_ms: i64) -> Result<Lapsed> {
        if !self.may_have_expired(until_ms) {
            return Ok(Lapsed::default());
        }
        let params = [self.user.into(), (&self.asset).into(), until_ms.into(), self.head_id()];
        let others = tx.get(&sql::EXPIRED_POINTS, &params, |row| row.int(0))?.unwrap_or(0);
        let head = self.head.filter(|head| head.order.expires_at_ms <= until_ms);
        let mut lapsed =
            Lapsed { expired: others + head.map_or(0, |head| head.remaining), ..Lapsed::default() };
        self.each_due_hold(tx, until_ms, |hold| {
            for slice in hold.slices {
                lapsed.freed += slice.points;
                if slice.expires_at_ms <= until_ms {
                    lapsed.expired += slice.points;
                }
                lapsed.slices.push(slice);
            }
        })?;
        Ok(lapsed)
    }

    /// The points that expire up to a moment and are not booked yet, by the moment at which the
    /// record of their expiry will take effect.
    pub(super) fn pending(&self, tx: &mut Tx<'_>, until_ms: i64) -> Result<BTreeMap<i64, i64>> {
        let mut pending = BTreeMap::new();
        if !self.may_have_expired(until_ms) {
            return Ok(pending);
        }
        let mut add = |at_ms: i64, points: i64| {
            if points > 0 && at_ms <= until_ms {
                *pending.entry(at_ms.max(self.last_effective_at_ms)).or_insert(0) += points;
            }
        };
        let mut after_ms = i64::MIN;
        loop {
            let params = [
                self.user.into(),
                (&self.asset).into(),
                after_ms.into(),
                until_ms.into(),
                self.head_id(),
                ROWS_READ_MAX.into(),
            ];
            let mut rows = 0;
            tx.query(&sql::EXPIRED_BY_MOMENT, &params, &mut |row| {
                rows += 1;
                after_ms = row.int(0)?;
                add(after_ms, row.int(1)?);
                Ok(())
            })?;
            if rows < ROWS_READ_MAX {
                break;
            }
        }
        if let Some(head) = self.head {
            add(head.order.expires_at_ms, head.remaining);
        }
        self.each_due_hold(tx, until_ms, |hold| {
            for slice in &hold.slices {
                add(slice.expires_at_ms.max(hold.expires_at_ms), slice.points);
            }
        })?;
        Ok(pending)
    }

    /// The holds that end up to a moment and of which nothing tells yet, in pages.
    fn each_due_hold(
        &self,
        tx: &mut Tx<'_>,
        until_ms: i64,
        mut each: impl FnMut(HoldRow),
    ) -> Result<()> {
        let mut after = (i64::MIN, HoldId(uuid::Uuid::nil()));
        loop {
            let page = self.due_holds(tx, until_ms, after)?;
            let rows = page.len();
            for hold in page {
                after = (hold.expires_at_ms, hold.id);
                each(hold);
            }
            if rows == 0 {
                return Ok(());
            }
        }
    }

    /// A page of those holds, behind one of them.
    pub(super) fn due_holds(
        &self,
        tx: &mut Tx<'_>,
        until_ms: i64,
        after: (i64, HoldId),
    ) -> Result<Vec<HoldRow>> {
        if self.held == 0 {
            return Ok(Vec::new());
        }
        let params = [
            self.user.into(),
            (&self.asset).into(),
            until_ms.into(),
            after.0.into(),
            after.1.into(),
            ROWS_READ_MAX.into(),
        ];
        tx.list(&sql::DUE_HOLDS, &params, HoldRow::read)
    }
}
