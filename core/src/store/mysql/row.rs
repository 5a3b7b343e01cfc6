//! Rows of the binary protocol as the engine reads them.
//!
//! Short text that may stand in a key is VARBINARY here, whose column does not tell it from bytes;
//! it is handed on as bytes, and [`Row::str`](crate::store::Row) takes it when it is UTF-8. A sum
//! comes as a decimal.

use mysql::consts::ColumnType;

use crate::error::{ErrorKind, Result};
use crate::store::{Row, Value};

/// The character set of columns that hold bytes.
const BINARY: u16 = 63;

/// One row of a result.
pub(super) struct Fetched(pub(super) mysql::Row);

impl Row for Fetched {
    fn value(&self, column: usize) -> Result<Value<'_>> {
        let (Some(value), Some(kind)) = (self.0.as_ref(column), self.0.columns_ref().get(column))
        else {
            return Err(damaged(column, "is not in the row"));
        };
        match value {
            mysql::Value::NULL => Ok(Value::Null),
            mysql::Value::Int(number) => Ok(Value::Int(*number)),
            mysql::Value::UInt(number) => match i64::try_from(*number) {
                Ok(number) => Ok(Value::Int(number)),
                Err(_) => Err(damaged(column, "holds a number past 64 bits")),
            },
            mysql::Value::Bytes(bytes) => match kind.column_type() {
                ColumnType::MYSQL_TYPE_DECIMAL | ColumnType::MYSQL_TYPE_NEWDECIMAL => {
                    decimal(column, bytes)
                }
                _ if kind.character_set() == BINARY => Ok(Value::Bytes(bytes)),
                _ => match std::str::from_utf8(bytes) {
                    Ok(text) => Ok(Value::Text(text)),
                    Err(_) => Err(damaged(column, "holds text that is not UTF-8")),
                },
            },
            _ => Err(damaged(column, "holds a value of no known kind")),
        }
    }
}

/// A whole number in digits.
fn decimal(column: usize, digits: &[u8]) -> Result<Value<'static>> {
    let number = std::str::from_utf8(digits).ok().and_then(|digits| digits.parse().ok());
    number.map(Value::Int).ok_or_else(|| damaged(column, "holds a decimal, not a whole number"))
}

fn damaged(column: usize, what: &str) -> crate::Error {
    ErrorKind::StorageCorrupt { detail: format!("column {column} {what}") }.into()
}
