//! Importing and exporting whole files.

use std::ffi::c_void;
use std::ptr::null_mut;

use serde_json::{Value, json};

use crate::engine::SvEngine;
use crate::generated::status::{SV_CANCELLED, SV_PERMISSION_DENIED, SV_VALIDATION};
use crate::status::SV_OK;
use crate::tests::{answer, call, close, open, register, text};
use crate::text::SvText;
use crate::transfer::{SvTransferProgress, sv_export, sv_import};

type Answer = Result<Value, (i32, Value)>;

fn import(engine: *const SvEngine, user: &str, path: &str, options: SvText) -> Answer {
    import_as(engine, SvText::ABSENT, user, path, options, (None, null_mut()))
}

fn import_as(
    engine: *const SvEngine,
    context: SvText,
    user: &str,
    path: &str,
    options: SvText,
    (progress, data): (SvTransferProgress, *mut c_void),
) -> Answer {
    let (user, path) = (text(user), text(path));
    // SAFETY: the texts and places are valid for the call.
    answer(|out, e| unsafe {
        sv_import(engine, context, user, path, options, progress, data, out, e)
    })
}

fn export(engine: *const SvEngine, user: &str, path: &str, progress: SvTransferProgress) -> Answer {
    let (user, path, absent) = (text(user), text(path), SvText::ABSENT);
    // SAFETY: the texts and places are valid for the call.
    answer(|out, e| unsafe {
        sv_export(engine, absent, user, path, absent, progress, null_mut(), out, e)
    })
}

/// Counts how often it is called, and wants no more after the first time.
unsafe extern "C" fn once(data: *mut c_void, bytes: u64, conversations: u64, _: u64) -> bool {
    assert!(bytes > 0 && conversations == 1);
    // SAFETY: the test lends a counter.
    unsafe { *data.cast::<u32>() += 1 };
    false
}

/// Wants nothing.
unsafe extern "C" fn never(_: *mut c_void, _: u64, _: u64, _: u64) -> bool {
    false
}

#[test]
fn a_file_goes_in_and_out_with_a_report() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let (chats, lines, cut) = (path("chats.json"), path("lines.jsonl"), path("cut.jsonl"));
    let chat = |id: &str| json!({"uuid": id, "chat_messages": [{"uuid": "m", "sender": "human", "text": "茶"}]});
    std::fs::write(&chats, json!([chat("a"), chat("b")]).to_string()).unwrap();

    let engine = open();
    let user = register(engine);
    let mut calls = 0_u32;
    let progress: (SvTransferProgress, _) = (Some(once), (&raw mut calls).cast());
    let stopped =
        import_as(engine, SvText::ABSENT, &user, &chats, SvText::ABSENT, progress).unwrap();
    assert_eq!(
        (calls, &stopped["end"]["how"], &stopped["created"]),
        (1, &json!("cancelled"), &json!(1))
    );
    let report = import(engine, &user, &chats, text(r#"{"format":"claude"}"#)).unwrap();
    assert_eq!((&report["created"], &report["unchanged"]), (&json!(1), &json!(1)));
    assert_eq!(report["end"]["how"], "complete");

    let (status, _) = export(engine, &user, &cut, Some(never)).unwrap_err();
    assert_eq!(status, SV_CANCELLED);
    assert!(!std::path::Path::new(&cut).exists());
    assert_eq!(export(engine, &user, &lines, None).unwrap()["messages"], 2);
    let (status, error) = export(engine, &user, &lines, None).unwrap_err();
    assert_eq!((status, &error["details"]["field"]), (SV_VALIDATION, &json!("path")));

    let other = open();
    let twin = register(other);
    assert_eq!(import(other, &twin, &lines, SvText::ABSENT).unwrap()["created"], 2);
    let list = call(other, "sessions.list", &json!({"userId": twin}).to_string()).unwrap();
    assert_eq!(list["items"].as_array().unwrap().len(), 2);
    close(other);
    close(engine);
}

#[test]
fn what_cannot_be_imported_is_an_error() {
    let engine = open();
    let user = register(engine);
    let absent = SvText::ABSENT;
    for (user, path, options) in [
        (user.as_str(), "/no/such/file", absent),
        ("nobody", "/no/such/file", absent),
        (user.as_str(), "/no/such/file", text("{\"format\":\"tape\"}")),
    ] {
        assert_eq!(import(engine, user, path, options).unwrap_err().0, SV_VALIDATION);
    }
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), "[]").unwrap();
    let path = file.path().to_string_lossy().into_owned();
    let nobody = text(r#"{"actor":{"type":"anonymous"}}"#);
    let refused = import_as(engine, nobody, &user, &path, absent, (None, null_mut()));
    assert_eq!(refused.unwrap_err().0, SV_PERMISSION_DENIED);
    // SAFETY: NULL is refused, and a report that nobody wants is not written.
    unsafe {
        let (n, e) = (null_mut(), null_mut());
        let status = sv_import(engine, absent, text(&user), absent, absent, None, n, n.cast(), e);
        assert_eq!(status, crate::status::SV_INVALID_ARGUMENT);
        let (user, path) = (text(&user), text(&path));
        assert_eq!(sv_import(engine, absent, user, path, absent, None, n, n.cast(), e), SV_OK);
    }
    close(engine);
}
