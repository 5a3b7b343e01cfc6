//! How an engine is opened.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::context::{Clock, Entropy, SystemClock, SystemEntropy};
use crate::error::{Error, Result};
use crate::limits;
use crate::ops::{Checked, Rule};
use crate::store::Driver;
#[cfg(feature = "mysql")]
use crate::store::mysql::Mysql;
#[cfg(feature = "postgres")]
use crate::store::postgres::Postgres;
#[cfg(any(feature = "postgres", feature = "mysql"))]
use crate::store::server::ServerOptions;
#[cfg(feature = "sqlite")]
use crate::store::sqlite::{Durability, Sqlite, SqliteOptions};
use crate::vault::RootKey;

/// What an engine is among those which share a user's data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Role {
    /// The only one.
    #[default]
    Standalone,
    /// The one which others sync with, and which owns money and quota.
    Authority,
    /// A device's copy. It spends money and quota only under a lease.
    Replica,
}

/// The options of an engine. The defaults suit a desktop client.
///
/// ```
/// use silvervine::{Engine, EngineOptions, FixedClock, RootKey};
///
/// let clock = FixedClock::new(1_700_000_000_000);
/// let options = EngineOptions::default()
///     .clock(clock.clone())
///     .root_key(RootKey::from_bytes([7; 32]))
///     .register_bonus(250);
/// let engine = Engine::open_with(":memory:", options)?;
/// # Ok::<(), silvervine::Error>(())
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct EngineOptions {
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) entropy: Arc<dyn Entropy>,
    pub(crate) root_key: Option<RootKey>,
    pub(crate) role: Role,
    pub(crate) device: String,
    pub(crate) queued_calls_max: usize,
    pub(crate) register_bonus: i64,
    pub(crate) maintenance_thread: bool,
    #[cfg(feature = "sqlite")]
    pub(crate) sqlite: SqliteOptions,
    #[cfg(any(feature = "postgres", feature = "mysql"))]
    pub(crate) server: ServerOptions,
}

impl Default for EngineOptions {
    fn default() -> Self {
        EngineOptions {
            clock: Arc::new(SystemClock),
            entropy: Arc::new(SystemEntropy),
            root_key: None,
            role: Role::Standalone,
            device: String::new(),
            queued_calls_max: limits::QUEUED_CALLS_MAX,
            register_bonus: limits::REGISTER_BONUS_POINTS,
            maintenance_thread: false,
            #[cfg(feature = "sqlite")]
            sqlite: SqliteOptions::default(),
            #[cfg(any(feature = "postgres", feature = "mysql"))]
            server: ServerOptions::default(),
        }
    }
}

impl EngineOptions {
    /// Takes the time from another clock than the system's.
    #[must_use]
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Takes randomness from elsewhere than the system.
    #[must_use]
    pub fn entropy(mut self, entropy: impl Entropy) -> Self {
        self.entropy = Arc::new(entropy);
        self
    }

    /// Seals personal data with keys that follow from this one. A store keeps the choice it was
    /// made with: opening it without its key fails with `key_unavailable`, with another one
    /// with `key_mismatch`.
    #[must_use]
    pub fn root_key(mut self, root_key: RootKey) -> Self {
        self.root_key = Some(root_key);
        self
    }

    /// What this engine is among those which share a user's data.
    #[must_use]
    pub fn role(mut self, role: Role) -> Self {
        self.role = role;
        self
    }

    /// The device whose writes these are, for sync: at most 64 bytes; none on an authority.
    #[must_use]
    pub fn device(mut self, device: impl Into<String>) -> Self {
        self.device = device.into();
        self
    }

    /// How many submitted calls may wait before `overloaded`; 1,024 by default.
    #[must_use]
    pub fn queued_calls_max(mut self, calls: usize) -> Self {
        self.queued_calls_max = calls;
        self
    }

    /// The points that a registration grants; 100 by default, 0 for none.
    #[must_use]
    pub fn register_bonus(mut self, points: i64) -> Self {
        self.register_bonus = points;
        self
    }

    /// Runs [`Engine::maintain`](crate::Engine::maintain) on a thread of the engine's own.
    #[must_use]
    pub fn maintenance_thread(mut self, on: bool) -> Self {
        self.maintenance_thread = on;
        self
    }

    /// When a commit on SQLite is safe; [`Durability::Full`] by default.
    #[cfg(feature = "sqlite")]
    #[must_use]
    pub fn durability(mut self, durability: Durability) -> Self {
        self.sqlite = self.sqlite.durability(durability);
        self
    }

    /// Other options of the SQLite driver.
    #[cfg(feature = "sqlite")]
    #[must_use]
    pub fn sqlite(mut self, options: SqliteOptions) -> Self {
        self.sqlite = options;
        self
    }

    /// The limits towards a database server.
    #[cfg(any(feature = "postgres", feature = "mysql"))]
    #[must_use]
    pub fn server(mut self, options: ServerOptions) -> Self {
        self.server = options;
        self
    }

    pub(crate) fn check(&self) -> Result<()> {
        if !self.device.is_empty() {
            self.device.check("device", Rule::Opaque { max: limits::OPAQUE_ID_BYTES_MAX })?;
        }
        let bonus = Rule::Range { min: 0, max: limits::AMOUNT_MAX };
        self.register_bonus.check("register_bonus", bonus)?;
        if self.queued_calls_max == 0 {
            return Err(Error::validation("queuedCallsMax", "must be at least 1"));
        }
        Ok(())
    }
}

/// The driver for a location.
pub(super) fn driver_for(location: &str, options: &EngineOptions) -> Result<Arc<dyn Driver>> {
    #[cfg(test)]
    if let Some(driver) = super::test_backend::store_for(location, options)? {
        return Ok(driver);
    }
    match location.split_once("://").unwrap_or(("sqlite", location)) {
        #[cfg(feature = "sqlite")]
        ("sqlite", "") => Err(Error::validation("location", "must be a path, a URL or `:memory:`")),
        #[cfg(feature = "sqlite")]
        ("sqlite", ":memory:") => Ok(Arc::new(Sqlite::memory()?)),
        #[cfg(feature = "sqlite")]
        ("sqlite", path) => Ok(Arc::new(Sqlite::open(path, options.sqlite.clone())?)),
        #[cfg(feature = "postgres")]
        ("postgres" | "postgresql", _) => {
            Ok(Arc::new(Postgres::open(location, options.server.clone())?))
        }
        #[cfg(feature = "mysql")]
        ("mysql", _) => Ok(Arc::new(Mysql::open(location, options.server.clone())?)),
        (scheme, _) => {
            let rule = format!("has the scheme `{scheme}`, which this build lacks");
            Err(Error::validation("location", rule))
        }
    }
}
