//! A message before it is stored, from whichever request it comes.

use serde_json::Value;

use crate::error::{Error, Result};
use crate::id::{MessageId, SessionId, UserId};
use crate::ops::given;
use crate::session::messages::MESSAGES;
use crate::session::messages::model::{
    AppendMessageRequest, Message, MessageDraft, MessageRole, MessageStatus,
};
use crate::store::{Param, Tx};

/// A message to be appended.
#[derive(Debug, Clone, Copy)]
pub(super) struct Draft<'r> {
    pub(super) id: Option<MessageId>,
    pub(super) role: MessageRole,
    pub(super) content: &'r str,
    pub(super) model: Option<&'r str>,
    pub(super) tokens: Option<i64>,
    pub(super) cost_micros: Option<i64>,
    pub(super) parent_id: Option<MessageId>,
    pub(super) status: MessageStatus,
    pub(super) metadata: Option<&'r Value>,
    pub(super) created_at_ms: Option<i64>,
    pub(super) version_of: Option<MessageId>,
}

macro_rules! draft_from {
    ($($request:ident),+) => { $(
        impl<'r> From<&'r $request> for Draft<'r> {
            fn from(request: &'r $request) -> Self {
                Draft {
                    id: request.id,
                    role: request.role,
                    content: &request.content,
                    model: request.model.as_deref(),
                    tokens: request.tokens,
                    cost_micros: request.cost_micros,
                    parent_id: request.parent_id,
                    status: request.status.unwrap_or(MessageStatus::Complete),
                    metadata: given(&request.metadata),
                    created_at_ms: request.created_at_ms,
                    version_of: None,
                }
            }
        }
    )+ };
}

draft_from!(AppendMessageRequest, MessageDraft);

impl Draft<'_> {
    /// Only a message that is still being written may say nothing yet.
    pub(super) fn check(&self, content: impl FnOnce() -> String) -> Result<()> {
        if self.content.is_empty() && self.status != MessageStatus::Streaming {
            return Err(Error::validation(content(), "must not be empty unless it is streaming"));
        }
        Ok(())
    }

    /// Writes it unless its id is taken; answers whether it did.
    pub(super) fn insert(
        &self,
        tx: &mut Tx<'_>,
        user: UserId,
        session: SessionId,
        id: MessageId,
        at_ms: i64,
    ) -> Result<bool> {
        let metadata = self.metadata.map(Value::to_string);
        let values = [
            session.into(),
            self.role.as_str().into(),
            self.content.into(),
            self.model.into(),
            self.tokens.into(),
            self.cost_micros.into(),
            self.parent_id.into(),
            self.status.as_str().into(),
            (&metadata).into(),
            at_ms.into(),
            Param::Null,
            Param::Null,
            self.version_of.into(),
        ];
        tx.synced(&MESSAGES, user).insert_new(id.0, &values)
    }

    /// The message that was stored for it.
    pub(super) fn into_message(self, id: MessageId, session_id: SessionId, at_ms: i64) -> Message {
        Message {
            id,
            session_id,
            role: self.role,
            content: self.content.to_owned(),
            model: self.model.map(str::to_owned),
            tokens: self.tokens,
            cost_micros: self.cost_micros,
            parent_id: self.parent_id,
            version_of: self.version_of,
            status: self.status,
            metadata: self.metadata.cloned(),
            feedback: None,
            created_at_ms: at_ms,
        }
    }

    /// Fails with `conflict` unless the message that has its id is what it became.
    ///
    /// A message that was appended while it streamed has grown since.
    pub(super) fn expect_same(&self, stored: &Message, session: SessionId) -> Result<()> {
        let is_same = stored.session_id == session
            && stored.role == self.role
            && stored.parent_id == self.parent_id
            && stored.version_of == self.version_of
            && self.created_at_ms.is_none_or(|at| at == stored.created_at_ms)
            && match self.status {
                MessageStatus::Streaming => stored.content.starts_with(self.content),
                _ => {
                    stored.content == self.content
                        && stored.status == self.status
                        && stored.model.as_deref() == self.model
                        && stored.tokens == self.tokens
                        && stored.cost_micros == self.cost_micros
                        && stored.metadata.as_ref() == self.metadata
                }
            };
        if is_same {
            return Ok(());
        }
        Err(MESSAGES.taken(stored.id.0, "the id is taken by another message"))
    }
}
