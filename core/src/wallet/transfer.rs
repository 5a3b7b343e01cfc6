//! Sending points to somebody else.
//!
//! Kind, priority and expiry travel with the points: the receiver gets a grant, and a record, for
//! each of them that the sender's points had. Both wallets change in one transaction. What is owed
//! by the receiver is paid first, as from any credit. Sender and receiver are locked in the order
//! of their ids, and looked at without a lock before, so two who send to each other wait for each
//! other in no circle. What was seen is checked again by what writes.

use crate::context::Context;
use crate::error::{Error, Result};
use crate::id::UserId;
use crate::limits;
use crate::store::Tx;
use crate::tenants;
use crate::wallet::Transfer;
use crate::wallet::account::Account;
use crate::wallet::consume::{Debit, debit_slices};
use crate::wallet::credit::{Credit, credit};
use crate::wallet::line::{self, Links, MakeReceipt, Record};
use crate::wallet::model::{
    GrantKind, RecordKind, TransferPointsRequest, TransferPointsResponse, WalletStatus,
};
use crate::wallet::slice::{NEVER, Slice};
use crate::wallet::sql;

pub(crate) fn transfer(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &TransferPointsRequest,
) -> Result<TransferPointsResponse> {
    let to = request.to_user_id;
    if to == request.user_id {
        return Err(Error::validation("toUserId", "must be somebody else"));
    }
    // A person of another tenant does not exist for this one.
    if tx.tenant().is_some() && tenants::role(tx, to)?.is_none() {
        return Err(Error::not_found("user", to));
    }
    line::once::<Transfer>(tx, request.user_id, request, answer, |tx, receipt| {
        send(tx, request, receipt)
    })
}

fn answer(record: &Record) -> Result<TransferPointsResponse> {
    Ok(TransferPointsResponse {
        record_id: record.record_id,
        seq: record.seq,
        amount: -record.amount,
        balance: record.balance,
        available: record.available,
        replayed: false,
    })
}

fn send(
    tx: &mut Tx<'_>,
    request: &TransferPointsRequest,
    receipt: MakeReceipt<'_>,
) -> Result<Record> {
    let asset = request.asset.as_deref().unwrap_or(limits::ASSET_DEFAULT);
    let (from, to) = (request.user_id, request.to_user_id);
    receivable(tx, to, asset, request.amount)?;
    let links = Links {
        related_event_id: request.related_event_id.as_deref(),
        note: request.note.as_deref(),
        ..Links::default()
    };
    let sent = Debit::new(request.amount, RecordKind::TransferOut);
    let sent = Debit { asset, links, receipt: Some(receipt), ..sent };
    if to < from {
        sent.check(tx, from)?;
        Account::read_or_open(tx, to, asset)?.lock(tx)?;
    }
    let (record, slices) = debit_slices(tx, from, &sent)?;
    for parcel in parcels(tx, from, asset, &slices)? {
        let links = Links { original: Some(record.record_id), ..links };
        let received = Credit::new(parcel.points, RecordKind::TransferIn, parcel.kind);
        let (priority, expires_at_ms) = (parcel.priority, parcel.expires_at_ms);
        credit(tx, to, &Credit { asset, priority, expires_at_ms, links, ..received })?;
    }
    Ok(record)
}

/// Refuses what the receiver cannot take, before anything is written.
fn receivable(tx: &mut Tx<'_>, to: UserId, asset: &str, points: i64) -> Result<()> {
    let Some(account) = Account::find_by(tx, &sql::WALLET, to, asset)? else { return Ok(()) };
    if account.status == WalletStatus::Closed {
        return Err(account.closed());
    }
    account.check_credits(tx, points)
}

/// Points that share their terms.
struct Parcel {
    kind: GrantKind,
    priority: i64,
    expires_at_ms: Option<i64>,
    points: i64,
}

/// The points of a record by their terms, in the order in which they were taken.
fn parcels(tx: &mut Tx<'_>, from: UserId, asset: &str, slices: &[Slice]) -> Result<Vec<Parcel>> {
    let mut parcels: Vec<Parcel> = Vec::new();
    for slice in slices.iter().filter(|slice| slice.points != 0) {
        let params = [from.into(), asset.into(), slice.grant.into()];
        let terms = tx.get(&sql::TERMS, &params, |row| {
            Ok((GrantKind::from_stored(row.str(0)?)?, row.int(1)?, row.int(2)?))
        })?;
        let (kind, expires, priority) = terms.ok_or_else(|| Error::internal("a grant is gone"))?;
        let expires_at_ms = Some(expires).filter(|at_ms| *at_ms < NEVER);
        let points = -slice.points;
        match parcels.last_mut() {
            Some(last)
                if (last.kind, last.priority, last.expires_at_ms)
                    == (kind, priority, expires_at_ms) =>
            {
                last.points += points;
            }
            _ => parcels.push(Parcel { kind, priority, expires_at_ms, points }),
        }
    }
    Ok(parcels)
}
