//! What check-ins are asked for and answer.

use crate::id::{CheckInId, RecordId, UserId};
use crate::limits;
use crate::ops::{Rule, request, response};

request! {
    /// A check-in for today.
    pub struct CheckInRequest for user_id keyed idempotency_key {
        /// Who checks in.
        user_id: UserId,
        /// Makes a retry answer the first outcome.
        idempotency_key: String => Rule::KEY;
        /// A remark for the record, at most 255 characters.
        note: String => Rule::Text { min: 0, max: limits::DESCRIPTION_CHARS_MAX },
    }
}

response! {
    /// A check-in that was made.
    pub struct CheckInResponse replayable {
        /// The check-in, which is the event of its record.
        check_in_id: CheckInId,
        /// The date for which it was made, as `YYYY-MM-DD`.
        date: String,
        /// The time zone of that date.
        timezone: String,
        /// The day of the streak, counted from 1.
        streak: i64,
        /// The longest streak so far.
        longest_streak: i64,
        /// How many check-ins were made so far.
        total: i64,
        /// How many points it gave.
        points: i64,
        /// When they expire; absent if never.
        expires_at_ms: Option<i64>,
        /// The record of the ledger, of kind `checkin`.
        record_id: RecordId,
        /// Its number.
        seq: i64,
        /// The balance after it.
        balance: i64,
        /// What can be spent after it.
        available: i64,
        /// From when on the next check-in can be made in this time zone.
        next_at_ms: i64,
    }
}

request! {
    /// Whose check-ins to read.
    pub struct GetCheckInsRequest for user_id {
        /// Whose.
        user_id: UserId,
    }
}

response! {
    /// Where a person stands today.
    pub struct CheckInState {
        /// Today's date in their time zone, as `YYYY-MM-DD`.
        date: String,
        /// Their time zone.
        timezone: String,
        /// Whether they have checked in for it.
        checked_in: bool,
        /// The streak that today's check-in made or would continue; 0 where it is broken.
        streak: i64,
        /// The longest streak so far.
        longest_streak: i64,
        /// How many check-ins were made so far.
        total: i64,
        /// How many points they gave.
        points_total: i64,
        /// The last one.
        last: Option<CheckIn>,
        /// From when on the next can be made: now, or a moment to come.
        next_at_ms: i64,
        /// Which day of a streak it is if it is made then.
        next_streak: i64,
        /// How many points it gives then.
        next_points: i64,
    }
}

response! {
    /// A check-in.
    pub struct CheckIn {
        /// Its id, which is the event of its record.
        check_in_id: CheckInId,
        /// The date for which it was made, as `YYYY-MM-DD`.
        date: String,
        /// The time zone of that date.
        timezone: String,
        /// When it was made, in milliseconds since the epoch.
        at_ms: i64,
        /// The day of the streak, counted from 1.
        streak: i64,
        /// How many points it gave.
        points: i64,
        /// The record of the ledger.
        record_id: RecordId,
        /// Its number.
        seq: i64,
    }
}

request! {
    /// Which check-ins to list.
    pub struct ListCheckInsRequest for user_id {
        /// Whose.
        user_id: UserId;
        /// Only those of this month, as `YYYY-MM`.
        month: String => Rule::Text { min: 7, max: 7 },
        /// At most so many, 1 to 200; 50 by default.
        limit: i64 => Rule::PAGE,
        /// Where the last page ended.
        cursor: String => Rule::CURSOR,
    }
}

response! {
    /// A page of check-ins.
    pub struct CheckInList {
        /// The check-ins, the latest date first.
        items: Vec<CheckIn>,
        /// Where the next page begins; absent on the last.
        next_cursor: Option<String>,
    }
}
