//! The statements of memories.

use crate::store::statements;

// A memory of a session that was removed for good is gone with it, though later steps remove it.
macro_rules! select_memory {
    ($embedding:literal, $($filter:literal)+) => {
        concat!(
            "SELECT m.id, m.session_id, m.kind, m.content, m.importance, m.source_id, \
                m.dimensions, m.metadata, m.created_at_ms, m.updated_at_ms, m.deleted_at_ms",
            $embedding, " FROM memories m LEFT JOIN sessions s \
                ON s.user_id = m.user_id AND s.id = m.session_id \
                WHERE (m.session_id IS NULL OR s.id IS NOT NULL) AND ",
            $($filter),+
        )
    };
}

// MySQL walks an index by a comparison of one column, not of a row.
macro_rules! page {
    (rows $($filter:literal)+) => {
        select_memory!(
            "", $($filter)+ " AND m.trashed = 0 AND (m.created_at_ms, m.id) < (?3, ?4) "
            "ORDER BY m.created_at_ms DESC, m.id DESC LIMIT ?5"
        )
    };
    (columns $($filter:literal)+) => {
        select_memory!(
            "", $($filter)+ " AND m.trashed = 0 AND m.created_at_ms <= ?3 "
            "AND (m.created_at_ms < ?3 OR m.id < ?4) "
            "ORDER BY m.created_at_ms DESC, m.id DESC LIMIT ?5"
        )
    };
}

statements! {
    FIND: User = select_memory!(", m.embedding", "m.user_id = ? AND m.id = ?");
    LIST: User = select_memory!(
        "", "m.user_id = ? AND m.trashed = 0 AND (m.created_at_ms, m.id) < (?, ?) "
        "ORDER BY m.created_at_ms DESC, m.id DESC LIMIT ?"
    ), mysql select_memory!(
        "", "m.user_id = ?1 AND m.trashed = 0 AND m.created_at_ms <= ?2 "
        "AND (m.created_at_ms < ?2 OR m.id < ?3) "
        "ORDER BY m.created_at_ms DESC, m.id DESC LIMIT ?4"
    );
    LIST_IN_SESSION: User = page!(rows "m.user_id = ?1 AND m.session_id = ?2"),
        mysql page!(columns "m.user_id = ?1 AND m.session_id = ?2");
    LIST_BY_KIND: User = page!(rows "m.user_id = ?1 AND m.kind = ?2"),
        mysql page!(columns "m.user_id = ?1 AND m.kind = ?2");
    IS_TRASHED: User = "SELECT trashed FROM memories WHERE user_id = ? AND id = ?";
    EMBEDDINGS: User = "SELECT m.id, m.session_id, m.kind, m.embedding FROM memories m \
        LEFT JOIN sessions s ON s.user_id = m.user_id AND s.id = m.session_id \
        WHERE (m.session_id IS NULL OR s.id IS NOT NULL) AND m.user_id = ? AND m.trashed = 0 \
        AND m.dimensions = ? AND m.id > ? ORDER BY m.id LIMIT ?";
}
