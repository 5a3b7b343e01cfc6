//! Backups of NextChat: sessions with messages in a row, whose dates are texts for people.

use serde::Deserialize;

use crate::imports::formats::lenient::{Flag, Items, Moment, Text};
use crate::imports::formats::metadata::{Extra, clipped};
use crate::imports::formats::parts::text_of;
use crate::imports::formats::raw::Raw;
use crate::imports::formats::tree::{Node, Said, forest};
use crate::imports::formats::{Head, ImportFormat, Refused, parse, role_of};
use crate::imports::model::ImportedConversation;
use crate::limits;
use crate::session::{MessageRole, MessageStatus};

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct Chat {
    id: Text,
    topic: Text,
    memory_prompt: Text,
    last_update: Moment,
    messages: Option<Items<ChatMessage>>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct ChatMessage {
    id: Text,
    date: Moment,
    role: Text,
    content: Raw,
    model: Text,
    streaming: Flag,
    is_error: Flag,
    tools: Raw,
}

pub(super) fn read(text: &str) -> Result<ImportedConversation, Refused> {
    let chat: Chat = parse(text)?;
    let Some(Items(messages)) = chat.messages else { return Err("has no messages".into()) };
    let count = i64::try_from(messages.len()).unwrap_or(i64::MAX);
    let mut nodes: Vec<Node> = Vec::with_capacity(messages.len());
    for (n, mut message) in messages.into_iter().enumerate() {
        let id = message.id.take().unwrap_or_else(|| format!("#{n}"));
        let parent = nodes.last().and_then(|before| before.id.clone());
        let at_ms = message.date.0;
        nodes.push(Node { id: Some(id), parent, at_ms, said: Some(said(message)) });
    }
    let last = nodes.last().and_then(|node| node.id.clone());
    // Where no date can be read, the messages end when the session was last changed.
    let begun_ms = nodes.iter().find_map(|node| node.at_ms);
    let begun_ms = begun_ms.or_else(|| chat.last_update.0.map(|at| at.saturating_sub(count)));
    let forest = forest(nodes, last.as_deref(), begun_ms);
    let (id, title) = (chat.id, chat.topic);
    let head = Head { source: ImportFormat::Nextchat, id, title, model: Text::default() };
    let mut conversation = head.with(forest);
    conversation.created_at_ms = begun_ms;
    conversation.updated_at_ms = chat.last_update.0;
    let mut extra = Extra::default();
    extra.keep("memoryPrompt", chat.memory_prompt.0);
    conversation.metadata = extra.into_metadata();
    Ok(conversation)
}

fn said(message: ChatMessage) -> Said {
    let mut extra = Extra::default();
    let role = role_of(message.role.0.as_deref());
    if role.is_none() {
        extra.keep("role", message.role.0);
    }
    extra.keep_raw("tools", message.tools);
    let text = text_of(message.content, &mut extra);
    let mut said = Said::new(role.unwrap_or(MessageRole::System), text, extra);
    said.model = clipped(message.model.0, limits::MODEL_CHARS_MAX);
    said.status = match (message.is_error.0, message.streaming.0) {
        (true, _) => Some(MessageStatus::Failed),
        (false, true) => Some(MessageStatus::Stopped),
        (false, false) => None,
    };
    said
}
