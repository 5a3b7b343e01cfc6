//! What refunds, corrections, transfers and freezes are asked for and answer.

use super::{ASSET, GrantKind, LINK, NOTE};
use crate::id::{GrantId, RecordId, UserId};
use crate::limits;
use crate::ops::{Rule, request, response};

request! {
    /// Spent points to be given back.
    pub struct RefundPointsRequest for user_id keyed idempotency_key {
        /// Whose wallet receives them.
        user_id: UserId,
        /// The record by which they were spent, of kind `consume`.
        record_id: RecordId,
        /// Makes a retry answer the first outcome.
        idempotency_key: String => Rule::KEY;
        /// How many, 1 to what was not given back yet, which is the default.
        amount: i64 => Rule::AMOUNT,
        /// Points that have expired meanwhile expire at once, unless this gives them a new moment:
        /// after now.
        new_expires_at_ms: i64 => Rule::TIME,
        /// A remark, at most 255 characters.
        note: String => NOTE,
    }
}

response! {
    /// Points which were given back.
    pub struct RefundPointsResponse replayable {
        /// The record of the ledger.
        record_id: RecordId,
        /// Its number.
        seq: i64,
        /// How many points were given back.
        amount: i64,
        /// How many of them expired at once, in a record of their own.
        expired: i64,
        /// The grant of those which got a new expiry.
        grant_id: Option<GrantId>,
        /// The balance after it.
        balance: i64,
        /// What can be spent after it.
        available: i64,
    }
}

request! {
    /// A correction of a balance.
    pub struct AdjustPointsRequest for user_id keyed idempotency_key {
        /// Whose wallet.
        user_id: UserId,
        /// How many points come (positive) or go (negative); not 0.
        amount: i64,
        /// Why, 1 to 255 characters. The record carries it as its note.
        reason: String => Rule::Text { min: 1, max: limits::DESCRIPTION_CHARS_MAX },
        /// Makes a retry answer the first outcome.
        idempotency_key: String => Rule::KEY;
        /// Which wallet; `points` by default.
        asset: String => ASSET,
        /// The kind of points that come; `promo` by default.
        kind: GrantKind,
        /// When points that come expire: after now. They last for ever by default.
        expires_at_ms: i64 => Rule::TIME,
        /// The event which caused it, at most 64 bytes.
        related_event_id: String => LINK,
    }
}

response! {
    /// A balance which was corrected.
    pub struct AdjustPointsResponse replayable {
        /// The record of the ledger.
        record_id: RecordId,
        /// Its number.
        seq: i64,
        /// How many points came or went.
        amount: i64,
        /// The grant of those which came.
        grant_id: Option<GrantId>,
        /// The balance after it.
        balance: i64,
        /// What can be spent after it.
        available: i64,
    }
}

request! {
    /// Points for somebody else.
    pub struct TransferPointsRequest for user_id keyed idempotency_key {
        /// Who sends them.
        user_id: UserId,
        /// Who receives them; somebody else.
        to_user_id: UserId,
        /// How many, 1 to 2^53-1.
        amount: i64 => Rule::AMOUNT,
        /// Makes a retry answer the first outcome.
        idempotency_key: String => Rule::KEY;
        /// Of which wallets; `points` by default. The receiver's is opened where it is not.
        asset: String => ASSET,
        /// The event which caused it, at most 64 bytes. The records of both carry it.
        related_event_id: String => LINK,
        /// A remark for the records of both, at most 255 characters.
        note: String => NOTE,
    }
}

response! {
    /// Points which were sent.
    pub struct TransferPointsResponse replayable {
        /// The sender's record, which the receiver's name as their original.
        record_id: RecordId,
        /// Its number.
        seq: i64,
        /// How many points were sent.
        amount: i64,
        /// The sender's balance after it.
        balance: i64,
        /// What the sender can spend after it.
        available: i64,
    }
}

request! {
    /// A wallet that is to refuse debits.
    pub struct FreezeWalletRequest for user_id keyed idempotency_key {
        /// Whose.
        user_id: UserId;
        /// Which wallet; `points` by default.
        asset: String => ASSET,
        /// Why, for the audit trail, at most 255 characters.
        reason: String => NOTE,
        /// Makes a retry answer the first outcome.
        idempotency_key: String => Rule::KEY,
    }
}

request! {
    /// A wallet that is to accept debits again.
    pub struct UnfreezeWalletRequest for user_id keyed idempotency_key {
        /// Whose.
        user_id: UserId;
        /// Which wallet; `points` by default.
        asset: String => ASSET,
        /// Why, for the audit trail, at most 255 characters.
        reason: String => NOTE,
        /// Makes a retry answer the first outcome.
        idempotency_key: String => Rule::KEY,
    }
}

request! {
    /// The floor of a wallet.
    pub struct SetFloorRequest for user_id keyed idempotency_key {
        /// Whose wallet.
        user_id: UserId;
        /// Below so many points that can be spent the wallet is low, 1 to 2^53-1; no floor when
        /// absent.
        floor: i64 => Rule::AMOUNT,
        /// Which wallet; `points` by default.
        asset: String => ASSET,
        /// Makes a retry answer the first outcome.
        idempotency_key: String => Rule::KEY,
    }
}

response! {
    /// The floor of a wallet as it stands.
    pub struct WalletFloor replayable {
        /// Which wallet.
        asset: String,
        /// The floor; absent when there is none.
        floor: Option<i64>,
        /// What can be spent now.
        available: i64,
        /// Whether that is below the floor.
        low: bool,
    }
}
