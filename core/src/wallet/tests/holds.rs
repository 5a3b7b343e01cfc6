//! Holds: what they reserve, what they give back, and when they end.

use super::*;
use crate::error::ErrorCode;
use crate::id::HoldId;
use crate::wallet::{
    CapturePointsRequest, CapturePointsResponse, ExtendHoldRequest, FreezeWalletRequest,
    GetHoldRequest, GrantKind, HeldPoints, HoldPointsRequest, HoldPointsResponse, HoldState,
    ListHoldsRequest, RecordKind, ReleaseHoldRequest, ReleaseHoldResponse,
};

impl World {
    /// A hold that ends in so many milliseconds.
    fn hold(&self, points: i64, in_ms: i64) -> Result<HoldPointsResponse> {
        use crate::Clock as _;
        let expires_at_ms = self.clock.now_ms() + in_ms;
        let request = HoldPointsRequest::new(self.user, points, expires_at_ms, self.key());
        self.engine.wallet().hold(request.action_id("task-1").related_event_id("event-1"))
    }

    fn capturing(&self, hold: HoldId) -> CapturePointsRequest {
        CapturePointsRequest::new(self.user, hold, self.key())
    }

    fn capture(&self, hold: HoldId, points: i64) -> Result<CapturePointsResponse> {
        self.engine.wallet().capture(self.capturing(hold).amount(points))
    }

    fn release(&self, hold: HoldId) -> Result<ReleaseHoldResponse> {
        self.engine.wallet().release(ReleaseHoldRequest::new(self.user, hold, self.key()))
    }

    fn get(&self, hold: HoldId) -> HeldPoints {
        self.engine.wallet().get_hold(GetHoldRequest::new(self.user, hold)).unwrap()
    }

    /// Balance, held and available.
    fn sums(&self) -> (i64, i64, i64) {
        let wallet = self.balance();
        (wallet.balance, wallet.held, wallet.available)
    }
}

#[test]
fn a_hold_reserves_points_and_writes_no_record() {
    let world = World::new();
    world.grant(100);
    let hold = world.hold(40, 1_000).unwrap();
    assert_eq!((hold.amount, hold.balance, hold.available), (40, 100, 60));
    assert_eq!(world.sums(), (100, 40, 60));
    assert_eq!(world.balance().seq, 1);
    assert_eq!(world.consume(61).unwrap_err().details()["available"], 60);
    assert_eq!(world.hold(61, 1_000).unwrap_err().code(), ErrorCode::InsufficientPoints);
    world.consume(60).unwrap();
    assert_eq!(world.sums(), (40, 40, 0));
    world.assert_sound();
}

#[test]
fn a_hold_is_captured_in_parts_and_the_records_carry_its_action() {
    let world = World::new();
    world.grant(100);
    let hold = world.hold(40, 1_000).unwrap().hold_id;
    let first = world.capture(hold, 15).unwrap();
    assert_eq!((first.amount, first.open, first.balance, first.available), (15, 25, 85, 60));
    let error = world.capture(hold, 26).unwrap_err();
    assert_eq!(error.code(), ErrorCode::HoldExceeded);
    assert_eq!((&error.details()["open"], &error.details()["needed"]), (&25.into(), &26.into()));
    assert_eq!(world.capture(hold, 25).unwrap().open, 0);
    let record = world.records().remove(1);
    assert_eq!((record.kind, record.amount), (RecordKind::Consume, -15));
    assert_eq!(record.action_id.as_deref(), Some("task-1"));
    assert_eq!(record.related_event_id.as_deref(), Some("event-1"));
    let held = world.get(hold);
    assert_eq!((held.state, held.captured, held.released), (HoldState::Captured, 40, 0));
    assert_eq!(world.capture(hold, 1).unwrap_err().code(), ErrorCode::InvalidState);
    assert_eq!(world.balance().total_consumed, 40);
    world.assert_sound();
}

#[test]
fn a_capture_takes_all_by_default_or_releases_the_rest() {
    let world = World::new();
    world.grant(100);
    let (all, part) = (world.hold(30, 9).unwrap().hold_id, world.hold(30, 9).unwrap().hold_id);
    assert_eq!(world.engine.wallet().capture(world.capturing(all)).unwrap().amount, 30);
    let request = world.capturing(part).amount(10).release_rest(true);
    let done = world.engine.wallet().capture(request).unwrap();
    assert_eq!((done.open, done.balance, done.available), (0, 60, 60));
    let held = world.get(part);
    assert_eq!((held.state, held.captured, held.released), (HoldState::Captured, 10, 20));
    world.assert_sound();
}

#[test]
fn a_release_restores_the_very_slices_that_were_reserved() {
    let world = World::new();
    let paid = world.granting(10).kind(GrantKind::Paid);
    world.grant_with(paid).unwrap();
    world.grant_with(world.granting(20).kind(GrantKind::Bonus)).unwrap();
    let hold = world.hold(25, 1_000).unwrap().hold_id;
    world.grant_with(world.granting(7).kind(GrantKind::Plan).priority(0)).unwrap();
    world.capture(hold, 22).unwrap();
    let breakdown = world.breakdown();
    assert_eq!((breakdown.paid, breakdown.bonus, breakdown.plan), (8, 0, 7));
    let done = world.release(hold).unwrap();
    assert_eq!((done.released, done.expired, done.available), (3, 0, 15));
    let breakdown = world.breakdown();
    assert_eq!((breakdown.paid, breakdown.bonus, breakdown.plan), (8, 0, 7));
    assert_eq!(world.release(hold).unwrap_err().details()["state"], "released");
    world.assert_sound();
}

#[test]
fn a_hold_ends_at_its_deadline_whether_or_not_anything_sweeps() {
    for sweeps in [false, true] {
        let world = World::new();
        world.grant(100);
        let hold = world.hold(40, 1_000).unwrap().hold_id;
        world.capture(hold, 10).unwrap();
        world.clock.set_ms(START + 999);
        assert_eq!(world.sums(), (90, 30, 60));
        world.clock.set_ms(START + 1_000);
        if sweeps {
            world.sweep();
        }
        assert_eq!(world.sums(), (90, 0, 90), "swept: {sweeps}");
        let held = world.get(hold);
        assert_eq!((held.state, held.open, held.released), (HoldState::Expired, 0, 30));
        assert_eq!(held.ended_at_ms, Some(START + 1_000));
        for error in [world.capture(hold, 1).unwrap_err(), world.release(hold).unwrap_err()] {
            assert_eq!(error.code(), ErrorCode::InvalidState);
            assert_eq!(error.details()["state"], "expired");
        }
        assert_eq!(world.consume(90).unwrap().balance, 0);
        world.assert_sound();
    }
}

#[test]
fn held_points_outlive_their_expiry_and_expire_when_the_hold_ends() {
    for ends_by_itself in [false, true] {
        let world = World::new();
        world.grant_with(world.granting(50).expires_at_ms(START + 500)).unwrap();
        let hold = world.hold(30, 2_000).unwrap().hold_id;
        world.clock.set_ms(START + 900);
        assert_eq!(world.sums(), (30, 30, 0));
        assert_eq!(world.capture(hold, 10).unwrap().balance, 20);
        assert_eq!(world.balance_as_of(START + 1_999), 20);
        assert_eq!(world.balance_as_of(START + 2_000), 0);
        if ends_by_itself {
            world.clock.set_ms(START + 5_000);
            assert_eq!(world.sums(), (0, 0, 0));
            world.grant(1);
        } else {
            world.clock.set_ms(START + 1_500);
            let done = world.release(hold).unwrap();
            assert_eq!((done.released, done.expired, done.balance), (20, 20, 0));
        }
        let ended = if ends_by_itself { START + 2_000 } else { START + 1_500 };
        let records = world.records();
        let expired: Vec<_> = records.iter().filter(|r| r.kind == RecordKind::Expire).collect();
        let told: Vec<_> = expired.iter().map(|r| (r.amount, r.effective_at_ms)).collect();
        assert_eq!(told, [(-20, ended), (-20, START + 500)]);
        assert_eq!(world.balance_as_of(ended - 1), 20);
        assert_eq!(world.balance_as_of(ended), 0);
        world.assert_sound();
    }
}

#[test]
fn an_extended_hold_ends_later() {
    let world = World::new();
    world.grant(100);
    let hold = world.hold(40, 1_000).unwrap().hold_id;
    let extend = |at_ms| {
        world.engine.wallet().extend(ExtendHoldRequest::new(world.user, hold, at_ms, world.key()))
    };
    assert_eq!(extend(START + 1_000).unwrap_err().details()["field"], "expiresAtMs");
    assert_eq!(extend(START + 3_000).unwrap().open, 40);
    world.clock.set_ms(START + 2_999);
    assert_eq!(world.sums(), (100, 40, 60));
    world.clock.set_ms(START + 3_000);
    assert_eq!(extend(START + 9_000).unwrap_err().details()["state"], "expired");
    assert_eq!(world.sums(), (100, 0, 100));
    world.assert_sound();
}

#[test]
fn a_deadline_is_after_now_and_not_too_far() {
    let world = World::new();
    world.grant(100);
    for in_ms in [0, limits::HOLD_MS_MAX + 1] {
        assert_eq!(world.hold(1, in_ms).unwrap_err().details()["field"], "expiresAtMs");
    }
    world.hold(1, limits::HOLD_MS_MAX).unwrap();
}

#[test]
fn a_frozen_wallet_reserves_and_captures_nothing_but_lets_go() {
    let world = World::new();
    world.grant(100);
    let hold = world.hold(40, 1_000).unwrap().hold_id;
    let request = FreezeWalletRequest::new(world.user).reason("a chargeback");
    world.engine.wallet().freeze(request).unwrap();
    assert_eq!(world.hold(1, 9).unwrap_err().code(), ErrorCode::WalletFrozen);
    assert_eq!(world.capture(hold, 1).unwrap_err().code(), ErrorCode::WalletFrozen);
    assert_eq!(world.release(hold).unwrap().available, 100);
    world.assert_sound();
}

#[test]
fn holds_are_listed_newest_first_or_by_their_deadlines() {
    let world = World::new();
    world.grant(100);
    let holds: Vec<HoldId> = [900, 500, 700, 500]
        .map(|ms| {
            world.clock.advance_ms(1);
            world.hold(1, ms).unwrap().hold_id
        })
        .to_vec();
    let list = |open: bool| {
        let (mut ids, mut cursor) = (Vec::new(), None);
        loop {
            let mut request = ListHoldsRequest::new(world.user).open(open).limit(2);
            request.cursor = cursor;
            let page = world.engine.wallet().list_holds(request).unwrap();
            ids.extend(page.items.iter().map(|hold| hold.hold_id));
            cursor = page.next_cursor;
            if cursor.is_none() {
                return ids;
            }
        }
    };
    assert_eq!(list(false), [holds[3], holds[2], holds[1], holds[0]]);
    assert_eq!(list(true), [holds[1], holds[3], holds[2], holds[0]]);
    world.clock.set_ms(START + 503);
    assert_eq!(list(true), [holds[3], holds[2], holds[0]]);
    let request = ListHoldsRequest::new(world.user).limit(1);
    let cursor = world.engine.wallet().list_holds(request).unwrap().next_cursor.unwrap();
    let request = ListHoldsRequest::new(world.user).open(true).cursor(cursor);
    let error = world.engine.wallet().list_holds(request).unwrap_err();
    assert_eq!(error.code(), ErrorCode::CursorInvalid);
}

#[test]
fn a_sweep_of_one_step_at_a_time_books_holds_and_expiries_in_order() {
    let world = World::new();
    world.grant_with(world.granting(10).expires_at_ms(START + 100)).unwrap();
    world.grant_with(world.granting(10).expires_at_ms(START + 300)).unwrap();
    world.hold(4, 200).unwrap();
    world.hold(3, 200).unwrap();
    world.hold(5, 400).unwrap();
    world.clock.set_ms(START + 1_000);
    let moments = [99, 100, 199, 200, 299, 300, 399, 400].map(|ms| START + ms);
    let expected = moments.map(|at_ms| world.balance_as_of(at_ms));
    assert_eq!(expected, [20, 20, 20, 13, 13, 5, 5, 0].map(|points| points));
    while world.engine.inner().write_own(|tx| wallet::sweep(tx, 1)).unwrap() > 0 {
        world.assert_sound();
        assert_eq!(moments.map(|at_ms| world.balance_as_of(at_ms)), expected);
        assert_eq!(world.sums(), (0, 0, 0));
    }
    assert_eq!(world.records().iter().filter(|r| r.kind == RecordKind::Expire).count(), 3);
}

#[test]
fn a_replayed_capture_answers_as_it_first_did() {
    let world = World::new();
    world.grant(100);
    let hold = world.hold(40, 1_000).unwrap().hold_id;
    let request = world.capturing(hold).amount(10);
    let first = world.engine.wallet().capture(request.clone()).unwrap();
    world.capture(hold, 30).unwrap();
    let again = world.engine.wallet().capture(request.clone()).unwrap();
    assert_eq!(again, CapturePointsResponse { replayed: true, ..first });
    let error = world.engine.wallet().capture(request.amount(11)).unwrap_err();
    assert_eq!(error.code(), ErrorCode::IdempotencyMismatch);
}

#[test]
fn time_never_goes_back_over_a_hold_that_was_made_extended_or_released() {
    let world = World::new();
    world.grant(100);
    let hold = world.hold(10, 90_000).unwrap().hold_id;
    let refused_before = |at_ms: i64| {
        world.clock.set_ms(START);
        let request = HoldPointsRequest::new(world.user, 1, at_ms, world.key());
        let error = world.engine.wallet().hold(request).unwrap_err();
        assert_eq!(error.details()["field"], "expiresAtMs");
    };
    world.clock.set_ms(START + 1_000);
    world.hold(1, 90_000).unwrap();
    refused_before(START + 1_000);
    world.clock.set_ms(START + 2_000);
    let request = ExtendHoldRequest::new(world.user, hold, START + 99_000, world.key());
    world.engine.wallet().extend(request).unwrap();
    refused_before(START + 2_000);
    world.clock.set_ms(START + 3_000);
    world.release(hold).unwrap();
    refused_before(START + 3_000);
    world.assert_sound();
}

#[test]
fn racing_captures_and_releases_of_one_hold_move_each_point_once() {
    let world = World::new();
    world.grant(200);
    for _ in 0..4 {
        let before = world.sums();
        let hold = world.hold(40, 60_000).unwrap().hold_id;
        let captured: i64 = std::thread::scope(|scope| {
            let racers: Vec<_> = (0..8)
                .map(|n| {
                    let world = &world;
                    scope.spawn(move || match n {
                        7 => world.release(hold).map(|_| 0),
                        _ => world.capture(hold, 10).map(|capture| capture.amount),
                    })
                })
                .collect();
            racers
                .into_iter()
                .map(|racer| match racer.join().unwrap() {
                    Ok(points) => points,
                    Err(error) => {
                        let ended = [ErrorCode::InvalidState, ErrorCode::HoldExceeded];
                        assert!(ended.contains(&error.code()), "{error}");
                        0
                    }
                })
                .sum()
        });
        let after = world.sums();
        assert!(captured <= 40, "{captured} of 40 were captured");
        assert_eq!((before.0 - after.0, after.1), (captured, 0));
        world.assert_sound();
    }
}

#[test]
fn a_wallet_has_no_more_open_holds_than_one_call_can_end() {
    let world = World::new();
    world.grant(5_000);
    let most = limits::WALLET_HOLDS_MAX;
    let first = world.hold(1, 1_000).unwrap().hold_id;
    for _ in 1..most {
        world.hold(1, 1_000).unwrap();
    }
    let error = world.hold(1, 1_000).unwrap_err();
    assert_eq!(error.code(), ErrorCode::InvalidState, "{error}");
    assert_eq!(error.details()["state"], "reserved 1000 times");
    assert_eq!(world.sums(), (5_000, most, 5_000 - most), "the refusal changed nothing");
    // Those that have ended, by a call or by the clock, make room.
    world.release(first).unwrap();
    world.hold(1, 1_000).unwrap();
    assert_eq!(world.hold(1, 1_000).unwrap_err().code(), ErrorCode::InvalidState);
    world.clock.advance_ms(1_000);
    world.hold(1, 1_000).unwrap();
    assert_eq!(world.sums(), (5_000, 1, 4_999));
    world.assert_sound();
}

#[test]
fn each_asset_has_room_for_holds_of_its_own() {
    let world = World::new();
    world.grant(2_000);
    world.grant_with(world.granting(10).asset("gems")).unwrap();
    for _ in 0..limits::WALLET_HOLDS_MAX {
        world.hold(1, 1_000).unwrap();
    }
    let request = HoldPointsRequest::new(world.user, 5, START + 1_000, world.key()).asset("gems");
    world.engine.wallet().hold(request).unwrap();
}
