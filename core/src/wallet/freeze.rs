//! Stopping the debits of a wallet, and letting them go on.
//!
//! A frozen wallet accepts credits, its points expire, and its holds end as they would; nothing is
//! spent, reserved, captured or sent. Freezing twice is freezing once. The audit trail keeps who
//! did it, and why.

use serde_json::json;

use crate::audit;
use crate::context::Context;
use crate::error::Result;
use crate::id::UserId;
use crate::limits;
use crate::runtime::ChangeKind;
use crate::store::Tx;
use crate::wallet::account::Account;
use crate::wallet::balance::balance;
use crate::wallet::model::{
    FreezeWalletRequest, GetBalanceRequest, UnfreezeWalletRequest, WalletState, WalletStatus,
};

pub(crate) fn freeze(
    tx: &mut Tx<'_>,
    cx: &Context,
    request: &FreezeWalletRequest,
) -> Result<WalletState> {
    let asset = request.asset.as_deref().unwrap_or(limits::ASSET_DEFAULT);
    let reason = request.reason.as_deref();
    change(tx, cx, request.user_id, asset, WalletStatus::Frozen, reason)
}

pub(crate) fn unfreeze(
    tx: &mut Tx<'_>,
    cx: &Context,
    request: &UnfreezeWalletRequest,
) -> Result<WalletState> {
    let asset = request.asset.as_deref().unwrap_or(limits::ASSET_DEFAULT);
    let reason = request.reason.as_deref();
    change(tx, cx, request.user_id, asset, WalletStatus::Active, reason)
}

fn change(
    tx: &mut Tx<'_>,
    cx: &Context,
    user: UserId,
    asset: &str,
    to: WalletStatus,
    reason: Option<&str>,
) -> Result<WalletState> {
    let mut account = Account::read_to_write(tx, user, asset)?;
    if account.status == WalletStatus::Closed {
        return Err(account.closed());
    }
    if account.status != to {
        account.status = to;
        account.store(tx)?;
        let event = match to {
            WalletStatus::Frozen => "wallet_frozen",
            _ => "wallet_unfrozen",
        };
        audit::record(tx, cx, user, event, &json!({"asset": asset, "reason": reason}))?;
        tx.changed("wallet", Some(user), asset, ChangeKind::Put);
    }
    balance(tx, cx, &GetBalanceRequest::new(user).asset(asset))
}
