//! What SQLite's result codes mean to a caller.
//!
//! The texts name statements, columns and codes, never values: a message of SQLite's own is passed
//! on only where it is made from static text (a statement that does not compile, a constraint).

use std::ffi::c_int;

use rusqlite::ffi;

use crate::error::{Error, ErrorKind};

/// The error for a result code. `message` is SQLite's own text, `what` the statement or the step.
pub(super) fn error(code: c_int, message: &str, what: &str, waited_ms: u32) -> Error {
    let detail = || format!("{} (code {code}) in {what}", text_of(code));
    let kind = match (code & 0xff, code) {
        (_, ffi::SQLITE_BUSY_SNAPSHOT) => ErrorKind::Serialization {},
        (ffi::SQLITE_BUSY | ffi::SQLITE_LOCKED | ffi::SQLITE_PROTOCOL, _) => {
            ErrorKind::Busy { waited_ms: i64::from(waited_ms) }
        }
        (ffi::SQLITE_SCHEMA, _) => ErrorKind::Serialization {},
        (ffi::SQLITE_FULL, _) => ErrorKind::StorageFull {},
        (ffi::SQLITE_CORRUPT | ffi::SQLITE_NOTADB | ffi::SQLITE_FORMAT, _) => {
            ErrorKind::StorageCorrupt { detail: detail() }
        }
        (ffi::SQLITE_READONLY | ffi::SQLITE_PERM | ffi::SQLITE_AUTH, _) => ErrorKind::ReadOnly {},
        (ffi::SQLITE_CANTOPEN, _) => ErrorKind::BackendUnavailable { reason: detail() },
        (ffi::SQLITE_IOERR | ffi::SQLITE_NOMEM | ffi::SQLITE_NOLFS, _) => {
            ErrorKind::StorageIo { detail: detail() }
        }
        (_, ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY) => {
            let column = message.rsplit_once("failed: ").map_or(what, |(_, column)| column);
            ErrorKind::UniqueViolation { detail: column.to_owned() }
        }
        (ffi::SQLITE_TOOBIG, _) => ErrorKind::PayloadTooLarge {
            field: "value".into(),
            size: VALUE_BYTES_MAX + 1,
            limit: VALUE_BYTES_MAX,
        },
        (ffi::SQLITE_INTERRUPT | ffi::SQLITE_ABORT, _) => ErrorKind::Cancelled {},
        (ffi::SQLITE_CONSTRAINT, _) => {
            ErrorKind::Internal { detail: format!("{message} (code {code}) in {what}") }
        }
        _ => ErrorKind::Internal { detail: detail() },
    };
    kind.into()
}

/// The error of a statement that does not compile; its text is static, so it is named in full.
pub(super) fn uncompiled(code: c_int, message: &str, what: &str, waited_ms: u32) -> Error {
    match code & 0xff {
        ffi::SQLITE_ERROR => Error::internal(format!("{what} does not compile: {message}")),
        _ => error(code, message, what, waited_ms),
    }
}

/// Whether the store failed, as opposed to a statement that is wrong or breaks a rule of the data.
pub(super) fn is_of_the_store(code: c_int) -> bool {
    !matches!(
        code & 0xff,
        ffi::SQLITE_ERROR
            | ffi::SQLITE_CONSTRAINT
            | ffi::SQLITE_TOOBIG
            | ffi::SQLITE_MISMATCH
            | ffi::SQLITE_RANGE
    )
}

/// The largest value of one column, in bytes: SQLite's own default.
pub(super) const VALUE_BYTES_MAX: i64 = 1_000_000_000;

fn text_of(code: c_int) -> String {
    // SAFETY: `sqlite3_errstr` returns a static string for every code, known or not.
    let text = unsafe { std::ffi::CStr::from_ptr(ffi::sqlite3_errstr(code)) };
    text.to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorCode;

    #[test]
    fn every_family_of_codes_has_its_error() {
        let table = [
            (ffi::SQLITE_BUSY, ErrorCode::Busy),
            (ffi::SQLITE_LOCKED, ErrorCode::Busy),
            (ffi::SQLITE_PROTOCOL, ErrorCode::Busy),
            (ffi::SQLITE_BUSY_SNAPSHOT, ErrorCode::Serialization),
            (ffi::SQLITE_SCHEMA, ErrorCode::Serialization),
            (ffi::SQLITE_FULL, ErrorCode::StorageFull),
            (ffi::SQLITE_CORRUPT, ErrorCode::StorageCorrupt),
            (ffi::SQLITE_NOTADB, ErrorCode::StorageCorrupt),
            (ffi::SQLITE_READONLY, ErrorCode::ReadOnly),
            (ffi::SQLITE_READONLY_DBMOVED, ErrorCode::ReadOnly),
            (ffi::SQLITE_PERM, ErrorCode::ReadOnly),
            (ffi::SQLITE_CANTOPEN, ErrorCode::BackendUnavailable),
            (ffi::SQLITE_IOERR, ErrorCode::StorageIo),
            (ffi::SQLITE_IOERR_FSYNC, ErrorCode::StorageIo),
            (ffi::SQLITE_NOMEM, ErrorCode::StorageIo),
            (ffi::SQLITE_CONSTRAINT_UNIQUE, ErrorCode::UniqueViolation),
            (ffi::SQLITE_CONSTRAINT_PRIMARYKEY, ErrorCode::UniqueViolation),
            (ffi::SQLITE_CONSTRAINT_CHECK, ErrorCode::Internal),
            (ffi::SQLITE_CONSTRAINT_TRIGGER, ErrorCode::Internal),
            (ffi::SQLITE_TOOBIG, ErrorCode::PayloadTooLarge),
            (ffi::SQLITE_INTERRUPT, ErrorCode::Cancelled),
            (ffi::SQLITE_MISUSE, ErrorCode::Internal),
        ];
        for (code, expected) in table {
            assert_eq!(error(code, "", "a step", 5).code(), expected, "code {code}");
        }
    }

    #[test]
    fn a_unique_violation_names_the_column_and_not_the_statement() {
        let message = "UNIQUE constraint failed: users.email";
        let found = error(ffi::SQLITE_CONSTRAINT_UNIQUE, message, "users::INSERT", 0);
        assert_eq!(found.details()["detail"], "users.email");
    }
}
