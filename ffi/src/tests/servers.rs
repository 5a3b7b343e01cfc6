//! Engines on database servers, where SILVERVINE_TEST_POSTGRES or SILVERVINE_TEST_MYSQL name one.

use std::io::Write as _;

use super::*;
use crate::generated::status::{SV_BACKEND_UNAVAILABLE, SV_INSUFFICIENT_POINTS};
use crate::status::SV_INVALID_ARGUMENT;

fn on(url: &str, more: impl FnOnce(&mut SvOpenOptions)) -> Result<*mut SvEngine, SvStatus> {
    let mut given = options(url);
    more(&mut given);
    let mut engine = null_mut();
    // SAFETY: the options and the place are this test's.
    match unsafe { sv_open(&given, &mut engine, null_mut()) } {
        SV_OK => Ok(engine),
        status => Err(status),
    }
}

fn servers() -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    for (backend, variable) in
        [("postgres", "SILVERVINE_TEST_POSTGRES"), ("mysql", "SILVERVINE_TEST_MYSQL")]
    {
        match std::env::var(variable) {
            Ok(url) if !url.is_empty() => found.push((backend, url)),
            _ => skip(&format!("the C interface on {backend}: {variable} names no server\n")),
        }
    }
    found
}

fn skip(line: &str) {
    std::io::stderr().write_all(line.as_bytes()).unwrap();
    if let Some(skips) = std::env::var_os("SILVERVINE_SKIPS") {
        let mut file = std::fs::OpenOptions::new().append(true).create(true).open(skips).unwrap();
        file.write_all(line.as_bytes()).unwrap();
    }
}

#[test]
fn a_url_opens_a_server_and_everything_works_on_it() {
    for (backend, url) in servers() {
        let engine = on(&url, |given| given.connections_max = 3).unwrap();
        let email = format!("{}@example.org", uuid::Uuid::from_u128(unique()));
        let registered = call(engine, "users.register", &format!(r#"{{"email":"{email}"}}"#));
        let user = registered.unwrap()["user"]["id"].as_str().unwrap().to_owned();
        for replayed in [false, true] {
            let request = format!(r#"{{"userId":"{user}","amount":30,"idempotencyKey":"a"}}"#);
            let spent = call(engine, "wallet.consume", &request).unwrap();
            assert_eq!((&spent["balance"], &spent["replayed"]), (&70.into(), &replayed.into()));
        }
        let request = format!(r#"{{"userId":"{user}","amount":71,"idempotencyKey":"b"}}"#);
        let refused = call(engine, "wallet.consume", &request).unwrap_err();
        assert_eq!(refused.0, SV_INSUFFICIENT_POINTS, "{backend}");
        close(engine);
    }
}

#[test]
fn a_server_that_is_away_is_told_as_such() {
    for scheme in ["postgres", "mysql"] {
        let url = format!("{scheme}://ada:hush@127.0.0.1:1/silvervine");
        let away = on(&url, |given| given.connect_timeout_ms = 500);
        assert_eq!(away, Err(SV_BACKEND_UNAVAILABLE));
    }
}

#[test]
fn a_file_of_authorities_that_is_none_is_refused() {
    let url = "postgres://ada@127.0.0.1:1/silvervine?sslmode=require";
    let refused = on(url, |given| given.tls_roots_file = text("/nowhere/root.pem"));
    assert_eq!(refused, Err(crate::generated::status::SV_VALIDATION));
    let not_text = SvText { data: null_mut(), len: 3 };
    assert_eq!(on(url, |given| given.tls_roots_file = not_text), Err(SV_INVALID_ARGUMENT));
}

/// A number that no other run has drawn.
fn unique() -> u128 {
    use std::hash::{BuildHasher, Hasher, RandomState};
    let draw = || u128::from(RandomState::new().build_hasher().finish());
    draw() << 64 | draw()
}
