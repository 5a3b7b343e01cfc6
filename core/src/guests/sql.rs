//! The statements of guests.

use crate::store::statements;

/// One device.
macro_rules! guest {
    ($lock:literal) => {
        concat!(
            "SELECT counters, used_count, opened_at_ms, last_used_at_ms, user_id, adopted_at_ms, \
                adopted_count, version FROM guests WHERE guest_id = ?",
            $lock
        )
    };
}

macro_rules! used_since {
    ($integer:literal) => {
        concat!(
            "SELECT CAST(COALESCE(SUM(amount), 0) AS ",
            $integer,
            ") FROM guest_uses WHERE guest_id = ? AND at_ms >= ?"
        )
    };
}

statements! {
    GUEST: Directory = guest!("");
    /// The same, to be written back: the lock only spares retries, the version is the guard.
    GUEST_TO_WRITE: Directory = guest!(""),
        postgres guest!(" FOR UPDATE"), mysql guest!(" FOR UPDATE");
    INSERT: Directory = "INSERT INTO guests (guest_id, counters, used_count, opened_at_ms, \
        last_used_at_ms, user_id, adopted_at_ms, adopted_count, version) \
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
    UPDATE: Directory = "UPDATE guests SET counters = ?, used_count = ?, opened_at_ms = ?, \
        last_used_at_ms = ?, user_id = ?, adopted_at_ms = ?, adopted_count = ?, \
        version = version + 1 WHERE guest_id = ? AND version = ?";

    USE: Directory = "SELECT outcome, amount FROM guest_uses \
        WHERE guest_id = ? AND replay_key = ?";
    INSERT_USE: Directory = "INSERT INTO guest_uses (guest_id, replay_key, at_ms, amount, \
        outcome) VALUES (?, ?, ?, ?, ?)";
    USED_SINCE: Directory = used_since!("BIGINT"), mysql used_since!("SIGNED");

    STALE: EngineScan = "SELECT guest_id, version FROM guests WHERE last_used_at_ms <= ? \
        ORDER BY last_used_at_ms, guest_id LIMIT ?";
    FORGET: Directory = "DELETE FROM guests WHERE guest_id = ? AND version = ?";
    FORGET_USES: Directory = "DELETE FROM guest_uses WHERE guest_id = ?";
}
