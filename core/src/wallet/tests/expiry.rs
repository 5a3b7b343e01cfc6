//! Expiry: exact to the millisecond, swept or not.

use super::*;
use crate::error::ErrorCode;
use crate::wallet::{Expiring, GrantKind, RecordKind};

/// Sweeps or does not, so that a test can say that it makes no difference.
const EITHER: [bool; 2] = [false, true];

fn expiring(world: &World, points: i64, in_ms: i64) {
    let at_ms = world.clock_ms() + in_ms;
    world.grant_with(world.granting(points).expires_at_ms(at_ms)).unwrap();
}

impl World {
    fn clock_ms(&self) -> i64 {
        use crate::Clock as _;
        self.clock.now_ms()
    }
}

#[test]
fn points_last_until_the_millisecond_before_they_expire() {
    let world = World::new();
    expiring(&world, 10, 1_000);
    world.clock.set_ms(START + 999);
    assert_eq!(world.balance().available, 10);
    world.clock.set_ms(START + 1_000);
    let wallet = world.balance();
    assert_eq!((wallet.balance, wallet.available, wallet.seq), (0, 0, 1));
    assert_eq!(wallet.expiring, None);
    let error = world.consume(1).unwrap_err();
    assert_eq!(error.code(), ErrorCode::InsufficientPoints);
    assert_eq!(error.details()["available"], 0);
    assert_eq!(world.balance().seq, 1, "the refusal booked nothing");
    world.assert_sound();
}

#[test]
fn the_next_write_books_each_expiry_at_its_true_moment_first() {
    let world = World::new();
    expiring(&world, 10, 1_000);
    expiring(&world, 5, 1_000);
    expiring(&world, 20, 2_000);
    world.grant(100);
    world.consume(3).unwrap();
    world.clock.set_ms(START + 5_000);
    world.consume(1).unwrap();
    let records = world.records();
    let told: Vec<_> =
        records.iter().take(3).map(|r| (r.kind, r.amount, r.effective_at_ms)).collect();
    assert_eq!(
        told,
        [
            (RecordKind::Consume, -1, START + 5_000),
            (RecordKind::Expire, -20, START + 2_000),
            (RecordKind::Expire, -12, START + 1_000),
        ]
    );
    assert!(records.iter().take(3).all(|record| record.booked_at_ms == START + 5_000));
    assert_eq!(world.balance().balance, 99);
    world.assert_sound();
}

#[test]
fn a_balance_of_any_moment_is_the_same_swept_or_not() {
    for sweeps in EITHER {
        let world = World::new();
        expiring(&world, 10, 1_000);
        world.clock.set_ms(START + 500);
        world.grant(7);
        world.consume(4).unwrap();
        expiring(&world, 30, 2_000);
        world.clock.set_ms(START + 9_000);
        if sweeps {
            world.sweep();
            assert_eq!(world.balance().seq, 6);
        }
        let moments = [-1, 0, 499, 500, 999, 1_000, 2_499, 2_500, 9_000, 99_000];
        let balances = moments.map(|at_ms| world.balance_as_of(START + at_ms));
        assert_eq!(balances, [0, 10, 10, 43, 43, 37, 37, 7, 7, 7], "swept: {sweeps}");
        world.consume(1).unwrap();
        let balances = moments.map(|at_ms| world.balance_as_of(START + at_ms));
        assert_eq!(balances, [0, 10, 10, 43, 43, 37, 37, 7, 6, 6], "swept: {sweeps}");
        world.assert_sound();
    }
}

#[test]
fn a_balance_to_come_lacks_what_will_have_expired() {
    let world = World::new();
    expiring(&world, 10, 1_000);
    expiring(&world, 20, 2_000);
    world.grant(5);
    world.consume(4).unwrap();
    let in_ms = |ms| world.balance_as_of(START + ms);
    assert_eq!([in_ms(0), in_ms(999), in_ms(1_000), in_ms(2_000)], [31, 31, 25, 5]);
    let request = GetBalanceRequest::new(world.user).as_of_at_ms(START + 1_500).breakdown(true);
    let later = world.engine.wallet().balance(request).unwrap();
    assert_eq!(later.expiring, Some(Expiring { at_ms: START + 2_000, points: 20 }));
    assert_eq!(later.breakdown.unwrap().promo, 25);
}

#[test]
fn what_expires_next_is_told_across_grants() {
    let world = World::new();
    expiring(&world, 10, 3_000);
    assert_eq!(world.balance().expiring, Some(Expiring { at_ms: START + 3_000, points: 10 }));
    world.grant_with(world.granting(4).priority(500).expires_at_ms(START + 3_000)).unwrap();
    assert_eq!(world.balance().expiring, Some(Expiring { at_ms: START + 3_000, points: 14 }));
    world.grant_with(world.granting(6).priority(600).expires_at_ms(START + 2_000)).unwrap();
    assert_eq!(world.balance().expiring, Some(Expiring { at_ms: START + 2_000, points: 6 }));
    world.consume(20).unwrap();
    assert_eq!(world.balance().expiring, None);
    world.assert_sound();
}

#[test]
fn a_sweep_books_every_wallet_that_is_due_and_then_rests() {
    let world = World::new();
    for number in 100..110 {
        let user = person(&world.engine, number);
        let request = GrantPointsRequest::new(user, 5, "k").expires_at_ms(START + 1_000);
        world.grant_with(request).unwrap();
    }
    world.grant(5);
    world.clock.set_ms(START + 2_000);
    let first = world.engine.maintain(std::time::Duration::from_secs(5)).unwrap();
    assert!(first.done);
    assert_eq!(first.rows, 10);
    let second = world.engine.maintain(std::time::Duration::from_secs(5)).unwrap();
    assert_eq!(second.rows, 0);
    assert_eq!(world.balance().seq, 1, "a wallet without expiries is not touched");
}

#[test]
fn a_sweep_in_many_small_steps_books_the_same() {
    let world = World::new();
    for at in 1..=9 {
        world.grant_with(world.granting(at).expires_at_ms(START + at * 100)).unwrap();
    }
    world.clock.set_ms(START + 850);
    let mut steps = 0;
    while world.engine.inner().write_own(|tx| wallet::sweep(tx, 3)).unwrap() == 3 {
        steps += 1;
        world.assert_sound();
        assert_eq!(world.balance_as_of(START + 450), 35);
        assert_eq!(world.balance().balance, 9);
    }
    assert_eq!(steps, 2);
    let expiries = world.records().iter().filter(|r| r.kind == RecordKind::Expire).count();
    assert_eq!(expiries, 8);
    world.assert_sound();
}

#[test]
fn a_late_booking_takes_effect_when_it_says_but_never_before_the_last_record() {
    let world = World::new();
    world.clock.set_ms(START + 1_000);
    let early = world.grant_with(world.granting(5).effective_at_ms(START - 9_000)).unwrap();
    assert_eq!(early.effective_at_ms, START - 9_000);
    assert_eq!(world.balance_as_of(START - 9_001), 0);
    assert_eq!(world.balance_as_of(START - 9_000), 5);
    world.consume(1).unwrap();
    let late = world.grant_with(world.granting(5).effective_at_ms(START)).unwrap();
    assert_eq!(late.effective_at_ms, START + 1_000);
    world.assert_sound();
}

#[test]
fn time_in_a_wallet_never_goes_back() {
    let world = World::new();
    world.clock.set_ms(START + 5_000);
    world.grant(10);
    world.clock.set_ms(START);
    world.consume(1).unwrap();
    let record = world.records().remove(0);
    assert_eq!((record.effective_at_ms, record.booked_at_ms), (START + 5_000, START + 5_000));
    let error = world.grant_with(world.granting(1).expires_at_ms(START + 5_000)).unwrap_err();
    assert_eq!(error.details()["field"], "expiresAtMs");
    world.assert_sound();
}

#[test]
fn a_breakdown_of_a_moment_that_has_passed_is_refused() {
    let world = World::new();
    let request = GetBalanceRequest::new(world.user).as_of_at_ms(START - 1).breakdown(true);
    let error = world.engine.wallet().balance(request).unwrap_err();
    assert_eq!(error.details()["field"], "breakdown");
}

#[test]
fn a_replay_answers_as_it_first_did_after_the_points_have_expired() {
    let world = World::new();
    let request = world.granting(10).kind(GrantKind::Checkin).expires_at_ms(START + 10);
    let first = world.grant_with(request.clone()).unwrap();
    world.clock.set_ms(START + 20);
    let again = world.grant_with(request).unwrap();
    assert_eq!(again, GrantPointsResponse { replayed: true, ..first });
    assert_eq!(world.balance().balance, 0);
}
