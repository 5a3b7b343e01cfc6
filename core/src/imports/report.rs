//! What an import says of itself: how far it is, and what became of the file.

use serde::Serialize;

use crate::error::ErrorCode;
use crate::imports::formats;
use crate::imports::model::ImportedConversation;
use crate::limits;

/// The longest reason that a report repeats, in characters.
const REASON_CHARS_MAX: usize = 300;

/// How far an import is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ImportProgress {
    /// How many bytes of the file were read.
    pub bytes: u64,
    /// How many conversations were met, whatever became of them.
    pub conversations: u64,
    /// How many messages were added.
    pub messages: u64,
}

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ImportReport {
    /// How far it came.
    pub progress: ImportProgress,
    /// Conversations that became sessions.
    pub created: u64,
    /// Conversations whose session got more messages.
    pub grown: u64,
    /// Conversations that were there already.
    pub unchanged: u64,
    /// Conversations whose session was deleted since, and stays so.
    pub deleted: u64,
    /// Conversations that were not taken in; `problems` says why.
    pub failed: u64,
    /// Sessions of an export that go on in another part, which the file has not. They stay active
    /// until their last part comes; `problems` names them.
    pub incomplete: u64,
    /// Messages that were added beside other words under the same id.
    pub changed_messages: u64,
    /// The first 1,000 of those that were not taken in, or not all of them.
    pub problems: Vec<ImportProblem>,
    /// Values that were too large to be kept beside the words, in conversations which were created
    /// or have grown. In the metadata each is replaced by its size, as `omittedBytes`.
    pub omitted: u64,
    /// The first 1,000 of these.
    pub omissions: Vec<ImportOmission>,
    /// How it ended.
    pub end: ImportEnd,
    /// Whether nothing was written because only a dry run was asked for.
    pub dry_run: bool,
}

/// Why a conversation was not taken in, or not all of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ImportProblem {
    /// Which conversation of the file it is, counted from 1.
    pub conversation: u64,
    /// The place of its first byte in the file.
    pub byte: u64,
    /// Its id where it was kept, if that could be read.
    pub id: Option<String>,
    /// The code of the error.
    pub code: String,
    /// What is wrong with it. It repeats nothing that was said.
    pub reason: String,
}

/// A value that was too large to be kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ImportOmission {
    /// Which conversation of the file it is, counted from 1.
    pub conversation: u64,
    /// Its id where it was kept.
    pub id: String,
    /// The id there of the message; none for what stood beside all messages.
    pub message: Option<String>,
    /// The field of `import` in the metadata in which it would stand.
    pub field: String,
    /// How large it is, as JSON.
    pub bytes: u64,
}

/// A part of a session after which another one must come.
#[derive(Debug)]
pub(super) struct Open {
    pub(super) conversation: u64,
    pub(super) at: u64,
    pub(super) id: String,
    pub(super) part: i64,
}

impl Open {
    /// Whether a conversation is the part that must come.
    pub(super) fn is_followed_by(&self, next: &ImportedConversation) -> bool {
        next.source == ImportedConversation::OWN_SOURCE
            && next.id == self.id
            && next.part == Some(self.part + 1)
    }
}

/// How an import ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "how")]
#[non_exhaustive]
pub enum ImportEnd {
    /// The file was read to its end.
    Complete,
    /// The caller wanted no more.
    Cancelled,
    /// The file could not be read on from this byte; what came before was taken in.
    Broken {
        /// The place in the file.
        byte: u64,
        /// What is wrong there.
        reason: String,
    },
}

impl ImportReport {
    pub(super) fn new(dry_run: bool) -> Self {
        ImportReport {
            progress: ImportProgress::default(),
            created: 0,
            grown: 0,
            unchanged: 0,
            deleted: 0,
            failed: 0,
            incomplete: 0,
            changed_messages: 0,
            problems: Vec::new(),
            omitted: 0,
            omissions: Vec::new(),
            end: ImportEnd::Complete,
            dry_run,
        }
    }

    pub(super) fn problem(&mut self, at: u64, id: Option<String>, code: ErrorCode, reason: &str) {
        self.failed += 1;
        self.describe(self.progress.conversations, at, id, code, reason);
    }

    /// Tells of a session whose next part is missing.
    pub(super) fn lacks_part(&mut self, before: Open) {
        self.incomplete += 1;
        let reason = format!("goes on in its part {}, which is not in the file", before.part + 1);
        let Open { conversation, at, id, .. } = before;
        self.describe(conversation, at, Some(id), ErrorCode::NotFound, &reason);
    }

    fn describe(
        &mut self,
        conversation: u64,
        at: u64,
        id: Option<String>,
        code: ErrorCode,
        reason: &str,
    ) {
        if self.problems.len() < limits::IMPORT_PROBLEMS_MAX {
            self.problems.push(ImportProblem {
                conversation,
                byte: at,
                id,
                code: code.as_str().to_owned(),
                reason: reason.chars().take(REASON_CHARS_MAX).collect(),
            });
        }
    }

    /// Tells of what the metadata of a conversation has only the size of.
    pub(super) fn omissions_of(&mut self, conversation: &ImportedConversation) {
        if conversation.source == ImportedConversation::OWN_SOURCE {
            // It was told of when it came from elsewhere.
            return;
        }
        let messages = conversation.messages.iter();
        let messages = messages.map(|message| (Some(&message.id), &message.metadata));
        for (message, metadata) in std::iter::once((None, &conversation.metadata)).chain(messages) {
            let Some(metadata) = metadata else { continue };
            formats::each_omitted(metadata, &mut |field, bytes| {
                self.omitted += 1;
                if self.omissions.len() < limits::IMPORT_PROBLEMS_MAX {
                    self.omissions.push(ImportOmission {
                        conversation: self.progress.conversations,
                        id: conversation.id.clone(),
                        message: message.cloned(),
                        field: field.to_owned(),
                        bytes,
                    });
                }
            });
        }
    }
}
