//! Every way in which a call can fail.
//!
//! One table declares each error once: its Rust variant, its stable number and code, its class,
//! whether a retry can help, the HTTP status and the sentence a person reads. The enums, the
//! display texts and the published table are made from it, so that no surface can disagree.
//!
//! A refusal never leaves anything behind: a call that returns an error has changed nothing.

use serde::{Deserialize, Serialize};

/// The result of every call.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Who can do something about an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ErrorClass {
    /// The caller sent something that can never succeed as it is.
    Request,
    /// The caller may not do this.
    Access,
    /// The user has too few points or too little allowance.
    Limit,
    /// A key is missing, wrong, or does not fit the data.
    Crypto,
    /// The store could not do its work.
    Storage,
    /// The engine itself is busy, closing or at fault.
    Runtime,
}

/// One row of the published error table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErrorRow {
    /// The code as an enum.
    pub code: ErrorCode,
    /// The stable number, as the C ABI returns it.
    pub number: u16,
    /// The stable snake_case code, as JSON carries it.
    pub name: &'static str,
    /// Who can do something about it.
    pub class: ErrorClass,
    /// Whether the same call may succeed later without being changed.
    pub retryable: bool,
    /// The HTTP status that fits.
    pub http_status: u16,
    /// The names of its values in Rust; the `details` in JSON have them in camelCase.
    pub fields: &'static [&'static str],
    /// What it means and what to do.
    pub description: &'static str,
}

macro_rules! errors {
    ($(
        $(#[doc = $doc:literal])+
        $variant:ident = $number:literal, $name:literal, $class:ident, retry $retry:literal,
            http $http:literal, { $($field:ident : $type:ty),* } => $text:literal;
    )+) => {
        /// What went wrong, with the values a program needs to react to it.
        #[derive(Debug, Clone, PartialEq, Serialize, thiserror::Error)]
        #[serde(untagged, rename_all_fields = "camelCase")]
        #[non_exhaustive]
        #[allow(missing_docs, reason = "the fields are described by the variant's text")]
        pub enum ErrorKind {
            $(
                $(#[doc = $doc])+
                #[error($text)]
                $variant { $($field: $type),* },
            )+
        }

        /// The stable identity of an error, without its values.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[repr(u16)]
        #[non_exhaustive]
        pub enum ErrorCode {
            $( $(#[doc = $doc])+ $variant = $number, )+
        }

        impl ErrorCode {
            /// Every error there is, in the order of their numbers.
            pub const TABLE: &'static [ErrorRow] = &[$( ErrorCode::$variant.describe() ),+];

            /// The row of the table that describes this code.
            pub fn row(self) -> &'static ErrorRow {
                match self { $( ErrorCode::$variant => const { &ErrorCode::$variant.describe() } )+ }
            }

            const fn describe(self) -> ErrorRow {
                match self {
                    $( ErrorCode::$variant => ErrorRow {
                        code: ErrorCode::$variant,
                        number: $number,
                        name: $name,
                        class: ErrorClass::$class,
                        retryable: $retry,
                        http_status: $http,
                        fields: &[$(stringify!($field)),*],
                        description: concat!($($doc),+),
                    }, )+
                }
            }
        }

        impl ErrorKind {
            /// The stable identity of this error.
            pub fn code(&self) -> ErrorCode {
                match self { $( ErrorKind::$variant { .. } => ErrorCode::$variant, )+ }
            }
        }
    };
}

errors! {
    // 1xxx: what was asked for.
    /// A field of the request breaks its rule. `field` names it as JSON does; `rule` says what it must be.
    Validation = 1001, "validation", Request, retry false, http 400,
        { field: String, rule: String } => "field `{field}` {rule}";
    /// No operation has this name or number. The list is in OPERATIONS.md.
    UnknownOperation = 1002, "unknown_operation", Request, retry false, http 404,
        { name: String } => "there is no operation `{name}`; see the operation table for the names";
    /// What the call names does not exist, or is not visible to the caller.
    NotFound = 1003, "not_found", Request, retry false, http 404,
        { what: String, id: String } => "{what} `{id}` does not exist or is not visible to the caller";
    /// Something with this identity exists already.
    Conflict = 1004, "conflict", Request, retry false, http 409,
        { what: String, reason: String } => "{what} conflicts with what is stored: {reason}";
    /// The state of the thing does not allow this operation.
    InvalidState = 1005, "invalid_state", Request, retry false, http 409,
        { what: String, state: String, needed: String } => "{what} is {state}, the call needs it {needed}";
    /// The request or one of its parts is larger than the limit. Split it.
    PayloadTooLarge = 1006, "payload_too_large", Request, retry false, http 413,
        { field: String, size: i64, limit: i64 } => "`{field}` has size {size}, the limit is {limit}; split it";
    /// The page cursor was not made by this list or was damaged. Start again without one.
    CursorInvalid = 1007, "cursor_invalid", Request, retry false, http 400,
        {} => "the cursor does not belong to this list; start again without one";
    /// The idempotency key was used before with another request. Use a new key for a new request.
    IdempotencyMismatch = 1008, "idempotency_mismatch", Request, retry false, http 409,
        { field: String } => "this idempotency key was used with another `{field}`; use a new key for a new request";
    /// The sum would pass 2^53-1, the largest whole number that every surface holds exactly.
    AmountOverflow = 1009, "amount_overflow", Request, retry false, http 422,
        { field: String } => "`{field}` would pass 9007199254740991; lower the amount";
    /// This backend or role cannot do it. `engine.stats` lists what it can.
    Unsupported = 1010, "unsupported", Request, retry false, http 501,
        { capability: String } => "this engine has no capability `{capability}`; engine.stats lists those it has";
    /// The caller may not do this.
    PermissionDenied = 1101, "permission_denied", Access, retry false, http 403,
        { operation: String, needed: String } => "`{operation}` needs {needed}";
    /// A replica may not spend without a lease. Call the authority.
    LeaseRequired = 1102, "lease_required", Access, retry false, http 409,
        { operation: String } => "`{operation}` on a replica needs a lease; call the authority";

    // 2xxx: points and allowances.
    /// The wallet has fewer points available than the call needs.
    InsufficientPoints = 2001, "insufficient_points", Limit, retry false, http 402,
        { asset: String, available: i64, needed: i64 } => "the wallet has {available} {asset} available, the call needs {needed}; grant points or lower the amount";
    /// The wallet is frozen: it accepts credits and refuses debits.
    WalletFrozen = 2002, "wallet_frozen", Limit, retry false, http 409,
        { asset: String } => "the {asset} wallet is frozen and refuses debits; unfreeze it first";
    /// The hold has fewer points open than the call needs.
    HoldExceeded = 2003, "hold_exceeded", Limit, retry false, http 409,
        { hold_id: String, open: i64, needed: i64 } => "hold `{hold_id}` has {open} points open, the call needs {needed}; capture fewer, and consume the rest";
    /// The refunds of a record never exceed it.
    RefundExceeded = 2004, "refund_exceeded", Limit, retry false, http 409,
        { record_id: String, refundable: i64, needed: i64 } => "of record `{record_id}` {refundable} points can still be given back, the call asks for {needed}; lower the amount";
    /// The allowance of the period is used up. It returns at `resetsAtMs`.
    QuotaExceeded = 2101, "quota_exceeded", Limit, retry false, http 429,
        { feature: String, period: String, limit: i64, used: i64, requested: i64, resets_at_ms: Option<i64>, recommended_plan: Option<String> }
        => "{feature} allows {limit} per {period}, {used} are used and the call needs {requested}; wait for the reset or upgrade the plan";

    /// The packs of the user hold less than the call needs.
    InsufficientPacks = 2102, "insufficient_packs", Limit, retry false, http 402,
        { feature: String, available: i64, needed: i64 } => "the packs of {feature} hold {available}, the call needs {needed}; buy a pack or lower the amount";

    // 22xx: payments, and points that are earned.
    /// The provider's reference belongs to another order. Look that one up with `payments.find`.
    ReferenceTaken = 2201, "reference_taken", Limit, retry false, http 409,
        { provider: String, reference: String, order_id: String } => "the reference `{reference}` of {provider} belongs to order `{order_id}`; it pays no other";
    /// The order was paid under another reference. Refund this second payment at the provider.
    AlreadyPaid = 2202, "already_paid", Limit, retry false, http 409,
        { order_id: String, provider: String, reference: String } => "order `{order_id}` was paid under the reference `{reference}` of {provider}; refund the second payment at its provider";
    /// The refunds of a payment never exceed it.
    PaymentRefundExceeded = 2203, "payment_refund_exceeded", Limit, retry false, http 409,
        { order_id: String, refundable: i64, needed: i64 } => "of order `{order_id}` {refundable} minor units can still be refunded, the call asks for {needed}; lower the amount";
    /// The person has checked in for this local date. The next date begins at `availableAtMs`.
    AlreadyCheckedIn = 2221, "already_checked_in", Limit, retry false, http 409,
        { date: String, available_at_ms: i64, retry_after_ms: i64 } => "the check-in of {date} is made; the next can be made in {retry_after_ms} ms";
    /// The time zone changed since the last check-in, which is less than 20 hours ago.
    CheckInTooSoon = 2222, "check_in_too_soon", Limit, retry false, http 429,
        { available_at_ms: i64, retry_after_ms: i64 } => "the time zone changed since the last check-in, so 20 hours must lie between; check in after {retry_after_ms} ms";

    /// Too many hits within a window. The same call passes after `retryAfterMs`.
    RateLimited = 2231, "rate_limited", Limit, retry true, http 429,
        { scope: String, limit: i64, window_ms: i64, retry_after_ms: i64 }
        => "`{scope}` allows {limit} within {window_ms} ms; wait {retry_after_ms} ms";

    // 5xxx: keys and ciphers.
    /// The store holds sealed data and no root key was given. Open the engine with its root key.
    KeyUnavailable = 5001, "key_unavailable", Crypto, retry false, http 503,
        {} => "the store is sealed by a root key; open the engine with it";
    /// The root key is not the one which sealed this store.
    KeyMismatch = 5002, "key_mismatch", Crypto, retry false, http 503,
        { reason: String } => "the root key does not fit this store: {reason}";
    /// A sealed value does not open: it was damaged or moved.
    DecryptFailed = 5003, "decrypt_failed", Crypto, retry false, http 500,
        { what: String } => "the sealed {what} does not open: it was damaged or moved; restore it from a backup";

    // 6xxx: the store.
    /// The store stayed locked, or in conflict, past the time-out. Try again.
    Busy = 6001, "busy", Storage, retry true, http 503,
        { waited_ms: i64 } => "the store stayed busy for {waited_ms} ms; try again";
    /// The disk is full. Free space and try again.
    StorageFull = 6002, "storage_full", Storage, retry true, http 507,
        {} => "the disk or the store's size limit is full; free space and try again";
    /// The file is damaged or is not a database of this engine. Restore a backup.
    StorageCorrupt = 6003, "storage_corrupt", Storage, retry false, http 500,
        { detail: String } => "the store is damaged or not a Silvervine store ({detail}); restore a backup";
    /// The store can be read and not written.
    ReadOnly = 6004, "read_only", Storage, retry false, http 503,
        {} => "the store is read-only; open it with write access";
    /// The store was written by a newer Silvervine. Upgrade this program.
    SchemaNewer = 6005, "schema_newer", Storage, retry false, http 503,
        { found: i64, supported: i64 } => "the store has schema {found}, this build knows up to {supported}; upgrade the program";
    /// The store could not be reached or opened.
    BackendUnavailable = 6006, "backend_unavailable", Storage, retry true, http 503,
        { reason: String } => "the store cannot be reached: {reason}";
    /// Reading or writing the store failed.
    StorageIo = 6007, "storage_io", Storage, retry true, http 503,
        { detail: String } => "the store failed to read or write: {detail}";
    /// A unique value was taken. Handlers turn it into an error that names what.
    UniqueViolation = 6008, "unique_violation", Storage, retry false, http 409,
        { detail: String } => "a unique value is taken: {detail}";
    /// Two transactions met and this one must run again. Drivers retry it themselves.
    Serialization = 6009, "serialization", Storage, retry true, http 503,
        {} => "the transaction met another; try again";
    /// The connection to the store was lost while a write was committed: it took effect or it did
    /// not. A call with an idempotency key can be made again; read before repeating another.
    OutcomeUnknown = 6010, "outcome_unknown", Storage, retry false, http 503,
        {} => "the connection was lost during the commit, so the write may have taken effect; repeat it with its idempotency key, or read first";

    // 7xxx: the engine.
    /// The queue of submitted calls is full. Slow down and try again.
    Overloaded = 7001, "overloaded", Runtime, retry true, http 503,
        { queued_max: i64 } => "the queue holds its {queued_max} calls already; slow down and try again";
    /// The engine was closed.
    Closed = 7002, "closed", Runtime, retry false, http 503,
        {} => "the engine is closed; open it again";
    /// The call was cancelled, and has changed nothing.
    Cancelled = 7003, "cancelled", Runtime, retry true, http 499,
        {} => "the call was cancelled, and has changed nothing";
    /// The engine met a state it must never be in. Report it with the request id.
    Internal = 7004, "internal", Runtime, retry false, http 500,
        { detail: String } => "internal error: {detail}; please report it";
}

/// Why a call failed. Cheap to move; its text never holds a secret.
///
/// ```
/// use silvervine::{Error, ErrorCode, ErrorKind};
///
/// let error = Error::from(ErrorKind::InsufficientPoints {
///     asset: "points".into(), available: 250, needed: 400,
/// });
/// assert_eq!(error.code(), ErrorCode::InsufficientPoints);
/// assert_eq!(error.code().as_str(), "insufficient_points");
/// assert_eq!(error.details()["available"], 250);
/// assert!(!error.retryable());
/// ```
#[derive(Clone, PartialEq)]
pub struct Error(Box<Refusal>);

/// What went wrong, and in which item of several.
#[derive(Clone, PartialEq)]
struct Refusal {
    kind: ErrorKind,
    item: Option<String>,
}

impl Error {
    /// What went wrong, with its values.
    pub fn kind(&self) -> &ErrorKind {
        &self.0.kind
    }

    /// The stable identity.
    pub fn code(&self) -> ErrorCode {
        self.0.kind.code()
    }

    /// Whether the same call may succeed later without being changed.
    pub fn retryable(&self) -> bool {
        self.code().row().retryable
    }

    /// Whether it tells about the request, and not about the store.
    pub(crate) fn is_refusal(&self) -> bool {
        matches!(self.code().row().class, ErrorClass::Request | ErrorClass::Limit)
    }

    /// The values as a JSON object in camelCase; `item` names the one of several, as `items[2]`.
    pub fn details(&self) -> serde_json::Value {
        let kind = serde_json::to_value(&self.0.kind).unwrap_or_default();
        let mut details = kind.as_object().cloned().unwrap_or_default();
        if let Some(item) = &self.0.item {
            details.insert("item".into(), item.as_str().into());
        }
        details.into()
    }

    /// The wire form: `{code, number, message, retryable, details}`.
    pub fn to_json(&self) -> serde_json::Value {
        serde_json::json!({
            "code": self.code().as_str(),
            "number": self.code().number(),
            "message": self.to_string(),
            "retryable": self.retryable(),
            "details": self.details(),
        })
    }

    /// A field that breaks its rule; `rule` continues the sentence "field `x` ...".
    pub fn validation(field: impl Into<String>, rule: impl Into<String>) -> Self {
        ErrorKind::Validation { field: field.into(), rule: rule.into() }.into()
    }

    /// The same, of one item of a request, in which `asked` was asked for.
    pub(crate) fn of_item(mut self, item: &str, asked: &str) -> Self {
        match &mut self.0.kind {
            ErrorKind::Validation { field, .. } => *field = format!("{item}.{asked}.{field}"),
            _ => self.0.item = Some(item.to_owned()),
        }
        self
    }

    /// Something that does not exist or is not visible to the caller.
    pub fn not_found(what: impl Into<String>, id: impl ToString) -> Self {
        ErrorKind::NotFound { what: what.into(), id: id.to_string() }.into()
    }

    /// A state that must never be met; `detail` holds no personal data.
    pub fn internal(detail: impl Into<String>) -> Self {
        ErrorKind::Internal { detail: detail.into() }.into()
    }
}

impl ErrorCode {
    /// The stable snake_case code.
    pub fn as_str(self) -> &'static str {
        self.row().name
    }

    /// The stable number.
    pub fn number(self) -> u16 {
        self as u16
    }
}

impl From<ErrorKind> for Error {
    fn from(kind: ErrorKind) -> Self {
        Error(Box::new(Refusal { kind, item: None }))
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(item) = &self.0.item {
            write!(f, "{item}: ")?;
        }
        self.0.kind.fmt(f)
    }
}

impl std::fmt::Debug for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {self}", self.code().as_str())
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests;
