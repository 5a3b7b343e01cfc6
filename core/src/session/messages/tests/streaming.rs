//! Messages that are written bit by bit.

use serde_json::json;

use crate::error::ErrorCode;
use crate::limits::{AMOUNT_MAX, CONTENT_CHARS_MAX, STREAM_IDLE_MS_MAX};
use crate::runtime::RowId;
use crate::session::fixture::{
    ADA, BOB, NOW, assert_counters_are_a_recount, begin, code, contents, draft, dump, engine,
    maintain, open, rows, sql,
};
use crate::session::messages::{
    AppendToStreamRequest, DeleteMessageRequest, FinishMessageStreamRequest, GetMessageRequest,
    Message, MessageStatus, StartMessageStreamRequest,
};
use crate::session::{EndSessionRequest, GetSessionRequest, Session};
use crate::{Engine, FixedClock, MessageId};

fn start(engine: &Engine, session: &Session) -> MessageId {
    let request = StartMessageStreamRequest::new(session.user_id, session.id);
    engine.messages().stream_start(request).unwrap().message.id
}

/// Answers the number that is expected next, and whether the chunk had come before.
fn add(engine: &Engine, id: MessageId, chunk: i64, text: &str) -> crate::Result<(i64, bool)> {
    let request = AppendToStreamRequest::new(ADA, id, chunk, text);
    engine.messages().stream_append(request).map(|added| (added.next_chunk, added.replayed))
}

fn finish(engine: &Engine, id: MessageId, status: MessageStatus) -> crate::Result<Message> {
    let request = FinishMessageStreamRequest::new(ADA, id, status);
    engine.messages().stream_finish(request).map(|finished| finished.message)
}

fn get(engine: &Engine, id: MessageId) -> Message {
    engine.messages().get(GetMessageRequest::new(ADA, id)).unwrap()
}

#[test]
fn readers_see_what_has_come_and_the_end_is_counted_once() {
    let (engine, clock) = engine();
    let session = begin(&engine, ADA);
    let id = start(&engine, &session);
    assert_eq!((get(&engine, id).content.as_str(), get(&engine, id).tokens), ("", None));
    let heard = engine.subscribe(None);
    assert_eq!(add(&engine, id, 0, "去").unwrap(), (1, false));
    let changes = heard.try_recv().unwrap().changes;
    assert!(changes.iter().any(|change| change.id == RowId::Id(id.0)), "{changes:?}");
    assert_eq!(add(&engine, id, 1, "大理 🧭").unwrap(), (2, false));
    assert_eq!(contents(&engine, &session), ["去大理 🧭"]);
    assert_eq!(get(&engine, id).status, MessageStatus::Streaming);
    clock.advance_ms(100);
    drop(heard.try_recv());
    let request = FinishMessageStreamRequest::new(ADA, id, MessageStatus::Complete)
        .tokens(12)
        .cost_micros(340)
        .metadata(json!({"finish": "stop"}));
    let finished = engine.messages().stream_finish(request.clone()).unwrap();
    assert!(!finished.replayed);
    let changes = heard.try_recv().unwrap().changes;
    let grown = changes.iter().any(|change| change.id == RowId::Id(session.id.0));
    assert!(grown, "the totals of the session changed: {changes:?}");
    assert_eq!(finished.message, get(&engine, id));
    assert_eq!(finished.message.content, "去大理 🧭");
    assert_eq!(finished.message.created_at_ms, NOW);
    assert_counters_are_a_recount(&engine, &session);
    let activity = rows(&engine, &sql::ACTIVITY, ADA, 7);
    assert!(activity[0].starts_with("Int(1) Int(0) Int(0) Int(1) Int(12)"), "{activity:?}");
    assert!(rows(&engine, &sql::STREAMS, ADA, 4).is_empty());
    let after = dump(&engine, ADA);
    let again = engine.messages().stream_finish(request.clone()).unwrap();
    assert_eq!((again.replayed, again.message), (true, finished.message));
    let other = request.tokens(13);
    assert_eq!(code(engine.messages().stream_finish(other)), ErrorCode::InvalidState);
    assert_eq!(code(add(&engine, id, 2, "x")), ErrorCode::InvalidState);
    assert_eq!(dump(&engine, ADA), after);
}

#[test]
fn a_chunk_is_added_once_and_none_is_passed_over() {
    let (engine, _) = engine();
    let session = begin(&engine, ADA);
    let id = start(&engine, &session);
    for chunk in 0..3 {
        assert_eq!(add(&engine, id, chunk, &format!("{chunk};")).unwrap(), (chunk + 1, false));
        let before = dump(&engine, ADA);
        assert_eq!(add(&engine, id, chunk, &format!("{chunk};")).unwrap(), (chunk + 1, true));
        assert_eq!(code(add(&engine, id, chunk, "other")), ErrorCode::Conflict);
        assert_eq!(code(add(&engine, id, chunk + 2, "ahead")), ErrorCode::Conflict);
        assert_eq!(dump(&engine, ADA), before);
    }
    assert_eq!(add(&engine, id, 0, "0;").unwrap(), (3, true), "one of long ago");
    assert_eq!(get(&engine, id).content, "0;1;2;");
    assert_eq!(code(add(&engine, id, 3, "")), ErrorCode::Validation);
    assert_eq!(code(add(&engine, id, -1, "x")), ErrorCode::Validation);
    assert_eq!(code(add(&engine, id, 3, &"x".repeat(65_537))), ErrorCode::Validation);
}

#[test]
fn a_long_answer_is_kept_in_few_rows_and_read_whole() {
    let (engine, _) = engine();
    let session = begin(&engine, ADA);
    let id = start(&engine, &session);
    let mut expected = String::new();
    for chunk in 0..1_000_i64 {
        let text = if chunk == 500 { "长".repeat(5_000) } else { format!("词{chunk} ") };
        assert_eq!(add(&engine, id, chunk, &text).unwrap(), (chunk + 1, false));
        assert_eq!(add(&engine, id, chunk, &text).unwrap(), (chunk + 1, true));
        expected.push_str(&text);
    }
    assert_eq!(get(&engine, id).content, expected);
    assert!(rows(&engine, &sql::PIECES, ADA, 1).len() < 20, "not one for each chunk");
    let message = finish(&engine, id, MessageStatus::Stopped).unwrap();
    assert_eq!((message.content, message.status), (expected, MessageStatus::Stopped));
    assert!(rows(&engine, &sql::PIECES, ADA, 1).is_empty());
}

#[test]
fn content_stops_at_its_limit() {
    let (engine, _) = engine();
    let session = begin(&engine, ADA);
    let id = start(&engine, &session);
    let chunk = "言".repeat(65_536);
    for n in 0..16 {
        add(&engine, id, n, &chunk).unwrap();
    }
    assert_eq!(code(add(&engine, id, 16, "x")), ErrorCode::PayloadTooLarge);
    assert_eq!(finish(&engine, id, MessageStatus::Complete).unwrap().content.len(), 3 << 20);
}

#[test]
fn a_silent_stream_has_failed_at_its_deadline_whether_or_not_upkeep_came() {
    for swept in [false, true] {
        let (engine, clock) = engine();
        let session = begin(&engine, ADA);
        let (silent, lively) = (start(&engine, &session), start(&engine, &session));
        add(&engine, silent, 0, "half").unwrap();
        clock.advance_ms(STREAM_IDLE_MS_MAX - 1);
        maintain(&engine);
        assert_eq!(get(&engine, silent).status, MessageStatus::Streaming);
        add(&engine, lively, 0, "goes on").unwrap();
        clock.advance_ms(1);
        if swept {
            maintain(&engine);
            assert_eq!(rows(&engine, &sql::STREAMS, ADA, 1).len(), 1);
        }
        let message = get(&engine, silent);
        assert_eq!((message.status, &*message.content), (MessageStatus::Failed, "half"));
        assert_eq!(code(add(&engine, silent, 1, "x")), ErrorCode::InvalidState);
        let complete = finish(&engine, silent, MessageStatus::Complete);
        assert_eq!(code(complete), ErrorCode::InvalidState);
        assert_eq!(finish(&engine, silent, MessageStatus::Failed).unwrap(), message);
        assert_eq!(add(&engine, lively, 1, "!").unwrap(), (2, false));
        assert_counters_are_a_recount(&engine, &session);
    }
}

#[test]
fn a_message_that_was_appended_while_it_streams_is_a_stream() {
    let (engine, clock) = engine();
    let session = begin(&engine, ADA);
    let request = draft(&session, "so ").status(MessageStatus::Streaming);
    let id = engine.messages().append(request).unwrap().message.id;
    add(&engine, id, 0, "far").unwrap();
    assert_eq!(contents(&engine, &session), ["so far"]);
    clock.advance_ms(STREAM_IDLE_MS_MAX);
    maintain(&engine);
    let message = get(&engine, id);
    assert_eq!((message.status, &*message.content), (MessageStatus::Failed, "so far"));
}

#[test]
fn a_start_is_made_once_for_its_key_and_for_its_id() {
    let (engine, _) = engine();
    let session = begin(&engine, ADA);
    let id = MessageId(uuid::Uuid::from_u128(7));
    let named = StartMessageStreamRequest::new(ADA, session.id).id(id).model("m");
    engine.messages().stream_start(named.clone()).unwrap();
    add(&engine, id, 0, "a").unwrap();
    let again = engine.messages().stream_start(named.clone()).unwrap();
    assert_eq!((again.replayed, again.next_chunk), (true, 1));
    assert_eq!(again.message.content, "a", "a writer that comes back sees where it was");
    let keyed = StartMessageStreamRequest::new(ADA, session.id).idempotency_key("k");
    let first = engine.messages().stream_start(keyed.clone()).unwrap();
    let again = engine.messages().stream_start(keyed).unwrap();
    assert_eq!((again.replayed, again.message.id), (true, first.message.id));
}

#[test]
fn a_stream_ends_though_its_session_has_ended() {
    let (engine, _) = engine();
    let session = begin(&engine, ADA);
    let id = start(&engine, &session);
    engine.sessions().end(EndSessionRequest::new(ADA, session.id)).unwrap();
    add(&engine, id, 0, "a").unwrap();
    assert_eq!(finish(&engine, id, MessageStatus::Complete).unwrap().content, "a");
    let late = StartMessageStreamRequest::new(ADA, session.id);
    assert_eq!(code(engine.messages().stream_start(late)), ErrorCode::InvalidState);
}

#[test]
fn what_cannot_be_finished_is_refused_and_goes_on() {
    let (engine, _) = engine();
    let session = begin(&engine, ADA);
    let id = start(&engine, &session);
    assert_eq!(code(finish(&engine, id, MessageStatus::Complete)), ErrorCode::Validation);
    assert_eq!(code(finish(&engine, id, MessageStatus::Streaming)), ErrorCode::Validation);
    engine.messages().append(draft(&session, "x").tokens(AMOUNT_MAX)).unwrap();
    add(&engine, id, 0, "a").unwrap();
    let request = FinishMessageStreamRequest::new(ADA, id, MessageStatus::Complete).tokens(1);
    assert_eq!(code(engine.messages().stream_finish(request)), ErrorCode::AmountOverflow);
    add(&engine, id, 1, "b").unwrap();
    let theirs = AppendToStreamRequest::new(BOB, id, 2, "c");
    assert_eq!(code(engine.messages().stream_append(theirs)), ErrorCode::NotFound);
    let theirs = FinishMessageStreamRequest::new(BOB, id, MessageStatus::Stopped);
    assert_eq!(code(engine.messages().stream_finish(theirs)), ErrorCode::NotFound);
    engine.messages().delete(DeleteMessageRequest::new(ADA, id)).unwrap();
    assert_eq!(code(finish(&engine, id, MessageStatus::Stopped)), ErrorCode::NotFound);
    assert_counters_are_a_recount(&engine, &session);
}

#[test]
fn racing_deliveries_of_each_chunk_add_it_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("race.db");
    let engine = open(path.to_str().unwrap(), &FixedClock::new(NOW));
    let session = begin(&engine, ADA);
    let id = start(&engine, &session);
    let added: usize = std::thread::scope(|scope| {
        let writers: Vec<_> = (0..6)
            .map(|_| {
                let engine = &engine;
                scope.spawn(move || {
                    let once = |chunk| {
                        // One that is ahead of what has come is refused, and tried again.
                        loop {
                            match add(engine, id, chunk, &format!("{chunk};")) {
                                Ok((_, replayed)) => return !replayed,
                                Err(error) => assert_eq!(error.code(), ErrorCode::Conflict),
                            }
                        }
                    };
                    (0..40).filter(|chunk| once(*chunk)).count()
                })
            })
            .collect();
        writers.into_iter().map(|writer| writer.join().unwrap()).sum()
    });
    assert_eq!(added, 40, "each was added by one of them");
    let expected: String = (0..40).map(|chunk| format!("{chunk};")).collect();
    assert_eq!(finish(&engine, id, MessageStatus::Complete).unwrap().content, expected);
}

#[test]
fn racing_finishes_count_the_tokens_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("race.db");
    let engine = open(path.to_str().unwrap(), &FixedClock::new(NOW));
    let session = begin(&engine, ADA);
    for _ in 0..10 {
        let id = start(&engine, &session);
        add(&engine, id, 0, "a").unwrap();
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    let request = FinishMessageStreamRequest::new(ADA, id, MessageStatus::Complete);
                    engine.messages().stream_finish(request.tokens(3)).unwrap();
                });
            }
        });
    }
    let session = engine.sessions().get(GetSessionRequest::new(ADA, session.id)).unwrap();
    assert_eq!((session.message_count, session.total_tokens), (10, 30));
    assert_counters_are_a_recount(&engine, &session);
}

#[test]
fn what_a_stream_begins_with_counts_for_its_limit() {
    let (engine, _) = engine();
    let session = begin(&engine, ADA);
    let begun = "字".repeat(CONTENT_CHARS_MAX - 2);
    let request = draft(&session, &begun).status(MessageStatus::Streaming);
    let id = engine.messages().append(request).unwrap().message.id;
    assert_eq!(code(add(&engine, id, 0, "abc")), ErrorCode::PayloadTooLarge);
    add(&engine, id, 0, "ab").unwrap();
    assert_eq!(get(&engine, id).content.chars().count(), CONTENT_CHARS_MAX);
}
