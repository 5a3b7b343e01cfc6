//! The statements of quotas.

use crate::store::statements;

/// The columns of the row, in the order in which they are read.
macro_rules! columns {
    () => {
        "q.plan, q.next_plan, q.next_plan_at_ms, q.timezone, q.anchor_day, q.counters, \
            q.total_used, q.held, q.last_at_ms, q.version, q.uncounted, q.held_packs, \
            q.purchased, q.holds_end_at_ms, q.packs_end_at_ms, q.resets_at_ms"
    };
}

/// The row with the limits of its plan. A subquery: a lock on a join would also lock the plan.
macro_rules! quota_and {
    ($lock:literal) => {
        concat!(
            "SELECT ",
            columns!(),
            ", (SELECT p.limits FROM plans p WHERE p.name = q.plan) \
                FROM quotas q WHERE q.user_id = ? AND q.feature = ?",
            $lock
        )
    };
}

/// The rows that are past the moment at which they change by themselves, from a place on.
macro_rules! due {
    ($more:literal) => {
        concat!(
            "SELECT ",
            columns!(),
            ", q.user_id, q.feature FROM quotas q WHERE q.resets_at_ms <= ?1 ",
            $more,
            " ORDER BY q.resets_at_ms, q.user_id, q.feature LIMIT ?2"
        )
    };
}

/// The use of one plan in a span of time. What is charged has no part in packs, and its points
/// were paid; those of other lines are only compared. What callers claim has no bound in sum, so
/// each sum stops at the largest amount; `TOTAL` of SQLite does not overflow.
macro_rules! used_by_plan {
    ($sum:literal, $end:literal) => {
        concat!(
            "SELECT plan, COUNT(*), COUNT(DISTINCT user_id), ",
            concat!($sum, "(amount)", $end, ", "),
            concat!($sum, "(CASE WHEN kind = 'charge' THEN 0 ELSE uncounted END)", $end, ", "),
            concat!($sum, "(CASE WHEN kind = 'charge' THEN COALESCE(points, 0) ELSE 0 END)"),
            concat!($end, ", "),
            concat!($sum, "(COALESCE(tokens, 0))", $end, ", "),
            concat!($sum, "(CASE WHEN kind = 'charge' THEN amount ELSE 0 END)", $end, ", "),
            concat!($sum, "(CASE WHEN kind = 'charge' THEN 0 ELSE COALESCE(points, 0) END)"),
            $end,
            " FROM quota_logs WHERE feature = ? AND at_ms >= ? AND at_ms < ? GROUP BY plan"
        )
    };
}

macro_rules! sum_between {
    ($integer:literal) => {
        concat!(
            "SELECT CAST(COALESCE(SUM(amount - uncounted), 0) AS ",
            $integer,
            ") FROM quota_logs WHERE user_id = ? AND feature = ? AND at_ms >= ? AND at_ms < ?"
        )
    };
}

macro_rules! sum_packs {
    ($integer:literal) => {
        concat!(
            "SELECT CAST(COALESCE(SUM(remaining), 0) AS ",
            $integer,
            "), MIN(expires_at_ms) FROM quota_packs \
                WHERE user_id = ? AND feature = ? AND live = 1 AND expires_at_ms > ?"
        )
    };
}

statements! {
    QUOTA: User = quota_and!("");
    /// The same, to be written back: the lock only spares retries, the version is the guard.
    QUOTA_TO_WRITE: User = quota_and!(""),
        postgres quota_and!(" FOR UPDATE"), mysql quota_and!(" FOR UPDATE");
    FEATURES: User = "SELECT feature FROM quotas WHERE user_id = ? ORDER BY feature LIMIT ?";
    COUNT_FEATURES: User = "SELECT COUNT(*) FROM quotas WHERE user_id = ?";
    INSERT: User = "INSERT INTO quotas (user_id, feature, opened_at_ms, plan, next_plan, \
        next_plan_at_ms, timezone, anchor_day, counters, total_used, uncounted, held, held_packs, \
        purchased, holds_end_at_ms, packs_end_at_ms, resets_at_ms, last_at_ms, version) \
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)";
    UPDATE: User = "UPDATE quotas SET plan = ?, next_plan = ?, next_plan_at_ms = ?, \
        timezone = ?, anchor_day = ?, counters = ?, total_used = ?, uncounted = ?, held = ?, \
        held_packs = ?, purchased = ?, holds_end_at_ms = ?, packs_end_at_ms = ?, \
        resets_at_ms = ?, last_at_ms = ?, version = version + 1 \
        WHERE user_id = ? AND feature = ? AND version = ?";
    /// What most uses write: no column of an index.
    COUNT: User = "UPDATE quotas SET counters = ?, total_used = ?, last_at_ms = ?, \
        version = version + 1 WHERE user_id = ? AND feature = ? AND version = ?";

    RECEIPT: User = "SELECT receipt FROM quota_logs WHERE user_id = ? AND replay_key = ?";
    INSERT_LOG: User = "INSERT INTO quota_logs (user_id, feature, at_ms, log_id, kind, amount, \
        session_id, tokens, plan, period_start_ms, replay_key, receipt, uncounted, points) \
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    /// PostgreSQL sums BIGINT to NUMERIC, MySQL to DECIMAL.
    SUM_BETWEEN: User = sum_between!("BIGINT"), mysql sum_between!("SIGNED");
    /// Not `MIN`: MySQL reads the whole window for it, where there is a condition beside the index.
    OLDEST_SINCE: User = "SELECT at_ms FROM quota_logs WHERE user_id = ? AND feature = ? \
        AND at_ms >= ? AND amount > uncounted ORDER BY at_ms LIMIT 1";
    LOGS: User = "SELECT log_id, kind, amount, uncounted, points, plan, session_id, tokens, \
        at_ms, period_start_ms FROM quota_logs WHERE user_id = ?1 AND feature = ?2 \
        AND at_ms >= ?3 AND at_ms <= ?4 AND (at_ms < ?4 OR log_id < ?5) \
        ORDER BY at_ms DESC, log_id DESC LIMIT ?6";

    /// In the order in which they are used.
    PACKS: User = "SELECT pack_id, remaining, priority, expires_at_ms FROM quota_packs \
        WHERE user_id = ? AND feature = ? AND live = 1 AND expires_at_ms > ? \
        ORDER BY priority, expires_at_ms, received_at_ms, pack_id LIMIT ?";
    COUNT_PACKS: User = "SELECT COUNT(*) FROM quota_packs \
        WHERE user_id = ? AND feature = ? AND live = 1 AND expires_at_ms > ?";
    SUM_PACKS: User = sum_packs!("BIGINT"), mysql sum_packs!("SIGNED");
    INSERT_PACK: User = "INSERT INTO quota_packs (user_id, feature, pack_id, amount, remaining, \
        live, priority, expires_at_ms, received_from, received_at_ms) \
        VALUES (?, ?, ?, ?, ?, 1, ?, ?, ?, ?)";
    LEAVE_IN_PACK: User = "UPDATE quota_packs SET remaining = ?, live = ? \
        WHERE user_id = ? AND feature = ? AND pack_id = ? AND remaining = ?";
    PUT_BACK: User = "UPDATE quota_packs SET remaining = remaining + ?, \
        live = CASE WHEN expires_at_ms > ? THEN 1 ELSE 0 END \
        WHERE user_id = ? AND feature = ? AND pack_id = ?";
    EXPIRE_PACKS: User = "UPDATE quota_packs SET live = 0 \
        WHERE user_id = ? AND feature = ? AND live = 1 AND expires_at_ms <= ?";

    HOLD: User = "SELECT hold_id, feature, state, amount, from_plan, slices, expires_at_ms, \
        session_id FROM quota_holds WHERE user_id = ? AND hold_id = ?";
    COUNT_HOLDS: User = "SELECT COUNT(*) FROM quota_holds \
        WHERE user_id = ? AND feature = ? AND state = 'open' AND expires_at_ms > ?";
    HOLDS_ENDED: User = "SELECT hold_id, feature, state, amount, from_plan, slices, expires_at_ms, \
        session_id FROM quota_holds WHERE user_id = ? AND feature = ? AND state = 'open' \
        AND expires_at_ms <= ? ORDER BY expires_at_ms, hold_id LIMIT ?";
    NEXT_HOLD_END: User = "SELECT MIN(expires_at_ms) FROM quota_holds \
        WHERE user_id = ? AND feature = ? AND state = 'open' AND expires_at_ms > ?";
    INSERT_HOLD: User = "INSERT INTO quota_holds (user_id, hold_id, feature, state, amount, \
        from_plan, slices, session_id, held_at_ms, expires_at_ms) \
        VALUES (?, ?, ?, 'open', ?, ?, ?, ?, ?, ?)";
    UPDATE_HOLD: User = "UPDATE quota_holds SET state = ?, from_plan = ?, slices = ? \
        WHERE user_id = ? AND hold_id = ? AND state = 'open'";


    DUE: EngineScan = due!("");
    DUE_AFTER: EngineScan = due!("AND q.resets_at_ms >= ?3 AND (q.resets_at_ms > ?3 \
        OR q.user_id > ?4 OR (q.user_id = ?4 AND q.feature > ?5))");
    COUNT_DUE: EngineScan = "SELECT COUNT(*), MIN(d.resets_at_ms) FROM (SELECT resets_at_ms \
        FROM quotas WHERE resets_at_ms <= ? ORDER BY resets_at_ms LIMIT ?) d";
    USERS_AFTER: EngineScan = "SELECT u.id, u.deleted_at_ms, (SELECT COUNT(*) FROM quotas q \
        WHERE q.user_id = u.id AND q.feature = ?) FROM users u WHERE u.id > ? \
        ORDER BY u.id LIMIT ?";
    COUNT_USERS: EngineScan =
        "SELECT COUNT(*) FROM (SELECT id FROM users ORDER BY id LIMIT ?) u";
    RUN: Directory = "SELECT began_at_ms, updated_at_ms, finished_at_ms, total, done, failed \
        FROM quota_runs WHERE name = ?";
    BEGIN_RUN: Directory = "INSERT INTO quota_runs (name, began_at_ms, updated_at_ms, \
        finished_at_ms, total, done, failed) VALUES (?, ?, ?, NULL, ?, 0, 0)";
    BEGIN_RUN_AGAIN: Directory = "UPDATE quota_runs SET began_at_ms = ?, updated_at_ms = ?, \
        finished_at_ms = NULL, total = ?, done = 0, failed = 0 WHERE name = ?";
    ADVANCE_RUN: Directory = "UPDATE quota_runs SET updated_at_ms = ?, finished_at_ms = ?, \
        done = done + ?, failed = failed + ? WHERE name = ?";

    USED_BY_PLAN: EngineScan =
        used_by_plan!("CAST(MIN(TOTAL", ", 9007199254740991.0) AS INTEGER)"),
        postgres used_by_plan!("CAST(LEAST(SUM", ", 9007199254740991) AS BIGINT)"),
        mysql used_by_plan!("CAST(LEAST(SUM", ", 9007199254740991) AS SIGNED)");
}
