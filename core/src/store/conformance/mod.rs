//! What every driver must do, as tests that any driver can run.
//!
//! [`driver_conformance!`](crate::driver_conformance) makes one test of each function here. Each
//! gets an empty store, fails by a panic that says what the driver did, and makes its own tables.

mod atomic;
mod concurrent;
mod sql;
mod values;

pub use atomic::*;
pub use concurrent::*;
pub use values::*;

use crate::error::{ErrorKind, Result};
use crate::store::{Connection, Dialect, Driver};

/// Makes a test of every promise of the storage trait.
///
/// The argument is called for each test; it answers an empty store and anything that has to live
/// as long as the store does, such as a temporary folder; or `None` where there is no server to
/// test on.
///
/// ```
/// # #[cfg(feature = "sqlite")]
/// mod conformance {
///     use silvervine::store::sqlite::Sqlite;
///
///     silvervine::driver_conformance!(|| (Sqlite::memory().expect("memory"), ()));
/// }
/// ```
#[macro_export]
macro_rules! driver_conformance {
    ($open:expr) => {
        $crate::driver_conformance! { @each $open;
            every_kind_of_value_comes_back
            empty_is_not_null
            large_values_come_back_whole
            text_is_ordered_by_its_bytes
            rows_come_in_order_and_one_at_a_time
            a_wrong_number_of_values_is_an_error
            exec_counts_the_rows_it_matched
            insert_new_tells_whether_it_inserted
            a_taken_value_is_a_unique_violation
            a_job_sees_its_own_writes
            a_failing_job_leaves_nothing
            a_panicking_job_leaves_nothing_and_harms_nobody
            an_error_of_a_row_ends_the_query_only
            a_read_job_cannot_write
            a_batch_gives_each_job_its_own_outcome
            a_job_that_is_run_again_takes_effect_once
            exec_one_matches_one_row_or_fails_its_job
            a_query_asked_for_ahead_answers_the_same
            a_closed_store_refuses_jobs
            a_reader_keeps_its_snapshot
            racing_writers_never_pass_a_guard
            racing_writers_fail_alone
            racing_writers_for_one_user_fail_alone
        }
    };
    (@each $open:expr; $($name:ident)+) => {
        $(
            #[test]
            fn $name() {
                use $crate::store::conformance::Opened as _;
                let Some((driver, _alive)) = ($open)().opened() else { return };
                $crate::store::conformance::$name(&driver);
            }
        )+
    };
}

/// What the argument of `driver_conformance!` answers.
pub trait Opened {
    /// The driver.
    type Driver: Driver;
    /// What lives as long as its store.
    type Alive;

    /// Both, or none where there is nothing to test on.
    fn opened(self) -> Option<(Self::Driver, Self::Alive)>;
}

impl<D: Driver, A> Opened for (D, A) {
    type Driver = D;
    type Alive = A;

    fn opened(self) -> Option<(D, A)> {
        Some(self)
    }
}

impl<D: Driver, A> Opened for Option<(D, A)> {
    type Driver = D;
    type Alive = A;

    fn opened(self) -> Option<(D, A)> {
        self
    }
}

/// A refusal as a handler makes them, to see that it reaches the caller as it is.
fn refusal() -> crate::Error {
    ErrorKind::Conflict { what: "the test".into(), reason: "it refuses".into() }.into()
}

/// Makes the tables of the tests, afresh.
fn tables(driver: &dyn Driver) {
    let (key, text, bytes, id) = match driver.dialect() {
        Dialect::Sqlite => ("TEXT", "TEXT", "BLOB", "BLOB"),
        Dialect::Postgres => ("TEXT COLLATE \"C\"", "TEXT", "BYTEA", "UUID"),
        Dialect::Mysql => ("VARBINARY(255)", "LONGTEXT", "LONGBLOB", "BINARY(16)"),
    };
    let ddl = format!(
        "DROP TABLE IF EXISTS conformance_value;
         DROP TABLE IF EXISTS conformance_counter;
         DROP TABLE IF EXISTS conformance_name;
         CREATE TABLE conformance_value (place BIGINT NOT NULL PRIMARY KEY, number BIGINT,
             body {text}, bytes {bytes}, identity {id});
         CREATE TABLE conformance_counter (place BIGINT NOT NULL PRIMARY KEY,
             total BIGINT NOT NULL);
         CREATE TABLE conformance_name (place BIGINT NOT NULL PRIMARY KEY,
             name {key} NOT NULL UNIQUE);"
    );
    expect(driver.write(&mut |connection| connection.script(&ddl)), "making the tables");
}

#[track_caller]
fn expect<T>(result: Result<T>, what: &str) -> T {
    match result {
        Ok(value) => value,
        Err(error) => panic!("{what} failed: {error:?}"),
    }
}

/// Sets a counter.
fn put(connection: &mut dyn Connection, place: i64, total: i64) -> Result<()> {
    connection.exec(&sql::ADD_COUNTER, &[place.into(), total.into()]).map(|_| ())
}

/// Reads a counter in a transaction.
fn total(connection: &mut dyn Connection, place: i64) -> Result<Option<i64>> {
    let mut found = None;
    connection.query(&sql::TOTAL, &[place.into()], &mut |row| {
        found = Some(row.int(0)?);
        Ok(())
    })?;
    Ok(found)
}

/// Reads a counter from outside.
fn stored_total(driver: &dyn Driver, place: i64) -> Option<i64> {
    let mut found = None;
    expect(
        driver.read(&mut |connection| {
            found = total(connection, place)?;
            Ok(())
        }),
        "reading a counter",
    );
    found
}
