//! The statements of activity.

use crate::store::statements;

statements! {
    OPEN: User = "INSERT INTO activity_stats (user_id, sessions, sessions_ended, session_ms, \
        messages, tokens, actions, opened_at_ms) VALUES (?, 0, 0, 0, 0, 0, 0, ?)";
    IS_OPEN: User = "SELECT 1 FROM activity_stats WHERE user_id = ?";
    STATS: User = "SELECT sessions, sessions_ended, session_ms, messages, tokens, actions, \
        last_session_at_ms, last_message_at_ms, last_action_at_ms FROM activity_stats \
        WHERE user_id = ?";
    COUNT_SESSION: User = "UPDATE activity_stats SET sessions = sessions + 1, \
        last_session_at_ms = CASE WHEN last_session_at_ms >= ?2 THEN last_session_at_ms \
        ELSE ?2 END WHERE user_id = ?1";
    /// The sum of durations stops at its bound: a session must end whatever its clock said.
    COUNT_SESSION_END: User = "UPDATE activity_stats SET sessions_ended = sessions_ended + 1, \
        session_ms = CASE WHEN session_ms <= ?3 THEN session_ms + ?2 ELSE session_ms END \
        WHERE user_id = ?1";
    COUNT_MESSAGES: User = "UPDATE activity_stats SET messages = messages + ?2, \
        tokens = tokens + ?3, cost_micros = cost_micros + ?6, \
        last_message_at_ms = CASE WHEN last_message_at_ms >= ?5 \
        THEN last_message_at_ms ELSE ?5 END \
        WHERE user_id = ?1 AND tokens <= ?4 AND cost_micros <= ?7";
    COST: User = "SELECT cost_micros FROM activity_stats WHERE user_id = ?";
}
