//! The one writer, and how concurrent callers share its commits.
//!
//! A caller who finds the writer idle becomes its leader and runs its job on its own thread. One
//! who finds it busy leaves a ticket and sleeps. Before it commits, the leader also runs the jobs
//! of those who wait, so one fsync serves them all; after it, the first who came since becomes the
//! leader, and then the others are woken. Nothing waits for a batch to fill: while one commit is
//! under way the next batch gathers by itself.

use std::collections::VecDeque;
use std::ptr::NonNull;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::Thread;

use super::batch::{self, Entry, Guests};
use super::checkpoint::{Checkpointer, Need};
use super::connection::Conn;
use super::counters::Counters;
use super::lock;
use super::open::Place;
use crate::error::{ErrorKind, Result};

/// The one writer of a store.
#[derive(Debug)]
pub(super) struct Writer {
    gate: Mutex<Gate>,
    /// Told when the last leader leaves a closed gate.
    idle: Condvar,
    /// The leader's; readers of a store in memory borrow it between batches.
    desk: Mutex<Desk>,
    checkpointer: Option<Checkpointer>,
    counters: Arc<Counters>,
}

/// The connection that writes, in all its states.
#[derive(Debug)]
pub(super) enum Desk {
    /// The first write makes it.
    Unopened(Arc<Place>),
    /// It is there.
    Open(Box<Conn>),
    /// It is gone for good.
    Closed,
}

impl Desk {
    fn conn(&mut self) -> Result<&mut Conn> {
        if let Desk::Unopened(place) = self {
            *self = Desk::Open(Box::new(place.writer()?));
        }
        match self {
            Desk::Open(conn) => Ok(conn),
            _ => Err(ErrorKind::Closed {}.into()),
        }
    }
}

#[derive(Debug, Default)]
struct Gate {
    /// Whether there is a leader.
    busy: bool,
    closed: bool,
    queue: VecDeque<Waiting>,
}

/// A ticket in the queue, which lies on its caller's stack.
#[derive(Debug, Clone, Copy)]
struct Waiting(NonNull<Ticket>);

// SAFETY: a ticket's caller sleeps until its state says that nobody will touch it again, and until
// then only the leader does. The jobs behind it are Send.
unsafe impl Send for Waiting {}

#[derive(Debug)]
struct Ticket {
    entries: NonNull<[Entry<'static, 'static>]>,
    /// Whether the caller wants the writer to itself, rather than its jobs run.
    exclusive: bool,
    state: AtomicU8,
    thread: Thread,
}

const WAITING: u8 = 0;
/// The caller shall lead.
const LEAD: u8 = 1;
/// The jobs have their outcomes.
const DONE: u8 = 2;

impl Writer {
    pub(super) fn new(
        desk: Desk,
        checkpointer: Option<Checkpointer>,
        counters: Arc<Counters>,
    ) -> Writer {
        Writer {
            gate: Mutex::default(),
            idle: Condvar::new(),
            desk: Mutex::new(desk),
            checkpointer,
            counters,
        }
    }

    /// Runs at most [`batch::BATCH_JOBS_MAX`] jobs to their outcomes.
    pub(super) fn run(&self, entries: &mut [Entry<'_, '_>]) -> Result<()> {
        if self.enter(entries, false)? {
            self.lead(entries);
        }
        Ok(())
    }

    /// Does something while nobody writes.
    pub(super) fn exclusively<R>(&self, work: impl FnOnce(&mut Conn) -> Result<R>) -> Result<R> {
        self.enter(&mut [], true)?;
        let result = lock(&self.desk).conn().and_then(work);
        self.hand_over();
        result
    }

    /// Borrows the connection between two batches, without a turn in the queue.
    pub(super) fn between<R>(&self, work: impl FnOnce(&mut Conn) -> Result<R>) -> Result<R> {
        lock(&self.desk).conn().and_then(work)
    }

    pub(super) fn checkpointer(&self) -> Option<&Checkpointer> {
        self.checkpointer.as_ref()
    }

    /// Lets those who wait finish, refuses everybody else, and gives the connection back.
    pub(super) fn close(&self) -> Option<Box<Conn>> {
        let mut gate = lock(&self.gate);
        gate.closed = true;
        while gate.busy {
            gate = self.idle.wait(gate).unwrap_or_else(std::sync::PoisonError::into_inner);
        }
        drop(gate);
        if let Some(checkpointer) = &self.checkpointer {
            checkpointer.stop();
        }
        match std::mem::replace(&mut *lock(&self.desk), Desk::Closed) {
            Desk::Open(conn) => Some(conn),
            _ => None,
        }
    }

    /// Answers true when the caller leads, false when another leader has run its jobs.
    fn enter(&self, entries: &mut [Entry<'_, '_>], exclusive: bool) -> Result<bool> {
        let mut gate = lock(&self.gate);
        if gate.closed {
            return Err(ErrorKind::Closed {}.into());
        }
        if !gate.busy {
            gate.busy = true;
            return Ok(true);
        }
        let entries = NonNull::from(entries);
        let ticket = Ticket {
            // SAFETY: only the lifetimes change. The ticket is used until its state leaves
            // WAITING, and this call, which borrows the entries, does not return before.
            entries: unsafe {
                std::mem::transmute::<NonNull<[Entry<'_, '_>]>, NonNull<[Entry<'_, '_>]>>(entries)
            },
            exclusive,
            state: AtomicU8::new(WAITING),
            thread: std::thread::current(),
        };
        gate.queue.push_back(Waiting(NonNull::from(&ticket)));
        drop(gate);
        loop {
            match ticket.state.load(Ordering::Acquire) {
                LEAD => return Ok(true),
                DONE => return Ok(false),
                _ => std::thread::park(),
            }
        }
    }

    fn lead(&self, own: &mut [Entry<'_, '_>]) {
        let mut guests = Queue { gate: &self.gate, tickets: Vec::new(), jobs: 0 };
        let mut desk = lock(&self.desk);
        let conn = match desk.conn() {
            Ok(conn) => conn,
            Err(error) => {
                own.iter_mut().for_each(|entry| entry.fail(error.clone()));
                return self.hand_over();
            }
        };
        batch::run(conn, own, &mut guests, &self.counters);
        let frames = conn.database().wal_frames();
        self.counters.wal_frames.set(u64::from(frames));
        if let Some(checkpointer) = &self.checkpointer
            && self.shall_finish(checkpointer.note(frames))
        {
            // Those who are served go first, the next batch waits.
            guests.release();
            checkpointer.finish(conn.database());
        }
        drop(desk);
        // The next leader is on its way while the others are woken.
        self.hand_over();
        guests.release();
    }

    /// How many callers wait for their turn.
    #[cfg(test)]
    pub(super) fn waiting(&self) -> usize {
        lock(&self.gate).queue.len()
    }

    /// Whether it takes no more jobs.
    #[cfg(test)]
    pub(super) fn is_closed(&self) -> bool {
        lock(&self.gate).closed
    }

    fn shall_finish(&self, need: Need) -> bool {
        match need {
            Need::Nothing => false,
            Need::FinishIfAlone => lock(&self.gate).queue.is_empty(),
            Need::Finish => true,
        }
    }

    fn hand_over(&self) {
        let mut gate = lock(&self.gate);
        match gate.queue.pop_front() {
            Some(next) => {
                drop(gate);
                next.tell(LEAD);
            }
            None => {
                gate.busy = false;
                if gate.closed {
                    self.idle.notify_all();
                }
            }
        }
    }
}

impl Waiting {
    /// Ends the caller's sleep. Nobody uses the ticket after this.
    fn tell(self, state: u8) {
        // SAFETY: the caller sleeps until the state changes, so the ticket is there; the handle of
        // its thread is cloned first, because with the store the ticket may be gone.
        unsafe {
            let ticket = self.0.as_ref();
            let thread = ticket.thread.clone();
            ticket.state.store(state, Ordering::Release);
            thread.unpark();
        }
    }
}

/// The tickets that one batch has taken from the queue.
struct Queue<'w> {
    gate: &'w Mutex<Gate>,
    tickets: Vec<Waiting>,
    jobs: usize,
}

impl Queue<'_> {
    fn release(&mut self) {
        for waiting in self.tickets.drain(..) {
            waiting.tell(DONE);
        }
    }
}

impl Guests for Queue<'_> {
    fn len(&self) -> usize {
        self.jobs
    }

    fn admit(&mut self, room: usize) -> bool {
        let limit = self.jobs + room;
        let before = self.jobs;
        let mut gate = lock(self.gate);
        while let Some(waiting) = gate.queue.front() {
            // SAFETY: a ticket in the queue belongs to a caller who sleeps.
            let ticket = unsafe { waiting.0.as_ref() };
            if ticket.exclusive || self.jobs + ticket.entries.len() > limit {
                break;
            }
            self.jobs += ticket.entries.len();
            self.tickets.extend(gate.queue.pop_front());
        }
        self.jobs > before
    }

    fn visit(&mut self, from: usize, each: &mut dyn FnMut(&mut Entry<'_, '_>) -> bool) -> bool {
        let mut index = 0;
        for waiting in &self.tickets {
            // SAFETY: the caller sleeps, and its ticket was taken from the queue, so this leader
            // alone uses its entries.
            let entries = unsafe { &mut *waiting.0.as_ref().entries.as_ptr() };
            for entry in entries {
                if index >= from && !each(entry) {
                    return false;
                }
                index += 1;
            }
        }
        true
    }
}
