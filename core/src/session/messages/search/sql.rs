//! The statements of a search without an index: messages from the newest on.

use crate::store::statements;

macro_rules! select_older {
    ($($which:literal)+) => {
        concat!(
            "SELECT m.created_at_ms, m.id, m.session_id, m.role, m.content, \
                m.status, s.id \
                FROM messages m LEFT JOIN sessions s \
                ON s.user_id = m.user_id AND s.id = m.session_id AND s.deleted_at_ms IS NULL \
                WHERE m.user_id = ?1 AND m.trashed = 0 AND ",
            $($which),+,
            "ORDER BY m.created_at_ms DESC, m.id DESC LIMIT ?4"
        )
    };
}

// MySQL walks an index by a comparison of one column, not of a row.
statements! {
    /// Servers have an index by time; one file of SQLite has that of the terms and never asks this.
    OLDER: User = select_older!("(m.created_at_ms, m.id) < (?2, ?3) "),
        mysql select_older!(
            "m.created_at_ms <= ?2 AND (m.created_at_ms < ?2 OR m.id < ?3) "
        );
    OLDER_IN_SESSION: User = select_older!(
        "m.session_id = ?5 AND (m.created_at_ms, m.id) < (?2, ?3) "
    ), mysql select_older!(
        "m.session_id = ?5 AND m.created_at_ms <= ?2 AND (m.created_at_ms < ?2 OR m.id < ?3) "
    );
    MESSAGES_OF: User =
        "SELECT message_count FROM session_stats WHERE user_id = ? AND session_id = ?";
}
