//! One line of the ledger on its way into it.

use crate::error::Result;
use crate::id::{GrantId, RecordId, UserId};
use crate::ops::ReplayKey;
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
}

/// What a record is about.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Links<'e> {
    /// The event which caused it.
    pub(crate) related_event_id: Option<&'e str>,
    /// The task or action which it belongs to.
    pub(crate) action_id: Option<&'e str>,
    /// The record which it gives back.
    pub(crate) original: Option<RecordId>,
    /// A remark.
    pub(crate) note: Option<&'e str>,
}

/// A record that was written, and the wallet after it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(dead_code, reason = "each caller reads what its response needs")]
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
}

/// The key of the call that writes a record, and the outcome it answers, from `ops::receipt`.
#[derive(Debug)]
pub(crate) struct Receipt {
    pub(crate) key: ReplayKey,
    pub(crate) bytes: Vec<u8>,
}

/// Makes the receipt of a record that is about to be written.
pub(crate) type MakeReceipt<'m> = &'m (dyn Fn(&mut Tx<'_>, &Record) -> Result<Receipt> + Sync);

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
        let payload = line.payload().map(value);
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
        tx.exec(&sql::INSERT_RECORD, &params)?;
        Ok(())
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

fn value(param: Param<'_>) -> Value<'_> {
    match param {
        Param::Null => Value::Null,
        Param::Int(number) => Value::Int(number),
        Param::Text(text) => Value::Text(text),
        Param::Bytes(bytes) => Value::Bytes(bytes),
        Param::Id(id) => Value::Id(id),
    }
}
