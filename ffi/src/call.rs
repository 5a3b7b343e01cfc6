//! Calls by name and by function, with JSON in and JSON out.

use std::borrow::Cow;
use std::sync::LazyLock;

use silvervine_core::Context;

use crate::buffer::{self, SvBuffer};
use crate::engine::{ENGINES, SvEngine};
use crate::entry::entry;
use crate::error::SvError;
use crate::status::{Fault, SvStatus};
use crate::text::SvText;

static HOST: LazyLock<Context> = LazyLock::new(Context::host);

/// The context that is meant: the host's own where none is given.
pub(crate) unsafe fn context(text: SvText) -> Result<Cow<'static, Context>, Fault> {
    // SAFETY: the caller passes the host's promise on.
    match unsafe { text.read("context") }? {
        None => Ok(Cow::Borrowed(&*HOST)),
        Some(text) => Ok(Cow::Owned(Context::from_json(text.as_bytes())?)),
    }
}

/// Runs an operation by its name, such as `wallet.consume`, and waits for its outcome.
///
/// `context` says on whose behalf, as JSON such as
/// `{"actor":{"type":"user","id":"018f..."},"tenant":"018f..."}`; absent, it is the embedding
/// program itself. `request` is the JSON object that the operation's reference describes. `out`
/// receives its JSON response, only on success; free it with `sv_buffer_free`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_call(
    engine: *const SvEngine,
    context: SvText,
    operation: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    let body = || unsafe {
        let operation = operation.required("operation")?;
        run(operation, engine, context, request, out)
    };
    // SAFETY: `error` is NULL or a place for an error.
    unsafe { entry(error, body) }
}

/// The body of every named function.
pub(crate) unsafe fn named(
    operation: &'static str,
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe { entry(error, || run(operation, engine, context, request, out)) }
}

unsafe fn run(
    operation: &str,
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
) -> Result<(), Fault> {
    let open = ENGINES.get(engine)?;
    // SAFETY: the host's promises are passed on.
    unsafe {
        let out = buffer::Out::new(out)?;
        let context = self::context(context)?;
        let request = request.required("request")?;
        out.write(open.engine.call(&context, operation, request.as_bytes())?);
    }
    Ok(())
}
