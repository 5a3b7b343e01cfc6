//! The statements of memories.

use crate::store::statements;

macro_rules! select_memory {
    ($embedding:literal, $($filter:literal)+) => {
        concat!(
            "SELECT id, session_id, kind, content, importance, source_id, dimensions, metadata, \
                created_at_ms, updated_at_ms, deleted_at_ms", $embedding, " FROM memories WHERE ",
            $($filter),+
        )
    };
}

// MySQL walks an index by a comparison of one column, not of a row.
macro_rules! page {
    (rows $($filter:literal)+) => {
        select_memory!(
            "", $($filter)+ " AND trashed = 0 AND (created_at_ms, id) < (?3, ?4) "
            "ORDER BY created_at_ms DESC, id DESC LIMIT ?5"
        )
    };
    (columns $($filter:literal)+) => {
        select_memory!(
            "", $($filter)+ " AND trashed = 0 AND created_at_ms <= ?3 "
            "AND (created_at_ms < ?3 OR id < ?4) ORDER BY created_at_ms DESC, id DESC LIMIT ?5"
        )
    };
}

statements! {
    FIND: User = select_memory!(", embedding", "user_id = ? AND id = ?");
    LIST: User = select_memory!(
        "", "user_id = ? AND trashed = 0 AND (created_at_ms, id) < (?, ?) "
        "ORDER BY created_at_ms DESC, id DESC LIMIT ?"
    ), mysql select_memory!(
        "", "user_id = ?1 AND trashed = 0 AND created_at_ms <= ?2 "
        "AND (created_at_ms < ?2 OR id < ?3) ORDER BY created_at_ms DESC, id DESC LIMIT ?4"
    );
    LIST_IN_SESSION: User = page!(rows "user_id = ?1 AND session_id = ?2"),
        mysql page!(columns "user_id = ?1 AND session_id = ?2");
    LIST_BY_KIND: User = page!(rows "user_id = ?1 AND kind = ?2"),
        mysql page!(columns "user_id = ?1 AND kind = ?2");
    IS_TRASHED: User = "SELECT trashed FROM memories WHERE user_id = ? AND id = ?";
    EMBEDDINGS: User = "SELECT id, session_id, kind, embedding FROM memories WHERE user_id = ? \
        AND trashed = 0 AND dimensions = ? AND id > ? ORDER BY id LIMIT ?";
}
