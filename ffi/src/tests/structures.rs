//! Structures: their sizes, and the flat functions that take them.

use super::*;
use crate::flat::messages::*;
use crate::flat::quota::*;
use crate::flat::wallet::*;
use crate::generated::status::{SV_INSUFFICIENT_POINTS, SV_UNSUPPORTED};
use crate::id::{SvId, sv_id_format, sv_id_in, sv_id_parse};
use crate::status::SV_INVALID_ARGUMENT;
use crate::versioned::Versioned;

/// All zero but for the size.
fn made<T: Versioned>() -> T {
    // SAFETY: any bytes make a valid value, and there is room for the size.
    unsafe {
        let mut value: T = std::mem::zeroed();
        std::ptr::from_mut(&mut value).cast::<usize>().write(size_of::<T>());
        value
    }
}

fn id(text: &str) -> SvId {
    let mut id = SvId { bytes: [0; 16] };
    // SAFETY: the text and the place are valid for the call.
    assert_eq!(unsafe { sv_id_parse(super::text(text), &mut id, null_mut()) }, SV_OK);
    let mut back = [0_u8; 37];
    // SAFETY: there is room for 37 bytes.
    assert_eq!(unsafe { sv_id_format(id, back.as_mut_ptr().cast()) }, SV_OK);
    assert_eq!(&back[..36], text.as_bytes());
    id
}

#[test]
fn the_flat_functions_do_what_the_json_ones_do() {
    let engine = open();
    let user = register(engine);
    let user_id = id(&user);
    let none = SvText::ABSENT;
    // SAFETY: structures, texts and places are this test's.
    unsafe {
        let mut spend: SvWalletConsumeRequest = made();
        (spend.user_id, spend.amount, spend.idempotency_key) = (user_id, 30, text("k1"));
        let mut spent: SvWalletConsumeResponse = made();
        let status = sv_wallet_consume_flat(engine, none, &spend, &mut spent, null_mut());
        assert_eq!((status, spent.balance, spent.replayed), (SV_OK, 70, false));
        let request = format!(r#"{{"userId":"{user}","amount":30,"idempotencyKey":"k1"}}"#);
        let again = call(engine, "wallet.consume", &request).unwrap();
        assert_eq!((&again["replayed"], &again["balance"]), (&true.into(), &70.into()));
        assert_eq!(id(again["recordId"].as_str().unwrap()), spent.record_id);

        spend.amount = 71;
        spend.idempotency_key = text("k2");
        let before = spent;
        let mut error = null_mut();
        let status = sv_wallet_consume_flat(engine, none, &spend, &mut spent, &mut error);
        assert_eq!(status, SV_INSUFFICIENT_POINTS);
        assert_eq!(spent.seq, before.seq, "a failed call wrote its output");
        sv_error_free(error);

        let mut which: SvWalletBalanceRequest = made();
        which.user_id = user_id;
        let mut wallet: SvWalletBalanceResponse = made();
        let status = sv_wallet_balance_flat(engine, none, &which, &mut wallet, null_mut());
        assert_eq!((status, wallet.available, wallet.seq), (SV_OK, 70, 2));
        assert_eq!(wallet.status, SV_WALLET_STATUS_ACTIVE);
    }
    close(engine);
}

#[test]
fn an_id_is_read_from_its_place_in_a_response() {
    let user = "018f4e9e-0000-7000-8000-000000000001";
    let json = format!(r#"{{"user":{{"id":"{user}","name":"{user}x"}},"ids":[7]}}"#);
    let read = |json: &str, place: &str, out: *mut SvId| {
        let mut error = null_mut();
        // SAFETY: the texts are as long as they say, the places are this test's.
        let status = unsafe { sv_id_in(super::text(json), super::text(place), out, &mut error) };
        sv_error_free(error);
        status
    };
    let mut found = SvId { bytes: [0; 16] };
    assert_eq!(read(&json, "/user/id", &mut found), SV_OK);
    assert_eq!(found, id(user));
    let untouched = SvId { bytes: [9; 16] };
    for (json, place) in [
        (json.as_str(), "/user"),
        (&json, "/user/name"),
        (&json, "user/id"),
        (&json, "/ids/0"),
        (&json, "/ids/1"),
        (&json, ""),
        ("{", "/user/id"),
        (&"[".repeat(100_000), "/0"),
    ] {
        let mut out = untouched;
        assert_eq!(read(json, place, &mut out), SV_INVALID_ARGUMENT, "{place}");
        assert_eq!(out, untouched);
    }
    assert_eq!(read(&json, "/user/id", null_mut()), SV_INVALID_ARGUMENT);
}

#[test]
fn the_flat_functions_of_quota_and_messages_do_their_work() {
    let engine = open();
    let user = register(engine);
    let session = call(engine, "sessions.create", &format!(r#"{{"userId":"{user}"}}"#)).unwrap();
    let session_id = id(session["session"]["id"].as_str().unwrap());
    let (user_id, none) = (id(&user), SvText::ABSENT);
    // SAFETY: structures, texts and places are this test's.
    unsafe {
        let mut uses: SvQuotaConsumeRequest = made();
        (uses.user_id, uses.idempotency_key, uses.session_id) = (user_id, text("q"), session_id);
        let mut used: SvQuotaConsumeResponse = made();
        let status = sv_quota_consume_flat(engine, none, &uses, &mut used, null_mut());
        assert_eq!((status, used.used, used.remaining), (SV_OK, 1, 99));
        let mut which: SvQuotaGetRequest = made();
        which.user_id = user_id;
        let mut quota: SvQuotaGetResponse = made();
        let status = sv_quota_get_flat(engine, none, &which, &mut quota, null_mut());
        assert_eq!((status, quota.limit, quota.total_used, quota.low), (SV_OK, 100, 1, false));

        let mut says: SvMessagesAppendRequest = made();
        (says.user_id, says.session_id) = (user_id, session_id);
        (says.content, says.role) = (text("你好"), SV_MESSAGE_ROLE_USER);
        says.metadata = text(r#"{"a":1}"#);
        let mut said: SvMessagesAppendResponse = made();
        let status = sv_messages_append_flat(engine, none, &says, &mut said, null_mut());
        assert_eq!((status, said.replayed), (SV_OK, false));
        says.role = 99;
        let status = sv_messages_append_flat(engine, none, &says, &mut said, null_mut());
        assert_eq!(status, SV_INVALID_ARGUMENT);
    }
    close(engine);
}

#[test]
fn a_size_of_an_older_a_newer_and_no_version_is_told_apart() {
    #[repr(C)]
    #[derive(Clone, Copy)]
    struct Newer {
        known: SvWalletBalanceRequest,
        more: u64,
    }
    let engine = open();
    let user = register(engine);
    let mut newer = Newer { known: made(), more: 0 };
    newer.known.user_id = id(&user);
    newer.known.struct_size = size_of::<Newer>();
    let mut wallet: SvWalletBalanceResponse = made();
    let mut ask = |newer: &Newer| {
        let request = std::ptr::from_ref(newer).cast();
        // SAFETY: structures and places are this test's.
        unsafe { sv_wallet_balance_flat(engine, SvText::ABSENT, request, &mut wallet, null_mut()) }
    };
    assert_eq!(ask(&newer), SV_OK);
    newer.more = 1;
    assert_eq!(ask(&newer), SV_UNSUPPORTED);
    for size in [0, 8, 4_097, usize::MAX] {
        newer.known.struct_size = size;
        assert_eq!(ask(&newer), SV_INVALID_ARGUMENT, "{size}");
    }
    close(engine);
}

#[test]
fn options_are_checked_before_a_file_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db").to_string_lossy().into_owned();
    let key = [7_u8; 32];
    let mut engine = null_mut();
    let wrong: [fn(&mut SvOpenOptions); 4] =
        [|o| o.role = 9, |o| o.durability = -1, |o| o.root_key_len = 31, |o| o.struct_size = 3];
    for spoil in wrong {
        let mut options = options(&path);
        options.root_key = key.as_ptr();
        options.root_key_len = 32;
        spoil(&mut options);
        // SAFETY: options and place are this test's.
        assert_eq!(unsafe { sv_open(&options, &mut engine, null_mut()) }, SV_INVALID_ARGUMENT);
    }
    assert!(engine.is_null() && !std::path::Path::new(&path).exists());
    let mut options = options(&path);
    options.must_exist = 1;
    // SAFETY: as above.
    assert_ne!(unsafe { sv_open(&options, &mut engine, null_mut()) }, SV_OK);
    (options.must_exist, options.register_bonus, options.readers) = (0, -1, 2);
    (options.root_key, options.root_key_len) = (key.as_ptr(), 32);
    // SAFETY: as above.
    assert_eq!(unsafe { sv_open(&options, &mut engine, null_mut()) }, SV_OK);
    let user = register(engine);
    let balance = call(engine, "wallet.balance", &format!(r#"{{"userId":"{user}"}}"#)).unwrap();
    assert_eq!(balance["available"], 0);
    close(engine);
}
