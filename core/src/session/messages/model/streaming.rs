//! The requests and responses of messages that are being written.

use serde_json::Value;

use crate::id::{MessageId, SessionId, UserId};
use crate::limits;
use crate::ops::{Rule, request, response};
use crate::session::messages::MESSAGES;
use crate::session::messages::model::{
    COUNT, METADATA, MODEL, Message, MessageRole, MessageStatus,
};

request! {
    /// A message that is about to be written.
    pub struct StartMessageStreamRequest for user_id keyed idempotency_key {
        /// Whose the session is.
        user_id: UserId,
        /// The session, which must not be ended.
        session_id: SessionId,
        ;
        /// Its id, where the caller has made one already; else the engine makes it.
        id: MessageId,
        /// Who speaks; the assistant by default.
        role: MessageRole,
        /// The model that speaks.
        model: String => MODEL,
        /// The message of the same session that it answers.
        parent_id: MessageId,
        /// What the host keeps with it: any JSON of at most 64 KiB.
        metadata: Value => METADATA,
        /// Makes a retry answer the first outcome.
        idempotency_key: String => Rule::KEY,
    }
}

request! {
    /// The next words of a message.
    pub struct AppendToStreamRequest for user_id {
        /// Whose the message is.
        user_id: UserId,
        /// The message.
        message_id: MessageId,
        /// The number of the chunk: 0 for the first, then one more for each.
        chunk: i64 => Rule::Range { min: 0, max: limits::AMOUNT_MAX },
        /// The words, 1 to 65,536 characters.
        text: String => Rule::Text { min: 1, max: limits::STREAM_CHUNK_CHARS_MAX },
    }
}

request! {
    /// How a message came to its end.
    pub struct FinishMessageStreamRequest for user_id {
        /// Whose the message is.
        user_id: UserId,
        /// The message.
        message_id: MessageId,
        /// `complete`, `stopped` or `failed`.
        status: MessageStatus,
        ;
        /// How many tokens it took.
        tokens: i64 => COUNT,
        /// What it cost, in millionths of the currency.
        cost_micros: i64 => COUNT,
        /// What the host keeps with it, in place of what it gave at the start.
        metadata: Value => METADATA,
    }
}

response! {
    /// A message that is being written.
    pub struct StartMessageStreamResponse replayable telling MESSAGES |it| [it.message.id]; {
        /// The message, which is `streaming`.
        message: Message,
        /// The number of the chunk that is expected next.
        next_chunk: i64,
    }
}

response! {
    /// Words that are kept.
    pub struct AppendToStreamResponse replayable {
        /// The number of the chunk that is expected next.
        next_chunk: i64,
    }
}

response! {
    /// A message that came to its end.
    pub struct FinishMessageStreamResponse replayable {
        /// The message.
        message: Message,
    }
}
