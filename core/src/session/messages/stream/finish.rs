//! The end of a stream: said by the host, or come by silence.

use serde_json::Value;

use crate::context::Context;
use crate::error::{Error, Result};
use crate::id::{MessageId, UserId};
use crate::ops::given;
use crate::runtime::ChangeKind;
use crate::session::messages::model::{
    FinishMessageStreamRequest, FinishMessageStreamResponse, Message, MessageStatus,
};
use crate::session::messages::stream::kept::Stream;
use crate::session::messages::stream::{find, lapses_at_ms, not_streaming, sql};
use crate::session::messages::{MESSAGES, row};
use crate::session::stats::{self, Added};
use crate::store::{Param, Tx};

pub(crate) fn finish(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &FinishMessageStreamRequest,
) -> Result<FinishMessageStreamResponse> {
    let (user, id) = (request.user_id, request.message_id);
    if request.status == MessageStatus::Streaming {
        return Err(Error::validation("status", "must be an end: complete, stopped or failed"));
    }
    let message = find(tx, user, id)?;
    if message.status != MessageStatus::Streaming {
        return again(message, request);
    }
    // The head keeps others out from here on; what was read before it may have changed.
    tx.synced(&MESSAGES, user).reserve(1)?;
    let mut message = find(tx, user, id)?;
    let Some(stream) = Stream::lock(tx, user, id)? else { return again(message, request) };
    stream.write_to(tx, user, &mut message)?;
    if stream.has_lapsed(tx.now_ms()) {
        message.status = MessageStatus::Failed;
        return again(message, request);
    }
    if request.status == MessageStatus::Complete && message.content.is_empty() {
        return Err(Error::validation("status", "cannot be complete where nothing was said"));
    }
    message.status = request.status;
    message.tokens = request.tokens;
    message.cost_micros = request.cost_micros;
    if let Some(metadata) = given(&request.metadata) {
        message.metadata = Some(metadata.clone());
    }
    close(tx, user, &stream, &message)?;
    let tail = stats::tail(tx, user, message.session_id)?;
    let grown = Added::grow(message.tokens, message.cost_micros);
    stats::add(tx, user, message.session_id, &tail, grown)?;
    tx.changed("session", Some(user), message.session_id.0, ChangeKind::Put);
    Ok(FinishMessageStreamResponse { message, replayed: false })
}

/// Answers a message that is finished, where the request would finish it just so.
fn again(
    message: Message,
    request: &FinishMessageStreamRequest,
) -> Result<FinishMessageStreamResponse> {
    let is_same = message.status == request.status
        && message.tokens == request.tokens
        && message.cost_micros == request.cost_micros
        && given(&request.metadata).is_none_or(|given| message.metadata.as_ref() == Some(given));
    match is_same {
        true => Ok(FinishMessageStreamResponse { message, replayed: true }),
        false => Err(not_streaming(&message)),
    }
}

/// Gives a message its words for good, and forgets the stream.
fn close(tx: &mut Tx<'_>, user: UserId, stream: &Stream, message: &Message) -> Result<()> {
    let metadata = message.metadata.as_ref().map(Value::to_string);
    let changes = [
        ("content", (&message.content).into()),
        ("status", message.status.as_str().into()),
        ("tokens", message.tokens.into()),
        ("cost_micros", message.cost_micros.into()),
        ("metadata", Param::from(&metadata)),
    ];
    tx.synced(&MESSAGES, user).put(message.id.0, &changes)?;
    stream.forget(tx, user, message.id)
}

/// One step of upkeep: closes streams that nobody goes on with.
pub(crate) fn sweep(tx: &mut Tx<'_>, rows_max: i64) -> Result<i64> {
    let now_ms = tx.now_ms();
    let due = tx.list(&sql::DUE, &[now_ms.into(), rows_max.into()], |row| {
        Ok((row.id::<UserId>(0)?, row.id::<MessageId>(1)?))
    })?;
    let mut rows = 0;
    for (user, id) in due.into_iter().take(usize::try_from(rows_max).unwrap_or(0)) {
        rows += 1;
        tx.synced(&MESSAGES, user).reserve(1)?;
        let Some(stream) = Stream::lock(tx, user, id)? else { continue };
        if !stream.has_lapsed(now_ms) {
            let check_at_ms = lapses_at_ms(stream.touched_at_ms);
            tx.exec(&sql::CHECK_AT, &[check_at_ms.into(), user.into(), id.into()])?;
            continue;
        }
        match row::find(tx, user, id)? {
            Some(mut message) => {
                stream.write_to(tx, user, &mut message)?;
                message.status = MessageStatus::Failed;
                close(tx, user, &stream, &message)?;
            }
            None => stream.forget(tx, user, id)?,
        }
    }
    Ok(rows)
}
