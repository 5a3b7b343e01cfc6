//! Callbacks of changes and of backups that call the library, and end what called them.

use std::ffi::c_void;
use std::sync::atomic::{AtomicPtr, AtomicUsize, Ordering};

use super::*;
use crate::engine::sv_backup;
use crate::generated::status::{SV_CLOSED, SV_INTERNAL};
use crate::subscribe::{SvSubscription, sv_subscribe, sv_subscription_poll, sv_unsubscribe};

/// What a callback may end.
#[derive(Default)]
struct Stage {
    engine: AtomicPtr<SvEngine>,
    subscription: AtomicPtr<SvSubscription>,
    calls: AtomicUsize,
}

impl Stage {
    fn engine(&self) -> *mut SvEngine {
        self.engine.load(Ordering::SeqCst)
    }

    fn data(&self) -> *mut c_void {
        std::ptr::from_ref(self).cast_mut().cast()
    }

    fn wait_for_a_call(&self) {
        while self.calls.load(Ordering::SeqCst) == 0 {
            std::thread::yield_now();
        }
    }
}

/// Writes, which would call it again, ends its own subscription, and closes the engine.
unsafe extern "C" fn end_everything(data: *mut c_void, _: SvText) {
    // SAFETY: the test passes a stage that it never frees.
    let stage = unsafe { &*data.cast::<Stage>() };
    call(stage.engine(), "settings.set", r#"{"key":"again","value":1}"#).unwrap();
    let subscription = stage.subscription.load(Ordering::SeqCst);
    for _ in 0..2 {
        // SAFETY: a handle may be anything.
        assert_eq!(unsafe { sv_unsubscribe(subscription, null_mut()) }, SV_OK);
    }
    close(stage.engine());
    assert_eq!(call(stage.engine(), "settings.list", "{}").unwrap_err().0, SV_CLOSED);
    stage.calls.fetch_add(1, Ordering::SeqCst);
}

#[test]
fn a_listener_may_write_end_its_subscription_and_close_the_engine() {
    // An end from within a callback cannot wait for it, so nothing says when it has ended.
    let stage: &Stage = Box::leak(Box::default());
    let engine = open();
    stage.engine.store(engine, Ordering::SeqCst);
    let place = stage.subscription.as_ptr();
    let (all, heard) = (SvText::ABSENT, Some(end_everything as _));
    // SAFETY: the place and the stage are there for good.
    let status = unsafe { sv_subscribe(engine, all, heard, stage.data(), place, null_mut()) };
    assert_eq!(status, SV_OK);
    call(engine, "settings.set", r#"{"key":"theme","value":1}"#).unwrap();
    stage.wait_for_a_call();
    let subscription = stage.subscription.load(Ordering::SeqCst);
    // SAFETY: the places are this test's.
    let heard = answer(|o, e| unsafe { sv_subscription_poll(subscription, 0, o, e) });
    assert_eq!(heard.unwrap_err().0, SV_CLOSED);
    close(engine);
    assert_eq!(stage.calls.load(Ordering::SeqCst), 1);
}

/// Uses the engine that is at work on its thread, which no progress should.
unsafe extern "C" fn use_the_engine(data: *mut c_void, _: u64, _: u64) -> bool {
    // SAFETY: the test keeps the stage during the call.
    let stage = unsafe { &*data.cast::<Stage>() };
    stage.calls.fetch_add(1, Ordering::SeqCst);
    for (operation, request) in
        [("settings.list", "{}"), ("settings.set", r#"{"key":"during","value":1}"#)]
    {
        assert_eq!(call(stage.engine(), operation, request).unwrap_err().0, SV_INTERNAL);
    }
    // Another thread is served meanwhile.
    let engine = stage.engine().addr();
    let other = std::thread::spawn(move || {
        let engine: *const SvEngine = std::ptr::without_provenance(engine);
        call(engine, "settings.set", r#"{"key":"beside","value":1}"#).is_ok()
    });
    other.join().unwrap()
}

/// Closes the engine whose store is copied.
unsafe extern "C" fn close_the_engine(data: *mut c_void, _: u64, _: u64) -> bool {
    // SAFETY: the test keeps the stage during the call.
    let stage = unsafe { &*data.cast::<Stage>() };
    // SAFETY: a handle may be anything.
    let status = unsafe { sv_close(stage.engine(), null_mut()) };
    // The first takes the handle, the others find that it was closed.
    let first = stage.calls.fetch_add(1, Ordering::SeqCst) == 0;
    assert_eq!(status, if first { SV_INTERNAL } else { SV_OK });
    true
}

#[test]
fn the_progress_of_a_backup_is_refused_its_engine_and_closing_waits_for_the_end() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let (live, first, second) = (path("live.db"), path("first.db"), path("second.db"));
    let mut engine = null_mut();
    // SAFETY: options and place are this test's.
    assert_eq!(unsafe { sv_open(&options(&live), &mut engine, null_mut()) }, SV_OK);
    let filler = "x".repeat(60_000);
    for n in 0..40 {
        let request = format!(r#"{{"key":"k{n}","value":"{filler}"}}"#);
        call(engine, "settings.set", &request).unwrap();
    }
    let stage = Stage::default();
    stage.engine.store(engine, Ordering::SeqCst);
    type Progress = unsafe extern "C" fn(*mut c_void, u64, u64) -> bool;
    let backup = |path: &str, progress: Progress| {
        // SAFETY: the text and the stage are valid during the call.
        unsafe { sv_backup(engine, text(path), Some(progress), stage.data(), null_mut()) }
    };
    assert_eq!(backup(&first, use_the_engine), SV_OK);
    assert!(stage.calls.swap(0, Ordering::SeqCst) > 1);
    assert_eq!(backup(&second, close_the_engine), SV_OK);
    assert_eq!(call(engine, "settings.list", "{}").unwrap_err().0, SV_CLOSED);
    for path in [&live, &first, &second] {
        // SAFETY: as above.
        assert_eq!(unsafe { sv_open(&options(path), &mut engine, null_mut()) }, SV_OK, "{path}");
        assert!(call(engine, "settings.get", r#"{"key":"k0"}"#).is_ok());
        close(engine);
    }
}
