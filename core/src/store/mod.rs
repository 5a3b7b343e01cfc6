//! The storage trait, and what every driver promises.
//!
//! A driver runs jobs. A write job is atomic and durable when [`Driver::write`] returns; it may be
//! run again after a conflict, so it draws nothing from outside and leaves nothing there. A read
//! job sees one snapshot and never waits for a writer. All rules about the data stand above this
//! trait: a driver knows statements, parameters and rows, and nothing of their meaning.
//!
//! A third party's driver proves itself with `driver_conformance!` of the feature `testing`.

use std::fmt::Debug;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use uuid::Uuid;

use crate::error::{Error, ErrorKind, Result};

#[cfg(feature = "testing")]
pub mod conformance;
#[cfg(any(feature = "sqlite", feature = "postgres", feature = "mysql"))]
mod inside;
pub(crate) mod migrate;
#[cfg(feature = "mysql")]
pub mod mysql;
mod page;
#[cfg(feature = "postgres")]
pub mod postgres;
#[cfg(any(feature = "postgres", feature = "mysql"))]
pub mod server;
mod shared;
#[cfg(feature = "sqlite")]
pub mod sqlite;
mod statement;
#[cfg(feature = "testing")]
pub mod testing;
mod tx;
mod value;

pub(crate) use page::{Cursor, page};
pub(crate) use statement::statements;
pub use statement::{Dialect, Scope, Sql};
pub(crate) use tx::{Call, Effects, Tx, unless_met};
#[cfg(any(feature = "postgres", feature = "testing"))]
use value::Kept;
pub use value::{Param, Row, Value};

/// Receives the rows of a query, one at a time.
pub type EachRow<'a> = dyn FnMut(&dyn Row) -> Result<()> + 'a;

/// A job that only reads.
pub type ReadJob<'a> = dyn FnMut(&mut dyn Connection) -> Result<()> + 'a;

/// A job that writes. It may be run again from its start, on another thread.
pub type WriteJob<'a> = dyn FnMut(&mut dyn Connection) -> Result<()> + Send + 'a;

/// One transaction, as a job sees it.
pub trait Connection {
    /// Runs a statement that returns no rows; answers how many rows it matched.
    fn exec(&mut self, sql: &'static Sql, params: &[Param<'_>]) -> Result<u64>;

    /// Runs a query and hands each row to `each`; an error from `each` ends the query.
    fn query(
        &mut self,
        sql: &'static Sql,
        params: &[Param<'_>],
        each: &mut EachRow<'_>,
    ) -> Result<()>;

    /// Inserts a row unless one with the same key stands already; answers whether it did.
    ///
    /// The statement is a plain INSERT. A caught unique violation would abort a PostgreSQL
    /// transaction, so each driver does this in its own way.
    fn insert_new(&mut self, sql: &'static Sql, params: &[Param<'_>]) -> Result<bool>;

    /// Runs a statement that must match one row, for a caller who goes on without an answer.
    ///
    /// A driver may send it and return before the server has run it. What is wrong then fails a
    /// later statement of the job, or its commit: `serialization` where it matched no row.
    fn exec_one(&mut self, sql: &'static Sql, params: &[Param<'_>]) -> Result<()> {
        match self.exec(sql, params)? {
            0 => Err(ErrorKind::Serialization {}.into()),
            1 => Ok(()),
            n => Err(Error::internal(format!("{} matched {n} rows, not one", sql.name))),
        }
    }

    /// Says that this query comes soon, so that a driver can ask for its rows with the next.
    ///
    /// It changes nothing of what the query answers, and a driver may ignore it.
    fn ahead(&mut self, sql: &'static Sql, params: &[Param<'_>]) -> Result<()> {
        let _ = (sql, params);
        Ok(())
    }

    /// Runs several statements of DDL at once. Migrations use it, handlers never.
    fn script(&mut self, ddl: &str) -> Result<()>;

    /// From now to the end of a job that reads, a statement ends with `cancelled` soon after `stop`
    /// becomes true. A job that writes goes on: others share its transaction. A driver that cannot
    /// stop a statement lets it run to its end.
    fn stop_when(&mut self, _stop: &Arc<AtomicBool>) {}
}

/// What a store can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Limits {
    /// How many jobs can read while another writes; 0 where reads take turns with writes.
    pub readers: u32,
    /// How many jobs can write at the same time; 1 where they take turns and share commits.
    pub writers: u32,
    /// The largest value of one column, in bytes.
    pub value_bytes_max: u64,
}

impl Limits {
    /// The limits of a store whose writes take turns.
    pub fn new(readers: u32, value_bytes_max: u64) -> Self {
        Limits { readers, writers: 1, value_bytes_max }
    }

    /// Sets how many jobs can write at the same time.
    #[must_use]
    pub fn writers(mut self, writers: u32) -> Self {
        self.writers = writers.max(1);
        self
    }
}

/// A pluggable store.
pub trait Driver: Send + Sync + Debug + 'static {
    /// Which texts of the statements it takes.
    fn dialect(&self) -> Dialect;

    /// What it can do.
    fn limits(&self) -> Limits;

    /// Over how many stores it spreads the users; 1 unless it does.
    fn shards(&self) -> usize {
        1
    }

    /// Runs a job on one snapshot, without waiting for a writer.
    fn read(&self, job: &mut ReadJob<'_>) -> Result<()>;

    /// Runs a job as one atomic transaction, which is durable when this returns.
    ///
    /// An error from the job undoes all it wrote, and is returned. The job may be run again.
    fn write(&self, job: &mut WriteJob<'_>) -> Result<()>;

    /// The same for a job that writes for one user, which a store may run with others of theirs.
    fn write_for(&self, user: Uuid, job: &mut WriteJob<'_>) -> Result<()> {
        let _ = user;
        self.write(job)
    }

    /// Runs several independent jobs, each with its own outcome, as cheaply as the store can.
    ///
    /// The outcomes are those of calling [`Driver::write`] for each, in any order.
    fn write_batch(&self, jobs: &mut [&mut WriteJob<'_>]) -> Vec<Result<()>> {
        jobs.iter_mut().map(|job| self.write(*job)).collect()
    }

    /// Does up to `budget` of the store's own upkeep off the callers' path; true when none is left.
    fn maintain(&self, budget: std::time::Duration) -> Result<bool> {
        let _ = budget;
        Ok(true)
    }

    /// Copies a consistent point of the store to a new file while it is in use.
    ///
    /// `progress` receives the pages done and the pages in all; false from it cancels the copy.
    fn backup(
        &self,
        to: &std::path::Path,
        progress: &mut dyn FnMut(u64, u64) -> bool,
    ) -> Result<()> {
        let _ = (to, progress);
        Err(ErrorKind::Unsupported { capability: "backup".into() }.into())
    }

    /// Reads the whole store and reports what is damaged; an empty list means sound.
    fn check_integrity(&self) -> Result<Vec<String>> {
        Err(ErrorKind::Unsupported { capability: "integrity_check".into() }.into())
    }

    /// Counters of the store, by name, for `engine.stats`.
    fn counters(&self) -> Vec<(&'static str, u64)> {
        Vec::new()
    }

    /// Ends all work and releases the store. Jobs after it fail with `closed`; again is a no-op.
    fn close(&self) -> Result<()>;
}
