//! The floor of a wallet, and telling that a wallet has fallen below it.
//!
//! The row keeps whether the wallet is low. Every write of a wallet that has a floor compares: the
//! one that takes what can be spent below the floor marks the row and writes one event, the one
//! that brings it back to the floor or above takes the mark away. The mark commits with the write,
//! under the same version, so of many calls that fall below at once one tells. A wallet that was
//! filled up and runs low again is news, but once a day (UTC) and no more: else somebody could
//! reserve and release one point without end and fill the outbox.
//!
//! Points that have expired count from the commit that books them: that of the next write, or of a
//! sweep. A wallet without a floor costs no statement.

use serde_json::json;

use crate::context::Context;
use crate::error::Result;
use crate::limits;
use crate::outbox;
use crate::quota::calendar::DAY_MS;
use crate::runtime::ChangeKind;
use crate::store::{Tx, unless_met};
use crate::wallet::account::Account;
use crate::wallet::model::{SetFloorRequest, WalletFloor, WalletStatus};
use crate::wallet::sql;

/// The kind of the event.
const POINTS_LOW: &str = "points_low";

pub(crate) fn set_floor(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &SetFloorRequest,
) -> Result<WalletFloor> {
    let asset = request.asset.as_deref().unwrap_or(limits::ASSET_DEFAULT);
    let mut account = Account::read_to_write(tx, request.user_id, asset)?;
    if account.status == WalletStatus::Closed {
        return Err(account.closed());
    }
    // What expired before this call fell under the floor that stood then.
    if account.settle(tx, usize::MAX)? > 0 {
        account.store(tx)?;
    }
    let available = account.spendable(tx)?;
    let low = request.floor.is_some_and(|floor| available < floor);
    let params = [
        account.user.into(),
        asset.into(),
        account.version.into(),
        request.floor.into(),
        low.into(),
    ];
    unless_met(tx.exec_guarded(&sql::SET_FLOOR, &params)?)?;
    tx.changed("wallet", Some(account.user), asset, ChangeKind::Put);
    Ok(WalletFloor { asset: asset.into(), floor: request.floor, available, low, replayed: false })
}

impl Account {
    /// Compares what can be spent with the floor, after the account was stored.
    pub(super) fn watch_floor(&mut self, tx: &mut Tx<'_>) -> Result<()> {
        let Some(floor) = self.floor else { return Ok(()) };
        let low = self.available() < floor;
        if low == self.floor_low {
            return Ok(());
        }
        let params = [self.user.into(), (&self.asset).into(), self.version.into(), low.into()];
        // Not left for later: on PostgreSQL what is left for the end of a job is one statement,
        // and the store of the account is part of it.
        unless_met(tx.exec_guarded(&sql::FLOOR_LOW, &params)?)?;
        self.floor_low = low;
        if !low {
            return Ok(());
        }
        let payload = json!({
            "asset": self.asset,
            "available": self.available(),
            "floor": floor,
            "balance": self.balance,
            "held": self.held,
        });
        let day = self.at_ms.div_euclid(DAY_MS);
        let key = format!("{POINTS_LOW}/{}/{day}", self.asset);
        outbox::put(tx, self.user, POINTS_LOW, &payload, key.as_bytes()).map(drop)
    }
}
