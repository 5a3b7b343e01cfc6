//! The engine: an open store with a clock, entropy, keys and a role.
//!
//! Every call takes the same path: the surface hands a request to [`Engine::run`] (typed),
//! [`Engine::call`] (JSON) or [`Engine::submit`] (later); the role, the limits and the access are
//! checked; time, ids and randomness are drawn once; the handler runs in one transaction; its
//! changes are announced after the commit. An `Engine` is a handle: clones share one store, and
//! the store closes with the last of them or with [`Engine::close`].

use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use crate::context::{Clock, Context, Entropy};
use crate::error::{Error, ErrorCode, ErrorKind, Result};
use crate::id::UserId;
use crate::limits;
use crate::ops::Kind;
use crate::runtime::{Hub, Pool, Subscription};
use crate::session::messages::search::{Backlog, IndexTask};
use crate::store::{Dialect, Driver, Effects, Tx, migrate};
use crate::vault::Keys;

mod maintain;
mod options;
mod run;
mod stats;
#[cfg(test)]
mod test_backend;
#[cfg(all(test, feature = "sqlite"))]
mod tests;

pub use maintain::Maintained;
pub use options::{EngineOptions, Role};
pub use stats::EngineStats;
#[cfg(test)]
pub(crate) use test_backend::test_backend;

/// An open Silvervine store.
///
/// Safe to share between threads; cloning is cheap.
///
/// ```
/// use silvervine::{Engine, wallet::GetBalanceRequest, users::RegisterUserRequest};
///
/// let engine = Engine::open(":memory:")?;
/// let user = engine.users().register(RegisterUserRequest::new().email("ada@example.org"))?.user;
/// let wallet = engine.wallet().balance(GetBalanceRequest::new(user.id))?;
/// assert_eq!(wallet.available, 100);
/// # Ok::<(), silvervine::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Engine(Arc<Inner>);

/// What the clones of an engine share.
#[derive(Debug)]
pub(crate) struct Inner {
    pub(crate) driver: Arc<dyn Driver>,
    pub(crate) options: EngineOptions,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) entropy: Arc<dyn Entropy>,
    pub(crate) keys: Keys,
    pub(crate) hub: Hub,
    pub(crate) pool: Pool,
    backlog: Arc<Backlog>,
    pub(crate) calls: AtomicU64,
    pub(crate) refusals: AtomicU64,
    /// Rounds of upkeep that failed, and the code of the last.
    failed_upkeep: Mutex<(u64, Option<ErrorCode>)>,
    last_id: Mutex<u128>,
    host: Context,
    closed: AtomicBool,
    /// The thread of upkeep, where the options ask for one.
    upkeep: Mutex<Option<JoinHandle<()>>>,
}

/// An engine that is used on behalf of somebody: each call carries the context.
///
/// ```
/// use silvervine::{Context, Engine, wallet::GetBalanceRequest, users::RegisterUserRequest};
///
/// let engine = Engine::open(":memory:")?;
/// let ada = engine.users().register(RegisterUserRequest::new().email("ada@example.org"))?.user.id;
/// let bob = engine.users().register(RegisterUserRequest::new().email("bob@example.org"))?.user.id;
/// let context = Context::user(ada);
/// let wallet = engine.acting(&context).wallet();
/// assert!(wallet.balance(GetBalanceRequest::new(ada)).is_ok());
/// let refused = wallet.balance(GetBalanceRequest::new(bob)).unwrap_err();
/// assert_eq!(refused.code().as_str(), "permission_denied");
/// # Ok::<(), silvervine::Error>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Acting<'e> {
    engine: &'e Engine,
    context: &'e Context,
}

impl<'e> Acting<'e> {
    pub(crate) fn engine(&self) -> &'e Engine {
        self.engine
    }

    pub(crate) fn context(&self) -> &'e Context {
        self.context
    }
}

impl Engine {
    /// Opens a store with the default options: a path, `sqlite://path` or `:memory:`.
    ///
    /// A file that does not exist is made, and an older schema is brought up to date.
    pub fn open(location: impl AsRef<str>) -> Result<Engine> {
        Engine::open_with(location, EngineOptions::default())
    }

    /// Opens a store.
    pub fn open_with(location: impl AsRef<str>, options: EngineOptions) -> Result<Engine> {
        let driver = options::driver_for(location.as_ref(), &options)?;
        Engine::with_driver(driver, options)
    }

    /// Opens an engine on a driver of the caller's.
    pub fn with_driver(driver: Arc<dyn Driver>, options: EngineOptions) -> Result<Engine> {
        options.check()?;
        let clock = Arc::clone(&options.clock);
        let entropy = Arc::clone(&options.entropy);
        migrate::migrate(driver.as_ref(), now_ms(clock.as_ref())?)?;
        let keys = Keys::new(options.root_key.as_ref());
        keys.fit(driver.as_ref())?;
        let pool = Pool::new(Arc::clone(&driver), options.queued_calls_max);
        let inner = Inner {
            driver,
            clock,
            entropy,
            keys,
            hub: Hub::default(),
            pool,
            backlog: Arc::default(),
            calls: AtomicU64::new(0),
            refusals: AtomicU64::new(0),
            failed_upkeep: Mutex::default(),
            last_id: Mutex::new(0),
            host: Context::host(),
            closed: AtomicBool::new(false),
            upkeep: Mutex::new(None),
            options,
        };
        let engine = Engine(Arc::new(inner));
        if engine.0.options.maintenance_thread {
            let thread = maintain::start_thread(&engine)?;
            *engine.0.upkeep.lock().unwrap_or_else(PoisonError::into_inner) = Some(thread);
        }
        Ok(engine)
    }

    /// The same engine, used on behalf of somebody.
    pub fn acting<'e>(&'e self, context: &'e Context) -> Acting<'e> {
        Acting { engine: self, context }
    }

    /// Hears of changes after each commit: those of one user, or of everybody.
    pub fn subscribe(&self, user: Option<UserId>) -> Subscription {
        self.0.hub.subscribe(user)
    }

    /// Copies a consistent point of the store to a new file while it is in use.
    ///
    /// `progress` receives the pages done and the pages in all; false from it cancels the copy.
    pub fn backup(
        &self,
        to: impl AsRef<Path>,
        mut progress: impl FnMut(u64, u64) -> bool,
    ) -> Result<()> {
        self.0.open()?;
        self.0.driver.backup(to.as_ref(), &mut progress)
    }

    /// Reads the whole store and reports what is damaged; an empty list means sound.
    pub fn check_integrity(&self) -> Result<Vec<String>> {
        self.0.open()?;
        self.0.driver.check_integrity()
    }

    /// Ends all work and releases the store. Calls which have begun complete; later ones answer
    /// `closed`. Closing again is a no-op.
    pub fn close(&self) -> Result<()> {
        self.0.close()
    }

    pub(crate) fn inner(&self) -> &Inner {
        &self.0
    }

    pub(crate) fn downgrade(&self) -> std::sync::Weak<Inner> {
        Arc::downgrade(&self.0)
    }

    pub(crate) fn host_context(&self) -> &Context {
        &self.0.host
    }
}

impl Inner {
    /// Fails once the engine is closed.
    pub(crate) fn open(&self) -> Result<()> {
        match self.closed.load(Ordering::Acquire) {
            true => Err(ErrorKind::Closed {}.into()),
            false => Ok(()),
        }
    }

    /// The time of a call.
    ///
    /// A wallet never goes back in time, so a clock that shows an impossible moment once would
    /// leave it there for good; it is refused before anything is read.
    pub(crate) fn now_ms(&self) -> Result<i64> {
        now_ms(self.clock.as_ref())
    }

    fn note_failed_upkeep(&self, code: ErrorCode) {
        let mut failed = self.failed_upkeep.lock().unwrap_or_else(PoisonError::into_inner);
        *failed = (failed.0.saturating_add(1), Some(code));
    }

    /// The device which this engine stamps its synced writes with.
    pub(crate) fn device(&self) -> &str {
        &self.options.device
    }

    /// The first of the ids that one call may make; ids of later calls sort after it.
    pub(crate) fn id_base(&self, now_ms: i64) -> Result<u128> {
        const CALL: u128 = crate::limits::CALL_IDS_MAX as u128;
        let time = u128::from(now_ms.max(0).unsigned_abs()) & ((1 << 48) - 1);
        let mut last = self.last_id.lock().unwrap_or_else(PoisonError::into_inner);
        // The first call draws whatever the time is: a clock before 1970 counts as zero too.
        if *last != 0 && time <= *last >> 80 {
            *last += CALL;
            return Ok(*last);
        }
        let mut random = [0; 8];
        self.entropy.fill(&mut random)?;
        let random = u128::from(u64::from_be_bytes(random));
        // RFC 9562, section 5.7: time, version 7, 12 random bits, variant, 62 random bits. The
        // lowest 16 count the ids of a call, and the highest leaves room for the calls of a tick.
        let (high, low) = (random >> 52, random & ((1 << 45) - 1));
        *last = (time << 80) | (0x7 << 76) | (high << 64) | (0b10 << 62) | (low << 16);
        Ok(*last)
    }

    /// Runs a job of the engine's own, outside the operation table, in one write transaction.
    pub(crate) fn write_own<T: Send>(
        &self,
        mut job: impl FnMut(&mut Tx<'_>) -> Result<T> + Send,
    ) -> Result<T> {
        self.open()?;
        let now_ms = self.now_ms()?;
        let call = crate::store::Call::new(now_ms, self.id_base(now_ms)?, None);
        let mut done = None;
        self.driver.write(&mut |connection| {
            let mut tx = Tx::new(connection, self, &call);
            let value = job(&mut tx)?;
            done = Some((value, tx.into_effects()));
            Ok(())
        })?;
        let (value, effects) = done.ok_or_else(|| Error::internal("a driver ran no job"))?;
        self.settle(effects);
        Ok(value)
    }

    /// Whether messages are found by an index: in one file of SQLite, which numbers all of them.
    pub(crate) fn indexes_messages(&self) -> bool {
        self.driver.dialect() == Dialect::Sqlite && self.driver.shards() == 1
    }

    /// What of the messages waits to be indexed.
    pub(crate) fn backlog(&self) -> &Backlog {
        &self.backlog
    }

    /// Lets the rest of the engine see what a transaction did, now that it is durable.
    pub(crate) fn settle(&self, effects: Effects) {
        self.keys.share(effects.opened_keys);
        if self.indexes_messages() && self.backlog.note(&effects.changes) {
            let task = IndexTask::new(&self.backlog, self.pool.handle());
            // Where the queue is full or closed, the task hears of it and upkeep does its work.
            if let Err((task, error)) = self.pool.submit(Kind::Write, task) {
                task.finish(Err(error));
            }
        }
        self.hub.publish(effects.changes);
    }

    pub(crate) fn close(&self) -> Result<()> {
        if self.closed.swap(true, Ordering::AcqRel) {
            return Ok(());
        }
        self.pool.close();
        self.hub.close();
        let upkeep = self.upkeep.lock().unwrap_or_else(PoisonError::into_inner).take();
        // The thread itself closes an engine that it is the last to hold.
        if let Some(thread) = upkeep.filter(|t| t.thread().id() != std::thread::current().id()) {
            // A round that panicked has reported itself; it leaves nothing to wait for.
            let _ = thread.join();
        }
        self.driver.close()
    }
}

fn now_ms(clock: &dyn Clock) -> Result<i64> {
    let now_ms = clock.now_ms();
    match (limits::TIME_MS_MIN..=limits::TIME_MS_MAX).contains(&now_ms) {
        true => Ok(now_ms),
        false => Err(Error::validation(
            "clock",
            format!("must show a moment in the years 1 to 9999, it shows {now_ms} ms since 1970"),
        )),
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        // Nobody is left to hear of a failure; all that was acknowledged is durable already.
        let _ = self.close();
    }
}
