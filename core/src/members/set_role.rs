//! Giving a member another role.

use serde_json::json;

use crate::audit;
use crate::context::Context;
use crate::error::{Error, Result};
use crate::members::model::{Member, SetMemberRoleRequest};
use crate::ops::Operation;
use crate::store::Tx;
use crate::tenants::{membership, roles};

pub(crate) fn set_role(
    tx: &mut Tx<'_>,
    cx: &Context,
    request: &SetMemberRoleRequest,
) -> Result<Member> {
    let tenant_id = membership::tenant(tx)?;
    let (user_id, role) = (request.user_id, request.role.as_str());
    let (held, joined_at_ms) =
        membership::member(tx, user_id)?.ok_or_else(|| Error::not_found("member", user_id))?;
    // The role that they lose must not be above the caller's either.
    roles::check_gift(tx, cx, super::SetRole::ROW.name, &held)?;
    roles::check_gift(tx, cx, super::SetRole::ROW.name, role)?;
    if held != role {
        membership::set_role(tx, user_id, &held, role)?;
        let payload = json!({"tenantId": tenant_id, "from": held, "to": role});
        audit::record(tx, cx, user_id, "member_role_set", &payload)?;
    }
    Ok(Member { tenant_id, user_id, role: role.to_owned(), joined_at_ms })
}
