//! The C ABI of Silvervine.
//!
//! Every symbol begins with `sv_`, and every one that this library has ever exported keeps its
//! meaning within a major version. `include/silvervine.h` is made from these sources.

use std::ffi::c_char;

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
