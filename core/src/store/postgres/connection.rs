//! One connection: its statements, its transaction, and the [`Connection`] that jobs see.
//!
//! Each statement is prepared once and kept for good: they are static, so there are only so many.
//! After the first error of the server its transaction is void, so every later statement of the job
//! fails with that error, and so does its end: a job cannot swallow it and have the rest committed.

use std::collections::HashMap;
use std::future::poll_fn;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Poll;

use futures_core::Stream;
use tokio_postgres::{Error as PgError, Row, RowStream, Statement};

use super::fault::{self, SCRIPT};
use super::fused::{self, Held};
use super::link::{Link, Loss, Reply, Weight};
use super::value::{Bound, Kept};
use crate::error::{Error, ErrorKind, Result};
use crate::store::server::numbered;
use crate::store::{Connection, Dialect, EachRow, Param, Sql};

/// How a transaction begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    /// One snapshot for all its statements.
    Read,
    /// Each statement sees what is committed.
    Write,
}

impl Access {
    fn begin(self) -> &'static str {
        match self {
            Access::Read => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
            Access::Write => "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE",
        }
    }
}

/// The forms in which a statement is prepared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Form {
    Plain,
    /// Without the lock, which a statement by itself would hold for nobody.
    Unlocked,
    InsertNew,
}

impl Form {
    fn text(self, text: &str) -> String {
        let text = numbered(text.trim_end().trim_end_matches(';'));
        match self {
            Form::Plain => text,
            Form::Unlocked => text.trim_end_matches(" FOR UPDATE").to_owned(),
            Form::InsertNew => format!("{text} ON CONFLICT DO NOTHING"),
        }
    }
}

/// When the transaction of a job begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Beginning {
    /// As late as can be: many jobs that write need none.
    Late,
    /// With the first statement, whose snapshot or locks it then holds.
    AtOnce,
}

/// A query that was sent before it was asked for.
#[derive(Debug)]
struct Ahead {
    statement: usize,
    params: Vec<Kept>,
    rows: Arc<Mutex<Option<Vec<Row>>>>,
}

impl Ahead {
    fn is_of(&self, sql: &'static Sql, params: &[Param<'_>]) -> bool {
        self.statement == std::ptr::from_ref(sql).addr()
            && self.params.iter().map(Kept::as_param).eq(params.iter().copied())
    }
}

/// One connection to the server.
#[derive(Debug)]
pub(super) struct Conn {
    /// By the address of their [`Sql`], which is static and names it for good.
    statements: HashMap<(usize, Form), Statement>,
    /// By the addresses of what they are made of.
    fused: HashMap<Vec<usize>, Statement>,
    link: Link,
    timeout_ms: u32,
    access: Access,
    beginning: Beginning,
    /// What the present job writes at its end.
    held: Vec<Held>,
    /// Whether the transaction of the present job was begun.
    begun: bool,
    /// Whether the server has said that it was.
    confirmed: bool,
    /// Whether the present job may have changed something.
    changed: bool,
    /// Whether the last of several jobs in a transaction has.
    touched: bool,
    /// What made the transaction of the present job void.
    broken: Option<Error>,
    /// What was asked for ahead in the present job, and not used yet.
    ahead: Vec<Ahead>,
    /// Whether the connection is of no more use.
    lost: bool,
}

impl Conn {
    pub(super) fn new(link: Link, timeout_ms: u32) -> Conn {
        Conn {
            statements: HashMap::new(),
            fused: HashMap::new(),
            beginning: Beginning::AtOnce,
            held: Vec::new(),
            link,
            timeout_ms,
            access: Access::Read,
            begun: false,
            confirmed: false,
            changed: false,
            touched: false,
            broken: None,
            ahead: Vec::new(),
            lost: false,
        }
    }

    /// Whether the connection is of no more use: what it was in doubt about is then undone.
    pub(super) fn is_lost(&self) -> bool {
        self.lost
    }

    /// Whether the server has ended the connection while it was idle.
    pub(super) fn is_over(&mut self) -> bool {
        self.link.is_over()
    }

    pub(super) fn take_round_trips(&mut self) -> u64 {
        self.link.take_round_trips()
    }

    /// Makes ready for a job, or for the first of several in one transaction.
    pub(super) fn start(&mut self, access: Access, beginning: Beginning) {
        self.access = access;
        self.beginning = beginning;
        self.begun = false;
        self.confirmed = false;
        self.changed = false;
        self.broken = None;
        self.ahead.clear();
        self.held.clear();
    }

    /// Makes ready for the next job of a transaction.
    pub(super) fn board(&mut self) {
        self.touched = false;
        self.held.clear();
        self.ahead.clear();
    }

    /// Whether the last job has changed something, or made the transaction void.
    pub(super) fn has_touched(&self) -> bool {
        self.touched || self.broken.is_some()
    }

    /// Ends one of several jobs in a transaction: what it held back is sent.
    pub(super) fn pause(&mut self) -> Result<()> {
        self.ahead.clear();
        match &self.broken {
            Some(error) => Err(error.clone()),
            None => self.send_held(),
        }
    }

    /// Makes what the job did last.
    ///
    /// # Errors
    /// `outcome_unknown` where the connection was lost meanwhile; after any other, nothing lasts.
    pub(super) fn finish(&mut self) -> Result<()> {
        if let Some(error) = self.broken.clone() {
            self.undo();
            return Err(error);
        }
        if !self.begun && !self.held.is_empty() && fused::can_fuse(&self.held) {
            return self.finish_fused();
        }
        if let Err(error) = self.send_held() {
            self.undo();
            return Err(error);
        }
        if !self.begun {
            return Ok(());
        }
        if !self.changed {
            self.send_control("COMMIT");
            self.link.flush();
            return Ok(());
        }
        let commit = self.control("COMMIT");
        let committed = self.link.wait(commit);
        self.decided(committed, Weight::OfJob("commit"))
    }

    /// Writes what was held back in one statement, which is a transaction by itself.
    fn finish_fused(&mut self) -> Result<()> {
        let held = std::mem::take(&mut self.held);
        let statement = self.fuse(&held)?;
        let name = held.first().map_or("fused", |held| held.sql.name);
        let params: Vec<Kept> = held.into_iter().flat_map(|held| held.params).collect();
        let client = Arc::clone(self.link.client());
        let done = self.link.wait(client.execute_raw(&statement, params));
        self.decided(done, Weight::Guarding(name))
    }

    /// The outcome of what makes a job last.
    fn decided(
        &mut self,
        waited: std::result::Result<std::result::Result<u64, PgError>, Loss>,
        weight: Weight,
    ) -> Result<()> {
        match waited {
            Ok(Ok(_)) => self.check_sent(),
            Ok(Err(error)) if !fault::leaves_unknown(&error) => Err(self.failure(error, weight)),
            Ok(Err(_)) | Err(_) => {
                self.lost = true;
                Err(ErrorKind::OutcomeUnknown {}.into())
            }
        }
    }

    fn fuse(&mut self, held: &[Held]) -> Result<Statement> {
        let key: Vec<usize> = held.iter().map(|held| std::ptr::from_ref(held.sql).addr()).collect();
        if let Some(statement) = self.fused.get(&key) {
            return Ok(statement.clone());
        }
        let (text, _) = fused::text(held);
        let client = Arc::clone(self.link.client());
        let prepared = self.link.wait(client.prepare(&text));
        let statement = self.settle(prepared, "fused")?;
        self.fused.insert(key, statement.clone());
        Ok(statement)
    }

    /// Sends what was held back into the transaction, and waits for nothing.
    fn send_held(&mut self) -> Result<()> {
        if self.held.is_empty() {
            return Ok(());
        }
        let held = std::mem::take(&mut self.held);
        self.begin(true)?;
        match fused::can_fuse(&held) {
            true => self.send_fused(held),
            false => held.into_iter().try_for_each(|held| self.send_fused(vec![held])),
        }
    }

    fn send_fused(&mut self, held: Vec<Held>) -> Result<()> {
        let statement = self.fuse(&held)?;
        self.changes();
        let name = held.first().map_or("fused", |held| held.sql.name);
        let params: Vec<Kept> = held.into_iter().flat_map(|held| held.params).collect();
        let client = Arc::clone(self.link.client());
        let reply = async move { client.execute_raw(&statement, params).await };
        self.link.send(Box::pin(reply), Weight::Guarding(name));
        self.check_sent()
    }

    /// Undoes what the job did. Nobody waits for it.
    pub(super) fn undo(&mut self) {
        self.held.clear();
        if self.begun && !self.lost {
            self.send_control("ROLLBACK");
            self.link.flush();
        }
        self.begun = false;
    }

    fn control(&self, text: &'static str) -> Reply {
        let client = Arc::clone(self.link.client());
        Box::pin(async move { client.batch_execute(text).await.map(|()| 0) })
    }

    fn send_control(&mut self, text: &'static str) {
        let reply = self.control(text);
        self.link.send(reply, Weight::OfConnection);
    }

    /// Begins the transaction with the statement that follows. One that writes waits for it, or it
    /// would take effect by itself should the server refuse to begin.
    fn begin(&mut self, writes: bool) -> Result<()> {
        if let Some(error) = &self.broken {
            return Err(error.clone());
        }
        if !self.begun {
            self.begun = true;
            let begin = self.control(self.access.begin());
            self.link.send(begin, Weight::OfConnection);
        }
        if writes && !self.confirmed {
            // The answer to nothing comes after the answer to all that was sent.
            let nothing = self.control("");
            let waited = self.link.wait(nothing);
            self.settle(waited, "begin")?;
        }
        Ok(())
    }

    /// Begins the transaction, if a query needs it, and answers the form it takes.
    ///
    /// A write sees what is committed in each of its queries, so before it has written it reads as
    /// well without a transaction.
    fn before_query(&mut self) -> Result<Form> {
        self.send_held()?;
        if let Some(error) = &self.broken {
            return Err(error.clone());
        }
        if self.begun || self.beginning == Beginning::AtOnce {
            self.begin(false)?;
            return Ok(Form::Plain);
        }
        Ok(Form::Unlocked)
    }

    /// The outcome of what was waited for, after all that was sent before it.
    fn settle<T>(
        &mut self,
        waited: std::result::Result<std::result::Result<T, PgError>, Loss>,
        what: &'static str,
    ) -> Result<T> {
        self.check_sent()?;
        let (error, lost) = match waited {
            Ok(Ok(value)) => {
                self.confirmed = true;
                return Ok(value);
            }
            Ok(Err(error)) => fault::of_statement(&error, what, self.timeout_ms),
            Err(loss) => (fault::of_loss(loss), true),
        };
        self.lost |= lost;
        Err(self.void(error))
    }

    /// Fails where a request that was sent ahead has failed.
    fn check_sent(&mut self) -> Result<()> {
        match self.link.take_failed() {
            Some((error, weight)) => Err(self.failure(error, weight)),
            None => Ok(()),
        }
    }

    /// What a failed request is to the job.
    fn failure(&mut self, error: PgError, weight: Weight) -> Error {
        let (error, lost) = match weight {
            Weight::Guarding(_) if fault::is_of_a_guard(&error) => {
                (ErrorKind::Serialization {}.into(), false)
            }
            Weight::Guarding(what) | Weight::OfJob(what) => {
                fault::of_statement(&error, what, self.timeout_ms)
            }
            Weight::OfConnection => (fault::of_loss(Loss::Ended(Some(error))), true),
        };
        self.lost |= lost;
        self.void(error)
    }

    fn void(&mut self, error: Error) -> Error {
        self.broken.get_or_insert(error).clone()
    }

    fn statement(&mut self, sql: &'static Sql, form: Form) -> Result<Statement> {
        let key = (std::ptr::from_ref(sql).addr(), form);
        match self.statements.get(&key) {
            Some(statement) => Ok(statement.clone()),
            None => self.prepare(sql, form, key),
        }
    }

    #[cold]
    fn prepare(&mut self, sql: &'static Sql, form: Form, key: (usize, Form)) -> Result<Statement> {
        let text = form.text(sql.text(Dialect::Postgres));
        let client = Arc::clone(self.link.client());
        let prepared = self.link.wait(client.prepare(&text));
        let statement = self.settle(prepared, sql.name)?;
        self.statements.insert(key, statement.clone());
        Ok(statement)
    }

    /// Notes a change: what was asked for ahead of it may not show it.
    fn changes(&mut self) {
        self.changed = true;
        self.touched = true;
        self.ahead.clear();
    }

    /// Hands on the rows of a query that was asked for ahead.
    fn take_ahead(&mut self, ahead: Ahead, each: &mut EachRow<'_>) -> Result<()> {
        let arrived = poll_fn(|_| match lock(&ahead.rows).take() {
            Some(rows) => Poll::Ready(Ok::<_, PgError>(rows)),
            None => Poll::Pending,
        });
        let arrived = self.link.wait(arrived);
        self.settle(arrived, "a query sent ahead")?.iter().try_for_each(|row| each(row))
    }

    fn execute(&mut self, sql: &'static Sql, form: Form, params: &[Param<'_>]) -> Result<u64> {
        self.send_held()?;
        self.begin(true)?;
        let statement = self.statement(sql, form)?;
        check_number(sql, &statement, params)?;
        self.changes();
        let client = Arc::clone(self.link.client());
        let request = client.execute_raw(&statement, params.iter().map(|param| Bound(*param)));
        let executed = self.link.wait(request);
        self.settle(executed, sql.name)
    }
}

/// All rows of a query; only what a job announced is read so, a row or a page.
async fn collect(rows: RowStream) -> std::result::Result<Vec<Row>, PgError> {
    let mut rows = pin!(rows);
    let mut all = Vec::new();
    while let Some(row) = poll_fn(|cx| rows.as_mut().poll_next(cx)).await {
        all.push(row?);
    }
    Ok(all)
}

/// Locks what only one thread uses at a time.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A wrong number of values is the caller's mistake, and leaves the transaction as it is.
fn check_number(sql: &Sql, statement: &Statement, params: &[Param<'_>]) -> Result<()> {
    if statement.params().len() == params.len() {
        return Ok(());
    }
    let detail = format!("{} does not take {} values", sql.name, params.len());
    Err(Error::internal(detail))
}

impl Connection for Conn {
    fn exec(&mut self, sql: &'static Sql, params: &[Param<'_>]) -> Result<u64> {
        self.execute(sql, Form::Plain, params)
    }

    fn query(
        &mut self,
        sql: &'static Sql,
        params: &[Param<'_>],
        each: &mut EachRow<'_>,
    ) -> Result<()> {
        if let Some(at) = self.ahead.iter().position(|ahead| ahead.is_of(sql, params)) {
            let ahead = self.ahead.swap_remove(at);
            return self.take_ahead(ahead, each);
        }
        let form = self.before_query()?;
        let statement = self.statement(sql, form)?;
        check_number(sql, &statement, params)?;
        let client = Arc::clone(self.link.client());
        let request = client.query_raw(&statement, params.iter().map(|param| Bound(*param)));
        let started = self.link.wait(request);
        let mut rows = pin!(self.settle(started, sql.name)?);
        loop {
            let next = self.link.wait(poll_fn(|cx| rows.as_mut().poll_next(cx)));
            match self.settle(next.map(Option::transpose), sql.name)? {
                Some(row) => each(&row)?,
                None => return Ok(()),
            }
        }
    }

    fn insert_new(&mut self, sql: &'static Sql, params: &[Param<'_>]) -> Result<bool> {
        Ok(self.execute(sql, Form::InsertNew, params)? > 0)
    }

    fn exec_one(&mut self, sql: &'static Sql, params: &[Param<'_>]) -> Result<()> {
        if let Some(error) = &self.broken {
            return Err(error.clone());
        }
        if self.access == Access::Read {
            return Err(ErrorKind::ReadOnly {}.into());
        }
        self.held.push(Held::new(sql, params));
        Ok(())
    }

    fn ahead(&mut self, sql: &'static Sql, params: &[Param<'_>]) -> Result<()> {
        let late = self.beginning == Beginning::Late && !self.begun;
        let form = if late { Form::Unlocked } else { Form::Plain };
        let key = (std::ptr::from_ref(sql).addr(), form);
        let statement = match self.statements.get(&key) {
            Some(statement) if self.access == Access::Write => statement.clone(),
            // What is not prepared yet needs a message of its own, and most reads need one query.
            _ => return Ok(()),
        };
        self.before_query()?;
        check_number(sql, &statement, params)?;
        let client = Arc::clone(self.link.client());
        let kept = || params.iter().map(|param| Kept::from(*param)).collect::<Vec<_>>();
        let rows = Arc::new(Mutex::new(None));
        self.ahead.push(Ahead { statement: key.0, params: kept(), rows: Arc::clone(&rows) });
        let params = kept();
        let reply = async move {
            let all = match client.query_raw(&statement, params).await {
                Ok(stream) => collect(stream).await,
                Err(error) => Err(error),
            };
            // A failure is the job's; whoever waits for the rows finds it there.
            let (all, outcome) = match all {
                Ok(all) => (all, Ok(0)),
                Err(error) => (Vec::new(), Err(error)),
            };
            *lock(&rows) = Some(all);
            outcome
        };
        self.link.send(Box::pin(reply), Weight::OfJob(sql.name));
        self.check_sent()
    }

    fn script(&mut self, ddl: &str) -> Result<()> {
        self.send_held()?;
        self.begin(true)?;
        self.changes();
        let client = Arc::clone(self.link.client());
        let done = self.link.wait(client.batch_execute(ddl));
        self.settle(done, SCRIPT)
    }
}
