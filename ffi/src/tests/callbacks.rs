//! Calls and changes that are told later.

use std::ffi::c_void;
use std::sync::Mutex;
use std::sync::atomic::{AtomicPtr, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};

use super::*;
use crate::generated::status::SV_CLOSED;
use crate::submit::{SvCall, SvCallback, sv_submit};
use crate::subscribe::{sv_subscribe, sv_subscription_poll, sv_unsubscribe};

/// What the callbacks of a test share.
pub(super) struct Heard {
    engine: usize,
    outcomes: Mutex<Sender<(SvStatus, String)>>,
    calls: AtomicUsize,
    /// Where a call is named before its callback runs.
    pub(super) call: AtomicPtr<SvCall>,
}

impl Heard {
    pub(super) fn new(engine: *mut SvEngine, outcomes: Sender<(SvStatus, String)>) -> Box<Heard> {
        Box::new(Heard {
            engine: engine.addr(),
            outcomes: Mutex::new(outcomes),
            calls: AtomicUsize::new(0),
            call: AtomicPtr::default(),
        })
    }

    /// How many times a callback was called.
    pub(super) fn calls(&self) -> usize {
        self.calls.load(Ordering::SeqCst)
    }
}

fn heard(engine: *mut SvEngine) -> (Box<Heard>, Receiver<(SvStatus, String)>) {
    let (sender, receiver) = channel();
    (Heard::new(engine, sender), receiver)
}

unsafe fn read(text: SvText) -> String {
    if text.data.is_null() {
        return String::new();
    }
    // SAFETY: the library lends as much as it says.
    let bytes = unsafe { std::slice::from_raw_parts(text.data.cast::<u8>(), text.len) };
    String::from_utf8(bytes.to_vec()).unwrap()
}

pub(super) unsafe extern "C" fn tell(
    data: *mut c_void,
    status: SvStatus,
    response: SvText,
    error: *const SvError,
) {
    // SAFETY: every test passes what it shares, and keeps it until the engine is closed.
    let (heard, response) = unsafe { (&*data.cast::<Heard>(), read(response)) };
    assert_eq!(sv_error_status(error), status);
    heard.calls.fetch_add(1, Ordering::SeqCst);
    heard.outcomes.lock().unwrap().send((status, response)).unwrap();
}

pub(super) fn submit(heard: &Heard, request: &str, callback: SvCallback) -> SvStatus {
    submit_for(heard, request, callback, null_mut())
}

/// Submits a call and asks for its handle.
pub(super) fn submit_for(
    heard: &Heard,
    request: &str,
    callback: SvCallback,
    out: *mut *mut SvCall,
) -> SvStatus {
    let engine: *const SvEngine = std::ptr::without_provenance(heard.engine);
    let data = std::ptr::from_ref(heard).cast_mut().cast();
    let (absent, name, n) = (SvText::ABSENT, text("settings.set"), null_mut());
    // SAFETY: the texts are valid for the call, `heard` until the engine is closed.
    unsafe { sv_submit(engine, absent, name, text(request), callback, data, out, n) }
}

#[test]
fn every_submitted_call_is_answered_once() {
    let engine = open();
    let (heard, outcomes) = heard(engine);
    for n in 0..500 {
        let request = format!(r#"{{"key":"k{n}","value":{n}}}"#);
        assert_eq!(submit(&heard, &request, Some(tell)), SV_OK);
    }
    assert_eq!(submit(&heard, "{", Some(tell)), SV_OK);
    let told: Vec<_> = outcomes.iter().take(501).collect();
    assert_eq!(told.iter().filter(|(status, _)| *status == SV_OK).count(), 500);
    assert_eq!(told.iter().filter(|(status, _)| *status == 1001).count(), 1);
    close(engine);
    assert_eq!(heard.calls.load(Ordering::SeqCst), 501);
}

#[test]
fn closing_answers_every_call_before_it_returns() {
    let engine = open();
    let (heard, outcomes) = heard(engine);
    for n in 0..300 {
        let request = format!(r#"{{"key":"k{n}","value":{n}}}"#);
        assert_eq!(submit(&heard, &request, Some(tell)), SV_OK);
    }
    close(engine);
    assert_eq!(heard.calls.load(Ordering::SeqCst), 300);
    let mut statuses: Vec<_> = outcomes.try_iter().map(|(status, _)| status).collect();
    statuses.dedup();
    assert!(statuses.iter().all(|status| [SV_OK, SV_CLOSED].contains(status)), "{statuses:?}");
    assert_eq!(submit(&heard, "{}", Some(tell)), SV_CLOSED);
    assert_eq!(heard.calls.load(Ordering::SeqCst), 300);
}

/// Calls the library from its own thread: a call, another submitted one, then a close.
unsafe extern "C" fn re_enter(
    data: *mut c_void,
    status: SvStatus,
    response: SvText,
    error: *const SvError,
) {
    // SAFETY: as in `tell`.
    let heard = unsafe { &*data.cast::<Heard>() };
    let engine: *mut SvEngine = std::ptr::without_provenance_mut(heard.engine);
    let stored = call(engine, "settings.get", r#"{"key":"theme"}"#).unwrap();
    assert_eq!(stored["value"], "dark");
    assert_eq!(submit(heard, r#"{"key":"second","value":2}"#, Some(tell)), SV_OK);
    close(engine);
    // SAFETY: as in `tell`.
    unsafe { tell(data, status, response, error) };
}

#[test]
fn a_callback_may_call_submit_and_close() {
    let engine = open();
    let (heard, outcomes) = heard(engine);
    // A close from within a callback cannot wait for it, so nothing says when it has ended.
    let heard = Box::leak(heard);
    assert_eq!(submit(heard, r#"{"key":"theme","value":"dark"}"#, Some(re_enter)), SV_OK);
    assert_eq!(outcomes.recv().unwrap().0, SV_OK);
    let second = outcomes.recv().unwrap().0;
    assert!([SV_OK, SV_CLOSED].contains(&second), "{second}");
    assert_eq!(call(engine, "settings.get", "{}").unwrap_err().0, SV_CLOSED);
}

/// Holds its thread until the test has called the engine.
unsafe extern "C" fn take_long(
    data: *mut c_void,
    status: SvStatus,
    response: SvText,
    error: *const SvError,
) {
    // SAFETY: as in `tell`.
    let heard = unsafe { &*data.cast::<Heard>() };
    while heard.calls.load(Ordering::SeqCst) == 0 {
        std::thread::yield_now();
    }
    // SAFETY: as in `tell`.
    unsafe { tell(data, status, response, error) };
}

#[test]
fn a_callback_that_takes_long_delays_no_call() {
    let engine = open();
    let (heard, outcomes) = heard(engine);
    assert_eq!(submit(&heard, r#"{"key":"a","value":1}"#, Some(take_long)), SV_OK);
    for n in 0..50 {
        call(engine, "settings.set", &format!(r#"{{"key":"b","value":{n}}}"#)).unwrap();
    }
    heard.calls.fetch_add(1, Ordering::SeqCst);
    assert_eq!(outcomes.recv().unwrap().0, SV_OK);
    close(engine);
}

unsafe extern "C" fn changed(data: *mut c_void, changes: SvText) {
    // SAFETY: the test keeps what it shares until the subscription ends.
    let (heard, changes) = unsafe { (&*data.cast::<Heard>(), read(changes)) };
    heard.outcomes.lock().unwrap().send((SV_OK, changes)).unwrap();
}

#[test]
fn a_subscriber_hears_of_a_commit_and_nothing_after_its_end() {
    let engine = open();
    let (heard, outcomes) = heard(engine);
    let data = std::ptr::from_ref(&*heard).cast_mut().cast();
    let mut subscription = null_mut();
    // SAFETY: the places are this test's, `heard` outlives the subscription.
    unsafe {
        let all = SvText::ABSENT;
        let status = sv_subscribe(engine, all, Some(changed), data, &mut subscription, null_mut());
        assert_eq!(status, SV_OK);
        call(engine, "settings.set", r#"{"key":"theme","value":1}"#).unwrap();
        let told: Value = serde_json::from_str(&outcomes.recv().unwrap().1).unwrap();
        assert_eq!(told["changes"][0]["noun"], "setting");
        assert_eq!(sv_unsubscribe(subscription, null_mut()), SV_OK);
        call(engine, "settings.set", r#"{"key":"theme","value":2}"#).unwrap();
        assert!(outcomes.try_recv().is_err());
    }
    close(engine);
}

#[test]
fn a_poll_answers_what_changed_or_nothing() {
    let engine = open();
    let user = register(engine);
    let mut subscription = null_mut();
    // SAFETY: the places are this test's.
    unsafe {
        let n = null_mut();
        let status = sv_subscribe(engine, text(&user), None, n, &mut subscription, null_mut());
        assert_eq!(status, SV_OK);
        let mut out = UNTOUCHED;
        assert_eq!(sv_subscription_poll(subscription, 0, &mut out, null_mut()), SV_OK);
        assert!(out.data.is_null() && out.len == 0);
        let request = format!(r#"{{"userId":"{user}","amount":5,"idempotencyKey":"k"}}"#);
        call(engine, "wallet.consume", &request).unwrap();
        let told = answer(|o, e| sv_subscription_poll(subscription, 1_000, o, e)).unwrap();
        assert_eq!(told["changes"][0]["userId"], user.as_str());
        let wrong = sv_subscribe(engine, text("ada"), None, n, &mut subscription, null_mut());
        assert_eq!(wrong, 1001);
        assert_eq!(sv_unsubscribe(subscription, null_mut()), SV_OK);
    }
    close(engine);
}
