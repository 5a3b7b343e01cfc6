//! When messages are indexed, and what the index is made of.

use std::time::Instant;

use super::*;
use crate::limits::INDEXED_AFTER_MESSAGES;
use crate::session::messages::search::index::{self, chains_of};
use crate::session::messages::{Append, AppendMessageRequest, append};

fn indexed_seq(engine: &Engine) -> i64 {
    own(engine, |tx| tx.get(&index::POSITION, &[ADA.into()], |row| row.int(0))).unwrap_or(0)
}

fn chains(engine: &Engine) -> usize {
    own(engine, |tx| chains_of(tx.connection(), ADA)).len()
}

#[test]
fn an_append_leaves_the_index_alone() {
    let engine = on_sqlite(Sqlite::memory().unwrap());
    let session = begin(&engine, ADA);
    (0..10).for_each(|_| drop(say(&engine, &session, "还没有索引")));
    assert_eq!(indexed_seq(&engine), 0);
    index_all(&engine);
    assert_eq!(indexed_seq(&engine), 11, "ten messages and their session");
}

#[test]
fn enough_messages_are_indexed_without_upkeep() {
    let engine = on_sqlite(Sqlite::memory().unwrap());
    let session = begin(&engine, ADA);
    let drafts = (0..INDEXED_AFTER_MESSAGES).map(|n| line(format!("第{n}句"))).collect();
    append_many(&engine, &session, drafts);
    // The worker takes tasks in their order, so what is submitted now comes after the indexing.
    let last = engine.submit::<Append>(&crate::Context::host(), draft(&session, "最后一句"));
    last.wait().unwrap();
    assert!(indexed_seq(&engine) as usize > INDEXED_AFTER_MESSAGES);
    assert_eq!(found_count(&engine, "句"), INDEXED_AFTER_MESSAGES + 1);
}

#[test]
fn what_one_step_leaves_is_indexed_without_another_commit() {
    let engine = on_sqlite(Sqlite::memory().unwrap());
    let session = begin(&engine, ADA);
    let drafts: Vec<_> = (0..1_000).map(|n| line(format!("第{n}句"))).collect();
    let request = AppendManyMessagesRequest::new(ADA, session.id, drafts);
    own(&engine, |tx| {
        for _ in 0..3 {
            append::append_many(tx, &crate::Context::host(), &request)?;
        }
        Ok(())
    });
    // Each read of nothing takes its turn behind one more step.
    for _ in 0..10 {
        let none = AppendMessageRequest::new(BOB, session.id, MessageRole::User, "x");
        let refused = engine.submit::<Append>(&crate::Context::host(), none).wait();
        assert!(refused.is_err(), "Bob has no such session");
    }
    assert_eq!(indexed_seq(&engine), 3_001, "three thousand messages and their session");
}

#[test]
fn upkeep_that_is_cut_short_goes_on_where_it_stopped() {
    let engine = on_sqlite(Sqlite::memory().unwrap());
    let (ada, bob) = (begin(&engine, ADA), begin(&engine, BOB));
    say(&engine, &bob, "Bob waits");
    for _ in 0..3 {
        say(&engine, &ada, "Ada goes on");
        super::super::upkeep(engine.inner(), Instant::now()).unwrap();
    }
    let params = [BOB.into()];
    let bobs = own(&engine, |tx| tx.get(&index::POSITION, &params, |row| row.int(0)));
    assert!(bobs.is_some(), "the first user keeps the others from being indexed");
}

#[test]
fn upkeep_writes_nothing_where_nothing_is_left() {
    let engine = on_sqlite(Sqlite::memory().unwrap());
    let session = begin(&engine, ADA);
    say(&engine, &session, "一句");
    let deadline = Instant::now() + Duration::from_secs(60);
    let round = || super::super::upkeep(engine.inner(), deadline).unwrap();
    assert_eq!(round(), (1, true));
    let before = engine.stats().counters["commits"];
    assert_eq!(round(), (0, true));
    assert_eq!(engine.stats().counters["commits"], before);
}

fn found_count(engine: &Engine, query: &str) -> usize {
    pages(engine, &request(query).limit(200)).len()
}

#[test]
fn history_that_is_imported_backwards_makes_one_chain() {
    let engine = on_sqlite(Sqlite::memory().unwrap());
    let session = begin(&engine, ADA);
    say(&engine, &session, "今天的话");
    index_all(&engine);
    for batch in 1..=20 {
        let at = |n| NOW - batch * 1_000 + n;
        let drafts = (0..10).map(|n| line("从前的话").created_at_ms(at(n))).collect();
        append_many(&engine, &session, drafts);
        index_all(&engine);
    }
    say(&engine, &session, "明天的话");
    index_all(&engine);
    assert_eq!(chains(&engine), 1);
    assert_eq!(found_count(&engine, "的话"), 202);
}

#[test]
fn a_message_that_comes_back_takes_its_old_place() {
    let engine = on_sqlite(Sqlite::memory().unwrap());
    let session = begin(&engine, ADA);
    let said: Vec<_> = (0..5).map(|n| say(&engine, &session, &format!("第{n}句"))).collect();
    index_all(&engine);
    for message in &said {
        trash(&engine, message.id, ADA, true);
        index_all(&engine);
        trash(&engine, message.id, ADA, false);
        index_all(&engine);
    }
    assert_eq!(chains(&engine), 1);
    assert_eq!(found(&engine, "句"), ["第4句", "第3句", "第2句", "第1句", "第0句"]);
}

#[test]
fn every_user_is_indexed_and_the_store_stays_sound() {
    let (engine, _) = engine();
    for user in [ADA, BOB] {
        let session = begin(&engine, user);
        append_many(&engine, &session, (0..30).map(|n| line(format!("第{n}句话"))).collect());
    }
    index_all(&engine);
    assert_eq!(engine.maintain(Duration::from_secs(60)).unwrap().rows, 0, "nothing is left");
    for user in [ADA, BOB] {
        let request = SearchMessagesRequest::new(user, "句话").limit(200);
        assert_eq!(pages(&engine, &request).len(), 30);
    }
    if has_index(&engine) {
        assert_eq!(engine.check_integrity().unwrap(), Vec::<String>::new());
    }
}
