//! The counters of a session, changed in the commit that appends to it.

use uuid::Uuid;

use crate::activity::{self, ActivityDelta};
use crate::error::{Error, ErrorKind, Result};
use crate::id::{MessageId, SessionId, UserId};
use crate::limits;
use crate::session::model::SessionStatus;
use crate::session::sql;
use crate::session::totals::{self, Move, Sum};
use crate::store::{Cursor, Param, Tx, unless_met};

/// What an append must know of its session.
#[derive(Debug, Default)]
pub(super) struct Tail {
    pub(super) is_ended: bool,
    /// Where the latest message stands in the order of the session.
    pub(super) last: Option<Cursor>,
    /// The branch that was chosen.
    pub(super) leaf: Option<MessageId>,
    total_tokens: i64,
    total_cost_micros: i64,
}

/// What an append adds.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Added {
    pub(super) messages: i64,
    tokens: i64,
    cost_micros: i64,
}

impl Added {
    /// What a message that is counted already turned out to take.
    pub(super) fn grow(tokens: Option<i64>, cost_micros: Option<i64>) -> Self {
        let (tokens, cost_micros) = (tokens.unwrap_or(0), cost_micros.unwrap_or(0));
        Added { messages: 0, tokens, cost_micros }
    }

    /// Counts one more message.
    pub(super) fn count(&mut self, tokens: Option<i64>, cost_micros: Option<i64>) -> Result<()> {
        self.messages += 1;
        self.tokens = sum("tokens", self.tokens, tokens.unwrap_or(0))?;
        self.cost_micros = sum("costMicros", self.cost_micros, cost_micros.unwrap_or(0))?;
        Ok(())
    }
}

/// Opens the counters of a new session with zeros.
pub(super) fn open(tx: &mut Tx<'_>, user: UserId, session: SessionId) -> Result<bool> {
    tx.insert_new(&sql::INSERT_STATS, &[user.into(), session.into()])
}

/// Reads the state and the counters of a session that is not deleted.
pub(super) fn tail(tx: &mut Tx<'_>, user: UserId, session: SessionId) -> Result<Tail> {
    let tail = tx.get(&sql::TAIL, &[user.into(), session.into()], |row| {
        let last = match (row.opt_int(4)?, row.opt_id::<Uuid>(5)?) {
            (Some(at), Some(id)) => Some(Cursor { at, id }),
            _ => None,
        };
        Ok(Tail {
            is_ended: row.str(0)? == SessionStatus::Ended.as_str() || row.opt_int(1)?.is_some(),
            total_tokens: row.opt_int(2)?.unwrap_or(0),
            total_cost_micros: row.opt_int(3)?.unwrap_or(0),
            last,
            leaf: row.opt_id(6)?,
        })
    })?;
    tail.ok_or_else(|| Error::not_found("session", session))
}

/// Adds to the counters of the session and of its user. `tail` was read under the user's sync
/// head and its `last` moved on to the latest message there is now.
pub(super) fn add(
    tx: &mut Tx<'_>,
    user: UserId,
    session: SessionId,
    tail: &Tail,
    added: Added,
) -> Result<()> {
    let Some(last) = tail.last else { return Ok(()) };
    expect_room(tail, added)?;
    let params = [
        user.into(),
        session.into(),
        added.messages.into(),
        added.tokens.into(),
        added.cost_micros.into(),
        last.at.into(),
        Param::Id(last.id),
        (limits::AMOUNT_MAX - added.tokens).into(),
        (limits::AMOUNT_MAX - added.cost_micros).into(),
    ];
    // A session that came by sync has no counters yet.
    let done = tx.exec_guarded(&sql::ADD_TO_STATS, &params)?
        || (open(tx, user, session)? && tx.exec_guarded(&sql::ADD_TO_STATS, &params)?);
    unless_met(done)?;
    let Added { messages: count, tokens, cost_micros } = added;
    let at_ms = last.at;
    activity::count(tx, user, ActivityDelta::Messages { count, tokens, cost_micros, at_ms })
}

/// Refuses what the counters of a session cannot hold.
pub(super) fn expect_room(tail: &Tail, added: Added) -> Result<()> {
    sum("tokens", tail.total_tokens, added.tokens)?;
    sum("costMicros", tail.total_cost_micros, added.cost_micros).map(drop)
}

/// Whether a message is shown that was not, or the other way round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    Shows,
    Hides,
}

/// Brings the counters of a session, and the totals of its user, up to a message that was deleted
/// or restored. `last` is where the latest message stands now.
pub(super) fn change(
    tx: &mut Tx<'_>,
    (user, session): (UserId, SessionId),
    change: Change,
    of: Sum,
    last: Option<Cursor>,
) -> Result<()> {
    let sign = match change {
        Change::Shows => 1,
        Change::Hides => -1,
    };
    if change == Change::Shows {
        let tail = tail(tx, user, session)?;
        sum("tokens", tail.total_tokens, of.tokens)?;
        sum("costMicros", tail.total_cost_micros, of.cost_micros)?;
    }
    let params = [
        user.into(),
        session.into(),
        (sign * of.messages).into(),
        (sign * of.tokens).into(),
        (sign * of.cost_micros).into(),
        last.map(|last| last.at).into(),
        last.map_or(Param::Null, |last| Param::Id(last.id)),
    ];
    if !tx.exec_guarded(&sql::SET_STATS, &params)? {
        return Err(Error::internal("a session has no counters"));
    }
    totals::count(
        tx,
        user,
        &[match change {
            Change::Shows => Move::Shown(of),
            Change::Hides => Move::Hidden(of),
        }],
    )
}

fn sum(field: &str, total: i64, more: i64) -> Result<i64> {
    total
        .checked_add(more)
        .filter(|sum| *sum <= limits::AMOUNT_MAX)
        .ok_or_else(|| ErrorKind::AmountOverflow { field: field.into() }.into())
}
