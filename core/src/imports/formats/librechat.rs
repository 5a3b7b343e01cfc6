//! Exports of LibreChat: messages in a row with their parents, or as a tree within each other.

use serde::Deserialize;

use crate::imports::formats::flatten::flatten;
use crate::imports::formats::lenient::{Count, Flag, Items, Moment, Text};
use crate::imports::formats::metadata::{Extra, clipped};
use crate::imports::formats::parts::text_of;
use crate::imports::formats::raw::Raw;
use crate::imports::formats::tree::{Node, Said, forest};
use crate::imports::formats::{Head, ImportFormat, Refused, parse, role_of};
use crate::imports::model::ImportedConversation;
use crate::limits;
use crate::session::{FeedbackRating, MessageRole, MessageStatus};

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct Chat {
    conversation_id: Text,
    title: Text,
    endpoint: Text,
    options: Option<Options>,
    created_at: Moment,
    updated_at: Moment,
    messages: Option<Items<ChatMessage>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Options {
    model: Text,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct ChatMessage {
    message_id: Text,
    parent_message_id: Text,
    sender: Text,
    is_created_by_user: Option<Flag>,
    text: Text,
    content: Raw,
    model: Text,
    token_count: Count,
    created_at: Moment,
    error: Flag,
    unfinished: Flag,
    files: Raw,
    attachments: Raw,
    feedback: Raw,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Feedback {
    rating: Text,
    text: Text,
}

pub(super) fn read(text: &str) -> Result<ImportedConversation, Refused> {
    // The tree of a long conversation is nested as deep as it is long, so it is laid flat first.
    let (text, tree) = flatten(text)?;
    let chat: Chat = parse(&text)?;
    let (mut nodes, branching) = match (tree, chat.messages) {
        (Some(tree), _) => {
            let mut nodes: Vec<Node> = Vec::with_capacity(tree.len());
            for (n, (parent, message)) in tree.into_iter().enumerate() {
                let mut node = node_of(n, parse(&message)?);
                node.parent = parent.and_then(|parent| nodes[parent].id.clone());
                nodes.push(node);
            }
            (nodes, true)
        }
        (None, Some(Items(messages))) => {
            let branching = messages.iter().any(|m| m.parent_message_id.0.is_some());
            let nodes = messages.into_iter().enumerate().map(|(n, m)| node_of(n, m));
            (nodes.collect(), branching)
        }
        (None, None) => return Err("has no messages".into()),
    };
    if !branching {
        for n in 1..nodes.len() {
            nodes[n].parent = nodes[n - 1].id.clone();
        }
    }
    let base_ms = chat.created_at.0.or(chat.updated_at.0);
    let forest = forest(nodes, None, base_ms);
    let model = chat.options.unwrap_or_default().model;
    let (id, title) = (chat.conversation_id, chat.title);
    let mut conversation = Head { source: ImportFormat::Librechat, id, title, model }.with(forest);
    conversation.created_at_ms = chat.created_at.0;
    conversation.updated_at_ms = chat.updated_at.0;
    let mut extra = Extra::default();
    extra.keep("endpoint", chat.endpoint.0);
    conversation.metadata = extra.into_metadata();
    Ok(conversation)
}

fn node_of(n: usize, mut message: ChatMessage) -> Node {
    let id = message.message_id.take().unwrap_or_else(|| format!("#{n}"));
    let (parent, at_ms) = (message.parent_message_id.take(), message.created_at.0);
    Node { id: Some(id), parent, at_ms, said: Some(said(message)) }
}

fn said(message: ChatMessage) -> Said {
    let mut extra = Extra::default();
    let sender = message.sender.0;
    let role = match (&message.is_created_by_user, sender.as_deref()) {
        (Some(Flag(true)), _) | (None, Some("User")) => MessageRole::User,
        (None, Some(sender)) => {
            role_of(Some(&sender.to_lowercase())).unwrap_or(MessageRole::Assistant)
        }
        _ => MessageRole::Assistant,
    };
    extra.keep("sender", sender.filter(|sender| sender != "User"));
    extra.keep_raw("files", message.files);
    extra.keep_raw("attachments", message.attachments);
    let blocks = text_of(message.content, &mut extra);
    let text = match message.text.0.filter(|text| !text.is_empty()) {
        Some(text) => text,
        None => blocks,
    };
    let mut said = Said::new(role, text, extra);
    said.model = clipped(message.model.0, limits::MODEL_CHARS_MAX);
    said.tokens = message.token_count.0;
    said.status = match (message.error.0, message.unfinished.0) {
        (true, _) => Some(MessageStatus::Failed),
        (false, true) => Some(MessageStatus::Stopped),
        (false, false) => None,
    };
    let Feedback { rating, text } = message.feedback.read();
    said.rating = match rating.0.as_deref() {
        Some("thumbsUp") => Some(FeedbackRating::Up),
        Some("thumbsDown") => Some(FeedbackRating::Down),
        _ => None,
    };
    said.note = clipped(text.0, limits::TEXT_BYTES_LARGE);
    said
}
