//! The requests and responses of messages.

use serde_json::Value;

use crate::id::{MessageId, SessionId, UserId};
use crate::limits;
use crate::ops::{Rule, request, response, wire_enum};
use crate::session::messages::MESSAGES;

mod revise;
mod streaming;

pub use revise::*;
pub use streaming::*;

const CONTENT: Rule = Rule::Text { min: 0, max: limits::CONTENT_CHARS_MAX };
const MODEL: Rule = Rule::Text { min: 1, max: limits::MODEL_CHARS_MAX };
const METADATA: Rule = Rule::Json { max: limits::METADATA_BYTES_MAX };
const QUERY: Rule = Rule::Text { min: 1, max: limits::QUERY_CHARS_MAX };
const COUNT: Rule = Rule::Range { min: 0, max: limits::AMOUNT_MAX };

request! {
    /// A message to be appended.
    pub struct AppendMessageRequest for user_id keyed idempotency_key {
        /// Whose the session is.
        user_id: UserId,
        /// The session, which must not be ended.
        session_id: SessionId,
        /// Who speaks.
        role: MessageRole,
        /// What is said, at most 1,048,576 characters; empty only while it is streaming.
        content: String => CONTENT,
        ;
        /// Its id, where the caller has made one already; else the engine makes it.
        id: MessageId,
        /// The model that spoke.
        model: String => MODEL,
        /// How many tokens it took.
        tokens: i64 => COUNT,
        /// What it cost, in millionths of the currency.
        cost_micros: i64 => COUNT,
        /// The message of the same session that it answers or continues.
        parent_id: MessageId,
        /// How far it is; complete by default.
        status: MessageStatus,
        /// What the host keeps with it: any JSON of at most 64 KiB.
        metadata: Value => METADATA,
        /// When it was made, for messages that were kept elsewhere before. By default it is now,
        /// and after all messages that the session has.
        created_at_ms: i64 => Rule::TIME,
        /// Makes a retry answer the first outcome.
        idempotency_key: String => Rule::KEY,
    }
}

request! {
    /// One of several messages to be appended.
    pub struct MessageDraft {
        /// Who speaks.
        role: MessageRole,
        /// What is said, at most 1,048,576 characters; empty only while it is streaming.
        content: String => CONTENT,
        ;
        /// Its id, where the caller has made one already; else the engine makes it.
        id: MessageId,
        /// The model that spoke.
        model: String => MODEL,
        /// How many tokens it took.
        tokens: i64 => COUNT,
        /// What it cost, in millionths of the currency.
        cost_micros: i64 => COUNT,
        /// The message that it answers or continues: one of the session, or an earlier one of
        /// the same call.
        parent_id: MessageId,
        /// How far it is; complete by default.
        status: MessageStatus,
        /// What the host keeps with it: any JSON of at most 64 KiB.
        metadata: Value => METADATA,
        /// When it was made; by default now, and after all messages before it.
        created_at_ms: i64 => Rule::TIME,
    }
}

request! {
    /// Messages of one session to be appended, all or none.
    pub struct AppendManyMessagesRequest for user_id keyed idempotency_key {
        /// Whose the session is.
        user_id: UserId,
        /// The session, which must not be ended.
        session_id: SessionId,
        /// The messages in their order, 1 to 1000.
        messages: Vec<MessageDraft> => Rule::Items { min: 1, max: limits::APPEND_MANY_MAX },
        ;
        /// Makes a retry answer the first outcome.
        idempotency_key: String => Rule::KEY,
    }
}

request! {
    /// Which messages to list.
    pub struct ListMessagesRequest for user_id {
        /// Whose the session is.
        user_id: UserId,
        /// The session.
        session_id: SessionId,
        ;
        /// At most so many, 1 to 200; 50 by default.
        limit: i64 => Rule::PAGE,
        /// Where to go on. A cursor knows its direction, and `direction` is not asked.
        cursor: String => Rule::CURSOR,
        /// Which way to page: `older` (by default) begins with the newest page, `newer` with the
        /// oldest.
        direction: Direction,
        /// The page in whose middle this message stands. Not together with a cursor.
        around: MessageId,
    }
}

request! {
    /// Which messages to find.
    pub struct SearchMessagesRequest for user_id {
        /// Whose messages.
        user_id: UserId,
        /// What they must hold, 1 to 200 characters. It has no syntax.
        query: String => QUERY,
        ;
        /// Only messages of this session.
        session_id: SessionId,
        /// Only messages of this speaker.
        role: MessageRole,
        /// Only messages made at this moment or later.
        since_at_ms: i64 => Rule::TIME,
        /// At most so many, 1 to 200; 50 by default.
        limit: i64 => Rule::PAGE,
        /// Where to go on.
        cursor: String => Rule::CURSOR,
    }
}

wire_enum! {
    /// Who speaks in a message.
    pub enum MessageRole {
        /// The person.
        User = "user",
        /// The model.
        Assistant = "assistant",
        /// The host, to the model.
        System = "system",
        /// A tool that the model called.
        Tool = "tool",
    }
}

wire_enum! {
    /// How far a message is.
    pub enum MessageStatus {
        /// It is still being written.
        Streaming = "streaming",
        /// It is whole.
        Complete = "complete",
        /// The person stopped it.
        Stopped = "stopped",
        /// It broke off.
        Failed = "failed",
    }
}

wire_enum! {
    /// Which way a list is paged.
    pub enum Direction {
        /// From the newest message to the oldest.
        Older = "older",
        /// From the oldest message to the newest.
        Newer = "newer",
    }
}

wire_enum! {
    /// What a person thinks of an answer.
    pub enum FeedbackRating {
        /// It helped.
        Up = "up",
        /// It did not.
        Down = "down",
    }
}

response! {
    /// What a person said of an answer.
    pub struct MessageFeedback {
        /// Whether it helped.
        rating: Option<FeedbackRating>,
        /// Why.
        note: Option<String>,
    }
}

response! {
    /// A message.
    pub struct Message {
        /// Its id.
        id: MessageId,
        /// The session it belongs to.
        session_id: SessionId,
        /// Who speaks.
        role: MessageRole,
        /// What is said.
        content: String,
        /// The model that spoke.
        model: Option<String>,
        /// How many tokens it took.
        tokens: Option<i64>,
        /// What it cost, in millionths of the currency.
        cost_micros: Option<i64>,
        /// The message that it answers or continues.
        parent_id: Option<MessageId>,
        /// The first version of it, where it is a later one.
        version_of: Option<MessageId>,
        /// How far it is.
        status: MessageStatus,
        /// What the host keeps with it.
        metadata: Option<Value>,
        /// What the person said of it.
        feedback: Option<MessageFeedback>,
        /// When it was made, in milliseconds since the epoch.
        created_at_ms: i64,
    }
}

response! {
    /// A message that was appended.
    pub struct AppendMessageResponse replayable telling MESSAGES |it| [it.message.id]; {
        /// The message.
        message: Message,
    }
}

response! {
    /// Messages that were appended.
    pub struct AppendManyMessagesResponse replayable telling MESSAGES |it| it.ids; {
        /// Their ids, in the order of the request.
        ids: Vec<MessageId>,
        /// How many of them are new; the others stood there already, just the same.
        count: i64,
    }
}

response! {
    /// A page of messages.
    ///
    /// The messages of a page are in the order of the conversation, whichever way it is paged.
    pub struct MessageList {
        /// The messages, each before those that were made after it.
        items: Vec<Message>,
        /// Goes on the way this page was read; absent at that end of the conversation.
        next_cursor: Option<String>,
        /// Turns to the other side of this page; absent where nothing was left there.
        previous_cursor: Option<String>,
    }
}

response! {
    /// A piece of a snippet.
    pub struct SnippetPart {
        /// The text, as it stands in the message.
        text: String,
        /// Whether this is what the query found.
        is_match: bool,
    }
}

response! {
    /// A message that was found.
    pub struct MessageHit {
        /// Its id.
        message_id: MessageId,
        /// The session it belongs to; `messages.list` with `around` shows it there.
        session_id: SessionId,
        /// Who speaks.
        role: MessageRole,
        /// When it was made, in milliseconds since the epoch.
        created_at_ms: i64,
        /// The part of it, at most 160 characters, in which the first of the words was found:
        /// joined, its pieces are the text.
        snippet: Vec<SnippetPart>,
    }
}

response! {
    /// A page of what was found.
    pub struct SearchMessagesResponse {
        /// The messages, the newest first.
        items: Vec<MessageHit>,
        /// Goes on to older messages; absent where there are no more.
        next_cursor: Option<String>,
        /// False where the call had looked at as many messages as one call may before the page was
        /// full: `nextCursor` goes on.
        complete: bool,
    }
}
