//! The library as a host uses it, a friendly one and a hostile one.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::ffi::CStr;
use std::ptr::null_mut;

use serde_json::Value;

use crate::buffer::{SvBuffer, sv_buffer_free};
use crate::call::sv_call;
use crate::engine::{SvEngine, sv_close, sv_open};
use crate::error::{SvError, sv_error_code, sv_error_free, sv_error_json, sv_error_status};
use crate::open::SvOpenOptions;
use crate::status::{SV_OK, SvStatus};
use crate::text::SvText;

mod callbacks;
mod cancel;
mod hostile;
mod panics;
mod reenter;
#[cfg(all(feature = "postgres", feature = "mysql", feature = "tls"))]
mod servers;
mod staged;
mod structures;
mod transfer;
mod vectors;

/// A text that outlives every call of a test.
fn text(text: &str) -> SvText {
    SvText { data: text.as_ptr().cast(), len: text.len() }
}

fn options(path: &str) -> SvOpenOptions {
    // SAFETY: all zero are options that take every default.
    let mut options: SvOpenOptions = unsafe { std::mem::zeroed() };
    options.struct_size = size_of::<SvOpenOptions>();
    options.path = text(path);
    options
}

fn open() -> *mut SvEngine {
    let mut engine = null_mut();
    // SAFETY: the options and the place are this function's.
    assert_eq!(unsafe { sv_open(&options(":memory:"), &mut engine, null_mut()) }, SV_OK);
    engine
}

fn close(engine: *mut SvEngine) {
    // SAFETY: a handle may be anything.
    assert_eq!(unsafe { sv_close(engine, null_mut()) }, SV_OK);
}

/// A buffer that nobody wrote to.
const UNTOUCHED: SvBuffer = SvBuffer { data: null_mut(), len: usize::MAX };

/// What a buffer holds; frees it.
fn taken(mut buffer: SvBuffer) -> String {
    assert_ne!(buffer.len, usize::MAX, "the buffer was not written");
    // SAFETY: the library gave it, with a NUL at its end.
    let all = unsafe { std::slice::from_raw_parts(buffer.data.cast::<u8>(), buffer.len + 1) };
    assert_eq!(all[buffer.len], 0);
    let text = std::str::from_utf8(&all[..buffer.len]).unwrap().to_owned();
    // SAFETY: the buffer is this function's.
    unsafe { sv_buffer_free(&mut buffer) };
    assert!(buffer.data.is_null() && buffer.len == 0);
    text
}

/// What a function answers that writes a buffer and an error.
fn answer(
    call: impl FnOnce(*mut SvBuffer, *mut *mut SvError) -> SvStatus,
) -> Result<Value, (SvStatus, Value)> {
    let (mut out, mut error) = (UNTOUCHED, null_mut());
    let status = call(&mut out, &mut error);
    if status == SV_OK {
        assert!(error.is_null());
        return Ok(serde_json::from_str(&taken(out)).unwrap());
    }
    assert_eq!((out.data, out.len), (null_mut(), usize::MAX), "a failed call wrote its output");
    assert_eq!(sv_error_status(error), status);
    let mut json = UNTOUCHED;
    // SAFETY: the place is this function's.
    assert_eq!(unsafe { sv_error_json(error, &mut json) }, SV_OK);
    let json: Value = serde_json::from_str(&taken(json)).unwrap();
    // SAFETY: the text is valid until the error is freed.
    let code = unsafe { CStr::from_ptr(sv_error_code(error)) };
    assert_eq!(code.to_str().unwrap(), json["code"]);
    sv_error_free(error);
    Err((status, json))
}

fn call(engine: *const SvEngine, operation: &str, request: &str) -> Result<Value, (i32, Value)> {
    answer(|out, error| {
        // SAFETY: the texts and places are valid for the call.
        unsafe { sv_call(engine, SvText::ABSENT, text(operation), text(request), out, error) }
    })
}

fn register(engine: *const SvEngine) -> String {
    let made = call(engine, "users.register", r#"{"email":"ada@example.org"}"#).unwrap();
    made["user"]["id"].as_str().unwrap().to_owned()
}

#[test]
fn the_versions_are_those_of_the_package() {
    // SAFETY: `sv_version` returns static text that ends in NUL.
    let version = unsafe { CStr::from_ptr(crate::sv_version()) };
    assert_eq!(version.to_str().unwrap(), env!("CARGO_PKG_VERSION"));
    assert!(crate::sv_abi_version() >= 1);
}

#[test]
fn an_engine_says_what_it_is_and_keeps_itself() {
    let engine = open();
    // SAFETY: the places are valid for the calls.
    unsafe {
        let stats = answer(|out, error| crate::engine::sv_stats(engine, out, error)).unwrap();
        assert_eq!(stats["backend"], "sqlite");
        let kept = answer(|o, e| crate::engine::sv_maintain(engine, 10, o, e)).unwrap();
        assert_eq!(kept["done"], true);
        assert_eq!(crate::engine::sv_maintain(engine, 10, null_mut(), null_mut()), SV_OK);
        let damage = answer(|o, e| crate::engine::sv_check_integrity(engine, o, e)).unwrap();
        assert_eq!(damage, serde_json::json!([]));
    }
    close(engine);
}
