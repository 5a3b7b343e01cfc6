//! Reading a balance, at any moment.
//!
//! The common read is one row. What has expired is subtracted whether or not it is booked, so the
//! answer for a moment does not depend on when it is asked for, nor on sweeps.

use crate::context::Context;
use crate::error::{Error, Result};
use crate::limits;
use crate::store::{Param, Tx};
use crate::wallet::account::Account;
use crate::wallet::history::last_seq_before;
use crate::wallet::model::{Breakdown, Expiring, GetBalanceRequest, GrantKind, WalletState};
use crate::wallet::slice::NEVER;
use crate::wallet::sql;

pub(crate) fn balance(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &GetBalanceRequest,
) -> Result<WalletState> {
    let asset = request.asset.as_deref().unwrap_or(limits::ASSET_DEFAULT);
    let account = Account::read(tx, request.user_id, asset)?;
    let as_of_at_ms = request.as_of_at_ms.unwrap_or(account.at_ms);
    let passed = as_of_at_ms < account.at_ms;
    let wants_breakdown = request.breakdown.unwrap_or(false);
    if passed && wants_breakdown {
        return Err(Error::validation("breakdown", "is not kept for a moment that has passed"));
    }
    let booked = match as_of_at_ms < account.last_effective_at_ms {
        true => booked_balance(tx, &account, as_of_at_ms)?,
        false => account.balance,
    };
    let balance = booked - account.expired_points(tx, as_of_at_ms)?;
    let held = if request.as_of_at_ms.is_none() { account.held } else { 0 };
    let expiring = if passed { None } else { expiring(tx, &account, as_of_at_ms)? };
    let breakdown = match wants_breakdown {
        true => Some(breakdown(tx, &account, as_of_at_ms)?),
        false => None,
    };
    Ok(WalletState {
        asset: account.asset,
        as_of_at_ms,
        balance,
        held,
        available: balance - held,
        level: account.level,
        total_consumed: account.total_consumed,
        total_recharged: account.total_recharged,
        first_recharged_at_ms: account.first_recharged_at_ms,
        status: account.status,
        seq: account.seq,
        expiring,
        breakdown,
    })
}

/// The balance after the last record which took effect by then.
fn booked_balance(tx: &mut Tx<'_>, account: &Account, as_of_at_ms: i64) -> Result<i64> {
    let seq = last_seq_before(tx, account, as_of_at_ms.saturating_add(1))?;
    let params = [account.user.into(), (&account.asset).into(), seq.into()];
    Ok(tx.get(&sql::BALANCE_AFTER, &params, |row| row.int(0))?.unwrap_or(0))
}

fn expiring(tx: &mut Tx<'_>, account: &Account, after_ms: i64) -> Result<Option<Expiring>> {
    if account.next_expiry_at_ms.is_none() {
        return Ok(None);
    }
    let asset = (&account.asset).into();
    let params = [account.user.into(), asset, after_ms.into(), account.head_id()];
    let others = tx.get(&sql::EXPIRING, &params, |row| {
        Ok(Expiring { at_ms: row.int(0)?, points: row.int(1)? })
    })?;
    let head = account
        .head
        .map(|head| Expiring { at_ms: head.order.expires_at_ms, points: head.remaining })
        .filter(|head| head.points > 0 && (after_ms + 1..NEVER).contains(&head.at_ms));
    Ok(match (head, others) {
        (Some(head), Some(others)) if head.at_ms == others.at_ms => {
            Some(Expiring { points: head.points + others.points, ..others })
        }
        (Some(head), Some(others)) if others.at_ms < head.at_ms => Some(others),
        (Some(head), _) => Some(head),
        (None, others) => others,
    })
}

/// The unspent points of a moment by kind. Held points do not expire while they are held.
fn breakdown(tx: &mut Tx<'_>, account: &Account, as_of_at_ms: i64) -> Result<Breakdown> {
    let mut sums = Breakdown { paid: 0, bonus: 0, promo: 0, checkin: 0, plan: 0, refund: 0 };
    let asset = Param::from(&account.asset);
    let params = [account.user.into(), asset, as_of_at_ms.into(), account.head_id()];
    tx.query(&sql::BY_KIND, &params, &mut |row| {
        sums.add(GrantKind::from_stored(row.str(0)?)?, row.int(1)?);
        Ok(())
    })?;
    if let Some(head) = account.head {
        let params = [account.user.into(), asset, account.head_id()];
        let lasts = head.order.expires_at_ms > as_of_at_ms;
        tx.query(&sql::HEAD_GRANT, &params, &mut |row| {
            let unheld = if lasts { head.remaining } else { 0 };
            sums.add(GrantKind::from_stored(row.str(0)?)?, row.int(1)? + unheld);
            Ok(())
        })?;
    }
    Ok(sums)
}

impl Breakdown {
    fn add(&mut self, kind: GrantKind, points: i64) {
        *match kind {
            GrantKind::Paid => &mut self.paid,
            GrantKind::Bonus => &mut self.bonus,
            GrantKind::Promo => &mut self.promo,
            GrantKind::Checkin => &mut self.checkin,
            GrantKind::Plan => &mut self.plan,
            GrantKind::Refund => &mut self.refund,
        } += points;
    }
}
