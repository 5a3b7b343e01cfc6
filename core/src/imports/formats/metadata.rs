//! What a format knows of a message beyond its words, brought under the rules of metadata.
//!
//! What does not fit is replaced by its size, `{"omittedBytes": 70002}`: long texts first, so that
//! the names of what they belong to stay, then the last items of lists.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::imports::formats::raw::Raw;
use crate::imports::model::HIDDEN;
use crate::limits;

/// Under which a message or session keeps what only its format understands.
const IMPORT: &str = "import";

/// What stands in the place of what does not fit.
const OMITTED: &str = "omittedBytes";

/// How many bytes what is kept may have: those of metadata, without what the marks take.
const BYTES_MAX: usize = limits::METADATA_BYTES_MAX - 1_024;

/// The longest texts that stay where all do not fit: fewer bytes with each try.
const TEXT_BYTES_MAX: [usize; 4] = [16_384, 4_096, 1_024, 256];

/// What the mark of omitted items takes at most.
const MARK_BYTES: usize = 40;

/// How many values the metadata of one conversation may be made of. One takes up to some 300 bytes
/// of memory, and two or three in a file.
const VALUES_MAX: usize = 500_000;

/// How many values the metadata of a conversation may still be made of.
#[derive(Debug)]
pub(super) struct Room(usize);

impl Default for Room {
    fn default() -> Self {
        Room(VALUES_MAX)
    }
}

/// Collects what is kept beside the words.
#[derive(Debug, Default)]
pub(in crate::imports) struct Extra {
    hidden: bool,
    fields: BTreeMap<&'static str, Kept>,
}

#[derive(Debug)]
enum Kept {
    Value(Value),
    Raw(Raw),
}

impl Extra {
    pub(super) fn hide(&mut self) {
        self.hidden = true;
    }

    /// Keeps a value, unless it says nothing.
    pub(super) fn keep(&mut self, name: &'static str, value: impl Into<Value>) {
        self.fields.insert(name, Kept::Value(value.into()));
    }

    /// Keeps a value as it is written, unless it says nothing.
    pub(super) fn keep_raw(&mut self, name: &'static str, value: Raw) {
        if !matches!(value.text(), "null" | "\"\"" | "[]" | "{}") {
            self.fields.insert(name, Kept::Raw(value));
        }
    }

    /// The metadata of a conversation.
    pub(super) fn into_metadata(self) -> Option<Value> {
        self.into_metadata_within(&mut Room::default())
    }

    /// The metadata of one of many messages.
    pub(super) fn into_metadata_within(self, room: &mut Room) -> Option<Value> {
        let mut fields = Map::new();
        for (name, kept) in self.fields {
            let mut value = match kept {
                Kept::Value(value) => value,
                Kept::Raw(raw) => parsed(&raw, room),
            };
            clean(&mut value, limits::JSON_DEPTH_MAX - 4);
            if !says_nothing(&value) {
                fields.insert(name.to_owned(), value);
            }
        }
        fit(&mut fields);
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

fn says_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// What a text is, unless it is nested too deep or made of more values than there is room for.
fn parsed(raw: &Raw, room: &mut Room) -> Value {
    let value = room.0.checked_sub(raw.values()).and_then(|left| {
        room.0 = left;
        serde_json::from_str(raw.text()).ok()
    });
    value.unwrap_or_else(|| omitted(raw.text().len()))
}

fn omitted(bytes: usize) -> Value {
    json!({ OMITTED: bytes })
}

/// Replaces by their sizes what is too much for metadata.
fn fit(fields: &mut Map<String, Value>) {
    for longest in TEXT_BYTES_MAX {
        let all = fields.iter().map(|(name, value)| name.len() + 8 + size(value)).sum::<usize>();
        if all <= BYTES_MAX {
            return;
        }
        fields.values_mut().for_each(|value| clip(value, longest));
    }
    let mut left = BYTES_MAX;
    for (name, value) in fields {
        left = left.saturating_sub(name.len() + 8 + MARK_BYTES);
        cut(value, left);
        left = left.saturating_sub(size(value));
    }
}

fn size(value: &Value) -> usize {
    value.to_string().len()
}

/// Replaces the texts of a value that are longer.
fn clip(value: &mut Value, longest: usize) {
    match value {
        Value::String(text) if text.len() > longest => *value = omitted(size(value)),
        Value::Array(items) => items.iter_mut().for_each(|item| clip(item, longest)),
        Value::Object(fields) => fields.values_mut().for_each(|item| clip(item, longest)),
        _ => {}
    }
}

/// Replaces the last items of a list, or the whole of another value, where there is no room.
fn cut(value: &mut Value, left: usize) {
    if size(value) <= left {
        return;
    }
    let Value::Array(items) = value else {
        *value = omitted(size(value));
        return;
    };
    let mut used = MARK_BYTES;
    let fits = |item: &Value| {
        used += size(item) + 1;
        used <= left
    };
    let kept = items.iter().map(fits).take_while(|fits| *fits).count();
    let rest = items.drain(kept..).map(|item| size(&item) + 1).sum();
    items.push(omitted(rest));
}

/// Tells of each value that metadata has only the size of: the field it stands in, and the size.
pub(in crate::imports) fn each_omitted(metadata: &Value, each: &mut dyn FnMut(&str, u64)) {
    let Some(Value::Object(fields)) = metadata.get(IMPORT) else { return };
    for (name, value) in fields {
        each_omitted_in(value, &mut |bytes| each(name, bytes));
    }
}

fn each_omitted_in(value: &Value, each: &mut dyn FnMut(u64)) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| each_omitted_in(item, each)),
        Value::Object(fields) => match fields.get(OMITTED).and_then(Value::as_u64) {
            Some(bytes) if fields.len() == 1 => each(bytes),
            _ => fields.values().for_each(|item| each_omitted_in(item, each)),
        },
        _ => {}
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

    fn kept(name: &'static str, value: &Value) -> Value {
        let mut extra = Extra::default();
        extra.keep_raw(name, Raw::of(value.to_string()));
        let metadata = extra.into_metadata().expect("something");
        let rule = Rule::Json { max: limits::METADATA_BYTES_MAX };
        crate::ops::check_field(&metadata, "metadata", rule).expect("fits");
        metadata["import"][name].clone()
    }

    #[test]
    fn names_stay_where_texts_are_too_long_and_lists_lose_their_end() {
        let file = |name: &str, bytes| json!({"file_name": name, "text": "x".repeat(bytes)});
        let files = kept("files", &json!([file("a", 64_000), file("b", 9_000), file("c", 10)]));
        assert_eq!(files[0], json!({"file_name": "a", "text": {"omittedBytes": 64_002}}));
        assert_eq!((&files[1], &files[2]), (&file("b", 9_000), &file("c", 10)));
        let list = kept("list", &json!(vec!["x".repeat(250); 400]));
        let items = list.as_array().expect("a list");
        assert!((200..300).contains(&items.len()), "{}", items.len());
        assert_eq!(items[items.len() - 1]["omittedBytes"], (401 - items.len()) * 253);
        let mut found = Vec::new();
        let metadata = json!({"import": {"files": files, "list": list}});
        each_omitted(&metadata, &mut |name, bytes| found.push((name.to_owned(), bytes)));
        assert_eq!(found[0], ("files".to_owned(), 64_002));
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn a_conversation_keeps_no_more_values_than_there_is_room_for() {
        let (mut room, deep) = (Room(5), format!("{}{}", "[".repeat(200), "]".repeat(200)));
        let mut take = |text: &str| {
            let mut extra = Extra::default();
            extra.keep_raw("parts", Raw::of(text.to_owned()));
            extra.into_metadata_within(&mut room).expect("something")["import"]["parts"].clone()
        };
        assert_eq!(take("[\"a,b\\\"[\"]"), json!(["a,b\"["]));
        assert_eq!(take("[1,2,3]"), json!({"omittedBytes": 7}));
        assert_eq!(take("[7]"), json!([7]));
        assert_eq!(kept_text(&deep), json!({"omittedBytes": 400}));
    }

    fn kept_text(text: &str) -> Value {
        let mut extra = Extra::default();
        extra.keep_raw("parts", Raw::of(text.to_owned()));
        extra.into_metadata().expect("something")["import"]["parts"].clone()
    }
}
