//! Giving spent points back.
//!
//! A refund restores the very slices that its record took, the last taken first, and the refunds
//! of a record never exceed it. Points whose grant has expired meanwhile expire at once, in a
//! record that follows, unless the refund gives them a new moment: then they open a grant of kind
//! `refund`. A debt is paid first, as from any credit.

use crate::context::Context;
use crate::error::{Error, ErrorKind, Result};
use crate::id::{GrantId, RecordId};
use crate::limits;
use crate::runtime::ChangeKind;
use crate::store::Tx;
use crate::wallet::Refund;
use crate::wallet::account::Account;
use crate::wallet::credit::insert_grant;
use crate::wallet::line::{self, Entry, Follows, Links, MakeReceipt, Record};
use crate::wallet::model::{
    GrantKind, RecordKind, RefundPointsRequest, RefundPointsResponse, WalletStatus,
};
use crate::wallet::slice::{self, Order, Slice, Terms};
use crate::wallet::sql;

pub(crate) fn refund(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &RefundPointsRequest,
) -> Result<RefundPointsResponse> {
    line::once::<Refund>(tx, request.user_id, request, answer, |tx, receipt| {
        let original = Original::read(tx, request)?;
        let account = Account::read_to_write(tx, request.user_id, &original.asset)?;
        give_back(tx, account, &original, request, receipt)
    })
}

fn answer(record: &Record) -> Result<RefundPointsResponse> {
    Ok(RefundPointsResponse {
        record_id: record.record_id,
        seq: record.seq,
        amount: record.amount,
        expired: record.follows.lapsed,
        grant_id: record.grant_id,
        balance: record.balance - record.follows.lapsed,
        available: record.available - record.follows.lapsed,
        replayed: false,
    })
}

/// The record that is given back.
struct Original {
    id: RecordId,
    asset: String,
    points: i64,
    slices: Vec<Slice>,
    related_event_id: Option<String>,
    action_id: Option<String>,
}

impl Original {
    fn read(tx: &mut Tx<'_>, request: &RefundPointsRequest) -> Result<Original> {
        let params = [request.user_id.into(), request.record_id.into()];
        let found = tx.get(&sql::ORIGINAL, &params, |row| {
            let original = Original {
                id: request.record_id,
                asset: row.text(0)?,
                points: -row.int(2)?,
                slices: slice::read(row.bytes(3)?)?,
                related_event_id: row.opt_text(4)?,
                action_id: row.opt_text(5)?,
            };
            Ok((original, RecordKind::from_stored(row.str(1)?)?))
        })?;
        let Some((original, kind)) = found else {
            Account::find_main(tx, request.user_id)?;
            return Err(Error::not_found("record", request.record_id));
        };
        if kind != RecordKind::Consume {
            return Err(ErrorKind::InvalidState {
                what: format!("record `{}`", request.record_id),
                state: format!("of kind {kind}"),
                needed: format!("of kind {}", RecordKind::Consume),
            }
            .into());
        }
        Ok(original)
    }

    /// The slices of the next refund, the last taken first; `refunded` points were given back.
    fn next(&self, refunded: i64, points: i64) -> Vec<(GrantId, i64)> {
        let (mut skipped, mut missing) = (refunded, points);
        let mut next = Vec::new();
        for slice in self.slices.iter().rev() {
            let taken = -slice.points;
            let gone = taken.min(skipped);
            skipped -= gone;
            let part = (taken - gone).min(missing);
            missing -= part;
            if part > 0 {
                next.push((slice.grant, part));
            }
        }
        next
    }
}

fn give_back(
    tx: &mut Tx<'_>,
    mut account: Account,
    original: &Original,
    request: &RefundPointsRequest,
    receipt: MakeReceipt<'_>,
) -> Result<Record> {
    let params = [account.user.into(), (&account.asset).into(), original.id.into()];
    let refunded = tx.get(&sql::REFUNDED, &params, |row| row.int(0))?;
    let points = check(tx, &account, original, refunded.unwrap_or(0), request)?;
    account.settle(tx, usize::MAX)?;
    account.open_grants(tx)?;
    count(tx, &account, original, refunded, points)?;
    let parts = original.next(refunded.unwrap_or(0), points);
    let restored = restore(tx, &account, &parts, request.new_expires_at_ms)?;
    let entry = Entry {
        kind: RecordKind::Refund,
        amount: points,
        effective_at_ms: account.at_ms,
        slices: &restored.slices,
        links: Links {
            related_event_id: original.related_event_id.as_deref(),
            action_id: original.action_id.as_deref(),
            original: Some(original.id),
            note: request.note.as_deref(),
        },
        follows: Follows { lapsed: restored.lapsed, ..Follows::default() },
    };
    let line = account.append(tx, entry, Some(receipt))?;
    line.insert(tx)?;
    let at_ms = account.at_ms;
    account.expire_freed(tx, at_ms)?;
    account.settle_grants(tx)?;
    account.claim(tx)?;
    account.store(tx)?;
    tx.changed("wallet", Some(account.user), account.asset.as_str(), ChangeKind::Put);
    Ok(line.record)
}

/// How many points are given back, or why none are.
fn check(
    tx: &mut Tx<'_>,
    account: &Account,
    original: &Original,
    refunded: i64,
    request: &RefundPointsRequest,
) -> Result<i64> {
    if account.status == WalletStatus::Closed {
        return Err(account.closed());
    }
    if request.new_expires_at_ms.is_some_and(|at_ms| at_ms <= account.at_ms) {
        return Err(Error::validation("newExpiresAtMs", "must lie after now"));
    }
    let refundable = original.points - refunded;
    let needed = request.amount.unwrap_or(refundable.max(1));
    if needed > refundable {
        let record_id = original.id.to_string();
        return Err(ErrorKind::RefundExceeded { record_id, refundable, needed }.into());
    }
    account.check_credits(tx, needed)?;
    Ok(needed)
}

/// Counts a refund with those of its record before it.
fn count(
    tx: &mut Tx<'_>,
    account: &Account,
    original: &Original,
    refunded: Option<i64>,
    points: i64,
) -> Result<()> {
    let (user, asset) = (account.user.into(), (&account.asset).into());
    let last = match refunded {
        Some(refunded) => [user, asset, original.id.into(), refunded.into(), points.into()],
        None => [user, asset, original.id.into(), original.points.into(), points.into()],
    };
    match refunded {
        Some(_) if !tx.exec_guarded(&sql::ADD_REFUND, &last)? => {
            Err(ErrorKind::Serialization {}.into())
        }
        Some(_) => Ok(()),
        None => tx.exec(&sql::INSERT_REFUND, &last).map(drop),
    }
}

/// What a refund gave back to the grants.
struct Restored {
    slices: Vec<Slice>,
    lapsed: i64,
}

/// Gives points back to the grants; what pays a debt goes to none.
fn restore(
    tx: &mut Tx<'_>,
    account: &Account,
    parts: &[(GrantId, i64)],
    new_expires_at_ms: Option<i64>,
) -> Result<Restored> {
    let mut debt = (-account.balance).max(0);
    let mut restored = Restored { slices: Vec::new(), lapsed: 0 };
    let mut renewed = 0;
    for (grant, points) in parts {
        let paid = debt.min(*points);
        debt -= paid;
        let points = points - paid;
        if points == 0 {
            continue;
        }
        let params = [account.user.into(), (&account.asset).into(), (*grant).into()];
        let expires_at_ms = tx.get(&sql::TERMS, &params, |row| row.int(1))?;
        let expires_at_ms = expires_at_ms.ok_or_else(|| Error::internal("a grant is gone"))?;
        let expired = expires_at_ms <= account.at_ms;
        if expired && new_expires_at_ms.is_some() {
            renewed += points;
            continue;
        }
        account.move_points(tx, &sql::RESTORE, *grant, points)?;
        restored.slices.push(Slice { grant: *grant, points, opens: None });
        restored.lapsed += if expired { points } else { 0 };
    }
    if let Some(expires_at_ms) = new_expires_at_ms.filter(|_| renewed > 0) {
        let terms = Terms {
            amount: renewed,
            priority: limits::GRANT_PRIORITY_DEFAULT,
            effective_at_ms: account.at_ms,
            expires_at_ms,
            kind: GrantKind::Refund,
        };
        let grant: GrantId = tx.new_id()?;
        let order = Order::of(&terms, account.seq + 1);
        insert_grant(tx, account, grant, &terms, renewed, &order)?;
        restored.slices.push(Slice { grant, points: renewed, opens: Some(terms) });
    }
    Ok(restored)
}
