//! What summaries, recomputations and sweeps are asked for and answer.

use super::{ASSET, RecordKind};
use crate::id::UserId;
use crate::limits;
use crate::ops::{Rule, request, response};

request! {
    /// Which part of a ledger to sum up.
    pub struct SummarizeWalletRequest for user_id {
        /// Whose.
        user_id: UserId;
        /// Which wallet; `points` by default.
        asset: String => ASSET,
        /// From this moment on; from the first record by default.
        from_at_ms: i64 => Rule::TIME,
        /// Up to the moment before this one; up to now by default.
        to_at_ms: i64 => Rule::TIME,
    }
}

response! {
    /// What came and went, the same whether or not a sweep has booked what expired.
    pub struct WalletSummary {
        /// Which wallet.
        asset: String,
        /// The kinds of records there are, in the order of their names.
        kinds: Vec<KindSummary>,
        /// How many records.
        count: i64,
        /// The points that came.
        points_in: i64,
        /// The points that went.
        points_out: i64,
    }
}

response! {
    /// What came and went by one kind of record.
    pub struct KindSummary {
        /// The kind.
        kind: RecordKind,
        /// How many records.
        count: i64,
        /// The points that came.
        points_in: i64,
        /// The points that went.
        points_out: i64,
    }
}

request! {
    /// Which wallet to compute anew.
    pub struct RecomputeWalletRequest for user_id {
        /// Whose.
        user_id: UserId;
        /// Which wallet; `points` by default.
        asset: String => ASSET,
    }
}

response! {
    /// A wallet as its records alone have it.
    pub struct RecomputedWallet {
        /// Which wallet.
        asset: String,
        /// The sum of the records, without what has expired and is not booked.
        balance: i64,
        /// All that was consumed.
        total_consumed: i64,
        /// All that was bought.
        total_recharged: i64,
        /// How many records there are.
        records: i64,
        /// Whether the wallet says the same. If not, `wallet.verify` tells what is wrong.
        matches: bool,
    }
}

request! {
    /// How much to sweep.
    pub struct SweepExpiredRequest {;
        /// At most so many records and holds, 1 to 500; 500 by default.
        limit: i64 => Rule::Range { min: 1, max: limits::SWEEP_ROWS_MAX },
    }
}

response! {
    /// What was swept.
    pub struct SweepExpiredResponse {
        /// How many records were booked and holds were ended.
        rows: i64,
        /// Whether nothing is left that is due.
        done: bool,
    }
}
