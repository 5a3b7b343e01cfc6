//! Files that were made to do harm, or were damaged: a report, and nothing by half.

use std::io::Read;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::kdconv::{shapes, talks};
use super::{
    assert_again_adds_nothing, chat, engine, import, import_text, messages, node, sessions, shown,
};
use crate::ErrorCode;
use crate::exports::ExportOptions;
use crate::imports::{ImportEnd, ImportFormat, ImportOptions};
use crate::limits;

/// How long a chain must be that would exhaust a stack.
fn deep() -> usize {
    // A message is a message to a server and back.
    if crate::engine::test_backend() == "sqlite" { 100_000 } else { 3_000 }
}

fn refused(file: &[u8]) -> String {
    let (engine, user) = engine();
    let error = engine.import(user, file, &ImportOptions::default(), |_| true).unwrap_err();
    assert_eq!(error.code(), ErrorCode::Validation, "{error}");
    assert!(sessions(&engine, user).is_empty());
    error.to_string()
}

#[test]
fn what_is_no_export_is_refused_by_its_name() {
    assert!(refused(b"PK\x03\x04\x14\0\0\0").contains("ZIP archive"));
    assert!(refused(b"\xFF\xFE[\0]\0").contains("UTF-16"));
    assert!(refused(b"").contains("empty"));
    assert!(refused(b"<html>").contains("no JSON"));
    assert!(refused(b"[{\"mapping\": {").contains("ends within the element"));
}

#[test]
fn a_bad_conversation_is_described_and_stops_nothing() {
    let (engine, user) = engine();
    let good = |id: &str| chat(id, [node("a", None, "user", "one")]);
    let long = "x".repeat(limits::CONTENT_CHARS_MAX + 1);
    let file = json!([
        good("first"),
        {"id": "x", "title": "no mapping", "current_node": "a"},
        {"id": "x", "mapping": {"a": {"message": 7}}},
        7,
        "text",
        {"unknown": true},
        chat("long", [node("a", None, "user", &long)]),
        {"mapping": {"a": {"message": {"content": (0..130).fold(json!(1), |v, _| json!([v]))}}}},
        good("last"),
    ]);
    let report = import(&engine, user, &file);
    assert_eq!((report.created, report.failed, report.progress.conversations), (3, 6, 9));
    let told: Vec<_> = report.problems.iter().map(|p| p.conversation).collect();
    assert_eq!(told, [2, 3, 4, 5, 6, 7]);
    // What is nested too deep to be kept is left out, and the conversation comes in.
    let left_out = &report.omissions[0];
    assert_eq!((left_out.conversation, left_out.field.as_str(), report.omitted), (8, "parts", 1));
    let codes: Vec<_> = report.problems.iter().map(|p| p.code.as_str()).collect();
    assert_eq!(codes[5], "payload_too_large");
    let text = file.to_string();
    for problem in &report.problems {
        let at = usize::try_from(problem.byte).unwrap();
        assert!(b"{7\"".contains(&text.as_bytes()[at]), "{problem:?}");
    }
    assert_eq!(report.end, ImportEnd::Complete);
}

#[test]
fn a_conversation_past_the_limit_is_passed_over() {
    let (engine, user) = engine();
    let small = chat("small", [node("a", None, "user", "one")]);
    let large = chat("large", [node("a", None, "user", &"x".repeat(5_000))]);
    let file = json!([large, small]).to_string();
    let options = ImportOptions::default().conversation_bytes_max(2_000);
    let report = engine.import(user, file.as_bytes(), &options, |_| true).unwrap();
    assert_eq!((report.created, report.failed), (1, 1));
    assert_eq!(report.problems[0].code, "payload_too_large");
    let too_much = ImportOptions::default().conversation_bytes_max(usize::MAX);
    assert!(engine.import(user, file.as_bytes(), &too_much, |_| true).is_err());
}

#[test]
fn lines_stand_each_for_itself() {
    let (engine, user) = engine();
    let line = |id: &str| chat(id, [node("a", None, "user", "one")]).to_string();
    let cut = &line("cut")[..100];
    let file = format!(
        "{}\n{cut}\n\n{}\r\n{} x\nnonsense\n{}",
        line("a"),
        line("b"),
        line("c"),
        line("d")
    );
    let report = import_text(&engine, user, file.as_bytes());
    assert_eq!((report.created, report.failed, &report.end), (3, 3, &ImportEnd::Complete));
    let named = ImportOptions::default().format(ImportFormat::Chatgpt);
    let again = engine.import(user, file.as_bytes(), &named, |_| true).unwrap();
    assert_eq!((again.unchanged, again.failed), (3, 3));
}

#[test]
fn a_chain_of_any_depth_comes_in_without_recursion() {
    let (engine, user) = engine();
    let parent = |n: usize| n.checked_sub(1).map(|before| before.to_string());
    let nodes = (0..deep()).map(|n| node(&n.to_string(), parent(n).as_deref(), "user", "x"));
    let report = import(&engine, user, &json!([chat("deep", nodes)]));
    assert_eq!((report.created, report.progress.messages), (1, deep() as u64));
    let session = sessions(&engine, user).remove(0);
    assert_eq!(session.message_count, i64::try_from(deep()).unwrap());
    assert!(session.duration_ms >= session.message_count - 1);
}

#[test]
fn a_tree_nested_as_deep_as_it_is_long_comes_in() {
    let (engine, user) = engine();
    let deep = deep().min(20_000);
    let mut file = r#"{"conversationId":"deep","messagesTree":["#.to_owned();
    for n in 0..deep {
        file.push_str(&format!(r#"{{"messageId":"{n}","text":"x","sender":"User","children":["#));
    }
    file.push_str(&"]}".repeat(deep));
    file.push_str("]}");
    let report = import_text(&engine, user, file.as_bytes());
    assert_eq!((report.created, report.progress.messages), (1, deep as u64));
    let session = sessions(&engine, user).remove(0);
    assert_eq!(messages(&engine, &session).iter().filter(|m| m.parent_id.is_none()).count(), 1);
}

#[test]
fn more_messages_than_the_limit_are_one_problem() {
    let (engine, user) = engine();
    let line = r#"{"role":"user","content":""},"#.repeat(limits::IMPORT_MESSAGES_MAX + 1);
    let file =
        format!("[[{}],[{{\"role\":\"user\",\"content\":\"x\"}}]]", line.trim_end_matches(','));
    let report = import_text(&engine, user, file.as_bytes());
    assert_eq!((report.created, report.failed), (1, 1));
    assert_eq!(report.problems[0].code, "payload_too_large");
}

#[test]
fn brackets_without_end_cost_no_stack() {
    let (engine, user) = engine();
    let deep = "[".repeat(300_000) + &"]".repeat(300_000);
    let good = chat("good", [node("a", None, "user", "one")]);
    let report = import_text(&engine, user, format!("[{{\"mapping\":{deep}}},{good}]").as_bytes());
    assert_eq!((report.created, report.failed), (1, 1));
    refused("[".repeat(1_000_000).as_bytes());
}

/// Gives a file a byte or a few at a time, and fails where it is told to.
struct Slowly<'f> {
    file: &'f [u8],
    step: usize,
    fails: bool,
}

impl Read for Slowly<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        if self.file.is_empty() && self.fails {
            return Err(std::io::Error::other("the disk is gone"));
        }
        let n = self.step.min(into.len()).min(self.file.len());
        into[..n].copy_from_slice(&self.file[..n]);
        self.file = &self.file[n..];
        Ok(n)
    }
}

/// Two conversations in one of the formats, small enough to be tried in every way.
fn small(shape: usize) -> Vec<u8> {
    let mut talks = talks();
    talks.truncate(2);
    for talk in &mut talks {
        talk.lines.truncate(3);
    }
    shapes(&talks).remove(shape).file.to_string().into_bytes()
}

#[test]
fn the_size_of_the_steps_in_which_a_file_is_read_does_not_matter() {
    for shape in 0..5 {
        let file = small(shape);
        let (whole, user) = engine();
        import_text(&whole, user, &file);
        for step in [1, 7] {
            let (engine, user) = engine();
            let slowly = Slowly { file: &file, step, fails: false };
            let report = engine.import(user, slowly, &ImportOptions::default(), |_| true).unwrap();
            assert_eq!((report.created, report.end), (2, ImportEnd::Complete));
            assert_eq!(shown(&engine, user).len(), 2);
        }
    }
}

#[test]
fn a_file_that_ends_or_fails_anywhere_leaves_whole_conversations() {
    for shape in 0..5 {
        let file = small(shape);
        let (engine, user) = engine();
        for cut in (0..file.len()).step_by(29) {
            for fails in [false, true] {
                let cut = Slowly { file: &file[..cut], step: 4_096, fails };
                match engine.import(user, cut, &ImportOptions::default(), |_| true) {
                    Ok(report) => {
                        assert!(matches!(report.end, ImportEnd::Broken { .. }), "{report:?}");
                        assert_eq!(report.grown, 0);
                    }
                    Err(error) => assert_eq!(error.code(), ErrorCode::Validation),
                }
            }
        }
        let report = import_text(&engine, user, &file);
        assert_eq!((report.created + report.unchanged, report.grown, report.failed), (2, 0, 0));
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 60, failure_persistence: None, ..Default::default()
    })]

    #[test]
    fn damaged_bytes_make_a_report_and_nothing_by_half(
        shape in 0..6_usize,
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
    ) {
        let mut file = match shape {
            5 => {
                let (engine, user) = engine();
                import_text(&engine, user, &small(0));
                super::exported(&engine, user, &ExportOptions::default()).into_bytes()
            }
            shape => small(shape),
        };
        for (at, byte) in flips {
            let at = at.index(file.len());
            file[at] = byte;
        }
        let (engine, user) = engine();
        if let Ok(report) = engine.import(user, &file[..], &ImportOptions::default(), |_| true) {
            prop_assert_eq!(report.created, shown(&engine, user).len() as u64);
        }
        assert_again_adds_nothing(&engine, user, &file);
    }

    #[test]
    fn any_json_is_read_or_refused(file in json_text()) {
        let (engine, user) = engine();
        let _ = engine.import(user, file.as_bytes(), &ImportOptions::default(), |_| true);
        assert_again_adds_nothing(&engine, user, file.as_bytes());
    }
}

/// JSON with the names that the readers look for, in places where they do not belong.
fn json_text() -> impl Strategy<Value = String> {
    let names = [
        "mapping",
        "message",
        "parent",
        "content",
        "parts",
        "chat_messages",
        "chat",
        "history",
        "messages",
        "messagesTree",
        "children",
        "conversationId",
        "sessions",
        "state",
        "role",
        "id",
        "source",
        "text",
        "create_time",
        "current_node",
        "topic",
        "messageId",
        "author",
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        prop::sample::select(vec!["user", "a", "", "silvervine", "\u{0}", "2024-01-01"])
            .prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 60, 6, move |inner| {
        let names = prop::sample::select(names.to_vec());
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((names, inner), 0..6).prop_map(|fields| {
                fields
                    .into_iter()
                    .map(|(k, v)| (k.to_owned(), v))
                    .collect::<serde_json::Map<_, _>>()
                    .into()
            }),
        ]
    })
    .prop_map(|value| value.to_string())
}

#[test]
fn messages_past_all_counting_are_refused_while_they_are_read() {
    let many = 2 * limits::IMPORT_MESSAGES_MAX + 1;
    let (items, fields) = (vec!["{}"; many].join(","), vec![r#""":{}"#; many].join(","));
    for file in [
        format!(r#"[{{"uuid":"c","chat_messages":[{items}]}}]"#),
        format!(r#"[{{"id":"c","mapping":{{{fields}}}}}]"#),
        format!(r#"[{{"conversationId":"c","messagesTree":[{items}]}}]"#),
    ] {
        let (engine, user) = engine();
        let report = import_text(&engine, user, file.as_bytes());
        assert_eq!((report.created, report.failed), (0, 1));
        let reason = &report.problems[0].reason;
        assert!(reason.contains("more messages than can be taken in"), "{reason}");
    }
}

#[test]
fn white_space_behind_a_name_is_not_held() {
    let (engine, user) = engine();
    let options = ImportOptions::default().conversation_bytes_max(200);
    let blank = " ".repeat(100_000);
    let file = format!(r#"{{"state"{blank}:{blank}7,"role":"user","content":"x"}}"#);
    let report = engine.import(user, file.as_bytes(), &options, |_| true).unwrap();
    assert_eq!((report.created, report.problems), (1, vec![]));
}

/// Set for the process whose memory is looked at.
#[cfg(target_os = "linux")]
const ALONE: &str = "SILVERVINE_TEST_ALONE";

#[cfg(target_os = "linux")]
#[test]
fn a_list_of_small_values_takes_little_more_memory_than_its_text() {
    const NAME: &str = concat!(
        "imports::tests::hostile::",
        "a_list_of_small_values_takes_little_more_memory_than_its_text"
    );
    if std::env::var_os(ALONE).is_none() {
        let mut again = std::process::Command::new(std::env::current_exe().unwrap());
        let done = again.args(["--exact", NAME]).env(ALONE, "1").output().unwrap();
        let said = String::from_utf8_lossy(&done.stdout).into_owned();
        assert!(done.status.success() && said.contains("1 passed"), "{said}");
        return;
    }
    let parts = "[],".repeat(2_800_000);
    let file =
        format!(r#"{{"mapping":{{"a":{{"message":{{"content":{{"parts":[{parts}7]}}}}}}}}}}"#);
    drop(parts);
    let read = crate::imports::formats::read(file.as_bytes(), ImportFormat::Auto).unwrap();
    let crate::imports::formats::Read::Conversation(conversation) = read else { panic!() };
    let metadata = conversation.messages[0].metadata.as_ref().unwrap();
    assert_eq!(metadata["import"]["parts"], json!({"omittedBytes": 2_800_000 * 3 + 3}));
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    let peak: usize = peak.trim().trim_end_matches(" kB").parse().unwrap();
    assert!(peak * 1024 < 14 * file.len(), "{peak} kB for a file of {} bytes", file.len());
}
