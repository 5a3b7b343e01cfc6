//! What holds are asked for and answer.

use super::{ASSET, LINK, NOTE};
use crate::id::{HoldId, RecordId, UserId};
use crate::ops::{Rule, request, response, wire_enum};

wire_enum! {
    /// What became of a hold.
    pub enum HoldState {
        /// Points of it can be captured until its deadline.
        Open = "open",
        /// It ended with a capture.
        Captured = "captured",
        /// What was left of it was released.
        Released = "released",
        /// Its deadline came first, and released what was left of it.
        Expired = "expired",
    }
}

request! {
    /// Points to be reserved.
    pub struct HoldPointsRequest for user_id keyed idempotency_key {
        /// Whose wallet reserves them.
        user_id: UserId,
        /// How many, 1 to 2^53-1.
        amount: i64 => Rule::AMOUNT,
        /// When they are released unless they were captured: after now, at most 366 days.
        expires_at_ms: i64 => Rule::TIME,
        /// Makes a retry answer the first outcome.
        idempotency_key: String => Rule::KEY;
        /// Which wallet; `points` by default.
        asset: String => ASSET,
        /// The event which they are reserved for, at most 64 bytes.
        related_event_id: String => LINK,
        /// The task or action which they are reserved for, at most 64 bytes. The records of its
        /// captures carry it.
        action_id: String => LINK,
        /// A remark, at most 255 characters.
        note: String => NOTE,
    }
}

response! {
    /// Points which were reserved.
    pub struct HoldPointsResponse replayable {
        /// The hold.
        hold_id: HoldId,
        /// How many points it reserves.
        amount: i64,
        /// Its deadline.
        expires_at_ms: i64,
        /// The balance, which a hold does not change.
        balance: i64,
        /// What can be spent besides it.
        available: i64,
    }
}

request! {
    /// Reserved points to be spent.
    pub struct CapturePointsRequest for user_id keyed idempotency_key {
        /// Whose hold.
        user_id: UserId,
        /// Which.
        hold_id: HoldId,
        /// Makes a retry answer the first outcome.
        idempotency_key: String => Rule::KEY;
        /// How many, 1 to what is open, which is the default.
        amount: i64 => Rule::AMOUNT,
        /// Also releases the rest, so that the hold ends.
        release_rest: bool,
        /// A remark for the record, at most 255 characters; that of the hold by default.
        note: String => NOTE,
    }
}

response! {
    /// Reserved points which were spent.
    pub struct CapturePointsResponse replayable {
        /// The record of the ledger, of kind `consume`.
        record_id: RecordId,
        /// Its number.
        seq: i64,
        /// The hold.
        hold_id: HoldId,
        /// How many points were spent.
        amount: i64,
        /// What of the hold is still open.
        open: i64,
        /// The balance after it.
        balance: i64,
        /// What can be spent after it.
        available: i64,
        /// The level after it.
        level: i64,
    }
}

request! {
    /// A hold whose deadline moves.
    pub struct ExtendHoldRequest for user_id keyed idempotency_key {
        /// Whose hold.
        user_id: UserId,
        /// Which.
        hold_id: HoldId,
        /// The new deadline: after the present one, and at most 366 days from now.
        expires_at_ms: i64 => Rule::TIME,
        /// Makes a retry answer the first outcome.
        idempotency_key: String => Rule::KEY,
    }
}

response! {
    /// A hold whose deadline moved.
    pub struct ExtendHoldResponse replayable {
        /// The hold.
        hold_id: HoldId,
        /// What is open of it.
        open: i64,
        /// Its deadline now.
        expires_at_ms: i64,
    }
}

request! {
    /// A hold to be given up.
    pub struct ReleaseHoldRequest for user_id keyed idempotency_key {
        /// Whose hold.
        user_id: UserId,
        /// Which.
        hold_id: HoldId,
        /// Makes a retry answer the first outcome.
        idempotency_key: String => Rule::KEY,
    }
}

response! {
    /// A hold which was given up.
    pub struct ReleaseHoldResponse replayable {
        /// The hold.
        hold_id: HoldId,
        /// How many points it no longer reserves.
        released: i64,
        /// How many of them expired at once, because they would have expired while they were held.
        expired: i64,
        /// The balance after it.
        balance: i64,
        /// What can be spent after it.
        available: i64,
    }
}

request! {
    /// Which hold to read.
    pub struct GetHoldRequest for user_id {
        /// Whose.
        user_id: UserId,
        /// Which.
        hold_id: HoldId,
    }
}

response! {
    /// A hold: `amount = captured + released + open`.
    pub struct HeldPoints {
        /// Its id.
        hold_id: HoldId,
        /// In which wallet.
        asset: String,
        /// What became of it, exact whether or not a sweep has passed.
        state: HoldState,
        /// How many points it reserved.
        amount: i64,
        /// How many of them were spent.
        captured: i64,
        /// How many of them were given up, by a call or by its deadline.
        released: i64,
        /// How many of them it still reserves.
        open: i64,
        /// The event which it is for.
        related_event_id: Option<String>,
        /// The task or action which it is for.
        action_id: Option<String>,
        /// A remark.
        note: Option<String>,
        /// When it was made, in milliseconds since the epoch.
        opened_at_ms: i64,
        /// Its deadline.
        expires_at_ms: i64,
        /// When it ended; absent while it is open.
        ended_at_ms: Option<i64>,
    }
}

request! {
    /// Which holds to list.
    pub struct ListHoldsRequest for user_id {
        /// Whose.
        user_id: UserId;
        /// In which wallet; `points` by default.
        asset: String => ASSET,
        /// Only those which are open, the next to end first. Otherwise all, newest first.
        open: bool,
        /// At most so many, 1 to 200; 50 by default.
        limit: i64 => Rule::PAGE,
        /// Where the last page ended.
        cursor: String => Rule::CURSOR,
    }
}

response! {
    /// A page of holds.
    pub struct HoldList {
        /// The holds.
        items: Vec<HeldPoints>,
        /// Where the next page begins; absent on the last.
        next_cursor: Option<String>,
    }
}
