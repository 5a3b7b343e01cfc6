//! The requests and responses of tenants.

use crate::id::{TenantId, UserId};
use crate::limits;
use crate::ops::{Rule, request, response};

request! {
    /// A tenant to be made.
    pub struct CreateTenantRequest keyed idempotency_key {
        /// Its name, of 1 to 100 characters.
        name: String => Rule::Text { min: 1, max: limits::NAME_CHARS_MAX };
        /// The user who becomes its first owner.
        owner_id: UserId,
        /// Makes a retry answer the first outcome.
        idempotency_key: String => Rule::KEY,
    }
}

request! {
    /// Which tenant to read.
    pub struct GetTenantRequest {
        /// The tenant.
        tenant_id: TenantId,
    }
}

response! {
    /// An organisation.
    pub struct Tenant {
        /// Its id.
        id: TenantId,
        /// Its name.
        name: String,
        /// When it was made, in milliseconds since the epoch.
        created_at_ms: i64,
    }
}
