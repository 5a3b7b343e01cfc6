//! Orders that waited too long.
//!
//! A pending order past its expiry is cancelled from that moment on, as every call sees it. A sweep
//! only writes that down, and nothing that is read tells whether it has.

use crate::error::Result;
use crate::id::{OrderId, UserId};
use crate::payments::model::{Payment, PaymentState};
use crate::payments::sql;
use crate::runtime::ChangeKind;
use crate::store::Tx;

/// When an order lapses that waits for ever, or waits no more.
pub(super) const NEVER: i64 = i64::MAX;

/// The reason of an order that was given up by itself.
const EXPIRED: &str = "expired";

/// Makes of a pending order what it is at a moment.
pub(super) fn lapse(payment: &mut Payment, now_ms: i64) {
    let Some(expires_at_ms) = payment.expires_at_ms else { return };
    if payment.state == PaymentState::Pending && expires_at_ms <= now_ms {
        payment.state = PaymentState::Cancelled;
        payment.reason = Some(EXPIRED.into());
        payment.updated_at_ms = expires_at_ms;
    }
}

/// One step of upkeep: writes down which orders have lapsed.
pub(crate) fn sweep(tx: &mut Tx<'_>, rows_max: i64) -> Result<i64> {
    let now_ms = tx.now_ms();
    let due = tx.list(&sql::DUE, &[now_ms.into(), rows_max.into()], |row| {
        Ok((row.id::<UserId>(0)?, row.id::<OrderId>(1)?))
    })?;
    for (user, order) in &due {
        let params = [(*user).into(), (*order).into(), EXPIRED.into(), now_ms.into()];
        // One that was paid or given up meanwhile is left alone.
        if tx.exec_guarded(&sql::LAPSE, &params)? {
            tx.changed("payment", Some(*user), order.0, ChangeKind::Put);
        }
    }
    Ok(i64::try_from(due.len()).unwrap_or(i64::MAX))
}
