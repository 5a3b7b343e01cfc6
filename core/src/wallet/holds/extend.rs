//! Moving the deadline of a hold.

use crate::context::Context;
use crate::error::{Error, Result};
use crate::id::TaskId;
use crate::runtime::ChangeKind;
use crate::store::Tx;
use crate::wallet::account::Account;
use crate::wallet::holds::place::check_deadline;
use crate::wallet::model::{ExtendHoldRequest, ExtendHoldResponse, WalletStatus};

/// A frozen wallet extends too: its points are reserved as before, and nothing is spent.
pub(crate) fn extend(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &ExtendHoldRequest,
) -> Result<ExtendHoldResponse> {
    extend_for(tx, request, None)
}

/// Moves the deadline of a hold, which belongs to the task that is named.
pub(crate) fn extend_for(
    tx: &mut Tx<'_>,
    request: &ExtendHoldRequest,
    task: Option<TaskId>,
) -> Result<ExtendHoldResponse> {
    let (user, hold) = (request.user_id, request.hold_id);
    let (mut account, before) = Account::with_open_hold(tx, user, hold, task)?;
    if account.status == WalletStatus::Closed {
        return Err(account.closed());
    }
    check_deadline(request.expires_at_ms, account.at_ms)?;
    if request.expires_at_ms <= before.expires_at_ms {
        return Err(Error::validation("expiresAtMs", "must lie after the present deadline"));
    }
    account.settle(tx, usize::MAX)?;
    account.open_grants(tx)?;
    let mut hold = before.clone();
    hold.expires_at_ms = request.expires_at_ms;
    hold.store(tx, &account, &before)?;
    account.last_at_ms = account.at_ms;
    account.settle_grants(tx)?;
    account.store(tx)?;
    tx.changed("wallet", Some(request.user_id), account.asset.as_str(), ChangeKind::Put);
    Ok(ExtendHoldResponse {
        hold_id: hold.id,
        open: hold.open(),
        expires_at_ms: hold.expires_at_ms,
        replayed: false,
    })
}
