//! The bounded worker pool behind `engine.submit`.
//!
//! Where writes take turns they have one worker: it takes all that wait and hands them to the
//! driver at once, so that calls which arrive together share one commit. Else each has a worker, up
//! to a bound, as reads have for each reader of the store.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, Weak};
use std::thread::JoinHandle;

use uuid::Uuid;

use crate::error::{Error, ErrorKind, Result};
use crate::ops::Kind;
use crate::store::{Connection, Driver, WriteJob};

/// The most writes that share one commit.
const BATCH_CALLS_MAX: usize = 256;

/// The most workers of each kind. Threads past the cores of this machine only wait for a server,
/// and calls that come one by one need few.
pub(crate) const WORKERS_MAX: u32 = 8;

/// A call that waits for a worker.
pub(crate) trait Task: Send {
    /// Whether nobody waits for it any more.
    fn is_abandoned(&self) -> bool;

    /// The one whose data it writes.
    fn user(&self) -> Option<Uuid>;

    /// Does the work; it may be run again from its start, and never panics.
    fn run(&mut self, connection: &mut dyn Connection) -> Result<()>;

    /// Hands the outcome to whoever waits.
    fn finish(self: Box<Self>, outcome: Result<()>);
}

#[derive(Default)]
struct Queue {
    reads: VecDeque<Box<dyn Task>>,
    writes: VecDeque<Box<dyn Task>>,
    workers: Vec<JoinHandle<()>>,
    closed: bool,
}

struct Shared {
    driver: Arc<dyn Driver>,
    queue: Mutex<Queue>,
    read_waits: Condvar,
    write_waits: Condvar,
    queued_max: usize,
}

/// The pool.
pub(crate) struct Pool(Arc<Shared>);

impl std::fmt::Debug for Pool {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pool").field("queued", &self.queued()).finish_non_exhaustive()
    }
}

impl Pool {
    pub(crate) fn new(driver: Arc<dyn Driver>, queued_max: usize) -> Self {
        Pool(Arc::new(Shared {
            driver,
            queue: Mutex::default(),
            read_waits: Condvar::new(),
            write_waits: Condvar::new(),
            queued_max,
        }))
    }

    /// How many calls wait.
    pub(crate) fn queued(&self) -> usize {
        let queue = self.0.lock();
        queue.reads.len() + queue.writes.len()
    }

    /// Queues a call, or hands it back with the reason why not.
    pub(crate) fn submit(
        &self,
        kind: Kind,
        task: Box<dyn Task>,
    ) -> Result<(), (Box<dyn Task>, Error)> {
        let mut queue = self.0.lock();
        if let Err(error) = self.0.has_room(&queue) {
            return Err((task, error));
        }
        if queue.workers.is_empty()
            && let Err(error) = self.start(&mut queue)
        {
            return Err((task, error));
        }
        self.0.push(&mut queue, kind, task);
        Ok(())
    }

    /// The pool for its own tasks.
    pub(crate) fn handle(&self) -> PoolHandle {
        PoolHandle(Arc::downgrade(&self.0))
    }

    fn start(&self, queue: &mut Queue) -> Result<()> {
        let spawn = |name: &str, work: fn(&Shared)| -> Result<JoinHandle<()>> {
            let shared = Arc::clone(&self.0);
            std::thread::Builder::new()
                .name(name.into())
                .spawn(move || work(&shared))
                .map_err(|e| Error::internal(format!("a worker thread did not start: {e}")))
        };
        let limits = self.0.driver.limits();
        let write = if limits.writers > 1 { write_alone_loop } else { write_loop };
        for _ in 0..limits.writers.clamp(1, WORKERS_MAX) {
            queue.workers.push(spawn("silvervine-write", write)?);
        }
        for _ in 0..limits.readers.clamp(1, WORKERS_MAX) {
            queue.workers.push(spawn("silvervine-read", read_loop)?);
        }
        Ok(())
    }

    /// Ends the pool: calls which have begun complete, the others fail with `closed`.
    pub(crate) fn close(&self) {
        let mut queue = self.0.lock();
        queue.closed = true;
        let waiting: Vec<_> = {
            let Queue { reads, writes, .. } = &mut *queue;
            reads.drain(..).chain(writes.drain(..)).collect()
        };
        let workers = std::mem::take(&mut queue.workers);
        drop(queue);
        self.0.read_waits.notify_all();
        self.0.write_waits.notify_all();
        for task in waiting {
            task.finish(Err(ErrorKind::Closed {}.into()));
        }
        let me = std::thread::current().id();
        for worker in workers.into_iter().filter(|worker| worker.thread().id() != me) {
            // A worker cannot panic: tasks catch what their handlers throw.
            let _ = worker.join();
        }
    }
}

/// A running pool as its tasks have it, which follow one another through the queue. It does not
/// keep the pool.
#[derive(Clone)]
pub(crate) struct PoolHandle(Weak<Shared>);

impl std::fmt::Debug for PoolHandle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PoolHandle")
    }
}

impl PoolHandle {
    /// Queues a call, or hands it back with the reason why not.
    pub(crate) fn submit(
        &self,
        kind: Kind,
        task: Box<dyn Task>,
    ) -> Result<(), (Box<dyn Task>, Error)> {
        let Some(shared) = self.0.upgrade() else {
            return Err((task, ErrorKind::Closed {}.into()));
        };
        let mut queue = shared.lock();
        match shared.has_room(&queue) {
            Ok(()) => shared.push(&mut queue, kind, task),
            Err(error) => return Err((task, error)),
        }
        Ok(())
    }
}

impl Shared {
    fn has_room(&self, queue: &Queue) -> Result<()> {
        if queue.closed {
            return Err(ErrorKind::Closed {}.into());
        }
        if queue.reads.len() + queue.writes.len() >= self.queued_max {
            let queued_max = i64::try_from(self.queued_max).unwrap_or(i64::MAX);
            return Err(ErrorKind::Overloaded { queued_max }.into());
        }
        Ok(())
    }

    fn push(&self, queue: &mut Queue, kind: Kind, task: Box<dyn Task>) {
        match kind {
            Kind::Read => {
                queue.reads.push_back(task);
                self.read_waits.notify_one();
            }
            Kind::Write => {
                queue.writes.push_back(task);
                self.write_waits.notify_one();
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The next call of a kind, or none once the pool is closed.
fn next(
    shared: &Shared,
    waits: &Condvar,
    kind: fn(&mut Queue) -> &mut VecDeque<Box<dyn Task>>,
) -> Option<Box<dyn Task>> {
    let mut queue = shared.lock();
    loop {
        if let Some(task) = kind(&mut queue).pop_front() {
            return Some(task);
        }
        if queue.closed {
            return None;
        }
        queue = waits.wait(queue).unwrap_or_else(PoisonError::into_inner);
    }
}

fn read_loop(shared: &Shared) {
    while let Some(mut task) = next(shared, &shared.read_waits, |queue| &mut queue.reads) {
        let outcome = match task.is_abandoned() {
            true => Err(ErrorKind::Cancelled {}.into()),
            false => shared.driver.read(&mut |connection| task.run(connection)),
        };
        task.finish(outcome);
    }
}

/// Writes one by one, beside other workers.
fn write_alone_loop(shared: &Shared) {
    while let Some(mut task) = next(shared, &shared.write_waits, |queue| &mut queue.writes) {
        let (abandoned, user) = (task.is_abandoned(), task.user());
        let job: &mut WriteJob<'_> = &mut |connection| task.run(connection);
        let outcome = match (abandoned, user) {
            (true, _) => Err(ErrorKind::Cancelled {}.into()),
            (false, Some(user)) => shared.driver.write_for(user, job),
            (false, None) => shared.driver.write(job),
        };
        task.finish(outcome);
    }
}

fn write_loop(shared: &Shared) {
    loop {
        let mut queue = shared.lock();
        while queue.writes.is_empty() {
            if queue.closed {
                return;
            }
            queue = shared.write_waits.wait(queue).unwrap_or_else(PoisonError::into_inner);
        }
        let count = queue.writes.len().min(BATCH_CALLS_MAX);
        let taken: Vec<_> = queue.writes.drain(..count).collect();
        drop(queue);
        let (abandoned, tasks): (Vec<_>, Vec<_>) =
            taken.into_iter().partition(|t| t.is_abandoned());
        for task in abandoned {
            task.finish(Err(ErrorKind::Cancelled {}.into()));
        }
        write_batch(shared.driver.as_ref(), tasks);
    }
}

fn write_batch(driver: &dyn Driver, mut tasks: Vec<Box<dyn Task>>) {
    let mut closures: Vec<_> = tasks
        .iter_mut()
        .map(|task| move |connection: &mut dyn Connection| task.run(connection))
        .collect();
    let mut jobs: Vec<&mut WriteJob<'_>> =
        closures.iter_mut().map(|job| job as &mut WriteJob<'_>).collect();
    let outcomes = driver.write_batch(&mut jobs);
    drop(jobs);
    drop(closures);
    for (task, outcome) in tasks.into_iter().zip(outcomes) {
        task.finish(outcome);
    }
}
