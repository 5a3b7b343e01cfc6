//! PostgreSQL: the store of services, and of what is compatible with it.
//!
//! Each job has a pooled connection for itself and works on the thread of its caller: the driver
//! has no threads and no runtime, so it works the same inside a host's runtime, on a worker thread
//! and while it is dropped in asynchronous code. Writes run READ COMMITTED, reads on one snapshot.
//! A job that met another runs again, also where they met at its commit. A commit whose answer is
//! lost is `outcome_unknown`, which the engine settles by the idempotency key.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicU64, Ordering};

use crate::error::{Error, ErrorCode, Result};
use uuid::Uuid;

use crate::store::inside::Inside;
use crate::store::server::{Lease, Pool, ServerOptions, until_settled};
use crate::store::{Connection, Dialect, Driver, Limits, ReadJob, WriteJob};

mod connect;
mod connection;
mod fault;
mod fused;
mod lanes;
mod link;
mod socket;
#[cfg(test)]
mod tests;
#[cfg(feature = "tls")]
mod tls;
mod value;

use connect::Address;
use connection::{Access, Beginning, Conn};
use lanes::{End, Lanes, Place, Train, Turn};

/// A store on a PostgreSQL server.
///
/// ```no_run
/// use silvervine::store::postgres::Postgres;
/// use silvervine::store::server::ServerOptions;
///
/// let store = Postgres::open("postgres://app@localhost/app", ServerOptions::new())?;
/// # Ok::<(), silvervine::Error>(())
/// ```
#[derive(Debug)]
pub struct Postgres {
    pool: Pool<Conn>,
    lanes: Lanes<Conn>,
    address: Address,
    options: ServerOptions,
    counters: Counters,
}

#[derive(Debug, Default)]
struct Counters {
    reads: AtomicU64,
    writes: AtomicU64,
    connections: AtomicU64,
    round_trips: AtomicU64,
    runs_again: AtomicU64,
    shared_commits: AtomicU64,
}

impl Postgres {
    /// Connects to the server that a `postgres://` URL names.
    ///
    /// The connection parameters are those of libpq which `tokio_postgres` knows, among them
    /// `options` (`-c search_path=app`), several hosts and `target_session_attrs`.
    ///
    /// # Errors
    /// `validation` for a URL that does not parse or asks for what this build lacks,
    /// `backend_unavailable` where no server answers or lets us in.
    pub fn open(url: &str, options: ServerOptions) -> Result<Postgres> {
        let address = Address::parse(url, options.clone())?;
        let pool = Pool::new(options.connections_max, options.acquire_timeout());
        let store =
            Postgres { pool, lanes: Lanes::new(), address, options, counters: Counters::default() };
        drop(store.lease()?);
        Ok(store)
    }

    /// A connection that was not closed while it was idle.
    fn lease(&self) -> Result<Lease<'_, Conn>> {
        loop {
            let mut fresh = false;
            let mut lease = self.pool.lease(|| {
                fresh = true;
                self.counters.connections.fetch_add(1, Ordering::Relaxed);
                let link = self.address.connect()?;
                Ok(Conn::new(link, self.options.statement_timeout_ms))
            })?;
            if fresh || !lease.connection()?.is_over() {
                return Ok(lease);
            }
            lease.discard();
        }
    }

    /// Runs a job until it has an outcome of its own.
    fn run(&self, access: Access, job: &mut Job<'_>) -> Result<()> {
        let mut was_lost = false;
        let mut beginning = match access {
            Access::Read => Beginning::AtOnce,
            Access::Write => Beginning::Late,
        };
        until_settled(self.options.retry_timeout(), || {
            loop {
                let mut lease = self.lease()?;
                let conn = lease.connection()?;
                let outcome = self.run_once(conn, access, beginning, job);
                // A job that met another takes its locks at once when it runs again.
                beginning = Beginning::AtOnce;
                let lost = conn.is_lost();
                if lost {
                    lease.discard();
                }
                match &outcome {
                    // Nothing of it was committed, so it may run once more on another connection.
                    Err(error) if lost && !was_lost && is_away(error) => was_lost = true,
                    _ => return outcome,
                }
                self.counters.runs_again.fetch_add(1, Ordering::Relaxed);
            }
        })
    }

    fn run_once(
        &self,
        conn: &mut Conn,
        access: Access,
        beginning: Beginning,
        job: &mut Job<'_>,
    ) -> Result<()> {
        conn.start(access, beginning);
        let ran = catch_unwind(AssertUnwindSafe(|| job(conn)));
        if !matches!(ran, Ok(Ok(()))) {
            conn.undo();
        }
        let outcome = match ran {
            Ok(Ok(())) => conn.finish(),
            Ok(Err(error)) => Err(error),
            Err(payload) => resume_unwind(payload),
        };
        self.count(conn);
        outcome
    }

    /// How many callers line up for a user.
    #[cfg(test)]
    fn waiting_for(&self, user: Uuid) -> usize {
        self.lanes.waiting(user)
    }

    fn count(&self, conn: &mut Conn) {
        self.counters.round_trips.fetch_add(conn.take_round_trips(), Ordering::Relaxed);
    }

    /// Runs a job among others for the same user.
    fn run_in_lane(&self, user: Uuid, job: &mut Job<'_>) -> Result<()> {
        let (place, turn) = self.lanes.enter(user, self.options.acquire_timeout());
        let (mut lease, conn, train) = match turn {
            Turn::Alone => return self.run(Access::Write, job),
            Turn::Lead => {
                let mut lease = self.lease()?;
                let mut conn = lease.take()?;
                conn.start(Access::Write, Beginning::AtOnce);
                (Some(lease), conn, place.board())
            }
            Turn::Follow(conn, train) => (None, conn, train),
        };
        let (ran, end, conn) = self.ride(&place, conn, train, job);
        if let (Some(lease), Some(conn)) = (&mut lease, conn)
            && !conn.is_lost()
        {
            lease.put_back(conn);
        }
        drop(lease);
        // The next may begin while this caller reads its outcome, or runs alone.
        drop(place);
        match (ran, end) {
            (Err(payload), _) => resume_unwind(payload),
            (Ok(Ok(())), End::Decided(decided)) => decided,
            (Ok(Err(error)), End::Decided(Ok(()))) if !has_met(&error) => Err(error),
            (Ok(_), _) => self.run(Access::Write, job),
        }
    }

    /// Runs a job as one of several in a transaction, and waits for what becomes of that.
    fn ride(
        &self,
        place: &Place<'_, Conn>,
        mut conn: Conn,
        train: Train<Conn>,
        job: &mut Job<'_>,
    ) -> (std::thread::Result<Result<()>>, End, Option<Conn>) {
        conn.board();
        let ran = catch_unwind(AssertUnwindSafe(|| job(&mut conn)));
        let goes_on = match &ran {
            Ok(Ok(())) => conn.pause().is_ok(),
            // A refusal before anything was changed harms nobody.
            _ => {
                let harmless = !conn.has_touched();
                conn.board();
                harmless
            }
        };
        self.count(&mut conn);
        if !goes_on {
            conn.undo();
            let conn = place.arrive(train, &End::Undone, conn);
            return (ran, End::Undone, conn);
        }
        let (end, conn) = match place.hand_on(conn, train) {
            Ok(told) => told,
            Err((mut conn, train)) => {
                let end = match conn.finish() {
                    Err(error) if error.code() != ErrorCode::OutcomeUnknown => End::Undone,
                    decided => End::Decided(decided),
                };
                self.count(&mut conn);
                self.counters.shared_commits.fetch_add(1, Ordering::Relaxed);
                let conn = place.arrive(train, &end, conn);
                (end, conn)
            }
        };
        (ran, end, conn)
    }
}

/// A job of either kind.
type Job<'j> = dyn FnMut(&mut dyn Connection) -> Result<()> + 'j;

/// Whether a job met another and has to run again.
fn has_met(error: &Error) -> bool {
    error.code() == ErrorCode::Serialization
}

fn is_away(error: &Error) -> bool {
    error.code() == ErrorCode::BackendUnavailable
}

impl Driver for Postgres {
    fn dialect(&self) -> Dialect {
        Dialect::Postgres
    }

    fn limits(&self) -> Limits {
        let readers = u32::try_from(self.options.connections_max).unwrap_or(u32::MAX);
        Limits::new(readers, fault::VALUE_BYTES_MAX).writers(readers)
    }

    fn read(&self, job: &mut ReadJob<'_>) -> Result<()> {
        let _inside = Inside::enter(&self.pool)?;
        self.counters.reads.fetch_add(1, Ordering::Relaxed);
        self.run(Access::Read, job)
    }

    fn write(&self, job: &mut WriteJob<'_>) -> Result<()> {
        let _inside = Inside::enter(&self.pool)?;
        self.counters.writes.fetch_add(1, Ordering::Relaxed);
        self.run(Access::Write, job)
    }

    fn write_for(&self, user: Uuid, job: &mut WriteJob<'_>) -> Result<()> {
        let _inside = Inside::enter(&self.pool)?;
        self.counters.writes.fetch_add(1, Ordering::Relaxed);
        self.run_in_lane(user, job)
    }

    fn counters(&self) -> Vec<(&'static str, u64)> {
        let (open, waiting) = self.pool.usage();
        let count = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        vec![
            ("reads", count(&self.counters.reads)),
            ("writes", count(&self.counters.writes)),
            ("connections_opened", count(&self.counters.connections)),
            ("connections_open", open as u64),
            ("jobs_waiting", waiting as u64),
            ("round_trips", count(&self.counters.round_trips)),
            ("runs_again", count(&self.counters.runs_again)),
            ("shared_commits", count(&self.counters.shared_commits)),
        ]
    }

    fn close(&self) -> Result<()> {
        let _inside = Inside::enter(&self.pool)?;
        self.pool.close();
        Ok(())
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // A store that ends inside its own job has been leaked into it; there is nobody to tell.
        let _ = self.close();
    }
}
