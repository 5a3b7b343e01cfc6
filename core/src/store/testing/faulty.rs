//! A driver that fails where a test wants it to.
//!
//! A test arms the nth statement or commit, makes its call, and checks that the state is the old or
//! the new one; it raises n from 1 until the call succeeds, and so covers every step without
//! knowing them.

use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use uuid::Uuid;

use crate::error::{Error, ErrorKind, Result};
use crate::store::{Connection, Driver, EachRow, Param, ReadJob, Sql, WriteJob};

/// Where a fault strikes, counted from 1 since it was armed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum FaultPoint {
    /// Instead of the nth statement, of whatever job.
    Statement(u64),
    /// At the nth commit: nothing of that job takes effect.
    Commit(u64),
    /// After the nth commit: the job took effect, and its caller is told that it failed.
    AfterCommit(u64),
}

/// One failure to come.
#[derive(Debug, Clone, PartialEq)]
pub struct Fault {
    point: FaultPoint,
    kind: ErrorKind,
    transient: bool,
}

impl Fault {
    /// Fails at `point` with `kind`. A job that the driver runs again fails there again.
    pub fn new(point: FaultPoint, kind: ErrorKind) -> Self {
        Fault { point, kind, transient: false }
    }

    /// Strikes once only: a job that the driver runs again then gets through.
    #[must_use]
    pub fn transient(mut self) -> Self {
        self.transient = true;
        self
    }

    fn error(&self) -> Error {
        self.kind.clone().into()
    }
}

/// What a [`Faulty`] driver has seen since it was armed. A job that is run again counts once.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Seen {
    /// Statements, scripts included.
    pub statements: u64,
    /// Write jobs that came to their commit.
    pub commits: u64,
    /// Times a fault struck.
    pub faults: u64,
}

#[derive(Debug, Default)]
struct Plan {
    fault: Option<Fault>,
    seen: Seen,
}

/// Fails where it is told to, on the way to another driver.
///
/// ```
/// # #[cfg(feature = "sqlite")] {
/// use silvervine::store::testing::{Fault, FaultPoint, Faulty};
/// use silvervine::store::{Driver, sqlite::Sqlite};
/// use silvervine::{ErrorCode, ErrorKind};
///
/// let store = Faulty::new(Sqlite::memory()?);
/// store.arm(Fault::new(FaultPoint::Commit(1), ErrorKind::StorageFull {}));
/// let refused = store.write(&mut |connection| connection.script("CREATE TABLE t (a INTEGER)"));
/// assert_eq!(refused.unwrap_err().code(), ErrorCode::StorageFull);
/// store.disarm();
/// store.write(&mut |connection| connection.script("CREATE TABLE t (a INTEGER)"))?;
/// # }
/// # Ok::<(), silvervine::Error>(())
/// ```
#[derive(Debug)]
pub struct Faulty<D> {
    inner: D,
    plan: Mutex<Plan>,
}

impl<D: Driver> Faulty<D> {
    /// Wraps a driver, with no fault armed.
    pub fn new(inner: D) -> Self {
        Faulty { inner, plan: Mutex::default() }
    }

    /// The driver inside.
    pub fn inner(&self) -> &D {
        &self.inner
    }

    /// Sets the fault to come, instead of any before, and counts from 0 again.
    pub fn arm(&self, fault: Fault) {
        *self.lock() = Plan { fault: Some(fault), seen: Seen::default() };
    }

    /// Takes the fault away and counts from 0 again; answers what was seen.
    pub fn disarm(&self) -> Seen {
        std::mem::take(&mut *self.lock()).seen
    }

    /// What was seen since the last [`Faulty::arm`] or [`Faulty::disarm`].
    pub fn seen(&self) -> Seen {
        self.lock().seen
    }

    fn lock(&self) -> MutexGuard<'_, Plan> {
        self.plan.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts one step of `call` and fails it if that is armed.
    fn step(&self, call: &mut Call, step: Step) -> Result<()> {
        let mut plan = self.lock();
        let Plan { fault, seen } = &mut *plan;
        let (at, counted) = match step {
            Step::Statement => (&mut call.statement, &mut call.statements),
            Step::Commit => (&mut call.commit, &mut call.commits),
        };
        *at += 1;
        let place = (step, *at);
        let number = if *at > *counted {
            *counted = *at;
            let total = match step {
                Step::Statement => &mut seen.statements,
                Step::Commit => &mut seen.commits,
            };
            *total += 1;
            Some(*total)
        } else {
            None
        };
        let Some(armed) = fault else { return Ok(()) };
        let strikes = match (armed.point, step) {
            (FaultPoint::Statement(n), Step::Statement) => number == Some(n),
            (FaultPoint::Commit(n), Step::Commit) => number == Some(n),
            (FaultPoint::AfterCommit(n), Step::Commit) => {
                call.struck_after |= number == Some(n);
                false
            }
            _ => false,
        };
        let again = call.struck == Some(place) && !armed.transient;
        if !strikes && !again {
            return Ok(());
        }
        call.struck = Some(place);
        seen.faults += 1;
        Err(armed.error())
    }

    fn run_write(
        &self,
        call: &mut Call,
        connection: &mut dyn Connection,
        job: &mut WriteJob<'_>,
    ) -> Result<()> {
        call.start();
        job(&mut Broken { inner: connection, faulty: self, call })?;
        // The job's own error is what makes any driver undo it: so a commit fails.
        self.step(call, Step::Commit)
    }

    /// The outcome as the caller gets it: a success may be reported as a failure.
    fn after(&self, call: &Call, outcome: Result<()>) -> Result<()> {
        outcome?;
        let mut plan = self.lock();
        match &plan.fault {
            Some(fault) if call.struck_after => {
                let error = fault.error();
                plan.seen.faults += 1;
                Err(error)
            }
            _ => Ok(()),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Statement,
    Commit,
}

/// One job, over all its runs: where the present run stands, how far any has come, where it failed.
#[derive(Debug, Default)]
struct Call {
    statement: u64,
    commit: u64,
    statements: u64,
    commits: u64,
    struck: Option<(Step, u64)>,
    struck_after: bool,
}

impl Call {
    fn start(&mut self) {
        self.statement = 0;
        self.commit = 0;
    }
}

impl<D: Driver> Driver for Faulty<D> {
    super::pass_on!();

    fn read(&self, job: &mut ReadJob<'_>) -> Result<()> {
        let mut call = Call::default();
        self.inner.read(&mut |connection| {
            call.start();
            job(&mut Broken { inner: connection, faulty: self, call: &mut call })
        })
    }

    fn write(&self, job: &mut WriteJob<'_>) -> Result<()> {
        let mut call = Call::default();
        let outcome =
            self.inner.write(&mut |connection| self.run_write(&mut call, connection, &mut *job));
        self.after(&call, outcome)
    }

    fn write_for(&self, user: Uuid, job: &mut WriteJob<'_>) -> Result<()> {
        let mut call = Call::default();
        let outcome = self
            .inner
            .write_for(user, &mut |connection| self.run_write(&mut call, connection, &mut *job));
        self.after(&call, outcome)
    }

    fn write_batch(&self, jobs: &mut [&mut WriteJob<'_>]) -> Vec<Result<()>> {
        let mut calls: Vec<Call> = jobs.iter().map(|_| Call::default()).collect();
        let mut broken: Vec<_> = jobs
            .iter_mut()
            .zip(&mut calls)
            .map(|(job, call)| {
                move |connection: &mut dyn Connection| self.run_write(call, connection, &mut **job)
            })
            .collect();
        let mut broken: Vec<&mut WriteJob<'_>> =
            broken.iter_mut().map(|job| job as &mut WriteJob<'_>).collect();
        let outcomes = self.inner.write_batch(&mut broken);
        drop(broken);
        outcomes.into_iter().zip(&calls).map(|(outcome, call)| self.after(call, outcome)).collect()
    }
}

struct Broken<'c, D> {
    inner: &'c mut dyn Connection,
    faulty: &'c Faulty<D>,
    call: &'c mut Call,
}

impl<D: Driver> Connection for Broken<'_, D> {
    fn exec(&mut self, sql: &'static Sql, params: &[Param<'_>]) -> Result<u64> {
        self.faulty.step(self.call, Step::Statement)?;
        self.inner.exec(sql, params)
    }

    fn query(
        &mut self,
        sql: &'static Sql,
        params: &[Param<'_>],
        each: &mut EachRow<'_>,
    ) -> Result<()> {
        self.faulty.step(self.call, Step::Statement)?;
        self.inner.query(sql, params, each)
    }

    fn insert_new(&mut self, sql: &'static Sql, params: &[Param<'_>]) -> Result<bool> {
        self.faulty.step(self.call, Step::Statement)?;
        self.inner.insert_new(sql, params)
    }

    fn exec_one(&mut self, sql: &'static Sql, params: &[Param<'_>]) -> Result<()> {
        self.faulty.step(self.call, Step::Statement)?;
        self.inner.exec_one(sql, params)
    }

    fn ahead(&mut self, sql: &'static Sql, params: &[Param<'_>]) -> Result<()> {
        self.inner.ahead(sql, params)
    }

    fn script(&mut self, ddl: &str) -> Result<()> {
        self.faulty.step(self.call, Step::Statement)?;
        self.inner.script(ddl)
    }

    fn stop_when(&mut self, stop: &Arc<AtomicBool>) {
        self.inner.stop_when(stop);
    }
}
