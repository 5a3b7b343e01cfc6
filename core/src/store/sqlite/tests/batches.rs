use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;

use super::*;

/// Runs `jobs` from as many threads as one batch: a first job holds the writer until all wait.
fn crowd<R: Send>(store: &Sqlite, jobs: usize, job: impl Fn(usize) -> R + Sync) -> Vec<R> {
    let (held, wait_for_hold) = mpsc::channel();
    let (release, wait_for_crowd) = mpsc::channel::<()>();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            store
                .write(&mut move |_| {
                    held.send(()).unwrap();
                    let _ = wait_for_crowd.recv();
                    Ok(())
                })
                .unwrap();
        });
        wait_for_hold.recv().unwrap();
        let job = &job;
        let callers: Vec<_> = (0..jobs).map(|n| scope.spawn(move || job(n))).collect();
        while store.writer.waiting() < jobs {
            std::thread::yield_now();
        }
        drop(release);
        callers.into_iter().map(|caller| caller.join().unwrap()).collect()
    })
}

#[test]
fn those_who_wait_share_one_commit() {
    let folder = Folder::new();
    let store = folder.open(SqliteOptions::new());
    let commits = counter(&store, "commits");
    crowd(&store, 20, |n| put(&store, n as i64, 1).unwrap());
    assert_eq!(counter(&store, "commits") - commits, 1);
    assert_eq!(counter(&store, "largest_batch"), 21);
    assert_eq!(counter(&store, "reruns"), 0);
}

#[test]
fn a_refusal_that_changed_nothing_costs_no_second_run() {
    let folder = Folder::new();
    let store = folder.open(SqliteOptions::new());
    let outcomes = crowd(&store, 10, |n| match n % 2 {
        0 => put(&store, n as i64, 1),
        _ => store.write(&mut |connection| {
            connection.exec(&sql::ADD, &[1.into(), (-1).into()])?;
            Err(ErrorKind::Cancelled {}.into())
        }),
    });
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 5);
    assert_eq!(counter(&store, "reruns"), 0);
}

#[test]
fn a_failure_after_a_change_undoes_that_job_only() {
    let folder = Folder::new();
    let store = folder.open(SqliteOptions::new());
    let outcomes = crowd(&store, 12, |n| {
        store.write(&mut |connection| {
            connection.exec(&sql::PUT, &[(n as i64).into(), 1.into()])?;
            if n % 3 == 0 { Err(ErrorKind::Cancelled {}.into()) } else { Ok(()) }
        })
    });
    assert_eq!(counter(&store, "reruns"), 1);
    for (n, outcome) in outcomes.into_iter().enumerate() {
        let kept = n % 3 != 0;
        assert_eq!(outcome.is_ok(), kept);
        assert_eq!(total(&store, n as i64), kept.then_some(1));
    }
}

#[test]
fn a_script_that_failed_after_its_first_statement_is_undone_in_a_crowd() {
    let folder = Folder::new();
    let store = folder.open(SqliteOptions::new());
    let outcomes = crowd(&store, 4, |n| match n {
        0 => store.write(&mut |connection| {
            connection.script("CREATE TABLE half (a INTEGER)")?;
            Err(ErrorKind::Cancelled {}.into())
        }),
        _ => put(&store, n as i64, 1),
    });
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 3);
    store.write(&mut |connection| connection.script("CREATE TABLE half (a INTEGER)")).unwrap();
}

#[test]
fn a_commit_that_fails_fails_only_the_job_at_fault() {
    let folder = Folder::new();
    let store = folder.open(SqliteOptions::new());
    put(&store, 1, 0).unwrap();
    // The foreign key is deferred, so it is the commit which meets the missing parent.
    let outcomes = crowd(&store, 6, |n| {
        let parent = if n == 2 { 99 } else { 1 };
        store.write(&mut |connection| {
            connection.exec(&sql::PUT_CHILD, &[(n as i64).into(), parent.into()]).map(drop)
        })
    });
    for (n, outcome) in outcomes.into_iter().enumerate() {
        match n {
            2 => assert_eq!(code(outcome), ErrorCode::Internal),
            _ => outcome.unwrap(),
        }
    }
    assert_eq!(store.check_integrity().unwrap(), [""; 0]);
    put(&store, 2, 0).unwrap();
}

#[test]
fn a_commit_that_fails_for_one_caller_leaves_the_store_usable() {
    let folder = Folder::new();
    let store = folder.open(SqliteOptions::new());
    let orphan = store.write(&mut |connection| {
        connection.exec(&sql::PUT_CHILD, &[1.into(), 99.into()]).map(drop)
    });
    assert_eq!(code(orphan), ErrorCode::Internal);
    put(&store, 1, 1).unwrap();
    assert_eq!(total(&store, 1), Some(1));
}

#[test]
fn a_panic_reaches_its_own_caller_from_whatever_thread_ran_it() {
    let folder = Folder::new();
    let store = folder.open(SqliteOptions::new());
    let outcomes = crowd(&store, 9, |n| {
        catch_unwind(AssertUnwindSafe(|| {
            store.write(&mut |connection| {
                connection.exec(&sql::PUT, &[(n as i64).into(), 1.into()])?;
                assert!(n != 4, "the fourth panics");
                Ok(())
            })
        }))
    });
    for (n, outcome) in outcomes.into_iter().enumerate() {
        match outcome {
            Ok(done) => done.unwrap(),
            Err(payload) => {
                assert_eq!(n, 4);
                assert_eq!(payload.downcast_ref::<&str>(), Some(&"the fourth panics"));
            }
        }
        assert_eq!(total(&store, n as i64), (n != 4).then_some(1));
    }
}

#[test]
fn a_full_disk_fails_those_without_room_and_nothing_else() {
    let folder = Folder::new();
    let store = folder.open(SqliteOptions::new().pages_max(24));
    let big = vec![7u8; 30_000];
    let outcomes = crowd(&store, 8, |n| match n % 2 {
        0 => put(&store, n as i64, 1),
        _ => store.write(&mut |connection| {
            connection.exec(&sql::PUT_BLOB, &[big.as_slice().into()]).map(drop)
        }),
    });
    let stored = outcomes.iter().skip(1).step_by(2).filter(|outcome| outcome.is_ok()).count();
    for (n, outcome) in outcomes.into_iter().enumerate() {
        match outcome {
            Err(error) => assert_eq!((n % 2, error.code()), (1, ErrorCode::StorageFull)),
            Ok(()) if n % 2 == 0 => assert_eq!(total(&store, n as i64), Some(1)),
            Ok(()) => {}
        }
    }
    assert!(stored < 4, "not all of them fit");
    let mut things = 0;
    let read = store.read(&mut |connection| {
        connection.query(&sql::THINGS, &[], &mut |row| {
            things = row.int(0)?;
            Ok(())
        })
    });
    read.unwrap();
    assert_eq!(things, stored as i64);
    put(&store, 100, 1).unwrap();
    assert_eq!(store.check_integrity().unwrap(), [""; 0]);
}

#[test]
fn a_job_that_calls_its_own_store_is_told_so() {
    let folder = Folder::new();
    let memory = Sqlite::memory().unwrap();
    for store in [&folder.open(SqliteOptions::new()), &memory] {
        for outer in [true, false] {
            let mut inner = Vec::new();
            let mut calls = || {
                inner.push(code(store.write(&mut |_| Ok(()))));
                inner.push(code(store.read(&mut |_| Ok(()))));
                inner.push(code(store.close()));
                Ok(())
            };
            let outcome = match outer {
                true => store.write(&mut |_| calls()),
                false => store.read(&mut |_| calls()),
            };
            outcome.unwrap();
            assert_eq!(inner, [ErrorCode::Internal; 3]);
        }
        assert!(store.read(&mut |_| memory_or_other(&memory, store)).is_ok());
    }
}

/// A job may call another store than its own.
fn memory_or_other(memory: &Sqlite, store: &Sqlite) -> Result<()> {
    match std::ptr::eq(memory, store) {
        true => Ok(()),
        false => memory.write(&mut |_| Ok(())),
    }
}

#[test]
fn a_job_that_met_another_transaction_is_run_again() {
    let folder = Folder::new();
    let store = folder.open(SqliteOptions::new());
    for (collisions, expected) in [(1, None), (2, None), (100, Some(ErrorCode::Serialization))] {
        let mut left = collisions;
        let outcome = store.write(&mut |connection| {
            connection.exec(&sql::PUT, &[collisions.into(), 1.into()])?;
            if left > 0 {
                left -= 1;
                return Err(ErrorKind::Serialization {}.into());
            }
            Ok(())
        });
        assert_eq!(outcome.err().map(|error| error.code()), expected);
        assert_eq!(total(&store, collisions).is_some(), expected.is_none());
    }
}

#[test]
fn a_large_batch_is_split_and_kept_in_order() {
    const JOBS: usize = 2 * batch::BATCH_JOBS_MAX + 7;
    let folder = Folder::new();
    let store = folder.open(SqliteOptions::new());
    put(&store, 1, 0).unwrap();
    let commits = counter(&store, "commits");
    let mut seen = Vec::new();
    let order = Mutex::new(&mut seen);
    let mut jobs: Vec<_> = (0..JOBS)
        .map(|n| {
            let order = &order;
            move |connection: &mut dyn Connection| {
                lock(order).push(n);
                connection.exec(&sql::ADD, &[1.into(), 1.into()]).map(drop)
            }
        })
        .collect();
    let mut jobs: Vec<&mut WriteJob<'_>> = jobs.iter_mut().map(|job| job as _).collect();
    assert!(store.write_batch(&mut jobs).iter().all(Result::is_ok));
    drop(jobs);
    assert!(seen.into_iter().eq(0..JOBS));
    assert_eq!(counter(&store, "commits") - commits, 3);
    assert_eq!(total(&store, 1), Some(JOBS as i64));
}

#[test]
fn closing_lets_those_who_wait_finish() {
    let folder = Folder::new();
    let store = folder.open(SqliteOptions::new());
    let (held, wait_for_hold) = mpsc::channel();
    let (release, wait_for_close) = mpsc::channel::<()>();
    std::thread::scope(|scope| {
        let store = &store;
        scope.spawn(move || {
            store
                .write(&mut move |connection| {
                    held.send(()).unwrap();
                    let _ = wait_for_close.recv();
                    connection.exec(&sql::PUT, &[1.into(), 1.into()]).map(drop)
                })
                .unwrap();
        });
        wait_for_hold.recv().unwrap();
        scope.spawn(move || put(store, 2, 2).unwrap());
        while store.writer.waiting() < 1 {
            std::thread::yield_now();
        }
        scope.spawn(move || store.close().unwrap());
        while !store.writer.is_closed() {
            std::thread::yield_now();
        }
        assert_eq!(code(put(store, 3, 3)), ErrorCode::Closed);
        drop(release);
    });
    let store = folder.open(SqliteOptions::new());
    assert_eq!((total(&store, 1), total(&store, 2), total(&store, 3)), (Some(1), Some(2), None));
}
