//! Chats of Open WebUI: a tree of messages by their ids, with the reasoning inside the text.

use serde::Deserialize;

use crate::imports::formats::lenient::{First, Flag, Items, Moment, Pairs, Text};
use crate::imports::formats::metadata::{Extra, clipped};
use crate::imports::formats::parts::text_of;
use crate::imports::formats::raw::Raw;
use crate::imports::formats::tree::{Node, Said, forest};
use crate::imports::formats::{Head, ImportFormat, Refused, parse, role_of};
use crate::imports::model::ImportedConversation;
use crate::limits;
use crate::session::{MessageRole, MessageStatus, SessionStatus};

/// How a block of reasoning begins and ends.
const REASONING: [&str; 2] = ["<details type=\"reasoning\"", "</details>"];

/// The most reasoning that moves out of a text: what metadata can hold beside other things.
const REASONING_BYTES_MAX: usize = limits::METADATA_BYTES_MAX / 2;

#[derive(Deserialize, Default)]
#[serde(default)]
struct Entry {
    id: Text,
    title: Text,
    chat: Option<Chat>,
    created_at: Moment,
    updated_at: Moment,
    archived: Flag,
    pinned: Flag,
    meta: Raw,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Chat {
    id: Text,
    title: Text,
    models: Option<First>,
    history: Option<History>,
    messages: Option<Items<ChatMessage>>,
    timestamp: Moment,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct History {
    current_id: Text,
    messages: Option<Pairs<ChatMessage>>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct ChatMessage {
    id: Text,
    parent_id: Text,
    role: Text,
    content: Raw,
    timestamp: Moment,
    model: Text,
    done: Raw,
    error: Raw,
    files: Raw,
    sources: Raw,
}

pub(super) fn read(text: &str) -> Result<ImportedConversation, Refused> {
    let entry: Entry = parse(text)?;
    let chat = entry.chat.unwrap_or_default();
    let History { current_id, messages } = chat.history.unwrap_or_default();
    let nodes: Vec<Node> = match (messages, chat.messages) {
        (Some(Pairs(messages)), _) => {
            messages.into_iter().map(|(id, message)| node_of(Some(id), message)).collect()
        }
        (None, Some(Items(messages))) => messages
            .into_iter()
            .map(|mut m| (m.id.take(), m))
            .map(|(id, m)| node_of(id, m))
            .collect(),
        (None, None) => return Err("has no messages".into()),
    };
    let created_at_ms = entry.created_at.0.or(chat.timestamp.0);
    let base_ms = created_at_ms.or(entry.updated_at.0);
    let forest = forest(nodes, current_id.0.as_deref(), base_ms);
    let id = if entry.id.0.is_some() { entry.id } else { chat.id };
    let title = if entry.title.0.is_some() { entry.title } else { chat.title };
    let model = chat.models.unwrap_or_default().0;
    let mut conversation = Head { source: ImportFormat::OpenWebui, id, title, model }.with(forest);
    conversation.created_at_ms = created_at_ms;
    conversation.updated_at_ms = entry.updated_at.0;
    conversation.pinned = entry.pinned.0.then_some(true);
    conversation.status = entry.archived.0.then_some(SessionStatus::Archived);
    let mut extra = Extra::default();
    extra.keep_raw("meta", entry.meta);
    conversation.metadata = extra.into_metadata();
    Ok(conversation)
}

fn node_of(id: Option<String>, message: ChatMessage) -> Node {
    let (parent, at_ms) = (message.parent_id.0.clone(), message.timestamp.0);
    Node { id, parent, at_ms, said: Some(said(message)) }
}

fn said(message: ChatMessage) -> Said {
    let mut extra = Extra::default();
    let role = role_of(message.role.0.as_deref());
    if role.is_none() {
        extra.keep("role", message.role.0);
    }
    extra.keep_raw("files", message.files);
    extra.keep_raw("sources", message.sources);
    let failed = !matches!(message.error.text(), "null" | "false");
    extra.keep_raw("error", message.error);
    let (text, reasoning) = without_reasoning(text_of(message.content, &mut extra));
    extra.keep("reasoning", reasoning);
    let mut said = Said::new(role.unwrap_or(MessageRole::System), text, extra);
    said.model = clipped(message.model.0, limits::MODEL_CHARS_MAX);
    said.status = match (failed, message.done.text()) {
        (true, _) => Some(MessageStatus::Failed),
        (false, "false") => Some(MessageStatus::Stopped),
        _ => None,
    };
    said
}

/// Takes the blocks of reasoning out of a text; they stay in it where they are too long.
fn without_reasoning(text: String) -> (String, Vec<String>) {
    let [begin, end] = REASONING;
    let (mut rest, mut kept, mut blocks) = (text.as_str(), String::new(), Vec::new());
    let mut bytes = 0;
    while let Some(from) = rest.find(begin) {
        let Some(to) = rest[from..].find(end).map(|to| from + to + end.len()) else { break };
        kept.push_str(&rest[..from]);
        blocks.push(rest[from..to].to_owned());
        bytes += to - from;
        rest = &rest[to..];
    }
    if blocks.is_empty() || bytes > REASONING_BYTES_MAX {
        return (text, Vec::new());
    }
    kept.push_str(rest);
    (kept.trim().to_owned(), blocks)
}
