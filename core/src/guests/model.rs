//! What the operations of guests take and answer.

use crate::id::UserId;
use crate::limits;
use crate::ops::{Rule, request, response};
use crate::quota::calendar::Period;

const DEVICE: Rule = Rule::Opaque { max: limits::OPAQUE_ID_BYTES_MAX };

request! {
    /// Which device to read.
    pub struct CheckGuestRequest {
        /// The device: an opaque id of 1 to 64 bytes.
        device_id: String => DEVICE,
    }
}

request! {
    /// A use of a device without an account.
    pub struct IncrementGuestRequest keyed idempotency_key {
        /// The device: an opaque id of 1 to 64 bytes.
        device_id: String => DEVICE,
        /// Makes a retry answer the first outcome.
        idempotency_key: String => Rule::KEY;
        /// How much, 1 to 2^53-1; 1 when absent.
        amount: i64 => Rule::AMOUNT,
    }
}

request! {
    /// A device whose user has logged in.
    pub struct AdoptGuestRequest for user_id keyed idempotency_key {
        /// Who logged in.
        user_id: UserId,
        /// The device: an opaque id of 1 to 64 bytes.
        device_id: String => DEVICE;
        /// Makes a retry answer the first outcome.
        idempotency_key: String => Rule::KEY,
    }
}

response! {
    /// What a device may use without an account.
    pub struct GuestState {
        /// The plan that says how much.
        plan: String,
        /// The period of the limit with least left.
        period: Period,
        /// How much may be used in that period.
        limit: i64,
        /// How much of that is used.
        used: i64,
        /// How much is left.
        remaining: i64,
        /// Whether nothing is left.
        exceeded: bool,
        /// When the period resets, in milliseconds since the epoch; absent when it never does.
        resets_at_ms: Option<i64>,
        /// How much the device has used in all.
        used_count: i64,
        /// When it was last used, in milliseconds since the epoch; absent when it never was.
        last_used_at_ms: Option<i64>,
        /// Whether a user has adopted it.
        adopted: bool,
    }
}

response! {
    /// A use that was counted.
    pub struct GuestUse replayable {
        /// The period of the limit with least left.
        period: Period,
        /// How much may be used in that period.
        limit: i64,
        /// How much of that is used.
        used: i64,
        /// How much is left.
        remaining: i64,
        /// Whether nothing is left.
        exceeded: bool,
        /// When the period resets, in milliseconds since the epoch; absent when it never does.
        resets_at_ms: Option<i64>,
        /// How much the device has used in all.
        used_count: i64,
        /// When it was used, in milliseconds since the epoch.
        last_used_at_ms: i64,
    }
}

response! {
    /// What became the user's.
    pub struct GuestAdoption replayable {
        /// How much the device had used in all.
        used_count: i64,
        /// How much of that counts as used by the user now.
        counted: i64,
        /// When it was adopted, in milliseconds since the epoch; absent for a device that held
        /// nothing.
        adopted_at_ms: Option<i64>,
    }
}
