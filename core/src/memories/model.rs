//! The requests and responses of memories.

use serde_json::Value;

use crate::id::{MemoryId, MessageId, SessionId, UserId};
use crate::limits;
use crate::memories::MEMORIES;
use crate::ops::{Rule, request, response, wire_enum};

const CONTENT: Rule = Rule::Text { min: 1, max: limits::MEMORY_CHARS_MAX };
const KIND: Rule = Rule::Opaque { max: limits::CATEGORY_CHARS_MAX };
const IMPORTANCE: Rule = Rule::Range { min: 0, max: limits::MEMORY_IMPORTANCE_MAX };
const EMBEDDING: Rule = Rule::Items { min: 1, max: limits::EMBEDDING_DIMENSIONS_MAX };
const METADATA: Rule = Rule::Json { max: limits::METADATA_BYTES_MAX };

request! {
    /// Something to be remembered.
    pub struct AddMemoryRequest for user_id keyed idempotency_key {
        /// Whose it is.
        user_id: UserId,
        /// What is to be remembered, 1 to 16,384 characters.
        content: String => CONTENT,
        ;
        /// Its id, where the caller has made one already; else the engine makes it.
        id: MemoryId,
        /// The session it belongs to; none where it is of the person.
        session_id: SessionId,
        /// What it is: `note` (by default), or a name of the host's own.
        kind: String => KIND,
        /// How much it weighs, 0 to 100; 50 by default.
        importance: i64 => IMPORTANCE,
        /// The message it came from.
        source_id: MessageId,
        /// The numbers that stand for its meaning, 1 to 4096.
        embedding: Vec<f32> => EMBEDDING,
        /// What the host keeps with it: any JSON of at most 64 KiB.
        metadata: Value => METADATA,
        /// When it was made, for memories that were kept elsewhere before; now by default.
        created_at_ms: i64 => Rule::TIME,
        /// Makes a retry answer the first outcome.
        idempotency_key: String => Rule::KEY,
    }
}

request! {
    /// Which memory to read.
    pub struct GetMemoryRequest for user_id {
        /// Whose it is.
        user_id: UserId,
        /// The memory.
        memory_id: MemoryId,
    }
}

request! {
    /// Which memories to list.
    pub struct ListMemoriesRequest for user_id {
        /// Whose they are.
        user_id: UserId,
        ;
        /// Only those of this session. Not together with a kind.
        session_id: SessionId,
        /// Only those of this kind.
        kind: String => KIND,
        /// At most so many, 1 to 200; 50 by default.
        limit: i64 => Rule::PAGE,
        /// Where the last page ended.
        cursor: String => Rule::CURSOR,
    }
}

request! {
    /// What is to be changed of a memory.
    pub struct UpdateMemoryRequest for user_id {
        /// Whose it is.
        user_id: UserId,
        /// The memory.
        memory_id: MemoryId,
        ;
        /// What is to be remembered, 1 to 16,384 characters.
        content: String => CONTENT,
        /// What it is.
        kind: String => KIND,
        /// How much it weighs, 0 to 100.
        importance: i64 => IMPORTANCE,
        /// The numbers that stand for its meaning, 1 to 4096.
        embedding: Vec<f32> => EMBEDDING,
        /// What the host keeps with it, in place of all that it kept: any JSON of at most 64 KiB.
        metadata: Value => METADATA,
        /// Fields that shall have no value any more; none of them may be given one too.
        clear: Vec<MemoryField> => Rule::Items { min: 1, max: 2 },
    }
}

request! {
    /// Which memory to delete.
    pub struct DeleteMemoryRequest for user_id {
        /// Whose it is.
        user_id: UserId,
        /// The memory.
        memory_id: MemoryId,
    }
}

request! {
    /// Which memory to take out of the trash.
    pub struct RestoreMemoryRequest for user_id {
        /// Whose it is.
        user_id: UserId,
        /// The memory.
        memory_id: MemoryId,
    }
}

request! {
    /// What to look for among the memories of a user.
    pub struct SearchMemoriesRequest for user_id {
        /// Whose they are.
        user_id: UserId,
        /// The numbers that stand for what is looked for, 1 to 4096. Only memories with as many are
        /// compared.
        embedding: Vec<f32> => EMBEDDING,
        ;
        /// Only those of this session.
        session_id: SessionId,
        /// Only those of this kind.
        kind: String => KIND,
        /// How likeness is measured; `cosine` by default.
        metric: MemoryMetric,
        /// At most so many, 1 to 100; 10 by default.
        limit: i64 => Rule::Range { min: 1, max: limits::MEMORY_MATCHES_MAX },
    }
}

wire_enum! {
    /// A field of a memory that may have no value.
    pub enum MemoryField {
        /// The numbers that stand for its meaning.
        Embedding = "embedding",
        /// What the host keeps with it.
        Metadata = "metadata",
    }
}

wire_enum! {
    /// How likeness of embeddings is measured.
    pub enum MemoryMetric {
        /// By their angle: 1 where they point the same way, -1 where they point opposite ways, 0
        /// where one of them is all zeros.
        Cosine = "cosine",
        /// By their product, which also grows with their lengths.
        Dot = "dot",
    }
}

response! {
    /// Something that is remembered.
    pub struct Memory {
        /// Its id.
        id: MemoryId,
        /// The session it belongs to; absent where it is of the person.
        session_id: Option<SessionId>,
        /// What it is.
        kind: String,
        /// What is remembered.
        content: String,
        /// How much it weighs, 0 to 100.
        importance: i64,
        /// The message it came from.
        source_id: Option<MessageId>,
        /// How many numbers its embedding has; absent where it has none.
        dimensions: Option<i64>,
        /// The numbers that stand for its meaning.
        embedding: Option<Vec<f32>>,
        /// What the host keeps with it.
        metadata: Option<Value>,
        /// When it was made, in milliseconds since the epoch.
        created_at_ms: i64,
        /// When it was last changed.
        updated_at_ms: i64,
        /// When it was deleted.
        deleted_at_ms: Option<i64>,
    }
}

response! {
    /// A memory that was added.
    pub struct AddMemoryResponse replayable telling MEMORIES |it| [it.memory.id]; {
        /// The memory.
        memory: Memory,
    }
}

response! {
    /// A page of memories.
    pub struct MemoryList {
        /// The memories, the newest first, without their embeddings.
        items: Vec<Memory>,
        /// Where the next page begins; absent on the last.
        next_cursor: Option<String>,
    }
}

response! {
    /// A memory that a search found.
    pub struct MemoryMatch {
        /// The memory, without its embedding.
        memory: Memory,
        /// How alike it is by the measure that was asked for.
        score: f64,
    }
}

response! {
    /// What a search found.
    pub struct MemoryMatches {
        /// The memories, the most alike first; of those that are as alike the one with the greater
        /// id, which is the later, comes first.
        items: Vec<MemoryMatch>,
    }
}
