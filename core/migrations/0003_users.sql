-- People, what they are found by, how they present themselves, and what was done to them.

CREATE TABLE users (
    id {id} PRIMARY KEY,
    state {key} NOT NULL,
    -- Why the state is inactive: deactivated, suspended or banned.
    inactivity {key},
    suspended_until_at_ms BIGINT,
    name {text},
    nickname {text},
    avatar_url {text},
    bio {text},
    email_sealed {blob},
    phone_sealed {blob},
    external_id_sealed {blob},
    email_verified BIGINT NOT NULL,
    phone_verified BIGINT NOT NULL,
    created_at_ms BIGINT NOT NULL,
    created_by {id},
    activated_at_ms BIGINT,
    activated_by {id},
    deactivated_at_ms BIGINT,
    deactivated_by {id},
    deactivation_reason {text},
    deleted_at_ms BIGINT,
    deleted_by {id},
    updated_at_ms BIGINT NOT NULL,
    updated_by {id},
    last_login_at_ms BIGINT,
    last_active_at_ms BIGINT
);

-- Who is found by an identifier. One row for each that is taken; with a root key the look-up value
-- is a keyed hash, which shows nothing but equality.
CREATE TABLE identifiers (
    kind BIGINT NOT NULL,
    lookup {bytes} NOT NULL,
    user_id {id} NOT NULL,
    PRIMARY KEY (kind, lookup)
);
CREATE INDEX identifiers_by_user ON identifiers (user_id, kind);

-- One synced row for each user, whose id is the user's.
CREATE TABLE profiles (
    user_id {id} NOT NULL,
    id {id} NOT NULL,
    display_name {text},
    bio {text},
    location {text},
    timezone {text} NOT NULL,
    language {text} NOT NULL,
    theme {text} NOT NULL,
    notifications_enabled BIGINT NOT NULL,
    tags {text} NOT NULL,
    sync_seq BIGINT NOT NULL,
    sync_clock {bytes} NOT NULL,
    PRIMARY KEY (user_id, id)
);
CREATE UNIQUE INDEX profiles_by_seq ON profiles (user_id, sync_seq);

-- Where each audit chain has come to, apart from its entries, so that a cut-off end is noticed.
CREATE TABLE audit_heads (
    user_id {id} PRIMARY KEY,
    seq BIGINT NOT NULL,
    hash {bytes} NOT NULL,
    at_ms BIGINT NOT NULL
);

-- The chains. user_id is the owner: a user, or the tenant of what concerns no user.
CREATE TABLE audit_events (
    user_id {id} NOT NULL,
    seq BIGINT NOT NULL,
    at_ms BIGINT NOT NULL,
    event {key} NOT NULL,
    actor {key} NOT NULL,
    payload_sealed {blob} NOT NULL,
    hash {bytes} NOT NULL,
    PRIMARY KEY (user_id, seq)
);

-- How many owners a tenant has: the guard by which the last one cannot leave.
ALTER TABLE tenants ADD COLUMN owners BIGINT NOT NULL DEFAULT 0;

-- An entry is never changed. Only the erasure of its owner, which ledger_erasure tells, removes it.
-- only sqlite
CREATE TRIGGER audit_events_no_update BEFORE UPDATE ON audit_events
BEGIN
    SELECT RAISE(ABORT, 'audit events are never changed');
END;
CREATE TRIGGER audit_events_no_delete BEFORE DELETE ON audit_events
WHEN NOT EXISTS (SELECT 1 FROM ledger_erasure WHERE user_id = OLD.user_id)
BEGIN
    SELECT RAISE(ABORT, 'audit events are never deleted');
END;
-- end
-- only postgres
CREATE FUNCTION audit_events_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND EXISTS (SELECT 1 FROM ledger_erasure WHERE user_id = OLD.user_id) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'audit events are never changed or deleted';
END $$;
CREATE TRIGGER audit_events_guard BEFORE UPDATE OR DELETE ON audit_events
FOR EACH ROW EXECUTE FUNCTION audit_events_guard();
-- end
-- only mysql
CREATE TRIGGER audit_events_no_update BEFORE UPDATE ON audit_events FOR EACH ROW
SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'audit events are never changed';
CREATE TRIGGER audit_events_no_delete BEFORE DELETE ON audit_events FOR EACH ROW
BEGIN
    IF NOT EXISTS (SELECT 1 FROM ledger_erasure WHERE user_id = OLD.user_id) THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'audit events are never deleted';
    END IF;
END;
-- end
