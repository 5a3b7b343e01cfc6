//! What tasks are asked for and answer.

use serde_json::Value;

use crate::id::{HoldId, RecordId, TaskId, UserId};
use crate::limits;
use crate::ops::{Rule, request, response, wire_enum};

const JSON: Rule = Rule::Json { max: limits::METADATA_BYTES_MAX };
const UP_TO_ALL: Rule = Rule::Range { min: 0, max: limits::AMOUNT_MAX };

wire_enum! {
    /// What is made.
    pub enum TaskKind {
        /// An image.
        Image = "image",
        /// A video.
        Video = "video",
    }
}

impl TaskKind {
    /// Every kind there is.
    pub(super) const ALL: [TaskKind; 2] = [TaskKind::Image, TaskKind::Video];
}

wire_enum! {
    /// Where a task stands.
    pub enum TaskState {
        /// Created, and not started.
        Pending = "pending",
        /// Started.
        Running = "running",
        /// Ended with a result.
        Succeeded = "succeeded",
        /// Ended without a result.
        Failed = "failed",
        /// Ended because the person no longer wanted it.
        Cancelled = "cancelled",
        /// Its deadline came first.
        Expired = "expired",
    }
}

impl TaskState {
    /// Whether it can still end in some other way than by its deadline.
    pub(super) fn is_open(self) -> bool {
        matches!(self, TaskState::Pending | TaskState::Running)
    }
}

request! {
    /// A task to be created.
    pub struct CreateTaskRequest for user_id keyed idempotency_key {
        /// Whose task, and whose points.
        user_id: UserId,
        /// What is to be made.
        kind: TaskKind,
        /// The most it may cost, 1 to 2^53-1 points: they are reserved.
        cost: i64 => Rule::AMOUNT,
        /// What is to be made in detail: any JSON of at most 64 KiB.
        parameters: Value => JSON,
        /// Makes a retry answer the first outcome.
        idempotency_key: String => Rule::KEY;
        /// When it expires unless it has ended: after now, at most 366 days; one hour by default.
        expires_at_ms: i64 => Rule::TIME,
    }
}

response! {
    /// A task that was created.
    pub struct CreateTaskResponse replayable {
        /// The task.
        task_id: TaskId,
        /// The hold which reserves its points.
        hold_id: HoldId,
        /// How many points are reserved.
        cost: i64,
        /// Its deadline.
        expires_at_ms: i64,
        /// The balance, which a reservation does not change.
        balance: i64,
        /// What can be spent besides it.
        available: i64,
    }
}

request! {
    /// A task that begins to run.
    pub struct StartTaskRequest for user_id keyed idempotency_key {
        /// Whose task.
        user_id: UserId,
        /// Which.
        task_id: TaskId;
        /// Makes a retry answer the first outcome.
        idempotency_key: String => Rule::KEY,
    }
}

request! {
    /// A task that has a result.
    pub struct CompleteTaskRequest for user_id keyed idempotency_key {
        /// Whose task.
        user_id: UserId,
        /// Which.
        task_id: TaskId,
        /// Makes a retry answer the first outcome.
        idempotency_key: String => Rule::KEY;
        /// What it came to, 0 to what is reserved, which is the default. The rest is released.
        cost: i64 => UP_TO_ALL,
        /// What was made: any JSON of at most 64 KiB.
        result: Value => JSON,
    }
}

response! {
    /// A task that ended with its result.
    pub struct CompleteTaskResponse replayable {
        /// The task.
        task_id: TaskId,
        /// How many points were spent.
        captured: i64,
        /// How many points were given back.
        released: i64,
        /// The record of the ledger; absent where nothing was spent.
        record_id: Option<RecordId>,
        /// Its number.
        seq: Option<i64>,
        /// The balance after it.
        balance: i64,
        /// What can be spent after it.
        available: i64,
        /// When it ended, in milliseconds since the epoch.
        ended_at_ms: i64,
    }
}

request! {
    /// A task that has no result.
    pub struct FailTaskRequest for user_id keyed idempotency_key {
        /// Whose task.
        user_id: UserId,
        /// Which.
        task_id: TaskId,
        /// What went wrong, of 1 to 1000 characters.
        error: String => Rule::Text { min: 1, max: limits::TASK_ERROR_CHARS_MAX },
        /// Makes a retry answer the first outcome.
        idempotency_key: String => Rule::KEY,
    }
}

request! {
    /// A task that is no longer wanted.
    pub struct CancelTaskRequest for user_id keyed idempotency_key {
        /// Whose task.
        user_id: UserId,
        /// Which.
        task_id: TaskId,
        /// Makes a retry answer the first outcome.
        idempotency_key: String => Rule::KEY,
    }
}

response! {
    /// A task that ended without a result.
    pub struct EndTaskResponse replayable {
        /// The task.
        task_id: TaskId,
        /// How it ended.
        state: TaskState,
        /// How many points were given back: all.
        released: i64,
        /// How many of them expired at once, because they would have expired while they were held.
        expired: i64,
        /// The balance after it.
        balance: i64,
        /// What can be spent after it.
        available: i64,
        /// When it ended, in milliseconds since the epoch.
        ended_at_ms: i64,
    }
}

request! {
    /// A task whose deadline moves.
    pub struct ExtendTaskRequest for user_id keyed idempotency_key {
        /// Whose task.
        user_id: UserId,
        /// Which.
        task_id: TaskId,
        /// The new deadline: after the present one, and at most 366 days from now.
        expires_at_ms: i64 => Rule::TIME,
        /// Makes a retry answer the first outcome.
        idempotency_key: String => Rule::KEY,
    }
}

response! {
    /// A task whose deadline moved.
    pub struct ExtendTaskResponse replayable {
        /// The task.
        task_id: TaskId,
        /// Its deadline now.
        expires_at_ms: i64,
    }
}

request! {
    /// Which task to read.
    pub struct GetTaskRequest for user_id {
        /// Whose.
        user_id: UserId,
        /// Which.
        task_id: TaskId,
    }
}

response! {
    /// A task: `cost = captured + released + open`.
    pub struct Task {
        /// Its id.
        task_id: TaskId,
        /// What is made.
        kind: TaskKind,
        /// Where it stands, exact whether or not a sweep has passed.
        state: TaskState,
        /// How many points were reserved for it.
        cost: i64,
        /// How many of them were spent.
        captured: i64,
        /// How many of them were given back.
        released: i64,
        /// How many of them are still reserved.
        open: i64,
        /// The hold which reserves them.
        hold_id: HoldId,
        /// The record of the ledger that spent them; absent where none were.
        record_id: Option<RecordId>,
        /// What is to be made in detail.
        parameters: Value,
        /// What was made.
        result: Option<Value>,
        /// What went wrong.
        error: Option<String>,
        /// When it was created, in milliseconds since the epoch.
        created_at_ms: i64,
        /// When it was started.
        started_at_ms: Option<i64>,
        /// When it ended.
        ended_at_ms: Option<i64>,
        /// Its deadline.
        expires_at_ms: i64,
    }
}

request! {
    /// Which tasks to list.
    pub struct ListTasksRequest for user_id {
        /// Whose.
        user_id: UserId;
        /// Only those in this state.
        state: TaskState,
        /// Only those of this kind.
        kind: TaskKind,
        /// At most so many, 1 to 200; 50 by default.
        limit: i64 => Rule::PAGE,
        /// Where the last page ended.
        cursor: String => Rule::CURSOR,
    }
}

response! {
    /// A page of tasks.
    pub struct TaskList {
        /// The tasks, newest first.
        items: Vec<Task>,
        /// Where the next page begins; absent on the last.
        next_cursor: Option<String>,
    }
}
