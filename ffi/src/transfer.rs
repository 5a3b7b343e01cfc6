//! Whole files of conversations: import and export.

use std::ffi::c_void;

use silvervine_core::UserId;
use silvervine_core::exports::ExportOptions;
use silvervine_core::imports::ImportOptions;

use crate::buffer::{self, SvBuffer};
use crate::call::context;
use crate::engine::{ENGINES, SvEngine, json};
use crate::entry::entry;
use crate::error::SvError;
use crate::status::{Fault, SvStatus};
use crate::text::SvText;

/// Hears how far an import or export is: bytes, conversations and messages. It is called after each
/// conversation, on the thread of the call; false from it ends the work there. It may be NULL, may
/// call the engine, and must not throw.
pub type SvTransferProgress = Option<
    unsafe extern "C" fn(data: *mut c_void, bytes: u64, conversations: u64, messages: u64) -> bool,
>;

/// Imports the conversations of a file of another program, or of `sv_export`, for a user.
///
/// Each conversation is taken in whole or not at all, and a file that is imported again adds what
/// is new. `context` is that of a call, absent for the program itself; `options` is JSON such as
/// `{"format":"chatgpt","dryRun":true}`, or absent. `out`, which may be NULL, receives the report:
/// what was created, what was there already, what was refused and why, and whether `progress` ended
/// it.
#[allow(clippy::too_many_arguments, reason = "C has no arguments by name")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_import(
    engine: *const SvEngine,
    context: SvText,
    user_id: SvText,
    path: SvText,
    options: SvText,
    progress: SvTransferProgress,
    data: *mut c_void,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    let body = || unsafe {
        let open = ENGINES.get(engine)?;
        let given = Given::read(context, user_id, path)?;
        let options =
            options.read("options")?.map(|json| ImportOptions::from_json(json.as_bytes()));
        let options = options.transpose()?.unwrap_or_default();
        let acting = open.engine.acting(&given.context);
        let report = acting.import_file(given.user, given.path, &options, |at| {
            tell(progress, data, [at.bytes, at.conversations, at.messages])
        })?;
        answer(out, &report)
    };
    // SAFETY: `error` is NULL or a place for an error.
    unsafe { entry(error, body) }
}

/// Writes the conversations of a user to a new file. A call that fails leaves no file.
///
/// `options` is JSON such as `{"format":"markdown","sessionId":"018f..."}`, or absent for all of
/// them as JSON lines. `out`, which may be NULL, receives how much was written. False from
/// `progress` ends it with `SV_CANCELLED`.
#[allow(clippy::too_many_arguments, reason = "C has no arguments by name")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_export(
    engine: *const SvEngine,
    context: SvText,
    user_id: SvText,
    path: SvText,
    options: SvText,
    progress: SvTransferProgress,
    data: *mut c_void,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    let body = || unsafe {
        let open = ENGINES.get(engine)?;
        let given = Given::read(context, user_id, path)?;
        let options =
            options.read("options")?.map(|json| ExportOptions::from_json(json.as_bytes()));
        let options = options.transpose()?.unwrap_or_default();
        let acting = open.engine.acting(&given.context);
        let done = acting.export_file(given.user, given.path, &options, |at| {
            tell(progress, data, [at.bytes, at.conversations, at.messages])
        })?;
        answer(out, &done)
    };
    // SAFETY: `error` is NULL or a place for an error.
    unsafe { entry(error, body) }
}

/// What both are given.
struct Given<'t> {
    context: std::borrow::Cow<'static, silvervine_core::Context>,
    user: UserId,
    path: &'t str,
}

impl Given<'_> {
    unsafe fn read(cx: SvText, user_id: SvText, path: SvText) -> Result<Self, Fault> {
        // SAFETY: the caller passes the host's promises on.
        let (context, user, path) =
            unsafe { (context(cx)?, user_id.required("user_id")?, path.required("path")?) };
        Ok(Given { context, user: user.parse()?, path })
    }
}

unsafe fn tell(progress: SvTransferProgress, data: *mut c_void, at: [u64; 3]) -> bool {
    let [bytes, conversations, messages] = at;
    match progress {
        // SAFETY: the host promises that the callback is valid during the call.
        Some(progress) => unsafe { progress(data, bytes, conversations, messages) },
        None => true,
    }
}

unsafe fn answer(out: *mut SvBuffer, value: &impl serde::Serialize) -> Result<(), Fault> {
    if !out.is_null() {
        // SAFETY: the host gave a place for a buffer.
        unsafe { buffer::Out::new(out)?.write(json(value)?) };
    }
    Ok(())
}
