//! One connection: its statements, its transaction, and the [`Connection`] that jobs see.
//!
//! Each statement is prepared once and kept for good: they are static, so there are only so many.
//! After the first error of the server its transaction is void, so every later statement of the job
//! fails with that error, and so does its end: a job cannot swallow it and have the rest committed.

use std::collections::HashMap;
use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;

use futures_core::Stream;
use tokio_postgres::{Error as PgError, Statement};

use super::fault::{self, SCRIPT};
use super::link::{Link, Loss, Reply, Weight};
use super::value::Bound;
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

/// The two forms in which a statement is prepared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Form {
    Plain,
    InsertNew,
}

/// One connection to the server.
#[derive(Debug)]
pub(super) struct Conn {
    /// By the address of their [`Sql`], which is static and names it for good.
    statements: HashMap<(usize, Form), Statement>,
    link: Link,
    timeout_ms: u32,
    access: Access,
    /// Whether the transaction of the present job was begun.
    begun: bool,
    /// Whether the present job may have changed something.
    changed: bool,
    /// What made the transaction of the present job void.
    broken: Option<Error>,
    /// Whether the connection is of no more use.
    lost: bool,
}

impl Conn {
    pub(super) fn new(link: Link, timeout_ms: u32) -> Conn {
        Conn {
            statements: HashMap::new(),
            link,
            timeout_ms,
            access: Access::Read,
            begun: false,
            changed: false,
            broken: None,
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

    /// Makes ready for a job. Its transaction begins with its first statement.
    pub(super) fn start(&mut self, access: Access) {
        self.access = access;
        self.begun = false;
        self.changed = false;
        self.broken = None;
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
        if !self.begun {
            return Ok(());
        }
        if !self.changed {
            self.send_control("COMMIT");
            self.link.flush();
            return Ok(());
        }
        let commit = self.control("COMMIT");
        match self.link.wait(commit) {
            Ok(Ok(_)) => self.check_sent(),
            Ok(Err(error)) if error.as_db_error().is_some_and(|db| !fault::is_fatal(db)) => {
                self.lost = true;
                Err(fault::of_statement(&error, "commit", self.timeout_ms).0)
            }
            Ok(Err(_)) | Err(_) => {
                self.lost = true;
                Err(ErrorKind::OutcomeUnknown {}.into())
            }
        }
    }

    /// Undoes what the job did. Nobody waits for it.
    pub(super) fn undo(&mut self) {
        if self.begun && !self.lost {
            self.send_control("ROLLBACK");
            self.link.flush();
        }
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
        if self.begun {
            return Ok(());
        }
        self.begun = true;
        let begin = self.control(self.access.begin());
        if writes {
            let begun = self.link.wait(begin);
            self.settle(begun, "begin")?;
        } else {
            self.link.send(begin, Weight::OfConnection);
        }
        Ok(())
    }

    /// The outcome of what was waited for, after all that was sent before it.
    fn settle<T>(
        &mut self,
        waited: std::result::Result<std::result::Result<T, PgError>, Loss>,
        what: &'static str,
    ) -> Result<T> {
        self.check_sent()?;
        let (error, lost) = match waited {
            Ok(Ok(value)) => return Ok(value),
            Ok(Err(error)) => fault::of_statement(&error, what, self.timeout_ms),
            Err(loss) => (fault::of_loss(loss), true),
        };
        self.lost |= lost;
        Err(self.void(error))
    }

    /// Fails where a request that was sent ahead has failed.
    fn check_sent(&mut self) -> Result<()> {
        let Some((error, what)) = self.link.take_failed() else { return Ok(()) };
        let (error, lost) = fault::of_statement(&error, what, self.timeout_ms);
        self.lost |= lost;
        Err(self.void(error))
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
        let text = numbered(sql.text(Dialect::Postgres));
        let text = match form {
            Form::Plain => text,
            Form::InsertNew => {
                format!("{} ON CONFLICT DO NOTHING", text.trim_end().trim_end_matches(';'))
            }
        };
        let client = Arc::clone(self.link.client());
        let prepared = self.link.wait(client.prepare(&text));
        let statement = self.settle(prepared, sql.name)?;
        self.statements.insert(key, statement.clone());
        Ok(statement)
    }

    fn execute(&mut self, sql: &'static Sql, form: Form, params: &[Param<'_>]) -> Result<u64> {
        self.begin(true)?;
        let statement = self.statement(sql, form)?;
        check_number(sql, &statement, params)?;
        self.changed = true;
        let client = Arc::clone(self.link.client());
        let request = client.execute_raw(&statement, params.iter().map(|param| Bound(*param)));
        let executed = self.link.wait(request);
        self.settle(executed, sql.name)
    }
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
        self.begin(false)?;
        let statement = self.statement(sql, Form::Plain)?;
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

    fn script(&mut self, ddl: &str) -> Result<()> {
        self.begin(true)?;
        self.changed = true;
        let client = Arc::clone(self.link.client());
        let done = self.link.wait(client.batch_execute(ddl));
        self.settle(done, SCRIPT)
    }
}
