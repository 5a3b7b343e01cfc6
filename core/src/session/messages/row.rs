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
    })
}

/// A message of any session of the user, deleted or not.
pub(super) fn find(tx: &mut Tx<'_>, user: UserId, id: MessageId) -> Result<Option<Message>> {
    tx.get(&sql::FIND, &[user.into(), id.into()], |row| {
        let session = row.id(11)?;
        message(row, session)
    })
}
