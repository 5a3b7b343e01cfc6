//! Every statement and migration of the engine, for the tests that read them all.

use crate::store::{Dialect, Sql};
use crate::{
    activity, audit, checkins, guests, imports, memories, ops, outbox, payments, plans, prices,
    quota, rate_limits, session, settings, store, sync, tasks, tenants, trash, usage, users, vault,
    wallet,
};

/// The schema for a dialect: the text of each migration, in order.
pub fn migrations(dialect: Dialect) -> Vec<String> {
    store::migrate::MIGRATIONS.iter().map(|migration| migration.text(dialect)).collect()
}

/// Whether a statement is for stores of a dialect: the index of messages is SQLite's alone.
pub fn is_for(sql: &Sql, dialect: Dialect) -> bool {
    dialect == Dialect::Sqlite || !sql.name.starts_with(ONLY_SQLITE)
}

const ONLY_SQLITE: &str = "silvervine::session::messages::search::index::";

/// Every registered statement. A statement that is not here is not linted, and one that is not
/// declared with `statements!` does not compile.
pub fn statements() -> Vec<&'static Sql> {
    let modules = [
        activity::STATEMENTS,
        audit::STATEMENTS,
        checkins::STATEMENTS,
        guests::STATEMENTS,
        imports::STATEMENTS,
        memories::STATEMENTS,
        ops::STATEMENTS,
        outbox::STATEMENTS,
        payments::STATEMENTS,
        plans::STATEMENTS,
        prices::STATEMENTS,
        quota::STATEMENTS,
        rate_limits::STATEMENTS,
        session::STATEMENTS,
        session::messages::STATEMENTS,
        session::messages::search::INDEX_STATEMENTS,
        session::messages::search::STATEMENTS,
        session::messages::stream::STATEMENTS,
        settings::STATEMENTS,
        store::migrate::STATEMENTS,
        sync::STATEMENTS,
        tasks::STATEMENTS,
        tenants::STATEMENTS,
        trash::STATEMENTS,
        usage::STATEMENTS,
        users::STATEMENTS,
        vault::STATEMENTS,
        wallet::STATEMENTS,
    ];
    let mut all: Vec<_> = modules.concat();
    all.extend(sync::statements_of_collections());
    all
}
