//! Memories: what is to be remembered of a person, or within one session.
//!
//! A memory is one synced row of its user; its fields merge by the later write of each. It may name
//! the session it belongs to, which takes it along when it is removed for good, and the message it
//! came from. It may carry an embedding: numbers of 32 bits, kept as bytes, little-endian. An
//! embedding belongs to the words it was made of, so words that change without a new one lose it.
//!
//! A search compares with every memory of the user whose embedding has as many numbers: the result
//! is exact. It reads in batches and keeps the best, so its memory does not grow with theirs.

use crate::ops::operations;
use crate::sync::collection;

mod add;
mod embedding;
mod model;
mod read;
mod search;
mod sql;
#[cfg(test)]
mod tests;
mod trash;
mod update;

pub use model::{
    AddMemoryRequest, AddMemoryResponse, DeleteMemoryRequest, GetMemoryRequest,
    ListMemoriesRequest, Memory, MemoryField, MemoryList, MemoryMatch, MemoryMatches, MemoryMetric,
    RestoreMemoryRequest, SearchMemoriesRequest, UpdateMemoryRequest,
};
#[cfg(any(test, feature = "testing"))]
pub(crate) use sql::ALL as STATEMENTS;
pub(crate) use trash::remove;

collection! {
    /// Memories, merged per field.
    MEMORIES = 4, "memories", "memory", LastWriterWinsPerField {
        session_id, kind, content, importance, source_id, dimensions, embedding, metadata,
        created_at_ms, updated_at_ms, deleted_at_ms,
    }
}

operations! {
    /// Memories: what is to be remembered of a person.
    memories: Memories {
        /// Adds a memory.
        ///
        /// An `id` that is taken by the very same memory answers it, marked as replayed; taken by
        /// another it is a `conflict`.
        Add: add(AddMemoryRequest) -> AddMemoryResponse = 481 by add::add {
            write, since "0.1.0", access SelfOr("memory:write"), scope User,
            idempotency Optional, route POST "/api/v1/users/{userId}/memories"
                also POST "/api/v1/sessions/{sessionId}/memories",
            errors [Conflict]
        }
        /// Lists memories, the newest first: all of a user, those of a session or those of a kind.
        List: list(ListMemoriesRequest) -> MemoryList = 482 by read::list {
            read, since "0.1.0", access SelfOr("memory:read"), scope User,
            idempotency None, route GET "/api/v1/users/{userId}/memories",
            errors [CursorInvalid]
        }
        /// Changes a memory. What is not given stays as it is, but for an embedding whose words
        /// change.
        Update: update(UpdateMemoryRequest) -> Memory = 483 by update::update {
            write, since "0.1.0", access SelfOr("memory:write"), scope User,
            idempotency None, route PUT "/api/v1/memories/{memoryId}"
        }
        /// Deletes a memory: it goes to the trash, from which upkeep removes it thirty days later.
        Delete: delete(DeleteMemoryRequest) -> Memory = 484 by trash::delete {
            write, since "0.1.0", access SelfOr("memory:write"), scope User,
            idempotency None, route DELETE "/api/v1/memories/{memoryId}"
        }
        /// Finds the memories whose embeddings are most like the one that is given, the most alike
        /// first.
        Search: search(SearchMemoriesRequest) -> MemoryMatches = 485 by search::search {
            read, since "0.1.0", access SelfOr("memory:read"), scope User,
            idempotency None, route POST "/api/v1/users/{userId}/memories/search"
        }
        /// Reads a memory. A deleted one is not found.
        Get: get(GetMemoryRequest) -> Memory = 486 by read::get {
            read, since "0.1.0", access SelfOr("memory:read"), scope User,
            idempotency None, route GET "/api/v1/memories/{memoryId}"
        }
        /// Takes a memory out of the trash. One that is not deleted stays as it is.
        Restore: restore(RestoreMemoryRequest) -> Memory = 487 by trash::restore {
            write, since "0.1.0", access SelfOr("memory:write"), scope User,
            idempotency None, route POST "/api/v1/memories/{memoryId}/restore"
        }
    }
}
