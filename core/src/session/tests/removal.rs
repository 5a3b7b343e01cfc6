//! The trash of sessions, and what is left once one is removed for good.

use super::manage::{set, stats};
use super::{code, get, listed};
use crate::error::ErrorCode;
use crate::limits::TRASH_MS;
use crate::memories::{AddMemoryRequest, GetMemoryRequest};
use crate::messages::{DeleteMessageRequest, GetMessageRequest, StartMessageStreamRequest};
use crate::runtime::RowId;
use crate::session::fixture::{
    ADA, BOB, NOW, assert_counters_are_a_recount, begin, contents, draft, dump, engine, maintain,
    mentions, rows, say, sql,
};
use crate::session::{
    AppendManyMessagesRequest, CreateSessionRequest, DeleteSessionRequest, GetSessionRequest,
    ListMessagesRequest, MessageDraft, MessageRole, PurgeSessionRequest, RestoreSessionRequest,
    Session, SessionFilter, SessionStatus,
};
use crate::{ChangeKind, Engine};

fn delete(engine: &Engine, session: &Session) -> crate::Result<Session> {
    engine.sessions().delete(DeleteSessionRequest::new(session.user_id, session.id))
}

fn restore(engine: &Engine, session: &Session) -> crate::Result<Session> {
    engine.sessions().restore(RestoreSessionRequest::new(session.user_id, session.id))
}

fn purge(
    engine: &Engine,
    session: &Session,
) -> crate::Result<crate::session::PurgeSessionResponse> {
    engine.sessions().purge(PurgeSessionRequest::new(session.user_id, session.id))
}

#[test]
fn a_deleted_session_hides_its_messages_and_comes_back_as_it_was() {
    let (engine, clock) = engine();
    let session = begin(&engine, ADA);
    let message = engine.messages().append(draft(&session, "a").tokens(5).cost_micros(7)).unwrap();
    let (before, summed) = (get(&engine, &session), stats(&engine, ADA));
    clock.advance_ms(1_000);
    assert_eq!(delete(&engine, &session).unwrap().deleted_at_ms, Some(NOW + 1_000));
    let hidden = GetMessageRequest::new(ADA, message.message.id);
    assert_eq!(code(engine.messages().get(hidden.clone())), ErrorCode::NotFound);
    let list = ListMessagesRequest::new(ADA, session.id);
    assert_eq!(code(engine.messages().list(list)), ErrorCode::NotFound);
    assert_eq!(code(engine.messages().append(draft(&session, "b"))), ErrorCode::NotFound);
    assert_eq!(listed(&engine, SessionFilter::All), []);
    assert_eq!(listed(&engine, SessionFilter::Deleted), [session.id]);
    let now = stats(&engine, ADA);
    assert_eq!((now.sessions, now.active, now.deleted), (0, 0, 1));
    assert_eq!((now.messages, now.tokens, now.cost_micros), (0, 0, 0));

    let trashed = dump(&engine, ADA);
    delete(&engine, &session).unwrap();
    assert_eq!(dump(&engine, ADA), trashed, "deleting again changes nothing");
    assert_eq!(restore(&engine, &session).unwrap(), before);
    assert_eq!(stats(&engine, ADA), summed);
    assert!(rows(&engine, &sql::TRASH, ADA, 3).is_empty());
    let back = dump(&engine, ADA);
    restore(&engine, &session).unwrap();
    assert_eq!(dump(&engine, ADA), back, "restoring again changes nothing");
    assert_eq!(engine.messages().get(hidden).unwrap().content, "a");
}

#[test]
fn the_trash_of_others_is_not_found() {
    let (engine, _) = engine();
    let session = begin(&engine, ADA);
    delete(&engine, &session).unwrap();
    let of_bob = Session { user_id: BOB, ..session.clone() };
    assert_eq!(code(delete(&engine, &of_bob)), ErrorCode::NotFound);
    assert_eq!(code(restore(&engine, &of_bob)), ErrorCode::NotFound);
    assert_eq!(code(purge(&engine, &of_bob)), ErrorCode::NotFound);
    assert_eq!(code(set(&engine, &session, SessionStatus::Paused)), ErrorCode::NotFound);
}

#[test]
fn only_what_is_in_the_trash_is_removed() {
    let (engine, _) = engine();
    let session = begin(&engine, ADA);
    let before = dump(&engine, ADA);
    assert_eq!(code(purge(&engine, &session)), ErrorCode::InvalidState);
    assert_eq!(dump(&engine, ADA), before);
}

#[test]
fn a_removed_session_leaves_its_tombstone_and_nothing_else() {
    let (engine, _) = engine();
    let (session, kept) = (begin(&engine, ADA), begin(&engine, ADA));
    let (message, gone) = (say(&engine, &session, "a"), say(&engine, &session, "b"));
    engine.messages().delete(DeleteMessageRequest::new(ADA, gone.id)).unwrap();
    let start = StartMessageStreamRequest::new(ADA, session.id);
    let stream = engine.messages().stream_start(start).unwrap().message;
    let memory = AddMemoryRequest::new(ADA, "tea").session_id(session.id);
    let memory = engine.memories().add(memory).unwrap().memory;
    let other = engine.memories().add(AddMemoryRequest::new(ADA, "tea")).unwrap().memory;
    say(&engine, &kept, "stays");
    delete(&engine, &session).unwrap();

    let heard = engine.subscribe(None);
    let purged = purge(&engine, &session).unwrap();
    // The session, three messages, a memory and a record.
    assert_eq!((purged.rows, purged.done), (6, true));
    assert_eq!(mentions(&engine, ADA, session.id.0), 1, "the tombstone");
    assert_eq!(rows(&engine, &sql::TOMBSTONES, ADA, 3).len(), 1);
    for id in [message.id.0, gone.id.0, stream.id.0, memory.id.0] {
        assert_eq!(mentions(&engine, ADA, id), 0);
    }
    let changes = heard.try_recv().unwrap().changes;
    let is_gone = |change: &crate::Change| {
        (change.noun, &change.id, change.kind)
            == ("session", &RowId::Id(session.id.0), ChangeKind::Delete)
    };
    assert!(changes.iter().any(is_gone), "{changes:?}");
    let told = |noun, id| {
        let gone = (noun, RowId::Id(id), ChangeKind::Delete);
        changes.iter().any(|change| (change.noun, change.id.clone(), change.kind) == gone)
    };
    assert!(told("memory", memory.id.0), "who lists memories must hear of it: {changes:?}");
    assert!(!told("memory", other.id.0));
    assert_eq!(contents(&engine, &kept), ["stays"]);
    engine.memories().get(GetMemoryRequest::new(ADA, other.id)).unwrap();

    let after = dump(&engine, ADA);
    let again = purge(&engine, &session).unwrap();
    assert_eq!((again.rows, again.done), (0, true));
    assert_eq!(dump(&engine, ADA), after);
    assert_eq!(code(restore(&engine, &session)), ErrorCode::NotFound);
    let taken = CreateSessionRequest::new(ADA).id(session.id);
    assert_eq!(code(engine.sessions().create(taken)), ErrorCode::Conflict);
    let totals = stats(&engine, ADA);
    assert_eq!((totals.sessions, totals.deleted, totals.messages), (1, 0, 1));
}

#[test]
fn a_long_session_is_removed_in_bounded_steps_and_gone_with_the_first() {
    let (engine, _) = engine();
    let session = begin(&engine, ADA);
    let drafts = vec![MessageDraft::new(MessageRole::User, "x"); 25];
    engine.messages().append_many(AppendManyMessagesRequest::new(ADA, session.id, drafts)).unwrap();
    delete(&engine, &session).unwrap();
    let step = PurgeSessionRequest::new(ADA, session.id).limit(10);
    let first = engine.sessions().purge(step.clone()).unwrap();
    assert_eq!((first.rows, first.done), (10, false));
    assert_eq!(code(restore(&engine, &session)), ErrorCode::NotFound);
    assert_eq!(listed(&engine, SessionFilter::Deleted), []);
    assert_eq!(rows(&engine, &sql::MESSAGES, ADA, 1).len(), 16);
    assert_eq!(engine.sessions().purge(step).unwrap().rows, 10);
    // Upkeep does the rest at once: what was asked for needs no time to pass.
    maintain(&engine);
    assert_eq!(rows(&engine, &sql::MESSAGES, ADA, 1).len(), 0);
    assert_eq!(rows(&engine, &sql::RECORDS, ADA, 1).len(), 0);
    assert!(rows(&engine, &sql::TRASH, ADA, 3).is_empty());
}

#[test]
fn upkeep_empties_the_trash_on_its_day_and_not_before() {
    let (engine, clock) = engine();
    let (session, back) = (begin(&engine, ADA), begin(&engine, ADA));
    say(&engine, &session, "x");
    delete(&engine, &session).unwrap();
    delete(&engine, &back).unwrap();
    clock.advance_ms(TRASH_MS - 1);
    maintain(&engine);
    restore(&engine, &back).unwrap();
    clock.advance_ms(1);
    assert_eq!(listed(&engine, SessionFilter::Deleted), [session.id], "until upkeep has come");
    maintain(&engine);
    assert_eq!(listed(&engine, SessionFilter::Deleted), []);
    assert_eq!(listed(&engine, SessionFilter::All), [back.id]);
    assert_eq!(rows(&engine, &sql::MESSAGES, ADA, 1).len(), 0);
    let get = GetSessionRequest::new(ADA, session.id);
    assert_eq!(code(engine.sessions().get(get)), ErrorCode::NotFound);
}

#[test]
fn racing_deletions_and_restores_keep_the_totals_right() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("race.db");
    let clock = crate::FixedClock::new(NOW);
    let engine = crate::session::fixture::open(path.to_str().unwrap(), &clock);
    let session = begin(&engine, ADA);
    engine.messages().append(draft(&session, "x").tokens(3)).unwrap();
    std::thread::scope(|scope| {
        for n in 0..6 {
            let (engine, session) = (&engine, &session);
            scope.spawn(move || {
                for _ in 0..15 {
                    match n % 3 {
                        0 => drop(delete(engine, session).unwrap()),
                        1 => drop(restore(engine, session).unwrap()),
                        // Refused while the session is in the trash.
                        _ => drop(engine.messages().append(draft(session, "y").tokens(1))),
                    }
                }
            });
        }
    });
    restore(&engine, &session).unwrap();
    assert_counters_are_a_recount(&engine, &session);
    let (session, stats) = (get(&engine, &session), stats(&engine, ADA));
    assert_eq!((stats.sessions, stats.active, stats.deleted), (1, 1, 0));
    let counted = (session.message_count, session.total_tokens);
    assert_eq!((stats.messages, stats.tokens), counted);
}
