#![allow(clippy::unwrap_used)]

use std::io::Write as _;

use crate::store::postgres::Postgres;
use crate::store::server::ServerOptions;
use crate::store::testing::fresh::{self, Fresh};

/// The server of the tests. Without one a test is skipped, and says so.
fn server() -> Option<String> {
    let url = std::env::var("SILVERVINE_TEST_POSTGRES").ok().filter(|url| !url.is_empty());
    if url.is_none() {
        let test = std::thread::current().name().unwrap_or("a test").to_owned();
        let line = format!("{test}: SILVERVINE_TEST_POSTGRES names no server\n");
        let _ = std::io::stderr().write_all(line.as_bytes());
        if let Some(skips) = std::env::var_os("SILVERVINE_SKIPS") {
            let mut file =
                std::fs::OpenOptions::new().append(true).create(true).open(skips).unwrap();
            file.write_all(line.as_bytes()).unwrap();
        }
    }
    url
}

fn options() -> ServerOptions {
    ServerOptions::new()
}

/// An empty store, where there is a server.
fn store() -> Option<Fresh<Postgres>> {
    server().map(|url| fresh::postgres(&url, options()).unwrap())
}

mod conformance {
    crate::driver_conformance!(|| super::store().map(|store| (store, ())));
}
