//! How the server runs the engine's statements.

use super::*;
use crate::registry;
use crate::store::server::positional;
use crate::store::{Dialect, Scope, Sql, migrate};

/// The plan of a statement, one line for each table, as `EXPLAIN` tells it.
fn plan(server: &mut mysql::Conn, sql: &Sql) -> Vec<String> {
    let (text, _) = positional(sql.text(Dialect::Mysql));
    // Values of the kinds that the columns have: a number in a LIMIT, else 16 bytes, which are an
    // id, a text or, as a text without digits, the number 0.
    let values: Vec<mysql::Value> = text
        .match_indices('?')
        .map(|(at, _)| match text[..at].ends_with("LIMIT ") {
            true => mysql::Value::Int(10),
            false => mysql::Value::Bytes(vec![b'a'; 16]),
        })
        .collect();
    let rows: Vec<mysql::Row> =
        server.exec(format!("EXPLAIN {text}"), values).unwrap_or_else(|e| panic!("{text}: {e}"));
    let cell = |row: &mysql::Row, name: &str| row.get::<Option<String>, _>(name).flatten();
    rows.iter()
        .map(|row| {
            let cells = ["table", "type", "key", "Extra"].map(|name| cell(row, name));
            cells.map(|cell| cell.unwrap_or_else(|| "-".into())).join(" | ")
        })
        .collect()
}

/// Fills every table, so that the server has something to choose by: 2,000 rows of twenty users,
/// the first of which has only those values that [`plan`] asks for.
fn fill(server: &mut mysql::Conn) {
    let tables: Vec<String> = server
        .query("SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()")
        .unwrap();
    for table in tables {
        let columns: Vec<(String, String, String)> = server
            .query(format!(
                "SELECT column_name, data_type, is_nullable FROM information_schema.columns \
                 WHERE table_schema = DATABASE() AND table_name = '{table}' \
                 AND COALESCE(generation_expression, '') = '' ORDER BY ordinal_position"
            ))
            .unwrap();
        let first = format!("'{}'", "a".repeat(16));
        let one_of_many = columns.len() > 2;
        let values = columns.iter().map(|(name, kind, nullable)| {
            match (name.as_str(), kind.as_str(), nullable.as_str()) {
                ("user_id", ..) if one_of_many => {
                    format!("IF(n MOD 20 = 0, {first}, UNHEX(MD5(n MOD 20)))")
                }
                ("session_id", ..) => format!("IF(n MOD 40 = 0, {first}, UNHEX(MD5(n MOD 40)))"),
                ("asset", ..) => first.clone(),
                ("spent", ..) => "0".into(),
                (_, "binary", _) => format!("IF(n = 0, {first}, UNHEX(MD5(n)))"),
                (_, "bigint", "YES") => "NULL".into(),
                (_, "bigint", _) => "n".into(),
                _ => format!("IF(n = 0, {first}, 'k' || n)"),
            }
        });
        let values: Vec<String> = values.collect();
        let names: Vec<&str> = columns.iter().map(|(name, ..)| name.as_str()).collect();
        let rows =
            "WITH RECURSIVE r AS (SELECT 0 AS n UNION ALL SELECT n + 1 FROM r WHERE n < 1999)";
        let (names, values) = (names.join(", "), values.join(", "));
        server
            // A row that stands for its user alone stands once.
            .query_drop(format!(
                "INSERT IGNORE INTO {table} ({names}) {rows} SELECT {values} FROM r"
            ))
            .unwrap();
        server.query_drop(format!("ANALYZE TABLE {table}")).unwrap();
    }
}

/// Statements which group what they found, so that the server has to keep it somewhere: the unspent
/// grants of one wallet, the uses of one day.
const GROUPS: [&str; 2] = ["silvervine::wallet::sql::BY_KIND", "silvervine::usage::sql::WHOLE_DAY"];

#[test]
fn statements_of_a_user_seek_and_never_sort() {
    let Some(store) = store(ServerOptions::new()) else { return };
    migrate::migrate(&store, 0).unwrap();
    let mut server = operator(&store);
    server.query_drop("SET NAMES utf8mb4 COLLATE utf8mb4_bin").unwrap();
    server
        .query_drop("SET sql_mode = 'PIPES_AS_CONCAT,ANSI_QUOTES', max_recursive_iterations = 5000")
        .unwrap();
    fill(&mut server);
    let (mut seen, mut slow) = (0, Vec::new());
    for sql in registry::statements() {
        let sweeps = matches!(sql.scope, Scope::EngineScan | Scope::TenantScan);
        let ours = registry::is_for(sql, Dialect::Mysql);
        if !ours || sweeps || sql.any.starts_with("INSERT") {
            continue;
        }
        let steps = plan(&mut server, sql);
        let bad = |step: &String| {
            ["| ALL |", "| index |", "filesort", "temporary"].iter().any(|word| step.contains(word))
        };
        if steps.iter().any(bad) && !GROUPS.contains(&sql.name) {
            slow.push(format!("{}: {}", sql.name, steps.join("; ")));
        }
        seen += 1;
    }
    assert!(slow.is_empty(), "{}", slow.join("\n"));
    assert!(seen > 30, "the registry lists the statements of every module");
}
