//! What the migrations make of an empty PostgreSQL schema, read from the server's catalogue.

use std::fmt::Write as _;

use silvervine::Engine;
use silvervine::store::postgres::Postgres;
use silvervine::store::server::ServerOptions;
use silvervine::store::testing::fresh::Place;
use silvervine::store::{Connection, Driver, Scope, Sql};

/// Each answers one line of text a row, in an order of its own.
static COLUMNS: Sql = sql("SELECT CAST(c.relname AS TEXT) || '.' || a.attname || ' ' \
     || format_type(a.atttypid, a.atttypmod) \
     || CASE WHEN l.collname IN ('default') OR l.collname IS NULL THEN '' \
        ELSE ' COLLATE ' || quote_ident(l.collname) END \
     || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END \
     || CASE WHEN d.adbin IS NULL THEN '' WHEN a.attgenerated = 's' \
        THEN ' GENERATED ' || pg_get_expr(d.adbin, d.adrelid) \
        ELSE ' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid) END \
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid \
     LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum \
     LEFT JOIN pg_collation l ON l.oid = a.attcollation \
     WHERE c.relnamespace = CAST(current_schema() AS regnamespace) AND c.relkind = 'r' \
     AND a.attnum > 0 AND NOT a.attisdropped ORDER BY c.relname, a.attnum");
static INDEXES: Sql = sql("SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema() \
     ORDER BY tablename, indexname");
static TRIGGERS: Sql =
    sql("SELECT pg_get_triggerdef(t.oid) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid \
     WHERE c.relnamespace = CAST(current_schema() AS regnamespace) AND NOT t.tgisinternal \
     ORDER BY c.relname, t.tgname");
static FUNCTIONS: Sql = sql("SELECT pg_get_functiondef(p.oid) FROM pg_proc p \
     WHERE p.pronamespace = CAST(current_schema() AS regnamespace) ORDER BY p.proname");

const fn sql(text: &'static str) -> Sql {
    Sql {
        name: "catalogue",
        scope: Scope::EngineScan,
        tenant: false,
        any: text,
        postgres: None,
        mysql: None,
    }
}

/// The schema as text, where there is a server to make it on.
pub(crate) fn schema() -> Option<String> {
    let server = std::env::var("SILVERVINE_TEST_POSTGRES").ok().filter(|url| !url.is_empty())?;
    let place = Place::postgres(&server).unwrap();
    Engine::open(place.url()).unwrap().close().unwrap();
    let driver = Postgres::open(place.url(), ServerOptions::new().connections_max(1)).unwrap();
    let name = place.url().rsplit("%3D").next().unwrap().to_owned() + ".";
    let mut text = String::from(
        "-- Generated from core/migrations by tests/codegen: what they make of an empty schema.\n",
    );
    for sql in [&COLUMNS, &INDEXES, &TRIGGERS, &FUNCTIONS] {
        text.push('\n');
        let list = &mut |connection: &mut dyn Connection| {
            connection.query(sql, &[], &mut |row| {
                let _ = writeln!(text, "{}", row.str(0)?.replace(&name, "").trim_end());
                Ok(())
            })
        };
        driver.read(list).unwrap();
    }
    Some(text)
}
