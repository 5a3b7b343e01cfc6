//! Silvervine: an embeddable user-data engine.

mod activity;
pub mod context;
pub mod engine;
pub mod error;
pub mod id;
pub mod limits;
pub mod ops;
#[cfg(any(test, feature = "testing"))]
pub mod registry;
pub mod runtime;
pub mod session;
pub mod settings;
pub mod store;
pub mod sync;
pub mod tenants;
mod vault;

pub use context::{
    Actor, Clock, Context, Entropy, FixedClock, SeededEntropy, SystemClock, SystemEntropy,
};
pub use engine::{Acting, Engine, EngineOptions, EngineStats, Maintained, Role};
pub use error::{Error, ErrorClass, ErrorCode, ErrorKind, ErrorRow, Result};
pub use id::{GrantId, MessageId, QuotaLogId, RecordId, SessionId, TenantId, UserId};
pub use ops::{Operation, OperationRow, Request, operations};
pub use runtime::{Change, ChangeKind, Changes, RowId, Submitted, Subscription};
pub use vault::RootKey;
