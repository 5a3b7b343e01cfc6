//! How an engine is opened.

use std::ffi::c_void;

use silvervine_core::store::sqlite::{Durability, SqliteOptions};
use silvervine_core::{Clock, EngineOptions, Role, RootKey};

use crate::status::Fault;
use crate::text::SvText;
use crate::versioned::{self, versioned};

/// The only engine on its data.
pub const SV_ROLE_STANDALONE: i32 = 0;
/// The engine which others sync with, and which owns money and quota.
pub const SV_ROLE_AUTHORITY: i32 = 1;
/// A device's copy. It spends money and quota only under a lease.
pub const SV_ROLE_REPLICA: i32 = 2;

/// An acknowledged write survives a loss of power.
pub const SV_DURABILITY_FULL: i32 = 0;
/// An acknowledged write survives a crash of the program; a loss of power may undo the last ones.
pub const SV_DURABILITY_NORMAL: i32 = 1;
/// Nothing is forced to the disk: a loss of power may damage the file. For caches and imports.
pub const SV_DURABILITY_OFF: i32 = 2;

/// Answers the time in milliseconds since 1970-01-01T00:00:00Z. Called from any thread, also from
/// several at once; it must not call the library and must not throw.
pub type SvClock = Option<unsafe extern "C" fn(data: *mut c_void) -> i64>;

/// How an engine is opened. Begin with `SvOpenOptions options = {0}` and set `struct_size` to
/// `sizeof(SvOpenOptions)`; a field that is zero takes its default.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct SvOpenOptions {
    /// `sizeof(SvOpenOptions)`.
    pub struct_size: usize,
    /// A path, `sqlite://path` or `:memory:`; a file that does not exist is made. Or the URL of a
    /// server, `postgres://..` or `mysql://..`, where the library was built for it.
    pub path: SvText,
    /// The 32 bytes that seal personal data, or NULL for a store that is not sealed. They are
    /// copied; wipe yours after the call.
    pub root_key: *const u8,
    /// 32, or 0 without a root key.
    pub root_key_len: usize,
    /// The device whose writes these are, for sync: at most 64 bytes.
    pub device: SvText,
    /// `SV_ROLE_STANDALONE` (the default), `SV_ROLE_AUTHORITY` or `SV_ROLE_REPLICA`.
    pub role: i32,
    /// `SV_DURABILITY_FULL` (the default), `SV_DURABILITY_NORMAL` or `SV_DURABILITY_OFF`.
    pub durability: i32,
    /// How many calls can read at the same time; by default one per core, up to 4.
    pub readers: u32,
    /// How long a call waits for another process before `SV_BUSY`; 5,000 by default.
    pub busy_timeout_ms: u32,
    /// How many submitted calls may wait before `SV_OVERLOADED`; 1,024 by default.
    pub queued_calls_max: u32,
    /// Not 0: the engine runs its own upkeep on a thread, and `sv_maintain` need not be called.
    pub maintenance_thread: u8,
    /// Not 0: every write is refused.
    pub read_only: u8,
    /// Not 0: a file that does not exist is not made.
    pub must_exist: u8,
    /// Zero.
    pub reserved: u8,
    /// The points that a registration grants; 100 by default, none when it is negative.
    pub register_bonus: i64,
    /// Where the time comes from; the system's clock by default. Valid until the engine is closed.
    pub clock: SvClock,
    /// What `clock` is called with.
    pub clock_data: *mut c_void,
    /// The most connections to a server, which is how many calls run at a time; 16 by default.
    pub connections_max: u32,
    /// How long opening a connection may take before `SV_BACKEND_UNAVAILABLE`; 10,000 by default.
    pub connect_timeout_ms: u32,
    /// How long a call waits for a connection before `SV_OVERLOADED`; 5,000 by default.
    pub acquire_timeout_ms: u32,
    /// How long one statement on a server may take before `SV_BUSY`; 30,000 by default.
    pub statement_timeout_ms: u32,
    /// How long a call that keeps meeting others is run again before `SV_BUSY`; 10,000 by default.
    pub retry_timeout_ms: u32,
    /// Zero.
    pub reserved_server: u32,
    /// A PEM file with authorities that `sslmode=require` trusts besides those of Mozilla.
    pub tls_roots_file: SvText,
}

versioned!(SvOpenOptions, clock_data);

/// A clock of the host's.
#[derive(Debug)]
struct HostClock {
    now_ms: unsafe extern "C" fn(data: *mut c_void) -> i64,
    data: *mut c_void,
}

// SAFETY: the host promises that its clock may be called from any thread.
unsafe impl Send for HostClock {}
// SAFETY: the same promise covers several threads at once.
unsafe impl Sync for HostClock {}

impl Clock for HostClock {
    fn now_ms(&self) -> i64 {
        // SAFETY: the host promises that the clock is valid until the engine is closed.
        unsafe { (self.now_ms)(self.data) }
    }
}

/// What the host asked for: where, and how.
pub(crate) unsafe fn options(from: *const SvOpenOptions) -> Result<(String, EngineOptions), Fault> {
    // SAFETY: the caller passes the host's promise on.
    let given = unsafe { versioned::read(from) }?;
    // SAFETY: as above.
    let path = unsafe { given.path.required("path") }?.to_owned();
    let mut options = EngineOptions::default()
        .role(role(given.role)?)
        .sqlite(sqlite(&given)?)
        .maintenance_thread(given.maintenance_thread != 0);
    // SAFETY: as above.
    let roots_file = unsafe { given.tls_roots_file.read("tls_roots_file") }?;
    options = server(options, &given, roots_file)?;
    // SAFETY: as above.
    if let Some(device) = unsafe { given.device.read("device") }? {
        options = options.device(device);
    }
    // SAFETY: as above.
    if let Some(key) = unsafe { root_key(&given) }? {
        options = options.root_key(key);
    }
    if given.queued_calls_max > 0 {
        options = options.queued_calls_max(given.queued_calls_max as usize);
    }
    if given.register_bonus != 0 {
        options = options.register_bonus(given.register_bonus.max(0));
    }
    if let Some(now_ms) = given.clock {
        options = options.clock(HostClock { now_ms, data: given.clock_data });
    }
    Ok((path, options))
}

unsafe fn root_key(given: &SvOpenOptions) -> Result<Option<RootKey>, Fault> {
    match (given.root_key.is_null(), given.root_key_len) {
        (true, 0) => Ok(None),
        (false, 32) => {
            // SAFETY: the host promises as many bytes as it said.
            let bytes = unsafe { std::slice::from_raw_parts(given.root_key, 32) };
            Ok(Some(RootKey::from_slice(bytes)?))
        }
        _ => Err(Fault::argument("`root_key` has 32 bytes, or is NULL with a length of 0")),
    }
}

fn role(role: i32) -> Result<Role, Fault> {
    match role {
        SV_ROLE_STANDALONE => Ok(Role::Standalone),
        SV_ROLE_AUTHORITY => Ok(Role::Authority),
        SV_ROLE_REPLICA => Ok(Role::Replica),
        other => Err(Fault::argument(format!("`role` is {other}; use one of SV_ROLE_*"))),
    }
}

fn sqlite(given: &SvOpenOptions) -> Result<SqliteOptions, Fault> {
    let mut options = SqliteOptions::new();
    options.durability = match given.durability {
        SV_DURABILITY_FULL => Durability::Full,
        SV_DURABILITY_NORMAL => Durability::Normal,
        SV_DURABILITY_OFF => Durability::Off,
        other => {
            let message = format!("`durability` is {other}; use one of SV_DURABILITY_*");
            return Err(Fault::argument(message));
        }
    };
    if given.readers > 0 {
        // More connections than this are a mistake, and each keeps a file and a cache.
        options.readers = given.readers.min(64) as usize;
    }
    if given.busy_timeout_ms > 0 {
        options.busy_timeout_ms = given.busy_timeout_ms;
    }
    options.read_only = given.read_only != 0;
    options.create = given.must_exist == 0;
    Ok(options)
}

/// The limits towards a server; a build without one takes none.
#[cfg(any(feature = "postgres", feature = "mysql"))]
fn server(
    options: EngineOptions,
    given: &SvOpenOptions,
    roots_file: Option<&str>,
) -> Result<EngineOptions, Fault> {
    let mut server = silvervine_core::store::server::ServerOptions::new();
    let set = |from: u32, to: &mut u32| {
        if from > 0 {
            *to = from;
        }
    };
    set(given.connect_timeout_ms, &mut server.connect_timeout_ms);
    set(given.acquire_timeout_ms, &mut server.acquire_timeout_ms);
    set(given.statement_timeout_ms, &mut server.statement_timeout_ms);
    set(given.retry_timeout_ms, &mut server.retry_timeout_ms);
    if given.connections_max > 0 {
        server.connections_max = given.connections_max as usize;
    }
    match roots_file {
        None => {}
        #[cfg(feature = "tls")]
        Some(file) => server.tls_roots_file = Some(file.into()),
        #[cfg(not(feature = "tls"))]
        Some(_) => return Err(Fault::argument("`tls_roots_file`: this build has no TLS")),
    }
    Ok(options.server(server))
}

#[cfg(not(any(feature = "postgres", feature = "mysql")))]
fn server(
    options: EngineOptions,
    given: &SvOpenOptions,
    roots_file: Option<&str>,
) -> Result<EngineOptions, Fault> {
    let limits = [
        given.connections_max,
        given.connect_timeout_ms,
        given.acquire_timeout_ms,
        given.statement_timeout_ms,
        given.retry_timeout_ms,
    ];
    match limits == [0; 5] && roots_file.is_none() {
        true => Ok(options),
        false => Err(Fault::argument("there are limits for a server: this build opens none")),
    }
}
