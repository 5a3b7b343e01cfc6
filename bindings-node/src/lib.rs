//! The Node addon of Silvervine.
//!
//! It carries JSON text between JavaScript and the engine: the classes that people see stand in
//! `lib/`, where `JSON.stringify` and `JSON.parse` are as fast as building objects here. Only pages
//! of long rows go another way, as cells (`page.rs`). A call either runs at once on the calling
//! thread, or is queued on the engine's own workers, whose outcomes reach the event loop in
//! batches. No memory is shared with V8, so Electron's cage has nothing to refuse.

mod clock;
mod engine;
mod follower;
mod inbox;
mod options;
mod page;
mod raw;
mod transfer;
mod waiting;

use napi_derive::napi;

/// The version of this addon, as `1.2.3`.
#[napi]
#[must_use]
pub fn version() -> &'static str {
    env!("CARGO_PKG_VERSION")
}
