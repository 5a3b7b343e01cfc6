//! Values on their way into statements and out of rows.

use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::error::{Error, ErrorKind, Result};

/// A value on its way into a statement.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Param<'a> {
    /// No value.
    Null,
    /// A whole number, time in milliseconds, or truth value (0 or 1).
    Int(i64),
    /// Text; never holds NUL.
    Text(&'a str),
    /// Bytes.
    Bytes(&'a [u8]),
    /// An id, in the layout the driver stores ids in.
    Id(Uuid),
}

impl From<i64> for Param<'_> {
    fn from(value: i64) -> Self {
        Param::Int(value)
    }
}

impl From<bool> for Param<'_> {
    fn from(value: bool) -> Self {
        Param::Int(i64::from(value))
    }
}

impl<'a> From<&'a str> for Param<'a> {
    fn from(value: &'a str) -> Self {
        Param::Text(value)
    }
}

impl<'a> From<&'a String> for Param<'a> {
    fn from(value: &'a String) -> Self {
        Param::Text(value)
    }
}

impl<'a> From<&'a [u8]> for Param<'a> {
    fn from(value: &'a [u8]) -> Self {
        Param::Bytes(value)
    }
}

impl<'a> From<&'a Vec<u8>> for Param<'a> {
    fn from(value: &'a Vec<u8>) -> Self {
        Param::Bytes(value)
    }
}

impl<'a, T> From<Option<T>> for Param<'a>
where
    T: Into<Param<'a>>,
{
    fn from(value: Option<T>) -> Self {
        value.map_or(Param::Null, Into::into)
    }
}

impl<'a> From<&'a Option<String>> for Param<'a> {
    fn from(value: &'a Option<String>) -> Self {
        value.as_deref().map_or(Param::Null, Param::Text)
    }
}

/// A value on its way out of a row, borrowed from the driver.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Value<'a> {
    /// No value.
    Null,
    /// A whole number.
    Int(i64),
    /// Text.
    Text(&'a str),
    /// Bytes.
    Bytes(&'a [u8]),
    /// An id, from a driver whose store has a type for ids.
    Id(Uuid),
}

impl<'a> From<Param<'a>> for Value<'a> {
    fn from(param: Param<'a>) -> Self {
        match param {
            Param::Null => Value::Null,
            Param::Int(value) => Value::Int(value),
            Param::Text(text) => Value::Text(text),
            Param::Bytes(bytes) => Value::Bytes(bytes),
            Param::Id(id) => Value::Id(id),
        }
    }
}

/// A value that outlives its caller: for a statement whose turn or answer comes later.
#[cfg(any(feature = "postgres", feature = "testing"))]
#[derive(Debug, Clone)]
pub(in crate::store) enum Kept {
    Null,
    Int(i64),
    Text(String),
    Bytes(Vec<u8>),
    Id(Uuid),
}

#[cfg(any(feature = "postgres", feature = "testing"))]
impl From<Value<'_>> for Kept {
    fn from(value: Value<'_>) -> Self {
        match value {
            Value::Null => Kept::Null,
            Value::Int(value) => Kept::Int(value),
            Value::Text(text) => Kept::Text(text.to_owned()),
            Value::Bytes(bytes) => Kept::Bytes(bytes.to_owned()),
            Value::Id(id) => Kept::Id(id),
        }
    }
}

#[cfg(any(feature = "postgres", feature = "testing"))]
impl From<Param<'_>> for Kept {
    fn from(param: Param<'_>) -> Self {
        Kept::from(Value::from(param))
    }
}

#[cfg(any(feature = "postgres", feature = "testing"))]
impl Kept {
    pub(in crate::store) fn as_param(&self) -> Param<'_> {
        match self {
            Kept::Null => Param::Null,
            Kept::Int(value) => Param::Int(*value),
            Kept::Text(text) => Param::Text(text),
            Kept::Bytes(bytes) => Param::Bytes(bytes),
            Kept::Id(id) => Param::Id(*id),
        }
    }
}

/// One row of a result, valid until the next is read.
pub trait Row {
    /// The value of a column, counted from 0.
    fn value(&self, column: usize) -> Result<Value<'_>>;
}

impl dyn Row + '_ {
    /// A whole number.
    pub fn int(&self, column: usize) -> Result<i64> {
        match self.value(column)? {
            Value::Int(value) => Ok(value),
            other => Err(wrong_type(column, "a number", &other)),
        }
    }

    /// A whole number that may be absent.
    pub fn opt_int(&self, column: usize) -> Result<Option<i64>> {
        match self.value(column)? {
            Value::Null => Ok(None),
            Value::Int(value) => Ok(Some(value)),
            other => Err(wrong_type(column, "a number", &other)),
        }
    }

    /// A truth value, stored as 0 or 1.
    pub fn bool(&self, column: usize) -> Result<bool> {
        self.int(column).map(|value| value != 0)
    }

    /// Text, borrowed from the row.
    ///
    /// Bytes are taken for text when they are UTF-8: a store may keep text that stands in a key
    /// as bytes, and not know the two apart.
    pub fn str(&self, column: usize) -> Result<&str> {
        let value = self.value(column)?;
        text(value).ok_or_else(|| wrong_type(column, "text", &value))
    }

    /// Text that may be absent, borrowed from the row.
    pub fn opt_str(&self, column: usize) -> Result<Option<&str>> {
        match self.value(column)? {
            Value::Null => Ok(None),
            value => text(value).map(Some).ok_or_else(|| wrong_type(column, "text", &value)),
        }
    }

    /// Text.
    pub fn text(&self, column: usize) -> Result<String> {
        self.str(column).map(str::to_owned)
    }

    /// Text that may be absent.
    pub fn opt_text(&self, column: usize) -> Result<Option<String>> {
        Ok(self.opt_str(column)?.map(str::to_owned))
    }

    /// Bytes, borrowed from the row.
    pub fn bytes(&self, column: usize) -> Result<&[u8]> {
        match self.value(column)? {
            Value::Bytes(value) => Ok(value),
            other => Err(wrong_type(column, "bytes", &other)),
        }
    }

    /// Bytes that may be absent.
    pub fn opt_bytes(&self, column: usize) -> Result<Option<&[u8]>> {
        match self.value(column)? {
            Value::Null => Ok(None),
            Value::Bytes(value) => Ok(Some(value)),
            other => Err(wrong_type(column, "bytes", &other)),
        }
    }

    /// An id of any kind.
    pub fn id<T: From<Uuid>>(&self, column: usize) -> Result<T> {
        id(column, self.value(column)?)
    }

    /// An id that may be absent.
    pub fn opt_id<T: From<Uuid>>(&self, column: usize) -> Result<Option<T>> {
        match self.value(column)? {
            Value::Null => Ok(None),
            value => id(column, value).map(Some),
        }
    }
}

impl dyn Row + '_ {
    /// What a column holds as JSON; `what` names it where it is damaged.
    pub(crate) fn json<T: DeserializeOwned>(&self, column: usize, what: &str) -> Result<T> {
        json(self.str(column)?, what)
    }

    /// JSON that may be absent.
    pub(crate) fn opt_json<T: DeserializeOwned>(
        &self,
        column: usize,
        what: &str,
    ) -> Result<Option<T>> {
        self.opt_str(column)?.map(|text| json(text, what)).transpose()
    }
}

fn text(value: Value<'_>) -> Option<&str> {
    match value {
        Value::Text(text) => Some(text),
        Value::Bytes(bytes) => std::str::from_utf8(bytes).ok(),
        _ => None,
    }
}

fn json<T: DeserializeOwned>(text: &str, what: &str) -> Result<T> {
    serde_json::from_str(text)
        .map_err(|_| ErrorKind::StorageCorrupt { detail: format!("the {what}") }.into())
}

fn id<T: From<Uuid>>(column: usize, value: Value<'_>) -> Result<T> {
    let id = match value {
        Value::Id(id) => Some(id),
        Value::Bytes(bytes) => Uuid::from_slice(bytes).ok(),
        _ => None,
    };
    id.map(T::from).ok_or_else(|| wrong_type(column, "an id", &value))
}

fn wrong_type(column: usize, wanted: &str, found: &Value<'_>) -> Error {
    let found = match found {
        Value::Null => "nothing",
        Value::Int(_) => "a number",
        Value::Text(_) => "text",
        Value::Bytes(_) => "bytes",
        Value::Id(_) => "an id",
    };
    ErrorKind::StorageCorrupt { detail: format!("column {column} holds {found}, not {wanted}") }
        .into()
}
