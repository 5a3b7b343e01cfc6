#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use serde_json::json;
use uuid::Uuid;

use crate::error::{Error, ErrorCode, Result};
use crate::id::UserId;
use crate::outbox::{
    AckOutboxRequest, ClaimOutboxRequest, ClaimedEvents, EventEnd, FailOutboxRequest,
    ListOutboxRequest, OutboxClaimed, OutboxState, put,
};
use crate::store::sqlite::Durability;
use crate::{Engine, EngineOptions, FixedClock};

mod keeping;
mod racing;

const BEGIN_MS: i64 = 1_768_464_000_000;
const MINUTE_MS: i64 = 60_000;

struct World {
    engine: Engine,
    clock: FixedClock,
}

fn user(number: u128) -> UserId {
    UserId(Uuid::from_u128(number))
}

impl World {
    fn new() -> World {
        World::with(":memory:", |options| options)
    }

    fn with(location: &str, more: impl FnOnce(EngineOptions) -> EngineOptions) -> World {
        let clock = FixedClock::new(BEGIN_MS);
        let options = EngineOptions::default().clock(clock.clone()).durability(Durability::Off);
        World { engine: Engine::open_with(location, more(options)).unwrap(), clock }
    }

    fn put(&self, whose: u128, kind: &'static str, key: &str) -> bool {
        self.engine
            .inner()
            .write_own(|tx| put(tx, user(whose), kind, &json!({"key": key}), key.as_bytes()))
            .unwrap()
    }

    fn claim(&self) -> ClaimedEvents {
        self.engine.outbox().claim(ClaimOutboxRequest::new()).unwrap()
    }

    fn claim_of(&self, kinds: &[&str]) -> ClaimedEvents {
        let kinds: Vec<String> = kinds.iter().map(|kind| (*kind).to_owned()).collect();
        self.engine.outbox().claim(ClaimOutboxRequest::new().kinds(kinds)).unwrap()
    }

    fn ack(&self, event: &OutboxClaimed, lease: Uuid) -> Result<EventEnd> {
        let request = AckOutboxRequest::new(event.user_id, event.event_id, lease);
        self.engine.outbox().ack(request)
    }

    fn fail(&self, event: &OutboxClaimed, lease: Uuid) -> Result<EventEnd> {
        let request = FailOutboxRequest::new(event.user_id, event.event_id, lease);
        self.engine.outbox().fail(request.reason("503"))
    }

    fn listed(&self, state: OutboxState) -> Vec<String> {
        let request = ListOutboxRequest::new().state(state);
        let items = self.engine.outbox().list(request).unwrap().items;
        items
            .into_iter()
            .map(|event| event.payload.map_or("-".into(), |payload| name(&payload)))
            .collect()
    }
}

fn name(payload: &serde_json::Value) -> String {
    payload["key"].as_str().unwrap().to_owned()
}

fn names(claimed: &ClaimedEvents) -> Vec<String> {
    claimed.items.iter().map(|event| name(&event.payload)).collect()
}

fn state_of(outcome: Result<EventEnd>) -> String {
    let error: Error = outcome.unwrap_err();
    assert_eq!(error.code(), ErrorCode::InvalidState, "{error}");
    error.details()["state"].as_str().unwrap().to_owned()
}

#[test]
fn events_of_a_user_come_in_order_and_one_at_a_time() {
    let world = World::new();
    for key in ["a1", "a2", "a3"] {
        world.put(1, "toy", key);
    }
    world.put(2, "toy", "b1");
    let first = world.claim();
    assert_eq!(names(&first), ["a1", "b1"]);
    assert!(world.claim().items.is_empty(), "what was claimed holds up what comes after it");
    world.ack(&first.items[0], first.lease).unwrap();
    let second = world.claim();
    assert_eq!(names(&second), ["a2"]);
    // A failure makes the next one wait, too.
    world.fail(&second.items[0], second.lease).unwrap();
    assert!(world.claim().items.is_empty());
    world.clock.advance_ms(10_000);
    let again = world.claim();
    assert_eq!((names(&again), again.items[0].tries), (vec!["a2".to_owned()], 2));
    world.ack(&again.items[0], again.lease).unwrap();
    assert_eq!(names(&world.claim()), ["a3"]);
}

#[test]
fn a_lease_ends_by_the_clock_and_the_late_worker_cannot_speak_for_the_new_one() {
    let world = World::new();
    world.put(1, "toy", "a1");
    let first = world.claim();
    assert_eq!(first.lease_ends_at_ms, BEGIN_MS + MINUTE_MS);
    world.clock.advance_ms(MINUTE_MS - 1);
    assert!(world.claim().items.is_empty());
    world.clock.advance_ms(1);
    let second = world.claim();
    assert_eq!((names(&second), second.items[0].tries), (vec!["a1".to_owned()], 2));
    assert_eq!(first.items[0].event_id, second.items[0].event_id);
    let late = &first.items[0];
    assert_eq!(state_of(world.ack(late, first.lease)), "claimed by another since");
    assert_eq!(state_of(world.fail(late, first.lease)), "claimed by another since");
    assert_eq!(world.ack(late, second.lease).unwrap().state, OutboxState::Done);
}

#[test]
fn a_late_acknowledgement_counts_while_nobody_has_claimed_since() {
    let world = World::new();
    world.put(1, "toy", "a1");
    let first = world.claim();
    world.clock.advance_ms(10 * MINUTE_MS);
    let end = world.ack(&first.items[0], first.lease).unwrap();
    assert!(!end.replayed);
    let again = world.ack(&first.items[0], first.lease).unwrap();
    assert_eq!(again, EventEnd { replayed: true, ..end });
    assert!(world.claim().items.is_empty());
    assert_eq!(state_of(world.fail(&first.items[0], first.lease)), "done");
}

#[test]
fn five_tries_with_growing_waits_end_in_a_dead_letter_that_holds_up_nothing() {
    let world = World::new();
    world.put(1, "toy", "a1");
    world.put(1, "toy", "a2");
    for (tries, wait_ms) in (1..).zip([10_000, 60_000, 300_000, 1_800_000]) {
        let claimed = world.claim();
        assert_eq!((names(&claimed), claimed.items[0].tries), (vec!["a1".to_owned()], tries));
        let end = world.fail(&claimed.items[0], claimed.lease).unwrap();
        assert_eq!((end.state, end.tries), (OutboxState::Pending, tries));
        world.clock.advance_ms(wait_ms - 1);
        assert!(world.claim().items.is_empty());
        world.clock.advance_ms(1);
    }
    let last = world.claim();
    assert_eq!(world.fail(&last.items[0], last.lease).unwrap().state, OutboxState::Dead);
    assert_eq!(world.listed(OutboxState::Dead), ["a1"], "with its payload");
    assert_eq!(names(&world.claim()), ["a2"]);
    assert_eq!(state_of(world.ack(&last.items[0], last.lease)), "dead");
}

#[test]
fn an_event_whose_worker_dies_each_time_ends_in_a_dead_letter() {
    let world = World::new();
    world.put(1, "toy", "a1");
    world.put(1, "toy", "a2");
    for tries in 1..=5 {
        assert_eq!(world.claim().items[0].tries, tries);
        world.clock.advance_ms(MINUTE_MS);
    }
    assert_eq!(names(&world.claim()), ["a2"], "what stands behind it goes out at once");
    assert_eq!(world.listed(OutboxState::Dead), ["a1"]);
}

#[test]
fn a_claim_of_kinds_looks_past_the_others_and_keeps_their_order() {
    let world = World::new();
    for (kind, key) in [("mail", "1"), ("push", "2"), ("mail", "3"), ("sms", "4"), ("push", "5")] {
        world.put(1, kind, key);
    }
    let sms = world.claim_of(&["sms"]);
    assert_eq!(names(&sms), ["4"]);
    let push = world.claim_of(&["push", "sms"]);
    assert_eq!(names(&push), ["2"], "the first of those kinds");
    assert!(world.claim_of(&["push"]).items.is_empty());
    world.ack(&push.items[0], push.lease).unwrap();
    assert!(world.claim_of(&["sms", "push"]).items.is_empty(), "4 is claimed and comes before 5");
    assert_eq!(names(&world.claim_of(&["push"])), ["5"]);
    assert!(world.claim_of(&["a", "b", "c", "d", "e", "f", "g", "h"]).items.is_empty());
    assert_eq!(names(&world.claim()), ["1"], "of all kinds, the first");
}

#[test]
fn a_claim_takes_the_oldest_and_no_more_than_it_asks_for() {
    let world = World::new();
    for whose in (1..=9).rev() {
        world.clock.advance_ms(1);
        world.put(whose, "toy", &whose.to_string());
    }
    let request = ClaimOutboxRequest::new().limit(4);
    assert_eq!(names(&world.engine.outbox().claim(request.clone()).unwrap()), ["9", "8", "7", "6"]);
    assert_eq!(names(&world.engine.outbox().claim(request).unwrap()), ["5", "4", "3", "2"]);
}

#[test]
fn pages_tile_each_state() {
    let world = World::new();
    for whose in 1..=7 {
        world.put(whose, "toy", &whose.to_string());
    }
    let mut request = ListOutboxRequest::new().limit(3);
    let mut seen = Vec::new();
    loop {
        let page = world.engine.outbox().list(request.clone()).unwrap();
        seen.extend(page.items.iter().map(|event| name(event.payload.as_ref().unwrap())));
        let Some(cursor) = page.next_cursor else { break };
        let other = ListOutboxRequest::new().state(OutboxState::Dead).cursor(cursor.clone());
        let error = world.engine.outbox().list(other).unwrap_err();
        assert_eq!(error.code(), ErrorCode::CursorInvalid);
        request = request.cursor(cursor);
    }
    assert_eq!(seen, ["1", "2", "3", "4", "5", "6", "7"]);
}
