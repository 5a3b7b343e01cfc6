//! Exports: the conversations of a user, to be kept or used elsewhere.
//!
//! An export is written as a stream, page by page, so its memory does not grow with what is
//! exported. Sessions come the newest first, messages in the order of the conversation. What was
//! deleted is left out, and what answered a deleted message answers the one before it.
//!
//! | format | what it holds |
//! |---|---|
//! | `jsonl` | sessions with their messages and all that these carry, a session in each line |
//! | `markdown` | a transcript for people, in which a branch says which message it answers |
//! | `chatgpt` | a `conversations.json` as ChatGPT writes it, with all branches |
//!
//! JSON lines that an empty engine takes in are the same again, with ids, times, branches,
//! versions, states, metadata and feedback; what is being written goes out as stopped. The history
//! of a session's states (`sessions.records`) begins anew, and memories are no part of an export. A
//! session that is too long for one line goes on in the next, which begins with the same id; all
//! but the last say that they do (`continues`), and the last has the state of the session. For
//! `markdown` and `chatgpt` the ids of one session are held in memory: some 50 bytes a message.

use crate::ops::operations;

mod chatgpt;
mod file;
mod jsonl;
mod markdown;
mod model;
mod page;
mod run;
#[cfg(all(test, feature = "sqlite"))]
mod tests;

pub use model::{ExportConversationRequest, ExportConversationResponse, ExportFormat};
pub use run::{ExportOptions, ExportProgress};

operations! {
    /// Exports: conversations to be kept elsewhere.
    exports: Exports {
        /// Reads a session in the form in which `imports.conversation` takes it in, a page of its
        /// messages at a time. A surface writes whole files by its own `export`.
        Conversation: conversation(ExportConversationRequest) -> ExportConversationResponse = 561
            by page::conversation {
            read, since "0.1.0", access SelfOr("session:read"), scope User,
            idempotency None, route GET "/api/v1/sessions/{sessionId}/export",
            errors [CursorInvalid]
        }
    }
}
