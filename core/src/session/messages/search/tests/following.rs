//! The index follows the messages: what is deleted, restored, written on or changed.

use super::*;
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

#[test]
fn a_message_that_is_being_written_is_found_by_what_it_says_now() {
    let (engine, _) = engine();
    let session = begin(&engine, ADA);
    let request = draft(&session, "").status(crate::session::MessageStatus::Streaming);
    let message = engine.messages().append(request).unwrap().message;
    for (written, now, later) in [("天气", "天气", "晴朗"), ("天气晴朗", "晴朗", "下雨")]
    {
        index_all(&engine);
        mark_message(&engine, ADA, message.id, &[("content", written.into())]);
        assert_eq!((found(&engine, now).len(), found(&engine, later).len()), (1, 0));
        index_all(&engine);
        assert_eq!((found(&engine, now).len(), found(&engine, later).len()), (1, 0));
    }
    mark_message(&engine, ADA, message.id, &[("status", "complete".into())]);
    assert_eq!(found(&engine, "晴朗").len(), 1);
    index_all(&engine);
    assert_eq!(found(&engine, "晴朗").len(), 1);
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
