//! The hottest operations with structures instead of JSON.
//!
//! Each does what the function of its name without `_flat` does, to the same error. A request
//! carries all its fields unless the structure says otherwise; a response has its numbers, and the
//! JSON function its names.

use silvervine_core::{Context, Engine};

use crate::call;
use crate::engine::{ENGINES, SvEngine};
use crate::entry::entry;
use crate::error::SvError;
use crate::status::{Fault, SvStatus};
use crate::text::SvText;
use crate::versioned::{self, Versioned};

pub mod messages;
pub mod quota;
pub mod wallet;

/// The body of every flat function: the request is read and the place of the response checked
/// before the call has any effect.
unsafe fn run<Q: Versioned, A: Versioned>(
    engine: *const SvEngine,
    context: SvText,
    request: *const Q,
    response: *mut A,
    error: *mut *mut SvError,
    call: impl FnOnce(&Engine, &Context, &Q) -> Result<A, Fault>,
) -> SvStatus {
    let body = || {
        let open = ENGINES.get(engine)?;
        // SAFETY: the host promises structures as long as they say.
        let (request, place) =
            unsafe { (versioned::read(request)?, versioned::Out::new(response)?) };
        // SAFETY: the host promises that the text is as long as it says.
        let context = unsafe { call::context(context) }?;
        let answer = call(&open.engine, &context, &request)?;
        // SAFETY: `place` was checked, and is the host's until this returns.
        unsafe { place.write(answer) };
        Ok(())
    };
    // SAFETY: `error` is NULL or a place for an error.
    unsafe { entry(error, body) }
}

/// Gives an optional text to a setter, where unsafe calls may stand: a text is as long as it says.
macro_rules! text {
    ($request:ident, $from:ident . $field:ident) => {
        if let Some(text) = $from.$field.read(stringify!($field))? {
            $request = $request.$field(text);
        }
    };
}
use text;
