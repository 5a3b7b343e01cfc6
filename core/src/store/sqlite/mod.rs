//! SQLite: the store of a device, and of a server that fits one machine.
//!
//! One connection writes and several read, so a read never waits for a write. Concurrent writes
//! share their commits: each is atomic by itself, and all are on the disk before any is answered.
//! The write-ahead log stays bounded without anybody's call paying for it. A file that another
//! program made is refused.
//!
//! A job that calls the same store again gets `internal` instead of waiting for itself for ever.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::error::{Error, ErrorKind, Result};
use crate::store::inside::Inside;
use crate::store::{Dialect, Driver, Limits, ReadJob, WriteJob};

mod backup;
mod batch;
mod checkpoint;
mod connection;
mod counters;
mod fault;
mod open;
mod options;
mod raw;
mod readers;
mod writer;

#[cfg(test)]
mod tests;

pub use options::{Durability, SqliteOptions};

use batch::{Entry, Outcome};
use checkpoint::Checkpointer;
use connection::Conn;
use counters::Counters;
use open::Place;
use raw::Database;
use readers::Readers;
use writer::{Desk, Writer};

/// A store in a SQLite file, or in memory.
///
/// ```
/// use silvervine::store::sqlite::Sqlite;
/// use silvervine::store::{Dialect, Driver};
///
/// let store = Sqlite::memory()?;
/// assert_eq!(store.dialect(), Dialect::Sqlite);
/// store.close()?;
/// # Ok::<(), silvervine::Error>(())
/// ```
#[derive(Debug)]
pub struct Sqlite {
    writer: Writer,
    /// None in memory, where reads take turns with writes on the one connection.
    readers: Option<Readers>,
    options: SqliteOptions,
    counters: Arc<Counters>,
    closed: AtomicBool,
    /// Held while the store is copied or checked, which `close` waits for.
    survey: Mutex<()>,
}

impl Sqlite {
    /// Opens a file, and makes it unless the options say otherwise.
    ///
    /// # Errors
    /// `storage_corrupt` for a file that is damaged or another program's, `backend_unavailable`
    /// where it cannot be opened or made, `busy` when another process holds it past the time-out.
    pub fn open(path: impl AsRef<Path>, options: SqliteOptions) -> Result<Sqlite> {
        let counters = Arc::new(Counters::default());
        let place = Place { path: path.as_ref().to_owned(), options: options.clone(), counters };
        let place = Arc::new(place);
        let first = place.open()?;
        let counters = Arc::clone(&place.counters);
        let checkpointer = (!options.read_only).then(|| Checkpointer::new(Arc::clone(&place)));
        let desk = Desk::Unopened(Arc::clone(&place));
        let writer = Writer::new(desk, checkpointer, Arc::clone(&counters));
        Ok(Sqlite::new(writer, Some(Readers::new(place, first)), options, counters))
    }

    /// Makes an empty store in memory, which ends with the value. Its reads and writes take turns.
    pub fn memory() -> Result<Sqlite> {
        let counters = Arc::new(Counters::default());
        let desk = Desk::Open(Box::new(open::memory(&counters)?));
        let writer = Writer::new(desk, None, Arc::clone(&counters));
        Ok(Sqlite::new(writer, None, SqliteOptions::new(), counters))
    }

    fn new(
        writer: Writer,
        readers: Option<Readers>,
        options: SqliteOptions,
        counters: Arc<Counters>,
    ) -> Sqlite {
        let (closed, survey) = (AtomicBool::new(false), Mutex::default());
        Sqlite { writer, readers, options, counters, closed, survey }
    }

    /// Gives `work` a snapshot of the whole store, on a connection that no reader has to wait for.
    fn survey<R>(&self, work: impl FnOnce(&Database) -> Result<R>) -> Result<R> {
        let _inside = Inside::enter(&self.writer)?;
        let _survey = lock(&self.survey);
        self.still_open()?;
        let work = |conn: &mut Conn| {
            conn.begin_read()?;
            // The snapshot is taken by the first statement that reads.
            let database = conn.database();
            let result = catch_unwind(AssertUnwindSafe(|| {
                database.script("SELECT count(*) FROM sqlite_schema", "snapshot")?;
                work(database)
            }));
            conn.end_read();
            result.unwrap_or_else(|payload| resume_unwind(payload))
        };
        match &self.readers {
            Some(readers) => readers.beside(work),
            None => self.writer.between(work),
        }
    }

    fn still_open(&self) -> Result<()> {
        match self.closed.load(Ordering::Relaxed) {
            true => Err(ErrorKind::Closed {}.into()),
            false => Ok(()),
        }
    }

    /// Runs jobs that are few enough for one batch.
    fn run(&self, entries: &mut [Entry<'_, '_>]) -> Result<()> {
        let _inside = Inside::enter(&self.writer)?;
        if self.options.read_only {
            return Err(ErrorKind::ReadOnly {}.into());
        }
        self.writer.run(entries)
    }
}

impl Driver for Sqlite {
    fn dialect(&self) -> Dialect {
        Dialect::Sqlite
    }

    fn limits(&self) -> Limits {
        let readers = self.readers.as_ref().map_or(0, |_| self.options.readers);
        Limits::new(readers as u32, fault::VALUE_BYTES_MAX as u64)
    }

    fn read(&self, job: &mut ReadJob<'_>) -> Result<()> {
        let _inside = Inside::enter(&self.writer)?;
        self.counters.reads.add(1);
        match &self.readers {
            Some(readers) => readers.run(job),
            None => self.writer.between(|conn| readers::read(conn, job)),
        }
    }

    fn write(&self, job: &mut WriteJob<'_>) -> Result<()> {
        let mut entries = [Entry::new(job)];
        self.run(&mut entries)?;
        let [entry] = entries;
        settle(entry)
    }

    fn write_batch(&self, jobs: &mut [&mut WriteJob<'_>]) -> Vec<Result<()>> {
        let mut outcomes = Vec::with_capacity(jobs.len());
        for chunk in jobs.chunks_mut(batch::BATCH_JOBS_MAX) {
            let mut entries: Vec<_> = chunk.iter_mut().map(|job| Entry::new(*job)).collect();
            match self.run(&mut entries) {
                Ok(()) => outcomes.extend(entries.into_iter().map(settle)),
                Err(error) => outcomes.extend(entries.iter().map(|_| Err(error.clone()))),
            }
        }
        outcomes
    }

    fn maintain(&self, budget: Duration) -> Result<bool> {
        let _inside = Inside::enter(&self.writer)?;
        let Some(checkpointer) = self.writer.checkpointer() else {
            return Ok(true);
        };
        // The bulk is copied while others write, and only the rest while they wait. Where the first
        // fails, as it does beside another process's checkpoint, the second does it all or says so.
        let _ = checkpointer.copy();
        let wait_ms = u32::try_from(budget.as_millis()).unwrap_or(u32::MAX);
        self.writer.exclusively(|conn| Ok(checkpointer.truncate(conn.database(), wait_ms)))
    }

    fn backup(&self, to: &Path, progress: &mut dyn FnMut(u64, u64) -> bool) -> Result<()> {
        self.survey(|database| {
            backup::copy(database, to, &mut |done, all| {
                self.still_open()?;
                Ok(progress(done, all))
            })
        })
    }

    fn check_integrity(&self) -> Result<Vec<String>> {
        self.survey(backup::check)
    }

    fn counters(&self) -> Vec<(&'static str, u64)> {
        self.counters.list()
    }

    fn close(&self) -> Result<()> {
        let _inside = Inside::enter(&self.writer)?;
        self.closed.store(true, Ordering::Relaxed);
        drop(lock(&self.survey));
        if let Some(readers) = &self.readers {
            readers.close();
        }
        if let Some(conn) = self.writer.close()
            && let Some(checkpointer) = self.writer.checkpointer()
        {
            // Another process may still read; then its own close empties the log.
            checkpointer.truncate(conn.database(), 0);
        }
        Ok(())
    }
}

impl Drop for Sqlite {
    fn drop(&mut self) {
        // A store that ends inside its own job has been leaked into it; there is nobody to tell.
        let _ = self.close();
    }
}

/// Gives a job's caller what became of it, its panic included.
fn settle(entry: Entry<'_, '_>) -> Result<()> {
    match entry.into_outcome() {
        Outcome::Returned(result) => result,
        Outcome::Panicked(payload) => resume_unwind(payload),
        Outcome::Pending => Err(Error::internal("a job was answered without being run")),
    }
}

/// Locks what no panic can leave half done: jobs, the only foreign code, run inside a catch.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
