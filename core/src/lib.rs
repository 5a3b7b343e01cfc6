//! Silvervine: an embeddable user-data engine.

pub mod activity;
mod audit;
pub mod context;
pub mod engine;
pub mod error;
#[cfg(all(test, feature = "sqlite"))]
#[path = "growth/tests.rs"]
mod growth;
mod hash;
pub mod id;
pub mod limits;
pub mod members;
pub mod ops;
pub mod plans;
pub mod profiles;
pub mod quota;
#[cfg(any(test, feature = "testing"))]
pub mod registry;
pub mod runtime;
pub mod session;
pub mod settings;
pub mod store;
pub mod sync;
pub mod tenants;
pub mod users;
mod vault;
pub mod wallet;

pub use context::{
    Actor, Clock, Context, Entropy, FixedClock, SeededEntropy, SystemClock, SystemEntropy,
};
pub use engine::{Acting, Engine, EngineOptions, EngineStats, Maintained, Role};
pub use error::{Error, ErrorClass, ErrorCode, ErrorKind, ErrorRow, Result};
pub use id::{GrantId, MessageId, QuotaLogId, RecordId, SessionId, TenantId, UserId};
pub use ops::{Operation, OperationRow, Request, operations};
pub use runtime::{Change, ChangeKind, Changes, RowId, Submitted, Subscription};
#[doc(no_inline)]
pub use session as sessions;
pub use session::messages;
pub use vault::RootKey;

/// The examples of the README run with the documentation's.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
