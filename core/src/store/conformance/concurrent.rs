//! Many callers at once.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::mpsc;

use super::{expect, put, refusal, sql, stored_total, tables, total};
use crate::store::Driver;

const THREADS: i64 = 64;

/// A reader sees one point in time, however often it looks, and never waits for the writer.
pub fn a_reader_keeps_its_snapshot(driver: &dyn Driver) {
    tables(driver);
    expect(driver.write(&mut |connection| put(connection, 1, 1)), "writing");
    if driver.limits().readers == 0 {
        // Reads take turns with writes, so no write can come between two statements of a reader.
        return;
    }
    let (began, wait_for_reader) = mpsc::channel();
    let (wrote, wait_for_writer) = mpsc::channel();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            wait_for_reader.recv().expect("the reader begins");
            let done = driver.write(&mut |connection| {
                connection.exec(&sql::SET_TOTALS, &[2.into(), 1.into()])?;
                put(connection, 2, 2)
            });
            wrote.send(done).expect("the reader waits");
        });
        let read = driver.read(&mut |connection| {
            assert_eq!(total(connection, 1)?, Some(1));
            began.send(()).expect("the writer waits");
            wait_for_writer.recv().expect("the writer answers")?;
            assert_eq!(total(connection, 1)?, Some(1), "the snapshot has changed");
            assert_eq!(total(connection, 2)?, None, "the snapshot has grown");
            Ok(())
        });
        expect(read, "reading one snapshot");
    });
    assert_eq!(stored_total(driver, 1), Some(2), "a later reader sees what was written");
}

/// However many race, a guarded update never passes its bound and none is lost.
pub fn racing_writers_never_pass_a_guard(driver: &dyn Driver) {
    const TRIES: i64 = 10;
    const BOUND: i64 = THREADS * TRIES - 100;
    tables(driver);
    expect(driver.write(&mut |connection| put(connection, 1, 0)), "writing");
    let granted = AtomicI64::new(0);
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                for _ in 0..TRIES {
                    let mut matched = 0;
                    let done = driver.write(&mut |connection| {
                        let params = [1.into(), 1.into(), 1.into(), BOUND.into()];
                        matched = connection.exec(&sql::ADD_WITHIN, &params)?;
                        Ok(())
                    });
                    expect(done, "a racing write");
                    granted.fetch_add(matched as i64, Ordering::Relaxed);
                }
            });
        }
    });
    assert_eq!(granted.into_inner(), BOUND);
    assert_eq!(stored_total(driver, 1), Some(BOUND));
}

/// Refusals, failures after a write and panics in the crowd touch nobody else.
pub fn racing_writers_fail_alone(driver: &dyn Driver) {
    const ROUNDS: i64 = 6;
    tables(driver);
    std::thread::scope(|scope| {
        for thread in 0..THREADS {
            scope.spawn(move || {
                for round in 0..ROUNDS {
                    let place = thread * ROUNDS + round;
                    let outcome = catch_unwind(AssertUnwindSafe(|| {
                        driver.write(&mut |connection| {
                            if place % 8 == 1 {
                                return Err(refusal());
                            }
                            put(connection, place, place)?;
                            assert!(place % 16 != 2, "a job's own panic");
                            if place % 8 == 3 { Err(refusal()) } else { Ok(()) }
                        })
                    }));
                    match place % 8 {
                        2 if place % 16 == 2 => assert!(outcome.is_err(), "{place} panics"),
                        1 | 3 => assert_eq!(outcome.ok(), Some(Err(refusal())), "{place} refuses"),
                        _ => assert_eq!(outcome.ok(), Some(Ok(())), "{place} succeeds"),
                    }
                }
            });
        }
    });
    for place in 0..THREADS * ROUNDS {
        let kept = !matches!(place % 8, 1 | 3) && place % 16 != 2;
        assert_eq!(stored_total(driver, place), kept.then_some(place));
    }
}

/// Jobs that write for one user and come at once each keep their own outcome.
pub fn racing_writers_for_one_user_fail_alone(driver: &dyn Driver) {
    const ROUNDS: i64 = 5;
    let user = uuid::Uuid::from_u128(7);
    tables(driver);
    expect(driver.write(&mut |connection| put(connection, -1, 0)), "writing");
    std::thread::scope(|scope| {
        for thread in 0..THREADS {
            scope.spawn(move || {
                for round in 0..ROUNDS {
                    let place = thread * ROUNDS + round;
                    let outcome = driver.write_for(user, &mut |connection| {
                        total(connection, -1)?;
                        if place % 7 == 1 {
                            return Err(refusal());
                        }
                        let params = [1.into(), (-1).into(), 1.into(), i64::MAX.into()];
                        connection.exec_one(&sql::ADD_WITHIN, &params)?;
                        connection.exec_one(&sql::ADD_COUNTER, &[place.into(), place.into()])?;
                        if place % 7 == 2 { Err(refusal()) } else { Ok(()) }
                    });
                    match place % 7 {
                        1 | 2 => assert_eq!(outcome, Err(refusal()), "{place} refuses"),
                        _ => assert_eq!(outcome, Ok(()), "{place} succeeds"),
                    }
                }
            });
        }
    });
    let kept = (0..THREADS * ROUNDS).filter(|place| !matches!(place % 7, 1 | 2));
    assert_eq!(stored_total(driver, -1), i64::try_from(kept.clone().count()).ok());
    for place in kept {
        assert_eq!(stored_total(driver, place), Some(place));
    }
}
