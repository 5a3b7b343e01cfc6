//! Sessions: conversations of a person with a model or a terminal, and the messages in them.
//!
//! A session is one synced row of its user; its fields merge by the later write of each. Making
//! one also opens its history and its counters and counts it for the user, in one transaction;
//! ending it closes the history. The counters (messages, tokens, cost) are derived from the
//! messages and changed in the commit that appends them, so they always equal a recount.
//!
//! | status | is listed as | takes messages |
//! |---|---|---|
//! | active | active | yes |
//! | paused | paused | yes, nothing a person wrote is refused for a pause |
//! | archived | archived | yes, archiving only files a session away |
//! | ended | ended | no, nor once it is archived after its end |
//!
//! A deleted session is shown by `sessions.list` with `deleted` alone, until it is restored. A
//! session of another user is not found, whoever asks.

use crate::ops::operations;
use crate::sync::collection;

pub(crate) mod adopt;
mod create;
mod end;
#[cfg(test)]
mod fixture;
pub mod messages;
mod model;
mod read;
mod records;
mod sql;
mod stats;
#[cfg(test)]
mod tests;

pub use messages::{
    AppendManyMessagesRequest, AppendManyMessagesResponse, AppendMessageRequest,
    AppendMessageResponse, Direction, FeedbackRating, ListMessagesRequest, Message, MessageDraft,
    MessageFeedback, MessageList, MessageRole, MessageStatus,
};
pub use model::{
    CreateSessionRequest, CreateSessionResponse, EndSessionRequest, GetSessionRequest,
    ListSessionsRequest, Session, SessionFilter, SessionList, SessionStatus,
};
#[cfg(any(test, feature = "testing"))]
pub(crate) use sql::ALL as STATEMENTS;

collection! {
    /// Sessions, merged per field.
    SESSIONS = 1, "sessions", "session", LastWriterWinsPerField {
        device, title, model, kind, status, pinned, metadata, created_at_ms, updated_at_ms,
        ended_at_ms, deleted_at_ms,
    }
}

operations! {
    /// Sessions: conversations and what is known about them.
    sessions: Sessions {
        /// Begins a session, with its history and its counters.
        ///
        /// An `id` that is taken by the very same session answers it, marked as replayed; taken by
        /// another it is a `conflict`.
        Create: create(CreateSessionRequest) -> CreateSessionResponse = 401 by create::create {
            write, since "0.1.0", access SelfOr("session:write"), scope User,
            idempotency Optional, route POST "/api/v1/users/{userId}/sessions",
            errors [Conflict]
        }
        /// Reads a session with its counters. A deleted one is not found.
        Get: get(GetSessionRequest) -> Session = 402 by read::get {
            read, since "0.1.0", access SelfOr("session:read"), scope User,
            idempotency None, route GET "/api/v1/sessions/{sessionId}"
        }
        /// Lists sessions, the newest first.
        List: list(ListSessionsRequest) -> SessionList = 403 by read::list {
            read, since "0.1.0", access SelfOr("session:read"), scope User,
            idempotency None, route GET "/api/v1/users/{userId}/sessions",
            errors [CursorInvalid]
        }
        /// Ends a session and closes its history. Ending an ended session changes nothing.
        End: end(EndSessionRequest) -> Session = 404 by end::end {
            write, since "0.1.0", access SelfOr("session:write"), scope User,
            idempotency None, route POST "/api/v1/sessions/{sessionId}/end"
        }
    }
}
