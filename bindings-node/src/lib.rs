//! The Node addon of Silvervine.

use napi_derive::napi;

/// The version of this addon, as `1.2.3`.
#[napi]
#[must_use]
pub fn version() -> &'static str {
    env!("CARGO_PKG_VERSION")
}
