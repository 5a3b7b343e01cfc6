//! Reserving points.

use crate::context::Context;
use crate::error::{Error, ErrorKind, Result};
use crate::id::{HoldId, TaskId};
use crate::limits;
use crate::runtime::ChangeKind;
use crate::store::{Param, Tx};
use crate::wallet::account::Account;
use crate::wallet::holds::row::{HeldSlice, write_slices};
use crate::wallet::model::{GrantKind, HoldPointsRequest, HoldPointsResponse};
use crate::wallet::slice::Slice;
use crate::wallet::sql;

pub(crate) fn hold(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &HoldPointsRequest,
) -> Result<HoldPointsResponse> {
    hold_for(tx, request, None)
}

/// Reserves points, for a task where one is named: then only the task's operations decide on them.
pub(crate) fn hold_for(
    tx: &mut Tx<'_>,
    request: &HoldPointsRequest,
    task: Option<TaskId>,
) -> Result<HoldPointsResponse> {
    let asset = request.asset.as_deref().unwrap_or(limits::ASSET_DEFAULT);
    let insufficient = |available| -> Error {
        let needed = request.amount;
        ErrorKind::InsufficientPoints { asset: asset.into(), available, needed }.into()
    };
    let Some(mut account) = Account::find(tx, request.user_id, asset)? else {
        return Err(insufficient(0));
    };
    account.check_debits()?;
    check_deadline(request.expires_at_ms, account.at_ms)?;
    let available = account.spendable(tx)?;
    if available < request.amount {
        return Err(insufficient(available));
    }
    check_holds(tx, &account)?;
    account.settle(tx, usize::MAX)?;
    account.claim(tx)?;
    let slices = account.take(tx, request.amount)?;
    account.held += request.amount;
    account.last_at_ms = account.at_ms;
    let next = account.next_expiry_at_ms.into_iter().chain([request.expires_at_ms]).min();
    account.next_expiry_at_ms = next;
    account.store(tx)?;
    let slices = reserve(tx, &account, &slices)?;
    let hold_id = insert(tx, &account, request, &slices, task)?;
    tx.changed("wallet", Some(request.user_id), asset, ChangeKind::Put);
    Ok(HoldPointsResponse {
        hold_id,
        amount: request.amount,
        expires_at_ms: request.expires_at_ms,
        balance: account.balance,
        available: account.available(),
        replayed: false,
    })
}

/// A deadline lies after now, and not so far that a mistake would reserve points for good.
pub(super) fn check_deadline(expires_at_ms: i64, at_ms: i64) -> Result<()> {
    if expires_at_ms <= at_ms {
        return Err(Error::validation("expiresAtMs", "must lie after now"));
    }
    if expires_at_ms - at_ms > limits::HOLD_MS_MAX {
        return Err(Error::validation("expiresAtMs", "must lie within 366 days from now"));
    }
    Ok(())
}

/// Refuses one hold more than a call may have to end: those that share a deadline end in one.
fn check_holds(tx: &mut Tx<'_>, account: &Account) -> Result<()> {
    let most = limits::WALLET_HOLDS_MAX;
    // An open hold reserves a point at least.
    if account.held < most {
        return Ok(());
    }
    let params = [account.user.into(), (&account.asset).into(), account.at_ms.into()];
    let open = tx.get(&sql::COUNT_HOLDS, &params, |row| row.int(0))?.unwrap_or(0);
    if open < most {
        return Ok(());
    }
    Err(ErrorKind::InvalidState {
        what: format!("wallet `{}`", account.asset),
        state: format!("reserved {open} times"),
        needed: format!("reserved fewer than {most} times"),
    }
    .into())
}

/// Marks what was taken from the grants as held.
fn reserve(tx: &mut Tx<'_>, account: &Account, slices: &[Slice]) -> Result<Vec<HeldSlice>> {
    let mut held = Vec::with_capacity(slices.len());
    for slice in slices.iter().filter(|slice| slice.points != 0) {
        let (grant, points) = (slice.grant, -slice.points);
        account.move_points(tx, &sql::RESERVE, grant, points)?;
        let params = [account.user.into(), (&account.asset).into(), grant.into()];
        let terms = tx.get(&sql::TERMS, &params, |row| {
            Ok((GrantKind::from_stored(row.str(0)?)?, row.int(1)?))
        })?;
        let (kind, expires_at_ms) = terms.ok_or_else(|| Error::internal("a grant is gone"))?;
        held.push(HeldSlice { grant, points, expires_at_ms, kind });
    }
    Ok(held)
}

fn insert(
    tx: &mut Tx<'_>,
    account: &Account,
    request: &HoldPointsRequest,
    slices: &[HeldSlice],
    task: Option<TaskId>,
) -> Result<HoldId> {
    let hold: HoldId = tx.new_id()?;
    let slices = write_slices(slices);
    let params = [
        account.user.into(),
        hold.into(),
        (&account.asset).into(),
        request.amount.into(),
        Param::Bytes(&slices),
        request.related_event_id.as_deref().into(),
        request.action_id.as_deref().into(),
        request.note.as_deref().into(),
        account.at_ms.into(),
        request.expires_at_ms.into(),
        task.into(),
    ];
    tx.exec(&sql::INSERT_HOLD, &params)?;
    Ok(hold)
}
