//! Ids as bytes.

use serde_json::Value;
use uuid::Uuid;

use crate::entry::entry;
use crate::error::SvError;
use crate::status::{Fault, SvStatus};
use crate::text::SvText;

/// The id of a user, a session, a message or a record: a UUID as its 16 bytes in the order of its
/// text. All zero is an absent id.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SvId {
    /// The bytes.
    pub bytes: [u8; 16],
}

impl SvId {
    pub(crate) fn uuid(self) -> Uuid {
        Uuid::from_bytes(self.bytes)
    }

    pub(crate) fn optional(self) -> Option<Uuid> {
        let id = self.uuid();
        (!id.is_nil()).then_some(id)
    }
}

impl From<Uuid> for SvId {
    fn from(id: Uuid) -> Self {
        SvId { bytes: id.into_bytes() }
    }
}

/// Reads an id from its text, such as `018f4e9e-0000-7000-8000-000000000001`. `out` is written only
/// on success.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_id_parse(
    text: SvText,
    out: *mut SvId,
    error: *mut *mut SvError,
) -> SvStatus {
    let body = || {
        if out.is_null() {
            return Err(Fault::null("out"));
        }
        // SAFETY: the host promises that the text is as long as it says.
        let text = unsafe { text.required("text") }?;
        let id = Uuid::try_parse(text)
            .map_err(|_| Fault::argument("`text` is not a UUID such as 018f4e9e-0000-7000-..."))?;
        // SAFETY: the host gave a place for an id.
        unsafe { out.write(id.into()) };
        Ok(())
    };
    // SAFETY: `error` is NULL or a place for an error.
    unsafe { entry(error, body) }
}

/// Reads an id from a response: `json` is its text, and `pointer` the place by RFC 6901, such as
/// `/user/id` in what `users.register` answers. So a host needs no JSON library to pass ids on.
/// `out` is written only on success.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_id_in(
    json: SvText,
    pointer: SvText,
    out: *mut SvId,
    error: *mut *mut SvError,
) -> SvStatus {
    let body = || {
        if out.is_null() {
            return Err(Fault::null("out"));
        }
        // SAFETY: the host promises that the texts are as long as they say.
        let (json, pointer) = unsafe { (json.required("json")?, pointer.required("pointer")?) };
        let value: Value =
            serde_json::from_str(json).map_err(|_| Fault::argument("`json` is not JSON"))?;
        let text = value.pointer(pointer).and_then(Value::as_str);
        let id = text.and_then(|text| Uuid::try_parse(text).ok()).ok_or_else(|| {
            Fault::argument(format!("no id stands at `{pointer}`; a place is such as `/user/id`"))
        })?;
        // SAFETY: the host gave a place for an id.
        unsafe { out.write(id.into()) };
        Ok(())
    };
    // SAFETY: `error` is NULL or a place for an error.
    unsafe { entry(error, body) }
}

/// Writes the text of an id, 36 characters and a NUL, to `out`, which must have room for 37 bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_id_format(id: SvId, out: *mut std::ffi::c_char) -> SvStatus {
    let body = || {
        if out.is_null() {
            return Err(Fault::null("out"));
        }
        let mut text = [0; 37];
        id.uuid().hyphenated().encode_lower(&mut text);
        // SAFETY: the host promises room for 37 bytes.
        unsafe { std::ptr::copy_nonoverlapping(text.as_ptr(), out.cast(), text.len()) };
        Ok(())
    };
    // SAFETY: no error is asked for.
    unsafe { entry(std::ptr::null_mut(), body) }
}
