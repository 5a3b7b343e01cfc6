#![allow(clippy::unwrap_used)]

use std::io::Write as _;

use mysql::prelude::Queryable;

use crate::error::Result;
use crate::store::mysql::Mysql;
use crate::store::server::ServerOptions;
use crate::store::testing::fresh::{self, Fresh};
use crate::store::{Connection, Driver};

mod connections;
mod engines;
mod galera;
mod lost_commits;
mod migrations;
mod plans;
mod proxy;
mod waiting;

mod sql {
    use crate::store::statements;

    statements! {
        PUT: EngineScan = "INSERT INTO item (place, total) VALUES (?, ?)";
        ADD: EngineScan = "UPDATE item SET total = total + ? WHERE place = ?";
        TOTAL: EngineScan = "SELECT total FROM item WHERE place = ?";
        ITEMS: EngineScan = "SELECT place FROM item ORDER BY place";
        SLEEP: EngineScan = "SELECT SLEEP(60)";
        ME: EngineScan = "SELECT CONNECTION_ID()";
        VERSION: EngineScan = "SELECT VERSION()";
    }
}

/// The server of the tests. Without one a test is skipped, and says so.
fn server() -> Option<String> {
    let url = std::env::var("SILVERVINE_TEST_MYSQL").ok().filter(|url| !url.is_empty());
    if url.is_none() {
        skip("SILVERVINE_TEST_MYSQL names no server");
    }
    url
}

fn skip(why: &str) {
    let test = std::thread::current().name().unwrap_or("a test").to_owned();
    let line = format!("{test}: {why}\n");
    let _ = std::io::stderr().write_all(line.as_bytes());
    if let Some(skips) = std::env::var_os("SILVERVINE_SKIPS") {
        let mut file = std::fs::OpenOptions::new().append(true).create(true).open(skips).unwrap();
        file.write_all(line.as_bytes()).unwrap();
    }
}

/// An empty store, where there is a server.
fn store(options: ServerOptions) -> Option<Fresh<Mysql>> {
    server().map(|url| fresh::mysql(&url, options).unwrap())
}

/// A store with two items.
fn items(options: ServerOptions) -> Option<Fresh<Mysql>> {
    let store = store(options)?;
    store
        .write(&mut |connection| {
            connection.script("CREATE TABLE item (place BIGINT PRIMARY KEY, total BIGINT NOT NULL)")
        })
        .unwrap();
    put(&store, 1, 0).and_then(|()| put(&store, 2, 0)).unwrap();
    Some(store)
}

fn put(store: &dyn Driver, place: i64, total: i64) -> Result<()> {
    store.write(&mut |connection| {
        connection.exec(&sql::PUT, &[place.into(), total.into()]).map(drop)
    })
}

fn add(connection: &mut dyn Connection, by: i64, place: i64) -> Result<()> {
    connection.exec(&sql::ADD, &[by.into(), place.into()]).map(drop)
}

fn total(store: &dyn Driver, place: i64) -> Option<i64> {
    let mut found = None;
    store
        .read(&mut |connection| {
            found = None;
            connection.query(&sql::TOTAL, &[place.into()], &mut |row| {
                found = Some(row.int(0)?);
                Ok(())
            })
        })
        .unwrap();
    found
}

/// The number by which the server knows the connection of a job.
fn connection_id(connection: &mut dyn Connection) -> i64 {
    let mut id = 0;
    connection
        .query(&sql::ME, &[], &mut |row| {
            id = row.int(0)?;
            Ok(())
        })
        .unwrap();
    id
}

/// A connection of the operator's, beside every store.
fn operator(store: &Fresh<Mysql>) -> mysql::Conn {
    mysql::Conn::new(store.place().url()).unwrap()
}

/// Ends a connection as an operator does, and waits until the server has ended it.
fn kill(operator: &mut mysql::Conn, id: i64) {
    operator.query_drop(format!("KILL {id}")).unwrap();
    let text = format!("SELECT id FROM information_schema.processlist WHERE id = {id}");
    while operator.query_first::<i64, _>(&text).unwrap().is_some() {
        std::thread::yield_now();
    }
}

mod conformance {
    use super::{ServerOptions, store};

    crate::driver_conformance!(|| store(ServerOptions::new()).map(|store| (store, ())));
}
