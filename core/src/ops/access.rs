//! Who may call what: decided by dispatch, from the context, before a handler runs.
//!
//! The embedding program and the operator's staff may call everything that is open to them by
//! kind. A person may always act on their own data. Everything else needs a permission, which a
//! role in the call's tenant grants. A person of another tenant does not exist for this one.
//!
//! What is of the whole store ([`OperationRow::is_of_whole_store`]) is refused within a tenant, to
//! whomever: it would hand out what is other tenants'.

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
    /// What a tenant knows.
    Within(Within),
}

/// The checks of a call that is made within a tenant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Within {
    tenant: TenantId,
    /// Who must be a member, and with which permission.
    member: Option<(UserId, Option<&'static str>)>,
    /// Who must be visible there.
    subject: Option<UserId>,
}

/// Decides what can be decided without the store.
pub(crate) fn verdict(
    row: &OperationRow,
    cx: &Context,
    subject: Option<UserId>,
) -> Result<Verdict> {
    let denied = |needed: String| -> Error {
        ErrorKind::PermissionDenied { operation: row.name.into(), needed }.into()
    };
    let within = |member, subject| match cx.tenant {
        Some(tenant) => Verdict::Within(Within { tenant, member, subject }),
        None => Verdict::Allowed,
    };
    if row.is_of_whole_store() && cx.tenant.is_some() {
        return Err(denied("a context without a tenant: it is about the whole store".into()));
    }
    let trusted = matches!(cx.actor, Actor::Host | Actor::Operator(_));
    match (row.access, cx.actor) {
        (Access::Public, _) => Ok(within(None, None)),
        (Access::Host, Actor::Host) => Ok(within(None, subject)),
        (Access::Host, _) => Err(denied("the embedding program".into())),
        (_, _) if trusted => Ok(within(None, subject)),
        (Access::Operator, _) => Err(denied("an operator".into())),
        (Access::SelfOr(_), Actor::User(actor)) if subject == Some(actor) => {
            Ok(within(Some((actor, None)), None))
        }
        (Access::SelfOr(permission) | Access::Tenant(permission), Actor::User(actor))
            if cx.tenant.is_some() =>
        {
            Ok(within(Some((actor, Some(permission))), subject))
        }
        (Access::SelfOr(permission) | Access::Tenant(permission), _) => {
            Err(denied(format!("the permission `{permission}` in a tenant")))
        }
    }
}

impl Verdict {
    /// Checks what only the store knows.
    pub(crate) fn settle(self, tx: &mut Tx<'_>, row: &OperationRow) -> Result<()> {
        let Verdict::Within(Within { tenant, member, subject }) = self else { return Ok(()) };
        let hidden = || Error::not_found("tenant", tenant);
        match member {
            None if !tenants::exists(tx, tenant)? => return Err(hidden()),
            None => {}
            Some((actor, permission)) => {
                let role = tenants::role(tx, actor)?.ok_or_else(hidden)?;
                if let Some(permission) = permission
                    && !tenants::allows(tx, &role, permission)?
                {
                    return Err(ErrorKind::PermissionDenied {
                        operation: row.name.into(),
                        needed: format!("the permission `{permission}` in this tenant"),
                    }
                    .into());
                }
            }
        }
        match subject {
            Some(user) if tenants::role(tx, user)?.is_none() => Err(Error::not_found("user", user)),
            _ => Ok(()),
        }
    }
}
