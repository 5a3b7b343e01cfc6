//! The statements of sessions, their history and their counters.

use crate::store::statements;

macro_rules! select_session {
    ($($filter:literal)+) => {
        concat!(
            "SELECT s.id, s.device, s.title, s.model, s.kind, s.status, s.pinned, s.metadata, \
                c.message_count, c.total_tokens, c.total_cost_micros, c.last_message_at_ms, \
                s.created_at_ms, s.updated_at_ms, s.ended_at_ms, s.deleted_at_ms, s.leaf_id \
                FROM sessions s LEFT JOIN session_stats c \
                ON c.user_id = s.user_id AND c.session_id = s.id WHERE ",
            $($filter),+
        )
    };
}

// MySQL walks an index by a comparison of one column, not of a row.
statements! {
    GET: User = select_session!("s.user_id = ? AND s.id = ?");
    LIST: User = select_session!(
        "s.user_id = ? AND s.trashed = ? AND (s.created_at_ms, s.id) < (?, ?) "
        "ORDER BY s.created_at_ms DESC, s.id DESC LIMIT ?"
    ), mysql select_session!(
        "s.user_id = ?1 AND s.trashed = ?2 AND s.created_at_ms <= ?3 "
        "AND (s.created_at_ms < ?3 OR s.id < ?4) "
        "ORDER BY s.created_at_ms DESC, s.id DESC LIMIT ?5"
    );
    LIST_BY_STATUS: User = select_session!(
        "s.user_id = ? AND s.trashed = 0 AND s.status = ? AND (s.created_at_ms, s.id) < (?, ?) "
        "ORDER BY s.created_at_ms DESC, s.id DESC LIMIT ?"
    ), mysql select_session!(
        "s.user_id = ?1 AND s.trashed = 0 AND s.status = ?2 AND s.created_at_ms <= ?3 "
        "AND (s.created_at_ms < ?3 OR s.id < ?4) "
        "ORDER BY s.created_at_ms DESC, s.id DESC LIMIT ?5"
    );
    IS_SHOWN: User =
        "SELECT 1 FROM sessions WHERE user_id = ? AND id = ? AND deleted_at_ms IS NULL";
    OWNERS: EngineScan = "SELECT user_id FROM sessions WHERE id = ? ORDER BY user_id LIMIT 2";
    /// What an append must know: the state, the counters, the latest message and the branch.
    TAIL: User = "SELECT s.status, s.ended_at_ms, c.total_tokens, c.total_cost_micros, \
        c.last_message_at_ms, c.last_message_id, s.leaf_id \
        FROM sessions s LEFT JOIN session_stats c ON c.user_id = s.user_id AND c.session_id = s.id \
        WHERE s.user_id = ? AND s.id = ? AND s.deleted_at_ms IS NULL";

    INSERT_STATS: User = "INSERT INTO session_stats (user_id, session_id, message_count, \
        total_tokens, total_cost_micros) VALUES (?, ?, 0, 0, 0)";
    ADD_TO_STATS: User = "UPDATE session_stats SET message_count = message_count + ?3, \
        total_tokens = total_tokens + ?4, total_cost_micros = total_cost_micros + ?5, \
        last_message_at_ms = ?6, last_message_id = ?7 \
        WHERE user_id = ?1 AND session_id = ?2 AND total_tokens <= ?8 AND total_cost_micros <= ?9";

    LAST_RECORD: User = "SELECT COALESCE(MAX(n), 0) FROM session_records \
        WHERE user_id = ? AND session_id = ?";
    INSERT_RECORD: User = "INSERT INTO session_records (user_id, session_id, n, status, at_ms) \
        VALUES (?, ?, ?, ?, ?)";
    RECORDS: User = "SELECT n, status, at_ms FROM session_records \
        WHERE user_id = ? AND session_id = ? AND n < ? ORDER BY n DESC LIMIT ?";
    OLDEST_RECORDS: User = "SELECT n FROM session_records \
        WHERE user_id = ? AND session_id = ? ORDER BY n LIMIT ?";
    DELETE_RECORDS: User =
        "DELETE FROM session_records WHERE user_id = ? AND session_id = ? AND n <= ?";

    SET_STATS: User = "UPDATE session_stats SET message_count = message_count + ?3, \
        total_tokens = total_tokens + ?4, total_cost_micros = total_cost_micros + ?5, \
        last_message_at_ms = ?6, last_message_id = ?7 WHERE user_id = ?1 AND session_id = ?2";
    DELETE_STATS: User = "DELETE FROM session_stats WHERE user_id = ? AND session_id = ?";
    MEMORIES_OF: User =
        "SELECT id, trashed FROM memories WHERE user_id = ? AND session_id = ? LIMIT ?";

    INSERT_TOTALS: User = "INSERT INTO session_totals (user_id, active, paused, ended, archived, \
        trashed, removed_messages, removed_tokens, removed_cost_micros) \
        VALUES (?, 0, 0, 0, 0, 0, 0, 0, 0)";
    ADD_TO_TOTALS: User = "UPDATE session_totals SET active = active + ?2, paused = paused + ?3, \
        ended = ended + ?4, archived = archived + ?5, trashed = trashed + ?6, \
        removed_messages = removed_messages + ?7, removed_tokens = removed_tokens + ?8, \
        removed_cost_micros = removed_cost_micros + ?9 WHERE user_id = ?1";
    TOTALS: User = "SELECT active, paused, ended, archived, trashed, removed_messages, \
        removed_tokens, removed_cost_micros FROM session_totals WHERE user_id = ?";
}
