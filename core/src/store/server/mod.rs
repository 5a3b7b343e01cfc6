//! What the drivers of database servers have in common.
//!
//! A bounded pool of connections, the rewriting of placeholders, and the rule by which a job runs
//! again after it met another one. What a store says and means differs between servers, and stands
//! in their own folders.

mod again;
mod options;
mod placeholders;
mod pool;
#[cfg(all(test, feature = "tls", feature = "postgres", feature = "mysql"))]
mod tests;
#[cfg(feature = "tls")]
mod tls;

pub use options::ServerOptions;

pub(in crate::store) use again::until_settled;
#[cfg(feature = "postgres")]
pub(in crate::store) use placeholders::numbered;
#[cfg(feature = "mysql")]
pub(in crate::store) use placeholders::positional;
#[cfg(feature = "postgres")]
pub(in crate::store) use pool::Lease;
pub(in crate::store) use pool::Pool;
#[cfg(feature = "tls")]
pub(in crate::store) use tls::client as tls_client;
