//! One reservation, as it is stored.
//!
//! It holds a part of the plan's allowance and slices of packs. A slice does not expire while it is
//! held. Past its deadline a reservation holds nothing, whether or not a write has told so yet: a
//! reader subtracts what has ended, and the next write of the quota books it.

use crate::error::{Error, Result};
use crate::id::{QuotaHoldId, SessionId, UserId};
use crate::ops::wire_enum;
use crate::quota::pack::{self, Slice};
use crate::quota::row::Quota;
use crate::quota::sql;
use crate::store::{Param, Row, Tx};

wire_enum! {
    /// Where a reservation stands.
    pub enum QuotaHoldState {
        /// It reserves.
        Open = "open",
        /// All of it was used, or a part and the rest given back.
        Captured = "captured",
        /// It was given back.
        Released = "released",
        /// Its deadline passed.
        Expired = "expired",
    }
}

/// One reservation.
#[derive(Debug, Clone)]
pub(super) struct Reservation {
    pub(super) id: QuotaHoldId,
    pub(super) feature: String,
    pub(super) state: QuotaHoldState,
    pub(super) amount: i64,
    pub(super) from_plan: i64,
    pub(super) slices: Vec<Slice>,
    pub(super) session: Option<SessionId>,
    pub(super) expires_at_ms: i64,
}

impl Reservation {
    /// What of it is reserved in packs.
    pub(super) fn in_packs(&self) -> i64 {
        self.slices.iter().map(|slice| slice.amount).sum()
    }

    /// What of it is neither used nor given back.
    pub(super) fn left(&self) -> i64 {
        self.from_plan + self.in_packs()
    }

    /// Takes an amount, at most what is left: of the plan first, then of packs in their order.
    /// Answers what came from the plan and what from packs.
    pub(super) fn take(&mut self, amount: i64) -> (i64, i64) {
        let from_plan = self.from_plan.min(amount);
        self.from_plan -= from_plan;
        let mut missing = amount - from_plan;
        for slice in &mut self.slices {
            let taken = slice.amount.min(missing);
            slice.amount -= taken;
            missing -= taken;
        }
        self.slices.retain(|slice| slice.amount > 0);
        (from_plan, amount - from_plan - missing)
    }
}

const COLUMNS_OF: fn(&dyn Row) -> Result<Reservation> = |row| {
    Ok(Reservation {
        id: row.id(0)?,
        feature: row.text(1)?,
        state: QuotaHoldState::from_stored(row.str(2)?)?,
        amount: row.int(3)?,
        from_plan: row.int(4)?,
        slices: pack::read(row.str(5)?)?,
        expires_at_ms: row.int(6)?,
        session: row.opt_id(7)?,
    })
};

/// A reservation of a user.
pub(super) fn find(tx: &mut Tx<'_>, user: UserId, id: QuotaHoldId) -> Result<Reservation> {
    tx.get(&sql::HOLD, &[user.into(), id.into()], COLUMNS_OF)?
        .ok_or_else(|| Error::not_found("quota_hold", id))
}

impl Quota {
    /// Lets what ends by now end: reservations whose deadline passed, and packs.
    ///
    /// Nothing is written; [`Self::write_ended`] does so with the next write of the quota.
    pub(super) fn let_end(&mut self, tx: &mut Tx<'_>) -> Result<()> {
        let due = |end_at_ms: Option<i64>| end_at_ms.is_some_and(|end| end <= self.at_ms);
        let (holds_due, packs_due) = (due(self.holds_end_at_ms), due(self.packs_end_at_ms));
        if packs_due {
            self.count_packs(tx)?;
            self.packs_ended = true;
        }
        if holds_due {
            self.ended = self.holds_ended(tx)?;
            for hold in self.ended.clone() {
                self.held -= hold.from_plan;
                self.held_packs -= hold.in_packs();
                hold.slices.iter().for_each(|slice| self.count_back(slice));
            }
            let params = [self.user.into(), (&self.feature).into(), self.at_ms.into()];
            let next = tx.get(&sql::NEXT_HOLD_END, &params, |row| row.opt_int(0))?;
            self.holds_end_at_ms = next.flatten();
        }
        Ok(())
    }

    fn holds_ended(&self, tx: &mut Tx<'_>) -> Result<Vec<Reservation>> {
        let max = crate::limits::QUOTA_HOLDS_MAX.into();
        let params = [self.user.into(), (&self.feature).into(), self.at_ms.into(), max];
        tx.list(&sql::HOLDS_ENDED, &params, COLUMNS_OF)
    }

    /// Books what has ended.
    pub(super) fn write_ended(&mut self, tx: &mut Tx<'_>) -> Result<()> {
        for mut hold in std::mem::take(&mut self.ended) {
            for slice in &hold.slices {
                self.put_back(tx, slice)?;
            }
            hold.state = QuotaHoldState::Expired;
            self.store_hold(tx, &hold)?;
        }
        if std::mem::take(&mut self.packs_ended) {
            self.expire_packs(tx)?;
        }
        Ok(())
    }

    /// Writes a reservation back that was open. One that has ended keeps what it did not use.
    pub(super) fn store_hold(&self, tx: &mut Tx<'_>, hold: &Reservation) -> Result<()> {
        let slices = pack::write(&hold.slices);
        let state = Param::from(hold.state.as_str());
        let params =
            [state, hold.from_plan.into(), (&slices).into(), self.user.into(), hold.id.into()];
        tx.exec_one(&sql::UPDATE_HOLD, &params)
    }
}
