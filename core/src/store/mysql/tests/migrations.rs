//! The schema, however it came about.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use super::*;
use crate::error::{ErrorCode, ErrorKind};
use crate::settings::{GetSettingRequest, SetSettingRequest};
use crate::store::testing::fresh::Place;
use crate::store::{Dialect, EachRow, Limits, Param, ReadJob, Sql, WriteJob, migrate};
use crate::{Engine, EngineOptions};

/// What the migrations made of a store, in the words of the server.
fn schema(operator: &mut mysql::Conn) -> Vec<String> {
    let tables: Vec<String> = operator
        .query(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() \
             ORDER BY table_name",
        )
        .unwrap();
    let triggers: Vec<String> = operator
        .query(
            "SELECT CONCAT(trigger_name, ' ', action_statement) FROM information_schema.triggers \
             WHERE trigger_schema = DATABASE() ORDER BY trigger_name",
        )
        .unwrap();
    let table = |name: &String| {
        let shown: Option<(String, String)> =
            operator.query_first(format!("SHOW CREATE TABLE {name}")).unwrap();
        shown.unwrap().1
    };
    let tables: Vec<String> = tables.iter().map(table).collect();
    tables.into_iter().chain(triggers).collect()
}

/// The schema of a store that was made without any trouble.
fn expected() -> Vec<String> {
    let store = store(ServerOptions::new()).unwrap();
    migrate::migrate(&store, 1).unwrap();
    schema(&mut operator(&store))
}

#[test]
fn engines_that_start_at_once_on_an_empty_database_all_succeed() {
    let Some(store) = store(ServerOptions::new()) else { return };
    let url = store.place().url();
    let all = std::sync::Barrier::new(8);
    let engines: Vec<Engine> = std::thread::scope(|scope| {
        let starting: Vec<_> = (0..8)
            .map(|_| {
                scope.spawn(|| {
                    let driver = Arc::new(Mysql::open(url, ServerOptions::new()).unwrap());
                    all.wait();
                    Engine::with_driver(driver, EngineOptions::default()).unwrap()
                })
            })
            .collect();
        starting.into_iter().map(|engine| engine.join().unwrap()).collect()
    });
    engines[0].settings().set(SetSettingRequest::new("theme", "dark")).unwrap();
    assert!(engines[7].settings().get(GetSettingRequest::new("theme")).is_ok());
    assert_eq!(schema(&mut operator(&store)), expected());
}

/// A store whose process ends before the second step that it records is committed.
#[derive(Debug)]
struct Dying<'s> {
    inner: &'s Fresh<Mysql>,
    steps_left: AtomicI64,
}

struct DyingConnection<'c> {
    inner: &'c mut dyn Connection,
    steps_left: &'c AtomicI64,
}

impl Dying<'static> {
    fn new(inner: &'static Fresh<Mysql>) -> Self {
        Dying { inner, steps_left: AtomicI64::new(1) }
    }
}

impl Driver for Dying<'static> {
    fn dialect(&self) -> Dialect {
        self.inner.dialect()
    }

    fn limits(&self) -> Limits {
        self.inner.limits()
    }

    fn read(&self, job: &mut ReadJob<'_>) -> Result<()> {
        self.inner.read(job)
    }

    fn write(&self, job: &mut WriteJob<'_>) -> Result<()> {
        self.inner.write(&mut |connection| {
            job(&mut DyingConnection { inner: connection, steps_left: &self.steps_left })
        })
    }

    fn close(&self) -> Result<()> {
        Ok(())
    }
}

impl Connection for DyingConnection<'_> {
    fn exec(&mut self, sql: &'static Sql, params: &[Param<'_>]) -> Result<u64> {
        self.inner.exec(sql, params)
    }

    fn query(
        &mut self,
        sql: &'static Sql,
        params: &[Param<'_>],
        each: &mut EachRow<'_>,
    ) -> Result<()> {
        self.inner.query(sql, params, each)
    }

    fn insert_new(&mut self, sql: &'static Sql, params: &[Param<'_>]) -> Result<bool> {
        let new = self.inner.insert_new(sql, params)?;
        if new && self.steps_left.fetch_sub(1, Ordering::Relaxed) <= 0 {
            return Err(ErrorKind::StorageIo { detail: "the process ended".into() }.into());
        }
        Ok(new)
    }

    fn script(&mut self, ddl: &str) -> Result<()> {
        self.inner.script(ddl)
    }
}

#[test]
fn a_start_that_ended_between_any_two_steps_is_completed_by_the_next() {
    let Some(store) = store(ServerOptions::new()) else { return };
    let store: &'static Fresh<Mysql> = Box::leak(Box::new(store));
    let mut starts = 1;
    while migrate::migrate(&Dying::new(store), 1).is_err() {
        starts += 1;
        assert!(starts < 200, "the migrations do not get on");
    }
    assert!(starts > 30, "each start got one step further: {starts}");
    assert_eq!(schema(&mut operator(store)), expected());
    assert_eq!(migrate::migrate(store, 1).unwrap(), migrate::newest());
    let name = store.place().url().rsplit_once('/').unwrap().1;
    operator(store).query_drop(format!("DROP DATABASE {name}")).unwrap();
}

#[test]
fn a_newer_schema_is_refused() {
    let Some(store) = store(ServerOptions::new()) else { return };
    Engine::open(store.place().url()).unwrap();
    let newer = migrate::newest() + 1;
    operator(&store)
        .query_drop(format!("INSERT INTO schema_migrations VALUES ({newer}, 'newer', 0)"))
        .unwrap();
    let refused = Engine::open(store.place().url()).unwrap_err();
    assert_eq!(refused.code(), ErrorCode::SchemaNewer);
}

#[test]
fn the_defaults_of_the_server_and_the_database_do_not_matter() {
    let Some(url) = server() else { return };
    let place = Place::mysql(&url).unwrap();
    let mut operator = mysql::Conn::new(place.url()).unwrap();
    let name = place.url().rsplit_once('/').unwrap().1;
    operator
        .query_drop(format!("ALTER DATABASE {name} CHARACTER SET latin1 COLLATE latin1_swedish_ci"))
        .unwrap();
    let engine = Engine::open(place.url()).unwrap();
    engine.settings().set(SetSettingRequest::new("Name", "naïve 🧭 用户")).unwrap();
    assert!(engine.settings().get(GetSettingRequest::new("name")).is_err(), "case counts");
    let setting = engine.settings().get(GetSettingRequest::new("Name")).unwrap();
    assert!(format!("{setting:?}").contains("naïve 🧭 用户"), "{setting:?}");
    let other: Vec<(String, String)> = operator
        .query(
            "SELECT table_name, COALESCE(table_collation, '') FROM information_schema.tables \
             WHERE table_schema = DATABASE() AND (engine <> 'InnoDB' \
             OR row_format <> 'Dynamic' OR table_collation <> 'utf8mb4_bin')",
        )
        .unwrap();
    assert_eq!(other, []);
    let other: Vec<(String, String)> = operator
        .query(
            "SELECT table_name, column_name FROM information_schema.columns \
             WHERE table_schema = DATABASE() AND collation_name <> 'utf8mb4_bin'",
        )
        .unwrap();
    assert_eq!(other, []);
}
