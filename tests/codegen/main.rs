//! Writes the files that are made from the operation table, and fails when one is stale.
//!
//! `SILVERVINE_REGENERATE=1 cargo test --test codegen` writes them; without it the test compares.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use silvervine::ops::Field;

mod c;
mod markdown;
mod mysql;
mod postgres;
mod typescript;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every generated file with the text it must have.
fn generated() -> Vec<(&'static str, String)> {
    let schema = silvervine::ops::schema();
    let document = serde_json::to_string_pretty(&schema).unwrap();
    let mut files = vec![
        ("core/OPERATIONS.md", markdown::operations()),
        ("core/operations.json", document + "\n"),
        ("core/migrations/schema.sqlite.sql", schema_of_sqlite()),
        ("bindings-node/lib/operations.js", typescript::script(&schema)),
        ("bindings-node/lib/operations.d.ts", typescript::types(&schema)),
        ("ffi/src/generated/operations.rs", c::functions()),
        ("ffi/src/generated/status.rs", c::statuses()),
        ("include/silvervine_ops.hpp", c::methods()),
        ("tests/c/operations.hpp", c::methods_by_name()),
    ];
    match postgres::schema() {
        Some(text) => files.push(("core/migrations/schema.postgres.sql", text)),
        None => skip("the schema of PostgreSQL: SILVERVINE_TEST_POSTGRES names no server"),
    }
    match mysql::schema() {
        Some(text) => files.push(("core/migrations/schema.mysql.sql", text)),
        None => skip("the schema of MySQL: SILVERVINE_TEST_MYSQL names no server"),
    }
    files
}

/// Says that something was not compared.
fn skip(what: &str) {
    use std::io::Write as _;
    let line = format!("{what}\n");
    std::io::stderr().write_all(line.as_bytes()).unwrap();
    if let Some(skips) = std::env::var_os("SILVERVINE_SKIPS") {
        let mut file = std::fs::OpenOptions::new().append(true).create(true).open(skips).unwrap();
        file.write_all(line.as_bytes()).unwrap();
    }
}

/// What the migrations 1 to N make of an empty SQLite store.
fn schema_of_sqlite() -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("empty.db");
    silvervine::Engine::open(path.to_string_lossy()).unwrap().close().unwrap();
    let connection = rusqlite::Connection::open(path).unwrap();
    let mut statement = connection
        .prepare(
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY tbl_name, type, name",
        )
        .unwrap();
    let parts = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
    let mut text = String::from(
        "-- Generated from core/migrations by tests/codegen: what they make of an empty store.\n",
    );
    for part in parts {
        text += &format!("\n{};\n", part.unwrap());
    }
    text
}

/// What is wrong with a generated file, if anything is.
fn stale(path: &Path, expected: &str) -> Option<String> {
    let found = std::fs::read_to_string(path).unwrap_or_default();
    if found == expected {
        return None;
    }
    let line = found.lines().zip(expected.lines()).take_while(|(a, b)| a == b).count() + 1;
    Some(format!(
        "{} differs from the operation table at line {line}; \
         run SILVERVINE_REGENERATE=1 cargo test --test codegen",
        path.display()
    ))
}

#[test]
fn generated_files_are_fresh() {
    let files = generated();
    if std::env::var_os("SILVERVINE_REGENERATE").is_some() {
        for (path, text) in &files {
            std::fs::write(root().join(path), text).unwrap();
        }
    }
    let wrong: Vec<_> =
        files.iter().filter_map(|(path, text)| stale(&root().join(path), text)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_stale_file_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("OPERATIONS.md");
    assert!(stale(&path, "text\n").is_some(), "a missing file");
    std::fs::write(&path, "text\n").unwrap();
    assert_eq!(stale(&path, "text\n"), None);
    std::fs::write(&path, "text edited\n").unwrap();
    assert!(stale(&path, "text\n").unwrap().contains("line 1"));
}

#[test]
fn every_response_and_request_field_is_described() {
    let document = silvervine::ops::schema();
    let mut bare = Vec::new();
    for (name, definition) in document["$defs"].as_object().unwrap() {
        let Some(properties) = definition["properties"].as_object() else { continue };
        for (field, schema) in properties {
            if schema["description"].as_str().is_none_or(str::is_empty) {
                bare.push(format!("{name}.{field}"));
            }
        }
    }
    assert!(bare.is_empty(), "fields without a description: {}", bare.join(", "));
}

#[test]
fn every_operation_is_described_and_its_routes_name_fields_of_its_request() {
    for row in silvervine::operations() {
        assert!(!row.description.trim().is_empty(), "{} has no description", row.name);
        let own = row.route.unwrap_or_else(|| panic!("{} has no route", row.name));
        for route in row.routes() {
            for name in named(route.path) {
                let field =
                    row.fields.iter().find(|field| silvervine::ops::json_name(field.name) == name);
                // The route of an older service may give what is not required.
                let fits = |field: &Field| field.required || route != own;
                assert!(field.is_some_and(fits), "{} of {}", name, route.path);
            }
        }
    }
}

/// The fields which a path names.
fn named(path: &str) -> impl Iterator<Item = &str> {
    path.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name)
}

#[test]
fn no_two_operations_share_a_route() {
    let mut taken = BTreeMap::new();
    for row in silvervine::operations() {
        for route in row.routes() {
            assert!(["GET", "POST", "PUT", "DELETE"].contains(&route.method), "{}", row.name);
            // A router takes any text for a field, whatever its name.
            let shape: Vec<_> = route
                .path
                .split('/')
                .map(|part| if part.starts_with('{') { "{}" } else { part })
                .collect();
            let before = taken.insert((route.method, shape), row.name);
            assert_eq!(before, None, "{} {} of {}", route.method, route.path, row.name);
        }
    }
}

#[test]
fn every_number_of_milliseconds_says_whether_it_is_a_moment_or_a_duration() {
    const DURATIONS: [&str; 6] =
        ["durationMs", "leaseMs", "meanDurationMs", "retryAfterMs", "sessionMs", "windowMs"];
    let document = silvervine::ops::schema();
    for (name, definition) in document["$defs"].as_object().unwrap() {
        let Some(properties) = definition["properties"].as_object() else { continue };
        for field in properties.keys().filter(|field| field.ends_with("Ms")) {
            let is_moment = field.ends_with("AtMs") || field == "atMs";
            assert!(is_moment || DURATIONS.contains(&field.as_str()), "{name}.{field}");
        }
    }
}
