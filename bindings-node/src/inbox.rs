//! The way of an outcome from any thread to the event loop.
//!
//! Outcomes wait in one list per JavaScript thread. The first one wakes the loop, and those which
//! arrive before it comes ride along, so that sixty-four calls cost one crossing. When the
//! JavaScript thread ends, all of its engines close first; what then still arrives is dropped.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use napi::bindgen_prelude::{FnArgs, Function};
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};
use napi::{Env, Status};
use napi_derive::napi;
use silvervine::Result;

use crate::engine::Shared;

/// What JavaScript receives: tags, and a text for each.
type Batch = FnArgs<(Vec<f64>, Vec<String>)>;
type Waker = ThreadsafeFunction<(), (), Batch, Status, false, true>;

/// What a text is; a tag is four times the number of its call plus this.
#[derive(Debug, Clone, Copy)]
enum Meaning {
    Outcome = 0,
    Refusal = 1,
    Event = 2,
}

#[derive(Debug, Default)]
struct Waiting {
    tags: Vec<f64>,
    texts: Vec<String>,
    woken: bool,
}

/// The outcomes which JavaScript has not yet taken.
pub(crate) struct Inbox {
    waiting: Arc<Mutex<Waiting>>,
    waker: Waker,
    engines: Mutex<Vec<Weak<Shared>>>,
}

impl Inbox {
    /// Hands over the last thing that a call has to say.
    pub(crate) fn finish(&self, call: u32, outcome: Result<String>) {
        match outcome {
            Ok(text) => self.push(call, Meaning::Outcome, text),
            Err(error) => self.push(call, Meaning::Refusal, error.to_json().to_string()),
        }
    }

    /// Hands over something in between.
    pub(crate) fn event(&self, call: u32, text: String) {
        self.push(call, Meaning::Event, text);
    }

    fn push(&self, call: u32, meaning: Meaning, text: String) {
        let mut waiting = lock(&self.waiting);
        // At most 34 bits, which a JavaScript number holds exactly.
        waiting.tags.push((u64::from(call) * 4 + meaning as u64) as f64);
        waiting.texts.push(text);
        let wake = !std::mem::replace(&mut waiting.woken, true);
        drop(waiting);
        if wake {
            // A thread that ends takes no more outcomes, and nobody is left who waits for them.
            let _ = self.waker.call((), ThreadsafeFunctionCallMode::NonBlocking);
        }
    }

    /// Remembers an engine that must be closed before this JavaScript thread ends.
    pub(crate) fn adopt(&self, engine: &Arc<Shared>) {
        let mut engines = lock(&self.engines);
        engines.retain(|weak| weak.strong_count() > 0);
        engines.push(Arc::downgrade(engine));
    }

    fn close_engines(&self) {
        let engines = std::mem::take(&mut *lock(&self.engines));
        for engine in engines.iter().filter_map(Weak::upgrade) {
            // Nobody is left to hear of a failure; all that was acknowledged is durable already.
            let _ = engine.close();
        }
    }
}

/// The receiving end of one JavaScript thread.
#[napi]
pub struct Bridge(pub(crate) Arc<Inbox>);

#[napi]
impl Bridge {
    /// Calls `receive` on this thread with tags and texts, many at once.
    ///
    /// It does not keep the event loop alive; `lib/bridge.js` does while a call is under way.
    #[napi(constructor)]
    pub fn new(env: Env, receive: Function<'_, Batch, ()>) -> napi::Result<Self> {
        let waiting = Arc::new(Mutex::new(Waiting::default()));
        let source = Arc::clone(&waiting);
        let waker =
            receive.build_threadsafe_function::<()>().weak::<true>().build_callback(move |_| {
                let mut waiting = lock(&source);
                let taken = std::mem::take(&mut *waiting);
                Ok(FnArgs::from((taken.tags, taken.texts)))
            })?;
        let inbox = Arc::new(Inbox { waiting, waker, engines: Mutex::default() });
        // Hooks run in the reverse order of their making, so this one comes before the waker's end.
        env.add_env_cleanup_hook(Arc::clone(&inbox), |inbox| inbox.close_engines())?;
        Ok(Bridge(inbox))
    }
}

pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
