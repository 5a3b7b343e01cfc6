//! Messages: what is said in a session.
//!
//! A message is one synced row that is added once; its words never change, marks on it (feedback,
//! deleted) do. Messages stand in the order of (created_at_ms, id). One that is appended without a
//! time of its own stands after all that the session has, even where the clock went back, so the
//! order of appends is the order of the conversation. A message that was kept elsewhere before
//! brings its time and takes its place among the others.
//!
//! The message, the counters of its session and those of its user are one commit. An id that is
//! taken by the same message makes the append a replay; taken by another it is a conflict.

use crate::ops::operations;
use crate::sync::collection;

pub(crate) mod adopt;
mod append;
mod draft;
mod list;
mod model;
mod row;
mod sql;
#[cfg(test)]
mod tests;

pub use model::{
    AppendManyMessagesRequest, AppendManyMessagesResponse, AppendMessageRequest,
    AppendMessageResponse, Direction, FeedbackRating, ListMessagesRequest, Message, MessageDraft,
    MessageFeedback, MessageList, MessageRole, MessageStatus,
};
#[cfg(any(test, feature = "testing"))]
pub(crate) use sql::ALL as STATEMENTS;

collection! {
    /// Messages: added once; feedback and deletion merge per field.
    MESSAGES = 2, "messages", "message", Append {
        session_id, role, content, model, tokens, cost_micros, parent_id, status, metadata,
        created_at_ms, feedback, deleted_at_ms,
    }
}

operations! {
    /// Messages: what is said in a session.
    messages: Messages {
        /// Appends a message to a session.
        ///
        /// An ended session refuses it with `invalid_state`; one that is paused or archived takes
        /// it. The parent must be a message of the same session. An `id` that is taken by the same
        /// message answers it, marked as replayed; taken by another it is a `conflict`.
        Append: append(AppendMessageRequest) -> AppendMessageResponse = 451 by append::append {
            write, since "0.1.0", access SelfOr("session:write"), scope User,
            idempotency Optional, route POST "/api/v1/sessions/{sessionId}/messages",
            errors [Conflict, InvalidState, AmountOverflow]
        }
        /// Appends up to 1000 messages to a session, all or none.
        ///
        /// Each follows the rules of `messages.append`; those whose id is taken by the same
        /// message are left as they stand and not counted.
        AppendMany: append_many(AppendManyMessagesRequest) -> AppendManyMessagesResponse = 452
            by append::append_many {
            write, since "0.1.0", access SelfOr("session:write"), scope User,
            idempotency Optional, route POST "/api/v1/sessions/{sessionId}/messages/batch",
            errors [Conflict, InvalidState, AmountOverflow]
        }
        /// Lists the messages of a session: the newest page first, each page in the order of the
        /// conversation.
        ///
        /// `nextCursor` goes on to older messages (to newer ones with `direction: newer`),
        /// `previousCursor` turns back. With `around` the page holds the messages on both sides of
        /// one and the cursors lead out of it both ways. Deleted messages are not shown.
        List: list(ListMessagesRequest) -> MessageList = 453 by list::list {
            read, since "0.1.0", access SelfOr("session:read"), scope User,
            idempotency None, route GET "/api/v1/sessions/{sessionId}/messages",
            errors [CursorInvalid]
        }
    }
}
