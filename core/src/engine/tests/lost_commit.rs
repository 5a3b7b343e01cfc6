//! What a caller hears when the connection is lost in the middle of a commit.

use std::sync::Arc;

use super::block_on;
use crate::error::{ErrorCode, ErrorKind};
use crate::settings::SetSettingRequest;
use crate::store::sqlite::Sqlite;
use crate::store::testing::{Fault, FaultPoint, Faulty};
use crate::users::RegisterUserRequest;
use crate::wallet::{self, ConsumePointsRequest, GetBalanceRequest};
use crate::{Context, Engine, EngineOptions, UserId};

type Store = Arc<Faulty<Sqlite>>;

fn world() -> (Engine, Store, UserId) {
    let store = Arc::new(Faulty::new(Sqlite::memory().unwrap()));
    let engine = Engine::with_driver(store.clone(), EngineOptions::default()).unwrap();
    let user = engine
        .users()
        .register(RegisterUserRequest::new().email("ada@example.org"))
        .unwrap()
        .user
        .id;
    (engine, store, user)
}

fn lose(store: &Store, point: FaultPoint) {
    store.arm(Fault::new(point, ErrorKind::OutcomeUnknown {}).transient());
}

fn available(engine: &Engine, user: UserId) -> i64 {
    engine.wallet().balance(GetBalanceRequest::new(user)).unwrap().available
}

#[test]
fn a_lost_commit_is_settled_by_the_key_whether_it_took_effect_or_not() {
    let (engine, store, user) = world();
    let mut left = 100;
    for (key, point) in [("a", FaultPoint::AfterCommit(1)), ("b", FaultPoint::Commit(1))] {
        lose(&store, point);
        let spent = engine.wallet().consume(ConsumePointsRequest::new(user, 10, key)).unwrap();
        assert_eq!(store.disarm().faults, 1);
        left -= 10;
        assert_eq!((spent.available, available(&engine, user)), (left, left));
    }
}

#[test]
fn a_lost_commit_of_a_submitted_call_is_settled_too() {
    let (engine, store, user) = world();
    lose(&store, FaultPoint::AfterCommit(1));
    let request = ConsumePointsRequest::new(user, 10, "a");
    let spent = block_on(engine.submit::<wallet::Consume>(&Context::host(), request)).unwrap();
    assert_eq!((spent.available, available(&engine, user)), (90, 90));
}

#[test]
fn a_lost_commit_without_a_key_is_told_and_not_repeated() {
    let (engine, store, _) = world();
    lose(&store, FaultPoint::AfterCommit(1));
    let set = engine.settings().set(SetSettingRequest::new("theme", "dark"));
    assert_eq!(set.unwrap_err().code(), ErrorCode::OutcomeUnknown);
    assert_eq!(store.disarm().commits, 1);
}

#[test]
fn what_a_lost_commit_may_have_changed_is_heard_of() {
    let (engine, store, user) = world();
    let changes = engine.subscribe(None);
    let nouns = || -> Vec<_> {
        let heard = changes.try_recv().into_iter().flat_map(|heard| heard.changes);
        heard.map(|change| change.noun).collect()
    };
    lose(&store, FaultPoint::AfterCommit(1));
    engine.wallet().consume(ConsumePointsRequest::new(user, 10, "a")).unwrap();
    assert_eq!(nouns(), ["wallet"]);
    lose(&store, FaultPoint::AfterCommit(1));
    let request = ConsumePointsRequest::new(user, 10, "b");
    block_on(engine.submit::<wallet::Consume>(&Context::host(), request)).unwrap();
    assert_eq!(nouns(), ["wallet"]);
    lose(&store, FaultPoint::AfterCommit(1));
    engine.settings().set(SetSettingRequest::new("theme", "dark")).unwrap_err();
    assert_eq!(nouns(), ["setting"]);
}

#[test]
fn a_store_that_stays_away_leaves_the_outcome_unknown() {
    let (engine, store, user) = world();
    store.arm(Fault::new(FaultPoint::Commit(1), ErrorKind::OutcomeUnknown {}));
    let request = ConsumePointsRequest::new(user, 10, "a");
    // The driver in use runs nothing again, so the second look is another job and gets through.
    assert!(engine.wallet().consume(request).is_ok());
    let kinds = [ErrorKind::StorageIo { detail: "gone".into() }, ErrorKind::Closed {}];
    for kind in kinds {
        let outcome = super::super::run::after_unknown::<()>(Err(kind.into()));
        assert_eq!(outcome.unwrap_err().code(), ErrorCode::OutcomeUnknown);
    }
}
