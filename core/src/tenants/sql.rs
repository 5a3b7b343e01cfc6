//! The statements of tenants and members.

use crate::store::statements;

statements! {
    TENANT_EXISTS: Directory = "SELECT 1 FROM tenants WHERE id = ?";
    MEMBER_ROLE: User, tenant =
        "SELECT role FROM members WHERE tenant_id = ? AND user_id = ?";
    ROLE_PERMISSIONS: TenantScan, tenant =
        "SELECT permissions FROM roles WHERE tenant_id = ? AND name = ?";
    INSERT_TENANT: Directory = "INSERT INTO tenants (id, name, created_at_ms) VALUES (?, ?, ?)";
    INSERT_MEMBER: User, tenant =
        "INSERT INTO members (tenant_id, user_id, role, joined_at_ms) VALUES (?, ?, ?, ?)";
}
