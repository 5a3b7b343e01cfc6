//! MySQL and MariaDB: the store of a service whose operator runs one of them, or a Galera cluster.
//!
//! A job runs on its caller's thread, on a connection that it leases from a bounded pool; nothing
//! here needs a runtime, so an engine can be used and dropped anywhere. A write is one transaction
//! under READ COMMITTED, which is run again when it met another one, also when that shows at its
//! commit. A read is one snapshot. What the engine relies on is set in each session, whatever the
//! defaults of the server are.
//!
//! A connection that was lost before its commit took nothing with it: the job runs once more on
//! another. One that was lost during its commit is `outcome_unknown`.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicU64, Ordering};

use crate::error::{ErrorKind, Result};
use crate::store::inside::Inside;
use crate::store::server::{Pool, ServerOptions, until_settled};
use crate::store::{Connection, Dialect, Driver, Limits, ReadJob, WriteJob};

mod connection;
mod fault;
mod place;
mod row;
mod statements;

#[cfg(test)]
mod tests;

use connection::{Conn, Mode};
use place::Place;

/// A store in a database of a MySQL 8 or MariaDB server.
///
/// ```no_run
/// use silvervine::store::mysql::Mysql;
/// use silvervine::store::server::ServerOptions;
/// use silvervine::{Engine, EngineOptions};
/// use std::sync::Arc;
///
/// let options = ServerOptions::new().connections_max(32);
/// let store = Mysql::open("mysql://app:secret@db.example.org:3306/users", options)?;
/// let engine = Engine::with_driver(Arc::new(store), EngineOptions::default())?;
/// # Ok::<(), silvervine::Error>(())
/// ```
pub struct Mysql {
    pool: Pool<Conn>,
    place: Place,
    options: ServerOptions,
    value_bytes_max: u64,
    counters: Counters,
}

/// What happened since the store was opened.
#[derive(Default)]
struct Counters {
    reads: AtomicU64,
    writes: AtomicU64,
    reruns: AtomicU64,
    lost: AtomicU64,
}

impl fmt::Debug for Mysql {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mysql").field("place", &self.place).field("pool", &self.pool).finish()
    }
}

impl Mysql {
    /// Opens a database that exists: `mysql://user:password@host:port/database`.
    ///
    /// `?sslmode=require` encrypts the connection, in a build with the feature `tls`, and checks
    /// whom it reaches; `?socket=/path` uses a Unix socket. The user needs to be able to create
    /// tables and triggers in the database; where the server keeps a binary log, it lets only its
    /// operator make triggers unless `log_bin_trust_function_creators` is on. One connection is
    /// made at once, to see that the server is there.
    ///
    /// # Errors
    /// `validation` for a URL that names no database or has an unknown part, `backend_unavailable`
    /// when the server is away or does not let the user in.
    pub fn open(url: &str, options: ServerOptions) -> Result<Mysql> {
        let place = Place::new(url, &options)?;
        let pool = Pool::new(options.connections_max, options.acquire_timeout());
        let value_bytes_max = {
            let mut lease = pool.lease(|| Conn::open(&place))?;
            lease.connection()?.value_bytes_max()
        };
        Ok(Mysql { pool, place, options, value_bytes_max, counters: Counters::default() })
    }

    /// Runs a job in transactions of this kind until it is settled.
    fn settle(
        &self,
        mode: Mode,
        job: &mut dyn FnMut(&mut dyn Connection) -> Result<()>,
    ) -> Result<()> {
        let _inside = Inside::enter(&self.pool)?;
        let (mut runs, mut spared) = (0, false);
        let outcome = until_settled(self.options.retry_timeout(), || {
            runs += 1;
            match self.attempt(mode, job) {
                // Nothing was committed, so nothing speaks against a second run; a server that is
                // away for longer answers it, and a job which brings servers down gets no third.
                Attempt::Lost(_) if !spared => {
                    spared = true;
                    Err(ErrorKind::Serialization {}.into())
                }
                Attempt::Lost(error) => Err(error),
                Attempt::Ended(outcome) => outcome,
            }
        });
        self.counters.reruns.fetch_add(runs - 1, Ordering::Relaxed);
        outcome
    }

    fn attempt(
        &self,
        mode: Mode,
        job: &mut dyn FnMut(&mut dyn Connection) -> Result<()>,
    ) -> Attempt {
        loop {
            let mut fresh = false;
            let connect = || {
                fresh = true;
                Conn::open(&self.place)
            };
            let mut lease = match self.pool.lease(connect) {
                Ok(lease) => lease,
                Err(error) => return Attempt::Ended(Err(error)),
            };
            let conn = match lease.connection() {
                Ok(conn) => conn,
                Err(error) => return Attempt::Ended(Err(error)),
            };
            let begun = conn.begin(mode);
            if conn.is_lost() {
                self.counters.lost.fetch_add(1, Ordering::Relaxed);
                lease.discard();
                match begun {
                    Err(error) if fresh => return Attempt::Ended(Err(error)),
                    // Idle connections end unnoticed; each that is found so leaves the pool, so
                    // this comes to one that works, or to a new one.
                    _ => continue,
                }
            }
            let outcome = match begun {
                Ok(()) => Self::run(conn, job),
                Err(error) => Attempt::Ended(Err(error)),
            };
            if conn.is_lost() {
                self.counters.lost.fetch_add(1, Ordering::Relaxed);
                lease.discard();
            }
            return outcome;
        }
    }

    /// Runs a job in the transaction that was begun, and ends that.
    fn run(conn: &mut Conn, job: &mut dyn FnMut(&mut dyn Connection) -> Result<()>) -> Attempt {
        let result = match catch_unwind(AssertUnwindSafe(|| job(&mut *conn))) {
            Ok(result) => result,
            Err(payload) => {
                conn.rollback();
                resume_unwind(payload)
            }
        };
        // A job may have passed over the failure that ended its transaction.
        match (result, conn.take_end()) {
            (_, Some(end)) if conn.is_lost() => Attempt::Lost(end),
            (_, Some(end)) => {
                conn.rollback();
                Attempt::Ended(Err(end))
            }
            (Ok(()), None) => Attempt::Ended(conn.commit()),
            (Err(error), None) => {
                conn.rollback();
                Attempt::Ended(Err(error))
            }
        }
    }
}

/// How one run of a job ended.
enum Attempt {
    /// With an outcome.
    Ended(Result<()>),
    /// With its connection, before the commit.
    Lost(crate::Error),
}

impl Driver for Mysql {
    fn dialect(&self) -> Dialect {
        Dialect::Mysql
    }

    fn limits(&self) -> Limits {
        let readers = u32::try_from(self.options.connections_max).unwrap_or(u32::MAX);
        Limits::new(readers, self.value_bytes_max).writers(readers)
    }

    fn read(&self, job: &mut ReadJob<'_>) -> Result<()> {
        self.counters.reads.fetch_add(1, Ordering::Relaxed);
        self.settle(Mode::Read, job)
    }

    fn write(&self, job: &mut WriteJob<'_>) -> Result<()> {
        self.counters.writes.fetch_add(1, Ordering::Relaxed);
        self.settle(Mode::Write, job)
    }

    fn counters(&self) -> Vec<(&'static str, u64)> {
        let (open, waiting) = self.pool.usage();
        let count = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        vec![
            ("connections", open as u64),
            ("waiting", waiting as u64),
            ("reads", count(&self.counters.reads)),
            ("writes", count(&self.counters.writes)),
            ("reruns", count(&self.counters.reruns)),
            ("connections_lost", count(&self.counters.lost)),
        ]
    }

    fn close(&self) -> Result<()> {
        let _inside = Inside::enter(&self.pool)?;
        self.pool.close();
        Ok(())
    }
}

impl Drop for Mysql {
    fn drop(&mut self) {
        // A store that ends inside its own job has been leaked into it; there is nobody to tell.
        let _ = self.close();
    }
}
