-- Images and videos that are made for points.

-- The hold that reserves the points of a task: only the operations of the task decide on it.
ALTER TABLE holds ADD COLUMN task_id {id};

-- One row per task, kept when it has ended. What was captured of its cost stands in `captured`;
-- the rest was released when it ended. `due_at_ms` is its deadline until it has ended.
CREATE TABLE tasks (
    user_id {id} NOT NULL,
    task_id {id} NOT NULL,
    kind {key} NOT NULL,
    state {key} NOT NULL,
    cost BIGINT NOT NULL,
    captured BIGINT NOT NULL,
    hold_id {id} NOT NULL,
    record_id {id},
    created_at_ms BIGINT NOT NULL,
    started_at_ms BIGINT,
    ended_at_ms BIGINT,
    expires_at_ms BIGINT NOT NULL,
    due_at_ms BIGINT,
    error {text},
    parameters {text} NOT NULL,
    result {text},
    PRIMARY KEY (user_id, task_id)
);
CREATE INDEX tasks_by_time ON tasks (user_id, kind, created_at_ms, task_id);
CREATE INDEX tasks_by_state ON tasks (user_id, kind, state, created_at_ms, task_id);
CREATE INDEX tasks_by_due ON tasks (due_at_ms);
