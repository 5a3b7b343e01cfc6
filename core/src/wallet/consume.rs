//! Spending points.
//!
//! A consume is one guarded update and one ledger record in one transaction. The update carries the
//! balance check, so a wallet can never be overdrawn, whatever the isolation level. A refusal is
//! decided before anything is written.

use crate::context::Context;
use crate::error::{Error, ErrorKind, Result};
use crate::id::UserId;
use crate::limits;
use crate::runtime::ChangeKind;
use crate::store::Tx;
use crate::wallet::Consume;
use crate::wallet::account::Account;
use crate::wallet::level::level_of;
use crate::wallet::line::{self, Entry, Links, MakeReceipt, Record};
use crate::wallet::model::{ConsumePointsRequest, ConsumePointsResponse, RecordKind, WalletStatus};

/// Points to be taken from a wallet. Start from [`Debit::new`].
#[derive(Clone, Copy)]
pub(crate) struct Debit<'d> {
    pub(crate) asset: &'d str,
    pub(crate) points: i64,
    pub(crate) record_kind: RecordKind,
    /// Takes what is there where that is less, but at least one point.
    pub(crate) up_to: bool,
    pub(crate) links: Links<'d>,
    /// Makes the receipt, where the call keeps it in the ledger.
    pub(crate) receipt: Option<MakeReceipt<'d>>,
}

impl<'d> Debit<'d> {
    /// So many points of the `points` wallet, no less.
    pub(crate) fn new(points: i64, record_kind: RecordKind) -> Self {
        Debit {
            asset: limits::ASSET_DEFAULT,
            points,
            record_kind,
            up_to: false,
            links: Links::default(),
            receipt: None,
        }
    }
}

pub(crate) fn consume(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &ConsumePointsRequest,
) -> Result<ConsumePointsResponse> {
    let asset = request.asset.as_deref().unwrap_or(limits::ASSET_DEFAULT);
    Account::ahead(tx, request.user_id, asset)?;
    line::once::<Consume>(tx, request.user_id, request, answer, |tx, receipt| {
        let links = Links {
            related_event_id: request.related_event_id.as_deref(),
            action_id: request.action_id.as_deref(),
            original: None,
            note: request.note.as_deref(),
        };
        let points = Debit {
            asset,
            up_to: request.up_to.unwrap_or(false),
            links,
            receipt: Some(receipt),
            ..Debit::new(request.amount, RecordKind::Consume)
        };
        debit(tx, request.user_id, &points)
    })
}

fn answer(record: &Record) -> Result<ConsumePointsResponse> {
    Ok(ConsumePointsResponse {
        record_id: record.record_id,
        seq: record.seq,
        amount: -record.amount,
        balance: record.balance,
        available: record.available,
        level: record.level,
        replayed: false,
    })
}

/// Takes points from a wallet in the order of consumption.
pub(crate) fn debit(tx: &mut Tx<'_>, user: UserId, debit: &Debit<'_>) -> Result<Record> {
    let Some(mut account) = Account::find(tx, user, debit.asset)? else {
        return Err(insufficient(debit, 0));
    };
    let points = affordable(tx, &account, debit)?;
    account.settle(tx, usize::MAX)?;
    if debit.record_kind == RecordKind::Consume {
        account.total_consumed += points;
        account.level = account.level.max(level_of(account.total_consumed));
    }
    let slices = account.take(tx, points)?;
    let entry = Entry {
        kind: debit.record_kind,
        amount: -points,
        effective_at_ms: account.at_ms,
        slices: &slices,
        links: debit.links,
    };
    let line = account.append(tx, entry, debit.receipt)?;
    account.store_spent(tx, points)?;
    line.insert(tx)?;
    tx.changed("wallet", Some(user), debit.asset, ChangeKind::Put);
    Ok(line.record)
}

/// How many points the debit takes, or why it takes none.
fn affordable(tx: &mut Tx<'_>, account: &Account, debit: &Debit<'_>) -> Result<i64> {
    match account.status {
        WalletStatus::Active => {}
        WalletStatus::Frozen => {
            return Err(ErrorKind::WalletFrozen { asset: debit.asset.into() }.into());
        }
        WalletStatus::Closed => return Err(account.closed()),
    }
    let available = account.available() - account.expired_points(tx, account.at_ms)?;
    let points = match debit.up_to {
        true => debit.points.min(available).max(1),
        false => debit.points,
    };
    if available < points {
        return Err(insufficient(debit, available));
    }
    let consumes = debit.record_kind == RecordKind::Consume;
    if consumes && account.total_consumed > limits::AMOUNT_MAX - points {
        return Err(ErrorKind::AmountOverflow { field: "totalConsumed".into() }.into());
    }
    Ok(points)
}

fn insufficient(debit: &Debit<'_>, available: i64) -> Error {
    let needed = if debit.up_to { 1 } else { debit.points };
    ErrorKind::InsufficientPoints { asset: debit.asset.into(), available, needed }.into()
}
