//! Messages: what is said in a session.
//!
//! A message is one synced row that is added once; its words never change once it is finished,
//! marks on it (feedback, deleted) do. An edit is a new message, which answers what the old one
//! answers. Messages stand in the order of (created_at_ms, id). One that is appended without a time
//! of its own stands after all that the session has, even where the clock went back, so the order
//! of appends is the order of the conversation. A message that was kept elsewhere before brings its
//! time and takes its place among the others.
//!
//! Messages with one parent are *siblings*, and each begins a branch: another answer, another
//! version. The *versions* of a message are those siblings that an edit made of it; each knows the
//! first of them, so they are told apart from answers that were made anew.
//!
//! The message, the counters of its session and those of its user are one commit. An id that is
//! taken by the same message makes the append a replay; taken by another it is a conflict.

use crate::ops::operations;
use crate::session::{SelectBranchRequest, Session};
use crate::sync::collection;

mod append;
pub(crate) mod arrival;
mod branch;
mod draft;
mod edit;
mod feedback;
mod list;
mod log;
mod model;
mod read;
mod row;
pub(crate) mod search;
mod sql;
pub(crate) mod stream;
#[cfg(test)]
mod tests;
mod trash;

pub(crate) use branch::within;
pub use model::{
    AppendManyMessagesRequest, AppendManyMessagesResponse, AppendMessageRequest,
    AppendMessageResponse, AppendToStreamRequest, AppendToStreamResponse, BranchMessage,
    DeleteMessageRequest, Direction, EditMessageRequest, FeedbackRating,
    FinishMessageStreamRequest, FinishMessageStreamResponse, GetBranchRequest, GetMessageRequest,
    ListMessageVersionsRequest, ListMessagesRequest, Message, MessageBranch, MessageDraft,
    MessageFeedback, MessageHit, MessageList, MessagePlace, MessageRole, MessageStatus,
    MessageVersions, RestoreMessageRequest, SearchMessagesRequest, SearchMessagesResponse,
    SetMessageFeedbackRequest, SnippetPart, StartMessageStreamRequest, StartMessageStreamResponse,
};
pub(crate) use read::require;
#[cfg(any(test, feature = "testing"))]
pub(crate) use sql::ALL as STATEMENTS;
pub(crate) use sql::OF_SESSION;
pub(crate) use trash::remove;

collection! {
    /// Messages: added once; feedback and deletion merge per field.
    MESSAGES = 2, "messages", "message", Append {
        session_id, role, content, model, tokens, cost_micros, parent_id, status, metadata,
        created_at_ms, feedback, deleted_at_ms, version_of,
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
        /// message are left as they stand and not counted. A repeated key answers the first ids
        /// while one of the messages is left, and after that a `conflict`.
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
        /// Reads a message, with what has come of it where it is still being written.
        Get: get(GetMessageRequest) -> Message = 454 by read::get {
            read, since "0.1.0", access SelfOr("session:read"), scope User,
            idempotency None, route GET "/api/v1/messages/{messageId}"
        }
        /// Edits a message: appends a new version of it and keeps the old one.
        ///
        /// The new version answers what the old one answers, so it begins a branch of its own, and
        /// follows the rules of `messages.append`. A message that is still being written is refused
        /// with `invalid_state`.
        Edit: edit(EditMessageRequest) -> AppendMessageResponse = 455 by edit::edit {
            write, since "0.1.0", access SelfOr("session:write"), scope User,
            idempotency Optional, route PUT "/api/v1/messages/{messageId}",
            errors [Conflict, InvalidState, AmountOverflow]
        }
        /// Lists the versions of a message that are not deleted, the first of them first.
        Versions: versions(ListMessageVersionsRequest) -> MessageVersions = 456
            by read::versions {
            read, since "0.1.0", access SelfOr("session:read"), scope User,
            idempotency None, route GET "/api/v1/messages/{messageId}/versions",
            errors [CursorInvalid]
        }
        /// Deletes a message: it goes to the trash, and the counters of its session follow.
        ///
        /// Upkeep removes it for good thirty days later. Deleting a deleted message changes
        /// nothing.
        Delete: delete(DeleteMessageRequest) -> MessagePlace = 457 by trash::delete {
            write, since "0.1.0", access SelfOr("session:write"), scope User,
            idempotency None, route DELETE "/api/v1/messages/{messageId}"
        }
        /// Takes a message out of the trash. One that is not deleted stays as it is.
        Restore: restore(RestoreMessageRequest) -> MessagePlace = 458 by trash::restore {
            write, since "0.1.0", access SelfOr("session:write"), scope User,
            idempotency None, route POST "/api/v1/messages/{messageId}/restore",
            errors [AmountOverflow]
        }
        /// Notes what a person says of an answer, or takes it back.
        Feedback: feedback(SetMessageFeedbackRequest) -> Message = 459 by feedback::feedback {
            write, since "0.1.0", access SelfOr("session:write"), scope User,
            idempotency None, route PUT "/api/v1/messages/{messageId}/feedback"
        }
        /// Reads a branch of a session from its end upwards, with what else stands in the place of
        /// each message.
        ///
        /// Without `leafId` it is the branch that was chosen, or else that of the latest message.
        Branch: branch(GetBranchRequest) -> MessageBranch = 460 by branch::branch {
            read, since "0.1.0", access SelfOr("session:read"), scope User,
            idempotency None, route GET "/api/v1/sessions/{sessionId}/branch",
            errors [CursorInvalid]
        }
        /// Chooses the branch that a session shows: that of a message and its newest answers.
        ///
        /// It stays chosen until something is said. The way down is followed for 1000 messages.
        SelectBranch: select_branch(SelectBranchRequest) -> Session = 461 by branch::select {
            write, since "0.1.0", access SelfOr("session:write"), scope User,
            idempotency None, route PUT "/api/v1/sessions/{sessionId}/branch"
        }
        /// Begins a message that is written bit by bit.
        ///
        /// It stands in its session at once, with the status `streaming`. It follows the rules of
        /// `messages.append`.
        StreamStart: stream_start(StartMessageStreamRequest) -> StartMessageStreamResponse = 462
            by stream::start {
            write, since "0.1.0", access SelfOr("session:write"), scope User,
            idempotency Optional, route POST "/api/v1/sessions/{sessionId}/stream",
            errors [Conflict, InvalidState]
        }
        /// Adds words to a message that is being written. What was acknowledged is kept.
        ///
        /// A chunk that has come before changes nothing; one that is ahead is a `conflict`. After
        /// fifteen minutes of silence the message has failed and takes no more: `invalid_state`.
        StreamAppend: stream_append(AppendToStreamRequest) -> AppendToStreamResponse = 463
            by stream::append {
            write, since "0.1.0", access SelfOr("session:write"), scope User,
            idempotency None, route POST "/api/v1/messages/{messageId}/stream",
            errors [Conflict, InvalidState]
        }
        /// Finishes a message that was being written, and counts its tokens and its cost.
        ///
        /// Finished just so before, it is answered again; else a message that is finished is
        /// refused with `invalid_state`.
        StreamFinish: stream_finish(FinishMessageStreamRequest) -> FinishMessageStreamResponse = 464
            by stream::finish {
            write, since "0.1.0", access SelfOr("session:write"), scope User,
            idempotency None, route POST "/api/v1/messages/{messageId}/finish",
            errors [InvalidState, AmountOverflow]
        }
        /// Finds messages by their words, the newest first.
        ///
        /// All words of the query must stand in a message: a word of letters or digits as the
        /// beginning of a word, Chinese and other text without spaces anywhere. Case, width and
        /// accents do not matter, and punctuation, quotes and operators only separate. Messages
        /// that are deleted or whose session is are not found. One call looks at a bounded number
        /// of messages; where `complete` is false, `nextCursor` goes on.
        Search: search(SearchMessagesRequest) -> SearchMessagesResponse = 470
            by search::search {
            read, since "0.1.0", access SelfOr("session:read"), scope User,
            idempotency None, route GET "/api/v1/users/{userId}/messages/search",
            errors [CursorInvalid]
        }
    }
}
