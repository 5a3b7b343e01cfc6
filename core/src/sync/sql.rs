//! The statements of tombstones.

use crate::store::statements;

statements! {
    INSERT_TOMBSTONE: User = "INSERT INTO tombstones (user_id, collection, id, sync_seq, \
        erased_at_ms) VALUES (?, ?, ?, ?, ?)";
    TOMBSTONE: User =
        "SELECT sync_seq FROM tombstones WHERE user_id = ? AND collection = ? AND id = ?";
}
