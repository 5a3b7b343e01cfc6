//! What is written is what `serde_json` writes.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::json;

use super::*;

#[track_caller]
fn same<T: Serialize>(value: &T) {
    assert_eq!(encode(value).unwrap(), serde_json::to_string(value).unwrap());
}

#[derive(Serialize)]
enum Shape {
    Unit,
    Newtype(u8),
    Tuple(u8, &'static str),
    Struct { a: i64, b: Option<bool> },
}

#[derive(Serialize)]
struct Unit;

#[derive(Serialize)]
struct Pair(f64, char);

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct All {
    unit: Unit,
    pair: Pair,
    shapes: Vec<Shape>,
    by_number: BTreeMap<i32, ()>,
    by_truth: BTreeMap<bool, u64>,
    #[serde(rename = "quoted \"name\"")]
    renamed: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    absent: Option<String>,
    #[serde(flatten)]
    flat: BTreeMap<String, serde_json::Value>,
}

#[test]
fn every_kind_of_value_is_written_as_serde_json_writes_it() {
    let shapes = [
        Shape::Unit,
        Shape::Newtype(7),
        Shape::Tuple(1, "两\n"),
        Shape::Struct { a: i64::MIN, b: None },
        Shape::Struct { a: i64::MAX, b: Some(true) },
    ];
    same(&All {
        unit: Unit,
        pair: Pair(-0.5, '"'),
        shapes: shapes.into(),
        by_number: [(-3, ()), (4, ())].into(),
        by_truth: [(true, u64::MAX)].into(),
        renamed: Some(String::new()),
        absent: None,
        flat: [("x".to_owned(), json!([{}, [], {"a": 1.5e300}, null]))].into(),
    });
    same(&(f64::NAN, f32::INFINITY, 1e21, [0_u8; 0], ()));
    same(&uuid::Uuid::from_u128(7));
}

#[test]
fn every_character_below_256_is_escaped_as_serde_json_does() {
    let text: String = (0..=255).map(char::from).collect();
    same(&text);
    for character in text.chars() {
        same(&format!("1234567{character}90123456{character}"));
    }
}

#[test]
fn a_map_with_keys_that_are_no_texts_is_refused_as_by_serde_json() {
    let bad = BTreeMap::from([([1_u8, 2], 3)]);
    assert!(serde_json::to_string(&bad).is_err());
    assert!(encode(&bad).is_err());
}

/// What `serde_json::Number` is where a crate of the program turns `arbitrary_precision` on.
struct Verbatim(&'static str);

impl Serialize for Verbatim {
    fn serialize<S: ser::Serializer>(&self, to: S) -> std::result::Result<S::Ok, S::Error> {
        use ser::SerializeStruct as _;
        let mut number = to.serialize_struct("$serde_json::private::Number", 1)?;
        number.serialize_field("$serde_json::private::Number", self.0)?;
        number.end()
    }
}

#[test]
fn a_number_that_is_kept_as_text_is_written_as_it_stands() {
    assert_eq!(encode(&[Verbatim("1.50"), Verbatim("7")]).unwrap(), "[1.50,7]");
}

proptest! {
    #[test]
    fn any_texts_are_written_as_serde_json_writes_them(
        texts in prop::collection::btree_map(any::<String>(), any::<Option<String>>(), 0..9)
    ) {
        prop_assert_eq!(encode(&texts).unwrap(), serde_json::to_string(&texts).unwrap());
    }
}
