//! The words of a refusal by a type.
//!
//! serde tells the parts of its errors apart here, so that the path and the rule are kept and the
//! offending value, which may be a secret, is dropped.

use serde::de::{self, Expected, Unexpected};

use super::refusal::Refusal;

impl std::error::Error for Refusal {}

impl de::Error for Box<Refusal> {
    fn custom<T: std::fmt::Display>(message: T) -> Self {
        let message = message.to_string();
        // An error of ours names a field already: the path does it better.
        let rule = message
            .strip_prefix("field `")
            .and_then(|rest| rest.split_once("` "))
            .map_or(message.as_str(), |(_, rule)| rule);
        if rule.starts_with("UUID parsing failed") {
            return Refusal::new("must be a UUID, such as 018f4e9e-0000-7000-8000-000000000001");
        }
        Refusal::quoted(rule)
    }

    fn invalid_type(found: Unexpected<'_>, wanted: &dyn Expected) -> Self {
        Refusal::new(format!("must be {}, not {}", in_words(wanted), kind(&found)))
    }

    fn invalid_value(_: Unexpected<'_>, wanted: &dyn Expected) -> Self {
        Refusal::new(format!("must be {}", in_words(wanted)))
    }

    fn invalid_length(found: usize, wanted: &dyn Expected) -> Self {
        Refusal::new(format!("must be {}, and has {found} items", in_words(wanted)))
    }

    fn unknown_variant(_: &str, known: &'static [&'static str]) -> Self {
        Refusal::new(format!("must be one of: {}", known.join(", ")))
    }

    fn unknown_field(field: &str, known: &'static [&'static str]) -> Self {
        let rule = if known.is_empty() {
            "is not a field of this request; it has none".to_owned()
        } else {
            format!("is not a field of this request; it has: {}", known.join(", "))
        };
        Refusal::new(rule).within_key(field)
    }

    fn missing_field(field: &'static str) -> Self {
        Refusal::new("is required").within_key(field)
    }

    fn duplicate_field(field: &'static str) -> Self {
        Refusal::twice().within_key(field)
    }
}

/// What a type wants, in the words of JSON.
fn in_words(wanted: &dyn Expected) -> String {
    let wanted = wanted.to_string();
    let words = match wanted.as_str() {
        "i64" => "a whole number",
        "u64" => "a whole number of 0 or more",
        "i8" => "a whole number from -128 to 127",
        "u8" => "a whole number from 0 to 255",
        "i16" => "a whole number from -32768 to 32767",
        "u16" => "a whole number from 0 to 65535",
        "i32" => "a whole number from -2147483648 to 2147483647",
        "u32" => "a whole number from 0 to 4294967295",
        "f64" | "f32" => "a number",
        "a boolean" => "true or false",
        "a string" | "string" | "a borrowed string" => "a string",
        "a map" => "an object",
        "a sequence" => "an array",
        "unit" => "null",
        "a formatted UUID string" => "a UUID",
        other if other.starts_with("struct ") => "an object",
        other if other.starts_with("tuple ") => "an array",
        other if other.contains("enum ") => "the name of one of its values",
        other => other,
    };
    words.to_owned()
}

/// What was found, without the value.
fn kind(found: &Unexpected<'_>) -> &'static str {
    match found {
        Unexpected::Bool(_) => "true or false",
        Unexpected::Unsigned(_) | Unexpected::Signed(_) => "a whole number",
        Unexpected::Float(_) => "a number with a fraction or exponent",
        Unexpected::Char(_) | Unexpected::Str(_) => "a string",
        Unexpected::Unit | Unexpected::Option => "null",
        Unexpected::Seq => "an array",
        Unexpected::Map => "an object",
        _ => "this",
    }
}
