//! Messages that are written bit by bit.
//!
//! The message stands in its session from the start, with the status `streaming`; readers see what
//! has come so far. A chunk that was acknowledged is durable. Chunks are numbered: the next one is
//! added, one that was added before changes nothing, and one that is ahead is refused, so a retry
//! is never applied twice and no gap is passed over. The words become the message's own when it is
//! finished, and never change again; tokens and cost are counted then, once.
//!
//! A stream that is silent for [`limits::STREAM_IDLE_MS_MAX`] has failed: from that moment readers
//! see `failed` and chunks are refused, whether or not upkeep has closed it.
//!
//! The end of a stream is one row that an append writes over; each two kilobytes are laid down as a
//! piece. So an append writes one short row, in no index and under no lock that other messages of
//! the user need, and a long answer is read from few rows.

use crate::context::Context;
use crate::error::{Error, ErrorKind, Result};
use crate::id::{MessageId, UserId};
use crate::limits;
use crate::ops::given;
use crate::runtime::ChangeKind;
use crate::session::messages::append::append_one;
use crate::session::messages::draft::Draft;
use crate::session::messages::model::{
    AppendToStreamRequest, AppendToStreamResponse, Message, MessageRole, MessageStatus,
    StartMessageStreamRequest, StartMessageStreamResponse,
};
use crate::session::messages::row;
use crate::store::Tx;

mod finish;
mod kept;
mod sql;

pub(crate) use finish::{finish, sweep};
use kept::Stream;
pub(crate) use kept::drop_of;
pub(super) use kept::{add_words, fill, open};
#[cfg(any(test, feature = "testing"))]
pub(crate) use sql::ALL as STATEMENTS;

pub(crate) fn start(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &StartMessageStreamRequest,
) -> Result<StartMessageStreamResponse> {
    let user = request.user_id;
    let draft = Draft {
        id: request.id,
        role: request.role.unwrap_or(MessageRole::Assistant),
        content: "",
        model: request.model.as_deref(),
        tokens: None,
        cost_micros: None,
        parent_id: request.parent_id,
        status: MessageStatus::Streaming,
        metadata: given(&request.metadata),
        created_at_ms: None,
        version_of: None,
    };
    let started = append_one(tx, user, request.session_id, &draft)?;
    let stream = Stream::find(tx, user, started.message.id)?;
    Ok(StartMessageStreamResponse {
        next_chunk: stream.map_or(0, |stream| stream.next_chunk),
        message: started.message,
        replayed: started.replayed,
    })
}

pub(crate) fn append(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &AppendToStreamRequest,
) -> Result<AppendToStreamResponse> {
    let (user, id, chunk) = (request.user_id, request.message_id, request.chunk);
    let Some(mut stream) = Stream::lock(tx, user, id)? else {
        let message = row::find(tx, user, id)?.ok_or_else(|| Error::not_found("message", id))?;
        return Err(not_streaming(&message));
    };
    if stream.has_lapsed(tx.now_ms()) {
        return Err(state_of(id, MessageStatus::Failed));
    }
    if chunk < stream.next_chunk {
        // Of those before the last it is known that they came, and no more.
        if chunk + 1 == stream.next_chunk && stream.last() != request.text {
            return Err(conflict(id, chunk, "it has come before with other words"));
        }
        return Ok(AppendToStreamResponse { next_chunk: stream.next_chunk, replayed: true });
    }
    if chunk > stream.next_chunk {
        let expected = format!("chunk {} is expected first", stream.next_chunk);
        return Err(conflict(id, chunk, &expected));
    }
    stream.add(tx, user, id, &request.text)?;
    tx.changed("message", Some(user), id.0, ChangeKind::Put);
    Ok(AppendToStreamResponse { next_chunk: stream.next_chunk, replayed: false })
}

fn conflict(id: MessageId, chunk: i64, reason: &str) -> Error {
    ErrorKind::Conflict { what: format!("chunk {chunk} of message `{id}`"), reason: reason.into() }
        .into()
}

fn not_streaming(message: &Message) -> Error {
    state_of(message.id, message.status)
}

fn state_of(id: MessageId, status: MessageStatus) -> Error {
    ErrorKind::InvalidState {
        what: format!("message `{id}`"),
        state: status.as_str().into(),
        needed: "streaming here".into(),
    }
    .into()
}

/// When a stream counts as failed that was last added to at this moment.
fn lapses_at_ms(touched_at_ms: i64) -> i64 {
    touched_at_ms.saturating_add(limits::STREAM_IDLE_MS_MAX)
}

/// A message that is not deleted, nor its session, without what its stream holds.
fn find(tx: &mut Tx<'_>, user: UserId, id: MessageId) -> Result<Message> {
    row::shown(tx, user, id)?.ok_or_else(|| Error::not_found("message", id))
}
