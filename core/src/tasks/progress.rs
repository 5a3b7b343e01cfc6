//! A task on its way: its start, and more time for it.

use crate::context::Context;
use crate::error::Result;
use crate::store::Tx;
use crate::tasks::model::{
    ExtendTaskRequest, ExtendTaskResponse, StartTaskRequest, Task, TaskState,
};
use crate::tasks::row::{TaskRow, changed, refusal};
use crate::tasks::sql;
use crate::wallet::{self, ExtendHoldRequest};

pub(crate) fn start(tx: &mut Tx<'_>, _cx: &Context, request: &StartTaskRequest) -> Result<Task> {
    let (user, id) = (request.user_id, request.task_id);
    let (mut task, at_ms) = TaskRow::open(tx, user, id)?;
    if task.state != TaskState::Pending {
        return Err(refusal(id, task.state, TaskState::Pending.as_str()));
    }
    let params = [user.into(), id.into(), task.expires_at_ms.into(), at_ms.into()];
    changed(tx, user, id, &sql::START, &params)?;
    task.state = TaskState::Running;
    task.started_at_ms = Some(at_ms);
    Ok(task.at(at_ms))
}

pub(crate) fn extend(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &ExtendTaskRequest,
) -> Result<ExtendTaskResponse> {
    let (user, id, expires_at_ms) = (request.user_id, request.task_id, request.expires_at_ms);
    let (task, _) = TaskRow::open(tx, user, id)?;
    let moving = ExtendHoldRequest::new(user, task.hold, expires_at_ms, &request.idempotency_key);
    wallet::extend_for(tx, &moving, Some(id))?;
    let (state, before) = (task.state.as_str().into(), task.expires_at_ms.into());
    let params = [user.into(), id.into(), state, before, expires_at_ms.into()];
    changed(tx, user, id, &sql::EXTEND, &params)?;
    Ok(ExtendTaskResponse { task_id: id, expires_at_ms, replayed: false })
}
