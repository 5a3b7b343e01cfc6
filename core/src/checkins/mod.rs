//! Check-ins: a few points for each date on which somebody comes by.
//!
//! A check-in, its points and their record are one commit. The record names the check-in as its
//! event, and the check-in names the record.
//!
//! **Once per local date.** The date is that of the person's time zone, from their profile. Dates
//! only go forward: a check-in needs a date after that of the last one, also where the person has
//! travelled west over the date line and their clock shows a date again, and where the engine's
//! clock was set back. A day has 23 to 25 hours where the clocks change, as in the calendar of
//! quotas; a date that the zone skipped is none.
//!
//! **No farming by changing zone.** Where the zone is another than at the last check-in, 20 hours
//! must have passed since then. Without a change only the date counts.
//!
//! **Streaks.** A check-in continues a streak if it is made on the first date on which the person
//! could: the date after the last one or, where the 20 hours end later, the date on which they end.
//! Nobody loses a streak for a date on which they were not let in.
//!
//! **Rewards.** The setting `checkin.rewards` of the host lists the points of the first day of a
//! streak, the second and so on; the last entry stands for every day after it. The setting
//! `checkin.expires_after_days` lets the points expire so many days after they were given.

use crate::ops::operations;

mod check_in;
mod model;
mod read;
mod rewards;
mod sql;
mod standing;
#[cfg(test)]
mod tests;

pub use model::{
    CheckIn, CheckInList, CheckInRequest, CheckInResponse, CheckInState, GetCheckInsRequest,
    ListCheckInsRequest,
};
pub(crate) use rewards::check_setting;
#[cfg(any(test, feature = "testing"))]
pub(crate) use sql::ALL as STATEMENTS;

operations! {
    /// Check-ins: a few points for each date on which somebody comes by.
    checkins: CheckIns {
        /// Checks in for today's date in the person's time zone, and gives the points of the day.
        Make: check_in(CheckInRequest) -> CheckInResponse = 371 by check_in::check_in {
            write, since "0.1.0", access SelfOr("checkin:create"), scope User,
            idempotency Required, route POST "/api/v1/users/{userId}/checkins",
            errors [AlreadyCheckedIn, CheckInTooSoon, AmountOverflow, InvalidState]
        }
        /// Reads where a person stands today: whether they checked in, their streak, and what the
        /// next check-in gives.
        Get: get(GetCheckInsRequest) -> CheckInState = 372 by read::get {
            read, since "0.1.0", access SelfOr("checkin:read"), scope User,
            idempotency None, route GET "/api/v1/users/{userId}/checkins/today"
        }
        /// Lists check-ins, the latest date first: all, or those of a calendar month.
        List: list(ListCheckInsRequest) -> CheckInList = 373 by read::list {
            read, since "0.1.0", access SelfOr("checkin:read"), scope User,
            idempotency None, route GET "/api/v1/users/{userId}/checkins",
            errors [CursorInvalid]
        }
    }
}
