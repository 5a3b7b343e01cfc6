//! A submitted call whose promise waits.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};

use silvervine::Submitted;

use crate::inbox::{Inbox, Outcome, lock};

/// A call that can be cancelled.
pub(crate) trait Cancel: Send + Sync {
    /// Cancels the call, unless it is a write that has begun; its promise then hears `cancelled`.
    fn cancel(&self);
}

/// Polls a submitted call once at its begin and once when a worker has finished it: the second
/// poll happens on the worker's thread, and hands the outcome to the event loop.
pub(crate) struct Waiting<T> {
    inbox: Arc<Inbox>,
    number: u32,
    call: Mutex<Option<Submitted<T>>>,
}

impl<T: Outcome> Waiting<T> {
    pub(crate) fn begin(inbox: Arc<Inbox>, number: u32, call: Submitted<T>) -> Arc<dyn Cancel> {
        let waiting = Arc::new(Waiting { inbox, number, call: Mutex::new(Some(call)) });
        waiting.poll();
        waiting
    }

    fn poll(self: &Arc<Self>) {
        let mut call = lock(&self.call);
        let Some(future) = call.as_mut() else { return };
        let waker = Waker::from(Arc::clone(self));
        if let Poll::Ready(outcome) = Pin::new(future).poll(&mut Context::from_waker(&waker)) {
            *call = None;
            drop(call);
            self.inbox.finish(self.number, outcome);
        }
    }
}

impl<T: Outcome> Cancel for Waiting<T> {
    fn cancel(&self) {
        if let Some(call) = lock(&self.call).as_ref() {
            call.cancel();
        }
    }
}

impl<T: Outcome> Wake for Waiting<T> {
    fn wake(self: Arc<Self>) {
        self.poll();
    }
}
