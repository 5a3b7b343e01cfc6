//! What refunds take back.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use super::*;
use crate::wallet::{FreezeWalletRequest, HoldPointsRequest, ReleaseHoldRequest};

/// A price, the three parts of the points, and how the price is paid back.
fn orders() -> impl Strategy<Value = (i64, [i64; 3], Vec<i64>)> {
    let points = || prop_oneof![0..20_i64, 0..1_000_000_000_i64];
    let price = prop_oneof![1..40_i64, 1..1_000_000_000_000_i64];
    let shares = prop::collection::vec(1..100_i64, 0..12);
    (price, [points(), points(), points()], shares)
}

#[test]
fn any_sequence_of_refunds_takes_back_exactly_what_came() {
    let world = World::new();
    // The first recharge is done, so that each order tells what its bonus is by itself.
    let cases = if crate::engine::test_backend() == "sqlite" { 96 } else { 16 };
    let mut runner = TestRunner::new(Config { cases, ..Config::default() });
    let outcome = runner.run(&orders(), |(price, [base, bonus, first], shares)| {
        let base = base + 1;
        let buyer = person(&world.engine, &world.key());
        let world = World {
            engine: world.engine.clone(),
            clock: world.clock.clone(),
            user: buyer,
            keys: AtomicU64::new(0),
        };
        let request = CreatePaymentRequest::new(buyer, "p", price, "EUR", base, world.key());
        let order = world.make(request.bonus_points(bonus).first_bonus_points(first)).id;
        world.confirm(order, &format!("r-{order}")).unwrap();
        prop_assert_eq!(world.wallet().balance, base + bonus + first);
        let (mut back, mut sums) = (0, [0; 3]);
        for share in shares.into_iter().map(Some).chain([None]) {
            // Some percent of what is left, and the rest in the end.
            let amount = share.map(|share| ((price - back) / 100 * share).max(1));
            if back == price {
                prop_assert_eq!(refused(world.refund(order, amount)), "invalid_state");
                continue;
            }
            let refund = world.refund(order, amount).unwrap();
            back += refund.amount;
            let taken = [refund.base_points, refund.bonus_points, refund.first_bonus_points];
            for ((sum, taken), whole) in sums.iter_mut().zip(taken).zip([base, bonus, first]) {
                *sum += taken;
                // The share that is gone, rounded down, said without a division.
                let (sum, whole) = (i128::from(*sum), i128::from(whole));
                let share = whole * i128::from(back);
                prop_assert!(sum * i128::from(price) <= share);
                prop_assert!((sum + 1) * i128::from(price) > share);
            }
            let left = base + bonus + first - sums.iter().sum::<i64>();
            prop_assert_eq!(world.wallet().balance, left);
        }
        prop_assert_eq!(sums, [base, bonus, first]);
        let payment = world.get(order);
        prop_assert_eq!((payment.state, payment.refunded_amount), (PaymentState::Refunded, price));
        prop_assert_eq!(world.wallet().balance, 0);
        world.assert_sound();
        Ok(())
    });
    outcome.unwrap();
}

#[test]
fn the_share_of_the_largest_numbers_is_exact() {
    let world = World::new();
    let most = crate::limits::AMOUNT_MAX;
    let request = CreatePaymentRequest::new(world.user, "all", most, "EUR", most, world.key());
    let order = world.make(request).id;
    world.confirm(order, "r").unwrap();
    assert_eq!(world.refund(order, Some(most - 1)).unwrap().base_points, most - 1);
    assert_eq!(world.refund(order, None).unwrap().base_points, 1);
    assert_eq!(world.wallet().balance, 0);
    world.assert_sound();
}

#[test]
fn a_refund_past_what_was_paid_is_refused_with_what_is_left() {
    let world = World::new();
    let order = world.bought();
    world.refund(order, Some(400)).unwrap();
    let error = world.refund(order, Some(601)).unwrap_err();
    assert_eq!(error.code().as_str(), "payment_refund_exceeded");
    assert_eq!(
        (&error.details()["refundable"], &error.details()["needed"]),
        (&600.into(), &601.into())
    );
    assert_eq!(world.refund(order, Some(600)).unwrap().payment.state, PaymentState::Refunded);
}

#[test]
fn a_refund_that_rounds_to_no_point_writes_no_record() {
    let world = World::new();
    let order = world.bought();
    let refund = world.refund(order, Some(1)).unwrap();
    assert_eq!((refund.base_points, refund.bonus_points, refund.record_id), (0, 0, None));
    assert_eq!(refund.payment.state, PaymentState::PartlyRefunded);
    assert_eq!(world.wallet().balance, 120);
    let rest = world.refund(order, None).unwrap();
    assert_eq!((rest.base_points, rest.bonus_points), (100, 20));
}

#[test]
fn what_is_spent_becomes_a_debt_that_later_grants_pay_first() {
    let world = World::new();
    let order = world.bought();
    world.consume(90);
    let refund = world.refund(order, None).unwrap();
    assert_eq!((refund.base_points, refund.bonus_points), (100, 20));
    assert_eq!(world.wallet().balance, -90);
    world.grant(40);
    assert_eq!((world.wallet().balance, world.wallet().available), (-50, -50));
    let request = ConsumePointsRequest::new(world.user, 1, world.key());
    assert_eq!(refused(world.engine.wallet().consume(request)), "insufficient_points");
    world.grant(60);
    assert_eq!(world.wallet().available, 10);
    world.consume(10);
    world.assert_sound();
}

#[test]
fn a_payment_pays_the_debt_of_an_earlier_refund_first() {
    let world = World::new();
    let order = world.bought();
    world.consume(120);
    world.refund(order, None).unwrap();
    world.bought();
    assert_eq!(world.wallet().balance, 0);
    world.assert_sound();
}

#[test]
fn held_points_are_owed_and_taken_once_they_are_free() {
    let world = World::new();
    let order = world.bought();
    let hold = HoldPointsRequest::new(world.user, 120, BEGIN_MS + 1_000, world.key());
    let hold = world.engine.wallet().hold(hold).unwrap();
    assert_eq!(world.refund(order, None).unwrap().record_id, None);
    let wallet = world.wallet();
    assert_eq!((wallet.balance, wallet.owed, wallet.available), (120, 120, -120));
    let request = ReleaseHoldRequest::new(world.user, hold.hold_id, world.key());
    world.engine.wallet().release(request).unwrap();
    let wallet = world.wallet();
    assert_eq!((wallet.balance, wallet.owed, wallet.available), (0, 0, 0));
    world.assert_sound();
}

#[test]
fn a_frozen_wallet_takes_payments_and_refunds() {
    let world = World::new();
    let order = world.create();
    world.engine.wallet().freeze(FreezeWalletRequest::new(world.user)).unwrap();
    world.confirm(order, "r").unwrap();
    assert_eq!(world.wallet().balance, 127);
    world.refund(order, Some(500)).unwrap();
    assert_eq!(world.wallet().balance, 127 - 50 - 10 - 3);
    world.assert_sound();
}

#[test]
fn a_refund_is_told_in_the_ledger_with_its_order_and_reason() {
    let world = World::new();
    let order = world.bought();
    let request = RefundPaymentRequest::new(world.user, order, "k").amount(500).reason("late");
    let first = world.engine.payments().refund(request.clone()).unwrap();
    let again = world.engine.payments().refund(request).unwrap();
    assert!(again.replayed && again.record_id == first.record_id);
    let record = &world.records()[0];
    assert_eq!((record.kind, record.amount), (RecordKind::Clawback, -60));
    assert_eq!(record.related_event_id.as_deref(), Some(order.to_string().as_str()));
    assert_eq!(record.original_record_id, world.get(order).base_record_id);
    assert_eq!(record.note.as_deref(), Some("late"));
    assert_eq!(Some(record.id), first.record_id);
}
