//! SQLite's handles behind safe types: a database, a prepared statement, one run of a statement.
//!
//! Values are bound where they lie and rows are read where SQLite holds them, so that a call
//! allocates nothing. A run resets its statement however it ends, also by a panic.

use std::cell::{Cell, RefCell};
use std::ffi::{CStr, CString, c_char, c_int, c_void};
use std::path::Path;
use std::ptr::{NonNull, null, null_mut};
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Once};
use std::time::{Duration, Instant};

use rusqlite::ffi;

use super::fault;
use crate::error::{Error, ErrorKind, Result};
use crate::store::{Param, Row, Value};

/// An open database. It may move between threads, and only one uses it at a time.
#[derive(Debug)]
pub(super) struct Database {
    raw: NonNull<ffi::sqlite3>,
    /// Read by SQLite's callbacks, so it stays where it is for as long as the handle is open.
    shared: Rc<Callbacks>,
}

// SAFETY: the handle is opened without a mutex of its own (NOMUTEX), which allows any one thread
// at a time; as the type is not Sync, that is the thread that has it. The callbacks' state goes
// with it: SQLite calls them on the thread that called it, and no other clone of the `Rc` exists.
unsafe impl Send for Database {}

#[derive(Debug)]
struct Callbacks {
    /// How long the busy handler goes on.
    wait_ms: Cell<u32>,
    /// When the present wait began.
    since: Cell<Option<Instant>>,
    /// Frames in the write-ahead log after the last commit of this connection.
    wal_frames: Cell<u32>,
    /// What ends the present statement when it becomes true.
    stop: RefCell<Option<Arc<AtomicBool>>>,
}

impl Database {
    /// Opens a file, or a database in memory when `path` is none.
    pub(super) fn open(path: Option<&Path>, flags: c_int, wait_ms: u32) -> Result<Database> {
        quiet_memory_statistics();
        let name = match path {
            Some(path) => super::open::file_name(path)?,
            None => c":memory:".to_owned(),
        };
        let mut raw = null_mut();
        let flags = flags | ffi::SQLITE_OPEN_NOMUTEX | ffi::SQLITE_OPEN_EXRESCODE;
        // SAFETY: `name` is a C string, `raw` receives the handle, a null VFS means the default.
        let code = unsafe { ffi::sqlite3_open_v2(name.as_ptr(), &raw mut raw, flags, null()) };
        let Some(raw) = NonNull::new(raw) else {
            return Err(fault::error(ffi::SQLITE_NOMEM, "", "open", 0));
        };
        let shared = Rc::new(Callbacks {
            wait_ms: Cell::new(wait_ms),
            since: Cell::new(None),
            wal_frames: Cell::new(0),
            stop: RefCell::default(),
        });
        // From here on Drop closes the handle, which SQLite wants after a failed open too.
        let database = Database { raw, shared };
        if code != ffi::SQLITE_OK {
            return Err(database.error(code, "open"));
        }
        let context = Rc::as_ptr(&database.shared).cast_mut().cast::<c_void>();
        // SAFETY: the handle is open, and `context` outlives it: Drop closes the handle first.
        unsafe {
            ffi::sqlite3_busy_handler(raw.as_ptr(), Some(on_busy), context);
            ffi::sqlite3_wal_hook(raw.as_ptr(), Some(on_commit), context);
        }
        Ok(database)
    }

    /// SQLite's handle, for calls which this module does not wrap.
    pub(super) fn raw(&self) -> *mut ffi::sqlite3 {
        self.raw.as_ptr()
    }

    /// The error for a result code of this handle.
    pub(super) fn error(&self, code: c_int, what: &str) -> Error {
        fault::error(code, &self.message(), what, self.shared.wait_ms.get())
    }

    fn message(&self) -> String {
        // SAFETY: the handle is open; the text is copied before any other call can change it.
        let text = unsafe { CStr::from_ptr(ffi::sqlite3_errmsg(self.raw.as_ptr())) };
        text.to_string_lossy().into_owned()
    }

    /// How long it waits for others from now on.
    pub(super) fn set_wait_ms(&self, wait_ms: u32) -> u32 {
        self.shared.wait_ms.replace(wait_ms)
    }

    /// Ends statements soon after `stop` becomes true; none lets them run. It costs nothing where
    /// it is not asked for.
    pub(super) fn stop_when(&self, stop: Option<Arc<AtomicBool>>) {
        // Some ten microseconds of work between two looks.
        const STEPS: c_int = 1_000;
        let wanted = stop.is_some();
        if self.shared.stop.replace(stop).is_some() == wanted {
            return;
        }
        let context = Rc::as_ptr(&self.shared).cast_mut().cast::<c_void>();
        let raw = self.raw.as_ptr();
        // SAFETY: the handle is open, and `context` outlives it: Drop closes the handle first.
        unsafe {
            match wanted {
                true => ffi::sqlite3_progress_handler(raw, STEPS, Some(on_progress), context),
                false => ffi::sqlite3_progress_handler(raw, 0, None, null_mut()),
            }
        }
    }

    /// Frames in the write-ahead log after the last commit here.
    pub(super) fn wal_frames(&self) -> u32 {
        self.shared.wal_frames.get()
    }

    /// Whether no transaction is open.
    pub(super) fn is_idle(&self) -> bool {
        // SAFETY: the handle is open.
        unsafe { ffi::sqlite3_get_autocommit(self.raw.as_ptr()) != 0 }
    }

    /// Rows that the last INSERT, UPDATE or DELETE matched.
    pub(super) fn changes(&self) -> i64 {
        // SAFETY: the handle is open.
        unsafe { ffi::sqlite3_changes64(self.raw.as_ptr()) }
    }

    /// Rows changed since the handle was opened.
    pub(super) fn total_changes(&self) -> i64 {
        // SAFETY: the handle is open.
        unsafe { ffi::sqlite3_total_changes64(self.raw.as_ptr()) }
    }

    /// Runs statements that take no values and whose rows nobody wants.
    pub(super) fn script(&self, text: &str, what: &str) -> Result<()> {
        let text = CString::new(text).map_err(|_| Error::internal("a script holds NUL"))?;
        // SAFETY: the handle is open and `text` is a C string.
        let code = unsafe {
            ffi::sqlite3_exec(self.raw.as_ptr(), text.as_ptr(), None, null_mut(), null_mut())
        };
        match code {
            ffi::SQLITE_OK => Ok(()),
            ffi::SQLITE_ERROR => Err(fault::uncompiled(code, &self.message(), what, 0)),
            _ => Err(self.error(code, what)),
        }
    }

    /// Prepares a statement that will be kept.
    pub(super) fn prepare(&self, text: &str, what: &str) -> Result<Statement> {
        let length = c_int::try_from(text.len())
            .map_err(|_| Error::internal(format!("{what} is too long")))?;
        let mut raw = null_mut();
        // SAFETY: the handle is open, the text has `length` bytes, `raw` receives the statement.
        let code = unsafe {
            ffi::sqlite3_prepare_v3(
                self.raw.as_ptr(),
                text.as_ptr().cast::<c_char>(),
                length,
                ffi::SQLITE_PREPARE_PERSISTENT,
                &raw mut raw,
                null_mut(),
            )
        };
        if code != ffi::SQLITE_OK {
            let waited_ms = self.shared.wait_ms.get();
            return Err(fault::uncompiled(code, &self.message(), what, waited_ms));
        }
        let raw = NonNull::new(raw)
            .ok_or_else(|| Error::internal(format!("{what} holds no statement")))?;
        // SAFETY: the statement was just prepared.
        let (params, columns, reads) = unsafe {
            (
                ffi::sqlite3_bind_parameter_count(raw.as_ptr()),
                ffi::sqlite3_column_count(raw.as_ptr()),
                ffi::sqlite3_stmt_readonly(raw.as_ptr()) != 0,
            )
        };
        Ok(Statement { raw, params: params as usize, columns: columns as usize, reads })
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        // SAFETY: the owner drops every statement before its database, so this is the last use.
        unsafe { ffi::sqlite3_close(self.raw.as_ptr()) };
    }
}

/// A prepared statement. Its owner drops it before the database it belongs to.
#[derive(Debug)]
pub(super) struct Statement {
    raw: NonNull<ffi::sqlite3_stmt>,
    params: usize,
    columns: usize,
    /// Whether it can change nothing.
    pub(super) reads: bool,
}

// SAFETY: a statement is used only together with its database, which one thread has at a time.
unsafe impl Send for Statement {}

impl Statement {
    /// Binds the values and gives a run that yields the rows. The values are borrowed until it
    /// ends: SQLite reads them where they lie.
    pub(super) fn run<'s>(&'s mut self, params: &'s [Param<'_>]) -> Result<Run<'s>, c_int> {
        if params.len() != self.params {
            return Err(ffi::SQLITE_RANGE);
        }
        for (index, param) in (1..).zip(params) {
            let code = self.bind(index, param);
            if code != ffi::SQLITE_OK {
                return Err(code);
            }
        }
        Ok(Run { statement: self })
    }

    fn bind(&mut self, index: c_int, param: &Param<'_>) -> c_int {
        let raw = self.raw.as_ptr();
        // SAFETY: the statement is not running (`run` borrows it exclusively), and each pointer is
        // valid for its length until the run ends. Bindings left from an earlier run dangle, but
        // `run` replaces every one of them before SQLite can look. A slice's pointer is never
        // null, so empty values stay distinct from NULL. No destructor means SQLITE_STATIC.
        unsafe {
            match param {
                Param::Null => ffi::sqlite3_bind_null(raw, index),
                Param::Int(value) => ffi::sqlite3_bind_int64(raw, index, *value),
                Param::Text(text) => ffi::sqlite3_bind_text64(
                    raw,
                    index,
                    text.as_ptr().cast::<c_char>(),
                    text.len() as u64,
                    None,
                    ffi::SQLITE_UTF8 as u8,
                ),
                Param::Bytes(bytes) => {
                    let start = bytes.as_ptr().cast::<c_void>();
                    ffi::sqlite3_bind_blob64(raw, index, start, bytes.len() as u64, None)
                }
                Param::Id(id) => {
                    let start = id.as_bytes().as_ptr().cast::<c_void>();
                    ffi::sqlite3_bind_blob64(raw, index, start, 16, None)
                }
            }
        }
    }
}

impl Drop for Statement {
    fn drop(&mut self) {
        // SAFETY: nothing runs this statement, and its database is still open.
        unsafe { ffi::sqlite3_finalize(self.raw.as_ptr()) };
    }
}

/// One run of a statement: it can be stepped, and is reset when dropped.
#[derive(Debug)]
pub(super) struct Run<'s> {
    statement: &'s mut Statement,
}

impl Run<'_> {
    /// Whether there is a next row, which can then be read.
    pub(super) fn step(&mut self) -> Result<bool, c_int> {
        // SAFETY: the statement is bound, and belongs to an open database.
        match unsafe { ffi::sqlite3_step(self.statement.raw.as_ptr()) } {
            ffi::SQLITE_ROW => Ok(true),
            ffi::SQLITE_DONE => Ok(false),
            code => Err(code),
        }
    }
}

impl Drop for Run<'_> {
    fn drop(&mut self) {
        // SAFETY: as for `step`. The code it returns is the step's own, which was seen there.
        unsafe { ffi::sqlite3_reset(self.statement.raw.as_ptr()) };
    }
}

impl Row for Run<'_> {
    fn value(&self, column: usize) -> Result<Value<'_>> {
        let raw = self.statement.raw.as_ptr();
        if column >= self.statement.columns {
            return Err(Error::internal(format!("the row has no column {column}")));
        }
        // SAFETY: the run stands on a row, the column exists, and what SQLite returns stays valid
        // until the next step or reset, both of which need `&mut self`. The value is asked for in
        // the type it has, so that no conversion moves it, and its length after its address.
        // Through the value instead of the column, SQLite looks the row up once instead of up to
        // three times; it asks only that no other thread uses the connection (see `Database`).
        unsafe {
            let value = ffi::sqlite3_column_value(raw, column as c_int);
            match ffi::sqlite3_value_type(value) {
                ffi::SQLITE_NULL => Ok(Value::Null),
                ffi::SQLITE_INTEGER => Ok(Value::Int(ffi::sqlite3_value_int64(value))),
                ffi::SQLITE_TEXT => {
                    let start = ffi::sqlite3_value_text(value);
                    std::str::from_utf8(bytes_at(start, value))
                        .map(Value::Text)
                        .map_err(|_| damaged(column, "text that is not UTF-8"))
                }
                ffi::SQLITE_BLOB => {
                    let start = ffi::sqlite3_value_blob(value).cast::<u8>();
                    Ok(Value::Bytes(bytes_at(start, value)))
                }
                _ => Err(damaged(column, "a fraction")),
            }
        }
    }
}

/// # Safety
/// `start` is what SQLite returned for this value of the present row, which outlives the bytes.
unsafe fn bytes_at<'r>(start: *const u8, value: *mut ffi::sqlite3_value) -> &'r [u8] {
    if start.is_null() {
        return &[];
    }
    // SAFETY: SQLite holds so many bytes at the address it gave, until the next step.
    unsafe { std::slice::from_raw_parts(start, ffi::sqlite3_value_bytes(value) as usize) }
}

fn damaged(column: usize, found: &str) -> Error {
    ErrorKind::StorageCorrupt { detail: format!("column {column} holds {found}") }.into()
}

/// Turns SQLite's memory statistics off, once: they take a global lock at each allocation, 9-16 %
/// of the time of a call. Where the host has started SQLite before, its choice stands.
fn quiet_memory_statistics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // SAFETY: the call stores one flag, which only counters of memory in use depend on, and
        // SQLite refuses it (MISUSE, ignored here) once it has been initialised by anybody.
        unsafe { ffi::sqlite3_config(ffi::SQLITE_CONFIG_MEMSTATUS, 0 as c_int) };
    });
}

/// Waits for another connection in short, growing steps. SQLite's own handler sleeps up to 100 ms
/// at a time, and so misses the gaps between the commits of a busy process until it times out.
unsafe extern "C" fn on_busy(context: *mut c_void, tries: c_int) -> c_int {
    const STEP_US_MAX: u64 = 1_000;
    // SAFETY: `context` is the `Callbacks` of the handle that calls, which outlives it.
    let shared = unsafe { &*context.cast::<Callbacks>() };
    let since = match shared.since.get() {
        Some(since) if tries > 0 => since,
        _ => Instant::now(),
    };
    shared.since.set(Some(since));
    if since.elapsed() >= Duration::from_millis(shared.wait_ms.get().into()) {
        return 0;
    }
    let step_us = (20 << tries.clamp(0, 10)).min(STEP_US_MAX);
    std::thread::sleep(Duration::from_micros(step_us));
    1
}

/// Says whether the present statement is to end.
unsafe extern "C" fn on_progress(context: *mut c_void) -> c_int {
    // SAFETY: `context` is the `Callbacks` of the handle that calls, which outlives it.
    let shared = unsafe { &*context.cast::<Callbacks>() };
    let stop = shared.stop.try_borrow();
    c_int::from(stop.is_ok_and(|stop| stop.as_ref().is_some_and(|s| s.load(Ordering::Acquire))))
}

/// Notes the length of the write-ahead log. Being installed, it also turns SQLite's own automatic
/// checkpoint off.
unsafe extern "C" fn on_commit(
    context: *mut c_void,
    _database: *mut ffi::sqlite3,
    _schema: *const c_char,
    frames: c_int,
) -> c_int {
    // SAFETY: `context` is the `Callbacks` of the handle that calls, which outlives it.
    let shared = unsafe { &*context.cast::<Callbacks>() };
    shared.wal_frames.set(frames.max(0) as u32);
    ffi::SQLITE_OK
}
