//! The index follows the messages: what is deleted, restored, written on or changed.

use super::*;
use crate::MessageId;
use crate::limits::STREAM_IDLE_MS_MAX;
use crate::session::messages::{AppendToStreamRequest, StartMessageStreamRequest};
use crate::session::{DeleteSessionRequest, PurgeSessionRequest};

#[test]
fn a_deleted_message_is_not_found_until_it_is_restored() {
    let (engine, _) = engine();
    let session = begin(&engine, ADA);
    let message = say(&engine, &session, "要删除的话");
    say(&engine, &session, "留下的话");
    for is_indexed in [false, true, true] {
        assert_eq!(found(&engine, "的话").len(), 2);
        trash(&engine, message.id, ADA, true);
        assert_eq!(found(&engine, "的话"), ["留下的话"]);
        if is_indexed {
            index_all(&engine);
            assert_eq!(found(&engine, "的话"), ["留下的话"]);
        }
        trash(&engine, message.id, ADA, false);
        assert_eq!(found(&engine, "的话"), ["留下的话", "要删除的话"]);
        index_all(&engine);
    }
}

#[test]
fn messages_of_a_deleted_session_are_not_found() {
    let (engine, _) = engine();
    let session = begin(&engine, ADA);
    say(&engine, &session, "会话里的话");
    for _ in 0..2 {
        mark_session(&engine, ADA, session.id, &[("deleted_at_ms", NOW.into())]);
        assert_eq!(found(&engine, "会话").len(), 0);
        mark_session(&engine, ADA, session.id, &[("deleted_at_ms", Param::Null)]);
        assert_eq!(found(&engine, "会话").len(), 1);
        index_all(&engine);
    }
}

/// Begins a message and adds to it in chunks.
fn stream(engine: &Engine, session: &Session, chunks: &[&str]) -> MessageId {
    let start = StartMessageStreamRequest::new(ADA, session.id);
    let id = engine.messages().stream_start(start).unwrap().message.id;
    let mut chunk = 0;
    for text in chunks {
        let request = AppendToStreamRequest::new(ADA, id, chunk, *text);
        chunk = engine.messages().stream_append(request).unwrap().next_chunk;
    }
    id
}

#[test]
fn a_message_that_is_being_written_is_found_by_what_it_says_now() {
    let (engine, clock) = engine();
    let session = begin(&engine, ADA);
    // Two pieces are laid down, and what follows them stands in the stream's own row.
    let (long, longer) = ("很".repeat(700), "长".repeat(700));
    let id = stream(&engine, &session, &["今天", "天气", &long, &longer, "晴朗"]);
    for of in [None, Some(session.id)] {
        let asks = |query: &str| SearchMessagesRequest { session_id: of, ..request(query) };
        for _ in 0..2 {
            for query in ["今天天气", "很长", "晴朗"] {
                let hits = search(&engine, asks(query)).items;
                assert_eq!(hits.len(), 1, "{query} in {of:?}");
                assert_eq!(hits[0].message_id, id);
            }
            assert_eq!(search(&engine, asks("下雨")).items.len(), 0);
            index_all(&engine);
        }
    }
    let next = AppendToStreamRequest::new(ADA, id, 5, "，没有下雨");
    engine.messages().stream_append(next).unwrap();
    assert_eq!(search(&engine, request("下雨")).items.len(), 1);
    // Its host is gone, and nobody has closed the stream.
    clock.advance_ms(STREAM_IDLE_MS_MAX);
    assert_eq!(search(&engine, request("下雨")).items.len(), 1);
    index_all(&engine);
    assert_eq!(search(&engine, request("下雨")).items.len(), 1);
    trash(&engine, id, ADA, true);
    assert_eq!(search(&engine, request("下雨")).items.len(), 0);
}

#[test]
fn messages_that_are_being_written_keep_their_places() {
    let (engine, _) = engine();
    let session = begin(&engine, ADA);
    let mut told = Vec::new();
    for n in 0..6 {
        told.push(say(&engine, &session, "说完的一句").id);
        told.push(stream(&engine, &session, &["没说完", "的一句"]));
        if n % 2 == 0 {
            index_all(&engine);
        }
    }
    told.reverse();
    for limit in [1, 5, 50] {
        let found = pages(&engine, &request("的一句").limit(limit));
        assert_eq!(found.iter().map(|hit| hit.message_id).collect::<Vec<_>>(), told);
    }
}

#[test]
fn a_changed_message_is_found_by_its_new_words_alone() {
    let (engine, _) = engine();
    let session = begin(&engine, ADA);
    let message = say(&engine, &session, "旧的内容 old");
    index_all(&engine);
    mark_message(&engine, ADA, message.id, &[("content", "新的内容 new".into())]);
    for _ in 0..2 {
        assert_eq!(found(&engine, "旧的").len() + found(&engine, "old").len(), 0);
        assert_eq!(found(&engine, "新的 new").len(), 1);
        index_all(&engine);
    }
}

#[test]
fn a_mark_on_a_message_leaves_it_findable_once() {
    let (engine, _) = engine();
    let session = begin(&engine, ADA);
    let message = say(&engine, &session, "值得一赞");
    index_all(&engine);
    let feedback = [("feedback", Param::Text("{\"rating\":\"up\"}"))];
    mark_message(&engine, ADA, message.id, &feedback);
    assert_eq!(found(&engine, "一赞").len(), 1);
    index_all(&engine);
    assert_eq!(found(&engine, "一赞").len(), 1);
}

/// The terms in the index of a closed store.
fn terms(path: &std::path::Path) -> Vec<String> {
    let file = rusqlite::Connection::open(path).unwrap();
    file.execute_batch("CREATE VIRTUAL TABLE temp.v USING fts5vocab(main, message_terms, row)")
        .unwrap();
    let mut statement = file.prepare("SELECT term FROM temp.v ORDER BY term").unwrap();
    let terms = statement.query_map([], |row| row.get(0)).unwrap();
    terms.map(Result::unwrap).collect()
}

/// Whether the pages of an index hold some bytes, in use or not.
fn holds(path: &std::path::Path, table: &str, what: &str) -> bool {
    let file = rusqlite::Connection::open(path).unwrap();
    let text =
        format!("SELECT count(*) FROM {table}_data WHERE instr(block, CAST(?1 AS BLOB)) > 0");
    file.query_row(&text, [what], |row| row.get::<_, i64>(0)).unwrap() > 0
}

#[test]
fn what_is_deleted_leaves_no_term_in_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.db");
    let engine = on_sqlite(Sqlite::open(&path, SqliteOptions::new()).unwrap());
    let session = begin(&engine, ADA);
    let message = say(&engine, &session, "zyxwvutsrqp 机密");
    index_all(&engine);
    // Of a term that follows another one, the index keeps what differs.
    assert!(holds(&path, "message_terms", "wvutsrqp"));
    trash(&engine, message.id, ADA, true);
    index_all(&engine);
    engine.close().unwrap();
    assert_eq!(terms(&path), Vec::<String>::new());
    assert!(!holds(&path, "message_terms", "wvutsrqp"));
}

#[test]
fn what_is_removed_for_good_leaves_no_term_in_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.db");
    let engine = on_sqlite(Sqlite::open(&path, SqliteOptions::new()).unwrap());
    let session = begin(&engine, ADA);
    say(&engine, &session, "zyxwvutsrqp 机密");
    index_all(&engine);
    assert!(holds(&path, "message_terms", "wvutsrqp"));
    // Nothing is indexed between the deletion and the removal.
    engine.sessions().delete(DeleteSessionRequest::new(ADA, session.id)).unwrap();
    engine.sessions().purge(PurgeSessionRequest::new(ADA, session.id)).unwrap();
    engine.close().unwrap();
    assert_eq!(terms(&path), Vec::<String>::new());
    assert!(!holds(&path, "message_terms", "wvutsrqp"));
}

#[test]
fn an_index_that_cannot_name_its_postings_begins_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.db");
    let engine = on_sqlite(Sqlite::open(&path, SqliteOptions::new()).unwrap());
    let session = begin(&engine, ADA);
    say(&engine, &session, "旧话一句");
    say(&engine, &session, "另一句");
    index_all(&engine);
    // A program that knows nothing of the index changes a text past it.
    let file = rusqlite::Connection::open(&path).unwrap();
    file.execute_batch(
        "UPDATE messages SET content = '新话一句', sync_seq = sync_seq + 100
         WHERE content = '旧话一句'; UPDATE sync_head SET seq = seq + 100;",
    )
    .unwrap();
    drop(file);
    for _ in 0..3 {
        assert_eq!((found(&engine, "旧话").len(), found(&engine, "新话").len()), (0, 1));
        assert_eq!(found(&engine, "一句").len(), 2);
        index_all(&engine);
    }
    engine.close().unwrap();
    assert!(!terms(&path).iter().any(|term| term.contains('旧')));
}
