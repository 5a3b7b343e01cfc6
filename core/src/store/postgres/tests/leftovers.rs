//! What one job leaves on a connection is nothing to the next, and what a job never asked for is
//! nothing to itself.

use super::*;
use crate::error::ErrorKind;

fn one_connection() -> ServerOptions {
    ServerOptions::new().connections_max(1).retry_timeout_ms(1_000)
}

fn add_one(connection: &mut dyn Connection, points: i64, place: i64) -> Result<()> {
    connection.exec_one(&sql::ADD, &[points.into(), place.into()])
}

#[test]
fn an_answer_that_a_failed_job_left_behind_is_not_the_next_jobs() {
    let Some(store) = item_store(one_connection()) else { return };
    // What is prepared is sent without a wait, and its answer is still to come when a job ends.
    store.write(&mut |connection| add_one(connection, 1, 1)).unwrap();
    store.write(&mut |connection| number(connection, &sql::TOTAL, &[1.into()]).map(drop)).unwrap();
    let refusal = || ErrorKind::Conflict { what: "the test".into(), reason: "it refuses".into() };
    let refused = store.write(&mut |connection| {
        add_one(connection, 1_000, 2)?;
        connection.ahead(&sql::TOTAL, &[1.into()])?;
        Err(refusal().into())
    });
    assert_eq!(refused, Err(refusal().into()));
    let mut runs = 0;
    let done = store.write(&mut |connection| {
        runs += 1;
        add_one(connection, 10, 1)
    });
    assert_eq!((done, runs, total(&store)), (Ok(()), 1, 11));
    assert_eq!(counter(&store, "connections_opened"), 1);
}

#[test]
fn a_query_asked_for_ahead_that_fails_unused_harms_neither_its_job_nor_the_next() {
    let Some(store) = item_store(one_connection()) else { return };
    let bad = &[1.into()];
    store.write(&mut |connection| add_one(connection, 1, 1)).unwrap();
    let failed = store.write(&mut |connection| connection.query(&sql::BAD, bad, &mut |_| Ok(())));
    assert_eq!(code(failed), ErrorCode::Internal);
    let done = store.write(&mut |connection| {
        connection.ahead(&sql::BAD, bad)?;
        add_one(connection, 10, 1)
    });
    assert_eq!((done, total(&store)), (Ok(()), 11));
    store.write(&mut |connection| connection.ahead(&sql::BAD, bad)).unwrap();
    store.write(&mut |connection| add(connection, 100)).unwrap();
    assert_eq!(total(&store), 111);
}

#[test]
fn a_statement_held_back_with_a_wrong_number_of_values_is_an_error() {
    let Some(store) = item_store(one_connection()) else { return };
    let short = store.write(&mut |connection| connection.exec_one(&sql::ADD, &[1.into()]));
    assert_eq!(code(short), ErrorCode::Internal);
    let within = store.write(&mut |connection| {
        connection.exec_one(&sql::ADD, &[1.into()])?;
        number(connection, &sql::TOTAL, &[1.into()]).map(drop)
    });
    assert_eq!(code(within), ErrorCode::Internal);
    store.write(&mut |connection| add_one(connection, 1, 1)).unwrap();
    assert_eq!(total(&store), 1);
}

#[test]
fn a_statement_whose_table_was_altered_is_prepared_anew() {
    let Some(store) = item_store(one_connection()) else { return };
    let other = Postgres::open(store.place().url(), ServerOptions::new()).unwrap();
    assert_eq!(total(&store), 0);
    let alter = "ALTER TABLE item ALTER COLUMN total TYPE INTEGER";
    other.write(&mut |connection| connection.script(alter)).unwrap();
    assert_eq!(total(&store), 0);
}

#[test]
fn a_commit_that_the_server_refuses_leaves_a_connection_of_use() {
    let Some(store) = item_store(one_connection()) else { return };
    let table = "CREATE TABLE pair (place BIGINT UNIQUE DEFERRABLE INITIALLY DEFERRED)";
    store.write(&mut |connection| connection.script(table)).unwrap();
    let twice = store.write(&mut |connection| {
        add(connection, 1)?;
        connection.exec(&sql::PAIR, &[1.into()])?;
        connection.exec(&sql::PAIR, &[1.into()]).map(drop)
    });
    assert_eq!(code(twice), ErrorCode::UniqueViolation);
    store.write(&mut |connection| add_one(connection, 10, 1)).unwrap();
    assert_eq!((total(&store), counter(&store, "connections_opened")), (10, 1));
}
