-- Configuration values of the host (nil tenant) and of tenants.
CREATE TABLE settings (
    tenant_id {id} NOT NULL,
    name {key} NOT NULL,
    value {text} NOT NULL,
    description {text},
    updated_at_ms BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, name)
);
