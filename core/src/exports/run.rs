//! Exporting all conversations of a user, or one.

use std::io::Write;

use serde::{Deserialize, Serialize};

use crate::context::Context;
use crate::engine::{Acting, Engine};
use crate::error::{Error, ErrorKind, Result};
use crate::exports::model::{ExportConversationRequest, ExportFormat};
use crate::exports::{Conversation, chatgpt, jsonl, markdown};
use crate::id::{SessionId, UserId};
use crate::imports::ImportedConversation;
use crate::limits;
use crate::session::{self, GetSessionRequest, ListSessionsRequest};

/// How an export is written.
///
/// ```
/// use silvervine::exports::{ExportFormat, ExportOptions};
/// let options = ExportOptions::default().format(ExportFormat::Markdown);
/// ```
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[non_exhaustive]
pub struct ExportOptions {
    /// How it is written; as JSON lines by default.
    pub format: ExportFormat,
    /// Only this session; all by default.
    pub session_id: Option<SessionId>,
    /// The most messages in a line, which tests lower.
    #[serde(skip)]
    pub(super) line_messages_max: u64,
}

impl Default for ExportOptions {
    fn default() -> Self {
        ExportOptions {
            format: ExportFormat::Jsonl,
            session_id: None,
            line_messages_max: limits::EXPORT_LINE_MESSAGES_MAX,
        }
    }
}

impl ExportOptions {
    /// Reads options as a surface carries them, such as `{"format":"markdown"}`.
    pub fn from_json(json: &[u8]) -> Result<Self> {
        crate::ops::decode(json)
    }

    /// Writes it so.
    #[must_use]
    pub fn format(mut self, format: ExportFormat) -> Self {
        self.format = format;
        self
    }

    /// Only this session.
    #[must_use]
    pub fn session_id(mut self, id: SessionId) -> Self {
        self.session_id = Some(id);
        self
    }
}

/// How far an export is, and in the end what it wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ExportProgress {
    /// How many bytes were written.
    pub bytes: u64,
    /// How many sessions were written.
    pub conversations: u64,
    /// How many messages were written.
    pub messages: u64,
}

impl Engine {
    /// Writes the conversations of a user, as a stream.
    ///
    /// `progress` hears of each session; false from it ends the export with `cancelled`, and what
    /// was written till then is no whole file. Each page is read by itself, so messages that are
    /// appended meanwhile may be in it.
    ///
    /// ```
    /// use silvervine::Engine;
    /// use silvervine::exports::ExportOptions;
    /// use silvervine::imports::ImportOptions;
    /// use silvervine::users::RegisterUserRequest;
    ///
    /// let register = |engine: &Engine| {
    ///     engine.users().register(RegisterUserRequest::new().email("ada@example.org"))
    /// };
    /// let (here, there) = (Engine::open(":memory:")?, Engine::open(":memory:")?);
    /// let (ada, twin) = (register(&here)?.user.id, register(&there)?.user.id);
    /// let file = r#"[{"role": "user", "content": "Tea?"}]"#;
    /// here.import(ada, file.as_bytes(), &ImportOptions::default(), |_| true)?;
    /// let mut lines = Vec::new();
    /// here.export(ada, &mut lines, &ExportOptions::default(), |_| true)?;
    /// let report = there.import(twin, &lines[..], &ImportOptions::default(), |_| true)?;
    /// assert_eq!(report.progress.messages, 1);
    /// # Ok::<(), silvervine::Error>(())
    /// ```
    pub fn export(
        &self,
        user: UserId,
        to: impl Write,
        options: &ExportOptions,
        progress: impl FnMut(&ExportProgress) -> bool,
    ) -> Result<ExportProgress> {
        self.acting(self.host_context()).export(user, to, options, progress)
    }
}

impl Acting<'_> {
    /// Writes the conversations of a user, as [`Engine::export`] does.
    pub fn export(
        &self,
        user: UserId,
        to: impl Write,
        options: &ExportOptions,
        mut progress: impl FnMut(&ExportProgress) -> bool,
    ) -> Result<ExportProgress> {
        let mut out = Out { to: std::io::BufWriter::new(to), done: ExportProgress::default() };
        let reader = Reader { engine: self.engine(), cx: self.context(), user };
        if options.format == ExportFormat::Chatgpt {
            out.write(b"[")?;
        }
        reader.each_session(options.session_id, |id| {
            match options.format {
                ExportFormat::Jsonl => {
                    jsonl::write(&reader, id, options.line_messages_max, &mut out)?;
                }
                ExportFormat::Markdown => markdown::write(&reader, id, &mut out)?,
                ExportFormat::Chatgpt => chatgpt::write(&reader, id, &mut out)?,
            }
            out.done.conversations += 1;
            match progress(&out.done) {
                true => Ok(()),
                false => Err(ErrorKind::Cancelled {}.into()),
            }
        })?;
        if options.format == ExportFormat::Chatgpt {
            out.write(b"]\n")?;
        }
        out.to.flush().map_err(|error| unwritten(&error))?;
        Ok(out.done)
    }
}

/// Where an export goes, and what went there.
pub(super) struct Out<W: Write> {
    to: std::io::BufWriter<W>,
    pub(super) done: ExportProgress,
}

impl<W: Write> Out<W> {
    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.to.write_all(bytes).map_err(|error| unwritten(&error))?;
        self.done.bytes += bytes.len() as u64;
        Ok(())
    }

    pub(super) fn json(&mut self, value: &impl Serialize) -> Result<()> {
        self.write(json(value)?.as_bytes())
    }
}

pub(super) fn json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value)
        .map_err(|e| Error::internal(format!("a message does not encode: {e}")))
}

fn unwritten(error: &std::io::Error) -> Error {
    match error.kind() {
        std::io::ErrorKind::StorageFull => ErrorKind::StorageFull {}.into(),
        _ => {
            ErrorKind::StorageIo { detail: format!("the export cannot be written: {error}") }.into()
        }
    }
}

/// Reads sessions and their messages, a page at a time.
pub(super) struct Reader<'e> {
    engine: &'e Engine,
    cx: &'e Context,
    user: UserId,
}

impl Reader<'_> {
    fn each_session(
        &self,
        only: Option<SessionId>,
        mut each: impl FnMut(SessionId) -> Result<()>,
    ) -> Result<()> {
        if let Some(id) = only {
            self.engine.run::<session::Get>(self.cx, &GetSessionRequest::new(self.user, id))?;
            return each(id);
        }
        let mut request = ListSessionsRequest::new(self.user).limit(limits::PAGE_ROWS_MAX);
        loop {
            let page = self.engine.run::<session::List>(self.cx, &request)?;
            for session in &page.items {
                match each(session.id) {
                    // It was deleted since the page was read.
                    Err(error) if matches!(error.kind(), ErrorKind::NotFound { .. }) => {}
                    other => other?,
                }
            }
            match page.next_cursor {
                Some(cursor) => request = request.cursor(cursor),
                None => return Ok(()),
            }
        }
    }

    /// Hands on a session page by page; the first call comes even where it has no messages. One
    /// that is deleted meanwhile ends there.
    pub(super) fn each_page(
        &self,
        id: SessionId,
        mut each: impl FnMut(ImportedConversation) -> Result<()>,
    ) -> Result<()> {
        let request = ExportConversationRequest::new(self.user, id);
        let mut request = request.limit(limits::PAGE_ROWS_MAX);
        let mut begun = false;
        loop {
            let page = match self.engine.run::<Conversation>(self.cx, &request) {
                // It was deleted between two pages: what it had till then is closed as a whole.
                Err(error) if begun && matches!(error.kind(), ErrorKind::NotFound { .. }) => {
                    return Ok(());
                }
                page => page?,
            };
            begun = true;
            each(page.conversation)?;
            match page.next_cursor {
                Some(cursor) => request = request.cursor(cursor),
                None => return Ok(()),
            }
        }
    }
}
