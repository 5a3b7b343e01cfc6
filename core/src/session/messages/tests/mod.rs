#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod append;
mod append_many;
mod paging;
mod racing;
