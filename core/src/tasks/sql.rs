//! The statements of tasks.

use crate::store::statements;

/// The columns of a task, in the order in which its row is read.
macro_rules! tasks {
    ($rest:literal) => {
        concat!(
            "SELECT task_id, kind, state, cost, captured, hold_id, record_id, created_at_ms, \
                started_at_ms, ended_at_ms, expires_at_ms, error, parameters, result FROM tasks \
                WHERE user_id = ?1 AND ",
            $rest
        )
    };
}

statements! {
    INSERT: User = "INSERT INTO tasks (user_id, task_id, kind, state, cost, captured, hold_id, \
        record_id, created_at_ms, started_at_ms, ended_at_ms, expires_at_ms, due_at_ms, error, \
        parameters, result) \
        VALUES (?1, ?2, ?3, 'pending', ?4, 0, ?5, NULL, ?6, NULL, NULL, ?7, ?7, NULL, ?8, NULL)";
    GET: User = tasks!("task_id = ?2");
    /// The same, to be written: who writes a task waits here for the others who do.
    TO_WRITE: User = tasks!("task_id = ?2"),
        postgres tasks!("task_id = ?2 FOR UPDATE"), mysql tasks!("task_id = ?2 FOR UPDATE");
    OF_KIND: User = tasks!("kind = ?2 AND (created_at_ms, task_id) < (?3, ?4) \
        ORDER BY created_at_ms DESC, task_id DESC LIMIT ?5");
    /// Those that are stored in a state, with a deadline within bounds.
    IN_STATE: User = tasks!("kind = ?2 AND state = ?3 AND expires_at_ms > ?4 \
        AND expires_at_ms <= ?5 AND (created_at_ms, task_id) < (?6, ?7) \
        ORDER BY created_at_ms DESC, task_id DESC LIMIT ?8");
    START: User = "UPDATE tasks SET state = 'running', started_at_ms = ?4 \
        WHERE user_id = ?1 AND task_id = ?2 AND expires_at_ms = ?3 AND state = 'pending'";
    EXTEND: User = "UPDATE tasks SET expires_at_ms = ?5, due_at_ms = ?5 \
        WHERE user_id = ?1 AND task_id = ?2 AND state = ?3 AND expires_at_ms = ?4";
    /// Ends a task, unless another call changed it since it was read.
    END: User = "UPDATE tasks SET state = ?5, captured = ?6, record_id = ?7, error = ?8, \
        result = ?9, ended_at_ms = ?10, due_at_ms = NULL \
        WHERE user_id = ?1 AND task_id = ?2 AND state = ?3 AND expires_at_ms = ?4";
    DUE: EngineScan = "SELECT user_id, task_id, state, expires_at_ms FROM tasks \
        WHERE due_at_ms <= ? ORDER BY due_at_ms LIMIT ?";
}
