//! How many sessions of a user are in each state, and what was removed of their messages.
//!
//! One narrow row a user, changed in the commit that moves a session or a message. What was written
//! is counted by `activity`, whose counters never go back; what is shown is that less what was
//! removed, so `sessions.stats` costs three point reads however much there is.

use crate::activity;
use crate::context::Context;
use crate::error::{Error, Result};
use crate::id::UserId;
use crate::session::model::{GetSessionStatsRequest, SessionStats, SessionStatus};
use crate::session::sql;
use crate::store::{Param, Tx, unless_met};

/// One change of the totals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Move {
    /// A session is in this state from here on.
    Into(SessionStatus),
    /// It is no longer.
    OutOf(SessionStatus),
    /// So many sessions more are in the trash.
    Trashed(i64),
    /// Messages are no longer shown, with their tokens and cost.
    Hidden(Sum),
    /// Messages are shown again.
    Shown(Sum),
}

/// What messages add up to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Sum {
    pub(super) messages: i64,
    pub(super) tokens: i64,
    pub(super) cost_micros: i64,
}

/// Applies changes to the totals of a user. The caller holds the user's sync head.
pub(super) fn count(tx: &mut Tx<'_>, user: UserId, moves: &[Move]) -> Result<()> {
    // Active, paused, ended, archived, in the trash; messages, tokens and cost that were removed.
    let mut by = [0_i64; 8];
    let place = |status| match status {
        SessionStatus::Active => 0,
        SessionStatus::Paused => 1,
        SessionStatus::Ended => 2,
        SessionStatus::Archived => 3,
    };
    for change in moves {
        match change {
            Move::Into(status) => by[place(*status)] += 1,
            Move::OutOf(status) => by[place(*status)] -= 1,
            Move::Trashed(sessions) => by[4] += sessions,
            Move::Hidden(Sum { messages, tokens, cost_micros }) => {
                by[5] += messages;
                by[6] += tokens;
                by[7] += cost_micros;
            }
            Move::Shown(Sum { messages, tokens, cost_micros }) => {
                by[5] -= messages;
                by[6] -= tokens;
                by[7] -= cost_micros;
            }
        }
    }
    let mut params = [Param::from(user); 9];
    for (param, by) in params[1..].iter_mut().zip(by) {
        *param = by.into();
    }
    let done = tx.exec_guarded(&sql::ADD_TO_TOTALS, &params)?
        || (tx.insert_new(&sql::INSERT_TOTALS, &params[..1])?
            && tx.exec_guarded(&sql::ADD_TO_TOTALS, &params)?);
    // Another call may have opened them meanwhile.
    unless_met(done)
}

pub(crate) fn stats(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &GetSessionStatsRequest,
) -> Result<SessionStats> {
    let user = request.user_id;
    let did = activity::find(tx, user)?.ok_or_else(|| Error::not_found("user", user))?;
    let cost = activity::cost_micros(tx, user)?;
    let totals = tx.get(&sql::TOTALS, &[user.into()], |row| {
        let mut totals = [0; 8];
        for (column, total) in totals.iter_mut().enumerate() {
            *total = row.int(column)?;
        }
        Ok(totals)
    })?;
    let [active, paused, ended, archived, deleted, messages, tokens, cost_micros] =
        totals.unwrap_or_default();
    Ok(SessionStats {
        sessions: active + paused + ended + archived,
        active,
        paused,
        ended,
        archived,
        deleted,
        messages: did.messages - messages,
        tokens: did.tokens - tokens,
        cost_micros: cost - cost_micros,
        mean_duration_ms: did.session_ms.checked_div(did.sessions_ended),
        last_session_at_ms: did.last_session_at_ms,
        last_message_at_ms: did.last_message_at_ms,
    })
}
