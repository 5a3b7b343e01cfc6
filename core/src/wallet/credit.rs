//! Points that arrive.
//!
//! A credit opens one grant and writes one record. A debt that a claw-back left is settled first:
//! what settles it is never there to be spent. A frozen wallet accepts credits.

use crate::context::Context;
use crate::error::{Error, ErrorKind, Result};
use crate::id::{GrantId, UserId};
use crate::limits;
use crate::runtime::ChangeKind;
use crate::store::{Param, Tx};
use crate::wallet::Grant;
use crate::wallet::account::{Account, Head};
use crate::wallet::line::{self, Entry, Follows, Links, MakeReceipt, Record};
use crate::wallet::model::{
    GrantKind, GrantPointsRequest, GrantPointsResponse, RecordKind, WalletStatus,
};
use crate::wallet::slice::{NEVER, Order, Slice, Terms};
use crate::wallet::sql;

/// Points for a wallet. Start from [`Credit::new`].
#[derive(Clone, Copy)]
pub(crate) struct Credit<'c> {
    pub(crate) asset: &'c str,
    pub(crate) points: i64,
    pub(crate) record_kind: RecordKind,
    pub(crate) grant_kind: GrantKind,
    pub(crate) priority: i64,
    /// At most now, which is the default.
    pub(crate) effective_at_ms: Option<i64>,
    /// After now; never by default.
    pub(crate) expires_at_ms: Option<i64>,
    pub(crate) links: Links<'c>,
    /// Makes the receipt, where the call keeps it in the ledger.
    pub(crate) receipt: Option<MakeReceipt<'c>>,
}

impl<'c> Credit<'c> {
    /// Points for the `points` wallet that last for ever.
    pub(crate) fn new(points: i64, record_kind: RecordKind, grant_kind: GrantKind) -> Self {
        Credit {
            asset: limits::ASSET_DEFAULT,
            points,
            record_kind,
            grant_kind,
            priority: limits::GRANT_PRIORITY_DEFAULT,
            effective_at_ms: None,
            expires_at_ms: None,
            links: Links::default(),
            receipt: None,
        }
    }
}

pub(crate) fn grant(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &GrantPointsRequest,
) -> Result<GrantPointsResponse> {
    let grant_kind = request.kind.unwrap_or(GrantKind::Promo);
    let record_kind = match grant_kind {
        GrantKind::Paid => RecordKind::Recharge,
        _ => RecordKind::Grant,
    };
    line::once::<Grant>(tx, request.user_id, request, answer, |tx, receipt| {
        let links = Links {
            related_event_id: request.related_event_id.as_deref(),
            action_id: request.action_id.as_deref(),
            original: None,
            note: request.note.as_deref(),
        };
        let points = Credit {
            asset: request.asset.as_deref().unwrap_or(limits::ASSET_DEFAULT),
            priority: request.priority.unwrap_or(limits::GRANT_PRIORITY_DEFAULT),
            effective_at_ms: request.effective_at_ms,
            expires_at_ms: request.expires_at_ms,
            links,
            receipt: Some(receipt),
            ..Credit::new(request.amount, record_kind, grant_kind)
        };
        credit(tx, request.user_id, &points)
    })
}

fn answer(record: &Record) -> Result<GrantPointsResponse> {
    let grant_id = record.grant_id.ok_or_else(|| Error::internal("a credit opened no grant"))?;
    Ok(GrantPointsResponse {
        record_id: record.record_id,
        seq: record.seq,
        grant_id,
        amount: record.amount,
        balance: record.balance,
        available: record.available,
        effective_at_ms: record.effective_at_ms,
        replayed: false,
    })
}

/// Puts points into a wallet, which is opened first if the user has none of this asset.
pub(crate) fn credit(tx: &mut Tx<'_>, user: UserId, credit: &Credit<'_>) -> Result<Record> {
    recharge(tx, user, credit).map(|(record, _)| record)
}

/// The same for points that were bought; also tells whether they are the first.
///
/// The wallet is stored under the guard of its version, so of all recharges only one is the first.
pub(crate) fn recharge(
    tx: &mut Tx<'_>,
    user: UserId,
    credit: &Credit<'_>,
) -> Result<(Record, bool)> {
    let mut account = match Account::find(tx, user, credit.asset)? {
        Some(account) => {
            check(tx, &account, credit)?;
            account
        }
        None => {
            check_times(credit, tx.now_ms())?;
            Account::read_or_open(tx, user, credit.asset)?
        }
    };
    account.settle(tx, usize::MAX)?;
    let effective_at_ms = credit.effective_at_ms.unwrap_or(account.at_ms);
    let effective_at_ms = effective_at_ms.max(account.last_effective_at_ms);
    let recharges = credit.record_kind == RecordKind::Recharge;
    let is_first = recharges && account.first_recharged_at_ms.is_none();
    if recharges {
        account.total_recharged += credit.points;
        account.first_recharged_at_ms.get_or_insert(effective_at_ms);
    }

    let grant: GrantId = tx.new_id()?;
    let terms = Terms {
        amount: credit.points,
        priority: credit.priority,
        effective_at_ms,
        expires_at_ms: credit.expires_at_ms.unwrap_or(NEVER),
        kind: credit.grant_kind,
    };
    let debt = (-account.balance).clamp(0, credit.points);
    let opened = credit.points - debt;
    let slices = [Slice { grant, points: opened, opens: Some(terms) }];
    let order = Order::of(&terms, account.seq + 1);
    let entry = Entry {
        kind: credit.record_kind,
        amount: credit.points,
        effective_at_ms,
        slices: &slices,
        links: credit.links,
        follows: Follows::default(),
    };
    let line = account.append(tx, entry, credit.receipt)?;
    let displaced = admit(&mut account, Head { grant, remaining: opened, order });
    account.store(tx)?;
    if let Some(head) = displaced {
        account.set_free(tx, head.grant, head.remaining)?;
    }
    insert_grant(tx, &account, grant, &terms, opened, &order)?;
    line.insert(tx)?;
    if account.owed > 0 {
        account.claim(tx)?;
        account.store(tx)?;
    }
    tx.changed("wallet", Some(user), credit.asset, ChangeKind::Put);
    Ok((line.record, is_first))
}

/// What is refused is refused before anything is written.
fn check(tx: &mut Tx<'_>, account: &Account, credit: &Credit<'_>) -> Result<()> {
    if account.status == WalletStatus::Closed {
        return Err(account.closed());
    }
    check_times(credit, account.at_ms)?;
    account.check_credits(tx, credit.points)?;
    let recharges = credit.record_kind == RecordKind::Recharge;
    if recharges && account.total_recharged > limits::AMOUNT_MAX - credit.points {
        return Err(ErrorKind::AmountOverflow { field: "totalRecharged".into() }.into());
    }
    Ok(())
}

fn check_times(credit: &Credit<'_>, at_ms: i64) -> Result<()> {
    if credit.expires_at_ms.is_some_and(|expires_at_ms| expires_at_ms <= at_ms) {
        return Err(Error::validation("expiresAtMs", "must lie after now"));
    }
    if credit.effective_at_ms.is_some_and(|effective_at_ms| effective_at_ms > at_ms) {
        return Err(Error::validation("effectiveAtMs", "must not lie after now"));
    }
    Ok(())
}

impl Account {
    /// Refuses a balance past the limit.
    pub(super) fn check_credits(&self, tx: &mut Tx<'_>, points: i64) -> Result<()> {
        let room = limits::AMOUNT_MAX - points;
        if self.balance > room && self.balance - self.lapsed(tx, self.at_ms)?.expired > room {
            return Err(ErrorKind::AmountOverflow { field: "balance".into() }.into());
        }
        Ok(())
    }
}

/// Makes a grant the head where it is spent before the present one; answers the one it displaced.
fn admit(account: &mut Account, grant: Head) -> Option<Head> {
    if grant.remaining == 0 {
        return None;
    }
    let expires_at_ms = grant.order.expires_at_ms;
    if expires_at_ms < account.next_expiry_at_ms.unwrap_or(NEVER) {
        account.next_expiry_at_ms = Some(expires_at_ms);
    }
    match account.head {
        Some(head) if head.order < grant.order => None,
        _ => account.head.replace(grant),
    }
}

/// Inserts the row of a grant of which so much was opened.
pub(super) fn insert_grant(
    tx: &mut Tx<'_>,
    account: &Account,
    grant: GrantId,
    terms: &Terms,
    opened: i64,
    order: &Order,
) -> Result<()> {
    let params = [
        account.user.into(),
        (&account.asset).into(),
        grant.into(),
        terms.kind.as_str().into(),
        terms.amount.into(),
        opened.into(),
        Param::from(opened == 0),
        terms.effective_at_ms.into(),
        order.priority.into(),
        order.expires_at_ms.into(),
        order.kind.into(),
        order.opened_seq.into(),
    ];
    tx.exec(&sql::INSERT_GRANT, &params)?;
    Ok(())
}
