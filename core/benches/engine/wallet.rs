//! `consume`, alone and in a crowd, and `balance`.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use silvervine::Engine;
use silvervine::store::sqlite::Durability;
use silvervine::wallet::{ConsumePointsRequest, GetBalanceRequest, VerifyWalletRequest};
use uuid::Uuid;

use crate::store::{Pair, SAME_CALLS, Template, USERS, engine};
use crate::support::{Bench, Random, wal_mb};
use crate::wallet_by_hand::ByHand;

const AMOUNT: i64 = 3;

/// One caller.
pub(crate) fn run(bench: &mut Bench, template: &Template) {
    for durability in [Durability::Off, Durability::Normal, Durability::Full] {
        let name = format!("consume_{durability:?}").to_lowercase();
        let full = durability == Durability::Full;
        if bench.runs(&name) || full && bench.runs("consume1_full") {
            consume(bench, template, &name, durability);
        }
        if full && bench.runs("consume1_full") {
            bench.repeat_as_rate("consume1_full");
        }
    }
    if bench.runs("balance") {
        balance(bench, template);
    }
}

/// Many callers, of many wallets or of one.
pub(crate) fn run_crowds(bench: &mut Bench, template: &Template) {
    for (name, wallets) in [("consume64", USERS), ("consume64_hot", 1)] {
        if bench.runs(name) {
            crowd(bench, template, name, wallets);
        }
    }
}

fn consume(bench: &mut Bench, template: &Template, name: &str, durability: Durability) {
    let pair = template.pair();
    let ours = engine(&pair.ours(), durability);
    let mut base = ByHand::open(&pair.base(), durability);
    let (mut a, mut b) = (Calls::new(), Calls::new());
    let mut ours_once = || {
        let (user, key) = a.next(template);
        spend(&ours, user, key);
    };
    let mut base_once = || {
        let (user, key) = b.next(template);
        base.consume(user, AMOUNT, &key);
    };
    (0..SAME_CALLS).for_each(|_| ours_once());
    (0..SAME_CALLS).for_each(|_| base_once());
    pair.expect_same(&["wallets", "point_records"]);
    bench.alone(name, 9, ours_once, base_once);
    ours.close().unwrap();
    verify(&pair, template);
}

fn spend(engine: &Engine, user: Uuid, key: String) {
    let spent = engine.wallet().consume(ConsumePointsRequest::new(user, AMOUNT, key)).unwrap();
    assert!(!spent.replayed);
}

/// Fails unless the ledgers that the base wrote are sound to the engine.
fn verify(pair: &Pair, template: &Template) {
    let engine = engine(&pair.base(), Durability::Off);
    for user in &template.users[..100] {
        let found = engine.wallet().verify(VerifyWalletRequest::new(*user)).unwrap();
        assert!(found.ok, "{found:?}");
    }
}

/// The user and the key of each call: the same sequence for both sides.
struct Calls {
    random: Random,
    count: u64,
}

impl Calls {
    fn new() -> Calls {
        Calls { random: Random::new(1), count: 0 }
    }

    fn next(&mut self, template: &Template) -> (Uuid, String) {
        self.count += 1;
        (template.user(self.random.next()), key(self.count))
    }
}

fn key(n: u64) -> String {
    format!("order-{n:012}")
}

fn balance(bench: &mut Bench, template: &Template) {
    let pair = template.pair();
    let ours = engine(&pair.ours(), Durability::Full);
    let mut base = ByHand::open(&pair.base(), Durability::Full);
    let (mut a, mut b) = (Random::new(1), Random::new(1));
    let ours = || {
        let request = GetBalanceRequest::new(template.user(a.next()));
        assert!(ours.wallet().balance(request).unwrap().available > 0);
    };
    let base = || {
        let read = base.balance(template.user(b.next()));
        assert!(read.available > 0 && read.active && read.asset.len() == 6);
        assert!(read.balance >= read.available && read.level == 1 && read.seq == 1);
        assert_eq!((read.total_consumed, read.total_recharged), (0, 0));
        assert_eq!(read.first_recharged_at_ms, None);
    };
    bench.alone("balance", 9, ours, base);
}

fn crowd(bench: &mut Bench, template: &Template, name: &str, wallets: u64) {
    let pair = template.pair();
    let ours = engine(&pair.ours(), Durability::Full);
    let base = Mutex::new(ByHand::open(&pair.base(), Durability::Full));
    let count = AtomicU64::new(0);
    let next_key = || key(count.fetch_add(1, Ordering::Relaxed));
    let ours_once = |random: u64| spend(&ours, template.user(random % wallets), next_key());
    let base_once = |random: u64| {
        let (user, key) = (template.user(random % wallets), next_key());
        let spent = base.lock().unwrap().consume(user, AMOUNT, &key);
        assert!(spent.balance > 0 && spent.level > 0 && !spent.record_id.is_nil());
    };
    bench.together(name, 5, &ours_once, &base_once);
    let counters = ours.stats().counters;
    println!(
        "# {name} wal_mb={} base_wal_mb={} commits={} jobs={} writer_checkpoints={} reruns={}",
        wal_mb(&pair.ours()),
        wal_mb(&pair.base()),
        counters["commits"],
        counters["jobs"],
        counters["writer_checkpoints"],
        counters["reruns"],
    );
}
