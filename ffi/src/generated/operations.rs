// Generated from core/src/ops/table.rs by tests/codegen. Edit the table.
//! A function for each operation.

use crate::buffer::SvBuffer;
use crate::call::named;
use crate::engine::SvEngine;
use crate::error::SvError;
use crate::status::SvStatus;
use crate::text::SvText;

/// Makes a user with everything that belongs to one: profile, wallet with the register
/// bonus, quota and activity counters.
///
/// Within a tenant the user becomes a member; an e-mail address that is known outside it
/// lets its user join instead, and nothing else of theirs changes. An identifier that is
/// taken answers `conflict`, which names its kind.
///
/// `users.register`: JSON `RegisterUserRequest` in, `RegisterUserResponse` out.
///
/// Errors of its own: `SV_CONFLICT`, `SV_IDEMPOTENCY_MISMATCH`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_users_register(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("users.register", engine, context, request, out, error) }
}

/// Reads a user.
///
/// `users.get`: JSON `GetUserRequest` in, `User` out.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_users_get(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("users.get", engine, context, request, out, error) }
}

/// Finds the user to whom an identifier belongs.
///
/// `users.find`: JSON `FindUserRequest` in, `User` out.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_users_find(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("users.find", engine, context, request, out, error) }
}

/// Makes a tenant, with its first owner if one is named.
///
/// `tenants.create`: JSON `CreateTenantRequest` in, `Tenant` out.
///
/// Errors of its own: `SV_IDEMPOTENCY_MISMATCH`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_tenants_create(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("tenants.create", engine, context, request, out, error) }
}

/// Reads a tenant. Its members see no other.
///
/// `tenants.get`: JSON `GetTenantRequest` in, `Tenant` out.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_tenants_get(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("tenants.get", engine, context, request, out, error) }
}

/// Lets a user into the tenant of the call.
///
/// `members.add`: JSON `AddMemberRequest` in, `Member` out.
///
/// Errors of its own: `SV_CONFLICT`, `SV_IDEMPOTENCY_MISMATCH`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_members_add(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("members.add", engine, context, request, out, error) }
}

/// Gives a member another role.
///
/// `members.set_role`: JSON `SetMemberRoleRequest` in, `Member` out.
///
/// Errors of its own: `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_members_set_role(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("members.set_role", engine, context, request, out, error) }
}

/// Reads a balance: now, at a moment that has passed, or at one to come.
///
/// `wallet.balance`: JSON `GetBalanceRequest` in, `WalletState` out.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_wallet_balance(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("wallet.balance", engine, context, request, out, error) }
}

/// Gives points. Of kind `paid` it is a recharge.
///
/// `wallet.grant`: JSON `GrantPointsRequest` in, `GrantPointsResponse` out.
///
/// Errors of its own: `SV_AMOUNT_OVERFLOW`, `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_wallet_grant(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("wallet.grant", engine, context, request, out, error) }
}

/// Spends points: exactly so many, or up to so many.
///
/// `wallet.consume`: JSON `ConsumePointsRequest` in, `ConsumePointsResponse` out.
///
/// Errors of its own: `SV_INSUFFICIENT_POINTS`, `SV_WALLET_FROZEN`, `SV_AMOUNT_OVERFLOW`,
/// `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_wallet_consume(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("wallet.consume", engine, context, request, out, error) }
}

/// Lists the records of a ledger, newest first. What has expired is listed once booked.
///
/// `wallet.history`: JSON `ListPointRecordsRequest` in, `PointRecordList` out.
///
/// Errors of its own: `SV_CURSOR_INVALID`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_wallet_history(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("wallet.history", engine, context, request, out, error) }
}

/// Checks a ledger: its chain, its sums, its grants and its wallet. Names what is wrong.
///
/// `wallet.verify`: JSON `VerifyWalletRequest` in, `VerifyWalletResponse` out.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_wallet_verify(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("wallet.verify", engine, context, request, out, error) }
}

/// Reserves points until a deadline. No record tells of it.
///
/// `wallet.hold`: JSON `HoldPointsRequest` in, `HoldPointsResponse` out.
///
/// Errors of its own: `SV_INSUFFICIENT_POINTS`, `SV_WALLET_FROZEN`, `SV_INVALID_STATE`,
/// `SV_IDEMPOTENCY_MISMATCH`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_wallet_hold(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("wallet.hold", engine, context, request, out, error) }
}

/// Spends reserved points: all that are open, or part of them, several times.
///
/// `wallet.capture`: JSON `CapturePointsRequest` in, `CapturePointsResponse` out.
///
/// Errors of its own: `SV_INVALID_STATE`, `SV_HOLD_EXCEEDED`, `SV_WALLET_FROZEN`,
/// `SV_AMOUNT_OVERFLOW`, `SV_IDEMPOTENCY_MISMATCH`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_wallet_capture(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("wallet.capture", engine, context, request, out, error) }
}

/// Moves the deadline of a hold to a later moment.
///
/// `wallet.extend`: JSON `ExtendHoldRequest` in, `ExtendHoldResponse` out.
///
/// Errors of its own: `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_wallet_extend(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("wallet.extend", engine, context, request, out, error) }
}

/// Gives up what a hold still reserves.
///
/// `wallet.release`: JSON `ReleaseHoldRequest` in, `ReleaseHoldResponse` out.
///
/// Errors of its own: `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_wallet_release(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("wallet.release", engine, context, request, out, error) }
}

/// Reads a hold.
///
/// `wallet.get_hold`: JSON `GetHoldRequest` in, `HeldPoints` out.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_wallet_get_hold(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("wallet.get_hold", engine, context, request, out, error) }
}

/// Lists holds: all, newest first, or those that are open, the next to end first.
///
/// `wallet.list_holds`: JSON `ListHoldsRequest` in, `HoldList` out.
///
/// Errors of its own: `SV_CURSOR_INVALID`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_wallet_list_holds(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("wallet.list_holds", engine, context, request, out, error) }
}

/// Makes a wallet refuse debits. It still accepts credits.
///
/// `wallet.freeze`: JSON `FreezeWalletRequest` in, `WalletState` out.
///
/// Errors of its own: `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_wallet_freeze(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("wallet.freeze", engine, context, request, out, error) }
}

/// Makes a wallet accept debits again.
///
/// `wallet.unfreeze`: JSON `UnfreezeWalletRequest` in, `WalletState` out.
///
/// Errors of its own: `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_wallet_unfreeze(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("wallet.unfreeze", engine, context, request, out, error) }
}

/// Gives spent points back to the grants they came from: all of a record, or part of it.
///
/// `wallet.refund`: JSON `RefundPointsRequest` in, `RefundPointsResponse` out.
///
/// Errors of its own: `SV_REFUND_EXCEEDED`, `SV_INVALID_STATE`, `SV_AMOUNT_OVERFLOW`,
/// `SV_IDEMPOTENCY_MISMATCH`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_wallet_refund(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("wallet.refund", engine, context, request, out, error) }
}

/// Corrects a balance, with a reason.
///
/// `wallet.adjust`: JSON `AdjustPointsRequest` in, `AdjustPointsResponse` out.
///
/// Errors of its own: `SV_INSUFFICIENT_POINTS`, `SV_WALLET_FROZEN`, `SV_AMOUNT_OVERFLOW`,
/// `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_wallet_adjust(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("wallet.adjust", engine, context, request, out, error) }
}

/// Sends points to somebody else. Their kind and expiry travel with them.
///
/// `wallet.transfer`: JSON `TransferPointsRequest` in, `TransferPointsResponse` out.
///
/// Errors of its own: `SV_INSUFFICIENT_POINTS`, `SV_WALLET_FROZEN`, `SV_AMOUNT_OVERFLOW`,
/// `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_wallet_transfer(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("wallet.transfer", engine, context, request, out, error) }
}

/// Sums up what came and went within some time, by the kind of the records.
///
/// `wallet.summary`: JSON `SummarizeWalletRequest` in, `WalletSummary` out.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_wallet_summary(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("wallet.summary", engine, context, request, out, error) }
}

/// Computes a wallet from its records alone, and tells whether it says the same.
///
/// `wallet.recompute`: JSON `RecomputeWalletRequest` in, `RecomputedWallet` out.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_wallet_recompute(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("wallet.recompute", engine, context, request, out, error) }
}

/// Books what has expired and ends the holds that are due, in all wallets. Nothing depends
/// on it; `engine.maintain` does the same.
///
/// `wallet.sweep_expired`: JSON `SweepExpiredRequest` in, `SweepExpiredResponse` out.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_wallet_sweep_expired(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("wallet.sweep_expired", engine, context, request, out, error) }
}

/// Does several things to the wallets of one user in one commit: each for itself, or all
/// or nothing; then a refusal names its item (`items[2]`) as `item` in its details. Each
/// carries its own idempotency key, so a batch can be sent again.
///
/// `wallet.batch`: JSON `BatchPointsRequest` in, `BatchPointsResponse` out.
///
/// Errors of its own: `SV_INSUFFICIENT_POINTS`, `SV_WALLET_FROZEN`, `SV_AMOUNT_OVERFLOW`,
/// `SV_INVALID_STATE`, `SV_HOLD_EXCEEDED`, `SV_REFUND_EXCEEDED`, `SV_IDEMPOTENCY_MISMATCH`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_wallet_batch(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("wallet.batch", engine, context, request, out, error) }
}

/// Sets the floor of a wallet, or takes it away. Falling below it raises one event
/// `points_low`, whatever takes the points (a debit, a hold, an expiry, a claw-back), and
/// none again before the wallet has risen to the floor. A floor above what is there now
/// raises none: nothing fell.
///
/// `wallet.set_floor`: JSON `SetFloorRequest` in, `WalletFloor` out.
///
/// Errors of its own: `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_wallet_set_floor(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("wallet.set_floor", engine, context, request, out, error) }
}

/// Creates a task, and reserves what it costs until its deadline.
///
/// Whoever calls it sets the price, so it is not for the person who pays.
///
/// `tasks.create`: JSON `CreateTaskRequest` in, `CreateTaskResponse` out.
///
/// Errors of its own: `SV_INSUFFICIENT_POINTS`, `SV_WALLET_FROZEN`, `SV_INVALID_STATE`,
/// `SV_IDEMPOTENCY_MISMATCH`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_tasks_create(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("tasks.create", engine, context, request, out, error) }
}

/// Marks a task as running. Of two callers that start it, one is refused.
///
/// `tasks.start`: JSON `StartTaskRequest` in, `Task` out.
///
/// Errors of its own: `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_tasks_start(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("tasks.start", engine, context, request, out, error) }
}

/// Ends a task with its result: spends what it came to, and releases the rest.
///
/// `tasks.complete`: JSON `CompleteTaskRequest` in, `CompleteTaskResponse` out.
///
/// Errors of its own: `SV_INVALID_STATE`, `SV_HOLD_EXCEEDED`, `SV_WALLET_FROZEN`,
/// `SV_AMOUNT_OVERFLOW`, `SV_IDEMPOTENCY_MISMATCH`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_tasks_complete(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("tasks.complete", engine, context, request, out, error) }
}

/// Ends a task without a result, and releases every point.
///
/// `tasks.fail`: JSON `FailTaskRequest` in, `EndTaskResponse` out.
///
/// Errors of its own: `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_tasks_fail(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("tasks.fail", engine, context, request, out, error) }
}

/// Ends a task because the person no longer wants it, and releases every point.
///
/// `tasks.cancel`: JSON `CancelTaskRequest` in, `EndTaskResponse` out.
///
/// Errors of its own: `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_tasks_cancel(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("tasks.cancel", engine, context, request, out, error) }
}

/// Moves the deadline of a task to a later moment, and with it that of its points.
///
/// `tasks.extend`: JSON `ExtendTaskRequest` in, `ExtendTaskResponse` out.
///
/// Errors of its own: `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_tasks_extend(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("tasks.extend", engine, context, request, out, error) }
}

/// Reads a task.
///
/// `tasks.get`: JSON `GetTaskRequest` in, `Task` out.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_tasks_get(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("tasks.get", engine, context, request, out, error) }
}

/// Lists tasks, newest first: all, or those of one kind or in one state.
///
/// `tasks.list`: JSON `ListTasksRequest` in, `TaskList` out.
///
/// Errors of its own: `SV_CURSOR_INVALID`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_tasks_list(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("tasks.list", engine, context, request, out, error) }
}

/// Opens an order: what is to be paid, and the points that it will bring.
///
/// Whoever calls it sets the price, so it is not for the person who pays.
///
/// `payments.create`: JSON `CreatePaymentRequest` in, `PaymentResponse` out.
///
/// Errors of its own: `SV_AMOUNT_OVERFLOW`, `SV_IDEMPOTENCY_MISMATCH`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_payments_create(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("payments.create", engine, context, request, out, error) }
}

/// Takes the success that a provider reports: the order is paid and its points credited.
///
/// It wins over `failed` and `cancelled`. The same reference again changes nothing and
/// answers the order, marked as replayed.
///
/// `payments.confirm`: JSON `ConfirmPaymentRequest` in, `PaymentResponse` out.
///
/// Errors of its own: `SV_ALREADY_PAID`, `SV_REFERENCE_TAKEN`, `SV_AMOUNT_OVERFLOW`,
/// `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_payments_confirm(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("payments.confirm", engine, context, request, out, error) }
}

/// Takes the failure that a provider reports, for an order that is pending.
///
/// A failure of a failed order notes its reference and changes nothing else.
///
/// `payments.fail`: JSON `FailPaymentRequest` in, `PaymentResponse` out.
///
/// Errors of its own: `SV_INVALID_STATE`, `SV_REFERENCE_TAKEN`, `SV_IDEMPOTENCY_MISMATCH`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_payments_fail(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("payments.fail", engine, context, request, out, error) }
}

/// Gives up an order that is pending. Cancelling twice is cancelling once.
///
/// `payments.cancel`: JSON `CancelPaymentRequest` in, `PaymentResponse` out.
///
/// Errors of its own: `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_payments_cancel(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("payments.cancel", engine, context, request, out, error) }
}

/// Books what the provider has paid back, all or part of it, and takes back the points in
/// proportion. What of them is spent becomes a debt which later credits pay first.
///
/// `payments.refund`: JSON `RefundPaymentRequest` in, `RefundPaymentResponse` out.
///
/// Errors of its own: `SV_INVALID_STATE`, `SV_PAYMENT_REFUND_EXCEEDED`, `SV_AMOUNT_OVERFLOW`,
/// `SV_IDEMPOTENCY_MISMATCH`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_payments_refund(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("payments.refund", engine, context, request, out, error) }
}

/// Reads an order.
///
/// `payments.get`: JSON `GetPaymentRequest` in, `Payment` out.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_payments_get(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("payments.get", engine, context, request, out, error) }
}

/// Lists the orders of somebody, newest first: all, or those in one state.
///
/// What has expired is among the cancelled, whether or not a sweep has passed.
///
/// `payments.list`: JSON `ListPaymentsRequest` in, `PaymentList` out.
///
/// Errors of its own: `SV_CURSOR_INVALID`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_payments_list(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("payments.list", engine, context, request, out, error) }
}

/// Finds the order that a provider means by a reference, once a success or a failure has
/// told whose it is.
///
/// `payments.find`: JSON `FindPaymentRequest` in, `Payment` out.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_payments_find(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("payments.find", engine, context, request, out, error) }
}

/// Reads what is used and left of a feature, with the moment at which it resets and the
/// plan to upgrade to. `not_found` for a user without quotas, and for a feature which
/// their plan has no limit for.
///
/// `quota.get`: JSON `GetQuotaRequest` in, `QuotaState` out.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_quota_get(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("quota.get", engine, context, request, out, error) }
}

/// Uses some of a feature, of the plan first and then of packs. Where several limits stand
/// on it, all must pass; a refusal names the first that does not. Where the setting
/// `quota.enabled` switches quotas off for the user, points are paid instead.
///
/// `quota.consume`: JSON `ConsumeQuotaRequest` in, `ConsumeQuotaResponse` out.
///
/// Errors of its own: `SV_QUOTA_EXCEEDED`, `SV_AMOUNT_OVERFLOW`, `SV_INSUFFICIENT_POINTS`,
/// `SV_WALLET_FROZEN`, `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_quota_consume(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("quota.consume", engine, context, request, out, error) }
}

/// Gives a user another plan, time zone or anchor day. What is used carries over, so a
/// downgrade may leave more used than allowed; then consuming is refused until the reset.
///
/// `quota.set_plan`: JSON `SetQuotaPlanRequest` in, `SetQuotaPlanResponse` out.
///
/// Errors of its own: `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_quota_set_plan(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("quota.set_plan", engine, context, request, out, error) }
}

/// Lists what was used of a feature, newest first.
///
/// `quota.logs`: JSON `ListQuotaLogsRequest` in, `QuotaLogList` out.
///
/// Errors of its own: `SV_CURSOR_INVALID`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_quota_logs(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("quota.logs", engine, context, request, out, error) }
}

/// Counts what was used of a feature over all users, by day and by plan.
///
/// `quota.stats`: JSON `GetQuotaStatsRequest` in, `QuotaStats` out.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_quota_stats(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("quota.stats", engine, context, request, out, error) }
}

/// Adds a pack, which is used when the plan's allowance is used up.
///
/// `quota.purchase`: JSON `PurchaseQuotaRequest` in, `PurchaseQuotaResponse` out.
///
/// Errors of its own: `SV_AMOUNT_OVERFLOW`, `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_quota_purchase(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("quota.purchase", engine, context, request, out, error) }
}

/// Reserves some of a feature until a deadline, so that two calls cannot both pass on the
/// same room. Refused where the setting `quota.enabled` switches quotas off for the user.
///
/// `quota.hold`: JSON `HoldQuotaRequest` in, `HoldQuotaResponse` out.
///
/// Errors of its own: `SV_QUOTA_EXCEEDED`, `SV_AMOUNT_OVERFLOW`, `SV_INVALID_STATE`,
/// `SV_IDEMPOTENCY_MISMATCH`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_quota_hold(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("quota.hold", engine, context, request, out, error) }
}

/// Uses what was reserved, all of it or a part. It counts in the present period.
///
/// `quota.capture`: JSON `CaptureQuotaRequest` in, `CaptureQuotaResponse` out.
///
/// Errors of its own: `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_quota_capture(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("quota.capture", engine, context, request, out, error) }
}

/// Gives back what a reservation has left. It is made for a service that relies on it, so
/// the person whom it is about can neither give it back nor use it up.
///
/// `quota.release`: JSON `ReleaseQuotaRequest` in, `ReleaseQuotaResponse` out.
///
/// Errors of its own: `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_quota_release(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("quota.release", engine, context, request, out, error) }
}

/// Gives uses from the packs of one user to another, with their priority and expiry. On a
/// sharded store both users must share a shard.
///
/// `quota.transfer`: JSON `TransferQuotaRequest` in, `TransferQuotaResponse` out.
///
/// Errors of its own: `SV_INSUFFICIENT_PACKS`, `SV_AMOUNT_OVERFLOW`, `SV_INVALID_STATE`,
/// `SV_IDEMPOTENCY_MISMATCH`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_quota_transfer(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("quota.transfer", engine, context, request, out, error) }
}

/// Resets a batch of the quotas that are past their period, ahead of their next touch.
/// Begins a run without a cursor, and goes on with the one it answered.
///
/// `quota.reset_expired`: JSON `ResetQuotasRequest` in, `QuotaBatch` out.
///
/// Errors of its own: `SV_CURSOR_INVALID`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_quota_reset_expired(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("quota.reset_expired", engine, context, request, out, error) }
}

/// Reads how many quotas are past their reset, and how the last runs of upkeep went.
///
/// `quota.health`: JSON `GetQuotaHealthRequest` in, `QuotaHealth` out.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_quota_health(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("quota.health", engine, context, request, out, error) }
}

/// Opens quotas for a batch of the users who predate them, in the time zone of their
/// profile. Begins a run without a cursor, and goes on with the one it answered.
///
/// `quota.init_all`: JSON `InitQuotasRequest` in, `QuotaBatch` out.
///
/// Errors of its own: `SV_CURSOR_INVALID`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_quota_init_all(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("quota.init_all", engine, context, request, out, error) }
}

/// Reads all that a client needs to draw the badge, the dialog and the input of a feature,
/// and what a use costs while it is paid with points.
///
/// `quota.view`: JSON `ViewQuotaRequest` in, `QuotaView` out.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_quota_view(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("quota.view", engine, context, request, out, error) }
}

/// Stores a plan, or replaces it whole. It applies at once to everybody who has it.
///
/// `plans.set`: JSON `SetPlanRequest` in, `Plan` out.
///
/// Errors of its own: `SV_IDEMPOTENCY_MISMATCH`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_plans_set(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("plans.set", engine, context, request, out, error) }
}

/// Lists the plans, the built-in ones among them, in the order of their names.
///
/// `plans.list`: JSON `ListPlansRequest` in, `PlanList` out.
///
/// Errors of its own: `SV_CURSOR_INVALID`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_plans_list(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("plans.list", engine, context, request, out, error) }
}

/// Checks in for today's date in the person's time zone, and gives the points of the day.
///
/// `checkins.check_in`: JSON `CheckInRequest` in, `CheckInResponse` out.
///
/// Errors of its own: `SV_ALREADY_CHECKED_IN`, `SV_CHECK_IN_TOO_SOON`, `SV_AMOUNT_OVERFLOW`,
/// `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_checkins_check_in(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("checkins.check_in", engine, context, request, out, error) }
}

/// Reads where a person stands today: whether they checked in, their streak, and what the
/// next check-in gives.
///
/// `checkins.get`: JSON `GetCheckInsRequest` in, `CheckInState` out.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_checkins_get(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("checkins.get", engine, context, request, out, error) }
}

/// Lists check-ins, the latest date first: all, or those of a calendar month.
///
/// `checkins.list`: JSON `ListCheckInsRequest` in, `CheckInList` out.
///
/// Errors of its own: `SV_CURSOR_INVALID`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_checkins_list(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("checkins.list", engine, context, request, out, error) }
}

/// Reads what a device may still use. One that was never seen may use all of it.
///
/// `guests.check`: JSON `CheckGuestRequest` in, `GuestState` out.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_guests_check(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("guests.check", engine, context, request, out, error) }
}

/// Counts a use of a device, or refuses it when its allowance is used up.
///
/// `guests.increment`: JSON `IncrementGuestRequest` in, `GuestUse` out.
///
/// Errors of its own: `SV_QUOTA_EXCEEDED`, `SV_AMOUNT_OVERFLOW`, `SV_RATE_LIMITED`,
/// `SV_IDEMPOTENCY_MISMATCH`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_guests_increment(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("guests.increment", engine, context, request, out, error) }
}

/// Makes what a device holds the user's, when they log in. Doing it twice is doing it once;
/// another user is refused. On a sharded store the device is on the first shard, so it is
/// a distributed transaction.
///
/// `guests.adopt`: JSON `AdoptGuestRequest` in, `GuestAdoption` out.
///
/// Errors of its own: `SV_CONFLICT`, `SV_IDEMPOTENCY_MISMATCH`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_guests_adopt(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("guests.adopt", engine, context, request, out, error) }
}

/// Counts a hit, or refuses it with the time to wait. A refusal changes nothing.
///
/// `limits.hit`: JSON `HitLimitRequest` in, `LimitStanding` out.
///
/// Errors of its own: `SV_RATE_LIMITED`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_limits_hit(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("limits.hit", engine, context, request, out, error) }
}

/// Reads how a limit stands, without counting.
///
/// `limits.get`: JSON `GetLimitRequest` in, `LimitStanding` out.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_limits_get(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("limits.get", engine, context, request, out, error) }
}

/// Forgets every hit of a key, such as after a login that succeeded.
///
/// `limits.reset`: JSON `ResetLimitRequest` in, `ResetLimitResponse` out.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_limits_reset(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("limits.reset", engine, context, request, out, error) }
}

/// Begins a session, with its history and its counters.
///
/// An `id` that is taken by the very same session answers it, marked as replayed; taken by
/// another it is a `conflict`.
///
/// `sessions.create`: JSON `CreateSessionRequest` in, `CreateSessionResponse` out.
///
/// Errors of its own: `SV_CONFLICT`, `SV_IDEMPOTENCY_MISMATCH`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_sessions_create(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("sessions.create", engine, context, request, out, error) }
}

/// Reads a session with its counters. A deleted one is not found.
///
/// `sessions.get`: JSON `GetSessionRequest` in, `Session` out.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_sessions_get(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("sessions.get", engine, context, request, out, error) }
}

/// Lists sessions, the newest first.
///
/// `sessions.list`: JSON `ListSessionsRequest` in, `SessionList` out.
///
/// Errors of its own: `SV_CURSOR_INVALID`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_sessions_list(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("sessions.list", engine, context, request, out, error) }
}

/// Ends a session and closes its history. Ending an ended session changes nothing.
///
/// `sessions.end`: JSON `EndSessionRequest` in, `Session` out.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_sessions_end(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("sessions.end", engine, context, request, out, error) }
}

/// Changes what a session is about. What is not given stays as it is.
///
/// `sessions.update`: JSON `UpdateSessionRequest` in, `Session` out.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_sessions_update(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("sessions.update", engine, context, request, out, error) }
}

/// Moves a session to another state.
///
/// A session that has ended takes no other state than `ended` and `archived`:
/// `invalid_state`. A state that it has already changes nothing.
///
/// `sessions.set_status`: JSON `SetSessionStatusRequest` in, `Session` out.
///
/// Errors of its own: `SV_INVALID_STATE`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_sessions_set_status(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("sessions.set_status", engine, context, request, out, error) }
}

/// Deletes a session: it goes to the trash, and its messages with it.
///
/// Upkeep removes it for good thirty days later. Deleting a deleted session changes
/// nothing.
///
/// `sessions.delete`: JSON `DeleteSessionRequest` in, `Session` out.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_sessions_delete(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("sessions.delete", engine, context, request, out, error) }
}

/// Takes a session out of the trash. One that is not deleted stays as it is.
///
/// `sessions.restore`: JSON `RestoreSessionRequest` in, `Session` out.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_sessions_restore(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("sessions.restore", engine, context, request, out, error) }
}

/// Removes a deleted session for good, with its messages, its history and its memories.
///
/// The session is gone with the first call. Each call removes a bounded number of rows and
/// says whether that was all; upkeep does the rest, too. What was kept of it for repeated
/// idempotency keys goes with it: they answer a `conflict` from then on. A session that is
/// not in the trash is refused with `invalid_state`.
///
/// `sessions.purge`: JSON `PurgeSessionRequest` in, `PurgeSessionResponse` out.
///
/// Errors of its own: `SV_INVALID_STATE`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_sessions_purge(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("sessions.purge", engine, context, request, out, error) }
}

/// Lists the states that a session was in, the latest first.
///
/// `sessions.records`: JSON `ListSessionRecordsRequest` in, `SessionRecordList` out.
///
/// Errors of its own: `SV_CURSOR_INVALID`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_sessions_records(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("sessions.records", engine, context, request, out, error) }
}

/// Sums up the sessions of a user: how many are in each state, their messages, tokens and
/// cost, and how long they take.
///
/// `sessions.stats`: JSON `GetSessionStatsRequest` in, `SessionStats` out.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_sessions_stats(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("sessions.stats", engine, context, request, out, error) }
}

/// Finds whose a session is, deleted or not, for a route that names the session alone.
///
/// Ids of sessions are each user's own, and an export that somebody else takes in keeps
/// them. Where several users have a session of this id, it is that of the user who asks
/// (`userId`), so a service names whom it has authenticated; where it names nobody, or
/// somebody who has none, it is a `conflict`.
///
/// `sessions.owner`: JSON `FindSessionOwnerRequest` in, `SessionOwner` out.
///
/// Errors of its own: `SV_CONFLICT`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_sessions_owner(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("sessions.owner", engine, context, request, out, error) }
}

/// Appends a message to a session.
///
/// An ended session refuses it with `invalid_state`; one that is paused or archived takes
/// it. The parent must be a message of the same session. An `id` that is taken by the same
/// message answers it, marked as replayed; taken by another it is a `conflict`.
///
/// `messages.append`: JSON `AppendMessageRequest` in, `AppendMessageResponse` out.
///
/// Errors of its own: `SV_CONFLICT`, `SV_INVALID_STATE`, `SV_AMOUNT_OVERFLOW`,
/// `SV_IDEMPOTENCY_MISMATCH`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_messages_append(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("messages.append", engine, context, request, out, error) }
}

/// Appends up to 1000 messages to a session, all or none.
///
/// Each follows the rules of `messages.append`; those whose id is taken by the same
/// message are left as they stand and not counted. A repeated key answers the first ids
/// while one of the messages is left, and after that a `conflict`.
///
/// `messages.append_many`: JSON `AppendManyMessagesRequest` in, `AppendManyMessagesResponse` out.
///
/// Errors of its own: `SV_CONFLICT`, `SV_INVALID_STATE`, `SV_AMOUNT_OVERFLOW`,
/// `SV_IDEMPOTENCY_MISMATCH`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_messages_append_many(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("messages.append_many", engine, context, request, out, error) }
}

/// Lists the messages of a session: the newest page first, each page in the order of the
/// conversation.
///
/// `nextCursor` goes on to older messages (to newer ones with `direction: newer`),
/// `previousCursor` turns back. With `around` the page holds the messages on both sides of
/// one and the cursors lead out of it both ways. Deleted messages are not shown.
///
/// `messages.list`: JSON `ListMessagesRequest` in, `MessageList` out.
///
/// Errors of its own: `SV_CURSOR_INVALID`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_messages_list(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("messages.list", engine, context, request, out, error) }
}

/// Reads a message, with what has come of it where it is still being written.
///
/// `messages.get`: JSON `GetMessageRequest` in, `Message` out.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_messages_get(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("messages.get", engine, context, request, out, error) }
}

/// Edits a message: appends a new version of it and keeps the old one.
///
/// The new version answers what the old one answers, so it begins a branch of its own, and
/// follows the rules of `messages.append`. A message that is still being written is refused
/// with `invalid_state`.
///
/// `messages.edit`: JSON `EditMessageRequest` in, `AppendMessageResponse` out.
///
/// Errors of its own: `SV_CONFLICT`, `SV_INVALID_STATE`, `SV_AMOUNT_OVERFLOW`,
/// `SV_IDEMPOTENCY_MISMATCH`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_messages_edit(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("messages.edit", engine, context, request, out, error) }
}

/// Lists the versions of a message that are not deleted, the first of them first.
///
/// `messages.versions`: JSON `ListMessageVersionsRequest` in, `MessageVersions` out.
///
/// Errors of its own: `SV_CURSOR_INVALID`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_messages_versions(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("messages.versions", engine, context, request, out, error) }
}

/// Deletes a message: it goes to the trash, and the counters of its session follow.
///
/// Upkeep removes it for good thirty days later. Deleting a deleted message changes
/// nothing.
///
/// `messages.delete`: JSON `DeleteMessageRequest` in, `MessagePlace` out.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_messages_delete(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("messages.delete", engine, context, request, out, error) }
}

/// Takes a message out of the trash. One that is not deleted stays as it is.
///
/// `messages.restore`: JSON `RestoreMessageRequest` in, `MessagePlace` out.
///
/// Errors of its own: `SV_AMOUNT_OVERFLOW`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_messages_restore(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("messages.restore", engine, context, request, out, error) }
}

/// Notes what a person says of an answer, or takes it back.
///
/// `messages.feedback`: JSON `SetMessageFeedbackRequest` in, `Message` out.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_messages_feedback(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("messages.feedback", engine, context, request, out, error) }
}

/// Reads a branch of a session from its end upwards, with what else stands in the place of
/// each message.
///
/// Without `leafId` it is the branch that was chosen, or else that of the latest message.
///
/// `messages.branch`: JSON `GetBranchRequest` in, `MessageBranch` out.
///
/// Errors of its own: `SV_CURSOR_INVALID`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_messages_branch(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("messages.branch", engine, context, request, out, error) }
}

/// Chooses the branch that a session shows: that of a message and its newest answers.
///
/// It stays chosen until something is said. The way down is followed for 1000 messages.
///
/// `messages.select_branch`: JSON `SelectBranchRequest` in, `Session` out.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_messages_select_branch(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("messages.select_branch", engine, context, request, out, error) }
}

/// Begins a message that is written bit by bit.
///
/// It stands in its session at once, with the status `streaming`. It follows the rules of
/// `messages.append`.
///
/// `messages.stream_start`: JSON `StartMessageStreamRequest` in, `StartMessageStreamResponse` out.
///
/// Errors of its own: `SV_CONFLICT`, `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_messages_stream_start(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("messages.stream_start", engine, context, request, out, error) }
}

/// Adds words to a message that is being written. What was acknowledged is kept.
///
/// A chunk that has come before changes nothing; one that is ahead is a `conflict`. After
/// fifteen minutes of silence the message has failed and takes no more: `invalid_state`.
///
/// `messages.stream_append`: JSON `AppendToStreamRequest` in, `AppendToStreamResponse` out.
///
/// Errors of its own: `SV_CONFLICT`, `SV_INVALID_STATE`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_messages_stream_append(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("messages.stream_append", engine, context, request, out, error) }
}

/// Finishes a message that was being written, and counts its tokens and its cost.
///
/// Finished just so before, it is answered again; else a message that is finished is
/// refused with `invalid_state`.
///
/// `messages.stream_finish`: JSON `FinishMessageStreamRequest` in, `FinishMessageStreamResponse` out.
///
/// Errors of its own: `SV_INVALID_STATE`, `SV_AMOUNT_OVERFLOW`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_messages_stream_finish(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("messages.stream_finish", engine, context, request, out, error) }
}

/// Finds messages by their words, the newest first.
///
/// All words of the query must stand in a message: a word of letters or digits as the
/// beginning of a word, Chinese and other text without spaces anywhere. Case, width and
/// accents do not matter, and punctuation, quotes and operators only separate. Messages
/// that are deleted or whose session is are not found. One call looks at a bounded number
/// of messages; where `complete` is false, `nextCursor` goes on.
///
/// `messages.search`: JSON `SearchMessagesRequest` in, `SearchMessagesResponse` out.
///
/// Errors of its own: `SV_CURSOR_INVALID`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_messages_search(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("messages.search", engine, context, request, out, error) }
}

/// Adds a memory.
///
/// An `id` that is taken by the very same memory answers it, marked as replayed; taken by
/// another it is a `conflict`.
///
/// `memories.add`: JSON `AddMemoryRequest` in, `AddMemoryResponse` out.
///
/// Errors of its own: `SV_CONFLICT`, `SV_IDEMPOTENCY_MISMATCH`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_memories_add(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("memories.add", engine, context, request, out, error) }
}

/// Lists memories, the newest first: all of a user, those of a session or those of a kind.
///
/// `memories.list`: JSON `ListMemoriesRequest` in, `MemoryList` out.
///
/// Errors of its own: `SV_CURSOR_INVALID`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_memories_list(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("memories.list", engine, context, request, out, error) }
}

/// Changes a memory. What is not given stays as it is, but for an embedding whose words
/// change.
///
/// `memories.update`: JSON `UpdateMemoryRequest` in, `Memory` out.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_memories_update(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("memories.update", engine, context, request, out, error) }
}

/// Deletes a memory: it goes to the trash, from which upkeep removes it thirty days later.
///
/// `memories.delete`: JSON `DeleteMemoryRequest` in, `Memory` out.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_memories_delete(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("memories.delete", engine, context, request, out, error) }
}

/// Finds the memories whose embeddings are most like the one that is given, the most alike
/// first.
///
/// `memories.search`: JSON `SearchMemoriesRequest` in, `MemoryMatches` out.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_memories_search(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("memories.search", engine, context, request, out, error) }
}

/// Reads a memory. A deleted one is not found.
///
/// `memories.get`: JSON `GetMemoryRequest` in, `Memory` out.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_memories_get(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("memories.get", engine, context, request, out, error) }
}

/// Takes a memory out of the trash. One that is not deleted stays as it is.
///
/// `memories.restore`: JSON `RestoreMemoryRequest` in, `Memory` out.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_memories_restore(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("memories.restore", engine, context, request, out, error) }
}

/// Records one use, once for each event of the user. The same event again answers the
/// first record; with another content it is refused with the first field that differs.
///
/// `usage.record`: JSON `RecordUsageRequest` in, `RecordUsageResponse` out.
///
/// Errors of its own: `SV_AMOUNT_OVERFLOW`, `SV_IDEMPOTENCY_MISMATCH`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_usage_record(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("usage.record", engine, context, request, out, error) }
}

/// Records many uses, such as those that a device collected while it was offline. Each
/// stands for itself: one that is refused changes nothing, and the others stand.
///
/// `usage.record_many`: JSON `RecordManyUsageRequest` in, `RecordManyUsageResponse` out.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_usage_record_many(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("usage.record_many", engine, context, request, out, error) }
}

/// Lists the records of a user, the latest use first.
///
/// `usage.history`: JSON `ListUsageRequest` in, `UsageList` out.
///
/// Errors of its own: `SV_CURSOR_INVALID`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_usage_history(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("usage.history", engine, context, request, out, error) }
}

/// Sums what a user used, by local day.
///
/// `usage.statistics`: JSON `GetUsageStatisticsRequest` in, `UsageStatistics` out.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_usage_statistics(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("usage.statistics", engine, context, request, out, error) }
}

/// Sums what a user used, by kind: since ever, or over some days.
///
/// `usage.totals_by_type`: JSON `GetUsageByTypeRequest` in, `UsageByType` out.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_usage_totals_by_type(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("usage.totals_by_type", engine, context, request, out, error) }
}

/// Sums what a user used, by model, with its share: since ever, or over some days.
///
/// `usage.by_model`: JSON `GetUsageByModelRequest` in, `UsageByModel` out.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_usage_by_model(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("usage.by_model", engine, context, request, out, error) }
}

/// Everything that a page about a user's usage shows, in one answer.
///
/// `usage.dashboard`: JSON `GetUsageDashboardRequest` in, `UsageDashboard` out.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_usage_dashboard(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("usage.dashboard", engine, context, request, out, error) }
}

/// Sums what was recorded within the tenant of the call, or in host scope, by day.
///
/// `usage.platform`: JSON `GetPlatformUsageRequest` in, `PlatformUsage` out.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_usage_platform(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("usage.platform", engine, context, request, out, error) }
}

/// Lists the users who used something on a day within the tenant of the call, or in host
/// scope, with what each used.
///
/// `usage.platform_users`: JSON `ListPlatformUsersRequest` in, `PlatformUserList` out.
///
/// Errors of its own: `SV_CURSOR_INVALID`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_usage_platform_users(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("usage.platform_users", engine, context, request, out, error) }
}

/// Counts the sums of a user again from the records, some days at a time, and corrects
/// those that are wrong. Begins without a cursor, and goes on with the one it answered;
/// the sums of all days together come last.
///
/// `usage.rebuild`: JSON `RebuildUsageRequest` in, `RebuildUsageResponse` out.
///
/// Errors of its own: `SV_CURSOR_INVALID`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_usage_rebuild(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("usage.rebuild", engine, context, request, out, error) }
}

/// Adds a version to the price of a model. Records that stand keep theirs.
///
/// `prices.set`: JSON `SetPriceRequest` in, `Price` out.
///
/// Errors of its own: `SV_IDEMPOTENCY_MISMATCH`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_prices_set(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("prices.set", engine, context, request, out, error) }
}

/// Reads the price of a model that is charged at a moment. `not_found` where none is.
///
/// `prices.get`: JSON `GetPriceRequest` in, `Price` out.
///
/// Errors of its own: `SV_NOT_FOUND`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_prices_get(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("prices.get", engine, context, request, out, error) }
}

/// Lists the versions of prices, in the order of provider, model and version.
///
/// `prices.list`: JSON `ListPricesRequest` in, `PriceList` out.
///
/// Errors of its own: `SV_CURSOR_INVALID`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_prices_list(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("prices.list", engine, context, request, out, error) }
}

/// Takes in a conversation that was kept elsewhere, whole or not at all.
///
/// Made again it changes nothing; made again with more messages it adds those. A message
/// whose words differ from those under its id is added beside it, as another branch. A
/// session that was deleted since stays deleted. A surface takes whole files by its own
/// `import`.
///
/// `imports.conversation`: JSON `ImportConversationRequest` in, `ImportConversationResponse` out.
///
/// Errors of its own: `SV_CONFLICT`, `SV_INVALID_STATE`, `SV_AMOUNT_OVERFLOW`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_imports_conversation(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("imports.conversation", engine, context, request, out, error) }
}

/// Says what taking in a conversation would do. It refuses what that would refuse.
///
/// `imports.preview`: JSON `ImportConversationRequest` in, `ImportConversationResponse` out.
///
/// Errors of its own: `SV_CONFLICT`, `SV_INVALID_STATE`, `SV_AMOUNT_OVERFLOW`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_imports_preview(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("imports.preview", engine, context, request, out, error) }
}

/// Reads a session in the form in which `imports.conversation` takes it in, a page of its
/// messages at a time. A surface writes whole files by its own `export`.
///
/// `exports.conversation`: JSON `ExportConversationRequest` in, `ExportConversationResponse` out.
///
/// Errors of its own: `SV_CURSOR_INVALID`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_exports_conversation(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("exports.conversation", engine, context, request, out, error) }
}

/// Stores a setting, whether or not it stood before.
///
/// `settings.set`: JSON `SetSettingRequest` in, `Setting` out.
///
/// Errors of its own: `SV_IDEMPOTENCY_MISMATCH`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_settings_set(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("settings.set", engine, context, request, out, error) }
}

/// Reads a setting. A name that was never set answers `not_found`.
///
/// `settings.get`: JSON `GetSettingRequest` in, `Setting` out.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_settings_get(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("settings.get", engine, context, request, out, error) }
}

/// Lists settings in the order of their keys.
///
/// `settings.list`: JSON `ListSettingsRequest` in, `SettingList` out.
///
/// Errors of its own: `SV_CURSOR_INVALID`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_settings_list(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("settings.list", engine, context, request, out, error) }
}

/// Hands out events that are due, the oldest first and one for each user. They belong to
/// the caller until the lease ends.
///
/// `outbox.claim`: JSON `ClaimOutboxRequest` in, `ClaimedEvents` out.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_outbox_claim(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("outbox.claim", engine, context, request, out, error) }
}

/// Says that an event was delivered. Its payload is emptied. Doing it twice is doing it
/// once; it is refused when somebody else has claimed the event since.
///
/// `outbox.ack`: JSON `AckOutboxRequest` in, `EventEnd` out.
///
/// Errors of its own: `SV_INVALID_STATE`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_outbox_ack(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("outbox.ack", engine, context, request, out, error) }
}

/// Says that an event could not be delivered. It is tried again later, five times in all;
/// then it is a dead letter.
///
/// `outbox.fail`: JSON `FailOutboxRequest` in, `EventEnd` out.
///
/// Errors of its own: `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_outbox_fail(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("outbox.fail", engine, context, request, out, error) }
}

/// Lists the events of a state: those that wait by when they are due, the others by when
/// they ended.
///
/// `outbox.list`: JSON `ListOutboxRequest` in, `OutboxList` out.
///
/// Errors of its own: `SV_CURSOR_INVALID`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_outbox_list(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { named("outbox.list", engine, context, request, out, error) }
}

/// A function that the table made.
#[cfg(test)]
pub(crate) type Named = unsafe extern "C" fn(
    *const SvEngine,
    SvText,
    SvText,
    *mut SvBuffer,
    *mut *mut SvError,
) -> SvStatus;

/// Every function of the table, by the name of its operation.
#[cfg(test)]
pub(crate) const ALL: &[(&str, Named)] = &[
    ("users.register", sv_users_register),
    ("users.get", sv_users_get),
    ("users.find", sv_users_find),
    ("tenants.create", sv_tenants_create),
    ("tenants.get", sv_tenants_get),
    ("members.add", sv_members_add),
    ("members.set_role", sv_members_set_role),
    ("wallet.balance", sv_wallet_balance),
    ("wallet.grant", sv_wallet_grant),
    ("wallet.consume", sv_wallet_consume),
    ("wallet.history", sv_wallet_history),
    ("wallet.verify", sv_wallet_verify),
    ("wallet.hold", sv_wallet_hold),
    ("wallet.capture", sv_wallet_capture),
    ("wallet.extend", sv_wallet_extend),
    ("wallet.release", sv_wallet_release),
    ("wallet.get_hold", sv_wallet_get_hold),
    ("wallet.list_holds", sv_wallet_list_holds),
    ("wallet.freeze", sv_wallet_freeze),
    ("wallet.unfreeze", sv_wallet_unfreeze),
    ("wallet.refund", sv_wallet_refund),
    ("wallet.adjust", sv_wallet_adjust),
    ("wallet.transfer", sv_wallet_transfer),
    ("wallet.summary", sv_wallet_summary),
    ("wallet.recompute", sv_wallet_recompute),
    ("wallet.sweep_expired", sv_wallet_sweep_expired),
    ("wallet.batch", sv_wallet_batch),
    ("wallet.set_floor", sv_wallet_set_floor),
    ("tasks.create", sv_tasks_create),
    ("tasks.start", sv_tasks_start),
    ("tasks.complete", sv_tasks_complete),
    ("tasks.fail", sv_tasks_fail),
    ("tasks.cancel", sv_tasks_cancel),
    ("tasks.extend", sv_tasks_extend),
    ("tasks.get", sv_tasks_get),
    ("tasks.list", sv_tasks_list),
    ("payments.create", sv_payments_create),
    ("payments.confirm", sv_payments_confirm),
    ("payments.fail", sv_payments_fail),
    ("payments.cancel", sv_payments_cancel),
    ("payments.refund", sv_payments_refund),
    ("payments.get", sv_payments_get),
    ("payments.list", sv_payments_list),
    ("payments.find", sv_payments_find),
    ("quota.get", sv_quota_get),
    ("quota.consume", sv_quota_consume),
    ("quota.set_plan", sv_quota_set_plan),
    ("quota.logs", sv_quota_logs),
    ("quota.stats", sv_quota_stats),
    ("quota.purchase", sv_quota_purchase),
    ("quota.hold", sv_quota_hold),
    ("quota.capture", sv_quota_capture),
    ("quota.release", sv_quota_release),
    ("quota.transfer", sv_quota_transfer),
    ("quota.reset_expired", sv_quota_reset_expired),
    ("quota.health", sv_quota_health),
    ("quota.init_all", sv_quota_init_all),
    ("quota.view", sv_quota_view),
    ("plans.set", sv_plans_set),
    ("plans.list", sv_plans_list),
    ("checkins.check_in", sv_checkins_check_in),
    ("checkins.get", sv_checkins_get),
    ("checkins.list", sv_checkins_list),
    ("guests.check", sv_guests_check),
    ("guests.increment", sv_guests_increment),
    ("guests.adopt", sv_guests_adopt),
    ("limits.hit", sv_limits_hit),
    ("limits.get", sv_limits_get),
    ("limits.reset", sv_limits_reset),
    ("sessions.create", sv_sessions_create),
    ("sessions.get", sv_sessions_get),
    ("sessions.list", sv_sessions_list),
    ("sessions.end", sv_sessions_end),
    ("sessions.update", sv_sessions_update),
    ("sessions.set_status", sv_sessions_set_status),
    ("sessions.delete", sv_sessions_delete),
    ("sessions.restore", sv_sessions_restore),
    ("sessions.purge", sv_sessions_purge),
    ("sessions.records", sv_sessions_records),
    ("sessions.stats", sv_sessions_stats),
    ("sessions.owner", sv_sessions_owner),
    ("messages.append", sv_messages_append),
    ("messages.append_many", sv_messages_append_many),
    ("messages.list", sv_messages_list),
    ("messages.get", sv_messages_get),
    ("messages.edit", sv_messages_edit),
    ("messages.versions", sv_messages_versions),
    ("messages.delete", sv_messages_delete),
    ("messages.restore", sv_messages_restore),
    ("messages.feedback", sv_messages_feedback),
    ("messages.branch", sv_messages_branch),
    ("messages.select_branch", sv_messages_select_branch),
    ("messages.stream_start", sv_messages_stream_start),
    ("messages.stream_append", sv_messages_stream_append),
    ("messages.stream_finish", sv_messages_stream_finish),
    ("messages.search", sv_messages_search),
    ("memories.add", sv_memories_add),
    ("memories.list", sv_memories_list),
    ("memories.update", sv_memories_update),
    ("memories.delete", sv_memories_delete),
    ("memories.search", sv_memories_search),
    ("memories.get", sv_memories_get),
    ("memories.restore", sv_memories_restore),
    ("usage.record", sv_usage_record),
    ("usage.record_many", sv_usage_record_many),
    ("usage.history", sv_usage_history),
    ("usage.statistics", sv_usage_statistics),
    ("usage.totals_by_type", sv_usage_totals_by_type),
    ("usage.by_model", sv_usage_by_model),
    ("usage.dashboard", sv_usage_dashboard),
    ("usage.platform", sv_usage_platform),
    ("usage.platform_users", sv_usage_platform_users),
    ("usage.rebuild", sv_usage_rebuild),
    ("prices.set", sv_prices_set),
    ("prices.get", sv_prices_get),
    ("prices.list", sv_prices_list),
    ("imports.conversation", sv_imports_conversation),
    ("imports.preview", sv_imports_preview),
    ("exports.conversation", sv_exports_conversation),
    ("settings.set", sv_settings_set),
    ("settings.get", sv_settings_get),
    ("settings.list", sv_settings_list),
    ("outbox.claim", sv_outbox_claim),
    ("outbox.ack", sv_outbox_ack),
    ("outbox.fail", sv_outbox_fail),
    ("outbox.list", sv_outbox_list),
];
