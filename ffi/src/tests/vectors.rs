//! The parity vectors, through `sv_call` and through the function of each operation.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Map, Value};
use silvervine_core::operations;

use super::*;
use crate::generated::operations::ALL;
use crate::open::SV_DURABILITY_OFF;

/// 2026-01-15T08:00:00Z, when every vector begins.
unsafe extern "C" fn begin(_: *mut std::ffi::c_void) -> i64 {
    1_768_464_000_000
}

struct Run {
    folder: tempfile::TempDir,
    engine: *mut SvEngine,
    saved: BTreeMap<String, Value>,
    /// Through the named functions, not through `sv_call`.
    named: bool,
}

impl Run {
    fn new(named: bool) -> Run {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("vector.db").to_string_lossy().into_owned();
        let mut options = options(&path);
        options.clock = Some(begin);
        options.durability = SV_DURABILITY_OFF;
        let mut engine = null_mut();
        // SAFETY: options and place are this function's.
        assert_eq!(unsafe { sv_open(&options, &mut engine, null_mut()) }, SV_OK);
        Run { folder, engine, saved: BTreeMap::new(), named }
    }

    fn fill(&self, value: &Value) -> Value {
        match value {
            Value::String(text) => match text.strip_prefix('$') {
                Some(name) => self.saved[name].clone(),
                None => value.clone(),
            },
            Value::Array(items) => items.iter().map(|item| self.fill(item)).collect(),
            Value::Object(map) => {
                map.iter().map(|(key, value)| (key.clone(), self.fill(value))).collect()
            }
            other => other.clone(),
        }
    }

    /// Makes the call that an object with `request` and perhaps `context` describes.
    fn call(&self, operation: &str, of: &Value) -> Result<Value, (SvStatus, Value)> {
        let request = self.fill(&of["request"]).to_string();
        let context = of.get("context").map(|context| self.fill(context).to_string());
        let context = context.as_deref().map_or(SvText::ABSENT, text);
        answer(|out, error| {
            let request = text(&request);
            // SAFETY: the texts and places are valid for the call.
            unsafe {
                if self.named {
                    let function = ALL.iter().find(|(name, _)| *name == operation).unwrap().1;
                    return function(self.engine, context, request, out, error);
                }
                sv_call(self.engine, context, text(operation), request, out, error)
            }
        })
    }

    fn steps(&mut self, steps: &Value) {
        for step in steps.as_array().into_iter().flatten() {
            if let Some(sql) = step["sql"].as_str() {
                let path = self.folder.path().join("vector.db");
                assert!(rusqlite::Connection::open(path).unwrap().execute(sql, []).unwrap() > 0);
                continue;
            }
            let name = step["call"].as_str().unwrap();
            let response = self.call(name, step).unwrap_or_else(|e| panic!("{name}: {e:?}"));
            for (name, pointer) in step["save"].as_object().into_iter().flatten() {
                let value = response.pointer(pointer.as_str().unwrap()).unwrap();
                self.saved.insert(name.clone(), value.clone());
            }
        }
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        close(self.engine);
    }
}

fn vector(operation: &str) -> Value {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/vectors");
    let text = std::fs::read_to_string(folder.join(format!("{operation}.json"))).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn execute(operation: &str, named: bool) {
    let vector = vector(operation);
    let mut run = Run::new(named);
    run.steps(&vector["setup"]);
    let response = run.call(operation, &vector).unwrap_or_else(|e| panic!("{operation}: {e:?}"));
    for (pointer, expected) in vector["expect"].as_object().unwrap() {
        let found = response.pointer(pointer).unwrap_or(&Value::Null);
        assert_eq!(*found, run.fill(expected), "{operation} {pointer} in {response}");
    }
    for refused in vector["refused"].as_array().into_iter().flatten() {
        let mut run = Run::new(named);
        run.steps(&vector["setup"]);
        run.steps(&refused["setup"]);
        let (_, error) = run.call(operation, refused).expect_err(operation);
        assert_eq!(error["code"], refused["code"], "{operation} {refused}: {error}");
        let nothing = Map::new();
        for (name, expected) in refused["details"].as_object().unwrap_or(&nothing) {
            assert_eq!(error["details"][name], run.fill(expected), "{operation} {error}");
        }
    }
}

#[test]
fn every_operation_does_what_its_vector_says_by_name() {
    operations().iter().for_each(|row| execute(row.name, false));
}

#[test]
fn every_operation_has_a_function_that_does_what_its_vector_says() {
    assert_eq!(ALL.len(), operations().len());
    operations().iter().for_each(|row| execute(row.name, true));
}
