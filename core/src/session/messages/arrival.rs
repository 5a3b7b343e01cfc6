//! Taking in messages that were kept elsewhere before.
//!
//! Unlike those that are appended they may be empty, carry feedback, and meet a message with
//! their id that says something else, which the caller then settles.

use serde_json::Value;

use crate::error::{Error, Result};
use crate::id::{MessageId, SessionId, UserId};
use crate::session::messages::draft::Draft;
use crate::session::messages::log::Log;
use crate::session::messages::model::{MessageFeedback, MessageRole, MessageStatus};
use crate::session::messages::{MESSAGES, row};
use crate::store::{Cursor, Tx};
use crate::sync;

/// A message on its way in.
#[derive(Debug)]
pub(crate) struct Arriving<'r> {
    pub(crate) id: MessageId,
    pub(crate) role: MessageRole,
    pub(crate) content: &'r str,
    pub(crate) model: Option<&'r str>,
    pub(crate) tokens: Option<i64>,
    pub(crate) cost_micros: Option<i64>,
    pub(crate) parent_id: Option<MessageId>,
    pub(crate) version_of: Option<MessageId>,
    pub(crate) status: MessageStatus,
    pub(crate) metadata: Option<&'r Value>,
    pub(crate) feedback: Option<MessageFeedback>,
    pub(crate) at_ms: i64,
}

/// What a session has under the id of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Known {
    /// Nothing.
    New,
    /// The same words.
    Same,
    /// Words that were removed for good.
    Gone,
    /// Other words.
    Otherwise,
}

/// A session that is being added to.
#[derive(Debug)]
pub(crate) struct Arrivals {
    log: Log,
    has_no_tombstones: bool,
}

impl Arrivals {
    /// A session that is yet to be begun, for who only wants to know what would be added.
    pub(crate) fn unbegun(user: UserId, session: SessionId) -> Self {
        Arrivals { log: Log::unbegun(user, session), has_no_tombstones: true }
    }

    /// The caller holds the user's sync head, and says whether nothing of this session can have
    /// been removed for good: it has just begun, and the ids of its messages follow from its own.
    pub(crate) fn open(
        tx: &mut Tx<'_>,
        user: UserId,
        session: SessionId,
        has_no_tombstones: bool,
    ) -> Result<Self> {
        Ok(Arrivals { log: Log::open(tx, user, session)?, has_no_tombstones })
    }

    pub(crate) fn is_ended(&self) -> bool {
        self.log.tail.is_ended
    }

    /// How many messages were added so far.
    pub(crate) fn added(&self) -> i64 {
        self.log.added()
    }

    /// When the latest message of the session was made.
    pub(crate) fn last_at_ms(&self) -> Option<i64> {
        self.log.tail.last.map(|last| last.at)
    }

    /// The latest message of the session.
    pub(crate) fn last(&self) -> Option<MessageId> {
        self.log.tail.last.map(|last| MessageId(last.id))
    }

    /// Whether the session has this message, deleted or not.
    pub(crate) fn has(&self, tx: &mut Tx<'_>, id: MessageId) -> Result<bool> {
        self.log.has(tx, id)
    }

    /// Counts a message without adding it, for who only wants to know whether it could be.
    pub(crate) fn foresee(&mut self, tokens: Option<i64>, cost_micros: Option<i64>) -> Result<()> {
        self.log.foresee(tokens, cost_micros)
    }

    /// Adds a message unless its id is taken; answers what the session had under it.
    ///
    /// One that was removed for good stays so.
    pub(crate) fn take(&mut self, tx: &mut Tx<'_>, message: &Arriving<'_>) -> Result<Known> {
        let (user, session, id) = (self.log.user, self.log.session, message.id);
        if !self.has_no_tombstones && sync::is_erased(tx, &MESSAGES, user, id.0)? {
            return Ok(Known::Gone);
        }
        if !message.draft().insert(tx, user, session, id, message.at_ms)? {
            return known(tx, user, session, id, message.role, message.content);
        }
        if let Some(feedback) = &message.feedback {
            let text = serde_json::to_string(feedback)
                .map_err(|e| Error::internal(format!("feedback does not encode: {e}")))?;
            tx.synced(&MESSAGES, user).put(id.0, &[("feedback", text.as_str().into())])?;
        }
        let place = Cursor { at: message.at_ms, id: id.0 };
        self.log.count(place, message.tokens, message.cost_micros)?;
        Ok(Known::New)
    }

    /// Brings the counters up to what was added; answers how many messages that are.
    pub(crate) fn close(self, tx: &mut Tx<'_>) -> Result<i64> {
        self.log.close(tx, false)
    }
}

impl<'r> Arriving<'r> {
    fn draft(&self) -> Draft<'r> {
        Draft {
            id: Some(self.id),
            role: self.role,
            content: self.content,
            model: self.model,
            tokens: self.tokens,
            cost_micros: self.cost_micros,
            parent_id: self.parent_id,
            status: self.status,
            metadata: self.metadata,
            created_at_ms: Some(self.at_ms),
            version_of: self.version_of,
        }
    }
}

/// What a session has under the id of a message.
pub(crate) fn known(
    tx: &mut Tx<'_>,
    user: UserId,
    session: SessionId,
    id: MessageId,
    role: MessageRole,
    content: &str,
) -> Result<Known> {
    match row::find(tx, user, id)? {
        None if sync::is_erased(tx, &MESSAGES, user, id.0)? => Ok(Known::Gone),
        None => Ok(Known::New),
        Some(stored) if stored.session_id != session => {
            Err(MESSAGES.taken(id.0, "the id is taken by a message of another session"))
        }
        Some(stored) if stored.role == role && stored.content == content => Ok(Known::Same),
        Some(_) => Ok(Known::Otherwise),
    }
}
