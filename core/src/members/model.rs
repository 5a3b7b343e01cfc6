//! The requests and responses of members.

use crate::id::{TenantId, UserId};
use crate::limits;
use crate::ops::{Rule, request, response};

const ROLE: Rule = Rule::Opaque { max: limits::CATEGORY_CHARS_MAX };

request! {
    /// Who is let into the tenant of the call.
    pub struct AddMemberRequest keyed idempotency_key {
        // It names no subject: whoever is not a member yet is not visible within the tenant.
        /// The user.
        user_id: UserId;
        /// Their role: `owner`, `admin`, `member` or one the tenant defined; `member` by default.
        role: String => ROLE,
        /// Makes a retry answer the first outcome.
        idempotency_key: String => Rule::KEY,
    }
}

request! {
    /// Which role a member is to have.
    pub struct SetMemberRoleRequest for user_id keyed idempotency_key {
        /// The member.
        user_id: UserId,
        /// Their new role: `owner`, `admin`, `member` or one the tenant defined.
        role: String => ROLE;
        /// Makes a retry answer the first outcome.
        idempotency_key: String => Rule::KEY,
    }
}

response! {
    /// A user's place in a tenant.
    pub struct Member {
        /// The tenant.
        tenant_id: TenantId,
        /// The user.
        user_id: UserId,
        /// Their role.
        role: String,
        /// When they joined, in milliseconds since the epoch.
        joined_at_ms: i64,
    }
}
