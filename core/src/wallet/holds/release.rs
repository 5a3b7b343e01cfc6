//! Giving up what was reserved.

use crate::context::Context;
use crate::error::Result;
use crate::id::{HoldId, TaskId, UserId};
use crate::runtime::ChangeKind;
use crate::store::Tx;
use crate::wallet::account::Account;
use crate::wallet::model::{HoldState, ReleaseHoldRequest, ReleaseHoldResponse, WalletStatus};

pub(crate) fn release(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &ReleaseHoldRequest,
) -> Result<ReleaseHoldResponse> {
    release_for(tx, request.user_id, request.hold_id, None)
}

/// Gives up a hold, which belongs to the task that is named.
pub(crate) fn release_for(
    tx: &mut Tx<'_>,
    user: UserId,
    hold: HoldId,
    task: Option<TaskId>,
) -> Result<ReleaseHoldResponse> {
    let (mut account, before) = Account::with_open_hold(tx, user, hold, task)?;
    if account.status == WalletStatus::Closed {
        return Err(account.closed());
    }
    account.settle(tx, usize::MAX)?;
    account.open_grants(tx)?;
    let mut hold = before.clone();
    account.free(tx, &hold)?;
    hold.end(HoldState::Released, account.at_ms);
    hold.store(tx, &account, &before)?;
    account.last_at_ms = account.at_ms;
    let at_ms = account.at_ms;
    let expired = account.expire_freed(tx, at_ms)?;
    account.settle_grants(tx)?;
    account.claim(tx)?;
    account.store(tx)?;
    tx.changed("wallet", Some(user), account.asset.as_str(), ChangeKind::Put);
    Ok(ReleaseHoldResponse {
        hold_id: before.id,
        released: before.open(),
        expired,
        balance: account.balance,
        available: account.available(),
        replayed: false,
    })
}
