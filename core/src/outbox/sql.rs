//! The statements of the outbox.

use crate::store::statements;

/// Events that are due and the first of their user, among those of some kinds.
macro_rules! due {
    ($kinds:literal, $earlier:literal) => {
        concat!(
            "SELECT o.user_id, o.event_id, o.kind, o.at_ms, o.tries, o.raised_at_ms, o.payload \
                FROM outbox o WHERE o.state = 'pending' AND o.at_ms <= ?1 ",
            $kinds,
            "AND NOT EXISTS (SELECT 1 FROM outbox e WHERE e.user_id = o.user_id \
                AND e.state = 'pending' AND e.seq < o.seq ",
            $earlier,
            ") ORDER BY o.at_ms, o.event_id LIMIT ?2"
        )
    };
}

statements! {
    NEXT_SEQ: User = "UPDATE outbox_heads SET seq = seq + 1 WHERE user_id = ?";
    FIRST_SEQ: User = "INSERT INTO outbox_heads (user_id, seq) VALUES (?, 1)";
    SEQ: User = "SELECT seq FROM outbox_heads WHERE user_id = ?";
    BY_KEY: User = "SELECT event_id FROM outbox WHERE user_id = ? AND dedup_key = ?";
    INSERT: User = "INSERT INTO outbox (user_id, event_id, seq, kind, state, at_ms, raised_at_ms, \
        tries, lease_id, reason, dedup_key, payload) \
        VALUES (?, ?, ?, ?, 'pending', ?, ?, 0, NULL, NULL, ?, ?)";

    DUE: EngineScan = due!("", "");
    DUE_OF_KINDS: EngineScan = due!(
        "AND o.kind IN (?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ",
        "AND e.kind IN (?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"
    );
    /// The guard is what the claimer has read: of two who read the same, one leases it.
    LEASE: User = "UPDATE outbox SET at_ms = ?, lease_id = ?, tries = tries + 1 \
        WHERE user_id = ? AND event_id = ? AND state = 'pending' AND at_ms = ? AND tries = ?";
    BURY: User = "UPDATE outbox SET state = 'dead', at_ms = ?, lease_id = NULL, reason = ? \
        WHERE user_id = ? AND event_id = ? AND state = 'pending' AND at_ms = ? AND tries = ?";

    EVENT: User = "SELECT state, tries, at_ms, lease_id FROM outbox \
        WHERE user_id = ? AND event_id = ?",
        postgres "SELECT state, tries, at_ms, lease_id FROM outbox \
        WHERE user_id = ? AND event_id = ? FOR UPDATE",
        mysql "SELECT state, tries, at_ms, lease_id FROM outbox \
        WHERE user_id = ? AND event_id = ? FOR UPDATE";
    DONE: User = "UPDATE outbox SET state = 'done', at_ms = ?, payload = ?, reason = NULL \
        WHERE user_id = ? AND event_id = ? AND state = 'pending' AND lease_id = ?";
    FAIL: User = "UPDATE outbox SET state = ?, at_ms = ?, lease_id = NULL, reason = ? \
        WHERE user_id = ? AND event_id = ? AND state = 'pending' AND lease_id = ?";

    LIST: EngineScan = "SELECT user_id, event_id, kind, state, raised_at_ms, at_ms, lease_id, \
        tries, reason, payload FROM outbox WHERE state = ?1 \
        AND at_ms >= ?2 AND (at_ms > ?2 OR event_id > ?3) ORDER BY at_ms, event_id LIMIT ?4";
    OLD: EngineScan = "SELECT user_id, event_id FROM outbox WHERE state = ? AND at_ms <= ? \
        ORDER BY at_ms, event_id LIMIT ?";
    FORGET: User = "DELETE FROM outbox WHERE user_id = ? AND event_id = ? AND state <> 'pending'";
}
