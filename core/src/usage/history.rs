//! Listing the records of a user.
//!
//! A page is read by key from the index of its filter, so it costs the same wherever it stands and
//! however long the history is. Kind and model together have no index, so they are refused.

use uuid::Uuid;

use crate::context::Context;
use crate::error::{Error, Result};
use crate::limits;
use crate::ops::Operation;
use crate::store::{Cursor, Param, Tx, page};
use crate::usage::event::record;
use crate::usage::model::{ListUsageRequest, UsageList, UsageRecord};
use crate::usage::sql;
use crate::users;

/// The list that its cursors are of.
const LIST: &str = super::History::ROW.name;

pub(crate) fn history(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &ListUsageRequest,
) -> Result<UsageList> {
    // The page begins below a moment and id; no record has the greatest of all ids.
    let last = request.to_at_ms.map_or(limits::TIME_MS_MAX, |to_at_ms| to_at_ms - 1);
    let mut below = (last, Uuid::max());
    if let Some(cursor) = Cursor::place(LIST, request.cursor.as_deref())? {
        below = below.min((cursor.at, cursor.id));
    }
    users::require(tx, request.user_id)?;
    let limit = request.limit.unwrap_or(limits::PAGE_ROWS_DEFAULT);
    let params = [
        request.user_id.into(),
        request.from_at_ms.unwrap_or(limits::TIME_MS_MIN).into(),
        below.0.into(),
        Param::Id(below.1),
        (limit + 1).into(),
    ];
    let of = |name| [&params[..], &[Param::Text(name)]].concat();
    let items = match (&request.kind, &request.model) {
        (None, None) => tx.list(&sql::HISTORY, &params, record)?,
        (Some(kind), None) => tx.list(&sql::HISTORY_OF_KIND, &of(kind), record)?,
        (None, Some(model)) => tx.list(&sql::HISTORY_OF_MODEL, &of(model), record)?,
        (Some(_), Some(_)) => {
            return Err(Error::validation("model", "must be absent where a `kind` is named"));
        }
    };
    let place = |last: &UsageRecord| Cursor::of(LIST, last.at_ms, last.id.0);
    let (items, next_cursor) = page(items, limit, place);
    Ok(UsageList { items, next_cursor })
}
