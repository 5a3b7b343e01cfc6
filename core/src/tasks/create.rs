//! Creating a task.

use crate::context::Context;
use crate::error::Result;
use crate::id::TaskId;
use crate::limits;
use crate::runtime::ChangeKind;
use crate::store::{Param, Tx};
use crate::tasks::model::{CreateTaskRequest, CreateTaskResponse};
use crate::tasks::sql;
use crate::wallet::{self, HoldPointsRequest};

pub(crate) fn create(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &CreateTaskRequest,
) -> Result<CreateTaskResponse> {
    let (user, cost) = (request.user_id, request.cost);
    let at_ms = wallet::moment_to_write(tx, user)?;
    let expires_at_ms = request.expires_at_ms.unwrap_or(at_ms + limits::TASK_MS_DEFAULT);
    let task: TaskId = tx.new_id()?;
    let reserving = HoldPointsRequest::new(user, cost, expires_at_ms, &request.idempotency_key)
        .action_id(task.to_string());
    let held = wallet::hold_for(tx, &reserving, Some(task))?;
    let parameters = request.parameters.to_string();
    let params = [
        user.into(),
        task.into(),
        request.kind.as_str().into(),
        cost.into(),
        held.hold_id.into(),
        at_ms.into(),
        expires_at_ms.into(),
        Param::from(&parameters),
    ];
    tx.exec(&sql::INSERT, &params)?;
    tx.changed("task", Some(user), task.0, ChangeKind::Put);
    Ok(CreateTaskResponse {
        task_id: task,
        hold_id: held.hold_id,
        cost,
        expires_at_ms,
        balance: held.balance,
        available: held.available,
        replayed: false,
    })
}
