//! The connections that read, each a snapshot of its own beside the writer.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Arc, Condvar, Mutex, PoisonError};

use super::connection::Conn;
use super::lock;
use super::open::Place;
use crate::error::{ErrorKind, Result};
use crate::store::ReadJob;

/// A pool of connections that read.
#[derive(Debug)]
pub(super) struct Readers {
    pool: Mutex<Pool>,
    returned: Condvar,
    place: Arc<Place>,
}

#[derive(Debug)]
struct Pool {
    /// The one used last is used next: its pages are the warmest.
    idle: Vec<Conn>,
    /// Connections there are, idle or not.
    open: usize,
    /// Callers who wait for one.
    waiting: usize,
    closed: bool,
}

impl Readers {
    /// A pool that begins with one connection.
    pub(super) fn new(place: Arc<Place>, first: Conn) -> Self {
        let pool = Pool { idle: vec![first], open: 1, waiting: 0, closed: false };
        Readers { pool: Mutex::new(pool), returned: Condvar::new(), place }
    }

    /// Runs a job on one snapshot.
    pub(super) fn run(&self, job: &mut ReadJob<'_>) -> Result<()> {
        let mut conn = self.take()?;
        let result = catch_unwind(AssertUnwindSafe(|| read(&mut conn, job)));
        self.put_back(conn);
        result.unwrap_or_else(|payload| resume_unwind(payload))
    }

    /// Does long work of the driver's own on a further connection, so that no job waits for it.
    pub(super) fn beside<R>(&self, work: impl FnOnce(&mut Conn) -> Result<R>) -> Result<R> {
        work(&mut self.place.reader()?)
    }

    /// Waits for the jobs under way, then closes every connection.
    pub(super) fn close(&self) {
        let mut pool = lock(&self.pool);
        pool.closed = true;
        while pool.idle.len() < pool.open {
            pool.waiting += 1;
            pool = self.returned.wait(pool).unwrap_or_else(PoisonError::into_inner);
            pool.waiting -= 1;
        }
        pool.idle.clear();
        pool.open = 0;
        // Those who waited for a connection learn that there will be none.
        self.returned.notify_all();
    }

    fn take(&self) -> Result<Conn> {
        let mut pool = lock(&self.pool);
        loop {
            if pool.closed {
                return Err(ErrorKind::Closed {}.into());
            }
            if let Some(conn) = pool.idle.pop() {
                return Ok(conn);
            }
            if pool.open < self.place.options.readers {
                pool.open += 1;
                drop(pool);
                return self.make();
            }
            pool.waiting += 1;
            pool = self.returned.wait(pool).unwrap_or_else(PoisonError::into_inner);
            pool.waiting -= 1;
        }
    }

    fn make(&self) -> Result<Conn> {
        self.place.reader().inspect_err(|_| {
            lock(&self.pool).open -= 1;
            self.returned.notify_all();
        })
    }

    fn put_back(&self, conn: Conn) {
        let mut pool = lock(&self.pool);
        pool.idle.push(conn);
        let (waiting, closed) = (pool.waiting, pool.closed);
        drop(pool);
        if closed {
            self.returned.notify_all();
        } else if waiting > 0 {
            self.returned.notify_one();
        }
    }
}

/// Runs a read job in a transaction of its own; a panic ends the transaction and goes on.
pub(super) fn read(conn: &mut Conn, job: &mut ReadJob<'_>) -> Result<()> {
    conn.begin_read()?;
    let result = catch_unwind(AssertUnwindSafe(|| job(conn)));
    conn.end_read();
    result.unwrap_or_else(|payload| resume_unwind(payload))
}
