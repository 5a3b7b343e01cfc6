//! Order and pages: the newest first, whenever it was stored.

use super::*;
use crate::limits::SEARCH_CANDIDATES_MAX;
use crate::session::messages::search::index::{self, chains_of};
use crate::store::Cursor;

/// More chains than one call can look at once into.
const CHAINS: i64 = 120;

/// More than are put into free places one by one.
const CHAIN_MESSAGES: i64 = 66;

fn moments(hits: &[MessageHit]) -> Vec<i64> {
    hits.iter().map(|hit| hit.created_at_ms - NOW).collect()
}

#[test]
fn the_newest_comes_first_however_it_was_imported() {
    let (engine, _) = engine();
    let session = begin(&engine, ADA);
    let batches: [Vec<i64>; 4] = [
        (50..60).collect(),
        // Older than all, then between what is there, then newer than all.
        (0..10).rev().collect(),
        (0..30).map(|n| n * 3 + 1).collect(),
        vec![100, 101, 101, 101, 99],
    ];
    let mut expected = Vec::new();
    for batch in batches {
        let drafts = batch.iter().map(|at| line("一样的话").created_at_ms(NOW + at)).collect();
        append_many(&engine, &session, drafts);
        expected.extend(batch);
        expected.sort_by_key(|at| std::cmp::Reverse(*at));
        for limit in [3, 200] {
            assert_eq!(moments(&pages(&engine, &request("一样").limit(limit))), expected);
        }
        index_all(&engine);
        for limit in [1, 7, 200] {
            assert_eq!(moments(&pages(&engine, &request("一样").limit(limit))), expected);
        }
    }
    let ids: Vec<_> = pages(&engine, &request("一样").limit(2))
        .iter()
        .filter(|hit| hit.created_at_ms == NOW + 101)
        .map(|hit| hit.message_id)
        .collect();
    assert!(ids.is_sorted_by(|a, b| a.0 > b.0), "messages of one moment by their ids");
}

#[test]
fn a_page_reads_on_after_messages_came_and_went() {
    let (engine, _) = engine();
    let session = begin(&engine, ADA);
    (0..10).for_each(|n| drop(say(&engine, &session, &format!("第{n}句"))));
    index_all(&engine);
    let first = search(&engine, request("句").limit(4));
    say(&engine, &session, "新的一句");
    trash(&engine, first.items[3].message_id, ADA, true);
    let rest = pages(&engine, &request("句").limit(4).cursor(first.next_cursor.unwrap()));
    let texts: Vec<String> = rest.iter().map(text).collect();
    assert_eq!(texts, ["第5句", "第4句", "第3句", "第2句", "第1句", "第0句"]);
}

/// Messages that hold both characters of the query and never side by side, after one that does.
fn misleading(engine: &Engine, count: usize) -> Session {
    let session = begin(engine, ADA);
    let mut drafts = vec![line("甲乙丙")];
    drafts.extend((0..count).map(|_| line("甲乙，乙丙")));
    append_many(engine, &session, drafts);
    session
}

#[test]
fn a_search_that_looked_at_enough_says_so_and_goes_on() {
    let (engine, _) = engine();
    let indexed = has_index(&engine);
    misleading(&engine, if indexed { 5_500 } else { 2_500 });
    index_all(&engine);
    let first = search(&engine, request("甲乙丙"));
    assert!(!first.complete && first.items.is_empty());
    let second = search(&engine, request("甲乙丙").cursor(first.next_cursor.unwrap()));
    assert!(second.complete && second.next_cursor.is_none());
    assert_eq!(text(&second.items[0]), "甲乙丙");
}

#[test]
fn every_page_goes_on_however_many_chains_there_are() {
    let engine = on_sqlite(Sqlite::memory().unwrap());
    let session = begin(&engine, ADA);
    // Each import lies within the one before, so its messages can join none of them.
    let mut expected = Vec::new();
    for import in 0..CHAINS {
        let last = (CHAIN_MESSAGES - 1) * 1_000 + 500 - import;
        let times = (0..CHAIN_MESSAGES - 1).map(|n| n * 1_000 + import).chain([last]);
        let drafts: Vec<_> = times
            .inspect(|at| expected.push(*at))
            .map(|at| line("一样的话").created_at_ms(NOW + at))
            .collect();
        append_many(&engine, &session, drafts);
        index_all(&engine);
    }
    let chains = own(&engine, |tx| chains_of(tx.connection(), ADA)).len();
    assert!(i64::try_from(chains).unwrap() >= CHAINS, "{chains} chains");
    expected.sort_by_key(|at| std::cmp::Reverse(*at));
    for limit in [50, 200] {
        let (mut found, mut asked) = (Vec::new(), request("一样").limit(limit));
        loop {
            let page = search(&engine, asked.clone());
            found.extend(moments(&page.items));
            let Some(cursor) = page.next_cursor else { break };
            assert_ne!(asked.cursor.as_ref(), Some(&cursor), "after {} hits", found.len());
            asked = asked.cursor(cursor);
        }
        assert_eq!(found, expected, "pages of {limit}");
    }
}

#[test]
fn a_long_tail_is_read_in_bounded_steps() {
    let engine = on_sqlite(Sqlite::memory().unwrap());
    let session = begin(&engine, ADA);
    let count = SEARCH_CANDIDATES_MAX + 2_000;
    // The answers come first, in the order of no time.
    let mut drafts: Vec<_> =
        (0..20).map(|n| line("甲乙丙").created_at_ms(NOW - 100 + n * 7 % 20)).collect();
    drafts.extend((0..count).map(|n| line("甲乙，乙丙").created_at_ms(NOW + n * 7_001 % count)));
    append_many(&engine, &session, drafts);
    own(&engine, |tx| tx.exec(&index::CLEAR_POSITIONS, &[]));
    let first = search(&engine, request("乙"));
    let newest: Vec<i64> = (count - 50..count).rev().collect();
    assert_eq!((moments(&first.items), first.complete), (newest, true));
    let first = search(&engine, request("甲乙丙"));
    assert!(!first.complete && first.items.is_empty(), "it read the whole tail");
    let rest = pages(&engine, &request("甲乙丙").limit(6).cursor(first.next_cursor.unwrap()));
    assert_eq!(moments(&rest), (-100..-80).rev().collect::<Vec<_>>());
}

#[test]
fn a_session_is_read_in_bounded_steps_too() {
    let (engine, _) = engine();
    let session = misleading(&engine, 1_990);
    index_all(&engine);
    let all = search(&engine, request("甲乙丙").session_id(session.id));
    assert!(all.complete);
    assert_eq!(all.items.len(), 1);
    let more = (0..20).map(|_| line("甲乙，乙丙")).collect();
    append_many(&engine, &session, more);
    let found = pages(&engine, &request("甲乙丙").session_id(session.id));
    assert_eq!(found.len(), 1);
}

#[test]
fn a_cursor_selects_nothing_that_the_search_would_not() {
    let (engine, _) = engine();
    let (ada, bob) = (begin(&engine, ADA), begin(&engine, BOB));
    let mine = say(&engine, &ada, "一句");
    say(&engine, &bob, "一句");
    index_all(&engine);
    let cursor = Cursor::of(super::super::LIST, mine.created_at_ms + 1, mine.id.0);
    assert_eq!(search(&engine, request("一句").cursor(cursor)).items.len(), 1);
}
