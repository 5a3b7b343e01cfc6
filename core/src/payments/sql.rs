//! The statements of payments.
//!
//! Each write of an order is guarded by its version, so what was computed from the row that was
//! read is what the row becomes.

use crate::store::statements;

macro_rules! select_order {
    ($($rest:literal)+) => {
        concat!(
            "SELECT order_id, state, package, amount, currency, base_points, bonus_points, \
                first_bonus_points, provider, reference, first_recharge, refunded_amount, \
                clawed_base, clawed_bonus, clawed_first_bonus, base_record_id, bonus_record_id, \
                first_bonus_record_id, note, reason, created_at_ms, updated_at_ms, paid_at_ms, \
                expires_at_ms, version FROM payment_orders WHERE user_id = ?1 ",
            $($rest),+
        )
    };
}

statements! {
    INSERT: User = "INSERT INTO payment_orders (user_id, order_id, state, package, amount, \
        currency, base_points, bonus_points, first_bonus_points, provider, reference, \
        first_recharge, refunded_amount, clawed_base, clawed_bonus, clawed_first_bonus, \
        base_record_id, bonus_record_id, first_bonus_record_id, note, reason, created_at_ms, \
        updated_at_ms, paid_at_ms, expires_at_ms, lapses_at_ms, version) VALUES (?1, ?2, \
        'pending', ?3, ?4, ?5, ?6, ?7, ?8, ?9, NULL, 0, 0, 0, 0, 0, NULL, NULL, NULL, ?10, NULL, \
        ?11, ?11, NULL, ?12, ?13, 0)";
    ORDER: User = select_order!("AND order_id = ?2");
    /// The same, to be written back: the lock only spares retries, the version is the guard.
    ORDER_TO_WRITE: User = select_order!("AND order_id = ?2"),
        postgres select_order!("AND order_id = ?2 FOR UPDATE"),
        mysql select_order!("AND order_id = ?2 FOR UPDATE");
    STORE: User = "UPDATE payment_orders SET state = ?4, provider = ?5, reference = ?6, \
        first_recharge = ?7, refunded_amount = ?8, clawed_base = ?9, clawed_bonus = ?10, \
        clawed_first_bonus = ?11, base_record_id = ?12, bonus_record_id = ?13, \
        first_bonus_record_id = ?14, reason = ?15, updated_at_ms = ?16, paid_at_ms = ?17, \
        lapses_at_ms = 9223372036854775807, version = version + 1 \
        WHERE user_id = ?1 AND order_id = ?2 AND version = ?3";
    // MySQL walks an index by a comparison of one column, not of a row.
    LIST: User = select_order!(
        "AND (created_at_ms, order_id) < (?2, ?3) "
        "ORDER BY created_at_ms DESC, order_id DESC LIMIT ?4"
    ), mysql select_order!(
        "AND created_at_ms <= ?2 AND (created_at_ms < ?2 OR order_id < ?3) "
        "ORDER BY created_at_ms DESC, order_id DESC LIMIT ?4"
    );
    LIST_BY_STATE: User = select_order!(
        "AND state = ?5 AND lapses_at_ms > ?6 AND (created_at_ms, order_id) < (?2, ?3) "
        "ORDER BY created_at_ms DESC, order_id DESC LIMIT ?4"
    ), mysql select_order!(
        "AND state = ?5 AND lapses_at_ms > ?6 "
        "AND created_at_ms <= ?2 AND (created_at_ms < ?2 OR order_id < ?3) "
        "ORDER BY created_at_ms DESC, order_id DESC LIMIT ?4"
    );
    /// Those which have expired and are not yet written down as cancelled.
    LIST_LAPSED: User = select_order!(
        "AND state = 'pending' AND lapses_at_ms <= ?5 AND (created_at_ms, order_id) < (?2, ?3) "
        "ORDER BY created_at_ms DESC, order_id DESC LIMIT ?4"
    ), mysql select_order!(
        "AND state = 'pending' AND lapses_at_ms <= ?5 "
        "AND created_at_ms <= ?2 AND (created_at_ms < ?2 OR order_id < ?3) "
        "ORDER BY created_at_ms DESC, order_id DESC LIMIT ?4"
    );
    DUE: EngineScan = "SELECT user_id, order_id FROM payment_orders WHERE lapses_at_ms <= ? \
        ORDER BY lapses_at_ms LIMIT ?";
    /// MySQL assigns from left to right: the moment is kept before it is overwritten.
    LAPSE: User = "UPDATE payment_orders SET state = 'cancelled', reason = ?3, \
        updated_at_ms = lapses_at_ms, lapses_at_ms = 9223372036854775807, version = version + 1 \
        WHERE user_id = ?1 AND order_id = ?2 AND state = 'pending' AND lapses_at_ms <= ?4";

    OWNER_OF_REFERENCE: Directory = "SELECT user_id, order_id FROM provider_payments \
        WHERE provider = ? AND reference = ?";
    INSERT_REFERENCE: Directory = "INSERT INTO provider_payments (provider, reference, user_id, \
        order_id, claimed_at_ms) VALUES (?, ?, ?, ?, ?)";
}
