//! Callbacks that come twice, at once and in any order.

use std::sync::atomic::AtomicUsize;

use super::*;
use crate::episodes::Dice;

const THREADS: usize = 32;
const ORDERS: usize = 20;
const BUYERS: usize = 4;
/// Of each order: four successes and a failure.
const CALLBACKS: usize = 5;

/// The numbers below `count` in an order that follows from a seed.
fn shuffled(count: usize, seed: u64) -> Vec<usize> {
    let mut numbers: Vec<usize> = (0..count).collect();
    let mut dice = Dice::new(seed);
    for place in (1..count).rev() {
        numbers.swap(place, dice.place(place + 1));
    }
    numbers
}

#[test]
fn a_hundred_callbacks_of_twenty_orders_credit_each_order_once() {
    for seed in 0..3 {
        deliver_a_hundred(seed);
    }
}

fn deliver_a_hundred(seed: u64) {
    let (_folder, world) = World::on_file();
    let engine = &world.engine;
    let buyers: Vec<UserId> = (0..BUYERS).map(|n| person(engine, &format!("buyer-{n}"))).collect();
    let orders: Vec<(UserId, OrderId)> = (0..ORDERS)
        .map(|number| {
            let user = buyers[number % BUYERS];
            let mut request = world.creating();
            request.user_id = user;
            (user, world.make(request).id)
        })
        .collect();
    let callbacks = shuffled(ORDERS * CALLBACKS, seed);
    let next = AtomicUsize::new(0);
    race(THREADS, |_| {
        while let Some(callback) = callbacks.get(next.fetch_add(1, Ordering::Relaxed)) {
            let (order, copy) = (callback / CALLBACKS, callback % CALLBACKS);
            deliver(engine, orders[order], order, copy);
        }
    });
    for buyer in buyers {
        let mut firsts = 0;
        for (number, (_, order)) in
            orders.iter().enumerate().filter(|(_, (user, _))| *user == buyer)
        {
            let payment = engine.payments().get(GetPaymentRequest::new(buyer, *order)).unwrap();
            assert_eq!(payment.state, PaymentState::Paid, "seed {seed}");
            assert_eq!(payment.reference, Some(format!("ref-{number}")));
            firsts += i64::from(payment.first_recharge);
            let event = Some(order.to_string());
            let records = records_of(engine, buyer).into_iter();
            let points = records.filter(|record| record.related_event_id == event);
            let points: i64 = points.map(|record| record.amount).sum();
            assert_eq!(points, 120 + if payment.first_recharge { 7 } else { 0 }, "seed {seed}");
        }
        assert_eq!(firsts, 1, "seed {seed}");
        let wallet = engine.wallet().balance(GetBalanceRequest::new(buyer)).unwrap();
        assert_eq!(wallet.balance, 5 * 120 + 7, "seed {seed}");
        assert_eq!(wallet.total_recharged, 500);
        assert_sound(engine, buyer);
    }
}

/// The last copy is a failure; of the successes, two have one key.
fn deliver(engine: &Engine, (user, order): (UserId, OrderId), number: usize, copy: usize) {
    let reference = format!("ref-{number}");
    if copy == CALLBACKS - 1 {
        let request = FailPaymentRequest::new(user, order, format!("fail-{number}"));
        let outcome = engine.payments().fail(request.provider("pay").reference(reference));
        // Whether it came before a success or after, it is the success that counts.
        assert!(outcome.is_ok() || refused(outcome) == "invalid_state");
        return;
    }
    let key = format!("paid-{number}-{}", copy.min(CALLBACKS - 3));
    let request = ConfirmPaymentRequest::new(user, order, "pay", reference, key).amount(1_000);
    assert_eq!(engine.payments().confirm(request).unwrap().payment.state, PaymentState::Paid);
}

#[test]
fn one_reference_that_races_for_two_orders_pays_one() {
    let (_folder, world) = World::on_file();
    for round in 0..6 {
        let orders = [world.create(), world.create()];
        let reference = format!("ref-{round}");
        let outcomes = race(8, |number| world.confirm(orders[number % 2], &reference));
        let paid: Vec<bool> =
            orders.iter().map(|order| world.get(*order).state == PaymentState::Paid).collect();
        assert_ne!(paid[0], paid[1], "round {round}");
        for (number, outcome) in outcomes.into_iter().enumerate() {
            match paid[number % 2] {
                true => assert_eq!(outcome.unwrap().payment.reference, Some(reference.clone())),
                false => {
                    let error = outcome.unwrap_err();
                    assert_eq!(error.code().as_str(), "reference_taken");
                    let payer = orders[usize::from(paid[1])].to_string();
                    assert_eq!(error.details()["orderId"], payer);
                }
            }
        }
    }
    assert_eq!(world.wallet().balance, 6 * 120 + 7);
    world.assert_sound();
}

#[test]
fn two_references_that_race_for_one_order_pay_it_once() {
    let (_folder, world) = World::on_file();
    for round in 0..6 {
        let order = world.create();
        let references = [format!("a-{round}"), format!("b-{round}")];
        let outcomes = race(8, |number| world.confirm(order, &references[number % 2]));
        let won = world.get(order).reference.unwrap();
        for (number, outcome) in outcomes.into_iter().enumerate() {
            match references[number % 2] == won {
                true => assert_eq!(outcome.unwrap().payment.state, PaymentState::Paid),
                false => {
                    let error = outcome.unwrap_err();
                    assert_eq!(error.code().as_str(), "already_paid");
                    assert_eq!(error.details()["reference"], won);
                }
            }
        }
    }
    assert_eq!(world.wallet().balance, 6 * 120 + 7);
    world.assert_sound();
}

#[test]
fn refunds_that_race_never_pass_the_price() {
    let (_folder, world) = World::on_file();
    let order = world.bought();
    let outcomes = race(16, |_| world.refund(order, Some(100)));
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 10);
    let refusals = outcomes.into_iter().filter(Result::is_err);
    assert!(refusals.map(refused).all(|code| code == "invalid_state"));
    assert_eq!(world.get(order).refunded_amount, 1_000);
    assert_eq!(world.wallet().balance, 0);
    world.assert_sound();
}

#[test]
fn a_success_wins_whatever_races_with_it() {
    let (_folder, world) = World::on_file();
    for round in 0..6 {
        let order = world.create();
        let reference = format!("ref-{round}");
        race(9, |number| match number % 3 {
            0 => assert!(world.confirm(order, &reference).is_ok()),
            1 => drop(world.fail_as(order, &reference)),
            _ => drop(world.cancel(order)),
        });
        assert_eq!(world.get(order).state, PaymentState::Paid);
    }
    assert_eq!(world.wallet().balance, 6 * 120 + 7);
    world.assert_sound();
}
