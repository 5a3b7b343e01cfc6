//! What the receipts of keys hold of a conversation, and what is left in them once it is removed.

use super::code;
use crate::error::{ErrorCode, ErrorKind};
use crate::limits::TRASH_MS;
use crate::memories::{AddMemoryRequest, DeleteMemoryRequest};
use crate::messages::{
    AppendMessageRequest, DeleteMessageRequest, EditMessageRequest, StartMessageStreamRequest,
};
use crate::session::fixture::{ADA, NOW, begin, draft, engine, maintain, open, rows, say, sql};
use crate::session::{
    AppendManyMessagesRequest, CreateSessionRequest, DeleteSessionRequest, MessageDraft,
    MessageRole, PurgeSessionRequest, Session,
};
use crate::{Engine, FixedClock, MessageId, Result, SessionId};

/// What is said nowhere but in the conversation that is removed.
const WORDS: [&str; 6] = ["Titelwort", "Redewort", "Listenwort", "Neuwort", "Randwort", "Merkwort"];

/// A retry of the six calls that make something with content; each answers the id of what it made
/// and whether it was made before.
fn keyed(engine: &Engine, first: Option<(SessionId, MessageId)>) -> [Result<(String, bool)>; 6] {
    let [title, said, listed, edited, beside, remembered] = WORDS;
    let create = CreateSessionRequest::new(ADA).title(title).idempotency_key("k");
    let session = engine.sessions().create(create).map(|r| (r.session.id.to_string(), r.replayed));
    let id = first.map_or_else(
        || session.as_ref().unwrap().0.parse().map(SessionId).unwrap(),
        |(session, _)| session,
    );
    let append = AppendMessageRequest::new(ADA, id, MessageRole::User, said).idempotency_key("k");
    let append = engine.messages().append(append).map(|r| (r.message.id.to_string(), r.replayed));
    let old = first.map_or_else(
        || append.as_ref().unwrap().0.parse().map(MessageId).unwrap(),
        |(_, message)| message,
    );
    let drafts = vec![MessageDraft::new(MessageRole::User, listed); 2];
    let many = AppendManyMessagesRequest::new(ADA, id, drafts).idempotency_key("k");
    let edit = EditMessageRequest::new(ADA, old, edited).idempotency_key("k");
    let start = StartMessageStreamRequest::new(ADA, id).model(beside).idempotency_key("k");
    let memory = AddMemoryRequest::new(ADA, remembered).session_id(id).idempotency_key("k");
    [
        session,
        append,
        engine.messages().append_many(many).map(|r| (r.ids[0].to_string(), r.replayed)),
        engine.messages().edit(edit).map(|r| (r.message.id.to_string(), r.replayed)),
        engine.messages().stream_start(start).map(|r| (r.message.id.to_string(), r.replayed)),
        engine.memories().add(memory).map(|r| (r.memory.id.to_string(), r.replayed)),
    ]
}

/// Makes all six, and answers what `keyed` takes.
fn make(engine: &Engine) -> (SessionId, MessageId, Vec<String>) {
    let made = keyed(engine, None).map(|made| made.unwrap());
    assert!(made.iter().all(|(_, replayed)| !replayed), "{made:?}");
    let ids = made.map(|(id, _)| id);
    let parsed = |n: usize| ids[n].parse().unwrap();
    (SessionId(parsed(0)), MessageId(parsed(1)), ids.to_vec())
}

fn trash(engine: &Engine, session: SessionId) {
    engine.sessions().delete(DeleteSessionRequest::new(ADA, session)).unwrap();
}

/// Which of the words stand in the receipts.
fn repeated(engine: &Engine) -> Vec<&'static str> {
    let receipts = own_receipts(engine);
    let stands = |word: &&&str| {
        receipts.iter().any(|bytes| bytes.windows(word.len()).any(|at| at == word.as_bytes()))
    };
    WORDS.iter().filter(stands).copied().collect()
}

fn own_receipts(engine: &Engine) -> Vec<Vec<u8>> {
    let receipt = |row: &dyn crate::store::Row| Ok(row.bytes(1)?.to_vec());
    crate::session::fixture::own(engine, |tx| tx.list(&sql::REPEATED, &[ADA.into()], receipt))
}

#[test]
fn a_receipt_repeats_the_words_of_its_outcome_alone_and_names_the_field_that_differs() {
    let (engine, _) = engine();
    let (session, message, ids) = make(&engine);
    // A list of messages answers ids, so none of its words stands in its receipt.
    assert_eq!(repeated(&engine).len(), 5);
    assert!(!repeated(&engine).contains(&"Listenwort"));
    let bytes = own_receipts(&engine).concat();
    let times = bytes.windows(8).filter(|at| *at == b"Redewort").count();
    assert_eq!(times, 1, "the request is there by its hashes");
    trash(&engine, session);
    for (again, id) in keyed(&engine, Some((session, message))).into_iter().zip(&ids) {
        assert_eq!(again.unwrap(), (id.clone(), true), "as it first was, also from the trash");
    }
    let other = AppendMessageRequest::new(ADA, session, MessageRole::User, "others");
    let refused = engine.messages().append(other.idempotency_key("k")).unwrap_err();
    let field = "content".to_owned();
    assert_eq!(*refused.kind(), ErrorKind::IdempotencyMismatch { field });
}

#[test]
fn no_key_brings_back_what_was_removed_with_its_session() {
    let (engine, _) = engine();
    let (session, message, _) = make(&engine);
    trash(&engine, session);
    let step = PurgeSessionRequest::new(ADA, session).limit(1);
    loop {
        let done = engine.sessions().purge(step.clone()).unwrap().done;
        // From the first step on, however much is left to be removed.
        for again in keyed(&engine, Some((session, message))) {
            assert_eq!(code(again), ErrorCode::Conflict);
        }
        if done {
            break;
        }
    }
    assert_eq!(repeated(&engine), [""; 0]);
    let left = own_receipts(&engine);
    assert_eq!(left.len(), 6, "each key stays used");
    assert_eq!(left.iter().filter(|receipt| receipt.is_empty()).count(), 5);
}

#[test]
fn no_byte_of_a_removed_conversation_is_left_in_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("words.db");
    let clock = FixedClock::new(NOW);
    let engine = open(path.to_str().unwrap(), &clock);
    let (session, _, _) = make(&engine);
    let kept = begin(&engine, ADA);
    engine.messages().append(draft(&kept, "bleibt").idempotency_key("kept")).unwrap();
    trash(&engine, session);
    engine.sessions().purge(PurgeSessionRequest::new(ADA, session)).unwrap();
    maintain(&engine);
    assert_eq!(repeated(&engine), [""; 0]);
    engine.close().unwrap();
    let Ok(bytes) = std::fs::read(&path) else { return };
    let holds = |word: &str| bytes.windows(word.len()).any(|at| at == word.as_bytes());
    assert!(holds("bleibt"));
    assert_eq!(WORDS.map(holds), [false; 6]);
}

#[test]
fn what_is_removed_alone_empties_its_own_receipts_and_no_other() {
    let (engine, clock) = engine();
    let session = begin(&engine, ADA);
    let append = |content: &str, key: &str| {
        engine.messages().append(draft(&session, content).idempotency_key(key))
    };
    let (gone, kept) = (append("a", "a").unwrap().message, append("b", "b").unwrap().message);
    let add = AddMemoryRequest::new(ADA, "tea").idempotency_key("m");
    let memory = engine.memories().add(add.clone()).unwrap().memory;
    engine.messages().delete(DeleteMessageRequest::new(ADA, gone.id)).unwrap();
    engine.memories().delete(DeleteMemoryRequest::new(ADA, memory.id)).unwrap();
    clock.advance_ms(TRASH_MS);
    maintain(&engine);
    assert_eq!(code(append("a", "a")), ErrorCode::Conflict);
    assert_eq!(code(append("other", "a")), ErrorCode::Conflict);
    assert_eq!(code(engine.memories().add(add)), ErrorCode::Conflict);
    let again = append("b", "b").unwrap();
    assert_eq!((again.message, again.replayed), (kept, true));
    assert_eq!(rows(&engine, &sql::MEMORIES, ADA, 1), [""; 0]);
}

#[test]
fn a_list_of_messages_answers_its_ids_while_one_of_them_is_left() {
    let (engine, clock) = engine();
    let session = begin(&engine, ADA);
    let drafts = vec![MessageDraft::new(MessageRole::User, "x"); 2];
    let many = AppendManyMessagesRequest::new(ADA, session.id, drafts).idempotency_key("k");
    let ids = engine.messages().append_many(many.clone()).unwrap().ids;
    let remove = |n: usize| {
        engine.messages().delete(DeleteMessageRequest::new(ADA, ids[n])).unwrap();
        clock.advance_ms(TRASH_MS);
        maintain(&engine);
    };
    remove(0);
    let again = engine.messages().append_many(many.clone()).unwrap();
    assert_eq!((again.ids, again.replayed), (ids.clone(), true));
    remove(1);
    assert_eq!(code(engine.messages().append_many(many)), ErrorCode::Conflict);
}

#[test]
fn a_second_key_for_what_stands_already_is_emptied_with_it_too() {
    let (engine, _) = engine();
    let session: Session = begin(&engine, ADA);
    let message = say(&engine, &session, "Redewort");
    let twice = draft(&session, "Redewort").id(message.id).idempotency_key("second");
    assert!(engine.messages().append(twice.clone()).unwrap().replayed);
    assert_eq!(repeated(&engine), ["Redewort"]);
    trash(&engine, session.id);
    engine.sessions().purge(PurgeSessionRequest::new(ADA, session.id)).unwrap();
    assert_eq!(repeated(&engine), [""; 0]);
    assert_eq!(code(engine.messages().append(twice)), ErrorCode::Conflict);
}
