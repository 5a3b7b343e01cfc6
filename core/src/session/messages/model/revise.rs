//! The requests and responses of what is done with a message after it was said.

use serde_json::Value;

use crate::id::{MessageId, SessionId, UserId};
use crate::limits;
use crate::ops::{Rule, request, response};
use crate::session::messages::model::{CONTENT, COUNT, FeedbackRating, METADATA, MODEL, Message};

request! {
    /// Which message to read.
    pub struct GetMessageRequest for user_id {
        /// Whose it is.
        user_id: UserId,
        /// The message.
        message_id: MessageId,
    }
}

request! {
    /// A new version of a message.
    pub struct EditMessageRequest for user_id keyed idempotency_key {
        /// Whose the message is.
        user_id: UserId,
        /// The message, or any version of it.
        message_id: MessageId,
        /// What the new version says, 1 to 1,048,576 characters.
        content: String => CONTENT,
        ;
        /// The id of the new version, where the caller has made one already.
        id: MessageId,
        /// The model that spoke; none by default.
        model: String => MODEL,
        /// How many tokens it took.
        tokens: i64 => COUNT,
        /// What it cost, in millionths of the currency.
        cost_micros: i64 => COUNT,
        /// What the host keeps with it: any JSON of at most 64 KiB.
        metadata: Value => METADATA,
        /// Makes a retry answer the first outcome.
        idempotency_key: String => Rule::KEY,
    }
}

request! {
    /// The versions of which message to list.
    pub struct ListMessageVersionsRequest for user_id {
        /// Whose the message is.
        user_id: UserId,
        /// The message, or any version of it.
        message_id: MessageId,
        ;
        /// At most so many, 1 to 200; 50 by default.
        limit: i64 => Rule::PAGE,
        /// Where the last page ended.
        cursor: String => Rule::CURSOR,
    }
}

request! {
    /// Which message to delete.
    pub struct DeleteMessageRequest for user_id {
        /// Whose it is.
        user_id: UserId,
        /// The message.
        message_id: MessageId,
    }
}

request! {
    /// Which message to take out of the trash.
    pub struct RestoreMessageRequest for user_id {
        /// Whose it is.
        user_id: UserId,
        /// The message.
        message_id: MessageId,
    }
}

request! {
    /// What a person says of an answer. Without a rating and a note, what they said is taken back.
    pub struct SetMessageFeedbackRequest for user_id {
        /// Whose the message is.
        user_id: UserId,
        /// The message.
        message_id: MessageId,
        ;
        /// Whether it helped.
        rating: FeedbackRating,
        /// Why, at most 1000 characters.
        note: String => Rule::Text { min: 1, max: limits::FEEDBACK_NOTE_CHARS_MAX },
    }
}

request! {
    /// Which branch of a session to read.
    pub struct GetBranchRequest for user_id {
        /// Whose the session is.
        user_id: UserId,
        /// The session.
        session_id: SessionId,
        ;
        /// Where the branch ends; by default where the chosen one does.
        leaf_id: MessageId,
        /// At most so many messages, 1 to 200; 50 by default.
        limit: i64 => Rule::PAGE,
        /// Where the last page ended. Not together with `leafId`.
        cursor: String => Rule::CURSOR,
    }
}

response! {
    /// A page of the versions of a message.
    pub struct MessageVersions {
        /// The versions that are not deleted, the first of them first.
        items: Vec<Message>,
        /// Where the next page begins; absent on the last.
        next_cursor: Option<String>,
    }
}

response! {
    /// Where a message is: in its session or in the trash.
    pub struct MessagePlace {
        /// The message.
        message_id: MessageId,
        /// Its session.
        session_id: SessionId,
        /// When it was deleted, in milliseconds since the epoch; absent while it is shown.
        deleted_at_ms: Option<i64>,
    }
}

response! {
    /// A message on a branch.
    pub struct BranchMessage {
        /// The message.
        message: Message,
        /// The ids of all that stand in its place, this one among them, in the order in which they
        /// were made; at most 100.
        sibling_ids: Vec<MessageId>,
    }
}

response! {
    /// A branch of a session, or the page of it that was asked for.
    pub struct MessageBranch {
        /// Where the branch ends; absent in a session without messages.
        leaf_id: Option<MessageId>,
        /// The messages, each before those that answer it.
        items: Vec<BranchMessage>,
        /// Goes on towards the beginning of the conversation; absent there.
        next_cursor: Option<String>,
    }
}
