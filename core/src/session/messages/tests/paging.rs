use proptest::prelude::*;
use uuid::Uuid;

use crate::error::ErrorCode;
use crate::session::fixture::{ADA, NOW, begin, draft, engine, mark_message, say};
use crate::session::{Direction, ListMessagesRequest, MessageList, Session};
use crate::{Engine, MessageId};

/// The most messages of a session in these properties.
const MESSAGES_MAX: usize = 24;

fn list(engine: &Engine, request: ListMessagesRequest) -> MessageList {
    engine.messages().list(request).unwrap()
}

fn of(session: &Session) -> ListMessagesRequest {
    ListMessagesRequest::new(session.user_id, session.id)
}

fn ids(page: &MessageList) -> Vec<MessageId> {
    page.items.iter().map(|message| message.id).collect()
}

/// The ids which a cursor leads to, page after page, in the order of the conversation.
fn follow(
    engine: &Engine,
    session: &Session,
    cursor: Option<String>,
    way: Direction,
    limit: i64,
) -> Vec<MessageId> {
    let mut pages = Vec::new();
    let mut next = cursor;
    while let Some(cursor) = next {
        let page = list(engine, of(session).limit(limit).cursor(cursor));
        assert!(!page.items.is_empty(), "a cursor leads to something");
        pages.push(ids(&page));
        assert!(pages.len() <= MESSAGES_MAX, "pages lead on");
        next = page.next_cursor;
    }
    if way == Direction::Older {
        pages.reverse();
    }
    pages.concat()
}

/// A session with messages at these times, and their ids in the order of the conversation.
fn session_with(engine: &Engine, times: &[i64]) -> (Session, Vec<MessageId>) {
    let session = begin(engine, ADA);
    let other = begin(engine, ADA);
    let mut places = Vec::new();
    for (n, at) in times.iter().enumerate() {
        // Scattered ids, so that ties are not in the order of insertion.
        let id = Uuid::from_u128((n as u128 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15_F39C_C060));
        let request = draft(&session, "x").id(id).created_at_ms(NOW + at);
        engine.messages().append(request).unwrap();
        engine.messages().append(draft(&other, "x").created_at_ms(NOW + at)).unwrap();
        places.push((NOW + at, MessageId(id)));
    }
    places.sort_unstable();
    (session, places.into_iter().map(|(_, id)| id).collect())
}

#[test]
fn the_newest_page_comes_first_and_reads_downwards() {
    let (engine, _) = engine();
    let session = begin(&engine, ADA);
    let said: Vec<_> = (0..5).map(|n| say(&engine, &session, &n.to_string()).id).collect();
    let page = list(&engine, of(&session).limit(2));
    assert_eq!(ids(&page), said[3..]);
    assert_eq!(page.previous_cursor, None);
    let page = list(&engine, of(&session).limit(2).cursor(page.next_cursor.unwrap()));
    assert_eq!(ids(&page), said[1..3]);
    let back = list(&engine, of(&session).limit(2).cursor(page.previous_cursor.unwrap()));
    assert_eq!(ids(&back), said[3..], "turned back");
    let oldest = list(&engine, of(&session).limit(2).direction(Direction::Newer));
    assert_eq!(ids(&oldest), said[..2]);
}

#[test]
fn an_empty_session_is_an_empty_page() {
    let (engine, _) = engine();
    let session = begin(&engine, ADA);
    let page = list(&engine, of(&session));
    assert_eq!(page, MessageList { items: vec![], next_cursor: None, previous_cursor: None });
}

#[test]
fn a_page_holds_its_limit_and_no_other_limit_is_taken() {
    let (engine, _) = engine();
    let session = begin(&engine, ADA);
    (0..60).for_each(|n| drop(say(&engine, &session, &n.to_string())));
    assert_eq!(list(&engine, of(&session)).items.len(), 50);
    assert_eq!(list(&engine, of(&session).limit(200)).items.len(), 60);
    for limit in [0, 201] {
        let error = engine.messages().list(of(&session).limit(limit)).unwrap_err();
        assert_eq!(error.code(), ErrorCode::Validation);
    }
}

#[test]
fn wrong_cursors_are_refused() {
    let (engine, _) = engine();
    let session = begin(&engine, ADA);
    (0..3).for_each(|n| drop(say(&engine, &session, &n.to_string())));
    let cursor = list(&engine, of(&session).limit(1)).next_cursor.unwrap();
    let cut = cursor[..cursor.len() - 1].to_owned();
    for wrong in ["o".into(), "x".into(), cursor[1..].to_owned(), cut, format!("o{cursor}")] {
        let error = engine.messages().list(of(&session).cursor(&wrong)).unwrap_err();
        assert_eq!(error.code(), ErrorCode::CursorInvalid, "{wrong}");
    }
    let both = of(&session).cursor(cursor).around(Uuid::nil());
    let error = engine.messages().list(both).unwrap_err();
    assert_eq!(error.code(), ErrorCode::Validation);
}

#[test]
fn turning_back_at_a_side_that_was_emptied_misses_nothing() {
    let (engine, _) = engine();
    let (session, said) = session_with(&engine, &[0, 0, 0]);
    let page = list(&engine, of(&session).limit(1));
    mark_message(&engine, ADA, said[0], &[("deleted_at_ms", NOW.into())]);
    mark_message(&engine, ADA, said[1], &[("deleted_at_ms", NOW.into())]);
    let nothing = list(&engine, of(&session).limit(1).cursor(page.next_cursor.unwrap()));
    assert_eq!(ids(&nothing), []);
    let back = list(&engine, of(&session).limit(1).cursor(nothing.previous_cursor.unwrap()));
    assert_eq!(ids(&back), said[2..]);
}

#[test]
fn a_message_of_another_session_is_no_middle() {
    let (engine, _) = engine();
    let session = begin(&engine, ADA);
    let other = say(&engine, &begin(&engine, ADA), "x");
    let error = engine.messages().list(of(&session).around(other.id)).unwrap_err();
    assert_eq!((error.code(), &error.details()["what"]), (ErrorCode::NotFound, &"message".into()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn pages_tile_the_session_both_ways(
        times in prop::collection::vec(-2..3i64, 0..MESSAGES_MAX),
        limit in 1..9i64,
    ) {
        let (engine, _) = engine();
        let (session, expected) = session_with(&engine, &times);
        for way in [Direction::Older, Direction::Newer] {
            let page = list(&engine, of(&session).limit(limit).direction(way));
            prop_assert_eq!(&page.previous_cursor, &None);
            let rest = follow(&engine, &session, page.next_cursor.clone(), way, limit);
            let seen = match way {
                Direction::Older => [rest, ids(&page)].concat(),
                Direction::Newer => [ids(&page), rest].concat(),
            };
            prop_assert_eq!(&seen, &expected);
        }
    }

    #[test]
    fn pages_around_a_message_tile_the_session(
        times in prop::collection::vec(-2..3i64, 1..MESSAGES_MAX),
        limit in 1..9i64,
        pick in any::<prop::sample::Index>(),
        way in prop_oneof![Just(Direction::Older), Just(Direction::Newer)],
    ) {
        let (engine, _) = engine();
        let (session, expected) = session_with(&engine, &times);
        let middle = pick.index(expected.len());
        let page = list(&engine, of(&session).limit(limit).around(expected[middle]).direction(way));
        let before = middle.min(limit as usize / 2);
        let shown = ids(&page);
        prop_assert_eq!(shown.get(before), Some(&expected[middle]));
        prop_assert!(shown.len() <= limit as usize);
        let (older, newer) = match way {
            Direction::Older => (page.next_cursor, page.previous_cursor),
            Direction::Newer => (page.previous_cursor, page.next_cursor),
        };
        let older = follow(&engine, &session, older, Direction::Older, limit);
        let newer = follow(&engine, &session, newer, Direction::Newer, limit);
        prop_assert_eq!([older, shown, newer].concat(), expected);
    }
}
