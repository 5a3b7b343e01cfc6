//! The store that a test runs on: a SQLite file, or a place on the server that
//! `SILVERVINE_TEST_BACKEND` with `SILVERVINE_TEST_POSTGRES` or `SILVERVINE_TEST_MYSQL` name.

use std::path::PathBuf;
use std::sync::Arc;

use silvervine::store::mysql::Mysql;
use silvervine::store::postgres::Postgres;
use silvervine::store::server::ServerOptions;
use silvervine::store::sqlite::{Durability, Sqlite, SqliteOptions};
use silvervine::store::testing::fresh::Place;
use silvervine::store::{Connection, Driver, Scope, Sql};

/// An empty store of its own, gone with the value.
pub enum Store {
    Sqlite(tempfile::TempDir),
    Postgres(Place),
    Mysql(Place),
}

/// Which kind of store this run is about.
fn backend() -> String {
    std::env::var("SILVERVINE_TEST_BACKEND").unwrap_or_else(|_| "sqlite".into())
}

fn sql(text: String) -> &'static Sql {
    Box::leak(Box::new(Sql {
        name: "test",
        scope: Scope::EngineScan,
        tenant: false,
        any: text.leak(),
        postgres: None,
        mysql: None,
    }))
}

impl Store {
    pub fn new() -> Store {
        match backend().as_str() {
            "sqlite" => Store::Sqlite(tempfile::tempdir().unwrap()),
            "postgres" => {
                let server = std::env::var("SILVERVINE_TEST_POSTGRES").unwrap();
                Store::Postgres(Place::postgres(&server).unwrap())
            }
            "mysql" => {
                let server = std::env::var("SILVERVINE_TEST_MYSQL").unwrap();
                Store::Mysql(Place::mysql(&server).unwrap())
            }
            other => panic!("there is no backend `{other}` to test on"),
        }
    }

    /// The file of a SQLite store.
    pub fn file(&self) -> Option<PathBuf> {
        match self {
            Store::Sqlite(folder) => Some(folder.path().join("store.db")),
            Store::Postgres(_) | Store::Mysql(_) => None,
        }
    }

    /// A driver on this store. A file forgets on power loss, which no test waits for.
    pub fn driver(&self) -> Arc<dyn Driver> {
        match self {
            Store::Sqlite(_) => {
                let options = SqliteOptions::default().durability(Durability::Off);
                Arc::new(Sqlite::open(self.file().unwrap(), options).unwrap())
            }
            Store::Postgres(place) => {
                let options = ServerOptions::new().connections_max(2);
                Arc::new(Postgres::open(place.url(), options).unwrap())
            }
            Store::Mysql(place) => {
                let options = ServerOptions::new().connections_max(2);
                Arc::new(Mysql::open(place.url(), options).unwrap())
            }
        }
    }

    /// Runs a statement beside the engine; answers how many rows it matched.
    pub fn execute(&self, text: &str) -> u64 {
        let (sql, mut matched) = (sql(text.to_owned()), 0);
        let run = &mut |connection: &mut dyn Connection| {
            matched = connection.exec(sql, &[])?;
            Ok(())
        };
        self.driver().write(run).unwrap();
        matched
    }

    /// Everything the store holds, as text: each table with its rows in the order of all columns.
    pub fn dump(&self) -> String {
        let driver = self.driver();
        let mut text = String::new();
        for table in self.tables(&*driver) {
            text.push_str(&format!("== {table}\n"));
            for row in self.rows(&*driver, &table) {
                text.push_str(&row);
                text.push('\n');
            }
        }
        driver.close().unwrap();
        text
    }

    fn tables(&self, driver: &dyn Driver) -> Vec<String> {
        let text = match self {
            // A table that only indexes has no rows to show; what it is made of is shown.
            Store::Sqlite(_) => {
                "SELECT name FROM sqlite_master WHERE type = 'table' \
                 AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
            }
            Store::Postgres(_) => {
                "SELECT CAST(relname AS TEXT) FROM pg_class WHERE relkind = 'r' \
                 AND relnamespace = CAST(current_schema() AS regnamespace) ORDER BY relname"
            }
            Store::Mysql(_) => {
                "SELECT table_name FROM information_schema.tables \
                 WHERE table_schema = DATABASE() ORDER BY table_name"
            }
        };
        let mut names = Vec::new();
        let list = &mut |connection: &mut dyn Connection| {
            connection.query(sql(text.to_owned()), &[], &mut |row| {
                names.push(row.text(0)?);
                Ok(())
            })
        };
        driver.read(list).unwrap();
        names
    }

    fn rows(&self, driver: &dyn Driver, table: &str) -> Vec<String> {
        let text = match self {
            Store::Sqlite(_) | Store::Mysql(_) => format!("SELECT * FROM {table}"),
            Store::Postgres(_) => format!("SELECT CAST(t.* AS TEXT) FROM {table} t"),
        };
        let mut rows = Vec::new();
        let list = &mut |connection: &mut dyn Connection| {
            connection.query(sql(text.clone()), &[], &mut |row| {
                let values = (0..).map_while(|column| row.value(column).ok());
                rows.push(values.map(|value| format!("{value:?} ")).collect::<String>());
                Ok(())
            })
        };
        driver.read(list).unwrap();
        rows.sort();
        rows
    }
}
