//! Messages as the store has them.

use crate::error::Result;
use crate::id::{MessageId, SessionId, UserId};
use crate::session::messages::model::{Message, MessageRole, MessageStatus};
use crate::session::messages::sql;
use crate::store::{Row, Tx};

/// Reads the columns that every statement of messages begins with.
pub(super) fn message(row: &dyn Row, session_id: SessionId) -> Result<Message> {
    Ok(Message {
        id: row.id(0)?,
        session_id,
        role: MessageRole::from_stored(row.str(1)?)?,
        content: row.text(2)?,
        model: row.opt_text(3)?,
        tokens: row.opt_int(4)?,
        cost_micros: row.opt_int(5)?,
        parent_id: row.opt_id(6)?,
        status: MessageStatus::from_stored(row.str(7)?)?,
        metadata: row.opt_json(8, "metadata of a message")?,
        feedback: row.opt_json(9, "feedback on a message")?,
        created_at_ms: row.int(10)?,
        version_of: row.opt_id(11)?,
    })
}

/// A message of any session of the user, deleted or not.
pub(super) fn find(tx: &mut Tx<'_>, user: UserId, id: MessageId) -> Result<Option<Message>> {
    tx.get(&sql::FIND, &[user.into(), id.into()], |row| {
        let session = row.id(12)?;
        message(row, session)
    })
}

/// A message that is not deleted, nor its session.
pub(super) fn shown(tx: &mut Tx<'_>, user: UserId, id: MessageId) -> Result<Option<Message>> {
    tx.get(&sql::SHOWN, &[user.into(), id.into()], |row| {
        let session = row.id(12)?;
        message(row, session)
    })
}

/// What is asked of a message before it is deleted or restored.
#[derive(Debug, Clone, Copy)]
pub(super) struct Marked {
    pub(super) session_id: SessionId,
    pub(super) deleted_at_ms: Option<i64>,
    pub(super) tokens: i64,
    pub(super) cost_micros: i64,
}

/// Whether a message is deleted, unless its session is.
pub(super) fn marked(tx: &mut Tx<'_>, user: UserId, id: MessageId) -> Result<Option<Marked>> {
    tx.get(&sql::MARKED, &[user.into(), id.into()], |row| {
        Ok(Marked {
            session_id: row.id(0)?,
            deleted_at_ms: row.opt_int(1)?,
            tokens: row.opt_int(2)?.unwrap_or(0),
            cost_micros: row.opt_int(3)?.unwrap_or(0),
        })
    })
}
