//! Ids and hashes that follow from where a conversation was kept.
//!
//! The same message of the same conversation gets the same id whenever it is taken in, so a file
//! that is read twice, or again after it has grown, meets what it brought before. The ids differ
//! from user to user. They are UUIDs of version 8; those of one conversation begin alike, so that
//! its messages stand together in the index.

use sha2::{Digest, Sha256};
use uuid::{Builder, Uuid};

use crate::error::{Error, Result};
use crate::hash::prefixed;
use crate::id::{MessageId, SessionId, UserId};
use crate::imports::model::ImportedConversation;

/// How many bytes all ids of a conversation share: what the version's bits leave in front.
const SHARED_BYTES: usize = 6;

/// Makes the ids of one conversation for one user.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ids<'c> {
    user: UserId,
    source: &'c str,
    conversation: &'c str,
    pub(super) session: SessionId,
}

impl<'c> Ids<'c> {
    pub(super) fn of(user: UserId, conversation: &'c ImportedConversation) -> Result<Self> {
        let (source, id) = (conversation.source.as_str(), conversation.id.as_str());
        let session = match source == ImportedConversation::OWN_SOURCE {
            true => own(id, || "conversation.id".into())?,
            false => {
                let [source, id] = [source, id].map(str::as_bytes);
                version_8(digest(&[b"session", user.0.as_bytes(), source, id]))
            }
        };
        Ok(Ids { user, source, conversation: id, session: SessionId(session) })
    }

    /// The id of a message; `field` names it where it is none.
    pub(super) fn message(&self, id: &str, field: impl FnOnce() -> String) -> Result<MessageId> {
        match self.source == ImportedConversation::OWN_SOURCE {
            true => own(id, field).map(MessageId),
            false => Ok(self.derived(&[id.as_bytes()])),
        }
    }

    /// The id of a message that differs from the one which has its id.
    pub(super) fn version(&self, id: &str, role: &str, content: &str) -> MessageId {
        self.derived(&[id.as_bytes(), role.as_bytes(), content.as_bytes()])
    }

    fn derived(&self, parts: &[&[u8]]) -> MessageId {
        let [source, conversation] = [self.source, self.conversation].map(str::as_bytes);
        let mut all: Vec<&[u8]> = vec![b"message", self.user.0.as_bytes(), source, conversation];
        all.extend_from_slice(parts);
        let mut bytes = digest(&all);
        bytes[..SHARED_BYTES].copy_from_slice(&self.session.0.as_bytes()[..SHARED_BYTES]);
        MessageId(version_8(bytes))
    }
}

fn own(id: &str, field: impl FnOnce() -> String) -> Result<Uuid> {
    Uuid::try_parse(id)
        .map_err(|_| Error::validation(field(), "must be a UUID, as the source is `silvervine`"))
}

fn version_8(bytes: [u8; 16]) -> Uuid {
    Builder::from_custom_bytes(bytes).into_uuid()
}

fn digest(parts: &[&[u8]]) -> [u8; 16] {
    let mut hash = Sha256::new();
    prefixed(parts, |bytes| hash.update(bytes));
    let mut out = [0; 16];
    out.copy_from_slice(&hash.finalize()[..16]);
    out
}

/// What tells whether a conversation is the one that was taken in before.
pub(super) fn content_hash(conversation: &ImportedConversation) -> Result<[u8; 32]> {
    let mut hash = Hashing(Sha256::new());
    serde_json::to_writer(&mut hash, conversation)
        .map_err(|e| Error::internal(format!("a conversation does not encode: {e}")))?;
    Ok(hash.0.finalize().into())
}

/// A name for what was hashed and has none of its own, or one that is no opaque id.
pub(super) fn name_of(hash: Sha256) -> String {
    let digest = hash.finalize();
    let hex = digest[..24].iter().map(|byte| format!("{byte:02x}"));
    "sha256:".chars().map(String::from).chain(hex).collect()
}

struct Hashing(Sha256);

impl std::io::Write for Hashing {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
