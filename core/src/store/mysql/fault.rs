//! What the server's errors mean to a caller.
//!
//! The texts name statements, keys and numbers, never values: a message of the server's own is
//! passed on only where it is made from static text, which is a statement that does not compile.

use mysql::{DriverError, Error as Fault, MySqlError};

use crate::error::{Error, ErrorKind};

/// What an error tells of the server.
#[derive(Debug, Clone)]
pub(super) struct Server {
    /// Where it is, without user and password.
    pub(super) address: String,
    /// How long it lets a statement run.
    pub(super) statement_timeout_ms: u32,
}

/// What a failure leaves of the transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// The statement failed alone.
    Alive,
    /// The transaction is over, or must not go on.
    Over,
    /// The connection is of no use any more.
    Lost,
}

/// The numbers, as both servers have them; those of one server alone are told.
mod number {
    pub(super) const TAKEN: [u16; 4] = [1022, 1062, 1169, 1586];
    /// Lock wait, deadlock, row changed since it was read, aborted lock, DDL since the snapshot or
    /// since the statement was prepared, and two of distributed transactions and MySQL groups.
    pub(super) const CONFLICT: [u16; 8] = [1205, 1213, 1020, 1689, 1412, 1615, 1614, 3101];
    /// Time-outs of statements: MariaDB, MySQL.
    pub(super) const TIMEOUT: [u16; 2] = [1969, 3024];
    pub(super) const INTERRUPTED: u16 = 1317;
    pub(super) const FULL: [u16; 2] = [1021, 1114];
    pub(super) const READ_ONLY: [u16; 4] = [1290, 1792, 1836, 1036];
    pub(super) const CORRUPT: [u16; 7] = [1194, 1195, 1712, 1033, 1034, 1035, 1877];
    pub(super) const TOO_LARGE: [u16; 2] = [1153, 1301];
    pub(super) const NO_ROOM_FOR_STATEMENTS: u16 = 1461;
    /// Not part of a Galera cluster's majority: nothing of the transaction was replicated.
    pub(super) const NOT_PRIMARY: u16 = 1047;
    /// Too many connections, no access, no database, killed, shutting down, idle for too long.
    pub(super) const AWAY: [u16; 19] = [
        1040, 1203, 1226, 1044, 1045, 1049, 1129, 1130, 1053, 1077, 1079, 1152, 1158, 1159, 1160,
        1161, 1184, 1927, 4031,
    ];
    pub(super) const DENIED: [u16; 5] = [1142, 1143, 1227, 1370, 1419];
    pub(super) const SYNTAX: u16 = 1064;
    pub(super) const DOES_NOT_COMPILE: [u16; 6] = [SYNTAX, 1054, 1146, 1305, 1109, 1072];
    pub(super) const STANDS_ALREADY: [u16; 4] = [1050, 1060, 1061, 1359];
}

/// The error of a connection that could not be opened.
pub(super) fn at_open(error: &Fault, server: &Server) -> Error {
    match error {
        Fault::MySqlError(refusal) => {
            let reason = format!("{} refused ({})", server.address, code(refusal));
            ErrorKind::BackendUnavailable { reason }.into()
        }
        error => lost(error, server),
    }
}

/// The error of a statement, and what is left of its transaction.
pub(super) fn of_statement(error: &Fault, what: &str, server: &Server) -> (Error, Fate) {
    match error {
        Fault::MySqlError(error) => of_server(error, what, server),
        Fault::CodecError(codec) if codec.to_string().contains("too large") => {
            (too_large(), Fate::Lost)
        }
        error => (lost(error, server), Fate::Lost),
    }
}

/// The error of running a statement which the server has compiled before.
///
/// It compiles it anew where a table has changed since. One that a Galera cluster aborts meanwhile
/// is called an error of syntax, although the text is the one that did compile.
pub(super) fn of_run(error: &Fault, what: &str, server: &Server) -> (Error, Fate) {
    match error {
        Fault::MySqlError(refusal) if refusal.code == number::SYNTAX => {
            (ErrorKind::Serialization {}.into(), Fate::Over)
        }
        error => of_statement(error, what, server),
    }
}

/// The error of a COMMIT. Where a write may have taken effect without a word, nobody knows.
pub(super) fn at_commit(error: &Fault, server: &Server, wrote: bool) -> (Error, Fate) {
    if let Fault::MySqlError(refusal) = error
        && (number::CONFLICT.contains(&refusal.code)
            || number::READ_ONLY.contains(&refusal.code)
            || refusal.code == number::NOT_PRIMARY)
    {
        return of_server(refusal, "COMMIT", server);
    }
    match wrote {
        true => (ErrorKind::OutcomeUnknown {}.into(), Fate::Lost),
        false => (lost(error, server), Fate::Lost),
    }
}

/// The error of a statement that does not compile; its text is static, so it is told in full.
pub(super) fn uncompiled(error: &Fault, what: &str) -> Option<Error> {
    match error {
        Fault::MySqlError(error) if number::DOES_NOT_COMPILE.contains(&error.code) => {
            Some(Error::internal(format!("{what} does not compile: {}", error.message)))
        }
        _ => None,
    }
}

/// Whether a unique value was taken.
pub(super) fn is_taken(error: &Fault) -> bool {
    matches!(error, Fault::MySqlError(error) if number::TAKEN.contains(&error.code))
}

/// Whether the server holds as many prepared statements as it can.
pub(super) fn is_out_of_statements(error: &Fault) -> bool {
    matches!(error, Fault::MySqlError(error) if error.code == number::NO_ROOM_FOR_STATEMENTS)
}

fn of_server(error: &MySqlError, what: &str, server: &Server) -> (Error, Fate) {
    let detail = || format!("{} in {what}", code(error));
    let address = &server.address;
    let reason = || format!("{address} answered {}", code(error));
    let (kind, fate) = match error.code {
        number if number::TAKEN.contains(&number) => {
            (ErrorKind::UniqueViolation { detail: key_of(error, what) }, Fate::Alive)
        }
        number if number::STANDS_ALREADY.contains(&number) => {
            (ErrorKind::UniqueViolation { detail: "a part of the schema".into() }, Fate::Alive)
        }
        number if number::CONFLICT.contains(&number) => (ErrorKind::Serialization {}, Fate::Over),
        number if number::TIMEOUT.contains(&number) => {
            (ErrorKind::Busy { waited_ms: server.statement_timeout_ms.into() }, Fate::Over)
        }
        number::INTERRUPTED => (ErrorKind::Cancelled {}, Fate::Over),
        number if number::FULL.contains(&number) => (ErrorKind::StorageFull {}, Fate::Alive),
        number if number::READ_ONLY.contains(&number) => (ErrorKind::ReadOnly {}, Fate::Alive),
        number if number::CORRUPT.contains(&number) => {
            (ErrorKind::StorageCorrupt { detail: detail() }, Fate::Alive)
        }
        number if number::TOO_LARGE.contains(&number) => return (too_large(), Fate::Lost),
        number::NO_ROOM_FOR_STATEMENTS => {
            let reason = format!("{address} holds as many prepared statements as it can");
            (ErrorKind::BackendUnavailable { reason }, Fate::Over)
        }
        number if number == number::NOT_PRIMARY || number::AWAY.contains(&number) => {
            (ErrorKind::BackendUnavailable { reason: reason() }, Fate::Lost)
        }
        number if number::DENIED.contains(&number) => {
            (ErrorKind::BackendUnavailable { reason: detail() }, Fate::Alive)
        }
        // The classes which say that a statement is wrong, or that it broke a rule of the data.
        _ if ["21", "22", "23", "42", "45"].iter().any(|class| error.state.starts_with(class)) => {
            (ErrorKind::Internal { detail: detail() }, Fate::Alive)
        }
        _ => (ErrorKind::StorageIo { detail: detail() }, Fate::Alive),
    };
    (kind.into(), fate)
}

fn lost(error: &Fault, server: &Server) -> Error {
    let address = &server.address;
    let why = match error {
        Fault::IoError(error) => match error.kind() {
            std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut => "it did not answer",
            std::io::ErrorKind::ConnectionRefused => "nothing listens there",
            _ => "the connection was lost",
        },
        Fault::DriverError(DriverError::ConnectTimeout) => "it did not answer",
        Fault::DriverError(DriverError::CouldNotConnect(_)) => "it cannot be reached",
        Fault::DriverError(DriverError::UnknownAuthPlugin(_)) => "it asks for an unknown login",
        Fault::MySqlError(error) => {
            let reason = format!("{address}: {}", code(error));
            return ErrorKind::BackendUnavailable { reason }.into();
        }
        _ => "the connection was lost",
    };
    ErrorKind::BackendUnavailable { reason: format!("{address}: {why}") }.into()
}

fn too_large() -> Error {
    // Neither side tells how large the packet was; the limit is the server's max_allowed_packet.
    let detail = "a value is larger than the server's max_allowed_packet";
    ErrorKind::StorageIo { detail: detail.into() }.into()
}

/// The number and the class of an error.
fn code(error: &MySqlError) -> String {
    format!("error {}, {}", error.code, error.state)
}

/// The name of the key in `Duplicate entry '..' for key '..'`, whose first part is a value.
fn key_of(error: &MySqlError, what: &str) -> String {
    let key = error.message.rsplit_once("for key '").map(|(_, key)| key.trim_end_matches('\''));
    key.unwrap_or(what).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorCode;

    fn place() -> Server {
        Server { address: "mysql at x".into(), statement_timeout_ms: 7 }
    }

    fn server(code: u16, state: &str, message: &str) -> Fault {
        let (state, message) = (state.to_owned(), message.to_owned());
        Fault::MySqlError(MySqlError { state, message, code })
    }

    #[test]
    fn a_compiled_statement_that_is_called_wrong_was_interrupted() {
        let wrong = server(1064, "42000", "near ''");
        let (error, fate) = of_run(&wrong, "X", &place());
        assert_eq!((error.code(), fate), (ErrorCode::Serialization, Fate::Over));
        let (error, _) = of_statement(&wrong, "X", &place());
        assert_eq!(error.code(), ErrorCode::Internal);
    }

    #[test]
    fn every_family_of_numbers_has_its_error_and_its_fate() {
        let table = [
            (1062, "23000", ErrorCode::UniqueViolation, Fate::Alive),
            (1213, "40001", ErrorCode::Serialization, Fate::Over),
            (1205, "HY000", ErrorCode::Serialization, Fate::Over),
            (1020, "HY000", ErrorCode::Serialization, Fate::Over),
            (1969, "70100", ErrorCode::Busy, Fate::Over),
            (3024, "HY000", ErrorCode::Busy, Fate::Over),
            (1317, "70100", ErrorCode::Cancelled, Fate::Over),
            (1021, "HY000", ErrorCode::StorageFull, Fate::Alive),
            (1114, "HY000", ErrorCode::StorageFull, Fate::Alive),
            (1290, "HY000", ErrorCode::ReadOnly, Fate::Alive),
            (1792, "25006", ErrorCode::ReadOnly, Fate::Alive),
            (1836, "HY000", ErrorCode::ReadOnly, Fate::Alive),
            (1194, "HY000", ErrorCode::StorageCorrupt, Fate::Alive),
            (1047, "08S01", ErrorCode::BackendUnavailable, Fate::Lost),
            (1927, "70100", ErrorCode::BackendUnavailable, Fate::Lost),
            (1053, "08S01", ErrorCode::BackendUnavailable, Fate::Lost),
            (4031, "HY000", ErrorCode::BackendUnavailable, Fate::Lost),
            (1153, "08S01", ErrorCode::StorageIo, Fate::Lost),
            (1142, "42000", ErrorCode::BackendUnavailable, Fate::Alive),
            (1644, "45000", ErrorCode::Internal, Fate::Alive),
            (1406, "22001", ErrorCode::Internal, Fate::Alive),
            (1030, "HY000", ErrorCode::StorageIo, Fate::Alive),
        ];
        for (number, state, expected, fate) in table {
            let (error, found) = of_statement(&server(number, state, ""), "a step", &place());
            assert_eq!((error.code(), found), (expected, fate), "number {number}");
        }
    }

    #[test]
    fn an_error_names_the_key_and_never_the_value() {
        let message = "Duplicate entry 'ada@example.org' for key 'identifiers.PRIMARY'";
        let (error, _) = of_statement(&server(1062, "23000", message), "users::ADD", &place());
        assert_eq!(error.details()["detail"], "identifiers.PRIMARY");
        for number in [1048, 1406, 1366, 1264, 1292, 1030] {
            let fault = server(number, "22001", "Incorrect value: 'hush'");
            let (error, _) = of_statement(&fault, "users::ADD", &place());
            assert!(!error.to_string().contains("hush"), "{error}");
        }
    }

    #[test]
    fn a_commit_without_a_clear_answer_is_unknown_only_after_a_write() {
        let gone = || Fault::IoError(std::io::ErrorKind::BrokenPipe.into());
        let table = [
            (gone(), true, ErrorCode::OutcomeUnknown),
            (gone(), false, ErrorCode::BackendUnavailable),
            (server(1180, "HY000", ""), true, ErrorCode::OutcomeUnknown),
            (server(1927, "70100", ""), true, ErrorCode::OutcomeUnknown),
            (server(1213, "40001", ""), true, ErrorCode::Serialization),
            (server(1290, "HY000", ""), true, ErrorCode::ReadOnly),
            (server(1047, "08S01", ""), true, ErrorCode::BackendUnavailable),
        ];
        for (fault, wrote, expected) in table {
            assert_eq!(at_commit(&fault, &place(), wrote).0.code(), expected, "{fault}");
        }
    }
}
