//! Several jobs in one transaction, each with its own outcome.
//!
//! The jobs run one after another with nothing between them. That is right as long as each either
//! succeeds or refuses before it changed anything, which is nearly always so. When a job fails
//! after a change, the whole transaction is undone and every job runs again behind a savepoint of
//! its own (a savepoint costs 2-3 us, a third of a consume, so it is not paid in advance). When the
//! store fails, or the commit does, each job runs again in a transaction of its own: the one that
//! meets the failure reports it, and nobody else's work is lost. A job that panicked is not run
//! again; its changes are undone like those of a failure.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::connection::{Conn, Trace};
use super::counters::Counters;
use crate::error::{Error, ErrorCode, Result};
use crate::store::WriteJob;

/// What became of a job.
#[derive(Debug)]
pub(super) enum Outcome {
    /// Not run yet.
    Pending,
    /// It returned.
    Returned(Result<()>),
    /// It panicked with this.
    Panicked(Box<dyn Any + Send>),
}

/// One job and what became of it.
pub(super) struct Entry<'a, 'j> {
    job: &'a mut WriteJob<'j>,
    outcome: Outcome,
}

impl<'a, 'j> Entry<'a, 'j> {
    pub(super) fn new(job: &'a mut WriteJob<'j>) -> Self {
        Entry { job, outcome: Outcome::Pending }
    }

    /// What became of it.
    pub(super) fn into_outcome(self) -> Outcome {
        self.outcome
    }

    pub(super) fn fail(&mut self, error: Error) {
        self.outcome = Outcome::Returned(Err(error));
    }

    fn has_panicked(&self) -> bool {
        matches!(self.outcome, Outcome::Panicked(_))
    }

    /// Whether it met another transaction and shall run again.
    fn has_collided(&self) -> bool {
        match &self.outcome {
            Outcome::Returned(Err(error)) => error.code() == ErrorCode::Serialization,
            _ => false,
        }
    }

    fn has_succeeded(&self) -> bool {
        matches!(self.outcome, Outcome::Returned(Ok(())))
    }

    /// Runs the job in the open transaction; an outcome of Ok still waits for the commit.
    fn run(&mut self, conn: &mut Conn) -> Trace {
        let job = &mut self.job;
        let (result, trace) =
            conn.trace(|conn| catch_unwind(AssertUnwindSafe(|| job(conn as &mut _))));
        self.outcome = match result {
            Ok(Ok(())) if conn.is_lost() => Outcome::Returned(Err(super::connection::lost())),
            Ok(result) => Outcome::Returned(result),
            Err(payload) => Outcome::Panicked(payload),
        };
        trace
    }
}

/// A source of further jobs for a transaction that is already open.
pub(super) trait Guests {
    /// How many jobs it has brought.
    fn len(&self) -> usize;

    /// Brings those who wait now, up to `room` jobs; tells whether there were any.
    fn admit(&mut self, room: usize) -> bool;

    /// Visits the jobs it has brought from the `from`th on, until one answers false.
    fn visit(&mut self, from: usize, each: &mut dyn FnMut(&mut Entry<'_, '_>) -> bool) -> bool;
}

/// The most jobs in one transaction: it bounds how long the first waits for the last. 64 callers
/// never filled it.
pub(super) const BATCH_JOBS_MAX: usize = 256;

/// How often a job that meets another transaction is run alone before its caller is told. The store
/// has one writer, so a second collision is rare already.
const RUNS_MAX: usize = 4;

/// Runs the jobs, and those of the guests, to their outcomes.
pub(super) fn run(
    conn: &mut Conn,
    own: &mut [Entry<'_, '_>],
    guests: &mut dyn Guests,
    counters: &Counters,
) {
    match together(conn, own, guests) {
        Verdict::Settled => {}
        Verdict::BehindSavepoints => {
            conn.rollback();
            counters.reruns.add(1);
            if behind_savepoints(conn, own, guests).is_err() {
                conn.rollback();
                alone(conn, own, guests);
            }
        }
        Verdict::Alone => {
            conn.rollback();
            counters.reruns.add(1);
            alone(conn, own, guests);
        }
    }
    let jobs = (own.len() + guests.len()) as u64;
    counters.jobs.add(jobs);
    counters.batches.add(u64::from(jobs > 1));
    counters.largest_batch.raise(jobs);
}

enum Verdict {
    Settled,
    BehindSavepoints,
    Alone,
}

fn together(conn: &mut Conn, own: &mut [Entry<'_, '_>], guests: &mut dyn Guests) -> Verdict {
    if let Err(error) = conn.begin_write() {
        own.iter_mut().for_each(|entry| entry.fail(error.clone()));
        return Verdict::Settled;
    }
    let mut failure = None;
    let mut run = |entry: &mut Entry<'_, '_>| {
        let trace = entry.run(conn);
        failure = match trace {
            // A job may go on after the store failed one statement, as long as it still can.
            _ if entry.has_succeeded() => None,
            _ if entry.has_collided() => Some(Verdict::Alone),
            Trace::Clean => None,
            Trace::Changed => Some(Verdict::BehindSavepoints),
            Trace::Broken => Some(Verdict::Alone),
        };
        failure.is_none()
    };
    let mut going = own.iter_mut().all(&mut run);
    while going {
        let seen = guests.len();
        let room = BATCH_JOBS_MAX.saturating_sub(own.len() + seen);
        if room == 0 || !guests.admit(room) {
            break;
        }
        going = guests.visit(seen, &mut run);
    }
    let single = own.len() + guests.len() == 1;
    match failure {
        Some(_) if single && !own.iter().any(Entry::has_collided) => {
            conn.rollback();
            Verdict::Settled
        }
        Some(verdict) => verdict,
        None => match conn.commit() {
            Ok(()) => Verdict::Settled,
            Err(error) if single => {
                conn.rollback();
                own.iter_mut().for_each(|entry| entry.fail(error.clone()));
                Verdict::Settled
            }
            Err(_) => Verdict::Alone,
        },
    }
}

fn behind_savepoints(
    conn: &mut Conn,
    own: &mut [Entry<'_, '_>],
    guests: &mut dyn Guests,
) -> Result<()> {
    conn.begin_write()?;
    let mut result = Ok(());
    let mut run = |entry: &mut Entry<'_, '_>| {
        if !entry.has_panicked() {
            result = behind_savepoint(conn, entry);
        }
        result.is_ok()
    };
    if own.iter_mut().all(&mut run) {
        guests.visit(0, &mut run);
    }
    result?;
    conn.commit()
}

fn behind_savepoint(conn: &mut Conn, entry: &mut Entry<'_, '_>) -> Result<()> {
    conn.savepoint()?;
    let trace = entry.run(conn);
    if !entry.has_succeeded() {
        if trace == Trace::Broken {
            return Err(super::connection::lost());
        }
        conn.rollback_to_savepoint()?;
    }
    conn.release_savepoint()
}

fn alone(conn: &mut Conn, own: &mut [Entry<'_, '_>], guests: &mut dyn Guests) {
    let mut run = |entry: &mut Entry<'_, '_>| {
        for _ in 0..RUNS_MAX {
            if entry.has_panicked() {
                break;
            }
            run_alone(conn, entry);
            if !entry.has_collided() {
                break;
            }
        }
        true
    };
    own.iter_mut().all(&mut run);
    guests.visit(0, &mut run);
}

fn run_alone(conn: &mut Conn, entry: &mut Entry<'_, '_>) {
    if let Err(error) = conn.begin_write() {
        return entry.fail(error);
    }
    entry.run(conn);
    if entry.has_succeeded()
        && let Err(error) = conn.commit()
    {
        entry.fail(error);
    }
    conn.rollback();
}
