//! How the server runs the engine's statements.

use super::*;
use crate::registry;
use crate::store::server::numbered;
use crate::store::{Dialect, Scope, Sql, migrate};

/// The plan of a statement for any values, with sorting and reading whole tables made dear.
fn plan(connection: &mut dyn Connection, sql: &Sql, n: usize) -> Result<String> {
    let text = numbered(sql.text(Dialect::Postgres));
    let params = (1..=30).filter(|n| text.contains(&format!("${n}"))).count();
    let nulls = vec!["NULL"; params].join(", ");
    let arguments = if params == 0 { String::new() } else { format!("({nulls})") };
    connection.script(&format!(
        "SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off; \
         SET LOCAL plan_cache_mode = force_generic_plan; PREPARE plan_{n} AS {text}"
    ))?;
    let explain: &'static Sql = Box::leak(Box::new(Sql {
        name: sql.name,
        scope: sql.scope,
        tenant: false,
        any: Box::leak(format!("EXPLAIN (COSTS OFF) EXECUTE plan_{n}{arguments}").into()),
        postgres: None,
        mysql: None,
    }));
    let mut steps = Vec::new();
    connection.query(explain, &[], &mut |row| {
        steps.push(row.text(0)?);
        Ok(())
    })?;
    Ok(steps.join("\n"))
}

#[test]
fn statements_of_a_user_seek_and_never_sort() {
    let Some(store) = store() else { return };
    migrate::migrate(&store, 0).unwrap();
    let mut seen = 0;
    for (n, sql) in registry::statements().into_iter().enumerate() {
        let sweeps = matches!(sql.scope, Scope::EngineScan | Scope::TenantScan);
        let ours = registry::is_for(sql, Dialect::Postgres);
        if !ours || sweeps || sql.any.starts_with("INSERT") {
            continue;
        }
        let mut steps = String::new();
        let planned = store.write(&mut |connection| {
            steps = plan(connection, sql, n)?;
            Ok(())
        });
        planned.unwrap_or_else(|error| panic!("{}: {error}", sql.name));
        assert!(!steps.contains("Seq Scan"), "{}: {steps}", sql.name);
        assert!(!steps.contains("Sort"), "{}: {steps}", sql.name);
        seen += 1;
    }
    assert!(seen > 30, "the registry lists the statements of every module");
}
