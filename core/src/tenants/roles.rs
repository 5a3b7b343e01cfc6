//! What roles allow.
//!
//! A role is a list of permissions: `noun:verb`, `noun:*` or `*`, separated by spaces. Three roles
//! stand in code; a tenant may define more, or define these anew for itself. Acts on a person's own
//! data need no permission, so what stands here is about the data of others and of the tenant.

use crate::context::{Actor, Context};
use crate::error::{Error, ErrorKind, Result};
use crate::store::Tx;
use crate::tenants::{self, sql};

/// The role of those who may do everything in their tenant.
pub(crate) const OWNER: &str = "owner";
/// The role which joining gives.
pub(crate) const MEMBER: &str = "member";

/// The roles that every tenant has, and their permissions.
///
/// None reaches the sessions, the points or the allowances of a member: those belong to the person,
/// in whatever tenants they are, and a tenant lets people in by itself. An operator may define a
/// role that does.
const BUILT_IN: &[(&str, &str)] = &[
    (OWNER, "tenant:* user:* settings:*"),
    ("admin", "tenant:read user:* settings:*"),
    (MEMBER, "tenant:read"),
];

/// The permissions of a role in the call's tenant; none for a role that it does not have.
pub(crate) fn permissions(tx: &mut Tx<'_>, role: &str) -> Result<Option<String>> {
    let defined = tx.get(&sql::ROLE_PERMISSIONS, &[role.into()], |row| row.text(0))?;
    let built_in = || BUILT_IN.iter().find(|(name, _)| *name == role).map(|(_, all)| *all);
    Ok(defined.or_else(|| built_in().map(str::to_owned)))
}

/// Whether a list of permissions holds one.
pub(crate) fn covers(held: &str, permission: &str) -> bool {
    let noun = permission.split(':').next().unwrap_or(permission);
    held.split(' ')
        .any(|held| held == "*" || held == permission || held.strip_suffix(":*") == Some(noun))
}

/// Fails unless the caller may give this role, or take it away: it exists, and the caller's own
/// role covers all that it allows.
pub(crate) fn check_gift(tx: &mut Tx<'_>, cx: &Context, operation: &str, role: &str) -> Result<()> {
    let Some(given) = permissions(tx, role)? else {
        return Err(Error::validation("role", "must be a role of this tenant"));
    };
    let held = match cx.actor {
        Actor::Host | Actor::Operator(_) => return Ok(()),
        Actor::User(user) => tenants::role(tx, user)?,
        Actor::Anonymous => None,
    };
    let held = match held {
        Some(held) => permissions(tx, &held)?.unwrap_or_default(),
        None => String::new(),
    };
    if given.split(' ').filter(|one| !one.is_empty()).all(|one| covers(&held, one)) {
        return Ok(());
    }
    let needed = format!("a role that covers `{role}`, which it gives or takes away");
    Err(ErrorKind::PermissionDenied { operation: operation.into(), needed }.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_permission_is_held_by_name_by_noun_or_by_all() {
        for (held, permission, expected) in [
            ("*", "user:read", true),
            ("user:*", "user:read", true),
            ("user:*", "user:*", true),
            ("user:read", "user:read", true),
            ("user:read", "user:*", false),
            ("user:read", "user:create", false),
            ("user:*", "users:read", false),
            ("user:*", "*", false),
            ("", "user:read", false),
            ("", "", true),
            ("session:read user:update", "user:update", true),
        ] {
            assert_eq!(covers(held, permission), expected, "{held:?} {permission:?}");
        }
    }

    #[test]
    fn each_built_in_role_covers_those_below_it_and_none_above() {
        for (above, (name, held)) in BUILT_IN.iter().enumerate() {
            for (below, (other, given)) in BUILT_IN.iter().enumerate() {
                let all = given.split(' ').all(|one| covers(held, one));
                assert_eq!(all, above <= below, "{name} gives {other}");
            }
        }
    }
}
