//! Texts that the host lends.

use std::ffi::{CStr, c_char};

use silvervine_core::{Error, ErrorKind, limits};

use crate::status::Fault;

/// A text which the host lends for the time of a call: `len` bytes of UTF-8. No NUL is needed.
///
/// `{NULL, 0}` is an absent text. See `sv_text` for a text that ends in NUL.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct SvText {
    /// The first byte; NULL when the text is absent.
    pub data: *const c_char,
    /// How many bytes.
    pub len: usize,
}

impl SvText {
    /// No text at all.
    pub const ABSENT: SvText = SvText { data: std::ptr::null(), len: 0 };

    /// The text, or none when it is absent.
    ///
    /// A length past what any request may have is refused before a byte is read.
    pub(crate) unsafe fn read<'a>(self, name: &str) -> Result<Option<&'a str>, Fault> {
        if self.data.is_null() {
            return match self.len {
                0 => Ok(None),
                _ => Err(Fault::null(name)),
            };
        }
        if self.len > limits::REQUEST_BYTES_MAX {
            let size = i64::try_from(self.len).unwrap_or(i64::MAX);
            let limit = i64::try_from(limits::REQUEST_BYTES_MAX).unwrap_or(i64::MAX);
            let kind = ErrorKind::PayloadTooLarge { field: name.into(), size, limit };
            return Err(Error::from(kind).into());
        }
        // SAFETY: the host promises that a text is as long as it says.
        let bytes = unsafe { std::slice::from_raw_parts(self.data.cast::<u8>(), self.len) };
        std::str::from_utf8(bytes).map(Some).map_err(|e| Fault::utf8(name, e.valid_up_to()))
    }

    /// The text, which must be there.
    pub(crate) unsafe fn required<'a>(self, name: &str) -> Result<&'a str, Fault> {
        // SAFETY: the caller passes the host's promise on.
        unsafe { self.read(name) }?.ok_or_else(|| Fault::null(name))
    }

    /// A text that the library lends to a callback.
    pub(crate) fn lent(text: &str) -> SvText {
        SvText { data: text.as_ptr().cast(), len: text.len() }
    }
}

/// The text that ends in NUL at `text`. NULL is an absent text.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_text(text: *const c_char) -> SvText {
    if text.is_null() {
        return SvText::ABSENT;
    }
    // SAFETY: the host promises a NUL at the end.
    let len = unsafe { CStr::from_ptr(text) }.count_bytes();
    SvText { data: text, len }
}
