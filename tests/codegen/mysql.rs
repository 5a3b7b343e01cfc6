//! What the migrations make of an empty MySQL database, read from the server's catalogue.
//!
//! Only what both kinds of servers tell alike is shown: MariaDB writes a width beside a number's
//! type, and the word NULL for a default that is none.

use std::fmt::Write as _;

use silvervine::Engine;
use silvervine::store::mysql::Mysql;
use silvervine::store::server::ServerOptions;
use silvervine::store::testing::fresh::Place;
use silvervine::store::{Connection, Driver, Scope, Sql};

/// Each answers one line of text a row, in an order of its own.
static TABLES: Sql = sql("SELECT table_name || ' ' || engine || ' ' || row_format || ' ' \
     || table_collation FROM information_schema.tables WHERE table_schema = DATABASE() \
     ORDER BY table_name");
static COLUMNS: Sql = sql("SELECT table_name || '.' || column_name || ' ' || data_type \
     || CASE WHEN data_type LIKE '%binary' THEN '(' || character_maximum_length || ')' ELSE '' END \
     || COALESCE(' COLLATE ' || collation_name, '') \
     || CASE is_nullable WHEN 'NO' THEN ' NOT NULL' ELSE '' END \
     || CASE WHEN COALESCE(generation_expression, '') <> '' \
        THEN ' GENERATED ' || REPLACE(generation_expression, '`', '') \
        ELSE COALESCE(' DEFAULT ' || NULLIF(column_default, 'NULL'), '') END \
     FROM information_schema.columns WHERE table_schema = DATABASE() \
     ORDER BY table_name, ordinal_position");
static INDEXES: Sql = sql("SELECT table_name || ' ' \
     || CASE non_unique WHEN 0 THEN 'UNIQUE ' ELSE '' END || index_name || ' (' \
     || GROUP_CONCAT(column_name ORDER BY seq_in_index SEPARATOR ', ') || ')' \
     FROM information_schema.statistics WHERE table_schema = DATABASE() \
     GROUP BY table_name, index_name, non_unique ORDER BY table_name, index_name");
static TRIGGERS: Sql = sql("SELECT trigger_name || ' ' || action_timing || ' ' \
     || event_manipulation || ' ON ' || event_object_table || ' ' || action_statement \
     FROM information_schema.triggers WHERE trigger_schema = DATABASE() ORDER BY trigger_name");

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
    let server = std::env::var("SILVERVINE_TEST_MYSQL").ok().filter(|url| !url.is_empty())?;
    let place = Place::mysql(&server).unwrap();
    Engine::open(place.url()).unwrap().close().unwrap();
    let driver = Mysql::open(place.url(), ServerOptions::new().connections_max(1)).unwrap();
    let mut text = String::from(
        "-- Generated from core/migrations by tests/codegen: what they make of an empty database.\n",
    );
    for sql in [&TABLES, &COLUMNS, &INDEXES, &TRIGGERS] {
        text.push('\n');
        let list = &mut |connection: &mut dyn Connection| {
            connection.query(sql, &[], &mut |row| {
                let _ = writeln!(text, "{}", row.str(0)?.trim_end());
                Ok(())
            })
        };
        driver.read(list).unwrap();
    }
    Some(text)
}
