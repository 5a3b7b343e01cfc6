//! What the tests that span crates share: vectors, and the logical content of a store.
#![allow(dead_code, reason = "each test uses a part of it")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod store;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::{Map, Value};
use silvervine::{Context, Engine, EngineOptions, FixedClock, SeededEntropy};

pub use store::Store;

/// 2026-01-15T08:00:00Z, when every vector begins.
pub const BEGIN_MS: i64 = 1_768_464_000_000;

/// What one operation does: the file `tests/vectors/<operation>.json`.
///
/// A string of the form `$name` in a request stands for a value that an earlier step saved.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vector {
    /// Calls that come first.
    #[serde(default)]
    pub setup: Vec<Step>,
    /// A request that succeeds after them.
    pub request: Value,
    /// The context of that call; the host's when absent.
    #[serde(default)]
    pub context: Option<Value>,
    /// What its response must hold, by JSON pointer.
    pub expect: BTreeMap<String, Value>,
    /// Requests that are refused.
    #[serde(default)]
    pub refused: Vec<Refused>,
}

/// A call, and what is kept of its response.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    #[serde(default)]
    pub call: String,
    #[serde(default)]
    pub request: Value,
    /// A statement instead of a call, for a state that no operation reaches.
    #[serde(default)]
    pub sql: Option<String>,
    /// The context of the call; the host's when absent.
    #[serde(default)]
    pub context: Option<Value>,
    /// Names for parts of the response, by JSON pointer.
    #[serde(default)]
    pub save: BTreeMap<String, String>,
}

/// A request that is refused, after steps of its own.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Refused {
    pub code: String,
    #[serde(default)]
    pub setup: Vec<Step>,
    pub request: Value,
    /// What its details must hold.
    #[serde(default)]
    pub details: Map<String, Value>,
    /// The context of the call; the host's when absent.
    #[serde(default)]
    pub context: Option<Value>,
}

pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors")
}

/// The vector of an operation.
pub fn vector(operation: &str) -> Vector {
    let path = folder().join(format!("{operation}.json"));
    let text = std::fs::read_to_string(&path)
        .unwrap_or_else(|_| panic!("`{operation}` has no vector; write {}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// The values that steps saved.
#[derive(Debug, Clone, Default)]
pub struct Saved(BTreeMap<String, Value>);

impl Saved {
    /// The request with its `$name`s replaced.
    pub fn fill(&self, request: &Value) -> Value {
        match request {
            Value::String(text) => match text.strip_prefix('$') {
                Some(name) => self.0.get(name).cloned().unwrap_or_else(|| panic!("no ${name}")),
                None => request.clone(),
            },
            Value::Array(items) => items.iter().map(|item| self.fill(item)).collect(),
            Value::Object(map) => {
                map.iter().map(|(key, value)| (key.clone(), self.fill(value))).collect()
            }
            other => other.clone(),
        }
    }

    /// The context that is meant; the host's when none is.
    pub fn context(&self, context: &Option<Value>) -> Context {
        context.as_ref().map_or_else(Context::host, |context| {
            serde_json::from_value(self.fill(context)).unwrap()
        })
    }

    /// Runs steps that must succeed, and keeps what they save.
    pub fn run(&mut self, engine: &Engine, store: &Store, steps: &[Step]) {
        for step in steps {
            if let Some(sql) = &step.sql {
                assert!(store.execute(sql) > 0, "{sql} changed nothing");
                continue;
            }
            let request = self.fill(&step.request).to_string();
            let response = engine
                .call(&self.context(&step.context), &step.call, request.as_bytes())
                .unwrap_or_else(|e| panic!("{} {request}: {e}", step.call));
            let response: Value = serde_json::from_str(&response).unwrap();
            for (name, pointer) in &step.save {
                let value = response
                    .pointer(pointer)
                    .unwrap_or_else(|| panic!("{} has no {pointer} in {response}", step.call));
                self.0.insert(name.clone(), value.clone());
            }
        }
    }
}

/// Options under which two runs of the same calls do the same.
pub fn options() -> EngineOptions {
    EngineOptions::default().clock(FixedClock::new(BEGIN_MS)).entropy(SeededEntropy::new(7))
}
