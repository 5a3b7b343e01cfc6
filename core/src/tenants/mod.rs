//! Tenants: organisations, their members, and what the roles of members allow.
//!
//! Membership is read inside the transaction that rests on it, so a removed member cannot act. A
//! role is never given by somebody whose own role does not cover it, and a tenant that has owners
//! keeps at least one.

use crate::error::Result;
use crate::id::{TenantId, UserId};
use crate::ops::operations;
use crate::store::Tx;

mod create;
pub(crate) mod membership;
mod model;
mod read;
pub(crate) mod roles;
pub(crate) mod sql;
#[cfg(test)]
mod tests;

pub use model::{CreateTenantRequest, GetTenantRequest, Tenant};
#[cfg(any(test, feature = "testing"))]
pub(crate) use sql::ALL as STATEMENTS;

operations! {
    /// Tenants: organisations that keep their data apart.
    tenants: Tenants {
        /// Makes a tenant, with its first owner if one is named.
        Create: create(CreateTenantRequest) -> Tenant = 151 by create::create {
            write, since "0.1.0", access Operator, scope Directory,
            idempotency Optional, route POST "/api/v1/tenants"
        }
        /// Reads a tenant. Its members see no other.
        Get: get(GetTenantRequest) -> Tenant = 152 by read::get {
            read, since "0.1.0", access Tenant("tenant:read"), scope Directory,
            idempotency None, route GET "/api/v1/tenants/{tenantId}"
        }
    }
}

/// Whether a tenant exists.
pub(crate) fn exists(tx: &mut Tx<'_>, tenant: TenantId) -> Result<bool> {
    Ok(tx.get(&sql::TENANT_EXISTS, &[tenant.into()], |_| Ok(()))?.is_some())
}

/// The role of a member of the call's tenant; none for anybody else.
pub(crate) fn role(tx: &mut Tx<'_>, user: UserId) -> Result<Option<String>> {
    tx.get(&sql::MEMBER_ROLE, &[user.into()], |row| row.text(0))
}

/// Whether a role of the call's tenant holds a permission (`noun:verb`).
pub(crate) fn allows(tx: &mut Tx<'_>, role: &str, permission: &str) -> Result<bool> {
    let held = roles::permissions(tx, role)?.unwrap_or_default();
    Ok(roles::covers(&held, permission))
}
