//! Silvervine: an embeddable user-data engine for AI applications.
//!
//! An [`Engine`] is one open store that knows everything an application knows about its users: who
//! they are, what they may spend, what they have used and what they said. It runs inside the
//! program: no daemon, no async runtime, no configuration file.
//!
//! ```
//! use silvervine::users::RegisterUserRequest;
//! use silvervine::wallet::{ConsumePointsRequest, GetBalanceRequest};
//! use silvervine::{Context, Engine};
//!
//! let engine = Engine::open(":memory:")?; // or a path
//! let user = engine.users().register(RegisterUserRequest::new().email("ada@example.org"))?.user;
//!
//! // Typed; the key makes a retry answer the first outcome instead of spending twice.
//! engine.wallet().consume(ConsumePointsRequest::new(user.id, 30, "order-1"))?;
//!
//! // On behalf of somebody: what they may do is checked before anything runs.
//! let ada = Context::user(user.id);
//! let wallet = engine.acting(&ada).wallet().balance(GetBalanceRequest::new(user.id))?;
//! assert_eq!(wallet.available, 70); // registration granted 100 points
//!
//! // By name, as JSON.
//! let body = format!(r#"{{"userId":"{}"}}"#, user.id);
//! let json = engine.call(&ada, "wallet.balance", body.as_bytes())?;
//! assert!(json.contains(r#""available":70"#));
//! # Ok::<(), silvervine::Error>(())
//! ```
//!
//! # Modules
//! Each module of the domain holds the types of its operations and says what they guarantee:
//! [`users`], [`profiles`], [`tenants`], [`members`], [`wallet`], [`payments`], [`tasks`],
//! [`checkins`], [`plans`], [`quota`], [`guests`], [`rate_limits`], [`outbox`], [`session`] with
//! its messages, [`memories`], [`imports`], [`exports`], [`activity`], [`usage`], [`prices`],
//! [`settings`]. [`ops`] describes every operation as data, [`limits`] names every limit and
//! default, and [`store`] is where your own driver plugs in.
//!
//! # Threads
//! An [`Engine`] is a handle: clones share one store and may be used from any thread. A call blocks
//! its thread; [`Engine::submit`] answers at once with a future for any executor. Concurrent writes
//! share their commits, and reads never wait for a write.
//!
//! # Errors
//! A call that fails has changed nothing. An [`Error`] has a stable code, the values to react to
//! ([`ErrorKind`]), and a text that says what to do; [`ErrorCode::TABLE`] lists them all.
//!
//! # Features
//! - `sqlite` (default): the embedded store, with SQLite bundled.
//! - `schema`: JSON Schemas of every request and response.
//! - `phone`: checks phone numbers against the numbering plans of all countries.
//! - `testing`: drivers that fail on demand or count, and the conformance suite for drivers.

pub mod activity;
mod audit;
pub mod checkins;
mod context;
mod engine;
#[cfg(all(test, feature = "sqlite"))]
mod episodes;
mod error;
pub mod exports;
#[cfg(all(test, feature = "sqlite"))]
#[path = "growth/tests.rs"]
mod growth;
pub mod guests;
mod hash;
mod id;
pub mod imports;
pub mod limits;
pub mod members;
pub mod memories;
pub mod ops;
pub mod outbox;
pub mod payments;
pub mod plans;
pub mod prices;
pub mod profiles;
pub mod quota;
pub mod rate_limits;
#[cfg(any(test, feature = "testing"))]
#[doc(hidden)]
pub mod registry;
mod runtime;
pub mod session;
pub mod settings;
pub mod store;
pub mod sync;
pub mod tasks;
pub mod tenants;
mod trash;
pub mod usage;
pub mod users;
mod vault;
pub mod wallet;

pub use context::{
    Actor, Clock, Context, Entropy, FixedClock, SeededEntropy, SystemClock, SystemEntropy,
};
pub use engine::{Acting, Engine, EngineOptions, EngineStats, Maintained, Role};
pub use error::{Error, ErrorClass, ErrorCode, ErrorKind, ErrorRow, Result};
pub use id::{
    CheckInId, EventId, GrantId, HoldId, MemoryId, MessageId, OrderId, QuotaHoldId, QuotaLogId,
    QuotaPackId, RecordId, SessionId, TaskId, TenantId, UsageId, UserId,
};
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

/// The example of SERVICE.md, too.
#[cfg(all(doctest, feature = "postgres"))]
#[doc = include_str!("../SERVICE.md")]
struct Service;
