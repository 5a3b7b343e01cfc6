#![allow(clippy::unwrap_used)]

use std::path::PathBuf;

use super::*;
use crate::error::ErrorCode;
use crate::store::{Connection, Row};

mod batches;
mod opening;
mod stopping;
mod upkeep;

mod sql {
    use crate::store::statements;

    statements! {
        PUT: EngineScan = "INSERT INTO item (place, total) VALUES (?, ?)";
        ADD: EngineScan = "UPDATE item SET total = total + ? WHERE place = ?";
        TOTAL: EngineScan = "SELECT total FROM item WHERE place = ?";
        SUM: EngineScan = "SELECT count(*), sum(total) FROM item";
        PUT_BLOB: EngineScan = "INSERT INTO thing (content) VALUES (?)";
        THINGS: EngineScan = "SELECT count(*) FROM thing";
        PUT_CHILD: EngineScan = "INSERT INTO child (place, parent) VALUES (?, ?)";
    }
}

const SCHEMA: &str = "CREATE TABLE item (place INTEGER PRIMARY KEY, total INTEGER NOT NULL);
    CREATE TABLE thing (place INTEGER PRIMARY KEY, content BLOB NOT NULL);
    CREATE TABLE child (place INTEGER PRIMARY KEY,
        parent INTEGER NOT NULL REFERENCES item (place) DEFERRABLE INITIALLY DEFERRED);";

struct Folder {
    dir: tempfile::TempDir,
}

impl Folder {
    fn new() -> Folder {
        Folder { dir: tempfile::tempdir().unwrap() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// Opens the folder's store, with its tables.
    fn open(&self, options: SqliteOptions) -> Sqlite {
        let store = Sqlite::open(self.path("store.db"), options).unwrap();
        store
            .write(&mut |connection| {
                connection.script(&SCHEMA.replace("CREATE TABLE", "CREATE TABLE IF NOT EXISTS"))
            })
            .unwrap();
        store
    }
}

fn put(store: &Sqlite, place: i64, total: i64) -> Result<()> {
    store.write(&mut |connection| {
        connection.exec(&sql::PUT, &[place.into(), total.into()]).map(drop)
    })
}

fn add(store: &Sqlite, place: i64, by: i64) -> Result<()> {
    store.write(&mut |connection| connection.exec(&sql::ADD, &[by.into(), place.into()]).map(drop))
}

fn total(store: &Sqlite, place: i64) -> Option<i64> {
    let mut found = None;
    store
        .read(&mut |connection| {
            connection.query(&sql::TOTAL, &[place.into()], &mut |row| {
                found = Some(row.int(0)?);
                Ok(())
            })
        })
        .unwrap();
    found
}

fn counter(store: &Sqlite, name: &str) -> u64 {
    let found = store.counters().into_iter().find(|(known, _)| *known == name);
    found.unwrap_or_else(|| panic!("no counter {name}")).1
}

fn code<T: std::fmt::Debug>(result: Result<T>) -> ErrorCode {
    result.unwrap_err().code()
}

#[cfg(feature = "testing")]
mod a_file {
    use super::*;

    crate::driver_conformance!(|| {
        let folder = Folder::new();
        (Sqlite::open(folder.path("store.db"), SqliteOptions::new()).unwrap(), folder)
    });
}

#[cfg(feature = "testing")]
mod in_memory {
    crate::driver_conformance!(|| (super::Sqlite::memory().unwrap(), ()));
}
