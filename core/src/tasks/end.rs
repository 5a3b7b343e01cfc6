//! The ways in which a call ends a task.

use crate::context::Context;
use crate::error::{ErrorKind, Result};
use crate::id::{TaskId, UserId};
use crate::ops::given;
use crate::store::Tx;
use crate::tasks::model::{
    CancelTaskRequest, CompleteTaskRequest, CompleteTaskResponse, EndTaskResponse, FailTaskRequest,
    TaskState,
};
use crate::tasks::row::{End, TaskRow};
use crate::wallet::{self, CapturePointsRequest};

pub(crate) fn complete(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &CompleteTaskRequest,
) -> Result<CompleteTaskResponse> {
    let (user, id) = (request.user_id, request.task_id);
    let (task, at_ms) = TaskRow::open(tx, user, id)?;
    let captured = request.cost.unwrap_or(task.cost);
    if captured > task.cost {
        let hold_id = task.hold.to_string();
        return Err(ErrorKind::HoldExceeded { hold_id, open: task.cost, needed: captured }.into());
    }
    let (record, seq, balance, available) = match captured {
        0 => {
            let released = wallet::release_for(tx, user, task.hold, Some(id))?;
            (None, None, released.balance, released.available)
        }
        points => {
            let spending = CapturePointsRequest::new(user, task.hold, &request.idempotency_key)
                .amount(points)
                .release_rest(true);
            let spent = wallet::capture_for(tx, &spending, id)?;
            (Some(spent.record_id), Some(spent.seq), spent.balance, spent.available)
        }
    };
    let result = given(&request.result);
    let end = End { state: TaskState::Succeeded, captured, record, error: None, result };
    task.end(tx, user, at_ms, &end)?;
    Ok(CompleteTaskResponse {
        task_id: id,
        captured,
        released: task.cost - captured,
        record_id: record,
        seq,
        balance,
        available,
        ended_at_ms: at_ms,
        replayed: false,
    })
}

pub(crate) fn fail(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &FailTaskRequest,
) -> Result<EndTaskResponse> {
    give_up(tx, request.user_id, request.task_id, TaskState::Failed, Some(&request.error))
}

pub(crate) fn cancel(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &CancelTaskRequest,
) -> Result<EndTaskResponse> {
    give_up(tx, request.user_id, request.task_id, TaskState::Cancelled, None)
}

/// Ends a task without a result: every point goes back.
fn give_up(
    tx: &mut Tx<'_>,
    user: UserId,
    id: TaskId,
    state: TaskState,
    error: Option<&str>,
) -> Result<EndTaskResponse> {
    let (task, at_ms) = TaskRow::open(tx, user, id)?;
    let freed = wallet::release_for(tx, user, task.hold, Some(id))?;
    task.end(tx, user, at_ms, &End { state, captured: 0, record: None, error, result: None })?;
    Ok(EndTaskResponse {
        task_id: id,
        state,
        released: freed.released,
        expired: freed.expired,
        balance: freed.balance,
        available: freed.available,
        ended_at_ms: at_ms,
        replayed: false,
    })
}
