-- Packs that are bought beside a plan, reservations, upkeep in batches, and what a use costs in
-- points while quotas are switched off.

-- `resets_at_ms` is from here on the moment at which the row next changes by itself: a period, a
-- reservation or a pack ends, or a pending plan takes over. `uncounted` is what of `total_used` no
-- limit counts; `held` is reserved of the plan's allowance and `held_packs` of packs; `purchased`
-- is what is left in packs. The ends are those of the first reservation and of the first pack.
ALTER TABLE quotas ADD COLUMN uncounted BIGINT NOT NULL DEFAULT 0;
ALTER TABLE quotas ADD COLUMN held_packs BIGINT NOT NULL DEFAULT 0;
ALTER TABLE quotas ADD COLUMN holds_end_at_ms BIGINT;
ALTER TABLE quotas ADD COLUMN packs_end_at_ms BIGINT;
CREATE INDEX quotas_by_reset ON quotas (resets_at_ms, user_id, feature);

-- `uncounted` is what came from packs, or all of it where `points` were paid instead.
ALTER TABLE quota_logs ADD COLUMN uncounted BIGINT NOT NULL DEFAULT 0;
ALTER TABLE quota_logs ADD COLUMN points BIGINT;
-- Statistics read a day of all users; new lines come at its end.
CREATE INDEX quota_logs_by_time ON quota_logs (feature, at_ms);

ALTER TABLE plans ADD COLUMN points_per_use BIGINT;

-- What was bought of a feature. `live` is 1 while something is left and has not expired.
CREATE TABLE quota_packs (
    user_id {id} NOT NULL,
    feature {key} NOT NULL,
    pack_id {id} NOT NULL,
    amount BIGINT NOT NULL,
    remaining BIGINT NOT NULL,
    live BIGINT NOT NULL,
    priority BIGINT NOT NULL,
    expires_at_ms BIGINT NOT NULL,
    received_from {id},
    received_at_ms BIGINT NOT NULL,
    PRIMARY KEY (user_id, feature, pack_id)
);
CREATE INDEX quota_packs_by_order ON quota_packs
    (user_id, feature, live, priority, expires_at_ms, received_at_ms, pack_id);

-- What is reserved: `from_plan` of the plan's allowance, and `slices` of packs, each
-- `pack amount expiry`, joined by `;`. Both shrink as the reservation is captured.
CREATE TABLE quota_holds (
    user_id {id} NOT NULL,
    hold_id {id} NOT NULL,
    feature {key} NOT NULL,
    state {key} NOT NULL,
    amount BIGINT NOT NULL,
    from_plan BIGINT NOT NULL,
    slices {text} NOT NULL,
    session_id {id},
    held_at_ms BIGINT NOT NULL,
    expires_at_ms BIGINT NOT NULL,
    PRIMARY KEY (user_id, hold_id)
);
CREATE INDEX quota_holds_by_end ON quota_holds (user_id, feature, state, expires_at_ms, hold_id);

-- How far upkeep in batches has come: one row for each kind of it.
CREATE TABLE quota_runs (
    name {key} PRIMARY KEY,
    began_at_ms BIGINT NOT NULL,
    updated_at_ms BIGINT NOT NULL,
    finished_at_ms BIGINT,
    total BIGINT NOT NULL,
    done BIGINT NOT NULL,
    failed BIGINT NOT NULL
);
