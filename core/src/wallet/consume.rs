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
use crate::wallet::line::{self, Entry, Follows, Links, MakeReceipt, Record};
use crate::wallet::model::{ConsumePointsRequest, ConsumePointsResponse, RecordKind, WalletStatus};
use crate::wallet::slice::Slice;
use crate::wallet::sql;

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

impl Debit<'_> {
    /// Refuses what the wallet refuses, before anything is written or locked.
    pub(super) fn check(&self, tx: &mut Tx<'_>, user: UserId) -> Result<()> {
        match Account::find_by(tx, &sql::WALLET, user, self.asset)? {
            Some(account) => affordable(tx, &account, self).map(drop),
            None => Err(insufficient(self, 0)),
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
    debit_slices(tx, user, debit).map(|(record, _)| record)
}

/// Takes points from a wallet, and tells from which grants.
pub(super) fn debit_slices(
    tx: &mut Tx<'_>,
    user: UserId,
    debit: &Debit<'_>,
) -> Result<(Record, Vec<Slice>)> {
    let Some(mut account) = Account::find(tx, user, debit.asset)? else {
        return Err(insufficient(debit, 0));
    };
    let points = affordable(tx, &account, debit)?;
    let consumes = debit.record_kind == RecordKind::Consume;
    if consumes {
        account.check_consumes(points)?;
    }
    account.settle(tx, usize::MAX)?;
    account.claim(tx)?;
    if consumes {
        account.count_consumed(points);
    }
    let slices = account.take(tx, points)?;
    let entry = Entry {
        kind: debit.record_kind,
        amount: -points,
        effective_at_ms: account.at_ms,
        slices: &slices,
        links: debit.links,
        follows: Follows::default(),
    };
    let line = account.append(tx, entry, debit.receipt)?;
    account.store_spent(tx, points)?;
    line.insert(tx)?;
    tx.changed("wallet", Some(user), debit.asset, ChangeKind::Put);
    let record = line.record;
    Ok((record, slices))
}

/// How many points the debit takes, or why it takes none.
fn affordable(tx: &mut Tx<'_>, account: &Account, debit: &Debit<'_>) -> Result<i64> {
    account.check_debits()?;
    let available = account.spendable(tx)?;
    let points = match debit.up_to {
        true => debit.points.min(available).max(1),
        false => debit.points,
    };
    match available < points {
        true => Err(insufficient(debit, available)),
        false => Ok(points),
    }
}

fn insufficient(debit: &Debit<'_>, available: i64) -> Error {
    let needed = if debit.up_to { 1 } else { debit.points };
    ErrorKind::InsufficientPoints { asset: debit.asset.into(), available, needed }.into()
}

impl Account {
    /// Refuses what a frozen or closed wallet refuses.
    pub(super) fn check_debits(&self) -> Result<()> {
        match self.status {
            WalletStatus::Active => Ok(()),
            WalletStatus::Frozen => {
                Err(ErrorKind::WalletFrozen { asset: self.asset.clone() }.into())
            }
            WalletStatus::Closed => Err(self.closed()),
        }
    }

    /// Refuses a total past the limit.
    pub(super) fn check_consumes(&self, points: i64) -> Result<()> {
        match self.total_consumed > limits::AMOUNT_MAX - points {
            true => Err(ErrorKind::AmountOverflow { field: "totalConsumed".into() }.into()),
            false => Ok(()),
        }
    }

    /// Counts consumed points, and rises to the level that belongs to them.
    pub(super) fn count_consumed(&mut self, points: i64) {
        self.total_consumed += points;
        self.level = self.level.max(level_of(self.total_consumed));
    }
}
