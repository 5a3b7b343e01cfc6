//! Content that is text, or a list of parts some of which are.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::imports::formats::lenient::Text;
use crate::imports::formats::metadata::Extra;
use crate::imports::formats::raw::Raw;
use crate::limits;

/// What separates the texts of one message.
const BREAK: &str = "\n\n";

/// Past so many bytes a text is too long whatever its characters are, and is refused later.
const TEXT_BYTES_MAX: usize = 4 * limits::CONTENT_CHARS_MAX;

/// The text of a content; what is no text is kept as `parts`.
pub(super) fn text_of(content: Raw, extra: &mut Extra) -> String {
    match content.text().as_bytes().first() {
        Some(b'"') => content.read(),
        Some(b'[') => {
            let Parts { text, others } = serde_json::from_str(content.text()).unwrap_or_default();
            if !others.is_empty() {
                extra.keep_raw("parts", Raw::of(format!("[{others}]")));
            }
            text
        }
        Some(b'n') | None => String::new(),
        Some(_) => {
            extra.keep_raw("parts", Raw::of(format!("[{}]", content.text())));
            String::new()
        }
    }
}

/// The texts among parts, and the parts that are something else, as they are written.
#[derive(Default)]
struct Parts {
    text: String,
    others: String,
}

impl Parts {
    fn add(&mut self, part: &str) {
        match text_part(part) {
            Some(text) if text.is_empty() || self.text.len() > TEXT_BYTES_MAX => {}
            Some(text) => join(&mut self.text, BREAK, &text),
            None => join(&mut self.others, ",", part),
        }
    }
}

fn join(all: &mut String, between: &str, more: &str) {
    if !all.is_empty() {
        all.push_str(between);
    }
    all.push_str(more);
}

impl<'de> Deserialize<'de> for Parts {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Collect;

        impl<'de> Visitor<'de> for Collect {
            type Value = Parts;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an array")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Parts, A::Error> {
                let mut parts = Parts::default();
                while let Some(part) = items.next_element::<&RawValue>()? {
                    parts.add(part.get());
                }
                Ok(parts)
            }
        }

        from.deserialize_seq(Collect)
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Part {
    #[serde(rename = "type")]
    kind: Text,
    text: Raw,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Worded {
    value: Raw,
}

/// `"text"`, `{"type": "text", "text": "text"}` or the same with `{"value": "text"}`.
fn text_part(part: &str) -> Option<String> {
    if part.starts_with('"') {
        return serde_json::from_str(part).ok();
    }
    if !part.starts_with('{') {
        return None;
    }
    let Part { kind, text } = serde_json::from_str(part).ok()?;
    if !["text", "input_text", "output_text"].contains(&kind.0.as_deref()?) {
        return None;
    }
    let text = match text.text().starts_with('{') {
        true => text.read::<Worded>().value,
        false => text,
    };
    text.is_string().then(|| text.read())
}
