-- Wallets, the grants in them, and the ledger of what happened to them.

-- One row per person and asset. The columns head_* are the head slice: what is left, and not held,
-- of the grant from which consumption presently draws. While a grant is the head, its own row in
-- grants is out of date in remaining.
CREATE TABLE wallets (
    user_id {id} NOT NULL,
    asset {key} NOT NULL,
    balance BIGINT NOT NULL,
    held BIGINT NOT NULL,
    level BIGINT NOT NULL,
    total_consumed BIGINT NOT NULL,
    total_recharged BIGINT NOT NULL,
    first_recharged_at_ms BIGINT,
    status {key} NOT NULL,
    -- Counts every change of this row or of its grants: the guard of each write.
    version BIGINT NOT NULL,
    -- The number and the hash of the last record.
    seq BIGINT NOT NULL,
    chain {bytes} NOT NULL,
    -- When the last record was booked, and when it took effect. Neither goes back.
    last_at_ms BIGINT NOT NULL,
    last_effective_at_ms BIGINT NOT NULL,
    -- No unspent grant expires before this moment. Absent: none expires.
    next_expiry_at_ms BIGINT,
    head_grant_id {id},
    head_remaining BIGINT NOT NULL,
    head_priority BIGINT NOT NULL,
    head_expires_at_ms BIGINT NOT NULL,
    head_kind_order BIGINT NOT NULL,
    head_opened_seq BIGINT NOT NULL,
    opened_at_ms BIGINT NOT NULL,
    PRIMARY KEY (user_id, asset)
);
-- For the sweep, which looks for what is due in every wallet.
CREATE INDEX wallets_by_expiry ON wallets (next_expiry_at_ms);

-- Points that arrived at once. An expires_at_ms of 9223372036854775807 means never.
CREATE TABLE grants (
    user_id {id} NOT NULL,
    asset {key} NOT NULL,
    grant_id {id} NOT NULL,
    kind {key} NOT NULL,
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
CREATE INDEX grants_by_order ON grants
    (user_id, asset, spent, priority, expires_at_ms, kind_order, opened_seq);
CREATE INDEX grants_by_expiry ON grants (user_id, asset, spent, expires_at_ms, opened_seq);

-- The ledger. Nothing updates a record, and only the erasure of its user deletes it.
CREATE TABLE point_records (
    user_id {id} NOT NULL,
    asset {key} NOT NULL,
    seq BIGINT NOT NULL,
    record_id {id} NOT NULL,
    kind {key} NOT NULL,
    amount BIGINT NOT NULL,
    balance_after BIGINT NOT NULL,
    related_event_id {key},
    action_id {key},
    original_record_id {id},
    note {text},
    effective_at_ms BIGINT NOT NULL,
    booked_at_ms BIGINT NOT NULL,
    replay_key {bytes},
    allocation {blob} NOT NULL,
    receipt {blob},
    hash {bytes} NOT NULL,
    PRIMARY KEY (user_id, asset, seq)
);
CREATE UNIQUE INDEX point_records_by_id ON point_records (user_id, record_id);
CREATE UNIQUE INDEX point_records_by_replay_key ON point_records (user_id, replay_key);
CREATE INDEX point_records_by_kind ON point_records (user_id, asset, kind, seq);

-- Users who are being erased. While a row stands, that user's ledgers can be deleted.
CREATE TABLE ledger_erasure (
    user_id {id} PRIMARY KEY,
    begun_at_ms BIGINT NOT NULL
);

-- only sqlite
CREATE TRIGGER point_records_no_update BEFORE UPDATE ON point_records
BEGIN
    SELECT RAISE(ABORT, 'point_records are immutable');
END;
CREATE TRIGGER point_records_no_delete BEFORE DELETE ON point_records
WHEN NOT EXISTS (SELECT 1 FROM ledger_erasure WHERE user_id = OLD.user_id)
BEGIN
    SELECT RAISE(ABORT, 'point_records are immutable');
END;
-- end
-- only postgres
CREATE FUNCTION point_records_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE'
        AND EXISTS (SELECT 1 FROM ledger_erasure WHERE user_id = OLD.user_id) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'point_records are immutable';
END
$$;
CREATE TRIGGER point_records_guard BEFORE UPDATE OR DELETE ON point_records
    FOR EACH ROW EXECUTE FUNCTION point_records_guard();
-- end
-- only mysql
CREATE TRIGGER point_records_no_update BEFORE UPDATE ON point_records
    FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'point_records are immutable';
CREATE TRIGGER point_records_no_delete BEFORE DELETE ON point_records
    FOR EACH ROW IF NOT EXISTS (SELECT 1 FROM ledger_erasure WHERE user_id = OLD.user_id)
    THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'point_records are immutable'; END IF;
-- end
