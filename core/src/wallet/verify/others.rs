//! What the holds and the refunds of a wallet say.

use crate::error::Result;
use crate::id::{HoldId, RecordId};
use crate::store::Tx;
use crate::wallet::account::Account;
use crate::wallet::holds::{HeldSlice, HoldRow};
use crate::wallet::model::HoldState;
use crate::wallet::slice::NEVER;
use crate::wallet::sql;
use crate::wallet::verify::{Fault, HeldIn, ROWS_READ_MAX, weighed};

#[derive(Debug)]
pub(super) struct Others {
    pub(super) fault: Option<Fault>,
    /// What open holds reserve, as a sum and by grant.
    pub(super) held: i64,
    pub(super) slices: u128,
    pub(super) next_deadline_ms: i64,
    /// What was given back, by record.
    pub(super) refunded: u128,
}

impl Default for Others {
    fn default() -> Self {
        Others { fault: None, held: 0, slices: 0, next_deadline_ms: NEVER, refunded: 0 }
    }
}

impl Others {
    pub(super) fn check(&mut self, tx: &mut Tx<'_>, account: &Account) -> Result<()> {
        self.holds(tx, account)?;
        self.refunds(tx, account)
    }

    fn holds(&mut self, tx: &mut Tx<'_>, account: &Account) -> Result<()> {
        let mut after = HoldId(uuid::Uuid::nil());
        loop {
            let mut rows = 0;
            let params = [account.user.into(), after.into(), ROWS_READ_MAX.into()];
            tx.query(&sql::HOLD_PAGE, &params, &mut |row| {
                rows += 1;
                after = row.id(0)?;
                let fault = match HoldRow::read(row) {
                    Ok(hold) if hold.asset != account.asset => None,
                    Ok(hold) => self.hold(&hold),
                    Err(_) => Some("a column of a hold cannot be read"),
                };
                self.fault = self.fault.or(fault);
                Ok(())
            })?;
            if rows < ROWS_READ_MAX {
                return Ok(());
            }
        }
    }

    fn hold(&mut self, hold: &HoldRow) -> Option<Fault> {
        let open = hold.open();
        let reserved = hold.slices.iter().map(|slice| slice.points).sum::<i64>();
        let counts = [hold.captured, hold.released, open];
        if counts.iter().any(|count| *count < 0) || reserved != open {
            return Some("the numbers of a hold contradict each other");
        }
        let is_open = hold.state == HoldState::Open;
        if is_open != (open > 0) || is_open == hold.ended_at_ms.is_some() {
            return Some("the state of a hold is not what its numbers say");
        }
        if hold.expires_at_ms <= hold.opened_at_ms {
            return Some("a hold ended before it began");
        }
        if is_open {
            self.held = self.held.saturating_add(open);
            self.next_deadline_ms = self.next_deadline_ms.min(hold.expires_at_ms);
        }
        for slice in &hold.slices {
            let HeldSlice { grant, points, expires_at_ms, kind } = *slice;
            let place = HeldIn { grant, expires_at_ms, kind };
            self.slices = self.slices.wrapping_add(place.weighed(points));
        }
        None
    }

    fn refunds(&mut self, tx: &mut Tx<'_>, account: &Account) -> Result<()> {
        let mut after = RecordId(uuid::Uuid::nil());
        loop {
            let mut rows = 0;
            let asset = (&account.asset).into();
            let params = [account.user.into(), asset, after.into(), ROWS_READ_MAX.into()];
            tx.query(&sql::REFUND_PAGE, &params, &mut |row| {
                rows += 1;
                after = row.id(0)?;
                let (amount, refunded) = (row.int(1)?, row.int(2)?);
                if refunded < 1 || refunded > amount {
                    self.fault.get_or_insert("more was given back of a record than it took");
                }
                if row.opt_int(3)? != amount.checked_neg() {
                    self.fault.get_or_insert("a refunded record did not take what is told of it");
                }
                self.refunded = self.refunded.wrapping_add(weighed(after.0, refunded));
                Ok(())
            })?;
            if rows < ROWS_READ_MAX {
                return Ok(());
            }
        }
    }
}
