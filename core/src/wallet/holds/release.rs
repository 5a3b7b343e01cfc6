//! Giving up what was reserved.

use crate::context::Context;
use crate::error::Result;
use crate::runtime::ChangeKind;
use crate::store::Tx;
use crate::wallet::account::Account;
use crate::wallet::model::{HoldState, ReleaseHoldRequest, ReleaseHoldResponse, WalletStatus};

pub(crate) fn release(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &ReleaseHoldRequest,
) -> Result<ReleaseHoldResponse> {
    let (mut account, before) = Account::with_open_hold(tx, request.user_id, request.hold_id)?;
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
    tx.changed("wallet", Some(request.user_id), account.asset.as_str(), ChangeKind::Put);
    Ok(ReleaseHoldResponse {
        hold_id: before.id,
        released: before.open(),
        expired,
        balance: account.balance,
        available: account.available(),
        replayed: false,
    })
}
