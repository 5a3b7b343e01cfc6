//! `messages.append` without JSON.

use silvervine_core::session::messages::Append;
use silvervine_core::session::{AppendMessageRequest, MessageRole, MessageStatus};
use silvervine_core::{SessionId, UserId};

use super::text;
use crate::engine::SvEngine;
use crate::error::SvError;
use crate::id::SvId;
use crate::status::{Fault, SvStatus};
use crate::text::SvText;
use crate::versioned::versioned;

/// The person speaks.
pub const SV_MESSAGE_ROLE_USER: i32 = 1;
/// The model speaks.
pub const SV_MESSAGE_ROLE_ASSISTANT: i32 = 2;
/// The host speaks to the model.
pub const SV_MESSAGE_ROLE_SYSTEM: i32 = 3;
/// A tool that the model called answers.
pub const SV_MESSAGE_ROLE_TOOL: i32 = 4;

/// The message is whole. The default.
pub const SV_MESSAGE_STATUS_COMPLETE: i32 = 0;
/// The message is still being written.
pub const SV_MESSAGE_STATUS_STREAMING: i32 = 1;
/// The person stopped the message.
pub const SV_MESSAGE_STATUS_STOPPED: i32 = 2;
/// The message broke off.
pub const SV_MESSAGE_STATUS_FAILED: i32 = 3;

/// A message that `sv_messages_append_flat` appends.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct SvMessagesAppendRequest {
    /// `sizeof(SvMessagesAppendRequest)`.
    pub struct_size: usize,
    /// Whose the session is.
    pub user_id: SvId,
    /// The session, which must not be ended.
    pub session_id: SvId,
    /// What is said, at most 1,048,576 characters; empty only while it is streaming.
    pub content: SvText,
    /// Who speaks: one of `SV_MESSAGE_ROLE_*`.
    pub role: i32,
    /// How far it is: one of `SV_MESSAGE_STATUS_*`.
    pub status: i32,
    /// Its id, where the caller has made one already; may be absent.
    pub id: SvId,
    /// The message of the same session that it answers or continues; may be absent.
    pub parent_id: SvId,
    /// The model that spoke; may be absent.
    pub model: SvText,
    /// What the host keeps with it: any JSON of at most 64 KiB; may be absent.
    pub metadata: SvText,
    /// Makes a retry answer the first outcome; may be absent.
    pub idempotency_key: SvText,
    /// How many tokens it took; 0 when they are not known.
    pub tokens: i64,
    /// What it cost, in millionths of the currency; 0 when it is not known.
    pub cost_micros: i64,
    /// When it was made, in milliseconds since the epoch; now, after all others, when 0.
    pub created_at_ms: i64,
}

versioned!(SvMessagesAppendRequest, created_at_ms);

/// A message that was appended.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct SvMessagesAppendResponse {
    /// `sizeof(SvMessagesAppendResponse)`, set before the call.
    pub struct_size: usize,
    /// Its id.
    pub id: SvId,
    /// When it was made, in milliseconds since the epoch.
    pub created_at_ms: i64,
    /// True when it stood there already, or this is the stored outcome of an earlier call.
    pub replayed: bool,
}

versioned!(SvMessagesAppendResponse, replayed);

/// Appends a message to a session.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_messages_append_flat(
    engine: *const SvEngine,
    context: SvText,
    request: *const SvMessagesAppendRequest,
    response: *mut SvMessagesAppendResponse,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe {
        super::run(engine, context, request, response, error, |engine, context, from| {
            let request = read(from)?;
            let appended = engine.run::<Append>(context, &request)?;
            Ok(SvMessagesAppendResponse {
                struct_size: 0,
                id: appended.message.id.0.into(),
                created_at_ms: appended.message.created_at_ms,
                replayed: appended.replayed,
            })
        })
    }
}

unsafe fn read(from: &SvMessagesAppendRequest) -> Result<AppendMessageRequest, Fault> {
    // SAFETY: the host promises that texts are as long as they say.
    let (content, metadata) =
        unsafe { (from.content.required("content")?, from.metadata.read("metadata")?) };
    let (user, session) = (UserId(from.user_id.uuid()), SessionId(from.session_id.uuid()));
    let mut request = AppendMessageRequest::new(user, session, role(from.role)?, content);
    // SAFETY: as above.
    unsafe {
        text!(request, from.model);
        text!(request, from.idempotency_key);
    }
    if let Some(metadata) = metadata {
        let value = serde_json::from_str::<serde_json::Value>(metadata)
            .map_err(|_| Fault::argument("`metadata` is not JSON"))?;
        request = request.metadata(value);
    }
    if from.status != SV_MESSAGE_STATUS_COMPLETE {
        request = request.status(status(from.status)?);
    }
    if let Some(id) = from.id.optional() {
        request = request.id(id);
    }
    if let Some(parent) = from.parent_id.optional() {
        request = request.parent_id(parent);
    }
    if from.tokens != 0 {
        request = request.tokens(from.tokens);
    }
    if from.cost_micros != 0 {
        request = request.cost_micros(from.cost_micros);
    }
    if from.created_at_ms != 0 {
        request = request.created_at_ms(from.created_at_ms);
    }
    Ok(request)
}

fn role(role: i32) -> Result<MessageRole, Fault> {
    match role {
        SV_MESSAGE_ROLE_USER => Ok(MessageRole::User),
        SV_MESSAGE_ROLE_ASSISTANT => Ok(MessageRole::Assistant),
        SV_MESSAGE_ROLE_SYSTEM => Ok(MessageRole::System),
        SV_MESSAGE_ROLE_TOOL => Ok(MessageRole::Tool),
        other => Err(Fault::argument(format!("`role` is {other}; use one of SV_MESSAGE_ROLE_*"))),
    }
}

fn status(status: i32) -> Result<MessageStatus, Fault> {
    match status {
        SV_MESSAGE_STATUS_STREAMING => Ok(MessageStatus::Streaming),
        SV_MESSAGE_STATUS_STOPPED => Ok(MessageStatus::Stopped),
        SV_MESSAGE_STATUS_FAILED => Ok(MessageStatus::Failed),
        other => {
            Err(Fault::argument(format!("`status` is {other}; use one of SV_MESSAGE_STATUS_*")))
        }
    }
}
