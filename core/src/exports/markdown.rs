//! A transcript for people.

use std::collections::HashMap;
use std::io::Write;

use crate::error::Result;
use crate::exports::run::{Out, Reader};
use crate::id::SessionId;
use crate::imports::{ImportedConversation, ImportedMessage};
use crate::session::MessageRole;

pub(super) fn write<W: Write>(reader: &Reader<'_>, id: SessionId, out: &mut Out<W>) -> Result<()> {
    // By the bytes of their ids, so that a message costs some 50 bytes.
    let mut numbers: HashMap<uuid::Uuid, u32> = HashMap::new();
    let mut last = None;
    let mut begun = false;
    reader.each_page(id, |page| {
        if !begun {
            begun = true;
            head(&page, out)?;
        }
        for message in &page.messages {
            let number = u32::try_from(numbers.len() + 1).unwrap_or(u32::MAX);
            let of = |id: &str| uuid::Uuid::try_parse(id).ok();
            let parent = message.parent_id.as_deref().and_then(of);
            let answers =
                (parent != last).then(|| parent.and_then(|parent| numbers.get(&parent))).flatten();
            said(message, number, answers.copied(), out)?;
            last = of(&message.id);
            numbers.extend(last.map(|id| (id, number)));
            out.done.messages += 1;
        }
        Ok(())
    })
}

fn head<W: Write>(session: &ImportedConversation, out: &mut Out<W>) -> Result<()> {
    let title: String = session.title.as_deref().unwrap_or("").split_whitespace().fold(
        String::new(),
        |title, word| {
            if title.is_empty() { word.to_owned() } else { title + " " + word }
        },
    );
    let title = if title.is_empty() { "Untitled" } else { &title };
    let model = session.model.as_ref().map_or_else(String::new, |model| format!(" · {model}"));
    let begun = session.created_at_ms.map_or_else(String::new, moment);
    out.write(format!("# {title}\n\n*{begun}{model} · {}*\n\n", session.id).as_bytes())
}

fn said<W: Write>(
    message: &ImportedMessage,
    number: u32,
    answers: Option<u32>,
    out: &mut Out<W>,
) -> Result<()> {
    let who = match message.role {
        MessageRole::User => "User",
        MessageRole::Assistant => "Assistant",
        MessageRole::System => "System",
        MessageRole::Tool => "Tool",
    };
    let at = message.created_at_ms.map_or_else(String::new, moment);
    let hidden = if message.is_hidden() { " · hidden" } else { "" };
    out.write(format!("## {number} · {who} · {at}{hidden}\n\n").as_bytes())?;
    if let Some(answers) = answers {
        out.write(format!("*Answers {answers}.*\n\n").as_bytes())?;
    }
    out.write(message.content.as_bytes())?;
    out.write(b"\n\n")
}

fn moment(at_ms: i64) -> String {
    chrono::DateTime::from_timestamp_millis(at_ms)
        .map_or_else(String::new, |at| at.format("%Y-%m-%d %H:%M:%S UTC").to_string())
}
