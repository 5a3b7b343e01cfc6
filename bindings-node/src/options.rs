//! What JavaScript may say when it opens an engine.

use serde::Deserialize;
use silvervine::store::sqlite::{Durability, SqliteOptions};
use silvervine::{EngineOptions, Error, Result, Role};

/// The options of `Silvervine.open`, but for those which are no JSON.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct OpenOptions {
    path: String,
    durability: Option<DurabilityName>,
    readers: Option<usize>,
    role: Option<Role>,
    register_bonus: Option<i64>,
    device: Option<String>,
    queued_calls_max: Option<usize>,
    maintenance_thread: Option<bool>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum DurabilityName {
    Full,
    Normal,
    Off,
}

impl OpenOptions {
    pub(crate) fn parse(text: &str) -> Result<Self> {
        let options: OpenOptions = serde_json::from_str(text)
            .map_err(|e| Error::validation("options", format!("is not understood: {e}")))?;
        match options.path.contains('\0') {
            true => Err(Error::validation("path", "must not contain NUL")),
            false => Ok(options),
        }
    }

    /// The location and the engine's own options.
    pub(crate) fn engine_options(self) -> (String, EngineOptions) {
        let mut sqlite = SqliteOptions::new();
        if let Some(durability) = self.durability {
            sqlite = sqlite.durability(match durability {
                DurabilityName::Full => Durability::Full,
                DurabilityName::Normal => Durability::Normal,
                DurabilityName::Off => Durability::Off,
            });
        }
        if let Some(readers) = self.readers {
            sqlite = sqlite.readers(readers);
        }
        let mut options = EngineOptions::default()
            .sqlite(sqlite)
            .role(self.role.unwrap_or_default())
            .maintenance_thread(self.maintenance_thread.unwrap_or(false));
        if let Some(points) = self.register_bonus {
            options = options.register_bonus(points);
        }
        if let Some(device) = self.device {
            options = options.device(device);
        }
        if let Some(calls) = self.queued_calls_max {
            options = options.queued_calls_max(calls);
        }
        (self.path, options)
    }
}
