//! Opening a connection: where the server is, and what each session is set to.

use std::future::Future;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::net::{TcpStream, ToSocketAddrs};
use std::str::FromStr;
#[cfg(feature = "tls")]
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio_postgres::config::{Host, LoadBalanceHosts, SslMode, TargetSessionAttrs};
use tokio_postgres::{Client, Config, NoTls, SimpleQueryMessage};
#[cfg(feature = "tls")]
use tokio_rustls::rustls::ClientConfig;

use super::fault;
use super::link::{Link, Weight, Wire};
use super::socket::{Line, Socket};
#[cfg(feature = "tls")]
use super::tls::Tls;
use crate::error::{Error, ErrorKind, Result};
use crate::store::server::ServerOptions;
#[cfg(feature = "tls")]
use crate::store::server::tls_client;

/// What the server is given beyond a statement's own time-out before it counts as gone.
const GRACE: Duration = Duration::from_secs(5);

/// Where a server is and who asks. Its `Debug` holds no password.
#[derive(Debug, Clone)]
pub(super) struct Address {
    config: Config,
    options: ServerOptions,
    #[cfg(feature = "tls")]
    tls: Option<Arc<ClientConfig>>,
}

impl Address {
    /// Reads a URL; nothing is opened.
    pub(super) fn parse(url: &str, options: ServerOptions) -> Result<Address> {
        let invalid = |rule: &str| Error::validation("location", rule);
        // The parser's own errors quote the URL, and with it perhaps a password.
        let mut config =
            Config::from_str(url).map_err(|_| invalid("is no valid PostgreSQL URL"))?;
        let encrypted = config.get_ssl_mode() == SslMode::Require;
        if encrypted && !cfg!(feature = "tls") {
            return Err(invalid("has `sslmode=require`, and this build has no TLS"));
        }
        config.ssl_mode(SslMode::Disable);
        if config.get_hosts().is_empty() && config.get_hostaddrs().is_empty() {
            config.host("localhost");
        }
        if config.get_application_name().is_none() {
            config.application_name("silvervine");
        }
        Ok(Address {
            #[cfg(feature = "tls")]
            tls: match encrypted {
                true => Some(tls_client(options.tls_roots_file.as_deref())?),
                false => None,
            },
            config,
            options,
        })
    }

    /// Opens a connection to the first server that takes it.
    pub(super) fn connect(&self) -> Result<Link> {
        let until = Instant::now() + self.timeout();
        let hosts = self.config.get_hosts().len().max(self.config.get_hostaddrs().len());
        let first = match self.config.get_load_balance_hosts() {
            LoadBalanceHosts::Random => random_below(hosts),
            _ => 0,
        };
        let mut refused = fault::away("the URL names no server");
        for at in (0..hosts).map(|n| (first + n) % hosts) {
            match self.dial(at, until).and_then(|socket| self.greet(socket, at)) {
                Ok(link) => return Ok(link),
                Err(error) => refused = error,
            }
        }
        Err(refused)
    }

    fn timeout(&self) -> Duration {
        let ours = self.options.connect_timeout();
        self.config.get_connect_timeout().map_or(ours, |theirs| ours.min(*theirs))
    }

    /// A socket to the nth host.
    fn dial(&self, at: usize, until: Instant) -> Result<Socket> {
        let ports = self.config.get_ports();
        let port = ports.get(at).or(ports.first()).copied().unwrap_or(5432);
        let failed = |error: std::io::Error| fault::away(&error.to_string());
        if let Some(ip) = self.config.get_hostaddrs().get(at) {
            let left = until.saturating_duration_since(Instant::now());
            let stream = TcpStream::connect_timeout(&(*ip, port).into(), at_least(left));
            return stream.and_then(Socket::tcp).map_err(failed);
        }
        match self.config.get_hosts().get(at) {
            #[cfg(unix)]
            Some(Host::Unix(folder)) => {
                let path = folder.join(format!(".s.PGSQL.{port}"));
                let stream = std::os::unix::net::UnixStream::connect(path);
                stream.and_then(Socket::unix).map_err(failed)
            }
            Some(Host::Tcp(name)) => {
                let mut refused = fault::away("the name of the server has no address");
                for address in (name.as_str(), port).to_socket_addrs().map_err(failed)? {
                    let left = until.saturating_duration_since(Instant::now());
                    match TcpStream::connect_timeout(&address, at_least(left)) {
                        Ok(stream) => return Socket::tcp(stream).map_err(failed),
                        Err(error) => refused = failed(error),
                    }
                }
                Err(refused)
            }
            None => Err(fault::away("the URL names no server")),
        }
    }

    /// Begins a session on a socket and sets it up.
    fn greet(&self, socket: Socket, at: usize) -> Result<Link> {
        let line = socket.line();
        let (client, wire) = self.begin(socket, at)?;
        let timeout_ms = self.options.statement_timeout_ms;
        let patience = Duration::from_millis(timeout_ms.into()) + GRACE;
        let mut link = Link::new(client, wire, line, patience);
        // Compiling a plan to machine code pays for reports, never for a row by its key.
        let settings = format!(
            "SET statement_timeout = {timeout_ms}; SET jit = off; \
             SET client_min_messages = warning; SET standard_conforming_strings = on"
        );
        let client = std::sync::Arc::clone(link.client());
        let set = async move { client.batch_execute(&settings).await.map(|()| 0) };
        link.send(Box::pin(set), Weight::OfConnection);
        self.check_attributes(&mut link)?;
        Ok(link)
    }

    /// Begins a session on a socket to the nth host, encrypted if the URL asks for it.
    fn begin(&self, socket: Socket, at: usize) -> Result<(Client, Wire)> {
        #[cfg(feature = "tls")]
        if let (Some(tls), Some(name)) = (&self.tls, self.name(at)) {
            let tls = Tls::new(tls, &name)
                .ok_or_else(|| fault::away("no certificate can hold the server's name"))?;
            let mut config = self.config.clone();
            config.ssl_mode(SslMode::Require);
            let line = socket.line();
            let (client, connection) = self.opened(&line, config.connect_raw(socket, tls))?;
            return Ok((client, Box::pin(connection)));
        }
        let _ = at;
        let line = socket.line();
        let (client, connection) = self.opened(&line, self.config.connect_raw(socket, NoTls))?;
        Ok((client, Box::pin(connection)))
    }

    fn opened<T>(
        &self,
        line: &Line,
        opening: impl Future<Output = Result<T, tokio_postgres::Error>>,
    ) -> Result<T> {
        let silent = || fault::away("the server does not answer");
        let opened = super::link::alone(opening, line, self.timeout()).ok_or_else(silent)?;
        opened.map_err(|error| fault::of_connect(&error))
    }

    /// The name that the nth server's certificate must hold; none for a socket of this machine.
    #[cfg(feature = "tls")]
    fn name(&self, at: usize) -> Option<String> {
        match self.config.get_hosts().get(at) {
            Some(Host::Tcp(name)) => Some(name.clone()),
            #[cfg(unix)]
            Some(Host::Unix(_)) => None,
            None => self.config.get_hostaddrs().get(at).map(ToString::to_string),
        }
    }

    /// Waits for the settings, and refuses a server that is not of the kind the URL asks for.
    fn check_attributes(&self, link: &mut Link) -> Result<()> {
        let client = std::sync::Arc::clone(link.client());
        let asked = link.wait(client.simple_query("SHOW transaction_read_only"));
        let rows = asked.map_err(fault::of_loss)?.map_err(|error| fault::of_connect(&error))?;
        let read_only = rows.iter().any(|message| match message {
            SimpleQueryMessage::Row(row) => row.get(0) == Some("on"),
            _ => false,
        });
        match self.config.get_target_session_attrs() {
            TargetSessionAttrs::ReadWrite if read_only => Err(ErrorKind::ReadOnly {}.into()),
            TargetSessionAttrs::ReadOnly if !read_only => {
                Err(fault::away("the server takes writes, and the URL asks for one that does not"))
            }
            _ => Ok(()),
        }
    }
}

/// A time-out of nothing is refused by the system.
fn at_least(left: Duration) -> Duration {
    left.max(Duration::from_millis(1))
}

/// The hasher's keys differ from call to call, which is all that is asked of them.
fn random_below(bound: usize) -> usize {
    let random = RandomState::new().build_hasher().finish();
    let bound = u64::try_from(bound.max(1)).unwrap_or(1);
    usize::try_from(random % bound).unwrap_or(0)
}
