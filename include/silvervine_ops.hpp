// Generated from core/src/ops/table.rs by tests/codegen. Edit the table.
//
// The operations as methods. silvervine.hpp includes this file; include that one.

#ifndef SILVERVINE_OPS_HPP
#define SILVERVINE_OPS_HPP

#ifndef SILVERVINE_HPP
#error "include silvervine.hpp, which includes this file"
#endif

namespace silvervine {

/// The operations `users.*`: JSON in, JSON out. It lends its engine and must not outlive it.
class Users : public detail::Module {
public:
    using detail::Module::Module;

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
    std::string register_(std::string_view request) const {
        return named(&sv_users_register, request);
    }

    /// Reads a user.
    ///
    /// `users.get`: JSON `GetUserRequest` in, `User` out.
    std::string get(std::string_view request) const {
        return named(&sv_users_get, request);
    }

    /// Finds the user to whom an identifier belongs.
    ///
    /// `users.find`: JSON `FindUserRequest` in, `User` out.
    std::string find(std::string_view request) const {
        return named(&sv_users_find, request);
    }
};

/// The operations `tenants.*`: JSON in, JSON out. It lends its engine and must not outlive it.
class Tenants : public detail::Module {
public:
    using detail::Module::Module;

    /// Makes a tenant, with its first owner if one is named.
    ///
    /// `tenants.create`: JSON `CreateTenantRequest` in, `Tenant` out.
    ///
    /// Errors of its own: `SV_IDEMPOTENCY_MISMATCH`.
    std::string create(std::string_view request) const {
        return named(&sv_tenants_create, request);
    }

    /// Reads a tenant. Its members see no other.
    ///
    /// `tenants.get`: JSON `GetTenantRequest` in, `Tenant` out.
    std::string get(std::string_view request) const {
        return named(&sv_tenants_get, request);
    }
};

/// The operations `members.*`: JSON in, JSON out. It lends its engine and must not outlive it.
class Members : public detail::Module {
public:
    using detail::Module::Module;

    /// Lets a user into the tenant of the call.
    ///
    /// `members.add`: JSON `AddMemberRequest` in, `Member` out.
    ///
    /// Errors of its own: `SV_CONFLICT`, `SV_IDEMPOTENCY_MISMATCH`.
    std::string add(std::string_view request) const {
        return named(&sv_members_add, request);
    }

    /// Gives a member another role.
    ///
    /// `members.set_role`: JSON `SetMemberRoleRequest` in, `Member` out.
    ///
    /// Errors of its own: `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
    std::string set_role(std::string_view request) const {
        return named(&sv_members_set_role, request);
    }
};

/// The operations `wallet.*`: JSON in, JSON out. It lends its engine and must not outlive it.
class Wallet : public detail::Module {
public:
    using detail::Module::Module;

    /// Reads a balance: now, at a moment that has passed, or at one to come.
    ///
    /// `wallet.balance`: JSON `GetBalanceRequest` in, `WalletState` out.
    std::string balance(std::string_view request) const {
        return named(&sv_wallet_balance, request);
    }

    /// The same without JSON. `struct_size` is set here.
    SvWalletBalanceResponse balance(SvWalletBalanceRequest request) const {
        return flat<SvWalletBalanceResponse>(&sv_wallet_balance_flat, request);
    }

    /// Gives points. Of kind `paid` it is a recharge.
    ///
    /// `wallet.grant`: JSON `GrantPointsRequest` in, `GrantPointsResponse` out.
    ///
    /// Errors of its own: `SV_AMOUNT_OVERFLOW`, `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
    std::string grant(std::string_view request) const {
        return named(&sv_wallet_grant, request);
    }

    /// Spends points: exactly so many, or up to so many.
    ///
    /// `wallet.consume`: JSON `ConsumePointsRequest` in, `ConsumePointsResponse` out.
    ///
    /// Errors of its own: `SV_INSUFFICIENT_POINTS`, `SV_WALLET_FROZEN`, `SV_AMOUNT_OVERFLOW`,
    /// `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
    std::string consume(std::string_view request) const {
        return named(&sv_wallet_consume, request);
    }

    /// The same without JSON. `struct_size` is set here.
    SvWalletConsumeResponse consume(SvWalletConsumeRequest request) const {
        return flat<SvWalletConsumeResponse>(&sv_wallet_consume_flat, request);
    }

    /// Lists the records of a ledger, newest first. What has expired is listed once booked.
    ///
    /// `wallet.history`: JSON `ListPointRecordsRequest` in, `PointRecordList` out.
    ///
    /// Errors of its own: `SV_CURSOR_INVALID`.
    std::string history(std::string_view request) const {
        return named(&sv_wallet_history, request);
    }

    /// Checks a ledger: its chain, its sums, its grants and its wallet. Names what is wrong.
    ///
    /// `wallet.verify`: JSON `VerifyWalletRequest` in, `VerifyWalletResponse` out.
    std::string verify(std::string_view request) const {
        return named(&sv_wallet_verify, request);
    }

    /// Reserves points until a deadline. No record tells of it.
    ///
    /// `wallet.hold`: JSON `HoldPointsRequest` in, `HoldPointsResponse` out.
    ///
    /// Errors of its own: `SV_INSUFFICIENT_POINTS`, `SV_WALLET_FROZEN`, `SV_INVALID_STATE`,
    /// `SV_IDEMPOTENCY_MISMATCH`.
    std::string hold(std::string_view request) const {
        return named(&sv_wallet_hold, request);
    }

    /// Spends reserved points: all that are open, or part of them, several times.
    ///
    /// `wallet.capture`: JSON `CapturePointsRequest` in, `CapturePointsResponse` out.
    ///
    /// Errors of its own: `SV_INVALID_STATE`, `SV_HOLD_EXCEEDED`, `SV_WALLET_FROZEN`,
    /// `SV_AMOUNT_OVERFLOW`, `SV_IDEMPOTENCY_MISMATCH`.
    std::string capture(std::string_view request) const {
        return named(&sv_wallet_capture, request);
    }

    /// Moves the deadline of a hold to a later moment.
    ///
    /// `wallet.extend`: JSON `ExtendHoldRequest` in, `ExtendHoldResponse` out.
    ///
    /// Errors of its own: `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
    std::string extend(std::string_view request) const {
        return named(&sv_wallet_extend, request);
    }

    /// Gives up what a hold still reserves.
    ///
    /// `wallet.release`: JSON `ReleaseHoldRequest` in, `ReleaseHoldResponse` out.
    ///
    /// Errors of its own: `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
    std::string release(std::string_view request) const {
        return named(&sv_wallet_release, request);
    }

    /// Reads a hold.
    ///
    /// `wallet.get_hold`: JSON `GetHoldRequest` in, `HeldPoints` out.
    std::string get_hold(std::string_view request) const {
        return named(&sv_wallet_get_hold, request);
    }

    /// Lists holds: all, newest first, or those that are open, the next to end first.
    ///
    /// `wallet.list_holds`: JSON `ListHoldsRequest` in, `HoldList` out.
    ///
    /// Errors of its own: `SV_CURSOR_INVALID`.
    std::string list_holds(std::string_view request) const {
        return named(&sv_wallet_list_holds, request);
    }

    /// Makes a wallet refuse debits. It still accepts credits.
    ///
    /// `wallet.freeze`: JSON `FreezeWalletRequest` in, `WalletState` out.
    ///
    /// Errors of its own: `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
    std::string freeze(std::string_view request) const {
        return named(&sv_wallet_freeze, request);
    }

    /// Makes a wallet accept debits again.
    ///
    /// `wallet.unfreeze`: JSON `UnfreezeWalletRequest` in, `WalletState` out.
    ///
    /// Errors of its own: `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
    std::string unfreeze(std::string_view request) const {
        return named(&sv_wallet_unfreeze, request);
    }

    /// Gives spent points back to the grants they came from: all of a record, or part of it.
    ///
    /// `wallet.refund`: JSON `RefundPointsRequest` in, `RefundPointsResponse` out.
    ///
    /// Errors of its own: `SV_REFUND_EXCEEDED`, `SV_INVALID_STATE`, `SV_AMOUNT_OVERFLOW`,
    /// `SV_IDEMPOTENCY_MISMATCH`.
    std::string refund(std::string_view request) const {
        return named(&sv_wallet_refund, request);
    }

    /// Corrects a balance, with a reason.
    ///
    /// `wallet.adjust`: JSON `AdjustPointsRequest` in, `AdjustPointsResponse` out.
    ///
    /// Errors of its own: `SV_INSUFFICIENT_POINTS`, `SV_WALLET_FROZEN`, `SV_AMOUNT_OVERFLOW`,
    /// `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
    std::string adjust(std::string_view request) const {
        return named(&sv_wallet_adjust, request);
    }

    /// Sends points to somebody else. Their kind and expiry travel with them.
    ///
    /// `wallet.transfer`: JSON `TransferPointsRequest` in, `TransferPointsResponse` out.
    ///
    /// Errors of its own: `SV_INSUFFICIENT_POINTS`, `SV_WALLET_FROZEN`, `SV_AMOUNT_OVERFLOW`,
    /// `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
    std::string transfer(std::string_view request) const {
        return named(&sv_wallet_transfer, request);
    }

    /// Sums up what came and went within some time, by the kind of the records.
    ///
    /// `wallet.summary`: JSON `SummarizeWalletRequest` in, `WalletSummary` out.
    std::string summary(std::string_view request) const {
        return named(&sv_wallet_summary, request);
    }

    /// Computes a wallet from its records alone, and tells whether it says the same.
    ///
    /// `wallet.recompute`: JSON `RecomputeWalletRequest` in, `RecomputedWallet` out.
    std::string recompute(std::string_view request) const {
        return named(&sv_wallet_recompute, request);
    }

    /// Books what has expired and ends the holds that are due, in all wallets. Nothing depends
    /// on it; `engine.maintain` does the same.
    ///
    /// `wallet.sweep_expired`: JSON `SweepExpiredRequest` in, `SweepExpiredResponse` out.
    std::string sweep_expired(std::string_view request) const {
        return named(&sv_wallet_sweep_expired, request);
    }

    /// Does several things to the wallets of one user in one commit: each for itself, or all
    /// or nothing; then a refusal names its item (`items[2]`) as `item` in its details. Each
    /// carries its own idempotency key, so a batch can be sent again.
    ///
    /// `wallet.batch`: JSON `BatchPointsRequest` in, `BatchPointsResponse` out.
    ///
    /// Errors of its own: `SV_INSUFFICIENT_POINTS`, `SV_WALLET_FROZEN`, `SV_AMOUNT_OVERFLOW`,
    /// `SV_INVALID_STATE`, `SV_HOLD_EXCEEDED`, `SV_REFUND_EXCEEDED`, `SV_IDEMPOTENCY_MISMATCH`.
    std::string batch(std::string_view request) const {
        return named(&sv_wallet_batch, request);
    }

    /// Sets the floor of a wallet, or takes it away. Falling below it raises one event
    /// `points_low`, whatever takes the points (a debit, a hold, an expiry, a claw-back), and
    /// none again before the wallet has risen to the floor. A floor above what is there now
    /// raises none: nothing fell.
    ///
    /// `wallet.set_floor`: JSON `SetFloorRequest` in, `WalletFloor` out.
    ///
    /// Errors of its own: `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
    std::string set_floor(std::string_view request) const {
        return named(&sv_wallet_set_floor, request);
    }
};

/// The operations `tasks.*`: JSON in, JSON out. It lends its engine and must not outlive it.
class Tasks : public detail::Module {
public:
    using detail::Module::Module;

    /// Creates a task, and reserves what it costs until its deadline.
    ///
    /// Whoever calls it sets the price, so it is not for the person who pays.
    ///
    /// `tasks.create`: JSON `CreateTaskRequest` in, `CreateTaskResponse` out.
    ///
    /// Errors of its own: `SV_INSUFFICIENT_POINTS`, `SV_WALLET_FROZEN`, `SV_INVALID_STATE`,
    /// `SV_IDEMPOTENCY_MISMATCH`.
    std::string create(std::string_view request) const {
        return named(&sv_tasks_create, request);
    }

    /// Marks a task as running. Of two callers that start it, one is refused.
    ///
    /// `tasks.start`: JSON `StartTaskRequest` in, `Task` out.
    ///
    /// Errors of its own: `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
    std::string start(std::string_view request) const {
        return named(&sv_tasks_start, request);
    }

    /// Ends a task with its result: spends what it came to, and releases the rest.
    ///
    /// `tasks.complete`: JSON `CompleteTaskRequest` in, `CompleteTaskResponse` out.
    ///
    /// Errors of its own: `SV_INVALID_STATE`, `SV_HOLD_EXCEEDED`, `SV_WALLET_FROZEN`,
    /// `SV_AMOUNT_OVERFLOW`, `SV_IDEMPOTENCY_MISMATCH`.
    std::string complete(std::string_view request) const {
        return named(&sv_tasks_complete, request);
    }

    /// Ends a task without a result, and releases every point.
    ///
    /// `tasks.fail`: JSON `FailTaskRequest` in, `EndTaskResponse` out.
    ///
    /// Errors of its own: `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
    std::string fail(std::string_view request) const {
        return named(&sv_tasks_fail, request);
    }

    /// Ends a task because the person no longer wants it, and releases every point.
    ///
    /// `tasks.cancel`: JSON `CancelTaskRequest` in, `EndTaskResponse` out.
    ///
    /// Errors of its own: `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
    std::string cancel(std::string_view request) const {
        return named(&sv_tasks_cancel, request);
    }

    /// Moves the deadline of a task to a later moment, and with it that of its points.
    ///
    /// `tasks.extend`: JSON `ExtendTaskRequest` in, `ExtendTaskResponse` out.
    ///
    /// Errors of its own: `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
    std::string extend(std::string_view request) const {
        return named(&sv_tasks_extend, request);
    }

    /// Reads a task.
    ///
    /// `tasks.get`: JSON `GetTaskRequest` in, `Task` out.
    std::string get(std::string_view request) const {
        return named(&sv_tasks_get, request);
    }

    /// Lists tasks, newest first: all, or those of one kind or in one state.
    ///
    /// `tasks.list`: JSON `ListTasksRequest` in, `TaskList` out.
    ///
    /// Errors of its own: `SV_CURSOR_INVALID`.
    std::string list(std::string_view request) const {
        return named(&sv_tasks_list, request);
    }
};

/// The operations `payments.*`: JSON in, JSON out. It lends its engine and must not outlive it.
class Payments : public detail::Module {
public:
    using detail::Module::Module;

    /// Opens an order: what is to be paid, and the points that it will bring.
    ///
    /// Whoever calls it sets the price, so it is not for the person who pays.
    ///
    /// `payments.create`: JSON `CreatePaymentRequest` in, `PaymentResponse` out.
    ///
    /// Errors of its own: `SV_AMOUNT_OVERFLOW`, `SV_IDEMPOTENCY_MISMATCH`.
    std::string create(std::string_view request) const {
        return named(&sv_payments_create, request);
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
    std::string confirm(std::string_view request) const {
        return named(&sv_payments_confirm, request);
    }

    /// Takes the failure that a provider reports, for an order that is pending.
    ///
    /// A failure of a failed order notes its reference and changes nothing else.
    ///
    /// `payments.fail`: JSON `FailPaymentRequest` in, `PaymentResponse` out.
    ///
    /// Errors of its own: `SV_INVALID_STATE`, `SV_REFERENCE_TAKEN`, `SV_IDEMPOTENCY_MISMATCH`.
    std::string fail(std::string_view request) const {
        return named(&sv_payments_fail, request);
    }

    /// Gives up an order that is pending. Cancelling twice is cancelling once.
    ///
    /// `payments.cancel`: JSON `CancelPaymentRequest` in, `PaymentResponse` out.
    ///
    /// Errors of its own: `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
    std::string cancel(std::string_view request) const {
        return named(&sv_payments_cancel, request);
    }

    /// Books what the provider has paid back, all or part of it, and takes back the points in
    /// proportion. What of them is spent becomes a debt which later credits pay first.
    ///
    /// `payments.refund`: JSON `RefundPaymentRequest` in, `RefundPaymentResponse` out.
    ///
    /// Errors of its own: `SV_INVALID_STATE`, `SV_PAYMENT_REFUND_EXCEEDED`, `SV_AMOUNT_OVERFLOW`,
    /// `SV_IDEMPOTENCY_MISMATCH`.
    std::string refund(std::string_view request) const {
        return named(&sv_payments_refund, request);
    }

    /// Reads an order.
    ///
    /// `payments.get`: JSON `GetPaymentRequest` in, `Payment` out.
    std::string get(std::string_view request) const {
        return named(&sv_payments_get, request);
    }

    /// Lists the orders of somebody, newest first: all, or those in one state.
    ///
    /// What has expired is among the cancelled, whether or not a sweep has passed.
    ///
    /// `payments.list`: JSON `ListPaymentsRequest` in, `PaymentList` out.
    ///
    /// Errors of its own: `SV_CURSOR_INVALID`.
    std::string list(std::string_view request) const {
        return named(&sv_payments_list, request);
    }

    /// Finds the order that a provider means by a reference, once a success or a failure has
    /// told whose it is.
    ///
    /// `payments.find`: JSON `FindPaymentRequest` in, `Payment` out.
    std::string find(std::string_view request) const {
        return named(&sv_payments_find, request);
    }
};

/// The operations `quota.*`: JSON in, JSON out. It lends its engine and must not outlive it.
class Quota : public detail::Module {
public:
    using detail::Module::Module;

    /// Reads what is used and left of a feature, with the moment at which it resets and the
    /// plan to upgrade to. `not_found` for a user without quotas, and for a feature which
    /// their plan has no limit for.
    ///
    /// `quota.get`: JSON `GetQuotaRequest` in, `QuotaState` out.
    std::string get(std::string_view request) const {
        return named(&sv_quota_get, request);
    }

    /// The same without JSON. `struct_size` is set here.
    SvQuotaGetResponse get(SvQuotaGetRequest request) const {
        return flat<SvQuotaGetResponse>(&sv_quota_get_flat, request);
    }

    /// Uses some of a feature, of the plan first and then of packs. Where several limits stand
    /// on it, all must pass; a refusal names the first that does not. Where the setting
    /// `quota.enabled` switches quotas off for the user, points are paid instead.
    ///
    /// `quota.consume`: JSON `ConsumeQuotaRequest` in, `ConsumeQuotaResponse` out.
    ///
    /// Errors of its own: `SV_QUOTA_EXCEEDED`, `SV_AMOUNT_OVERFLOW`, `SV_INSUFFICIENT_POINTS`,
    /// `SV_WALLET_FROZEN`, `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
    std::string consume(std::string_view request) const {
        return named(&sv_quota_consume, request);
    }

    /// The same without JSON. `struct_size` is set here.
    SvQuotaConsumeResponse consume(SvQuotaConsumeRequest request) const {
        return flat<SvQuotaConsumeResponse>(&sv_quota_consume_flat, request);
    }

    /// Gives a user another plan, time zone or anchor day. What is used carries over, so a
    /// downgrade may leave more used than allowed; then consuming is refused until the reset.
    ///
    /// `quota.set_plan`: JSON `SetQuotaPlanRequest` in, `SetQuotaPlanResponse` out.
    ///
    /// Errors of its own: `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
    std::string set_plan(std::string_view request) const {
        return named(&sv_quota_set_plan, request);
    }

    /// Lists what was used of a feature, newest first.
    ///
    /// `quota.logs`: JSON `ListQuotaLogsRequest` in, `QuotaLogList` out.
    ///
    /// Errors of its own: `SV_CURSOR_INVALID`.
    std::string logs(std::string_view request) const {
        return named(&sv_quota_logs, request);
    }

    /// Counts what was used of a feature over all users, by day and by plan.
    ///
    /// `quota.stats`: JSON `GetQuotaStatsRequest` in, `QuotaStats` out.
    std::string stats(std::string_view request) const {
        return named(&sv_quota_stats, request);
    }

    /// Adds a pack, which is used when the plan's allowance is used up.
    ///
    /// `quota.purchase`: JSON `PurchaseQuotaRequest` in, `PurchaseQuotaResponse` out.
    ///
    /// Errors of its own: `SV_AMOUNT_OVERFLOW`, `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
    std::string purchase(std::string_view request) const {
        return named(&sv_quota_purchase, request);
    }

    /// Reserves some of a feature until a deadline, so that two calls cannot both pass on the
    /// same room. Refused where the setting `quota.enabled` switches quotas off for the user.
    ///
    /// `quota.hold`: JSON `HoldQuotaRequest` in, `HoldQuotaResponse` out.
    ///
    /// Errors of its own: `SV_QUOTA_EXCEEDED`, `SV_AMOUNT_OVERFLOW`, `SV_INVALID_STATE`,
    /// `SV_IDEMPOTENCY_MISMATCH`.
    std::string hold(std::string_view request) const {
        return named(&sv_quota_hold, request);
    }

    /// Uses what was reserved, all of it or a part. It counts in the present period.
    ///
    /// `quota.capture`: JSON `CaptureQuotaRequest` in, `CaptureQuotaResponse` out.
    ///
    /// Errors of its own: `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
    std::string capture(std::string_view request) const {
        return named(&sv_quota_capture, request);
    }

    /// Gives back what a reservation has left. It is made for a service that relies on it, so
    /// the person whom it is about can neither give it back nor use it up.
    ///
    /// `quota.release`: JSON `ReleaseQuotaRequest` in, `ReleaseQuotaResponse` out.
    ///
    /// Errors of its own: `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
    std::string release(std::string_view request) const {
        return named(&sv_quota_release, request);
    }

    /// Gives uses from the packs of one user to another, with their priority and expiry. On a
    /// sharded store both users must share a shard.
    ///
    /// `quota.transfer`: JSON `TransferQuotaRequest` in, `TransferQuotaResponse` out.
    ///
    /// Errors of its own: `SV_INSUFFICIENT_PACKS`, `SV_AMOUNT_OVERFLOW`, `SV_INVALID_STATE`,
    /// `SV_IDEMPOTENCY_MISMATCH`.
    std::string transfer(std::string_view request) const {
        return named(&sv_quota_transfer, request);
    }

    /// Resets a batch of the quotas that are past their period, ahead of their next touch.
    /// Begins a run without a cursor, and goes on with the one it answered.
    ///
    /// `quota.reset_expired`: JSON `ResetQuotasRequest` in, `QuotaBatch` out.
    ///
    /// Errors of its own: `SV_CURSOR_INVALID`.
    std::string reset_expired(std::string_view request) const {
        return named(&sv_quota_reset_expired, request);
    }

    /// Reads how many quotas are past their reset, and how the last runs of upkeep went.
    ///
    /// `quota.health`: JSON `GetQuotaHealthRequest` in, `QuotaHealth` out.
    std::string health(std::string_view request) const {
        return named(&sv_quota_health, request);
    }

    /// Opens quotas for a batch of the users who predate them, in the time zone of their
    /// profile. Begins a run without a cursor, and goes on with the one it answered.
    ///
    /// `quota.init_all`: JSON `InitQuotasRequest` in, `QuotaBatch` out.
    ///
    /// Errors of its own: `SV_CURSOR_INVALID`.
    std::string init_all(std::string_view request) const {
        return named(&sv_quota_init_all, request);
    }

    /// Reads all that a client needs to draw the badge, the dialog and the input of a feature,
    /// and what a use costs while it is paid with points.
    ///
    /// `quota.view`: JSON `ViewQuotaRequest` in, `QuotaView` out.
    std::string view(std::string_view request) const {
        return named(&sv_quota_view, request);
    }
};

/// The operations `plans.*`: JSON in, JSON out. It lends its engine and must not outlive it.
class Plans : public detail::Module {
public:
    using detail::Module::Module;

    /// Stores a plan, or replaces it whole. It applies at once to everybody who has it.
    ///
    /// `plans.set`: JSON `SetPlanRequest` in, `Plan` out.
    ///
    /// Errors of its own: `SV_IDEMPOTENCY_MISMATCH`.
    std::string set(std::string_view request) const {
        return named(&sv_plans_set, request);
    }

    /// Lists the plans, the built-in ones among them, in the order of their names.
    ///
    /// `plans.list`: JSON `ListPlansRequest` in, `PlanList` out.
    ///
    /// Errors of its own: `SV_CURSOR_INVALID`.
    std::string list(std::string_view request) const {
        return named(&sv_plans_list, request);
    }
};

/// The operations `checkins.*`: JSON in, JSON out. It lends its engine and must not outlive it.
class Checkins : public detail::Module {
public:
    using detail::Module::Module;

    /// Checks in for today's date in the person's time zone, and gives the points of the day.
    ///
    /// `checkins.check_in`: JSON `CheckInRequest` in, `CheckInResponse` out.
    ///
    /// Errors of its own: `SV_ALREADY_CHECKED_IN`, `SV_CHECK_IN_TOO_SOON`, `SV_AMOUNT_OVERFLOW`,
    /// `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
    std::string check_in(std::string_view request) const {
        return named(&sv_checkins_check_in, request);
    }

    /// Reads where a person stands today: whether they checked in, their streak, and what the
    /// next check-in gives.
    ///
    /// `checkins.get`: JSON `GetCheckInsRequest` in, `CheckInState` out.
    std::string get(std::string_view request) const {
        return named(&sv_checkins_get, request);
    }

    /// Lists check-ins, the latest date first: all, or those of a calendar month.
    ///
    /// `checkins.list`: JSON `ListCheckInsRequest` in, `CheckInList` out.
    ///
    /// Errors of its own: `SV_CURSOR_INVALID`.
    std::string list(std::string_view request) const {
        return named(&sv_checkins_list, request);
    }
};

/// The operations `guests.*`: JSON in, JSON out. It lends its engine and must not outlive it.
class Guests : public detail::Module {
public:
    using detail::Module::Module;

    /// Reads what a device may still use. One that was never seen may use all of it.
    ///
    /// `guests.check`: JSON `CheckGuestRequest` in, `GuestState` out.
    std::string check(std::string_view request) const {
        return named(&sv_guests_check, request);
    }

    /// Counts a use of a device, or refuses it when its allowance is used up.
    ///
    /// `guests.increment`: JSON `IncrementGuestRequest` in, `GuestUse` out.
    ///
    /// Errors of its own: `SV_QUOTA_EXCEEDED`, `SV_AMOUNT_OVERFLOW`, `SV_RATE_LIMITED`,
    /// `SV_IDEMPOTENCY_MISMATCH`.
    std::string increment(std::string_view request) const {
        return named(&sv_guests_increment, request);
    }

    /// Makes what a device holds the user's, when they log in. Doing it twice is doing it once;
    /// another user is refused. On a sharded store the device is on the first shard, so it is
    /// a distributed transaction.
    ///
    /// `guests.adopt`: JSON `AdoptGuestRequest` in, `GuestAdoption` out.
    ///
    /// Errors of its own: `SV_CONFLICT`, `SV_IDEMPOTENCY_MISMATCH`.
    std::string adopt(std::string_view request) const {
        return named(&sv_guests_adopt, request);
    }
};

/// The operations `limits.*`: JSON in, JSON out. It lends its engine and must not outlive it.
class Limits : public detail::Module {
public:
    using detail::Module::Module;

    /// Counts a hit, or refuses it with the time to wait. A refusal changes nothing.
    ///
    /// `limits.hit`: JSON `HitLimitRequest` in, `LimitStanding` out.
    ///
    /// Errors of its own: `SV_RATE_LIMITED`.
    std::string hit(std::string_view request) const {
        return named(&sv_limits_hit, request);
    }

    /// Reads how a limit stands, without counting.
    ///
    /// `limits.get`: JSON `GetLimitRequest` in, `LimitStanding` out.
    std::string get(std::string_view request) const {
        return named(&sv_limits_get, request);
    }

    /// Forgets every hit of a key, such as after a login that succeeded.
    ///
    /// `limits.reset`: JSON `ResetLimitRequest` in, `ResetLimitResponse` out.
    std::string reset(std::string_view request) const {
        return named(&sv_limits_reset, request);
    }
};

/// The operations `sessions.*`: JSON in, JSON out. It lends its engine and must not outlive it.
class Sessions : public detail::Module {
public:
    using detail::Module::Module;

    /// Begins a session, with its history and its counters.
    ///
    /// An `id` that is taken by the very same session answers it, marked as replayed; taken by
    /// another it is a `conflict`.
    ///
    /// `sessions.create`: JSON `CreateSessionRequest` in, `CreateSessionResponse` out.
    ///
    /// Errors of its own: `SV_CONFLICT`, `SV_IDEMPOTENCY_MISMATCH`.
    std::string create(std::string_view request) const {
        return named(&sv_sessions_create, request);
    }

    /// Reads a session with its counters. A deleted one is not found.
    ///
    /// `sessions.get`: JSON `GetSessionRequest` in, `Session` out.
    std::string get(std::string_view request) const {
        return named(&sv_sessions_get, request);
    }

    /// Lists sessions, the newest first.
    ///
    /// `sessions.list`: JSON `ListSessionsRequest` in, `SessionList` out.
    ///
    /// Errors of its own: `SV_CURSOR_INVALID`.
    std::string list(std::string_view request) const {
        return named(&sv_sessions_list, request);
    }

    /// Ends a session and closes its history. Ending an ended session changes nothing.
    ///
    /// `sessions.end`: JSON `EndSessionRequest` in, `Session` out.
    std::string end(std::string_view request) const {
        return named(&sv_sessions_end, request);
    }

    /// Changes what a session is about. What is not given stays as it is.
    ///
    /// `sessions.update`: JSON `UpdateSessionRequest` in, `Session` out.
    std::string update(std::string_view request) const {
        return named(&sv_sessions_update, request);
    }

    /// Moves a session to another state.
    ///
    /// A session that has ended takes no other state than `ended` and `archived`:
    /// `invalid_state`. A state that it has already changes nothing.
    ///
    /// `sessions.set_status`: JSON `SetSessionStatusRequest` in, `Session` out.
    ///
    /// Errors of its own: `SV_INVALID_STATE`.
    std::string set_status(std::string_view request) const {
        return named(&sv_sessions_set_status, request);
    }

    /// Deletes a session: it goes to the trash, and its messages with it.
    ///
    /// Upkeep removes it for good thirty days later. Deleting a deleted session changes
    /// nothing.
    ///
    /// `sessions.delete`: JSON `DeleteSessionRequest` in, `Session` out.
    std::string delete_(std::string_view request) const {
        return named(&sv_sessions_delete, request);
    }

    /// Takes a session out of the trash. One that is not deleted stays as it is.
    ///
    /// `sessions.restore`: JSON `RestoreSessionRequest` in, `Session` out.
    std::string restore(std::string_view request) const {
        return named(&sv_sessions_restore, request);
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
    std::string purge(std::string_view request) const {
        return named(&sv_sessions_purge, request);
    }

    /// Lists the states that a session was in, the latest first.
    ///
    /// `sessions.records`: JSON `ListSessionRecordsRequest` in, `SessionRecordList` out.
    ///
    /// Errors of its own: `SV_CURSOR_INVALID`.
    std::string records(std::string_view request) const {
        return named(&sv_sessions_records, request);
    }

    /// Sums up the sessions of a user: how many are in each state, their messages, tokens and
    /// cost, and how long they take.
    ///
    /// `sessions.stats`: JSON `GetSessionStatsRequest` in, `SessionStats` out.
    std::string stats(std::string_view request) const {
        return named(&sv_sessions_stats, request);
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
    std::string owner(std::string_view request) const {
        return named(&sv_sessions_owner, request);
    }
};

/// The operations `messages.*`: JSON in, JSON out. It lends its engine and must not outlive it.
class Messages : public detail::Module {
public:
    using detail::Module::Module;

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
    std::string append(std::string_view request) const {
        return named(&sv_messages_append, request);
    }

    /// The same without JSON. `struct_size` is set here.
    SvMessagesAppendResponse append(SvMessagesAppendRequest request) const {
        return flat<SvMessagesAppendResponse>(&sv_messages_append_flat, request);
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
    std::string append_many(std::string_view request) const {
        return named(&sv_messages_append_many, request);
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
    std::string list(std::string_view request) const {
        return named(&sv_messages_list, request);
    }

    /// Reads a message, with what has come of it where it is still being written.
    ///
    /// `messages.get`: JSON `GetMessageRequest` in, `Message` out.
    std::string get(std::string_view request) const {
        return named(&sv_messages_get, request);
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
    std::string edit(std::string_view request) const {
        return named(&sv_messages_edit, request);
    }

    /// Lists the versions of a message that are not deleted, the first of them first.
    ///
    /// `messages.versions`: JSON `ListMessageVersionsRequest` in, `MessageVersions` out.
    ///
    /// Errors of its own: `SV_CURSOR_INVALID`.
    std::string versions(std::string_view request) const {
        return named(&sv_messages_versions, request);
    }

    /// Deletes a message: it goes to the trash, and the counters of its session follow.
    ///
    /// Upkeep removes it for good thirty days later. Deleting a deleted message changes
    /// nothing.
    ///
    /// `messages.delete`: JSON `DeleteMessageRequest` in, `MessagePlace` out.
    std::string delete_(std::string_view request) const {
        return named(&sv_messages_delete, request);
    }

    /// Takes a message out of the trash. One that is not deleted stays as it is.
    ///
    /// `messages.restore`: JSON `RestoreMessageRequest` in, `MessagePlace` out.
    ///
    /// Errors of its own: `SV_AMOUNT_OVERFLOW`.
    std::string restore(std::string_view request) const {
        return named(&sv_messages_restore, request);
    }

    /// Notes what a person says of an answer, or takes it back.
    ///
    /// `messages.feedback`: JSON `SetMessageFeedbackRequest` in, `Message` out.
    std::string feedback(std::string_view request) const {
        return named(&sv_messages_feedback, request);
    }

    /// Reads a branch of a session from its end upwards, with what else stands in the place of
    /// each message.
    ///
    /// Without `leafId` it is the branch that was chosen, or else that of the latest message.
    ///
    /// `messages.branch`: JSON `GetBranchRequest` in, `MessageBranch` out.
    ///
    /// Errors of its own: `SV_CURSOR_INVALID`.
    std::string branch(std::string_view request) const {
        return named(&sv_messages_branch, request);
    }

    /// Chooses the branch that a session shows: that of a message and its newest answers.
    ///
    /// It stays chosen until something is said. The way down is followed for 1000 messages.
    ///
    /// `messages.select_branch`: JSON `SelectBranchRequest` in, `Session` out.
    std::string select_branch(std::string_view request) const {
        return named(&sv_messages_select_branch, request);
    }

    /// Begins a message that is written bit by bit.
    ///
    /// It stands in its session at once, with the status `streaming`. It follows the rules of
    /// `messages.append`.
    ///
    /// `messages.stream_start`: JSON `StartMessageStreamRequest` in, `StartMessageStreamResponse` out.
    ///
    /// Errors of its own: `SV_CONFLICT`, `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
    std::string stream_start(std::string_view request) const {
        return named(&sv_messages_stream_start, request);
    }

    /// Adds words to a message that is being written. What was acknowledged is kept.
    ///
    /// A chunk that has come before changes nothing; one that is ahead is a `conflict`. After
    /// fifteen minutes of silence the message has failed and takes no more: `invalid_state`.
    ///
    /// `messages.stream_append`: JSON `AppendToStreamRequest` in, `AppendToStreamResponse` out.
    ///
    /// Errors of its own: `SV_CONFLICT`, `SV_INVALID_STATE`.
    std::string stream_append(std::string_view request) const {
        return named(&sv_messages_stream_append, request);
    }

    /// Finishes a message that was being written, and counts its tokens and its cost.
    ///
    /// Finished just so before, it is answered again; else a message that is finished is
    /// refused with `invalid_state`.
    ///
    /// `messages.stream_finish`: JSON `FinishMessageStreamRequest` in, `FinishMessageStreamResponse` out.
    ///
    /// Errors of its own: `SV_INVALID_STATE`, `SV_AMOUNT_OVERFLOW`.
    std::string stream_finish(std::string_view request) const {
        return named(&sv_messages_stream_finish, request);
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
    std::string search(std::string_view request) const {
        return named(&sv_messages_search, request);
    }
};

/// The operations `memories.*`: JSON in, JSON out. It lends its engine and must not outlive it.
class Memories : public detail::Module {
public:
    using detail::Module::Module;

    /// Adds a memory.
    ///
    /// An `id` that is taken by the very same memory answers it, marked as replayed; taken by
    /// another it is a `conflict`.
    ///
    /// `memories.add`: JSON `AddMemoryRequest` in, `AddMemoryResponse` out.
    ///
    /// Errors of its own: `SV_CONFLICT`, `SV_IDEMPOTENCY_MISMATCH`.
    std::string add(std::string_view request) const {
        return named(&sv_memories_add, request);
    }

    /// Lists memories, the newest first: all of a user, those of a session or those of a kind.
    ///
    /// `memories.list`: JSON `ListMemoriesRequest` in, `MemoryList` out.
    ///
    /// Errors of its own: `SV_CURSOR_INVALID`.
    std::string list(std::string_view request) const {
        return named(&sv_memories_list, request);
    }

    /// Changes a memory. What is not given stays as it is, but for an embedding whose words
    /// change.
    ///
    /// `memories.update`: JSON `UpdateMemoryRequest` in, `Memory` out.
    std::string update(std::string_view request) const {
        return named(&sv_memories_update, request);
    }

    /// Deletes a memory: it goes to the trash, from which upkeep removes it thirty days later.
    ///
    /// `memories.delete`: JSON `DeleteMemoryRequest` in, `Memory` out.
    std::string delete_(std::string_view request) const {
        return named(&sv_memories_delete, request);
    }

    /// Finds the memories whose embeddings are most like the one that is given, the most alike
    /// first.
    ///
    /// `memories.search`: JSON `SearchMemoriesRequest` in, `MemoryMatches` out.
    std::string search(std::string_view request) const {
        return named(&sv_memories_search, request);
    }

    /// Reads a memory. A deleted one is not found.
    ///
    /// `memories.get`: JSON `GetMemoryRequest` in, `Memory` out.
    std::string get(std::string_view request) const {
        return named(&sv_memories_get, request);
    }

    /// Takes a memory out of the trash. One that is not deleted stays as it is.
    ///
    /// `memories.restore`: JSON `RestoreMemoryRequest` in, `Memory` out.
    std::string restore(std::string_view request) const {
        return named(&sv_memories_restore, request);
    }
};

/// The operations `usage.*`: JSON in, JSON out. It lends its engine and must not outlive it.
class Usage : public detail::Module {
public:
    using detail::Module::Module;

    /// Records one use, once for each event of the user. The same event again answers the
    /// first record; with another content it is refused with the first field that differs.
    ///
    /// `usage.record`: JSON `RecordUsageRequest` in, `RecordUsageResponse` out.
    ///
    /// Errors of its own: `SV_AMOUNT_OVERFLOW`, `SV_IDEMPOTENCY_MISMATCH`.
    std::string record(std::string_view request) const {
        return named(&sv_usage_record, request);
    }

    /// Records many uses, such as those that a device collected while it was offline. Each
    /// stands for itself: one that is refused changes nothing, and the others stand.
    ///
    /// `usage.record_many`: JSON `RecordManyUsageRequest` in, `RecordManyUsageResponse` out.
    std::string record_many(std::string_view request) const {
        return named(&sv_usage_record_many, request);
    }

    /// Lists the records of a user, the latest use first.
    ///
    /// `usage.history`: JSON `ListUsageRequest` in, `UsageList` out.
    ///
    /// Errors of its own: `SV_CURSOR_INVALID`.
    std::string history(std::string_view request) const {
        return named(&sv_usage_history, request);
    }

    /// Sums what a user used, by local day.
    ///
    /// `usage.statistics`: JSON `GetUsageStatisticsRequest` in, `UsageStatistics` out.
    std::string statistics(std::string_view request) const {
        return named(&sv_usage_statistics, request);
    }

    /// Sums what a user used, by kind: since ever, or over some days.
    ///
    /// `usage.totals_by_type`: JSON `GetUsageByTypeRequest` in, `UsageByType` out.
    std::string totals_by_type(std::string_view request) const {
        return named(&sv_usage_totals_by_type, request);
    }

    /// Sums what a user used, by model, with its share: since ever, or over some days.
    ///
    /// `usage.by_model`: JSON `GetUsageByModelRequest` in, `UsageByModel` out.
    std::string by_model(std::string_view request) const {
        return named(&sv_usage_by_model, request);
    }

    /// Everything that a page about a user's usage shows, in one answer.
    ///
    /// `usage.dashboard`: JSON `GetUsageDashboardRequest` in, `UsageDashboard` out.
    std::string dashboard(std::string_view request) const {
        return named(&sv_usage_dashboard, request);
    }

    /// Sums what was recorded within the tenant of the call, or in host scope, by day.
    ///
    /// `usage.platform`: JSON `GetPlatformUsageRequest` in, `PlatformUsage` out.
    std::string platform(std::string_view request) const {
        return named(&sv_usage_platform, request);
    }

    /// Lists the users who used something on a day within the tenant of the call, or in host
    /// scope, with what each used.
    ///
    /// `usage.platform_users`: JSON `ListPlatformUsersRequest` in, `PlatformUserList` out.
    ///
    /// Errors of its own: `SV_CURSOR_INVALID`.
    std::string platform_users(std::string_view request) const {
        return named(&sv_usage_platform_users, request);
    }

    /// Counts the sums of a user again from the records, some days at a time, and corrects
    /// those that are wrong. Begins without a cursor, and goes on with the one it answered;
    /// the sums of all days together come last.
    ///
    /// `usage.rebuild`: JSON `RebuildUsageRequest` in, `RebuildUsageResponse` out.
    ///
    /// Errors of its own: `SV_CURSOR_INVALID`.
    std::string rebuild(std::string_view request) const {
        return named(&sv_usage_rebuild, request);
    }
};

/// The operations `prices.*`: JSON in, JSON out. It lends its engine and must not outlive it.
class Prices : public detail::Module {
public:
    using detail::Module::Module;

    /// Adds a version to the price of a model. Records that stand keep theirs.
    ///
    /// `prices.set`: JSON `SetPriceRequest` in, `Price` out.
    ///
    /// Errors of its own: `SV_IDEMPOTENCY_MISMATCH`.
    std::string set(std::string_view request) const {
        return named(&sv_prices_set, request);
    }

    /// Reads the price of a model that is charged at a moment. `not_found` where none is.
    ///
    /// `prices.get`: JSON `GetPriceRequest` in, `Price` out.
    ///
    /// Errors of its own: `SV_NOT_FOUND`.
    std::string get(std::string_view request) const {
        return named(&sv_prices_get, request);
    }

    /// Lists the versions of prices, in the order of provider, model and version.
    ///
    /// `prices.list`: JSON `ListPricesRequest` in, `PriceList` out.
    ///
    /// Errors of its own: `SV_CURSOR_INVALID`.
    std::string list(std::string_view request) const {
        return named(&sv_prices_list, request);
    }
};

/// The operations `imports.*`: JSON in, JSON out. It lends its engine and must not outlive it.
class Imports : public detail::Module {
public:
    using detail::Module::Module;

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
    std::string conversation(std::string_view request) const {
        return named(&sv_imports_conversation, request);
    }

    /// Says what taking in a conversation would do. It refuses what that would refuse.
    ///
    /// `imports.preview`: JSON `ImportConversationRequest` in, `ImportConversationResponse` out.
    ///
    /// Errors of its own: `SV_CONFLICT`, `SV_INVALID_STATE`, `SV_AMOUNT_OVERFLOW`.
    std::string preview(std::string_view request) const {
        return named(&sv_imports_preview, request);
    }
};

/// The operations `exports.*`: JSON in, JSON out. It lends its engine and must not outlive it.
class Exports : public detail::Module {
public:
    using detail::Module::Module;

    /// Reads a session in the form in which `imports.conversation` takes it in, a page of its
    /// messages at a time. A surface writes whole files by its own `export`.
    ///
    /// `exports.conversation`: JSON `ExportConversationRequest` in, `ExportConversationResponse` out.
    ///
    /// Errors of its own: `SV_CURSOR_INVALID`.
    std::string conversation(std::string_view request) const {
        return named(&sv_exports_conversation, request);
    }
};

/// The operations `settings.*`: JSON in, JSON out. It lends its engine and must not outlive it.
class Settings : public detail::Module {
public:
    using detail::Module::Module;

    /// Stores a setting, whether or not it stood before.
    ///
    /// `settings.set`: JSON `SetSettingRequest` in, `Setting` out.
    ///
    /// Errors of its own: `SV_IDEMPOTENCY_MISMATCH`.
    std::string set(std::string_view request) const {
        return named(&sv_settings_set, request);
    }

    /// Reads a setting. A name that was never set answers `not_found`.
    ///
    /// `settings.get`: JSON `GetSettingRequest` in, `Setting` out.
    std::string get(std::string_view request) const {
        return named(&sv_settings_get, request);
    }

    /// Lists settings in the order of their keys.
    ///
    /// `settings.list`: JSON `ListSettingsRequest` in, `SettingList` out.
    ///
    /// Errors of its own: `SV_CURSOR_INVALID`.
    std::string list(std::string_view request) const {
        return named(&sv_settings_list, request);
    }
};

/// The operations `outbox.*`: JSON in, JSON out. It lends its engine and must not outlive it.
class Outbox : public detail::Module {
public:
    using detail::Module::Module;

    /// Hands out events that are due, the oldest first and one for each user. They belong to
    /// the caller until the lease ends.
    ///
    /// `outbox.claim`: JSON `ClaimOutboxRequest` in, `ClaimedEvents` out.
    std::string claim(std::string_view request) const {
        return named(&sv_outbox_claim, request);
    }

    /// Says that an event was delivered. Its payload is emptied. Doing it twice is doing it
    /// once; it is refused when somebody else has claimed the event since.
    ///
    /// `outbox.ack`: JSON `AckOutboxRequest` in, `EventEnd` out.
    ///
    /// Errors of its own: `SV_INVALID_STATE`.
    std::string ack(std::string_view request) const {
        return named(&sv_outbox_ack, request);
    }

    /// Says that an event could not be delivered. It is tried again later, five times in all;
    /// then it is a dead letter.
    ///
    /// `outbox.fail`: JSON `FailOutboxRequest` in, `EventEnd` out.
    ///
    /// Errors of its own: `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
    std::string fail(std::string_view request) const {
        return named(&sv_outbox_fail, request);
    }

    /// Lists the events of a state: those that wait by when they are due, the others by when
    /// they ended.
    ///
    /// `outbox.list`: JSON `ListOutboxRequest` in, `OutboxList` out.
    ///
    /// Errors of its own: `SV_CURSOR_INVALID`.
    std::string list(std::string_view request) const {
        return named(&sv_outbox_list, request);
    }
};

namespace detail {

/// What an engine can do, module by module.
class Operations {
public:
    /// The operations `users.*` on behalf of `context`: JSON, or the host when empty.
    Users users(std::string_view context = {}) const { return Users(handle_, context); }
    /// The operations `tenants.*` on behalf of `context`: JSON, or the host when empty.
    Tenants tenants(std::string_view context = {}) const { return Tenants(handle_, context); }
    /// The operations `members.*` on behalf of `context`: JSON, or the host when empty.
    Members members(std::string_view context = {}) const { return Members(handle_, context); }
    /// The operations `wallet.*` on behalf of `context`: JSON, or the host when empty.
    Wallet wallet(std::string_view context = {}) const { return Wallet(handle_, context); }
    /// The operations `tasks.*` on behalf of `context`: JSON, or the host when empty.
    Tasks tasks(std::string_view context = {}) const { return Tasks(handle_, context); }
    /// The operations `payments.*` on behalf of `context`: JSON, or the host when empty.
    Payments payments(std::string_view context = {}) const { return Payments(handle_, context); }
    /// The operations `quota.*` on behalf of `context`: JSON, or the host when empty.
    Quota quota(std::string_view context = {}) const { return Quota(handle_, context); }
    /// The operations `plans.*` on behalf of `context`: JSON, or the host when empty.
    Plans plans(std::string_view context = {}) const { return Plans(handle_, context); }
    /// The operations `checkins.*` on behalf of `context`: JSON, or the host when empty.
    Checkins checkins(std::string_view context = {}) const { return Checkins(handle_, context); }
    /// The operations `guests.*` on behalf of `context`: JSON, or the host when empty.
    Guests guests(std::string_view context = {}) const { return Guests(handle_, context); }
    /// The operations `limits.*` on behalf of `context`: JSON, or the host when empty.
    Limits limits(std::string_view context = {}) const { return Limits(handle_, context); }
    /// The operations `sessions.*` on behalf of `context`: JSON, or the host when empty.
    Sessions sessions(std::string_view context = {}) const { return Sessions(handle_, context); }
    /// The operations `messages.*` on behalf of `context`: JSON, or the host when empty.
    Messages messages(std::string_view context = {}) const { return Messages(handle_, context); }
    /// The operations `memories.*` on behalf of `context`: JSON, or the host when empty.
    Memories memories(std::string_view context = {}) const { return Memories(handle_, context); }
    /// The operations `usage.*` on behalf of `context`: JSON, or the host when empty.
    Usage usage(std::string_view context = {}) const { return Usage(handle_, context); }
    /// The operations `prices.*` on behalf of `context`: JSON, or the host when empty.
    Prices prices(std::string_view context = {}) const { return Prices(handle_, context); }
    /// The operations `imports.*` on behalf of `context`: JSON, or the host when empty.
    Imports imports(std::string_view context = {}) const { return Imports(handle_, context); }
    /// The operations `exports.*` on behalf of `context`: JSON, or the host when empty.
    Exports exports(std::string_view context = {}) const { return Exports(handle_, context); }
    /// The operations `settings.*` on behalf of `context`: JSON, or the host when empty.
    Settings settings(std::string_view context = {}) const { return Settings(handle_, context); }
    /// The operations `outbox.*` on behalf of `context`: JSON, or the host when empty.
    Outbox outbox(std::string_view context = {}) const { return Outbox(handle_, context); }

protected:
    Operations() = default;
    SvEngine *handle_ = nullptr;
};

}  // namespace detail

}  // namespace silvervine

#endif  // SILVERVINE_OPS_HPP
