//! A conversation in the one form into which every format is brought, and what became of it.

use serde_json::Value;

use crate::id::{SessionId, UserId};
use crate::limits;
use crate::ops::{Rule, request, response, wire_enum};
use crate::session::{FeedbackRating, MessageRole, SessionStatus};

/// The mark of a message that the program it comes from did not show.
pub(super) const HIDDEN: &str = "hidden";

const ID: Rule = Rule::Opaque { max: limits::OPAQUE_ID_BYTES_MAX };
const MODEL: Rule = Rule::Text { min: 1, max: limits::MODEL_CHARS_MAX };
const METADATA: Rule = Rule::Json { max: limits::METADATA_BYTES_MAX };
const COUNT: Rule = Rule::Range { min: 0, max: limits::AMOUNT_MAX };

request! {
    /// One message of a conversation that was kept elsewhere.
    pub struct ImportedMessage {
        /// Its id there, unique in the conversation: at most 64 bytes.
        id: String => ID,
        /// Who speaks.
        role: MessageRole,
        /// What is said, at most 1,048,576 characters; it may be empty.
        content: String => Rule::Text { min: 0, max: limits::CONTENT_CHARS_MAX },
        ;
        /// The message that it answers or continues: an earlier one of the list, or one that came
        /// with the conversation before.
        parent_id: String => ID,
        /// The first version of it, where it was edited; dropped where the session has it not.
        version_of: String => ID,
        /// The model that spoke.
        model: String => MODEL,
        /// How many tokens it took.
        tokens: i64 => COUNT,
        /// What it cost, in millionths of the currency.
        cost_micros: i64 => COUNT,
        /// How far it is; complete by default. One that was being written is taken in as stopped.
        status: crate::session::MessageStatus,
        /// What the host keeps with it: any JSON of at most 64 KiB.
        metadata: Value => METADATA,
        /// Whether the person found that it helped.
        rating: FeedbackRating,
        /// What the person said of it.
        note: String => Rule::Text { min: 0, max: limits::TEXT_BYTES_LARGE },
        /// When it was made; by default a millisecond after the one before it.
        created_at_ms: i64 => Rule::TIME,
    }
}

request! {
    /// A conversation that was kept elsewhere. A line of an export is one of these.
    pub struct ImportedConversation {
        /// Where it was kept: `chatgpt`, `claude`, ... From `silvervine` the ids, which are UUIDs,
        /// stay as they are; from elsewhere the engine derives ids of its own from them.
        source: String => ID,
        /// Its id there: at most 64 bytes.
        id: String => ID,
        /// Its messages, each after the one it answers: at most 200,000.
        messages: Vec<ImportedMessage> => Rule::Items { min: 0, max: limits::IMPORT_MESSAGES_MAX },
        ;
        /// Which part of a session this is that is too long for one; 0 by default.
        part: i64 => Rule::Range { min: 0, max: limits::AMOUNT_MAX },
        /// Whether another part follows. The last one has the state of the session.
        continues: bool,
        /// What it is about, at most 255 characters.
        title: String => Rule::Text { min: 0, max: limits::TITLE_CHARS_MAX },
        /// The model that answers.
        model: String => MODEL,
        /// What it is: `chat` (by default), `terminal` or a name of the host's own.
        kind: String => Rule::Opaque { max: limits::CATEGORY_CHARS_MAX },
        /// The device it was begun on.
        device: String => ID,
        /// Its state; active by default.
        status: SessionStatus,
        /// Whether the person keeps it on top.
        pinned: bool,
        /// The id there of the message at the end of the branch that was shown last. It becomes the
        /// `leafId` of the session, unless it is the latest message.
        active_id: String => ID,
        /// What the host keeps with it: any JSON of at most 64 KiB.
        metadata: Value => METADATA,
        /// When it was begun; by default when its first message was made.
        created_at_ms: i64 => Rule::TIME,
        /// When it was last changed; by default when it was begun.
        updated_at_ms: i64 => Rule::TIME,
        /// When it was ended.
        ended_at_ms: i64 => Rule::TIME,
    }
}

request! {
    /// A conversation to be taken in.
    pub struct ImportConversationRequest for user_id {
        /// Whose it becomes.
        user_id: UserId,
        /// The conversation.
        conversation: ImportedConversation,
    }
}

wire_enum! {
    /// What became of a conversation.
    pub enum ImportOutcome {
        /// It became a new session.
        Created = "created",
        /// Its session got the messages which it had not.
        Grown = "grown",
        /// All of it was there already.
        Unchanged = "unchanged",
        /// Its session was deleted since, and stays so.
        Deleted = "deleted",
    }
}

response! {
    /// What became of a conversation.
    pub struct ImportConversationResponse {
        /// The session that it is.
        session_id: SessionId,
        /// What became of it.
        outcome: ImportOutcome,
        /// How many messages were added.
        messages_added: i64,
        /// How many of these are other versions of messages which the session had with the same
        /// id. Both are kept, as branches.
        messages_changed: i64,
    }
}

impl ImportedMessage {
    /// Whether the program it comes from did not show it.
    pub(crate) fn is_hidden(&self) -> bool {
        let mark = self.metadata.as_ref().and_then(|fields| fields.get(HIDDEN));
        mark == Some(&Value::Bool(true))
    }
}

impl ImportedConversation {
    /// The name of the place whose ids are the engine's own.
    pub const OWN_SOURCE: &'static str = "silvervine";
}
