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
//! **Debt.** A balance below zero is what a claw-back left to be paid. Later credits pay it first.

use crate::ops::operations;

mod account;
mod balance;
mod chain;
mod consume;
mod credit;
mod history;
mod level;
mod line;
mod model;
mod settle;
mod slice;
mod sql;
#[cfg(test)]
mod tests;
mod verify;

pub use level::LEVEL_THRESHOLDS;
pub use model::{
    BadRecord, Breakdown, ConsumePointsRequest, ConsumePointsResponse, Expiring, GetBalanceRequest,
    GrantKind, GrantPointsRequest, GrantPointsResponse, ListPointRecordsRequest, PointRecord,
    PointRecordList, RecordKind, VerifyWalletRequest, VerifyWalletResponse, WalletState,
    WalletStatus,
};

pub(crate) use account::open;
pub(crate) use consume::{Debit, debit};
pub(crate) use credit::{Credit, credit};
pub(crate) use line::Links;
pub(crate) use settle::sweep;
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
            idempotency Ledger, route POST "/api/v1/users/{userId}/credits/grant",
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
    }
}
