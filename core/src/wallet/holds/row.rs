//! The row of a hold, and the slices which it reserves.
//!
//! Form of the slices: the byte 1, then for each the id of the grant (16 bytes), the points and
//! the expiry of the grant (8 bytes each, signed, big-endian), and its kind (one byte of length
//! and its text).

use crate::error::{Error, ErrorKind, Result};
use crate::id::{GrantId, HoldId, TaskId, UserId};
use crate::store::{Param, Row, Tx};
use crate::wallet::account::Account;
use crate::wallet::model::{GrantKind, HeldPoints, HoldState};
use crate::wallet::slice::{Bytes, Slice};
use crate::wallet::sql;

const FORM: u8 = 1;

/// Points of one grant that a hold reserves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::wallet) struct HeldSlice {
    pub(in crate::wallet) grant: GrantId,
    pub(in crate::wallet) points: i64,
    pub(in crate::wallet) expires_at_ms: i64,
    pub(in crate::wallet) kind: GrantKind,
}

/// A hold as it is stored.
#[derive(Debug, Clone)]
pub(in crate::wallet) struct HoldRow {
    pub(in crate::wallet) id: HoldId,
    pub(in crate::wallet) asset: String,
    pub(in crate::wallet) state: HoldState,
    pub(in crate::wallet) amount: i64,
    pub(in crate::wallet) captured: i64,
    pub(in crate::wallet) released: i64,
    pub(in crate::wallet) slices: Vec<HeldSlice>,
    pub(in crate::wallet) related_event_id: Option<String>,
    pub(in crate::wallet) action_id: Option<String>,
    pub(in crate::wallet) note: Option<String>,
    pub(in crate::wallet) opened_at_ms: i64,
    pub(in crate::wallet) expires_at_ms: i64,
    pub(in crate::wallet) ended_at_ms: Option<i64>,
    /// The task whose operations alone may capture, extend or release it.
    pub(in crate::wallet) task: Option<TaskId>,
}

impl HoldRow {
    pub(in crate::wallet) fn read(row: &dyn Row) -> Result<HoldRow> {
        Ok(HoldRow {
            id: row.id(0)?,
            asset: row.text(1)?,
            state: HoldState::from_stored(row.str(2)?)?,
            amount: row.int(3)?,
            captured: row.int(4)?,
            released: row.int(5)?,
            slices: read_slices(row.bytes(6)?)?,
            related_event_id: row.opt_text(7)?,
            action_id: row.opt_text(8)?,
            note: row.opt_text(9)?,
            opened_at_ms: row.int(10)?,
            expires_at_ms: row.int(11)?,
            ended_at_ms: row.opt_int(12)?,
            task: row.opt_id(13)?,
        })
    }

    /// What it still reserves, as far as the row tells.
    pub(in crate::wallet) fn open(&self) -> i64 {
        self.amount - self.captured - self.released
    }

    /// The hold as it is at a moment, whether or not its end was booked.
    pub(super) fn at(mut self, now_ms: i64) -> HeldPoints {
        if self.state == HoldState::Open && self.expires_at_ms <= now_ms {
            self.end(HoldState::Expired, self.expires_at_ms);
        }
        HeldPoints {
            open: self.open(),
            hold_id: self.id,
            asset: self.asset,
            state: self.state,
            amount: self.amount,
            captured: self.captured,
            released: self.released,
            related_event_id: self.related_event_id,
            action_id: self.action_id,
            note: self.note,
            opened_at_ms: self.opened_at_ms,
            expires_at_ms: self.expires_at_ms,
            ended_at_ms: self.ended_at_ms,
        }
    }

    /// Ends it: what it still reserves is released.
    pub(super) fn end(&mut self, state: HoldState, at_ms: i64) {
        self.released += self.open();
        self.slices.clear();
        self.state = state;
        self.ended_at_ms = Some(at_ms);
    }

    /// The refusal of a call that is not of the task which the hold belongs to.
    fn belongs_elsewhere(&self) -> Error {
        let state = match self.task {
            Some(task) => format!("reserved for the task `{task}`, whose operations decide on it"),
            None => "reserved for no task".into(),
        };
        let what = format!("hold `{}`", self.id);
        ErrorKind::InvalidState { what, state, needed: "free of a task".into() }.into()
    }

    /// Takes points from the front of what it reserves. There must be as many.
    pub(super) fn take(&mut self, points: i64) -> Vec<Slice> {
        let mut missing = points;
        let mut taken = Vec::new();
        for slice in &mut self.slices {
            let part = slice.points.min(missing);
            if part > 0 {
                taken.push(Slice::taken(slice.grant, part));
            }
            slice.points -= part;
            missing -= part;
        }
        self.slices.retain(|slice| slice.points > 0);
        self.captured += points;
        taken
    }

    /// Stores it, if it still is as `before` was read.
    pub(super) fn store(&self, tx: &mut Tx<'_>, account: &Account, before: &Self) -> Result<()> {
        let slices = write_slices(&self.slices);
        let params = [
            account.user.into(),
            self.id.into(),
            before.captured.into(),
            before.released.into(),
            before.expires_at_ms.into(),
            self.state.as_str().into(),
            self.captured.into(),
            self.released.into(),
            Param::Bytes(&slices),
            self.expires_at_ms.into(),
            self.ended_at_ms.into(),
        ];
        match tx.exec_guarded(&sql::STORE_HOLD, &params)? {
            true => Ok(()),
            false => Err(ErrorKind::Serialization {}.into()),
        }
    }
}

impl Account {
    /// Reads a hold with its wallet, for a write. The hold must be open, and belong to the task
    /// that asks or, where none does, to no task.
    pub(super) fn with_open_hold(
        tx: &mut Tx<'_>,
        user: UserId,
        hold: HoldId,
        by: Option<TaskId>,
    ) -> Result<(Account, HoldRow)> {
        let missing = || Error::not_found("hold", hold);
        let row = tx.get(&sql::HOLD, &[user.into(), hold.into()], HoldRow::read)?;
        let row = match row {
            Some(row) if row.task == by => row,
            Some(row) => return Err(row.belongs_elsewhere()),
            // So that a person who does not exist is named.
            None => return Err(Account::find_main(tx, user).map_or_else(|e| e, |()| missing())),
        };
        let account = Account::read_to_write(tx, user, &row.asset)?;
        // The wallet's row is what all who write wait for, and its version their guard: what the
        // hold was before the wallet was read may be gone.
        let row = tx.get(&sql::HOLD, &[user.into(), hold.into()], HoldRow::read)?;
        let row = row.ok_or_else(missing)?;
        let state = row.clone().at(account.at_ms).state;
        if state != HoldState::Open {
            return Err(ErrorKind::InvalidState {
                what: format!("hold `{hold}`"),
                state: state.as_str().into(),
                needed: HoldState::Open.as_str().into(),
            }
            .into());
        }
        Ok((account, row))
    }

    /// The next moment at which an open hold ends.
    pub(in crate::wallet) fn next_deadline(&self, tx: &mut Tx<'_>) -> Result<Option<i64>> {
        if self.held == 0 {
            return Ok(None);
        }
        let params = [self.user.into(), (&self.asset).into()];
        tx.get(&sql::NEXT_DEADLINE, &params, |row| row.int(0))
    }

    /// Ends the holds whose deadline is `at_ms`, the first there is; answers how many.
    ///
    /// The rows of the grants are up to date before and after it.
    pub(in crate::wallet) fn end_holds(&mut self, tx: &mut Tx<'_>, at_ms: i64) -> Result<usize> {
        let mut ended = 0;
        loop {
            // Those that were ended are due no more, so every page is the first one.
            let due = self.due_holds(tx, at_ms, (i64::MIN, HoldId(uuid::Uuid::nil())))?;
            if due.is_empty() {
                return Ok(ended);
            }
            ended += due.len();
            for before in &due {
                self.free(tx, before)?;
                let mut hold = before.clone();
                hold.end(HoldState::Expired, at_ms);
                hold.store(tx, self, before)?;
            }
        }
    }

    /// Gives what a hold reserves back to the grants.
    pub(super) fn free(&mut self, tx: &mut Tx<'_>, hold: &HoldRow) -> Result<()> {
        for slice in &hold.slices {
            self.move_points(tx, &sql::FREE_HELD, slice.grant, slice.points)?;
            self.held -= slice.points;
        }
        Ok(())
    }
}

pub(super) fn write_slices(slices: &[HeldSlice]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(1 + slices.len() * 40);
    bytes.push(FORM);
    for slice in slices {
        bytes.extend_from_slice(slice.grant.0.as_bytes());
        bytes.extend_from_slice(&slice.points.to_be_bytes());
        bytes.extend_from_slice(&slice.expires_at_ms.to_be_bytes());
        let kind = slice.kind.as_str().as_bytes();
        bytes.push(u8::try_from(kind.len()).unwrap_or(u8::MAX));
        bytes.extend_from_slice(kind);
    }
    bytes
}

/// Reads what was written of the slices of a hold.
fn read_slices(bytes: &[u8]) -> Result<Vec<HeldSlice>> {
    let damaged = || ErrorKind::StorageCorrupt { detail: "the slices of a hold".into() };
    let mut bytes = Bytes(bytes);
    if bytes.take::<1>().ok_or_else(damaged)? != [FORM] {
        return Err(damaged().into());
    }
    let mut slices = Vec::new();
    while !bytes.0.is_empty() {
        slices.push(slice(&mut bytes).ok_or_else(damaged)?);
    }
    Ok(slices)
}

fn slice(bytes: &mut Bytes<'_>) -> Option<HeldSlice> {
    let grant = GrantId(uuid::Uuid::from_bytes(bytes.take()?));
    Some(HeldSlice {
        grant,
        points: bytes.int()?,
        expires_at_ms: bytes.int()?,
        kind: bytes.kind()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_slices_of_a_hold_read_back_and_a_cut_is_noticed() {
        let grant = GrantId(uuid::Uuid::from_u128(7));
        let kind = GrantKind::Plan;
        let slices = [
            HeldSlice { grant, points: 5, expires_at_ms: -3, kind },
            HeldSlice { grant, points: 9, expires_at_ms: i64::MAX, kind: GrantKind::Paid },
        ];
        let bytes = write_slices(&slices);
        assert_eq!(read_slices(&bytes).expect("sound"), slices);
        let whole = |length: usize| length == 1 || length == 1 + 37;
        for cut in (0..bytes.len()).filter(|length| !whole(*length)) {
            assert!(read_slices(&bytes[..cut]).is_err(), "cut at {cut}");
        }
    }
}
