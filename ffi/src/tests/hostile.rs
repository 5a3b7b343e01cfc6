//! What no host should do, and some do.

use std::ptr::{null, null_mut};
use std::sync::Arc;

use super::*;
use crate::engine::{sv_backup, sv_check_integrity, sv_maintain, sv_stats};
use crate::generated::operations::ALL;
use crate::generated::status::{
    SV_CANCELLED, SV_CLOSED, SV_PAYLOAD_TOO_LARGE, SV_UNKNOWN_OPERATION, SV_VALIDATION,
};
use crate::id::{SvId, sv_id_format, sv_id_parse};
use crate::status::{SV_INVALID_ARGUMENT, SV_INVALID_HANDLE, SV_INVALID_UTF8};
use crate::submit::sv_submit;
use crate::subscribe::{sv_subscribe, sv_subscription_poll, sv_unsubscribe};
use crate::text::sv_text;

#[test]
fn null_is_refused_everywhere() {
    let (absent, n) = (SvText::ABSENT, null_mut());
    let engine = open();
    // SAFETY: what is not NULL is valid; NULL is what is tested.
    unsafe {
        assert_eq!(sv_open(null(), null_mut(), null_mut()), SV_INVALID_ARGUMENT);
        assert_eq!(sv_open(&options(":memory:"), null_mut(), null_mut()), SV_INVALID_ARGUMENT);
        let mut out = null_mut();
        let mut nowhere = options("");
        nowhere.path = absent;
        assert_eq!(sv_open(&nowhere, &mut out, null_mut()), SV_INVALID_ARGUMENT);
        assert_eq!(sv_close(null_mut(), null_mut()), SV_OK);
        for engine in [null(), engine.cast_const()] {
            assert_eq!(sv_call(engine, absent, absent, absent, n, n.cast()), SV_INVALID_ARGUMENT);
            assert_eq!(sv_stats(engine, n, n.cast()), SV_INVALID_ARGUMENT);
            assert_eq!(sv_check_integrity(engine, n, n.cast()), SV_INVALID_ARGUMENT);
            assert_eq!(sv_backup(engine, absent, None, n.cast(), n.cast()), SV_INVALID_ARGUMENT);
            let (out, error) = (n.cast(), n.cast());
            let status = sv_submit(engine, absent, absent, absent, None, n.cast(), out, error);
            assert_eq!(status, SV_INVALID_ARGUMENT);
            let status = sv_subscribe(engine, absent, None, n.cast(), null_mut(), n.cast());
            assert_eq!(status, SV_INVALID_ARGUMENT);
            for (_, function) in ALL {
                assert_eq!(function(engine, absent, absent, n, n.cast()), SV_INVALID_ARGUMENT);
            }
        }
        assert_eq!(sv_maintain(null(), 1, n, n.cast()), SV_INVALID_ARGUMENT);
        assert_eq!(sv_subscription_poll(null(), 0, n, n.cast()), SV_INVALID_ARGUMENT);
        assert_eq!(sv_unsubscribe(null_mut(), null_mut()), SV_OK);
        assert_eq!(sv_id_parse(text(""), null_mut(), null_mut()), SV_INVALID_ARGUMENT);
        assert_eq!(sv_id_format(SvId { bytes: [0; 16] }, null_mut()), SV_INVALID_ARGUMENT);
        assert_eq!(sv_text(null()).len, 0);
        sv_buffer_free(null_mut());
        sv_error_free(null_mut());
        assert_eq!(sv_error_status(null()), SV_OK);
        assert_eq!(CStr::from_ptr(sv_error_code(null())), c"");
    }
    close(engine);
}

#[test]
fn text_that_is_not_utf8_is_refused_where_it_breaks() {
    let engine = open();
    let bad = SvText { data: b"{\"a\xff\"}".as_ptr().cast(), len: 6 };
    let good = text("{}");
    for (context, operation, request) in [
        (bad, text("users.get"), good),
        (SvText::ABSENT, bad, good),
        (SvText::ABSENT, text("users.get"), bad),
    ] {
        // SAFETY: the texts are as long as they say.
        let told = answer(|o, e| unsafe { sv_call(engine, context, operation, request, o, e) });
        let (status, json) = told.unwrap_err();
        assert_eq!(status, SV_INVALID_UTF8);
        assert!(json["message"].as_str().unwrap().contains("from byte 3"), "{json}");
    }
    close(engine);
}

#[test]
fn a_huge_length_is_refused_before_a_byte_is_read() {
    let engine = open();
    for len in [16 * 1024 * 1024 + 1, usize::MAX / 2, usize::MAX] {
        let huge = SvText { data: c"{}".as_ptr(), len };
        // SAFETY: the length is a lie, and is what is tested: nothing is read.
        let told = answer(|o, e| unsafe {
            sv_call(engine, SvText::ABSENT, text("users.get"), huge, o, e)
        });
        assert_eq!(told.unwrap_err().0, SV_PAYLOAD_TOO_LARGE);
    }
    let nothing = SvText { data: null(), len: 7 };
    // SAFETY: a text of NULL is what is tested.
    let told =
        answer(|o, e| unsafe { sv_call(engine, SvText::ABSENT, text("users.get"), nothing, o, e) });
    assert_eq!(told.unwrap_err().0, SV_INVALID_ARGUMENT);
    close(engine);
}

#[test]
fn what_was_closed_answers_closed_and_closing_again_is_no_error() {
    let engine = open();
    let mut subscription = null_mut();
    // SAFETY: handles may be anything; the places are this test's.
    unsafe {
        let n = null_mut();
        let status = sv_subscribe(engine, SvText::ABSENT, None, n, &mut subscription, null_mut());
        assert_eq!(status, SV_OK);
        close(engine);
        close(engine);
        assert_eq!(call(engine, "users.get", "{}").unwrap_err().0, SV_CLOSED);
        assert_eq!(answer(|o, e| sv_stats(engine, o, e)).unwrap_err().0, SV_CLOSED);
        let heard = answer(|o, e| sv_subscription_poll(subscription, 0, o, e));
        assert_eq!(heard.unwrap_err().0, SV_CLOSED);
        for _ in 0..2 {
            assert_eq!(sv_unsubscribe(subscription, null_mut()), SV_OK);
        }
        let heard = answer(|o, e| sv_subscription_poll(subscription, 0, o, e));
        assert_eq!(heard.unwrap_err().0, SV_CLOSED);
    }
}

#[test]
fn an_address_and_a_handle_of_another_kind_are_no_handles() {
    let engine = open();
    let local = 7_u64;
    // SAFETY: handles may be anything.
    unsafe {
        let mut error = null_mut();
        assert_ne!(sv_stats(null(), null_mut(), &mut error), SV_OK);
        // The last is of the right kind, at a place that no table has reached.
        let never = 0xFF_FFFF << 3 | 1;
        for wrong in [std::ptr::from_ref(&local).addr(), error.addr(), usize::MAX, 16, never] {
            let wrong: *mut SvEngine = std::ptr::without_provenance_mut(wrong);
            let status = sv_stats(wrong, null_mut(), null_mut());
            assert_eq!(status, SV_INVALID_HANDLE, "{wrong:?}");
            assert_eq!(sv_close(wrong, null_mut()), SV_INVALID_HANDLE);
            sv_error_free(wrong.cast());
        }
        sv_error_free(engine.cast());
        sv_error_free(error);
    }
    close(engine);
}

#[test]
fn freeing_twice_does_nothing() {
    let engine = open();
    // SAFETY: handles may be anything; the places are this test's.
    unsafe {
        let mut buffer = UNTOUCHED;
        assert_eq!(sv_stats(engine, &mut buffer, null_mut()), SV_OK);
        let mut copy = buffer;
        sv_buffer_free(&mut buffer);
        sv_buffer_free(&mut buffer);
        sv_buffer_free(&mut copy);
        let mut foreign = SvBuffer { data: c"mine".as_ptr().cast_mut(), len: 4 };
        sv_buffer_free(&mut foreign);
        let mut error = null_mut();
        assert_ne!(sv_stats(null(), null_mut(), &mut error), SV_OK);
        sv_error_free(error);
        sv_error_free(error);
        assert_eq!(sv_error_status(error), SV_OK);
        assert_eq!(sv_error_json(error, &mut buffer), SV_CLOSED);
    }
    close(engine);
}

#[test]
fn a_request_that_makes_no_sense_is_refused_by_its_name() {
    let engine = open();
    assert_eq!(call(engine, "wallet.steal", "{}").unwrap_err().0, SV_UNKNOWN_OPERATION);
    assert_eq!(call(engine, "users.get", "{").unwrap_err().0, SV_VALIDATION);
    for (context, field) in [
        ("", "context"),
        ("{", "context"),
        ("[]", "context"),
        (r#"{"actor":7}"#, "context.actor"),
        (r#"{"who":1}"#, "context.who"),
    ] {
        // SAFETY: the texts are as long as they say.
        let told = answer(|o, e| unsafe {
            sv_call(engine, text(context), text("users.get"), text("{}"), o, e)
        });
        let (status, json) = told.unwrap_err();
        assert_eq!((status, &json["details"]["field"]), (SV_VALIDATION, &field.into()));
    }
    close(engine);
}

/// Ten thousand, with what they leave behind, are opened by tests/c/cycles.c in its own process.
#[test]
fn engines_open_and_close_by_the_hundred() {
    for _ in 0..200 {
        let engine = open();
        close(engine);
    }
}

#[test]
fn threads_that_race_a_close_get_their_outcome_or_closed() {
    let engine = open().addr();
    let barrier = Arc::new(std::sync::Barrier::new(5));
    std::thread::scope(|scope| {
        for _ in 0..4 {
            let barrier = Arc::clone(&barrier);
            scope.spawn(move || {
                let engine: *const SvEngine = std::ptr::without_provenance(engine);
                barrier.wait();
                for _ in 0..200 {
                    match call(engine, "settings.list", "{}") {
                        Ok(_) => {}
                        Err((status, json)) => assert_eq!(status, SV_CLOSED, "{json}"),
                    }
                }
            });
        }
        barrier.wait();
        close(std::ptr::without_provenance_mut(engine));
    });
}

/// Ends a backup at its first step.
unsafe extern "C" fn stop(data: *mut std::ffi::c_void, done: u64, all: u64) -> bool {
    assert!(data.is_null() && done <= all);
    false
}

/// Lets a backup go on.
unsafe extern "C" fn go_on(_: *mut std::ffi::c_void, _: u64, _: u64) -> bool {
    true
}

#[test]
fn a_backup_is_stopped_by_its_progress_and_opens_when_it_is_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let (live, whole, broken) = (path("live.db"), path("whole.db"), path("broken.db"));
    let mut engine = null_mut();
    // SAFETY: options and place are this test's.
    assert_eq!(unsafe { sv_open(&options(&live), &mut engine, null_mut()) }, SV_OK);
    let user = register(engine);
    let filler = "x".repeat(60_000);
    for n in 0..40 {
        let request = format!(r#"{{"key":"k{n}","value":"{filler}"}}"#);
        call(engine, "settings.set", &request).unwrap();
    }
    // SAFETY: the texts are as long as they say.
    unsafe {
        let n = null_mut();
        let status = sv_backup(engine, text(&broken), Some(stop), n, null_mut());
        assert_eq!(status, SV_CANCELLED);
        assert_eq!(sv_backup(engine, text(&whole), Some(go_on), n, null_mut()), SV_OK);
        let mut copy = null_mut();
        let mut error = null_mut();
        let status = sv_open(&options(&whole), &mut copy, &mut error);
        let why = CStr::from_ptr(crate::error::sv_error_message(error)).to_string_lossy();
        assert_eq!(status, SV_OK, "{why}");
        let request = format!(r#"{{"userId":"{user}"}}"#);
        assert_eq!(call(copy, "wallet.balance", &request).unwrap()["available"], 100);
        close(copy);
    }
    close(engine);
}
