//! The export of ChatGPT: a tree of nodes by their ids, of which some hold no message.

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::imports::formats::lenient::{Flag, Moment, Pairs, Text};
use crate::imports::formats::metadata::{Extra, clipped};
use crate::imports::formats::parts::text_of;
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
    content: Value,
    status: Text,
    weight: Value,
    recipient: Text,
    metadata: Option<Map<String, Value>>,
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
    let mut metadata = message.metadata.unwrap_or_default();
    let author = message.author.unwrap_or_default();
    let hidden = metadata.get("is_visually_hidden_from_conversation") == Some(&Value::Bool(true));
    // A weight of 0 takes a message out of what the model sees and the person is shown.
    if hidden || message.weight.as_f64() == Some(0.0) {
        extra.hide();
    }
    let role = author.role.0.as_deref();
    if role_of(role).is_none() {
        extra.keep("role", role);
    }
    extra.keep("name", author.name.0);
    extra.keep("recipient", message.recipient.0.filter(|recipient| recipient != "all"));
    for name in ["citations", "attachments", "aggregate_result"] {
        extra.keep(name, metadata.remove(name).unwrap_or_default());
    }
    let (kind, text) = content_of(message.content, &mut extra);
    let mut said = Said::new(role_of(role).unwrap_or(MessageRole::System), text, extra);
    let model = metadata.remove("model_slug");
    let model = model.and_then(|slug| slug.as_str().map(str::to_owned));
    said.model = clipped(model, limits::MODEL_CHARS_MAX);
    said.status = match (message.status.0.as_deref(), kind.as_deref()) {
        (_, Some("system_error")) => Some(MessageStatus::Failed),
        (Some("in_progress" | "finished_partial_completion"), _) => Some(MessageStatus::Stopped),
        _ => None,
    };
    said
}

/// The kind and the words of a content. What is no text is kept beside them.
fn content_of(content: Value, extra: &mut Extra) -> (Option<String>, String) {
    let Value::Object(mut fields) = content else { return (None, text_of(content, extra)) };
    let kind = match fields.remove("content_type") {
        Some(Value::String(kind)) => Some(kind),
        _ => None,
    };
    let text = match fields.remove("parts") {
        Some(parts) => text_of(parts, extra),
        None => {
            let worded = ["text", "result", "content"]
                .into_iter()
                .find(|name| fields.get(*name).is_some_and(Value::is_string));
            match worded.and_then(|name| fields.remove(name)) {
                Some(Value::String(text)) => text,
                _ => String::new(),
            }
        }
    };
    if kind.as_deref().is_some_and(|kind| kind != "text") {
        extra.keep("contentType", kind.clone());
    }
    extra.keep("content", fields);
    (kind, text)
}
