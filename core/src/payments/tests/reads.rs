//! Listing and finding orders.

use super::*;

impl World {
    pub(super) fn list(&self, state: Option<PaymentState>, limit: i64) -> Vec<OrderId> {
        let (mut ids, mut cursor) = (Vec::new(), None);
        loop {
            let mut request = ListPaymentsRequest::new(self.user).limit(limit);
            (request.state, request.cursor) = (state, cursor);
            let page = self.engine.payments().list(request).unwrap();
            assert!(page.items.len() <= usize::try_from(limit).unwrap());
            assert!(page.items.iter().all(|payment| state.is_none_or(|s| s == payment.state)));
            ids.extend(page.items.into_iter().map(|payment| payment.id));
            cursor = page.next_cursor;
            if cursor.is_none() {
                return ids;
            }
        }
    }
}

#[test]
fn pages_hold_every_order_once_newest_first() {
    let world = World::new();
    let mut orders = Vec::new();
    for number in 0..9 {
        // Three of them at each moment.
        world.clock.set_ms(BEGIN_MS + number / 3);
        orders.push(world.create());
    }
    orders.reverse();
    for limit in [1, 2, 4, 9, 50] {
        assert_eq!(world.list(None, limit), orders, "pages of {limit}");
    }
}

#[test]
fn a_list_of_one_state_holds_those_alone() {
    let world = World::new();
    let orders: Vec<OrderId> = (0..12).map(|_| world.create()).collect();
    for (number, order) in orders.iter().enumerate() {
        match number % 4 {
            0 => {}
            1 => drop(world.fail(*order).unwrap()),
            2 => drop(world.cancel(*order).unwrap()),
            _ => drop(world.confirm(*order, &format!("r-{number}")).unwrap()),
        }
    }
    world.refund(orders[3], Some(1)).unwrap();
    world.refund(orders[7], None).unwrap();
    let places = |state| -> Vec<usize> {
        let ids = world.list(Some(state), 2).into_iter();
        ids.map(|id| orders.iter().position(|order| *order == id).unwrap()).collect()
    };
    assert_eq!(places(PaymentState::Pending), [8, 4, 0]);
    assert_eq!(places(PaymentState::Failed), [9, 5, 1]);
    assert_eq!(places(PaymentState::Cancelled), [10, 6, 2]);
    assert_eq!(places(PaymentState::Paid), [11]);
    assert_eq!(places(PaymentState::PartlyRefunded), [3]);
    assert_eq!(places(PaymentState::Refunded), [7]);
}

#[test]
fn an_order_is_found_by_any_of_its_references() {
    let world = World::new();
    let order = world.create();
    assert_eq!(refused(world.find("try-1")), "not_found");
    world.fail_as(order, "try-1").unwrap();
    world.fail_as(order, "try-2").unwrap();
    world.confirm(order, "paid").unwrap();
    for reference in ["try-1", "try-2", "paid"] {
        let found = world.find(reference).unwrap();
        assert_eq!((found.id, found.user_id), (order, world.user));
    }
}

#[test]
fn nobody_sees_the_order_of_another() {
    let world = World::new();
    let order = world.create();
    let other = person(&world.engine, "bob");
    let outcome = world.engine.payments().get(GetPaymentRequest::new(other, order));
    assert_eq!(refused(outcome), "not_found");
    let page = world.engine.payments().list(ListPaymentsRequest::new(other)).unwrap();
    assert!(page.items.is_empty());
    let request = ConfirmPaymentRequest::new(other, order, "pay", "r", "k");
    assert_eq!(refused(world.engine.payments().confirm(request)), "not_found");
    assert_eq!(refused(world.find("r")), "not_found");
}
