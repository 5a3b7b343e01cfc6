//! Whole engines on a server.

use std::sync::{Arc, Barrier};

use super::*;
use crate::error::ErrorCode;
use crate::users::RegisterUserRequest;
use crate::wallet::{ConsumePointsRequest, GetBalanceRequest, GrantPointsRequest};
use crate::{Engine, EngineOptions, UserId};

/// An engine on an empty store, which is kept, and a user with 100 points.
fn world() -> Option<(Engine, UserId, Arc<Fresh<Mysql>>)> {
    let store = Arc::new(store(ServerOptions::new())?);
    let engine = Engine::with_driver(store.clone(), EngineOptions::default()).unwrap();
    let ada = RegisterUserRequest::new().email("ada@example.org");
    let user = engine.users().register(ada).unwrap().user.id;
    Some((engine, user, store))
}

fn available(engine: &Engine, user: UserId) -> i64 {
    engine.wallet().balance(GetBalanceRequest::new(user)).unwrap().available
}

#[test]
fn an_engine_opens_by_its_url_and_says_what_it_is() {
    let Some(store) = store(ServerOptions::new()) else { return };
    let engine = Engine::open(store.place().url()).unwrap();
    let stats = engine.stats();
    assert_eq!((stats.backend.as_str(), stats.capabilities.len()), ("mysql", 0));
    assert!(stats.counters["connections"] >= 1, "{:?}", stats.counters);
    let refused = engine.check_integrity().unwrap_err();
    assert_eq!(refused.code(), ErrorCode::Unsupported);
}

#[test]
fn sixty_four_threads_spend_exactly_what_is_there() {
    let Some((engine, user, _store)) = world() else { return };
    engine.wallet().grant(GrantPointsRequest::new(user, 900, "more")).unwrap();
    let all = Barrier::new(64);
    let outcomes: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..64)
            .map(|number| {
                let (engine, all) = (&engine, &all);
                scope.spawn(move || {
                    all.wait();
                    let spend = |call| {
                        let request =
                            ConsumePointsRequest::new(user, 7, format!("{number}-{call}"));
                        engine.wallet().consume(request).map(|spent| spent.seq)
                    };
                    (0..4).map(spend).collect::<Vec<_>>()
                })
            })
            .collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    let (done, refused): (Vec<_>, Vec<_>) = outcomes.into_iter().partition(Result::is_ok);
    for outcome in refused {
        assert_eq!(outcome.unwrap_err().code(), ErrorCode::InsufficientPoints);
    }
    assert_eq!((done.len(), available(&engine, user)), (1_000 / 7, 1_000 % 7));
}

#[test]
fn fifty_deliveries_of_one_key_have_one_effect_and_one_answer() {
    let Some((engine, user, store)) = world() else { return };
    // Two engines, as two processes would have.
    let second = Engine::open(store.place().url()).unwrap();
    let all = Barrier::new(50);
    let answers: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..50)
            .map(|number| {
                let engine = if number % 2 == 0 { &engine } else { &second };
                let all = &all;
                scope.spawn(move || {
                    all.wait();
                    engine.wallet().consume(ConsumePointsRequest::new(user, 10, "k")).unwrap()
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(answers.iter().filter(|answer| !answer.replayed).count(), 1);
    assert!(answers.iter().all(|answer| answer.record_id == answers[0].record_id));
    assert_eq!(available(&engine, user), 90);
}

#[test]
fn nobody_changes_or_deletes_a_ledger_behind_the_engine() {
    let Some((_engine, user, store)) = world() else { return };
    let mut operator = operator(&store);
    for text in [
        "UPDATE point_records SET amount = amount + 1",
        "DELETE FROM point_records",
        "UPDATE audit_events SET at_ms = 0",
        "DELETE FROM audit_events",
    ] {
        let refused = operator.query_drop(text).unwrap_err();
        assert!(refused.to_string().contains("45000"), "{text}: {refused}");
    }
    // The erasure of their user passes the guards.
    let id = user.0.simple();
    operator.query_drop(format!("INSERT INTO ledger_erasure VALUES (x'{id}', 0)")).unwrap();
    operator.query_drop("DELETE FROM point_records").unwrap();
}

fn spend(engine: &Engine, user: UserId, key: &str) {
    engine.wallet().consume(ConsumePointsRequest::new(user, 1, key)).unwrap();
}

#[test]
fn an_engine_works_and_ends_inside_a_runtime_of_many_threads() {
    let Some((engine, user, store)) = world() else { return };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).build().unwrap();
    runtime.block_on(async {
        let inside = Engine::open(store.place().url()).unwrap();
        spend(&inside, user, "block_on");
        let shared = inside.clone();
        tokio::spawn(async move { spend(&shared, user, "worker") }).await.unwrap();
        let shared = inside.clone();
        tokio::task::spawn_blocking(move || spend(&shared, user, "blocking")).await.unwrap();
        let request = ConsumePointsRequest::new(user, 1, "submitted");
        let submitted = inside.submit::<crate::wallet::Consume>(&crate::Context::host(), request);
        assert!(submitted.await.is_ok());
        tokio::spawn(async move { drop(inside) }).await.unwrap();
    });
    assert_eq!(available(&engine, user), 96);
    runtime.block_on(async { drop(engine) });
}

#[test]
fn an_engine_works_and_ends_inside_a_runtime_of_one_thread() {
    let Some((engine, user, store)) = world() else { return };
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let inside = Engine::open(store.place().url()).unwrap();
        spend(&inside, user, "block_on");
        let request = ConsumePointsRequest::new(user, 1, "submitted");
        let submitted = inside.submit::<crate::wallet::Consume>(&crate::Context::host(), request);
        assert!(submitted.await.is_ok());
        drop(inside);
    });
    assert_eq!(available(&engine, user), 98);
    drop(runtime);
    spend(&engine, user, "after the runtime");
}
