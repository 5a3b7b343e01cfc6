//! Where a store is, and what each session there is told before its first job.

use std::fmt;
use std::time::Duration;

use mysql::consts::CapabilityFlags;
use mysql::{Opts, OptsBuilder, SslOpts, UrlError};

use super::fault::Server;
use crate::error::{Error, Result};
use crate::store::server::ServerOptions;
#[cfg(feature = "tls")]
use crate::store::server::tls_client;

/// Past the server's own time-out of a statement, how much longer the socket waits for its word.
const GRACE: Duration = Duration::from_secs(5);

/// A database of a server.
pub(super) struct Place {
    opts: Opts,
    statement_timeout_ms: u32,
    lock_wait_s: u32,
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.address())
    }
}

impl Place {
    pub(super) fn new(url: &str, options: &ServerOptions) -> Result<Place> {
        let (url, encrypted) = ssl_mode(url)?;
        let opts = Opts::from_url(&url).map_err(|error| refused(&url, &error))?;
        if opts.get_db_name().is_none_or(str::is_empty) {
            let rule = "must name a database: mysql://user:password@host:port/database";
            return Err(Error::validation("location", rule));
        }
        let answer = Duration::from_millis(options.statement_timeout_ms.into()) + GRACE;
        // Only an explicit `?socket=` leaves the address: what the server calls its socket may lie
        // in another container, or behind the proxy that was named.
        let opts = OptsBuilder::from_opts(opts)
            .prefer_socket(false)
            .tcp_connect_timeout(Some(options.connect_timeout()))
            .read_timeout(Some(answer))
            .write_timeout(Some(answer))
            .stmt_cache_size(0)
            .ssl_opts(if encrypted { Some(ssl_options(options)?) } else { None })
            .additional_capabilities(CapabilityFlags::CLIENT_FOUND_ROWS);
        // A wait for a lock ends within one statement's time and within the time of re-runs; the
        // server counts whole seconds.
        let wait_ms = options.statement_timeout_ms.min(options.retry_timeout_ms);
        Ok(Place {
            opts: opts.into(),
            statement_timeout_ms: options.statement_timeout_ms,
            lock_wait_s: wait_ms.div_ceil(1000).max(1),
        })
    }

    pub(super) fn opts(&self) -> Opts {
        self.opts.clone()
    }

    /// What errors tell of it.
    pub(super) fn server(&self) -> Server {
        let statement_timeout_ms = self.statement_timeout_ms;
        Server { address: self.address(), statement_timeout_ms }
    }

    /// The address: neither user nor password.
    fn address(&self) -> String {
        match self.opts.get_socket() {
            Some(socket) => format!("mysql at {socket}"),
            None => {
                let (host, port) = (self.opts.get_ip_or_hostname(), self.opts.get_tcp_port());
                format!("mysql at {host}:{port}")
            }
        }
    }

    /// What a session is told before its first job.
    ///
    /// Values are rejected and never bent; text is bytes; `||` joins and `"` quotes names, as in
    /// the other dialects; and a statement never waits for ever.
    /// `timeout` is the name under which the server bounds a statement, if it does.
    pub(super) fn session(&self, timeout: Option<&str>) -> [String; 3] {
        let timeout_ms = self.statement_timeout_ms;
        let timeout = match timeout {
            Some(name @ "max_statement_time") => {
                format!(", {name} = {}.{:03}", timeout_ms / 1000, timeout_ms % 1000)
            }
            // Of queries only; a write is bounded by its wait for a lock and by the socket.
            Some(name) => format!(", {name} = {timeout_ms}"),
            None => String::new(),
        };
        let lock_wait_s = self.lock_wait_s;
        [
            "SET NAMES utf8mb4 COLLATE utf8mb4_bin".into(),
            "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED, READ WRITE".into(),
            format!(
                "SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_BACKSLASH_ESCAPES,ANSI_QUOTES,\
                 PIPES_AS_CONCAT,NO_ENGINE_SUBSTITUTION,ERROR_FOR_DIVISION_BY_ZERO', \
                 autocommit = 1, completion_type = 0, sql_safe_updates = 0, \
                 default_storage_engine = InnoDB, time_zone = '+00:00', \
                 innodb_lock_wait_timeout = {lock_wait_s}, lock_wait_timeout = {lock_wait_s}{timeout}"
            ),
        ]
    }
}

/// Takes `sslmode` out of a URL, as a PostgreSQL URL has it: whether the connection is encrypted.
fn ssl_mode(url: &str) -> Result<(String, bool)> {
    let Some((front, query)) = url.split_once('?') else { return Ok((url.into(), false)) };
    let (modes, others): (Vec<&str>, Vec<&str>) =
        query.split('&').partition(|part| part.starts_with("sslmode="));
    let encrypted = match modes.as_slice() {
        [] | ["sslmode=disable"] => false,
        ["sslmode=require"] if cfg!(feature = "tls") => true,
        ["sslmode=require"] => {
            let rule = "has `sslmode=require`, and this build has no TLS";
            return Err(Error::validation("location", rule));
        }
        _ => {
            let rule = "must have `sslmode=require`, `sslmode=disable` or none";
            return Err(Error::validation("location", rule));
        }
    };
    match others.is_empty() {
        true => Ok((front.into(), encrypted)),
        false => Ok((format!("{front}?{}", others.join("&")), encrypted)),
    }
}

/// Both the certificate and the name of the server are checked.
#[cfg(feature = "tls")]
fn ssl_options(options: &ServerOptions) -> Result<SslOpts> {
    // The client reads the file at each connection, and this once, to tell what is wrong with it.
    tls_client(options.tls_roots_file.as_deref())?;
    Ok(SslOpts::default().with_root_cert_path(options.tls_roots_file.clone()))
}

#[cfg(not(feature = "tls"))]
fn ssl_options(_: &ServerOptions) -> Result<SslOpts> {
    Ok(SslOpts::default())
}

/// A URL that cannot be used. Its text may hold a password, so only names of parts are shown, and
/// none where the `@` stands so late that a `?` of the password was taken for the end of the path.
fn refused(url: &str, error: &UrlError) -> Error {
    let split = url.split_once('?').is_some_and(|(_, query)| query.contains('@'));
    let rule = match error {
        _ if split => "must have the signs of a password encoded, such as `%3F` for `?`".into(),
        UrlError::UnknownParameter(name) => format!("has the unknown parameter `{name}`"),
        UrlError::InvalidValue(name, _) => format!("has a parameter `{name}` of a wrong form"),
        UrlError::FeatureRequired(_, name) => {
            format!("has the parameter `{name}`, for which this build has no support")
        }
        _ => "must be like mysql://user:password@host:port/database".into(),
    };
    Error::validation("location", rule)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;
    use crate::error::ErrorCode;

    fn place(url: &str) -> Result<Place> {
        Place::new(url, &ServerOptions::new())
    }

    #[test]
    fn a_url_without_a_database_or_of_another_form_is_refused() {
        for url in [
            "mysql://u:hush@localhost",
            "mysql://u:hush@localhost/",
            "mysql://",
            "mysql:u:hush@localhost/d",
            "mysql://u:hush@localhost/d?hush=1",
            "mysql://u:hush@localhost/d?prefer_socket=hush",
            "postgres://u:hush@localhost/d",
        ] {
            let error = place(url).unwrap_err();
            assert_eq!(error.code(), ErrorCode::Validation, "{url}");
            assert!(!error.to_string().contains("u:hush"), "{error}");
        }
    }

    #[test]
    fn a_password_with_signs_that_a_url_cannot_hold_is_not_shown() {
        for url in [
            "mysql://u:12?hush@localhost/d",
            "mysql://u:12?hush=1@localhost/d",
            "mysql://u:12?prefer_socket=1&hush@localhost/d",
            "mysql://u:12/hush@localhost/d",
            "mysql://u:12/d?hush@localhost/d",
            "mysql://u:12#hush@localhost/d",
        ] {
            if let Err(error) = place(url) {
                assert!(!error.to_string().contains("hush"), "{error}");
            }
        }
    }

    #[test]
    fn a_place_shows_neither_user_nor_password() {
        let place = place("mysql://ada:hush@db.example.org:3307/d").unwrap();
        assert_eq!(format!("{place:?}"), "mysql at db.example.org:3307");
    }

    #[test]
    fn every_session_gets_the_time_outs_of_its_kind_of_server() {
        let options = ServerOptions::new().statement_timeout_ms(1_250);
        let place = Place::new("mysql://u@localhost/d", &options).unwrap();
        let [.., mariadb] = place.session(Some("max_statement_time"));
        assert!(mariadb.contains("max_statement_time = 1.250"), "{mariadb}");
        assert!(mariadb.contains("innodb_lock_wait_timeout = 2,"), "{mariadb}");
        let [.., mysql] = place.session(Some("max_execution_time"));
        assert!(mysql.contains("max_execution_time = 1250"), "{mysql}");
        let [.., other] = place.session(None);
        assert!(other.ends_with("lock_wait_timeout = 2"), "{other}");
    }
}
