//! What a person says of an answer. The later word of two devices wins.

use crate::context::Context;
use crate::error::{Error, Result};
use crate::session::messages::model::{Message, MessageFeedback, SetMessageFeedbackRequest};
use crate::session::messages::{MESSAGES, read};
use crate::store::{Param, Tx};

pub(crate) fn feedback(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &SetMessageFeedbackRequest,
) -> Result<Message> {
    let (user, id) = (request.user_id, request.message_id);
    let said = MessageFeedback { rating: request.rating, note: request.note.clone() };
    let said = (said.rating.is_some() || said.note.is_some()).then_some(said);
    let message = read::shown(tx, user, id)?;
    if message.feedback == said {
        return Ok(message);
    }
    let text = match &said {
        Some(said) => Some(
            serde_json::to_string(said)
                .map_err(|e| Error::internal(format!("feedback is no JSON: {e}")))?,
        ),
        None => None,
    };
    let value = text.as_deref().map_or(Param::Null, Param::Text);
    tx.synced(&MESSAGES, user).put(id.0, &[("feedback", value)])?;
    read::shown(tx, user, id)
}
