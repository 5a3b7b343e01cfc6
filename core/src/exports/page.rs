//! A session in the form in which it is taken in, a page at a time.

use std::collections::HashSet;

use crate::context::Context;
use crate::error::Result;
use crate::exports::model::{ExportConversationRequest, ExportConversationResponse};
use crate::id::{MessageId, SessionId, UserId};
use crate::imports::{ImportedConversation, ImportedMessage};
use crate::limits;
use crate::ops::Operation;
use crate::session::{
    self, Direction, ListMessagesRequest, Message, MessageStatus, Session, messages,
};
use crate::store::Tx;

pub(crate) fn conversation(
    tx: &mut Tx<'_>,
    cx: &Context,
    request: &ExportConversationRequest,
) -> Result<ExportConversationResponse> {
    let (user, id) = (request.user_id, request.session_id);
    let session = session::shown(tx, user, id)?;
    let mut list = ListMessagesRequest::new(user, id).direction(Direction::Newer);
    list.limit = request.limit;
    list.cursor.clone_from(&request.cursor);
    let page = messages::List::handle(tx, cx, &list)?;
    let mut shown: HashSet<MessageId> = page.items.iter().map(|message| message.id).collect();
    let mut messages = Vec::with_capacity(page.items.len());
    for message in page.items {
        let parent = shown_at_or_above(tx, user, id, message.parent_id, &mut shown)?;
        messages.push(exported(message, parent));
    }
    let conversation = head(session, messages);
    Ok(ExportConversationResponse { conversation, next_cursor: page.next_cursor })
}

/// The nearest message at or above a place that is not deleted.
fn shown_at_or_above(
    tx: &mut Tx<'_>,
    user: UserId,
    session: SessionId,
    from: Option<MessageId>,
    shown: &mut HashSet<MessageId>,
) -> Result<Option<MessageId>> {
    let mut at = from;
    for _ in 0..limits::IMPORT_MESSAGES_MAX {
        let Some(id) = at.filter(|id| !shown.contains(id)) else { return Ok(at) };
        match messages::within(tx, user, session, id)? {
            Some((_, false)) => {
                shown.insert(id);
                return Ok(Some(id));
            }
            Some((parent, true)) => at = parent,
            None => return Ok(None),
        }
    }
    Ok(None)
}

fn exported(message: Message, parent: Option<MessageId>) -> ImportedMessage {
    let id = message.id.to_string();
    let mut out = ImportedMessage::new(id, message.role, message.content);
    out.parent_id = parent.map(|parent| parent.to_string());
    out.version_of = message.version_of.map(|first| first.to_string());
    out.model = message.model;
    out.tokens = message.tokens;
    out.cost_micros = message.cost_micros;
    out.status = Some(match message.status {
        // What has come so far goes out, and nobody goes on writing it there.
        MessageStatus::Streaming => MessageStatus::Stopped,
        status => status,
    });
    out.metadata = message.metadata;
    if let Some(feedback) = message.feedback {
        (out.rating, out.note) = (feedback.rating, feedback.note);
    }
    out.created_at_ms = Some(message.created_at_ms);
    out
}

fn head(session: Session, messages: Vec<ImportedMessage>) -> ImportedConversation {
    let source = ImportedConversation::OWN_SOURCE;
    let mut out = ImportedConversation::new(source, session.id.to_string(), messages);
    out.active_id = session.leaf_id.map(|leaf| leaf.to_string());
    out.title = session.title;
    out.model = session.model;
    out.kind = Some(session.kind);
    out.device = session.device;
    out.status = Some(session.status);
    out.pinned = Some(session.pinned);
    out.metadata = session.metadata;
    out.created_at_ms = Some(session.created_at_ms);
    out.updated_at_ms = Some(session.updated_at_ms);
    out.ended_at_ms = session.ended_at_ms;
    out
}
