-- Events for the world outside, the floor of a wallet, devices without an account, rate limits.

-- One number per user, so that the events of a user have the order of their commits.
CREATE TABLE outbox_heads (
    user_id {id} PRIMARY KEY,
    seq BIGINT NOT NULL
);

-- One row per event, written with what it tells of. The nil user has the events about nobody.
-- `at_ms` is when a pending event may be handed out next (so the end of its lease, too), and when
-- any other was acknowledged or given up. The payload is emptied on acknowledgement; the row stays
-- for a while, so that its key makes no second event.
CREATE TABLE outbox (
    user_id {id} NOT NULL,
    event_id {id} NOT NULL,
    seq BIGINT NOT NULL,
    kind {key} NOT NULL,
    state {key} NOT NULL,
    at_ms BIGINT NOT NULL,
    raised_at_ms BIGINT NOT NULL,
    tries BIGINT NOT NULL,
    lease_id {id},
    reason {text},
    dedup_key {bytes} NOT NULL,
    payload {blob} NOT NULL,
    PRIMARY KEY (user_id, event_id)
);
CREATE UNIQUE INDEX outbox_by_key ON outbox (user_id, dedup_key);
CREATE INDEX outbox_by_order ON outbox (user_id, state, seq);
CREATE INDEX outbox_by_time ON outbox (state, at_ms, event_id);

-- Below `floor_points` a wallet is low; `floor_low` is 1 from the fall until it has risen again.
ALTER TABLE wallets ADD COLUMN floor_points BIGINT;
ALTER TABLE wallets ADD COLUMN floor_low BIGINT NOT NULL DEFAULT 0;

-- A device that is used without an account. The id is a hash of the device's; `user_id` is who
-- adopted it. The counters are written as those of a quota.
CREATE TABLE guests (
    guest_id {id} PRIMARY KEY,
    counters {text} NOT NULL,
    used_count BIGINT NOT NULL,
    opened_at_ms BIGINT NOT NULL,
    last_used_at_ms BIGINT NOT NULL,
    user_id {id},
    adopted_at_ms BIGINT,
    adopted_count BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX guests_by_last_use ON guests (last_used_at_ms, guest_id);
CREATE INDEX guests_by_user ON guests (user_id, guest_id);

-- What a device used, with the key and the outcome of the call.
CREATE TABLE guest_uses (
    guest_id {id} NOT NULL,
    replay_key {bytes} NOT NULL,
    at_ms BIGINT NOT NULL,
    amount BIGINT NOT NULL,
    outcome {text} NOT NULL,
    PRIMARY KEY (guest_id, replay_key)
);
CREATE INDEX guest_uses_by_time ON guest_uses (guest_id, at_ms, amount);

-- One row per scope and key, of which a hash is kept. `hits` is `moment cost` of each that still
-- counts, joined by `;`, where the limit is small; `full_at` is what stands in for them above.
-- From `idle_at_ms` on the row says nothing any more.
CREATE TABLE rate_limits (
    scope {key} NOT NULL,
    key_hash {bytes} NOT NULL,
    hits {text} NOT NULL,
    full_at {key} NOT NULL,
    last_at_ms BIGINT NOT NULL,
    idle_at_ms BIGINT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (scope, key_hash)
);
CREATE INDEX rate_limits_by_idleness ON rate_limits (idle_at_ms, scope, key_hash);
