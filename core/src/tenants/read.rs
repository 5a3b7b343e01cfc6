//! Reading a tenant.

use crate::context::Context;
use crate::error::{Error, Result};
use crate::store::Tx;
use crate::tenants::model::{GetTenantRequest, Tenant};
use crate::tenants::sql;

pub(crate) fn get(tx: &mut Tx<'_>, _cx: &Context, request: &GetTenantRequest) -> Result<Tenant> {
    let asked = request.tenant_id;
    // Within a tenant there is no other.
    let visible = tx.tenant().is_none_or(|tenant| tenant == asked);
    let found = match visible {
        true => tx.get(&sql::TENANT, &[asked.into()], |row| {
            Ok(Tenant { id: row.id(0)?, name: row.text(1)?, created_at_ms: row.int(2)? })
        })?,
        false => None,
    };
    found.ok_or_else(|| Error::not_found("tenant", asked))
}
