#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use serde_json::{Value, json};

use crate::exports::{ExportConversationRequest, ExportFormat, ExportOptions};
use crate::imports::ImportEnd;
use crate::imports::tests::{
    chat, engine, exported, import, import_text, messages, node, sessions, shown,
};
use crate::messages::{
    AppendMessageRequest, EditMessageRequest, MESSAGES, MessageRole, MessageStatus,
};
use crate::session::SelectBranchRequest;
use crate::sessions::{
    CreateSessionRequest, DeleteSessionRequest, EndSessionRequest, SESSIONS, SessionStatus,
};
use crate::{Context, Engine, ErrorCode, MessageId, SessionId, UserId};

/// A session in which everything is used that a message can carry.
fn rich(engine: &Engine, user: UserId) -> SessionId {
    let create = CreateSessionRequest::new(user)
        .title("旅行 \"messages\":[] 🧭")
        .model("sonnet")
        .kind("terminal")
        .device("laptop")
        .metadata(json!({"pane": [1, {"a": null}]}));
    let session = engine.sessions().create(create).unwrap().session.id;
    let say = |request: AppendMessageRequest| engine.messages().append(request).unwrap().message.id;
    let base = |text: &str| AppendMessageRequest::new(user, session, MessageRole::Assistant, text);
    let first = say(base("one").tokens(5).cost_micros(7).model("m").metadata(json!({"k": "v"})));
    let second = say(base("two\n\u{7f}\"").parent_id(first).status(MessageStatus::Stopped));
    say(base("other").parent_id(first).status(MessageStatus::Failed));
    say(base("").parent_id(second).status(MessageStatus::Streaming));
    // A child that is older than its parent, as clocks have it.
    say(base("early").parent_id(second).created_at_ms(5));
    let edit = EditMessageRequest::new(user, first, "one, said better");
    engine.messages().edit(edit).unwrap();
    let branch = SelectBranchRequest::new(user, session, second);
    assert!(engine.messages().select_branch(branch).unwrap().leaf_id.is_some());
    mark(engine, user, second, "feedback", r#"{"rating":"down","note":"wrong"}"#.into());
    session
}

fn mark(
    engine: &Engine,
    user: UserId,
    id: MessageId,
    field: &'static str,
    to: crate::store::Param<'_>,
) {
    engine.inner().write_own(|tx| tx.synced(&MESSAGES, user).put(id.0, &[(field, to)])).unwrap();
}

#[test]
fn everything_a_session_carries_goes_out_and_in() {
    let (here, user) = engine();
    let ended = rich(&here, user);
    here.sessions().end(EndSessionRequest::new(user, ended)).unwrap();
    let filed = rich(&here, user);
    let state = [("status", "archived".into()), ("pinned", true.into())];
    here.inner().write_own(|tx| tx.synced(&SESSIONS, user).put(filed.0, &state)).unwrap();
    here.sessions().create(CreateSessionRequest::new(user)).unwrap();

    let lines = exported(&here, user, &ExportOptions::default());
    let (there, twin) = engine();
    let report = import_text(&there, twin, lines.as_bytes());
    assert_eq!(report.problems, []);
    assert_eq!(report.created, 3);
    // Nobody goes on writing what was being written.
    let before = json!(shown(&here, user)).to_string();
    let stopped = before.replace("\"streaming\"", "\"stopped\"");
    assert_ne!(stopped, before);
    assert_eq!(json!(shown(&there, twin)).to_string(), stopped);
    assert_eq!(exported(&there, twin, &ExportOptions::default()), lines);
}

#[test]
fn a_session_too_long_for_a_line_goes_on_in_the_next() {
    let (here, user) = engine();
    let ended = rich(&here, user);
    here.sessions().end(EndSessionRequest::new(user, ended)).unwrap();
    let options = ExportOptions { line_messages_max: 2, ..ExportOptions::default() };
    let mut lines = Vec::new();
    here.export(user, &mut lines, &options, |_| true).unwrap();
    assert_eq!(lines.split(|byte| *byte == b'\n').count(), 4);
    let (there, twin) = engine();
    let report = import_text(&there, twin, &lines);
    // The oldest message answers one that comes in a later line.
    assert_eq!((report.created, report.failed), (0, 3), "{report:?}");
}

#[test]
fn parts_of_a_long_session_come_together_again() {
    let (here, user) = engine();
    let nodes = (0..7_usize).map(|n| {
        let parent = n.checked_sub(1).map(|before| before.to_string());
        node(&n.to_string(), parent.as_deref(), "user", &n.to_string())
    });
    import(&here, user, &json!([chat("c", nodes)]));
    let session = sessions(&here, user).remove(0).id;
    here.sessions().end(EndSessionRequest::new(user, session)).unwrap();
    let options = ExportOptions { line_messages_max: 3, ..ExportOptions::default() };
    let lines = exported(&here, user, &options);
    assert_eq!(lines.lines().count(), 3);
    let (there, twin) = engine();
    let report = import_text(&there, twin, lines.as_bytes());
    assert_eq!((report.created, report.grown, report.problems.len()), (1, 2, 0));
    assert_eq!(shown(&there, twin), shown(&here, user));
    let again = import_text(&there, twin, lines.as_bytes());
    assert_eq!((again.unchanged, again.progress.messages), (3, 0));
}

#[test]
fn a_session_whose_last_part_is_missing_is_told_of_and_not_ended() {
    let (here, user) = engine();
    let nodes = (0..7).map(|n| node(&n.to_string(), None, "user", &n.to_string()));
    import(&here, user, &json!([chat("c", nodes)]));
    let session = sessions(&here, user).remove(0).id;
    here.sessions().end(EndSessionRequest::new(user, session)).unwrap();
    let options = ExportOptions { line_messages_max: 3, ..ExportOptions::default() };
    let lines = exported(&here, user, &options);
    let second = lines.find('\n').unwrap() + 1;
    for cut in [second, second + 40, lines.trim_end().rfind('\n').unwrap() + 1] {
        let (there, twin) = engine();
        let report = import_text(&there, twin, &lines.as_bytes()[..cut]);
        assert_eq!(report.incomplete, 1, "{report:?}");
        let problem = report.problems.last().unwrap();
        assert_eq!(
            (problem.id.as_deref(), problem.code.as_str()),
            (Some(&*session.to_string()), "not_found")
        );
        let half = sessions(&there, twin).remove(0);
        assert_eq!((half.status, half.ended_at_ms), (SessionStatus::Active, None));
        let whole = import_text(&there, twin, lines.as_bytes());
        assert_eq!((whole.incomplete, whole.failed), (0, 0));
        assert_eq!(shown(&there, twin), shown(&here, user));
    }
}

#[test]
fn what_answers_a_deleted_message_answers_the_one_before_it() {
    let (engine, user) = engine();
    rich(&engine, user);
    let session = sessions(&engine, user).remove(0);
    let before = messages(&engine, &session);
    let of = |text: &str| before.iter().find(|m| m.content == text).unwrap();
    let [one, two] = ["one", "two\n\u{7f}\""].map(|text| of(text).id);
    mark(&engine, user, two, "deleted_at_ms", 5.into());
    let request = ExportConversationRequest::new(user, session.id);
    let page = engine.exports().conversation(request).unwrap();
    let left = page.conversation.messages;
    assert!(left.iter().all(|m| m.id != two.to_string()));
    let early = left.iter().find(|m| m.content == "early").unwrap();
    assert_eq!(early.parent_id, Some(one.to_string()));
}

#[test]
fn the_shape_of_chatgpt_reads_back_with_its_branches() {
    let (here, user) = engine();
    rich(&here, user);
    rich(&here, user);
    let options = ExportOptions::default().format(ExportFormat::Chatgpt);
    let text = exported(&here, user, &options);
    let file: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(file.as_array().unwrap().len(), 2);
    assert_eq!(file[0]["mapping"]["client-created-root"]["children"].as_array().unwrap().len(), 2);
    let (there, twin) = engine();
    let report = import_text(&there, twin, text.as_bytes());
    assert_eq!((report.created, report.progress.messages, report.failed), (2, 12, 0));
    let tree = |engine: &Engine, user| {
        let all = messages(engine, &sessions(engine, user)[0]);
        let of = |id: Option<MessageId>| {
            id.and_then(|id| all.iter().find(|m| m.id == id)).map(|m| m.content.clone())
        };
        let mut edges: Vec<_> = all.iter().map(|m| (m.content.clone(), of(m.parent_id))).collect();
        edges.sort();
        edges
    };
    assert_eq!(tree(&there, twin), tree(&here, user));
}

#[test]
fn a_transcript_says_what_a_branch_answers() {
    let (engine, user) = engine();
    import(
        &engine,
        user,
        &json!([chat(
            "Tea\ntime",
            [
                node("a", None, "user", "Green or black?"),
                node("b", Some("a"), "assistant", "Green."),
                node("c", Some("a"), "assistant", "Black."),
            ]
        )]),
    );
    let text = exported(&engine, user, &ExportOptions::default().format(ExportFormat::Markdown));
    assert!(text.starts_with("# Tea time\n"), "{text}");
    assert!(
        text.contains("## 1 · User · 2023-11-14 22:13:20 UTC\n\nGreen or black?\n\n"),
        "{text}"
    );
    assert_eq!(text.matches("*Answers 1.*").count(), 1, "{text}");
}

#[test]
fn one_session_can_be_exported_alone_and_only_by_whom_it_concerns() {
    let (engine, user) = engine();
    let (first, second) = (rich(&engine, user), rich(&engine, user));
    let one = ExportOptions::default().session_id(second);
    let lines = exported(&engine, user, &one);
    assert!(lines.contains(&second.to_string()) && !lines.contains(&first.to_string()));
    let other = Context::user(uuid::Uuid::from_u128(5).into());
    let error = engine.acting(&other).export(user, Vec::new(), &one, |_| true).unwrap_err();
    assert_eq!(error.code(), ErrorCode::PermissionDenied);
    let gone = ExportOptions::default().session_id(uuid::Uuid::from_u128(7).into());
    let error = engine.export(user, Vec::new(), &gone, |_| true).unwrap_err();
    assert_eq!(error.code(), ErrorCode::NotFound);
    let error = engine.export(user, Vec::new(), &one, |_| false).unwrap_err();
    assert_eq!(error.code(), ErrorCode::Cancelled);
}

/// Deletes a session as soon as something was written of it.
struct Deleting<'e> {
    engine: &'e Engine,
    delete: DeleteSessionRequest,
    written: Vec<u8>,
}

impl std::io::Write for Deleting<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.engine.sessions().delete(self.delete.clone()).map_err(std::io::Error::other)?;
        self.written.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_session_that_is_deleted_between_its_pages_leaves_a_whole_file() {
    for format in [ExportFormat::Jsonl, ExportFormat::Chatgpt] {
        let (engine, user) = engine();
        let line = |n: usize| node(&n.to_string(), None, "user", &"word ".repeat(20));
        let all = (0..450).map(line);
        import(&engine, user, &json!([chat("c", all)]));
        let session = sessions(&engine, user).remove(0).id;
        engine.sessions().create(CreateSessionRequest::new(user).created_at_ms(5)).unwrap();
        let delete = DeleteSessionRequest::new(user, session);
        let mut to = Deleting { engine: &engine, delete, written: Vec::new() };
        let options = ExportOptions::default().format(format);
        let done = engine.export(user, &mut to, &options, |_| true).unwrap();
        assert_eq!((done.conversations, done.messages), (2, 200), "{format}");
        let (there, twin) = crate::imports::tests::engine();
        let report = import_text(&there, twin, &to.written);
        assert_eq!((report.created, report.problems, report.end), (2, vec![], ImportEnd::Complete));
    }
}
