//! Reads every registered statement and every migration, and fails on one that breaks its scope.
//!
//! These are the rules that let the same schema run on one file, on one server, and on the sharded
//! engines people grow into: a statement names its user, a key leads with the user, nothing orders
//! all users, and a synced row is written in one place only.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;

use silvervine::registry;
use silvervine::store::{Dialect, Scope, Sql};

mod rules;
mod schema;

use rules::{BOUNDED_OTHERWISE, World, check, check_schema};

fn ddl(dialect: Dialect) -> String {
    registry::migrations(dialect).join(";\n")
}

fn world() -> World {
    World {
        tables: schema::tables(&ddl(Dialect::Sqlite)),
        synced: silvervine::sync::collections().iter().map(|collection| collection.name).collect(),
    }
}

fn a_world(extra: &str) -> World {
    World { tables: schema::tables(extra), synced: vec!["sessions"] }
}

const DDL: &str = "CREATE TABLE wallets (user_id BLOB NOT NULL, asset TEXT, balance BIGINT, \
        PRIMARY KEY (user_id, asset)); \
    CREATE TABLE sessions (user_id BLOB, id BLOB, title TEXT, PRIMARY KEY (user_id, id)); \
    CREATE TABLE identifiers (lookup BLOB PRIMARY KEY, user_id BLOB); \
    CREATE TABLE settings (tenant_id BLOB, name TEXT, value TEXT, PRIMARY KEY (tenant_id, name));";

const fn sql(scope: Scope, tenant: bool, any: &'static str) -> Sql {
    Sql { name: "toy::SQL", scope, tenant, any, postgres: None, mysql: None }
}

#[test]
fn every_statement_keeps_its_scope() {
    let world = world();
    let statements = registry::statements();
    assert!(statements.len() > 10, "the registry lists the statements of every module");
    let wrong: Vec<_> = statements.iter().flat_map(|sql| check(sql, &world)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_key_leads_with_the_user() {
    for dialect in [Dialect::Sqlite, Dialect::Postgres, Dialect::Mysql] {
        let ddl = ddl(dialect);
        let wrong = check_schema(&ddl, &schema::tables(&ddl));
        assert!(wrong.is_empty(), "{dialect:?}: {}", wrong.join("\n"));
    }
}

#[test]
fn names_of_statements_are_unique_and_exceptions_are_used() {
    let statements = registry::statements();
    let names: BTreeSet<_> = statements.iter().map(|sql| sql.name).collect();
    assert_eq!(names.len(), statements.len());
    for (name, _) in BOUNDED_OTHERWISE {
        assert!(names.iter().any(|n| n.ends_with(name)), "the exception {name} names no statement");
    }
}

#[test]
fn a_statement_that_breaks_a_rule_is_caught() {
    let world = a_world(DDL);
    let select = "SELECT balance FROM wallets WHERE ";
    for (scope, tenant, text, expected) in [
        (Scope::User, false, "UPDATE wallets SET balance = 0 WHERE asset = ?", "names no user"),
        (Scope::User, false, "UPDATE sessions SET title = ? WHERE user_id = ?", "past tx.synced"),
        (Scope::User, false, "DELETE FROM sessions WHERE user_id = ?", "past tx.synced"),
        (Scope::User, false, "SELECT balance FROM wallets WHERE user_id = ?", "without a bound"),
        (Scope::User, false, "SELECT * FROM wallets WHERE user_id = ? LIMIT 1", "uses *"),
        (
            Scope::User,
            false,
            "SELECT value FROM settings WHERE name = ? LIMIT 1",
            "no user's table",
        ),
        (Scope::TenantScan, false, "SELECT value FROM settings WHERE name = ? LIMIT 1", "not bind"),
        (
            Scope::TenantScan,
            true,
            "SELECT value FROM settings WHERE name = ? LIMIT 1",
            "first param",
        ),
        (
            Scope::Directory,
            false,
            "SELECT asset FROM wallets WHERE user_id = ? LIMIT 1",
            "directory",
        ),
        (Scope::TwoUsers, false, "UPDATE wallets SET balance = 0 WHERE user_id = ?", "two users"),
        (
            Scope::EngineScan,
            false,
            "SELECT asset FROM wallets WHERE balance > ?",
            "without a bound",
        ),
    ] {
        let wrong = check(&sql(scope, tenant, text), &world);
        assert!(wrong.iter().any(|w| w.contains(expected)), "{text}: {wrong:?}");
    }
    let offset = format!("{select}user_id = ? LIMIT 1 OFFSET 5");
    let leaked: &'static str = Box::leak(offset.into_boxed_str());
    assert!(!check(&sql(Scope::User, false, leaked), &world).is_empty());
}

#[test]
fn a_statement_that_keeps_the_rules_passes() {
    let world = a_world(DDL);
    for (scope, tenant, text) in [
        (Scope::User, false, "UPDATE wallets SET balance = 0 WHERE user_id = ? AND asset = ?"),
        (Scope::User, false, "SELECT balance FROM wallets WHERE user_id = ? AND asset = ?"),
        (Scope::Directory, false, "SELECT user_id FROM identifiers WHERE lookup = ?"),
        (Scope::TenantScan, true, "SELECT value FROM settings WHERE tenant_id = ? AND name = ?"),
        (Scope::TenantScan, true, "UPDATE settings SET value = ?2 WHERE tenant_id = ?1"),
        (Scope::EngineScan, false, "SELECT asset FROM wallets WHERE balance > ? LIMIT ?"),
    ] {
        assert_eq!(check(&sql(scope, tenant, text), &world), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_schema_that_breaks_a_rule_is_caught() {
    for (ddl, expected) in [
        ("CREATE TABLE t (user_id BLOB, n BIGINT, PRIMARY KEY (n, user_id))", "does not lead"),
        (
            "CREATE TABLE t (user_id BLOB PRIMARY KEY, n BIGINT); CREATE INDEX i ON t (n)",
            "does not lead",
        ),
        ("CREATE TABLE t (id BLOB PRIMARY KEY, u BLOB REFERENCES users (id))", "REFERENCES"),
        ("CREATE TRIGGER sums AFTER INSERT ON t BEGIN SELECT 1; END", "no guard"),
    ] {
        let wrong = check_schema(ddl, &schema::tables(ddl));
        assert!(wrong.iter().any(|w| w.contains(expected)), "{ddl}: {wrong:?}");
    }
}
