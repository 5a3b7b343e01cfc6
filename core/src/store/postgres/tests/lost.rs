//! Connections that end, while they are idle, busy or at their commit.

use super::proxy::{Cut, Proxy};
use super::*;
use crate::users::RegisterUserRequest;
use crate::wallet::{ConsumePointsRequest, GetBalanceRequest, VerifyWalletRequest};
use crate::{Engine, EngineOptions};

#[test]
fn a_server_that_is_away_is_a_clean_error() {
    // The port was free a moment ago, so nobody answers there.
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let url = format!("postgres://someone:hunter2@127.0.0.1:{port}/nothing");
    let error = Postgres::open(&url, ServerOptions::new()).unwrap_err();
    assert_eq!(error.code(), ErrorCode::BackendUnavailable);
    assert!(!format!("{error:?}").contains("hunter2"));
}

#[test]
fn a_server_that_never_answers_is_given_up() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("postgres://someone@{}/nothing", listener.local_addr().unwrap());
    let options = ServerOptions::new().connect_timeout_ms(50);
    assert_eq!(code(Postgres::open(&url, options)), ErrorCode::BackendUnavailable);
}

#[test]
fn a_connection_that_ended_while_idle_is_not_noticed_by_a_job() {
    let Some(store) = item_store(ServerOptions::new()) else { return };
    let other = Postgres::open(store.place().url(), ServerOptions::new()).unwrap();
    for _ in 0..5 {
        let mut pid = 0;
        let done = store.write(&mut |connection| {
            pid = number(connection, &sql::PID, &[])?;
            add(connection, 1)
        });
        done.unwrap();
        kill(&other, pid);
    }
    assert_eq!(total(&store), 5);
}

#[test]
fn a_job_whose_connection_is_killed_runs_once_more() {
    let Some(store) = item_store(ServerOptions::new()) else { return };
    let other = Postgres::open(store.place().url(), ServerOptions::new()).unwrap();
    let mut runs = 0;
    let done = store.write(&mut |connection| {
        runs += 1;
        add(connection, 1)?;
        if runs == 1 {
            kill(&other, number(connection, &sql::PID, &[])?);
        }
        add(connection, 1)
    });
    assert_eq!((done, runs, total(&store)), (Ok(()), 2, 2));
    assert_eq!(counter(&store, "runs_again"), 1);
}

#[test]
fn a_job_whose_every_connection_is_killed_fails_and_leaves_nothing() {
    let Some(store) = item_store(ServerOptions::new()) else { return };
    let other = Postgres::open(store.place().url(), ServerOptions::new()).unwrap();
    let done = store.write(&mut |connection| {
        add(connection, 1)?;
        kill(&other, number(connection, &sql::PID, &[])?);
        add(connection, 1)
    });
    assert_eq!(code(done), ErrorCode::BackendUnavailable);
    assert_eq!(total(&store), 0);
    store.write(&mut |connection| add(connection, 1)).unwrap();
    assert_eq!(total(&store), 1);
}

#[test]
fn a_connection_lost_at_the_commit_leaves_the_outcome_unknown() {
    for (cut, expected) in [(Cut::BeforeCommit, 0), (Cut::AfterCommit, 1)] {
        let Some(store) = item_store(ServerOptions::new()) else { return };
        let proxy = Proxy::to(store.place().url());
        let behind = Postgres::open(proxy.url(), ServerOptions::new()).unwrap();
        proxy.arm(cut);
        let mut runs = 0;
        let done = behind.write(&mut |connection| {
            runs += 1;
            add(connection, 1)
        });
        assert_eq!((code(done), runs), (ErrorCode::OutcomeUnknown, 1), "{cut:?}");
        proxy.wait_for_the_server();
        assert_eq!(total(&store), expected, "{cut:?}");
        behind.write(&mut |connection| add(connection, 10)).unwrap();
        assert_eq!(total(&store), expected + 10, "{cut:?}");
    }
}

#[test]
fn the_engine_settles_a_lost_commit_by_its_key() {
    for cut in [Cut::BeforeCommit, Cut::AfterCommit] {
        let Some(url) = server() else { return };
        let place = fresh::Place::postgres(&url).unwrap();
        let proxy = Proxy::to(place.url());
        let engine = Engine::open_with(proxy.url(), EngineOptions::default()).unwrap();
        let request = RegisterUserRequest::new().external_id("ada");
        let user = engine.users().register(request).unwrap().user.id;
        let mut left = 100;
        for (key, is_cut) in [("a", false), ("b", true)] {
            // Once its statements are prepared, a consume is one message that asks and one that
            // writes, in which the kind of the record stands as a parameter of seven bytes.
            if is_cut {
                proxy.arm_at(cut, b"\0\0\0\x07consume");
            }
            let spent = engine.wallet().consume(ConsumePointsRequest::new(user, 10, key)).unwrap();
            assert_eq!(spent.replayed, is_cut && cut == Cut::AfterCommit, "{cut:?} {key}");
            left -= 10;
            let found = engine.wallet().balance(GetBalanceRequest::new(user)).unwrap().available;
            assert_eq!(found, left, "{cut:?} {key}");
        }
        let verified = engine.wallet().verify(VerifyWalletRequest::new(user)).unwrap();
        assert!(verified.ok, "{verified:?}");
    }
}
