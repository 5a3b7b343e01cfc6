//! Finding messages by their words.
//!
//! | in a query | finds |
//! |---|---|
//! | `北`, `北京`, `北京大学` | messages that hold these characters side by side |
//! | `log` | messages with a word that begins so: log, Login, LOGOUT |
//! | `用户 login` | messages that hold both, in any order |
//!
//! Case, width and accents do not matter ([`text`]); operators are text like any other punctuation,
//! which only separates. The newest message comes first, whenever it was stored, and a deleted one
//! or one of a deleted session is not shown.
//!
//! In one file of SQLite an [`index`] proposes what may answer, and each proposal is verified on
//! the message itself. Appends do not wait for it: messages are indexed in batches, by
//! `engine.maintain` and after each so many of them, and a search reads what is not indexed yet. On
//! servers, and over several shards, a search reads messages from the newest on. Either way one
//! call looks into a bounded number of messages; where it stops before the page is full, it says
//! so and where to go on. A message that is being written is found by what has come so far.
//!
//! The index holds no more than the messages do: content is stored as it is, with a root key too,
//! and so are its terms. They leave the index when a message is deleted, overwritten in the file.

mod backlog;
mod find;
mod index;
mod query;
mod scan;
mod snippet;
mod sql;
mod tail;
#[cfg(all(test, feature = "sqlite"))]
mod tests;
mod text;
mod upkeep;

use crate::context::Context;
use crate::error::Result;
use crate::id::{MessageId, SessionId, UserId};
use crate::limits;
use crate::ops::Operation;
use crate::session::messages::model::{
    MessageHit, MessageRole, MessageStatus, SearchMessagesRequest, SearchMessagesResponse,
};
use crate::session::messages::stream;
use crate::session::read;
use crate::store::{Cursor, Row, Tx};

pub(crate) use backlog::{Backlog, IndexTask};
use index::Place;
#[cfg(any(test, feature = "testing"))]
pub(crate) use index::STATEMENTS as INDEX_STATEMENTS;
pub(crate) use index::forget;
use query::Query;
#[cfg(any(test, feature = "testing"))]
pub(crate) use sql::ALL as STATEMENTS;
pub(crate) use upkeep::upkeep;

/// The list that its cursors are of.
const LIST: &str = super::Search::ROW.name;

/// What is searched for, and where.
#[derive(Debug, Clone, Copy)]
struct Search<'q> {
    user: UserId,
    query: &'q Query,
    session: Option<SessionId>,
    role: Option<MessageRole>,
    since_ms: i64,
    before: Cursor,
    limit: i64,
}

/// A message that answers.
#[derive(Debug)]
struct Hit {
    place: Place,
    session: SessionId,
    role: MessageRole,
    content: String,
}

/// What one call found.
#[derive(Debug)]
struct Found {
    /// The newest first; one more than the page holds, where there is one.
    hits: Vec<Hit>,
    /// The place before which it did not look any more.
    stopped_at: Option<Cursor>,
}

pub(crate) fn search(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &SearchMessagesRequest,
) -> Result<SearchMessagesResponse> {
    let before = Cursor::place(LIST, request.cursor.as_deref())?.unwrap_or(Cursor::NEWEST);
    let (user, session) = (request.user_id, request.session_id);
    if let Some(session) = session {
        read::require(tx, user, session)?;
    }
    let query = Query::parse(&request.query);
    let search = Search {
        user,
        query: &query,
        session,
        role: request.role,
        since_ms: request.since_at_ms.unwrap_or(limits::TIME_MS_MIN),
        before,
        limit: request.limit.unwrap_or(limits::PAGE_ROWS_DEFAULT),
    };
    if query.terms.is_empty() {
        return Ok(SearchMessagesResponse { items: vec![], next_cursor: None, complete: true });
    }
    let found = match is_indexed(tx, &search)? {
        true => find::find(tx, &search)?,
        false => scan::find(tx, &search)?,
    };
    Ok(respond(found, &search))
}

/// Whether the index is asked. A short session is read faster than its messages are picked out of
/// all that hold a frequent word.
fn is_indexed(tx: &mut Tx<'_>, search: &Search<'_>) -> Result<bool> {
    if !tx.engine().indexes_messages() {
        return Ok(false);
    }
    let Some(session) = search.session else { return Ok(true) };
    let params = [search.user.into(), session.into()];
    let messages = tx.get(&sql::MESSAGES_OF, &params, |row| row.int(0))?;
    Ok(messages.is_none_or(|messages| messages > limits::SEARCH_SCAN_ROWS_MAX))
}

fn respond(found: Found, search: &Search<'_>) -> SearchMessagesResponse {
    let Found { hits, stopped_at } = found;
    let complete = stopped_at.is_none();
    let (hits, more) =
        crate::store::page(hits, search.limit, |last| Cursor::of(LIST, last.place.0, last.place.1));
    let next_cursor = more.or_else(|| stopped_at.map(|place| Cursor::of(LIST, place.at, place.id)));
    let items = hits.into_iter().map(|hit| hit.into_item(search.query)).collect();
    SearchMessagesResponse { items, next_cursor, complete }
}

impl Search<'_> {
    /// How many messages are looked for: one past the page tells whether there are more.
    fn wanted(&self) -> usize {
        usize::try_from(self.limit).unwrap_or(0) + 1
    }

    /// What is looked for stands before this place.
    fn place(&self) -> Place {
        Place(self.before.at, self.before.id)
    }

    fn asks_for(&self, place: Place, session: SessionId, role: MessageRole) -> bool {
        place < self.place()
            && place.0 >= self.since_ms
            && self.session.is_none_or(|wanted| wanted == session)
            && self.role.is_none_or(|wanted| wanted == role)
    }
}

impl Hit {
    /// Reads a message from the columns that every statement of a search has, and verifies it. One
    /// that is being written goes to `open`, since its words stand elsewhere.
    fn read(
        row: &dyn Row,
        first: usize,
        search: &Search<'_>,
        open: &mut Vec<Hit>,
    ) -> Result<Option<Hit>> {
        let place = Place(row.int(first)?, row.id(first + 1)?);
        let session = row.id(first + 2)?;
        let role = MessageRole::from_stored(row.str(first + 3)?)?;
        if !search.asks_for(place, session, role) {
            return Ok(None);
        }
        let content = row.str(first + 4)?;
        let is_open = row.str(first + 5)? == MessageStatus::Streaming.as_str();
        let hit = || Hit { place, session, role, content: content.to_owned() };
        if is_open {
            open.push(hit());
            return Ok(None);
        }
        Ok(search.query.is_answered_by(content).then(hit))
    }

    /// Those of the messages being written which answer by what has come so far.
    fn written(tx: &mut Tx<'_>, search: &Search<'_>, open: Vec<Hit>) -> Result<Vec<Hit>> {
        let mut hits = Vec::new();
        for mut hit in open {
            stream::add_words(tx, search.user, MessageId(hit.place.1), &mut hit.content)?;
            if search.query.is_answered_by(&hit.content) {
                hits.push(hit);
            }
        }
        Ok(hits)
    }

    fn into_item(self, query: &Query) -> MessageHit {
        MessageHit {
            message_id: MessageId(self.place.1),
            session_id: self.session,
            role: self.role,
            created_at_ms: self.place.0,
            snippet: snippet::of(&self.content, query),
        }
    }
}
