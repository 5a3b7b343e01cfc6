//! Engines: open, close, upkeep.

use std::ffi::c_void;
use std::sync::Arc;
use std::time::Duration;

use silvervine_core::{Engine, Error};

use crate::buffer::{self, SvBuffer};
use crate::deliver::Deliverer;
use crate::entry::entry;
use crate::error::SvError;
use crate::handles::Handles;
use crate::open::{self, SvOpenOptions};
use crate::status::{Fault, SvStatus};
use crate::text::SvText;

/// An open store. Safe to share between threads.
///
/// Made by `sv_open`, ended by `sv_close`. A call on one that was closed answers `SV_CLOSED`.
#[derive(Debug)]
pub struct SvEngine {
    _opaque: [u8; 0],
}

/// What an engine's handle names.
#[derive(Debug)]
pub(crate) struct Open {
    pub(crate) engine: Engine,
    pub(crate) deliverer: Deliverer,
}

pub(crate) static ENGINES: Handles<SvEngine, Arc<Open>> = Handles::new(1, "engine");

/// Gives an engine to the host.
pub(crate) fn publish(engine: Engine) -> Result<*mut SvEngine, Fault> {
    let open = Open { engine, deliverer: Deliverer::default() };
    let handle = ENGINES.insert(Arc::new(open));
    match handle.is_null() {
        true => Err(Fault::argument("too many engines are open; close one")),
        false => Ok(handle),
    }
}

/// Opens a store. `out` is written only on success; end the engine with `sv_close`.
///
/// An older schema is brought up to date; a newer one is refused with `SV_SCHEMA_NEWER`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_open(
    options: *const SvOpenOptions,
    out: *mut *mut SvEngine,
    error: *mut *mut SvError,
) -> SvStatus {
    let body = || {
        if out.is_null() {
            return Err(Fault::null("out"));
        }
        // SAFETY: the host promises options as long as they say.
        let (path, options) = unsafe { open::options(options) }?;
        let handle = publish(Engine::open_with(path, options)?)?;
        // SAFETY: the host gave a place for a handle.
        unsafe { out.write(handle) };
        Ok(())
    };
    // SAFETY: `error` is NULL or a place for an error.
    unsafe { entry(error, body) }
}

/// Ends an engine and releases its store.
///
/// Calls which have begun complete. Submitted calls which have not fail with `SV_CLOSED`, and every
/// callback has returned when this does, unless it is itself called from a callback. Closing NULL
/// or an engine that was closed is no error and does nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_close(engine: *mut SvEngine, error: *mut *mut SvError) -> SvStatus {
    let body = || {
        if engine.is_null() {
            return Ok(());
        }
        let Some(open) = ENGINES.remove(engine)? else { return Ok(()) };
        let closed = open.engine.close();
        open.deliverer.close();
        Ok(closed?)
    };
    // SAFETY: `error` is NULL or a place for an error.
    unsafe { entry(error, body) }
}

/// Does upkeep for about `budget_ms` in small transactions: call it when the host is idle, or set
/// `maintenance_thread`. `out`, which may be NULL, receives `{"done", "rows", "nextAtMs"}`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_maintain(
    engine: *const SvEngine,
    budget_ms: u32,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    let body = || {
        let open = ENGINES.get(engine)?;
        let done = open.engine.maintain(Duration::from_millis(budget_ms.into()))?;
        if !out.is_null() {
            // SAFETY: the host gave a place for a buffer.
            unsafe { buffer::Out::new(out)?.write(json(&done)?) };
        }
        Ok(())
    };
    // SAFETY: `error` is NULL or a place for an error.
    unsafe { entry(error, body) }
}

/// Hears how far a backup is, in pages; false from it ends the backup with `SV_CANCELLED`. It may
/// be NULL. Called on the thread of the call; it must not throw. It has no business with the
/// engine, which is at work on this thread: a call is refused with `SV_INTERNAL`, and so is a
/// close, which happens when the backup ends. Calls of other threads go on.
pub type SvProgress = Option<unsafe extern "C" fn(data: *mut c_void, done: u64, all: u64) -> bool>;

/// Copies a consistent point of the store to a new file while it is in use.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_backup(
    engine: *const SvEngine,
    path: SvText,
    progress: SvProgress,
    data: *mut c_void,
    error: *mut *mut SvError,
) -> SvStatus {
    let body = || {
        let open = ENGINES.get(engine)?;
        // SAFETY: the host promises that the text is as long as it says.
        let path = unsafe { path.required("path") }?;
        open.engine.backup(path, |done, all| match progress {
            // SAFETY: the host promises that the callback is valid during the call.
            Some(progress) => unsafe { progress(data, done, all) },
            None => true,
        })?;
        Ok(())
    };
    // SAFETY: `error` is NULL or a place for an error.
    unsafe { entry(error, body) }
}

/// What the engine says about itself, as JSON: version, backend, role, capabilities, counters. It
/// reads no data and waits for nothing. `out` is written only on success.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_stats(
    engine: *const SvEngine,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    let body = || {
        let open = ENGINES.get(engine)?;
        // SAFETY: the host gave a place for a buffer, or NULL, which is refused.
        unsafe { buffer::Out::new(out)?.write(json(&open.engine.stats())?) };
        Ok(())
    };
    // SAFETY: `error` is NULL or a place for an error.
    unsafe { entry(error, body) }
}

/// Reads the whole store and reports what is damaged as a JSON array of sentences; `[]` means
/// sound.
/// `out` is written only on success.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_check_integrity(
    engine: *const SvEngine,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    let body = || {
        let open = ENGINES.get(engine)?;
        // SAFETY: the host gave a place for a buffer, or NULL, which is refused.
        let out = unsafe { buffer::Out::new(out) }?;
        let text = json(&open.engine.check_integrity()?)?;
        // SAFETY: as above.
        unsafe { out.write(text) };
        Ok(())
    };
    // SAFETY: `error` is NULL or a place for an error.
    unsafe { entry(error, body) }
}

pub(crate) fn json(value: &impl serde::Serialize) -> Result<String, Fault> {
    let text = serde_json::to_string(value);
    Ok(text.map_err(|e| Error::internal(format!("an answer does not encode: {e}")))?)
}
