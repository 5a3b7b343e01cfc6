//! What a synced table is: its fields, how they merge, and its four statements.

use uuid::Uuid;

use crate::error::{Error, ErrorKind, Result};
use crate::store::Sql;

/// The most columns of a synced table, with its keys and its two columns for sync.
pub(crate) const COLUMNS_MAX: usize = 36;

/// How concurrent writes of a collection come together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Policy {
    /// The later write of each field wins, by (clock, device).
    LastWriterWinsPerField,
    /// Rows are added and their immutable fields never change; marks on them merge per field.
    Append,
}

/// One synced collection.
#[derive(Debug)]
#[non_exhaustive]
pub struct Collection {
    /// Its name on the wire, stable for ever.
    pub name: &'static str,
    /// What one row is called in change events and errors.
    pub noun: &'static str,
    /// Its number on the wire, stable for ever.
    pub number: u16,
    /// How its rows merge.
    pub policy: Policy,
    /// The names of its fields. The place of a field is its number, so the list only grows.
    pub fields: &'static [&'static str],
    pub(crate) insert: &'static Sql,
    pub(crate) select: &'static Sql,
    pub(crate) update: &'static Sql,
    pub(crate) delete: &'static Sql,
}

impl Collection {
    /// The number of a field.
    pub(crate) fn field(&self, name: &str) -> Result<usize> {
        self.fields.iter().position(|field| *field == name).ok_or_else(|| {
            Error::internal(format!("the collection {} has no field {name}", self.name))
        })
    }

    /// The refusal of an id that a new row cannot have.
    pub(crate) fn taken(&self, id: Uuid, reason: &str) -> Error {
        ErrorKind::Conflict { what: format!("{} `{id}`", self.noun), reason: reason.into() }.into()
    }
}

/// Declares a collection and its statements. Its table has, besides the fields, the columns
/// `user_id`, `id`, `sync_seq` and `sync_clock`.
macro_rules! collection {
    (
        $(#[doc = $doc:literal])+
        $name:ident = $number:literal, $table:literal, $noun:literal, $policy:ident {
            $first:ident $(, $field:ident)* $(,)?
        }
    ) => {
        $(#[doc = $doc])+
        pub(crate) static $name: $crate::sync::Collection = $crate::sync::Collection {
            name: $table,
            noun: $noun,
            number: $number,
            policy: $crate::sync::Policy::$policy,
            fields: &[stringify!($first) $(, stringify!($field))*],
            insert: &$crate::store::Sql {
                name: concat!("sync::", $table, "::insert"),
                scope: $crate::store::Scope::User,
                tenant: false,
                any: concat!(
                    "INSERT INTO ", $table, " (user_id, id, ", stringify!($first),
                    $(", ", stringify!($field),)* ", sync_seq, sync_clock) VALUES (?, ?, ?",
                    $($crate::sync::collection!(@mark $field),)* ", ?, ?)"
                ),
                postgres: None,
                mysql: None,
            },
            select: &$crate::store::Sql {
                name: concat!("sync::", $table, "::select"),
                scope: $crate::store::Scope::User,
                tenant: false,
                any: concat!(
                    "SELECT ", stringify!($first), $(", ", stringify!($field),)*
                    ", sync_clock FROM ", $table, " WHERE user_id = ? AND id = ?"
                ),
                postgres: None,
                mysql: None,
            },
            update: &$crate::store::Sql {
                name: concat!("sync::", $table, "::update"),
                scope: $crate::store::Scope::User,
                tenant: false,
                any: concat!(
                    "UPDATE ", $table, " SET ", stringify!($first), " = ?",
                    $(", ", stringify!($field), " = ?",)*
                    ", sync_seq = ?, sync_clock = ? WHERE user_id = ? AND id = ?"
                ),
                postgres: None,
                mysql: None,
            },
            delete: &$crate::store::Sql {
                name: concat!("sync::", $table, "::delete"),
                scope: $crate::store::Scope::User,
                tenant: false,
                any: concat!("DELETE FROM ", $table, " WHERE user_id = ? AND id = ?"),
                postgres: None,
                mysql: None,
            },
        };
    };
    (@mark $field:ident) => { ", ?" };
}
pub(crate) use collection;
