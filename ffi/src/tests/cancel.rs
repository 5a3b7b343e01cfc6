//! Submitted calls that are cancelled: in time, too late, twice, and by whom one would not expect.

use std::ffi::c_void;
use std::sync::atomic::Ordering;
use std::sync::mpsc::channel;

use silvervine_core::EngineOptions;

use super::callbacks::{Heard, submit_for, tell};
use super::staged::Staged;
use super::*;
use crate::generated::status::{SV_CANCELLED, SV_CLOSED};
use crate::status::{SV_INVALID_ARGUMENT, SV_INVALID_HANDLE};
use crate::submit::{SvCall, sv_call_cancel, sv_call_free};

fn cancel(call: *const SvCall) -> SvStatus {
    // SAFETY: a handle may be anything.
    unsafe { sv_call_cancel(call, null_mut()) }
}

fn set(heard: &Heard, key: &str) -> *mut SvCall {
    let mut call = null_mut();
    let request = format!(r#"{{"key":"{key}","value":1}}"#);
    assert_eq!(submit_for(heard, &request, Some(tell), &mut call), SV_OK);
    assert!(!call.is_null());
    call
}

fn keys(engine: *const SvEngine) -> Vec<Value> {
    let stored = call(engine, "settings.list", r#"{"limit":200}"#).unwrap();
    stored["items"].as_array().unwrap().iter().map(|item| item["key"].clone()).collect()
}

#[test]
fn a_call_that_has_not_begun_is_cancelled_and_one_that_has_completes() {
    let (staged, engine) = Staged::open(EngineOptions::default());
    let (sender, outcomes) = channel();
    let heard = Heard::new(engine, sender);
    let gate = staged.gate.lock().unwrap();
    let before = staged.came.load(Ordering::SeqCst);
    let begun = set(&heard, "begun");
    while staged.came.load(Ordering::SeqCst) == before {
        std::thread::yield_now();
    }
    let (queued, kept, let_go) = (set(&heard, "queued"), set(&heard, "kept"), set(&heard, "go"));
    for call in [begun, queued, queued] {
        assert_eq!(cancel(call), SV_OK);
    }
    sv_call_free(let_go);
    drop(gate);
    let mut told: Vec<_> = outcomes.iter().take(4).map(|(status, _)| status).collect();
    told.sort_unstable();
    assert_eq!(told, [SV_OK, SV_OK, SV_OK, SV_CANCELLED]);
    assert_eq!(keys(engine), ["begun", "go", "kept"]);
    for call in [begun, queued, kept] {
        assert_eq!(cancel(call), SV_OK, "a call that was answered is left as it is");
    }
    close(engine);
    assert_eq!(heard.calls(), 4);
    for call in [begun, queued, kept] {
        assert_eq!(cancel(call), SV_OK, "nor does the end of its engine matter");
        sv_call_free(call);
        sv_call_free(call);
        assert_eq!(cancel(call), SV_CLOSED);
    }
}

#[test]
fn closing_answers_a_cancelled_call_once() {
    let (staged, engine) = Staged::open(EngineOptions::default());
    let (sender, outcomes) = channel();
    let heard = Heard::new(engine, sender);
    let gate = staged.gate.lock().unwrap();
    let calls: Vec<_> = (0..50).map(|n| set(&heard, &format!("k{n}"))).collect();
    for call in &calls {
        assert_eq!(cancel(*call), SV_OK);
    }
    let closer = std::thread::scope(|scope| {
        let engine = engine.addr();
        let closer = scope.spawn(move || close(std::ptr::without_provenance_mut(engine)));
        drop(gate);
        closer.join()
    });
    assert!(closer.is_ok());
    let told: Vec<_> = outcomes.try_iter().map(|(status, _)| status).collect();
    assert_eq!(told.len(), 50);
    assert!(told.iter().all(|s| [SV_OK, SV_CANCELLED, SV_CLOSED].contains(s)), "{told:?}");
    calls.into_iter().for_each(|call| sv_call_free(call));
}

#[test]
fn whoever_wins_the_race_the_outcome_says_what_became_of_the_call() {
    let engine = open();
    let (sender, outcomes) = channel();
    let heard = Heard::new(engine, sender);
    let (calls, called) = channel::<usize>();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            for call in called {
                let call: *mut SvCall = std::ptr::without_provenance_mut(call);
                assert_eq!(cancel(call), SV_OK);
                sv_call_free(call);
            }
        });
        for n in 0..300 {
            calls.send(set(&heard, &format!("k{n:03}")).addr()).unwrap();
        }
        drop(calls);
    });
    let told: Vec<_> = outcomes.iter().take(300).map(|(status, _)| status).collect();
    assert!(told.iter().all(|s| [SV_OK, SV_CANCELLED].contains(s)), "{told:?}");
    let done = told.iter().filter(|status| **status == SV_OK).count();
    let first = keys(engine).len();
    assert_eq!(first, done.min(200), "a page has at most 200");
    close(engine);
    assert_eq!(heard.calls(), 300);
}

/// Cancels its own call, frees it, and does both again.
unsafe extern "C" fn cancel_myself(
    data: *mut c_void,
    status: SvStatus,
    response: SvText,
    error: *const SvError,
) {
    // SAFETY: as in `tell`.
    let heard = unsafe { &*data.cast::<Heard>() };
    let call = heard.call.load(Ordering::SeqCst);
    assert!(!call.is_null(), "the handle is there before the callback is");
    assert_eq!(cancel(call), SV_OK);
    sv_call_free(call);
    assert_eq!(cancel(call), SV_CLOSED);
    sv_call_free(call);
    // SAFETY: as in `tell`.
    unsafe { tell(data, status, response, error) };
}

#[test]
fn a_callback_may_cancel_and_free_its_own_call() {
    let engine = open();
    let (sender, outcomes) = channel();
    let heard = Heard::new(engine, sender);
    let request = r#"{"key":"a","value":1}"#;
    for request in [request, "{"] {
        let place = heard.call.as_ptr();
        assert_eq!(submit_for(&heard, request, Some(cancel_myself), place), SV_OK);
        outcomes.recv().unwrap();
    }
    assert_eq!(keys(engine), ["a"]);
    close(engine);
}

#[test]
fn what_is_no_call_is_refused_and_a_refused_submit_gives_none() {
    let engine = open();
    let (sender, _outcomes) = channel();
    let heard = Heard::new(engine, sender);
    assert_eq!(cancel(std::ptr::null()), SV_INVALID_ARGUMENT);
    assert_eq!(cancel(engine.cast()), SV_INVALID_HANDLE);
    assert_eq!(cancel(std::ptr::without_provenance(usize::MAX)), SV_INVALID_HANDLE);
    sv_call_free(null_mut());
    sv_call_free(engine.cast());
    let untouched: *mut SvCall = std::ptr::without_provenance_mut(7);
    let mut call = untouched;
    assert_eq!(submit_for(&heard, "{}", None, &mut call), SV_INVALID_ARGUMENT);
    close(engine);
    assert_eq!(submit_for(&heard, "{}", Some(tell), &mut call), SV_CLOSED);
    assert_eq!(call, untouched);
}
