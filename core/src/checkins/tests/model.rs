//! Check-ins against a naive model: random journeys, clocks that move either way, repeated and
//! concurrent calls, conflicts, failures and lost answers.
//!
//! After each episode the claims that keep anybody from farming are looked at by themselves: no
//! two check-ins of one date, none within 20 hours of another in another zone, and no more of them
//! than dates can pass in the time.
//!
//! A failure names its seed. `SILVERVINE_MODEL_SEED` plays it again, and `SILVERVINE_MODEL_STEPS`
//! sets how many steps are taken in all.

use std::collections::BTreeSet;

use super::oracle::{Answer, Card};
use super::*;
use crate::episodes::{Dice, Disturbed, Length, play_all, race};

const LENGTH: Length = Length { steps: 1_200, on_server: 150, of_episode: 150 };

const ZONES: [&str; 12] = [
    "UTC",
    "Asia/Shanghai",
    "America/New_York",
    "Europe/Berlin",
    "Pacific/Honolulu",
    "Pacific/Auckland",
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "America/Santiago",
    "Africa/Cairo",
];

struct Episode {
    dice: Dice,
    world: World,
    disturbed: Disturbed,
    card: Card,
    sent: Vec<(CheckInRequest, CheckInResponse)>,
    /// The latest moment that the clock showed.
    latest: i64,
}

impl Episode {
    fn new(seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        let zone = ZONES[dice.place(ZONES.len())];
        let world = World::in_zone(zone);
        world.set("checkin.rewards", json!([3, 5, 8])).unwrap();
        // Any day of the year, so that clock changes are met.
        world.clock.advance_ms(dice.in_range(0, 365 * DAY));
        let card = Card { stamps: Vec::new(), rewards: vec![3, 5, 8], zone: zone.to_owned() };
        let latest = world.clock.now_ms();
        let disturbed = Disturbed::over(&world.engine, world.options());
        Episode { dice, world, disturbed, card, sent: Vec::new(), latest }
    }

    fn step(&mut self) {
        match self.dice.in_range(0, 100) {
            0..45 => self.check_in(),
            45..60 => {
                let zone = ZONES[self.dice.place(ZONES.len())];
                self.world.move_to(zone);
                self.card.zone = zone.to_owned();
            }
            60..66 => self.repeat(),
            66..70 => self.world.clock.advance_ms(self.dice.in_range(-40 * HOUR, 0)),
            70..80 => self.go_to_the_edge(),
            _ => self.world.clock.advance_ms(self.dice.in_range(0, 26 * HOUR)),
        }
        self.latest = self.latest.max(self.world.clock.now_ms());
        self.check();
    }

    fn check_in(&mut self) {
        let now = self.world.clock.now_ms();
        let expected = self.card.check_in(now);
        let request = CheckInRequest::new(self.world.user, self.world.key());
        let engine = &self.world.engine;
        let found = match self.dice.in_range(0, 5) {
            0 => {
                let other = CheckInRequest::new(self.world.user, self.world.key());
                let both = [request, other];
                let told = race(2, |number| engine.checkins().check_in(both[number].clone()));
                let [one, other] = <[_; 2]>::try_from(told).expect("there are two");
                assert!(one.is_err() || other.is_err(), "two check-ins passed at once");
                if one.is_ok() { one } else { other.or(one) }
            }
            _ => {
                let call = |engine: &Engine| engine.checkins().check_in(request.clone());
                let found = self.disturbed.deliver(&mut self.dice, call);
                if let Ok(done) = &found {
                    let first = CheckInResponse { replayed: false, ..done.clone() };
                    self.sent.push((request, first));
                }
                found
            }
        };
        assert_same(&found, &expected);
    }

    /// Goes to a millisecond beside the moment from which on the next check-in is possible.
    fn go_to_the_edge(&mut self) {
        let now = self.world.clock.now_ms();
        let edge = self.card.opens(now) + self.dice.in_range(-1, 1);
        if (now..now + 3 * DAY).contains(&edge) {
            self.world.clock.advance_ms(edge - now);
        }
    }

    fn repeat(&mut self) {
        let Some(last) = self.sent.len().checked_sub(1) else { return };
        let place = self.dice.place(last + 1);
        let (request, first) = self.sent[place].clone();
        let again = self.world.engine.checkins().check_in(request.clone()).unwrap();
        assert_eq!(again, CheckInResponse { replayed: true, ..first });
        let other = self.world.engine.checkins().check_in(request.note("another")).unwrap_err();
        assert_eq!(other.code(), ErrorCode::IdempotencyMismatch);
    }

    fn check(&self) {
        let (card, state) = (&self.card, self.world.get());
        let now = self.world.clock.now_ms();
        assert_eq!(state.date, card.date(now).to_string());
        assert_eq!((&state.timezone, state.checked_in), (&card.zone, card.is_made(now)));
        assert_eq!(state.next_at_ms, card.opens(now).max(now));
        let longest = card.stamps.iter().map(|stamp| stamp.streak).max().unwrap_or(0);
        let total = i64::try_from(card.stamps.len()).unwrap();
        let counts = (state.streak, state.longest_streak, state.total);
        assert_eq!(counts, (card.streak(now), longest, total));
        let points: i64 = card.stamps.iter().map(|stamp| stamp.points).sum();
        assert_eq!((state.points_total, self.world.balance()), (points, points));
        let mut next = card.clone();
        let next = next.check_in(now.max(card.opens(now))).unwrap();
        assert_eq!((state.next_streak, state.next_points), (next.streak, next.points));
        if let (Some(shown), Some(last)) = (state.last, card.stamps.last()) {
            assert_eq!((shown.date, shown.at_ms), (last.date.to_string(), last.at));
        }
    }

    /// What must hold of the rows themselves, whatever the model says.
    fn assert_nothing_was_farmed(&self) {
        self.world.assert_sound();
        let request = ListCheckInsRequest::new(self.world.user).limit(200);
        let made = self.world.engine.checkins().list(request).unwrap().items;
        let dates: BTreeSet<&String> = made.iter().map(|made| &made.date).collect();
        assert_eq!(dates.len(), made.len());
        for pair in made.windows(2) {
            let apart = pair[0].at_ms - pair[1].at_ms;
            let same = pair[0].timezone == pair[1].timezone;
            assert!(apart > 0 && (same || apart >= 20 * HOUR), "{pair:?}");
        }
        if let (Some(newest), Some(oldest)) = (made.first(), made.last()) {
            // Clocks are at most 26 hours apart, so so many dates at most have begun.
            let days = (newest.at_ms - oldest.at_ms + 26 * HOUR) / DAY + 2;
            assert!(i64::try_from(made.len()).unwrap() <= days);
            assert!(newest.at_ms <= self.latest);
        }
    }
}

#[track_caller]
fn assert_same(found: &Result<CheckInResponse>, expected: &Answer) {
    match (found, expected) {
        (Ok(found), Ok(expected)) => {
            let told = (&found.date, found.streak, found.points, &found.timezone);
            let date = expected.date.to_string();
            assert_eq!(told, (&date, expected.streak, expected.points, &expected.zone));
        }
        (Err(found), Err((code, at))) => {
            assert_eq!(found.code().as_str(), *code);
            assert_eq!(found.details()["availableAtMs"], *at);
        }
        _ => panic!("{found:?} where the model says {expected:?}"),
    }
}

#[test]
fn nobody_earns_more_than_the_naive_model_says_wherever_they_go() {
    play_all(&LENGTH, Episode::new, Episode::step, |episode| episode.assert_nothing_was_farmed());
}
