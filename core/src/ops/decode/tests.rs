#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::*;
use crate::error::ErrorCode;
use crate::id::UserId;

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Consume {
    user_id: UserId,
    amount: i64,
    idempotency_key: Option<String>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum Role {
    User,
    Tool { call: String },
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Item {
    content: String,
    #[serde(default)]
    position: u32,
    role: Option<Role>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Append {
    items: Vec<Item>,
    #[serde(default)]
    metadata: Option<Value>,
}

/// The field and the rule of a refusal.
fn refused<T: DeserializeOwned + std::fmt::Debug>(json: impl AsRef<[u8]>) -> (String, String) {
    match decode::<T>(json.as_ref()).unwrap_err().kind() {
        ErrorKind::Validation { field, rule } => (field.clone(), rule.clone()),
        other => panic!("not a validation error: {other:?}"),
    }
}

fn assert_refused(json: impl AsRef<[u8]>, field: &str, rule_part: &str) {
    let (found, rule) = refused::<Value>(json);
    assert_eq!(found, field, "{rule}");
    assert!(rule.contains(rule_part), "{rule}");
}

#[test]
fn a_request_that_keeps_the_rules_is_read() {
    let id = "018f4e9e-0000-7000-8000-000000000001";
    let json = format!(r#" {{"userId":"{id}","amount":5,"idempotencyKey":"k\u00e9"}} "#);
    let consume: Consume = decode(json.as_bytes()).unwrap();
    assert_eq!(consume.amount, 5);
    assert_eq!(consume.user_id.to_string(), id);
    assert_eq!(consume.idempotency_key.as_deref(), Some("ké"));
    let json = r#"{"items":[{"content":"a","role":{"tool":{"call":"c"}}},{"content":"😀","role":"user"}]}"#;
    let append: Append = decode(json.as_bytes()).unwrap();
    assert_eq!(append.items[0].role, Some(Role::Tool { call: "c".into() }));
}

#[test]
fn a_missing_field_is_required_by_its_path() {
    let expected = ("amount".to_owned(), "is required".to_owned());
    let id = "018f4e9e-0000-7000-8000-000000000001";
    assert_eq!(refused::<Consume>(format!(r#"{{"userId":"{id}"}}"#)), expected);
    let expected = ("items[1].content".to_owned(), "is required".to_owned());
    assert_eq!(refused::<Append>(r#"{"items":[{"content":""},{}]}"#), expected);
}

#[test]
fn an_unknown_field_is_answered_with_those_there_are() {
    let rule = "is not a field of this request; it has: userId, amount, idempotencyKey";
    assert_eq!(refused::<Consume>(r#"{"amonut":5}"#), ("amonut".into(), rule.into()));
    let rule = "is not a field of this request; it has: content, position, role";
    let json = r#"{"items":[{"content":"","contents":1}]}"#;
    assert_eq!(refused::<Append>(json), ("items[0].contents".into(), rule.into()));
    let rule = "is not a field of this request; it has: call";
    let json = r#"{"items":[{"content":"","role":{"tool":{"cal":1}}}]}"#;
    assert_eq!(refused::<Append>(json), ("items[0].role.tool.cal".into(), rule.into()));
}

#[test]
fn a_wrong_type_is_named_at_its_path_without_its_value() {
    let cases = [
        (r#"{"amount":"secret"}"#, "amount", "must be a whole number, not a string"),
        (r#"{"amount":1.5}"#, "amount", "must be a whole number, not a number with a fraction"),
        (r#"{"amount":null}"#, "amount", "must be a whole number, not null"),
        (r#"{"userId":"secret"}"#, "userId", "must be a UUID"),
        (r#"{"userId":7}"#, "userId", "must be a UUID, not a whole number"),
        (r#"{"idempotencyKey":[]}"#, "idempotencyKey", "must be a string, not an array"),
        (r#""secret""#, "request", "must be an object, not a string"),
    ];
    for (json, field, rule) in cases {
        let (found, text) = refused::<Consume>(json);
        assert_eq!(found, field, "{json}");
        assert!(text.starts_with(rule), "{json}: {text}");
        assert!(!text.contains("secret"), "{text}");
    }
    let cases = [
        (r#"{"items":{}}"#, "items", "must be an array, not an object"),
        (r#"{"items":[["c",0,null]]}"#, "items[0]", "must be an object, not an array"),
        (
            r#"{"items":[{"content":"","position":-1}]}"#,
            "items[0].position",
            "from 0 to 4294967295",
        ),
        (r#"{"items":[{"content":"","role":"secret"}]}"#, "items[0].role", "one of: user, tool"),
        (
            r#"{"items":[{"content":"","role":{"user":1}}]}"#,
            "items[0].role.user",
            "must be null, not a whole number",
        ),
        (r#"{"items":[{"content":"","role":{}}]}"#, "items[0].role", "exactly one field"),
        (
            r#"{"items":[{"content":"","role":true}]}"#,
            "items[0].role",
            "must be the name of one of its values, not true",
        ),
    ];
    for (json, field, rule) in cases {
        let (found, text) = refused::<Append>(json);
        assert_eq!(found, field, "{json}: {text}");
        assert!(text.contains(rule), "{json}: {text}");
    }
}

#[test]
fn a_field_given_twice_is_refused_at_any_depth_and_however_it_is_written() {
    assert_refused(r#"{"a":1,"a":1}"#, "a", "appears twice");
    assert_refused(r#"[{"b":{"a":1,"c":2,"\u0061":1}}]"#, "[0].b.a", "appears twice");
    assert_refused(r#"{"é":1,"\u00E9":1}"#, "é", "appears twice");
    let many: Vec<_> = (0..1000).map(|i| format!("\"f{i}\":{{\"f{i}\":0}}")).collect();
    decode_value(format!("{{{}}}", many.join(",")).as_bytes()).unwrap();
    for repeated in ["f0", "f15", "f16", "f17", "f999"] {
        let json = format!("{{{},\"{repeated}\":0}}", many.join(","));
        assert_refused(json, repeated, "appears twice");
    }
}

#[test]
fn whole_numbers_pass_up_to_two_to_the_53_minus_1_and_no_further() {
    for text in ["9007199254740991", "-9007199254740991", "9007199254740991.0", "9e15", "0", "-0"] {
        decode_value(text.as_bytes()).unwrap();
    }
    let past = [
        "9007199254740992",
        "-9007199254740992",
        "9007199254740993.0",
        "9007199254740992e0",
        "1e20",
        "-1E+20",
        "10000000000000000000000000000000000000000",
        "18446744073709551616",
        "1e400",
        "0.00000000000000000001e99",
    ];
    for text in past {
        assert_refused(format!("[1,{{\"n\":{text}}}]"), "[1].n", "past 9007199254740991");
    }
}

#[test]
fn nul_is_refused_in_text_and_in_names() {
    assert_refused(r#"{"a":["x\u0000"]}"#, "a[0]", "NUL");
    assert_refused(b"{\"a\":\"x\0\"}", "a", "NUL");
    assert_refused(r#"{"o":{"a\u0000":1}}"#, "o", "name that contains the character NUL");
}

#[test]
fn half_of_a_surrogate_pair_is_refused() {
    for text in [r"\ud83d", r"\ud83dx", r"\ud83d\n", r"\ud83dA", r"\udE00", r"\ud83d\ud83d"] {
        assert_refused(format!(r#"{{"a":"{text}"}}"#), "a", "surrogate");
        assert_refused(format!(r#"{{"a":{{"{text}":0}}}}"#), "a", "surrogate");
    }
    assert_eq!(decode_value(br#""\ud83D\uDE00""#).unwrap(), json!("😀"));
}

#[test]
fn nesting_passes_at_the_limit_and_not_one_deeper() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    decode_value(nested(limits::JSON_DEPTH_MAX).as_bytes()).unwrap();
    // Siblings do not add up.
    decode_value(format!("[{},{}]", nested(63), nested(63)).as_bytes()).unwrap();
    assert_refused(nested(limits::JSON_DEPTH_MAX + 1), &"[0]".repeat(64), "deeper than 64");
    assert_refused("[".repeat(1 << 20), &"[0]".repeat(64), "deeper than 64");
    assert_refused("{\"a\":".repeat(1 << 20), &["a"; 64].join("."), "deeper than 64");
}

#[test]
fn size_passes_at_the_limit_and_not_one_byte_more() {
    let text = |size: usize| format!("\"{}\"", "x".repeat(size - 2));
    decode_value(text(limits::REQUEST_BYTES_MAX).as_bytes()).unwrap();
    let error = decode_value(text(limits::REQUEST_BYTES_MAX + 1).as_bytes()).unwrap_err();
    assert_eq!(error.code(), ErrorCode::PayloadTooLarge);
    assert_eq!(error.details()["size"], 16_777_217);
}

#[test]
fn what_is_not_json_is_refused_with_its_place() {
    assert_refused("", "request", "is empty");
    assert_refused(" \n", "request", "is empty");
    assert_refused("{} x", "request", "ends at byte 3");
    assert_refused("{}{}", "request", "ends at byte 2");
    assert_refused(b"{\"a\":\"\xff\"}", "request", "is not UTF-8 at byte 6");
    assert_refused(b"\xed\xa0\x80", "request", "is not UTF-8 at byte 0");
    assert_refused("{\"a\":[1,2", "a", "is cut off at byte 9");
    assert_refused("{\"a\":\"x", "a", "cut off");
    assert_refused("{\"a\" 1}", "a", "not valid JSON at byte 5, where `:` should be");
    assert_refused(r#"{"a":1 "b":2}"#, "request", "byte 7, where `,` or `}` should be");
    assert_refused("\u{feff}{}", "request", "not valid JSON at byte 0");
    for text in ["{'a':1}", "{a:1}", "{\"a\":1,}", "{,}"] {
        assert_refused(text, "request", "not valid JSON");
    }
    for text in ["nul", "tru", "nan", "NaN", "-", "+1", ".5", "1.", "1e", "1e+", "\"\\x\"", "]"] {
        refused::<Value>(text);
    }
    for text in
        ["01", "-01", "1x", "0x10", "truex", "[1,]", "[,1]", "[1 2]", "\"\t\"", "\"\\u12g4\""]
    {
        refused::<Value>(text);
    }
}

#[test]
fn hostile_names_are_cut_and_quoted_in_errors() {
    let name = "x".repeat(1 << 20);
    let (field, _) = refused::<Value>(format!("{{\"{name}\":nul}}"));
    assert!(field.len() < 100, "{}", field.len());
    assert_refused(r#"{"a.b":{"":1e99}}"#, r#"["a.b"][""]"#, "past");
    assert_refused("{\"a\\n\u{202e}\":1e99}", r#"["a\n\u{202e}"]"#, "past");
}

#[test]
fn a_value_built_in_rust_is_held_to_the_same_rules() {
    let check = |value: &Value| check_value("metadata", value, 3, 40);
    check(&json!({"a": [{"b": 9_007_199_254_740_991_i64}]})).unwrap();
    let cases = [
        (json!({"a": [{"b": []}]}), "metadata.a[0].b", "deeper than 3 levels"),
        (json!({"a": [1_u64 << 53]}), "metadata.a[0]", "past"),
        (json!(u64::MAX), "metadata", "past"),
        (json!({"a": i64::MIN}), "metadata.a", "past"),
        (json!({"a": 1e300}), "metadata.a", "past"),
        (json!({"a": "\0"}), "metadata.a", "NUL"),
        (json!({"a": {"\0": 1}}), "metadata.a", "NUL"),
    ];
    for (value, field, part) in cases {
        let error = check(&value).unwrap_err();
        assert_eq!(error.details()["field"], field);
        assert!(error.details()["rule"].as_str().unwrap().contains(part), "{error}");
    }
    check(&json!("x".repeat(38))).unwrap();
    let error = check(&json!("x".repeat(39))).unwrap_err();
    assert_eq!(error.details(), json!({"field": "metadata", "size": 41, "limit": 40}));
    assert_eq!(check(&json!("\"".repeat(20))).unwrap_err().details()["size"], 42);
}

#[test]
fn a_very_deep_value_built_in_rust_is_refused_without_descending() {
    let mut deep = Value::Null;
    for _ in 0..10_000 {
        deep = Value::Array(vec![deep]);
    }
    assert_eq!(check_value("m", &deep, 64, 1 << 20).unwrap_err().code(), ErrorCode::Validation);
    // Its own drop would recurse: unwind it by hand.
    while let Value::Array(mut items) = deep {
        deep = items.pop().unwrap();
    }
}

/// Any JSON value whose numbers pass and whose texts hold no NUL.
fn sound_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-limits::AMOUNT_MAX..=limits::AMOUNT_MAX).prop_map(Value::from),
        (-1e15..1e15_f64).prop_map(Value::from),
        "[^\0]{0,8}".prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 64, 24, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..8).prop_map(Value::from),
            prop::collection::vec(("[^\0]{0,3}", inner), 0..24)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

/// Texts near JSON: its own tokens in any order.
fn near_json() -> impl Strategy<Value = String> {
    let token = prop::sample::select(vec![
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\",
        "\"a\"",
        "\"a\":",
        "\"\\u0061\":",
        "\\u",
        "d83d",
        "\"\\ud83d\"",
        "\\ude00",
        "0",
        "1",
        "-",
        ".",
        "e",
        "E+",
        "9007199254740991",
        "992",
        "true",
        "false",
        "null",
        " ",
        "\n",
        "\t",
        "\0",
        "\u{1}",
        "é",
        "{}",
        "[]",
        "{\"a\":",
        "[1,",
    ]);
    prop::collection::vec(token, 0..24).prop_map(|tokens| tokens.concat())
}

/// Whether a tree that serde_json read has a trait which `decode` refuses, but for duplicates.
fn is_sound(value: &Value) -> bool {
    check_value("v", value, limits::JSON_DEPTH_MAX, usize::MAX).is_ok()
}

/// The names of all objects, counted from the text by an independent reader.
struct Names(usize);

impl<'de> Deserialize<'de> for Names {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Counter;
        impl<'de> serde::de::Visitor<'de> for Counter {
            type Value = Names;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("anything")
            }
            fn visit_unit<E>(self) -> Result<Names, E> {
                Ok(Names(0))
            }
            fn visit_bool<E>(self, _: bool) -> Result<Names, E> {
                Ok(Names(0))
            }
            fn visit_u64<E>(self, _: u64) -> Result<Names, E> {
                Ok(Names(0))
            }
            fn visit_i64<E>(self, _: i64) -> Result<Names, E> {
                Ok(Names(0))
            }
            fn visit_f64<E>(self, _: f64) -> Result<Names, E> {
                Ok(Names(0))
            }
            fn visit_str<E>(self, _: &str) -> Result<Names, E> {
                Ok(Names(0))
            }
            fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut a: A) -> Result<Names, A::Error> {
                let mut sum = 0;
                while let Some(Names(n)) = a.next_element()? {
                    sum += n;
                }
                Ok(Names(sum))
            }
            fn visit_map<A: serde::de::MapAccess<'de>>(self, mut a: A) -> Result<Names, A::Error> {
                let (mut sum, mut seen) = (0, BTreeSet::new());
                while let Some((key, Names(n))) = a.next_entry::<String, Names>()? {
                    sum += n + usize::from(!seen.insert(key));
                }
                Ok(Names(sum))
            }
        }
        deserializer.deserialize_any(Counter)
    }
}

fn same_verdict(text: &str) -> Result<(), TestCaseError> {
    let oracle = serde_json::from_str::<Value>(text).ok().filter(is_sound).filter(|_| {
        // Counts repeated names.
        serde_json::from_str::<Names>(text).is_ok_and(|repeated| repeated.0 == 0)
    });
    match (decode_value(text.as_bytes()), oracle) {
        (Ok(ours), Some(theirs)) => prop_assert!(alike(&ours, &theirs), "{text:?}: {ours}"),
        (ours, theirs) => prop_assert_eq!(ours.ok(), theirs, "{:?}", text),
    }
    Ok(())
}

/// Equal, but for the last bit of a float, which serde_json may round, and the sign of a zero.
fn alike(ours: &Value, theirs: &Value) -> bool {
    match (ours, theirs) {
        (Value::Number(a), Value::Number(b)) if a != b => {
            let (a, b) = (a.as_f64().unwrap(), b.as_f64().unwrap());
            (a == 0.0 && b == 0.0) || a.to_bits().abs_diff(b.to_bits()) <= 1
        }
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| alike(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(k, a)| b.get(k).is_some_and(|b| alike(a, b)))
        }
        (a, b) => a == b,
    }
}

proptest! {
    #[test]
    fn sound_json_reads_as_serde_json_reads_it(value in sound_value(), pretty: bool) {
        let write = if pretty { serde_json::to_string_pretty } else { serde_json::to_string };
        let text = write(&value);
        let text = text.unwrap();
        prop_assert_eq!(decode_value(text.as_bytes()).unwrap(), value);
        same_verdict(&text)?;
    }

    #[test]
    fn any_bytes_end_in_a_value_or_a_request_error(bytes: Vec<u8>) {
        if let Err(error) = decode::<Append>(&bytes) {
            prop_assert_eq!(error.code(), ErrorCode::Validation);
        }
    }

    #[test]
    fn the_verdict_on_near_json_is_that_of_serde_json_and_the_rules(text in near_json()) {
        same_verdict(&text)?;
    }

    #[test]
    fn the_verdict_on_damaged_json_is_that_of_serde_json_and_the_rules(
        value in sound_value(), at: prop::sample::Index, with in "[\\x00-\\x7f]{0,2}",
    ) {
        let mut text = serde_json::to_string(&value).unwrap();
        let mut start = at.index(text.len());
        while !text.is_char_boundary(start) { start -= 1; }
        let end = text[start..].chars().next().map_or(start, |c| start + c.len_utf8());
        text.replace_range(start..end, &with);
        same_verdict(&text)?;
    }

    #[test]
    fn a_typed_request_reads_as_it_was_written(content in "[^\0]{0,20}", position: u32) {
        let items = vec![Item { content, position, role: Some(Role::User) }];
        let append = Append { items, metadata: None };
        let text = serde_json::to_string(&append).unwrap();
        prop_assert_eq!(decode::<Append>(text.as_bytes()).unwrap(), append);
    }
}
