-- Plans which the operator set; the built-in ones stand in code until one of them is set.
CREATE TABLE plans (
    name {key} PRIMARY KEY,
    price_order BIGINT,
    limits {text} NOT NULL,
    version BIGINT NOT NULL,
    updated_at_ms BIGINT NOT NULL
);

-- One row holds every counter of a (user, feature), so that consuming is one update. `counters` is
-- `period start used carried alerted` for each period, joined by `;`. `version` guards the update.
-- `held` and `purchased` are for reservations and packs. The row is small and read by its whole
-- key.
CREATE TABLE quotas (
    user_id {id} NOT NULL,
    feature {key} NOT NULL,
    plan {key} NOT NULL,
    next_plan {key},
    next_plan_at_ms BIGINT,
    timezone {key} NOT NULL,
    anchor_day BIGINT,
    counters {text} NOT NULL,
    total_used BIGINT NOT NULL,
    held BIGINT NOT NULL,
    purchased BIGINT NOT NULL,
    resets_at_ms BIGINT,
    last_at_ms BIGINT NOT NULL,
    opened_at_ms BIGINT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (user_id, feature)
-- only sqlite
) WITHOUT ROWID;
-- end
-- only postgres
);
-- end
-- only mysql
);
-- end

-- What was consumed. Each counter is the sum of `amount` over its period: a counter that a change
-- of plan or time zone needs anew is counted from here, so `at_ms` never goes backwards.
CREATE TABLE quota_logs (
    user_id {id} NOT NULL,
    feature {key} NOT NULL,
    at_ms BIGINT NOT NULL,
    log_id {id} NOT NULL,
    kind {key} NOT NULL,
    amount BIGINT NOT NULL,
    session_id {id},
    tokens BIGINT,
    plan {key} NOT NULL,
    period_start_ms BIGINT NOT NULL,
    replay_key {bytes} NOT NULL,
    receipt {blob} NOT NULL,
    PRIMARY KEY (user_id, feature, at_ms, log_id)
);
CREATE UNIQUE INDEX quota_logs_by_key ON quota_logs (user_id, replay_key);
