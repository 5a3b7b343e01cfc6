//! Reading tasks. What has ended by its deadline is told so, whether or not anything has swept it.

use std::cmp::Reverse;

use crate::context::Context;
use crate::error::{Error, Result};
use crate::limits;
use crate::ops::Operation;
use crate::store::{Cursor, Param, Tx, page};
use crate::tasks::model::{GetTaskRequest, ListTasksRequest, Task, TaskKind, TaskList, TaskState};
use crate::tasks::row::TaskRow;
use crate::tasks::sql;
use crate::wallet;

/// The list that its cursors are of.
const LIST: &str = super::List::ROW.name;

pub(crate) fn get(tx: &mut Tx<'_>, _cx: &Context, request: &GetTaskRequest) -> Result<Task> {
    let at_ms = wallet::moment(tx, request.user_id)?;
    let params = [request.user_id.into(), request.task_id.into()];
    let row = tx.get(&sql::GET, &params, TaskRow::read)?;
    row.map(|row| row.at(at_ms)).ok_or_else(|| Error::not_found("task", request.task_id))
}

/// A list is merged from one run of rows for each kind and each way in which a state is stored,
/// so that two indexes serve every filter.
pub(crate) fn list(tx: &mut Tx<'_>, _cx: &Context, request: &ListTasksRequest) -> Result<TaskList> {
    let before = Cursor::place(LIST, request.cursor.as_deref())?.unwrap_or(Cursor::NEWEST);
    let at_ms = wallet::moment(tx, request.user_id)?;
    let limit = request.limit.unwrap_or(limits::PAGE_ROWS_DEFAULT);
    let mut rows = Vec::new();
    for kind in TaskKind::ALL {
        if request.kind.is_none_or(|wanted| wanted == kind) {
            run(tx, request, kind, at_ms, before, limit + 1, &mut rows)?;
        }
    }
    rows.sort_by_key(|row| Reverse((row.created_at_ms, row.id)));
    let items = rows.into_iter().map(|row| row.at(at_ms)).collect();
    let (items, next_cursor) =
        page(items, limit, |last: &Task| Cursor::of(LIST, last.created_at_ms, last.task_id.0));
    Ok(TaskList { items, next_cursor })
}

/// The first rows of one kind behind a place.
fn run(
    tx: &mut Tx<'_>,
    request: &ListTasksRequest,
    kind: TaskKind,
    at_ms: i64,
    before: Cursor,
    most: i64,
    rows: &mut Vec<TaskRow>,
) -> Result<()> {
    let (user, kind) = (request.user_id.into(), Param::from(kind.as_str()));
    let (at, id) = (before.at.into(), Param::Id(before.id));
    let Some(state) = request.state else {
        let params = [user, kind, at, id, most.into()];
        rows.extend(tx.list(&sql::OF_KIND, &params, TaskRow::read)?);
        return Ok(());
    };
    for (stored, after_ms, until_ms) in stored_as(state, at_ms) {
        let state = stored.as_str().into();
        let params = [user, kind, state, after_ms.into(), until_ms.into(), at, id, most.into()];
        rows.extend(tx.list(&sql::IN_STATE, &params, TaskRow::read)?);
    }
    Ok(())
}

/// How tasks that are in a state at a moment are stored: in which state, with which deadlines.
fn stored_as(state: TaskState, at_ms: i64) -> Vec<(TaskState, i64, i64)> {
    let passed = |state| (state, i64::MIN, at_ms);
    match state {
        TaskState::Pending | TaskState::Running => vec![(state, at_ms, i64::MAX)],
        TaskState::Expired => vec![
            (state, i64::MIN, i64::MAX),
            passed(TaskState::Pending),
            passed(TaskState::Running),
        ],
        _ => vec![(state, i64::MIN, i64::MAX)],
    }
}
