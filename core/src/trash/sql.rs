//! The statements of the trash.

use crate::store::statements;

statements! {
    INSERT: User = "INSERT INTO trash (user_id, collection, id, purge_at_ms) VALUES (?, ?, ?, ?)";
    SET_TIME: User =
        "UPDATE trash SET purge_at_ms = ? WHERE user_id = ? AND collection = ? AND id = ?";
    HOLDS: User = "SELECT purge_at_ms FROM trash WHERE user_id = ? AND collection = ? AND id = ?";
    DELETE: User = "DELETE FROM trash WHERE user_id = ? AND collection = ? AND id = ?";
    DUE: EngineScan = "SELECT user_id, collection, id FROM trash WHERE purge_at_ms <= ? \
        ORDER BY purge_at_ms, user_id, collection, id LIMIT ?";
}
