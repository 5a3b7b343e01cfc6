//! Values of a file that stay the text which they are.
//!
//! A list of empty lists takes three bytes an item in a file and ten times as many once it is a
//! tree in memory. So what is only kept, or searched for words, is not made a tree of.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

/// A value as it is written, or none.
#[derive(Debug, Default, Deserialize)]
#[serde(transparent)]
pub(in crate::imports) struct Raw(Option<Box<RawValue>>);

impl Raw {
    /// A value whose text is made here.
    pub(super) fn of(text: String) -> Self {
        Raw(RawValue::from_string(text).ok())
    }

    /// The text, which is `null` where there is none.
    pub(super) fn text(&self) -> &str {
        self.0.as_ref().map_or("null", |raw| raw.get())
    }

    /// What it is as a type; the default of that where it is none.
    pub(super) fn read<T: DeserializeOwned + Default>(&self) -> T {
        serde_json::from_str(self.text()).unwrap_or_default()
    }

    pub(super) fn is_string(&self) -> bool {
        self.text().starts_with('"')
    }

    /// At most how many values it is made of.
    pub(super) fn values(&self) -> usize {
        let (mut values, mut in_string, mut escaped) = (1, false, false);
        for byte in self.text().bytes() {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => in_string = !in_string,
                b'[' | b'{' | b',' if !in_string => values += 1,
                _ => {}
            }
        }
        values
    }
}
