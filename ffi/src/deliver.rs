//! The thread on which an engine's submitted calls are answered.
//!
//! Callbacks never run on the engine's own threads, so one that takes long delays other callbacks
//! and no call, and one that calls the library again finds it free. Each runs exactly once: every
//! call that was accepted is answered, if only with `SV_CLOSED`.

use std::collections::VecDeque;
use std::ffi::c_void;
use std::pin::Pin;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::JoinHandle;

use silvervine_core::{Error, ErrorKind, Submitted};

use crate::error;
use crate::status::{Fault, SV_OK};
use crate::submit::SvCallback;
use crate::text::SvText;

/// How many calls may wait for their callbacks: the engine's own queue and what it has answered
/// while a callback takes long.
const UNANSWERED_MAX: usize = 65_536;

/// What the host wants to hear, and with what.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) callback: SvCallback,
    pub(crate) data: *mut c_void,
}

// SAFETY: the host promises that the callback and its data may be used on a library thread.
unsafe impl Send for Answer {}

/// A call that was accepted. It holds nothing once it is answered.
#[derive(Debug)]
pub(crate) struct Waiting {
    call: Mutex<Option<(Submitted<String>, Answer)>>,
    shared: Arc<Shared>,
}

impl Waiting {
    fn lock(&self) -> MutexGuard<'_, Option<(Submitted<String>, Answer)>> {
        self.call.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Cancels the call if it has not begun; its callback hears what became of it.
    pub(crate) fn cancel(&self) {
        if let Some((submitted, _)) = self.lock().as_ref() {
            submitted.cancel();
        }
    }
}

impl Wake for Waiting {
    fn wake(self: Arc<Self>) {
        let shared = Arc::clone(&self.shared);
        shared.lock().ready.push_back(self);
        shared.filled.notify_one();
    }
}

#[derive(Debug, Default)]
struct State {
    ready: VecDeque<Arc<Waiting>>,
    unanswered: usize,
    closing: bool,
    thread: Option<JoinHandle<()>>,
}

#[derive(Debug, Default)]
struct Shared {
    state: Mutex<State>,
    filled: Condvar,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A place among the unanswered. A call that does not begin gives it back, be it by a panic:
/// closing waits until none is taken.
struct Reserved<'s>(&'s Shared);

impl Drop for Reserved<'_> {
    fn drop(&mut self) {
        self.0.lock().unanswered -= 1;
        self.0.filled.notify_one();
    }
}

/// Answers the submitted calls of one engine.
#[derive(Debug, Default)]
pub(crate) struct Deliverer(Arc<Shared>);

impl Deliverer {
    /// Begins a call and answers it later. What this refuses is not answered. `name` sees the call
    /// before anything can happen to it.
    pub(crate) fn accept(
        &self,
        answer: Answer,
        name: impl FnOnce(&Arc<Waiting>) -> Result<(), Fault>,
        begin: impl FnOnce() -> Submitted<String>,
    ) -> Result<(), Fault> {
        self.reserve()?;
        let place = Reserved(&self.0);
        let waiting = Arc::new(Waiting { call: Mutex::default(), shared: Arc::clone(&self.0) });
        name(&waiting)?;
        // Not under the lock: beginning may finish a call, which wakes it, which locks.
        let submitted = begin();
        *waiting.lock() = Some((submitted, answer));
        // Whoever answers the call gives the place back.
        std::mem::forget(place);
        waiting.wake();
        Ok(())
    }

    fn reserve(&self) -> Result<(), Fault> {
        let mut state = self.0.lock();
        if state.closing {
            return Err(Fault::closed());
        }
        if state.unanswered >= UNANSWERED_MAX {
            let queued_max = i64::try_from(UNANSWERED_MAX).unwrap_or(i64::MAX);
            return Err(Error::from(ErrorKind::Overloaded { queued_max }).into());
        }
        if state.thread.is_none() {
            let shared = Arc::clone(&self.0);
            let thread = std::thread::Builder::new()
                .name("silvervine-answer".into())
                .spawn(move || answer_all(&shared))
                .map_err(|e| Error::internal(format!("a thread did not start: {e}")))?;
            state.thread = Some(thread);
        }
        state.unanswered += 1;
        Ok(())
    }

    /// Answers what is left, once the engine is closed. Waits for it, but not for itself.
    pub(crate) fn close(&self) {
        let mut state = self.0.lock();
        state.closing = true;
        let thread = state.thread.take();
        drop(state);
        self.0.filled.notify_one();
        let me = std::thread::current().id();
        if let Some(thread) = thread.filter(|thread| thread.thread().id() != me) {
            // It cannot panic: it runs nothing but callbacks, which must not unwind.
            let _ = thread.join();
        }
    }
}

fn answer_all(shared: &Shared) {
    loop {
        let mut state = shared.lock();
        let waiting = loop {
            if let Some(waiting) = state.ready.pop_front() {
                break waiting;
            }
            if state.closing && state.unanswered == 0 {
                return;
            }
            state = shared.filled.wait(state).unwrap_or_else(PoisonError::into_inner);
        };
        drop(state);
        if answered(&waiting) {
            shared.lock().unanswered -= 1;
        }
    }
}

/// Answers a call if its outcome is there; else it is woken when it is.
fn answered(waiting: &Arc<Waiting>) -> bool {
    let mut call = waiting.lock();
    let Some((submitted, _)) = call.as_mut() else { return false };
    let waker = Waker::from(Arc::clone(waiting));
    let Poll::Ready(outcome) = Pin::new(submitted).poll(&mut Context::from_waker(&waker)) else {
        return false;
    };
    let answer = call.take().map(|(_, answer)| answer);
    drop(call);
    let Some(Answer { callback: Some(callback), data }) = answer else { return true };
    match outcome {
        // SAFETY: the host promises that the callback is valid until it was called.
        Ok(text) => unsafe { callback(data, SV_OK, SvText::lent(&text), std::ptr::null()) },
        Err(error) => {
            let fault = Fault::Engine(error);
            let status = fault.status();
            let error = error::publish(fault);
            // SAFETY: as above.
            unsafe { callback(data, status, SvText::ABSENT, error) };
            error::sv_error_free(error);
        }
    }
    true
}
