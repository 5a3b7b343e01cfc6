//! The rules that fields of requests keep, checked for Rust and JSON callers alike.

use serde::Serialize;
use serde_json::Value;

use crate::error::{Error, ErrorKind, Result};
use crate::id::{
    CheckInId, EventId, GrantId, HoldId, MemoryId, MessageId, OrderId, QuotaHoldId, QuotaLogId,
    QuotaPackId, RecordId, SessionId, TaskId, TenantId, UserId,
};
use crate::limits;
use crate::ops::decode::check_value;

/// What a field must be. Lengths of text count characters, those of opaque ids count bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "is")]
#[non_exhaustive]
pub enum Rule {
    /// Anything of its type; text still holds no NUL, numbers stay within 2^53-1.
    Any,
    /// Text of so many characters.
    Text {
        /// The fewest.
        min: usize,
        /// The most.
        max: usize,
    },
    /// An opaque name of 1 to so many bytes, without control characters.
    Opaque {
        /// The most.
        max: usize,
    },
    /// A whole number within bounds, both allowed.
    Range {
        /// The least.
        min: i64,
        /// The greatest.
        max: i64,
    },
    /// A list of so many items.
    Items {
        /// The fewest.
        min: usize,
        /// The most.
        max: usize,
    },
    /// Any JSON, of at most so many bytes when written.
    Json {
        /// The most.
        max: usize,
    },
}

impl Rule {
    /// An amount of points, AP or things: 1 to 2^53-1.
    pub const AMOUNT: Rule = Rule::Range { min: 1, max: limits::AMOUNT_MAX };
    /// A moment in milliseconds since the epoch, within the years 1 to 9999.
    pub const TIME: Rule = Rule::Range { min: limits::TIME_MS_MIN, max: limits::TIME_MS_MAX };
    /// An idempotency key.
    pub const KEY: Rule = Rule::Opaque { max: limits::IDEMPOTENCY_KEY_BYTES_MAX };
    /// The size of a page.
    pub const PAGE: Rule = Rule::Range { min: 1, max: limits::PAGE_ROWS_MAX };
    /// A page cursor.
    pub const CURSOR: Rule = Rule::Opaque { max: limits::CURSOR_BYTES_MAX };
}

/// A value that can be held against a [`Rule`].
pub(crate) trait Checked {
    /// Whether errors inside it name fields of its own.
    const NESTED: bool = false;

    /// Fails when the value breaks the rule; `field` is its name in Rust.
    fn check(&self, field: &str, rule: Rule) -> Result<()>;
}

/// `user_id` as JSON has it: `userId`.
pub fn json_name(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut upper = false;
    for c in name.chars() {
        match c {
            '_' => upper = true,
            c if upper => {
                out.extend(c.to_uppercase());
                upper = false;
            }
            c => out.push(c),
        }
    }
    out
}

fn broken(field: &str, rule: impl Into<String>) -> Error {
    Error::validation(json_name(field), rule)
}

impl Checked for i64 {
    fn check(&self, field: &str, rule: Rule) -> Result<()> {
        let (min, max) = match rule {
            Rule::Range { min, max } => (min, max),
            _ => (-limits::AMOUNT_MAX, limits::AMOUNT_MAX),
        };
        if (min..=max).contains(self) {
            return Ok(());
        }
        Err(broken(field, format!("must be a whole number from {min} to {max}")))
    }
}

impl Checked for f32 {
    fn check(&self, field: &str, _rule: Rule) -> Result<()> {
        match self.is_finite() {
            true => Ok(()),
            false => Err(broken(field, "must be a number that fits 32 bits")),
        }
    }
}

impl Checked for bool {
    fn check(&self, _field: &str, _rule: Rule) -> Result<()> {
        Ok(())
    }
}

impl Checked for String {
    fn check(&self, field: &str, rule: Rule) -> Result<()> {
        self.as_str().check(field, rule)
    }
}

impl Checked for str {
    fn check(&self, field: &str, rule: Rule) -> Result<()> {
        if self.contains('\0') {
            return Err(broken(field, "must not contain the character NUL"));
        }
        match rule {
            Rule::Text { min, max } => {
                // A character takes one to four bytes, so most texts need no counting.
                if self.len() >= min * 4 && self.len() <= max {
                    return Ok(());
                }
                let count = self.chars().count();
                match (min..=max).contains(&count) {
                    true => Ok(()),
                    false => Err(too_long_or_short(field, count, min, max)),
                }
            }
            Rule::Opaque { max } => {
                if self.is_empty() || self.len() > max {
                    return Err(broken(field, format!("must have 1 to {max} bytes")));
                }
                if self.chars().any(char::is_control) {
                    return Err(broken(field, "must not contain control characters"));
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }
}

fn too_long_or_short(field: &str, count: usize, min: usize, max: usize) -> Error {
    if count > max && max > limits::TEXT_BYTES_LARGE {
        return ErrorKind::PayloadTooLarge {
            field: json_name(field),
            size: i64::try_from(count).unwrap_or(i64::MAX),
            limit: i64::try_from(max).unwrap_or(i64::MAX),
        }
        .into();
    }
    broken(field, format!("must have {min} to {max} characters, it has {count}"))
}

impl<T: Checked> Checked for Option<T> {
    const NESTED: bool = T::NESTED;

    fn check(&self, field: &str, rule: Rule) -> Result<()> {
        self.as_ref().map_or(Ok(()), |value| value.check(field, rule))
    }
}

impl<T: Checked> Checked for Vec<T> {
    fn check(&self, field: &str, rule: Rule) -> Result<()> {
        if let Rule::Items { min, max } = rule {
            if self.len() > max {
                return Err(ErrorKind::PayloadTooLarge {
                    field: json_name(field),
                    size: i64::try_from(self.len()).unwrap_or(i64::MAX),
                    limit: i64::try_from(max).unwrap_or(i64::MAX),
                }
                .into());
            }
            if self.len() < min {
                return Err(broken(field, format!("must have at least {min} items")));
            }
        }
        for (index, item) in self.iter().enumerate() {
            item.check(field, Rule::Any).map_err(|e| inside(e, field, index, T::NESTED))?;
        }
        Ok(())
    }
}

/// Fails unless a currency is written as ISO 4217 has it, so that one is not counted as two.
pub(crate) fn check_currency(field: &str, currency: &str) -> Result<()> {
    match currency.len() == 3 && currency.bytes().all(|byte| byte.is_ascii_uppercase()) {
        true => Ok(()),
        false => {
            let rule = "must be three capital letters, as ISO 4217 has them, such as `USD`";
            Err(Error::validation(field, rule))
        }
    }
}

/// The JSON that a field holds: null says the same as nothing.
pub(crate) fn given(field: &Option<Value>) -> Option<&Value> {
    field.as_ref().filter(|value| !value.is_null())
}

/// Holds a field of a request against its rule; an error inside it names the whole path.
pub(crate) fn check_field<T: Checked>(value: &T, field: &str, rule: Rule) -> Result<()> {
    value.check(field, rule).map_err(|error| match T::NESTED {
        true => renamed(error, |inner| format!("{}.{inner}", json_name(field))),
        false => error,
    })
}

/// Names the item in which a nested check failed: `messages[3].content`.
fn inside(error: Error, field: &str, index: usize, nested: bool) -> Error {
    let field = json_name(field);
    renamed(error, |inner| match nested {
        true => format!("{field}[{index}].{inner}"),
        false => format!("{field}[{index}]"),
    })
}

fn renamed(error: Error, path: impl Fn(&str) -> String) -> Error {
    match error.kind() {
        ErrorKind::Validation { field: inner, rule } => {
            Error::validation(path(inner), rule.clone())
        }
        ErrorKind::PayloadTooLarge { field: inner, size, limit } => {
            ErrorKind::PayloadTooLarge { field: path(inner), size: *size, limit: *limit }.into()
        }
        _ => error,
    }
}

impl Checked for Value {
    fn check(&self, field: &str, rule: Rule) -> Result<()> {
        let max = match rule {
            Rule::Json { max } => max,
            _ => limits::METADATA_BYTES_MAX,
        };
        check_value(&json_name(field), self, limits::JSON_DEPTH_MAX, max)
    }
}

macro_rules! checked_ids {
    ($($name:ty),+) => { $(
        impl Checked for $name {
            fn check(&self, _field: &str, _rule: Rule) -> Result<()> {
                Ok(())
            }
        }
    )+ };
}

checked_ids!(UserId, TenantId, SessionId, MessageId, RecordId, GrantId, HoldId);
checked_ids!(OrderId, QuotaLogId, QuotaPackId, QuotaHoldId, TaskId, CheckInId, EventId);
checked_ids!(MemoryId, uuid::Uuid);

/// A field that holds an idempotency key, required or not.
pub(crate) trait KeyField {
    fn key(&self) -> Option<&str>;
}

impl KeyField for String {
    fn key(&self) -> Option<&str> {
        Some(self)
    }
}

impl KeyField for Option<String> {
    fn key(&self) -> Option<&str> {
        self.as_deref()
    }
}
