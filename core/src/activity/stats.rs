//! Reading the counters of a user.

use crate::activity::sql;
use crate::error::Result;
use crate::id::UserId;
use crate::ops::response;
use crate::store::Tx;

response! {
    /// What a user did, counted. All are zero for a user who has done nothing yet.
    pub struct ActivityStats {
        /// Sessions they began.
        sessions: i64,
        /// Sessions that ended.
        sessions_ended: i64,
        /// How long these took together, in milliseconds.
        session_ms: i64,
        /// Messages of their sessions.
        messages: i64,
        /// Tokens of these messages.
        tokens: i64,
        /// Actions that were recorded.
        actions: i64,
        /// When they last began a session, in milliseconds since the epoch.
        last_session_at_ms: Option<i64>,
        /// When the last message of theirs was written.
        last_message_at_ms: Option<i64>,
        /// When their last action was recorded.
        last_action_at_ms: Option<i64>,
    }
}

/// The counters of a user; none where they were never opened.
pub(crate) fn find(tx: &mut Tx<'_>, user: UserId) -> Result<Option<ActivityStats>> {
    tx.get(&sql::STATS, &[user.into()], |row| {
        Ok(ActivityStats {
            sessions: row.int(0)?,
            sessions_ended: row.int(1)?,
            session_ms: row.int(2)?,
            messages: row.int(3)?,
            tokens: row.int(4)?,
            actions: row.int(5)?,
            last_session_at_ms: row.opt_int(6)?,
            last_message_at_ms: row.opt_int(7)?,
            last_action_at_ms: row.opt_int(8)?,
        })
    })
}

/// What the messages of a user cost, deleted ones among them.
pub(crate) fn cost_micros(tx: &mut Tx<'_>, user: UserId) -> Result<i64> {
    Ok(tx.get(&sql::COST, &[user.into()], |row| row.int(0))?.unwrap_or(0))
}
