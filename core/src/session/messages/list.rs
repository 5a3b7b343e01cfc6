//! Listing messages: pages both ways, and around one.
//!
//! A page is one seek in the index of the session and as many steps as it has rows, wherever it
//! stands and however long the session is.

use uuid::Uuid;

use crate::context::Context;
use crate::error::{Error, ErrorKind, Result};
use crate::id::{MessageId, SessionId, UserId};
use crate::limits;
use crate::ops::Operation;
use crate::session::messages::model::{Direction, ListMessagesRequest, Message, MessageList};
use crate::session::messages::{row, sql, stream};
use crate::session::read;
use crate::store::{Cursor, Param, Tx};

/// The list that its cursors are of.
const LIST: &str = super::List::ROW.name;

pub(crate) fn list(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &ListMessagesRequest,
) -> Result<MessageList> {
    let view = View { user: request.user_id, session: request.session_id };
    let limit = request.limit.unwrap_or(limits::PAGE_ROWS_DEFAULT);
    let direction = request.direction.unwrap_or(Direction::Older);
    let mut page = match (request.around, request.cursor.as_deref()) {
        (Some(_), Some(_)) => {
            return Err(Error::validation("around", "cannot stand together with a cursor"));
        }
        (Some(id), None) => view.around(tx, id, direction, limit)?,
        (None, None) => view.first(tx, direction, limit)?,
        (None, Some(cursor)) => {
            let (direction, from) = place(cursor)?;
            view.from(tx, direction, from, limit)?
        }
    };
    stream::fill(tx, view.user, &mut page.items)?;
    if page.items.is_empty() {
        read::require(tx, view.user, view.session)?;
    }
    Ok(page)
}

/// The session that is read.
#[derive(Debug, Clone, Copy)]
struct View {
    user: UserId,
    session: SessionId,
}

impl View {
    /// The page at the end from which the direction leads away.
    fn first(self, tx: &mut Tx<'_>, direction: Direction, limit: i64) -> Result<MessageList> {
        let run = self.run(tx, direction, None, limit)?;
        let next_cursor = run.onward();
        Ok(MessageList { items: run.in_order(), next_cursor, previous_cursor: None })
    }

    /// The page that follows a place.
    fn from(
        self,
        tx: &mut Tx<'_>,
        direction: Direction,
        from: Cursor,
        limit: i64,
    ) -> Result<MessageList> {
        let run = self.run(tx, direction, Some(from), limit)?;
        let next_cursor = run.onward();
        // The row at `from` stands on the other side. Turned back where nothing is left on this
        // one, the reader must meet it again.
        let back = run.rows.first().map_or_else(|| beside(from, direction), place_of);
        let previous_cursor = Some(cursor(direction.turned(), back));
        Ok(MessageList { items: run.in_order(), next_cursor, previous_cursor })
    }

    /// The page in whose middle a message stands.
    fn around(
        self,
        tx: &mut Tx<'_>,
        id: MessageId,
        direction: Direction,
        limit: i64,
    ) -> Result<MessageList> {
        let params = [self.user.into(), id.into(), self.session.into()];
        let Some(at) = tx.get(&sql::PLACE_OF, &params, |row| row.int(0))? else {
            read::require(tx, self.user, self.session)?;
            return Err(Error::not_found("message", id));
        };
        let middle = Cursor { at, id: id.0 };
        let before = limit / 2;
        let older = self.run(tx, Direction::Older, Some(middle), before)?;
        let from = beside(middle, Direction::Older);
        let mut newer = self.run(tx, Direction::Newer, Some(from), limit - before)?;
        let to_older = older.onward_from(middle);
        let to_newer = newer.onward();
        let mut items = older.in_order();
        items.append(&mut newer.rows);
        let (next_cursor, previous_cursor) = match direction {
            Direction::Older => (to_older, to_newer),
            Direction::Newer => (to_newer, to_older),
        };
        Ok(MessageList { items, next_cursor, previous_cursor })
    }

    /// Reads up to `limit` messages that follow a place, or all, the nearest first.
    fn run(
        self,
        tx: &mut Tx<'_>,
        direction: Direction,
        from: Option<Cursor>,
        limit: i64,
    ) -> Result<Run> {
        let sql = match (direction, from) {
            (Direction::Older, None) => &sql::NEWEST,
            (Direction::Newer, None) => &sql::OLDEST,
            (Direction::Older, Some(_)) => &sql::OLDER,
            (Direction::Newer, Some(_)) => &sql::NEWER,
        };
        let mut params =
            [self.user.into(), self.session.into(), (limit + 1).into(), Param::Null, Param::Null];
        let given = match from {
            Some(from) => {
                params[3..].copy_from_slice(&[from.at.into(), Param::Id(from.id)]);
                &params[..]
            }
            None => &params[..3],
        };
        let limit = usize::try_from(limit).unwrap_or(0);
        let mut rows = Vec::with_capacity(limit + 1);
        tx.query(sql, given, &mut |row| {
            rows.push(row::message(row, self.session)?);
            Ok(())
        })?;
        let more = rows.len() > limit;
        rows.truncate(limit);
        Ok(Run { direction, rows, more })
    }
}

/// Messages in the direction in which they were read.
#[derive(Debug)]
struct Run {
    direction: Direction,
    rows: Vec<Message>,
    more: bool,
}

impl Run {
    /// Where the rest begins, if there is one.
    fn onward(&self) -> Option<String> {
        self.rows.last().filter(|_| self.more).map(|last| cursor(self.direction, place_of(last)))
    }

    /// Where the rest begins, seen from a place where there may be no row.
    fn onward_from(&self, from: Cursor) -> Option<String> {
        self.more.then(|| cursor(self.direction, self.rows.last().map_or(from, place_of)))
    }

    /// The messages in the order of the conversation.
    fn in_order(mut self) -> Vec<Message> {
        if self.direction == Direction::Older {
            self.rows.reverse();
        }
        self.rows
    }
}

impl Direction {
    fn turned(self) -> Self {
        match self {
            Direction::Older => Direction::Newer,
            Direction::Newer => Direction::Older,
        }
    }
}

fn place_of(message: &Message) -> Cursor {
    Cursor { at: message.created_at_ms, id: message.id.0 }
}

/// The place next to another; no message can stand between them.
fn beside(place: Cursor, direction: Direction) -> Cursor {
    let Cursor { at, id } = place;
    match direction {
        Direction::Older => match id.as_u128().checked_sub(1) {
            Some(id) => Cursor { at, id: Uuid::from_u128(id) },
            None => Cursor { at: at.saturating_sub(1), id: Uuid::max() },
        },
        Direction::Newer => match id.as_u128().checked_add(1) {
            Some(id) => Cursor { at, id: Uuid::from_u128(id) },
            None => Cursor { at: at.saturating_add(1), id: Uuid::nil() },
        },
    }
}

/// A cursor that knows its direction.
fn cursor(direction: Direction, place: Cursor) -> String {
    let mut text = Cursor::of(LIST, place.at, place.id);
    text.insert(0, mark(direction));
    text
}

fn place(cursor: &str) -> Result<(Direction, Cursor)> {
    let read = |direction| {
        let text = cursor.strip_prefix(mark(direction))?;
        Cursor::place(LIST, Some(text)).ok().flatten().map(|place| (direction, place))
    };
    read(Direction::Older)
        .or_else(|| read(Direction::Newer))
        .ok_or_else(|| ErrorKind::CursorInvalid {}.into())
}

fn mark(direction: Direction) -> char {
    match direction {
        Direction::Older => 'o',
        Direction::Newer => 'n',
    }
}
