//! The audit trail: who did what to whose account, append-only and chained.
//!
//! Each owner has a chain of their own: the user whom an act concerns, or the tenant where it
//! concerns no user. An event is written in the transaction of its act, so neither is ever there
//! without the other. What is personal about it is sealed by the owner's data key; the chain
//! covers the sealed bytes, and so is verified without any key.

pub(crate) mod chain;
mod record;
mod sql;
#[cfg(test)]
mod tests;

pub(crate) use record::{record, record_for_tenant};
#[cfg(any(test, feature = "testing"))]
pub(crate) use sql::ALL as STATEMENTS;
