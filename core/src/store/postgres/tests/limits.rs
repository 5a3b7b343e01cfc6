//! Time-outs, a full pool, and what a job may not do.

use std::sync::mpsc;

use super::*;
use crate::error::ErrorKind;

#[test]
fn a_statement_that_takes_too_long_is_busy_and_the_connection_stays() {
    let options = ServerOptions::new().connections_max(1).statement_timeout_ms(500);
    let Some(store) = item_store(options) else { return };
    let slept = store.write(&mut |connection| {
        add(connection, 1)?;
        connection.query(&sql::SLEEP, &[60.into()], &mut |_| Ok(()))
    });
    assert_eq!(slept, Err(ErrorKind::Busy { waited_ms: 500 }.into()));
    assert_eq!(total(&store), 0);
    let waited = std::thread::scope(|scope| {
        let (locked, wait) = mpsc::channel();
        let (release, released) = mpsc::channel();
        let other = Postgres::open(store.place().url(), ServerOptions::new()).unwrap();
        scope.spawn(move || {
            // A job that writes may move between threads, so it owns what it waits for.
            other.write(&mut move |connection| {
                add(connection, 1)?;
                locked.send(()).unwrap();
                released.recv().unwrap();
                Ok(())
            })
        });
        wait.recv().unwrap();
        let waited = store.write(&mut |connection| add(connection, 1));
        release.send(()).unwrap();
        waited
    });
    assert_eq!(waited, Err(ErrorKind::Busy { waited_ms: 500 }.into()));
    assert_eq!(total(&store), 1);
    assert_eq!(counter(&store, "connections_opened"), 1);
}

#[test]
fn a_job_past_the_last_connection_is_overloaded() {
    let options = ServerOptions::new().connections_max(2).acquire_timeout_ms(0);
    let Some(store) = item_store(options) else { return };
    let store = &store;
    std::thread::scope(|scope| {
        let (begun, wait) = mpsc::channel();
        let releases: Vec<_> = (0..2)
            .map(|_| {
                let begun = begun.clone();
                let (release, released) = mpsc::channel::<()>();
                scope.spawn(move || {
                    store.read(&mut |_| {
                        begun.send(()).unwrap();
                        released.recv().unwrap();
                        Ok(())
                    })
                });
                wait.recv().unwrap();
                release
            })
            .collect();
        let refused = store.read(&mut |_| Ok(()));
        assert_eq!(refused, Err(ErrorKind::Overloaded { queued_max: 2 }.into()));
        releases.iter().for_each(|release| release.send(()).unwrap());
    });
    assert_eq!(total(store), 0);
}

#[test]
fn a_job_that_calls_its_own_store_is_refused() {
    let Some(store) = item_store(ServerOptions::new()) else { return };
    for inner in [
        &(|| store.write(&mut |_| Ok(()))) as &(dyn Fn() -> Result<()> + Sync),
        &|| store.read(&mut |_| Ok(())),
        &|| store.close(),
    ] {
        assert_eq!(code(store.write(&mut |_| inner())), ErrorCode::Internal);
        assert_eq!(code(store.read(&mut |_| inner())), ErrorCode::Internal);
    }
    assert_eq!(total(&store), 0);
}

#[test]
fn an_error_of_the_server_cannot_be_swallowed() {
    let Some(store) = item_store(ServerOptions::new()) else { return };
    let done = store.write(&mut |connection| {
        add(connection, 1)?;
        let divided = connection.query(&sql::BAD, &[1.into()], &mut |_| Ok(()));
        assert_eq!(code(divided), ErrorCode::Internal);
        assert_eq!(code(add(connection, 1)), ErrorCode::Internal);
        Ok(())
    });
    let error = done.unwrap_err();
    assert_eq!(error.code(), ErrorCode::Internal);
    assert!(error.to_string().contains("SQLSTATE 22012"), "{error}");
    assert_eq!(total(&store), 0);
}

#[test]
fn a_job_without_a_statement_costs_nothing_and_a_read_one_round_trip() {
    let Some(store) = item_store(ServerOptions::new()) else { return };
    store.write(&mut |connection| add(connection, 1)).unwrap();
    total(&store);
    let trips = |job: &mut dyn FnMut()| {
        let before = counter(&store, "round_trips");
        job();
        counter(&store, "round_trips") - before
    };
    assert_eq!(trips(&mut || store.write(&mut |_| Ok(())).unwrap()), 0);
    assert_eq!(trips(&mut || assert_eq!(total(&store), 1)), 1);
    assert_eq!(trips(&mut || store.write(&mut |c| add(c, 1)).unwrap()), 3);
}
