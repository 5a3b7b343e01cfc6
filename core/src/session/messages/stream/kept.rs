//! What is kept of a stream while it lasts.

use crate::error::{ErrorKind, Result};
use crate::id::{MessageId, UserId};
use crate::limits::{CONTENT_CHARS_MAX, STREAM_TAIL_BYTES_MAX};
use crate::session::messages::model::{Message, MessageStatus};
use crate::session::messages::stream::{lapses_at_ms, sql};
use crate::store::{Row, Sql, Tx, unless_met};

/// The row of a stream.
#[derive(Debug)]
pub(super) struct Stream {
    pub(super) next_chunk: i64,
    /// How much of the tail is the last chunk.
    last_bytes: i64,
    /// Of the whole content, with what the message began with.
    chars: i64,
    pieces: i64,
    pub(super) touched_at_ms: i64,
    tail: String,
}

/// Opens the stream of a message that begins now, perhaps with words.
pub(in crate::session::messages) fn open(
    tx: &mut Tx<'_>,
    user: UserId,
    id: MessageId,
    begins_with: &str,
) -> Result<()> {
    let chars = number(begins_with.chars().count());
    let now_ms = tx.now_ms();
    let check_at_ms = lapses_at_ms(now_ms);
    let values = [user.into(), id.into(), chars.into(), now_ms.into(), check_at_ms.into()];
    tx.exec(&sql::INSERT, &values).map(drop)
}

/// Gives messages that are being written the words that have come, and those whose stream has
/// lapsed their end.
pub(in crate::session::messages) fn fill(
    tx: &mut Tx<'_>,
    user: UserId,
    messages: &mut [Message],
) -> Result<()> {
    let now_ms = tx.now_ms();
    let streaming = |message: &&mut Message| message.status == MessageStatus::Streaming;
    for message in messages.iter_mut().filter(streaming) {
        if let Some(stream) = Stream::find(tx, user, message.id)? {
            stream.write_to(tx, user, message)?;
            if stream.has_lapsed(now_ms) {
                message.status = MessageStatus::Failed;
            }
        }
    }
    Ok(())
}

/// Adds the words that have come to those which a message began with, if it is being written.
pub(in crate::session::messages) fn add_words(
    tx: &mut Tx<'_>,
    user: UserId,
    id: MessageId,
    content: &mut String,
) -> Result<()> {
    match Stream::find(tx, user, id)? {
        Some(stream) => stream.add_words_to(tx, user, id, content),
        None => Ok(()),
    }
}

/// Forgets what is kept of a stream, if there is one.
pub(crate) fn drop_of(tx: &mut Tx<'_>, user: UserId, id: MessageId) -> Result<()> {
    match Stream::find(tx, user, id)? {
        Some(stream) => stream.forget(tx, user, id),
        None => Ok(()),
    }
}

fn number(size: usize) -> i64 {
    i64::try_from(size).unwrap_or(i64::MAX)
}

impl Stream {
    pub(super) fn find(tx: &mut Tx<'_>, user: UserId, id: MessageId) -> Result<Option<Stream>> {
        Self::read(tx, &sql::FIND, user, id)
    }

    /// Reads it, and keeps others from writing it on a server that lets them.
    pub(super) fn lock(tx: &mut Tx<'_>, user: UserId, id: MessageId) -> Result<Option<Stream>> {
        Self::read(tx, &sql::LOCK, user, id)
    }

    fn read(
        tx: &mut Tx<'_>,
        sql: &'static Sql,
        user: UserId,
        id: MessageId,
    ) -> Result<Option<Stream>> {
        tx.get(sql, &[user.into(), id.into()], |row: &dyn Row| {
            Ok(Stream {
                next_chunk: row.int(0)?,
                last_bytes: row.int(1)?,
                chars: row.int(2)?,
                pieces: row.int(3)?,
                touched_at_ms: row.int(4)?,
                tail: row.text(5)?,
            })
        })
    }

    pub(super) fn has_lapsed(&self, now_ms: i64) -> bool {
        now_ms >= lapses_at_ms(self.touched_at_ms)
    }

    /// The chunk that came last.
    pub(super) fn last(&self) -> &str {
        let begins = usize::try_from(self.last_bytes)
            .ok()
            .and_then(|bytes| self.tail.len().checked_sub(bytes))
            .unwrap_or(0);
        self.tail.get(begins..).unwrap_or("")
    }

    /// Adds a chunk. The tail always ends with it as a whole.
    pub(super) fn add(
        &mut self,
        tx: &mut Tx<'_>,
        user: UserId,
        id: MessageId,
        text: &str,
    ) -> Result<()> {
        let chars = self.chars.saturating_add(number(text.chars().count()));
        if chars > number(CONTENT_CHARS_MAX) {
            let (field, limit) = ("text".into(), number(CONTENT_CHARS_MAX));
            return Err(ErrorKind::PayloadTooLarge { field, size: chars, limit }.into());
        }
        if !self.tail.is_empty() && self.tail.len() + text.len() > STREAM_TAIL_BYTES_MAX {
            let piece = [user.into(), id.into(), self.pieces.into(), (&self.tail).into()];
            tx.exec(&sql::INSERT_PIECE, &piece)?;
            self.pieces += 1;
            self.tail.clear();
        }
        self.tail.push_str(text);
        (self.chars, self.last_bytes) = (chars, number(text.len()));
        let written = [
            user.into(),
            id.into(),
            self.next_chunk.into(),
            self.last_bytes.into(),
            self.chars.into(),
            self.pieces.into(),
            tx.now_ms().max(self.touched_at_ms).into(),
            (&self.tail).into(),
            (self.next_chunk + 1).into(),
        ];
        // Where another delivery came between, this one runs again.
        unless_met(tx.exec_guarded(&sql::ADVANCE, &written)?)?;
        self.next_chunk += 1;
        Ok(())
    }

    /// Writes what has come behind what the message began with.
    pub(super) fn write_to(
        &self,
        tx: &mut Tx<'_>,
        user: UserId,
        message: &mut Message,
    ) -> Result<()> {
        self.add_words_to(tx, user, message.id, &mut message.content)
    }

    fn add_words_to(
        &self,
        tx: &mut Tx<'_>,
        user: UserId,
        id: MessageId,
        content: &mut String,
    ) -> Result<()> {
        let params = [user.into(), id.into(), self.pieces.into()];
        tx.query(&sql::PIECES, &params, &mut |row| {
            content.push_str(row.str(0)?);
            Ok(())
        })?;
        content.push_str(&self.tail);
        Ok(())
    }

    pub(super) fn forget(&self, tx: &mut Tx<'_>, user: UserId, id: MessageId) -> Result<()> {
        if self.pieces > 0 {
            tx.exec(&sql::DELETE_PIECES, &[user.into(), id.into()])?;
        }
        tx.exec(&sql::DELETE, &[user.into(), id.into()]).map(drop)
    }
}
