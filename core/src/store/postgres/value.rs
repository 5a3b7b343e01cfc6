//! Values on their way between the engine and PostgreSQL's binary form.
//!
//! A parameter takes the type which the server gave its place when the statement was prepared, so
//! NULL needs none of its own. A row is read where it lies: text and bytes are borrowed from it.

use std::error::Error as StdError;

use tokio_postgres::types::private::BytesMut;
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};
use uuid::Uuid;

use crate::error::{ErrorKind, Result};
use crate::store::{Kept, Param, Row, Value};

type Failure = Box<dyn StdError + Sync + Send>;

/// A value that the type of its place cannot hold. It fails before anything is sent.
#[derive(Debug)]
pub(super) struct WrongKind(Type);

impl std::fmt::Display for WrongKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "a place of type {} got a value that it cannot hold", self.0)
    }
}

impl StdError for WrongKind {}

/// A parameter bound to its place.
#[derive(Debug)]
pub(super) struct Bound<'p>(pub(super) Param<'p>);

impl ToSql for Bound<'_> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> std::result::Result<IsNull, Failure> {
        encode(self.0, ty, out)
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

impl ToSql for Kept {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> std::result::Result<IsNull, Failure> {
        encode(self.as_param(), ty, out)
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

fn encode(param: Param<'_>, ty: &Type, out: &mut BytesMut) -> std::result::Result<IsNull, Failure> {
    let wrong = || WrongKind(ty.clone());
    match (param, ty) {
        (Param::Null, _) => return Ok(IsNull::Yes),
        (Param::Int(value), &Type::INT8) => out.extend_from_slice(&value.to_be_bytes()),
        (Param::Int(value), &Type::INT4) => {
            let value = i32::try_from(value).map_err(|_| wrong())?;
            out.extend_from_slice(&value.to_be_bytes());
        }
        (Param::Int(value), &Type::INT2) => {
            let value = i16::try_from(value).map_err(|_| wrong())?;
            out.extend_from_slice(&value.to_be_bytes());
        }
        (Param::Int(value), &Type::BOOL) => out.extend_from_slice(&[u8::from(value != 0)]),
        (Param::Text(text), &Type::TEXT | &Type::VARCHAR | &Type::NAME) => {
            out.extend_from_slice(text.as_bytes());
        }
        (Param::Bytes(bytes), &Type::BYTEA) => out.extend_from_slice(bytes),
        (Param::Id(id), &Type::UUID | &Type::BYTEA) => out.extend_from_slice(id.as_bytes()),
        (Param::Bytes(bytes), &Type::UUID) => {
            let id = Uuid::from_slice(bytes).map_err(|_| wrong())?;
            out.extend_from_slice(id.as_bytes());
        }
        _ => return Err(wrong().into()),
    }
    Ok(IsNull::No)
}

/// A value as it lies in a row.
struct Lying<'r>(Value<'r>);

impl<'r> FromSql<'r> for Lying<'r> {
    fn from_sql(ty: &Type, raw: &'r [u8]) -> std::result::Result<Self, Failure> {
        let value = match *ty {
            Type::INT8 => Value::Int(i64::from_be_bytes(raw.try_into()?)),
            Type::INT4 => Value::Int(i32::from_be_bytes(raw.try_into()?).into()),
            Type::INT2 => Value::Int(i16::from_be_bytes(raw.try_into()?).into()),
            Type::BOOL => Value::Int(i64::from(raw != [0])),
            Type::BYTEA => Value::Bytes(raw),
            Type::UUID => Value::Id(Uuid::from_slice(raw)?),
            _ => Value::Text(std::str::from_utf8(raw)?),
        };
        Ok(Lying(value))
    }

    fn from_sql_null(_: &Type) -> std::result::Result<Self, Failure> {
        Ok(Lying(Value::Null))
    }

    fn accepts(ty: &Type) -> bool {
        matches!(
            *ty,
            Type::INT8
                | Type::INT4
                | Type::INT2
                | Type::BOOL
                | Type::BYTEA
                | Type::UUID
                | Type::TEXT
                | Type::VARCHAR
                | Type::BPCHAR
                | Type::NAME
        )
    }
}

impl Row for tokio_postgres::Row {
    fn value(&self, column: usize) -> Result<Value<'_>> {
        match self.try_get::<_, Lying<'_>>(column) {
            Ok(Lying(value)) => Ok(value),
            Err(_) => {
                let ty = self.columns().get(column).map_or("none", |column| column.type_().name());
                let detail = format!("column {column} of type {ty} does not read");
                Err(ErrorKind::StorageCorrupt { detail }.into())
            }
        }
    }
}
