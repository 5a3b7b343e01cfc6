//! The C ABI of Silvervine.
//!
//! Every symbol begins with `sv_`, and every one that this library has ever exported keeps its
//! meaning within a major version. `include/silvervine.h` is made from these sources.
//!
//! Nothing a host passes can harm it: handles are names in a table and never followed, so one that
//! is freed twice or used after its end answers `SV_CLOSED`; texts carry their length and are
//! checked; structures carry their size; a panic becomes `SV_PANIC`. What C cannot check stays the
//! host's promise: a pointer that is not NULL points to as much memory as its type or its length
//! says. Every `unsafe` function here rests on that promise and on no other.
#![allow(clippy::missing_safety_doc, reason = "the crate's documentation states the one promise")]

use std::ffi::c_char;

pub mod buffer;
pub mod call;
mod deliver;
pub mod engine;
mod entry;
pub mod error;
pub mod flat;
pub mod generated;
mod handles;
pub mod id;
pub mod open;
pub mod status;
pub mod submit;
pub mod subscribe;
#[cfg(test)]
mod tests;
pub mod text;
pub mod transfer;
mod versioned;

/// The version of this library, as `1.2.3`.
///
/// The text is static: it is valid for as long as the library is loaded, ends in NUL, and is never
/// freed. Safe from any thread.
#[unsafe(no_mangle)]
pub extern "C" fn sv_version() -> *const c_char {
    const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), "\0");
    VERSION.as_ptr().cast()
}

/// The version of the binary interface.
///
/// It grows when something is added and never because something went or changed its meaning: a
/// program built against interface N runs with every library whose number is N or more. Safe from
/// any thread.
#[unsafe(no_mangle)]
pub extern "C" fn sv_abi_version() -> u32 {
    1
}
