//! The index of messages by their terms, on SQLite.
//!
//! It follows the messages: each write of one takes its user's next sequence number, so all that
//! is not indexed stands behind one place for each user, whoever wrote it. A step indexes what
//! comes next behind that place; a search reads the rest itself, so nothing is missed meanwhile.
//!
//! Numbers of messages in a chain rise in the order of (created_at_ms, id), so the newest are found
//! without sorting. A step puts each message at the end of a chain, or else before its beginning;
//! only what belongs into the middle of all chains (an import into a time that has messages
//! already) begins a new one.
//!
//! A message leaves the index with the terms it stands under, which are made again from its text.
//! So the text of a message is changed only after [`forget`]; should it have been changed all the
//! same, the postings that cannot be named are counted and [`renew`] begins again.

mod chains;
mod sql;
mod terms;

use std::collections::HashSet;

use uuid::Uuid;

use crate::error::Result;
use crate::id::UserId;
use crate::session::messages::model::MessageStatus;
use crate::session::messages::search::text::Folded;
use crate::store::{Connection, Param, Sql, Tx};

pub(super) use chains::{Chain, Place, all as chains_of, lower_bound};
#[cfg(any(test, feature = "testing"))]
pub(crate) use sql::ALL as STATEMENTS;
#[cfg(test)]
pub(super) use sql::CLEAR_POSITIONS;
pub(super) use sql::{CANDIDATES, ONE, OPEN_PLACES, POSITION, TAIL, TAIL_PLACES, USERS};
use terms::Terms;
pub(super) use terms::Wanted;

/// Rows that are read at once.
const READ_ROWS: usize = 128;

/// Text that one step takes, in bytes: it bounds both memory and how long a writer waits.
const STEP_BYTES: usize = 4 * 1024 * 1024;

/// What a step did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stepped {
    /// Messages that it looked at.
    pub(super) rows: usize,
    /// Whether it came to the end.
    pub(super) done: bool,
}

/// A message as the index sees it.
#[derive(Debug)]
struct Written {
    seq: i64,
    id: Uuid,
    at_ms: i64,
    is_open: bool,
    is_trashed: bool,
    content: String,
}

/// Indexes up to about `rows_max` of a user's messages, in the transaction of the caller.
pub(super) fn step(
    connection: &mut dyn Connection,
    user: UserId,
    rows_max: usize,
) -> Result<Stepped> {
    let position = first_int(connection, &POSITION, &[user.into()])?;
    let (written, done) = read(connection, user, position.unwrap_or(0), rows_max)?;
    let Some(last) = written.last() else { return Ok(Stepped { rows: 0, done: true }) };
    let (to_seq, rows) = (last.seq, written.len());
    let opened = opened(connection, user)?;
    let (mut new, mut stale) = (Vec::new(), 0);
    for message in written {
        let folded = Folded::of(&message.content);
        let is_shown = !message.is_trashed && !message.is_open;
        if let Some(doc) = Doc::of(connection, user, message.id)? {
            let terms = Terms::of(&folded);
            if is_shown && doc.hash == terms.hash() {
                continue;
            }
            stale += doc.remove(connection, &terms)?;
        }
        let key = [user.into(), Param::Id(message.id)];
        match (message.is_open && !message.is_trashed, opened.contains(&message.id)) {
            (true, false) => connection.exec(&sql::INSERT_OPEN, &key)?,
            (false, true) => connection.exec(&sql::DELETE_OPEN, &key)?,
            _ => 0,
        };
        if is_shown {
            new.push((Place(message.at_ms, message.id), folded));
        }
    }
    insert(connection, user, new)?;
    move_to(connection, user, to_seq, stale)?;
    Ok(Stepped { rows, done })
}

/// What was written behind a place, and whether that is all.
fn read(
    connection: &mut dyn Connection,
    user: UserId,
    position: i64,
    rows_max: usize,
) -> Result<(Vec<Written>, bool)> {
    let (mut written, mut bytes) = (Vec::<Written>::new(), 0);
    loop {
        let from = written.last().map_or(position, |last| last.seq);
        let limit = READ_ROWS.min(rows_max - written.len());
        let before = written.len();
        let params = [user.into(), from.into(), int(limit).into()];
        connection.query(&sql::WRITTEN, &params, &mut |row| {
            let content = row.text(5)?;
            bytes += content.len();
            written.push(Written {
                seq: row.int(0)?,
                id: row.id(1)?,
                at_ms: row.int(2)?,
                is_open: row.str(3)? == MessageStatus::Streaming.as_str(),
                is_trashed: row.bool(4)?,
                content,
            });
            Ok(())
        })?;
        if written.len() - before < limit {
            return Ok((written, true));
        }
        if written.len() >= rows_max || bytes >= STEP_BYTES {
            return Ok((written, false));
        }
    }
}

/// The messages that were met while they were being written.
fn opened(connection: &mut dyn Connection, user: UserId) -> Result<HashSet<Uuid>> {
    let (mut all, mut last) = (HashSet::new(), Uuid::nil());
    loop {
        let before = all.len();
        let params = [user.into(), Param::Id(last), int(READ_ROWS).into()];
        connection.query(&sql::OPENED, &params, &mut |row| {
            last = row.id(0)?;
            all.insert(last);
            Ok(())
        })?;
        if all.len() - before < READ_ROWS {
            return Ok(all);
        }
    }
}

/// Gives messages their numbers and writes their postings, in the order of the numbers: what comes
/// before what was written last makes FTS5 flush what it holds in memory.
fn insert(
    connection: &mut dyn Connection,
    user: UserId,
    mut new: Vec<(Place, Folded)>,
) -> Result<()> {
    new.sort_by_key(|(place, _)| *place);
    let places: Vec<Place> = new.iter().map(|(place, _)| *place).collect();
    let mut numbered: Vec<_> =
        chains::take(connection, user, &places)?.into_iter().zip(&new).collect();
    numbered.sort_by_key(|(doc, _)| *doc);
    for (doc, (place, folded)) in numbered {
        let terms = Terms::of(folded);
        let marked = terms.marked(chains::of_doc(doc));
        let row = [doc.into(), Param::Id(place.1), place.0.into(), terms.hash().into()];
        connection.exec(&sql::INSERT_DOC, &row)?;
        connection.exec(&sql::INSERT_TERMS, &[doc.into(), Param::Text(&marked)])?;
    }
    Ok(())
}

fn move_to(connection: &mut dyn Connection, user: UserId, seq: i64, stale: i64) -> Result<()> {
    let params = [seq.into(), stale.into(), user.into()];
    if connection.exec(&sql::MOVE, &params)? == 0 {
        let params = [user.into(), seq.into(), stale.into()];
        connection.exec(&sql::INSERT_POSITION, &params)?;
    }
    Ok(())
}

/// A message that is in the index.
#[derive(Debug, Clone, Copy)]
struct Doc {
    number: i64,
    hash: i64,
}

impl Doc {
    fn of(connection: &mut dyn Connection, user: UserId, message: Uuid) -> Result<Option<Doc>> {
        let mut doc = None;
        let params = [user.into(), Param::Id(message)];
        connection.query(&sql::DOC_OF, &params, &mut |row| {
            doc = Some(Doc { number: row.int(0)?, hash: row.int(1)? });
            Ok(())
        })?;
        Ok(doc)
    }

    /// Takes a message out of the index; answers 1 where its postings had to be left behind.
    fn remove(self, connection: &mut dyn Connection, terms: &Terms<'_>) -> Result<i64> {
        connection.exec(&sql::DELETE_DOC, &[self.number.into()])?;
        if self.hash != terms.hash() {
            return Ok(1);
        }
        let marked = terms.marked(chains::of_doc(self.number));
        connection.exec(&sql::DELETE_TERMS, &[self.number.into(), Param::Text(&marked)])?;
        Ok(0)
    }
}

/// Takes a message out of the index before its text is changed or its row is removed.
pub(crate) fn forget(tx: &mut Tx<'_>, user: UserId, message: Uuid) -> Result<()> {
    if !tx.engine().indexes_messages() {
        return Ok(());
    }
    let connection = tx.connection();
    let key = [user.into(), Param::Id(message)];
    connection.exec(&sql::DELETE_OPEN, &key)?;
    let Some(doc) = Doc::of(connection, user, message)? else { return Ok(()) };
    let mut content = String::new();
    connection.query(&sql::CONTENT_OF, &key, &mut |row| {
        content = row.text(0)?;
        Ok(())
    })?;
    let folded = Folded::of(&content);
    match doc.remove(connection, &Terms::of(&folded))? {
        0 => Ok(()),
        stale => {
            let position = first_int(connection, &POSITION, &[user.into()])?;
            move_to(connection, user, position.unwrap_or(0), stale)
        }
    }
}

/// Empties an index that holds postings nobody can name; the next steps fill it again.
pub(super) fn renew(connection: &mut dyn Connection) -> Result<()> {
    if first_int(connection, &sql::STALE, &[])?.unwrap_or(0) == 0 {
        return Ok(());
    }
    for sql in [
        &sql::CLEAR_TERMS,
        &sql::CLEAR_DOCS,
        &sql::CLEAR_CHAINS,
        &sql::CLEAR_OPEN,
        &sql::CLEAR_POSITIONS,
    ] {
        connection.exec(sql, &[])?;
    }
    Ok(())
}

fn first_int(
    connection: &mut dyn Connection,
    sql: &'static Sql,
    params: &[Param<'_>],
) -> Result<Option<i64>> {
    let mut found = None;
    connection.query(sql, params, &mut |row| {
        found = Some(row.int(0)?);
        Ok(())
    })?;
    Ok(found)
}

fn int(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
