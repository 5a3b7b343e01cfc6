//! Guests: devices that are used without an account.
//!
//! A device is an opaque id. What it may use is what the plan `guest` says of `chat`: ten uses once
//! for all, until the operator sets the plan. A plan is data, so a change of it holds at once.
//!
//! **Exact.** A use is one update guarded by the row's version and one line with the key of the
//! call, so of many at once exactly as many pass as there is room for, and a retry counts once.
//!
//! **Open to anybody**, since a device has no login. What an abuser can do is bounded: only the
//! hash of an id is stored (keyed where the store has a root key), a use is one small row, an
//! address that the context names begins with 20 devices an hour, and a device that was not used
//! for 90 days is forgotten, whether or not upkeep has come by. Who knows the id of a device can
//! use up its allowance, so an id should be as hard to guess as a key.
//!
//! **Adoption.** When the person logs in, what the device holds becomes the user's, once: another
//! user is refused, the same user is answered as before. What the device used since the longest
//! running period of the user's plan began counts as used by the user, and is never refused: like
//! a downgrade, it may leave more used than the plan allows. The device's own count stays, so
//! logging out gives no new allowance. A device that holds nothing becomes nobody's.

use crate::ops::operations;

mod adopt;
mod increment;
mod model;
mod row;
mod sql;
mod sweep;
#[cfg(test)]
mod tests;

pub use model::{
    AdoptGuestRequest, CheckGuestRequest, GuestAdoption, GuestState, GuestUse,
    IncrementGuestRequest,
};
#[cfg(any(test, feature = "testing"))]
pub(crate) use sql::ALL as STATEMENTS;
pub(crate) use sweep::sweep;

operations! {
    /// Guests: what devices use without an account.
    guests: Guests {
        /// Reads what a device may still use. One that was never seen may use all of it.
        Check: check(CheckGuestRequest) -> GuestState = 381 by increment::check {
            read, since "0.1.0", access Public, scope Directory,
            idempotency None, route GET "/api/guest/check"
        }
        /// Counts a use of a device, or refuses it when its allowance is used up.
        Increment: increment(IncrementGuestRequest) -> GuestUse = 382 by increment::increment {
            write, since "0.1.0", access Public, scope Directory,
            idempotency Ledger, route POST "/api/guest/increment",
            errors [QuotaExceeded, AmountOverflow, RateLimited]
        }
        /// Makes what a device holds the user's, when they log in. Doing it twice is doing it once;
        /// another user is refused. On a sharded store the device is on the first shard, so it is
        /// a distributed transaction.
        Adopt: adopt(AdoptGuestRequest) -> GuestAdoption = 383 by adopt::adopt {
            write, since "0.1.0", access SelfOr("guest:adopt"), scope TwoUsers,
            idempotency Optional, route POST "/api/guest/adopt", errors [Conflict]
        }
    }
}
