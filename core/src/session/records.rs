//! The history of a session: the states it was in, and since when.

use uuid::Uuid;

use crate::context::Context;
use crate::error::{Error, Result};
use crate::id::{SessionId, UserId};
use crate::limits;
use crate::ops::Operation;
use crate::session::model::{
    ListSessionRecordsRequest, SessionRecord, SessionRecordList, SessionStatus,
};
use crate::session::{read, sql};
use crate::store::{Cursor, Tx, page};

/// The list that its cursors are of.
const LIST: &str = super::Records::ROW.name;

pub(crate) fn list(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &ListSessionRecordsRequest,
) -> Result<SessionRecordList> {
    let (user, id) = (request.user_id, request.session_id);
    read::require(tx, user, id)?;
    let place = Cursor::place(LIST, request.cursor.as_deref())?;
    let before = place.map_or(i64::MAX, |place| place.at);
    let limit = request.limit.unwrap_or(limits::PAGE_ROWS_DEFAULT);
    let params = [user.into(), id.into(), before.into(), (limit + 1).into()];
    let items = tx.list(&sql::RECORDS, &params, |row| {
        let status = SessionStatus::from_stored(row.str(1)?)?;
        Ok(SessionRecord { n: row.int(0)?, status, at_ms: row.int(2)? })
    })?;
    let (items, next_cursor) = page(items, limit, |last| Cursor::of(LIST, last.n, Uuid::nil()));
    Ok(SessionRecordList { items, next_cursor })
}

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
