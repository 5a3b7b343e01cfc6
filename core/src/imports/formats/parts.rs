//! Content that is text, or a list of parts some of which are.

use serde_json::Value;

use crate::imports::formats::metadata::Extra;

/// What separates the texts of one message.
const BREAK: &str = "\n\n";

/// The text of a content; what is no text is kept as `parts`.
pub(super) fn text_of(content: Value, extra: &mut Extra) -> String {
    match content {
        Value::String(text) => text,
        Value::Array(parts) => {
            let (texts, others) = split(parts);
            extra.keep("parts", others);
            texts.join(BREAK)
        }
        Value::Null => String::new(),
        other => {
            extra.keep("parts", vec![other]);
            String::new()
        }
    }
}

/// The texts among parts, and the parts that are something else.
fn split(parts: Vec<Value>) -> (Vec<String>, Vec<Value>) {
    let (mut texts, mut others) = (Vec::new(), Vec::new());
    for part in parts {
        match text_part(part) {
            Ok(text) if text.is_empty() => {}
            Ok(text) => texts.push(text),
            Err(part) => others.push(part),
        }
    }
    (texts, others)
}

/// `"text"`, `{"type": "text", "text": "text"}` or the same with `{"value": "text"}`.
fn text_part(mut part: Value) -> Result<String, Value> {
    if let Value::String(text) = part {
        return Ok(text);
    }
    let plain = ["text", "input_text", "output_text"];
    if !part.get("type").and_then(Value::as_str).is_some_and(|kind| plain.contains(&kind)) {
        return Err(part);
    }
    let text = match part.get_mut("text") {
        Some(Value::String(text)) => Some(std::mem::take(text)),
        Some(Value::Object(fields)) => match fields.get_mut("value") {
            Some(Value::String(text)) => Some(std::mem::take(text)),
            _ => None,
        },
        _ => None,
    };
    text.ok_or(part)
}
