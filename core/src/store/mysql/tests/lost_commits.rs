use std::sync::Arc;

use super::proxy::{Cut, Proxy};
use super::*;
use crate::error::ErrorCode;
use crate::users::RegisterUserRequest;
use crate::wallet::{ConsumePointsRequest, GetBalanceRequest};
use crate::{Engine, EngineOptions};

#[test]
fn a_connection_that_is_lost_at_the_commit_leaves_the_outcome_unknown() {
    let Some(store) = items(ServerOptions::new()) else { return };
    let proxy = Proxy::new(store.place().url());
    let through = Mysql::open(&proxy.url(store.place().url()), ServerOptions::new()).unwrap();
    for (cut, after) in [(Cut::BeforeCommit, 0), (Cut::AfterCommit, 1)] {
        proxy.cut(cut);
        let outcome = through.write(&mut |connection| add(connection, 1, 1));
        assert_eq!(outcome.unwrap_err().code(), ErrorCode::OutcomeUnknown, "{cut:?}");
        assert_eq!(total(&store, 1), Some(after), "{cut:?}");
    }
    through.write(&mut |connection| add(connection, 1, 2)).unwrap();
    assert_eq!(total(&store, 2), Some(1), "the store goes on");
}

#[test]
fn a_commit_that_wrote_nothing_is_not_unknown() {
    let Some(store) = items(ServerOptions::new()) else { return };
    let proxy = Proxy::new(store.place().url());
    let through = Mysql::open(&proxy.url(store.place().url()), ServerOptions::new()).unwrap();
    proxy.cut(Cut::AfterCommit);
    let outcome = through
        .write(&mut |connection| connection.query(&sql::TOTAL, &[1.into()], &mut |_| Ok(())));
    assert_eq!(outcome.unwrap_err().code(), ErrorCode::BackendUnavailable);
}

#[test]
fn the_engine_settles_a_lost_commit_by_its_key() {
    let Some(store) = store(ServerOptions::new()) else { return };
    let proxy = Proxy::new(store.place().url());
    let through = Mysql::open(&proxy.url(store.place().url()), ServerOptions::new()).unwrap();
    let engine = Engine::with_driver(Arc::new(through), EngineOptions::default()).unwrap();
    let ada = RegisterUserRequest::new().email("ada@example.org");
    let user = engine.users().register(ada).unwrap().user.id;
    let mut left = 100;
    for (key, cut) in [("a", Cut::BeforeCommit), ("b", Cut::AfterCommit)] {
        proxy.cut(cut);
        let spent = engine.wallet().consume(ConsumePointsRequest::new(user, 10, key)).unwrap();
        left -= 10;
        let wallet = engine.wallet().balance(GetBalanceRequest::new(user)).unwrap();
        assert_eq!((spent.available, wallet.available), (left, left), "{cut:?}");
    }
}
