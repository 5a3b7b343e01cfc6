//! One store made of several, each with its share of the users.
//!
//! It proves that the engine's statements keep the rules of a sharded store: one that names a user
//! goes to that user's shard and to no other. It is no product: a commit on several shards is not
//! atomic when the machine fails between them.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use super::placing::{Place, place};
use crate::error::{Error, ErrorCode, ErrorKind, Result};
use crate::store::{
    Connection, Dialect, Driver, EachRow, Kept, Limits, Param, ReadJob, Row, Sql, Value, WriteJob,
};

/// How often a job that met another is run again.
const RUNS_MAX: usize = 200;

/// Several stores as one. The first also holds what belongs to no user.
///
/// ```
/// # #[cfg(feature = "sqlite")] {
/// use silvervine::store::{Driver, sqlite::Sqlite, testing::Sharded};
/// use silvervine::{Engine, EngineOptions};
///
/// let store = Sharded::new(vec![Sqlite::memory()?, Sqlite::memory()?]);
/// let engine = Engine::with_driver(std::sync::Arc::new(store), EngineOptions::default())?;
/// # engine.close()?;
/// # }
/// # Ok::<(), silvervine::Error>(())
/// ```
#[derive(Debug)]
pub struct Sharded<D> {
    shards: Vec<D>,
}

impl<D: Driver> Sharded<D> {
    /// One store of several empty ones, of one dialect and at least one in number.
    pub fn new(shards: Vec<D>) -> Self {
        assert!(!shards.is_empty(), "a store needs a shard");
        Sharded { shards }
    }

    /// The shards.
    pub fn shards(&self) -> &[D] {
        &self.shards
    }

    /// One run of a job, with a transaction on every shard, each on a thread of its own.
    ///
    /// All jobs enter the shards in the same order, so none waits for another in a circle.
    fn attempt(&self, work: Work, job: &mut Job<'_, '_>) -> Result<()> {
        std::thread::scope(|scope| {
            let mut lines = Vec::with_capacity(self.shards.len());
            for shard in &self.shards {
                let (ask, asked) = channel();
                let (tell, told) = channel();
                scope.spawn(move || {
                    let outcome = serve(shard, work, asked, tell.clone());
                    // Nobody listens any more where the job failed; the shard has undone its part.
                    let _ = tell.send(Told::Ended(outcome));
                });
                let line = Line { ask, told };
                match line.told.recv() {
                    Ok(Told::Began) => lines.push(line),
                    Ok(Told::Ended(Err(error))) => return Err(error),
                    _ => return Err(Error::internal("a shard ended before it began")),
                }
            }
            job.run(&mut Router { lines: &lines })?;
            settle(&lines)
        })
    }

    fn run(&self, work: Work, mut job: Job<'_, '_>) -> Result<()> {
        let mut outcome = Ok(());
        for _ in 0..RUNS_MAX {
            outcome = self.attempt(work, &mut job);
            match &outcome {
                Err(error) if error.code() == ErrorCode::Serialization => {}
                _ => return outcome,
            }
        }
        outcome
    }
}

/// Commits on every shard.
///
/// All are told before any is waited for: a shard whose jobs share a commit may run another job
/// before it answers, and that one may wait for this one on the next shard.
fn settle(lines: &[Line]) -> Result<()> {
    for line in lines {
        let _ = line.ask.send(Ask::Commit);
    }
    let outcomes: Vec<Result<()>> = lines.iter().map(Line::ended).collect();
    if outcomes.iter().any(Result::is_ok) && outcomes.iter().any(Result::is_err) {
        return Err(Error::internal("a shard failed and another committed"));
    }
    outcomes.into_iter().collect()
}

#[derive(Clone, Copy, PartialEq)]
enum Work {
    Read,
    Write,
}

/// The two kinds of job, as the callers give them.
enum Job<'j, 'a> {
    Read(&'j mut ReadJob<'a>),
    Write(&'j mut WriteJob<'a>),
}

impl Job<'_, '_> {
    fn run(&mut self, connection: &mut dyn Connection) -> Result<()> {
        match self {
            Job::Read(job) => job(connection),
            Job::Write(job) => job(connection),
        }
    }
}

/// What a shard is asked to do.
enum Ask {
    Exec(&'static Sql, Vec<Kept>),
    InsertNew(&'static Sql, Vec<Kept>),
    Query(&'static Sql, Vec<Kept>),
    Script(String),
    Commit,
}

/// What a shard answers.
enum Told {
    Began,
    Matched(Result<u64>),
    Rows(Result<Vec<KeptRow>>),
    Ended(Result<()>),
}

/// The way to one shard's transaction. When it is dropped uncommitted, the shard undoes its part.
struct Line {
    ask: Sender<Ask>,
    told: Receiver<Told>,
}

impl Line {
    fn ended(&self) -> Result<()> {
        match self.told.recv() {
            Ok(Told::Ended(outcome)) => outcome,
            _ => Err(Error::internal("a shard did not end")),
        }
    }

    fn ask(&self, ask: Ask) -> Result<Told> {
        let gone = || Error::internal("a shard ended in the middle of a job");
        self.ask.send(ask).map_err(|_| gone())?;
        self.told.recv().map_err(|_| gone())
    }
}

/// Runs one transaction on a shard, statement by statement as it is asked.
fn serve(shard: &dyn Driver, work: Work, asked: Receiver<Ask>, tell: Sender<Told>) -> Result<()> {
    let runs = AtomicUsize::new(0);
    let counted = &runs;
    let mut job = move |connection: &mut dyn Connection| {
        if counted.fetch_add(1, Ordering::Relaxed) > 0 {
            // The statements came from the job, so the job itself must run again.
            return Err(ErrorKind::Cancelled {}.into());
        }
        let _ = tell.send(Told::Began);
        loop {
            let answer = match asked.recv() {
                Ok(Ask::Commit) => return Ok(()),
                Err(_) => return Err(ErrorKind::Cancelled {}.into()),
                Ok(Ask::Exec(sql, params)) => {
                    Told::Matched(connection.exec(sql, &borrowed(&params)))
                }
                Ok(Ask::InsertNew(sql, params)) => {
                    Told::Matched(connection.insert_new(sql, &borrowed(&params)).map(u64::from))
                }
                Ok(Ask::Script(ddl)) => Told::Matched(connection.script(&ddl).map(|()| 0)),
                Ok(Ask::Query(sql, params)) => Told::Rows(rows(connection, sql, &params)),
            };
            let _ = tell.send(answer);
        }
    };
    let outcome = match work {
        Work::Read => shard.read(&mut job),
        Work::Write => shard.write(&mut job),
    };
    match runs.into_inner() {
        0 | 1 => outcome,
        _ => Err(ErrorKind::Serialization {}.into()),
    }
}

fn rows(
    connection: &mut dyn Connection,
    sql: &'static Sql,
    params: &[Kept],
) -> Result<Vec<KeptRow>> {
    let mut rows = Vec::new();
    connection.query(sql, &borrowed(params), &mut |row| {
        // A row does not say how many columns it has; past the last one it answers an error.
        let values = (0..).map_while(|column| row.value(column).ok()).map(Kept::from).collect();
        rows.push(KeptRow(values));
        Ok(())
    })?;
    Ok(rows)
}

fn borrowed(params: &[Kept]) -> Vec<Param<'_>> {
    params.iter().map(Kept::as_param).collect()
}

fn owned(params: &[Param<'_>]) -> Vec<Kept> {
    params.iter().map(|param| Kept::from(*param)).collect()
}

/// One row that came from a shard.
struct KeptRow(Vec<Kept>);

impl Row for KeptRow {
    fn value(&self, column: usize) -> Result<Value<'_>> {
        let value = self.0.get(column).ok_or_else(|| Error::internal("no such column"))?;
        Ok(value.as_param().into())
    }
}

/// What a job sees: it sends each statement where its rows are.
struct Router<'l> {
    lines: &'l [Line],
}

impl Router<'_> {
    /// The shards of a statement.
    fn lines(&self, sql: &Sql, params: &[Param<'_>]) -> Result<&[Line]> {
        let all = self.lines;
        Ok(match place(sql, params, all.len())? {
            Place::All => all,
            Place::One(shard) => &all[shard..=shard],
        })
    }

    fn matched(lines: &[Line], ask: impl Fn() -> Ask) -> Result<u64> {
        let mut matched = 0;
        for line in lines {
            match line.ask(ask())? {
                Told::Matched(outcome) => matched = outcome?,
                _ => return Err(Error::internal("a shard answered another question")),
            }
        }
        Ok(matched)
    }
}

impl Connection for Router<'_> {
    fn exec(&mut self, sql: &'static Sql, params: &[Param<'_>]) -> Result<u64> {
        let lines = self.lines(sql, params)?;
        Router::matched(lines, || Ask::Exec(sql, owned(params)))
    }

    fn query(
        &mut self,
        sql: &'static Sql,
        params: &[Param<'_>],
        each: &mut EachRow<'_>,
    ) -> Result<()> {
        for line in self.lines(sql, params)? {
            match line.ask(Ask::Query(sql, owned(params)))? {
                Told::Rows(rows) => rows?.iter().try_for_each(|row| each(row))?,
                _ => return Err(Error::internal("a shard answered another question")),
            }
        }
        Ok(())
    }

    fn insert_new(&mut self, sql: &'static Sql, params: &[Param<'_>]) -> Result<bool> {
        let lines = self.lines(sql, params)?;
        Router::matched(lines, || Ask::InsertNew(sql, owned(params))).map(|rows| rows > 0)
    }

    fn script(&mut self, ddl: &str) -> Result<()> {
        Router::matched(self.lines, || Ask::Script(ddl.into())).map(|_| ())
    }
}

impl<D: Driver> Driver for Sharded<D> {
    fn dialect(&self) -> Dialect {
        self.shards[0].dialect()
    }

    fn limits(&self) -> Limits {
        self.shards[0].limits()
    }

    fn shards(&self) -> usize {
        self.shards.len()
    }

    fn read(&self, job: &mut ReadJob<'_>) -> Result<()> {
        self.run(Work::Read, Job::Read(job))
    }

    fn write(&self, job: &mut WriteJob<'_>) -> Result<()> {
        self.run(Work::Write, Job::Write(job))
    }

    fn maintain(&self, budget: Duration) -> Result<bool> {
        let done: Result<Vec<bool>> = self.shards.iter().map(|s| s.maintain(budget)).collect();
        Ok(done?.into_iter().all(|done| done))
    }

    fn close(&self) -> Result<()> {
        self.shards.iter().try_for_each(Driver::close)
    }
}
