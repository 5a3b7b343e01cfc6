//! Real text in every format: all of it comes in, once, and goes out and in again as it was.

use std::collections::BTreeMap;

use serde_json::Value;

use super::kdconv::{Talk, shapes, talks};
use super::{engine, exported, import_text, messages, register, sessions, shown};
use crate::exports::ExportOptions;
use crate::id::MessageId;
use crate::imports::{ImportEnd, ImportFormat, ImportOptions};
use crate::{Engine, UserId};

/// What is said on the branch that was shown last.
fn active_branch(engine: &Engine, user: UserId) -> Vec<Vec<String>> {
    let branch = |session| {
        let all = messages(engine, &session);
        let by_id: BTreeMap<MessageId, _> = all.iter().map(|m| (m.id, m)).collect();
        let mut at = session.leaf_id.or(all.last().map(|message| message.id));
        let mut said = Vec::new();
        while let Some(message) = at.map(|id| by_id[&id]) {
            said.push(message.content.clone());
            let parent = message.parent_id.map(|id| by_id[&id].created_at_ms);
            assert!(parent.is_none_or(|before| before < message.created_at_ms), "{message:?}");
            at = message.parent_id;
        }
        said.reverse();
        said
    };
    let mut all: Vec<_> = sessions(engine, user).into_iter().map(branch).collect();
    all.sort();
    all
}

fn said(talks: &[Talk], first: &[&str]) -> Vec<Vec<String>> {
    let first = first.iter().map(|line| (*line).to_owned());
    let one = |talk: &Talk| first.clone().chain(talk.lines.iter().cloned()).collect();
    let mut all: Vec<_> = talks.iter().map(one).collect();
    all.sort();
    all
}

#[test]
fn every_format_comes_in_whole_and_only_once() {
    let talks = talks();
    let (engine, _) = engine();
    for shape in shapes(&talks) {
        let name = shape.format.as_str();
        let user = register(&engine, &format!("{name}@example.org"));
        let file = shape.file.to_string();
        let report = import_text(&engine, user, file.as_bytes());
        assert_eq!(report.problems, [], "{name}");
        assert_eq!(report.created, talks.len() as u64, "{name}");
        assert_eq!(report.progress.messages, shape.messages, "{name}");
        assert_eq!(report.progress.bytes, file.len() as u64, "{name}");
        assert_eq!(report.end, ImportEnd::Complete, "{name}");
        let first: &[&str] = if shape.format == ImportFormat::Chatgpt { &[""] } else { &[] };
        assert_eq!(active_branch(&engine, user), said(&talks, first), "{name}");

        let before = shown(&engine, user);
        let named = ImportOptions::default().format(shape.format);
        let again = engine.import(user, file.as_bytes(), &named, |_| true).unwrap();
        assert_eq!((again.unchanged, again.progress.messages), (talks.len() as u64, 0), "{name}");
        assert_eq!(shown(&engine, user), before, "{name}");
    }
}

#[test]
fn what_is_exported_comes_in_as_it_was() {
    let talks = talks();
    for shape in shapes(&talks) {
        let (here, user) = engine();
        import_text(&here, user, shape.file.to_string().as_bytes());
        let lines = exported(&here, user, &ExportOptions::default());
        assert_eq!(lines.lines().count(), talks.len());

        let (there, twin) = engine();
        let report = import_text(&there, twin, lines.as_bytes());
        assert_eq!((report.created, report.failed), (talks.len() as u64, 0));
        assert_eq!(shown(&there, twin), shown(&here, user), "{}", shape.format);
        assert_eq!(exported(&there, twin, &ExportOptions::default()), lines);

        let own = import_text(&here, user, lines.as_bytes());
        assert_eq!((own.unchanged, own.progress.messages), (talks.len() as u64, 0));
    }
}

#[test]
fn an_import_tells_how_far_it_is_and_ends_between_conversations() {
    let talks = talks();
    let (engine, user) = engine();
    let file = shapes(&talks).remove(0).file.to_string();
    let mut steps = Vec::new();
    let stopped = engine.import(user, file.as_bytes(), &ImportOptions::default(), |progress| {
        steps.push(*progress);
        steps.len() < 3
    });
    let stopped = stopped.unwrap();
    assert_eq!(stopped.end, ImportEnd::Cancelled);
    assert_eq!(steps.len(), 3);
    assert!(steps.windows(2).all(|two| two[0].bytes < two[1].bytes));
    assert_eq!(steps[2], stopped.progress);
    assert_eq!(sessions(&engine, user).len(), 3);

    let rest = import_text(&engine, user, file.as_bytes());
    assert_eq!((rest.unchanged, rest.created), (3, talks.len() as u64 - 3));
}

#[test]
fn a_dry_run_foresees_the_report_and_writes_nothing() {
    let talks = talks();
    for shape in shapes(&talks) {
        let (engine, user) = engine();
        let file = shape.file.to_string();
        let dry = ImportOptions::default().dry_run(true);
        let mut foreseen = engine.import(user, file.as_bytes(), &dry, |_| true).unwrap();
        assert_eq!(shown(&engine, user), Vec::<Value>::new());
        let report = import_text(&engine, user, file.as_bytes());
        assert!(foreseen.dry_run);
        foreseen.dry_run = false;
        assert_eq!(foreseen, report);
    }
}
