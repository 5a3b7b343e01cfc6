//! The rows of all modules, and how to find one.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::error::{ErrorKind, Result};
use crate::ops::OperationRow;

/// The blocks of the modules, in the order of their numbers.
const BLOCKS: &[&[OperationRow]] = &[
    crate::users::OPERATIONS,
    crate::tenants::OPERATIONS,
    crate::members::OPERATIONS,
    crate::wallet::OPERATIONS,
    crate::payments::OPERATIONS,
    crate::tasks::OPERATIONS,
    crate::quota::OPERATIONS,
    crate::plans::OPERATIONS,
    crate::checkins::OPERATIONS,
    crate::guests::OPERATIONS,
    crate::rate_limits::OPERATIONS,
    crate::session::OPERATIONS,
    crate::session::messages::OPERATIONS,
    crate::usage::OPERATIONS,
    crate::prices::OPERATIONS,
    crate::memories::OPERATIONS,
    crate::imports::OPERATIONS,
    crate::exports::OPERATIONS,
    crate::settings::OPERATIONS,
    crate::outbox::OPERATIONS,
];

static ROWS: LazyLock<Vec<OperationRow>> = LazyLock::new(|| BLOCKS.concat());

static BY_NAME: LazyLock<HashMap<&'static str, &'static OperationRow>> =
    LazyLock::new(|| ROWS.iter().map(|row| (row.name, row)).collect());

/// Every operation there is.
///
/// ```
/// let names: Vec<_> = silvervine::operations().iter().map(|row| row.name).collect();
/// assert!(names.contains(&"wallet.consume"));
/// ```
pub fn operations() -> &'static [OperationRow] {
    &ROWS
}

/// The operation of this name.
pub fn find(name: &str) -> Result<&'static OperationRow> {
    BY_NAME.get(name).copied().ok_or_else(|| {
        let name: String = name.chars().filter(|c| !c.is_control()).take(100).collect();
        ErrorKind::UnknownOperation { name }.into()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn numbers_and_names_are_unique() {
        let rows = operations();
        let numbers: BTreeSet<_> = rows.iter().map(|row| row.number).collect();
        let names: BTreeSet<_> = rows.iter().map(|row| row.name).collect();
        assert_eq!(numbers.len(), rows.len());
        assert_eq!(names.len(), rows.len());
    }

    #[test]
    fn an_unknown_operation_is_named_in_the_refusal() {
        let error = find("wallet.steal").expect_err("there is no such operation");
        assert_eq!(error.code().as_str(), "unknown_operation");
        assert_eq!(error.details()["name"], "wallet.steal");
    }
}
