//! One connection and the transaction on it.
//!
//! Some failures end the transaction on the server: a conflict undoes all of it, and what a job did
//! next would commit by itself. So such a failure is kept, and every later statement of the job
//! gets it again instead of reaching the server.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use mysql::prelude::Queryable;

use super::fault::{self, Fate, Server};
use super::place::Place;
use super::row::Fetched;
use super::statements::{Ready, Statements};
use crate::error::{Error, ErrorKind, Result};
use crate::store::{Connection, EachRow, Param, Sql};

/// What of the largest packet is left to the rest of a statement beside one large value.
const PACKET_ROOM: u64 = 64 * 1024;

/// Answers the name of the time-out of statements: MariaDB has the one, MySQL the other.
const TIMEOUT: &str = "SHOW SESSION VARIABLES \
    WHERE variable_name IN ('max_statement_time', 'max_execution_time')";

/// The kind of a transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// One snapshot, which nothing is written to.
    Read,
    /// Reads what is committed, and writes.
    Write,
}

impl Mode {
    /// Both in one trip: the level is set for the one transaction that follows.
    fn begin(self) -> &'static str {
        match self {
            Mode::Read => {
                "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; \
                 START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY"
            }
            Mode::Write => "START TRANSACTION",
        }
    }
}

/// A connection that the pool keeps.
pub(super) struct Conn {
    raw: mysql::Conn,
    server: Server,
    statements: Statements,
    packet_max: u64,
    mode: Mode,
    /// Becomes true when nobody waits for the present job any more.
    stop: Option<Arc<AtomicBool>>,
    wrote: bool,
    /// The failure that ended the present transaction.
    end: Option<Error>,
    lost: bool,
}

impl Conn {
    /// Opens a connection and prepares its session.
    pub(super) fn open(place: &Place) -> Result<Conn> {
        let server = place.server();
        let failed = |error| fault::at_open(&error, &server);
        let mut raw = mysql::Conn::new(place.opts()).map_err(failed)?;
        let packet_max = raw.query_first("SELECT @@max_allowed_packet").map_err(failed)?;
        let timeout: Option<(String, String)> = raw.query_first(TIMEOUT).map_err(failed)?;
        let session = place.session(timeout.as_ref().map(|(name, _)| name.as_str()));
        session.iter().try_for_each(|text| raw.query_drop(text)).map_err(failed)?;
        Ok(Conn {
            raw,
            server,
            statements: Statements::default(),
            packet_max: packet_max.unwrap_or_default(),
            mode: Mode::Write,
            stop: None,
            wrote: false,
            end: None,
            lost: false,
        })
    }

    /// The largest value that one statement can carry here.
    pub(super) fn value_bytes_max(&self) -> u64 {
        self.packet_max.saturating_sub(PACKET_ROOM)
    }

    /// How many statements it has prepared and keeps.
    #[cfg(test)]
    pub(super) fn statements_held(&self) -> usize {
        self.statements.held()
    }

    /// Whether the connection can be used no more.
    pub(super) fn is_lost(&self) -> bool {
        self.lost
    }

    /// The failure that ended the transaction under its job, if one did.
    pub(super) fn take_end(&mut self) -> Option<Error> {
        self.end.take()
    }

    pub(super) fn begin(&mut self, mode: Mode) -> Result<()> {
        (self.mode, self.stop, self.wrote, self.end) = (mode, None, false, None);
        let begun = self.run_text(mode.begin(), "BEGIN");
        // Where it began is told by the caller: there is no job yet that could pass over it.
        self.end = None;
        begun
    }

    /// Makes what the transaction wrote durable.
    pub(super) fn commit(&mut self) -> Result<()> {
        match self.raw.query_drop("COMMIT") {
            Ok(()) => Ok(()),
            Err(error) => {
                let (error, fate) = fault::at_commit(&error, &self.server, self.wrote);
                self.lost |= fate == Fate::Lost;
                if fate != Fate::Lost {
                    self.rollback();
                }
                Err(error)
            }
        }
    }

    /// Undoes what the transaction wrote. A connection on which that fails is lost.
    pub(super) fn rollback(&mut self) {
        self.end = None;
        self.lost = self.lost || self.raw.query_drop("ROLLBACK").is_err();
    }

    fn run_text(&mut self, text: &str, what: &str) -> Result<()> {
        self.still_on()?;
        let run = (|| {
            let mut results = self.raw.query_iter(text)?;
            while let Some(mut rows) = results.iter() {
                rows.try_for_each(|row| row.map(drop))?;
            }
            Ok(())
        })();
        run.map_err(|error| self.failed(&error, what))
    }

    fn still_on(&self) -> Result<()> {
        match &self.end {
            Some(end) => Err(end.clone()),
            None => going_on(self.stop.as_deref()),
        }
    }

    /// The error for a failure, which is kept where it ended the transaction.
    fn failed(&mut self, error: &mysql::Error, what: &str) -> Error {
        let failure = fault::of_statement(error, what, &self.server);
        self.kept(failure)
    }

    /// The same for a statement that was prepared.
    fn failed_run(&mut self, error: &mysql::Error, what: &str) -> Error {
        let failure = fault::of_run(error, what, &self.server);
        self.kept(failure)
    }

    fn kept(&mut self, (error, fate): (Error, Fate)) -> Error {
        if fate != Fate::Alive {
            self.lost |= fate == Fate::Lost;
            self.end = Some(error.clone());
        }
        error
    }

    fn ready(
        &mut self,
        sql: &'static Sql,
        params: &[Param<'_>],
    ) -> Result<(Ready, Vec<mysql::Value>)> {
        self.still_on()?;
        let ready = match self.statements.ready(&mut self.raw, sql) {
            Ok(ready) => ready,
            Err(error) => {
                let failed = self.failed(&error, sql.name);
                return Err(fault::uncompiled(&error, sql.name).unwrap_or(failed));
            }
        };
        match ready.values(params) {
            Some(values) => Ok((ready, values)),
            None => {
                let count = params.len();
                Err(Error::internal(format!("{} does not take {count} values", sql.name)))
            }
        }
    }

    /// Runs a statement without rows; answers how many it matched, or the server's own error.
    fn run(
        &mut self,
        sql: &'static Sql,
        params: &[Param<'_>],
    ) -> Result<std::result::Result<u64, mysql::Error>> {
        let (ready, values) = self.ready(sql, params)?;
        self.wrote = true;
        let ran = self.raw.exec_iter(&ready.statement, values);
        Ok(ran.and_then(|mut result| {
            let matched = result.affected_rows();
            result.try_for_each(|row| row.map(drop))?;
            Ok(matched)
        }))
    }
}

impl Connection for Conn {
    fn exec(&mut self, sql: &'static Sql, params: &[Param<'_>]) -> Result<u64> {
        self.run(sql, params)?.map_err(|error| self.failed_run(&error, sql.name))
    }

    fn query(
        &mut self,
        sql: &'static Sql,
        params: &[Param<'_>],
        each: &mut EachRow<'_>,
    ) -> Result<()> {
        let (ready, values) = self.ready(sql, params)?;
        let (mut outcome, stop) = (Ok(()), self.stop.clone());
        let ran = self.raw.exec_iter(&ready.statement, values).and_then(|mut rows| {
            // Where `each` has seen enough, or panics, the rest is read and dropped: the next
            // statement needs the connection.
            rows.try_for_each(|row| {
                let row = Fetched(row?);
                if outcome.is_ok() {
                    outcome = going_on(stop.as_deref()).and_then(|()| each(&row));
                }
                Ok(())
            })
        });
        ran.map_err(|error: mysql::Error| self.failed_run(&error, sql.name))?;
        outcome
    }

    fn insert_new(&mut self, sql: &'static Sql, params: &[Param<'_>]) -> Result<bool> {
        match self.run(sql, params)? {
            Ok(_) => Ok(true),
            // The server undoes the statement alone, and the transaction goes on.
            Err(error) if fault::is_taken(&error) => Ok(false),
            Err(error) => Err(self.failed_run(&error, sql.name)),
        }
    }

    /// DDL commits what was written before it, also where it fails, so a transaction begins anew
    /// after each script.
    fn script(&mut self, ddl: &str) -> Result<()> {
        self.wrote = true;
        let ran = self.run_text(ddl, "a script");
        self.run_text(Mode::Write.begin(), "BEGIN").and(ran)
    }

    /// A job that reads ends at its next statement or row. What the server has begun runs to its
    /// end, or to its time-out.
    fn stop_when(&mut self, stop: &Arc<AtomicBool>) {
        if self.mode == Mode::Read {
            self.stop = Some(Arc::clone(stop));
        }
    }
}

fn going_on(stop: Option<&AtomicBool>) -> Result<()> {
    match stop.is_some_and(|stop| stop.load(Ordering::Relaxed)) {
        true => Err(ErrorKind::Cancelled {}.into()),
        false => Ok(()),
    }
}
