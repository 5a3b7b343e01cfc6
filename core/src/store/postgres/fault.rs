//! What PostgreSQL's errors mean to a caller.
//!
//! The texts name statements, constraints and SQLSTATEs, never values: of the server's own messages
//! only those are passed on which come while a connection is opened.

use tokio_postgres::Error as PgError;
use tokio_postgres::error::{DbError, Severity, SqlState};

use super::link::Loss;
use super::value::WrongKind;
use crate::error::{Error, ErrorKind};

/// The error of a statement, and whether the connection went with it.
pub(super) fn of_statement(error: &PgError, what: &str, timeout_ms: u32) -> (Error, bool) {
    match error.as_db_error() {
        Some(db) => (of_code(db, what, timeout_ms), is_fatal(db)),
        None if is_wrong_value(error) => {
            (Error::internal(format!("{what}: {}", text_of(error))), false)
        }
        None if error.is_closed() => (ended(), true),
        None => (away(&text_of(error)), true),
    }
}

/// Whether a statement was refused before anything was sent.
fn is_wrong_value(error: &PgError) -> bool {
    std::error::Error::source(error).is_some_and(|cause| cause.is::<WrongKind>())
}

/// Whether a guard that divides by nothing did not hold, or a row with the same key stands: then
/// another job was faster, and the job that runs again finds what that one did.
pub(super) fn is_of_a_guard(error: &PgError) -> bool {
    let of_a_guard = [SqlState::DIVISION_BY_ZERO, SqlState::UNIQUE_VIOLATION];
    error.as_db_error().is_some_and(|db| of_a_guard.contains(db.code()))
}

/// Whether a statement was prepared for a table that has changed.
pub(super) fn is_of_a_stale_plan(error: &PgError) -> bool {
    error.code() == Some(&SqlState::FEATURE_NOT_SUPPORTED)
}

/// Whether a failed commit may have taken effect all the same.
pub(super) fn leaves_unknown(error: &PgError) -> bool {
    match error.as_db_error() {
        Some(db) => is_fatal(db),
        None => !is_wrong_value(error),
    }
}

/// Whether the server ends the connection after this error.
pub(super) fn is_fatal(db: &DbError) -> bool {
    let fatal = matches!(db.parsed_severity(), Some(Severity::Fatal | Severity::Panic));
    fatal || db.code().code().starts_with("08")
}

fn of_code(db: &DbError, what: &str, timeout_ms: u32) -> Error {
    kind_of(db.code().code(), db.constraint(), what, timeout_ms).into()
}

fn kind_of(code: &str, constraint: Option<&str>, what: &str, timeout_ms: u32) -> ErrorKind {
    let detail = || format!("SQLSTATE {code} in {what}");
    match code {
        // Two engines made the same tables at once; the one that lost looks again.
        "42P07" | "42710" | "42723" | "42701" | "23505" | "XX000" if what == SCRIPT => {
            ErrorKind::Serialization {}
        }
        "23505" => ErrorKind::UniqueViolation { detail: constraint.unwrap_or(what).to_owned() },
        "40001" | "40P01" => ErrorKind::Serialization {},
        // A plan of a table that a migration changed meanwhile: the next run makes it anew.
        "0A000" if what != SCRIPT => ErrorKind::Serialization {},
        "57014" | "55P03" => ErrorKind::Busy { waited_ms: timeout_ms.into() },
        "53100" => ErrorKind::StorageFull {},
        "25006" | "42501" => ErrorKind::ReadOnly {},
        "54000" | "22001" => too_large(),
        "XX001" | "XX002" => ErrorKind::StorageCorrupt { detail: detail() },
        "57P01" | "57P02" | "57P03" | "57P05" | "25P03" => {
            ErrorKind::BackendUnavailable { reason: format!("the server ended it ({code})") }
        }
        _ => match code.get(..2) {
            Some("08") => ErrorKind::BackendUnavailable { reason: detail() },
            Some("53" | "58") => ErrorKind::StorageIo { detail: detail() },
            _ => ErrorKind::Internal { detail: detail() },
        },
    }
}

/// The name under which the text of a migration runs.
pub(super) const SCRIPT: &str = "script";

/// The largest value of one column, in bytes: PostgreSQL's own limit.
pub(super) const VALUE_BYTES_MAX: u64 = 1_000_000_000;

fn too_large() -> ErrorKind {
    let limit = i64::try_from(VALUE_BYTES_MAX).unwrap_or(i64::MAX);
    ErrorKind::PayloadTooLarge { field: "value".into(), size: limit + 1, limit }
}

/// The error of a job whose connection is gone.
pub(super) fn of_loss(loss: Loss) -> Error {
    match loss {
        Loss::Silent => away("the server does not answer"),
        Loss::Ended(None) => ended(),
        Loss::Ended(Some(error)) => match error.as_db_error() {
            Some(db) => away(&format!("the server ended the connection ({})", db.code().code())),
            None => away(&text_of(&error)),
        },
    }
}

fn ended() -> Error {
    away("the connection was lost")
}

pub(super) fn away(reason: &str) -> Error {
    ErrorKind::BackendUnavailable { reason: reason.to_owned() }.into()
}

/// The error of a connection that was not opened. Neither the server's texts nor the client's hold
/// the password.
pub(super) fn of_connect(error: &PgError) -> Error {
    match error.as_db_error() {
        Some(db) => away(&format!("{} ({})", db.message(), db.code().code())),
        None => away(&text_of(error)),
    }
}

/// An error of the client's with its cause.
fn text_of(error: &PgError) -> String {
    match std::error::Error::source(error) {
        Some(cause) => format!("{error}: {cause}"),
        None => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorCode;

    #[test]
    fn every_family_of_codes_has_its_error() {
        for (code, expected) in [
            ("23505", ErrorCode::UniqueViolation),
            ("40001", ErrorCode::Serialization),
            ("40P01", ErrorCode::Serialization),
            ("0A000", ErrorCode::Serialization),
            ("57014", ErrorCode::Busy),
            ("55P03", ErrorCode::Busy),
            ("53100", ErrorCode::StorageFull),
            ("53200", ErrorCode::StorageIo),
            ("58030", ErrorCode::StorageIo),
            ("25006", ErrorCode::ReadOnly),
            ("42501", ErrorCode::ReadOnly),
            ("54000", ErrorCode::PayloadTooLarge),
            ("XX001", ErrorCode::StorageCorrupt),
            ("57P01", ErrorCode::BackendUnavailable),
            ("08006", ErrorCode::BackendUnavailable),
            ("23502", ErrorCode::Internal),
            ("42P07", ErrorCode::Internal),
            ("P0001", ErrorCode::Internal),
        ] {
            assert_eq!(kind_of(code, None, "toy::SQL", 5).code(), expected, "{code}");
        }
        assert_eq!(kind_of("42P07", None, SCRIPT, 5).code(), ErrorCode::Serialization);
    }

    #[test]
    fn a_unique_violation_names_the_constraint() {
        let kind = kind_of("23505", Some("identifiers_pkey"), "users::INSERT", 0);
        assert_eq!(kind, ErrorKind::UniqueViolation { detail: "identifiers_pkey".into() });
    }
}
