//! Forgetting events that ended long ago.

use crate::error::Result;
use crate::id::{EventId, UserId};
use crate::limits;
use crate::outbox::model::OutboxState;
use crate::outbox::sql;
use crate::store::Tx;

/// One step of upkeep. What waits is never forgotten, however old it is.
pub(crate) fn sweep(tx: &mut Tx<'_>, rows_max: i64) -> Result<i64> {
    let before_ms = tx.now_ms() - limits::OUTBOX_KEPT_MS;
    let mut rows = 0;
    for state in [OutboxState::Done, OutboxState::Dead] {
        let params = [state.as_str().into(), before_ms.into(), (rows_max - rows).into()];
        let old: Vec<(UserId, EventId)> =
            tx.list(&sql::OLD, &params, |row| Ok((row.id(0)?, row.id(1)?)))?;
        for (user, event) in old {
            tx.exec(&sql::FORGET, &[user.into(), event.into()])?;
            rows += 1;
        }
    }
    Ok(rows)
}
