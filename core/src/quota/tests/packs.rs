//! Packs: bought, used, passed on, expired.

use super::*;
use crate::error::ErrorCode;
use crate::quota::{ListQuotaLogsRequest, PurchaseQuotaRequest, TransferQuotaRequest};

const OTHER: u128 = 9;

impl World {
    fn buy(&self, amount: i64) -> PurchaseQuotaRequest {
        PurchaseQuotaRequest::new(self.user, amount, self.key())
    }

    fn purchase(&self, request: PurchaseQuotaRequest) {
        self.engine.quota().purchase(request).unwrap();
    }

    fn give(&self, to: UserId, amount: i64) -> TransferQuotaRequest {
        TransferQuotaRequest::new(self.user, to, amount, self.key())
    }

    fn of(&self, user: UserId) -> QuotaState {
        self.engine.quota().get(GetQuotaRequest::new(user)).unwrap()
    }
}

#[test]
fn packs_are_used_when_the_plans_allowance_is_used_up() {
    let world = World::new();
    world.purchase(world.buy(30));
    assert_eq!((world.get().remaining, world.get().purchased), (130, 30));
    let consumed = world.consume(90).unwrap();
    assert_eq!((consumed.from_packs, consumed.remaining), (0, 40));
    let consumed = world.consume(25).unwrap();
    assert_eq!((consumed.used, consumed.from_packs, consumed.purchased), (100, 15, 15));
    assert!(!consumed.exceeded, "packs are left");
    refused(world.consume(16));
    assert!(world.consume(15).unwrap().exceeded);
    refused(world.consume(1));
    world.clock.set_ms(FEBRUARY_MS);
    let state = world.get();
    assert_eq!((state.used, state.remaining, state.total_used), (0, 100, 130));
}

#[test]
fn what_comes_from_packs_counts_against_no_limit() {
    let world = World::new().with_plan(&[(Period::Day, 10), (Period::Lifetime, 15)]);
    world.purchase(world.buy(20));
    assert_eq!(world.consume(20).unwrap().from_packs, 10);
    world.clock.advance_ms(DAY_MS);
    assert_eq!(world.consume(5).unwrap().from_packs, 0, "fifteen in a lifetime");
    assert_eq!(world.consume(10).unwrap().from_packs, 10);
    refused(world.consume(1));
    world.set_plan("free").unwrap();
    assert_eq!(world.get().used, 15, "the log counts what the plan gave");
}

#[test]
fn the_lowest_priority_goes_first_then_what_expires_earlier_then_the_older() {
    let world = World::new().with_plan(&[(Period::Month, 0)]);
    let soon = BEGIN_MS + DAY_MS;
    let packs = [
        world.buy(1),
        world.buy(2).expires_at_ms(soon + DAY_MS),
        world.buy(4).expires_at_ms(soon),
        world.buy(8).priority(1),
    ];
    packs.into_iter().for_each(|pack| world.purchase(pack));
    world.consume(8 + 3).unwrap();
    world.clock.set_ms(soon);
    assert_eq!(world.get().purchased, 3, "one of the four that expired was left");
    world.consume(2).unwrap();
    world.clock.set_ms(soon + DAY_MS);
    assert_eq!(world.get().purchased, 1);
}

#[test]
fn a_pack_that_expired_is_gone_at_its_moment_without_a_write() {
    let world = World::new();
    world.purchase(world.buy(5).expires_at_ms(BEGIN_MS + 1_000));
    world.purchase(world.buy(7));
    world.clock.set_ms(BEGIN_MS + 999);
    assert_eq!(world.get().purchased, 12);
    world.clock.set_ms(BEGIN_MS + 1_000);
    let before = world.written();
    assert_eq!(world.get().purchased, 7);
    assert_eq!(world.written(), before);
    refused(world.consume(108));
    assert_eq!(world.consume(107).unwrap().purchased, 0);
}

#[test]
fn a_transfer_keeps_the_priority_and_the_expiry() {
    let world = World::new();
    let other = UserId(Uuid::from_u128(OTHER));
    world.register(other);
    world.purchase(world.buy(5).expires_at_ms(BEGIN_MS + 1_000));
    world.purchase(world.buy(9));
    let given = world.engine.quota().transfer(world.give(other, 8)).unwrap();
    assert_eq!((given.amount, given.purchased), (8, 6));
    assert_eq!(world.of(other).purchased, 8);
    world.clock.set_ms(BEGIN_MS + 1_000);
    assert_eq!((world.of(other).purchased, world.get().purchased), (3, 6));
}

#[test]
fn racing_transfers_to_and_fro_lose_and_make_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("quota.db");
    let world = World::stored(path.to_str().unwrap(), BEGIN_MS);
    let other = UserId(Uuid::from_u128(OTHER));
    world.register(other);
    world.purchase(world.buy(40));
    std::thread::scope(|scope| {
        for n in 0..4 {
            let world = &world;
            scope.spawn(move || {
                for i in 0..6 {
                    let (from, to) =
                        if (n + i) % 2 == 0 { (world.user, other) } else { (other, world.user) };
                    let request = TransferQuotaRequest::new(from, to, 7, world.key());
                    if let Err(error) = world.engine.quota().transfer(request) {
                        assert_eq!(error.code(), ErrorCode::InsufficientPacks);
                    }
                }
            });
        }
    });
    assert_eq!(world.get().purchased + world.of(other).purchased, 40);
}

#[test]
fn the_log_is_paged_newest_first_and_tells_what_came_from_packs() {
    let world = World::new();
    world.purchase(world.buy(50));
    // One to sixteen come to 136, and fourteen more to all there is.
    for amount in (1..=16).chain([14]) {
        world.consume(amount).unwrap();
        world.clock.advance_ms(if amount % 3 == 0 { 60_000 } else { 0 });
    }
    let logs = |request: ListQuotaLogsRequest| world.engine.quota().logs(request).unwrap();
    let whole = logs(ListQuotaLogsRequest::new(world.user)).items;
    let amounts: Vec<_> = whole.iter().map(|line| line.amount).collect();
    assert_eq!(amounts.iter().sum::<i64>(), 150);
    assert_eq!(whole.iter().map(|line| line.from_packs).sum::<i64>(), 50);
    assert!(whole.windows(2).all(|two| (two[0].at_ms, two[0].id) > (two[1].at_ms, two[1].id)));
    for limit in 1..=6 {
        let mut seen = Vec::new();
        let mut request = ListQuotaLogsRequest::new(world.user).limit(limit);
        loop {
            let page = logs(request.clone());
            seen.extend(page.items);
            let Some(cursor) = page.next_cursor else { break };
            request = request.cursor(cursor);
        }
        assert_eq!(seen, whole, "in pages of {limit}");
    }
    let (from, to) = (BEGIN_MS + 60_000, BEGIN_MS + 180_000);
    let between = logs(ListQuotaLogsRequest::new(world.user).from_at_ms(from).to_at_ms(to)).items;
    let expected: Vec<_> =
        whole.into_iter().filter(|line| (from..to).contains(&line.at_ms)).collect();
    assert_eq!((between.len(), between), (6, expected));
}
