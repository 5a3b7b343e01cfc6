//! Identifiers: normalised first, then validated, then looked up by their key.
//!
//! Two ways to write one address have one key, so one person cannot register twice by changing
//! case, width or punctuation, and nobody can register a look-alike that differs by characters
//! which cannot be seen. An identifier's own text is a valid way to write it: normalising again
//! changes nothing. Over-long input is refused before any work is done on it.

use crate::error::{Error, Result};
use crate::limits;

mod email;
mod phone;
#[cfg(test)]
mod tests;

/// By what a user is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum IdentifierKind {
    /// A phone number in E.164.
    Phone,
    /// An e-mail address.
    Email,
    /// The id that another system gave the user.
    External,
}

impl IdentifierKind {
    /// The stable name, as errors carry it and the index is keyed by.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            IdentifierKind::Phone => "phone",
            IdentifierKind::Email => "email",
            IdentifierKind::External => "external",
        }
    }

    /// The stable number, as the store carries it.
    pub(crate) fn number(self) -> i64 {
        match self {
            IdentifierKind::Phone => 1,
            IdentifierKind::Email => 2,
            IdentifierKind::External => 3,
        }
    }
}

/// One identifier of a user, ready to be stored and looked up.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct Identifier {
    /// What it is.
    pub(crate) kind: IdentifierKind,
    /// How people see it.
    pub(crate) display: String,
    /// By what it is unique and found. Personal data, as `display` is.
    pub(crate) key: String,
}

impl Identifier {
    /// An e-mail address.
    pub(crate) fn email(text: &str) -> Result<Self> {
        let (display, key) = email::normalize(text).map_err(|rule| refusal("email", rule))?;
        Ok(Identifier { kind: IdentifierKind::Email, display, key })
    }

    /// A phone number, with its country code.
    ///
    /// With the feature `phone`, a number without one is read as one of `region`, a code such as
    /// `CN`, and every number is checked against the numbering plan of its country.
    pub(crate) fn phone(text: &str, region: Option<&str>) -> Result<Self> {
        let key = phone::normalize(text, region).map_err(|rule| refusal("phone", rule))?;
        Ok(Identifier { kind: IdentifierKind::Phone, display: key.clone(), key })
    }

    /// The id that another system gave the user: opaque, and compared byte for byte.
    pub(crate) fn external(text: &str) -> Result<Self> {
        let rule = if text.is_empty() || text.len() > limits::OPAQUE_ID_BYTES_MAX {
            "must have 1 to 64 bytes"
        } else if text.chars().any(char::is_control) {
            "must not contain control characters"
        } else {
            let key = text.to_owned();
            return Ok(Identifier { kind: IdentifierKind::External, display: key.clone(), key });
        };
        Err(refusal("externalId", rule))
    }
}

/// Shows the kind alone: an identifier is personal.
impl std::fmt::Debug for Identifier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Identifier({})", self.kind.as_str())
    }
}

/// What an identifier must be, continuing "field `x` ...".
type Rule = &'static str;

fn refusal(field: &str, rule: Rule) -> Error {
    Error::validation(field, rule)
}

/// Whether a character shows nothing: Unicode's Default_Ignorable_Code_Point, among them the
/// zero-width characters, the marks that turn the direction of text, and variation selectors.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(u32::from(c),
        0x00AD | 0x034F | 0x061C | 0x115F..=0x1160 | 0x17B4..=0x17B5 | 0x180B..=0x180F
        | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F | 0x3164 | 0xFE00..=0xFE0F
        | 0xFEFF | 0xFFA0 | 0xFFF0..=0xFFF8 | 0x1BCA0..=0x1BCA3 | 0x1D173..=0x1D17A
        | 0xE0000..=0xE0FFF)
}
