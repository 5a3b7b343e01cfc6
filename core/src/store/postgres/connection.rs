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

use super::fault::SCRIPT;
use super::fused::Held;
use super::link::{Link, Weight};
use super::value::Bound;
use crate::error::{Error, ErrorKind, Result};
use crate::store::server::numbered;
use crate::store::{Connection, Dialect, EachRow, Kept, Param, Sql};

mod transaction;

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
    /// By the addresses of what they are made of, and the number of values of each.
    fused: HashMap<Vec<(usize, usize)>, Statement>,
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

    /// Whether the connection ended, while it was idle or in a job that told nobody.
    pub(super) fn is_over(&mut self) -> bool {
        self.lost || self.link.is_over()
    }

    pub(super) fn take_round_trips(&mut self) -> u64 {
        self.link.take_round_trips()
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
        // What was asked for ahead of it may not show it.
        self.ahead.clear();
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
