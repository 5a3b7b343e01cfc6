//! A driver that counts what passes through it.

use std::collections::BTreeMap;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use uuid::Uuid;

use crate::error::Result;
use crate::store::{Connection, Driver, EachRow, Param, ReadJob, Sql, WriteJob};

/// What a [`Counting`] driver has seen. A job that is run again counts its statements again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Counts {
    /// Read jobs given to the driver.
    pub reads: u64,
    /// Write jobs given to the driver, those of batches included.
    pub writes: u64,
    /// Batches given to the driver.
    pub batches: u64,
    /// Times a job was run.
    pub runs: u64,
    /// Statements run, scripts included.
    pub statements: u64,
    /// Statements run, by name.
    pub by_name: BTreeMap<&'static str, u64>,
}

/// Counts jobs and statements on their way to another driver.
///
/// ```
/// # #[cfg(feature = "sqlite")] {
/// use silvervine::store::testing::Counting;
/// use silvervine::store::{Driver, sqlite::Sqlite};
///
/// let store = Counting::new(Sqlite::memory()?);
/// store.write(&mut |connection| connection.script("CREATE TABLE t (a INTEGER)"))?;
/// assert_eq!(store.counts().writes, 1);
/// assert_eq!(store.counts().statements, 1);
/// # }
/// # Ok::<(), silvervine::Error>(())
/// ```
#[derive(Debug)]
pub struct Counting<D> {
    inner: D,
    counts: Mutex<Counts>,
}

impl<D: Driver> Counting<D> {
    /// Counts what goes to `inner`.
    pub fn new(inner: D) -> Self {
        Counting { inner, counts: Mutex::default() }
    }

    /// The driver inside.
    pub fn inner(&self) -> &D {
        &self.inner
    }

    /// What was counted since the last reset.
    pub fn counts(&self) -> Counts {
        self.lock().clone()
    }

    /// Counts from 0 again; answers what was counted.
    pub fn reset(&self) -> Counts {
        std::mem::take(&mut *self.lock())
    }

    fn lock(&self) -> MutexGuard<'_, Counts> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn watch<'c>(&'c self, inner: &'c mut dyn Connection) -> Watched<'c, D> {
        self.lock().runs += 1;
        Watched { inner, counts: self }
    }
}

impl<D: Driver> Driver for Counting<D> {
    super::pass_on!();

    fn read(&self, job: &mut ReadJob<'_>) -> Result<()> {
        self.lock().reads += 1;
        self.inner.read(&mut |connection| job(&mut self.watch(connection)))
    }

    fn write(&self, job: &mut WriteJob<'_>) -> Result<()> {
        self.lock().writes += 1;
        self.inner.write(&mut |connection| job(&mut self.watch(connection)))
    }

    fn write_for(&self, user: Uuid, job: &mut WriteJob<'_>) -> Result<()> {
        self.lock().writes += 1;
        self.inner.write_for(user, &mut |connection| job(&mut self.watch(connection)))
    }

    fn write_batch(&self, jobs: &mut [&mut WriteJob<'_>]) -> Vec<Result<()>> {
        let mut counts = self.lock();
        counts.batches += 1;
        counts.writes += jobs.len() as u64;
        drop(counts);
        let mut watched: Vec<_> = jobs
            .iter_mut()
            .map(|job| move |connection: &mut dyn Connection| job(&mut self.watch(connection)))
            .collect();
        let mut watched: Vec<&mut WriteJob<'_>> =
            watched.iter_mut().map(|job| job as &mut WriteJob<'_>).collect();
        self.inner.write_batch(&mut watched)
    }
}

struct Watched<'c, D> {
    inner: &'c mut dyn Connection,
    counts: &'c Counting<D>,
}

impl<D: Driver> Watched<'_, D> {
    fn count(&self, name: &'static str) {
        let mut counts = self.counts.lock();
        counts.statements += 1;
        *counts.by_name.entry(name).or_default() += 1;
    }
}

impl<D: Driver> Connection for Watched<'_, D> {
    fn exec(&mut self, sql: &'static Sql, params: &[Param<'_>]) -> Result<u64> {
        self.count(sql.name);
        self.inner.exec(sql, params)
    }

    fn query(
        &mut self,
        sql: &'static Sql,
        params: &[Param<'_>],
        each: &mut EachRow<'_>,
    ) -> Result<()> {
        self.count(sql.name);
        self.inner.query(sql, params, each)
    }

    fn insert_new(&mut self, sql: &'static Sql, params: &[Param<'_>]) -> Result<bool> {
        self.count(sql.name);
        self.inner.insert_new(sql, params)
    }

    fn exec_one(&mut self, sql: &'static Sql, params: &[Param<'_>]) -> Result<()> {
        self.count(sql.name);
        self.inner.exec_one(sql, params)
    }

    fn ahead(&mut self, sql: &'static Sql, params: &[Param<'_>]) -> Result<()> {
        self.inner.ahead(sql, params)
    }

    fn script(&mut self, ddl: &str) -> Result<()> {
        self.count("script");
        self.inner.script(ddl)
    }

    fn stop_when(&mut self, stop: &Arc<AtomicBool>) {
        self.inner.stop_when(stop);
    }
}
