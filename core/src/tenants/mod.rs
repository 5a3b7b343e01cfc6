//! Tenants: organisations, their members, and what the roles of members allow.
//!
//! Membership is read inside the transaction that rests on it, so a removed member cannot act.

use crate::error::Result;
use crate::id::{TenantId, UserId};
use crate::store::Tx;

pub(crate) mod sql;

#[cfg(any(test, feature = "testing"))]
pub(crate) use sql::ALL as STATEMENTS;

/// Whether a tenant exists.
pub(crate) fn exists(tx: &mut Tx<'_>, tenant: TenantId) -> Result<bool> {
    Ok(tx.get(&sql::TENANT_EXISTS, &[tenant.into()], |_| Ok(()))?.is_some())
}

/// Whether a user is a member of the call's tenant.
pub(crate) fn is_member(tx: &mut Tx<'_>, user: UserId) -> Result<bool> {
    Ok(tx.get(&sql::MEMBER_ROLE, &[user.into()], |_| Ok(()))?.is_some())
}

/// Whether a user's role in the call's tenant holds a permission (`noun:verb`).
pub(crate) fn allows(tx: &mut Tx<'_>, user: UserId, permission: &str) -> Result<bool> {
    let Some(role) = tx.get(&sql::MEMBER_ROLE, &[user.into()], |row| row.text(0))? else {
        return Ok(false);
    };
    let defined = tx.get(&sql::ROLE_PERMISSIONS, &[(&role).into()], |row| row.text(0))?;
    let permissions = defined.as_deref().unwrap_or(match role.as_str() {
        "owner" | "admin" => "*",
        _ => "",
    });
    let noun = permission.split(':').next().unwrap_or(permission);
    Ok(permissions
        .split(' ')
        .any(|held| held == "*" || held == permission || held.strip_suffix(":*") == Some(noun)))
}
