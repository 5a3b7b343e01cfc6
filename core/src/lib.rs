//! Silvervine: an embeddable user-data engine.

pub mod context;
pub mod error;
pub mod id;
pub mod store;

pub use context::{
    Actor, Clock, Context, Entropy, FixedClock, SeededEntropy, SystemClock, SystemEntropy,
};
pub use error::{Error, ErrorClass, ErrorCode, ErrorKind, ErrorRow, Result};
pub use id::{GrantId, MessageId, QuotaLogId, RecordId, SessionId, TenantId, UserId};
