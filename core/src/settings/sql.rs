//! The statements of settings.

use crate::store::statements;

statements! {
    GET: TenantScan, tenant = "SELECT name, value, description, updated_at_ms FROM settings \
        WHERE tenant_id = ? AND name = ?";
    LIST: TenantScan, tenant = "SELECT name, value, description, updated_at_ms FROM settings \
        WHERE tenant_id = ? AND name > ? ORDER BY name LIMIT ?";
    INSERT: TenantScan, tenant = "INSERT INTO settings \
        (tenant_id, name, value, description, updated_at_ms) VALUES (?, ?, ?, ?, ?)";
    UPDATE: TenantScan, tenant = "UPDATE settings SET value = ?2, \
        description = COALESCE(?3, description), updated_at_ms = ?4 \
        WHERE tenant_id = ?1 AND name = ?5";
}
