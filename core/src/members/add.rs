//! Letting a user into a tenant.

use serde_json::json;

use crate::audit;
use crate::context::Context;
use crate::error::{ErrorKind, Result};
use crate::members::model::{AddMemberRequest, Member};
use crate::ops::Operation;
use crate::store::Tx;
use crate::tenants::{membership, roles};
use crate::users;

pub(crate) fn add(tx: &mut Tx<'_>, cx: &Context, request: &AddMemberRequest) -> Result<Member> {
    let tenant_id = membership::tenant(tx)?;
    let user_id = request.user_id;
    let role = request.role.as_deref().unwrap_or(roles::MEMBER);
    roles::check_gift(tx, cx, super::Add::ROW.name, role)?;
    users::require(tx, user_id)?;
    if !membership::join(tx, user_id, role)? {
        let reason = "the user is in the tenant already".into();
        return Err(ErrorKind::Conflict { what: "member".into(), reason }.into());
    }
    let payload = json!({"tenantId": tenant_id, "role": role});
    audit::record(tx, cx, user_id, "member_added", &payload)?;
    Ok(Member { tenant_id, user_id, role: role.to_owned(), joined_at_ms: tx.now_ms() })
}
