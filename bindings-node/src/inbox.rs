//! The way of an outcome from any thread to the event loop.
//!
//! Outcomes wait in one list per JavaScript thread. The first one wakes the loop, and those which
//! arrive before it comes ride along, so that sixty-four calls cost one crossing. When the
//! JavaScript thread ends, all of its engines close first; what then still arrives is dropped.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use napi::bindgen_prelude::{Array, FnArgs, Function};
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};
use napi::{Env, Status};
use napi_derive::napi;
use silvervine::{Error, Result};

use crate::engine::Shared;
use crate::page::{self, Page};
use crate::raw::AddRows;

/// What JavaScript receives: tags, and a text for each.
type Batch = FnArgs<(Vec<f64>, Vec<String>)>;
type Waker = ThreadsafeFunction<(), (), Batch, Status, false, true>;

/// What a text is; a tag is four times the number of its call plus this.
#[derive(Debug, Clone, Copy)]
enum Meaning {
    Outcome = 0,
    Refusal = 1,
    Event = 2,
    /// It is no text: a page waits to be taken.
    Page = 3,
}

/// What a call can come to.
pub(crate) trait Outcome: Send + 'static {
    /// Hands it over as the last thing that the call has to say.
    fn deliver(self, inbox: &Inbox, call: u32);
}

impl Outcome for String {
    fn deliver(self, inbox: &Inbox, call: u32) {
        inbox.push(call, Meaning::Outcome, self);
    }
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
    /// Pages by the number of their call.
    pages: Mutex<HashMap<u32, Box<dyn Page>>>,
}

impl Inbox {
    /// Hands over the last thing that a call has to say.
    pub(crate) fn finish(&self, call: u32, outcome: Result<impl Outcome>) {
        match outcome {
            Ok(outcome) => outcome.deliver(self, call),
            Err(error) => self.refuse(call, &error),
        }
    }

    /// Hands over why a call did nothing.
    pub(crate) fn refuse(&self, call: u32, error: &Error) {
        self.push(call, Meaning::Refusal, error.to_json().to_string());
    }

    /// Hands over a page, which JavaScript takes with [`Bridge::take_page`].
    pub(crate) fn page(&self, call: u32, page: Box<dyn Page>) {
        lock(&self.pages).insert(call, page);
        self.push(call, Meaning::Page, String::new());
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
        let (engines, pages) = (Mutex::default(), Mutex::default());
        let inbox = Arc::new(Inbox { waiting, waker, engines, pages });
        // Hooks run in the reverse order of their making, so this one comes before the waker's end.
        env.add_env_cleanup_hook(Arc::clone(&inbox), |inbox| inbox.close_engines())?;
        Ok(Bridge(inbox))
    }

    /// Appends the rows of the page that a call came to, and answers its cursors.
    #[napi]
    pub fn take_page<'e>(
        &self,
        env: &'e Env,
        call: u32,
        items: Array<'e>,
        add: AddRows<'e>,
    ) -> napi::Result<Option<Vec<Option<String>>>> {
        let page = lock(&self.0.pages).remove(&call);
        page.map(|page| page::fill(env, page, &items, &add)).transpose()
    }
}

pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
