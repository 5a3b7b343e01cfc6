//! A session in a line, or in several where it is too long for one.

use std::io::Write;

use crate::error::{Error, Result};
use crate::exports::run::{Out, Reader, json};
use crate::id::SessionId;
use crate::imports::ImportedConversation;
use crate::limits;

/// Where the messages stand in a conversation that has none.
const MESSAGES: &str = "\"messages\":[]";

pub(super) fn write<W: Write>(
    reader: &Reader<'_>,
    id: SessionId,
    messages_max: u64,
    out: &mut Out<W>,
) -> Result<()> {
    let mut line: Option<Line> = None;
    let mut parts = 0;
    reader.each_page(id, |mut page| {
        let messages = std::mem::take(&mut page.messages);
        if line.is_none() {
            line = Some(Line::begin(page.clone(), out)?);
            parts = 1;
        }
        for message in messages {
            let open = match line.take() {
                Some(open) if open.has_room(messages_max) => open,
                full => {
                    let source = ImportedConversation::OWN_SOURCE;
                    let mut next = ImportedConversation::new(source, page.id.clone(), Vec::new());
                    next.active_id.clone_from(&page.active_id);
                    next.part = Some(parts);
                    parts += 1;
                    if let Some(full) = full {
                        full.go_on_in(&mut next, out)?;
                    }
                    Line::begin(next, out)?
                }
            };
            line = Some(open.add(&json(&message)?, out)?);
            out.done.messages += 1;
        }
        Ok(())
    })?;
    line.map_or(Ok(()), |line| line.end(out))
}

/// A line that is being written.
struct Line {
    head: ImportedConversation,
    messages: u64,
    bytes: u64,
}

impl Line {
    fn begin<W: Write>(head: ImportedConversation, out: &mut Out<W>) -> Result<Line> {
        let (text, at) = around(&head)?;
        out.write(&text.as_bytes()[..at])?;
        Ok(Line { head, messages: 0, bytes: text.len() as u64 })
    }

    fn has_room(&self, messages_max: u64) -> bool {
        self.messages < messages_max && self.bytes < limits::EXPORT_LINE_BYTES_MAX
    }

    fn add<W: Write>(mut self, message: &str, out: &mut Out<W>) -> Result<Line> {
        if self.messages > 0 {
            out.write(b",")?;
        }
        out.write(message.as_bytes())?;
        self.messages += 1;
        self.bytes += message.len() as u64;
        Ok(self)
    }

    /// Ends a line that is not the last of its session; the state of that goes to the next.
    fn go_on_in<W: Write>(
        mut self,
        next: &mut ImportedConversation,
        out: &mut Out<W>,
    ) -> Result<()> {
        next.status = self.head.status.take();
        next.updated_at_ms = self.head.updated_at_ms.take();
        next.ended_at_ms = self.head.ended_at_ms.take();
        self.head.continues = Some(true);
        self.end(out)
    }

    fn end<W: Write>(self, out: &mut Out<W>) -> Result<()> {
        let (text, at) = around(&self.head)?;
        out.write(&text.as_bytes()[at..])?;
        out.write(b"\n")
    }
}

/// A line without messages, and where these stand in it.
fn around(head: &ImportedConversation) -> Result<(String, usize)> {
    let text = json(head)?;
    // Before the messages stand the source and the id, which hold no such text.
    let at = text.find(MESSAGES).ok_or_else(|| Error::internal("a session has no messages"))?;
    Ok((text, at + MESSAGES.len() - 1))
}
