#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod append;
mod append_many;
mod branches;
mod paging;
mod racing;
mod revise;
mod streaming;
