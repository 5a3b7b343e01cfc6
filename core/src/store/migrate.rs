//! Migrations: numbered, run once, each in one transaction, and recorded.
//!
//! The text is portable but for the names of five column types, which stand as `{id}`, `{bytes}`
//! (short, may stand in a key), `{blob}` (any length), `{text}` (any length) and `{key}` (short
//! text that may stand in a key), and for blocks between `-- only sqlite` (or `postgres`, `mysql`)
//! and `-- end`, such as the guards of a ledger. Opening a store with a newer schema is an error,
//! never a guess.

use crate::error::{ErrorKind, Result};
use crate::store::{Connection, Dialect, Driver, Param, statements};

/// One step of the schema.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Migration {
    /// Its number, counted from 1 without gaps.
    version: i64,
    /// What it brings.
    name: &'static str,
    text: &'static str,
}

macro_rules! migrations {
    ($($version:literal $name:literal),+ $(,)?) => {
        /// Every migration, in order.
        pub(crate) const MIGRATIONS: &[Migration] = &[$( Migration {
            version: $version,
            name: $name,
            text: include_str!(concat!("../../migrations/", $name, ".sql")),
        } ),+];
    };
}

migrations! {
    1 "0001_engine",
    2 "0002_settings",
    3 "0003_users",
    4 "0004_wallet",
    5 "0005_quota",
    6 "0006_sessions",
    7 "0007_activity",
}

#[cfg(any(test, feature = "testing"))]
pub(crate) use self::ALL as STATEMENTS;

statements! {
    HAS_SCHEMA: EngineScan = "SELECT COUNT(*) FROM sqlite_master WHERE name = 'schema_migrations'",
        postgres "SELECT COUNT(*) FROM information_schema.tables \
            WHERE table_schema = current_schema() AND table_name = 'schema_migrations'",
        mysql "SELECT COUNT(*) FROM information_schema.tables \
            WHERE table_schema = DATABASE() AND table_name = 'schema_migrations'";
    SCHEMA_VERSION: EngineScan = "SELECT COALESCE(MAX(version), 0) FROM schema_migrations";
    RECORD_MIGRATION: EngineScan =
        "INSERT INTO schema_migrations (version, name, applied_at_ms) VALUES (?, ?, ?)";
}

impl Migration {
    /// The text for a dialect.
    pub(crate) fn text(&self, dialect: Dialect) -> String {
        let (name, types) = match dialect {
            Dialect::Sqlite => ("sqlite", ["BLOB", "BLOB", "BLOB", "TEXT", "TEXT"]),
            Dialect::Postgres => {
                let text = "TEXT COLLATE \"C\"";
                ("postgres", ["UUID", "BYTEA", "BYTEA", text, text])
            }
            Dialect::Mysql => (
                "mysql",
                ["BINARY(16)", "VARBINARY(767)", "LONGBLOB", "LONGTEXT", "VARBINARY(512)"],
            ),
        };
        let mut ours = true;
        let lines: Vec<&str> = self
            .text
            .lines()
            .filter(|line| {
                match line.strip_prefix("-- only ") {
                    Some(only) => ours = only.trim() == name,
                    None if line.trim() == "-- end" => ours = true,
                    None => return ours,
                }
                false
            })
            .collect();
        let names = ["{id}", "{bytes}", "{blob}", "{text}", "{key}"];
        let text = lines.join("\n");
        names.iter().zip(types).fold(text, |text, (name, sql)| text.replace(name, sql))
    }
}

/// The newest schema this build knows.
pub(crate) fn newest() -> i64 {
    MIGRATIONS.last().map_or(0, |migration| migration.version)
}

/// Brings the store to the newest schema; answers the version it found.
pub(crate) fn migrate(driver: &dyn Driver, now_ms: i64) -> Result<i64> {
    let mut found = 0;
    driver.read(&mut |connection| {
        found = version(connection)?;
        Ok(())
    })?;
    refuse_newer(found)?;
    for migration in MIGRATIONS.iter().filter(|migration| migration.version > found) {
        let text = migration.text(driver.dialect());
        driver.write(&mut |connection| {
            // Another engine may have applied it since.
            let now_at = version(connection)?;
            refuse_newer(now_at)?;
            if now_at >= migration.version {
                return Ok(());
            }
            connection.script(&text)?;
            let params =
                [Param::Int(migration.version), Param::Text(migration.name), Param::Int(now_ms)];
            match connection.insert_new(&RECORD_MIGRATION, &params)? {
                true => Ok(()),
                // Another engine was first, so this one looks again.
                false => Err(ErrorKind::Serialization {}.into()),
            }
        })?;
    }
    Ok(found)
}

fn refuse_newer(found: i64) -> Result<()> {
    if found > newest() {
        return Err(ErrorKind::SchemaNewer { found, supported: newest() }.into());
    }
    Ok(())
}

fn version(connection: &mut dyn Connection) -> Result<i64> {
    let mut number = 0;
    connection.query(&HAS_SCHEMA, &[], &mut |row| {
        number = row.int(0)?;
        Ok(())
    })?;
    if number > 0 {
        connection.query(&SCHEMA_VERSION, &[], &mut |row| {
            number = row.int(0)?;
            Ok(())
        })?;
    }
    Ok(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_for_other_dialects_are_left_out() {
        let migration = Migration {
            version: 1,
            name: "x",
            text: "a {id}\n-- only mysql\nb\n-- end\n-- only sqlite\nc\n-- end\nd",
        };
        assert_eq!(migration.text(Dialect::Sqlite), "a BLOB\nc\nd");
        assert_eq!(migration.text(Dialect::Postgres), "a UUID\nd");
    }

    #[test]
    fn migrations_are_in_order_without_gaps() {
        let versions: Vec<i64> = MIGRATIONS.iter().map(|migration| migration.version).collect();
        assert_eq!(versions, (1..=newest()).collect::<Vec<_>>());
    }
}
