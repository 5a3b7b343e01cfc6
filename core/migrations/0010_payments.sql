-- Orders that are paid through a provider, and the references under which providers know them.

-- One row per order. `state` is pending, paid, failed, cancelled, refunded or partly_refunded.
CREATE TABLE payment_orders (
    user_id {id} NOT NULL,
    order_id {id} NOT NULL,
    state {key} NOT NULL,
    package {key} NOT NULL,
    -- In minor units of the currency.
    amount BIGINT NOT NULL,
    currency {key} NOT NULL,
    base_points BIGINT NOT NULL,
    bonus_points BIGINT NOT NULL,
    first_bonus_points BIGINT NOT NULL,
    -- The provider that is meant, then the one that paid; the reference by which it was paid.
    provider {key},
    reference {key},
    -- 1 where it was the first recharge of its user.
    first_recharge BIGINT NOT NULL,
    refunded_amount BIGINT NOT NULL,
    -- What refunds have taken back of each part so far.
    clawed_base BIGINT NOT NULL,
    clawed_bonus BIGINT NOT NULL,
    clawed_first_bonus BIGINT NOT NULL,
    base_record_id {id},
    bonus_record_id {id},
    first_bonus_record_id {id},
    note {text},
    reason {text},
    created_at_ms BIGINT NOT NULL,
    updated_at_ms BIGINT NOT NULL,
    paid_at_ms BIGINT,
    -- Until when it can stay pending, as it was made.
    expires_at_ms BIGINT,
    -- When it is given up by itself: expires_at_ms while it is pending, else 9223372036854775807.
    lapses_at_ms BIGINT NOT NULL,
    -- Counts every change: the guard of each write.
    version BIGINT NOT NULL,
    PRIMARY KEY (user_id, order_id)
);
CREATE INDEX payment_orders_by_time ON payment_orders (user_id, created_at_ms, order_id);
CREATE INDEX payment_orders_by_state ON payment_orders
    (user_id, state, created_at_ms, order_id);
-- For the sweep, which looks for what has lapsed in every order.
CREATE INDEX payment_orders_by_lapse ON payment_orders (lapses_at_ms);

-- Whose order a provider means by a reference. Nothing updates a row: a reference is of one order
-- for good, so it credits once.
CREATE TABLE provider_payments (
    provider {key} NOT NULL,
    reference {key} NOT NULL,
    user_id {id} NOT NULL,
    order_id {id} NOT NULL,
    claimed_at_ms BIGINT NOT NULL,
    PRIMARY KEY (provider, reference)
);
CREATE INDEX provider_payments_by_user ON provider_payments (user_id, order_id);
