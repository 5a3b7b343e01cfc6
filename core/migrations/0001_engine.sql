-- What every part of the engine rests on.

-- DDL commits by itself there, so a migration is done in steps, and a crash leaves it between two.
-- only mysql
CREATE TABLE schema_steps (
    version BIGINT NOT NULL,
    step BIGINT NOT NULL,
    PRIMARY KEY (version, step)
);
-- end
CREATE TABLE schema_migrations (
    version BIGINT PRIMARY KEY,
    name {key} NOT NULL,
    applied_at_ms BIGINT NOT NULL
);

-- Facts about this store: the key check, the origin, the policy it was made with.
CREATE TABLE engine_meta (
    name {key} PRIMARY KEY,
    value {bytes} NOT NULL
);

CREATE TABLE tenants (
    id {id} PRIMARY KEY,
    name {key} NOT NULL,
    created_at_ms BIGINT NOT NULL
);

CREATE TABLE members (
    tenant_id {id} NOT NULL,
    user_id {id} NOT NULL,
    role {key} NOT NULL,
    joined_at_ms BIGINT NOT NULL,
    PRIMARY KEY (user_id, tenant_id)
);
CREATE INDEX members_by_tenant ON members (tenant_id, user_id);

-- Roles which a tenant defines or changes; the built-in ones stand in code.
CREATE TABLE roles (
    tenant_id {id} NOT NULL,
    name {key} NOT NULL,
    permissions {text} NOT NULL,
    PRIMARY KEY (tenant_id, name)
);

-- The outcomes of idempotent calls that have no ledger row of their own.
CREATE TABLE receipts (
    user_id {id} NOT NULL,
    replay_key {bytes} NOT NULL,
    receipt {blob} NOT NULL,
    created_at_ms BIGINT NOT NULL,
    PRIMARY KEY (user_id, replay_key)
);

-- The order in which a user's synced rows were committed, and the user's clock.
CREATE TABLE sync_head (
    user_id {id} PRIMARY KEY,
    epoch BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    clock BIGINT NOT NULL
);

-- A user's data key, wrapped by the root key. Erasing the row makes what it sealed unreadable.
CREATE TABLE data_keys (
    user_id {id} NOT NULL,
    version BIGINT NOT NULL,
    wrapped {bytes} NOT NULL,
    created_at_ms BIGINT NOT NULL,
    PRIMARY KEY (user_id, version)
);
