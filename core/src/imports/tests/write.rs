//! One conversation: whole, once, and growing.

use serde_json::json;

use super::{NOW, chat, engine, import, messages, node, sessions, shown};
use crate::imports::{
    ImportConversationRequest, ImportOutcome, ImportedConversation, ImportedMessage,
};
use crate::limits;
use crate::messages::{DeleteMessageRequest, Message, MessageRole};
use crate::sessions::{
    EndSessionRequest, GetSessionRequest, GetSessionStatsRequest, SessionStatus,
};
use crate::{Context, Engine, EngineOptions, ErrorCode, FixedClock, MessageId, UserId};

fn said(id: &str, parent: Option<&str>, content: &str) -> ImportedMessage {
    let message = ImportedMessage::new(id, MessageRole::User, content);
    match parent {
        Some(parent) => message.parent_id(parent),
        None => message,
    }
}

fn request(user: UserId, messages: Vec<ImportedMessage>) -> ImportConversationRequest {
    ImportConversationRequest::new(user, ImportedConversation::new("elsewhere", "c", messages))
}

fn all(engine: &Engine, user: UserId) -> Vec<Message> {
    messages(engine, &sessions(engine, user)[0])
}

#[test]
fn a_conversation_that_has_grown_gets_what_is_new() {
    let (engine, user) = engine();
    let first = vec![said("a", None, "one"), said("b", Some("a"), "two")];
    let begun = engine.imports().conversation(request(user, first.clone())).unwrap();
    assert_eq!((begun.outcome, begun.messages_added), (ImportOutcome::Created, 2));

    let mut grown = first;
    grown.push(said("c", Some("b"), "three"));
    let preview = engine.imports().preview(request(user, grown.clone())).unwrap();
    let done = engine.imports().conversation(request(user, grown.clone())).unwrap();
    assert_eq!(preview, done);
    assert_eq!((done.outcome, done.messages_added), (ImportOutcome::Grown, 1));
    assert_eq!(done.session_id, begun.session_id);
    let stored = all(&engine, user);
    assert_eq!(stored.iter().map(|m| &*m.content).collect::<Vec<_>>(), ["one", "two", "three"]);
    assert_eq!(stored[2].parent_id, Some(stored[1].id));

    // Only what is new is enough.
    let rest = vec![said("d", Some("c"), "four")];
    let done = engine.imports().conversation(request(user, rest)).unwrap();
    assert_eq!((done.outcome, done.messages_added), (ImportOutcome::Grown, 1));
    let again = engine.imports().conversation(request(user, grown)).unwrap();
    assert_eq!((again.outcome, again.messages_added), (ImportOutcome::Unchanged, 0));
}

#[test]
fn other_words_under_an_id_become_a_branch_once() {
    let (engine, user) = engine();
    let with = |answer: &str| {
        vec![said("a", None, "?"), said("b", Some("a"), answer), said("c", Some("b"), "so")]
    };
    engine.imports().conversation(request(user, with("yes")[..2].to_vec())).unwrap();
    let preview = engine.imports().preview(request(user, with("no"))).unwrap();
    let done = engine.imports().conversation(request(user, with("no"))).unwrap();
    assert_eq!(preview, done);
    assert_eq!((done.messages_added, done.messages_changed), (2, 1));
    let stored = all(&engine, user);
    let of = |text: &str| stored.iter().find(|m| m.content == text).unwrap();
    assert_eq!(of("yes").parent_id, of("no").parent_id);
    assert_eq!(of("so").parent_id, Some(of("no").id));
    for answer in ["yes", "no"] {
        let again = engine.imports().conversation(request(user, with(answer))).unwrap();
        assert_eq!(again.messages_changed, 0, "{answer}");
    }
    assert_eq!(all(&engine, user).iter().filter(|m| m.content == "no").count(), 1);
}

#[test]
fn a_parent_must_have_come_before() {
    let (engine, user) = engine();
    let backwards = vec![said("b", Some("a"), "two"), said("a", None, "one")];
    let error = engine.imports().conversation(request(user, backwards)).unwrap_err();
    assert_eq!(error.details()["field"], "conversation.messages[0].parentId");
    assert!(sessions(&engine, user).is_empty());
}

#[test]
fn own_messages_may_follow_later_ones_and_never_themselves() {
    let (engine, user) = engine();
    let id = |n: u128| uuid::Uuid::from_u128(n).to_string();
    let own = |messages| {
        let conversation = ImportedConversation::new("silvervine", id(9), messages);
        engine.imports().conversation(ImportConversationRequest::new(user, conversation))
    };
    let circle = vec![said(&id(1), Some(&id(2)), "one"), said(&id(2), Some(&id(1)), "two")];
    assert_eq!(own(circle).unwrap_err().code(), ErrorCode::Validation);
    assert!(sessions(&engine, user).is_empty());
    let late = vec![said(&id(1), Some(&id(2)), "one"), said(&id(2), None, "two")];
    assert_eq!(own(late).unwrap().messages_added, 2);
    let error = own(vec![said("x", None, "one")]).unwrap_err();
    assert_eq!(error.details()["field"], "conversation.messages[0].id");
}

#[test]
fn an_ended_session_does_not_grow() {
    let (engine, user) = engine();
    let done = engine.imports().conversation(request(user, vec![said("a", None, "one")])).unwrap();
    engine.sessions().end(EndSessionRequest::new(user, done.session_id)).unwrap();
    let before = shown(&engine, user);
    let more = vec![said("a", None, "one"), said("b", Some("a"), "two")];
    let foreseen = engine.imports().preview(request(user, more.clone())).unwrap_err();
    let error = engine.imports().conversation(request(user, more)).unwrap_err();
    assert_eq!(error.code(), ErrorCode::InvalidState);
    assert_eq!(foreseen.to_string(), error.to_string());
    assert_eq!(shown(&engine, user), before);
}

#[test]
fn a_preview_refuses_what_the_import_refuses() {
    let (engine, user) = engine();
    let mut costly = said("b", None, "two");
    costly.tokens = Some(limits::AMOUNT_MAX);
    let mut more = costly.clone();
    more.id = "c".into();
    let mut late = said("d", Some("e"), "four");
    late.created_at_ms = Some(NOW);
    for (messages, code) in [
        (vec![said("a", Some("nobody"), "one")], ErrorCode::Validation),
        (vec![late, said("e", None, "five")], ErrorCode::Validation),
        (vec![costly.clone(), more.clone()], ErrorCode::AmountOverflow),
    ] {
        let foreseen = engine.imports().preview(request(user, messages.clone())).unwrap_err();
        let error = engine.imports().conversation(request(user, messages)).unwrap_err();
        assert_eq!((foreseen.code(), foreseen.to_string()), (code, error.to_string()));
    }
    // The counters of what is there already count, too.
    engine.imports().conversation(request(user, vec![costly])).unwrap();
    let foreseen = engine.imports().preview(request(user, vec![more.clone()])).unwrap_err();
    let error = engine.imports().conversation(request(user, vec![more])).unwrap_err();
    assert_eq!(foreseen.to_string(), error.to_string());
    let fine = vec![said("x", None, "one"), said("y", Some("x"), "two")];
    let foreseen = engine.imports().preview(request(user, fine.clone())).unwrap();
    assert_eq!(engine.imports().conversation(request(user, fine)).unwrap(), foreseen);
}

#[test]
fn a_session_comes_in_on_its_own_device_or_on_none() {
    let (engine, user) = engine();
    let cx = Context::host().with_device("phone");
    let take = |id: &str, device: Option<&str>| {
        let mut request = request(user, vec![said("a", None, "one")]);
        request.conversation.id = id.into();
        request.conversation.device = device.map(str::to_owned);
        let id = engine.acting(&cx).imports().conversation(request).unwrap().session_id;
        engine.sessions().get(GetSessionRequest::new(user, id)).unwrap().device
    };
    assert_eq!(take("one", None), None);
    assert_eq!(take("two", Some("laptop")).as_deref(), Some("laptop"));
}

#[test]
fn messages_without_times_stand_in_their_order() {
    let (engine, user) = engine();
    let chain: Vec<_> = (0..50)
        .map(|n| {
            said(&n.to_string(), (n > 0).then(|| (n - 1).to_string()).as_deref(), &n.to_string())
        })
        .collect();
    let done = engine.imports().conversation(request(user, chain)).unwrap();
    let contents: Vec<_> = all(&engine, user).into_iter().map(|m| m.content).collect();
    assert_eq!(contents, (0..50).map(|n| n.to_string()).collect::<Vec<_>>());
    let get = GetSessionRequest::new(user, done.session_id);
    assert_eq!(engine.sessions().get(get).unwrap().created_at_ms, NOW);
}

#[test]
fn ids_differ_from_user_to_user_and_from_source_to_source() {
    let (engine, user) = engine();
    let other = super::register(&engine, "bob@example.org");
    let file = json!([chat("c", [node("a", None, "user", "one")])]);
    import(&engine, user, &file);
    import(&engine, other, &file);
    let [one, two] = [user, other].map(|user| all(&engine, user)[0].id);
    assert_ne!(one, two);
    let more = engine.imports().conversation(request(user, vec![said("a", None, "x")])).unwrap();
    assert_eq!(more.outcome, ImportOutcome::Created);
}

#[test]
fn racing_imports_of_one_conversation_take_it_in_once() {
    let (engine, user) = engine();
    let chain: Vec<_> = (0..20).map(|n| said(&n.to_string(), None, &n.to_string())).collect();
    let added: i64 = std::thread::scope(|scope| {
        let run = || engine.imports().conversation(request(user, chain.clone())).unwrap();
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(run)).collect();
        threads.into_iter().map(|thread| thread.join().unwrap().messages_added).sum()
    });
    assert_eq!(added, 20);
    assert_eq!(all(&engine, user).len(), 20);
}

#[test]
fn a_session_that_has_an_end_is_ended() {
    let (engine, user) = engine();
    for (given, kept) in [
        (SessionStatus::Active, SessionStatus::Ended),
        (SessionStatus::Paused, SessionStatus::Ended),
        (SessionStatus::Archived, SessionStatus::Archived),
    ] {
        let mut request = request(user, vec![said("a", None, "one")]);
        request.conversation.id = given.as_str().into();
        request.conversation.status = Some(given);
        request.conversation.ended_at_ms = Some(NOW - 5);
        let id = engine.imports().conversation(request).unwrap().session_id;
        let stored = engine.sessions().get(GetSessionRequest::new(user, id)).unwrap();
        assert_eq!((stored.status, stored.ended_at_ms), (kept, Some(NOW - 5)));
    }
    let stats = engine.sessions().stats(GetSessionStatsRequest::new(user)).unwrap();
    assert_eq!((stats.active, stats.paused, stats.ended), (0, 0, 2));
}

#[test]
fn a_version_may_stand_before_the_first() {
    let (engine, user) = engine();
    let id = |n: u128| uuid::Uuid::from_u128(n).to_string();
    let mut early = said(&id(1), None, "better");
    early.version_of = Some(id(2));
    early.created_at_ms = Some(5);
    let mut first = said(&id(2), None, "first");
    first.created_at_ms = Some(6);
    let conversation = ImportedConversation::new("silvervine", id(9), vec![early, first]);
    let request = ImportConversationRequest::new(user, conversation);
    engine.imports().conversation(request).unwrap();
    let stored = all(&engine, user);
    assert_eq!(stored[0].version_of, Some(stored[1].id));
}

/// Deletes a message and lets upkeep remove it.
fn remove(engine: &Engine, clock: &FixedClock, user: UserId, id: MessageId) {
    engine.messages().delete(DeleteMessageRequest::new(user, id)).unwrap();
    clock.advance_ms(limits::TRASH_MS);
    while !engine.maintain(std::time::Duration::from_secs(60)).unwrap().done {}
}

fn timed() -> (Engine, FixedClock, UserId) {
    let clock = FixedClock::new(NOW);
    let options = EngineOptions::default().clock(clock.clone());
    let engine = Engine::open_with(":memory:", options).unwrap();
    let user = super::register(&engine, "ada@example.org");
    (engine, clock, user)
}

#[test]
fn an_own_message_that_was_removed_for_good_stays_so_in_another_session() {
    let (engine, clock, user) = timed();
    let id = |n: u128| uuid::Uuid::from_u128(n).to_string();
    let own = |session: u128, messages| {
        let conversation = ImportedConversation::new("silvervine", id(session), messages);
        ImportConversationRequest::new(user, conversation)
    };
    let begun = own(9, vec![said(&id(1), None, "one")]);
    engine.imports().conversation(begun).unwrap();
    remove(&engine, &clock, user, all(&engine, user)[0].id);
    let again = own(8, vec![said(&id(1), None, "one"), said(&id(2), Some(&id(1)), "two")]);
    let preview = engine.imports().preview(again.clone()).unwrap();
    let done = engine.imports().conversation(again).unwrap();
    assert_eq!((done.messages_added, preview), (1, done));
}

#[test]
fn what_answers_a_removed_message_answers_the_one_before_it() {
    let (engine, clock, user) = timed();
    let mut chain = vec![said("a", None, "one"), said("b", Some("a"), "two")];
    engine.imports().conversation(request(user, chain.clone())).unwrap();
    let stored = all(&engine, user);
    remove(&engine, &clock, user, stored[1].id);
    chain.push(said("c", Some("b"), "three"));
    engine.imports().conversation(request(user, chain)).unwrap();
    let grown = all(&engine, user);
    assert_eq!(grown.len(), 2);
    assert_eq!((grown[1].content.as_str(), grown[1].parent_id), ("three", Some(stored[0].id)));
}
