//! Copies and checks of a store in use.
//!
//! A copy holds one consistent point: the snapshot of its own connection, which nobody's writes
//! disturb and which makes nobody wait. It appears under its name when it is complete and on the
//! disk, never before.

use std::ffi::{OsString, c_int};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::ptr::NonNull;

use rusqlite::ffi;

use super::raw::Database;
use crate::error::{Error, ErrorKind, Result};
use crate::store::{Row, Value};

/// Pages copied between two calls of `progress`: a megabyte, some milliseconds.
const STEP_PAGES: c_int = 256;

/// Damages reported before the check gives up: a file with so many is restored, not mended.
const DAMAGES_MAX: u32 = 100;

/// Copies what `source` sees now to a new file at `to`, until `progress` answers false.
pub(super) fn copy(
    source: &Database,
    to: &Path,
    progress: &mut dyn FnMut(u64, u64) -> Result<bool>,
) -> Result<()> {
    if to.try_exists().map_err(failed)? {
        let reason = "the file exists already".into();
        return Err(ErrorKind::Conflict { what: "the backup".into(), reason }.into());
    }
    let partial = Partial::beside(to)?;
    copy_pages(source, &partial.path, progress)?;
    File::open(&partial.path).and_then(|file| file.sync_all()).map_err(failed)?;
    fs::rename(&partial.path, to).map_err(failed)?;
    sync_folder(to)
}

fn copy_pages(
    source: &Database,
    to: &Path,
    progress: &mut dyn FnMut(u64, u64) -> Result<bool>,
) -> Result<()> {
    let flags = ffi::SQLITE_OPEN_READWRITE | ffi::SQLITE_OPEN_CREATE;
    let target = Database::open(Some(to), flags, 0)?;
    // The file is thrown away unless it becomes complete, so it needs no journal of its own, and
    // it is synced once at the end.
    target.script("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF", "backup")?;
    let mut copy = Copy::begin(source, &target)?;
    loop {
        let done = copy.step()?;
        let (remaining, pages) = copy.state();
        // A store of one step is asked about too: until the file has its name it can be cancelled.
        let copied = if done { pages } else { pages.saturating_sub(remaining) };
        if !progress(copied, pages)? {
            return Err(ErrorKind::Cancelled {}.into());
        }
        if done {
            return copy.finish();
        }
    }
}

/// A copy under way; dropped, it is abandoned.
struct Copy<'d> {
    raw: Option<NonNull<ffi::sqlite3_backup>>,
    target: &'d Database,
    _source: &'d Database,
}

impl<'d> Copy<'d> {
    fn begin(source: &'d Database, target: &'d Database) -> Result<Self> {
        let main = c"main".as_ptr();
        // SAFETY: both databases are open and outlive the copy, which borrows them.
        let raw = unsafe { ffi::sqlite3_backup_init(target.raw(), main, source.raw(), main) };
        let raw = NonNull::new(raw).ok_or_else(|| target.error(ffi::SQLITE_ERROR, "backup"))?;
        Ok(Copy { raw: Some(raw), target, _source: source })
    }

    /// Copies some pages; true when none are left.
    fn step(&mut self) -> Result<bool> {
        let Some(raw) = self.raw else { return Ok(true) };
        // SAFETY: the copy is not finished.
        match unsafe { ffi::sqlite3_backup_step(raw.as_ptr(), STEP_PAGES) } {
            ffi::SQLITE_OK => Ok(false),
            ffi::SQLITE_DONE => Ok(true),
            code => Err(self.target.error(code, "backup")),
        }
    }

    /// Pages left and pages in all.
    fn state(&self) -> (u64, u64) {
        let Some(raw) = self.raw else { return (0, 0) };
        // SAFETY: the copy is not finished.
        let (remaining, pages) = unsafe {
            (
                ffi::sqlite3_backup_remaining(raw.as_ptr()),
                ffi::sqlite3_backup_pagecount(raw.as_ptr()),
            )
        };
        (remaining.max(0) as u64, pages.max(0) as u64)
    }

    fn finish(mut self) -> Result<()> {
        let Some(raw) = self.raw.take() else { return Ok(()) };
        // SAFETY: the copy is not finished before, and `raw` was taken, so it is not again.
        match unsafe { ffi::sqlite3_backup_finish(raw.as_ptr()) } {
            ffi::SQLITE_OK => Ok(()),
            code => Err(self.target.error(code, "backup")),
        }
    }
}

impl Drop for Copy<'_> {
    fn drop(&mut self) {
        if let Some(raw) = self.raw {
            // SAFETY: as in `finish`. The result is of no use: the target is thrown away.
            unsafe { ffi::sqlite3_backup_finish(raw.as_ptr()) };
        }
    }
}

/// The file that a copy grows in. What is left of it goes when the copy ends.
struct Partial {
    path: PathBuf,
}

impl Partial {
    fn beside(to: &Path) -> Result<Partial> {
        let mut name = OsString::from(to);
        name.push(".partial");
        let path = PathBuf::from(name);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(failed(error)),
            _ => Ok(Partial { path }),
        }
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        // After a rename nothing is there; else a later copy removes what this cannot.
        let _ = fs::remove_file(&self.path);
    }
}

/// Makes the new name last.
fn sync_folder(path: &Path) -> Result<()> {
    if cfg!(unix) {
        let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty());
        let folder = File::open(folder.unwrap_or(Path::new("."))).map_err(failed)?;
        folder.sync_all().map_err(failed)?;
    }
    Ok(())
}

fn failed(error: std::io::Error) -> Error {
    match error.kind() {
        std::io::ErrorKind::StorageFull => ErrorKind::StorageFull {}.into(),
        kind => ErrorKind::StorageIo { detail: format!("{kind} in backup") }.into(),
    }
}

/// Reads the whole store and lists what is damaged.
pub(super) fn check(database: &Database) -> Result<Vec<String>> {
    let mut damages = Vec::new();
    let text = format!("PRAGMA integrity_check({DAMAGES_MAX})");
    let checked = each_row(database, &text, &mut |row| {
        if let Value::Text(line) = row.value(0)?
            && line != "ok"
        {
            damages.push(line.to_owned());
        }
        Ok(())
    });
    let checked = checked.and_then(|()| {
        each_row(database, "PRAGMA foreign_key_check", &mut |row| {
            if let (Value::Text(table), Value::Text(parent)) = (row.value(0)?, row.value(2)?) {
                damages.push(format!("a row of {table} lacks its row of {parent}"));
            }
            Ok(())
        })
    });
    match checked.as_ref().map_err(Error::kind) {
        // So damaged that the check itself does not get through.
        Err(ErrorKind::StorageCorrupt { detail }) => damages.push(detail.clone()),
        _ => checked?,
    }
    Ok(damages)
}

fn each_row(
    database: &Database,
    text: &str,
    each: &mut dyn FnMut(&dyn Row) -> Result<()>,
) -> Result<()> {
    let mut statement = database.prepare(text, "integrity check")?;
    let failed = |code| database.error(code, "integrity check");
    let mut run = statement.run(&[]).map_err(failed)?;
    while run.step().map_err(failed)? {
        each(&run)?;
    }
    Ok(())
}
