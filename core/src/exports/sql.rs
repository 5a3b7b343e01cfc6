//! The statement of exports.

use crate::store::statements;

statements! {
    /// Whether a message is shown in a session, and what it answers.
    ABOVE: User = "SELECT deleted_at_ms, parent_id FROM messages \
        WHERE user_id = ? AND id = ? AND session_id = ?";
}
