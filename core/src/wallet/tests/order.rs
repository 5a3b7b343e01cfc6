//! Which grants pay first.

use super::*;
use crate::wallet::{Breakdown, GrantKind};

const NOTHING: Breakdown =
    Breakdown { paid: 0, bonus: 0, promo: 0, checkin: 0, plan: 0, refund: 0 };

/// Grants 10 points each of the kinds in the order given; kinds tell the grants apart.
fn world_with(grants: &[(GrantKind, i64, Option<i64>)]) -> World {
    let world = World::new();
    for (kind, priority, expires_in_ms) in grants {
        world.clock.advance_ms(1);
        let mut request = world.granting(10).kind(*kind).priority(*priority);
        if let Some(expires_in_ms) = expires_in_ms {
            request = request.expires_at_ms(START + expires_in_ms);
        }
        world.grant_with(request).unwrap();
    }
    world
}

#[test]
fn the_order_is_priority_expiry_given_before_paid_and_age() {
    let grants = [
        (GrantKind::Paid, 100, None),
        (GrantKind::Bonus, 100, None),
        (GrantKind::Promo, 100, None),
        (GrantKind::Checkin, 100, Some(90_000)),
        (GrantKind::Plan, 100, Some(80_000)),
        (GrantKind::Refund, 99, None),
    ];
    let world = world_with(&grants);
    let mut left = Breakdown { paid: 10, bonus: 10, promo: 10, checkin: 10, plan: 10, refund: 10 };
    let steps: [fn(&mut Breakdown) -> &mut i64; 6] = [
        |left| &mut left.refund,
        |left| &mut left.plan,
        |left| &mut left.checkin,
        |left| &mut left.bonus,
        |left| &mut left.promo,
        |left| &mut left.paid,
    ];
    for spends in steps {
        for points in [3, 7] {
            world.consume(points).unwrap();
            *spends(&mut left) -= points;
            assert_eq!(world.breakdown(), left);
            world.assert_sound();
        }
    }
    assert_eq!(left, NOTHING);
}

#[test]
fn one_consume_can_draw_from_many_grants() {
    let world = World::new();
    for _ in 0..150 {
        world.grant(2);
    }
    assert_eq!(world.consume(299).unwrap().balance, 1);
    world.assert_sound();
    assert_eq!(world.consume(1).unwrap().balance, 0);
    world.assert_sound();
    world.grant(4);
    assert_eq!(world.consume(4).unwrap().balance, 0);
    world.assert_sound();
}

#[test]
fn a_grant_that_comes_first_displaces_a_head_in_use() {
    let world = world_with(&[(GrantKind::Paid, 100, None)]);
    world.consume(4).unwrap();
    world.grant_with(world.granting(10).kind(GrantKind::Bonus)).unwrap();
    world.assert_sound();
    world.consume(3).unwrap();
    assert_eq!(world.breakdown(), Breakdown { paid: 6, bonus: 7, ..NOTHING });
    world.consume(8).unwrap();
    assert_eq!(world.breakdown(), Breakdown { paid: 5, ..NOTHING });
    world.assert_sound();
}

#[test]
fn an_empty_head_gives_way_to_whatever_is_there() {
    let world = world_with(&[(GrantKind::Paid, 100, None), (GrantKind::Bonus, 50, None)]);
    world.consume(10).unwrap();
    world.assert_sound();
    world.grant_with(world.granting(10).kind(GrantKind::Promo).priority(200)).unwrap();
    world.assert_sound();
    world.consume(10).unwrap();
    assert_eq!(world.breakdown(), Breakdown { promo: 10, ..NOTHING }, "paid ranks before 200");
    world.consume(10).unwrap();
    assert_eq!(world.breakdown(), NOTHING);
    world.assert_sound();
}
