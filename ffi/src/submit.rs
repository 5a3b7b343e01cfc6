//! Calls that are answered later.

use std::ffi::c_void;

use crate::call;
use crate::deliver::Answer;
use crate::engine::{ENGINES, SvEngine};
use crate::entry::entry;
use crate::error::SvError;
use crate::status::{Fault, SvStatus};
use crate::text::SvText;

/// Hears the outcome of a submitted call: its JSON response with `SV_OK`, or its error. Both are
/// lent until the callback returns. It runs on a thread of the library, may call the library, also
/// to close the engine, and must not throw.
pub type SvCallback = Option<
    unsafe extern "C" fn(
        data: *mut c_void,
        status: SvStatus,
        response: SvText,
        error: *const SvError,
    ),
>;

/// Queues an operation by its name and answers at once; `callback` hears its outcome.
///
/// Texts are as in `sv_call` and copied. When this answers `SV_OK`, the callback is called exactly
/// once, whatever becomes of the call or of the engine, and in no promised order; when it answers
/// anything else, never. Calls that are queued together share one commit.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_submit(
    engine: *const SvEngine,
    context: SvText,
    operation: SvText,
    request: SvText,
    callback: SvCallback,
    data: *mut c_void,
    error: *mut *mut SvError,
) -> SvStatus {
    let body = || {
        let open = ENGINES.get(engine)?;
        if callback.is_none() {
            return Err(Fault::null("callback"));
        }
        // SAFETY: the host promises that texts are as long as they say.
        let (context, operation, request) = unsafe {
            let operation = operation.required("operation")?;
            (call::context(context)?, operation, request.required("request")?)
        };
        open.deliverer.accept(Answer { callback, data }, || {
            open.engine.submit_call(&context, operation, request.as_bytes())
        })
    };
    // SAFETY: `error` is NULL or a place for an error.
    unsafe { entry(error, body) }
}
