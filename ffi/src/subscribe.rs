//! Subscriptions: what a user interface must read again.

use std::ffi::c_void;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use silvervine_core::{Changes, Error, Subscription, UserId};

use crate::buffer::{self, SvBuffer};
use crate::engine::{ENGINES, SvEngine};
use crate::entry::entry;
use crate::error::SvError;
use crate::handles::Handles;
use crate::status::{Fault, SvStatus};
use crate::text::SvText;

/// A subscription to the changes of an engine.
///
/// Made by `sv_subscribe`, ended by `sv_unsubscribe`; it may outlive its engine.
#[derive(Debug)]
pub struct SvSubscription {
    _opaque: [u8; 0],
}

#[derive(Debug)]
struct Held {
    subscription: Subscription,
    ended: AtomicBool,
    thread: Mutex<Option<JoinHandle<()>>>,
}

static SUBSCRIPTIONS: Handles<SvSubscription, Arc<Held>> = Handles::new(3, "subscription");

/// Hears what changed, as JSON:
/// `{"changes": [{"noun", "userId", "id", "kind"}], "everything"}`, lent until the callback
/// returns. It runs on a thread of the library, may call the library, and must not throw.
pub type SvChanged = Option<unsafe extern "C" fn(data: *mut c_void, changes: SvText)>;

struct Listener {
    callback: unsafe extern "C" fn(data: *mut c_void, changes: SvText),
    data: *mut c_void,
}

// SAFETY: the host promises that the callback and its data may be used on a library thread.
unsafe impl Send for Listener {}

/// Hears of changes after each commit: of those of one user, whose id is the text `user`, or of
/// everybody's when it is absent.
///
/// With a callback, a thread of the library calls it, one call at a time. Without, ask with
/// `sv_subscription_poll`. One who falls behind hears `"everything": true` once. `out` is written
/// only on success.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_subscribe(
    engine: *const SvEngine,
    user: SvText,
    callback: SvChanged,
    data: *mut c_void,
    out: *mut *mut SvSubscription,
    error: *mut *mut SvError,
) -> SvStatus {
    let body = || {
        let open = ENGINES.get(engine)?;
        if out.is_null() {
            return Err(Fault::null("out"));
        }
        // SAFETY: the host promises that the text is as long as it says.
        let user = unsafe { user.read("user") }?.map(str::parse::<UserId>).transpose()?;
        let subscription = open.engine.subscribe(user);
        // An engine that was closed meanwhile has no list from which it would tell.
        if open.engine.stats().closed {
            return Err(Fault::closed());
        }
        let held = Arc::new(Held {
            subscription,
            ended: AtomicBool::new(false),
            thread: Mutex::new(None),
        });
        if let Some(callback) = callback {
            listen(&held, Listener { callback, data })?;
        }
        let handle = SUBSCRIPTIONS.insert(Arc::clone(&held));
        if handle.is_null() {
            held.end();
            return Err(Fault::argument("too many subscriptions are held; end one"));
        }
        // SAFETY: the host gave a place for a handle.
        unsafe { out.write(handle) };
        Ok(())
    };
    // SAFETY: `error` is NULL or a place for an error.
    unsafe { entry(error, body) }
}

/// Waits for a change for at most `timeout_ms`. `out` receives it as JSON, as a callback would hear
/// it, or an empty buffer when there was none. `SV_CLOSED` when the engine is closed and everything
/// was heard.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_subscription_poll(
    subscription: *const SvSubscription,
    timeout_ms: u32,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {
    let body = || {
        let held = SUBSCRIPTIONS.get(subscription)?;
        // SAFETY: the host gave a place for a buffer, or NULL, which is refused.
        let place = unsafe { buffer::Out::new(out) }?;
        let heard = held.subscription.recv_timeout(Duration::from_millis(timeout_ms.into()));
        match heard {
            // SAFETY: as above.
            Some(changes) => unsafe { place.write(json(&changes)?) },
            None if held.subscription.is_closed() => return Err(Fault::closed()),
            // SAFETY: as above.
            None => unsafe { out.write(SvBuffer { data: std::ptr::null_mut(), len: 0 }) },
        }
        Ok(())
    };
    // SAFETY: `error` is NULL or a place for an error.
    unsafe { entry(error, body) }
}

/// Ends a subscription. Its callback is not running and will not be called when this returns,
/// unless it is itself called from that callback. Nothing happens for NULL and for a subscription
/// that was ended before.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_unsubscribe(
    subscription: *mut SvSubscription,
    error: *mut *mut SvError,
) -> SvStatus {
    let body = || {
        if subscription.is_null() {
            return Ok(());
        }
        if let Some(held) = SUBSCRIPTIONS.remove(subscription)? {
            held.end();
        }
        Ok(())
    };
    // SAFETY: `error` is NULL or a place for an error.
    unsafe { entry(error, body) }
}

impl Held {
    fn end(&self) {
        self.ended.store(true, Ordering::Release);
        self.subscription.close();
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        let me = std::thread::current().id();
        if let Some(thread) = thread.filter(|thread| thread.thread().id() != me) {
            // It cannot panic: it runs nothing but the callback, which must not unwind.
            let _ = thread.join();
        }
    }
}

fn listen(held: &Arc<Held>, listener: Listener) -> Result<(), Fault> {
    let heard = Arc::clone(held);
    let thread = std::thread::Builder::new()
        .name("silvervine-changes".into())
        .spawn(move || tell(&heard, &listener))
        .map_err(|e| Error::internal(format!("a thread did not start: {e}")))?;
    *held.thread.lock().unwrap_or_else(PoisonError::into_inner) = Some(thread);
    Ok(())
}

fn tell(held: &Held, listener: &Listener) {
    while let Some(changes) = held.subscription.recv() {
        if held.ended.load(Ordering::Acquire) {
            return;
        }
        if let Ok(text) = json(&changes) {
            // SAFETY: the host promises that the callback is valid until the subscription ends.
            unsafe { (listener.callback)(listener.data, SvText::lent(&text)) };
        }
    }
}

fn json(changes: &Changes) -> Result<String, Fault> {
    let text = serde_json::to_string(changes);
    Ok(text.map_err(|e| Error::internal(format!("a change does not encode: {e}")))?)
}
