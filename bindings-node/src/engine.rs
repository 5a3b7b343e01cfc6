//! The native half of `Silvervine`: an engine, and the calls that go to it.
//!
//! Refusals are no exceptions here: a synchronous call answers nothing and leaves the error's JSON
//! for `takeFailure`, since a native throw costs more than the call. Every method is safe before
//! the engine is open and after it was closed: the answer is `closed`.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, Weak};
use std::time::{Duration, Instant};

use napi::Env;
use napi::bindgen_prelude::{Array, ClassInstance};
use napi_derive::napi;
use silvervine::{Context, Engine, EngineOptions, Error, ErrorKind, Result, RootKey};

use crate::clock::FixedClock;
use crate::follower::Follower;
use crate::inbox::{Bridge, Inbox, lock};
use crate::options::OpenOptions;
use crate::page;
use crate::raw::AddRows;
use crate::waiting::{Cancel, Waiting};

/// How often work that takes long tells how far it is: more than a progress bar can show.
pub(crate) const PROGRESS: Duration = Duration::from_millis(20);

/// What a store on another machine lacks.
const SYNC_CALLS: &str = "sync_calls";

/// What can be ended by the number of its call.
pub(crate) enum Cancellable {
    Call(Weak<dyn Cancel>),
    /// A backup, an import or an export.
    Work(Arc<AtomicBool>),
    Follower(Arc<Follower>),
}

/// What the handles of one engine share.
pub(crate) struct Shared {
    pub(crate) inbox: Arc<Inbox>,
    engine: OnceLock<Engine>,
    closing: AtomicBool,
    /// Whether a call is short enough for the thread of JavaScript.
    calls_at_once: AtomicBool,
    pub(crate) cancellable: Mutex<HashMap<u32, Cancellable>>,
}

impl Shared {
    pub(crate) fn engine(&self) -> Result<&Engine> {
        self.engine.get().ok_or_else(|| ErrorKind::Closed {}.into())
    }

    /// The engine, for a call that the thread of JavaScript waits for.
    fn engine_at_once(&self) -> Result<&Engine> {
        let engine = self.engine()?;
        match self.calls_at_once.load(Ordering::Relaxed) {
            true => Ok(engine),
            false => Err(ErrorKind::Unsupported { capability: SYNC_CALLS.into() }.into()),
        }
    }

    fn open(&self, location: &str, options: EngineOptions) -> Result<()> {
        let engine = Engine::open_with(location, options)?;
        let at_once = engine.stats().capabilities.iter().any(|c| c == SYNC_CALLS);
        self.calls_at_once.store(at_once, Ordering::Relaxed);
        let stored = self.engine.get_or_init(|| engine);
        match self.closing.load(Ordering::SeqCst) {
            true => stored.close().and(Err(ErrorKind::Closed {}.into())),
            false => Ok(()),
        }
    }

    pub(crate) fn close(&self) -> Result<()> {
        self.closing.store(true, Ordering::SeqCst);
        for cancellable in lock(&self.cancellable).values() {
            if let Cancellable::Work(wanted) = cancellable {
                wanted.store(false, Ordering::Release);
            }
        }
        let outcome = self.engine.get().map_or(Ok(()), Engine::close);
        for cancellable in lock(&self.cancellable).values() {
            if let Cancellable::Follower(follower) = cancellable {
                follower.end();
            }
        }
        outcome
    }
}

/// An engine, used on behalf of somebody.
#[napi]
pub struct NativeEngine {
    pub(crate) shared: Arc<Shared>,
    pub(crate) context: Context,
    failure: Mutex<Option<String>>,
}

impl NativeEngine {
    fn with(shared: Arc<Shared>, context: Context) -> Self {
        NativeEngine { shared, context, failure: Mutex::default() }
    }

    /// The value, or nothing and a failure to be taken.
    fn answer<T>(&self, outcome: Result<T>) -> Option<T> {
        outcome.map_err(|error| *lock(&self.failure) = Some(error.to_json().to_string())).ok()
    }

    /// Does work that may take long on a thread of its own, and hands over its outcome.
    pub(crate) fn apart(
        &self,
        number: u32,
        work: impl FnOnce(&Shared) -> Result<String> + Send + 'static,
    ) {
        let shared = Arc::clone(&self.shared);
        let spawned = std::thread::Builder::new().name("silvervine-node".into()).spawn(move || {
            let outcome = work(&shared);
            lock(&shared.cancellable).remove(&number);
            shared.inbox.finish(number, outcome);
        });
        if let Err(error) = spawned {
            lock(&self.shared.cancellable).remove(&number);
            let error = Error::internal(format!("a thread did not start: {error}"));
            self.shared.inbox.refuse(number, &error);
        }
    }
}

#[napi]
impl NativeEngine {
    /// An engine that is not open yet, whose outcomes go to `bridge`.
    #[napi(constructor)]
    pub fn new(bridge: &Bridge) -> Self {
        let shared = Arc::new(Shared {
            inbox: Arc::clone(&bridge.0),
            engine: OnceLock::new(),
            closing: AtomicBool::new(false),
            calls_at_once: AtomicBool::new(true),
            cancellable: Mutex::default(),
        });
        bridge.0.adopt(&shared);
        NativeEngine::with(shared, Context::host())
    }

    /// Opens the store on a thread of its own.
    #[napi]
    pub fn open(
        &self,
        number: u32,
        options: String,
        root_key: Option<&[u8]>,
        clock: Option<ClassInstance<'_, FixedClock>>,
    ) {
        let clock = clock.map(|clock| clock.0.clone());
        let prepared = OpenOptions::parse(&options).and_then(|options| {
            let (location, mut options) = options.engine_options()?;
            if let Some(bytes) = root_key {
                options = options.root_key(RootKey::from_slice(bytes)?);
            }
            if let Some(clock) = clock {
                options = options.clock(clock);
            }
            Ok((location, options))
        });
        match prepared {
            Ok((location, options)) => self.apart(number, move |shared| {
                shared.open(&location, options).map(|()| "null".to_owned())
            }),
            Err(error) => self.shared.inbox.refuse(number, &error),
        }
    }

    /// The same engine, used on behalf of the context in `text`.
    #[napi]
    pub fn acting(&self, text: String) -> Option<NativeEngine> {
        let context = self.answer(Context::from_json(text.as_bytes()))?;
        Some(NativeEngine::with(Arc::clone(&self.shared), context))
    }

    /// Runs an operation now. Nothing means that it failed.
    #[napi]
    pub fn call_sync(&self, operation: u32, request: String) -> Option<String> {
        self.answer(
            self.shared.engine_at_once().and_then(|engine| {
                engine.call(&self.context, name(operation)?, request.as_bytes())
            }),
        )
    }

    /// Runs a list whose pages are no JSON now: appends its rows to `items`, and answers its
    /// cursors. Nothing means that it failed.
    #[napi]
    pub fn page_sync<'e>(
        &self,
        env: &'e Env,
        operation: u32,
        request: String,
        items: Array<'e>,
        add: AddRows<'e>,
    ) -> napi::Result<Option<Vec<Option<String>>>> {
        let page = self
            .shared
            .engine_at_once()
            .and_then(|engine| page::run(engine, &self.context, operation, request.as_bytes()));
        self.answer(page).map(|page| page::fill(env, page, &items, &add)).transpose()
    }

    /// Queues an operation.
    #[napi]
    pub fn call(&self, number: u32, operation: u32, request: String, cancellable: bool) {
        let (inbox, request) = (&self.shared.inbox, request.as_bytes());
        let submitted = self.shared.engine().and_then(|engine| {
            let page = page::submit(engine, &self.context, operation, request, inbox, number);
            page.map_or_else(
                || {
                    let call = engine.submit_call(&self.context, name(operation)?, request);
                    Ok(Waiting::begin(Arc::clone(inbox), number, call))
                },
                Ok,
            )
        });
        match submitted {
            Err(error) => inbox.refuse(number, &error),
            Ok(waiting) if cancellable => {
                let entry = Cancellable::Call(Arc::downgrade(&waiting));
                lock(&self.shared.cancellable).insert(number, entry);
            }
            Ok(_) => {}
        }
    }

    /// Cancels a call, unless it is a write that has begun; ends a backup or a subscription.
    #[napi]
    pub fn cancel(&self, number: u32) {
        match lock(&self.shared.cancellable).remove(&number) {
            Some(Cancellable::Call(waiting)) => {
                if let Some(waiting) = waiting.upgrade() {
                    waiting.cancel();
                }
            }
            Some(Cancellable::Work(wanted)) => wanted.store(false, Ordering::Release),
            Some(Cancellable::Follower(follower)) => follower.end(),
            None => {}
        }
    }

    /// Forgets that a call can be cancelled: it has ended.
    #[napi]
    pub fn settled(&self, number: u32) {
        lock(&self.shared.cancellable).remove(&number);
    }

    /// The JSON of the error that the last synchronous call met.
    #[napi]
    pub fn take_failure(&self) -> Option<String> {
        lock(&self.failure).take()
    }

    /// Tells of changes from now on as events of this call, until it is cancelled or the engine
    /// closes.
    #[napi]
    pub fn follow(&self, number: u32) {
        let engine = match self.shared.engine() {
            Ok(engine) => engine,
            Err(error) => return self.shared.inbox.refuse(number, &error),
        };
        let follower = Arc::new(Follower::new(engine.subscribe(None)));
        let entry = Cancellable::Follower(Arc::clone(&follower));
        lock(&self.shared.cancellable).insert(number, entry);
        self.apart(number, move |shared| {
            follower.run(&shared.inbox, number);
            Ok("null".to_owned())
        });
    }

    /// The changes that this call was told of last have been looked at.
    #[napi]
    pub fn followed(&self, number: u32) {
        if let Some(Cancellable::Follower(follower)) = lock(&self.shared.cancellable).get(&number) {
            follower.seen();
        }
    }

    /// Does upkeep for about so long.
    #[napi]
    pub fn maintain(&self, number: u32, budget_ms: u32) {
        self.apart(number, move |shared| {
            let done = shared.engine()?.maintain(Duration::from_millis(budget_ms.into()))?;
            json(&done)
        });
    }

    /// Copies the store to a new file, with events that tell how far it is.
    #[napi]
    pub fn backup(&self, number: u32, to: String) {
        let wanted = Arc::new(AtomicBool::new(true));
        let entry = Cancellable::Work(Arc::clone(&wanted));
        lock(&self.shared.cancellable).insert(number, entry);
        self.apart(number, move |shared| {
            let mut told: Option<Instant> = None;
            shared.engine()?.backup(&to, |done, all| {
                if done == all || told.is_none_or(|at| at.elapsed() >= PROGRESS) {
                    told = Some(Instant::now());
                    shared.inbox.event(number, format!("{{\"done\":{done},\"total\":{all}}}"));
                }
                wanted.load(Ordering::Acquire)
            })?;
            Ok("null".to_owned())
        });
    }

    /// Reads the whole store and lists what is damaged.
    #[napi]
    pub fn check_integrity(&self, number: u32) {
        self.apart(number, |shared| json(&shared.engine()?.check_integrity()?));
    }

    /// The state of the engine. Nothing means that it failed.
    #[napi]
    pub fn stats(&self) -> Option<String> {
        self.answer(self.shared.engine().and_then(|engine| json(&engine.stats())))
    }

    /// Ends all work on a thread of its own.
    #[napi]
    pub fn close(&self, number: u32) {
        self.apart(number, |shared| shared.close().map(|()| "null".to_owned()));
    }

    /// Ends all work before it returns. False means that it failed.
    #[napi]
    pub fn close_sync(&self) -> bool {
        self.answer(self.shared.close()).is_some()
    }
}

/// The name of an operation.
fn name(number: u32) -> Result<&'static str> {
    static BY_NUMBER: OnceLock<HashMap<u32, &'static str>> = OnceLock::new();
    let names = BY_NUMBER.get_or_init(|| {
        silvervine::operations().iter().map(|row| (u32::from(row.number), row.name)).collect()
    });
    names
        .get(&number)
        .copied()
        .ok_or_else(|| ErrorKind::UnknownOperation { name: number.to_string() }.into())
}

pub(crate) fn json(value: &impl serde::Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|e| Error::internal(format!("no JSON: {e}")))
}
