//! The requests and responses of sessions.

use serde_json::Value;

use crate::id::{MessageId, SessionId, UserId};
use crate::limits;
use crate::ops::{Rule, request, response, wire_enum};
use crate::session::SESSIONS;

mod manage;

pub use manage::*;

const METADATA: Rule = Rule::Json { max: limits::METADATA_BYTES_MAX };

request! {
    /// A session to be begun.
    pub struct CreateSessionRequest for user_id keyed idempotency_key {
        /// Whose it is.
        user_id: UserId,
        ;
        /// Its id, where the caller has made one already; else the engine makes it.
        id: SessionId,
        /// What it is about, at most 255 characters.
        title: String => Rule::Text { min: 0, max: limits::TITLE_CHARS_MAX },
        /// The model that answers, at most 100 characters.
        model: String => Rule::Text { min: 1, max: limits::MODEL_CHARS_MAX },
        /// What it is: `chat` (by default), `terminal` or a name of the host's own.
        kind: String => Rule::Opaque { max: limits::CATEGORY_CHARS_MAX },
        /// The device it was begun on; that of the context by default.
        device: String => Rule::Opaque { max: limits::OPAQUE_ID_BYTES_MAX },
        /// What the host keeps with it: any JSON of at most 64 KiB.
        metadata: Value => METADATA,
        /// When it was begun, for sessions that were kept elsewhere before; now by default.
        created_at_ms: i64 => Rule::TIME,
        /// Makes a retry answer the first outcome.
        idempotency_key: String => Rule::KEY,
    }
}

request! {
    /// Which session to read.
    pub struct GetSessionRequest for user_id {
        /// Whose it is.
        user_id: UserId,
        /// The session.
        session_id: SessionId,
    }
}

request! {
    /// Which sessions to list.
    pub struct ListSessionsRequest for user_id {
        /// Whose they are.
        user_id: UserId,
        ;
        /// Only those in this state; all that are not deleted by default.
        status: SessionFilter,
        /// At most so many, 1 to 200; 50 by default.
        limit: i64 => Rule::PAGE,
        /// Where the last page ended.
        cursor: String => Rule::CURSOR,
    }
}

request! {
    /// Which session to end.
    pub struct EndSessionRequest for user_id {
        /// Whose it is.
        user_id: UserId,
        /// The session.
        session_id: SessionId,
    }
}

wire_enum! {
    /// The state of a session.
    pub enum SessionStatus {
        /// It goes on.
        Active = "active",
        /// It rests and may go on.
        Paused = "paused",
        /// It is closed and takes no more messages.
        Ended = "ended",
        /// It was filed away.
        Archived = "archived",
    }
}

wire_enum! {
    /// Which sessions a list shows.
    pub enum SessionFilter {
        /// All that are not deleted.
        All = "all",
        /// Those that go on.
        Active = "active",
        /// Those that rest.
        Paused = "paused",
        /// Those that are closed.
        Ended = "ended",
        /// Those that were filed away.
        Archived = "archived",
        /// Those in the trash.
        Deleted = "deleted",
    }
}

response! {
    /// A session with its counters.
    pub struct Session {
        /// Its id.
        id: SessionId,
        /// Whose it is.
        user_id: UserId,
        /// The device it was begun on.
        device: Option<String>,
        /// What it is about.
        title: Option<String>,
        /// The model that answers.
        model: Option<String>,
        /// What it is: `chat`, `terminal` or a name of the host's own.
        kind: String,
        /// Its state.
        status: SessionStatus,
        /// Whether the person keeps it on top.
        pinned: bool,
        /// What the host keeps with it.
        metadata: Option<Value>,
        /// The end of the branch that the person chose; absent where it is the latest message.
        leaf_id: Option<MessageId>,
        /// How many messages it has that are not deleted.
        message_count: i64,
        /// The sum of their tokens.
        total_tokens: i64,
        /// The sum of their cost, in millionths of the currency.
        total_cost_micros: i64,
        /// When its latest message was made.
        last_message_at_ms: Option<i64>,
        /// From its beginning to its end, or to its latest message while it goes on.
        duration_ms: i64,
        /// When it was begun, in milliseconds since the epoch.
        created_at_ms: i64,
        /// When it was last changed; messages do not change it.
        updated_at_ms: i64,
        /// When it was ended.
        ended_at_ms: Option<i64>,
        /// When it was deleted.
        deleted_at_ms: Option<i64>,
    }
}

response! {
    /// A session that was begun.
    pub struct CreateSessionResponse replayable telling SESSIONS |it| [it.session.id]; {
        /// The session.
        session: Session,
    }
}

response! {
    /// A page of sessions.
    pub struct SessionList {
        /// The sessions, the newest first.
        items: Vec<Session>,
        /// Where the next page begins; absent on the last.
        next_cursor: Option<String>,
    }
}
