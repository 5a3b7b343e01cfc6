//! Every statement and migration of the engine, for the tests that read them all.

use crate::store::{Dialect, Sql};
use crate::{
    activity, audit, exports, imports, ops, plans, quota, session, settings, store, sync, tenants,
    users, vault, wallet,
};

/// The schema for a dialect: the text of each migration, in order.
pub fn migrations(dialect: Dialect) -> Vec<String> {
    store::migrate::MIGRATIONS.iter().map(|migration| migration.text(dialect)).collect()
}

/// Every registered statement. A statement that is not here is not linted, and one that is not
/// declared with `statements!` does not compile.
pub fn statements() -> Vec<&'static Sql> {
    let modules = [
        activity::STATEMENTS,
        audit::STATEMENTS,
        exports::STATEMENTS,
        imports::STATEMENTS,
        ops::STATEMENTS,
        plans::STATEMENTS,
        quota::STATEMENTS,
        session::STATEMENTS,
        session::messages::STATEMENTS,
        settings::STATEMENTS,
        store::migrate::STATEMENTS,
        sync::STATEMENTS,
        tenants::STATEMENTS,
        users::STATEMENTS,
        vault::STATEMENTS,
        wallet::STATEMENTS,
    ];
    let mut all: Vec<_> = modules.concat();
    all.extend(sync::statements_of_collections());
    all
}
