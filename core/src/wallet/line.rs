//! One line of the ledger on its way into it.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::error::{Error, Result};
use crate::id::{GrantId, RecordId, UserId};
use crate::ops::{self, Operation, ReplayKey, Request};
use crate::store::{Param, Tx, Value};
use crate::wallet::chain::{self, Hash, PAYLOAD_COLUMNS};
use crate::wallet::model::RecordKind;
use crate::wallet::slice::{self, Slice};
use crate::wallet::sql;

/// What a record tells.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry<'e> {
    pub(super) kind: RecordKind,
    pub(super) amount: i64,
    pub(super) effective_at_ms: i64,
    pub(super) slices: &'e [Slice],
    pub(super) links: Links<'e>,
    pub(super) follows: Follows,
}

/// What follows a record within its call, and belongs to its answer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Follows {
    /// How many points expire at once, in a record of their own.
    pub(crate) lapsed: i64,
    /// What stays open of the hold that was captured.
    pub(crate) open: i64,
}

/// What a record is about.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Links<'e> {
    /// The event which caused it.
    pub(crate) related_event_id: Option<&'e str>,
    /// The task or action which it belongs to.
    pub(crate) action_id: Option<&'e str>,
    /// The record which it gives back, or whose points it receives.
    pub(crate) original: Option<RecordId>,
    /// A remark.
    pub(crate) note: Option<&'e str>,
}

/// A record that was written, and the wallet after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Record {
    pub(crate) record_id: RecordId,
    pub(crate) seq: i64,
    /// Positive where points came, negative where they went.
    pub(crate) amount: i64,
    pub(crate) balance: i64,
    pub(crate) available: i64,
    pub(crate) level: i64,
    /// The grant which it opened.
    pub(crate) grant_id: Option<GrantId>,
    pub(crate) effective_at_ms: i64,
    pub(crate) booked_at_ms: i64,
    pub(crate) follows: Follows,
}

/// The key of the call that writes a record, and the outcome it answers, from `ops::receipt`.
#[derive(Debug)]
pub(crate) struct Receipt {
    pub(crate) key: ReplayKey,
    pub(crate) bytes: Vec<u8>,
}

/// Makes the receipt of a record that is about to be written.
pub(crate) type MakeReceipt<'m> = &'m (dyn Fn(&mut Tx<'_>, &Record) -> Result<Receipt> + Sync);

/// Runs an operation whose receipt stands in the record that it writes.
///
/// `write` writes that record with the receipt it is given; `answer` makes the response of it.
pub(super) fn once<O: Operation>(
    tx: &mut Tx<'_>,
    user: UserId,
    request: &O::Request,
    answer: impl Fn(&Record) -> Result<O::Response> + Sync,
    write: impl FnOnce(&mut Tx<'_>, MakeReceipt<'_>) -> Result<Record>,
) -> Result<O::Response> {
    let key = request.idempotency_key().ok_or_else(|| Error::internal("a ledger without a key"))?;
    let key = ReplayKey::new(O::ROW.number, tx.tenant(), key);
    if let Some(first) = ops::replayed::<O>(tx, user, &key, &sql::RECEIPT, request)? {
        return Ok(first);
    }
    let written = AtomicBool::new(false);
    let receipt = |tx: &mut Tx<'_>, record: &Record| {
        written.store(true, Ordering::Relaxed);
        let bytes = ops::receipt::<O>(tx, user, &key, request, &answer(record)?)?;
        Ok(Receipt { key: key.clone(), bytes })
    };
    match write(tx, &receipt) {
        Ok(record) => answer(&record),
        // A transfer is refused by its receiver after the sender's record was written: the receipt
        // that would be found is that of this call, and goes with it.
        Err(refusal) if written.load(Ordering::Relaxed) => Err(refusal),
        Err(refusal) => Err(ops::refused(tx, user, &key, &sql::RECEIPT, refusal)?),
    }
}

/// A record with everything that its row holds.
#[derive(Debug)]
pub(super) struct Line<'e> {
    user: UserId,
    asset: String,
    entry: Entry<'e>,
    pub(super) record: Record,
    allocation: Vec<u8>,
    receipt: Option<Receipt>,
    pub(super) hash: Hash,
}

impl<'e> Line<'e> {
    pub(super) fn new(
        user: UserId,
        asset: &str,
        entry: Entry<'e>,
        record: Record,
        receipt: Option<Receipt>,
        before: &Hash,
    ) -> Self {
        let allocation = slice::write(entry.slices);
        let asset = asset.to_owned();
        let mut line = Line { user, asset, entry, record, allocation, receipt, hash: *before };
        let payload = line.payload().map(Value::from);
        line.hash = chain::hash(before, &payload, line.record.seq, line.record.balance);
        line
    }

    /// Inserts the row. The wallet is stored, or locked, before.
    pub(super) fn insert(&self, tx: &mut Tx<'_>) -> Result<()> {
        let mut params = [Param::Null; PAYLOAD_COLUMNS + 3];
        params[..PAYLOAD_COLUMNS].copy_from_slice(&self.payload());
        params[PAYLOAD_COLUMNS] = self.record.seq.into();
        params[PAYLOAD_COLUMNS + 1] = self.record.balance.into();
        params[PAYLOAD_COLUMNS + 2] = Param::Bytes(&self.hash);
        tx.exec_one(&sql::INSERT_RECORD, &params)
    }

    /// The columns in the order of the chain's encoding.
    fn payload(&self) -> [Param<'_>; PAYLOAD_COLUMNS] {
        let links = &self.entry.links;
        let receipt = self.receipt.as_ref();
        [
            self.user.into(),
            (&self.asset).into(),
            self.record.record_id.into(),
            self.entry.kind.as_str().into(),
            self.record.amount.into(),
            links.related_event_id.into(),
            links.action_id.into(),
            links.original.into(),
            links.note.into(),
            self.record.effective_at_ms.into(),
            self.record.booked_at_ms.into(),
            receipt.map_or(Param::Null, |receipt| receipt.key.as_param()),
            receipt.map_or(Param::Null, |receipt| Param::Bytes(&receipt.bytes)),
            Param::Bytes(&self.allocation),
        ]
    }
}
