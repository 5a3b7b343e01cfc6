//! One connection: its statements, its transaction, and the [`Connection`] that jobs see.
//!
//! Each statement is compiled once and kept for good: they are static, so there are only so many.
//! Once SQLite has ended a transaction under a job (a full disk does that), every later statement
//! of the job fails: none can slip into a transaction of its own.

use std::collections::HashMap;
use std::ffi::c_int;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use rusqlite::ffi;

use super::counters::Counters;
use super::fault;
use super::raw::{Database, Run, Statement};
use crate::error::{Error, ErrorKind, Result};
use crate::store::{Connection, EachRow, Param, Sql};

/// One connection to the store.
#[derive(Debug)]
pub(super) struct Conn {
    // Fields drop in this order: every statement before its database.
    statements: Vec<Statement>,
    control: Control,
    database: Database,
    kept: Kept,
    counters: Arc<Counters>,
    /// Whether the present job may write.
    writes: bool,
    /// Whether the transaction ended under the job.
    lost: bool,
    /// Whether the store itself failed during the job.
    failed: bool,
    /// Whether the job ran a script, which no count of changes shows.
    scripted: bool,
}

/// Places of statements by the address of their [`Sql`], which is static and names it for good.
type Kept = HashMap<usize, usize, BuildHasherDefault<AddressHasher>>;

/// Spreads addresses over a table (Fibonacci hashing). An address is no secret and nobody outside
/// chooses it, so the default hasher's protection would only cost 15 ns a call.
#[derive(Debug, Default)]
struct AddressHasher(u64);

impl Hasher for AddressHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_usize(usize::from(*byte));
        }
    }

    fn write_usize(&mut self, address: usize) {
        let spread = (self.0 ^ address as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.0 = spread ^ (spread >> 32);
    }
}

/// Statements are aligned to more than a byte, so the lowest bit tells the two forms apart.
const INSERT_NEW: usize = 1;

#[derive(Debug)]
struct Control {
    begin_read: Statement,
    begin_write: Statement,
    commit: Statement,
    rollback: Statement,
}

/// What one job did to the transaction it ran in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trace {
    /// Nothing was changed.
    Clean,
    /// Rows or the schema were changed.
    Changed,
    /// The store failed, or the transaction is gone.
    Broken,
}

impl Conn {
    pub(super) fn new(database: Database, counters: Arc<Counters>) -> Result<Conn> {
        let control = Control {
            begin_read: database.prepare("BEGIN", "begin")?,
            begin_write: database.prepare("BEGIN IMMEDIATE", "begin")?,
            commit: database.prepare("COMMIT", "commit")?,
            rollback: database.prepare("ROLLBACK", "rollback")?,
        };
        counters.connections.add(1);
        Ok(Conn {
            statements: Vec::new(),
            control,
            database,
            kept: Kept::default(),
            counters,
            writes: false,
            lost: false,
            failed: false,
            scripted: false,
        })
    }

    pub(super) fn database(&self) -> &Database {
        &self.database
    }

    /// Opens a transaction whose snapshot is taken by its first statement.
    pub(super) fn begin_read(&mut self) -> Result<()> {
        self.writes = false;
        self.lost = false;
        self.step_control(|control| &mut control.begin_read, "begin")
    }

    /// Opens a transaction that holds the store's write lock.
    pub(super) fn begin_write(&mut self) -> Result<()> {
        self.writes = true;
        self.lost = false;
        self.step_control(|control| &mut control.begin_write, "begin")
    }

    /// Makes the transaction last, or reports why not; it may then still be open.
    pub(super) fn commit(&mut self) -> Result<()> {
        self.step_control(|control| &mut control.commit, "commit")?;
        self.counters.commits.add(1);
        Ok(())
    }

    /// Ends a transaction that only read.
    pub(super) fn end_read(&mut self) {
        self.database.stop_when(None);
        // It has nothing to make last; should SQLite refuse all the same, the rollback ends it.
        if self.step_control(|control| &mut control.commit, "end of a read").is_err() {
            self.rollback();
        }
    }

    /// Marks a point to which one job can be undone.
    pub(super) fn savepoint(&mut self) -> Result<()> {
        self.database.script("SAVEPOINT job", "savepoint")
    }

    /// Undoes everything since the savepoint, which stays.
    pub(super) fn rollback_to_savepoint(&mut self) -> Result<()> {
        self.database.script("ROLLBACK TO job", "savepoint")
    }

    /// Forgets the savepoint.
    pub(super) fn release_savepoint(&mut self) -> Result<()> {
        self.database.script("RELEASE job", "savepoint")
    }

    /// Ends the transaction, if one is open, without a trace.
    pub(super) fn rollback(&mut self) {
        if !self.database.is_idle() {
            // SQLite fails a rollback only where the transaction is gone already.
            let _ = self.step_control(|control| &mut control.rollback, "rollback");
        }
    }

    fn step_control(
        &mut self,
        pick: impl FnOnce(&mut Control) -> &mut Statement,
        what: &str,
    ) -> Result<()> {
        let run = pick(&mut self.control).run(&[]);
        match run.and_then(|mut run| run.step()) {
            Ok(_) => Ok(()),
            Err(code) => Err(self.database.error(code, what)),
        }
    }

    /// Runs one job of the open transaction and tells what it did to it.
    pub(super) fn trace<R>(&mut self, job: impl FnOnce(&mut Conn) -> R) -> (R, Trace) {
        self.failed = false;
        self.scripted = false;
        let before = self.database.total_changes();
        let result = job(self);
        self.lost |= self.database.is_idle();
        let trace = if self.lost || self.failed {
            Trace::Broken
        } else if self.scripted || self.database.total_changes() != before {
            Trace::Changed
        } else {
            Trace::Clean
        };
        (result, trace)
    }

    /// Whether the transaction ended under the last job.
    pub(super) fn is_lost(&self) -> bool {
        self.lost
    }

    /// Runs a statement to its end and hands each row to `each`; answers whether it only reads.
    fn run(
        &mut self,
        sql: &'static Sql,
        form: usize,
        params: &[Param<'_>],
        each: &mut EachRow<'_>,
    ) -> Result<bool> {
        if self.lost {
            return Err(lost());
        }
        let place = match self.kept.get(&(std::ptr::from_ref(sql).addr() | form)) {
            Some(place) => *place,
            None => self.keep(sql, form)?,
        };
        let statement = &mut self.statements[place];
        let reads = statement.reads;
        if !reads && !self.writes {
            return Err(ErrorKind::ReadOnly {}.into());
        }
        match statement.run(params).map_err(Stop::Store).and_then(|run| drain(run, each)) {
            Ok(()) => Ok(reads),
            Err(Stop::Job(error)) => Err(error),
            Err(Stop::Store(code)) => Err(self.fail(code, sql, params)),
        }
    }

    #[cold]
    fn keep(&mut self, sql: &'static Sql, form: usize) -> Result<usize> {
        let statement = match form {
            INSERT_NEW => self.database.prepare(&insert_new_text(sql.any), sql.name)?,
            _ => self.database.prepare(sql.any, sql.name)?,
        };
        self.counters.statements_prepared.add(1);
        let place = self.statements.len();
        self.statements.push(statement);
        self.kept.insert(std::ptr::from_ref(sql).addr() | form, place);
        Ok(place)
    }

    /// The error of a statement, noting what it means for the transaction.
    #[cold]
    fn fail(&mut self, code: c_int, sql: &Sql, params: &[Param<'_>]) -> Error {
        if code == ffi::SQLITE_RANGE {
            return Error::internal(format!("{} does not take {} values", sql.name, params.len()));
        }
        let error = match code & 0xff {
            ffi::SQLITE_TOOBIG => too_large(params),
            _ => self.database.error(code, sql.name),
        };
        self.failed |= fault::is_of_the_store(code);
        self.lost |= self.database.is_idle();
        error
    }
}

enum Stop {
    Store(c_int),
    Job(Error),
}

fn drain(mut run: Run<'_>, each: &mut EachRow<'_>) -> Result<(), Stop> {
    while run.step().map_err(Stop::Store)? {
        each(&run).map_err(Stop::Job)?;
    }
    Ok(())
}

fn too_large(params: &[Param<'_>]) -> Error {
    let bytes = |param: &Param<'_>| match param {
        Param::Text(text) => text.len(),
        Param::Bytes(bytes) => bytes.len(),
        _ => 0,
    };
    let size = params.iter().map(bytes).max().unwrap_or(0) as i64;
    ErrorKind::PayloadTooLarge { field: "value".into(), size, limit: fault::VALUE_BYTES_MAX }.into()
}

pub(super) fn lost() -> Error {
    let detail = "an earlier failure ended the transaction".into();
    ErrorKind::StorageIo { detail }.into()
}

fn insert_new_text(insert: &str) -> String {
    format!("{} ON CONFLICT DO NOTHING", insert.trim_end().trim_end_matches(';'))
}

impl Connection for Conn {
    fn exec(&mut self, sql: &'static Sql, params: &[Param<'_>]) -> Result<u64> {
        let reads = self.run(sql, 0, params, &mut |_| Ok(()))?;
        Ok(if reads { 0 } else { self.database.changes().unsigned_abs() })
    }

    fn query(
        &mut self,
        sql: &'static Sql,
        params: &[Param<'_>],
        each: &mut EachRow<'_>,
    ) -> Result<()> {
        self.run(sql, 0, params, each).map(|_| ())
    }

    fn insert_new(&mut self, sql: &'static Sql, params: &[Param<'_>]) -> Result<bool> {
        self.run(sql, INSERT_NEW, params, &mut |_| Ok(()))?;
        Ok(self.database.changes() > 0)
    }

    fn script(&mut self, ddl: &str) -> Result<()> {
        if self.lost || !self.writes {
            return Err(ErrorKind::ReadOnly {}.into());
        }
        self.scripted = true;
        let done = self.database.script(ddl, "script");
        self.lost |= self.database.is_idle();
        self.failed |= done.is_err();
        done
    }

    fn stop_when(&mut self, stop: &Arc<AtomicBool>) {
        if !self.writes {
            self.database.stop_when(Some(Arc::clone(stop)));
        }
    }
}
