//! The pages which are not JSON text on their way to JavaScript.
//!
//! A list that people show at once, and whose texts are long, is worth its cells by hand; the
//! function that makes objects of them stands in `lib/pages.js`, with the columns in this order.

use std::sync::Arc;

use napi::bindgen_prelude::Array;
use napi::{Env, Error, Result};
use silvervine::messages::{self, Message, MessageList};
use silvervine::{Context, Engine, ErrorKind, Operation};

use crate::inbox::{Inbox, Outcome};
use crate::raw::{AddRows, Sheet};
use crate::waiting::{Cancel, Waiting};

const MESSAGES: u32 = messages::List::ROW.number as u32;

/// A page of a list.
pub(crate) trait Page: Send {
    /// How many cells a row has.
    fn columns(&self) -> usize;

    /// Writes the cells of each row.
    fn write(&self, sheet: &mut Sheet<'_>) -> Result<()>;

    /// What a page has beside its rows: its cursors.
    fn cursors(self: Box<Self>) -> Vec<Option<String>>;
}

/// Appends the rows of a page to `items`, and answers its cursors.
pub(crate) fn fill<'e>(
    env: &'e Env,
    page: Box<dyn Page>,
    items: &Array<'e>,
    add: &AddRows<'e>,
) -> Result<Vec<Option<String>>> {
    let mut sheet = Sheet::new(env, page.columns(), items, add)?;
    page.write(&mut sheet)?;
    sheet.finish()?;
    Ok(page.cursors())
}

/// Runs a list that has such pages.
pub(crate) fn run(
    engine: &Engine,
    context: &Context,
    operation: u32,
    request: &[u8],
) -> silvervine::Result<Box<dyn Page>> {
    match operation {
        MESSAGES => Ok(Box::new(engine.call_as::<messages::List>(context, request)?)),
        other => Err(ErrorKind::UnknownOperation { name: other.to_string() }.into()),
    }
}

/// Queues a list if it has such pages; its outcome goes to `inbox`.
pub(crate) fn submit(
    engine: &Engine,
    context: &Context,
    operation: u32,
    request: &[u8],
    inbox: &Arc<Inbox>,
    number: u32,
) -> Option<Arc<dyn Cancel>> {
    (operation == MESSAGES).then(|| {
        let call = engine.submit_call_as::<messages::List>(context, request);
        Waiting::begin(Arc::clone(inbox), number, call)
    })
}

impl Outcome for MessageList {
    fn deliver(self, inbox: &Inbox, call: u32) {
        inbox.page(call, Box::new(self));
    }
}

impl Page for MessageList {
    fn columns(&self) -> usize {
        13
    }

    fn write(&self, sheet: &mut Sheet<'_>) -> Result<()> {
        self.items.iter().try_for_each(|message| message_cells(message, sheet))
    }

    fn cursors(self: Box<Self>) -> Vec<Option<String>> {
        vec![self.next_cursor, self.previous_cursor]
    }
}

fn message_cells(message: &Message, sheet: &mut Sheet<'_>) -> Result<()> {
    let mut id = [0; 36];
    sheet.text(message.id.0.hyphenated().encode_lower(&mut id))?;
    sheet.word(message.session_id.0.hyphenated().encode_lower(&mut id))?;
    sheet.word(message.role.as_str())?;
    sheet.text(&message.content)?;
    match &message.model {
        Some(model) => sheet.word(model)?,
        None => sheet.null()?,
    }
    for number in [message.tokens, message.cost_micros] {
        match number {
            Some(number) => sheet.number(number)?,
            None => sheet.null()?,
        }
    }
    match &message.parent_id {
        Some(parent) => sheet.text(parent.0.hyphenated().encode_lower(&mut id))?,
        None => sheet.null()?,
    }
    sheet.word(message.status.as_str())?;
    json(sheet, message.metadata.as_ref())?;
    json(sheet, message.feedback.as_ref())?;
    sheet.number(message.created_at_ms)?;
    match &message.version_of {
        Some(first) => sheet.text(first.0.hyphenated().encode_lower(&mut id)),
        None => sheet.null(),
    }
}

/// A cell with JSON text, which JavaScript reads.
fn json(sheet: &mut Sheet<'_>, value: Option<&impl serde::Serialize>) -> Result<()> {
    match value {
        Some(value) => sheet
            .text(&serde_json::to_string(value).map_err(|e| Error::from_reason(e.to_string()))?),
        None => sheet.null(),
    }
}
