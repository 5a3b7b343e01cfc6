//! Who is in the call's tenant, and in which role.

use crate::error::{Error, ErrorKind, Result};
use crate::id::{TenantId, UserId};
use crate::runtime::ChangeKind;
use crate::store::{Tx, unless_met};
use crate::tenants::roles::OWNER;
use crate::tenants::sql;

/// The tenant of the call; fails where it has none.
pub(crate) fn tenant(tx: &Tx<'_>) -> Result<TenantId> {
    let rule = "is required: the call is about a tenant's members";
    tx.tenant().ok_or_else(|| Error::validation("context.tenant", rule))
}

/// The role of a user in the call's tenant, and when they joined.
pub(crate) fn member(tx: &mut Tx<'_>, user: UserId) -> Result<Option<(String, i64)>> {
    tx.get(&sql::MEMBER, &[user.into()], |row| Ok((row.text(0)?, row.int(1)?)))
}

/// Lets a user into the call's tenant; false when they are in it already.
pub(crate) fn join(tx: &mut Tx<'_>, user: UserId, role: &str) -> Result<bool> {
    let tenant = tenant(tx)?;
    let now = tx.now_ms();
    if !tx.insert_new(&sql::INSERT_MEMBER, &[user.into(), role.into(), now.into()])? {
        return Ok(false);
    }
    if role == OWNER {
        tx.exec(&sql::ADD_OWNER, &[tenant.into()])?;
    }
    tx.changed("member", Some(user), tenant.0, ChangeKind::Put);
    Ok(true)
}

/// Gives a member another role.
pub(crate) fn set_role(tx: &mut Tx<'_>, user: UserId, from: &str, to: &str) -> Result<()> {
    let tenant = tenant(tx)?;
    if from == OWNER && !tx.exec_guarded(&sql::REMOVE_OWNER, &[tenant.into()])? {
        return Err(ErrorKind::InvalidState {
            what: "the member".into(),
            state: "the last owner".into(),
            needed: "one of several owners".into(),
        }
        .into());
    }
    if to == OWNER {
        tx.exec(&sql::ADD_OWNER, &[tenant.into()])?;
    }
    // Another call may have changed the role since this one read it.
    unless_met(tx.exec_guarded(&sql::SET_ROLE, &[to.into(), user.into(), from.into()])?)?;
    tx.changed("member", Some(user), tenant.0, ChangeKind::Put);
    Ok(())
}
