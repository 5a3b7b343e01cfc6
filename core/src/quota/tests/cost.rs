//! What a call asks of the store.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::*;
use crate::store::Driver;
use crate::store::sqlite::Sqlite;
use crate::store::testing::Counting;

type Statements = BTreeMap<&'static str, u64>;

fn counted(plan: &str, call: impl Fn(&Engine, UserId)) -> (Statements, Statements) {
    let store = Arc::new(Counting::new(Sqlite::memory().unwrap()));
    let driver: Arc<dyn Driver> = Arc::<Counting<Sqlite>>::clone(&store);
    let options = EngineOptions::default().clock(FixedClock::new(BEGIN_MS));
    let engine = Engine::with_driver(driver, options).unwrap();
    let user = UserId(Uuid::from_u128(7));
    let plans = engine.plans();
    let limits =
        vec![PlanLimit::new("chat", Period::Day, 500), PlanLimit::new("chat", Period::Month, 500)];
    plans.set(SetPlanRequest::new("toy", limits)).unwrap();
    engine.inner().write_own(|tx| open(tx, user, plan, "UTC")).unwrap();
    store.reset();
    call(&engine, user);
    let first = store.reset().by_name;
    call(&engine, user);
    let again = store.reset().by_name;
    (short(first), short(again))
}

fn short(statements: Statements) -> Statements {
    let name = |name: &'static str| name.rsplit("::").next().unwrap_or(name);
    statements.into_iter().map(|(long, times)| (name(long), times)).collect()
}

#[test]
fn reading_a_quota_reads_one_row() {
    for plan in ["free", "toy"] {
        let get = |engine: &Engine, user| {
            engine.quota().get(GetQuotaRequest::new(user)).unwrap();
        };
        let (first, again) = counted(plan, get);
        assert_eq!(first, Statements::from([("QUOTA", 1)]), "{plan}");
        assert_eq!(again, first);
    }
}

#[test]
fn a_consume_is_one_update_and_one_insert() {
    // `GET` asks the host's settings for the switch between quotas and points.
    let expected = Statements::from([
        ("RECEIPT", 1),
        ("QUOTA_TO_WRITE", 1),
        ("GET", 1),
        ("COUNT", 1),
        ("INSERT_LOG", 1),
    ]);
    for plan in ["free", "toy"] {
        let keys = AtomicU64::new(0);
        let consume = |engine: &Engine, user| {
            let key = keys.fetch_add(1, Ordering::SeqCst).to_string();
            engine.quota().consume(ConsumeQuotaRequest::new(user, key)).unwrap();
        };
        let (first, again) = counted(plan, consume);
        assert_eq!(first, expected, "{plan}");
        assert_eq!(again, expected);
    }
}

#[test]
fn a_replay_only_looks_for_its_key() {
    let consume = |engine: &Engine, user| {
        engine.quota().consume(ConsumeQuotaRequest::new(user, "k")).unwrap();
    };
    let (_, again) = counted("free", consume);
    assert_eq!(again, Statements::from([("RECEIPT", 1)]));
}

#[test]
fn a_consume_below_the_marks_or_past_one_that_was_told_asks_nothing_of_the_outbox() {
    let keys = AtomicU64::new(0);
    let consume = |amount: i64| {
        let keys = &keys;
        move |engine: &Engine, user: UserId| {
            let key = keys.fetch_add(1, Ordering::SeqCst).to_string();
            engine.quota().consume(ConsumeQuotaRequest::new(user, key).amount(amount)).unwrap();
        }
    };
    let (below, still) = counted("toy", consume(5));
    assert_eq!(below, still);
    let (crossing, past) =
        counted("toy", |engine: &Engine, user| match keys.load(Ordering::SeqCst) {
            2 => consume(400)(engine, user),
            _ => consume(5)(engine, user),
        });
    assert_eq!(crossing["INSERT"], 2, "one event for each of the two limits");
    assert_eq!(past, below);
}
