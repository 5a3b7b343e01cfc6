//! Every statement, collection and sweep of the engine, for the tests that read them all.

use crate::store::Sql;
use crate::sync::{self, Collection};
use crate::{
    activity, audit, ops, plans, profiles, quota, session, settings, store, tenants, users, vault,
    wallet,
};

/// The collections of synced rows.
pub static COLLECTIONS: &[&Collection] =
    &[&session::SESSIONS, &session::messages::MESSAGES, &profiles::PROFILES];

/// Every registered statement. A statement that is not here is not linted, and one that is not
/// declared with `statements!` does not compile.
pub fn statements() -> Vec<&'static Sql> {
    let modules = [
        activity::STATEMENTS,
        audit::STATEMENTS,
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
    all.extend(sync::statements_of(COLLECTIONS));
    all
}
