//! The export of Claude: messages in a row, each with a text, or blocks, or both.

use serde::Deserialize;

use crate::imports::formats::lenient::{Items, Moment, Text};
use crate::imports::formats::metadata::Extra;
use crate::imports::formats::parts::text_of;
use crate::imports::formats::raw::Raw;
use crate::imports::formats::tree::{Node, Said, forest};
use crate::imports::formats::{Head, ImportFormat, Refused, parse, role_of};
use crate::imports::model::ImportedConversation;
use crate::session::MessageRole;

#[derive(Deserialize, Default)]
#[serde(default)]
struct Chat {
    uuid: Text,
    name: Text,
    model: Text,
    summary: Text,
    created_at: Moment,
    updated_at: Moment,
    current_leaf_message_uuid: Text,
    chat_messages: Option<Items<ChatMessage>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct ChatMessage {
    uuid: Text,
    parent_message_uuid: Text,
    sender: Text,
    text: Text,
    content: Raw,
    attachments: Raw,
    files: Raw,
    created_at: Moment,
}

pub(super) fn read(text: &str) -> Result<ImportedConversation, Refused> {
    let chat: Chat = parse(text)?;
    let Some(Items(messages)) = chat.chat_messages else {
        return Err("has no chat_messages".into());
    };
    let mut nodes: Vec<Node> = Vec::with_capacity(messages.len());
    for (n, message) in messages.into_iter().enumerate() {
        let id = message.uuid.0.clone().unwrap_or_else(|| format!("#{n}"));
        // Without a parent of its own a message follows the one before it.
        let parent = message.parent_message_uuid.0.clone();
        let parent = parent.or_else(|| nodes.last().and_then(|before| before.id.clone()));
        let at_ms = message.created_at.0;
        nodes.push(Node { id: Some(id), parent, at_ms, said: Some(said(message)) });
    }
    let last = nodes.last().and_then(|node| node.id.clone());
    let active = chat.current_leaf_message_uuid.0.or(last);
    let base_ms = chat.created_at.0.or(chat.updated_at.0);
    let forest = forest(nodes, active.as_deref(), base_ms);
    let (id, title, model) = (chat.uuid, chat.name, chat.model);
    let mut conversation = Head { source: ImportFormat::Claude, id, title, model }.with(forest);
    conversation.created_at_ms = chat.created_at.0;
    conversation.updated_at_ms = chat.updated_at.0;
    let mut extra = Extra::default();
    extra.keep("summary", chat.summary.0);
    conversation.metadata = extra.into_metadata();
    Ok(conversation)
}

fn said(message: ChatMessage) -> Said {
    let mut extra = Extra::default();
    let role = role_of(message.sender.0.as_deref());
    if role.is_none() {
        extra.keep("role", message.sender.0);
    }
    extra.keep_raw("attachments", message.attachments);
    extra.keep_raw("files", message.files);
    // `text` repeats the blocks, with notes in the place of what is no text; the blocks are exact.
    let blocks = text_of(message.content, &mut extra);
    let text = match blocks.is_empty() {
        true => message.text.0.unwrap_or_default(),
        false => blocks,
    };
    Said::new(role.unwrap_or(MessageRole::System), text, extra)
}
