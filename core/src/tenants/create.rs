//! Making a tenant.

use serde_json::json;

use crate::audit;
use crate::context::Context;
use crate::error::Result;
use crate::id::TenantId;
use crate::runtime::ChangeKind;
use crate::store::Tx;
use crate::tenants::membership;
use crate::tenants::model::{CreateTenantRequest, Tenant};
use crate::tenants::roles::OWNER;
use crate::tenants::sql;
use crate::users;

pub(crate) fn create(
    tx: &mut Tx<'_>,
    cx: &Context,
    request: &CreateTenantRequest,
) -> Result<Tenant> {
    if let Some(owner) = request.owner_id {
        users::require(tx, owner)?;
    }
    let id: TenantId = tx.new_id()?;
    let created_at_ms = tx.now_ms();
    tx.exec(&sql::INSERT_TENANT, &[id.into(), (&request.name).into(), created_at_ms.into()])?;
    tx.changed("tenant", None, id.0, ChangeKind::Put);
    if let Some(owner) = request.owner_id {
        tx.within(id, |tx| membership::join(tx, owner, OWNER))?;
        let payload = json!({"tenantId": id, "role": OWNER});
        audit::record(tx, cx, owner, "member_added", &payload)?;
    }
    let payload = json!({"name": request.name, "ownerId": request.owner_id});
    audit::record_for_tenant(tx, cx, id, "tenant_created", &payload)?;
    Ok(Tenant { id, name: request.name.clone(), created_at_ms })
}
