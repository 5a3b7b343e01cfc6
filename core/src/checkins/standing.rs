//! When the next check-in can be made, and whether it continues the streak.

use crate::error::{Error, ErrorKind, Result};
use crate::id::UserId;
use crate::limits;
use crate::profiles;
use crate::quota::calendar::{Zone, date_at, date_of};
use crate::store::{Row, Tx};

/// The last check-in of a person, and counts of all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Last {
    /// The date for which it was made, in days since 1970-01-01.
    pub(super) day: i64,
    pub(super) timezone: String,
    pub(super) at_ms: i64,
    pub(super) streak: i64,
    pub(super) longest: i64,
    pub(super) total: i64,
    pub(super) points_total: i64,
}

impl Last {
    pub(super) fn read(row: &dyn Row) -> Result<Last> {
        Ok(Last {
            day: row.int(0)?,
            timezone: row.text(1)?,
            at_ms: row.int(2)?,
            streak: row.int(3)?,
            longest: row.int(4)?,
            total: row.int(5)?,
            points_total: row.int(6)?,
        })
    }
}

/// What a person may do at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Standing {
    /// The date of the moment, in days since 1970-01-01.
    pub(super) today: i64,
    /// Whether the check-in of that date is made.
    pub(super) checked_in: bool,
    /// The streak as it stands: 0 where it is broken.
    pub(super) streak: i64,
    /// From when on the next check-in can be made; no later than the moment where it can be now.
    pub(super) open_at_ms: i64,
    /// Which day of a streak it is, if it is made as soon as possible from the moment on.
    pub(super) next_streak: i64,
}

impl Standing {
    /// The standing at a moment, from the last check-in and the present zone.
    pub(super) fn at(last: Option<&Last>, zone: &Zone, at_ms: i64) -> Result<Standing> {
        let today = date_at(zone, at_ms)?;
        let Some(last) = last else {
            let (checked_in, streak) = (false, 0);
            return Ok(Standing { today, checked_in, streak, open_at_ms: at_ms, next_streak: 1 });
        };
        let dated_at_ms = zone.begin_of_day_ms(last.day + 1);
        let open_at_ms = match last.timezone == zone.name() {
            true => dated_at_ms,
            false => dated_at_ms.max(last.at_ms + limits::CHECKIN_ZONE_MS_MIN),
        };
        let continues = today <= date_at(zone, open_at_ms)?;
        let streak = if continues { last.streak } else { 0 };
        let checked_in = last.day >= today;
        Ok(Standing { today, checked_in, streak, open_at_ms, next_streak: streak + 1 })
    }

    /// Refuses a check-in that comes too early.
    pub(super) fn check(&self, last: Option<&Last>, at_ms: i64) -> Result<()> {
        let Some(last) = last.filter(|_| at_ms < self.open_at_ms) else { return Ok(()) };
        let (available_at_ms, retry_after_ms) = (self.open_at_ms, self.open_at_ms - at_ms);
        Err(match self.checked_in {
            true => {
                let date = date_of(last.day);
                ErrorKind::AlreadyCheckedIn { date, available_at_ms, retry_after_ms }
            }
            false => ErrorKind::CheckInTooSoon { available_at_ms, retry_after_ms },
        }
        .into())
    }
}

/// The time zone of a person: that of their profile, which has the default where they named none.
pub(super) fn zone_of(tx: &mut Tx<'_>, user: UserId) -> Result<Zone> {
    match profiles::find(tx, user)? {
        Some(profile) => Zone::parse(&profile.timezone),
        None => Err(Error::not_found("user", user)),
    }
}
