//! Activity: what a user did, counted in the commit of the deed.
//!
//! The counters are derived: each can be counted again from the rows it sums up. They tell of
//! deeds, so they do not go back when what was written is deleted. They are changed by one guarded
//! UPDATE, so concurrent deeds add up on every database, and no sum passes 2^53-1.

use crate::error::{ErrorKind, Result};
use crate::id::UserId;
use crate::limits;
use crate::store::{Param, Tx};

mod sql;
mod stats;
#[cfg(test)]
mod tests;

#[cfg(any(test, feature = "testing"))]
pub(crate) use sql::ALL as STATEMENTS;
pub use stats::ActivityStats;
pub(crate) use stats::{cost_micros, find};

/// What is to be counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ActivityDelta {
    /// A session was begun.
    Session { at_ms: i64 },
    /// A session was ended after so long.
    SessionEnd { duration_ms: i64 },
    /// Messages were appended; `tokens` and `cost_micros` are the sums of theirs, `at_ms` is the
    /// time of the latest.
    Messages { count: i64, tokens: i64, cost_micros: i64, at_ms: i64 },
}

/// Opens the counters of a user with zeros; answers whether there were none. Registration does it.
pub(crate) fn open(tx: &mut Tx<'_>, user: UserId) -> Result<bool> {
    let now = Param::Int(tx.now_ms());
    tx.insert_new(&sql::OPEN, &[user.into(), now])
}

/// Whether a user's counters are open, which they are from the registration to the erasure.
pub(crate) fn is_open(tx: &mut Tx<'_>, user: UserId) -> Result<bool> {
    Ok(tx.get(&sql::IS_OPEN, &[user.into()], |_| Ok(()))?.is_some())
}

/// Counts a deed. A user without counters gets them, as on a replica that has only synced rows.
///
/// Fails with `amount_overflow` when the sum of tokens or of cost would pass 2^53-1.
pub(crate) fn count(tx: &mut Tx<'_>, user: UserId, delta: ActivityDelta) -> Result<()> {
    if add(tx, user, delta)? || (open(tx, user)? && add(tx, user, delta)?) {
        return Ok(());
    }
    Err(ErrorKind::AmountOverflow { field: "tokens".into() }.into())
}

fn add(tx: &mut Tx<'_>, user: UserId, delta: ActivityDelta) -> Result<bool> {
    let user = Param::from(user);
    match delta {
        ActivityDelta::Session { at_ms } => {
            tx.exec_guarded(&sql::COUNT_SESSION, &[user, at_ms.into()])
        }
        ActivityDelta::SessionEnd { duration_ms } => tx.exec_guarded(
            &sql::COUNT_SESSION_END,
            &[user, duration_ms.into(), (limits::AMOUNT_MAX - duration_ms).into()],
        ),
        ActivityDelta::Messages { count, tokens, cost_micros, at_ms } => tx.exec_guarded(
            &sql::COUNT_MESSAGES,
            &[
                user,
                count.into(),
                tokens.into(),
                (limits::AMOUNT_MAX - tokens).into(),
                at_ms.into(),
                cost_micros.into(),
                (limits::AMOUNT_MAX - cost_micros).into(),
            ],
        ),
    }
}
