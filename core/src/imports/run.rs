//! Importing a whole file.

use std::io::Read as FromFile;

use serde::Deserialize;

use crate::context::Context;
use crate::engine::{Acting, Engine};
use crate::error::{Error, ErrorCode, Result};
use crate::id::UserId;
use crate::imports::elements::{Elements, Next, Place};
use crate::imports::formats::{self, ImportFormat, Node, Read};
use crate::imports::model::{ImportConversationRequest, ImportOutcome, ImportedConversation};
use crate::imports::report::{ImportEnd, ImportProgress, ImportReport, Open};
use crate::imports::{Conversation, Preview};
use crate::limits;

/// How a file is imported.
///
/// ```
/// use silvervine::imports::{ImportFormat, ImportOptions};
/// let options = ImportOptions::default().format(ImportFormat::Chatgpt).dry_run(true);
/// ```
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[non_exhaustive]
pub struct ImportOptions {
    /// How the file is written; each conversation tells by default.
    pub format: ImportFormat,
    /// Only says what would be done.
    pub dry_run: bool,
    /// The largest conversation that is taken in, in bytes of JSON: 64 MiB by default and at most.
    pub conversation_bytes_max: usize,
}

impl Default for ImportOptions {
    fn default() -> Self {
        ImportOptions {
            format: ImportFormat::Auto,
            dry_run: false,
            conversation_bytes_max: limits::IMPORT_CONVERSATION_BYTES_MAX,
        }
    }
}

impl ImportOptions {
    /// Reads options as a surface carries them, such as `{"format":"chatgpt","dryRun":true}`.
    pub fn from_json(json: &[u8]) -> Result<Self> {
        crate::ops::decode(json)
    }

    /// Takes the file for this format instead of looking.
    #[must_use]
    pub fn format(mut self, format: ImportFormat) -> Self {
        self.format = format;
        self
    }

    /// Only says what would be done.
    #[must_use]
    pub fn dry_run(mut self, on: bool) -> Self {
        self.dry_run = on;
        self
    }

    /// The largest conversation that is taken in, in bytes of JSON, at most 64 MiB.
    #[must_use]
    pub fn conversation_bytes_max(mut self, bytes: usize) -> Self {
        self.conversation_bytes_max = bytes;
        self
    }
}

impl Engine {
    /// Imports the conversations of a file for a user, as a stream.
    ///
    /// `progress` hears of each conversation; false from it ends the import there. What cannot be
    /// taken in is described in the report. An error is one of the store or of the engine: what
    /// came before it is durable, and running the import again goes on from there.
    ///
    /// ```
    /// use silvervine::Engine;
    /// use silvervine::imports::ImportOptions;
    /// use silvervine::users::RegisterUserRequest;
    ///
    /// let engine = Engine::open(":memory:")?;
    /// let ada = RegisterUserRequest::new().email("ada@example.org");
    /// let ada = engine.users().register(ada)?.user.id;
    /// let file = r#"[{"role":"user","content":"Tea?"},{"role":"assistant","content":"Tea."}]"#;
    /// let report = engine.import(ada, file.as_bytes(), &ImportOptions::default(), |_| true)?;
    /// assert_eq!((report.created, report.progress.messages), (1, 2));
    /// let again = engine.import(ada, file.as_bytes(), &ImportOptions::default(), |_| true)?;
    /// assert_eq!((again.unchanged, again.progress.messages), (1, 0));
    /// # Ok::<(), silvervine::Error>(())
    /// ```
    pub fn import(
        &self,
        user: UserId,
        file: impl FromFile,
        options: &ImportOptions,
        progress: impl FnMut(&ImportProgress) -> bool,
    ) -> Result<ImportReport> {
        self.acting(self.host_context()).import(user, file, options, progress)
    }
}

impl Acting<'_> {
    /// Imports the conversations of a file for a user, as [`Engine::import`] does.
    pub fn import(
        &self,
        user: UserId,
        file: impl FromFile,
        options: &ImportOptions,
        progress: impl FnMut(&ImportProgress) -> bool,
    ) -> Result<ImportReport> {
        let most = limits::IMPORT_CONVERSATION_BYTES_MAX;
        if !(1..=most).contains(&options.conversation_bytes_max) {
            let rule = format!("must be a whole number from 1 to {most}");
            return Err(Error::validation("conversationBytesMax", rule));
        }
        let report = ImportReport::new(options.dry_run);
        let (engine, cx) = (self.engine(), self.context());
        let (plain, open) = (Plain::default(), None);
        let mut run = Run { engine, cx, user, options, progress, report, plain, open };
        // A user who does not exist is one error, not one for each conversation.
        let nothing = ImportedConversation::new("messages", "none", Vec::new());
        engine.run::<Preview>(cx, &ImportConversationRequest::new(user, nothing))?;
        run.read(file)?;
        run.close();
        Ok(run.report)
    }
}

/// The messages of an array that is one conversation.
#[derive(Default)]
struct Plain {
    nodes: Vec<Node>,
    bytes: usize,
    place: Option<Place>,
}

struct Run<'e, P> {
    engine: &'e Engine,
    cx: &'e Context,
    user: UserId,
    options: &'e ImportOptions,
    progress: P,
    report: ImportReport,
    plain: Plain,
    open: Option<Open>,
}

/// Whether to go on.
type GoOn = bool;

impl<P: FnMut(&ImportProgress) -> bool> Run<'_, P> {
    fn read(&mut self, file: impl FromFile) -> Result<()> {
        let lines = self.options.format == ImportFormat::Jsonl;
        let mut elements = Elements::new(file, self.options.conversation_bytes_max, lines);
        loop {
            let next = elements.next();
            self.report.progress.bytes = elements.passed();
            let go_on = match next {
                Next::Element(place) => self.element(place, elements.text())?,
                Next::TooLarge(place) => {
                    let most = self.options.conversation_bytes_max;
                    let reason = format!("is larger than {most} bytes");
                    self.refuse(place.at, ErrorCode::PayloadTooLarge, &reason)?
                }
                Next::BadLine(place) => {
                    let reason = "is a line that is not one JSON value";
                    self.refuse(place.at, ErrorCode::Validation, reason)?
                }
                Next::End => {
                    self.flush()?;
                    return Ok(());
                }
                Next::Broken { at, why } => return self.broken(at, why.to_owned()),
                Next::Failed { at, why } => {
                    return self.broken(at, format!("the file cannot be read: {why}"));
                }
            };
            if !go_on {
                self.report.end = ImportEnd::Cancelled;
                return Ok(());
            }
        }
    }

    fn broken(&mut self, byte: u64, reason: String) -> Result<()> {
        // The array of messages may go on behind the break, and half of it is not taken in.
        self.plain = Plain::default();
        if self.report.progress.conversations == 0 {
            return Err(Error::validation("file", format!("cannot be imported: {reason}")));
        }
        self.report.end = ImportEnd::Broken { byte, reason };
        Ok(())
    }

    fn element(&mut self, place: Place, text: &[u8]) -> Result<GoOn> {
        let read = formats::read(text, self.options.format);
        if let Ok(Read::Message(node)) = read {
            return self.message(place, *node, text.len());
        }
        let go_on = self.flush()?;
        Ok(go_on
            && match read {
                Ok(Read::Conversation(conversation)) => {
                    self.conversation(place.at, *conversation)?
                }
                Ok(Read::Message(_)) => true,
                Err(reason) => self.refuse(place.at, ErrorCode::Validation, &reason)?,
            })
    }

    /// One message of an array that is one conversation.
    fn message(&mut self, place: Place, node: Node, bytes: usize) -> Result<GoOn> {
        let goes_on = self.plain.place.is_some_and(|first| first.group == place.group);
        let go_on = goes_on || self.flush()?;
        self.plain.place.get_or_insert(place);
        self.plain.bytes = self.plain.bytes.saturating_add(bytes);
        if self.plain.bytes > self.options.conversation_bytes_max {
            // It is counted on and not kept, so that the flush knows that it was too large.
            self.plain.nodes = Vec::new();
        } else if self.plain.nodes.len() <= limits::IMPORT_MESSAGES_MAX {
            // One more than can be taken in is refused like any number of them.
            self.plain.nodes.push(node);
        }
        Ok(go_on)
    }

    /// Takes in the array of messages that has ended.
    fn flush(&mut self) -> Result<GoOn> {
        let Plain { nodes, bytes, place } = std::mem::take(&mut self.plain);
        let Some(place) = place else { return Ok(true) };
        if bytes > self.options.conversation_bytes_max {
            let most = self.options.conversation_bytes_max;
            let reason = format!("is larger than {most} bytes");
            return self.refuse(place.at, ErrorCode::PayloadTooLarge, &reason);
        }
        self.conversation(place.at, formats::conversation_of(nodes))
    }

    fn conversation(&mut self, at: u64, conversation: ImportedConversation) -> Result<GoOn> {
        self.report.progress.conversations += 1;
        if self.open.as_ref().is_some_and(|open| open.is_followed_by(&conversation)) {
            self.open = None;
        }
        self.close();
        let request = ImportConversationRequest::new(self.user, conversation);
        let outcome = match self.options.dry_run {
            true => self.engine.run::<Preview>(self.cx, &request),
            false => self.engine.run::<Conversation>(self.cx, &request),
        };
        match outcome {
            Ok(done) => {
                let count = |n: i64| u64::try_from(n).unwrap_or(0);
                self.report.progress.messages += count(done.messages_added);
                self.report.changed_messages += count(done.messages_changed);
                *match done.outcome {
                    ImportOutcome::Created => &mut self.report.created,
                    ImportOutcome::Grown => &mut self.report.grown,
                    ImportOutcome::Unchanged => &mut self.report.unchanged,
                    ImportOutcome::Deleted => &mut self.report.deleted,
                } += 1;
                if request.conversation.continues == Some(true)
                    && done.outcome != ImportOutcome::Deleted
                {
                    self.open = Some(Open {
                        conversation: self.report.progress.conversations,
                        at,
                        id: request.conversation.id.clone(),
                        part: request.conversation.part.unwrap_or(0),
                    });
                }
                if matches!(done.outcome, ImportOutcome::Created | ImportOutcome::Grown) {
                    self.report.omissions_of(&request.conversation);
                }
            }
            // It is about one conversation, so the others can still be taken in.
            Err(error) if error.is_refusal() => {
                let id = Some(request.conversation.id);
                self.report.problem(at, id, error.code(), &error.to_string());
            }
            Err(error) => return Err(error),
        }
        Ok((self.progress)(&self.report.progress))
    }

    /// Tells of a session whose next part has not come.
    fn close(&mut self) {
        if let Some(open) = self.open.take() {
            self.report.lacks_part(open);
        }
    }

    fn refuse(&mut self, at: u64, code: ErrorCode, reason: &str) -> Result<GoOn> {
        self.report.progress.conversations += 1;
        self.report.problem(at, None, code, reason);
        Ok((self.progress)(&self.report.progress))
    }
}
