//! Changing a memory. Only what differs is written, and each field is stamped for itself.

use serde_json::Value;

use crate::context::Context;
use crate::error::{Error, Result};
use crate::memories::add::dimensions;
use crate::memories::model::{Memory, MemoryField, UpdateMemoryRequest};
use crate::memories::{MEMORIES, embedding, read};
use crate::ops::given;
use crate::store::{Param, Tx};

pub(crate) fn update(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &UpdateMemoryRequest,
) -> Result<Memory> {
    let (user, id) = (request.user_id, request.memory_id);
    let (clears_embedding, clears_metadata) = cleared(request)?;
    let bytes = request.embedding.as_deref().map(embedding::to_bytes);
    let metadata = given(&request.metadata);
    let metadata_text = metadata.map(Value::to_string);
    // The head keeps others out from here on, so that what is read still holds at the commit.
    tx.synced(&MEMORIES, user).reserve(1)?;
    let memory = read::shown(tx, user, id)?;

    let mut changes: Vec<(&'static str, Param<'_>)> = Vec::with_capacity(7);
    let content = request.content.as_ref().filter(|content| **content != memory.content);
    if let Some(content) = content {
        changes.push(("content", content.into()));
    }
    if let Some(kind) = request.kind.as_ref().filter(|kind| **kind != memory.kind) {
        changes.push(("kind", kind.into()));
    }
    if let Some(importance) = request.importance.filter(|one| *one != memory.importance) {
        changes.push(("importance", importance.into()));
    }
    // An embedding of other words would be found for what is no longer said.
    let loses = clears_embedding || (content.is_some() && bytes.is_none());
    if let Some(bytes) = bytes.as_ref().filter(|_| request.embedding != memory.embedding) {
        changes.push(("dimensions", dimensions(request.embedding.as_deref()).into()));
        changes.push(("embedding", Param::Bytes(bytes)));
    } else if loses && memory.embedding.is_some() {
        changes.extend([("dimensions", Param::Null), ("embedding", Param::Null)]);
    }
    let changes_metadata = metadata.is_some() || clears_metadata;
    if changes_metadata && metadata != memory.metadata.as_ref() {
        changes.push(("metadata", (&metadata_text).into()));
    }
    if changes.is_empty() {
        return Ok(memory);
    }
    changes.push(("updated_at_ms", tx.now_ms().max(memory.updated_at_ms).into()));
    tx.synced(&MEMORIES, user).put(id.0, &changes)?;
    read::shown(tx, user, id)
}

/// Whether the embedding and the metadata shall go.
fn cleared(request: &UpdateMemoryRequest) -> Result<(bool, bool)> {
    let (mut embedding, mut metadata) = (false, false);
    for field in request.clear.iter().flatten() {
        let is_given = match field {
            MemoryField::Embedding => {
                embedding = true;
                request.embedding.is_some()
            }
            MemoryField::Metadata => {
                metadata = true;
                given(&request.metadata).is_some()
            }
        };
        if is_given {
            return Err(Error::validation("clear", format!("names `{field}`, which is given")));
        }
    }
    Ok((embedding, metadata))
}
