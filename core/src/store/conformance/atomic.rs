//! A job takes effect as a whole or not at all, and is told apart from every other.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::{expect, put, refusal, sql, stored_total, tables, total};
use crate::error::ErrorCode;
use crate::store::{Driver, WriteJob};

/// A count is of rows matched, also where the new value is the old one.
pub fn exec_counts_the_rows_it_matched(driver: &dyn Driver) {
    tables(driver);
    let done = driver.write(&mut |connection| {
        for place in 1..=5 {
            put(connection, place, 7)?;
        }
        let set = |total: i64, upto: i64| [total.into(), upto.into()];
        assert_eq!(connection.exec(&sql::SET_TOTALS, &set(8, 3))?, 3);
        assert_eq!(connection.exec(&sql::SET_TOTALS, &set(8, 3))?, 3, "unchanged rows count");
        assert_eq!(connection.exec(&sql::SET_TOTALS, &set(8, 0))?, 0);
        assert_eq!(connection.exec(&sql::REMOVE, &[2.into()])?, 2);
        assert_eq!(connection.exec(&sql::REMOVE, &[2.into()])?, 0);
        Ok(())
    });
    expect(done, "counting rows");
}

/// `insert_new` answers false for a taken key or name, leaves the row alone, and the job goes on.
pub fn insert_new_tells_whether_it_inserted(driver: &dyn Driver) {
    tables(driver);
    let done = driver.write(&mut |connection| {
        assert!(connection.insert_new(&sql::ADD_NAME, &[1.into(), "a".into()])?);
        assert!(!connection.insert_new(&sql::ADD_NAME, &[1.into(), "b".into()])?, "taken key");
        assert!(!connection.insert_new(&sql::ADD_NAME, &[2.into(), "a".into()])?, "taken name");
        assert!(connection.insert_new(&sql::ADD_NAME, &[2.into(), "b".into()])?);
        assert_eq!(connection.exec(&sql::ADD_NAME, &[3.into(), "c".into()])?, 1);
        Ok(())
    });
    expect(done, "inserting");
    let mut names = Vec::new();
    let read = driver.read(&mut |connection| {
        names.clear();
        connection.query(&sql::NAMES, &[], &mut |row| {
            names.push(row.text(0)?);
            Ok(())
        })
    });
    expect(read, "listing names");
    assert_eq!(names, ["a", "b", "c"]);
}

/// A plain insert of a taken value fails with `unique_violation`, by key and by name.
pub fn a_taken_value_is_a_unique_violation(driver: &dyn Driver) {
    tables(driver);
    let add = |place: i64, name: &str| {
        driver.write(&mut |connection| {
            connection.exec(&sql::ADD_NAME, &[place.into(), name.into()]).map(|_| ())
        })
    };
    expect(add(1, "a"), "adding a name");
    for (place, name) in [(1, "b"), (2, "a")] {
        let error = add(place, name).expect_err("the value is taken");
        assert_eq!(error.code(), ErrorCode::UniqueViolation);
    }
    expect(add(2, "b"), "adding another name");
}

/// Statements of one job build on each other before anybody else sees them.
pub fn a_job_sees_its_own_writes(driver: &dyn Driver) {
    tables(driver);
    let done = driver.write(&mut |connection| {
        put(connection, 1, 5)?;
        assert_eq!(total(connection, 1)?, Some(5));
        connection.exec(&sql::REMOVE, &[1.into()])?;
        assert_eq!(total(connection, 1)?, None);
        put(connection, 1, 6)
    });
    expect(done, "writing and reading");
    assert_eq!(stored_total(driver, 1), Some(6));
}

/// An error after any number of writes undoes them all, and reaches the caller as it is.
pub fn a_failing_job_leaves_nothing(driver: &dyn Driver) {
    tables(driver);
    for writes in 0..3 {
        let failed = driver.write(&mut |connection| {
            for place in 0..writes {
                put(connection, place, 1)?;
            }
            Err(refusal())
        });
        assert_eq!(failed, Err(refusal()));
        for place in 0..writes {
            assert_eq!(stored_total(driver, place), None);
        }
    }
    expect(driver.write(&mut |connection| put(connection, 1, 2)), "writing after failures");
    assert_eq!(stored_total(driver, 1), Some(2));
}

/// A panic undoes its job, goes on in its caller, and leaves the store in order; also in a read.
pub fn a_panicking_job_leaves_nothing_and_harms_nobody(driver: &dyn Driver) {
    tables(driver);
    expect(driver.write(&mut |connection| put(connection, 1, 1)), "writing");
    for moment in ["before", "after", "within"] {
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            driver.write(&mut |connection| {
                assert!(moment != "before", "a job's own panic");
                put(connection, 2, 2)?;
                assert!(moment != "after", "a job's own panic");
                connection.query(&sql::TOTALS, &[], &mut |_| panic!("a job's own panic"))
            })
        }));
        assert!(outcome.is_err(), "the panic reaches the caller");
        assert_eq!(stored_total(driver, 2), None);
    }
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        driver.read(&mut |connection| {
            connection.query(&sql::TOTALS, &[], &mut |_| panic!("a job's own panic"))
        })
    }));
    assert!(outcome.is_err(), "the panic reaches the reader");
    expect(driver.write(&mut |connection| put(connection, 2, 3)), "writing after panics");
    assert_eq!(stored_total(driver, 2), Some(3));
}

/// A job may read a part of a result and go on.
pub fn an_error_of_a_row_ends_the_query_only(driver: &dyn Driver) {
    tables(driver);
    let done = driver.write(&mut |connection| {
        for place in 1..=3 {
            put(connection, place, 0)?;
        }
        let mut seen = 0;
        let ended = connection.query(&sql::TOTALS, &[], &mut |_| {
            seen += 1;
            if seen == 2 { Err(refusal()) } else { Ok(()) }
        });
        assert_eq!((ended, seen), (Err(refusal()), 2));
        put(connection, 4, 4)
    });
    expect(done, "going on after a query");
    assert_eq!(stored_total(driver, 4), Some(4));
}

/// A job given to `read` changes nothing.
pub fn a_read_job_cannot_write(driver: &dyn Driver) {
    tables(driver);
    let error = driver.read(&mut |connection| put(connection, 1, 1)).expect_err("it writes");
    assert_eq!(error.code(), ErrorCode::ReadOnly);
    assert_eq!(stored_total(driver, 1), None);
    expect(driver.write(&mut |connection| put(connection, 1, 2)), "writing");
    assert_eq!(stored_total(driver, 1), Some(2));
}

/// In a batch a job fails alone, whatever it did before it failed, and the others take effect.
pub fn a_batch_gives_each_job_its_own_outcome(driver: &dyn Driver) {
    const JOBS: i64 = 600;
    tables(driver);
    assert!(driver.write_batch(&mut []).is_empty());
    expect(driver.write(&mut |connection| put(connection, -1, 1)), "writing");
    let mut jobs: Vec<_> = (0..JOBS)
        .map(|place| {
            move |connection: &mut dyn crate::store::Connection| match place % 50 {
                7 => Err(refusal()),
                8 => {
                    put(connection, place, 1)?;
                    Err(refusal())
                }
                9 => put(connection, -1, 1),
                _ => put(connection, place, place),
            }
        })
        .collect();
    let mut jobs: Vec<&mut WriteJob<'_>> =
        jobs.iter_mut().map(|job| job as &mut WriteJob<'_>).collect();
    let outcomes = driver.write_batch(&mut jobs);
    assert_eq!(outcomes.len(), JOBS as usize);
    for (place, outcome) in (0..JOBS).zip(outcomes) {
        let stored = stored_total(driver, place);
        match place % 50 {
            7 | 8 => assert_eq!((outcome, stored), (Err(refusal()), None), "job {place}"),
            9 => {
                let error = outcome.expect_err("the place is taken");
                assert_eq!((error.code(), stored), (ErrorCode::UniqueViolation, None));
            }
            _ => assert_eq!((outcome, stored), (Ok(()), Some(place)), "job {place}"),
        }
    }
}

/// A driver may run a job several times; the last run is the one that counts.
pub fn a_job_that_is_run_again_takes_effect_once(driver: &dyn Driver) {
    tables(driver);
    expect(driver.write(&mut |connection| put(connection, 1, 0)), "writing");
    let mut runs = [0; 3];
    let [first, second, third] = &mut runs;
    let add = |connection: &mut dyn crate::store::Connection, by: i64| {
        let params = [by.into(), 1.into(), by.into(), i64::MAX.into()];
        connection.exec(&sql::ADD_WITHIN, &params).map(|_| ())
    };
    // The second undoes what it wrote, for which some drivers run the first again.
    let outcomes = driver.write_batch(&mut [
        &mut |connection| {
            *first += 1;
            add(connection, 1)
        },
        &mut |connection| {
            *second += 1;
            add(connection, 10)?;
            Err(refusal())
        },
        &mut |connection| {
            *third += 1;
            add(connection, 100)
        },
    ]);
    assert_eq!(outcomes, [Ok(()), Err(refusal()), Ok(())]);
    assert!(runs.iter().all(|runs| *runs > 0), "every job ran: {runs:?}");
    assert_eq!(stored_total(driver, 1), Some(101));
}

/// After `close`, jobs fail with `closed`, and closing again does nothing.
pub fn a_closed_store_refuses_jobs(driver: &dyn Driver) {
    tables(driver);
    expect(driver.close(), "closing");
    expect(driver.close(), "closing again");
    let mut ran = false;
    let written = driver.write(&mut |_| {
        ran = true;
        Ok(())
    });
    assert_eq!(written.expect_err("it is closed").code(), ErrorCode::Closed);
    let read = driver.read(&mut |_| {
        ran = true;
        Ok(())
    });
    assert_eq!(read.expect_err("it is closed").code(), ErrorCode::Closed);
    let outcomes = driver.write_batch(&mut [&mut |_| Ok(()), &mut |_| Ok(())]);
    assert_eq!(outcomes.len(), 2);
    for outcome in outcomes {
        assert_eq!(outcome.expect_err("it is closed").code(), ErrorCode::Closed);
    }
    assert!(!ran, "no job ran");
}

/// What has to match one row matches it, or fails the job as a whole.
pub fn exec_one_matches_one_row_or_fails_its_job(driver: &dyn Driver) {
    tables(driver);
    let add = |place: i64| [1.into(), place.into(), 1.into(), i64::MAX.into()];
    let done = driver.write(&mut |connection| {
        put(connection, 1, 1)?;
        connection.exec_one(&sql::ADD_WITHIN, &add(1))?;
        connection.exec_one(&sql::ADD_COUNTER, &[2.into(), 2.into()])?;
        assert_eq!(total(connection, 1)?, Some(2), "a job sees what it wrote");
        connection.exec_one(&sql::ADD_WITHIN, &add(1))
    });
    expect(done, "writing one row at a time");
    assert_eq!((stored_total(driver, 1), stored_total(driver, 2)), (Some(3), Some(2)));
    let mut runs = 0;
    let failed = driver.write(&mut |connection| {
        runs += 1;
        if runs > 1 {
            return Err(refusal());
        }
        put(connection, 3, 3)?;
        connection.exec_one(&sql::ADD_WITHIN, &add(9))?;
        connection.exec_one(&sql::ADD_COUNTER, &[4.into(), 4.into()])
    });
    assert!(failed.is_err(), "no row was matched");
    assert_eq!((stored_total(driver, 3), stored_total(driver, 4)), (None, None));
}

/// A query that was announced answers what it would have answered anyway.
pub fn a_query_asked_for_ahead_answers_the_same(driver: &dyn Driver) {
    tables(driver);
    let place = [1.into()];
    let done = driver.write(&mut |connection| {
        put(connection, 1, 5)?;
        for total_before in [5, 8] {
            assert_eq!(total(connection, 1)?, Some(total_before));
            connection.ahead(&sql::TOTAL, &place)?;
            assert_eq!(total(connection, 2)?, None, "another row is asked for first");
            assert_eq!(total(connection, 1)?, Some(total_before));
            connection.ahead(&sql::TOTAL, &place)?;
            connection.exec(&sql::SET_TOTALS, &[8.into(), 1.into()])?;
            assert_eq!(total(connection, 1)?, Some(8), "a write came between");
        }
        connection.ahead(&sql::TOTAL, &place)?;
        connection.exec_one(&sql::ADD_WITHIN, &[1.into(), 1.into(), 1.into(), i64::MAX.into()])?;
        assert_eq!(total(connection, 1)?, Some(9), "a write that is held back came between");
        connection.ahead(&sql::TOTAL, &place)
    });
    expect(done, "asking ahead");
    assert_eq!(stored_total(driver, 1), Some(9));
}
