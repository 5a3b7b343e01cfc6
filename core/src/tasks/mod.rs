//! Tasks: images and videos that are made for points.
//!
//! A task reserves what it costs when it is created, in the same commit. When it succeeds, all of
//! it or a part is spent, and the record of the ledger carries the task as its action; however else
//! it ends, every point goes back to the grants it came from.
//!
//! **States.** `pending`, `running`, then one of `succeeded`, `failed`, `cancelled` and `expired`,
//! which nothing changes any more. A task that was never started may end in each of these, too.
//!
//! **The deadline** is mandatory, and that of the hold. A task whose deadline has come has expired
//! and its points are free, whether or not anything has swept it: a read shows it, a late result is
//! refused. A task asks its wallet for the time, which never goes back, so the task and its hold
//! end at the same moment even where the clock is set back.
//!
//! **Guards.** Every write of a task waits for its row, and is guarded by the state and the
//! deadline that it read; so of a result, a failure, a cancellation and the deadline exactly one
//! wins. The row of the task is taken before that of the wallet, by everybody.
//!
//! **The hold belongs to the task.** `wallet.capture`, `wallet.extend` and `wallet.release` refuse
//! it, so the state of a task always tells what became of its points.

use crate::ops::operations;

mod create;
mod end;
mod model;
mod progress;
mod read;
mod row;
mod sql;
mod sweep;
#[cfg(test)]
mod tests;

pub use model::{
    CancelTaskRequest, CompleteTaskRequest, CompleteTaskResponse, CreateTaskRequest,
    CreateTaskResponse, EndTaskResponse, ExtendTaskRequest, ExtendTaskResponse, FailTaskRequest,
    GetTaskRequest, ListTasksRequest, StartTaskRequest, Task, TaskKind, TaskList, TaskState,
};
#[cfg(any(test, feature = "testing"))]
pub(crate) use sql::ALL as STATEMENTS;
pub(crate) use sweep::sweep;

operations! {
    /// Tasks: images and videos that are made for points.
    tasks: Tasks {
        /// Creates a task, and reserves what it costs until its deadline.
        ///
        /// Whoever calls it sets the price, so it is not for the person who pays.
        Create: create(CreateTaskRequest) -> CreateTaskResponse = 251 by create::create {
            write, since "0.1.0", access Operator, scope User,
            idempotency Required, route POST "/api/v1/users/{userId}/tasks",
            errors [InsufficientPoints, WalletFrozen, InvalidState]
        }
        /// Marks a task as running. Of two callers that start it, one is refused.
        Start: start(StartTaskRequest) -> Task = 252 by progress::start {
            write, since "0.1.0", access Operator, scope User,
            idempotency Optional, route POST "/api/v1/users/{userId}/tasks/{taskId}/start",
            errors [InvalidState]
        }
        /// Ends a task with its result: spends what it came to, and releases the rest.
        Complete: complete(CompleteTaskRequest) -> CompleteTaskResponse = 253 by end::complete {
            write, since "0.1.0", access Operator, scope User,
            idempotency Required, route POST "/api/v1/users/{userId}/tasks/{taskId}/complete",
            errors [InvalidState, HoldExceeded, WalletFrozen, AmountOverflow]
        }
        /// Ends a task without a result, and releases every point.
        Fail: fail(FailTaskRequest) -> EndTaskResponse = 254 by end::fail {
            write, since "0.1.0", access Operator, scope User,
            idempotency Required, route POST "/api/v1/users/{userId}/tasks/{taskId}/fail",
            errors [InvalidState]
        }
        /// Ends a task because the person no longer wants it, and releases every point.
        Cancel: cancel(CancelTaskRequest) -> EndTaskResponse = 255 by end::cancel {
            write, since "0.1.0", access SelfOr("task:cancel"), scope User,
            idempotency Required, route POST "/api/v1/users/{userId}/tasks/{taskId}/cancel",
            errors [InvalidState]
        }
        /// Moves the deadline of a task to a later moment, and with it that of its points.
        Extend: extend(ExtendTaskRequest) -> ExtendTaskResponse = 256 by progress::extend {
            write, since "0.1.0", access Operator, scope User,
            idempotency Required, route POST "/api/v1/users/{userId}/tasks/{taskId}/extend",
            errors [InvalidState]
        }
        /// Reads a task.
        Get: get(GetTaskRequest) -> Task = 257 by read::get {
            read, since "0.1.0", access SelfOr("task:read"), scope User,
            idempotency None, route GET "/api/v1/users/{userId}/tasks/{taskId}"
        }
        /// Lists tasks, newest first: all, or those of one kind or in one state.
        List: list(ListTasksRequest) -> TaskList = 258 by read::list {
            read, since "0.1.0", access SelfOr("task:read"), scope User,
            idempotency None, route GET "/api/v1/users/{userId}/tasks",
            errors [CursorInvalid]
        }
    }
}
