//! The request and response of exports.

use crate::id::{SessionId, UserId};
use crate::imports::ImportedConversation;
use crate::ops::{Rule, request, response, wire_enum};

wire_enum! {
    /// How an export is written.
    pub enum ExportFormat {
        /// A session in each line, with its messages and all that these carry.
        Jsonl = "jsonl",
        /// A transcript for people.
        Markdown = "markdown",
        /// As ChatGPT exports it.
        Chatgpt = "chatgpt",
    }
}

request! {
    /// Which session to export.
    pub struct ExportConversationRequest for user_id {
        /// Whose it is.
        user_id: UserId,
        /// The session.
        session_id: SessionId,
        ;
        /// At most so many messages, 1 to 200; 50 by default.
        limit: i64 => Rule::PAGE,
        /// Where the last page ended.
        cursor: String => Rule::CURSOR,
    }
}

response! {
    /// A session with a page of its messages.
    pub struct ExportConversationResponse {
        /// The session as `imports.conversation` takes it in, with the messages of this page.
        conversation: ImportedConversation,
        /// Where the next page begins; absent on the last.
        next_cursor: Option<String>,
    }
}
