//! What an engine says about itself.

use std::collections::BTreeMap;
use std::sync::PoisonError;
use std::sync::atomic::Ordering;

use serde::{Deserialize, Serialize};

use crate::engine::{Engine, Role};
use crate::store::{Dialect, Limits, migrate};

/// The state of an engine, for health checks and support.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct EngineStats {
    /// The version of the library.
    pub version: String,
    /// `sqlite`, `postgres` or `mysql`.
    pub backend: String,
    /// The number of the newest migration.
    pub schema_version: i64,
    /// What the engine is among those which share a user's data.
    pub role: Role,
    /// Whether personal data is sealed by a root key.
    pub sealed: bool,
    /// What the engine can do beyond the table's rows.
    pub capabilities: Vec<String>,
    /// What the store can do.
    pub limits: Limits,
    /// Calls which ended, refused or not.
    pub calls: u64,
    /// Calls which ended with an error.
    pub refusals: u64,
    /// Rounds of upkeep which failed, those of the thread of upkeep among them. Each is tried
    /// again in the next round.
    pub maintenance_failures: u64,
    /// The code of the error with which the last of them failed.
    pub maintenance_last_error: Option<String>,
    /// Submitted calls which wait.
    pub queued: u64,
    /// Counters of the store, by name.
    pub counters: BTreeMap<String, u64>,
    /// Whether the engine was closed.
    pub closed: bool,
}

impl Engine {
    /// The state of the engine. It reads no data and waits for nothing.
    pub fn stats(&self) -> EngineStats {
        let inner = self.inner();
        let (backend, mut capabilities) = match inner.driver.dialect() {
            // A call on a file is short enough for a thread that must not wait, such as Node's.
            Dialect::Sqlite => ("sqlite", vec!["backup", "integrity_check", "sync_calls"]),
            Dialect::Postgres => ("postgres", vec![]),
            Dialect::Mysql => ("mysql", vec![]),
        };
        if inner.indexes_messages() {
            capabilities.push("message_index");
        }
        let (failures, last) = *inner.failed_upkeep.lock().unwrap_or_else(PoisonError::into_inner);
        EngineStats {
            version: env!("CARGO_PKG_VERSION").into(),
            backend: backend.into(),
            schema_version: migrate::newest(),
            role: inner.options.role,
            sealed: inner.keys.is_sealed(),
            capabilities: capabilities.into_iter().map(str::to_owned).collect(),
            limits: inner.driver.limits(),
            calls: inner.calls.load(Ordering::Relaxed),
            refusals: inner.refusals.load(Ordering::Relaxed),
            maintenance_failures: failures,
            maintenance_last_error: last.map(|code| code.as_str().to_owned()),
            queued: u64::try_from(inner.pool.queued()).unwrap_or(u64::MAX),
            counters: inner.driver.counters().into_iter().map(|(k, v)| (k.to_owned(), v)).collect(),
            closed: inner.open().is_err(),
        }
    }
}
