//! Editing, deleting and judging messages.

use serde_json::json;
use uuid::Uuid;

use crate::error::ErrorCode;
use crate::limits::{AMOUNT_MAX, TRASH_MS};
use crate::runtime::RowId;
use crate::session::fixture::{
    ADA, BOB, NOW, assert_counters_are_a_recount, begin, code, contents, draft, dump, engine,
    maintain, mark_message, mentions, rows, say, sql,
};
use crate::session::messages::{
    DeleteMessageRequest, EditMessageRequest, FeedbackRating, GetMessageRequest,
    ListMessageVersionsRequest, Message, MessageFeedback, MessageStatus, RestoreMessageRequest,
    SetMessageFeedbackRequest,
};
use crate::session::{EndSessionRequest, GetSessionRequest, GetSessionStatsRequest};
use crate::{Engine, MessageId};

fn edit(engine: &Engine, id: MessageId, content: &str) -> Message {
    engine.messages().edit(EditMessageRequest::new(ADA, id, content)).unwrap().message
}

fn delete(engine: &Engine, id: MessageId) -> crate::Result<crate::messages::MessagePlace> {
    engine.messages().delete(DeleteMessageRequest::new(ADA, id))
}

fn restore(engine: &Engine, id: MessageId) -> crate::Result<crate::messages::MessagePlace> {
    engine.messages().restore(RestoreMessageRequest::new(ADA, id))
}

fn versions(engine: &Engine, id: MessageId) -> Vec<String> {
    let mut all = Vec::new();
    let mut request = ListMessageVersionsRequest::new(ADA, id).limit(2);
    loop {
        let page = engine.messages().versions(request.clone()).unwrap();
        all.extend(page.items.into_iter().map(|message| message.content));
        let Some(cursor) = page.next_cursor else { return all };
        request = request.cursor(cursor);
    }
}

#[test]
fn an_edit_keeps_the_old_version_and_stands_beside_it() {
    let (engine, clock) = engine();
    let session = begin(&engine, ADA);
    let question = say(&engine, &session, "q");
    let request = draft(&session, "old").parent_id(question.id).model("m").metadata(json!(1));
    let old = engine.messages().append(request).unwrap().message;
    clock.advance_ms(10);
    let new = edit(&engine, old.id, "new");
    assert_eq!((new.parent_id, new.role, new.version_of), (old.parent_id, old.role, Some(old.id)));
    assert_eq!((&new.model, &new.metadata), (&None, &None), "what was known of the old words");
    assert_eq!(engine.messages().get(GetMessageRequest::new(ADA, old.id)).unwrap(), old);
    assert_eq!(engine.messages().get(GetMessageRequest::new(ADA, new.id)).unwrap(), new);
    let newest = edit(&engine, new.id, "newest");
    assert_eq!(newest.version_of, Some(old.id), "every version knows the first");
    for id in [old.id, new.id, newest.id] {
        assert_eq!(versions(&engine, id), ["old", "new", "newest"]);
    }
    assert_eq!(versions(&engine, question.id), ["q"]);
    assert_eq!(contents(&engine, &session), ["q", "old", "new", "newest"]);
    assert_counters_are_a_recount(&engine, &session);
    delete(&engine, old.id).unwrap();
    assert_eq!(versions(&engine, newest.id), ["new", "newest"]);
}

#[test]
fn an_edit_is_made_once_for_its_key_and_for_its_id() {
    let (engine, _) = engine();
    let session = begin(&engine, ADA);
    let old = say(&engine, &session, "old");
    let keyed = EditMessageRequest::new(ADA, old.id, "new").idempotency_key("k");
    let first = engine.messages().edit(keyed.clone()).unwrap();
    let again = engine.messages().edit(keyed).unwrap();
    assert_eq!((first.replayed, again.replayed, again.message), (false, true, first.message));
    let named = EditMessageRequest::new(ADA, old.id, "n").id(MessageId(Uuid::from_u128(9)));
    assert!(!engine.messages().edit(named.clone()).unwrap().replayed);
    assert!(engine.messages().edit(named.clone()).unwrap().replayed);
    let other = EditMessageRequest { content: "other".into(), ..named };
    assert_eq!(code(engine.messages().edit(other)), ErrorCode::Conflict);
    assert_eq!(versions(&engine, old.id).len(), 3);
}

#[test]
fn what_cannot_be_edited_is_refused_and_left_alone() {
    let (engine, _) = engine();
    let session = begin(&engine, ADA);
    let message = say(&engine, &session, "a");
    let streaming = draft(&session, "").status(MessageStatus::Streaming);
    let streaming = engine.messages().append(streaming).unwrap().message;
    let refused =
        |id, content: &str| code(engine.messages().edit(EditMessageRequest::new(ADA, id, content)));
    let before = dump(&engine, ADA);
    assert_eq!(refused(message.id, ""), ErrorCode::Validation);
    assert_eq!(refused(streaming.id, "b"), ErrorCode::InvalidState);
    assert_eq!(refused(MessageId(Uuid::from_u128(404)), "b"), ErrorCode::NotFound);
    let of_bob = EditMessageRequest::new(BOB, message.id, "b");
    assert_eq!(code(engine.messages().edit(of_bob)), ErrorCode::NotFound);
    assert_eq!(dump(&engine, ADA), before);
    engine.sessions().end(EndSessionRequest::new(ADA, session.id)).unwrap();
    assert_eq!(refused(message.id, "b"), ErrorCode::InvalidState);
}

#[test]
fn counters_follow_a_message_into_the_trash_and_back() {
    let (engine, clock) = engine();
    let session = begin(&engine, ADA);
    let first = say(&engine, &session, "a");
    clock.advance_ms(10);
    let last = draft(&session, "b").tokens(5).cost_micros(7);
    let last = engine.messages().append(last).unwrap().message;
    let get = || engine.sessions().get(GetSessionRequest::new(ADA, session.id)).unwrap();
    let stats = || engine.sessions().stats(GetSessionStatsRequest::new(ADA)).unwrap();
    let before = (get(), stats());
    clock.advance_ms(10);
    assert_eq!(delete(&engine, last.id).unwrap().deleted_at_ms, Some(NOW + 20));
    assert_counters_are_a_recount(&engine, &session);
    let now = get();
    assert_eq!((now.message_count, now.total_tokens, now.total_cost_micros), (1, 0, 0));
    assert_eq!(now.last_message_at_ms, Some(first.created_at_ms));
    assert_eq!((stats().messages, stats().tokens, stats().cost_micros), (1, 0, 0));
    assert_eq!(contents(&engine, &session), ["a"]);
    let hidden = GetMessageRequest::new(ADA, last.id);
    assert_eq!(code(engine.messages().get(hidden)), ErrorCode::NotFound);
    let trashed = dump(&engine, ADA);
    delete(&engine, last.id).unwrap();
    assert_eq!(dump(&engine, ADA), trashed, "deleting again changes nothing");
    assert_eq!(restore(&engine, last.id).unwrap().deleted_at_ms, None);
    assert_eq!((get(), stats()), before);
    let back = dump(&engine, ADA);
    restore(&engine, last.id).unwrap();
    assert_eq!(dump(&engine, ADA), back, "restoring again changes nothing");
    delete(&engine, first.id).unwrap();
    delete(&engine, last.id).unwrap();
    assert_eq!((get().message_count, get().last_message_at_ms), (0, None));
    assert_counters_are_a_recount(&engine, &session);
    assert_eq!(say(&engine, &session, "c").created_at_ms, NOW + 20);
    assert_counters_are_a_recount(&engine, &session);
}

#[test]
fn a_message_that_would_pass_the_largest_sum_stays_in_the_trash() {
    let (engine, _) = engine();
    let (session, other) = (begin(&engine, ADA), begin(&engine, BOB));
    say(&engine, &other, "x");
    let one = engine.messages().append(draft(&session, "a").cost_micros(1)).unwrap().message;
    delete(&engine, one.id).unwrap();
    let most = draft(&session, "b").cost_micros(AMOUNT_MAX - 1);
    engine.messages().append(most).unwrap();
    restore(&engine, one.id).unwrap();
    delete(&engine, one.id).unwrap();
    // The sum of what was ever said is full now, and that of the session is not.
    let more = draft(&session, "c").cost_micros(1);
    assert_eq!(code(engine.messages().append(more)), ErrorCode::AmountOverflow);
    assert_counters_are_a_recount(&engine, &session);
}

#[test]
fn upkeep_removes_deleted_messages_on_their_day_and_their_ids_stay_taken() {
    let (engine, clock) = engine();
    let session = begin(&engine, ADA);
    let (gone, kept) = (say(&engine, &session, "a"), say(&engine, &session, "b"));
    delete(&engine, gone.id).unwrap();
    delete(&engine, kept.id).unwrap();
    restore(&engine, kept.id).unwrap();
    clock.advance_ms(TRASH_MS - 1);
    maintain(&engine);
    assert_eq!(rows(&engine, &sql::MESSAGES, ADA, 1).len(), 2);
    clock.advance_ms(1);
    let heard = engine.subscribe(None);
    maintain(&engine);
    assert_eq!(mentions(&engine, ADA, gone.id.0), 1, "the tombstone");
    assert_eq!(rows(&engine, &sql::MESSAGES, ADA, 1).len(), 1);
    let changes = heard.try_recv().unwrap().changes;
    assert!(changes.iter().any(|change| change.id == RowId::Id(gone.id.0)), "{changes:?}");
    assert_eq!(code(restore(&engine, gone.id)), ErrorCode::NotFound);
    let taken = draft(&session, "a").id(gone.id);
    assert_eq!(code(engine.messages().append(taken)), ErrorCode::Conflict);
    assert_counters_are_a_recount(&engine, &session);
}

#[test]
fn the_last_word_on_an_answer_stands() {
    let (engine, _) = engine();
    let session = begin(&engine, ADA);
    let answer = say(&engine, &session, "a");
    let request = SetMessageFeedbackRequest::new(ADA, answer.id);
    let feedback = |request| engine.messages().feedback(request).unwrap().feedback;
    let up = feedback(request.clone().rating(FeedbackRating::Up).note("好"));
    let said = MessageFeedback { rating: Some(FeedbackRating::Up), note: Some("好".into()) };
    assert_eq!(up, Some(said));
    let before = dump(&engine, ADA);
    feedback(request.clone().rating(FeedbackRating::Up).note("好"));
    assert_eq!(dump(&engine, ADA), before, "the same again changes nothing");
    let down = feedback(request.clone().rating(FeedbackRating::Down));
    assert_eq!(down, Some(MessageFeedback { rating: Some(FeedbackRating::Down), note: None }));
    assert_eq!(feedback(request.clone()), None, "taken back");
    let long = request.note("n".repeat(1_001));
    assert_eq!(code(engine.messages().feedback(long)), ErrorCode::Validation);
    let of_bob = SetMessageFeedbackRequest::new(BOB, answer.id).rating(FeedbackRating::Up);
    assert_eq!(code(engine.messages().feedback(of_bob)), ErrorCode::NotFound);
}

#[test]
fn a_page_of_one_shows_a_version_that_is_older_than_the_first() {
    let (engine, _) = engine();
    let session = begin(&engine, ADA);
    let first = say(&engine, &session, "first");
    let early = edit(&engine, first.id, "early");
    mark_message(&engine, ADA, early.id, &[("created_at_ms", (NOW - 5).into())]);
    edit(&engine, first.id, "late");
    let mut all = Vec::new();
    let mut request = ListMessageVersionsRequest::new(ADA, first.id).limit(1);
    for _ in 0..3 {
        let page = engine.messages().versions(request.clone()).unwrap();
        all.extend(page.items.into_iter().map(|message| message.content));
        request.cursor = page.next_cursor;
    }
    assert_eq!(
        (all, request.cursor),
        (["first", "early", "late"].map(String::from).to_vec(), None)
    );
}
