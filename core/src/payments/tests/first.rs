//! The bonus for a first recharge.

use super::*;

#[test]
fn the_first_payment_brings_three_records_and_the_next_two() {
    let world = World::new();
    let (first, second) = (world.create(), world.create());
    let paid = world.confirm(second, "r-2").unwrap().payment;
    assert!(paid.first_recharge);
    let note = Some("first recharge".to_owned());
    assert_eq!(
        world.records_about(second),
        [
            (RecordKind::Recharge, 100, None),
            (RecordKind::RechargeBonus, 20, None),
            (RecordKind::RechargeBonus, 7, note),
        ]
    );
    let paid = world.confirm(first, "r-1").unwrap().payment;
    assert_eq!((paid.first_recharge, paid.first_bonus_record_id), (false, None));
    assert_eq!(
        world.records_about(first),
        [(RecordKind::Recharge, 100, None), (RecordKind::RechargeBonus, 20, None)]
    );
    let wallet = world.wallet();
    assert_eq!((wallet.balance, wallet.total_recharged), (247, 200));
    assert_eq!(wallet.first_recharged_at_ms, Some(BEGIN_MS));
    world.assert_sound();
}

#[test]
fn the_order_names_the_records_of_its_points() {
    let world = World::new();
    let order = world.create();
    let paid = world.confirm(order, "r").unwrap().payment;
    let ids: Vec<_> = world.records().into_iter().rev().map(|record| Some(record.id)).collect();
    assert_eq!(ids, [paid.base_record_id, paid.bonus_record_id, paid.first_bonus_record_id]);
    assert_eq!(world.get(order), paid);
}

#[test]
fn a_first_recharge_stays_spent_when_it_is_refunded() {
    let world = World::new();
    let first = world.create();
    world.confirm(first, "r-1").unwrap();
    let refund = world.refund(first, None).unwrap();
    assert_eq!(refund.first_bonus_points, 7);
    assert_eq!(world.wallet().balance, 0);
    let second = world.create();
    assert!(!world.confirm(second, "r-2").unwrap().payment.first_recharge);
    assert_eq!(world.wallet().balance, 120);
    assert_eq!(world.wallet().first_recharged_at_ms, Some(BEGIN_MS));
}

#[test]
fn points_that_were_bought_elsewhere_are_a_first_recharge_too() {
    let world = World::new();
    let request = GrantPointsRequest::new(world.user, 5, world.key());
    world.engine.wallet().grant(request.kind(crate::wallet::GrantKind::Paid)).unwrap();
    let order = world.create();
    assert!(!world.confirm(order, "r").unwrap().payment.first_recharge);
    assert_eq!(world.wallet().balance, 125);
}

#[test]
fn of_first_payments_that_race_exactly_one_gets_the_bonus() {
    let (_folder, world) = World::on_file();
    let orders: Vec<OrderId> = (0..12).map(|_| world.create()).collect();
    let paid = race(orders.len(), |number| {
        world.confirm(orders[number], &format!("r-{number}")).unwrap().payment
    });
    assert_eq!(paid.iter().filter(|payment| payment.first_recharge).count(), 1);
    assert_eq!(paid.iter().filter(|payment| payment.first_bonus_record_id.is_some()).count(), 1);
    assert_eq!(world.wallet().balance, 12 * 120 + 7);
    world.assert_sound();
}

#[test]
fn a_payment_and_a_recharge_that_race_are_one_first_recharge() {
    for round in 0..8 {
        let (_folder, world) = World::on_file();
        let order = world.create();
        race(2, |number| match number {
            0 => drop(world.confirm(order, "r").unwrap()),
            _ => {
                let request = GrantPointsRequest::new(world.user, 5, "g");
                let request = request.kind(crate::wallet::GrantKind::Paid);
                world.engine.wallet().grant(request).unwrap();
            }
        });
        let oldest = world.records().pop().unwrap();
        let came_first = oldest.related_event_id.is_some();
        assert_eq!(world.get(order).first_recharge, came_first, "round {round}");
        assert_eq!(world.wallet().balance, 125 + if came_first { 7 } else { 0 });
    }
}
