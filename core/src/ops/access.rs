//! Who may call what: decided by dispatch, from the context, before a handler runs.
//!
//! The embedding program and the operator's staff may call everything that is open to them by
//! kind. A person may always act on their own data. Everything else needs a permission, which a
//! role in the call's tenant grants. A person of another tenant does not exist for this one.

use crate::context::{Actor, Context};
use crate::error::{Error, ErrorKind, Result};
use crate::id::{TenantId, UserId};
use crate::ops::{Access, OperationRow};
use crate::store::Tx;
use crate::tenants;

/// What is left to check inside the transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Nothing.
    Allowed,
    /// The person must be visible within the tenant; the actor may need a permission there.
    Within { tenant: TenantId, needs: Option<(UserId, &'static str)>, subject: Option<UserId> },
}

/// Decides what can be decided without the store.
pub(crate) fn verdict(
    row: &OperationRow,
    cx: &Context,
    subject: Option<UserId>,
) -> Result<Verdict> {
    let denied = |needed: &str| -> Error {
        ErrorKind::PermissionDenied { operation: row.name.into(), needed: needed.into() }.into()
    };
    let trusted = matches!(cx.actor, Actor::Host | Actor::Operator(_));
    let within = |needs| match cx.tenant {
        Some(tenant) => Verdict::Within { tenant, needs, subject },
        None => Verdict::Allowed,
    };
    let by_permission = |permission: &'static str| match (cx.actor, cx.tenant) {
        (Actor::User(user), Some(_)) => Ok(within(Some((user, permission)))),
        _ => Err(denied(&format!("the permission `{permission}` in a tenant"))),
    };
    match row.access {
        Access::Host if cx.actor == Actor::Host => Ok(within(None)),
        Access::Host => Err(denied("the embedding program")),
        Access::Operator if trusted => Ok(within(None)),
        Access::Operator => Err(denied("an operator")),
        Access::Public => Ok(Verdict::Allowed),
        Access::Tenant(_) | Access::SelfOr(_) if trusted => Ok(within(None)),
        Access::SelfOr(_) if subject.is_some_and(|s| cx.actor == Actor::User(s)) => {
            Ok(Verdict::Allowed)
        }
        Access::SelfOr(permission) | Access::Tenant(permission) => by_permission(permission),
    }
}

impl Verdict {
    /// Checks what only the store knows. Membership is read once per call.
    pub(crate) fn settle(self, tx: &mut Tx<'_>, row: &OperationRow) -> Result<()> {
        let Verdict::Within { tenant, needs, subject } = self else { return Ok(()) };
        if !tenants::exists(tx, tenant)? {
            return Err(Error::not_found("tenant", tenant));
        }
        if let Some((actor, permission)) = needs
            && !tenants::allows(tx, actor, permission)?
        {
            return Err(ErrorKind::PermissionDenied {
                operation: row.name.into(),
                needed: format!("the permission `{permission}` in this tenant"),
            }
            .into());
        }
        match subject {
            Some(user) if !tenants::is_member(tx, user)? => Err(Error::not_found("user", user)),
            _ => Ok(()),
        }
    }
}
