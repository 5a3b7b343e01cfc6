//! What check-ins do, written down again without the engine's code: with `jiff` alone.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::{TimeZone, TimeZoneDatabase};

const HOUR: i64 = 3_600_000;

/// One check-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stamp {
    pub(super) date: Date,
    pub(super) zone: String,
    pub(super) at: i64,
    pub(super) streak: i64,
    pub(super) points: i64,
}

/// What a call answers: the check-in, or the code of the refusal and when the next is possible.
pub(super) type Answer = Result<Stamp, (&'static str, i64)>;

/// The check-ins of one person.
#[derive(Debug, Clone)]
pub(super) struct Card {
    pub(super) stamps: Vec<Stamp>,
    pub(super) rewards: Vec<i64>,
    pub(super) zone: String,
}

fn zone(name: &str) -> TimeZone {
    TimeZoneDatabase::bundled().get(name).expect("a zone that exists")
}

impl Card {
    /// The date on the wall at a moment.
    pub(super) fn date(&self, at: i64) -> Date {
        Timestamp::from_millisecond(at).expect("a moment").to_zoned(zone(&self.zone)).date()
    }

    /// The first moment at which the next check-in is possible.
    pub(super) fn opens(&self, now: i64) -> i64 {
        let Some(last) = self.stamps.last() else { return now };
        let tomorrow = last.date.tomorrow().expect("a date");
        let midnight = tomorrow.to_zoned(zone(&self.zone)).expect("a midnight");
        let midnight = midnight.timestamp().as_millisecond();
        if last.zone == self.zone { midnight } else { midnight.max(last.at + 20 * HOUR) }
    }

    /// The streak that a check-in would continue.
    pub(super) fn streak(&self, now: i64) -> i64 {
        match self.stamps.last() {
            Some(last) if self.date(now) <= self.date(self.opens(now)) => last.streak,
            _ => 0,
        }
    }

    pub(super) fn is_made(&self, now: i64) -> bool {
        self.stamps.last().is_some_and(|last| last.date >= self.date(now))
    }

    pub(super) fn check_in(&mut self, now: i64) -> Answer {
        let opens = self.opens(now);
        if now < opens {
            let code = if self.is_made(now) { "already_checked_in" } else { "check_in_too_soon" };
            return Err((code, opens));
        }
        let streak = self.streak(now) + 1;
        let place = usize::try_from(streak).expect("a streak").min(self.rewards.len());
        let (date, points) = (self.date(now), self.rewards[place - 1]);
        let stamp = Stamp { date, zone: self.zone.clone(), at: now, streak, points };
        self.stamps.push(stamp.clone());
        Ok(stamp)
    }
}
