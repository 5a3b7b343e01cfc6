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
/// or nothing. Each carries its own idempotency key, so a batch can be sent again.
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
/// Errors of its own: `SV_IDEMPOTENCY_MISMATCH`.
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

/// Gives back what a reservation has left.
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
/// message are left as they stand and not counted.
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

/// Says what taking in a conversation would do.
///
/// `imports.preview`: JSON `ImportConversationRequest` in, `ImportConversationResponse` out.
///
/// Errors of its own: `SV_CONFLICT`.
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
    ("plans.set", sv_plans_set),
    ("plans.list", sv_plans_list),
    ("sessions.create", sv_sessions_create),
    ("sessions.get", sv_sessions_get),
    ("sessions.list", sv_sessions_list),
    ("sessions.end", sv_sessions_end),
    ("messages.append", sv_messages_append),
    ("messages.append_many", sv_messages_append_many),
    ("messages.list", sv_messages_list),
    ("imports.conversation", sv_imports_conversation),
    ("imports.preview", sv_imports_preview),
    ("exports.conversation", sv_exports_conversation),
    ("settings.set", sv_settings_set),
    ("settings.get", sv_settings_get),
    ("settings.list", sv_settings_list),
];
