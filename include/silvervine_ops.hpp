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
    /// or nothing. Each carries its own idempotency key, so a batch can be sent again.
    ///
    /// `wallet.batch`: JSON `BatchPointsRequest` in, `BatchPointsResponse` out.
    ///
    /// Errors of its own: `SV_INSUFFICIENT_POINTS`, `SV_WALLET_FROZEN`, `SV_AMOUNT_OVERFLOW`,
    /// `SV_INVALID_STATE`, `SV_HOLD_EXCEEDED`, `SV_REFUND_EXCEEDED`, `SV_IDEMPOTENCY_MISMATCH`.
    std::string batch(std::string_view request) const {
        return named(&sv_wallet_batch, request);
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
    /// Errors of its own: `SV_IDEMPOTENCY_MISMATCH`.
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

    /// Gives back what a reservation has left.
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
    /// message are left as they stand and not counted.
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

    /// Says what taking in a conversation would do.
    ///
    /// `imports.preview`: JSON `ImportConversationRequest` in, `ImportConversationResponse` out.
    ///
    /// Errors of its own: `SV_CONFLICT`.
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
    /// The operations `quota.*` on behalf of `context`: JSON, or the host when empty.
    Quota quota(std::string_view context = {}) const { return Quota(handle_, context); }
    /// The operations `plans.*` on behalf of `context`: JSON, or the host when empty.
    Plans plans(std::string_view context = {}) const { return Plans(handle_, context); }
    /// The operations `sessions.*` on behalf of `context`: JSON, or the host when empty.
    Sessions sessions(std::string_view context = {}) const { return Sessions(handle_, context); }
    /// The operations `messages.*` on behalf of `context`: JSON, or the host when empty.
    Messages messages(std::string_view context = {}) const { return Messages(handle_, context); }
    /// The operations `imports.*` on behalf of `context`: JSON, or the host when empty.
    Imports imports(std::string_view context = {}) const { return Imports(handle_, context); }
    /// The operations `exports.*` on behalf of `context`: JSON, or the host when empty.
    Exports exports(std::string_view context = {}) const { return Exports(handle_, context); }
    /// The operations `settings.*` on behalf of `context`: JSON, or the host when empty.
    Settings settings(std::string_view context = {}) const { return Settings(handle_, context); }

protected:
    Operations() = default;
    SvEngine *handle_ = nullptr;
};

}  // namespace detail

}  // namespace silvervine

#endif  // SILVERVINE_OPS_HPP
