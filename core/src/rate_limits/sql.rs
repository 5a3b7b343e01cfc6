//! The statements of rate limits.

use crate::store::statements;

/// One row.
macro_rules! row {
    ($lock:literal) => {
        concat!(
            "SELECT hits, full_at, last_at_ms, version FROM rate_limits \
                WHERE scope = ? AND key_hash = ?",
            $lock
        )
    };
}

statements! {
    ROW: Directory = row!("");
    /// The same, to be written back: the lock only spares retries, the version is the guard.
    ROW_TO_WRITE: Directory = row!(""),
        postgres row!(" FOR UPDATE"), mysql row!(" FOR UPDATE");
    INSERT: Directory = "INSERT INTO rate_limits (scope, key_hash, hits, full_at, last_at_ms, \
        idle_at_ms, version) VALUES (?, ?, ?, ?, ?, ?, ?)";
    UPDATE: Directory = "UPDATE rate_limits SET hits = ?, full_at = ?, last_at_ms = ?, \
        idle_at_ms = ?, version = version + 1 WHERE scope = ? AND key_hash = ? AND version = ?";
    DELETE: Directory = "DELETE FROM rate_limits WHERE scope = ? AND key_hash = ?";
    IDLE: EngineScan = "SELECT scope, key_hash, version FROM rate_limits \
        WHERE idle_at_ms <= ? ORDER BY idle_at_ms, scope, key_hash LIMIT ?";
    DELETE_IDLE: Directory = "DELETE FROM rate_limits \
        WHERE scope = ? AND key_hash = ? AND version = ?";
}
