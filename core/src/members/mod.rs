//! Members: which users are in the call's tenant, and in which role.
//!
//! Every call is about the tenant of its context. A role that is given or taken away is never
//! above that of the caller, and the last owner of a tenant stays one.

use crate::ops::operations;

mod add;
mod model;
mod set_role;

pub use model::{AddMemberRequest, Member, SetMemberRoleRequest};

operations! {
    /// Members: which users are in the call's tenant, and in which role.
    members: Members {
        /// Lets a user into the tenant of the call.
        Add: add(AddMemberRequest) -> Member = 161 by add::add {
            write, since "0.1.0", access Tenant("user:manage"), scope User,
            idempotency Optional, route POST "/api/v1/members",
            errors [Conflict]
        }
        /// Gives a member another role.
        SetRole: set_role(SetMemberRoleRequest) -> Member = 162 by set_role::set_role {
            write, since "0.1.0", access Tenant("user:manage"), scope User,
            idempotency Optional, route PUT "/api/v1/members/{userId}/role",
            errors [InvalidState]
        }
    }
}
