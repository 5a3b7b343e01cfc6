#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(unreachable_pub, dead_code, reason = "toys are declared as modules are, and stay here")]

use std::future::Future;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::task::{Context as Poller, Poll, Wake, Waker};
use std::time::Duration;

use serde_json::json;

use crate::error::{ErrorCode, Result};
use crate::ops::{operations, request, response};
use crate::settings::{self, GetSettingRequest, SetSettingRequest};
use crate::store::sqlite::{Sqlite, SqliteOptions};
use crate::store::{Driver, Tx, migrate, statements};
use crate::users::RegisterUserRequest;
use crate::wallet::{ConsumePointsRequest, GetBalanceRequest};
use crate::{Context, Engine, EngineOptions, FixedClock, Role, Submitted, limits};

mod lost_commit;
mod queue;
mod stopping;

statements! {
    RECORD_NEWER: EngineScan =
        "INSERT INTO schema_migrations (version, name, applied_at_ms) VALUES (?, ?, ?)";
}

request! {
    /// What a test wants to happen.
    pub struct ToyRequest keyed idempotency_key {
        /// `panic` or anything else.
        what: String,
        /// Its key.
        idempotency_key: String,
    }
}

response! {
    /// That it happened.
    pub struct Done {
        /// True.
        done: bool,
    }
}

operations! {
    /// Operations with bad manners.
    rude: Rude {
        /// Panics when it is told to.
        Run: run(ToyRequest) -> Done = 9911 by run {
            write, since "0.1.0", access Public, scope EngineScan, idempotency Required
        }
    }
}

fn run(_tx: &mut Tx<'_>, _cx: &Context, request: &ToyRequest) -> Result<Done> {
    assert!(request.what != "panic", "a handler that panics, on purpose");
    Ok(Done { done: true })
}

fn engine(options: EngineOptions) -> Engine {
    Engine::open_with(":memory:", options.clock(FixedClock::new(1_700_000_000_000))).unwrap()
}

fn set(n: i64) -> SetSettingRequest {
    SetSettingRequest::new(format!("key-{n}"), json!(n))
}

fn block_on<T>(mut call: Submitted<T>) -> Result<T> {
    struct Woken(AtomicBool, std::thread::Thread);
    impl Wake for Woken {
        fn wake(self: Arc<Self>) {
            self.0.store(true, Ordering::SeqCst);
            self.1.unpark();
        }
    }
    let woken = Arc::new(Woken(AtomicBool::new(false), std::thread::current()));
    let waker = Waker::from(Arc::clone(&woken));
    loop {
        let call = std::pin::Pin::new(&mut call);
        match call.poll(&mut Poller::from_waker(&waker)) {
            Poll::Ready(outcome) => return outcome,
            Poll::Pending => {
                while !woken.0.swap(false, Ordering::SeqCst) {
                    std::thread::park();
                }
            }
        }
    }
}

#[test]
fn a_handler_that_panics_ends_its_own_call_and_no_other() {
    let engine = engine(EngineOptions::default());
    let cx = Context::host();
    let calm = engine.submit::<Run>(&cx, ToyRequest::new("calm", "a"));
    let panicking = engine.submit::<Run>(&cx, ToyRequest::new("panic", "b"));
    let after = engine.submit::<Run>(&cx, ToyRequest::new("calm", "c"));
    assert!(calm.wait().unwrap().done);
    assert_eq!(panicking.wait().unwrap_err().code(), ErrorCode::Internal);
    assert!(after.wait().unwrap().done);
    let panics = || engine.rude().run(ToyRequest::new("panic", "d"));
    let direct = std::panic::catch_unwind(std::panic::AssertUnwindSafe(panics));
    assert!(direct.is_err(), "a direct call panics to its own caller");
    assert!(engine.rude().run(ToyRequest::new("calm", "d")).unwrap().done, "the key is not spent");
}

#[test]
fn a_replica_writes_no_owned_row_without_a_lease() {
    let engine = engine(EngineOptions::default().role(Role::Replica));
    let refused = engine.rude().run(ToyRequest::new("calm", "a")).unwrap_err();
    assert_eq!(refused.code(), ErrorCode::LeaseRequired);
    assert!(engine.settings().set(set(1)).is_ok(), "other rows are its own");
}

#[test]
fn a_store_of_a_newer_schema_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("newer.db");
    Engine::open(format!("sqlite://{}", path.display())).unwrap().close().unwrap();
    let driver = Sqlite::open(&path, SqliteOptions::default()).unwrap();
    let newer = migrate::newest() + 1;
    driver
        .write(&mut |connection| {
            let params = [newer.into(), "9999_future".into(), 0.into()];
            connection.exec(&RECORD_NEWER, &params).map(|_| ())
        })
        .unwrap();
    driver.close().unwrap();
    let before = std::fs::read(&path).unwrap();
    let error = Engine::open(format!("sqlite://{}", path.display())).unwrap_err();
    assert_eq!(error.code(), ErrorCode::SchemaNewer);
    assert_eq!(error.details(), json!({"found": newer, "supported": migrate::newest()}));
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn two_engines_can_open_one_new_file_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("shared.db").to_string_lossy().into_owned();
    let engines: Vec<_> = std::thread::scope(|scope| {
        let openers: Vec<_> = (0..4).map(|_| scope.spawn(|| Engine::open(&path))).collect();
        openers.into_iter().map(|opener| opener.join().unwrap().unwrap()).collect()
    });
    engines[0].settings().set(set(1)).unwrap();
    assert!(engines[3].settings().get(GetSettingRequest::new("key-1")).is_ok());
}

#[test]
fn stats_and_upkeep_say_what_was_done() {
    let engine = engine(EngineOptions::default());
    engine.settings().set(set(1)).unwrap();
    engine.settings().get(GetSettingRequest::new("nothing")).unwrap_err();
    let stats = engine.stats();
    assert_eq!((stats.calls, stats.refusals), (2, 1));
    assert!(super::test_backend().ends_with(&stats.backend), "{}", stats.backend);
    assert_eq!(stats.schema_version, migrate::newest());
    assert!(!stats.closed && !stats.sealed);
    let maintained = engine.maintain(Duration::from_secs(1)).unwrap();
    assert!(maintained.done && maintained.next_at_ms > 1_700_000_000_000);
    assert!(engine.maintain(Duration::MAX).unwrap().done, "the longest budget is no overflow");
    engine.close().unwrap();
    assert!(engine.stats().closed);
    assert_eq!(engine.maintain(Duration::ZERO).unwrap_err().code(), ErrorCode::Closed);
}

#[test]
fn a_backup_opens_and_holds_what_was_stored() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("app.db");
    let engine = Engine::open(format!("sqlite://{}", path.display())).unwrap();
    engine.settings().set(set(1)).unwrap();
    let copy = folder.path().join("copy.db");
    let mut last = (0, 0);
    engine
        .backup(&copy, |done, all| {
            last = (done, all);
            true
        })
        .unwrap();
    assert!(last.0 == last.1 && last.1 > 0, "{last:?}");
    let copy = Engine::open(format!("sqlite://{}", copy.display())).unwrap();
    assert_eq!(copy.check_integrity().unwrap(), Vec::<String>::new());
    assert!(copy.settings().get(GetSettingRequest::new("key-1")).is_ok());
}

#[test]
fn a_backup_of_a_store_in_memory_opens() {
    let folder = tempfile::tempdir().unwrap();
    let memory = Arc::new(Sqlite::memory().unwrap());
    let engine = Engine::with_driver(memory, EngineOptions::default()).unwrap();
    engine.settings().set(set(1)).unwrap();
    let copy = folder.path().join("copy.db");
    engine.backup(&copy, |_, _| true).unwrap();
    let copy = Engine::open(format!("sqlite://{}", copy.display())).unwrap();
    assert!(copy.settings().get(GetSettingRequest::new("key-1")).is_ok());
}

#[test]
fn ids_sort_by_the_order_of_the_calls_and_are_of_version_7() {
    let engine = engine(EngineOptions::default());
    let inner = engine.inner();
    let mut bases: Vec<u128> = Vec::new();
    for now_ms in [5, 5, 7, 6, 1_700_000_000_000, 3] {
        bases.push(inner.id_base(now_ms).unwrap());
    }
    assert!(bases.windows(2).all(|pair| pair[0] + 65_536 <= pair[1]), "{bases:x?}");
    for base in bases {
        let id = uuid::Uuid::from_u128(base);
        assert_eq!(id.get_version_num(), 7);
        assert_eq!(id.get_variant(), uuid::Variant::RFC4122);
    }
}

#[test]
fn ids_differ_between_engines_whose_clocks_show_1970_or_before() {
    for now_ms in [0, -1, limits::TIME_MS_MIN] {
        let base = || engine(EngineOptions::default()).inner().id_base(now_ms).unwrap();
        let (first, second) = (base(), base());
        assert_ne!(first, second, "at {now_ms}");
        assert_eq!(uuid::Uuid::from_u128(first).get_version_num(), 7, "at {now_ms}");
    }
}

#[test]
fn a_clock_that_shows_an_impossible_moment_is_refused_and_leaves_no_trace() {
    let clock = FixedClock::new(1_700_000_000_000);
    let engine = Engine::open_with(":memory:", EngineOptions::default().clock(clock.clone()));
    let engine = engine.unwrap();
    let user = engine.users().register(RegisterUserRequest::new().email("ada@example.org"));
    let user = user.unwrap().user.id;
    let consume = |key: &str| engine.wallet().consume(ConsumePointsRequest::new(user, 1, key));
    for now_ms in [i64::MIN, limits::TIME_MS_MIN - 1, limits::TIME_MS_MAX + 1, i64::MAX] {
        clock.set_ms(now_ms);
        let refused = [
            consume("lost").unwrap_err(),
            engine.wallet().balance(GetBalanceRequest::new(user)).unwrap_err(),
            engine.maintain(Duration::ZERO).unwrap_err(),
        ];
        for error in refused {
            assert_eq!(error.code(), ErrorCode::Validation, "at {now_ms}");
            assert_eq!(error.details()["field"], "clock", "at {now_ms}");
        }
        let opened = Engine::open_with(":memory:", EngineOptions::default().clock(clock.clone()));
        assert_eq!(opened.unwrap_err().code(), ErrorCode::Validation, "at {now_ms}");
    }
    clock.set_ms(1_700_000_000_001);
    assert_eq!(consume("kept").unwrap().balance, 99);
    let balance = engine.wallet().balance(GetBalanceRequest::new(user)).unwrap();
    assert_eq!((balance.available, balance.as_of_at_ms), (99, 1_700_000_000_001));
}

#[test]
fn the_maintenance_thread_ends_with_its_engine() {
    let engine = engine(EngineOptions::default().maintenance_thread(true));
    engine.settings().set(set(1)).unwrap();
    let weak = engine.downgrade();
    engine.close().unwrap();
    assert_eq!(weak.strong_count(), 1, "closing waits for the thread");
    drop(engine);
    assert_eq!(weak.strong_count(), 0);
}

#[test]
fn bad_locations_and_options_are_refused_with_what_to_do() {
    for location in ["", "redis://localhost/0"] {
        let error = Engine::open(location).unwrap_err();
        assert_eq!(error.code(), ErrorCode::Validation, "{location}");
    }
    let missing = Engine::open("sqlite:///nonexistent/folder/app.db").unwrap_err();
    assert_eq!(missing.code(), ErrorCode::BackendUnavailable);
    for options in [
        EngineOptions::default().device("x".repeat(65)),
        EngineOptions::default().register_bonus(-1),
        EngineOptions::default().queued_calls_max(0),
    ] {
        let error = Engine::open_with(":memory:", options).unwrap_err();
        assert_eq!(error.code(), ErrorCode::Validation);
    }
}
