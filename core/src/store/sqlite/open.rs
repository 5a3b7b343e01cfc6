//! Opening a file: who it belongs to, and how each connection is set up.
//!
//! Opening reads the header and nothing else: its cost does not grow with the file.

use std::ffi::{CString, c_int};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use rusqlite::ffi;

use super::connection::Conn;
use super::counters::Counters;
use super::options::{Durability, SqliteOptions};
use super::raw::Database;
use crate::error::{Error, ErrorCode, ErrorKind, Result};
use crate::store::{Row, Value};

/// "SLVN": marks the files of this engine.
const APPLICATION_ID: i64 = 0x534C_564E;

/// The bytes of a frame: a page and its header.
const FRAME_BYTES: u64 = 4_096 + 24;

/// Where a store is and how its connections are made.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) path: PathBuf,
    pub(super) options: SqliteOptions,
    pub(super) counters: Arc<Counters>,
}

impl Place {
    /// Opens the file, and makes it where that is wanted. It reads: the writer's connection is made
    /// by the first write, because every connection has to read the whole schema.
    pub(super) fn open(&self) -> Result<Conn> {
        let database = self.connect(self.flags())?;
        if !identify(&database)? {
            drop(database);
            self.create()?;
            return self.reader();
        }
        self.for_reading(database)
    }

    /// The connection that writes.
    pub(super) fn writer(&self) -> Result<Conn> {
        let database = self.connect(self.flags())?;
        self.to_write_ahead_log(&database)?;
        database.script(&self.writer_setup(), "open")?;
        Conn::new(database, Arc::clone(&self.counters))
    }

    /// A connection that reads beside the writer. It may write to the index of the log, which a
    /// reader has to repair after a crash, but its jobs change nothing.
    pub(super) fn reader(&self) -> Result<Conn> {
        self.for_reading(self.connect(self.flags() & !ffi::SQLITE_OPEN_CREATE)?)
    }

    /// The connection of the checkpointing thread.
    pub(super) fn checkpointer(&self) -> Result<Database> {
        let database = self.connect(self.flags() & !ffi::SQLITE_OPEN_CREATE)?;
        database.set_wait_ms(0);
        database.script(&format!("PRAGMA synchronous = {}", self.synchronous()), "open")?;
        // A connection knows that the file has a log once it has read it.
        pragma(&database, "PRAGMA schema_version")?;
        Ok(database)
    }

    fn connect(&self, flags: c_int) -> Result<Database> {
        Database::open(Some(&self.path), flags, self.options.busy_timeout_ms)
    }

    fn flags(&self) -> c_int {
        if self.options.read_only {
            ffi::SQLITE_OPEN_READONLY
        } else if self.options.create {
            ffi::SQLITE_OPEN_READWRITE | ffi::SQLITE_OPEN_CREATE
        } else {
            ffi::SQLITE_OPEN_READWRITE
        }
    }

    /// Makes an empty file this engine's.
    fn create(&self) -> Result<()> {
        if self.options.read_only {
            return Err(foreign(0));
        }
        let database = self.connect(self.flags())?;
        self.to_write_ahead_log(&database)?;
        database.script(&self.writer_setup(), "open")?;
        claim(&database)
    }

    /// Turns the write-ahead log on, which lasts in the file. Two processes that do it at once meet
    /// a lock for which SQLite does not call its busy handler.
    fn to_write_ahead_log(&self, database: &Database) -> Result<()> {
        let patience = Duration::from_millis(self.options.busy_timeout_ms.into());
        let since = Instant::now();
        loop {
            match database.script("PRAGMA journal_mode = WAL", "open") {
                Err(error) if error.code() == ErrorCode::Busy && since.elapsed() < patience => {
                    std::thread::sleep(Duration::from_millis(1));
                }
                done => return done,
            }
        }
    }

    fn for_reading(&self, database: Database) -> Result<Conn> {
        database.script(&common_setup(&self.options), "open")?;
        Conn::new(database, Arc::clone(&self.counters))
    }

    fn writer_setup(&self) -> String {
        // A log that a long reader made grow gives its space back at its next restart. Content that
        // is removed or replaced is overwritten at once, so that erasure needs no second pass; no
        // difference could be measured for a consume nor for removing messages.
        let log_bytes = u64::from(self.options.wal_frames_max) * FRAME_BYTES * 2;
        let mut text = format!(
            "{}; PRAGMA synchronous = {}; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;
             PRAGMA journal_size_limit = {log_bytes};",
            common_setup(&self.options),
            self.synchronous(),
        );
        if let Some(pages_max) = self.options.pages_max {
            text.push_str(&format!("PRAGMA max_page_count = {pages_max};"));
        }
        text
    }

    fn synchronous(&self) -> &'static str {
        match self.options.durability {
            Durability::Full => "FULL",
            Durability::Normal => "NORMAL",
            Durability::Off => "OFF",
        }
    }
}

/// The only connection of a store in memory.
pub(super) fn memory(counters: &Arc<Counters>) -> Result<Conn> {
    let options = SqliteOptions::new();
    let flags = ffi::SQLITE_OPEN_READWRITE | ffi::SQLITE_OPEN_CREATE | ffi::SQLITE_OPEN_MEMORY;
    let database = Database::open(None, flags, options.busy_timeout_ms)?;
    database.script(&common_setup(&options), "open")?;
    database.script("PRAGMA foreign_keys = ON", "open")?;
    // So that a backup of it opens as a store.
    database.script(&format!("PRAGMA application_id = {APPLICATION_ID}"), "open")?;
    Conn::new(database, Arc::clone(counters))
}

/// What every connection needs. A negative cache size counts in KiB. Temporary tables stay in
/// memory: a file of them would hold what erasure cannot reach.
fn common_setup(options: &SqliteOptions) -> String {
    format!("PRAGMA temp_store = MEMORY; PRAGMA cache_size = -{}", options.cache_bytes / 1024)
}

/// Whether the file is this engine's; false when it is empty. Anything else is refused, and left
/// as it was.
fn identify(database: &Database) -> Result<bool> {
    match pragma(database, "PRAGMA application_id")? {
        APPLICATION_ID => Ok(true),
        0 if pragma(database, "PRAGMA schema_version")? == 0 => Ok(false),
        other => Err(foreign(other)),
    }
}

fn foreign(id: i64) -> Error {
    let detail = format!("its application id is {id:#x}, not {APPLICATION_ID:#x}");
    ErrorKind::StorageCorrupt { detail }.into()
}

/// Marks an empty file as this engine's, unless another process has just done so.
fn claim(database: &Database) -> Result<()> {
    database.script("BEGIN IMMEDIATE", "open")?;
    let claimed = identify(database).and_then(|ours| match ours {
        true => Ok(()),
        false => database.script(&format!("PRAGMA application_id = {APPLICATION_ID}"), "open"),
    });
    match claimed {
        Ok(()) => database.script("COMMIT", "open"),
        Err(error) => {
            database.script("ROLLBACK", "open")?;
            Err(error)
        }
    }
}

/// The number that a pragma answers.
fn pragma(database: &Database, text: &str) -> Result<i64> {
    let mut statement = database.prepare(text, "open")?;
    let failed = |code| database.error(code, "open");
    let mut run = statement.run(&[]).map_err(failed)?;
    if !run.step().map_err(failed)? {
        return Ok(0);
    }
    match run.value(0)? {
        Value::Int(value) => Ok(value),
        _ => Ok(0),
    }
}

/// The path as SQLite wants it. A relative path is anchored, so that no name is taken for a URI, a
/// database in memory or a temporary one.
pub(super) fn file_name(path: &Path) -> Result<CString> {
    let unusable = |why: &str| ErrorKind::BackendUnavailable { reason: format!("the path {why}") };
    if path.as_os_str().is_empty() {
        return Err(unusable("is empty").into());
    }
    let anchored = if path.is_absolute() { path.to_owned() } else { Path::new(".").join(path) };
    #[cfg(unix)]
    let bytes = std::os::unix::ffi::OsStringExt::into_vec(anchored.into_os_string());
    #[cfg(not(unix))]
    let bytes = anchored
        .into_os_string()
        .into_string()
        .map_err(|_| unusable("is not Unicode"))?
        .into_bytes();
    CString::new(bytes).map_err(|_| unusable("holds NUL").into())
}
