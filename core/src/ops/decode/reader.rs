//! The tokens of a JSON text (RFC 8259), held to the rules of [`decode`](super::decode).

use std::borrow::Cow;
use std::collections::HashSet;

use super::refusal::Refusal;
use crate::limits;
use crate::ops::plain::plain;

pub(super) type Read<T> = std::result::Result<T, Box<Refusal>>;

/// Up to so many fields a look along the list is faster than hashing.
const LISTED_FIELDS_MAX: usize = 16;

/// Whether a number that is not written as a whole one stays where whole numbers are exact.
pub(super) fn float_fits(float: f64) -> bool {
    // Exact: 2^53-1 is a float.
    float.abs() <= limits::AMOUNT_MAX as f64
}

/// A number as it is written: whole, or with a fraction or exponent.
pub(super) enum Number {
    Whole(i64),
    Float(f64),
}

/// A place in a JSON text.
pub(super) struct Reader<'de> {
    text: &'de str,
    at: usize,
    depth_left: usize,
    depth_max: usize,
    /// The names seen so far in each of the objects which are still open, innermost last.
    pub(super) fields: Vec<Cow<'de, str>>,
}

impl<'de> Reader<'de> {
    /// Stands before the value; fails when there is none.
    pub(super) fn start(text: &'de str, depth_max: usize) -> Read<Self> {
        let fields = Vec::with_capacity(LISTED_FIELDS_MAX);
        let mut reader = Reader { text, at: 0, depth_left: depth_max, depth_max, fields };
        match reader.next_token() {
            Some(_) => Ok(reader),
            None => {
                let rule = "is empty; send a JSON value, `{}` when there is nothing to say";
                Err(Refusal::new(rule))
            }
        }
    }

    /// Makes sure that nothing follows the value.
    pub(super) fn finish(mut self) -> Read<()> {
        match self.next_token() {
            None => Ok(()),
            Some(_) => {
                let at = self.at;
                let rule = format!("ends at byte {at} and more follows; send one JSON value");
                Err(Refusal::new(rule))
            }
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The first byte of the next token, which the reader then stands before.
    pub(super) fn next_token(&mut self) -> Option<u8> {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.at += 1;
        }
        self.peek()
    }

    #[cold]
    pub(super) fn expected(&self, what: &str) -> Box<Refusal> {
        let at = self.at;
        Refusal::new(if at == self.text.len() {
            format!("is cut off at byte {at}, where {what} should be; send the whole JSON text")
        } else {
            format!("is not valid JSON at byte {at}, where {what} should be")
        })
    }

    /// Passes the opening of an object or array.
    pub(super) fn descend(&mut self) -> Read<()> {
        self.depth_left =
            self.depth_left.checked_sub(1).ok_or_else(|| Refusal::too_deep(self.depth_max))?;
        self.at += 1;
        Ok(())
    }

    /// After the end of an object or array.
    pub(super) fn ascend(&mut self) {
        self.depth_left += 1;
    }

    /// Passes `close`, or what stands before the next item; true when an item follows.
    pub(super) fn item_follows(&mut self, close: u8, is_first: bool) -> Read<bool> {
        match self.next_token() {
            Some(byte) if byte == close => {
                self.at += 1;
                Ok(false)
            }
            _ if is_first => Ok(true),
            Some(b',') => {
                self.at += 1;
                self.next_token();
                Ok(true)
            }
            _ if close == b'}' => Err(self.expected("`,` or `}`")),
            _ => Err(self.expected("`,` or `]`")),
        }
    }

    /// Reads the name of a field into `fields`, of which those from `first` on are of its object.
    pub(super) fn field_name(
        &mut self,
        first: usize,
        hashed: &mut HashSet<Cow<'de, str>>,
    ) -> Read<()> {
        if self.peek() != Some(b'"') {
            return Err(self.expected("a field name in double quotes"));
        }
        let name = self.string().map_err(StringFault::of_name)?;
        let listed = &self.fields[first..];
        let is_new = if listed.len() < LISTED_FIELDS_MAX {
            !listed.contains(&name)
        } else {
            if hashed.is_empty() {
                hashed.extend(listed.iter().cloned());
            }
            hashed.insert(name.clone())
        };
        if !is_new {
            return Err(Refusal::twice().within_key(&name));
        }
        self.fields.push(name);
        Ok(())
    }

    /// Passes the colon between a name and its value.
    pub(super) fn colon(&mut self) -> Read<()> {
        if self.next_token() != Some(b':') {
            return Err(self.expected("`:`"));
        }
        self.at += 1;
        Ok(())
    }

    /// Passes `true`, `false` or `null`.
    pub(super) fn literal(&mut self, word: &str) -> Read<()> {
        if !self.text.as_bytes()[self.at..].starts_with(word.as_bytes()) {
            return Err(self.expected("a value"));
        }
        self.at += word.len();
        Ok(())
    }

    /// Reads a number.
    pub(super) fn number(&mut self) -> Read<Number> {
        let start = self.at;
        let is_negative = self.passes(b'-');
        let digits_start = self.at;
        if !self.passes(b'0') {
            self.digits()?;
        }
        let digits = &self.text[digits_start..self.at];
        let whole_end = self.at;
        if self.passes(b'.') {
            self.digits()?;
        }
        if self.passes(b'e') || self.passes(b'E') {
            let _sign = self.passes(b'+') || self.passes(b'-');
            self.digits()?;
        }
        if self.at != whole_end {
            let float = self.text[start..self.at].parse().ok().filter(|float| float_fits(*float));
            return float.map(Number::Float).ok_or_else(Refusal::too_large);
        }
        match digits.parse::<i64>() {
            Ok(whole) if whole <= limits::AMOUNT_MAX => {
                Ok(Number::Whole(if is_negative { -whole } else { whole }))
            }
            _ => Err(Refusal::too_large()),
        }
    }

    fn passes(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn digits(&mut self) -> Read<()> {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.peek() {
            self.at += 1;
        }
        if self.at == start { Err(self.expected("a digit")) } else { Ok(()) }
    }

    /// Reads the text of a string; borrowed when it has no escapes.
    pub(super) fn string(&mut self) -> Result<Cow<'de, str>, StringFault> {
        self.at += 1;
        let mut start = self.at;
        let mut decoded = String::new();
        loop {
            self.at += plain(&self.text.as_bytes()[self.at..]);
            match self.peek() {
                Some(b'"') => {
                    let rest = &self.text[start..self.at];
                    self.at += 1;
                    if decoded.is_empty() {
                        return Ok(Cow::Borrowed(rest));
                    }
                    decoded.push_str(rest);
                    return Ok(Cow::Owned(decoded));
                }
                Some(b'\\') => {
                    decoded.push_str(&self.text[start..self.at]);
                    decoded.push(self.escape()?);
                    start = self.at;
                }
                Some(0) => return Err(StringFault::Nul),
                Some(_) => return Err(self.expected("an escape, such as `\\n`,").into()),
                None => return Err(self.expected("the closing `\"`").into()),
            }
        }
    }

    fn escape(&mut self) -> Result<char, StringFault> {
        self.at += 1;
        let character = match self.peek() {
            Some(same @ (b'"' | b'\\' | b'/')) => char::from(same),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.code_point(),
            _ => return Err(self.expected("one of `\"\\/bfnrtu`").into()),
        };
        self.at += 1;
        Ok(character)
    }

    /// Reads `uXXXX`, or a surrogate pair of them.
    fn code_point(&mut self) -> Result<char, StringFault> {
        let first = self.code_unit()?;
        let code = match first {
            0 => return Err(StringFault::Nul),
            0xD800..=0xDBFF => {
                if !self.passes(b'\\') || self.peek() != Some(b'u') {
                    return Err(StringFault::LoneSurrogate);
                }
                let second = self.code_unit()?;
                let low = second.checked_sub(0xDC00).filter(|low| *low < 0x400);
                0x1_0000 + ((first - 0xD800) << 10) + low.ok_or(StringFault::LoneSurrogate)?
            }
            other => other,
        };
        char::from_u32(code).ok_or(StringFault::LoneSurrogate)
    }

    fn code_unit(&mut self) -> Result<u32, StringFault> {
        self.at += 1;
        let mut unit = 0;
        for _ in 0..4 {
            let digit = self.peek().and_then(|byte| char::from(byte).to_digit(16));
            unit = unit * 16 + digit.ok_or_else(|| self.expected("a hexadecimal digit"))?;
            self.at += 1;
        }
        Ok(unit)
    }
}

/// What is wrong with a string; its words depend on whether it is a value or a field's name.
pub(super) enum StringFault {
    Nul,
    LoneSurrogate,
    Syntax(Box<Refusal>),
}

impl From<Box<Refusal>> for StringFault {
    fn from(refusal: Box<Refusal>) -> Self {
        StringFault::Syntax(refusal)
    }
}

impl StringFault {
    #[cold]
    pub(super) fn of_value(self) -> Box<Refusal> {
        match self {
            StringFault::Nul => Refusal::nul(),
            StringFault::LoneSurrogate => {
                Refusal::new("contains half of a surrogate pair; send whole characters")
            }
            StringFault::Syntax(refusal) => refusal,
        }
    }

    #[cold]
    fn of_name(self) -> Box<Refusal> {
        match self {
            StringFault::Nul => Refusal::nul_in_name(),
            StringFault::LoneSurrogate => Refusal::new(
                "has a field name with half of a surrogate pair; send whole characters",
            ),
            StringFault::Syntax(refusal) => refusal,
        }
    }
}
