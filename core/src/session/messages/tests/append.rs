use serde_json::json;
use uuid::Uuid;

use crate::error::ErrorCode;
use crate::limits::{AMOUNT_MAX, CONTENT_CHARS_MAX};
use crate::session::fixture::{
    ADA, BOB, NOW, assert_counters_are_a_recount, begin, code, contents, draft, dump, engine,
    mark_message, mark_session, own, rows, say, sql,
};
use crate::session::messages::MESSAGES;
use crate::session::{
    AppendMessageRequest, EndSessionRequest, FeedbackRating, ListMessagesRequest, MessageRole,
    MessageStatus,
};
use crate::store::Value;
use crate::sync::FieldClock;
use crate::{Context, MessageId, SessionId};

#[test]
fn a_message_reads_back_as_it_was_appended() {
    let (engine, clock) = engine();
    let session = begin(&engine, ADA);
    let question = say(&engine, &session, "你好，世界 👋🏽 — naïve\r\n\t\u{200d}");
    clock.advance_ms(10);
    let request = AppendMessageRequest::new(ADA, session.id, MessageRole::Assistant, "答")
        .model("sonnet")
        .tokens(12)
        .cost_micros(340)
        .parent_id(question.id)
        .status(MessageStatus::Stopped)
        .metadata(json!({"finish": "用户", "n": [1, null]}));
    let answer = engine.messages().append(request).unwrap().message;
    assert_eq!(answer.created_at_ms, NOW + 10);
    let list = engine.messages().list(ListMessagesRequest::new(ADA, session.id)).unwrap();
    assert_eq!(list.items, [question, answer]);
    assert_eq!((list.next_cursor, list.previous_cursor), (None, None));
}

#[test]
fn appending_updates_the_counters_of_the_session_and_of_the_user() {
    let (engine, clock) = engine();
    let session = begin(&engine, ADA);
    clock.advance_ms(500);
    engine.messages().append(draft(&session, "a").tokens(7).cost_micros(9)).unwrap();
    engine.messages().append(draft(&session, "b").tokens(5)).unwrap();
    say(&engine, &session, "c");
    assert_counters_are_a_recount(&engine, &session);
    let activity = rows(&engine, &sql::ACTIVITY, ADA, 7);
    let expected = format!("Int(1) Int(0) Int(0) Int(3) Int(12) Int({NOW}) Int({})", NOW + 500);
    assert_eq!(activity, [expected]);
}

#[test]
fn appends_stand_in_their_order_even_when_the_clock_goes_back() {
    let (engine, clock) = engine();
    let session = begin(&engine, ADA);
    let mut said = Vec::new();
    for (n, at) in [0, 0, 5, -60_000, -60_000, 5, 6].into_iter().enumerate() {
        clock.set_ms(NOW + at);
        // Ids of a client, each smaller than the one before, must not change the order.
        let id = MessageId(Uuid::from_u128(u128::MAX - n as u128));
        let request = draft(&session, &n.to_string());
        let request = if n % 2 == 0 { request.id(id) } else { request };
        said.push(engine.messages().append(request).unwrap().message);
    }
    assert!(said.is_sorted_by_key(|message| message.created_at_ms));
    assert_eq!(contents(&engine, &session), ["0", "1", "2", "3", "4", "5", "6"]);
}

#[test]
fn a_message_with_a_time_of_its_own_takes_its_place() {
    let (engine, _) = engine();
    let session = begin(&engine, ADA);
    say(&engine, &session, "now");
    engine.messages().append(draft(&session, "then").created_at_ms(NOW - 5)).unwrap();
    engine.messages().append(draft(&session, "1969").created_at_ms(-5)).unwrap();
    say(&engine, &session, "later");
    assert_eq!(contents(&engine, &session), ["1969", "then", "now", "later"]);
    assert_counters_are_a_recount(&engine, &session);
}

#[test]
fn only_a_streaming_message_may_be_empty() {
    let (engine, _) = engine();
    let session = begin(&engine, ADA);
    for status in [None, Some(MessageStatus::Complete), Some(MessageStatus::Failed)] {
        let mut request = draft(&session, "");
        request.status = status;
        let error = engine.messages().append(request).unwrap_err();
        assert_eq!(error.code(), ErrorCode::Validation);
        assert_eq!(error.details()["field"], "content");
    }
    let streaming = draft(&session, "").status(MessageStatus::Streaming);
    assert_eq!(engine.messages().append(streaming).unwrap().message.content, "");
}

#[test]
fn content_is_taken_at_its_limit_and_refused_past_it() {
    let (engine, _) = engine();
    let session = begin(&engine, ADA);
    let longest = "字".repeat(CONTENT_CHARS_MAX);
    let message = say(&engine, &session, &longest);
    assert!(message.content == longest);
    assert!(contents(&engine, &session) == [longest.as_str()]);
    let past = draft(&session, &(longest + "字"));
    assert_eq!(code(engine.messages().append(past)), ErrorCode::PayloadTooLarge);
    for (past, field) in [
        (draft(&session, "a\0b"), "content"),
        (draft(&session, "a").tokens(-1), "tokens"),
        (draft(&session, "a").cost_micros(AMOUNT_MAX + 1), "costMicros"),
        (draft(&session, "a").model("m".repeat(101)), "model"),
    ] {
        let error = engine.messages().append(past).unwrap_err();
        assert_eq!(error.code(), ErrorCode::Validation);
        assert_eq!(error.details()["field"], field);
    }
}

#[test]
fn sums_stop_at_the_largest_amount() {
    let (engine, _) = engine();
    let session = begin(&engine, ADA);
    engine.messages().append(draft(&session, "a").tokens(AMOUNT_MAX)).unwrap();
    engine.messages().append(draft(&session, "b").cost_micros(AMOUNT_MAX)).unwrap();
    let before = dump(&engine, ADA);
    for (past, field) in [
        (draft(&session, "c").tokens(1), "tokens"),
        (draft(&session, "c").cost_micros(1), "costMicros"),
    ] {
        let error = engine.messages().append(past).unwrap_err();
        assert_eq!(error.code(), ErrorCode::AmountOverflow);
        assert_eq!(error.details()["field"], field);
    }
    let other = begin(&engine, ADA);
    let past = draft(&other, "c").tokens(1);
    assert_eq!(code(engine.messages().append(past)), ErrorCode::AmountOverflow, "of the user");
    assert_eq!(dump(&engine, ADA)[1], before[1], "no message was left behind");
    assert_counters_are_a_recount(&engine, &session);
}

#[test]
fn a_taken_id_replays_the_same_message_and_refuses_another() {
    let (engine, clock) = engine();
    let session = begin(&engine, ADA);
    let elsewhere = begin(&engine, ADA);
    let request = draft(&session, "hello").id(Uuid::from_u128(9)).tokens(3);
    let first = engine.messages().append(request.clone()).unwrap();
    clock.advance_ms(1_000);
    let before = dump(&engine, ADA);
    let again = engine.messages().append(request.clone()).unwrap();
    assert_eq!((again.replayed, &again.message), (true, &first.message));
    let moved = draft(&elsewhere, "hello").id(Uuid::from_u128(9)).tokens(3);
    for other in [
        moved,
        request.clone().tokens(4),
        request.clone().model("m"),
        request.clone().metadata(json!({})),
        request.clone().created_at_ms(NOW + 1),
        draft(&session, "hallo").id(Uuid::from_u128(9)).tokens(3),
    ] {
        assert_eq!(code(engine.messages().append(other)), ErrorCode::Conflict);
    }
    assert_eq!(dump(&engine, ADA), before, "neither wrote anything");
    engine.sessions().end(EndSessionRequest::new(ADA, session.id)).unwrap();
    assert!(engine.messages().append(request).unwrap().replayed, "a retry needs no open session");
    let of_bob = begin(&engine, BOB);
    let same_id = draft(&of_bob, "mine").id(Uuid::from_u128(9));
    assert!(!engine.messages().append(same_id).unwrap().replayed, "ids are each user's own");
}

#[test]
fn a_retry_of_a_streaming_message_finds_it_grown() {
    let (engine, _) = engine();
    let session = begin(&engine, ADA);
    let request = draft(&session, "On").id(Uuid::from_u128(9)).status(MessageStatus::Streaming);
    let message = engine.messages().append(request.clone()).unwrap().message;
    let grown = [("content", "Once".into()), ("status", "complete".into()), ("tokens", 2.into())];
    mark_message(&engine, ADA, message.id, &grown);
    let again = engine.messages().append(request).unwrap();
    assert_eq!((again.replayed, again.message.content.as_str()), (true, "Once"));
}

#[test]
fn one_key_appends_one_message_and_a_changed_request_is_named() {
    let (engine, _) = engine();
    let session = begin(&engine, ADA);
    let request = draft(&session, "a").idempotency_key("k");
    let first = engine.messages().append(request.clone()).unwrap();
    let again = engine.messages().append(request.clone()).unwrap();
    assert_eq!((again.replayed, again.message), (true, first.message));
    let error = engine.messages().append(request.tokens(1)).unwrap_err();
    assert_eq!(error.code(), ErrorCode::IdempotencyMismatch);
    assert_eq!(error.details()["field"], "tokens");
    assert_eq!(contents(&engine, &session), ["a"]);
}

#[test]
fn an_ended_session_refuses_messages_and_a_resting_one_takes_them() {
    let (engine, _) = engine();
    let session = begin(&engine, ADA);
    for status in ["paused", "archived"] {
        mark_session(&engine, ADA, session.id, &[("status", status.into())]);
        say(&engine, &session, status);
    }
    mark_session(&engine, ADA, session.id, &[("status", "active".into())]);
    engine.sessions().end(EndSessionRequest::new(ADA, session.id)).unwrap();
    for status in ["ended", "archived"] {
        mark_session(&engine, ADA, session.id, &[("status", status.into())]);
        let before = dump(&engine, ADA);
        let error = engine.messages().append(draft(&session, "more")).unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidState);
        assert_eq!(error.details()["state"], "ended");
        assert_eq!(dump(&engine, ADA), before);
    }
}

#[test]
fn a_message_needs_a_session_of_its_user_that_is_not_deleted() {
    let (engine, _) = engine();
    let session = begin(&engine, ADA);
    say(&engine, &session, "mine");
    let append = |user, session| {
        let request = AppendMessageRequest::new(user, session, MessageRole::User, "x");
        engine.messages().append(request)
    };
    let list = |user, session| engine.messages().list(ListMessagesRequest::new(user, session));
    let unknown = SessionId(Uuid::from_u128(404));
    assert_eq!(code(append(ADA, unknown)), ErrorCode::NotFound);
    assert_eq!(code(list(ADA, unknown)), ErrorCode::NotFound);
    assert_eq!(code(append(BOB, session.id)), ErrorCode::NotFound);
    assert_eq!(code(list(BOB, session.id)), ErrorCode::NotFound);
    mark_session(&engine, ADA, session.id, &[("deleted_at_ms", NOW.into())]);
    assert_eq!(code(append(ADA, session.id)), ErrorCode::NotFound);
    assert_eq!(code(list(ADA, session.id)), ErrorCode::NotFound);
    let context = Context::user(BOB);
    let refused = engine.acting(&context).messages().append(draft(&session, "x"));
    assert_eq!(code(refused), ErrorCode::PermissionDenied);
}

#[test]
fn the_parent_is_a_message_of_the_same_session() {
    let (engine, _) = engine();
    let session = begin(&engine, ADA);
    let other = say(&engine, &begin(&engine, ADA), "other session");
    let of_bob = say(&engine, &begin(&engine, BOB), "other user");
    let own_id = MessageId(Uuid::from_u128(3));
    let before = dump(&engine, ADA);
    for parent in [other.id, of_bob.id, own_id, MessageId(Uuid::nil())] {
        let request = draft(&session, "x").id(own_id).parent_id(parent);
        let error = engine.messages().append(request).unwrap_err();
        assert_eq!(error.code(), ErrorCode::NotFound);
        assert_eq!(error.details()["id"], parent.to_string());
    }
    assert_eq!(dump(&engine, ADA), before);
    let root = say(&engine, &session, "root");
    for branch in ["left", "right"] {
        engine.messages().append(draft(&session, branch).parent_id(root.id)).unwrap();
    }
    assert_eq!(contents(&engine, &session), ["root", "left", "right"]);
}

#[test]
fn marks_are_shown_and_deleted_messages_are_not() {
    let (engine, _) = engine();
    let session = begin(&engine, ADA);
    let liked = say(&engine, &session, "liked");
    let gone = say(&engine, &session, "gone");
    let feedback = r#"{"rating":"up","note":"谢谢"}"#;
    mark_message(&engine, ADA, liked.id, &[("feedback", feedback.into())]);
    mark_message(&engine, ADA, gone.id, &[("deleted_at_ms", NOW.into())]);
    let list = engine.messages().list(ListMessagesRequest::new(ADA, session.id)).unwrap();
    assert_eq!(list.items.len(), 1);
    let feedback = list.items[0].feedback.as_ref().unwrap();
    assert_eq!(feedback.rating, Some(FeedbackRating::Up));
    assert_eq!(feedback.note.as_deref(), Some("谢谢"));
    let around = ListMessagesRequest::new(ADA, session.id).around(gone.id);
    assert_eq!(code(engine.messages().list(around)), ErrorCode::NotFound);
}

#[test]
fn an_appended_message_carries_its_place_in_the_log_and_its_stamp() {
    let (engine, clock) = engine();
    let session = begin(&engine, ADA);
    clock.advance_ms(77);
    say(&engine, &session, "a");
    say(&engine, &session, "b");
    let synced = own(&engine, |tx| {
        tx.list(&sql::MESSAGES, &[ADA.into()], |row| match row.value(14)? {
            Value::Bytes(bytes) => Ok((row.int(13)?, FieldClock::from_bytes(bytes)?)),
            other => panic!("{other:?}"),
        })
    });
    assert_eq!(synced.iter().map(|(seq, _)| *seq).collect::<Vec<_>>(), [2, 3]);
    for field in 0..MESSAGES.fields.len() {
        let stamps = synced.iter().map(|(_, clock)| clock.stamp(field).unwrap().clock);
        let stamps: Vec<_> = stamps.collect();
        assert_eq!(stamps[0] >> 16, NOW + 77);
        assert!(stamps[0] < stamps[1]);
    }
}

#[test]
fn an_append_is_heard_as_a_message_and_a_session() {
    let (engine, _) = engine();
    let session = begin(&engine, ADA);
    let changes = engine.subscribe(Some(ADA));
    say(&engine, &session, "a");
    let nouns: Vec<_> = changes.try_recv().unwrap().changes.iter().map(|c| c.noun).collect();
    assert_eq!(nouns, ["message", "session"]);
}
