//! The requests and responses of usage.

use crate::id::{SessionId, UsageId, UserId};
use crate::limits;
use crate::ops::{Rule, request, response};
use crate::prices::{CURRENCY, MODEL, PROVIDER};

mod platform;
mod reports;

pub use platform::*;
pub use reports::*;

const ID: Rule = Rule::Opaque { max: limits::OPAQUE_ID_BYTES_MAX };
const KIND: Rule = Rule::Opaque { max: limits::CATEGORY_CHARS_MAX };
const COUNT: Rule = Rule::Range { min: 0, max: limits::AMOUNT_MAX };
const DATE: Rule = Rule::Text { min: 10, max: 10 };

request! {
    /// What something cost.
    pub struct UsageCost {
        /// In micro-units of the currency, 0 to 2^53-1: a dollar is 1,000,000 of them.
        amount_micros: i64 => COUNT,
        /// Three capital letters, as ISO 4217 has them.
        currency: String => CURRENCY,
    }
}

request! {
    /// One use to be recorded.
    pub struct RecordUsageRequest for user_id keyed event_id {
        /// Who used something.
        user_id: UserId,
        /// The caller's name for it, 1 to 64 bytes. It is counted once.
        event_id: String => ID,
        /// Which feature was used, 1 to 50 bytes, such as `chat`.
        kind: String => KIND,
        /// Who offers the model, 1 to 50 bytes.
        provider: String => PROVIDER,
        /// The model, 1 to 100 bytes.
        model: String => MODEL,
        /// Tokens that went in.
        input_tokens: i64 => COUNT,
        /// Tokens that came out.
        output_tokens: i64 => COUNT,
        /// How long it took, in milliseconds.
        duration_ms: i64 => COUNT;
        /// From which device, 1 to 64 bytes; the one the call comes from when absent.
        device: String => ID,
        /// In which session.
        session_id: SessionId,
        /// What it cost; by the price of the model when absent, and unknown where there is none.
        cost: UsageCost,
        /// When it was used, in milliseconds since the epoch; now when absent.
        occurred_at_ms: i64 => Rule::TIME,
    }
}

request! {
    /// One of many uses to be recorded.
    pub struct UsageEvent {
        /// The caller's name for it, 1 to 64 bytes. It is counted once.
        event_id: String => ID,
        /// Which feature was used, 1 to 50 bytes, such as `chat`.
        kind: String => KIND,
        /// Who offers the model, 1 to 50 bytes.
        provider: String => PROVIDER,
        /// The model, 1 to 100 bytes.
        model: String => MODEL,
        /// Tokens that went in.
        input_tokens: i64 => COUNT,
        /// Tokens that came out.
        output_tokens: i64 => COUNT,
        /// How long it took, in milliseconds.
        duration_ms: i64 => COUNT;
        /// From which device, 1 to 64 bytes; the one the call comes from when absent.
        device: String => ID,
        /// In which session.
        session_id: SessionId,
        /// What it cost; by the price of the model when absent, and unknown where there is none.
        cost: UsageCost,
        /// When it was used, in milliseconds since the epoch; now when absent.
        occurred_at_ms: i64 => Rule::TIME,
    }
}

request! {
    /// Uses to be recorded, such as those that a device collected.
    pub struct RecordManyUsageRequest for user_id {
        /// Who used something.
        user_id: UserId,
        /// What was used, 1 to 200 events, in this order.
        events: Vec<UsageEvent> => Rule::Items { min: 1, max: limits::USAGE_MANY_MAX },
    }
}

request! {
    /// Which records to list.
    pub struct ListUsageRequest for user_id {
        /// Whose.
        user_id: UserId;
        /// Only of this kind. Not together with `model`.
        kind: String => KIND,
        /// Only of this model. Not together with `kind`.
        model: String => MODEL,
        /// Only what was used at or after this moment, in milliseconds since the epoch.
        from_at_ms: i64 => Rule::TIME,
        /// Only what was used before this moment.
        to_at_ms: i64 => Rule::TIME,
        /// At most so many, 1 to 200; 50 by default.
        limit: i64 => Rule::PAGE,
        /// Where the last page ended.
        cursor: String => Rule::CURSOR,
    }
}

request! {
    /// Whose sums to count again.
    pub struct RebuildUsageRequest for user_id {
        /// Whose.
        user_id: UserId;
        /// At most so many days at a time, 1 to 31; 31 by default.
        limit: i64 => Rule::Range { min: 1, max: limits::USAGE_REBUILD_DAYS_MAX },
        /// Where the last step ended.
        cursor: String => Rule::CURSOR,
    }
}

response! {
    /// The price by which a cost was reckoned.
    pub struct UsagePrice {
        /// Which version of the model's price.
        version: i64,
        /// What a million input tokens cost, in micro-units of the cost's currency.
        input_per_million_micros: i64,
        /// What a million output tokens cost, in micro-units of the cost's currency.
        output_per_million_micros: i64,
    }
}

response! {
    /// One use, as it was recorded.
    pub struct UsageRecord {
        /// Its id.
        id: UsageId,
        /// The caller's name for it.
        event_id: String,
        /// Which feature was used.
        kind: String,
        /// Who offers the model.
        provider: String,
        /// The model.
        model: String,
        /// From which device.
        device: Option<String>,
        /// In which session.
        session_id: Option<SessionId>,
        /// Tokens that went in.
        input_tokens: i64,
        /// Tokens that came out.
        output_tokens: i64,
        /// How long it took, in milliseconds.
        duration_ms: i64,
        /// What it cost; absent where nothing told.
        cost: Option<UsageCost>,
        /// The price by which the cost was reckoned; absent where the cost was given.
        price: Option<UsagePrice>,
        /// When it was used, in milliseconds since the epoch.
        at_ms: i64,
        /// When it was recorded.
        recorded_at_ms: i64,
        /// The date on the user's clock when it was used.
        date: String,
        /// The zone of that clock.
        timezone: String,
    }
}

response! {
    /// What was recorded.
    pub struct RecordUsageResponse replayable {
        /// The record.
        record: UsageRecord,
    }
}

response! {
    /// What became of many uses.
    pub struct RecordManyUsageResponse {
        /// What became of each, in their order.
        outcomes: Vec<UsageOutcome>,
        /// How many are recorded now that were not before.
        recorded: i64,
        /// How many had been recorded before.
        replayed: i64,
        /// How many were refused.
        refused: i64,
    }
}

response! {
    /// What became of one use: its record, or why it was refused.
    pub struct UsageOutcome {
        /// The record.
        record: Option<UsageRecord>,
        /// True when it had been recorded before.
        replayed: bool,
        /// Why it was refused. It has changed nothing.
        error: Option<UsageRefusal>,
    }
}

response! {
    /// Why a use was refused.
    pub struct UsageRefusal {
        /// The stable code.
        code: String,
        /// The stable number.
        number: i64,
        /// What happened, for a person.
        message: String,
        /// The values of the error, as they stand in `details` of an error.
        details: serde_json::Value,
    }
}

response! {
    /// A page of records.
    pub struct UsageList {
        /// The records, the latest use first.
        items: Vec<UsageRecord>,
        /// Where the next page begins; absent on the last.
        next_cursor: Option<String>,
    }
}

response! {
    /// What a step of counting again has found.
    pub struct RebuildUsageResponse {
        /// How many days it looked at.
        days: i64,
        /// How many records it read.
        records: i64,
        /// How many sums were missing.
        added: i64,
        /// How many sums were wrong.
        corrected: i64,
        /// How many sums stood for no record.
        removed: i64,
        /// The dates of what it changed; `all` stands for the sums of all days together.
        changed: Vec<String>,
        /// Where the next step begins; absent when all is done.
        next_cursor: Option<String>,
    }
}
