//! The history of a session: the states it was in, and since when.

use crate::error::{Error, Result};
use crate::id::{SessionId, UserId};
use crate::session::model::SessionStatus;
use crate::session::sql;
use crate::store::Tx;

/// Notes that a session entered a state. The caller holds the user's sync head, so numbers follow
/// each other without gaps.
pub(super) fn note(
    tx: &mut Tx<'_>,
    user: UserId,
    session: SessionId,
    status: SessionStatus,
    at_ms: i64,
) -> Result<()> {
    let last = tx
        .get(&sql::LAST_RECORD, &[user.into(), session.into()], |row| row.int(0))?
        .ok_or_else(|| Error::internal("an aggregate answered no row"))?;
    let record =
        [user.into(), session.into(), (last + 1).into(), status.as_str().into(), at_ms.into()];
    tx.exec(&sql::INSERT_RECORD, &record)?;
    Ok(())
}
