//! What a call asks of the store.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::*;
use crate::store::Driver;
use crate::store::sqlite::Sqlite;
use crate::store::testing::Counting;
use crate::usage::{GetUsageByModelRequest, GetUsageDashboardRequest};

type Statements = BTreeMap<&'static str, u64>;

struct Counted {
    world: World,
    store: Arc<Counting<Sqlite>>,
    user: UserId,
}

impl Counted {
    fn new() -> Counted {
        let store = Arc::new(Counting::new(Sqlite::memory().unwrap()));
        let driver: Arc<dyn Driver> = Arc::<Counting<Sqlite>>::clone(&store);
        let clock = FixedClock::new(BEGIN_MS);
        let options = EngineOptions::default().clock(clock.clone());
        let world = World { engine: Engine::with_driver(driver, options).unwrap(), clock };
        let user = world.user("ada", "UTC");
        Counted { world, store, user }
    }

    fn statements(&self, call: impl FnOnce(&World)) -> Statements {
        self.store.reset();
        call(&self.world);
        let short = |name: &'static str| name.rsplit("::").next().unwrap_or(name);
        self.store.reset().by_name.into_iter().map(|(name, n)| (short(name), n)).collect()
    }
}

#[test]
fn a_record_is_one_insert_and_three_updates() {
    let counted = Counted::new();
    let record = |event: &'static str| {
        let request = chat(counted.user, event, BEGIN_MS);
        counted.statements(|world| assert!(!world.record(request).unwrap().replayed))
    };
    record("first");
    let expected = [
        ("HOME", 1),
        ("BY_EVENT", 1),
        ("INSERT", 1),
        // Of the day and of all days.
        ("ADD_TO_DAY", 2),
        // The parts of both at once.
        ("ADD_TO_PARTS", 1),
    ];
    assert_eq!(record("second"), Statements::from(expected));
    let mut request = chat(counted.user, "third", BEGIN_MS);
    request.cost = None;
    let priced = counted.statements(|world| drop(world.record(request)));
    assert_eq!(priced["EFFECTIVE"], 1);
}

#[test]
fn a_replay_only_looks_for_its_event() {
    let counted = Counted::new();
    let record = |world: &World| drop(world.record(chat(counted.user, "e", BEGIN_MS)).unwrap());
    counted.statements(record);
    assert_eq!(counted.statements(record), Statements::from([("HOME", 1), ("BY_EVENT", 1)]));
}

#[test]
fn reports_read_sums_alone() {
    let counted = Counted::new();
    let user = counted.user;
    for n in 0..30 {
        counted.world.record(chat(user, &n.to_string(), BEGIN_MS)).unwrap();
    }
    let statistics = counted.statements(|world| {
        assert_eq!(world.statistics(user, "2026-03-01", "2026-03-31").totals.calls, 30);
    });
    assert_eq!(statistics, Statements::from([("HOME", 1), ("DAYS", 1)]));
    let models = counted.statements(|world| {
        world.engine.usage().by_model(GetUsageByModelRequest::new(user)).unwrap();
    });
    assert_eq!(models, Statements::from([("HOME", 1), ("PARTS", 1)]));
    let dashboard = counted.statements(|world| {
        world.engine.usage().dashboard(GetUsageDashboardRequest::new(user)).unwrap();
    });
    assert_eq!(dashboard, Statements::from([("HOME", 1), ("DAYS", 2), ("PARTS", 1)]));
}
