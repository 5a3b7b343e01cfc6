//! Real conversations: what a search finds, and what a plain scan finds.
//!
//! The repository holds the messages of a part of KdConv; `SILVERVINE_KDCONV` names a folder with
//! the JSON files of the whole.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::*;
use crate::MessageId;

fn messages() -> Vec<String> {
    match std::env::var_os("SILVERVINE_KDCONV").map(PathBuf::from) {
        Some(folder) => whole(&folder),
        None => {
            let here = Path::new(env!("CARGO_MANIFEST_DIR"));
            let path = here.join("../tests/data/kdconv/messages.txt");
            std::fs::read_to_string(path).unwrap().lines().map(str::to_owned).collect()
        }
    }
}

fn whole(folder: &Path) -> Vec<String> {
    let mut messages = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "json") {
            let data: serde_json::Value =
                serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
            let conversations = data.as_array().unwrap().iter();
            let all = conversations.flat_map(|one| one["messages"].as_array().unwrap());
            messages.extend(all.map(|message| message["message"].as_str().unwrap().to_owned()));
        }
    }
    messages.retain(|message| !message.is_empty());
    messages
}

fn is_han(c: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&c)
}

/// The most frequent runs of so many characters; every `step`th of them.
fn frequent(messages: &[String], chars: usize, count: usize, step: usize) -> Vec<String> {
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for message in messages {
        let all: Vec<char> = message.chars().collect();
        for run in all.windows(chars).filter(|run| run.iter().all(|c| is_han(*c))) {
            *times.entry(run.iter().collect()).or_default() += 1;
        }
    }
    let mut by_times: Vec<(usize, String)> = times.into_iter().map(|(run, n)| (n, run)).collect();
    by_times.sort_by(|a, b| b.cmp(a));
    by_times.into_iter().step_by(step).map(|(_, run)| run).take(count).collect()
}

#[test]
fn recall_and_precision_are_those_of_a_plain_scan() {
    let (engine, _) = engine();
    let session = begin(&engine, ADA);
    // A server that reads messages for each of three hundred queries takes its time.
    let part = if has_index(&engine) { usize::MAX } else { 500 };
    let messages: Vec<String> = messages().into_iter().take(part).collect();
    append_many(&engine, &session, messages.iter().map(line).collect());
    index_all(&engine);
    let all: BTreeMap<MessageId, String> = contents(&engine, &session);
    assert_eq!(all.len(), messages.len());
    let queries = [
        frequent(&messages, 2, 200, 1),
        frequent(&messages, 1, 50, 7),
        frequent(&messages, 4, 25, 3),
        frequent(&messages, 7, 25, 11),
    ]
    .concat();
    assert_eq!(queries.len(), 300);
    for query in queries {
        let hits = pages(&engine, &request(&query).limit(200));
        let found: BTreeSet<MessageId> = hits.iter().map(|hit| hit.message_id).collect();
        assert_eq!(found.len(), hits.len(), "{query}: each message once");
        let expected: BTreeSet<MessageId> =
            all.iter().filter(|(_, content)| content.contains(&query)).map(|(id, _)| *id).collect();
        assert!(!expected.is_empty(), "{query} stands somewhere");
        assert_eq!(found, expected, "{query}");
        assert!(
            hits.is_sorted_by_key(|hit| {
                std::cmp::Reverse((hit.created_at_ms, hit.message_id.0))
            })
        );
    }
}

fn contents(engine: &Engine, session: &Session) -> BTreeMap<MessageId, String> {
    let mut request = crate::session::ListMessagesRequest::new(ADA, session.id).limit(200);
    let mut all = BTreeMap::new();
    loop {
        let page = engine.messages().list(request.clone()).unwrap();
        all.extend(page.items.into_iter().map(|message| (message.id, message.content)));
        let Some(cursor) = page.next_cursor else { return all };
        request = request.cursor(cursor);
    }
}
