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
    opened_at_ms BIGINT NOT NULL, cost_micros BIGINT NOT NULL DEFAULT 0,
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

CREATE TRIGGER audit_events_no_replace BEFORE INSERT ON audit_events
WHEN EXISTS (SELECT 1 FROM audit_events WHERE user_id = NEW.user_id AND seq = NEW.seq)
BEGIN
    SELECT RAISE(ABORT, 'audit events are never changed');
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

CREATE TABLE checkin_streaks (
    user_id BLOB NOT NULL,
    local_day BIGINT NOT NULL,
    timezone TEXT NOT NULL,
    at_ms BIGINT NOT NULL,
    streak BIGINT NOT NULL,
    longest BIGINT NOT NULL,
    total BIGINT NOT NULL,
    points_total BIGINT NOT NULL,
    PRIMARY KEY (user_id)
);

CREATE UNIQUE INDEX checkins_by_id ON checkins (user_id, checkin_id);

CREATE TABLE checkins (
    user_id BLOB NOT NULL,
    local_day BIGINT NOT NULL,
    checkin_id BLOB NOT NULL,
    timezone TEXT NOT NULL,
    at_ms BIGINT NOT NULL,
    streak BIGINT NOT NULL,
    points BIGINT NOT NULL,
    record_id BLOB NOT NULL,
    record_seq BIGINT NOT NULL,
    PRIMARY KEY (user_id, local_day)
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

CREATE INDEX guest_uses_by_time ON guest_uses (guest_id, at_ms, amount);

CREATE TABLE guest_uses (
    guest_id BLOB NOT NULL,
    replay_key BLOB NOT NULL,
    at_ms BIGINT NOT NULL,
    amount BIGINT NOT NULL,
    outcome TEXT NOT NULL,
    PRIMARY KEY (guest_id, replay_key)
);

CREATE INDEX guests_by_last_use ON guests (last_used_at_ms, guest_id);

CREATE INDEX guests_by_user ON guests (user_id, guest_id);

CREATE TABLE guests (
    guest_id BLOB PRIMARY KEY,
    counters TEXT NOT NULL,
    used_count BIGINT NOT NULL,
    opened_at_ms BIGINT NOT NULL,
    last_used_at_ms BIGINT NOT NULL,
    user_id BLOB,
    adopted_at_ms BIGINT,
    adopted_count BIGINT NOT NULL,
    version BIGINT NOT NULL
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
    ended_at_ms BIGINT, task_id BLOB,
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

CREATE INDEX memories_by_dimensions ON memories (user_id, trashed, dimensions, id);

CREATE INDEX memories_by_kind ON memories (user_id, trashed, kind, created_at_ms, id);

CREATE UNIQUE INDEX memories_by_seq ON memories (user_id, sync_seq);

CREATE INDEX memories_by_time ON memories (user_id, trashed, created_at_ms, id);

CREATE INDEX memories_in_session ON memories (user_id, session_id, trashed, created_at_ms, id);

CREATE TABLE memories (
    user_id BLOB NOT NULL,
    id BLOB NOT NULL,
    session_id BLOB,
    created_at_ms BIGINT NOT NULL,
    updated_at_ms BIGINT NOT NULL,
    deleted_at_ms BIGINT,
    sync_seq BIGINT NOT NULL,
    sync_clock BLOB NOT NULL,
    trashed BIGINT GENERATED ALWAYS AS
        (CASE WHEN deleted_at_ms IS NULL THEN 0 ELSE 1 END) STORED,
    dimensions BIGINT,
    kind TEXT NOT NULL,
    importance BIGINT NOT NULL,
    source_id BLOB,
    embedding BLOB,
    metadata TEXT,
    content TEXT NOT NULL,
    PRIMARY KEY (user_id, id)
);

CREATE INDEX message_chains_of_user ON message_chains (user_id, chain);

CREATE TABLE message_chains (
    chain INTEGER PRIMARY KEY,
    user_id BLOB NOT NULL,
    low BIGINT NOT NULL,
    high BIGINT NOT NULL,
    first_at_ms BIGINT NOT NULL,
    first_id BLOB NOT NULL,
    last_at_ms BIGINT NOT NULL,
    last_id BLOB NOT NULL
);

CREATE INDEX message_docs_by_message ON message_docs (message_id);

CREATE TABLE message_docs (
    doc INTEGER PRIMARY KEY,
    message_id BLOB NOT NULL,
    created_at_ms BIGINT NOT NULL,
    terms_hash BIGINT NOT NULL
);

CREATE TABLE message_index (
    user_id BLOB PRIMARY KEY,
    indexed_seq BIGINT NOT NULL,
    stale BIGINT NOT NULL
);

CREATE TABLE message_open (
    user_id BLOB NOT NULL,
    message_id BLOB NOT NULL,
    PRIMARY KEY (user_id, message_id)
) WITHOUT ROWID;

CREATE INDEX message_streams_by_check ON message_streams (check_at_ms, user_id, message_id);

CREATE TABLE message_streams (
    user_id BLOB NOT NULL,
    message_id BLOB NOT NULL,
    next_chunk BIGINT NOT NULL,
    last_bytes BIGINT NOT NULL,
    chars BIGINT NOT NULL,
    pieces BIGINT NOT NULL,
    touched_at_ms BIGINT NOT NULL,
    check_at_ms BIGINT NOT NULL,
    tail TEXT NOT NULL,
    PRIMARY KEY (user_id, message_id)
);

CREATE VIRTUAL TABLE message_terms USING fts5
    (terms, content = '', columnsize = 0, detail = none, tokenize = 'ascii');

CREATE TABLE 'message_terms_config'(k PRIMARY KEY, v) WITHOUT ROWID;

CREATE TABLE 'message_terms_data'(id INTEGER PRIMARY KEY, block BLOB);

CREATE TABLE 'message_terms_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

CREATE INDEX messages_by_parent ON messages (user_id, parent_id, trashed, created_at_ms, id)
    WHERE parent_id IS NOT NULL;

CREATE UNIQUE INDEX messages_by_seq ON messages (user_id, sync_seq);

CREATE INDEX messages_by_version ON messages (user_id, version_of, trashed, created_at_ms, id)
    WHERE version_of IS NOT NULL;

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
    content TEXT NOT NULL, version_of BLOB,
    PRIMARY KEY (user_id, id)
);

CREATE UNIQUE INDEX outbox_by_key ON outbox (user_id, dedup_key);

CREATE INDEX outbox_by_order ON outbox (user_id, state, seq);

CREATE INDEX outbox_by_time ON outbox (state, at_ms, event_id);

CREATE TABLE outbox (
    user_id BLOB NOT NULL,
    event_id BLOB NOT NULL,
    seq BIGINT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    at_ms BIGINT NOT NULL,
    raised_at_ms BIGINT NOT NULL,
    tries BIGINT NOT NULL,
    lease_id BLOB,
    reason TEXT,
    dedup_key BLOB NOT NULL,
    payload BLOB NOT NULL,
    PRIMARY KEY (user_id, event_id)
);

CREATE TABLE outbox_heads (
    user_id BLOB PRIMARY KEY,
    seq BIGINT NOT NULL
);

CREATE INDEX payment_orders_by_lapse ON payment_orders (lapses_at_ms);

CREATE INDEX payment_orders_by_state ON payment_orders
    (user_id, state, created_at_ms, order_id);

CREATE INDEX payment_orders_by_time ON payment_orders (user_id, created_at_ms, order_id);

CREATE TABLE payment_orders (
    user_id BLOB NOT NULL,
    order_id BLOB NOT NULL,
    state TEXT NOT NULL,
    package TEXT NOT NULL,
    -- In minor units of the currency.
    amount BIGINT NOT NULL,
    currency TEXT NOT NULL,
    base_points BIGINT NOT NULL,
    bonus_points BIGINT NOT NULL,
    first_bonus_points BIGINT NOT NULL,
    -- The provider that is meant, then the one that paid; the reference by which it was paid.
    provider TEXT,
    reference TEXT,
    -- 1 where it was the first recharge of its user.
    first_recharge BIGINT NOT NULL,
    refunded_amount BIGINT NOT NULL,
    -- What refunds have taken back of each part so far.
    clawed_base BIGINT NOT NULL,
    clawed_bonus BIGINT NOT NULL,
    clawed_first_bonus BIGINT NOT NULL,
    base_record_id BLOB,
    bonus_record_id BLOB,
    first_bonus_record_id BLOB,
    note TEXT,
    reason TEXT,
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

CREATE TRIGGER point_records_no_replace BEFORE INSERT ON point_records
WHEN EXISTS (SELECT 1 FROM point_records
        WHERE user_id = NEW.user_id AND asset = NEW.asset AND seq = NEW.seq)
    OR EXISTS (SELECT 1 FROM point_records
        WHERE user_id = NEW.user_id AND record_id = NEW.record_id)
    OR EXISTS (SELECT 1 FROM point_records
        WHERE user_id = NEW.user_id AND replay_key = NEW.replay_key)
BEGIN
    SELECT RAISE(ABORT, 'point_records are immutable');
END;

CREATE TRIGGER point_records_no_update BEFORE UPDATE ON point_records
BEGIN
    SELECT RAISE(ABORT, 'point_records are immutable');
END;

CREATE INDEX prices_by_time ON prices (provider, model, effective_at_ms, version);

CREATE TABLE prices (
    provider TEXT NOT NULL,
    model TEXT NOT NULL,
    version BIGINT NOT NULL,
    effective_at_ms BIGINT NOT NULL,
    currency TEXT NOT NULL,
    input_per_million_micros BIGINT NOT NULL,
    output_per_million_micros BIGINT NOT NULL,
    set_at_ms BIGINT NOT NULL,
    PRIMARY KEY (provider, model, version)
);

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

CREATE INDEX provider_payments_by_user ON provider_payments (user_id, order_id);

CREATE TABLE provider_payments (
    provider TEXT NOT NULL,
    reference TEXT NOT NULL,
    user_id BLOB NOT NULL,
    order_id BLOB NOT NULL,
    claimed_at_ms BIGINT NOT NULL,
    PRIMARY KEY (provider, reference)
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

CREATE INDEX rate_limits_by_idleness ON rate_limits (idle_at_ms, scope, key_hash);

CREATE TABLE rate_limits (
    scope TEXT NOT NULL,
    key_hash BLOB NOT NULL,
    hits TEXT NOT NULL,
    full_at TEXT NOT NULL,
    last_at_ms BIGINT NOT NULL,
    idle_at_ms BIGINT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (scope, key_hash)
);

CREATE INDEX receipts_of_row ON receipts (user_id, row_id) WHERE row_id IS NOT NULL;

CREATE TABLE receipts (
    user_id BLOB NOT NULL,
    replay_key BLOB NOT NULL,
    receipt BLOB NOT NULL,
    created_at_ms BIGINT NOT NULL, row_id BLOB,
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

CREATE TABLE session_totals (
    user_id BLOB NOT NULL,
    active BIGINT NOT NULL,
    paused BIGINT NOT NULL,
    ended BIGINT NOT NULL,
    archived BIGINT NOT NULL,
    trashed BIGINT NOT NULL,
    removed_messages BIGINT NOT NULL,
    removed_tokens BIGINT NOT NULL,
    removed_cost_micros BIGINT NOT NULL,
    PRIMARY KEY (user_id)
) WITHOUT ROWID;

CREATE INDEX sessions_by_id ON sessions (id, user_id);

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
    metadata TEXT, leaf_id BLOB,
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

CREATE TABLE stream_pieces (
    user_id BLOB NOT NULL,
    message_id BLOB NOT NULL,
    n BIGINT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (user_id, message_id, n)
);

CREATE TABLE sync_head (
    user_id BLOB PRIMARY KEY,
    epoch BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    clock BIGINT NOT NULL
);

CREATE INDEX tasks_by_due ON tasks (due_at_ms);

CREATE INDEX tasks_by_state ON tasks (user_id, kind, state, created_at_ms, task_id);

CREATE INDEX tasks_by_time ON tasks (user_id, kind, created_at_ms, task_id);

CREATE TABLE tasks (
    user_id BLOB NOT NULL,
    task_id BLOB NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    cost BIGINT NOT NULL,
    captured BIGINT NOT NULL,
    hold_id BLOB NOT NULL,
    record_id BLOB,
    created_at_ms BIGINT NOT NULL,
    started_at_ms BIGINT,
    ended_at_ms BIGINT,
    expires_at_ms BIGINT NOT NULL,
    due_at_ms BIGINT,
    error TEXT,
    parameters TEXT NOT NULL,
    result TEXT,
    PRIMARY KEY (user_id, task_id)
);

CREATE TABLE tenants (
    id BLOB PRIMARY KEY,
    name TEXT NOT NULL,
    created_at_ms BIGINT NOT NULL
, owners BIGINT NOT NULL DEFAULT 0);

CREATE UNIQUE INDEX tombstones_by_seq ON tombstones (user_id, sync_seq);

CREATE TABLE tombstones (
    user_id BLOB NOT NULL,
    collection BIGINT NOT NULL,
    id BLOB NOT NULL,
    sync_seq BIGINT NOT NULL,
    erased_at_ms BIGINT NOT NULL,
    PRIMARY KEY (user_id, collection, id)
);

CREATE INDEX trash_by_time ON trash (purge_at_ms, user_id, collection, id);

CREATE TABLE trash (
    user_id BLOB NOT NULL,
    collection BIGINT NOT NULL,
    id BLOB NOT NULL,
    purge_at_ms BIGINT NOT NULL,
    PRIMARY KEY (user_id, collection, id)
);

CREATE INDEX usage_days_by_tenant ON usage_days (made_in, day, user_id);

CREATE TABLE usage_days (
    user_id BLOB NOT NULL,
    day BIGINT NOT NULL,
    made_in BLOB NOT NULL,
    currency TEXT NOT NULL,
    calls BIGINT NOT NULL,
    input_tokens BIGINT NOT NULL,
    output_tokens BIGINT NOT NULL,
    duration_ms BIGINT NOT NULL,
    cost_micros BIGINT NOT NULL,
    hours BIGINT NOT NULL,
    PRIMARY KEY (user_id, day, made_in, currency)
) WITHOUT ROWID;

CREATE INDEX usage_parts_by_tenant ON usage_parts (made_in, day, user_id, part);

CREATE TABLE usage_parts (
    user_id BLOB NOT NULL,
    day BIGINT NOT NULL,
    part TEXT NOT NULL,
    currency TEXT NOT NULL,
    made_in BLOB NOT NULL,
    calls BIGINT NOT NULL,
    input_tokens BIGINT NOT NULL,
    output_tokens BIGINT NOT NULL,
    duration_ms BIGINT NOT NULL,
    cost_micros BIGINT NOT NULL,
    hours BIGINT NOT NULL,
    PRIMARY KEY (user_id, day, part, currency, made_in)
) WITHOUT ROWID;

CREATE INDEX usage_records_by_kind ON usage_records (user_id, kind, at_ms, record_id);

CREATE INDEX usage_records_by_model ON usage_records (user_id, model, at_ms, record_id);

CREATE INDEX usage_records_by_time ON usage_records (user_id, at_ms, record_id);

CREATE TABLE usage_records (
    user_id BLOB NOT NULL,
    event_id TEXT NOT NULL,
    record_id BLOB NOT NULL,
    kind TEXT NOT NULL,
    provider TEXT NOT NULL,
    model TEXT NOT NULL,
    device TEXT,
    session_id BLOB,
    input_tokens BIGINT NOT NULL,
    output_tokens BIGINT NOT NULL,
    duration_ms BIGINT NOT NULL,
    -- Absent where the cost was neither given nor to be had from a price, with an empty currency.
    cost_micros BIGINT,
    currency TEXT NOT NULL,
    -- The price the cost was reckoned by; absent where the cost was given.
    price_version BIGINT,
    input_per_million_micros BIGINT,
    output_per_million_micros BIGINT,
    -- When it was used, whether the caller said so (1) or it is the moment of the call (0), and
    -- when it was recorded.
    at_ms BIGINT NOT NULL,
    dated BIGINT NOT NULL,
    recorded_at_ms BIGINT NOT NULL,
    -- The user's zone at the time of recording, and what its clock showed at at_ms: the day since
    -- 1970-01-01 and the hour. They stay when the user moves to another zone.
    timezone TEXT NOT NULL,
    day BIGINT NOT NULL,
    hour BIGINT NOT NULL,
    -- The tenant within which it was recorded; the nil id in host scope.
    made_in BLOB NOT NULL,
    PRIMARY KEY (user_id, event_id)
);

CREATE TRIGGER usage_records_no_delete BEFORE DELETE ON usage_records
WHEN NOT EXISTS (SELECT 1 FROM ledger_erasure WHERE user_id = OLD.user_id)
BEGIN
    SELECT RAISE(ABORT, 'usage_records are immutable');
END;

CREATE TRIGGER usage_records_no_replace BEFORE INSERT ON usage_records
WHEN EXISTS (SELECT 1 FROM usage_records
        WHERE user_id = NEW.user_id AND event_id = NEW.event_id)
BEGIN
    SELECT RAISE(ABORT, 'usage_records are immutable');
END;

CREATE TRIGGER usage_records_no_update BEFORE UPDATE ON usage_records
BEGIN
    SELECT RAISE(ABORT, 'usage_records are immutable');
END;

CREATE INDEX usage_sessions_by_tenant ON usage_sessions (made_in, day, user_id);

CREATE TABLE usage_sessions (
    user_id BLOB NOT NULL,
    day BIGINT NOT NULL,
    session_id BLOB NOT NULL,
    made_in BLOB NOT NULL,
    PRIMARY KEY (user_id, day, session_id, made_in)
) WITHOUT ROWID;

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
    opened_at_ms BIGINT NOT NULL, owed BIGINT NOT NULL DEFAULT 0, floor_points BIGINT, floor_low BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (user_id, asset)
);
