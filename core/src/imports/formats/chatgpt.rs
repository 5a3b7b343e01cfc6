//! The export of ChatGPT: a tree of nodes by their ids, of which some hold no message.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::imports::formats::lenient::{Flag, Moment, Pairs, Text};
use crate::imports::formats::metadata::{Extra, clipped};
use crate::imports::formats::parts::text_of;
use crate::imports::formats::raw::Raw;
use crate::imports::formats::tree::{Node, Said, forest};
use crate::imports::formats::{Head, ImportFormat, Refused, parse, role_of};
use crate::imports::model::ImportedConversation;
use crate::limits;
use crate::session::{MessageRole, MessageStatus, SessionStatus};

#[derive(Deserialize, Default)]
#[serde(default)]
struct Chat {
    id: Text,
    conversation_id: Text,
    title: Text,
    create_time: Moment,
    update_time: Moment,
    current_node: Text,
    mapping: Option<Pairs<ChatNode>>,
    is_archived: Flag,
    is_starred: Flag,
    default_model_slug: Text,
    gizmo_id: Text,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct ChatNode {
    message: Option<ChatMessage>,
    parent: Text,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct ChatMessage {
    author: Option<Author>,
    create_time: Moment,
    content: Raw,
    status: Text,
    weight: Text,
    recipient: Text,
    metadata: Option<ChatMetadata>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct ChatMetadata {
    is_visually_hidden_from_conversation: Flag,
    model_slug: Text,
    citations: Raw,
    attachments: Raw,
    aggregate_result: Raw,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Author {
    role: Text,
    name: Text,
}

pub(super) fn read(text: &str) -> Result<ImportedConversation, Refused> {
    let mut chat: Chat = parse(text)?;
    let Some(Pairs(mapping)) = chat.mapping.take() else {
        return Err("has no mapping, so it has no messages".into());
    };
    let nodes = mapping.into_iter().map(|(id, node)| node_of(id, node)).collect();
    let base_ms = chat.create_time.0.or(chat.update_time.0);
    let forest = forest(nodes, chat.current_node.0.as_deref(), base_ms);
    let id = if chat.id.0.is_some() { chat.id } else { chat.conversation_id };
    let (title, model) = (chat.title, chat.default_model_slug);
    let head = Head { source: ImportFormat::Chatgpt, id, title, model };
    let mut conversation = head.with(forest);
    conversation.created_at_ms = chat.create_time.0;
    conversation.updated_at_ms = chat.update_time.0;
    conversation.pinned = chat.is_starred.0.then_some(true);
    conversation.status = chat.is_archived.0.then_some(SessionStatus::Archived);
    let mut extra = Extra::default();
    extra.keep("gizmoId", chat.gizmo_id.0);
    conversation.metadata = extra.into_metadata();
    Ok(conversation)
}

fn node_of(id: String, node: ChatNode) -> Node {
    let at_ms = node.message.as_ref().and_then(|message| message.create_time.0);
    Node { id: Some(id), parent: node.parent.0, at_ms, said: node.message.map(said) }
}

fn said(message: ChatMessage) -> Said {
    let mut extra = Extra::default();
    let metadata = message.metadata.unwrap_or_default();
    let author = message.author.unwrap_or_default();
    let hidden = metadata.is_visually_hidden_from_conversation.0;
    // A weight of 0 takes a message out of what the model sees and the person is shown.
    if hidden || message.weight.0.as_deref() == Some("0") {
        extra.hide();
    }
    let role = author.role.0.as_deref();
    if role_of(role).is_none() {
        extra.keep("role", role);
    }
    extra.keep("name", author.name.0);
    extra.keep("recipient", message.recipient.0.filter(|recipient| recipient != "all"));
    extra.keep_raw("citations", metadata.citations);
    extra.keep_raw("attachments", metadata.attachments);
    extra.keep_raw("aggregate_result", metadata.aggregate_result);
    let (kind, text) = content_of(message.content, &mut extra);
    let mut said = Said::new(role_of(role).unwrap_or(MessageRole::System), text, extra);
    said.model = clipped(metadata.model_slug.0, limits::MODEL_CHARS_MAX);
    said.status = match (message.status.0.as_deref(), kind.as_deref()) {
        (_, Some("system_error")) => Some(MessageStatus::Failed),
        (Some("in_progress" | "finished_partial_completion"), _) => Some(MessageStatus::Stopped),
        _ => None,
    };
    said
}

/// The kind and the words of a content. What is no text is kept beside them.
fn content_of(content: Raw, extra: &mut Extra) -> (Option<String>, String) {
    if !content.text().starts_with('{') {
        return (None, text_of(content, extra));
    }
    let Ok(Pairs(fields)) = parse::<Pairs<Raw>>(content.text()) else {
        extra.keep_raw("content", content);
        return (None, String::new());
    };
    drop(content);
    let mut fields: BTreeMap<String, Raw> = fields.into_iter().collect();
    let kind =
        fields.remove("content_type").filter(Raw::is_string).map(|kind| kind.read::<String>());
    let text = match fields.remove("parts") {
        Some(parts) => text_of(parts, extra),
        None => ["text", "result", "content"]
            .into_iter()
            .find(|name| fields.get(*name).is_some_and(Raw::is_string))
            .and_then(|name| fields.remove(name))
            .map_or_else(String::new, |text| text.read()),
    };
    if kind.as_deref().is_some_and(|kind| kind != "text") {
        extra.keep("contentType", kind.clone());
    }
    if !fields.is_empty() {
        extra.keep_raw("content", Raw::of(object(&fields)));
    }
    (kind, text)
}

fn object(fields: &BTreeMap<String, Raw>) -> String {
    let field = |(name, value): (&String, &Raw)| {
        format!("{}:{}", serde_json::Value::from(name.as_str()), value.text())
    };
    format!("{{{}}}", fields.iter().map(field).collect::<Vec<_>>().join(","))
}
