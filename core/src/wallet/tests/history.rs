//! Lists of records.

use super::*;
use crate::error::ErrorCode;
use crate::store::Cursor;
use crate::wallet::RecordKind;

/// 60 records: each of 20 rounds grants 10, then consumes 1 and 2, a second apart.
fn world() -> World {
    let world = World::new();
    for _ in 0..20 {
        world.grant(10);
        for points in [1, 2] {
            world.clock.advance_ms(1_000);
            world.consume(points).unwrap();
        }
    }
    world
}

fn seqs(world: &World, request: ListPointRecordsRequest) -> Vec<i64> {
    let mut seqs = Vec::new();
    let mut request = request;
    loop {
        let page = world.engine.wallet().history(request.clone()).unwrap();
        seqs.extend(page.items.iter().map(|item| item.seq));
        let Some(cursor) = page.next_cursor else { return seqs };
        request = request.cursor(cursor);
    }
}

#[test]
fn pages_tile_the_ledger_newest_first() {
    let world = world();
    let all: Vec<i64> = (1..=60).rev().collect();
    let request = ListPointRecordsRequest::new(world.user);
    for limit in [1, 7, 59, 60, 200] {
        assert_eq!(seqs(&world, request.clone().limit(limit)), all, "limit {limit}");
    }
    let page = world.engine.wallet().history(request).unwrap();
    assert_eq!(page.items.len(), 50);
}

#[test]
fn records_of_one_kind_are_listed_alone() {
    let world = world();
    let request = ListPointRecordsRequest::new(world.user).kind(RecordKind::Grant).limit(3);
    let grants: Vec<i64> = (1..=60).rev().filter(|seq| seq % 3 == 1).collect();
    assert_eq!(seqs(&world, request.clone()), grants);
    assert!(seqs(&world, request.kind(RecordKind::Expire)).is_empty());
}

#[test]
fn a_span_of_time_has_its_first_moment_and_not_its_last() {
    let world = world();
    let base = ListPointRecordsRequest::new(world.user).limit(4);
    for (from, to) in [(0, 1), (0, 40_000), (3_000, 9_000), (3_001, 9_001), (50_000, 60_000)] {
        let effective_at = |seq: i64| ((seq - 1) / 3) * 2_000 + ((seq - 1) % 3) * 1_000;
        let expected: Vec<i64> =
            (1..=60).rev().filter(|seq| (from..to).contains(&effective_at(*seq))).collect();
        let request = base.clone().from_at_ms(START + from).to_at_ms(START + to);
        assert_eq!(seqs(&world, request.clone()), expected, "{from}..{to}");
        let grants: Vec<i64> = expected.into_iter().filter(|seq| seq % 3 == 1).collect();
        assert_eq!(seqs(&world, request.kind(RecordKind::Grant)), grants, "{from}..{to}");
    }
}

#[test]
fn a_page_keeps_its_place_while_records_arrive() {
    let world = world();
    let request = ListPointRecordsRequest::new(world.user).limit(10);
    let first = world.engine.wallet().history(request.clone()).unwrap();
    world.grant(1);
    let second = request.cursor(first.next_cursor.unwrap());
    let second = world.engine.wallet().history(second).unwrap();
    assert_eq!(second.items[0].seq, 50);
}

#[test]
fn a_cursor_of_another_list_is_refused() {
    let world = world();
    let of_sessions = Cursor::of("sessions.list", 5, uuid::Uuid::nil());
    for cursor in ["nonsense".to_owned(), Cursor::of_text("plans.list", "a"), of_sessions] {
        let request = ListPointRecordsRequest::new(world.user).cursor(cursor);
        let error = world.engine.wallet().history(request).unwrap_err();
        assert_eq!(error.code(), ErrorCode::CursorInvalid);
    }
}
