// Generated from core/src/ops/table.rs by tests/codegen. Edit the table.
//! The errors of the engine as statuses.

use crate::status::SvStatus;

/// A field of the request breaks its rule. `field` names it as JSON does; `rule` says what it
/// must be.
pub const SV_VALIDATION: SvStatus = 1001;

/// No operation has this name or number. The list is in OPERATIONS.md.
pub const SV_UNKNOWN_OPERATION: SvStatus = 1002;

/// What the call names does not exist, or is not visible to the caller.
pub const SV_NOT_FOUND: SvStatus = 1003;

/// Something with this identity exists already.
pub const SV_CONFLICT: SvStatus = 1004;

/// The state of the thing does not allow this operation.
pub const SV_INVALID_STATE: SvStatus = 1005;

/// The request or one of its parts is larger than the limit. Split it.
pub const SV_PAYLOAD_TOO_LARGE: SvStatus = 1006;

/// The page cursor was not made by this list or was damaged. Start again without one.
pub const SV_CURSOR_INVALID: SvStatus = 1007;

/// The idempotency key was used before with another request. Use a new key for a new request.
pub const SV_IDEMPOTENCY_MISMATCH: SvStatus = 1008;

/// The sum would pass 2^53-1, the largest whole number that every surface holds exactly.
pub const SV_AMOUNT_OVERFLOW: SvStatus = 1009;

/// This backend or role cannot do it. `engine.stats` lists what it can.
pub const SV_UNSUPPORTED: SvStatus = 1010;

/// The caller may not do this.
pub const SV_PERMISSION_DENIED: SvStatus = 1101;

/// A replica may not spend without a lease. Call the authority.
pub const SV_LEASE_REQUIRED: SvStatus = 1102;

/// The wallet has fewer points available than the call needs.
pub const SV_INSUFFICIENT_POINTS: SvStatus = 2001;

/// The wallet is frozen: it accepts credits and refuses debits.
pub const SV_WALLET_FROZEN: SvStatus = 2002;

/// The hold has fewer points open than the call needs.
pub const SV_HOLD_EXCEEDED: SvStatus = 2003;

/// The refunds of a record never exceed it.
pub const SV_REFUND_EXCEEDED: SvStatus = 2004;

/// The allowance of the period is used up. It returns at `resetsAtMs`.
pub const SV_QUOTA_EXCEEDED: SvStatus = 2101;

/// The packs of the user hold less than the call needs.
pub const SV_INSUFFICIENT_PACKS: SvStatus = 2102;

/// The provider's reference belongs to another order. Look that one up with `payments.find`.
pub const SV_REFERENCE_TAKEN: SvStatus = 2201;

/// The order was paid under another reference. Refund this second payment at the provider.
pub const SV_ALREADY_PAID: SvStatus = 2202;

/// The refunds of a payment never exceed it.
pub const SV_PAYMENT_REFUND_EXCEEDED: SvStatus = 2203;

/// The person has checked in for this local date. The next date begins at `availableAtMs`.
pub const SV_ALREADY_CHECKED_IN: SvStatus = 2221;

/// The time zone changed since the last check-in, which is less than 20 hours ago.
pub const SV_CHECK_IN_TOO_SOON: SvStatus = 2222;

/// Too many hits within a window. The same call passes after `retryAfterMs`.
pub const SV_RATE_LIMITED: SvStatus = 2231;

/// The store holds sealed data and no root key was given. Open the engine with its root key.
pub const SV_KEY_UNAVAILABLE: SvStatus = 5001;

/// The root key is not the one which sealed this store.
pub const SV_KEY_MISMATCH: SvStatus = 5002;

/// A sealed value does not open: it was damaged or moved.
pub const SV_DECRYPT_FAILED: SvStatus = 5003;

/// The store stayed locked, or in conflict, past the time-out. Try again.
pub const SV_BUSY: SvStatus = 6001;

/// The disk is full. Free space and try again.
pub const SV_STORAGE_FULL: SvStatus = 6002;

/// The file is damaged or is not a database of this engine. Restore a backup.
pub const SV_STORAGE_CORRUPT: SvStatus = 6003;

/// The store can be read and not written.
pub const SV_READ_ONLY: SvStatus = 6004;

/// The store was written by a newer Silvervine. Upgrade this program.
pub const SV_SCHEMA_NEWER: SvStatus = 6005;

/// The store could not be reached or opened.
pub const SV_BACKEND_UNAVAILABLE: SvStatus = 6006;

/// Reading or writing the store failed.
pub const SV_STORAGE_IO: SvStatus = 6007;

/// A unique value was taken. Handlers turn it into an error that names what.
pub const SV_UNIQUE_VIOLATION: SvStatus = 6008;

/// Two transactions met and this one must run again. Drivers retry it themselves.
pub const SV_SERIALIZATION: SvStatus = 6009;

/// The connection to the store was lost while a write was committed: it took effect or it did
/// not. A call with an idempotency key can be made again; read before repeating another.
pub const SV_OUTCOME_UNKNOWN: SvStatus = 6010;

/// The queue of submitted calls is full. Slow down and try again.
pub const SV_OVERLOADED: SvStatus = 7001;

/// The engine was closed.
pub const SV_CLOSED: SvStatus = 7002;

/// The call was cancelled, and has changed nothing.
pub const SV_CANCELLED: SvStatus = 7003;

/// The engine met a state it must never be in. Report it with the request id.
pub const SV_INTERNAL: SvStatus = 7004;
