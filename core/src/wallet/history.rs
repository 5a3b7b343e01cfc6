//! Listing the records of a ledger.
//!
//! A page costs the same wherever it stands and however long the ledger is. Records take effect in
//! the order of their numbers, so a moment becomes a number by bisection, and no index of moments
//! has to be kept up by every write.

use crate::context::Context;
use crate::error::{ErrorKind, Result};
use crate::limits;
use crate::ops::Operation;
use crate::store::{Cursor, Row, Tx, page};
use crate::wallet::account::Account;
use crate::wallet::model::{ListPointRecordsRequest, PointRecord, PointRecordList, RecordKind};
use crate::wallet::sql;

/// The list that its cursors are of.
const LIST: &str = super::History::ROW.name;

pub(crate) fn history(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &ListPointRecordsRequest,
) -> Result<PointRecordList> {
    let cursor = Cursor::place(LIST, request.cursor.as_deref())?;
    if cursor.is_some_and(|cursor| cursor.at < 1 || !cursor.id.is_nil()) {
        return Err(ErrorKind::CursorInvalid {}.into());
    }
    let asset = request.asset.as_deref().unwrap_or(limits::ASSET_DEFAULT);
    let account = Account::read(tx, request.user_id, asset)?;
    let mut before = account.seq + 1;
    if let Some(to_at_ms) = request.to_at_ms {
        before = last_seq_before(tx, &account, to_at_ms)? + 1;
    }
    if let Some(cursor) = cursor {
        before = before.min(cursor.at);
    }
    let after = match request.from_at_ms {
        Some(from_at_ms) => last_seq_before(tx, &account, from_at_ms)?,
        None => 0,
    };
    let limit = request.limit.unwrap_or(limits::PAGE_ROWS_DEFAULT);
    let (user, asset) = (request.user_id.into(), asset.into());
    let (before, after, rows) = (before.into(), after.into(), (limit + 1).into());
    let items = match request.kind {
        None => tx.list(&sql::HISTORY, &[user, asset, before, after, rows], record)?,
        Some(kind) => {
            let params = [user, asset, before, after, kind.as_str().into(), rows];
            tx.list(&sql::HISTORY_OF_KIND, &params, record)?
        }
    };
    let place = |last: &PointRecord| Cursor::of(LIST, last.seq, uuid::Uuid::nil());
    let (items, next_cursor) = page(items, limit, place);
    Ok(PointRecordList { items, next_cursor })
}

/// The number of the last record that took effect before a moment; 0 when none did.
pub(super) fn last_seq_before(tx: &mut Tx<'_>, account: &Account, at_ms: i64) -> Result<i64> {
    if account.last_effective_at_ms < at_ms {
        return Ok(account.seq);
    }
    // Records up to `low` took effect before the moment, those from `high` on did not.
    let (mut low, mut high) = (0, account.seq + 1);
    while low + 1 < high {
        let middle = low + (high - low) / 2;
        let params = [account.user.into(), (&account.asset).into(), middle.into()];
        match tx.get(&sql::EFFECTIVE_AT, &params, |row| row.int(0))? {
            Some(effective_at_ms) if effective_at_ms < at_ms => low = middle,
            Some(_) => high = middle,
            None => {
                let detail = format!("record {middle} of a ledger is missing");
                return Err(ErrorKind::StorageCorrupt { detail }.into());
            }
        }
    }
    Ok(low)
}

fn record(row: &dyn Row) -> Result<PointRecord> {
    Ok(PointRecord {
        id: row.id(0)?,
        seq: row.int(1)?,
        kind: RecordKind::from_stored(row.str(2)?)?,
        amount: row.int(3)?,
        balance_after: row.int(4)?,
        related_event_id: row.opt_text(5)?,
        action_id: row.opt_text(6)?,
        original_record_id: row.opt_id(7)?,
        note: row.opt_text(8)?,
        effective_at_ms: row.int(9)?,
        booked_at_ms: row.int(10)?,
    })
}
