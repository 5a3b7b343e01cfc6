//! The operation table: the single source of what the engine can do.
//!
//! Each module declares its operations in one `operations!` block, a row each. From the rows come
//! the typed API (`engine.wallet().consume(..)`), the JSON dispatch by name or number, the access
//! check, the schemas and `OPERATIONS.md`. A surface carries calls; it decides nothing.
//!
//! To add an operation, write one handler and one row.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::context::Context;
use crate::engine::Engine;
use crate::error::{ErrorCode, Result};
use crate::id::UserId;
use crate::runtime::Submitted;
use crate::store::{Scope, Tx};

mod access;
mod decode;
mod macros;
mod plain;
mod receipt;
mod rule;
#[cfg(feature = "schema")]
mod schema;
mod table;

pub use rule::{Rule, json_name};
#[cfg(feature = "schema")]
pub use schema::schema;
pub use table::{find, operations};

pub(crate) use access::{Verdict, verdict};
pub(crate) use decode::{decode, decode_within};
pub(crate) use macros::{operations, request, response, wire_enum};
pub(crate) use plain::plain;
#[cfg(any(test, feature = "testing"))]
pub(crate) use receipt::ALL as STATEMENTS;
pub use receipt::{Replay, Told};
pub(crate) use receipt::{ReplayKey, empty_receipts, once, receipt, refused, replayed};
pub(crate) use rule::{Checked, KeyField, check_currency, check_field, given};

/// Whether an operation changes anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// It only reads, on one snapshot.
    Read,
    /// It writes, in one transaction.
    Write,
}

/// Who may call an operation. The embedding program and the operator's staff always may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case", tag = "who", content = "permission")]
#[non_exhaustive]
pub enum Access {
    /// Only the embedding program itself.
    Host,
    /// The embedding program and the operator's staff.
    Operator,
    /// A member of the tenant whose role holds the permission.
    Tenant(&'static str),
    /// The person whom the call is about, or a member of their tenant who holds the permission.
    SelfOr(&'static str),
    /// Anybody.
    Public,
}

/// What an idempotency key means for an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Idempotency {
    /// It takes none: it reads, or running it twice is the same as once.
    None,
    /// It may carry one. Dispatch stores the outcome beside the effect.
    Optional,
    /// It must carry one. Dispatch stores the outcome beside the effect.
    Required,
    /// It must carry one, and its own ledger row holds the key and the outcome.
    Ledger,
}

/// Where an operation stands in an HTTP interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct Route {
    /// `GET`, `POST`, `PUT` or `DELETE`.
    pub method: &'static str,
    /// The path, with `{field}` where a field of the request stands.
    pub path: &'static str,
}

impl Route {
    pub(crate) const fn new(method: &'static str, path: &'static str) -> Self {
        Route { method, path }
    }
}

/// One field of a request and the rule it must keep.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Field {
    /// Its name in Rust; JSON has it in camelCase.
    pub name: &'static str,
    /// Whether a request must carry it.
    pub required: bool,
    /// What it must be.
    pub rule: Rule,
    /// What it means.
    pub description: &'static str,
}

impl Field {
    pub(crate) const fn new(
        name: &'static str,
        required: bool,
        rule: Rule,
        description: &'static str,
    ) -> Self {
        Field { name, required, rule, description }
    }
}

/// What a call sends.
pub trait Request: Serialize + DeserializeOwned + Clone + Send + Sync + 'static {
    /// Its fields, in order.
    const FIELDS: &'static [Field];

    /// Fails with `validation` or `payload_too_large` on the first field that breaks its rule.
    fn check(&self) -> Result<()>;

    /// The person whom the call is about, if it is about one.
    fn subject(&self) -> Option<UserId>;

    /// The key under which a retry finds the first outcome.
    fn idempotency_key(&self) -> Option<&str>;
}

/// Only the engine itself adds operations: what a handler may do is not for others to decide.
pub(crate) mod sealed {
    /// Implemented by the markers of `operations!`.
    pub trait Sealed {}
}

/// One operation, as a type: its request, its response and its row.
///
/// Implemented by the marker types that `operations!` makes, such as `wallet::Consume`.
pub trait Operation: sealed::Sealed + Send + Sync + 'static {
    /// What the call sends.
    type Request: Request;
    /// What it answers.
    type Response: Serialize + DeserializeOwned + Clone + Replay + Send + Sync + 'static;

    /// Its row of the table.
    const ROW: OperationRow;

    /// Does the work inside a transaction. It may be run again from its start.
    #[doc(hidden)]
    fn handle(tx: &mut Tx<'_>, cx: &Context, request: &Self::Request) -> Result<Self::Response>;
}

/// One row of the operation table.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct OperationRow {
    /// `module.verb`.
    pub name: &'static str,
    /// Stable for ever; never given to another operation.
    pub number: u16,
    /// Whether it changes anything.
    pub kind: Kind,
    /// The version that brought it.
    pub since: &'static str,
    /// The path of its handler in the crate.
    pub handler: &'static str,
    /// The name of its request type.
    pub request: &'static str,
    /// The name of its response type.
    pub response: &'static str,
    /// The errors of its own, `idempotency_mismatch` among them where it takes a key; those every
    /// call may meet are in [`COMMON_ERRORS`].
    pub errors: &'static [ErrorCode],
    /// Who may call it.
    pub access: Access,
    /// Whose data it touches.
    pub scope: Scope,
    /// What an idempotency key means for it.
    pub idempotency: Idempotency,
    /// What the engine must be capable of.
    pub capability: Option<&'static str>,
    /// Where it stands in an HTTP interface.
    pub route: Option<Route>,
    /// Where else it stands there: the routes under which older services offer the same.
    pub other_routes: &'static [Route],
    /// The fields of its request with their limits.
    pub fields: &'static [Field],
    /// What it does.
    pub description: &'static str,
    pub(crate) json: fn(&Engine, &Context, &[u8]) -> Result<String>,
    pub(crate) submit: fn(&Engine, &Context, &[u8]) -> Submitted<String>,
    #[cfg(feature = "schema")]
    pub(crate) schemas: fn(&mut schemars::SchemaGenerator) -> (schemars::Schema, schemars::Schema),
}

impl OperationRow {
    /// Whether it is about all rows, whosever they are. A call within a tenant is refused then.
    ///
    /// A scan that everybody or a member of a tenant may make is none: it answers what is public,
    /// or what is the tenant's.
    pub fn is_of_whole_store(&self) -> bool {
        self.scope == Scope::EngineScan && matches!(self.access, Access::Host | Access::Operator)
    }

    /// All its routes, its own first.
    ///
    /// ```
    /// let row = silvervine::ops::find("memories.add")?;
    /// let paths: Vec<_> = row.routes().map(|route| route.path).collect();
    /// assert!(paths.contains(&"/api/v1/sessions/{sessionId}/memories"));
    /// # Ok::<(), silvervine::Error>(())
    /// ```
    pub fn routes(&self) -> impl Iterator<Item = Route> {
        self.route.into_iter().chain(self.other_routes.iter().copied())
    }

    /// The JSON Schemas of the request and of the response.
    #[cfg(feature = "schema")]
    pub fn schemas(
        &self,
        generator: &mut schemars::SchemaGenerator,
    ) -> (schemars::Schema, schemars::Schema) {
        (self.schemas)(generator)
    }
}

/// The errors which any call may meet, whatever its row lists.
pub const COMMON_ERRORS: &[ErrorCode] = &[
    ErrorCode::Validation,
    ErrorCode::UnknownOperation,
    ErrorCode::NotFound,
    ErrorCode::PayloadTooLarge,
    ErrorCode::PermissionDenied,
    ErrorCode::LeaseRequired,
    ErrorCode::DecryptFailed,
    ErrorCode::Busy,
    ErrorCode::StorageFull,
    ErrorCode::StorageCorrupt,
    ErrorCode::ReadOnly,
    ErrorCode::BackendUnavailable,
    ErrorCode::StorageIo,
    ErrorCode::Serialization,
    ErrorCode::OutcomeUnknown,
    ErrorCode::Overloaded,
    ErrorCode::Closed,
    ErrorCode::Cancelled,
    ErrorCode::Internal,
];
