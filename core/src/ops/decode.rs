//! The one way in which JSON becomes a request.
//!
//! What passes means the same to every reader: it is UTF-8 text of one JSON value, no object holds
//! a field twice, no number passes 2^53-1 in magnitude however it is written, no text holds NUL or
//! half of a surrogate pair, and nothing is nested deeper than `JSON_DEPTH_MAX`. What does not
//! pass is refused with the path of the field as JSON names it and a rule which says what to do. An
//! error never repeats a value of the request: it may be a secret.
//!
//! The reader is our own, and one pass: `serde_json` takes an array for an object by position,
//! lets the last of two fields win, rounds numbers, and prints values in its errors; and another
//! crate of the same program may change what it does by a feature.

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::error::{Error, ErrorKind, Result};
use crate::limits;

mod reader;
mod refusal;
#[cfg(test)]
mod tests;
mod typed;
mod words;

use reader::{Reader, float_fits};
use refusal::Refusal;

/// What an error calls the request as a whole.
const ROOT: &str = "request";

/// Reads a request. Its types deny unknown fields by their serde attributes.
///
/// Fails with `validation`, which names the field, or with `payload_too_large`.
pub(crate) fn decode<T: DeserializeOwned>(json: &[u8]) -> Result<T> {
    decode_within(json, limits::REQUEST_BYTES_MAX)
}

/// The same for a text that may have another size than a request.
pub(crate) fn decode_within<T: DeserializeOwned>(json: &[u8], bytes_max: usize) -> Result<T> {
    check_size(ROOT, json.len(), bytes_max)?;
    let text = std::str::from_utf8(json).map_err(|error| {
        let at = error.valid_up_to();
        Error::validation(ROOT, format!("is not UTF-8 at byte {at}; send it as UTF-8"))
    })?;
    let read = || {
        let mut reader = Reader::start(text, limits::JSON_DEPTH_MAX)?;
        let request = T::deserialize(&mut reader)?;
        reader.finish()?;
        Ok(request)
    };
    read().map_err(|refusal: Box<Refusal>| refusal.to_error(ROOT))
}

/// Reads any JSON value under the same rules.
#[cfg(test)]
pub(crate) fn decode_value(json: &[u8]) -> Result<Value> {
    decode(json)
}

/// Holds a value that was built in Rust to the rules of [`decode`].
///
/// `field` is its name in errors; `depth_max` counts the value itself when it is an object or an
/// array; `bytes_max` limits its JSON text.
pub(crate) fn check_value(
    field: &str,
    value: &Value,
    depth_max: usize,
    bytes_max: usize,
) -> Result<()> {
    check_part(value, depth_max, depth_max).map_err(|refusal| refusal.to_error(field))?;
    let mut size = ByteCount(0);
    serde_json::to_writer(&mut size, value)
        .map_err(|_| Error::internal("a checked JSON value could not be written"))?;
    check_size(field, size.0, bytes_max)
}

fn check_size(field: &str, size: usize, limit: usize) -> Result<()> {
    if size <= limit {
        return Ok(());
    }
    let whole = |n| i64::try_from(n).unwrap_or(i64::MAX);
    Err(ErrorKind::PayloadTooLarge {
        field: field.to_owned(),
        size: whole(size),
        limit: whole(limit),
    }
    .into())
}

fn check_part(value: &Value, depth_left: usize, depth_max: usize) -> Result<(), Box<Refusal>> {
    let inner = || match depth_left.checked_sub(1) {
        Some(left) => Ok(left),
        None => Err(Refusal::too_deep(depth_max)),
    };
    match value {
        Value::Null | Value::Bool(_) => Ok(()),
        Value::Number(number) => {
            let fits = match (number.as_i64(), number.as_f64()) {
                (Some(whole), _) => whole.unsigned_abs() <= limits::AMOUNT_MAX as u64,
                (None, Some(float)) => float_fits(float),
                (None, None) => false,
            };
            if fits { Ok(()) } else { Err(Refusal::too_large()) }
        }
        Value::String(text) if text.contains('\0') => Err(Refusal::nul()),
        Value::String(_) => Ok(()),
        Value::Array(items) => {
            let left = inner()?;
            items.iter().enumerate().try_for_each(|(index, item)| {
                check_part(item, left, depth_max).map_err(|refusal| refusal.within_index(index))
            })
        }
        Value::Object(fields) => {
            let left = inner()?;
            fields.iter().try_for_each(|(key, item)| {
                if key.contains('\0') {
                    return Err(Refusal::nul_in_name());
                }
                check_part(item, left, depth_max).map_err(|refusal| refusal.within_key(key))
            })
        }
    }
}

/// Counts what is written and keeps none of it.
struct ByteCount(usize);

impl std::io::Write for ByteCount {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
