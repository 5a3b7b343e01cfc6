//! Every operation does what its vector says.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;

use serde_json::Value;
use silvervine::ops::{Rule, json_name};
use silvervine::{Context, Engine, OperationRow, operations};

mod common;
mod tenancy;

use common::{Refused, Saved, Store, options, vector};

struct Run {
    // Closed before its store goes.
    engine: Engine,
    store: Store,
    saved: Saved,
}

fn run(row: &OperationRow) -> Run {
    let store = Store::new();
    let engine = Engine::with_driver(store.driver(), options()).unwrap();
    let mut saved = Saved::default();
    saved.run(&engine, &store, &vector(row.name).setup);
    Run { engine, store, saved }
}

fn call(run: &Run, row: &OperationRow, cx: &Context, request: &Value) -> silvervine::Result<Value> {
    let body = run.saved.fill(request).to_string();
    let response = run.engine.call(cx, row.name, body.as_bytes())?;
    Ok(serde_json::from_str(&response).unwrap())
}

#[test]
fn every_operation_succeeds_as_its_vector_says() {
    for row in operations() {
        let (run, vector) = (run(row), vector(row.name));
        let cx = run.saved.context(&vector.context);
        let response =
            call(&run, row, &cx, &vector.request).unwrap_or_else(|e| panic!("{}: {e}", row.name));
        for (pointer, expected) in &vector.expect {
            let expected = run.saved.fill(expected);
            let found = response.pointer(pointer).unwrap_or(&Value::Null);
            assert_eq!(*found, expected, "{} {pointer} in {response}", row.name);
        }
    }
}

#[test]
fn a_replay_answers_the_first_outcome_and_changes_nothing() {
    for row in operations() {
        let (run, vector) = (run(row), vector(row.name));
        if vector.request.get("idempotencyKey").is_none() {
            continue;
        }
        let cx = run.saved.context(&vector.context);
        let mut first = call(&run, row, &cx, &vector.request).unwrap();
        let after = run.store.dump();
        let mut second = call(&run, row, &cx, &vector.request).unwrap();
        assert_eq!(run.store.dump(), after, "{} acted twice", row.name);
        for response in [&mut first, &mut second] {
            if let Some(map) = response.as_object_mut() {
                map.remove("replayed");
            }
        }
        assert_eq!(first, second, "{}", row.name);
    }
}

#[test]
fn every_refusal_has_its_code_and_leaves_the_store_as_it_was() {
    for row in operations() {
        let all = vector(row.name).refused;
        // A refusal leaves the store as it was, so those that need nothing more can share one.
        let (bare, prepared): (Vec<_>, Vec<_>) = all.iter().partition(|r| r.setup.is_empty());
        let shared = run(row);
        bare.into_iter().for_each(|refused| refuse(&shared, row, refused));
        for refused in prepared {
            let mut own = run(row);
            let Run { engine, saved, store } = &mut own;
            saved.run(engine, store, &refused.setup);
            refuse(&own, row, refused);
        }
    }
}

fn refuse(run: &Run, row: &OperationRow, refused: &Refused) {
    let before = run.store.dump();
    let cx = run.saved.context(&refused.context);
    let error = call(run, row, &cx, &refused.request)
        .expect_err(&format!("{} {} succeeded", row.name, refused.request));
    assert_eq!(error.code().as_str(), refused.code, "{} {}: {error}", row.name, refused.request);
    for (name, expected) in &refused.details {
        let expected = run.saved.fill(expected);
        assert_eq!(error.details()[name], expected, "{} {error}", row.name);
    }
    assert_eq!(run.store.dump(), before, "{} was refused and changed something", row.name);
}

#[test]
fn every_listed_error_has_a_vector() {
    let mut missing = Vec::new();
    for row in operations() {
        let tried: BTreeSet<String> =
            vector(row.name).refused.into_iter().map(|refused| refused.code).collect();
        for code in row.errors.iter().map(|code| code.as_str()) {
            if !tried.contains(code) {
                missing.push(format!("{}: {code}", row.name));
            }
        }
    }
    assert!(missing.is_empty(), "errors without a vector: {}", missing.join(", "));
}

#[test]
fn every_vector_belongs_to_an_operation() {
    for entry in std::fs::read_dir(common::folder()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        assert!(silvervine::ops::find(&name).is_ok(), "{} belongs to nothing", path.display());
    }
}

#[test]
fn every_operation_refuses_malformed_requests() {
    for row in operations() {
        let (run, vector) = (run(row), vector(row.name));
        let before = run.store.dump();
        let good = run.saved.fill(&vector.request);
        let text = good.to_string();
        let with = |extra: &str| {
            let comma = if text == "{}" { "" } else { "," };
            format!("{}{comma}{extra}}}", &text[..text.len() - 1])
        };
        let mut bad = vec![
            String::new(),
            "[]".into(),
            "7".into(),
            "{".into(),
            text.clone() + " x",
            with(r#""surely_unknown":1"#),
            with(r#""surelyUnknown":9007199254740993"#),
            with(r#""surelyUnknown":"\u0000""#),
            with(r#""surelyUnknown":"\ud800""#),
        ];
        if let Some((key, value)) = good.as_object().and_then(|map| map.iter().next()) {
            bad.push(with(&format!("{}:{value}", Value::from(key.as_str()))));
        }
        for field in row.fields.iter().filter(|field| field.required) {
            let key = json_name(field.name);
            let mut without = good.clone();
            without.as_object_mut().unwrap().remove(&key);
            bad.push(without.to_string());
            let mut wrong = good.clone();
            wrong[&key] = serde_json::json!({"not": ["of", "this", "type"]});
            // Any JSON is of the type of these.
            if !matches!(field.rule, Rule::Json { .. }) {
                bad.push(wrong.to_string());
            }
        }
        for body in bad {
            let error = run
                .engine
                .call(&run.saved.context(&vector.context), row.name, body.as_bytes())
                .expect_err(&format!("{} {body}", row.name));
            assert_eq!(error.code().as_str(), "validation", "{} {body}: {error}", row.name);
        }
        assert_eq!(run.store.dump(), before, "{} changed something", row.name);
    }
}
