//! Calls that are answered later, and may be cancelled until they begin.

use std::ffi::c_void;
use std::sync::Arc;

use crate::call;
use crate::deliver::{Answer, Waiting};
use crate::engine::{ENGINES, SvEngine};
use crate::entry::entry;
use crate::error::SvError;
use crate::handles::Handles;
use crate::status::{Fault, SvStatus};
use crate::text::SvText;

/// A submitted call.
///
/// Made by `sv_submit` for a host that asks for it, ended by `sv_call_free`; it may outlive the
/// call and its engine. Safe to share between threads.
#[derive(Debug)]
pub struct SvCall {
    _opaque: [u8; 0],
}

static CALLS: Handles<SvCall, Arc<Waiting>> = Handles::new(4, "call");

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
///
/// `out`, which may be NULL, receives what `sv_call_cancel` takes, before the callback can be
/// called; end it with `sv_call_free`. It is written only on success.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_submit(
    engine: *const SvEngine,
    context: SvText,
    operation: SvText,
    request: SvText,
    callback: SvCallback,
    data: *mut c_void,
    out: *mut *mut SvCall,
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
        let name = |call: &Arc<Waiting>| {
            if out.is_null() {
                return Ok(());
            }
            let handle = CALLS.insert(Arc::clone(call));
            if handle.is_null() {
                return Err(Fault::argument("too many calls are held; free one"));
            }
            // SAFETY: the host gave a place for a handle.
            unsafe { out.write(handle) };
            Ok(())
        };
        open.deliverer.accept(Answer { callback, data }, name, || {
            open.engine.submit_call(&context, operation, request.as_bytes())
        })
    };
    // SAFETY: `error` is NULL or a place for an error.
    unsafe { entry(error, body) }
}

/// Cancels a submitted call if it has not begun.
///
/// It answers at once, and the callback hears what became of the call: `SV_CANCELLED` when the
/// queue comes to it, and the call had no effect; or its outcome, when it had begun. Nothing
/// happens to a call that was answered. `SV_CLOSED` when `call` was freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_call_cancel(call: *const SvCall, error: *mut *mut SvError) -> SvStatus {
    let body = || {
        CALLS.get(call)?.cancel();
        Ok(())
    };
    // SAFETY: `error` is NULL or a place for an error.
    unsafe { entry(error, body) }
}

/// Ends a handle of a call, at any time. The call goes on, and its callback is called. Nothing
/// happens for NULL and for a handle that was freed before.
#[unsafe(no_mangle)]
pub extern "C" fn sv_call_free(call: *mut SvCall) {
    let _ = CALLS.remove(call);
}
