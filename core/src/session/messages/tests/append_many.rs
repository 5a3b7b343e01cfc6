use proptest::prelude::*;
use uuid::Uuid;

use crate::error::ErrorCode;
use crate::limits::APPEND_MANY_MAX;
use crate::session::fixture::{
    ADA, NOW, assert_counters_are_a_recount, begin, contents, draft, dump, engine, rows, say, sql,
};
use crate::session::{
    AppendManyMessagesRequest, EndSessionRequest, MessageDraft, MessageRole, Session,
};
use crate::{Engine, MessageId};

fn message(content: impl Into<String>) -> MessageDraft {
    MessageDraft::new(MessageRole::User, content)
}

fn id(n: u128) -> MessageId {
    MessageId(Uuid::from_u128(n))
}

fn request(session: &Session, drafts: Vec<MessageDraft>) -> AppendManyMessagesRequest {
    AppendManyMessagesRequest::new(session.user_id, session.id, drafts)
}

fn append(engine: &Engine, session: &Session, drafts: Vec<MessageDraft>) -> crate::Result<i64> {
    engine.messages().append_many(request(session, drafts)).map(|response| response.count)
}

#[test]
fn many_messages_are_one_commit_in_their_order() {
    let (engine, _) = engine();
    let session = begin(&engine, ADA);
    say(&engine, &session, "first");
    let drafts = vec![
        message("a").id(id(9)).tokens(5),
        message("b").id(id(8)).parent_id(id(9)).cost_micros(2),
        message("c").id(id(7)).parent_id(id(8)),
        message("d"),
    ];
    let response = engine.messages().append_many(request(&session, drafts)).unwrap();
    assert_eq!((response.count, response.replayed), (4, false));
    assert_eq!(response.ids[..3], [id(9), id(8), id(7)]);
    assert_eq!(contents(&engine, &session), ["first", "a", "b", "c", "d"]);
    assert_counters_are_a_recount(&engine, &session);
    assert_eq!(rows(&engine, &sql::HEAD, ADA, 1), ["Int(6)"], "no number is left over");
}

#[test]
fn one_bad_message_leaves_none_of_them() {
    let (engine, _) = engine();
    let session = begin(&engine, ADA);
    let taken = engine.messages().append(draft(&session, "taken").id(id(1))).unwrap().message;
    let before = dump(&engine, ADA);
    for (bad, code) in [
        (message("c").parent_id(id(404)), ErrorCode::NotFound),
        (message("not the same").id(taken.id), ErrorCode::Conflict),
        (message("twice, not the same").id(id(2)), ErrorCode::Conflict),
        (message("").id(id(3)), ErrorCode::Validation),
        (message("c").tokens(i64::MAX), ErrorCode::Validation),
    ] {
        let drafts = vec![message("a").id(id(2)), message("b").parent_id(id(2)), bad];
        let error = append(&engine, &session, drafts).unwrap_err();
        assert_eq!(error.code(), code);
        if code == ErrorCode::Validation {
            let field = error.details()["field"].to_string();
            assert!(field.starts_with("\"messages[2]."), "{field}");
        }
        assert_eq!(dump(&engine, ADA), before);
    }
}

#[test]
fn a_parent_stands_before_its_children() {
    let (engine, _) = engine();
    let session = begin(&engine, ADA);
    let drafts = vec![message("child").parent_id(id(2)), message("parent").id(id(2))];
    assert_eq!(append(&engine, &session, drafts).unwrap_err().code(), ErrorCode::NotFound);
}

#[test]
fn sums_of_one_call_stop_at_the_largest_amount() {
    let (engine, _) = engine();
    let session = begin(&engine, ADA);
    let drafts = vec![message("a").tokens(crate::limits::AMOUNT_MAX); 1000];
    let error = append(&engine, &session, drafts).unwrap_err();
    assert_eq!(error.code(), ErrorCode::AmountOverflow);
    assert_eq!(contents(&engine, &session), [""; 0]);
}

#[test]
fn a_thousand_messages_are_taken_and_one_more_is_not() {
    let (engine, _) = engine();
    let session = begin(&engine, ADA);
    assert_eq!(append(&engine, &session, vec![message("a"); APPEND_MANY_MAX]).unwrap(), 1000);
    let past = append(&engine, &session, vec![message("a"); APPEND_MANY_MAX + 1]);
    assert_eq!(past.unwrap_err().code(), ErrorCode::PayloadTooLarge);
    let none = append(&engine, &session, Vec::new());
    assert_eq!(none.unwrap_err().code(), ErrorCode::Validation);
}

#[test]
fn a_retry_appends_what_is_missing_and_nothing_twice() {
    let (engine, _) = engine();
    let session = begin(&engine, ADA);
    let drafts = |n: u128| (0..n).map(|n| message(n.to_string()).id(id(n))).collect::<Vec<_>>();
    assert_eq!(append(&engine, &session, drafts(3)).unwrap(), 3);
    assert_eq!(append(&engine, &session, drafts(5)).unwrap(), 2, "two were missing");
    engine.sessions().end(EndSessionRequest::new(ADA, session.id)).unwrap();
    let before = dump(&engine, ADA);
    let again = engine.messages().append_many(request(&session, drafts(5))).unwrap();
    assert_eq!((again.count, again.replayed, again.ids.len()), (0, true, 5));
    let more = append(&engine, &session, drafts(6));
    assert_eq!(more.unwrap_err().code(), ErrorCode::InvalidState);
    assert_eq!(dump(&engine, ADA), before);
    assert_counters_are_a_recount(&engine, &session);
}

#[test]
fn one_key_appends_them_once() {
    let (engine, _) = engine();
    let session = begin(&engine, ADA);
    let first = request(&session, vec![message("a"), message("b")]).idempotency_key("k");
    let one = engine.messages().append_many(first.clone()).unwrap();
    let two = engine.messages().append_many(first).unwrap();
    assert_eq!((two.ids, two.replayed), (one.ids, true));
    let other = request(&session, vec![message("a")]).idempotency_key("k");
    let error = engine.messages().append_many(other).unwrap_err();
    assert_eq!(error.code(), ErrorCode::IdempotencyMismatch);
    assert_eq!(error.details()["field"], "messages");
}

#[test]
fn drafts_come_through_json() {
    let (engine, _) = engine();
    let session = begin(&engine, ADA);
    let call = |messages: &str| {
        let ids = format!(r#""userId":"{ADA}","sessionId":"{}""#, session.id);
        let body = format!(r#"{{{ids},"messages":{messages}}}"#);
        engine.call(&crate::Context::host(), "messages.append_many", body.as_bytes())
    };
    call(r#"[{"role":"user","content":"你好"},{"role":"tool","content":"{}","tokens":3}]"#)
        .unwrap();
    assert_eq!(contents(&engine, &session), ["你好", "{}"]);
    for wrong in [
        r#"[{"role":"robot","content":"x"}]"#,
        r#"[{"role":"user","content":"x","extra":1}]"#,
        r#"[{"role":"user"}]"#,
    ] {
        assert_eq!(call(wrong).unwrap_err().code(), ErrorCode::Validation, "{wrong}");
    }
}

fn any_draft() -> impl Strategy<Value = MessageDraft> {
    let tokens = proptest::option::of(0..1_000i64);
    let cost = proptest::option::of(0..1_000i64);
    let at = proptest::option::of(NOW - 3..NOW + 3);
    let id = proptest::option::of(0..12u128);
    (tokens, cost, at, id).prop_map(|(tokens, cost_micros, created_at_ms, taken)| {
        let mut draft = message(format!("{tokens:?} {cost_micros:?} {created_at_ms:?}"));
        draft.id = taken.map(id_of);
        draft.tokens = tokens;
        draft.cost_micros = cost_micros;
        draft.created_at_ms = created_at_ms;
        draft
    })
}

fn id_of(n: u128) -> MessageId {
    id(n + 1)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Refused batches, replays and conflicts included.
    #[test]
    fn counters_equal_a_recount_after_any_appends(
        batches in prop::collection::vec(prop::collection::vec(any_draft(), 1..5), 1..8)
    ) {
        let (engine, _) = engine();
        let session = begin(&engine, ADA);
        let mut accepted = 0;
        for drafts in batches {
            accepted += append(&engine, &session, drafts).unwrap_or(0);
        }
        prop_assert_eq!(accepted, contents(&engine, &session).len() as i64);
        assert_counters_are_a_recount(&engine, &session);
    }
}
