-- Points that are reserved until a deadline, and what was given back of a record.

-- One row per hold, kept when it has ended. Its amount is what was captured of it, what was
-- released (by a call or by its deadline), and what is open.
CREATE TABLE holds (
    user_id {id} NOT NULL,
    hold_id {id} NOT NULL,
    asset {key} NOT NULL,
    state {key} NOT NULL,
    amount BIGINT NOT NULL,
    captured BIGINT NOT NULL,
    released BIGINT NOT NULL,
    -- The grants in which the open points lie, in the order in which they are captured.
    slices {blob} NOT NULL,
    related_event_id {key},
    action_id {key},
    note {text},
    opened_at_ms BIGINT NOT NULL,
    expires_at_ms BIGINT NOT NULL,
    ended_at_ms BIGINT,
    PRIMARY KEY (user_id, hold_id)
);
CREATE INDEX holds_by_deadline ON holds (user_id, asset, state, expires_at_ms, hold_id);
CREATE INDEX holds_by_opening ON holds (user_id, asset, opened_at_ms, hold_id);

-- How much of a record was given back: a row from the first refund on.
CREATE TABLE refunds (
    user_id {id} NOT NULL,
    asset {key} NOT NULL,
    record_id {id} NOT NULL,
    amount BIGINT NOT NULL,
    refunded BIGINT NOT NULL,
    PRIMARY KEY (user_id, asset, record_id)
);

-- What a claw-back could not take because it was held: it is taken as soon as a call finds it free.
ALTER TABLE wallets ADD COLUMN owed BIGINT NOT NULL DEFAULT 0;
