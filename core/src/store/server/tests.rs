//! Encrypted connections, to each kind of server.
//!
//! They need the URL of a server whose certificate is for `localhost`, and the authority behind it:
//! SILVERVINE_TEST_POSTGRES and SILVERVINE_TEST_POSTGRES_ROOTS, or the same of MYSQL.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io::Write as _;

use super::ServerOptions;
use crate::error::{ErrorCode, Result};
use crate::store::mysql::Mysql;
use crate::store::postgres::Postgres;
use crate::store::testing::fresh::Place;
use crate::store::{Driver, Sql};

mod sql {
    #![allow(dead_code, reason = "the list is for the lint of the engine's own statements")]
    crate::store::statements! {
        ENCRYPTED: EngineScan = "SELECT 0",
            postgres "SELECT COUNT(*) FROM pg_stat_ssl WHERE pid = pg_backend_pid() AND ssl",
            mysql "SELECT COUNT(*) FROM information_schema.session_status \
                WHERE variable_name = 'SSL_VERSION' AND variable_value LIKE 'TLS%'";
    }
}

/// The URL of a server by its name, not its number, and the file with its authority.
fn server(kind: &str) -> Option<(String, String)> {
    let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let url = variable(&format!("SILVERVINE_TEST_{kind}"));
    let roots = variable(&format!("SILVERVINE_TEST_{kind}_ROOTS"));
    if let (Some(url), Some(roots)) = (url, roots) {
        return Some((url.replace("127.0.0.1", "localhost"), roots));
    }
    let test = std::thread::current().name().unwrap_or("a test").to_owned();
    let line = format!("{test}: SILVERVINE_TEST_{kind} and its _ROOTS name no server\n");
    let _ = std::io::stderr().write_all(line.as_bytes());
    if let Some(skips) = std::env::var_os("SILVERVINE_SKIPS") {
        let mut file = std::fs::OpenOptions::new().append(true).create(true).open(skips).unwrap();
        file.write_all(line.as_bytes()).unwrap();
    }
    None
}

fn encrypted(url: &str) -> String {
    let joint = if url.contains('?') { '&' } else { '?' };
    format!("{url}{joint}sslmode=require")
}

fn trusting(roots: &str) -> ServerOptions {
    ServerOptions::new().tls_roots_file(roots)
}

fn count(driver: &dyn Driver, sql: &'static Sql) -> i64 {
    let mut number = 0;
    let read = driver.read(&mut |connection| {
        connection.query(sql, &[], &mut |row| {
            number = row.int(0)?;
            Ok(())
        })
    });
    read.unwrap();
    number
}

macro_rules! over_tls {
    ($name:ident, $kind:literal, $driver:ident) => {
        mod $name {
            use super::*;

            fn store() -> Option<($driver, Place)> {
                let (url, roots) = server($kind)?;
                let place = Place::$name(&url).unwrap();
                Some((open(&encrypted(place.url()), trusting(&roots)).unwrap(), place))
            }

            fn open(url: &str, options: ServerOptions) -> Result<$driver> {
                $driver::open(url, options)
            }

            mod conformance {
                crate::driver_conformance!(super::store);
            }

            #[test]
            fn a_connection_is_encrypted_when_the_url_asks_for_it() {
                let Some((url, roots)) = server($kind) else { return };
                let plain = open(&url, ServerOptions::new()).unwrap();
                assert_eq!(count(&plain, &sql::ENCRYPTED), 0);
                let sealed = open(&encrypted(&url), trusting(&roots)).unwrap();
                assert_eq!(count(&sealed, &sql::ENCRYPTED), 1);
            }

            #[test]
            fn a_server_of_an_unknown_authority_or_another_name_is_refused() {
                let Some((url, roots)) = server($kind) else { return };
                let unknown = open(&encrypted(&url), ServerOptions::new());
                assert_eq!(unknown.unwrap_err().code(), ErrorCode::BackendUnavailable);
                let elsewhere = encrypted(&url.replace("localhost", "127.0.0.1"));
                let other = open(&elsewhere, trusting(&roots));
                assert_eq!(other.unwrap_err().code(), ErrorCode::BackendUnavailable);
            }

            #[test]
            fn a_file_without_an_authority_is_refused() {
                let Some((url, _)) = server($kind) else { return };
                for file in ["/nowhere/root.pem", "Cargo.toml"] {
                    let error = open(&encrypted(&url), trusting(file)).unwrap_err();
                    assert_eq!(error.code(), ErrorCode::Validation, "{file}: {error}");
                }
            }
        }
    };
}

over_tls!(postgres, "POSTGRES", Postgres);
over_tls!(mysql, "MYSQL", Mysql);
