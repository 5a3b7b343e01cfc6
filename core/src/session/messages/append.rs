//! Appending messages.
//!
//! The user's sync head is taken before the session is read, so appends, ends and deletions of one
//! user pass one after the other on every database, and what was read still holds at the commit.

use std::collections::HashSet;

use crate::context::Context;
use crate::error::{Error, ErrorKind, Result};
use crate::id::{MessageId, SessionId, UserId};
use crate::runtime::ChangeKind;
use crate::session::messages::draft::Draft;
use crate::session::messages::model::{
    AppendManyMessagesRequest, AppendManyMessagesResponse, AppendMessageRequest,
    AppendMessageResponse, MessageStatus,
};
use crate::session::messages::{MESSAGES, row, sql, stream};
use crate::session::stats::{self, Added, Tail};
use crate::session::{SESSIONS, ended};
use crate::store::{Cursor, Param, Tx};
use crate::sync;

pub(crate) fn append(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &AppendMessageRequest,
) -> Result<AppendMessageResponse> {
    let draft = Draft::from(request);
    draft.check(|| "content".into())?;
    append_one(tx, request.user_id, request.session_id, &draft)
}

/// Appends one message, or answers the same one where it stands already.
pub(super) fn append_one(
    tx: &mut Tx<'_>,
    user: UserId,
    session: SessionId,
    draft: &Draft<'_>,
) -> Result<AppendMessageResponse> {
    if let Some(id) = draft.id
        && let Some(mut message) = row::find(tx, user, id)?
    {
        draft.expect_same(&message, session)?;
        stream::fill(tx, user, std::slice::from_mut(&mut message))?;
        return Ok(AppendMessageResponse { message, replayed: true });
    }
    let mut log = Log::open(tx, user, session, 1)?;
    let Some((id, at_ms)) = log.append(tx, draft)? else {
        // Another call took the id since it was looked up.
        return Err(ErrorKind::Serialization {}.into());
    };
    log.close(tx)?;
    let message = draft.into_message(id, session, at_ms);
    Ok(AppendMessageResponse { message, replayed: false })
}

pub(crate) fn append_many(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &AppendManyMessagesRequest,
) -> Result<AppendManyMessagesResponse> {
    let (user, session) = (request.user_id, request.session_id);
    let drafts: Vec<Draft<'_>> = request.messages.iter().map(Draft::from).collect();
    for (n, draft) in drafts.iter().enumerate() {
        draft.check(|| format!("messages[{n}].content"))?;
    }
    if stand_already(tx, user, session, &drafts)? {
        let ids = drafts.iter().filter_map(|draft| draft.id).collect();
        return Ok(AppendManyMessagesResponse { ids, count: 0, replayed: true });
    }
    let mut log = Log::open(tx, user, session, drafts.len())?;
    let mut ids = Vec::with_capacity(drafts.len());
    for draft in &drafts {
        let placed = log.append(tx, draft)?;
        ids.extend(placed.map(|(id, _)| id).or(draft.id));
    }
    let count = log.close(tx)?;
    Ok(AppendManyMessagesResponse { ids, count, replayed: false })
}

/// Whether all drafts are stored: the call is a retry, and must write nothing.
fn stand_already(
    tx: &mut Tx<'_>,
    user: UserId,
    session: SessionId,
    drafts: &[Draft<'_>],
) -> Result<bool> {
    for draft in drafts {
        let Some(id) = draft.id else { return Ok(false) };
        let Some(stored) = row::find(tx, user, id)? else { return Ok(false) };
        draft.expect_same(&stored, session)?;
    }
    Ok(true)
}

/// A session that is being appended to.
#[derive(Debug)]
struct Log {
    user: UserId,
    session: SessionId,
    tail: Tail,
    added: Added,
    /// The messages of this call, and the parents that were found to be in the session.
    inside: HashSet<MessageId>,
}

impl Log {
    fn open(tx: &mut Tx<'_>, user: UserId, session: SessionId, rows: usize) -> Result<Log> {
        tx.synced(&MESSAGES, user).reserve(rows)?;
        let tail = stats::tail(tx, user, session)?;
        Ok(Log { user, session, tail, added: Added::default(), inside: HashSet::new() })
    }

    /// Appends one message; answers its id and time, or none when it stood there already.
    fn append(&mut self, tx: &mut Tx<'_>, draft: &Draft<'_>) -> Result<Option<(MessageId, i64)>> {
        if let Some(parent) = draft.parent_id {
            self.expect_inside(tx, parent)?;
        }
        let id = match draft.id {
            Some(id) if sync::is_erased(tx, &MESSAGES, self.user, id.0)? => {
                return Err(MESSAGES.taken(id.0, sync::GONE));
            }
            Some(id) => id,
            None => tx.new_id()?,
        };
        let at_ms = draft.created_at_ms.unwrap_or_else(|| self.next_at_ms(tx.now_ms(), id));
        if !draft.insert(tx, self.user, self.session, id, at_ms)? {
            let stored = row::find(tx, self.user, id)?
                .ok_or_else(|| Error::internal("a message vanished"))?;
            draft.expect_same(&stored, self.session)?;
            return Ok(None);
        }
        // Asked only now: a retry finds its messages whatever became of the session.
        self.expect_open()?;
        self.added.count(draft.tokens, draft.cost_micros)?;
        let place = Cursor { at: at_ms, id: id.0 };
        if self.tail.last.is_none_or(|last| (last.at, last.id) < (place.at, place.id)) {
            self.tail.last = Some(place);
        }
        self.inside.insert(id);
        if draft.status == MessageStatus::Streaming {
            stream::open(tx, self.user, id, draft.content)?;
        }
        Ok(Some((id, at_ms)))
    }

    /// Brings the counters up to what was appended; answers how many messages that are.
    fn close(self, tx: &mut Tx<'_>) -> Result<i64> {
        if self.added.messages > 0 {
            stats::add(tx, self.user, self.session, &self.tail, self.added)?;
            if self.tail.leaf.is_some() {
                // The conversation goes on, so what was chosen before is no longer where it ends.
                let latest = [("leaf_id", Param::Null)];
                tx.synced(&SESSIONS, self.user).put(self.session.0, &latest)?;
            }
            tx.changed("session", Some(self.user), self.session.0, ChangeKind::Put);
        }
        Ok(self.added.messages)
    }

    /// The time at which a message stands after all others: now, or what makes it the last.
    fn next_at_ms(&self, now_ms: i64, id: MessageId) -> i64 {
        match self.tail.last {
            Some(last) if now_ms > last.at => now_ms,
            Some(last) if id.0 > last.id => last.at,
            Some(last) => last.at + 1,
            None => now_ms,
        }
    }

    fn expect_open(&self) -> Result<()> {
        if !self.tail.is_ended {
            return Ok(());
        }
        Err(ended(self.session))
    }

    fn expect_inside(&mut self, tx: &mut Tx<'_>, parent: MessageId) -> Result<()> {
        if self.inside.contains(&parent) {
            return Ok(());
        }
        let params = [self.user.into(), parent.into()];
        match tx.get(&sql::SESSION_OF, &params, |row| row.id::<SessionId>(0))? {
            Some(session) if session == self.session => {
                self.inside.insert(parent);
                Ok(())
            }
            _ => Err(Error::not_found("message", parent)),
        }
    }
}
