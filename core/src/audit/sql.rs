//! The statements of the audit trail.

use crate::store::statements;

statements! {
    HEAD: User = "SELECT seq, hash, at_ms FROM audit_heads WHERE user_id = ?";
    INSERT_HEAD: User =
        "INSERT INTO audit_heads (user_id, seq, hash, at_ms) VALUES (?, ?, ?, ?)";
    ADVANCE_HEAD: User =
        "UPDATE audit_heads SET seq = ?, hash = ?, at_ms = ? WHERE user_id = ? AND seq = ?";
    INSERT_EVENT: User = "INSERT INTO audit_events \
        (user_id, seq, at_ms, event, actor, payload_sealed, hash) VALUES (?, ?, ?, ?, ?, ?, ?)";
}
