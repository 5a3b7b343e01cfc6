//! The statements of imports.

use crate::store::statements;

statements! {
    FIND: User = "SELECT content_hash FROM imports \
        WHERE user_id = ? AND source = ? AND external_id = ?";
    INSERT: User = "INSERT INTO imports (user_id, source, external_id, session_id, content_hash, \
        imported_at_ms) VALUES (?, ?, ?, ?, ?, ?)";
    CHANGE: User = "UPDATE imports SET session_id = ?4, content_hash = ?5, imported_at_ms = ?6 \
        WHERE user_id = ?1 AND source = ?2 AND external_id = ?3";
}
