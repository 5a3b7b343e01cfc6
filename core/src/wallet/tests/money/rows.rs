//! The invariants of money, held against the rows themselves: no code of the wallet reads them.

use super::*;
use crate::store::{Row, Tx};

statements! {
    RECORDS: User = "SELECT seq, amount, balance_after, effective_at_ms, booked_at_ms, kind, \
        record_id, original_record_id FROM point_records \
        WHERE user_id = ? AND asset = 'points' ORDER BY seq";
    GRANTS: User = "SELECT grant_id, amount, remaining, held FROM grants \
        WHERE user_id = ? AND asset = 'points'";
    HOLDS: User = "SELECT state, amount, captured, released FROM holds \
        WHERE user_id = ? AND asset = 'points'";
    WALLET: User = "SELECT balance, held, owed, seq, last_at_ms, head_grant_id, head_remaining \
        FROM wallets WHERE user_id = ? AND asset = 'points'";
    FLOOR: User = "SELECT floor_points, floor_low FROM wallets \
        WHERE user_id = ? AND asset = 'points'";
    TOLD: User = "SELECT COUNT(*) FROM outbox WHERE user_id = ? AND kind = 'points_low'";
    OVERDUE: User = "SELECT COUNT(*) FROM holds \
        WHERE user_id = ? AND state = 'open' AND expires_at_ms <= ?";
}

/// A record as it is stored.
struct Booked {
    seq: i64,
    amount: i64,
    balance_after: i64,
    effective_at_ms: i64,
    booked_at_ms: i64,
    kind: String,
    id: Uuid,
    original: Option<Uuid>,
}

/// Everything of one wallet.
struct Rows {
    records: Vec<Booked>,
    /// Id, amount, remaining, held.
    grants: Vec<(Uuid, [i64; 3])>,
    /// State, amount, captured, released.
    holds: Vec<(String, [i64; 3])>,
    /// Balance, held, owed, number and moment of the last record.
    wallet: [i64; 5],
    head: Option<(Uuid, i64)>,
}

fn ints<const N: usize>(row: &dyn Row, from: usize) -> crate::Result<[i64; N]> {
    let mut numbers = [0; N];
    for (place, number) in numbers.iter_mut().enumerate() {
        *number = row.int(from + place)?;
    }
    Ok(numbers)
}

fn rows(tx: &mut Tx<'_>, user: UserId) -> crate::Result<Rows> {
    let records = tx.list(&RECORDS, &[user.into()], |row| {
        let [seq, amount, balance_after, effective_at_ms, booked_at_ms] = ints(row, 0)?;
        let (kind, id, original) = (row.text(5)?, row.id(6)?, row.opt_id(7)?);
        Ok(Booked { seq, amount, balance_after, effective_at_ms, booked_at_ms, kind, id, original })
    })?;
    let grants = tx.list(&GRANTS, &[user.into()], |row| Ok((row.id(0)?, ints(row, 1)?)))?;
    let holds = tx.list(&HOLDS, &[user.into()], |row| Ok((row.text(0)?, ints(row, 1)?)))?;
    let wallet = tx.get(&WALLET, &[user.into()], |row| {
        let head = row.opt_id(5)?;
        Ok((ints(row, 0)?, head.map(|head| row.int(6).map(|left| (head, left))).transpose()?))
    })?;
    let (wallet, head) = wallet.unwrap();
    Ok(Rows { records, grants, holds, wallet, head })
}

impl Episode {
    /// What must hold of the rows after every step.
    #[track_caller]
    pub(super) fn check_rows(&self, person: usize, purse: &Purse) {
        let user = self.people[person].id;
        let rows = self.disturbed.below.inner().write_own(|tx| rows(tx, user)).unwrap();
        let [balance, held, owed, seq, last_at_ms] = rows.wallet;
        rows.check_records(balance, seq, last_at_ms);
        rows.check_refunds();
        rows.check_points(balance, held);
        let of_model = (purse.booked(), purse.held(), purse.owed);
        assert_eq!((balance, held, owed), of_model, "the row of the wallet");
        self.check_floor(person, purse);
    }

    /// A fall below the floor is told once a day, and a wallet above it is not called low.
    #[track_caller]
    fn check_floor(&self, person: usize, purse: &Purse) {
        let user = self.people[person].id;
        let read = |tx: &mut Tx<'_>| {
            let floor =
                tx.get(&FLOOR, &[user.into()], |row| Ok((row.opt_int(0)?, row.int(1)? == 1)));
            Ok((floor?, tx.get(&TOLD, &[user.into()], |row| row.int(0))?))
        };
        let told = i64::try_from(purse.told.len()).unwrap();
        let of_model = (Some((purse.floor, purse.low)), Some(told));
        assert_eq!(self.disturbed.below.inner().write_own(read).unwrap(), of_model, "the floor");
    }

    /// No hold outlives its deadline after a sweep.
    pub(super) fn check_swept(&self) {
        let now = self.now();
        for person in &self.people {
            let params = [person.id.into(), person.purse.at(now).into()];
            let read = |tx: &mut Tx<'_>| tx.get(&OVERDUE, &params, |row| row.int(0));
            assert_eq!(
                self.disturbed.below.inner().write_own(read).unwrap(),
                Some(0),
                "holds are overdue"
            );
        }
    }
}

impl Rows {
    /// The numbers follow from each other without a gap, and time does not go back.
    #[track_caller]
    fn check_records(&self, balance: i64, seq: i64, last_at_ms: i64) {
        let (mut sum, mut effective, mut booked) = (0, i64::MIN, i64::MIN);
        for (number, record) in (1..).zip(&self.records) {
            sum += record.amount;
            assert_eq!((record.seq, record.balance_after), (number, sum), "record {number}");
            assert!(record.effective_at_ms >= effective && record.booked_at_ms >= booked);
            assert!(record.effective_at_ms <= record.booked_at_ms);
            (effective, booked) = (record.effective_at_ms, record.booked_at_ms);
            let overdraws = record.amount < 0 && sum < 0;
            assert!(!overdraws || record.kind == "clawback", "a {} overdrew", record.kind);
        }
        let records = i64::try_from(self.records.len()).unwrap();
        assert_eq!((sum, records), (balance, seq), "the records are not what the wallet says");
        assert!(last_at_ms >= booked);
    }

    /// The refunds of a record never exceed it.
    #[track_caller]
    fn check_refunds(&self) {
        for spent in &self.records {
            let refunds = self.records.iter().filter(|record| record.kind == "refund");
            let refunds = refunds.filter(|refund| refund.original == Some(spent.id));
            let given: i64 = refunds.map(|refund| refund.amount).sum();
            assert!(given <= (-spent.amount).max(0), "{given} of {} came back", spent.amount);
        }
    }

    /// The grants hold the balance, and the holds lie in them.
    #[track_caller]
    fn check_points(&self, balance: i64, held: i64) {
        let (mut sum, mut reserved) = (0, 0);
        for (id, [amount, remaining, held]) in &self.grants {
            let remaining = match self.head.filter(|head| head.0 == *id) {
                Some((_, free)) => free + held,
                None => *remaining,
            };
            assert!(0 <= *held && *held <= remaining && remaining <= *amount, "a grant");
            (sum, reserved) = (sum + remaining, reserved + held);
        }
        assert_eq!(sum, balance.max(0), "the grants do not sum to the balance");
        assert!(self.head.is_none_or(|head| self.grants.iter().any(|grant| grant.0 == head.0)));
        let mut open = 0;
        for (state, [amount, captured, released]) in &self.holds {
            let rest = amount - captured - released;
            assert!(rest >= 0 && (rest > 0) == (state == "open"), "a hold that is {state}");
            open += rest;
        }
        assert!(0 <= held && held <= balance.max(0), "{held} of {balance} are held");
        assert_eq!((open, reserved), (held, held), "the open holds are not what is held");
    }
}
