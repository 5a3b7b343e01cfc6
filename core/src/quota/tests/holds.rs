//! Reservations: made, used, given back, forgotten.

use super::*;
use crate::context::Clock as _;
use crate::error::ErrorCode;
use crate::id::QuotaHoldId;
use crate::limits::QUOTA_HOLDS_MAX;
use crate::quota::{
    CaptureQuotaRequest, CaptureQuotaResponse, HoldQuotaRequest, HoldQuotaResponse,
    PurchaseQuotaRequest, QuotaHoldState, ReleaseQuotaRequest,
};

const HOUR_MS: i64 = 3_600_000;

impl World {
    fn try_hold(&self, amount: i64, lasts_ms: i64) -> Result<HoldQuotaResponse> {
        let ends_ms = self.clock.now_ms() + lasts_ms;
        let request = HoldQuotaRequest::new(self.user, ends_ms, self.key()).amount(amount);
        self.engine.quota().hold(request)
    }

    fn hold(&self, amount: i64, lasts_ms: i64) -> QuotaHoldId {
        self.try_hold(amount, lasts_ms).unwrap().hold_id
    }

    fn capture(&self, hold: QuotaHoldId, amount: i64) -> Result<CaptureQuotaResponse> {
        let request = CaptureQuotaRequest::new(self.user, hold, self.key()).amount(amount);
        self.engine.quota().capture(request)
    }

    fn release(&self, hold: QuotaHoldId) -> Result<QuotaHoldState> {
        let request = ReleaseQuotaRequest::new(self.user, hold, self.key());
        self.engine.quota().release(request).map(|released| released.state)
    }
}

/// The state in which a reservation was refused.
fn state<T: std::fmt::Debug>(outcome: Result<T>) -> String {
    let error = outcome.unwrap_err();
    assert_eq!(error.code(), ErrorCode::InvalidState, "{error}");
    error.details()["state"].as_str().unwrap().to_owned()
}

#[test]
fn what_is_reserved_cannot_be_used_twice() {
    let world = World::new();
    let hold = world.hold(90, HOUR_MS);
    assert_eq!((world.get().held, world.get().remaining, world.get().used), (90, 10, 0));
    refused(world.consume(11));
    assert!(world.try_hold(11, HOUR_MS).is_err());
    world.consume(10).unwrap();
    assert_eq!(world.capture(hold, 90).unwrap().total_used, 100);
    assert_eq!((world.get().held, world.get().remaining, world.get().used), (0, 0, 100));
}

#[test]
fn a_reservation_is_used_in_parts_and_the_rest_given_back() {
    let world = World::new();
    let hold = world.hold(50, HOUR_MS);
    let captured = world.capture(hold, 20).unwrap();
    assert_eq!((captured.left, captured.state), (30, QuotaHoldState::Open));
    assert_eq!(world.capture(hold, 31).unwrap_err().details()["field"], "amount");
    let request =
        CaptureQuotaRequest::new(world.user, hold, world.key()).amount(5).release_rest(true);
    let captured = world.engine.quota().capture(request).unwrap();
    assert_eq!((captured.released, captured.state), (25, QuotaHoldState::Captured));
    assert_eq!(state(world.capture(hold, 1)), "captured");
    assert_eq!((world.get().used, world.get().remaining), (25, 75));
    let hold = world.hold(10, HOUR_MS);
    assert_eq!(world.release(hold).unwrap(), QuotaHoldState::Released);
    assert_eq!(state(world.release(hold)), "released");
}

#[test]
fn past_its_deadline_a_reservation_holds_nothing_and_cannot_be_used() {
    let world = World::new();
    let hold = world.hold(90, HOUR_MS);
    let later = world.hold(5, 2 * HOUR_MS);
    world.clock.set_ms(BEGIN_MS + HOUR_MS - 1);
    assert_eq!(world.get().held, 95);
    world.clock.set_ms(BEGIN_MS + HOUR_MS);
    let before = world.written();
    assert_eq!((world.get().held, world.get().remaining), (5, 95), "nothing was swept");
    assert_eq!(world.written(), before);
    assert_eq!(state(world.capture(hold, 1)), "expired");
    assert_eq!(state(world.release(hold)), "expired");
    world.consume(95).unwrap();
    assert_eq!(state(world.capture(hold, 1)), "expired", "and once it is booked");
    world.capture(later, 5).unwrap();
    assert_eq!(world.get().used, 100);
}

#[test]
fn a_pack_does_not_expire_while_it_is_held_and_is_lost_when_given_back_too_late() {
    let world = World::new().with_plan(&[(Period::Month, 0)]);
    let pack = PurchaseQuotaRequest::new(world.user, 10, "p").expires_at_ms(BEGIN_MS + HOUR_MS);
    world.engine.quota().purchase(pack).unwrap();
    let hold = world.hold(6, 3 * HOUR_MS);
    assert_eq!((world.get().held, world.get().purchased), (6, 4));
    world.clock.set_ms(BEGIN_MS + HOUR_MS);
    assert_eq!((world.get().held, world.get().purchased), (6, 0));
    assert_eq!(world.capture(hold, 2).unwrap().from_packs, 2);
    world.release(hold).unwrap();
    assert_eq!((world.get().held, world.get().purchased, world.get().total_used), (0, 0, 2));
}

#[test]
fn a_reservation_from_the_last_period_counts_in_the_one_in_which_it_is_used() {
    let world = World::at(FEBRUARY_MS - HOUR_MS);
    let hold = world.hold(60, 2 * HOUR_MS);
    world.clock.set_ms(FEBRUARY_MS);
    assert_eq!((world.get().used, world.get().held, world.get().remaining), (0, 60, 40));
    world.capture(hold, 60).unwrap();
    assert_eq!((world.get().used, world.get().remaining), (60, 40));
}

#[test]
fn a_reservation_from_before_a_downgrade_is_kept() {
    let world = World::new();
    world.set_plan("basic").unwrap();
    let hold = world.hold(250, HOUR_MS);
    world.set_plan("free").unwrap();
    refused(world.consume(1));
    assert_eq!(world.capture(hold, 250).unwrap().remaining, 0);
    assert_eq!((world.get().used, world.get().percent), (250, 250));
}

#[test]
fn reservations_at_once_are_bounded_and_forgotten_ones_do_not_count() {
    let world = World::new();
    for _ in 0..QUOTA_HOLDS_MAX - 1 {
        world.hold(1, HOUR_MS);
    }
    world.clock.advance_ms(HOUR_MS);
    for _ in 0..QUOTA_HOLDS_MAX - 1 {
        world.hold(1, HOUR_MS);
    }
    let last = world.hold(1, HOUR_MS);
    assert_eq!(world.get().remaining, 0);
    world.set_plan("basic").unwrap();
    assert_eq!(state(world.try_hold(1, HOUR_MS)), "reserved 100 times");
    world.release(last).unwrap();
    world.hold(1, HOUR_MS);
}

#[test]
fn racing_captures_of_one_reservation_use_it_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("quota.db");
    let world = World::stored(path.to_str().unwrap(), BEGIN_MS);
    let hold = world.hold(40, HOUR_MS);
    let outcomes: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(|| world.capture(hold, 30))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
    assert_eq!((world.get().used, world.get().held), (30, 10));
}
