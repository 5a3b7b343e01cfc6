//! A refusal on its way out: the rule that was broken, and the path to the field.
//!
//! The path grows from the inside while the error travels up, so that a request which passes pays
//! nothing for it.

use std::fmt::Write;

use crate::error::Error;

/// The longest field name that an error repeats, in characters.
const KEY_CHARS_MAX: usize = 64;

/// The longest rule that comes from the text of another type, in characters.
const RULE_CHARS_MAX: usize = 200;

/// Why a request is refused.
#[derive(Debug)]
pub(super) struct Refusal {
    /// From the field outwards.
    path: Vec<Segment>,
    rule: String,
}

#[derive(Debug)]
enum Segment {
    Key(String),
    Index(usize),
}

impl Refusal {
    #[cold]
    pub(super) fn new(rule: impl Into<String>) -> Box<Self> {
        Box::new(Refusal { path: Vec::new(), rule: rule.into() })
    }

    /// A rule in the words of another type, cut to a length.
    pub(super) fn quoted(rule: &str) -> Box<Self> {
        Refusal::new(clipped(rule, RULE_CHARS_MAX))
    }

    pub(super) fn too_deep(depth_max: usize) -> Box<Self> {
        Refusal::new(format!("is nested deeper than {depth_max} levels; flatten it"))
    }

    pub(super) fn too_large() -> Box<Self> {
        Refusal::new(
            "is past 9007199254740991, up to which every surface holds whole numbers exactly; \
             send a number nearer to zero",
        )
    }

    pub(super) fn nul() -> Box<Self> {
        Refusal::new("contains the character NUL; remove it")
    }

    pub(super) fn nul_in_name() -> Box<Self> {
        Refusal::new("has a field name that contains the character NUL; remove it")
    }

    pub(super) fn twice() -> Box<Self> {
        Refusal::new("appears twice in its object; send it once")
    }

    /// The same refusal, seen from the object that holds the field.
    #[cold]
    pub(super) fn within_key(mut self: Box<Self>, key: &str) -> Box<Self> {
        self.path.push(Segment::Key(clipped(key, KEY_CHARS_MAX)));
        self
    }

    /// The same refusal, seen from the array that holds the item.
    #[cold]
    pub(super) fn within_index(mut self: Box<Self>, index: usize) -> Box<Self> {
        self.path.push(Segment::Index(index));
        self
    }

    /// The public error; a refusal of the whole is one of the field `root`.
    pub(super) fn to_error(&self, root: &str) -> Error {
        let mut field = if root == super::ROOT && !self.path.is_empty() {
            String::new()
        } else {
            root.to_owned()
        };
        for segment in self.path.iter().rev() {
            let written = match segment {
                Segment::Index(index) => write!(field, "[{index}]"),
                Segment::Key(key) if !is_plain(key) => write!(field, "[{key:?}]"),
                Segment::Key(key) if field.is_empty() => write!(field, "{key}"),
                Segment::Key(key) => write!(field, ".{key}"),
            };
            written.expect("writing to a String cannot fail");
        }
        Error::validation(field, self.rule.as_str())
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.rule)
    }
}

fn is_plain(key: &str) -> bool {
    !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '$'))
}

fn clipped(text: &str, chars_max: usize) -> String {
    match text.char_indices().nth(chars_max) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text.to_owned(),
    }
}
