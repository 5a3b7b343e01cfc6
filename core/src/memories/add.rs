//! Adding a memory.

use serde_json::Value;

use crate::context::Context;
use crate::error::{Error, ErrorKind, Result};
use crate::id::{MemoryId, UserId};
use crate::limits;
use crate::memories::model::{AddMemoryRequest, AddMemoryResponse, Memory};
use crate::memories::{MEMORIES, embedding, read, sql};
use crate::ops::given;
use crate::session::messages;
use crate::store::{Param, Tx};
use crate::{activity, session, sync};

pub(crate) fn add(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &AddMemoryRequest,
) -> Result<AddMemoryResponse> {
    let user = request.user_id;
    if !activity::is_open(tx, user)? {
        return Err(Error::not_found("user", user));
    }
    if let Some(id) = request.id
        && let Some(stored) = read::find(tx, user, id)?
    {
        return same(stored, request);
    }
    // The head keeps others out from here on: the session is not removed meanwhile.
    tx.synced(&MEMORIES, user).reserve(1)?;
    if let Some(session) = request.session_id {
        session::require(tx, user, session)?;
    }
    if let Some(source) = request.source_id {
        messages::require(tx, user, source)?;
    }
    let id = match request.id {
        Some(id) if sync::is_erased(tx, &MEMORIES, user, id.0)? => {
            return Err(MEMORIES.taken(id.0, sync::GONE));
        }
        Some(id) => id,
        None => tx.new_id()?,
    };
    if !insert(tx, user, id, request)? {
        let params = [user.into(), id.into()];
        let stands = tx.get(&sql::IS_TRASHED, &params, |_| Ok(()))?.is_some();
        if stands && read::find(tx, user, id)?.is_none() {
            return Err(MEMORIES.taken(id.0, "what has the id is being removed for good"));
        }
        // Another call took the id since it was looked up.
        return Err(ErrorKind::Serialization {}.into());
    }
    Ok(AddMemoryResponse { memory: read::stored(tx, user, id)?, replayed: false })
}

fn insert(tx: &mut Tx<'_>, user: UserId, id: MemoryId, request: &AddMemoryRequest) -> Result<bool> {
    let at_ms = request.created_at_ms.unwrap_or(tx.now_ms());
    let metadata = given(&request.metadata).map(Value::to_string);
    let embedding = request.embedding.as_deref();
    let bytes = embedding.map(embedding::to_bytes);
    let values = [
        request.session_id.into(),
        request.kind.as_deref().unwrap_or(limits::MEMORY_KIND_DEFAULT).into(),
        (&request.content).into(),
        request.importance.unwrap_or(limits::MEMORY_IMPORTANCE_DEFAULT).into(),
        request.source_id.into(),
        dimensions(embedding).into(),
        bytes.as_deref().map_or(Param::Null, Param::Bytes),
        (&metadata).into(),
        at_ms.into(),
        at_ms.into(),
        Param::Null,
    ];
    tx.synced(&MEMORIES, user).insert_new(id.0, &values)
}

pub(super) fn dimensions(embedding: Option<&[f32]>) -> Option<i64> {
    embedding.and_then(|embedding| i64::try_from(embedding.len()).ok())
}

/// Answers the stored memory where it is what the request would make.
fn same(stored: Memory, request: &AddMemoryRequest) -> Result<AddMemoryResponse> {
    let is_same = stored.deleted_at_ms.is_none()
        && stored.content == request.content
        && stored.session_id == request.session_id
        && stored.kind == request.kind.as_deref().unwrap_or(limits::MEMORY_KIND_DEFAULT)
        && stored.importance == request.importance.unwrap_or(limits::MEMORY_IMPORTANCE_DEFAULT)
        && stored.source_id == request.source_id
        && stored.embedding == request.embedding
        && stored.metadata.as_ref() == given(&request.metadata)
        && request.created_at_ms.is_none_or(|at| at == stored.created_at_ms);
    match is_same {
        true => Ok(AddMemoryResponse { memory: stored, replayed: true }),
        false => Err(MEMORIES.taken(stored.id.0, "the id is taken by another memory")),
    }
}
