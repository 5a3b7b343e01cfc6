-- Generated from core/migrations by tests/codegen: what they make of an empty store.

CREATE TABLE activity_stats (
    user_id BLOB NOT NULL,
    sessions BIGINT NOT NULL,
    sessions_ended BIGINT NOT NULL,
    session_ms BIGINT NOT NULL,
    messages BIGINT NOT NULL,
    tokens BIGINT NOT NULL,
    actions BIGINT NOT NULL,
    last_session_at_ms BIGINT,
    last_message_at_ms BIGINT,
    last_action_at_ms BIGINT,
    opened_at_ms BIGINT NOT NULL,
    PRIMARY KEY (user_id)
) WITHOUT ROWID;

CREATE TABLE audit_events (
    user_id BLOB NOT NULL,
    seq BIGINT NOT NULL,
    at_ms BIGINT NOT NULL,
    event TEXT NOT NULL,
    actor TEXT NOT NULL,
    payload_sealed BLOB NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (user_id, seq)
);

CREATE TRIGGER audit_events_no_delete BEFORE DELETE ON audit_events
WHEN NOT EXISTS (SELECT 1 FROM ledger_erasure WHERE user_id = OLD.user_id)
BEGIN
    SELECT RAISE(ABORT, 'audit events are never deleted');
END;

CREATE TRIGGER audit_events_no_update BEFORE UPDATE ON audit_events
BEGIN
    SELECT RAISE(ABORT, 'audit events are never changed');
END;

CREATE TABLE audit_heads (
    user_id BLOB PRIMARY KEY,
    seq BIGINT NOT NULL,
    hash BLOB NOT NULL,
    at_ms BIGINT NOT NULL
);

CREATE TABLE data_keys (
    user_id BLOB NOT NULL,
    version BIGINT NOT NULL,
    wrapped BLOB NOT NULL,
    created_at_ms BIGINT NOT NULL,
    PRIMARY KEY (user_id, version)
);

CREATE TABLE engine_meta (
    name TEXT PRIMARY KEY,
    value BLOB NOT NULL
);

CREATE INDEX grants_by_expiry ON grants (user_id, asset, spent, expires_at_ms, opened_seq);

CREATE INDEX grants_by_order ON grants
    (user_id, asset, spent, priority, expires_at_ms, kind_order, opened_seq);

CREATE TABLE grants (
    user_id BLOB NOT NULL,
    asset TEXT NOT NULL,
    grant_id BLOB NOT NULL,
    kind TEXT NOT NULL,
    amount BIGINT NOT NULL,
    -- What is unspent, with what open holds have reserved of it.
    remaining BIGINT NOT NULL,
    held BIGINT NOT NULL,
    -- 1 once nothing remains, so that the indexes find the others.
    spent BIGINT NOT NULL,
    effective_at_ms BIGINT NOT NULL,
    -- The order of consumption.
    priority BIGINT NOT NULL,
    expires_at_ms BIGINT NOT NULL,
    kind_order BIGINT NOT NULL,
    opened_seq BIGINT NOT NULL,
    PRIMARY KEY (user_id, asset, grant_id)
);

CREATE INDEX holds_by_deadline ON holds (user_id, asset, state, expires_at_ms, hold_id);

CREATE INDEX holds_by_opening ON holds (user_id, asset, opened_at_ms, hold_id);

CREATE TABLE holds (
    user_id BLOB NOT NULL,
    hold_id BLOB NOT NULL,
    asset TEXT NOT NULL,
    state TEXT NOT NULL,
    amount BIGINT NOT NULL,
    captured BIGINT NOT NULL,
    released BIGINT NOT NULL,
    -- The grants in which the open points lie, in the order in which they are captured.
    slices BLOB NOT NULL,
    related_event_id TEXT,
    action_id TEXT,
    note TEXT,
    opened_at_ms BIGINT NOT NULL,
    expires_at_ms BIGINT NOT NULL,
    ended_at_ms BIGINT,
    PRIMARY KEY (user_id, hold_id)
);

CREATE INDEX identifiers_by_user ON identifiers (user_id, kind);

CREATE TABLE identifiers (
    kind BIGINT NOT NULL,
    lookup BLOB NOT NULL,
    user_id BLOB NOT NULL,
    PRIMARY KEY (kind, lookup)
);

CREATE TABLE imports (
    user_id BLOB NOT NULL,
    source TEXT NOT NULL,
    external_id TEXT NOT NULL,
    session_id BLOB NOT NULL,
    content_hash BLOB NOT NULL,
    imported_at_ms BIGINT NOT NULL,
    PRIMARY KEY (user_id, source, external_id)
);

CREATE TABLE ledger_erasure (
    user_id BLOB PRIMARY KEY,
    begun_at_ms BIGINT NOT NULL
);

CREATE INDEX members_by_tenant ON members (tenant_id, user_id);

CREATE TABLE members (
    tenant_id BLOB NOT NULL,
    user_id BLOB NOT NULL,
    role TEXT NOT NULL,
    joined_at_ms BIGINT NOT NULL,
    PRIMARY KEY (user_id, tenant_id)
);

CREATE UNIQUE INDEX messages_by_seq ON messages (user_id, sync_seq);

CREATE INDEX messages_in_session ON messages (user_id, session_id, trashed, created_at_ms, id);

CREATE TABLE messages (
    user_id BLOB NOT NULL,
    id BLOB NOT NULL,
    session_id BLOB NOT NULL,
    parent_id BLOB,
    created_at_ms BIGINT NOT NULL,
    deleted_at_ms BIGINT,
    sync_seq BIGINT NOT NULL,
    sync_clock BLOB NOT NULL,
    trashed BIGINT GENERATED ALWAYS AS
        (CASE WHEN deleted_at_ms IS NULL THEN 0 ELSE 1 END) STORED,
    role TEXT NOT NULL,
    status TEXT NOT NULL,
    tokens BIGINT,
    cost_micros BIGINT,
    model TEXT,
    feedback TEXT,
    metadata TEXT,
    content TEXT NOT NULL,
    PRIMARY KEY (user_id, id)
);

CREATE TABLE plans (
    name TEXT PRIMARY KEY,
    price_order BIGINT,
    limits TEXT NOT NULL,
    version BIGINT NOT NULL,
    updated_at_ms BIGINT NOT NULL
, points_per_use BIGINT);

CREATE UNIQUE INDEX point_records_by_id ON point_records (user_id, record_id);

CREATE INDEX point_records_by_kind ON point_records (user_id, asset, kind, seq);

CREATE UNIQUE INDEX point_records_by_replay_key ON point_records (user_id, replay_key);

CREATE TABLE point_records (
    user_id BLOB NOT NULL,
    asset TEXT NOT NULL,
    seq BIGINT NOT NULL,
    record_id BLOB NOT NULL,
    kind TEXT NOT NULL,
    amount BIGINT NOT NULL,
    balance_after BIGINT NOT NULL,
    related_event_id TEXT,
    action_id TEXT,
    original_record_id BLOB,
    note TEXT,
    effective_at_ms BIGINT NOT NULL,
    booked_at_ms BIGINT NOT NULL,
    replay_key BLOB,
    allocation BLOB NOT NULL,
    receipt BLOB,
    hash BLOB NOT NULL,
    PRIMARY KEY (user_id, asset, seq)
);

CREATE TRIGGER point_records_no_delete BEFORE DELETE ON point_records
WHEN NOT EXISTS (SELECT 1 FROM ledger_erasure WHERE user_id = OLD.user_id)
BEGIN
    SELECT RAISE(ABORT, 'point_records are immutable');
END;

CREATE TRIGGER point_records_no_update BEFORE UPDATE ON point_records
BEGIN
    SELECT RAISE(ABORT, 'point_records are immutable');
END;

CREATE UNIQUE INDEX profiles_by_seq ON profiles (user_id, sync_seq);

CREATE TABLE profiles (
    user_id BLOB NOT NULL,
    id BLOB NOT NULL,
    display_name TEXT,
    bio TEXT,
    location TEXT,
    timezone TEXT NOT NULL,
    language TEXT NOT NULL,
    theme TEXT NOT NULL,
    notifications_enabled BIGINT NOT NULL,
    tags TEXT NOT NULL,
    sync_seq BIGINT NOT NULL,
    sync_clock BLOB NOT NULL,
    PRIMARY KEY (user_id, id)
);

CREATE INDEX quota_holds_by_end ON quota_holds (user_id, feature, state, expires_at_ms, hold_id);

CREATE TABLE quota_holds (
    user_id BLOB NOT NULL,
    hold_id BLOB NOT NULL,
    feature TEXT NOT NULL,
    state TEXT NOT NULL,
    amount BIGINT NOT NULL,
    from_plan BIGINT NOT NULL,
    slices TEXT NOT NULL,
    session_id BLOB,
    held_at_ms BIGINT NOT NULL,
    expires_at_ms BIGINT NOT NULL,
    PRIMARY KEY (user_id, hold_id)
);

CREATE UNIQUE INDEX quota_logs_by_key ON quota_logs (user_id, replay_key);

CREATE INDEX quota_logs_by_time ON quota_logs (feature, at_ms);

CREATE TABLE quota_logs (
    user_id BLOB NOT NULL,
    feature TEXT NOT NULL,
    at_ms BIGINT NOT NULL,
    log_id BLOB NOT NULL,
    kind TEXT NOT NULL,
    amount BIGINT NOT NULL,
    session_id BLOB,
    tokens BIGINT,
    plan TEXT NOT NULL,
    period_start_ms BIGINT NOT NULL,
    replay_key BLOB NOT NULL,
    receipt BLOB NOT NULL, uncounted BIGINT NOT NULL DEFAULT 0, points BIGINT,
    PRIMARY KEY (user_id, feature, at_ms, log_id)
);

CREATE INDEX quota_packs_by_order ON quota_packs
    (user_id, feature, live, priority, expires_at_ms, received_at_ms, pack_id);

CREATE TABLE quota_packs (
    user_id BLOB NOT NULL,
    feature TEXT NOT NULL,
    pack_id BLOB NOT NULL,
    amount BIGINT NOT NULL,
    remaining BIGINT NOT NULL,
    live BIGINT NOT NULL,
    priority BIGINT NOT NULL,
    expires_at_ms BIGINT NOT NULL,
    received_from BLOB,
    received_at_ms BIGINT NOT NULL,
    PRIMARY KEY (user_id, feature, pack_id)
);

CREATE TABLE quota_runs (
    name TEXT PRIMARY KEY,
    began_at_ms BIGINT NOT NULL,
    updated_at_ms BIGINT NOT NULL,
    finished_at_ms BIGINT,
    total BIGINT NOT NULL,
    done BIGINT NOT NULL,
    failed BIGINT NOT NULL
);

CREATE INDEX quotas_by_reset ON quotas (resets_at_ms, user_id, feature);

CREATE TABLE quotas (
    user_id BLOB NOT NULL,
    feature TEXT NOT NULL,
    plan TEXT NOT NULL,
    next_plan TEXT,
    next_plan_at_ms BIGINT,
    timezone TEXT NOT NULL,
    anchor_day BIGINT,
    counters TEXT NOT NULL,
    total_used BIGINT NOT NULL,
    held BIGINT NOT NULL,
    purchased BIGINT NOT NULL,
    resets_at_ms BIGINT,
    last_at_ms BIGINT NOT NULL,
    opened_at_ms BIGINT NOT NULL,
    version BIGINT NOT NULL, uncounted BIGINT NOT NULL DEFAULT 0, held_packs BIGINT NOT NULL DEFAULT 0, holds_end_at_ms BIGINT, packs_end_at_ms BIGINT,
    PRIMARY KEY (user_id, feature)
) WITHOUT ROWID;

CREATE TABLE receipts (
    user_id BLOB NOT NULL,
    replay_key BLOB NOT NULL,
    receipt BLOB NOT NULL,
    created_at_ms BIGINT NOT NULL,
    PRIMARY KEY (user_id, replay_key)
);

CREATE TABLE refunds (
    user_id BLOB NOT NULL,
    asset TEXT NOT NULL,
    record_id BLOB NOT NULL,
    amount BIGINT NOT NULL,
    refunded BIGINT NOT NULL,
    PRIMARY KEY (user_id, asset, record_id)
);

CREATE TABLE roles (
    tenant_id BLOB NOT NULL,
    name TEXT NOT NULL,
    permissions TEXT NOT NULL,
    PRIMARY KEY (tenant_id, name)
);

CREATE TABLE schema_migrations (
    version BIGINT PRIMARY KEY,
    name TEXT NOT NULL,
    applied_at_ms BIGINT NOT NULL
);

CREATE TABLE session_records (
    user_id BLOB NOT NULL,
    session_id BLOB NOT NULL,
    n BIGINT NOT NULL,
    status TEXT NOT NULL,
    at_ms BIGINT NOT NULL,
    PRIMARY KEY (user_id, session_id, n)
) WITHOUT ROWID;

CREATE TABLE session_stats (
    user_id BLOB NOT NULL,
    session_id BLOB NOT NULL,
    message_count BIGINT NOT NULL,
    total_tokens BIGINT NOT NULL,
    total_cost_micros BIGINT NOT NULL,
    last_message_at_ms BIGINT,
    last_message_id BLOB,
    PRIMARY KEY (user_id, session_id)
) WITHOUT ROWID;

CREATE UNIQUE INDEX sessions_by_seq ON sessions (user_id, sync_seq);

CREATE INDEX sessions_by_status ON sessions (user_id, trashed, status, created_at_ms, id);

CREATE INDEX sessions_by_time ON sessions (user_id, trashed, created_at_ms, id);

CREATE TABLE sessions (
    user_id BLOB NOT NULL,
    id BLOB NOT NULL,
    created_at_ms BIGINT NOT NULL,
    updated_at_ms BIGINT NOT NULL,
    ended_at_ms BIGINT,
    deleted_at_ms BIGINT,
    sync_seq BIGINT NOT NULL,
    sync_clock BLOB NOT NULL,
    trashed BIGINT GENERATED ALWAYS AS
        (CASE WHEN deleted_at_ms IS NULL THEN 0 ELSE 1 END) STORED,
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    pinned BIGINT NOT NULL,
    device TEXT,
    model TEXT,
    title TEXT,
    metadata TEXT,
    PRIMARY KEY (user_id, id)
);

CREATE TABLE settings (
    tenant_id BLOB NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    description TEXT,
    updated_at_ms BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, name)
);

CREATE TABLE sync_head (
    user_id BLOB PRIMARY KEY,
    epoch BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    clock BIGINT NOT NULL
);

CREATE TABLE tenants (
    id BLOB PRIMARY KEY,
    name TEXT NOT NULL,
    created_at_ms BIGINT NOT NULL
, owners BIGINT NOT NULL DEFAULT 0);

CREATE TABLE users (
    id BLOB PRIMARY KEY,
    state TEXT NOT NULL,
    -- Why the state is inactive: deactivated, suspended or banned.
    inactivity TEXT,
    suspended_until_at_ms BIGINT,
    name TEXT,
    nickname TEXT,
    avatar_url TEXT,
    bio TEXT,
    email_sealed BLOB,
    phone_sealed BLOB,
    external_id_sealed BLOB,
    email_verified BIGINT NOT NULL,
    phone_verified BIGINT NOT NULL,
    created_at_ms BIGINT NOT NULL,
    created_by BLOB,
    activated_at_ms BIGINT,
    activated_by BLOB,
    deactivated_at_ms BIGINT,
    deactivated_by BLOB,
    deactivation_reason TEXT,
    deleted_at_ms BIGINT,
    deleted_by BLOB,
    updated_at_ms BIGINT NOT NULL,
    updated_by BLOB,
    last_login_at_ms BIGINT,
    last_active_at_ms BIGINT
);

CREATE INDEX wallets_by_expiry ON wallets (next_expiry_at_ms);

CREATE TABLE wallets (
    user_id BLOB NOT NULL,
    asset TEXT NOT NULL,
    balance BIGINT NOT NULL,
    held BIGINT NOT NULL,
    level BIGINT NOT NULL,
    total_consumed BIGINT NOT NULL,
    total_recharged BIGINT NOT NULL,
    first_recharged_at_ms BIGINT,
    status TEXT NOT NULL,
    -- Counts every change of this row or of its grants: the guard of each write.
    version BIGINT NOT NULL,
    -- The number and the hash of the last record.
    seq BIGINT NOT NULL,
    chain BLOB NOT NULL,
    -- When the last record was booked, and when it took effect. Neither goes back.
    last_at_ms BIGINT NOT NULL,
    last_effective_at_ms BIGINT NOT NULL,
    -- No unspent grant expires before this moment. Absent: none expires.
    next_expiry_at_ms BIGINT,
    head_grant_id BLOB,
    head_remaining BIGINT NOT NULL,
    head_priority BIGINT NOT NULL,
    head_expires_at_ms BIGINT NOT NULL,
    head_kind_order BIGINT NOT NULL,
    head_opened_seq BIGINT NOT NULL,
    opened_at_ms BIGINT NOT NULL, owed BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (user_id, asset)
);
