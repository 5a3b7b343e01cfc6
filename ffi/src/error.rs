//! Errors as C sees them.

use std::ffi::{CString, c_char};
use std::sync::Arc;

use crate::buffer::{self, SvBuffer};
use crate::entry::entry;
use crate::handles::Handles;
use crate::status::{Fault, SV_OK, SvStatus};

/// Why a call failed: a status, a stable code, a sentence for a person, and details.
///
/// Made by the call that failed, ended by `sv_error_free`. Safe from any thread.
#[derive(Debug)]
pub struct SvError {
    _opaque: [u8; 0],
}

#[derive(Debug)]
struct Told {
    fault: Fault,
    code: CString,
    message: CString,
}

static ERRORS: Handles<SvError, Arc<Told>> = Handles::new(2, "error");

/// Gives a fault to the host. NULL when it holds too many already.
pub(crate) fn publish(fault: Fault) -> *mut SvError {
    let (code, message) = match &fault {
        Fault::Engine(error) => (error.code().as_str(), error.to_string()),
        Fault::Own { code, message, .. } => (*code, message.to_string()),
    };
    // What a host sent may stand in the message, and C ends a text at the first NUL.
    let text = |text: &str| CString::new(text.replace('\0', "?")).unwrap_or_default();
    ERRORS.insert(Arc::new(Told { code: text(code), message: text(&message), fault }))
}

/// The status of an error, the same that the call answered. `SV_OK` for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn sv_error_status(error: *const SvError) -> SvStatus {
    ERRORS.get(error).map_or(SV_OK, |told| told.fault.status())
}

/// The stable code of an error, such as `insufficient_points`: a text that ends in NUL and is valid
/// until the error is freed. An empty text for NULL and for an error that was freed.
#[unsafe(no_mangle)]
pub extern "C" fn sv_error_code(error: *const SvError) -> *const c_char {
    ERRORS.get(error).map_or(c"".as_ptr(), |told| told.code.as_ptr())
}

/// What happened and what to do, for a person: a text that ends in NUL and is valid until the error
/// is freed. It never holds a secret. An empty text for NULL and for an error that was freed.
#[unsafe(no_mangle)]
pub extern "C" fn sv_error_message(error: *const SvError) -> *const c_char {
    ERRORS.get(error).map_or(c"".as_ptr(), |told| told.message.as_ptr())
}

/// Whether the same call may succeed later without being changed.
#[unsafe(no_mangle)]
pub extern "C" fn sv_error_retryable(error: *const SvError) -> bool {
    ERRORS.get(error).is_ok_and(|told| match &told.fault {
        Fault::Engine(error) => error.retryable(),
        Fault::Own { .. } => false,
    })
}

/// The error as JSON: `{"code", "number", "message", "retryable", "details"}`, with the values that
/// a program needs to react in `details`. `out` is written only on success and is freed with
/// `sv_buffer_free`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_error_json(error: *const SvError, out: *mut SvBuffer) -> SvStatus {
    let body = || {
        let told = ERRORS.get(error)?;
        let json = match &told.fault {
            Fault::Engine(error) => error.to_json(),
            Fault::Own { status, code, message } => serde_json::json!({
                "code": code, "number": status, "message": message,
                "retryable": false, "details": {},
            }),
        };
        // SAFETY: the host gave a place for a buffer, or NULL, which is refused.
        unsafe { buffer::Out::new(out)?.write(json.to_string()) };
        Ok(())
    };
    // SAFETY: no error is asked for.
    unsafe { entry(std::ptr::null_mut(), body) }
}

/// Ends an error. Nothing happens for NULL and for one that was freed before.
#[unsafe(no_mangle)]
pub extern "C" fn sv_error_free(error: *mut SvError) {
    let _ = ERRORS.remove(error);
}
