//! Checking a ledger.
//!
//! The records are read in order and vouch for each other by their hashes; the wallet's row holds
//! the last hash. The grants are then held against the records: each grant must remain what the
//! slices of the records leave of it. That comparison is made by two sums over all grants, in which
//! each grant counts with a weight drawn from its id by SHA-256, so that memory stays bounded
//! however many grants there are.

use sha2::{Digest, Sha256};

use crate::context::Context;
use crate::error::Result;
use crate::id::{GrantId, RecordId};
use crate::limits;
use crate::store::{Row, Tx, Value};
use crate::wallet::account::Account;
use crate::wallet::chain::{self, Hash, PAYLOAD_COLUMNS};
use crate::wallet::level::level_of;
use crate::wallet::model::{
    BadRecord, GrantKind, RecordKind, VerifyWalletRequest, VerifyWalletResponse,
};
use crate::wallet::slice::{self, NEVER, Order, Terms};
use crate::wallet::sql;

mod others;

use others::Others;

/// How many rows are read at once.
const ROWS_READ_MAX: i64 = 500;

/// What is wrong, as a clause.
type Fault = &'static str;

pub(crate) fn verify(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &VerifyWalletRequest,
) -> Result<VerifyWalletResponse> {
    let asset = request.asset.as_deref().unwrap_or(limits::ASSET_DEFAULT);
    let account = Account::read(tx, request.user_id, asset)?;
    let mut records = Records::default();
    let first_bad = match records.check(tx, &account)? {
        Some(bad) => Some(bad),
        None => {
            let mut grants = Grants::default();
            grants.check(tx, &account)?;
            let mut others = Others::default();
            others.check(tx, &account)?;
            let fault = grants
                .fault
                .or(others.fault)
                .or_else(|| disagreement(&account, &records, &grants, &others));
            fault.map(|reason| BadRecord {
                seq: records.seq,
                record_id: records.last_id,
                reason: reason.into(),
            })
        }
    };
    Ok(VerifyWalletResponse { ok: first_bad.is_none(), records: records.seq, first_bad })
}

/// What the wallet's row says and the records or grants do not.
fn disagreement(
    account: &Account,
    records: &Records,
    grants: &Grants,
    others: &Others,
) -> Option<Fault> {
    let spendable = account.balance.max(0);
    let claims = [
        (account.seq == records.seq, "the wallet tells of more records than there are"),
        (account.chain == records.chain, "the wallet's chain is not the last record's hash"),
        (account.balance == records.balance, "the wallet's balance is not the records' sum"),
        (account.last_at_ms >= records.booked_at_ms, "the wallet is older than its last record"),
        (
            records.seq == 0 || account.last_effective_at_ms == records.effective_at_ms,
            "the wallet's last moment of effect is not the last record's",
        ),
        (account.total_consumed == records.consumed, "the total consumed is not the records'"),
        (account.level == level_of(account.total_consumed), "the level is not the total's"),
        (account.total_recharged == records.recharged, "the total recharged is not the records'"),
        (
            account.first_recharged_at_ms == records.first_recharged_at_ms,
            "the first recharge is not the records'",
        ),
        (grants.opened == records.opened, "the grants are not those which the records opened"),
        (grants.remaining == records.remaining, "the grants remain not what the records left"),
        (grants.sum == spendable, "the grants do not sum to the balance"),
        (grants.held == account.held, "the grants do not hold what the wallet holds"),
        (others.held == account.held, "the open holds do not sum to what the wallet holds"),
        (others.slices == grants.reserved, "the holds lie in other grants than those hold"),
        (others.refunded == records.refunded, "the refunds are not those which the records tell"),
        (
            others.next_deadline_ms == NEVER
                || account.next_expiry_at_ms.is_some_and(|at_ms| at_ms <= others.next_deadline_ms),
            "a hold ends before the wallet expects one to",
        ),
        (account.owed >= 0, "less than nothing is owed"),
        ((0..=spendable).contains(&account.held), "more is held than there is"),
        (
            account.head.is_some() == grants.head_seen,
            "the head slice belongs to no grant of the wallet",
        ),
        (grants.first_is_head(account), "the head slice is not the first to be spent"),
        (
            grants.next_expiry_at_ms == NEVER
                || account.next_expiry_at_ms.is_some_and(|at_ms| at_ms <= grants.next_expiry_at_ms),
            "a grant expires before the wallet expects one to",
        ),
    ];
    claims.into_iter().find(|(holds, _)| !holds).map(|(_, fault)| fault)
}

/// What the records say, up to the one which was read last.
#[derive(Debug, Default)]
struct Records {
    seq: i64,
    chain: Hash,
    last_id: Option<RecordId>,
    balance: i64,
    booked_at_ms: i64,
    effective_at_ms: i64,
    consumed: i64,
    recharged: i64,
    first_recharged_at_ms: Option<i64>,
    remaining: u128,
    opened: u128,
    refunded: u128,
}

impl Records {
    fn check(&mut self, tx: &mut Tx<'_>, account: &Account) -> Result<Option<BadRecord>> {
        loop {
            let mut bad = None;
            let mut rows = 0;
            let asset = (&account.asset).into();
            let params = [account.user.into(), asset, self.seq.into(), ROWS_READ_MAX.into()];
            tx.query(&sql::RECORD_PAGE, &params, &mut |row| {
                rows += 1;
                if bad.is_none()
                    && let Err(reason) = self.next(row)
                {
                    let seq = self.seq + 1;
                    let missing = reason == MISSING;
                    let record_id = row.id(2).ok().filter(|_| !missing);
                    bad = Some(BadRecord { seq, record_id, reason: reason.into() });
                }
                Ok(())
            })?;
            if bad.is_some() {
                return Ok(bad);
            }
            if rows < ROWS_READ_MAX {
                break;
            }
        }
        Ok((self.seq < account.seq).then(|| BadRecord {
            seq: self.seq + 1,
            record_id: None,
            reason: MISSING.into(),
        }))
    }

    fn next(&mut self, row: &dyn Row) -> Result<(), Fault> {
        let seq = row.int(PAYLOAD_COLUMNS).map_err(|_| UNREADABLE)?;
        if seq != self.seq + 1 {
            return Err(MISSING);
        }
        let balance_after = row.int(PAYLOAD_COLUMNS + 1).map_err(|_| UNREADABLE)?;
        let mut payload = [Value::Null; PAYLOAD_COLUMNS];
        for (column, value) in payload.iter_mut().enumerate() {
            *value = row.value(column).map_err(|_| UNREADABLE)?;
        }
        let hash = chain::hash(&self.chain, &payload, seq, balance_after);
        let stored = row.bytes(PAYLOAD_COLUMNS + 2).map_err(|_| UNREADABLE)?;
        if stored != hash {
            return Err("the hash does not follow from the record and the one before it");
        }
        self.sums(row, balance_after)?;
        self.seq = seq;
        self.chain = hash;
        self.last_id = row.id(2).ok();
        Ok(())
    }

    /// What the chain does not say: that the numbers follow from each other.
    fn sums(&mut self, row: &dyn Row, balance_after: i64) -> Result<(), Fault> {
        let read = |column| row.int(column).map_err(|_| UNREADABLE);
        let kind = row.str(3).and_then(RecordKind::from_stored).map_err(|_| UNREADABLE)?;
        let (amount, effective_at_ms, booked_at_ms) = (read(4)?, read(9)?, read(10)?);
        if self.balance.checked_add(amount) != Some(balance_after) {
            return Err("the balance after it is not the balance before it and its amount");
        }
        let is_first = self.seq == 0;
        let goes_back = effective_at_ms < self.effective_at_ms || booked_at_ms < self.booked_at_ms;
        if effective_at_ms > booked_at_ms || (!is_first && goes_back) {
            return Err("its time goes back");
        }
        let slices = row.bytes(13).and_then(slice::read).map_err(|_| UNREADABLE)?;
        let moved = slices.iter().fold(0_i64, |sum, slice| sum.saturating_add(slice.points));
        if moved != balance_after.max(0) - self.balance.max(0) {
            return Err("its slices do not sum to what it moved");
        }
        for slice in &slices {
            self.remaining = self.remaining.wrapping_add(weighed(slice.grant.0, slice.points));
            if let Some(terms) = &slice.opens {
                let opened = fingerprint(slice.grant, terms, self.seq + 1);
                self.opened = self.opened.wrapping_add(opened);
            }
        }
        match kind {
            RecordKind::Consume => self.consumed = self.consumed.saturating_sub(amount),
            RecordKind::Recharge => {
                self.recharged = self.recharged.saturating_add(amount);
                self.first_recharged_at_ms.get_or_insert(effective_at_ms);
            }
            RecordKind::Refund => {
                let original = row.opt_id::<RecordId>(7).map_err(|_| UNREADABLE)?;
                if let Some(original) = original {
                    self.refunded = self.refunded.wrapping_add(weighed(original.0, amount));
                }
            }
            _ => {}
        }
        (self.balance, self.effective_at_ms) = (balance_after, effective_at_ms);
        self.booked_at_ms = booked_at_ms;
        Ok(())
    }
}

const MISSING: Fault = "the record is missing";
const UNREADABLE: Fault = "a column cannot be read";

/// What the grants say, with the head slice in the place of its grant's own row.
#[derive(Debug)]
struct Grants {
    fault: Option<Fault>,
    remaining: u128,
    opened: u128,
    sum: i64,
    held: i64,
    reserved: u128,
    head_seen: bool,
    /// The first to be spent among those which have unheld points.
    first: Option<Order>,
    next_expiry_at_ms: i64,
}

impl Default for Grants {
    fn default() -> Self {
        Grants {
            fault: None,
            remaining: 0,
            opened: 0,
            sum: 0,
            held: 0,
            reserved: 0,
            head_seen: false,
            first: None,
            next_expiry_at_ms: NEVER,
        }
    }
}

impl Grants {
    fn check(&mut self, tx: &mut Tx<'_>, account: &Account) -> Result<()> {
        let mut after = GrantId(uuid::Uuid::nil());
        loop {
            let mut rows = 0;
            let asset = (&account.asset).into();
            let params = [account.user.into(), asset, after.into(), ROWS_READ_MAX.into()];
            tx.query(&sql::GRANT_PAGE, &params, &mut |row| {
                rows += 1;
                after = row.id(0)?;
                if let Err(fault) = self.next(after, row, account) {
                    self.fault.get_or_insert(fault);
                }
                Ok(())
            })?;
            if rows < ROWS_READ_MAX {
                return Ok(());
            }
        }
    }

    fn next(&mut self, id: GrantId, row: &dyn Row, account: &Account) -> Result<(), Fault> {
        let unreadable = "a column of a grant cannot be read";
        let read = |column| row.int(column).map_err(|_| unreadable);
        let kind = row.str(1).and_then(GrantKind::from_stored).map_err(|_| unreadable)?;
        let terms = Terms {
            amount: read(2)?,
            effective_at_ms: read(6)?,
            priority: read(7)?,
            expires_at_ms: read(8)?,
            kind,
        };
        let (stored, held, spent, opened_seq) = (read(3)?, read(4)?, read(5)?, read(10)?);
        let order = Order::of(&terms, opened_seq);
        let head = account.head.filter(|head| head.grant == id);
        let free = match head {
            Some(head) if head.order != order => return Err("the head slice has another order"),
            Some(head) => head.remaining,
            None => stored.saturating_sub(held),
        };
        let remaining = free.saturating_add(held);
        if free < 0 || held < 0 || remaining > terms.amount || order.kind != read(9)? {
            return Err("the numbers of a grant contradict each other");
        }
        if spent != i64::from(stored == 0) {
            return Err("a grant is wrongly marked as spent");
        }
        self.remaining = self.remaining.wrapping_add(weighed(id.0, remaining));
        self.opened = self.opened.wrapping_add(fingerprint(id, &terms, opened_seq));
        self.sum = self.sum.saturating_add(remaining);
        self.held = self.held.saturating_add(held);
        let place = HeldIn { grant: id, expires_at_ms: terms.expires_at_ms, kind };
        self.reserved = self.reserved.wrapping_add(place.weighed(held));
        self.head_seen |= head.is_some();
        if free > 0 {
            self.first = Some(self.first.map_or(order, |first| first.min(order)));
            self.next_expiry_at_ms = self.next_expiry_at_ms.min(terms.expires_at_ms);
        }
        Ok(())
    }

    fn first_is_head(&self, account: &Account) -> bool {
        match (account.head, self.first) {
            (Some(head), Some(first)) => head.remaining == 0 || head.order == first,
            (None, Some(_)) => false,
            (_, None) => true,
        }
    }
}

/// Points, counted with the weight of the grant or record which they belong to.
pub(super) fn weighed(id: uuid::Uuid, points: i64) -> u128 {
    let weight = first_half(Sha256::digest(id.as_bytes()).into());
    i128::from(points).cast_unsigned().wrapping_mul(weight)
}

/// Where held points lie, with what a hold keeps of the grant's terms.
pub(super) struct HeldIn {
    pub(super) grant: GrantId,
    pub(super) expires_at_ms: i64,
    pub(super) kind: GrantKind,
}

impl HeldIn {
    /// Points, counted with the weight of their place.
    pub(super) fn weighed(&self, points: i64) -> u128 {
        let mut bytes = Vec::with_capacity(40);
        bytes.extend_from_slice(self.grant.0.as_bytes());
        bytes.extend_from_slice(&self.expires_at_ms.to_be_bytes());
        bytes.extend_from_slice(self.kind.as_str().as_bytes());
        let weight = first_half(Sha256::digest(&bytes).into());
        i128::from(points).cast_unsigned().wrapping_mul(weight)
    }
}

/// A grant and its terms as one number; their sum tells sets of grants apart.
fn fingerprint(grant: GrantId, terms: &Terms, opened_seq: i64) -> u128 {
    let mut bytes = Vec::with_capacity(80);
    bytes.extend_from_slice(grant.0.as_bytes());
    bytes.extend_from_slice(&opened_seq.to_be_bytes());
    terms.write(&mut bytes);
    first_half(Sha256::digest(&bytes).into())
}

fn first_half(hash: Hash) -> u128 {
    hash.first_chunk().map_or(0, |half| u128::from_be_bytes(*half))
}
