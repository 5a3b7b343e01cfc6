#![allow(clippy::unwrap_used)]

use super::*;
use crate::error::{ErrorCode, ErrorKind, Result};
use crate::store::sqlite::Sqlite;
use crate::store::{Connection, Driver, WriteJob};

mod sql {
    use crate::store::statements;

    statements! {
        PUT: EngineScan = "INSERT INTO item (place) VALUES (?)";
        COUNT: EngineScan = "SELECT count(*) FROM item";
    }
}

mod faulty {
    use super::*;
    crate::driver_conformance!(|| (Faulty::new(Sqlite::memory().unwrap()), ()));
}

mod counting {
    use super::*;
    crate::driver_conformance!(|| (Counting::new(Sqlite::memory().unwrap()), ()));
}

fn store() -> Sqlite {
    let store = Sqlite::memory().unwrap();
    store
        .write(&mut |connection| connection.script("CREATE TABLE item (place INTEGER PRIMARY KEY)"))
        .unwrap();
    store
}

fn put(connection: &mut dyn Connection, place: i64) -> Result<()> {
    connection.exec(&sql::PUT, &[place.into()]).map(drop)
}

/// Writes three rows.
fn put_three(store: &dyn Driver) -> Result<()> {
    store.write(&mut |connection| (1..=3).try_for_each(|place| put(connection, place)))
}

fn count(store: &dyn Driver) -> i64 {
    let mut count = 0;
    store
        .read(&mut |connection| {
            connection.query(&sql::COUNT, &[], &mut |row| {
                count = row.int(0)?;
                Ok(())
            })
        })
        .unwrap();
    count
}

fn io() -> ErrorKind {
    ErrorKind::StorageIo { detail: "injected".into() }
}

#[test]
fn every_step_of_a_call_can_be_failed_in_turn() {
    type Point = fn(u64) -> FaultPoint;
    for (point, steps) in [(FaultPoint::Statement as Point, 3), (FaultPoint::Commit, 1)] {
        for n in 1.. {
            let store = Faulty::new(store());
            store.arm(Fault::new(point(n), io()));
            let outcome = put_three(&store);
            let seen = store.disarm();
            match outcome {
                Err(error) => {
                    assert_eq!((*error.kind()).clone(), io());
                    assert_eq!((seen.faults, count(&store)), (1, 0));
                }
                Ok(()) => {
                    assert_eq!((n, seen.faults, count(&store)), (steps + 1, 0, 3));
                    assert_eq!((seen.statements, seen.commits), (3, 1));
                    break;
                }
            }
        }
    }
}

#[test]
fn a_fault_after_the_commit_leaves_the_new_state() {
    let store = Faulty::new(store());
    store.arm(Fault::new(FaultPoint::AfterCommit(1), io()));
    assert_eq!(put_three(&store).unwrap_err().code(), ErrorCode::StorageIo);
    assert_eq!(store.disarm().faults, 1);
    assert_eq!(count(&store), 3);
}

#[test]
fn a_fault_in_a_batch_strikes_one_job_however_often_it_runs() {
    for n in 1..=3 {
        let store = Faulty::new(store());
        store.arm(Fault::new(FaultPoint::Statement(n * 2), io()));
        let job = |place: i64| {
            move |connection: &mut dyn Connection| {
                put(connection, place * 2)?;
                put(connection, place * 2 + 1)
            }
        };
        let (mut a, mut b, mut c) = (job(1), job(2), job(3));
        let outcomes = store.write_batch(&mut [&mut a as &mut WriteJob<'_>, &mut b, &mut c]);
        let failed: Vec<_> = (1..).zip(&outcomes).filter(|(_, o)| o.is_err()).collect();
        assert_eq!(failed.len(), 1);
        assert_eq!(failed[0].0, n, "the fault strikes the job that ran the statement");
        assert_eq!(store.seen().statements, 6);
        assert_eq!(count(store.inner()), 4);
    }
}

#[test]
fn a_transient_fault_strikes_once() {
    let store = Faulty::new(store());
    store.arm(Fault::new(FaultPoint::Statement(2), io()).transient());
    // The driver runs the batch again, because the first job had written before it failed.
    let mut first = |connection: &mut dyn Connection| {
        put(connection, 1)?;
        put(connection, 2)
    };
    let mut second = |connection: &mut dyn Connection| put(connection, 3);
    let outcomes = store.write_batch(&mut [&mut first as &mut WriteJob<'_>, &mut second]);
    assert_eq!(outcomes, [Ok(()), Ok(())]);
    assert_eq!((store.seen().faults, count(store.inner())), (1, 3));
}

#[test]
fn a_fault_strikes_reads_too() {
    let store = Faulty::new(store());
    store.arm(Fault::new(FaultPoint::Statement(1), io()));
    let read = store.read(&mut |connection| connection.query(&sql::COUNT, &[], &mut |_| Ok(())));
    assert_eq!(read.unwrap_err().code(), ErrorCode::StorageIo);
}

#[test]
fn counts_are_by_job_and_by_statement() {
    let store = Counting::new(store());
    put_three(&store).unwrap();
    assert_eq!(count(&store), 3);
    let counts = store.reset();
    assert_eq!((counts.reads, counts.writes, counts.runs, counts.statements), (1, 1, 2, 4));
    assert_eq!(counts.by_name[sql::PUT.name], 3);
    assert_eq!(counts.by_name[sql::COUNT.name], 1);
    assert_eq!(store.counts(), Counts::default());
}
