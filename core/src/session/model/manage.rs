//! The requests and responses of what is done with a session after its beginning.

use serde_json::Value;

use crate::id::{MessageId, SessionId, UserId};
use crate::limits;
use crate::ops::{Rule, request, response, wire_enum};
use crate::session::model::{METADATA, SessionStatus};

request! {
    /// What is to be changed of a session. What is not given stays as it is.
    pub struct UpdateSessionRequest for user_id {
        /// Whose it is.
        user_id: UserId,
        /// The session.
        session_id: SessionId,
        ;
        /// What it is about, at most 255 characters.
        title: String => Rule::Text { min: 0, max: limits::TITLE_CHARS_MAX },
        /// The model that answers, at most 100 characters.
        model: String => Rule::Text { min: 1, max: limits::MODEL_CHARS_MAX },
        /// What it is: `chat`, `terminal` or a name of the host's own.
        kind: String => Rule::Opaque { max: limits::CATEGORY_CHARS_MAX },
        /// Whether the person keeps it on top.
        pinned: bool,
        /// What the host keeps with it, in place of all that it kept: any JSON of at most 64 KiB.
        metadata: Value => METADATA,
        /// Fields that shall have no value any more; none of them may be given one too.
        clear: Vec<SessionField> => Rule::Items { min: 1, max: 3 },
    }
}

request! {
    /// A state for a session.
    pub struct SetSessionStatusRequest for user_id {
        /// Whose it is.
        user_id: UserId,
        /// The session.
        session_id: SessionId,
        /// The state it is to have.
        status: SessionStatus,
    }
}

request! {
    /// Which session to delete.
    pub struct DeleteSessionRequest for user_id {
        /// Whose it is.
        user_id: UserId,
        /// The session.
        session_id: SessionId,
    }
}

request! {
    /// Which session to take out of the trash.
    pub struct RestoreSessionRequest for user_id {
        /// Whose it is.
        user_id: UserId,
        /// The session.
        session_id: SessionId,
    }
}

request! {
    /// Which session to remove for good.
    pub struct PurgeSessionRequest for user_id {
        /// Whose it is.
        user_id: UserId,
        /// The session, which must be in the trash.
        session_id: SessionId,
        ;
        /// At most so many rows in this call, 1 to 500, which is the default.
        limit: i64 => Rule::Range { min: 1, max: limits::SWEEP_ROWS_MAX },
    }
}

request! {
    /// The history of which session to list.
    pub struct ListSessionRecordsRequest for user_id {
        /// Whose it is.
        user_id: UserId,
        /// The session.
        session_id: SessionId,
        ;
        /// At most so many, 1 to 200; 50 by default.
        limit: i64 => Rule::PAGE,
        /// Where the last page ended.
        cursor: String => Rule::CURSOR,
    }
}

request! {
    /// Whose sessions to sum up.
    pub struct GetSessionStatsRequest for user_id {
        /// Whose they are.
        user_id: UserId,
    }
}

request! {
    /// A session whose user is asked for.
    pub struct FindSessionOwnerRequest {
        /// The session.
        session_id: SessionId,
        ;
        /// Who asks for it: theirs is meant where several users have a session of this id.
        user_id: UserId,
    }
}

request! {
    /// Which branch of a session to choose.
    pub struct SelectBranchRequest for user_id {
        /// Whose the session is.
        user_id: UserId,
        /// The session.
        session_id: SessionId,
        /// A message on the branch.
        message_id: MessageId,
    }
}

wire_enum! {
    /// A field of a session that may have no value.
    pub enum SessionField {
        /// What it is about.
        Title = "title",
        /// The model that answers.
        Model = "model",
        /// What the host keeps with it.
        Metadata = "metadata",
    }
}

response! {
    /// How far the removal of a session has come.
    pub struct PurgeSessionResponse {
        /// Rows that this call removed.
        rows: i64,
        /// Whether nothing of it is left. Else call again, or leave the rest to upkeep; the session
        /// is gone either way.
        done: bool,
    }
}

response! {
    /// A state that a session entered.
    pub struct SessionRecord {
        /// Its number in the history of the session, from 1 without gaps.
        n: i64,
        /// The state.
        status: SessionStatus,
        /// Since when, in milliseconds since the epoch.
        at_ms: i64,
    }
}

response! {
    /// A page of the history of a session.
    pub struct SessionRecordList {
        /// The records, the latest first.
        items: Vec<SessionRecord>,
        /// Where the next page begins; absent on the last.
        next_cursor: Option<String>,
    }
}

response! {
    /// The sessions of a user, summed up.
    pub struct SessionStats {
        /// Sessions that are not deleted.
        sessions: i64,
        /// Of those, how many go on.
        active: i64,
        /// How many rest.
        paused: i64,
        /// How many are closed.
        ended: i64,
        /// How many were filed away.
        archived: i64,
        /// Sessions in the trash.
        deleted: i64,
        /// Messages of the sessions that are not deleted.
        messages: i64,
        /// The sum of their tokens.
        tokens: i64,
        /// The sum of their cost, in millionths of the currency.
        cost_micros: i64,
        /// How long a session took on average that was ended, deleted ones among them; absent
        /// while none was.
        mean_duration_ms: Option<i64>,
        /// When a session was last begun, in milliseconds since the epoch.
        last_session_at_ms: Option<i64>,
        /// When a message was last written.
        last_message_at_ms: Option<i64>,
    }
}

response! {
    /// Whose a session is.
    pub struct SessionOwner {
        /// The user.
        user_id: UserId,
    }
}
