//! A session as ChatGPT exports it: a tree of nodes by their ids, below a root without a message.

use std::collections::HashMap;
use std::io::Write;

use serde_json::{Value, json};
use uuid::Uuid;

use crate::error::Result;
use crate::exports::run::{Out, Reader};
use crate::id::SessionId;
use crate::imports::{ImportedConversation, ImportedMessage};
use crate::session::{MessageStatus, SessionStatus};

/// The node above all others.
const ROOT: &str = "client-created-root";

pub(super) fn write<W: Write>(reader: &Reader<'_>, id: SessionId, out: &mut Out<W>) -> Result<()> {
    let tree = Tree::read(reader, id)?;
    let mut begun = false;
    let mut rest = String::new();
    reader.each_page(id, |page| {
        if !begun {
            begun = true;
            let comma: &[u8] = if out.done.conversations > 0 { b",\n" } else { b"\n" };
            out.write(comma)?;
            let (before, after) = head(&page, &tree)?;
            rest = after;
            out.write(before.as_bytes())?;
        }
        for message in &page.messages {
            // One that was appended since the tree was read is left out.
            let Some(parent) = parent_of(message).filter(|_| tree.has(message)) else { continue };
            out.write(b",\n")?;
            out.json(&message.id)?;
            out.write(b":")?;
            out.json(&node(message, parent, &tree))?;
            out.done.messages += 1;
        }
        Ok(())
    })?;
    out.write(rest.as_bytes())
}

/// The parents' children, and the last message.
#[derive(Default)]
struct Tree {
    /// By the parent, or nil for those that have none.
    children: HashMap<Uuid, Vec<Uuid>>,
    ids: std::collections::HashSet<Uuid>,
    last: Option<Uuid>,
}

impl Tree {
    fn read(reader: &Reader<'_>, id: SessionId) -> Result<Tree> {
        let mut tree = Tree::default();
        reader.each_page(id, |page| {
            for message in &page.messages {
                let id = Uuid::try_parse(&message.id).unwrap_or_default();
                let parent = parent_of(message).unwrap_or_default();
                tree.children.entry(parent).or_default().push(id);
                tree.ids.insert(id);
                tree.last = Some(id);
            }
            Ok(())
        })?;
        Ok(tree)
    }

    fn has(&self, message: &ImportedMessage) -> bool {
        Uuid::try_parse(&message.id).is_ok_and(|id| self.ids.contains(&id))
    }

    fn children(&self, of: Uuid) -> Vec<String> {
        self.children.get(&of).into_iter().flatten().map(Uuid::to_string).collect()
    }
}

/// The parent's id, nil where there is none.
fn parent_of(message: &ImportedMessage) -> Option<Uuid> {
    message.parent_id.as_deref().map_or(Some(Uuid::nil()), |id| Uuid::try_parse(id).ok())
}

/// What stands before the messages, with the root, and what stands after them.
fn head(session: &ImportedConversation, tree: &Tree) -> Result<(String, String)> {
    let root = json!({
        "id": ROOT, "message": null, "parent": null, "children": tree.children(Uuid::nil()),
    });
    let last = tree.last.map_or_else(|| ROOT.to_owned(), |id| id.to_string());
    let rest = json!({
        "title": session.title,
        "create_time": session.created_at_ms.map(seconds),
        "update_time": session.updated_at_ms.map(seconds),
        "current_node": session.active_id.clone().unwrap_or(last),
        "conversation_id": session.id,
        "id": session.id,
        "is_archived": session.status == Some(SessionStatus::Archived),
        "is_starred": session.pinned,
        "default_model_slug": session.model,
    });
    let rest = rest.to_string();
    let before = format!("{{\"mapping\":{{\"{ROOT}\":{root}");
    Ok((before, format!("}},{}", &rest[1..])))
}

fn node(message: &ImportedMessage, parent: Uuid, tree: &Tree) -> Value {
    let id = Uuid::try_parse(&message.id).unwrap_or_default();
    let hidden = message.is_hidden();
    let status = match message.status {
        None | Some(MessageStatus::Complete) => "finished_successfully",
        Some(_) => "finished_partial_completion",
    };
    json!({
        "id": message.id,
        "message": {
            "id": message.id,
            "author": { "role": message.role.as_str(), "name": null, "metadata": {} },
            "create_time": message.created_at_ms.map(seconds),
            "update_time": null,
            "content": { "content_type": "text", "parts": [message.content] },
            "status": status,
            "end_turn": true,
            "weight": if hidden { 0 } else { 1 },
            "recipient": "all",
            "metadata": {
                "model_slug": message.model,
                "is_visually_hidden_from_conversation": hidden,
            },
        },
        "parent": if parent.is_nil() { ROOT.to_owned() } else { parent.to_string() },
        "children": tree.children(id),
    })
}

/// Seconds with a fraction, as ChatGPT writes times.
#[allow(clippy::float_arithmetic, reason = "the format holds times as floats")]
fn seconds(at_ms: i64) -> f64 {
    at_ms as f64 / 1_000.0
}
