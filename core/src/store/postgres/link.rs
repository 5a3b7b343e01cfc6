//! A connection and the loop that drives it on the thread of the caller.
//!
//! What is sent and what is waited for are apart. [`Link::send`] queues a request and goes on; its
//! answer is taken when a later one is waited for, since a server answers in order. So a
//! transaction's BEGIN travels with its first statement, and the end of a read with the next job.

use std::collections::VecDeque;
use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use tokio_postgres::{Client, Error};

use super::socket::Line;

/// A request that was sent and whose answer is still to come.
pub(super) type Reply = Pin<Box<dyn Future<Output = Result<u64, Error>> + Send>>;

/// The protocol's own half of a connection.
pub(super) type Wire = Pin<Box<dyn Future<Output = Result<(), Error>> + Send>>;

/// What a failed request means to those after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    /// It fails the job: the statement of this name.
    OfJob(&'static str),
    /// The same, of a statement that divides by nothing where its guard did not hold.
    Guarding(&'static str),
    /// It begins or ends a transaction: without it nobody knows what state the connection is in.
    OfConnection,
}

/// Why a connection is of no more use.
#[derive(Debug)]
pub(super) enum Loss {
    /// The server or the network ended it.
    Ended(Option<Error>),
    /// The server did not answer in time.
    Silent,
}

struct Sent {
    reply: Reply,
    weight: Weight,
}

/// One connection. It must not be used after a [`Loss`].
pub(super) struct Link {
    // Dropped in this order: the wire takes its leave once the client is gone.
    client: Arc<Client>,
    sent: VecDeque<Sent>,
    failed: Option<(Error, Weight)>,
    unsure: Option<Error>,
    wire: Parting,
    line: Arc<Line>,
    patience: Duration,
    round_trips: u64,
}

/// A wire that tells the server when it ends.
struct Parting {
    wire: Wire,
    ended: Option<Option<Error>>,
}

impl Parting {
    fn poll(&mut self, cx: &mut Context<'_>) {
        if self.ended.is_none()
            && let Poll::Ready(end) = self.wire.as_mut().poll(cx)
        {
            self.ended = Some(end.err());
        }
    }
}

impl Drop for Parting {
    fn drop(&mut self) {
        // Once writes the farewell, once closes; a socket without room for it closes without.
        let mut cx = Context::from_waker(Waker::noop());
        self.poll(&mut cx);
        self.poll(&mut cx);
    }
}

impl std::fmt::Debug for Link {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Link").field("sent", &self.sent.len()).finish_non_exhaustive()
    }
}

impl Link {
    pub(super) fn new(client: Client, wire: Wire, line: Arc<Line>, patience: Duration) -> Link {
        Link {
            client: Arc::new(client),
            sent: VecDeque::new(),
            failed: None,
            unsure: None,
            wire: Parting { wire, ended: None },
            line,
            patience,
            round_trips: 0,
        }
    }

    pub(super) fn client(&self) -> &Arc<Client> {
        &self.client
    }

    /// How often a caller waited for an answer, since this was last asked.
    pub(super) fn take_round_trips(&mut self) -> u64 {
        std::mem::take(&mut self.round_trips)
    }

    /// The first request of the present job that failed after it was sent, with its statement.
    pub(super) fn take_failed(&mut self) -> Option<(Error, Weight)> {
        self.failed.take()
    }

    /// Forgets what was sent and is still to be answered: it is nothing to whoever comes next.
    /// Whether the connection can be used still counts.
    pub(super) fn disown(&mut self) {
        self.failed = None;
        // An answer that nobody waits for is read and dropped.
        self.sent.retain(|sent| sent.weight == Weight::OfConnection);
    }

    /// Queues a request. It leaves with the next that is waited for, or with [`Link::flush`].
    pub(super) fn send(&mut self, mut reply: Reply, weight: Weight) {
        let mut cx = Context::from_waker(Waker::noop());
        // The first poll queues it; no answer can be there yet, only a refusal to encode it.
        match reply.as_mut().poll(&mut cx) {
            Poll::Pending => self.sent.push_back(Sent { reply, weight }),
            Poll::Ready(Ok(_)) => {}
            Poll::Ready(Err(error)) => self.note(error, weight),
        }
    }

    /// Sends what is queued and waits for nothing.
    pub(super) fn flush(&mut self) {
        let mut cx = Context::from_waker(Waker::noop());
        self.line.hold();
        self.wire.poll(&mut cx);
    }

    /// Whether the server has ended the connection since it was last used.
    pub(super) fn is_over(&mut self) -> bool {
        let mut cx = Context::from_waker(Waker::noop());
        self.line.glance();
        self.wire.poll(&mut cx);
        self.collect(&mut cx);
        self.wire.ended.is_some() || self.unsure.is_some()
    }

    /// Waits for a request, and for all that were sent before it.
    pub(super) fn wait<F: Future>(&mut self, request: F) -> Result<F::Output, Loss> {
        let mut request = pin!(request);
        let mut cx = Context::from_waker(Waker::noop());
        let mut since: Option<Instant> = None;
        loop {
            self.collect(&mut cx);
            if let Poll::Ready(output) = request.as_mut().poll(&mut cx) {
                self.collect(&mut cx);
                return match self.unsure.take() {
                    Some(error) => Err(Loss::Ended(Some(error))),
                    None => Ok(output),
                };
            }
            if let Some(end) = &mut self.wire.ended {
                return Err(Loss::Ended(self.unsure.take().or_else(|| end.take())));
            }
            self.line.hold();
            self.wire.poll(&mut cx);
            if self.wire.ended.is_some() {
                continue;
            }
            let began = *since.get_or_insert_with(|| {
                self.round_trips += 1;
                Instant::now()
            });
            self.line.wait();
            self.wire.poll(&mut cx);
            if self.line.take_heard() {
                since = Some(Instant::now());
            } else if began.elapsed() > self.patience {
                return Err(Loss::Silent);
            }
        }
    }

    /// Takes the answers that have come, in order.
    fn collect(&mut self, cx: &mut Context<'_>) {
        while let Some(first) = self.sent.front_mut() {
            let Poll::Ready(answer) = first.reply.as_mut().poll(cx) else { return };
            let weight = first.weight;
            self.sent.pop_front();
            if let Err(error) = answer {
                self.note(error, weight);
            }
        }
    }

    fn note(&mut self, error: Error, weight: Weight) {
        match weight {
            Weight::OfJob(_) | Weight::Guarding(_) => {
                self.failed.get_or_insert((error, weight));
            }
            Weight::OfConnection => {
                self.unsure.get_or_insert(error);
            }
        }
    }
}

/// Drives the opening of a connection, which owns its socket meanwhile. None if it takes too long.
pub(super) fn alone<F: Future>(opening: F, line: &Line, timeout: Duration) -> Option<F::Output> {
    let mut opening = pin!(opening);
    let mut cx = Context::from_waker(Waker::noop());
    let began = Instant::now();
    loop {
        line.wait();
        if let Poll::Ready(output) = opening.as_mut().poll(&mut cx) {
            return Some(output);
        }
        if !line.take_heard() && began.elapsed() > timeout {
            return None;
        }
    }
}
