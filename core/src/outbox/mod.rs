//! The outbox: what the world outside is to hear of, kept until somebody has heard it.
//!
//! An event is a row that is written in the transaction of what it tells of: it stands if and only
//! if that took effect. The host claims events, delivers them, and acknowledges each. Delivery is
//! at least once: whoever claimed an event holds it until its lease ends by the engine's clock, and
//! then another may claim it. While a lease runs, nobody else holds the event.
//!
//! **Order.** A user's events are handed out in the order of their commits, and one at a time: the
//! next one when the one before is acknowledged or given up. A claim that names kinds keeps that
//! order among those kinds and looks past the others.
//!
//! **Tries.** An event is handed out five times at most. After a failure it waits for ten seconds,
//! a minute, five minutes, half an hour; after the fifth it is a dead letter, which holds up
//! nothing and is kept for 90 days with its payload. A lease that ends without a word counts as a
//! try, so a worker that dies of an event does not die of it for ever.
//!
//! **Once.** The key of an event makes it once for its user, for as long as its row is kept: 90
//! days after it was acknowledged.
//!
//! **Payloads** are sealed by the user's key when the store has a root key, and are emptied on
//! acknowledgement.

use crate::ops::operations;

mod acknowledge;
mod claim;
mod list;
mod model;
mod put;
mod sql;
mod sweep;
#[cfg(test)]
mod tests;

pub use model::{
    AckOutboxRequest, ClaimOutboxRequest, ClaimedEvents, EventEnd, FailOutboxRequest,
    ListOutboxRequest, OutboxClaimed, OutboxEvent, OutboxList, OutboxState,
};
pub(crate) use put::put;
#[cfg(any(test, feature = "testing"))]
pub(crate) use sql::ALL as STATEMENTS;
pub(crate) use sweep::sweep;

operations! {
    /// The outbox: events that wait to be delivered by the host.
    outbox: Outbox {
        /// Hands out events that are due, the oldest first and one for each user. They belong to
        /// the caller until the lease ends.
        Claim: claim(ClaimOutboxRequest) -> ClaimedEvents = 801 by claim::claim {
            write, since "0.1.0", access Operator, scope EngineScan,
            idempotency None, route POST "/api/v1/outbox/claim"
        }
        /// Says that an event was delivered. Its payload is emptied. Doing it twice is doing it
        /// once; it is refused when somebody else has claimed the event since.
        Ack: ack(AckOutboxRequest) -> EventEnd = 802 by acknowledge::ack {
            write, since "0.1.0", access Operator, scope User,
            idempotency None, route POST "/api/v1/outbox/{eventId}/ack",
            errors [InvalidState]
        }
        /// Says that an event could not be delivered. It is tried again later, five times in all;
        /// then it is a dead letter.
        Fail: fail(FailOutboxRequest) -> EventEnd = 803 by acknowledge::fail {
            write, since "0.1.0", access Operator, scope User,
            idempotency Optional, route POST "/api/v1/outbox/{eventId}/fail",
            errors [InvalidState]
        }
        /// Lists the events of a state: those that wait by when they are due, the others by when
        /// they ended.
        List: list(ListOutboxRequest) -> OutboxList = 804 by list::list {
            read, since "0.1.0", access Operator, scope EngineScan,
            idempotency None, route GET "/api/v1/outbox", errors [CursorInvalid]
        }
    }
}
