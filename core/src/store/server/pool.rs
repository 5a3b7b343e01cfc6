//! A bounded pool of connections.
//!
//! A job leases one connection. A connection that failed is dropped by its lease and never given
//! out again; a new one is opened when it is next needed, on the thread of the caller. What comes
//! free while somebody waits is theirs: a job that comes later does not get it.

use std::collections::VecDeque;
use std::fmt::Debug;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::error::{ErrorKind, Result};

/// The pool. `C` is a connection.
pub(in crate::store) struct Pool<C> {
    state: Mutex<State<C>>,
    changed: Condvar,
    connections_max: usize,
    acquire_timeout: Duration,
}

struct State<C> {
    /// The one used last is given out first, so that those which are not needed stay idle.
    idle: VecDeque<C>,
    /// Idle, leased or being opened.
    open: usize,
    waiting: usize,
    /// How many of those who wait were called, and have not taken what came free for them yet.
    called: usize,
    closed: bool,
}

impl<C> Debug for Pool<C> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pool").field("connections", &self.lock().open).finish_non_exhaustive()
    }
}

/// A connection that a job uses.
pub(in crate::store) struct Lease<'p, C> {
    pool: &'p Pool<C>,
    /// None once it is discarded.
    connection: Option<C>,
}

impl<C> Pool<C> {
    pub(in crate::store) fn new(connections_max: usize, acquire_timeout: Duration) -> Self {
        let state = State { idle: VecDeque::new(), open: 0, waiting: 0, called: 0, closed: false };
        Pool {
            state: Mutex::new(state),
            changed: Condvar::new(),
            connections_max: connections_max.max(1),
            acquire_timeout,
        }
    }

    /// An idle connection, or one that `connect` opens, or the next that another job gives back.
    ///
    /// # Errors
    /// `overloaded` when none came free in time, `closed` after [`Pool::close`], and those of
    /// `connect`.
    pub(in crate::store) fn lease(
        &self,
        connect: impl FnOnce() -> Result<C>,
    ) -> Result<Lease<'_, C>> {
        let began = Instant::now();
        let (mut state, mut waited) = (self.lock(), false);
        loop {
            if state.closed {
                return Err(ErrorKind::Closed {}.into());
            }
            let free = state.idle.len() + (self.connections_max - state.open);
            if free > if waited { 0 } else { state.called } {
                state.called -= usize::from(waited && state.called > 0);
                if let Some(connection) = state.idle.pop_back() {
                    return Ok(Lease { pool: self, connection: Some(connection) });
                }
                state.open += 1;
                drop(state);
                // From here on the place is given back by the lease, also if `connect` panics.
                let mut lease = Lease { pool: self, connection: None };
                lease.connection = Some(connect()?);
                return Ok(lease);
            }
            let Some(left) = self.acquire_timeout.checked_sub(began.elapsed()) else {
                let queued_max = i64::try_from(self.connections_max).unwrap_or(i64::MAX);
                return Err(ErrorKind::Overloaded { queued_max }.into());
            };
            state.waiting += 1;
            state = match self.changed.wait_timeout(state, left) {
                Ok((state, _)) => state,
                Err(poisoned) => poisoned.into_inner().0,
            };
            state.waiting -= 1;
            waited = true;
        }
    }

    /// How many connections are open, and how many jobs wait for one.
    pub(in crate::store) fn usage(&self) -> (usize, usize) {
        let state = self.lock();
        (state.open, state.waiting)
    }

    /// Refuses new leases, waits for those that are out, and drops every connection.
    pub(in crate::store) fn close(&self) {
        let mut state = self.lock();
        state.closed = true;
        self.changed.notify_all();
        let idle = std::mem::take(&mut state.idle);
        state.open -= idle.len();
        drop(state);
        drop(idle);
        let mut state = self.lock();
        while state.open > 0 {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn lock(&self) -> MutexGuard<'_, State<C>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<C> Lease<'_, C> {
    /// The connection; it is there until the lease is discarded.
    pub(in crate::store) fn connection(&mut self) -> Result<&mut C> {
        let gone = || ErrorKind::BackendUnavailable { reason: "the connection was lost".into() };
        self.connection.as_mut().ok_or_else(|| gone().into())
    }

    /// Takes the connection out, to be put back; without that it counts as discarded.
    #[cfg(feature = "postgres")]
    pub(in crate::store) fn take(&mut self) -> Result<C> {
        let gone = || ErrorKind::BackendUnavailable { reason: "the connection was lost".into() };
        self.connection.take().ok_or_else(|| gone().into())
    }

    /// Puts back what was taken out.
    #[cfg(feature = "postgres")]
    pub(in crate::store) fn put_back(&mut self, connection: C) {
        self.connection = Some(connection);
    }

    /// Drops a connection that failed, or whose state is not known.
    pub(in crate::store) fn discard(&mut self) {
        self.connection = None;
    }
}

impl<C> Drop for Lease<'_, C> {
    fn drop(&mut self) {
        let mut connection = self.connection.take();
        let mut state = self.pool.lock();
        if !state.closed
            && let Some(connection) = connection.take()
        {
            state.idle.push_back(connection);
        } else {
            state.open -= 1;
        }
        let (closing, calls) = (state.closed, state.waiting > state.called);
        state.called += usize::from(calls);
        drop(state);
        drop(connection);
        if closing {
            self.pool.changed.notify_all();
        } else if calls {
            self.pool.changed.notify_one();
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::error::ErrorCode;

    fn pool(connections: usize, wait_ms: u64) -> Pool<usize> {
        Pool::new(connections, Duration::from_millis(wait_ms))
    }

    #[test]
    fn a_connection_is_used_again_and_a_discarded_one_is_not() {
        let pool = pool(2, 0);
        let opened = AtomicUsize::new(0);
        let open = || Ok(opened.fetch_add(1, Ordering::Relaxed));
        for _ in 0..3 {
            assert_eq!(*pool.lease(open).unwrap().connection().unwrap(), 0);
        }
        let mut lease = pool.lease(open).unwrap();
        lease.discard();
        assert!(lease.connection().is_err());
        drop(lease);
        assert_eq!(*pool.lease(open).unwrap().connection().unwrap(), 1);
        assert_eq!(pool.usage(), (1, 0));
    }

    #[test]
    fn a_job_past_the_last_connection_is_refused_in_time() {
        let pool = pool(1, 0);
        let held = pool.lease(|| Ok(1)).unwrap();
        let refused = pool.lease(|| Ok(2)).err().expect("there is none");
        assert_eq!(refused.code(), ErrorCode::Overloaded);
        drop(held);
        assert!(pool.lease(|| Ok(3)).is_ok());
    }

    #[test]
    fn a_connection_that_does_not_open_gives_its_place_back() {
        let pool = pool(1, 0);
        let failed = || Err(ErrorKind::BackendUnavailable { reason: "away".into() }.into());
        for _ in 0..3 {
            let error = pool.lease(failed).err().expect("the server is away");
            assert_eq!(error.code(), ErrorCode::BackendUnavailable);
        }
        assert!(pool.lease(|| Ok(1)).is_ok());
    }

    #[test]
    fn jobs_that_wait_get_what_others_give_back() {
        let pool = pool(3, 60_000);
        let opened = AtomicUsize::new(0);
        std::thread::scope(|scope| {
            for _ in 0..32 {
                scope.spawn(|| {
                    for _ in 0..50 {
                        let open = || Ok(opened.fetch_add(1, Ordering::Relaxed));
                        assert!(*pool.lease(open).unwrap().connection().unwrap() < 3);
                        std::thread::yield_now();
                    }
                });
            }
        });
        assert_eq!(pool.usage(), (opened.into_inner(), 0));
    }

    #[test]
    fn what_comes_free_goes_to_who_waits_and_not_to_who_comes_then() {
        let pool = pool(1, 60_000);
        let order = Mutex::new(Vec::new());
        let held = pool.lease(|| Ok(1)).unwrap();
        std::thread::scope(|scope| {
            scope.spawn(|| {
                let lease = pool.lease(|| Ok(2)).unwrap();
                order.lock().unwrap().push("waited");
                drop(lease);
            });
            while pool.usage().1 == 0 {
                std::thread::yield_now();
            }
            drop(held);
            let lease = pool.lease(|| Ok(3)).unwrap();
            order.lock().unwrap().push("came then");
            drop(lease);
        });
        assert_eq!(order.into_inner().unwrap(), ["waited", "came then"]);
        assert_eq!(pool.usage(), (1, 0));
    }

    #[test]
    fn close_waits_for_the_leases_and_refuses_new_ones() {
        let pool = pool(2, 60_000);
        let lease = pool.lease(|| Ok(1)).unwrap();
        std::thread::scope(|scope| {
            let closing = scope.spawn(|| pool.close());
            while !pool.lock().closed {
                std::thread::yield_now();
            }
            assert_eq!(pool.lease(|| Ok(2)).err().unwrap().code(), ErrorCode::Closed);
            assert!(!closing.is_finished());
            drop(lease);
            closing.join().unwrap();
        });
        assert_eq!(pool.usage(), (0, 0));
        pool.close();
    }
}
