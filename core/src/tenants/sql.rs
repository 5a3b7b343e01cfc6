//! The statements of tenants and members.

use crate::store::statements;

statements! {
    TENANT_EXISTS: Directory = "SELECT 1 FROM tenants WHERE id = ?";
    TENANT: Directory = "SELECT id, name, created_at_ms FROM tenants WHERE id = ?";
    INSERT_TENANT: Directory = "INSERT INTO tenants (id, name, created_at_ms) VALUES (?, ?, ?)";
    ADD_OWNER: Directory = "UPDATE tenants SET owners = owners + 1 WHERE id = ?";
    REMOVE_OWNER: Directory = "UPDATE tenants SET owners = owners - 1 WHERE id = ? AND owners > 1";
    MEMBER_ROLE: User, tenant =
        "SELECT role FROM members WHERE tenant_id = ? AND user_id = ?";
    MEMBER: User, tenant =
        "SELECT role, joined_at_ms FROM members WHERE tenant_id = ? AND user_id = ?";
    INSERT_MEMBER: User, tenant =
        "INSERT INTO members (tenant_id, user_id, role, joined_at_ms) VALUES (?, ?, ?, ?)";
    SET_ROLE: User, tenant = "UPDATE members SET role = ?2 \
        WHERE tenant_id = ?1 AND user_id = ?3 AND role = ?4";
    ROLE_PERMISSIONS: TenantScan, tenant =
        "SELECT permissions FROM roles WHERE tenant_id = ? AND name = ?";
}
