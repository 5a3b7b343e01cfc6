//! Packs: uses that were bought beside a plan.
//!
//! A pack is used when the plan's allowance is used up: the lowest priority first, then what
//! expires earlier, then the older. The row of the quota holds what is left in all of them, so that
//! only a call that draws from packs reads them; every write of a pack is made together with a
//! guarded write of that row.

use crate::error::{Error, ErrorKind, Result};
use crate::id::{QuotaPackId, UserId};
use crate::limits;
use crate::quota::row::Quota;
use crate::quota::sql;
use crate::store::{Param, Row, Tx};

/// When a pack ends that never expires.
pub(super) const NEVER: i64 = limits::TIME_MS_MAX;

/// How many packs are read at once.
const PACKS_READ_MAX: i64 = 64;

/// What is taken of one pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Slice {
    pub(super) pack: QuotaPackId,
    pub(super) amount: i64,
    pub(super) expires_at_ms: i64,
}

/// A pack as it is bought, or received from somebody.
#[derive(Debug, Clone, Copy)]
pub(super) struct NewPack {
    pub(super) amount: i64,
    pub(super) priority: i64,
    pub(super) expires_at_ms: i64,
    pub(super) received_from: Option<UserId>,
}

/// A pack from which is drawn.
#[derive(Debug, Clone, Copy)]
struct Pack {
    id: QuotaPackId,
    remaining: i64,
    priority: i64,
    expires_at_ms: i64,
}

/// A slice and the place of its pack in the order.
#[derive(Debug, Clone)]
pub(super) struct Drawn {
    pub(super) slice: Slice,
    pub(super) priority: i64,
}

impl Quota {
    /// Takes an amount, which must be there, from the packs in their order.
    pub(super) fn draw(&mut self, tx: &mut Tx<'_>, amount: i64) -> Result<Vec<Drawn>> {
        self.write_ended(tx)?;
        let mut drawn = Vec::new();
        let mut missing = amount;
        while missing > 0 {
            let page = self.packs(tx)?;
            if page.is_empty() {
                let detail = "the packs of a quota hold less than its row says".into();
                return Err(ErrorKind::StorageCorrupt { detail }.into());
            }
            for pack in page {
                let taken = pack.remaining.min(missing);
                missing -= taken;
                let Pack { id, priority, expires_at_ms, .. } = pack;
                self.leave(tx, &pack, pack.remaining - taken)?;
                let slice = Slice { pack: id, amount: taken, expires_at_ms };
                drawn.push(Drawn { slice, priority });
                if missing == 0 {
                    break;
                }
            }
        }
        self.purchased -= amount;
        Ok(drawn)
    }

    fn packs(&self, tx: &mut Tx<'_>) -> Result<Vec<Pack>> {
        let feature = (&self.feature).into();
        let params = [self.user.into(), feature, self.at_ms.into(), PACKS_READ_MAX.into()];
        tx.list(&sql::PACKS, &params, |row: &dyn Row| {
            Ok(Pack {
                id: row.id(0)?,
                remaining: row.int(1)?,
                priority: row.int(2)?,
                expires_at_ms: row.int(3)?,
            })
        })
    }

    fn leave(&self, tx: &mut Tx<'_>, pack: &Pack, remaining: i64) -> Result<()> {
        let live = Param::from(remaining > 0);
        let (user, feature) = (self.user.into(), (&self.feature).into());
        let guard = pack.remaining.into();
        let params = [remaining.into(), live, user, feature, pack.id.into(), guard];
        tx.exec_one(&sql::LEAVE_IN_PACK, &params)
    }

    /// Gives slices back to their packs. What of them has expired meanwhile is lost.
    pub(super) fn give_back(&mut self, tx: &mut Tx<'_>, slices: &[Slice]) -> Result<()> {
        for slice in slices {
            self.put_back(tx, slice)?;
            self.count_back(slice);
        }
        Ok(())
    }

    /// Writes what a slice gives back.
    pub(super) fn put_back(&self, tx: &mut Tx<'_>, slice: &Slice) -> Result<()> {
        let (user, feature) = (self.user.into(), (&self.feature).into());
        let params = [slice.amount.into(), self.at_ms.into(), user, feature, slice.pack.into()];
        tx.exec_one(&sql::PUT_BACK, &params)
    }

    /// Counts what a slice gives back.
    pub(super) fn count_back(&mut self, slice: &Slice) {
        if slice.expires_at_ms > self.at_ms {
            self.purchased += slice.amount;
            self.packs_end_at_ms = earlier(self.packs_end_at_ms, slice.expires_at_ms);
        }
    }

    /// Adds a pack. Refused where the user has as many as one may have, or as much.
    pub(super) fn add_pack(&mut self, tx: &mut Tx<'_>, pack: &NewPack) -> Result<QuotaPackId> {
        if pack.amount > limits::AMOUNT_MAX - self.purchased - self.held_packs {
            return Err(ErrorKind::AmountOverflow { field: "amount".into() }.into());
        }
        let id: QuotaPackId = tx.new_id()?;
        let params = [
            self.user.into(),
            (&self.feature).into(),
            id.into(),
            pack.amount.into(),
            pack.amount.into(),
            pack.priority.into(),
            pack.expires_at_ms.into(),
            pack.received_from.into(),
            self.at_ms.into(),
        ];
        tx.exec_one(&sql::INSERT_PACK, &params)?;
        self.purchased += pack.amount;
        if pack.expires_at_ms < NEVER {
            self.packs_end_at_ms = earlier(self.packs_end_at_ms, pack.expires_at_ms);
        }
        Ok(id)
    }

    /// Refuses more packs than one may hold.
    pub(super) fn check_packs(&self, tx: &mut Tx<'_>, more: i64) -> Result<()> {
        let params = [self.user.into(), (&self.feature).into(), self.at_ms.into()];
        let live = tx.get(&sql::COUNT_PACKS, &params, |row| row.int(0))?.unwrap_or(0);
        if live + more <= limits::QUOTA_PACKS_MAX {
            return Ok(());
        }
        Err(ErrorKind::InvalidState {
            what: format!("the quota of {}", self.feature),
            state: format!("holding {live} packs"),
            needed: format!("holding {} at most", limits::QUOTA_PACKS_MAX),
        }
        .into())
    }

    /// What is left in packs that have not expired, by their rows, and when the first of them does.
    pub(super) fn count_packs(&mut self, tx: &mut Tx<'_>) -> Result<()> {
        let params = [self.user.into(), (&self.feature).into(), self.at_ms.into()];
        let left = tx.get(&sql::SUM_PACKS, &params, |row| Ok((row.int(0)?, row.opt_int(1)?)))?;
        let (purchased, end_at_ms) = left.unwrap_or((0, None));
        self.purchased = purchased;
        self.packs_end_at_ms = end_at_ms.filter(|end_at_ms| *end_at_ms < NEVER);
        Ok(())
    }

    pub(super) fn expire_packs(&self, tx: &mut Tx<'_>) -> Result<()> {
        let params = [self.user.into(), (&self.feature).into(), self.at_ms.into()];
        tx.exec(&sql::EXPIRE_PACKS, &params).map(drop)
    }
}

/// The earlier of two ends, of which one may not be.
pub(super) fn earlier(end_at_ms: Option<i64>, other: i64) -> Option<i64> {
    (other < NEVER).then_some(other).into_iter().chain(end_at_ms).min()
}

/// Writes slices: `pack amount expiry`, joined by `;`.
pub(super) fn write(slices: &[Slice]) -> String {
    let one = |slice: &Slice| format!("{} {} {}", slice.pack, slice.amount, slice.expires_at_ms);
    slices.iter().map(one).collect::<Vec<_>>().join(";")
}

/// Reads what [`write`] wrote.
pub(super) fn read(text: &str) -> Result<Vec<Slice>> {
    let one = |text: &str| {
        let mut words = text.split(' ');
        let (pack, amount) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
        let expires_at_ms = words.next()?.parse().ok()?;
        words.next().is_none().then_some(Slice { pack, amount, expires_at_ms })
    };
    let damaged = || Error::from(ErrorKind::StorageCorrupt { detail: "a reservation".into() });
    let slices = text.split(';').filter(|text| !text.is_empty());
    slices.map(|text| one(text).ok_or_else(damaged)).collect()
}
