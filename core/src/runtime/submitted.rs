//! The future of a submitted call.

use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use crate::error::{Error, ErrorKind, Result};

#[derive(Debug)]
struct State<T> {
    outcome: Option<Result<T>>,
    waker: Option<Waker>,
    finished: bool,
}

/// Where a worker leaves the outcome of a call.
#[derive(Debug)]
pub(crate) struct Slot<T> {
    state: Mutex<State<T>>,
    ready: Condvar,
    abandoned: Arc<AtomicBool>,
}

impl<T> Slot<T> {
    pub(crate) fn new() -> Arc<Self> {
        Arc::new(Slot {
            state: Mutex::new(State { outcome: None, waker: None, finished: false }),
            ready: Condvar::new(),
            abandoned: Arc::default(),
        })
    }

    /// Whether nobody waits any more, so that a call which has not begun need not begin.
    pub(crate) fn is_abandoned(&self) -> bool {
        self.abandoned.load(Ordering::Acquire)
    }

    /// What becomes true when nobody waits any more.
    pub(crate) fn abandoned(&self) -> &Arc<AtomicBool> {
        &self.abandoned
    }

    pub(crate) fn finish(&self, outcome: Result<T>) {
        let mut state = self.lock();
        state.outcome = Some(outcome);
        state.finished = true;
        let waker = state.waker.take();
        drop(state);
        self.ready.notify_all();
        if let Some(waker) = waker {
            waker.wake();
        }
    }

    fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A call that was submitted: a future for any executor, or something a thread can wait for.
///
/// Dropping it cancels it: a call that has not begun never does, a read that runs is stopped where
/// the driver can, a write that has begun completes all the same.
/// [`Submitted::detach`] lets a call run to its end unheard.
#[derive(Debug)]
#[must_use = "dropping it cancels the call"]
pub struct Submitted<T> {
    slot: Arc<Slot<T>>,
    detached: bool,
}

impl<T> Submitted<T> {
    pub(crate) fn new(slot: Arc<Slot<T>>) -> Self {
        Submitted { slot, detached: false }
    }

    /// A call that was refused before it could be queued.
    pub(crate) fn refused(error: Error) -> Self {
        let slot = Slot::new();
        slot.finish(Err(error));
        Submitted::new(slot)
    }

    /// Blocks the thread until the outcome is there.
    pub fn wait(self) -> Result<T> {
        let mut state = self.slot.lock();
        loop {
            if let Some(outcome) = state.outcome.take() {
                return outcome;
            }
            if state.finished {
                return Err(ErrorKind::Cancelled {}.into());
            }
            state = self.slot.ready.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Cancels the call, unless it is a write that has begun. The outcome tells: `cancelled`, or
    /// what the call did.
    pub fn cancel(&self) {
        self.slot.abandoned.store(true, Ordering::Release);
    }

    /// Lets the call run to its end, whether or not anybody waits for it.
    pub fn detach(mut self) {
        self.detached = true;
    }
}

impl<T> Future for Submitted<T> {
    type Output = Result<T>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut state = self.slot.lock();
        if let Some(outcome) = state.outcome.take() {
            return Poll::Ready(outcome);
        }
        if state.finished {
            return Poll::Ready(Err(ErrorKind::Cancelled {}.into()));
        }
        state.waker = Some(cx.waker().clone());
        Poll::Pending
    }
}

impl<T> Drop for Submitted<T> {
    fn drop(&mut self) {
        if !self.detached {
            self.slot.abandoned.store(true, Ordering::Release);
        }
    }
}
