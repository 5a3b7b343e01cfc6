//! The one way into the library: what goes wrong inside becomes a status and an error.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::error::{self, SvError};
use crate::status::{Fault, SV_OK, SvStatus};

/// Runs the body of a function. `error`, where it is not NULL, receives why it failed, or NULL.
///
/// A panic ends here: unwinding into C would be undefined. The engine has rolled back by then.
pub(crate) unsafe fn entry(
    error: *mut *mut SvError,
    body: impl FnOnce() -> Result<(), Fault>,
) -> SvStatus {
    let outcome = catch_unwind(AssertUnwindSafe(body)).unwrap_or_else(|payload| {
        // Dropping what was thrown may throw again.
        std::mem::forget(payload);
        Err(Fault::panic())
    });
    let (status, made) = match outcome {
        Ok(()) => (SV_OK, std::ptr::null_mut()),
        Err(fault) if error.is_null() => (fault.status(), std::ptr::null_mut()),
        Err(fault) => (fault.status(), error::publish(fault)),
    };
    if !error.is_null() {
        // SAFETY: the host gave a place for an error; unaligned ones are taken too.
        unsafe { error.write_unaligned(made) };
    }
    status
}
