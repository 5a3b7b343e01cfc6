//! The statements of the wallet.
//!
//! Each write of a wallet is guarded by its version, which every change of the wallet or of its
//! grants counts up; so what was computed from the row that was read is what the row becomes.

use crate::store::statements;

/// Everything of one wallet.
macro_rules! wallet {
    ($lock:literal) => {
        concat!(
            "SELECT balance, held, level, total_consumed, total_recharged, \
                first_recharged_at_ms, status, version, seq, chain, last_at_ms, \
                last_effective_at_ms, next_expiry_at_ms, head_grant_id, head_remaining, \
                head_priority, head_expires_at_ms, head_kind_order, head_opened_seq, owed, \
                floor_points, floor_low FROM wallets WHERE user_id = ? AND asset = ?",
            $lock
        )
    };
}

statements! {
    OPEN: User = "INSERT INTO wallets (user_id, asset, balance, held, level, total_consumed, \
        total_recharged, first_recharged_at_ms, status, version, seq, chain, last_at_ms, \
        last_effective_at_ms, next_expiry_at_ms, head_grant_id, head_remaining, head_priority, \
        head_expires_at_ms, head_kind_order, head_opened_seq, opened_at_ms) \
        VALUES (?, ?, 0, 0, 1, 0, 0, NULL, 'active', 0, 0, ?, ?, ?, NULL, NULL, 0, 0, 0, 0, 0, ?)";
    WALLET: User = wallet!("");
    /// The same, to be written back: the lock only spares retries, the version is the guard.
    WALLET_TO_WRITE: User = wallet!(""),
        postgres wallet!(" FOR UPDATE"), mysql wallet!(" FOR UPDATE");
    /// What a balance is made of where nothing expires: half of the columns take half of the time
    /// to read.
    BALANCE: User = "SELECT balance, held, level, total_consumed, total_recharged, \
        first_recharged_at_ms, status, seq, last_at_ms, next_expiry_at_ms, owed FROM wallets \
        WHERE user_id = ? AND asset = ?";
    /// The common consume. The version alone would do; the other guards say what must hold, and
    /// hold even for a caller that computed wrongly.
    SPEND: User = "UPDATE wallets SET balance = balance - ?4, \
        head_remaining = head_remaining - ?4, level = ?5, total_consumed = ?6, seq = ?7, \
        chain = ?8, last_at_ms = ?9, last_effective_at_ms = ?9, version = version + 1 \
        WHERE user_id = ?1 AND asset = ?2 AND version = ?3 AND status = 'active' \
        AND balance - held - owed >= ?4 AND head_remaining >= ?4";
    LOCK: User = "UPDATE wallets SET version = version + 1 \
        WHERE user_id = ? AND asset = ? AND version = ?";
    STORE: User = "UPDATE wallets SET balance = ?4, held = ?5, level = ?6, total_consumed = ?7, \
        total_recharged = ?8, first_recharged_at_ms = ?9, status = ?10, seq = ?11, chain = ?12, \
        last_at_ms = ?13, last_effective_at_ms = ?14, next_expiry_at_ms = ?15, \
        head_grant_id = ?16, head_remaining = ?17, head_priority = ?18, \
        head_expires_at_ms = ?19, head_kind_order = ?20, head_opened_seq = ?21, \
        owed = ?22, version = version + 1 WHERE user_id = ?1 AND asset = ?2 AND version = ?3";
    SET_FLOOR: User = "UPDATE wallets SET floor_points = ?4, floor_low = ?5, \
        version = version + 1 WHERE user_id = ?1 AND asset = ?2 AND version = ?3";
    /// Of a wallet that this transaction has just written, so its version stands.
    FLOOR_LOW: User = "UPDATE wallets SET floor_low = ?4 \
        WHERE user_id = ?1 AND asset = ?2 AND version = ?3";
    DUE: EngineScan = "SELECT user_id, asset FROM wallets WHERE next_expiry_at_ms <= ? \
        ORDER BY next_expiry_at_ms LIMIT ?";

    INSERT_GRANT: User = "INSERT INTO grants (user_id, asset, grant_id, kind, amount, remaining, \
        held, spent, effective_at_ms, priority, expires_at_ms, kind_order, opened_seq) \
        VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?)";
    /// Sets what remains of a grant besides what holds have reserved of it.
    SET_FREE: User = "UPDATE grants SET remaining = held + ?4, \
        spent = CASE WHEN held + ?4 = 0 THEN 1 ELSE 0 END \
        WHERE user_id = ?1 AND asset = ?2 AND grant_id = ?3";
    NEXT_GRANTS: User = "SELECT grant_id, remaining - held, priority, expires_at_ms, kind_order, \
        opened_seq FROM grants WHERE user_id = ? AND asset = ? AND spent = 0 \
        AND remaining > held \
        ORDER BY priority, expires_at_ms, kind_order, opened_seq LIMIT ?";
    EXPIRED_GRANTS: User = "SELECT grant_id, remaining - held, expires_at_ms FROM grants \
        WHERE user_id = ? AND asset = ? AND spent = 0 AND expires_at_ms <= ? \
        AND remaining > held ORDER BY expires_at_ms, opened_seq LIMIT ?";
    NEXT_EXPIRY: User = "SELECT expires_at_ms FROM grants WHERE user_id = ? AND asset = ? \
        AND spent = 0 AND expires_at_ms < 9223372036854775807 AND remaining > held \
        ORDER BY expires_at_ms LIMIT 1";
    /// What expires up to a moment, by moment, without the head, whose row is out of date.
    EXPIRED_BY_MOMENT: User = "SELECT expires_at_ms, SUM(remaining - held) FROM grants \
        WHERE user_id = ? AND asset = ? AND spent = 0 AND expires_at_ms > ? \
        AND expires_at_ms <= ? AND grant_id <> ? AND remaining > held \
        GROUP BY expires_at_ms ORDER BY expires_at_ms LIMIT ?",
        postgres "SELECT expires_at_ms, CAST(SUM(remaining - held) AS BIGINT) FROM grants \
        WHERE user_id = ? AND asset = ? AND spent = 0 AND expires_at_ms > ? \
        AND expires_at_ms <= ? AND grant_id <> ? AND remaining > held \
        GROUP BY expires_at_ms ORDER BY expires_at_ms LIMIT ?",
        mysql "SELECT expires_at_ms, CAST(SUM(remaining - held) AS SIGNED) FROM grants \
        WHERE user_id = ? AND asset = ? AND spent = 0 AND expires_at_ms > ? \
        AND expires_at_ms <= ? AND grant_id <> ? AND remaining > held \
        GROUP BY expires_at_ms ORDER BY expires_at_ms LIMIT ?";
    /// What expires up to a moment, without the head, whose row is out of date.
    EXPIRED_POINTS: User = "SELECT COALESCE(SUM(remaining - held), 0) FROM grants \
        WHERE user_id = ? AND asset = ? AND spent = 0 AND expires_at_ms <= ? AND grant_id <> ?",
        postgres "SELECT CAST(COALESCE(SUM(remaining - held), 0) AS BIGINT) FROM grants \
        WHERE user_id = ? AND asset = ? AND spent = 0 AND expires_at_ms <= ? AND grant_id <> ?",
        mysql "SELECT CAST(COALESCE(SUM(remaining - held), 0) AS SIGNED) FROM grants \
        WHERE user_id = ? AND asset = ? AND spent = 0 AND expires_at_ms <= ? AND grant_id <> ?";
    EXPIRING: User = "SELECT expires_at_ms, SUM(remaining - held) FROM grants \
        WHERE user_id = ? AND asset = ? AND spent = 0 AND expires_at_ms > ? \
        AND expires_at_ms < 9223372036854775807 AND remaining > held AND grant_id <> ? \
        GROUP BY expires_at_ms ORDER BY expires_at_ms LIMIT 1",
        postgres "SELECT expires_at_ms, CAST(SUM(remaining - held) AS BIGINT) FROM grants \
        WHERE user_id = ? AND asset = ? AND spent = 0 AND expires_at_ms > ? \
        AND expires_at_ms < 9223372036854775807 AND remaining > held AND grant_id <> ? \
        GROUP BY expires_at_ms ORDER BY expires_at_ms LIMIT 1",
        mysql "SELECT expires_at_ms, CAST(SUM(remaining - held) AS SIGNED) FROM grants \
        WHERE user_id = ? AND asset = ? AND spent = 0 AND expires_at_ms > ? \
        AND expires_at_ms < 9223372036854775807 AND remaining > held AND grant_id <> ? \
        GROUP BY expires_at_ms ORDER BY expires_at_ms LIMIT 1";
    BY_KIND: User = "SELECT kind, \
        SUM(CASE WHEN expires_at_ms > ?3 THEN remaining ELSE held END) FROM grants \
        WHERE user_id = ?1 AND asset = ?2 AND spent = 0 AND grant_id <> ?4 GROUP BY kind",
        postgres "SELECT kind, \
        CAST(SUM(CASE WHEN expires_at_ms > ?3 THEN remaining ELSE held END) AS BIGINT) \
        FROM grants WHERE user_id = ?1 AND asset = ?2 AND spent = 0 AND grant_id <> ?4 \
        GROUP BY kind",
        mysql "SELECT kind, \
        CAST(SUM(CASE WHEN expires_at_ms > ?3 THEN remaining ELSE held END) AS SIGNED) \
        FROM grants WHERE user_id = ?1 AND asset = ?2 AND spent = 0 AND grant_id <> ?4 \
        GROUP BY kind";
    HEAD_GRANT: User = "SELECT kind, held FROM grants \
        WHERE user_id = ? AND asset = ? AND grant_id = ?";
    TERMS: User = "SELECT kind, expires_at_ms, priority FROM grants \
        WHERE user_id = ? AND asset = ? AND grant_id = ?";
    /// Moves points that were taken from a grant into what holds have reserved of it.
    RESERVE: User = "UPDATE grants SET spent = 0, held = held + ?4, remaining = remaining + ?4 \
        WHERE user_id = ?1 AND asset = ?2 AND grant_id = ?3";
    /// Spends what a hold has reserved. `spent` comes first: MySQL assigns from left to right.
    SPEND_HELD: User = "UPDATE grants SET spent = CASE WHEN remaining = ?4 THEN 1 ELSE 0 END, \
        held = held - ?4, remaining = remaining - ?4 \
        WHERE user_id = ?1 AND asset = ?2 AND grant_id = ?3 AND held >= ?4";
    /// Frees what a hold has reserved. The head slice stands in its own row then.
    FREE_HELD: User = "UPDATE grants SET held = held - ?4 \
        WHERE user_id = ?1 AND asset = ?2 AND grant_id = ?3 AND held >= ?4";
    /// Gives points back to the grant that they came from. The head slice stands in its own row.
    RESTORE: User = "UPDATE grants SET remaining = remaining + ?4, spent = 0 \
        WHERE user_id = ?1 AND asset = ?2 AND grant_id = ?3 AND remaining + ?4 <= amount";
    GRANT_PAGE: User = "SELECT grant_id, kind, amount, remaining, held, spent, effective_at_ms, \
        priority, expires_at_ms, kind_order, opened_seq FROM grants \
        WHERE user_id = ? AND asset = ? AND grant_id > ? ORDER BY grant_id LIMIT ?";

    INSERT_RECORD: User = "INSERT INTO point_records (user_id, asset, record_id, kind, amount, \
        related_event_id, action_id, original_record_id, note, effective_at_ms, booked_at_ms, \
        replay_key, receipt, allocation, seq, balance_after, hash) \
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    RECEIPT: User = "SELECT receipt FROM point_records WHERE user_id = ? AND replay_key = ?";
    EFFECTIVE_AT: User = "SELECT effective_at_ms FROM point_records \
        WHERE user_id = ? AND asset = ? AND seq = ?";
    BALANCE_AFTER: User = "SELECT balance_after FROM point_records \
        WHERE user_id = ? AND asset = ? AND seq = ?";
    HISTORY: User = "SELECT record_id, seq, kind, amount, balance_after, related_event_id, \
        action_id, original_record_id, note, effective_at_ms, booked_at_ms FROM point_records \
        WHERE user_id = ? AND asset = ? AND seq < ? AND seq > ? ORDER BY seq DESC LIMIT ?";
    HISTORY_OF_KIND: User = "SELECT record_id, seq, kind, amount, balance_after, \
        related_event_id, action_id, original_record_id, note, effective_at_ms, booked_at_ms \
        FROM point_records WHERE user_id = ? AND asset = ? AND seq < ? AND seq > ? AND kind = ? \
        ORDER BY seq DESC LIMIT ?";
    /// The columns in the order of the hash chain's encoding.
    RECORD_PAGE: User = "SELECT user_id, asset, record_id, kind, amount, related_event_id, \
        action_id, original_record_id, note, effective_at_ms, booked_at_ms, replay_key, receipt, \
        allocation, seq, balance_after, hash FROM point_records \
        WHERE user_id = ? AND asset = ? AND seq > ? ORDER BY seq LIMIT ?";
    /// A record that is to be given back.
    ORIGINAL: User = "SELECT asset, kind, amount, allocation, related_event_id, action_id \
        FROM point_records WHERE user_id = ? AND record_id = ?";
    SUMS: User = "SELECT kind, COUNT(*), SUM(CASE WHEN amount > 0 THEN amount ELSE 0 END), \
        SUM(CASE WHEN amount < 0 THEN -amount ELSE 0 END) FROM point_records \
        WHERE user_id = ? AND asset = ? AND seq > ? AND seq <= ? GROUP BY kind",
        postgres "SELECT kind, COUNT(*), \
        CAST(SUM(CASE WHEN amount > 0 THEN amount ELSE 0 END) AS BIGINT), \
        CAST(SUM(CASE WHEN amount < 0 THEN -amount ELSE 0 END) AS BIGINT) FROM point_records \
        WHERE user_id = ? AND asset = ? AND seq > ? AND seq <= ? GROUP BY kind",
        mysql "SELECT kind, COUNT(*), \
        CAST(SUM(CASE WHEN amount > 0 THEN amount ELSE 0 END) AS SIGNED), \
        CAST(SUM(CASE WHEN amount < 0 THEN -amount ELSE 0 END) AS SIGNED) FROM point_records \
        WHERE user_id = ? AND asset = ? AND seq > ? AND seq <= ? GROUP BY kind";
    REFUNDED: User = "SELECT refunded FROM refunds \
        WHERE user_id = ? AND asset = ? AND record_id = ?";
    INSERT_REFUND: User = "INSERT INTO refunds (user_id, asset, record_id, amount, refunded) \
        VALUES (?, ?, ?, ?, ?)";
    /// The guard says what must hold: that nothing came between, and that no refund exceeds.
    ADD_REFUND: User = "UPDATE refunds SET refunded = refunded + ?5 WHERE user_id = ?1 \
        AND asset = ?2 AND record_id = ?3 AND refunded = ?4 AND refunded + ?5 <= amount";
    /// With what each of the records was about.
    REFUND_PAGE: User = "SELECT r.record_id, r.amount, r.refunded, \
        (SELECT p.amount FROM point_records p WHERE p.user_id = r.user_id \
        AND p.record_id = r.record_id) FROM refunds r \
        WHERE r.user_id = ? AND r.asset = ? AND r.record_id > ? ORDER BY r.record_id LIMIT ?";

    INSERT_HOLD: User = "INSERT INTO holds (user_id, hold_id, asset, state, amount, captured, \
        released, slices, related_event_id, action_id, note, opened_at_ms, expires_at_ms, \
        ended_at_ms, task_id) VALUES (?, ?, ?, 'open', ?, 0, 0, ?, ?, ?, ?, ?, ?, NULL, ?)";
    HOLD: User = "SELECT hold_id, asset, state, amount, captured, released, slices, \
        related_event_id, action_id, note, opened_at_ms, expires_at_ms, ended_at_ms, task_id \
        FROM holds WHERE user_id = ? AND hold_id = ?";
    /// Changes an open hold, unless another call changed it since it was read.
    STORE_HOLD: User = "UPDATE holds SET state = ?6, captured = ?7, released = ?8, slices = ?9, \
        expires_at_ms = ?10, ended_at_ms = ?11 WHERE user_id = ?1 AND hold_id = ?2 \
        AND state = 'open' AND captured = ?3 AND released = ?4 AND expires_at_ms = ?5 \
        AND amount - ?7 >= ?8";
    /// The open holds that have not ended: no more than a wallet may have.
    COUNT_HOLDS: User = "SELECT COUNT(*) FROM holds WHERE user_id = ? AND asset = ? \
        AND state = 'open' AND expires_at_ms > ?";
    NEXT_DEADLINE: User = "SELECT expires_at_ms FROM holds WHERE user_id = ? AND asset = ? \
        AND state = 'open' ORDER BY expires_at_ms LIMIT 1";
    /// The open holds whose deadline has come, behind one of them.
    DUE_HOLDS: User = "SELECT hold_id, asset, state, amount, captured, released, slices, \
        related_event_id, action_id, note, opened_at_ms, expires_at_ms, ended_at_ms, task_id \
        FROM holds WHERE user_id = ? AND asset = ? AND state = 'open' AND expires_at_ms <= ? \
        AND (expires_at_ms, hold_id) > (?, ?) ORDER BY expires_at_ms, hold_id LIMIT ?";
    HOLDS: User = "SELECT hold_id, asset, state, amount, captured, released, slices, \
        related_event_id, action_id, note, opened_at_ms, expires_at_ms, ended_at_ms, task_id \
        FROM holds WHERE user_id = ?1 AND asset = ?2 \
        AND (opened_at_ms, hold_id) < (?3, ?4) ORDER BY opened_at_ms DESC, hold_id DESC LIMIT ?5";
    /// Those that have not ended, by their deadlines.
    OPEN_HOLDS: User = "SELECT hold_id, asset, state, amount, captured, released, slices, \
        related_event_id, action_id, note, opened_at_ms, expires_at_ms, ended_at_ms, task_id \
        FROM holds WHERE user_id = ?1 AND asset = ?2 AND state = 'open' \
        AND (expires_at_ms, hold_id) > (?3, ?4) ORDER BY expires_at_ms, hold_id LIMIT ?5";
    HOLD_PAGE: User = "SELECT hold_id, asset, state, amount, captured, released, slices, \
        related_event_id, action_id, note, opened_at_ms, expires_at_ms, ended_at_ms, task_id \
        FROM holds WHERE user_id = ? AND hold_id > ? ORDER BY hold_id LIMIT ?";
}
