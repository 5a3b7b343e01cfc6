//! What every function answers.
//!
//! Numbers below 9000 are those of the engine's error table, the same on every surface; 9xxx are of
//! this interface itself. A number is never given to another error.

use std::borrow::Cow;

use silvervine_core::{Error, ErrorKind};

/// What a function answers: `SV_OK`, or the number of an error. Bands: 1xxx the request, 11xx
/// access, 2xxx points and allowances, 5xxx keys, 6xxx the store, 7xxx the engine, 9xxx the C
/// interface.
pub type SvStatus = i32;

/// The call did what it says.
pub const SV_OK: SvStatus = 0;
/// A pointer is NULL that must not be, or a structure or a number makes no sense.
pub const SV_INVALID_ARGUMENT: SvStatus = 9001;
/// A text is not UTF-8.
pub const SV_INVALID_UTF8: SvStatus = 9002;
/// A handle was not made by this library, or is of another kind.
pub const SV_INVALID_HANDLE: SvStatus = 9003;
/// The library met a defect of its own. The transaction was rolled back, and the engine can still
/// be used. Please report it. A submitted call that meets one is answered with `SV_INTERNAL`.
pub const SV_PANIC: SvStatus = 9900;

/// Why a function fails: an error of the engine, or one of this interface.
#[derive(Debug)]
pub(crate) enum Fault {
    Engine(Error),
    Own { status: SvStatus, code: &'static str, message: Cow<'static, str> },
}

impl Fault {
    pub(crate) fn argument(message: impl Into<Cow<'static, str>>) -> Fault {
        let message = message.into();
        Fault::Own { status: SV_INVALID_ARGUMENT, code: "invalid_argument", message }
    }

    pub(crate) fn null(name: &str) -> Fault {
        Fault::argument(format!("`{name}` is NULL; pass a pointer to it"))
    }

    pub(crate) fn utf8(name: &str, at: usize) -> Fault {
        let message = format!("`{name}` is not UTF-8 from byte {at} on").into();
        Fault::Own { status: SV_INVALID_UTF8, code: "invalid_utf8", message }
    }

    pub(crate) fn handle(name: &str) -> Fault {
        let message = format!("`{name}` is no handle of this library, or one of another kind");
        Fault::Own { status: SV_INVALID_HANDLE, code: "invalid_handle", message: message.into() }
    }

    pub(crate) fn closed() -> Fault {
        Fault::Engine(ErrorKind::Closed {}.into())
    }

    pub(crate) fn panic() -> Fault {
        let message = "the library met a defect; the call was rolled back; please report it".into();
        Fault::Own { status: SV_PANIC, code: "panic", message }
    }

    pub(crate) fn status(&self) -> SvStatus {
        match self {
            Fault::Engine(error) => SvStatus::from(error.code().number()),
            Fault::Own { status, .. } => *status,
        }
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Fault::Engine(error)
    }
}
