//! Messages as they are sent to a model: `[{role, content}]`, or an object that holds them.

use serde::Deserialize;

use crate::imports::formats::lenient::{Items, Moment, Text};
use crate::imports::formats::metadata::{Extra, clipped};
use crate::imports::formats::parts::text_of;
use crate::imports::formats::raw::Raw;
use crate::imports::formats::tree::{Node, Said, forest};
use crate::imports::formats::{Head, ImportFormat, Read, Refused, parse, role_of};
use crate::imports::model::ImportedConversation;
use crate::limits;

#[derive(Deserialize)]
struct PlainMessage {
    role: Text,
    #[serde(default)]
    content: Raw,
    #[serde(default)]
    model: Text,
    #[serde(default, alias = "timestamp", alias = "createdAt", alias = "date")]
    created_at: Moment,
    #[serde(default)]
    name: Text,
    #[serde(default)]
    tool_calls: Raw,
    #[serde(default)]
    tool_call_id: Text,
}

#[derive(Deserialize)]
struct Holder {
    messages: Items<PlainMessage>,
    #[serde(default)]
    id: Text,
    #[serde(default)]
    title: Text,
}

/// A message, an array of them, or an object with `messages`.
pub(super) fn read(text: &str) -> Result<Read, Refused> {
    if text.starts_with('[') {
        let Items(messages) = parse(text)?;
        return Ok(Read::Conversation(Box::new(conversation(nodes(messages)?, None))));
    }
    if let Ok(Holder { messages: Items(messages), id, title }) = parse(text) {
        let nodes = nodes(messages)?;
        return Ok(Read::Conversation(Box::new(conversation(nodes, Some((id, title))))));
    }
    Ok(Read::Message(Box::new(node(parse(text)?)?)))
}

fn nodes(messages: Vec<PlainMessage>) -> Result<Vec<Node>, Refused> {
    messages.into_iter().map(node).collect()
}

/// One conversation of messages that follow each other.
pub(super) fn conversation(
    mut nodes: Vec<Node>,
    named: Option<(Text, Text)>,
) -> ImportedConversation {
    for (n, node) in nodes.iter_mut().enumerate() {
        node.id = Some(format!("#{n}"));
        node.parent = n.checked_sub(1).map(|before| format!("#{before}"));
    }
    let last = nodes.last().and_then(|node| node.id.clone());
    let first_ms = nodes.iter().find_map(|node| node.at_ms);
    let forest = forest(nodes, last.as_deref(), first_ms);
    let (id, title) = named.unwrap_or_default();
    let head = Head { source: ImportFormat::Messages, id, title, model: Text::default() };
    let mut conversation = head.with(forest);
    conversation.created_at_ms = first_ms;
    conversation
}

fn node(message: PlainMessage) -> Result<Node, Refused> {
    let Some(role) = role_of(message.role.0.as_deref()) else {
        return Err("has a message whose role is none of user, assistant, system and tool".into());
    };
    let mut extra = Extra::default();
    extra.keep("name", message.name.0);
    extra.keep_raw("toolCalls", message.tool_calls);
    extra.keep("toolCallId", message.tool_call_id.0);
    let text = text_of(message.content, &mut extra);
    let mut said = Said::new(role, text, extra);
    said.model = clipped(message.model.0, limits::MODEL_CHARS_MAX);
    Ok(Node { id: None, parent: None, at_ms: message.created_at.0, said: Some(said) })
}
