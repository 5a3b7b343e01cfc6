//! Reading a balance, at any moment.
//!
//! The common read is one narrow row. What has expired is subtracted whether or not it is booked,
//! so the answer for a moment does not depend on when it is asked for, nor on sweeps.

use crate::context::Context;
use crate::error::{Error, Result};
use crate::id::UserId;
use crate::limits;
use crate::store::{Param, Tx};
use crate::wallet::account::Account;
use crate::wallet::history::last_seq_before;
use crate::wallet::lapse::Lapsed;
use crate::wallet::model::{
    Breakdown, Expiring, GetBalanceRequest, GrantKind, WalletState, WalletStatus,
};
use crate::wallet::slice::NEVER;
use crate::wallet::sql;

/// The present moment of the `points` wallet: now, and never before its last write. What ends with
/// a hold asks it, so that both have ended at the same moment whatever the clock does.
pub(crate) fn moment(tx: &mut Tx<'_>, user: UserId) -> Result<i64> {
    Ok(Account::read(tx, user, limits::ASSET_DEFAULT)?.at_ms)
}

/// The same for a write, which waits for the others of this wallet.
pub(crate) fn moment_to_write(tx: &mut Tx<'_>, user: UserId) -> Result<i64> {
    Ok(Account::read_to_write(tx, user, limits::ASSET_DEFAULT)?.at_ms)
}

pub(crate) fn balance(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &GetBalanceRequest,
) -> Result<WalletState> {
    let asset = request.asset.as_deref().unwrap_or(limits::ASSET_DEFAULT);
    let plain = request.as_of_at_ms.is_none() && request.breakdown != Some(true);
    if plain && let Some(state) = lasting(tx, request.user_id, asset)? {
        return Ok(state);
    }
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
    let lapsed = account.lapsed(tx, as_of_at_ms)?;
    let balance = booked - lapsed.expired;
    let held = if passed { 0 } else { account.held - lapsed.freed };
    let owed = if passed { 0 } else { account.owed };
    let expiring = if passed { None } else { expiring(tx, &account, &lapsed, as_of_at_ms)? };
    let breakdown = match wants_breakdown {
        true => Some(breakdown(tx, &account, &lapsed, as_of_at_ms)?),
        false => None,
    };
    Ok(WalletState {
        asset: account.asset,
        as_of_at_ms,
        balance,
        held,
        owed,
        available: balance - held - owed,
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

/// The present state of a wallet in which nothing expires; none for any other, or for no wallet.
fn lasting(tx: &mut Tx<'_>, user: UserId, asset: &str) -> Result<Option<WalletState>> {
    let now_ms = tx.now_ms();
    let state = tx.get(&sql::BALANCE, &[user.into(), asset.into()], |row| {
        if row.opt_int(9)?.is_some() {
            return Ok(None);
        }
        let (balance, held, owed) = (row.int(0)?, row.int(1)?, row.int(10)?);
        Ok(Some(WalletState {
            asset: asset.to_owned(),
            as_of_at_ms: now_ms.max(row.int(8)?),
            balance,
            held,
            owed,
            available: balance - held - owed,
            level: row.int(2)?,
            total_consumed: row.int(3)?,
            total_recharged: row.int(4)?,
            first_recharged_at_ms: row.opt_int(5)?,
            status: WalletStatus::from_stored(row.str(6)?)?,
            seq: row.int(7)?,
            expiring: None,
            breakdown: None,
        }))
    })?;
    Ok(state.flatten())
}

/// The balance after the last record which took effect by then.
fn booked_balance(tx: &mut Tx<'_>, account: &Account, as_of_at_ms: i64) -> Result<i64> {
    let seq = last_seq_before(tx, account, as_of_at_ms.saturating_add(1))?;
    let params = [account.user.into(), (&account.asset).into(), seq.into()];
    Ok(tx.get(&sql::BALANCE_AFTER, &params, |row| row.int(0))?.unwrap_or(0))
}

/// What expires next of what is not held.
fn expiring(
    tx: &mut Tx<'_>,
    account: &Account,
    lapsed: &Lapsed,
    after_ms: i64,
) -> Result<Option<Expiring>> {
    if account.next_expiry_at_ms.is_none() {
        return Ok(None);
    }
    let asset = (&account.asset).into();
    let params = [account.user.into(), asset, after_ms.into(), account.head_id()];
    let others = tx.get(&sql::EXPIRING, &params, |row| Ok((row.int(0)?, row.int(1)?)))?;
    let head = account.head.map(|head| (head.order.expires_at_ms, head.remaining));
    let freed = lapsed.slices.iter().map(|slice| (slice.expires_at_ms, slice.points));
    let mut next: Option<Expiring> = None;
    for (at_ms, points) in others.into_iter().chain(head).chain(freed) {
        if points == 0 || !(after_ms + 1..NEVER).contains(&at_ms) {
            continue;
        }
        match &mut next {
            Some(next) if next.at_ms == at_ms => next.points += points,
            Some(next) if next.at_ms < at_ms => {}
            _ => next = Some(Expiring { at_ms, points }),
        }
    }
    Ok(next)
}

/// The unspent points of a moment by kind. Held points do not expire while they are held.
fn breakdown(
    tx: &mut Tx<'_>,
    account: &Account,
    lapsed: &Lapsed,
    as_of_at_ms: i64,
) -> Result<Breakdown> {
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
    for slice in lapsed.slices.iter().filter(|slice| slice.expires_at_ms <= as_of_at_ms) {
        sums.add(slice.kind, -slice.points);
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
