//! Opening a file: who it belongs to, and how each connection is set up.
//!
//! Opening reads the header and nothing else: its cost does not grow with the file.

use std::ffi::c_int;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use rusqlite::ffi;

use super::connection::Conn;
use super::counters::Counters;
use super::options::{Durability, SqliteOptions};
use super::raw::Database;
use crate::error::{ErrorCode, ErrorKind, Result};
use crate::store::{Row, Value};

/// "SLVN": marks the files of this engine.
const APPLICATION_ID: i64 = 0x534C_564E;

/// The bytes of a frame: a page and its header.
const FRAME_BYTES: u64 = 4_096 + 24;

/// The writer's connection; makes the file where that is wanted.
pub(super) fn writer(
    path: &Path,
    options: &SqliteOptions,
    counters: &Arc<Counters>,
) -> Result<Conn> {
    let database = Database::open(Some(path), flags(options), options.busy_timeout_ms)?;
    let ours = identify(&database)?;
    if !options.read_only {
        to_write_ahead_log(&database, options)?;
        if !ours {
            claim(&database)?;
        }
        database.script(&writer_setup(options), "open")?;
    }
    database.script(&setup(options), "open")?;
    Conn::new(database, Arc::clone(counters))
}

/// A connection that reads beside the writer. It may write to the index of the log, which a reader
/// has to repair after a crash, but its jobs change nothing.
pub(super) fn reader(
    path: &Path,
    options: &SqliteOptions,
    counters: &Arc<Counters>,
) -> Result<Conn> {
    let flags = flags(options) & !ffi::SQLITE_OPEN_CREATE;
    let database = Database::open(Some(path), flags, options.busy_timeout_ms)?;
    database.script(&setup(options), "open")?;
    Conn::new(database, Arc::clone(counters))
}

/// The connection of the checkpointing thread.
pub(super) fn checkpoint_connection(path: &Path, options: &SqliteOptions) -> Result<Database> {
    let flags = flags(options) & !ffi::SQLITE_OPEN_CREATE;
    let database = Database::open(Some(path), flags, 0)?;
    database.script(&setup(options), "open")?;
    // A connection knows that the file has a log once it has read it.
    pragma(&database, "PRAGMA schema_version")?;
    Ok(database)
}

/// The only connection of a store in memory.
pub(super) fn memory(counters: &Arc<Counters>) -> Result<Conn> {
    let options = SqliteOptions::new();
    let flags = ffi::SQLITE_OPEN_READWRITE | ffi::SQLITE_OPEN_CREATE | ffi::SQLITE_OPEN_MEMORY;
    let database = Database::open(None, flags, options.busy_timeout_ms)?;
    database.script(&setup(&options), "open")?;
    Conn::new(database, Arc::clone(counters))
}

fn flags(options: &SqliteOptions) -> c_int {
    if options.read_only {
        ffi::SQLITE_OPEN_READONLY
    } else if options.create {
        ffi::SQLITE_OPEN_READWRITE | ffi::SQLITE_OPEN_CREATE
    } else {
        ffi::SQLITE_OPEN_READWRITE
    }
}

/// Whether the file is this engine's; false when it is empty. Anything else is refused, and left
/// as it was.
fn identify(database: &Database) -> Result<bool> {
    match pragma(database, "PRAGMA application_id")? {
        APPLICATION_ID => Ok(true),
        0 if pragma(database, "PRAGMA schema_version")? == 0 => Ok(false),
        other => {
            let detail = format!("its application id is {other:#x}, not {APPLICATION_ID:#x}");
            Err(ErrorKind::StorageCorrupt { detail }.into())
        }
    }
}

/// Turns the write-ahead log on, which lasts in the file. Two processes that do it at once meet a
/// lock for which SQLite does not call its busy handler.
fn to_write_ahead_log(database: &Database, options: &SqliteOptions) -> Result<()> {
    let patience = Duration::from_millis(options.busy_timeout_ms.into());
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

fn setup(options: &SqliteOptions) -> String {
    let synchronous = match options.durability {
        Durability::Full => "FULL",
        Durability::Normal => "NORMAL",
        Durability::Off => "OFF",
    };
    // A negative cache size counts in KiB. Temporary tables stay in memory: a file of them would
    // hold what erasure cannot reach.
    format!(
        "PRAGMA synchronous = {synchronous}; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;
         PRAGMA secure_delete = ON; PRAGMA cache_size = -{}",
        options.cache_bytes / 1024
    )
}

fn writer_setup(options: &SqliteOptions) -> String {
    // A log that a long reader made grow gives its space back at its next restart.
    let log_bytes = u64::from(options.wal_frames_max) * FRAME_BYTES * 2;
    let mut text = format!("PRAGMA journal_size_limit = {log_bytes};");
    if let Some(pages_max) = options.pages_max {
        text.push_str(&format!("PRAGMA max_page_count = {pages_max};"));
    }
    text
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
