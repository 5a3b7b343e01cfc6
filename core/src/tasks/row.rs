//! The row of a task.

use serde_json::Value;

use crate::error::{Error, ErrorKind, Result};
use crate::id::{HoldId, RecordId, TaskId, UserId};
use crate::runtime::ChangeKind;
use crate::store::{Param, Row, Tx, unless_met};
use crate::tasks::model::{Task, TaskKind, TaskState};
use crate::tasks::sql;
use crate::wallet;

/// A task as it is stored.
#[derive(Debug, Clone)]
pub(super) struct TaskRow {
    pub(super) id: TaskId,
    pub(super) kind: TaskKind,
    pub(super) state: TaskState,
    pub(super) cost: i64,
    pub(super) captured: i64,
    pub(super) hold: HoldId,
    pub(super) record: Option<RecordId>,
    pub(super) created_at_ms: i64,
    pub(super) started_at_ms: Option<i64>,
    pub(super) ended_at_ms: Option<i64>,
    pub(super) expires_at_ms: i64,
    pub(super) error: Option<String>,
    pub(super) parameters: Value,
    pub(super) result: Option<Value>,
}

/// How a task ends.
#[derive(Debug)]
pub(super) struct End<'e> {
    pub(super) state: TaskState,
    pub(super) captured: i64,
    pub(super) record: Option<RecordId>,
    pub(super) error: Option<&'e str>,
    pub(super) result: Option<&'e Value>,
}

impl TaskRow {
    pub(super) fn read(row: &dyn Row) -> Result<TaskRow> {
        Ok(TaskRow {
            id: row.id(0)?,
            kind: TaskKind::from_stored(row.str(1)?)?,
            state: TaskState::from_stored(row.str(2)?)?,
            cost: row.int(3)?,
            captured: row.int(4)?,
            hold: row.id(5)?,
            record: row.opt_id(6)?,
            created_at_ms: row.int(7)?,
            started_at_ms: row.opt_int(8)?,
            ended_at_ms: row.opt_int(9)?,
            expires_at_ms: row.int(10)?,
            error: row.opt_text(11)?,
            parameters: row.json(12, "parameters of a task")?,
            result: row.opt_json(13, "result of a task")?,
        })
    }

    /// Reads a task for a write, with the moment of its wallet. Fails where it has ended.
    pub(super) fn open(tx: &mut Tx<'_>, user: UserId, id: TaskId) -> Result<(TaskRow, i64)> {
        let row = tx.get(&sql::TO_WRITE, &[user.into(), id.into()], TaskRow::read)?;
        // It also names a person who does not exist.
        let at_ms = wallet::moment_to_write(tx, user)?;
        let row = row.ok_or_else(|| Error::not_found("task", id))?;
        let state = row.state_at(at_ms);
        match state.is_open() {
            true => Ok((row, at_ms)),
            false => Err(refusal(id, state, "pending or running")),
        }
    }

    /// Its state at a moment of its wallet, whether or not its end was booked.
    pub(super) fn state_at(&self, at_ms: i64) -> TaskState {
        match self.state.is_open() && self.expires_at_ms <= at_ms {
            true => TaskState::Expired,
            false => self.state,
        }
    }

    /// The task as it is at a moment of its wallet.
    pub(super) fn at(self, at_ms: i64) -> Task {
        let state = self.state_at(at_ms);
        let uncaptured = self.cost - self.captured;
        let ended_at_ms = match state == self.state {
            true => self.ended_at_ms,
            false => Some(self.expires_at_ms),
        };
        Task {
            task_id: self.id,
            kind: self.kind,
            state,
            cost: self.cost,
            captured: self.captured,
            released: if state.is_open() { 0 } else { uncaptured },
            open: if state.is_open() { uncaptured } else { 0 },
            hold_id: self.hold,
            record_id: self.record,
            parameters: self.parameters,
            result: self.result,
            error: self.error,
            created_at_ms: self.created_at_ms,
            started_at_ms: self.started_at_ms,
            ended_at_ms,
            expires_at_ms: self.expires_at_ms,
        }
    }

    /// Stores how it ended, if it still is as it was read.
    pub(super) fn end(
        &self,
        tx: &mut Tx<'_>,
        user: UserId,
        at_ms: i64,
        end: &End<'_>,
    ) -> Result<()> {
        let result = end.result.map(Value::to_string);
        let params = [
            user.into(),
            self.id.into(),
            self.state.as_str().into(),
            self.expires_at_ms.into(),
            end.state.as_str().into(),
            end.captured.into(),
            end.record.into(),
            end.error.into(),
            Param::from(&result),
            at_ms.into(),
        ];
        changed(tx, user, self.id, &sql::END, &params)
    }
}

/// Runs a guarded update of a task, and tells of it.
pub(super) fn changed(
    tx: &mut Tx<'_>,
    user: UserId,
    id: TaskId,
    statement: &'static crate::store::Sql,
    params: &[Param<'_>],
) -> Result<()> {
    unless_met(tx.exec_guarded(statement, params)?)?;
    tx.changed("task", Some(user), id.0, ChangeKind::Put);
    Ok(())
}

/// The refusal of a call that needs a task in another state.
pub(super) fn refusal(id: TaskId, state: TaskState, needed: &str) -> Error {
    ErrorKind::InvalidState {
        what: format!("task `{id}`"),
        state: state.as_str().into(),
        needed: needed.into(),
    }
    .into()
}
