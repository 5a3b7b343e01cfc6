#![allow(clippy::unwrap_used)]

use crate::store::mysql::Mysql;
use crate::store::server::ServerOptions;
use crate::store::testing::fresh::{self, Fresh};

/// The server of the tests, or None with a note that they were skipped.
fn server() -> Option<String> {
    let url = std::env::var("SILVERVINE_TEST_MYSQL").ok();
    if url.is_none() {
        skip("MySQL: SILVERVINE_TEST_MYSQL names no server");
    }
    url
}

#[allow(clippy::print_stderr, reason = "a skip is never silent")]
fn skip(what: &str) {
    use std::io::Write as _;
    eprintln!("SKIPPED: {what}");
    if let Ok(path) = std::env::var("SILVERVINE_SKIPS") {
        let mut file = std::fs::OpenOptions::new().append(true).create(true).open(path).unwrap();
        writeln!(file, "{what}").unwrap();
    }
}

fn store() -> Option<Fresh<Mysql>> {
    Some(fresh::mysql(&server()?, ServerOptions::new()).unwrap())
}

fn conformance_store() -> Option<(Fresh<Mysql>, ())> {
    store().map(|store| (store, ()))
}

crate::driver_conformance!(conformance_store);
