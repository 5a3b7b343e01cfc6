//! Editing a message.
//!
//! What was said stays as it was: an edit appends a new version, which answers what the old one
//! answers and stands beside it as a branch of its own. Every version knows the first.

use crate::context::Context;
use crate::error::{Error, ErrorKind, Result};
use crate::ops::given;
use crate::session::messages::append::append_one;
use crate::session::messages::draft::Draft;
use crate::session::messages::model::{AppendMessageResponse, EditMessageRequest, MessageStatus};
use crate::session::messages::read;
use crate::store::Tx;

pub(crate) fn edit(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &EditMessageRequest,
) -> Result<AppendMessageResponse> {
    let user = request.user_id;
    if request.content.is_empty() {
        return Err(Error::validation("content", "must not be empty"));
    }
    let old = read::shown(tx, user, request.message_id)?;
    if old.status == MessageStatus::Streaming {
        return Err(ErrorKind::InvalidState {
            what: format!("message `{}`", old.id),
            state: old.status.as_str().into(),
            needed: "finished".into(),
        }
        .into());
    }
    let draft = Draft {
        id: request.id,
        role: old.role,
        content: &request.content,
        model: request.model.as_deref(),
        tokens: request.tokens,
        cost_micros: request.cost_micros,
        parent_id: old.parent_id,
        status: MessageStatus::Complete,
        metadata: given(&request.metadata),
        created_at_ms: None,
        version_of: Some(old.version_of.unwrap_or(old.id)),
    };
    append_one(tx, user, old.session_id, &draft)
}
