//! Users: who they are, and by which identifiers they are found.
//!
//! An account and all that belongs to it come into being in one transaction, or not at all. An
//! identifier (e-mail address, phone number or external id) belongs to one user at most, however
//! it is written; the store keeps its keyed hash to find the user by, and its text sealed.

use crate::ops::operations;

pub(crate) mod identifier;
mod model;
pub(crate) mod name;
mod new_user;
mod read;
mod register;
mod sql;
pub(crate) mod state;
#[cfg(test)]
mod tests;

pub use model::{
    Activation, FindUserRequest, GetUserRequest, Inactivity, RegisterUserRequest,
    RegisterUserResponse, User, UserState,
};
pub(crate) use read::{require, row_is_there};
#[cfg(any(test, feature = "testing"))]
pub(crate) use sql::ALL as STATEMENTS;

operations! {
    /// Users: who they are, and by which identifiers they are found.
    users: Users {
        /// Makes a user with everything that belongs to one: profile, wallet with the register
        /// bonus, quota and activity counters.
        ///
        /// Within a tenant the user becomes a member; an e-mail address that is known outside it
        /// lets its user join instead, and nothing else of theirs changes. An identifier that is
        /// taken answers `conflict`, which names its kind.
        Register: register(RegisterUserRequest) -> RegisterUserResponse = 101
            by register::register {
            write, since "0.1.0", access Tenant("user:create"), scope User,
            idempotency Optional, route POST "/api/v1/users",
            errors [Conflict]
        }
        /// Reads a user.
        Get: get(GetUserRequest) -> User = 102 by read::get {
            read, since "0.1.0", access SelfOr("user:read"), scope User,
            idempotency None, route GET "/api/v1/users/{userId}"
                also GET "/api/user/profile"
        }
        /// Finds the user to whom an identifier belongs.
        Find: find(FindUserRequest) -> User = 103 by read::find {
            read, since "0.1.0", access Tenant("user:read"), scope Directory,
            idempotency None, route GET "/api/v1/users/find"
        }
    }
}
