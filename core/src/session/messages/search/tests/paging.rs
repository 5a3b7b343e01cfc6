//! Order and pages: the newest first, whenever it was stored.

use super::*;
use crate::store::Cursor;

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
