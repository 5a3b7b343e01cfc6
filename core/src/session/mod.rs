//! Sessions: conversations of a person with a model or a terminal, and the messages in them.
//!
//! A session is one synced row of its user; its fields merge by the later write of each. Making
//! one also opens its history and its counters and counts it for the user, in one transaction;
//! ending it closes the history. The counters (messages, tokens, cost) are derived from the
//! messages and changed in the commit that appends them, so they always equal a recount.
//!
//! | status | is listed as | takes messages | may become |
//! |---|---|---|---|
//! | active | active | yes | paused, archived, ended |
//! | paused | paused | yes, a pause refuses nothing a person wrote | active, archived, ended |
//! | archived | archived | yes, archiving only files a session away | active, paused, ended |
//! | ended | ended | no | archived |
//! | archived after its end | archived | no | ended |
//!
//! Each move writes the history of the session, and the totals of its user, in the same commit. The
//! end counts once how long the session took.
//!
//! A deleted session is in the trash: it is shown by `sessions.list` with `deleted` alone, and so
//! are its messages hidden, until it is restored. Upkeep removes it for good thirty days later, and
//! `sessions.purge` at once; an id that was removed is never taken again. A session of another user
//! is not found, whoever asks.

use crate::ops::operations;
use crate::sync::collection;

pub(crate) mod arrival;
mod create;
#[cfg(test)]
pub(crate) mod fixture;
pub mod messages;
mod model;
mod read;
mod records;
mod sql;
mod stats;
mod status;
#[cfg(test)]
mod tests;
mod totals;
mod trash;
mod update;

pub use messages::{
    AppendManyMessagesRequest, AppendManyMessagesResponse, AppendMessageRequest,
    AppendMessageResponse, Direction, FeedbackRating, ListMessagesRequest, Message, MessageDraft,
    MessageFeedback, MessageHit, MessageList, MessageRole, MessageStatus, SearchMessagesRequest,
    SearchMessagesResponse, SnippetPart,
};
pub use model::{
    CreateSessionRequest, CreateSessionResponse, DeleteSessionRequest, EndSessionRequest,
    FindSessionOwnerRequest, GetSessionRequest, GetSessionStatsRequest, ListSessionRecordsRequest,
    ListSessionsRequest, PurgeSessionRequest, PurgeSessionResponse, RestoreSessionRequest,
    SelectBranchRequest, Session, SessionField, SessionFilter, SessionList, SessionOwner,
    SessionRecord, SessionRecordList, SessionStats, SessionStatus, SetSessionStatusRequest,
    UpdateSessionRequest,
};
pub(crate) use read::{find, require, shown};
#[cfg(any(test, feature = "testing"))]
pub(crate) use sql::ALL as STATEMENTS;
pub(crate) use status::ended;
pub(crate) use trash::remove;

collection! {
    /// Sessions, merged per field.
    SESSIONS = 1, "sessions", "session", LastWriterWinsPerField {
        device, title, model, kind, status, pinned, metadata, created_at_ms, updated_at_ms,
        ended_at_ms, deleted_at_ms, leaf_id,
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
            idempotency Optional, route POST "/api/v1/users/{userId}/sessions"
                also POST "/api/conversations",
            errors [Conflict]
        }
        /// Reads a session with its counters. A deleted one is not found.
        Get: get(GetSessionRequest) -> Session = 402 by read::get {
            read, since "0.1.0", access SelfOr("session:read"), scope User,
            idempotency None, route GET "/api/v1/sessions/{sessionId}"
                also GET "/api/conversations/{sessionId}"
        }
        /// Lists sessions, the newest first.
        List: list(ListSessionsRequest) -> SessionList = 403 by read::list {
            read, since "0.1.0", access SelfOr("session:read"), scope User,
            idempotency None, route GET "/api/v1/users/{userId}/sessions"
                also GET "/api/conversations",
            errors [CursorInvalid]
        }
        /// Ends a session and closes its history. Ending an ended session changes nothing.
        End: end(EndSessionRequest) -> Session = 404 by status::end {
            write, since "0.1.0", access SelfOr("session:write"), scope User,
            idempotency None, route POST "/api/v1/sessions/{sessionId}/end"
        }
        /// Changes what a session is about. What is not given stays as it is.
        Update: update(UpdateSessionRequest) -> Session = 405 by update::update {
            write, since "0.1.0", access SelfOr("session:write"), scope User,
            idempotency None, route PUT "/api/v1/sessions/{sessionId}"
                also PUT "/api/conversations/{sessionId}"
        }
        /// Moves a session to another state.
        ///
        /// A session that has ended takes no other state than `ended` and `archived`:
        /// `invalid_state`. A state that it has already changes nothing.
        SetStatus: set_status(SetSessionStatusRequest) -> Session = 406 by status::set_status {
            write, since "0.1.0", access SelfOr("session:write"), scope User,
            idempotency None, route PUT "/api/v1/sessions/{sessionId}/status",
            errors [InvalidState]
        }
        /// Deletes a session: it goes to the trash, and its messages with it.
        ///
        /// Upkeep removes it for good thirty days later. Deleting a deleted session changes
        /// nothing.
        Delete: delete(DeleteSessionRequest) -> Session = 407 by trash::delete {
            write, since "0.1.0", access SelfOr("session:write"), scope User,
            idempotency None, route DELETE "/api/v1/sessions/{sessionId}"
                also DELETE "/api/conversations/{sessionId}"
        }
        /// Takes a session out of the trash. One that is not deleted stays as it is.
        Restore: restore(RestoreSessionRequest) -> Session = 408 by trash::restore {
            write, since "0.1.0", access SelfOr("session:write"), scope User,
            idempotency None, route POST "/api/v1/sessions/{sessionId}/restore"
        }
        /// Removes a deleted session for good, with its messages, its history and its memories.
        ///
        /// The session is gone with the first call. Each call removes a bounded number of rows and
        /// says whether that was all; upkeep does the rest, too. What was kept of it for repeated
        /// idempotency keys goes with it: they answer a `conflict` from then on. A session that is
        /// not in the trash is refused with `invalid_state`.
        Purge: purge(PurgeSessionRequest) -> PurgeSessionResponse = 409 by trash::purge {
            write, since "0.1.0", access SelfOr("session:write"), scope User,
            idempotency None, route POST "/api/v1/sessions/{sessionId}/purge",
            errors [InvalidState]
        }
        /// Lists the states that a session was in, the latest first.
        Records: records(ListSessionRecordsRequest) -> SessionRecordList = 410 by records::list {
            read, since "0.1.0", access SelfOr("session:read"), scope User,
            idempotency None, route GET "/api/v1/sessions/{sessionId}/records",
            errors [CursorInvalid]
        }
        /// Sums up the sessions of a user: how many are in each state, their messages, tokens and
        /// cost, and how long they take.
        Stats: stats(GetSessionStatsRequest) -> SessionStats = 411 by totals::stats {
            read, since "0.1.0", access SelfOr("session:read"), scope User,
            idempotency None, route GET "/api/v1/users/{userId}/sessions/stats"
        }
        /// Finds whose a session is, deleted or not, for a route that names the session alone.
        ///
        /// Ids of sessions are each user's own, and an export that somebody else takes in keeps
        /// them. Where several users have a session of this id, it is that of the user who asks
        /// (`userId`), so a service names whom it has authenticated; where it names nobody, or
        /// somebody who has none, it is a `conflict`.
        Owner: owner(FindSessionOwnerRequest) -> SessionOwner = 412 by read::owner {
            read, since "0.1.0", access Operator, scope EngineScan,
            idempotency None, route GET "/api/v1/sessions/{sessionId}/owner",
            errors [Conflict]
        }
    }
}
