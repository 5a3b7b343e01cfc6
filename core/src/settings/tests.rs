#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use serde_json::json;

use crate::error::ErrorCode;
use crate::settings::{GetSettingRequest, ListSettingsRequest, SetSettingRequest, SettingType};
use crate::{Context, Engine, EngineOptions, FixedClock};

fn engine() -> Engine {
    let clock = FixedClock::new(1_700_000_000_000);
    Engine::open_with(":memory:", EngineOptions::default().clock(clock)).unwrap()
}

#[test]
fn a_setting_reads_back_with_its_type() {
    let engine = engine();
    let request = SetSettingRequest::new("chat.limits", json!({"daily": 20})).description("limits");
    let stored = engine.settings().set(request).unwrap();
    assert_eq!(stored.r#type, SettingType::Object);
    assert_eq!(engine.settings().get(GetSettingRequest::new("chat.limits")).unwrap(), stored);
}

#[test]
fn setting_again_replaces_the_value_and_keeps_the_description() {
    let engine = engine();
    let first = SetSettingRequest::new("theme", json!("dark")).description("colours");
    engine.settings().set(first).unwrap();
    let second = engine.settings().set(SetSettingRequest::new("theme", json!("light"))).unwrap();
    assert_eq!(second.value, json!("light"));
    assert_eq!(second.description.as_deref(), Some("colours"));
}

#[test]
fn a_setting_that_was_never_set_is_not_found() {
    let error = engine().settings().get(GetSettingRequest::new("nothing")).unwrap_err();
    assert_eq!(error.code(), ErrorCode::NotFound);
}

#[test]
fn pages_tile_the_list() {
    let engine = engine();
    for n in 0..7 {
        engine.settings().set(SetSettingRequest::new(format!("key-{n}"), json!(n))).unwrap();
    }
    let mut seen = Vec::new();
    let mut request = ListSettingsRequest::new().limit(3);
    loop {
        let page = engine.settings().list(request.clone()).unwrap();
        seen.extend(page.items.into_iter().map(|item| item.key));
        let Some(cursor) = page.next_cursor else { break };
        request = request.cursor(cursor);
    }
    assert_eq!(seen, (0..7).map(|n| format!("key-{n}")).collect::<Vec<_>>());
}

#[test]
fn one_key_has_one_effect_and_a_changed_request_is_named() {
    let engine = engine();
    let request = SetSettingRequest::new("a", json!(1)).idempotency_key("k");
    let first = engine.settings().set(request.clone()).unwrap();
    engine.settings().set(SetSettingRequest::new("a", json!(2))).unwrap();
    assert_eq!(engine.settings().set(request).unwrap(), first);
    let now = engine.settings().get(GetSettingRequest::new("a")).unwrap();
    assert_eq!(now.value, json!(2), "the replay changed nothing");
    let other = SetSettingRequest::new("a", json!(3)).idempotency_key("k");
    let error = engine.settings().set(other).unwrap_err();
    assert_eq!(error.code(), ErrorCode::IdempotencyMismatch);
    assert_eq!(error.details()["field"], "value");
}

#[test]
fn json_calls_go_through_the_strict_decoder() {
    let engine = engine();
    let call = |body: &str| engine.call(&Context::host(), "settings.set", body.as_bytes());
    assert!(call(r#"{"key":"a","value":1}"#).is_ok());
    for (body, field) in [
        (r#"{"key":"a","value":1,"extra":1}"#, "extra"),
        (r#"{"key":"a","key":"b","value":1}"#, "key"),
        (r#"{"key":"","value":1}"#, "key"),
        (r#"{"value":1}"#, "key"),
        (r#"{"key":7,"value":1}"#, "key"),
        (r#"{"key":"a","value":9007199254740993}"#, "value"),
        (r#"{"key":"a\u0000","value":1}"#, "key"),
        (r#"{"key":"\ud800","value":1}"#, "key"),
    ] {
        let error = call(body).unwrap_err();
        assert_eq!(error.code(), ErrorCode::Validation, "{body}");
        assert_eq!(error.details()["field"], field, "{body}: {error}");
    }
}

#[test]
fn a_submitted_call_answers_and_a_closed_engine_refuses() {
    let engine = engine();
    let cx = Context::host();
    let set = engine.submit::<super::Set>(&cx, SetSettingRequest::new("a", json!(1)));
    assert_eq!(set.wait().unwrap().key, "a");
    let get = engine.submit_call(&cx, "settings.get", br#"{"key":"a"}"#);
    assert!(get.wait().unwrap().contains("\"value\":1"));
    engine.close().unwrap();
    engine.close().unwrap();
    let error = engine.submit::<super::Set>(&cx, SetSettingRequest::new("a", json!(1))).wait();
    assert_eq!(error.unwrap_err().code(), ErrorCode::Closed);
    let error = engine.settings().get(GetSettingRequest::new("a")).unwrap_err();
    assert_eq!(error.code(), ErrorCode::Closed);
}
