//! The wallet: points that arrive, expire and are spent, each with a line in a ledger.
//!
//! A wallet can never be overdrawn, whatever the isolation level; one idempotency key has one
//! effect; a refusal changes nothing; and every line of the ledger, its order and the balance after
//! it are vouched for by a hash chain, which `wallet.verify` reads.
//!
//! **Three tables.** `wallets` has a row for each person and asset. `grants` has a row for each
//! arrival of points, with what remains of it. `point_records` is the ledger: nothing updates a
//! record, and only the erasure of its user deletes it, which the store itself enforces.
//!
//! **Order of consumption.** The lowest priority first; then what expires earlier, and what never
//! expires last; then what was given before what was paid for; then the older.
//!
//! **The head slice.** The grant from which consumption presently draws keeps what is left of it in
//! the row of its wallet (`head_*`), so a common consume is a look-up of its key, one read of the
//! wallet, one guarded update of it and one insert of the record. Two things move the head: an
//! amount that passes it, and a grant that is to be spent before it. Then the slice is written back
//! to the row of its grant, the grants are walked in order, and the next head is loaded. These
//! hold whenever no write is under way:
//! - no grant with unheld points comes before the head, unless the head is empty;
//! - where there is no head, no grant has unheld points;
//! - what remains of the head's grant is `head_remaining` and what holds have reserved of it.
//!
//! **Guards.** `version` counts every change of a wallet or of its grants, and every write of a
//! wallet is guarded by it. So what a write computed from the row it read is right, or the
//! transaction runs again.
//!
//! **Time.** Two clocks never go back within a ledger: when a record was booked, and when it took
//! effect. Only the record of an expiry, or of a grant that is booked late, takes effect before it
//! is booked. So the balance of a moment is that after the last record which took effect by then,
//! less what had expired by then and is not booked: the same whether or not a sweep has run.
//!
//! **Holds.** Reserved points stay in the balance and in their grants, which count them in `held`;
//! `holds` has a row for each reservation. See `holds`.
//!
//! **Debt.** A claw-back takes what is not held. Where nothing is held, the rest makes the balance
//! negative, and later credits pay it first. Where something is, the rest is `owed`: it cannot be
//! spent, and the next call that finds it free takes it.
//!
//! **Floor.** A wallet may have a floor. The commit that takes what can be spent from the floor or
//! above to below it also writes one event `points_low` to the [outbox](crate::outbox); see
//! `wallet.set_floor`.

use crate::ops::operations;

mod account;
mod adjust;
mod balance;
mod batch;
mod chain;
mod claw_back;
mod consume;
mod credit;
mod floor;
mod freeze;
mod history;
mod holds;
mod lapse;
mod level;
mod line;
mod model;
mod refund;
mod settle;
mod slice;
mod sql;
mod summary;
#[cfg(test)]
mod tests;
mod transfer;
mod verify;

pub use model::{
    AdjustPointsRequest, AdjustPointsResponse, BadRecord, BatchError, BatchItem, BatchOutcome,
    BatchPointsRequest, BatchPointsResponse, Breakdown, CapturePointsRequest,
    CapturePointsResponse, ConsumePointsRequest, ConsumePointsResponse, Expiring,
    ExtendHoldRequest, ExtendHoldResponse, FreezeWalletRequest, GetBalanceRequest, GetHoldRequest,
    GrantKind, GrantPointsRequest, GrantPointsResponse, HeldPoints, HoldList, HoldPointsRequest,
    HoldPointsResponse, HoldState, KindSummary, ListHoldsRequest, ListPointRecordsRequest,
    PointRecord, PointRecordList, RecomputeWalletRequest, RecomputedWallet, RecordKind,
    RefundPointsRequest, RefundPointsResponse, ReleaseHoldRequest, ReleaseHoldResponse,
    SetFloorRequest, SummarizeWalletRequest, SweepExpiredRequest, SweepExpiredResponse,
    TransferPointsRequest, TransferPointsResponse, UnfreezeWalletRequest, VerifyWalletRequest,
    VerifyWalletResponse, WalletFloor, WalletState, WalletStatus, WalletSummary,
};

pub(crate) use account::open;
pub(crate) use balance::{balance, moment, moment_to_write};
pub(crate) use claw_back::{ClawBack, claw_back};
pub(crate) use consume::{Debit, debit};
pub(crate) use credit::{Credit, credit, recharge};
pub(crate) use holds::{capture_for, extend_for, hold_for, release_for};
pub(crate) use line::Links;
pub(crate) use settle::{settle_due, sweep};
#[cfg(any(test, feature = "testing"))]
pub(crate) use sql::ALL as STATEMENTS;

operations! {
    /// Points: the general currency.
    wallet: Wallet {
        /// Reads a balance: now, at a moment that has passed, or at one to come.
        Balance: balance(GetBalanceRequest) -> WalletState = 201 by balance::balance {
            read, since "0.1.0", access SelfOr("wallet:read"), scope User,
            idempotency None, route GET "/api/v1/users/{userId}/credits/balance"
        }
        /// Gives points. Of kind `paid` it is a recharge.
        Grant: grant(GrantPointsRequest) -> GrantPointsResponse = 202 by credit::grant {
            write, since "0.1.0", access Operator, scope User,
            idempotency Ledger, route POST "/api/v1/users/{userId}/credits/grant"
                also POST "/api/v1/users/{userId}/credits/recharge",
            errors [AmountOverflow, InvalidState]
        }
        /// Spends points: exactly so many, or up to so many.
        Consume: consume(ConsumePointsRequest) -> ConsumePointsResponse = 203 by consume::consume {
            write, since "0.1.0", access SelfOr("wallet:consume"), scope User,
            idempotency Ledger, route POST "/api/v1/users/{userId}/credits/consume",
            errors [InsufficientPoints, WalletFrozen, AmountOverflow, InvalidState]
        }
        /// Lists the records of a ledger, newest first. What has expired is listed once booked.
        History: history(ListPointRecordsRequest) -> PointRecordList = 204
            by history::history {
            read, since "0.1.0", access SelfOr("wallet:read"), scope User,
            idempotency None, route GET "/api/v1/users/{userId}/credits/transactions",
            errors [CursorInvalid]
        }
        /// Checks a ledger: its chain, its sums, its grants and its wallet. Names what is wrong.
        Verify: verify(VerifyWalletRequest) -> VerifyWalletResponse = 205 by verify::verify {
            read, since "0.1.0", access SelfOr("wallet:read"), scope User,
            idempotency None, route GET "/api/v1/users/{userId}/credits/verify"
        }
        /// Reserves points until a deadline. No record tells of it.
        Hold: hold(HoldPointsRequest) -> HoldPointsResponse = 206 by holds::hold {
            write, since "0.1.0", access SelfOr("wallet:consume"), scope User,
            idempotency Required, route POST "/api/v1/users/{userId}/credits/holds",
            errors [InsufficientPoints, WalletFrozen, InvalidState]
        }
        /// Spends reserved points: all that are open, or part of them, several times.
        Capture: capture(CapturePointsRequest) -> CapturePointsResponse = 207
            by holds::capture {
            write, since "0.1.0", access Operator, scope User,
            idempotency Ledger,
            route POST "/api/v1/users/{userId}/credits/holds/{holdId}/capture",
            errors [InvalidState, HoldExceeded, WalletFrozen, AmountOverflow]
        }
        /// Moves the deadline of a hold to a later moment.
        Extend: extend(ExtendHoldRequest) -> ExtendHoldResponse = 208 by holds::extend {
            write, since "0.1.0", access Operator, scope User,
            idempotency Required,
            route POST "/api/v1/users/{userId}/credits/holds/{holdId}/extend",
            errors [InvalidState]
        }
        /// Gives up what a hold still reserves.
        Release: release(ReleaseHoldRequest) -> ReleaseHoldResponse = 209 by holds::release {
            write, since "0.1.0", access Operator, scope User,
            idempotency Required,
            route POST "/api/v1/users/{userId}/credits/holds/{holdId}/release",
            errors [InvalidState]
        }
        /// Reads a hold.
        GetHold: get_hold(GetHoldRequest) -> HeldPoints = 210 by holds::get_hold {
            read, since "0.1.0", access SelfOr("wallet:read"), scope User,
            idempotency None, route GET "/api/v1/users/{userId}/credits/holds/{holdId}"
        }
        /// Lists holds: all, newest first, or those that are open, the next to end first.
        ListHolds: list_holds(ListHoldsRequest) -> HoldList = 211 by holds::list_holds {
            read, since "0.1.0", access SelfOr("wallet:read"), scope User,
            idempotency None, route GET "/api/v1/users/{userId}/credits/holds",
            errors [CursorInvalid]
        }
        /// Makes a wallet refuse debits. It still accepts credits.
        Freeze: freeze(FreezeWalletRequest) -> WalletState = 212 by freeze::freeze {
            write, since "0.1.0", access Operator, scope User,
            idempotency Optional, route POST "/api/v1/users/{userId}/credits/freeze",
            errors [InvalidState]
        }
        /// Makes a wallet accept debits again.
        Unfreeze: unfreeze(UnfreezeWalletRequest) -> WalletState = 213 by freeze::unfreeze {
            write, since "0.1.0", access Operator, scope User,
            idempotency Optional, route POST "/api/v1/users/{userId}/credits/unfreeze",
            errors [InvalidState]
        }
        /// Gives spent points back to the grants they came from: all of a record, or part of it.
        Refund: refund(RefundPointsRequest) -> RefundPointsResponse = 214 by refund::refund {
            write, since "0.1.0", access Operator, scope User,
            idempotency Ledger, route POST "/api/v1/users/{userId}/credits/refund",
            errors [RefundExceeded, InvalidState, AmountOverflow]
        }
        /// Corrects a balance, with a reason.
        Adjust: adjust(AdjustPointsRequest) -> AdjustPointsResponse = 215 by adjust::adjust {
            write, since "0.1.0", access Operator, scope User,
            idempotency Ledger, route POST "/api/v1/users/{userId}/credits/adjust",
            errors [InsufficientPoints, WalletFrozen, AmountOverflow, InvalidState]
        }
        /// Sends points to somebody else. Their kind and expiry travel with them.
        Transfer: transfer(TransferPointsRequest) -> TransferPointsResponse = 216
            by transfer::transfer {
            write, since "0.1.0", access SelfOr("wallet:transfer"), scope TwoUsers,
            idempotency Ledger, route POST "/api/v1/users/{userId}/credits/transfer",
            errors [InsufficientPoints, WalletFrozen, AmountOverflow, InvalidState]
        }
        /// Sums up what came and went within some time, by the kind of the records.
        Summary: summary(SummarizeWalletRequest) -> WalletSummary = 217 by summary::summary {
            read, since "0.1.0", access SelfOr("wallet:read"), scope User,
            idempotency None, route GET "/api/v1/users/{userId}/credits/summary"
        }
        /// Computes a wallet from its records alone, and tells whether it says the same.
        Recompute: recompute(RecomputeWalletRequest) -> RecomputedWallet = 218
            by summary::recompute {
            read, since "0.1.0", access SelfOr("wallet:read"), scope User,
            idempotency None, route GET "/api/v1/users/{userId}/credits/recompute"
        }
        /// Books what has expired and ends the holds that are due, in all wallets. Nothing depends
        /// on it; `engine.maintain` does the same.
        SweepExpired: sweep_expired(SweepExpiredRequest) -> SweepExpiredResponse = 219
            by settle::sweep_expired {
            write, since "0.1.0", access Host, scope EngineScan,
            idempotency None, route POST "/api/v1/credits/sweep-expired"
        }
        /// Does several things to the wallets of one user in one commit: each for itself, or all
        /// or nothing; then a refusal names its item (`items[2]`) as `item` in its details. Each
        /// carries its own idempotency key, so a batch can be sent again.
        Batch: batch(BatchPointsRequest) -> BatchPointsResponse = 220 by batch::batch {
            write, since "0.1.0", access Operator, scope User,
            idempotency None, route POST "/api/v1/users/{userId}/credits/batch",
            errors [
                InsufficientPoints, WalletFrozen, AmountOverflow, InvalidState, HoldExceeded,
                RefundExceeded, IdempotencyMismatch
            ]
        }
        /// Sets the floor of a wallet, or takes it away. Falling below it raises one event
        /// `points_low`, whatever takes the points (a debit, a hold, an expiry, a claw-back), and
        /// none again before the wallet has risen to the floor. A floor above what is there now
        /// raises none: nothing fell.
        SetFloor: set_floor(SetFloorRequest) -> WalletFloor = 221 by floor::set_floor {
            write, since "0.1.0", access SelfOr("wallet:floor"), scope User,
            idempotency Optional, route PUT "/api/v1/users/{userId}/credits/floor",
            errors [InvalidState]
        }
    }
}
