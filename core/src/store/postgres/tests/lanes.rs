//! Jobs for one user that come at once.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;

use uuid::Uuid;

use super::*;
use crate::error::ErrorKind;

const USER: Uuid = Uuid::from_u128(7);

type Job<'j> = Box<dyn FnMut(&mut dyn Connection) -> Result<()> + Send + 'j>;

/// Runs the jobs, all of which line up behind one that adds 1; answers how they ended.
fn line_up(store: &Fresh<Postgres>, jobs: Vec<Job<'_>>) -> Vec<std::thread::Result<Result<()>>> {
    let count = jobs.len();
    std::thread::scope(|scope| {
        let (begun, wait) = mpsc::channel();
        let (release, released) = mpsc::channel::<()>();
        let first = scope.spawn(move || {
            let mut job = move |connection: &mut dyn Connection| {
                begun.send(()).unwrap();
                released.recv().unwrap();
                add(connection, 1)
            };
            store.write_for(USER, &mut job)
        });
        wait.recv().unwrap();
        let mut others = Vec::new();
        for (n, mut job) in jobs.into_iter().enumerate() {
            let run = move || catch_unwind(AssertUnwindSafe(|| store.write_for(USER, &mut *job)));
            others.push(scope.spawn(run));
            while store.inner().waiting_for(USER) <= n {
                std::thread::yield_now();
            }
        }
        assert_eq!(store.inner().waiting_for(USER), count);
        release.send(()).unwrap();
        first.join().unwrap().unwrap();
        others.into_iter().map(|other| other.join().unwrap()).collect()
    })
}

fn adding<'j>(points: i64) -> Job<'j> {
    Box::new(move |connection| add(connection, points))
}

/// Whoever lines up waits for as long as the test takes.
fn patient() -> ServerOptions {
    ServerOptions::new().acquire_timeout_ms(600_000)
}

fn refusal() -> crate::Error {
    ErrorKind::Conflict { what: "the test".into(), reason: "it refuses".into() }.into()
}

fn ok(outcome: &std::thread::Result<Result<()>>) -> bool {
    matches!(outcome, Ok(Ok(())))
}

#[test]
fn those_who_line_up_share_one_commit() {
    let Some(store) = item_store(patient()) else { return };
    let outcomes = line_up(&store, (0..10).map(|_| adding(10)).collect());
    assert!(outcomes.iter().all(ok), "{outcomes:?}");
    assert_eq!((total(&store), counter(&store, "shared_commits")), (101, 1));
    store.write_for(USER, &mut |connection| add(connection, 1)).unwrap();
    assert_eq!((total(&store), store.inner().waiting_for(USER)), (102, 0));
}

#[test]
fn a_refusal_before_any_change_leaves_the_others_together() {
    let Some(store) = item_store(patient()) else { return };
    let refusing = || -> Job<'_> {
        Box::new(|connection| {
            number(connection, &sql::TOTAL, &[1.into()])?;
            connection.exec_one(&sql::ADD, &[1_000.into(), 1.into()])?;
            Err(refusal())
        })
    };
    let outcomes =
        line_up(&store, vec![refusing(), adding(10), refusing(), adding(10), refusing()]);
    for refused in [0, 2, 4] {
        assert_eq!(outcomes[refused].as_ref().unwrap(), &Err(refusal()));
    }
    assert!(ok(&outcomes[1]) && ok(&outcomes[3]));
    assert_eq!((total(&store), counter(&store, "shared_commits")), (21, 1));
}

#[test]
fn one_that_fails_after_a_change_fails_alone() {
    let Some(store) = item_store(patient()) else { return };
    let failing: Job<'_> = Box::new(|connection| {
        add(connection, 1_000)?;
        Err(refusal())
    });
    let broken: Job<'_> =
        Box::new(|connection| connection.query(&sql::BAD, &[1.into()], &mut |_| Ok(())));
    let outcomes = line_up(&store, vec![adding(10), failing, adding(10), broken, adding(10)]);
    assert_eq!(outcomes[1].as_ref().unwrap(), &Err(refusal()));
    assert_eq!(code(outcomes[3].as_ref().unwrap().clone()), ErrorCode::Internal);
    assert!(ok(&outcomes[0]) && ok(&outcomes[2]) && ok(&outcomes[4]));
    assert_eq!(total(&store), 31);
}

#[test]
fn a_guard_that_does_not_hold_is_found_by_those_who_come_after_and_harms_none() {
    let Some(store) = item_store(patient()) else { return };
    let mut runs = 0;
    // The row is not there when the job first runs, and its answer comes with the next job's.
    let guarded: Job<'_> = Box::new(move |connection| {
        runs += 1;
        let place = if runs == 1 { 2 } else { 1 };
        number(connection, &sql::TOTAL, &[1.into()])?;
        connection.exec_one(&sql::ADD, &[10.into(), place.into()])
    });
    let outcomes = line_up(&store, vec![adding(10), guarded, adding(10)]);
    assert!(outcomes.iter().all(ok), "{outcomes:?}");
    assert_eq!(total(&store), 31);
}

#[test]
fn a_panic_reaches_its_caller_only() {
    let Some(store) = item_store(patient()) else { return };
    let before: Job<'_> = Box::new(|_| panic!("a job's own panic"));
    let after: Job<'_> = Box::new(|connection| {
        add(connection, 1_000)?;
        panic!("a job's own panic")
    });
    let outcomes = line_up(&store, vec![adding(10), before, adding(10), after, adding(10)]);
    assert!(outcomes[1].is_err() && outcomes[3].is_err());
    assert!(ok(&outcomes[0]) && ok(&outcomes[2]) && ok(&outcomes[4]));
    assert_eq!(total(&store), 31);
}

#[test]
fn a_connection_that_is_killed_among_them_costs_nobody_anything() {
    let Some(store) = item_store(patient()) else { return };
    let other = Postgres::open(store.place().url(), ServerOptions::new()).unwrap();
    let mut runs = 0;
    let killing: Job<'_> = Box::new(move |connection| {
        runs += 1;
        if runs == 1 {
            kill(&other, number(connection, &sql::PID, &[])?);
        }
        add(connection, 10)
    });
    let outcomes = line_up(&store, vec![adding(10), killing, adding(10)]);
    assert!(outcomes.iter().all(ok), "{outcomes:?}");
    assert_eq!(total(&store), 31);
}

#[test]
fn one_who_waits_for_longer_than_for_a_connection_runs_alone() {
    let Some(store) = item_store(ServerOptions::new().acquire_timeout_ms(20)) else { return };
    std::thread::scope(|scope| {
        let (begun, wait) = mpsc::channel();
        let (release, released) = mpsc::channel::<()>();
        let store = &store;
        let first = scope.spawn(move || {
            let mut job = move |connection: &mut dyn Connection| {
                begun.send(()).unwrap();
                released.recv().unwrap();
                add(connection, 1)
            };
            store.write_for(USER, &mut job)
        });
        wait.recv().unwrap();
        // The first goes on only after the second is done.
        for _ in 0..2 {
            store.write_for(USER, &mut |connection| add(connection, 10)).unwrap();
        }
        assert_eq!(store.inner().waiting_for(USER), 0);
        release.send(()).unwrap();
        first.join().unwrap().unwrap();
    });
    assert_eq!(total(&store), 21);
}
