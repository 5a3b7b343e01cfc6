#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io::Write as _;
use std::sync::Arc;

use crate::error::{ErrorCode, Result};
use crate::store::postgres::Postgres;
use crate::store::server::ServerOptions;
use crate::store::testing::fresh::{self, Fresh};
use crate::store::{Connection, Driver};

mod hosted;
mod lanes;
mod leftovers;
mod limits;
mod lost;
mod opening;
mod plans;
mod proxy;
mod races;

mod conformance {
    crate::driver_conformance!(|| super::store().map(|store| (store, ())));
}

mod sql {
    #![allow(dead_code, reason = "the list is for the lint of the engine's own statements")]
    crate::store::statements! {
        PUT: EngineScan = "INSERT INTO item (place, total) VALUES (?, ?)";
        ADD: EngineScan = "UPDATE item SET total = total + ? WHERE place = ?";
        TOTAL: EngineScan = "SELECT total FROM item WHERE place = ?";
        LOCKED: EngineScan = "SELECT total FROM item WHERE place = ? FOR UPDATE";
        PID: EngineScan = "SELECT pg_backend_pid()";
        KILL: EngineScan = "SELECT pg_terminate_backend(?)";
        SLEEP: EngineScan = "SELECT pg_sleep(CAST(? AS BIGINT))";
        PAIR: EngineScan = "INSERT INTO pair (place) VALUES (?)";
        BAD: EngineScan = "SELECT 1 / (total - total) FROM item WHERE place = ?";
        NEWER: EngineScan = "INSERT INTO schema_migrations (version, name, applied_at_ms) \
            VALUES (?, ?, ?)";
    }
}

/// The server of the tests. Without one a test is skipped, and says so.
fn server() -> Option<String> {
    let url = std::env::var("SILVERVINE_TEST_POSTGRES").ok().filter(|url| !url.is_empty());
    if url.is_none() {
        let test = std::thread::current().name().unwrap_or("a test").to_owned();
        let line = format!("{test}: SILVERVINE_TEST_POSTGRES names no server\n");
        let _ = std::io::stderr().write_all(line.as_bytes());
        if let Some(skips) = std::env::var_os("SILVERVINE_SKIPS") {
            let mut file =
                std::fs::OpenOptions::new().append(true).create(true).open(skips).unwrap();
            file.write_all(line.as_bytes()).unwrap();
        }
    }
    url
}

/// An empty store, where there is a server.
fn store() -> Option<Fresh<Postgres>> {
    server().map(|url| fresh::postgres(&url, ServerOptions::new()).unwrap())
}

/// A store with one item, whose total is 0.
fn item_store(options: ServerOptions) -> Option<Fresh<Postgres>> {
    let store = fresh::postgres(&server()?, options).unwrap();
    make_item(&Postgres::open(store.place().url(), ServerOptions::new()).unwrap());
    Some(store)
}

fn make_item(store: &dyn Driver) {
    let make = |connection: &mut dyn Connection| {
        connection.script("CREATE TABLE item (place BIGINT PRIMARY KEY, total BIGINT NOT NULL)")?;
        connection.exec(&sql::PUT, &[1.into(), 0.into()]).map(drop)
    };
    store.write(&mut { make }).unwrap();
}

fn add(connection: &mut dyn Connection, points: i64) -> Result<()> {
    connection.exec(&sql::ADD, &[points.into(), 1.into()]).map(drop)
}

fn number(
    connection: &mut dyn Connection,
    sql: &'static crate::store::Sql,
    params: &[crate::store::Param<'_>],
) -> Result<i64> {
    let mut found = 0;
    connection.query(sql, params, &mut |row| {
        found = row.int(0)?;
        Ok(())
    })?;
    Ok(found)
}

fn total(store: &dyn Driver) -> i64 {
    let mut found = 0;
    let job = &mut |connection: &mut dyn Connection| {
        found = number(connection, &sql::TOTAL, &[1.into()])?;
        Ok(())
    };
    store.read(job).unwrap();
    found
}

/// Ends the server's side of a connection.
fn kill(store: &dyn Driver, pid: i64) {
    store
        .read(&mut |connection| connection.query(&sql::KILL, &[pid.into()], &mut |_| Ok(())))
        .unwrap();
}

fn code<T: std::fmt::Debug>(outcome: Result<T>) -> ErrorCode {
    outcome.unwrap_err().code()
}

fn counter(store: &dyn Driver, name: &str) -> u64 {
    store.counters().into_iter().find(|(found, _)| *found == name).unwrap().1
}

type Shared = Arc<dyn Driver>;
