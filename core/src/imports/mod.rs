//! Imports: conversations that were kept by other programs, or exported by this one.
//!
//! A file is read as a stream, one conversation at a time, and each is one transaction: it is taken
//! in whole or not at all, and a bad one is described in the report and stops nothing. Ids follow
//! from where a conversation was kept, so a file that is read twice adds nothing, and one that has
//! grown adds what is new. So an import that was interrupted is resumed by running it again.
//!
//! | format | source of its ids |
//! |---|---|
//! | `conversations.json` of ChatGPT | `chatgpt` |
//! | `conversations.json` of Claude | `claude` |
//! | chats of Open WebUI | `open_webui` |
//! | LibreChat, flat or as a tree | `librechat` |
//! | a backup of NextChat | `nextchat` |
//! | `[{role, content}]` | `messages`; the id follows from the content |
//! | JSON lines of [`exports`](crate::exports) | `silvervine`; ids stay as they are |
//!
//! All branches are kept, and the session shows the one that was shown there (its `leafId`). What
//! the other program hid is marked `"hidden": true` in the metadata of the message; what only its
//! format understands stands there under `import`. What of that is too large for metadata is
//! replaced by its size and listed in the report (`omissions`): the words of an attached file go,
//! its name stays. A message without a time gets one right after its parent's; none is made before
//! its parent.
//!
//! A session of an export that is too long for one line comes in parts, each a transaction of its
//! own. Until the last has come the session is active and the report counts it as `incomplete`; the
//! parts that are missing are added when the whole file is imported.
//!
//! # Limits
//! A conversation has at most [`IMPORT_MESSAGES_MAX`](crate::limits::IMPORT_MESSAGES_MAX) messages
//! and [`IMPORT_CONVERSATION_BYTES_MAX`](crate::limits::IMPORT_CONVERSATION_BYTES_MAX) bytes; a
//! larger one is described in the report. A ZIP archive is refused: give the JSON inside.

use crate::ops::operations;

mod elements;
mod file;
mod foresee;
mod formats;
mod ids;
mod model;
mod report;
mod run;
mod source;
mod sql;
#[cfg(all(test, feature = "sqlite"))]
pub(crate) mod tests;
mod text;
mod write;

pub use formats::ImportFormat;
pub use model::{
    ImportConversationRequest, ImportConversationResponse, ImportOutcome, ImportedConversation,
    ImportedMessage,
};
pub use report::{ImportEnd, ImportOmission, ImportProblem, ImportProgress, ImportReport};
pub use run::ImportOptions;
#[cfg(any(test, feature = "testing"))]
pub(crate) use sql::ALL as STATEMENTS;

operations! {
    /// Imports: conversations that were kept elsewhere.
    imports: Imports {
        /// Takes in a conversation that was kept elsewhere, whole or not at all.
        ///
        /// Made again it changes nothing; made again with more messages it adds those. A message
        /// whose words differ from those under its id is added beside it, as another branch. A
        /// session that was deleted since stays deleted. A surface takes whole files by its own
        /// `import`.
        Conversation: conversation(ImportConversationRequest) -> ImportConversationResponse = 551
            by write::conversation {
            write, since "0.1.0", access SelfOr("session:write"), scope User,
            idempotency None, route POST "/api/v1/users/{userId}/imports",
            errors [Conflict, InvalidState, AmountOverflow]
        }
        /// Says what taking in a conversation would do. It refuses what that would refuse.
        Preview: preview(ImportConversationRequest) -> ImportConversationResponse = 552
            by write::preview {
            read, since "0.1.0", access SelfOr("session:read"), scope User,
            idempotency None, route POST "/api/v1/users/{userId}/imports/preview",
            errors [Conflict, InvalidState, AmountOverflow]
        }
    }
}
