//! A session that messages are added to.
//!
//! It is read once, and what was added goes to the counters once, at the end. The user's sync head
//! is taken before, so what was read still holds at the commit.

use crate::error::Result;
use crate::id::{MessageId, SessionId, UserId};
use crate::runtime::ChangeKind;
use crate::session::SESSIONS;
use crate::session::messages::sql;
use crate::session::stats::{self, Added, Tail};
use crate::store::{Cursor, Param, Tx};

/// A session that is being added to.
#[derive(Debug)]
pub(super) struct Log {
    pub(super) user: UserId,
    pub(super) session: SessionId,
    pub(super) tail: Tail,
    added: Added,
}

impl Log {
    /// The caller holds the user's sync head.
    pub(super) fn open(tx: &mut Tx<'_>, user: UserId, session: SessionId) -> Result<Log> {
        let tail = stats::tail(tx, user, session)?;
        Ok(Log { user, session, tail, added: Added::default() })
    }

    /// A session that is yet to be begun.
    pub(super) fn unbegun(user: UserId, session: SessionId) -> Log {
        Log { user, session, tail: Tail::default(), added: Added::default() }
    }

    /// Counts a message without adding it; refuses what the counters cannot hold.
    pub(super) fn foresee(&mut self, tokens: Option<i64>, cost_micros: Option<i64>) -> Result<()> {
        self.added.count(tokens, cost_micros)?;
        stats::expect_room(&self.tail, self.added)
    }

    /// How many messages were added so far.
    pub(super) fn added(&self) -> i64 {
        self.added.messages
    }

    /// Whether the session has this message, deleted or not.
    pub(super) fn has(&self, tx: &mut Tx<'_>, id: MessageId) -> Result<bool> {
        let params = [self.user.into(), id.into()];
        let session = tx.get(&sql::SESSION_OF, &params, |row| row.id::<SessionId>(0))?;
        Ok(session == Some(self.session))
    }

    /// Counts a message that was added.
    pub(super) fn count(
        &mut self,
        place: Cursor,
        tokens: Option<i64>,
        cost_micros: Option<i64>,
    ) -> Result<()> {
        self.added.count(tokens, cost_micros)?;
        if self.tail.last.is_none_or(|last| (last.at, last.id) < (place.at, place.id)) {
            self.tail.last = Some(place);
        }
        Ok(())
    }

    /// Brings the counters up to what was added; answers how many messages that are. Where the
    /// conversation goes on by them, the branch that was chosen gives way to them.
    pub(super) fn close(self, tx: &mut Tx<'_>, goes_on: bool) -> Result<i64> {
        if self.added.messages > 0 {
            stats::add(tx, self.user, self.session, &self.tail, self.added)?;
            if goes_on && self.tail.leaf.is_some() {
                // What was chosen before is no longer where the conversation ends.
                let latest = [("leaf_id", Param::Null)];
                tx.synced(&SESSIONS, self.user).put(self.session.0, &latest)?;
            }
            tx.changed("session", Some(self.user), self.session.0, ChangeKind::Put);
        }
        Ok(self.added.messages)
    }
}
