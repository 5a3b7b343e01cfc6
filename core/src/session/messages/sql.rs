//! The statements of messages.

use crate::store::statements;

macro_rules! message_columns {
    () => {
        "m.id, m.role, m.content, m.model, m.tokens, m.cost_micros, m.parent_id, m.status, \
            m.metadata, m.feedback, m.created_at_ms, m.version_of"
    };
}

// The session is joined, not asked for on its own: a page is then one statement, and messages of a
// deleted session, or of one that sync has not brought yet, stay hidden.
macro_rules! select_page {
    ($($place:literal)+) => {
        concat!(
            "SELECT ", message_columns!(), " FROM sessions s JOIN messages m \
                ON m.user_id = s.user_id AND m.session_id = s.id \
                WHERE s.user_id = ?1 AND s.id = ?2 AND s.deleted_at_ms IS NULL \
                AND m.trashed = 0 ",
            $($place),+
        )
    };
}

// MySQL walks an index by a comparison of one column, not of a row.
statements! {
    FIND: User = concat!(
        "SELECT ", message_columns!(), ", m.session_id FROM messages m \
            WHERE m.user_id = ? AND m.id = ?"
    );
    SHOWN: User = concat!(
        "SELECT ", message_columns!(), ", m.session_id FROM messages m JOIN sessions s \
            ON s.user_id = m.user_id AND s.id = m.session_id \
            WHERE m.user_id = ? AND m.id = ? AND m.deleted_at_ms IS NULL \
            AND s.deleted_at_ms IS NULL"
    );
    MARKED: User = "SELECT m.session_id, m.deleted_at_ms, m.tokens, m.cost_micros FROM messages m \
        JOIN sessions s ON s.user_id = m.user_id AND s.id = m.session_id \
        WHERE m.user_id = ? AND m.id = ? AND s.deleted_at_ms IS NULL";
    LATEST: User = "SELECT created_at_ms, id FROM messages WHERE user_id = ? AND session_id = ? \
        AND trashed = 0 ORDER BY created_at_ms DESC, id DESC LIMIT 1";
    OF_SESSION: User =
        "SELECT id, trashed FROM messages WHERE user_id = ? AND session_id = ? LIMIT ?";

    /// The branch that was chosen and the latest message.
    ENDS: User = "SELECT s.leaf_id, c.last_message_id FROM sessions s LEFT JOIN session_stats c \
        ON c.user_id = s.user_id AND c.session_id = s.id \
        WHERE s.user_id = ? AND s.id = ? AND s.deleted_at_ms IS NULL";
    PARENT_OF: User = "SELECT parent_id, trashed FROM messages \
        WHERE user_id = ? AND id = ? AND session_id = ?";
    /// What a message answers, whether it is deleted or not.
    ANSWERS: User = "SELECT parent_id, trashed FROM messages WHERE user_id = ? AND id = ?";
    /// What answers it, deleted or not.
    ANSWERED_BY: User =
        "SELECT id FROM messages WHERE user_id = ? AND parent_id = ? LIMIT ?";
    CHILDREN: User = "SELECT id FROM messages WHERE user_id = ? AND parent_id = ? \
        AND trashed = 0 ORDER BY created_at_ms, id LIMIT ?";
    NEWEST_CHILD: User = "SELECT id FROM messages WHERE user_id = ? AND parent_id = ? \
        AND trashed = ? ORDER BY created_at_ms DESC, id DESC LIMIT 1";
    VERSION_IDS: User = "SELECT id FROM messages WHERE user_id = ? AND version_of = ? \
        AND trashed = 0 ORDER BY created_at_ms, id LIMIT ?";
    VERSIONS: User = concat!(
        "SELECT ", message_columns!(), " FROM messages m WHERE m.user_id = ? \
            AND m.version_of = ? AND m.trashed = 0 AND (m.created_at_ms, m.id) > (?, ?) \
            ORDER BY m.created_at_ms, m.id LIMIT ?"
    ), mysql concat!(
        "SELECT ", message_columns!(), " FROM messages m WHERE m.user_id = ?1 \
            AND m.version_of = ?2 AND m.trashed = 0 AND m.created_at_ms >= ?3 \
            AND (m.created_at_ms > ?3 OR m.id > ?4) \
            ORDER BY m.created_at_ms, m.id LIMIT ?5"
    );
    SESSION_OF: User = "SELECT session_id FROM messages WHERE user_id = ? AND id = ?";
    PLACE_OF: User = "SELECT created_at_ms FROM messages \
        WHERE user_id = ? AND id = ? AND session_id = ? AND deleted_at_ms IS NULL";
    /// The first page has statements of its own: a comparison of each row with an end that no row
    /// passes cost 7 % of a list.
    NEWEST: User = select_page!("ORDER BY m.created_at_ms DESC, m.id DESC LIMIT ?3");
    OLDEST: User = select_page!("ORDER BY m.created_at_ms, m.id LIMIT ?3");
    OLDER: User = select_page!(
        "AND (m.created_at_ms, m.id) < (?4, ?5) ORDER BY m.created_at_ms DESC, m.id DESC LIMIT ?3"
    ), mysql select_page!(
        "AND m.created_at_ms <= ?4 AND (m.created_at_ms < ?4 OR m.id < ?5) "
        "ORDER BY m.created_at_ms DESC, m.id DESC LIMIT ?3"
    );
    NEWER: User = select_page!(
        "AND (m.created_at_ms, m.id) > (?4, ?5) ORDER BY m.created_at_ms, m.id LIMIT ?3"
    ), mysql select_page!(
        "AND m.created_at_ms >= ?4 AND (m.created_at_ms > ?4 OR m.id > ?5) "
        "ORDER BY m.created_at_ms, m.id LIMIT ?3"
    );
}
