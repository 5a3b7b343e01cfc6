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
    server: Option<ServerLimits>,
}

/// The limits towards a database server.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(
    not(any(feature = "postgres", feature = "mysql")),
    allow(dead_code, reason = "a build without servers refuses them")
)]
struct ServerLimits {
    connections_max: Option<usize>,
    connect_timeout_ms: Option<u32>,
    acquire_timeout_ms: Option<u32>,
    statement_timeout_ms: Option<u32>,
    retry_timeout_ms: Option<u32>,
    tls_roots_file: Option<String>,
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
    pub(crate) fn engine_options(self) -> Result<(String, EngineOptions)> {
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
        if let Some(limits) = self.server {
            options = limits.add_to(options)?;
        }
        Ok((self.path, options))
    }
}

#[cfg(any(feature = "postgres", feature = "mysql"))]
impl ServerLimits {
    fn add_to(self, options: EngineOptions) -> Result<EngineOptions> {
        let mut server = silvervine::store::server::ServerOptions::new();
        let set = |from: Option<u32>, to: &mut u32| *to = from.unwrap_or(*to);
        set(self.connect_timeout_ms, &mut server.connect_timeout_ms);
        set(self.acquire_timeout_ms, &mut server.acquire_timeout_ms);
        set(self.statement_timeout_ms, &mut server.statement_timeout_ms);
        set(self.retry_timeout_ms, &mut server.retry_timeout_ms);
        server.connections_max = self.connections_max.unwrap_or(server.connections_max);
        match self.tls_roots_file {
            None => {}
            #[cfg(feature = "tls")]
            Some(file) => server.tls_roots_file = Some(file.into()),
            #[cfg(not(feature = "tls"))]
            Some(_) => return Err(Error::validation("tlsRootsFile", "needs a build with TLS")),
        }
        Ok(options.server(server))
    }
}

#[cfg(not(any(feature = "postgres", feature = "mysql")))]
impl ServerLimits {
    fn add_to(self, _: EngineOptions) -> Result<EngineOptions> {
        Err(Error::validation("server", "needs a build with a driver for database servers"))
    }
}
