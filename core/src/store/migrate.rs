//! Migrations: numbered, run once, each in one transaction, and recorded.
//!
//! The text is portable but for the names of five column types, which stand as `{id}`, `{bytes}`
//! (short, may stand in a key), `{blob}` (any length), `{text}` (any length) and `{key}` (short
//! text that may stand in a key), and for blocks between `-- only sqlite` (or `postgres`, `mysql`)
//! and `-- end`, such as the guards of a ledger. Opening a store with a newer schema is an error,
//! never a guess.
//!
//! MySQL commits at each DDL statement. There a migration is done in [`steps`], each recorded as
//! (migration, step); one that was done and not recorded is found standing, and is recorded then.
//! So a crash between any two leaves a store that the next start completes, and engines that start
//! at once do not harm each other.

use crate::error::{ErrorCode, ErrorKind, Result};
use crate::store::{Connection, Dialect, Driver, Param, Sql, statements};

mod steps;

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
    8 "0008_wallet",
    9 "0009_quota",
    10 "0010_payments",
    11 "0011_tasks",
    12 "0012_checkins",
    13 "0013_events",
    14 "0014_conversations",
    15 "0015_usage",
    16 "0016_search",
    17 "0017_imports",
    18 "0018_ledgers",
    19 "0019_receipts",
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
    STEP_DONE: EngineScan = "SELECT COUNT(*) FROM schema_steps WHERE version = ? AND step = ?";
    RECORD_STEP: EngineScan = "INSERT INTO schema_steps (version, step) VALUES (?, ?)";
}

impl Migration {
    fn record(&self, now_ms: i64) -> [Param<'_>; 3] {
        [Param::Int(self.version), Param::Text(self.name), Param::Int(now_ms)]
    }

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
        match driver.dialect() {
            Dialect::Mysql => apply_in_steps(driver, migration, now_ms)?,
            dialect => apply(driver, migration, &migration.text(dialect), now_ms)?,
        }
    }
    Ok(found)
}

/// Applies a migration in one transaction.
fn apply(driver: &dyn Driver, migration: &Migration, text: &str, now_ms: i64) -> Result<()> {
    driver.write(&mut |connection| {
        if has_come(connection, migration)? {
            return Ok(());
        }
        connection.script(text)?;
        match connection.insert_new(&RECORD_MIGRATION, &migration.record(now_ms))? {
            true => Ok(()),
            // Another engine was first, so this one looks again.
            false => Err(ErrorKind::Serialization {}.into()),
        }
    })
}

/// Applies a migration step by step, going on where it was left.
fn apply_in_steps(driver: &dyn Driver, migration: &Migration, now_ms: i64) -> Result<()> {
    let text = migration.text(Dialect::Mysql);
    for (number, step) in (0i64..).zip(steps::of(&text)) {
        let key = [Param::Int(migration.version), Param::Int(number)];
        // The first of all makes the table in which the others are recorded.
        let recorded = (migration.version, number) > (1, 0);
        driver.write(&mut |connection| {
            if has_come(connection, migration)?
                || (recorded && count(connection, &STEP_DONE, &key)? > 0)
            {
                return Ok(());
            }
            match connection.script(&step) {
                // Done before, by an engine that ended there or by one that starts now.
                Err(error) if error.code() == ErrorCode::UniqueViolation => {}
                ran => ran?,
            }
            connection.insert_new(&RECORD_STEP, &key).map(drop)
        })?;
    }
    driver.write(&mut |connection| {
        connection.insert_new(&RECORD_MIGRATION, &migration.record(now_ms)).map(drop)
    })
}

/// Whether another engine has applied a migration meanwhile.
fn has_come(connection: &mut dyn Connection, migration: &Migration) -> Result<bool> {
    let now_at = version(connection)?;
    refuse_newer(now_at)?;
    Ok(now_at >= migration.version)
}

fn refuse_newer(found: i64) -> Result<()> {
    if found > newest() {
        return Err(ErrorKind::SchemaNewer { found, supported: newest() }.into());
    }
    Ok(())
}

fn version(connection: &mut dyn Connection) -> Result<i64> {
    match count(connection, &HAS_SCHEMA, &[])? {
        0 => Ok(0),
        _ => count(connection, &SCHEMA_VERSION, &[]),
    }
}

/// The one number that a query answers.
fn count(connection: &mut dyn Connection, sql: &'static Sql, params: &[Param<'_>]) -> Result<i64> {
    let mut number = 0;
    connection.query(sql, params, &mut |row| {
        number = row.int(0)?;
        Ok(())
    })?;
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
