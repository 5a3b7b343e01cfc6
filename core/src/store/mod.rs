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
mod json;
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

pub(crate) use page::{Cursor, page};
pub(crate) use statement::statements;
pub use statement::{Dialect, Scope, Sql};
pub(crate) use tx::{Call, Effects, Tx};

/// A value on its way into a statement.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Param<'a> {
    /// No value.
    Null,
    /// A whole number, time in milliseconds, or truth value (0 or 1).
    Int(i64),
    /// Text; never holds NUL.
    Text(&'a str),
    /// Bytes.
    Bytes(&'a [u8]),
    /// An id, in the layout the driver stores ids in.
    Id(Uuid),
}

impl From<i64> for Param<'_> {
    fn from(value: i64) -> Self {
        Param::Int(value)
    }
}

impl From<bool> for Param<'_> {
    fn from(value: bool) -> Self {
        Param::Int(i64::from(value))
    }
}

impl<'a> From<&'a str> for Param<'a> {
    fn from(value: &'a str) -> Self {
        Param::Text(value)
    }
}

impl<'a> From<&'a String> for Param<'a> {
    fn from(value: &'a String) -> Self {
        Param::Text(value)
    }
}

impl<'a> From<&'a [u8]> for Param<'a> {
    fn from(value: &'a [u8]) -> Self {
        Param::Bytes(value)
    }
}

impl<'a> From<&'a Vec<u8>> for Param<'a> {
    fn from(value: &'a Vec<u8>) -> Self {
        Param::Bytes(value)
    }
}

impl<'a, T> From<Option<T>> for Param<'a>
where
    T: Into<Param<'a>>,
{
    fn from(value: Option<T>) -> Self {
        value.map_or(Param::Null, Into::into)
    }
}

impl<'a> From<&'a Option<String>> for Param<'a> {
    fn from(value: &'a Option<String>) -> Self {
        value.as_deref().map_or(Param::Null, Param::Text)
    }
}

/// A value on its way out of a row, borrowed from the driver.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Value<'a> {
    /// No value.
    Null,
    /// A whole number.
    Int(i64),
    /// Text.
    Text(&'a str),
    /// Bytes.
    Bytes(&'a [u8]),
    /// An id, from a driver whose store has a type for ids.
    Id(Uuid),
}

impl<'a> From<Param<'a>> for Value<'a> {
    fn from(param: Param<'a>) -> Self {
        match param {
            Param::Null => Value::Null,
            Param::Int(value) => Value::Int(value),
            Param::Text(text) => Value::Text(text),
            Param::Bytes(bytes) => Value::Bytes(bytes),
            Param::Id(id) => Value::Id(id),
        }
    }
}

/// One row of a result, valid until the next is read.
pub trait Row {
    /// The value of a column, counted from 0.
    fn value(&self, column: usize) -> Result<Value<'_>>;
}

impl dyn Row + '_ {
    /// A whole number.
    pub fn int(&self, column: usize) -> Result<i64> {
        match self.value(column)? {
            Value::Int(value) => Ok(value),
            other => Err(wrong_type(column, "a number", &other)),
        }
    }

    /// A whole number that may be absent.
    pub fn opt_int(&self, column: usize) -> Result<Option<i64>> {
        match self.value(column)? {
            Value::Null => Ok(None),
            Value::Int(value) => Ok(Some(value)),
            other => Err(wrong_type(column, "a number", &other)),
        }
    }

    /// A truth value, stored as 0 or 1.
    pub fn bool(&self, column: usize) -> Result<bool> {
        self.int(column).map(|value| value != 0)
    }

    /// Text, borrowed from the row.
    ///
    /// Bytes are taken for text when they are UTF-8: a store may keep text that stands in a key
    /// as bytes, and not know the two apart.
    pub fn str(&self, column: usize) -> Result<&str> {
        let value = self.value(column)?;
        text(value).ok_or_else(|| wrong_type(column, "text", &value))
    }

    /// Text that may be absent, borrowed from the row.
    pub fn opt_str(&self, column: usize) -> Result<Option<&str>> {
        match self.value(column)? {
            Value::Null => Ok(None),
            value => text(value).map(Some).ok_or_else(|| wrong_type(column, "text", &value)),
        }
    }

    /// Text.
    pub fn text(&self, column: usize) -> Result<String> {
        self.str(column).map(str::to_owned)
    }

    /// Text that may be absent.
    pub fn opt_text(&self, column: usize) -> Result<Option<String>> {
        Ok(self.opt_str(column)?.map(str::to_owned))
    }

    /// Bytes, borrowed from the row.
    pub fn bytes(&self, column: usize) -> Result<&[u8]> {
        match self.value(column)? {
            Value::Bytes(value) => Ok(value),
            other => Err(wrong_type(column, "bytes", &other)),
        }
    }

    /// Bytes that may be absent.
    pub fn opt_bytes(&self, column: usize) -> Result<Option<&[u8]>> {
        match self.value(column)? {
            Value::Null => Ok(None),
            Value::Bytes(value) => Ok(Some(value)),
            other => Err(wrong_type(column, "bytes", &other)),
        }
    }

    /// An id of any kind.
    pub fn id<T: From<Uuid>>(&self, column: usize) -> Result<T> {
        id(column, self.value(column)?)
    }

    /// An id that may be absent.
    pub fn opt_id<T: From<Uuid>>(&self, column: usize) -> Result<Option<T>> {
        match self.value(column)? {
            Value::Null => Ok(None),
            value => id(column, value).map(Some),
        }
    }
}

fn text(value: Value<'_>) -> Option<&str> {
    match value {
        Value::Text(text) => Some(text),
        Value::Bytes(bytes) => std::str::from_utf8(bytes).ok(),
        _ => None,
    }
}

fn id<T: From<Uuid>>(column: usize, value: Value<'_>) -> Result<T> {
    let id = match value {
        Value::Id(id) => Some(id),
        Value::Bytes(bytes) => Uuid::from_slice(bytes).ok(),
        _ => None,
    };
    id.map(T::from).ok_or_else(|| wrong_type(column, "an id", &value))
}

fn wrong_type(column: usize, wanted: &str, found: &Value<'_>) -> Error {
    let found = match found {
        Value::Null => "nothing",
        Value::Int(_) => "a number",
        Value::Text(_) => "text",
        Value::Bytes(_) => "bytes",
        Value::Id(_) => "an id",
    };
    ErrorKind::StorageCorrupt { detail: format!("column {column} holds {found}, not {wanted}") }
        .into()
}

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
    /// The largest value of one column, in bytes.
    pub value_bytes_max: u64,
}

impl Limits {
    /// The limits of a store.
    pub fn new(readers: u32, value_bytes_max: u64) -> Self {
        Limits { readers, value_bytes_max }
    }
}

/// A pluggable store.
pub trait Driver: Send + Sync + Debug + 'static {
    /// Which texts of the statements it takes.
    fn dialect(&self) -> Dialect;

    /// What it can do.
    fn limits(&self) -> Limits;

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
