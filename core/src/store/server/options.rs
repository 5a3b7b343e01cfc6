//! How an engine uses a database server.

use std::time::Duration;

/// The limits of an engine towards its database server.
///
/// ```
/// use silvervine::store::server::ServerOptions;
///
/// let options = ServerOptions::new().connections_max(8).statement_timeout_ms(5_000);
/// assert_eq!(options.acquire_timeout_ms, 5_000);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ServerOptions {
    /// The most connections that are open at a time, at least 1. Each job holds one, so this is
    /// also how many jobs run at a time.
    pub connections_max: usize,
    /// How long opening a connection may take before `backend_unavailable`.
    pub connect_timeout_ms: u32,
    /// How long a job waits for a free connection before `overloaded`; and, on PostgreSQL, before
    /// that for others who write for the same user, whose transaction it may then share.
    pub acquire_timeout_ms: u32,
    /// How long one statement may take, the wait for a lock included, before `busy`.
    pub statement_timeout_ms: u32,
    /// How long a job that keeps meeting others is run again before `busy`.
    pub retry_timeout_ms: u32,
    /// A PEM file with authorities that an encrypted connection trusts besides those of Mozilla.
    #[cfg(feature = "tls")]
    pub tls_roots_file: Option<std::path::PathBuf>,
}

impl Default for ServerOptions {
    fn default() -> Self {
        ServerOptions {
            connections_max: 16,
            connect_timeout_ms: 10_000,
            acquire_timeout_ms: 5_000,
            statement_timeout_ms: 30_000,
            retry_timeout_ms: 10_000,
            #[cfg(feature = "tls")]
            tls_roots_file: None,
        }
    }
}

impl ServerOptions {
    /// The defaults.
    pub fn new() -> Self {
        ServerOptions::default()
    }

    /// Sets the most connections that are open at a time.
    #[must_use]
    pub fn connections_max(mut self, connections_max: usize) -> Self {
        self.connections_max = connections_max.max(1);
        self
    }

    /// Sets how long opening a connection may take.
    #[must_use]
    pub fn connect_timeout_ms(mut self, connect_timeout_ms: u32) -> Self {
        self.connect_timeout_ms = connect_timeout_ms.max(1);
        self
    }

    /// Sets how long a job waits for a free connection.
    #[must_use]
    pub fn acquire_timeout_ms(mut self, acquire_timeout_ms: u32) -> Self {
        self.acquire_timeout_ms = acquire_timeout_ms;
        self
    }

    /// Sets how long one statement may take.
    #[must_use]
    pub fn statement_timeout_ms(mut self, statement_timeout_ms: u32) -> Self {
        self.statement_timeout_ms = statement_timeout_ms.max(1);
        self
    }

    /// Sets how long a job that keeps meeting others is run again.
    #[must_use]
    pub fn retry_timeout_ms(mut self, retry_timeout_ms: u32) -> Self {
        self.retry_timeout_ms = retry_timeout_ms;
        self
    }

    /// Sets a PEM file with authorities to be trusted besides those of Mozilla.
    #[cfg(feature = "tls")]
    #[must_use]
    pub fn tls_roots_file(mut self, file: impl Into<std::path::PathBuf>) -> Self {
        self.tls_roots_file = Some(file.into());
        self
    }

    pub(in crate::store) fn connect_timeout(&self) -> Duration {
        Duration::from_millis(self.connect_timeout_ms.into())
    }

    pub(in crate::store) fn acquire_timeout(&self) -> Duration {
        Duration::from_millis(self.acquire_timeout_ms.into())
    }

    pub(in crate::store) fn retry_timeout(&self) -> Duration {
        Duration::from_millis(self.retry_timeout_ms.into())
    }
}
