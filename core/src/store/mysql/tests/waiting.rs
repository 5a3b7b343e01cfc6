use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Barrier};

use super::*;
use crate::error::ErrorCode;

#[test]
fn a_statement_that_takes_too_long_is_busy() {
    let options = ServerOptions::new().statement_timeout_ms(200);
    let Some(store) = items(options) else { return };
    let outcome = store.read(&mut |connection| connection.query(&sql::SLEEP, &[], &mut |_| Ok(())));
    assert_eq!(outcome.unwrap_err().code(), ErrorCode::Busy);
    let outcome = store.write(&mut |connection| {
        add(connection, 1, 1)?;
        // A job that passes over it does not take effect either.
        let _ = connection.query(&sql::SLEEP, &[], &mut |_| Ok(()));
        add(connection, 1, 2)
    });
    assert_eq!(outcome.unwrap_err().code(), ErrorCode::Busy);
    assert_eq!((total(&store, 1), total(&store, 2)), (Some(0), Some(0)));
}

#[test]
fn a_lock_that_is_held_for_too_long_is_busy_and_then_free() {
    let Some(store) = items(ServerOptions::new()) else { return };
    let options = ServerOptions::new().retry_timeout_ms(1);
    let other = Mysql::open(store.place().url(), options).unwrap();
    let both = Barrier::new(2);
    std::thread::scope(|scope| {
        let holder = scope.spawn(|| {
            store.write(&mut |connection| {
                add(connection, 1, 1)?;
                both.wait();
                both.wait();
                Ok(())
            })
        });
        both.wait();
        let blocked = other.write(&mut |connection| add(connection, 1, 1));
        assert_eq!(blocked.unwrap_err().code(), ErrorCode::Busy);
        assert_eq!(total(&other, 1), Some(0), "a reader waits for nobody");
        both.wait();
        assert_eq!(holder.join().unwrap(), Ok(()));
    });
    other.write(&mut |connection| add(connection, 1, 1)).unwrap();
    assert_eq!(total(&store, 1), Some(2));
}

#[test]
fn jobs_that_lock_each_other_out_both_take_effect_even_if_they_pass_over_it() {
    let Some(store) = items(ServerOptions::new()) else { return };
    let both = Barrier::new(2);
    std::thread::scope(|scope| {
        for (first, second) in [(1, 2), (2, 1)] {
            let (store, both) = (&store, &both);
            scope.spawn(move || {
                let mut runs = 0;
                let outcome = store.write(&mut |connection| {
                    runs += 1;
                    // What fails here ended the transaction: nothing after it may stand alone.
                    let _ = add(connection, 1, first);
                    if runs == 1 {
                        both.wait();
                    }
                    let _ = add(connection, 1, second);
                    let _ = add(connection, 10, first);
                    Ok(())
                });
                assert_eq!(outcome, Ok(()));
            });
        }
    });
    assert_eq!((total(&store, 1), total(&store, 2)), (Some(12), Some(12)));
}

#[test]
fn a_job_past_the_last_connection_is_overloaded() {
    let options = ServerOptions::new().connections_max(2).acquire_timeout_ms(0);
    let Some(store) = items(options) else { return };
    let all = Barrier::new(3);
    std::thread::scope(|scope| {
        let inside: Vec<_> = (0..2)
            .map(|_| {
                scope.spawn(|| {
                    store.read(&mut |_| {
                        all.wait();
                        all.wait();
                        Ok(())
                    })
                })
            })
            .collect();
        all.wait();
        let refused = store.write(&mut |connection| add(connection, 1, 1));
        assert_eq!(refused.unwrap_err().code(), ErrorCode::Overloaded);
        all.wait();
        inside.into_iter().for_each(|job| assert_eq!(job.join().unwrap(), Ok(())));
    });
    store.write(&mut |connection| add(connection, 1, 1)).unwrap();
}

#[test]
fn a_job_that_calls_its_own_store_is_refused() {
    let Some(store) = items(ServerOptions::new().connections_max(1)) else { return };
    let outcome = store.write(&mut |_| store.write(&mut |connection| add(connection, 1, 1)));
    assert_eq!(outcome.unwrap_err().code(), ErrorCode::Internal);
}

#[test]
fn a_read_that_is_given_up_ends_at_its_next_row_or_statement_and_a_write_does_not() {
    let Some(store) = items(ServerOptions::new()) else { return };
    let stop = Arc::new(AtomicBool::new(false));
    let mut seen = 0;
    let read = store.read(&mut |connection| {
        connection.stop_when(&stop);
        connection.query(&sql::ITEMS, &[], &mut |_| {
            seen += 1;
            stop.store(true, Ordering::Relaxed);
            Ok(())
        })
    });
    assert_eq!((read.unwrap_err().code(), seen), (ErrorCode::Cancelled, 1));
    let read = store.read(&mut |connection| {
        connection.stop_when(&stop);
        connection.query(&sql::ITEMS, &[], &mut |_| panic!("it was given up"))
    });
    assert_eq!(read.unwrap_err().code(), ErrorCode::Cancelled);
    let written = store.write(&mut |connection| {
        connection.stop_when(&stop);
        add(connection, 1, 1)
    });
    assert_eq!((written, total(&store, 1)), (Ok(()), Some(1)));
}
