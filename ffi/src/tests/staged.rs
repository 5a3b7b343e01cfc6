//! A store that stands still, or panics, where a test wants it to.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use silvervine_core::store::sqlite::Sqlite;
use silvervine_core::store::{
    Connection, Dialect, Driver, EachRow, Limits, Param, ReadJob, Sql, WriteJob,
};
use silvervine_core::{Engine, EngineOptions, Result};

use super::*;

/// SQLite in memory, on a stage.
#[derive(Debug)]
pub(super) struct Staged {
    inner: Sqlite,
    /// Who holds it holds every write job up.
    pub(super) gate: Mutex<()>,
    /// How many times write jobs came to the gate.
    pub(super) came: AtomicUsize,
    /// In how many statements the next one panics; 0 for never.
    pub(super) panics_in: AtomicUsize,
}

impl Staged {
    /// An engine of the host's on a stage.
    pub(super) fn open(options: EngineOptions) -> (Arc<Staged>, *mut SvEngine) {
        let staged = Arc::new(Staged {
            inner: Sqlite::memory().unwrap(),
            gate: Mutex::new(()),
            came: AtomicUsize::new(0),
            panics_in: AtomicUsize::new(0),
        });
        let driver = Arc::clone(&staged) as Arc<dyn Driver>;
        let engine = Engine::with_driver(driver, options).unwrap();
        (staged, crate::engine::publish(engine).unwrap())
    }

    fn pass_the_gate(&self) {
        self.came.fetch_add(1, Ordering::SeqCst);
        drop(self.gate.lock().unwrap());
    }

    fn statement(&self) {
        let left = self.panics_in.load(Ordering::SeqCst);
        if left > 0 {
            self.panics_in.store(left - 1, Ordering::SeqCst);
            assert_ne!(left, 1, "a panic that a test asked for");
        }
    }
}

impl Driver for Staged {
    fn dialect(&self) -> Dialect {
        self.inner.dialect()
    }

    fn limits(&self) -> Limits {
        self.inner.limits()
    }

    fn read(&self, job: &mut ReadJob<'_>) -> Result<()> {
        self.inner.read(&mut |connection| job(&mut Watched(connection, self)))
    }

    fn write(&self, job: &mut WriteJob<'_>) -> Result<()> {
        self.pass_the_gate();
        self.inner.write(&mut |connection| job(&mut Watched(connection, self)))
    }

    fn write_batch(&self, jobs: &mut [&mut WriteJob<'_>]) -> Vec<Result<()>> {
        self.pass_the_gate();
        let mut watched: Vec<_> = jobs
            .iter_mut()
            .map(|job| move |connection: &mut dyn Connection| job(&mut Watched(connection, self)))
            .collect();
        let mut watched: Vec<&mut WriteJob<'_>> =
            watched.iter_mut().map(|job| job as &mut WriteJob<'_>).collect();
        self.inner.write_batch(&mut watched)
    }

    fn maintain(&self, budget: Duration) -> Result<bool> {
        self.inner.maintain(budget)
    }

    fn backup(&self, to: &Path, progress: &mut dyn FnMut(u64, u64) -> bool) -> Result<()> {
        self.inner.backup(to, progress)
    }

    fn check_integrity(&self) -> Result<Vec<String>> {
        self.inner.check_integrity()
    }

    fn close(&self) -> Result<()> {
        self.inner.close()
    }
}

/// A connection whose statements are counted.
struct Watched<'c>(&'c mut dyn Connection, &'c Staged);

impl Connection for Watched<'_> {
    fn exec(&mut self, sql: &'static Sql, params: &[Param<'_>]) -> Result<u64> {
        self.1.statement();
        self.0.exec(sql, params)
    }

    fn query(
        &mut self,
        sql: &'static Sql,
        params: &[Param<'_>],
        each: &mut EachRow<'_>,
    ) -> Result<()> {
        self.1.statement();
        self.0.query(sql, params, each)
    }

    fn insert_new(&mut self, sql: &'static Sql, params: &[Param<'_>]) -> Result<bool> {
        self.1.statement();
        self.0.insert_new(sql, params)
    }

    fn script(&mut self, ddl: &str) -> Result<()> {
        self.0.script(ddl)
    }
}
