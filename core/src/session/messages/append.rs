//! Appending messages.
//!
//! The user's sync head is taken before the session is read, so appends, ends and deletions of one
//! user pass one after the other on every database, and what was read still holds at the commit.

use std::collections::HashSet;

use crate::context::Context;
use crate::error::{Error, ErrorKind, Result};
use crate::id::{MessageId, SessionId, UserId};
use crate::session::ended;
use crate::session::messages::draft::Draft;
use crate::session::messages::log::Log;
use crate::session::messages::model::{
    AppendManyMessagesRequest, AppendManyMessagesResponse, AppendMessageRequest,
    AppendMessageResponse, MessageStatus,
};
use crate::session::messages::{MESSAGES, row, stream};
use crate::store::{Cursor, Tx};
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
    let mut appends = Appends::open(tx, user, session, 1)?;
    let Some((id, at_ms)) = appends.append(tx, draft)? else {
        // Another call took the id since it was looked up.
        return Err(ErrorKind::Serialization {}.into());
    };
    appends.log.close(tx, true)?;
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
    let mut appends = Appends::open(tx, user, session, drafts.len())?;
    let mut ids = Vec::with_capacity(drafts.len());
    for draft in &drafts {
        let placed = appends.append(tx, draft)?;
        ids.extend(placed.map(|(id, _)| id).or(draft.id));
    }
    let count = appends.log.close(tx, true)?;
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
struct Appends {
    log: Log,
    /// The messages of this call, and the parents that were found to be in the session.
    inside: HashSet<MessageId>,
}

impl Appends {
    fn open(tx: &mut Tx<'_>, user: UserId, session: SessionId, rows: usize) -> Result<Appends> {
        tx.synced(&MESSAGES, user).reserve(rows)?;
        Ok(Appends { log: Log::open(tx, user, session)?, inside: HashSet::new() })
    }

    /// Appends one message; answers its id and time, or none when it stood there already.
    fn append(&mut self, tx: &mut Tx<'_>, draft: &Draft<'_>) -> Result<Option<(MessageId, i64)>> {
        let (user, session) = (self.log.user, self.log.session);
        if let Some(parent) = draft.parent_id {
            self.expect_inside(tx, parent)?;
        }
        let id = match draft.id {
            Some(id) if sync::is_erased(tx, &MESSAGES, user, id.0)? => {
                return Err(MESSAGES.taken(id.0, sync::GONE));
            }
            Some(id) => id,
            None => tx.new_id()?,
        };
        let at_ms = draft.created_at_ms.unwrap_or_else(|| self.next_at_ms(tx.now_ms(), id));
        if !draft.insert(tx, user, session, id, at_ms)? {
            let stored =
                row::find(tx, user, id)?.ok_or_else(|| Error::internal("a message vanished"))?;
            draft.expect_same(&stored, session)?;
            return Ok(None);
        }
        // Asked only now: a retry finds its messages whatever became of the session.
        if self.log.tail.is_ended {
            return Err(ended(session));
        }
        self.log.count(Cursor { at: at_ms, id: id.0 }, draft.tokens, draft.cost_micros)?;
        self.inside.insert(id);
        if draft.status == MessageStatus::Streaming {
            stream::open(tx, user, id, draft.content)?;
        }
        Ok(Some((id, at_ms)))
    }

    /// The time at which a message stands after all others: now, or what makes it the last.
    fn next_at_ms(&self, now_ms: i64, id: MessageId) -> i64 {
        match self.log.tail.last {
            Some(last) if now_ms > last.at => now_ms,
            Some(last) if id.0 > last.id => last.at,
            Some(last) => last.at + 1,
            None => now_ms,
        }
    }

    fn expect_inside(&mut self, tx: &mut Tx<'_>, parent: MessageId) -> Result<()> {
        if self.inside.contains(&parent) {
            return Ok(());
        }
        if !self.log.has(tx, parent)? {
            return Err(Error::not_found("message", parent));
        }
        self.inside.insert(parent);
        Ok(())
    }
}
