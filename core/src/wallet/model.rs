//! The requests, responses and words of the wallet.

use crate::id::{GrantId, RecordId, UserId};
use crate::limits;
use crate::ops::{Rule, request, response, wire_enum};

mod batch;
mod hold;
mod moves;
mod report;

pub use batch::{BatchError, BatchItem, BatchOutcome, BatchPointsRequest, BatchPointsResponse};
pub use hold::{
    CapturePointsRequest, CapturePointsResponse, ExtendHoldRequest, ExtendHoldResponse,
    GetHoldRequest, HeldPoints, HoldList, HoldPointsRequest, HoldPointsResponse, HoldState,
    ListHoldsRequest, ReleaseHoldRequest, ReleaseHoldResponse,
};
pub use moves::{
    AdjustPointsRequest, AdjustPointsResponse, FreezeWalletRequest, RefundPointsRequest,
    RefundPointsResponse, SetFloorRequest, TransferPointsRequest, TransferPointsResponse,
    UnfreezeWalletRequest, WalletFloor,
};
pub use report::{
    KindSummary, RecomputeWalletRequest, RecomputedWallet, SummarizeWalletRequest,
    SweepExpiredRequest, SweepExpiredResponse, WalletSummary,
};

const ASSET: Rule = Rule::Opaque { max: limits::CATEGORY_CHARS_MAX };
const LINK: Rule = Rule::Opaque { max: limits::OPAQUE_ID_BYTES_MAX };
const NOTE: Rule = Rule::Text { min: 0, max: limits::DESCRIPTION_CHARS_MAX };

wire_enum! {
    /// Where points came from. Points that were not paid for are spent first, other things equal.
    pub enum GrantKind {
        /// Bought.
        Paid = "paid",
        /// Given with a registration or a payment.
        Bonus = "bonus",
        /// Given by a promotion or an operator.
        Promo = "promo",
        /// Earned by a check-in.
        Checkin = "checkin",
        /// Included in a membership.
        Plan = "plan",
        /// Given back where no earlier grant can take them.
        Refund = "refund",
    }
}

wire_enum! {
    /// What a record of the ledger is about.
    pub enum RecordKind {
        /// Points given at registration.
        RegisterBonus = "register_bonus",
        /// Points given.
        Grant = "grant",
        /// Points bought.
        Recharge = "recharge",
        /// Points given with a purchase.
        RechargeBonus = "recharge_bonus",
        /// Points spent.
        Consume = "consume",
        /// Spent points given back.
        Refund = "refund",
        /// Points earned by a check-in.
        Checkin = "checkin",
        /// Points earned by an invitation.
        InviteReward = "invite_reward",
        /// Points which expired.
        Expire = "expire",
        /// A correction by an operator.
        Adjust = "adjust",
        /// Points taken back after a refunded payment.
        Clawback = "clawback",
        /// Points sent to somebody.
        TransferOut = "transfer_out",
        /// Points received from somebody.
        TransferIn = "transfer_in",
    }
}

wire_enum! {
    /// What a wallet accepts.
    pub enum WalletStatus {
        /// Everything.
        Active = "active",
        /// Credits only.
        Frozen = "frozen",
        /// Nothing.
        Closed = "closed",
    }
}

request! {
    /// Whose balance to read.
    pub struct GetBalanceRequest for user_id {
        /// Whose.
        user_id: UserId;
        /// Which wallet; `points` by default.
        asset: String => ASSET,
        /// The moment to answer for; now by default. Earlier moments are answered from the
        /// records, later ones by what will have expired.
        as_of_at_ms: i64 => Rule::TIME,
        /// Also answers how much came from where. Not for a moment that has passed.
        breakdown: bool,
    }
}

response! {
    /// The state of a wallet.
    pub struct WalletState {
        /// Which wallet.
        asset: String,
        /// The moment this is the answer for, in milliseconds since the epoch.
        as_of_at_ms: i64,
        /// The points in it, without those which have expired. Negative while a claw-back is owed.
        balance: i64,
        /// The points which open holds reserve: of a moment to come, those that are open till
        /// then. 0 for a moment that has passed.
        held: i64,
        /// What a claw-back is still to take of the balance, because it was held; 0 for a moment
        /// that has passed.
        owed: i64,
        /// What can be spent: the balance less what is held and what is owed.
        available: i64,
        /// The level at present, from 1 up.
        level: i64,
        /// All that was consumed so far.
        total_consumed: i64,
        /// All that was bought so far.
        total_recharged: i64,
        /// When points were bought for the first time.
        first_recharged_at_ms: Option<i64>,
        /// What it accepts.
        status: WalletStatus,
        /// The number of the last record; 0 when there is none.
        seq: i64,
        /// What expires next. Absent when nothing does, or for a moment that has passed.
        expiring: Option<Expiring>,
        /// How much came from where, when asked for.
        breakdown: Option<Breakdown>,
    }
}

response! {
    /// Points which expire together.
    pub struct Expiring {
        /// When, in milliseconds since the epoch.
        at_ms: i64,
        /// How many.
        points: i64,
    }
}

response! {
    /// The unspent points by the kind of their grants.
    pub struct Breakdown {
        /// Bought.
        paid: i64,
        /// Given with a registration or a payment.
        bonus: i64,
        /// Given by a promotion or an operator.
        promo: i64,
        /// Earned by check-ins.
        checkin: i64,
        /// Included in a membership.
        plan: i64,
        /// Given back.
        refund: i64,
    }
}

request! {
    /// Points for somebody.
    pub struct GrantPointsRequest for user_id keyed idempotency_key {
        /// Whose wallet receives them.
        user_id: UserId,
        /// How many, 1 to 2^53-1.
        amount: i64 => Rule::AMOUNT,
        /// Makes a retry answer the first outcome.
        idempotency_key: String => Rule::KEY;
        /// Which wallet; `points` by default. Another is opened by its first grant.
        asset: String => ASSET,
        /// Where they come from; `promo` by default. `paid` books a recharge: it counts as bought.
        kind: GrantKind,
        /// When they are spent, 0 (first) to 1,000; 100 by default.
        priority: i64 => Rule::Range { min: 0, max: limits::GRANT_PRIORITY_MAX },
        /// When what is left of them expires: after now. They last for ever by default.
        expires_at_ms: i64 => Rule::TIME,
        /// When they took effect: at most now, which is the default. A moment before that of the
        /// wallet's last record becomes that moment, so that time never goes back in a ledger.
        effective_at_ms: i64 => Rule::TIME,
        /// The event which caused them, at most 64 bytes.
        related_event_id: String => LINK,
        /// The task or action which they belong to, at most 64 bytes.
        action_id: String => LINK,
        /// A remark, at most 255 characters.
        note: String => NOTE,
    }
}

response! {
    /// Points which arrived.
    pub struct GrantPointsResponse replayable {
        /// The record of the ledger.
        record_id: RecordId,
        /// Its number.
        seq: i64,
        /// The grant.
        grant_id: GrantId,
        /// How many points.
        amount: i64,
        /// The balance after it.
        balance: i64,
        /// What can be spent after it.
        available: i64,
        /// When they took effect, in milliseconds since the epoch.
        effective_at_ms: i64,
    }
}

request! {
    /// Points to be spent.
    pub struct ConsumePointsRequest for user_id keyed idempotency_key {
        /// Whose wallet pays.
        user_id: UserId,
        /// How many, 1 to 2^53-1.
        amount: i64 => Rule::AMOUNT,
        /// Makes a retry answer the first outcome.
        idempotency_key: String => Rule::KEY;
        /// Which wallet; `points` by default.
        asset: String => ASSET,
        /// Spends what is there where that is less than the amount, but at least 1.
        up_to: bool,
        /// The event which they are spent on, at most 64 bytes.
        related_event_id: String => LINK,
        /// The task or action which they are spent on, at most 64 bytes.
        action_id: String => LINK,
        /// A remark, at most 255 characters.
        note: String => NOTE,
    }
}

response! {
    /// Points which were spent.
    pub struct ConsumePointsResponse replayable {
        /// The record of the ledger.
        record_id: RecordId,
        /// Its number.
        seq: i64,
        /// How many points were spent.
        amount: i64,
        /// The balance after it.
        balance: i64,
        /// What can be spent after it.
        available: i64,
        /// The level after it.
        level: i64,
    }
}

request! {
    /// Which records to list.
    pub struct ListPointRecordsRequest for user_id {
        /// Whose.
        user_id: UserId;
        /// Which wallet; `points` by default.
        asset: String => ASSET,
        /// Only records of this kind.
        kind: RecordKind,
        /// Only what took effect at this moment or later.
        from_at_ms: i64 => Rule::TIME,
        /// Only what took effect before this moment.
        to_at_ms: i64 => Rule::TIME,
        /// At most so many, 1 to 200; 50 by default.
        limit: i64 => Rule::PAGE,
        /// Where the last page ended.
        cursor: String => Rule::CURSOR,
    }
}

response! {
    /// A page of the ledger.
    pub struct PointRecordList {
        /// The records, newest first.
        items: Vec<PointRecord>,
        /// Where the next page begins; absent on the last.
        next_cursor: Option<String>,
    }
}

response! {
    /// One line of the ledger.
    pub struct PointRecord {
        /// Its id.
        id: RecordId,
        /// Its number within the wallet, from 1 up without gaps.
        seq: i64,
        /// What it is about.
        kind: RecordKind,
        /// How many points came (positive) or went (negative).
        amount: i64,
        /// The balance after it.
        balance_after: i64,
        /// The event which caused it.
        related_event_id: Option<String>,
        /// The task or action which it belongs to.
        action_id: Option<String>,
        /// The record which this one gives back or takes back, or, of points received, that of the
        /// sender.
        original_record_id: Option<RecordId>,
        /// A remark.
        note: Option<String>,
        /// When it took effect, in milliseconds since the epoch.
        effective_at_ms: i64,
        /// When it was written.
        booked_at_ms: i64,
    }
}

request! {
    /// Which ledger to check.
    pub struct VerifyWalletRequest for user_id {
        /// Whose.
        user_id: UserId;
        /// Which wallet; `points` by default.
        asset: String => ASSET,
    }
}

response! {
    /// What the check of a ledger found.
    pub struct VerifyWalletResponse {
        /// Whether records, grants and wallet agree.
        ok: bool,
        /// How many records were sound.
        records: i64,
        /// The first thing that is wrong.
        first_bad: Option<BadRecord>,
    }
}

response! {
    /// Something wrong in a ledger.
    pub struct BadRecord {
        /// The number of the record; that of the last one where the wallet or a grant is wrong.
        seq: i64,
        /// The record, where it is there to be named.
        record_id: Option<RecordId>,
        /// What is wrong.
        reason: String,
    }
}
