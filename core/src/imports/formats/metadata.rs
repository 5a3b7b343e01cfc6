//! What a format knows of a message beyond its words, brought under the rules of metadata.

use serde_json::{Map, Value, json};

use crate::imports::model::HIDDEN;
use crate::limits;

/// Under which a message or session keeps what only its format understands.
const IMPORT: &str = "import";

/// Collects what is kept beside the words.
#[derive(Debug, Default)]
pub(in crate::imports) struct Extra {
    hidden: bool,
    fields: Map<String, Value>,
}

impl Extra {
    pub(super) fn hide(&mut self) {
        self.hidden = true;
    }

    /// Keeps a value, unless it says nothing.
    pub(super) fn keep(&mut self, name: &str, value: impl Into<Value>) {
        let value = value.into();
        let empty = match &value {
            Value::Null => true,
            Value::String(text) => text.is_empty(),
            Value::Array(items) => items.is_empty(),
            Value::Object(fields) => fields.is_empty(),
            Value::Bool(_) | Value::Number(_) => false,
        };
        if !empty {
            self.fields.insert(name.to_owned(), value);
        }
    }

    /// The metadata; what is too large for it is replaced by its size.
    pub(super) fn into_metadata(self) -> Option<Value> {
        let mut fields = self.fields;
        for value in fields.values_mut() {
            clean(value, limits::JSON_DEPTH_MAX - 4);
        }
        let mut left = limits::METADATA_BYTES_MAX - 1_024;
        for (name, value) in &mut fields {
            let size = value.to_string().len();
            match left.checked_sub(name.len() + size + 8) {
                Some(rest) => left = rest,
                None => *value = json!({ "omittedBytes": size }),
            }
        }
        let mut metadata = Map::new();
        if self.hidden {
            metadata.insert(HIDDEN.into(), true.into());
        }
        if !fields.is_empty() {
            metadata.insert(IMPORT.into(), fields.into());
        }
        (!metadata.is_empty()).then(|| metadata.into())
    }
}

/// Numbers past 2^53 become text, and so does what is nested too deep.
fn clean(value: &mut Value, depth_left: usize) {
    match value {
        Value::Number(number) => {
            let exact =
                number.as_i64().is_some_and(|n| n.unsigned_abs() <= limits::AMOUNT_MAX as u64);
            let float = number.is_f64()
                && number.as_f64().is_some_and(|f| f.abs() <= limits::AMOUNT_MAX as f64);
            if !exact && !float {
                *value = Value::String(number.to_string());
            }
        }
        Value::Array(_) | Value::Object(_) if depth_left == 0 => {
            *value = Value::String(value.to_string());
        }
        Value::Array(items) => items.iter_mut().for_each(|item| clean(item, depth_left - 1)),
        Value::Object(fields) => {
            fields.values_mut().for_each(|item| clean(item, depth_left - 1));
        }
        Value::Null | Value::Bool(_) | Value::String(_) => {}
    }
}

/// The first characters of a text, as many as a rule allows; none where nothing is left.
pub(super) fn clipped(text: Option<String>, chars_max: usize) -> Option<String> {
    let text = text?;
    let end = text.char_indices().nth(chars_max).map_or(text.len(), |(end, _)| end);
    let text = text[..end].trim();
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ops::Rule;

    #[test]
    fn whatever_is_kept_fits_the_rules_of_metadata() {
        let mut extra = Extra::default();
        let deep = (0..120).fold(Value::from(1), |inner, _| json!([inner]));
        extra.keep("deep", deep);
        extra.keep("large", "x".repeat(70_000));
        extra.keep("number", json!([u64::MAX, 1e300, 7, 0.5]));
        extra.keep("nothing", json!({}));
        let metadata = extra.into_metadata().expect("something");
        let rule = Rule::Json { max: limits::METADATA_BYTES_MAX };
        crate::ops::check_field(&metadata, "metadata", rule).expect("fits");
        assert_eq!(metadata["import"]["large"]["omittedBytes"], 70_002);
        assert_eq!(metadata["import"]["number"][0], u64::MAX.to_string());
        assert_eq!(metadata["import"]["number"][3], 0.5);
        assert!(metadata["import"].get("nothing").is_none());
    }
}
