//! The C ABI of Silvervine.
#![allow(non_camel_case_types)]
/// The version of the ABI: it grows when a function is added and never breaks within a major version.
#[unsafe(no_mangle)]
pub extern "C" fn sv_abi_version() -> u32 {
    1
}
