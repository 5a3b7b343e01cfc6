//! The statements of quotas.

use crate::store::statements;

/// The row with the limits of its plan. A subquery: a lock on a join would also lock the plan.
macro_rules! quota_and {
    ($lock:literal) => {
        concat!(
            "SELECT q.plan, q.next_plan, q.next_plan_at_ms, q.timezone, q.anchor_day, q.counters, \
                q.total_used, q.held, q.last_at_ms, q.version, \
                (SELECT p.limits FROM plans p WHERE p.name = q.plan) \
                FROM quotas q WHERE q.user_id = ? AND q.feature = ?",
            $lock
        )
    };
}

statements! {
    QUOTA: User = quota_and!("");
    /// The same, to be written back: the lock only spares retries, the version is the guard.
    QUOTA_TO_WRITE: User = quota_and!(""),
        postgres quota_and!(" FOR UPDATE"), mysql quota_and!(" FOR UPDATE");
    FEATURES: User = "SELECT feature FROM quotas WHERE user_id = ? ORDER BY feature LIMIT ?";
    INSERT: User = "INSERT INTO quotas (user_id, feature, plan, next_plan, next_plan_at_ms, \
        timezone, anchor_day, counters, total_used, resets_at_ms, last_at_ms, opened_at_ms, \
        held, purchased, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 1)";
    UPDATE: User = "UPDATE quotas SET plan = ?, next_plan = ?, next_plan_at_ms = ?, \
        timezone = ?, anchor_day = ?, counters = ?, total_used = ?, resets_at_ms = ?, \
        last_at_ms = ?, version = version + 1 WHERE user_id = ? AND feature = ? AND version = ?";
    RECEIPT: User = "SELECT receipt FROM quota_logs WHERE user_id = ? AND replay_key = ?";
    INSERT_LOG: User = "INSERT INTO quota_logs (user_id, feature, at_ms, log_id, kind, amount, \
        session_id, tokens, plan, period_start_ms, replay_key, receipt) \
        VALUES (?, ?, ?, ?, 'consume', ?, ?, ?, ?, ?, ?, ?)";
    /// PostgreSQL sums BIGINT to NUMERIC, MySQL to DECIMAL.
    SUM_BETWEEN: User = "SELECT CAST(COALESCE(SUM(amount), 0) AS BIGINT) FROM quota_logs \
        WHERE user_id = ? AND feature = ? AND at_ms >= ? AND at_ms < ?",
        mysql "SELECT CAST(COALESCE(SUM(amount), 0) AS SIGNED) FROM quota_logs \
        WHERE user_id = ? AND feature = ? AND at_ms >= ? AND at_ms < ?";
    OLDEST_SINCE: User = "SELECT MIN(at_ms) FROM quota_logs \
        WHERE user_id = ? AND feature = ? AND at_ms >= ?";
}
