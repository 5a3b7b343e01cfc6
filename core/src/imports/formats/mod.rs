//! The formats of other programs, each brought into one form.
//!
//! An element of a file is told by its own fields, so a file may mix formats, and none has to be
//! named. A reader is strict about the shape that holds a conversation together and lenient about
//! everything else: a time that cannot be read is none, a part that is not known is kept in the
//! metadata as far as there is room. A refusal says where and why, and repeats nothing of the text.

use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use sha2::{Digest, Sha256};

use crate::imports::model::ImportedConversation;
use crate::limits;
use crate::ops::wire_enum;
use crate::session::MessageRole;

mod chatgpt;
mod claude;
mod flatten;
mod lenient;
mod librechat;
mod metadata;
mod nextchat;
mod open_webui;
mod parts;
mod plain;
mod raw;
mod tree;

use lenient::{TOO_MANY, Text};
pub(super) use metadata::each_omitted;
pub(super) use tree::Node;

wire_enum! {
    /// How a file is written.
    pub enum ImportFormat {
        /// Each conversation tells by its fields.
        Auto = "auto",
        /// The `conversations.json` of an export of ChatGPT.
        Chatgpt = "chatgpt",
        /// The `conversations.json` of an export of Claude.
        Claude = "claude",
        /// Chats that were exported from Open WebUI.
        OpenWebui = "open_webui",
        /// A conversation, or several, exported from LibreChat.
        Librechat = "librechat",
        /// A backup of NextChat.
        Nextchat = "nextchat",
        /// An array of `{role, content}`: one conversation.
        Messages = "messages",
        /// An export of Silvervine: a conversation in each line.
        Jsonl = "jsonl",
    }
}

/// What an element of a file is.
#[derive(Debug)]
pub(super) enum Read {
    /// A conversation.
    Conversation(Box<ImportedConversation>),
    /// One message of the conversation that the whole array is.
    Message(Box<Node>),
}

/// What is wrong with an element, as the end of a sentence that begins with it.
pub(super) type Refused = String;

/// Reads an element.
pub(super) fn read(text: &[u8], format: ImportFormat) -> Result<Read, Refused> {
    // What is not UTF-8 is replaced, character by character.
    let text = String::from_utf8_lossy(text);
    let format = match format {
        ImportFormat::Auto => tell(&text)?,
        format => format,
    };
    let conversation = match format {
        ImportFormat::Chatgpt => chatgpt::read(&text)?,
        ImportFormat::Claude => claude::read(&text)?,
        ImportFormat::OpenWebui => open_webui::read(&text)?,
        ImportFormat::Librechat => librechat::read(&text)?,
        ImportFormat::Nextchat => nextchat::read(&text)?,
        ImportFormat::Messages | ImportFormat::Auto => return plain::read(&text),
        ImportFormat::Jsonl => {
            crate::ops::decode_within(text.as_bytes(), limits::IMPORT_CONVERSATION_BYTES_MAX)
                .map_err(|error| error.to_string())?
        }
    };
    Ok(Read::Conversation(Box::new(conversation)))
}

/// The conversation that an array of messages is.
pub(super) fn conversation_of(nodes: Vec<Node>) -> ImportedConversation {
    plain::conversation(nodes, None)
}

/// The fields by which formats are told apart.
#[derive(Deserialize)]
struct Fields {
    mapping: Option<IgnoredAny>,
    chat_messages: Option<IgnoredAny>,
    chat: Option<IgnoredAny>,
    #[serde(rename = "conversationId")]
    conversation_id: Option<IgnoredAny>,
    messages: Option<IgnoredAny>,
    #[serde(rename = "messagesTree")]
    messages_tree: Option<IgnoredAny>,
    topic: Option<IgnoredAny>,
    #[serde(rename = "memoryPrompt")]
    memory_prompt: Option<IgnoredAny>,
    #[serde(rename = "lastUpdate")]
    last_update: Option<IgnoredAny>,
    role: Option<IgnoredAny>,
    source: Option<IgnoredAny>,
    current_node: Option<IgnoredAny>,
}

/// The format of one element.
fn tell(text: &str) -> Result<ImportFormat, Refused> {
    if text.starts_with('[') {
        return Ok(ImportFormat::Messages);
    }
    if !text.starts_with('{') {
        return Err("is no object".into());
    }
    let fields: Fields = parse(text)?;
    Ok(match fields {
        Fields { mapping: Some(_), .. } | Fields { current_node: Some(_), .. } => {
            ImportFormat::Chatgpt
        }
        Fields { chat_messages: Some(_), .. } => ImportFormat::Claude,
        Fields { chat: Some(_), .. } => ImportFormat::OpenWebui,
        Fields { messages_tree: Some(_), .. } | Fields { conversation_id: Some(_), .. } => {
            ImportFormat::Librechat
        }
        Fields { source: Some(_), messages: Some(_), .. } => ImportFormat::Jsonl,
        Fields { topic: Some(_), .. }
        | Fields { memory_prompt: Some(_), .. }
        | Fields { last_update: Some(_), .. } => ImportFormat::Nextchat,
        Fields { messages: Some(_), .. } | Fields { role: Some(_), .. } => ImportFormat::Messages,
        _ => return Err("is a conversation of no known format".into()),
    })
}

/// Parses what a program wrote; an error names the place and no value.
fn parse<T: DeserializeOwned>(text: &str) -> Result<T, Refused> {
    serde_json::from_str(text).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        let what = match error.classify() {
            _ if error.to_string().starts_with(TOO_MANY) => TOO_MANY,
            serde_json::error::Category::Data => "has a field of another type than it must be",
            _ => "is not valid JSON, or nested too deep",
        };
        format!("{what}, at its line {line}, column {column}")
    })
}

/// Who speaks, by the names that programs have for it.
fn role_of(role: Option<&str>) -> Option<MessageRole> {
    match role? {
        "user" | "human" => Some(MessageRole::User),
        "assistant" | "ai" | "bot" | "model" => Some(MessageRole::Assistant),
        "system" | "developer" => Some(MessageRole::System),
        "tool" | "function" => Some(MessageRole::Tool),
        _ => None,
    }
}

/// A conversation with its ids and texts under the rules.
struct Head {
    source: ImportFormat,
    id: Text,
    title: Text,
    model: Text,
}

impl Head {
    /// The conversation; one that has no id is named by what it holds.
    fn with(mut self, forest: tree::Forest) -> ImportedConversation {
        let id = self.id.take().filter(|id| !id.is_empty());
        let id = match id {
            Some(id) => tree::opaque(&id),
            None => named_by_content(&forest),
        };
        let tree::Forest { messages, active_id } = forest;
        let mut conversation = ImportedConversation::new(self.source.as_str(), id, messages);
        conversation.active_id = active_id;
        conversation.title = metadata::clipped(self.title.take(), limits::TITLE_CHARS_MAX);
        conversation.model = metadata::clipped(self.model.take(), limits::MODEL_CHARS_MAX);
        conversation
    }
}

fn named_by_content(forest: &tree::Forest) -> String {
    let mut hash = Sha256::new();
    for message in &forest.messages {
        let said = [message.role.as_str(), &message.content];
        // Both lengths stand before both texts: ids that were given rest on it.
        said.iter().for_each(|text| hash.update((text.len() as u64).to_be_bytes()));
        said.iter().for_each(|text| hash.update(text));
    }
    super::ids::name_of(hash)
}
