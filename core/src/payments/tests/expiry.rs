//! Orders that waited too long.

use super::*;
use PaymentState::{Cancelled, Paid, Pending};

impl World {
    /// An order that waits for a minute.
    fn waiting(&self) -> OrderId {
        self.make(self.creating().expires_at_ms(BEGIN_MS + 60_000)).id
    }

    fn listed(&self, state: PaymentState) -> Vec<OrderId> {
        let request = ListPaymentsRequest::new(self.user).state(state);
        let page = self.engine.payments().list(request).unwrap();
        page.items.into_iter().map(|payment| payment.id).collect()
    }

    fn sweep(&self) -> i64 {
        self.engine.maintain(std::time::Duration::from_secs(5)).unwrap().rows
    }
}

#[test]
fn an_order_is_pending_until_it_expires_and_cancelled_from_then_on() {
    let world = World::new();
    let order = world.waiting();
    world.clock.set_ms(BEGIN_MS + 59_999);
    assert_eq!(world.get(order).state, Pending);
    world.clock.set_ms(BEGIN_MS + 60_000);
    let lapsed = world.get(order);
    assert_eq!((lapsed.state, lapsed.reason.as_deref()), (Cancelled, Some("expired")));
    assert_eq!(lapsed.updated_at_ms, BEGIN_MS + 60_000);
    assert!(world.cancel(order).unwrap().replayed);
    assert_eq!(refused(world.fail(order)), "invalid_state");
}

#[test]
fn a_success_pays_an_order_that_has_expired() {
    let world = World::new();
    let (swept, unswept) = (world.waiting(), world.waiting());
    world.clock.advance_ms(60_000);
    let paid = world.confirm(unswept, "r-1").unwrap().payment;
    assert_eq!((paid.state, paid.reason), (Paid, None));
    assert_eq!(world.sweep(), 1);
    assert_eq!(world.confirm(swept, "r-2").unwrap().payment.state, Paid);
    assert_eq!(world.sweep(), 0);
    assert_eq!(world.wallet().balance, 247);
}

#[test]
fn nothing_that_is_read_tells_whether_a_sweep_has_passed() {
    let world = World::new();
    // Cancelled, pending and lapsed ones in turn.
    let orders: Vec<OrderId> = (0..9)
        .map(|number| {
            world.clock.set_ms(BEGIN_MS + number);
            match number % 3 {
                0 => {
                    let order = world.create();
                    world.cancel(order).unwrap();
                    order
                }
                1 => world.create(),
                _ => world.waiting(),
            }
        })
        .collect();
    world.clock.set_ms(BEGIN_MS + 60_000);
    let read = || {
        let payments: Vec<Payment> = orders.iter().map(|order| world.get(*order)).collect();
        (payments, world.listed(Cancelled), world.listed(Pending))
    };
    let before = read();
    let places = |places: [usize; 6]| places.map(|place| orders[place]).to_vec();
    assert_eq!(before.1, places([8, 6, 5, 3, 2, 0]));
    assert_eq!(before.2, [orders[7], orders[4], orders[1]]);
    assert_eq!(world.sweep(), 3);
    assert_eq!(read(), before);
    assert_eq!(world.sweep(), 0);
}

#[test]
fn pages_of_the_cancelled_hold_what_has_expired_in_its_place() {
    let world = World::new();
    let mut orders: Vec<OrderId> = (0..7)
        .map(|number| match number % 2 {
            0 => world.waiting(),
            _ => {
                let order = world.create();
                world.cancel(order).unwrap();
                order
            }
        })
        .collect();
    orders.reverse();
    world.clock.set_ms(BEGIN_MS + 60_000);
    for limit in [1, 2, 3, 7] {
        assert_eq!(world.list(Some(Cancelled), limit), orders, "pages of {limit}");
    }
}

#[test]
fn an_order_does_not_begin_expired() {
    let world = World::new();
    let outcome = world.engine.payments().create(world.creating().expires_at_ms(BEGIN_MS));
    assert_eq!(outcome.unwrap_err().details()["field"], "expiresAtMs");
}
