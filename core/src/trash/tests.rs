#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use crate::limits::{SWEEP_ROWS_MAX, TRASH_MS};
use crate::memories::{AddMemoryRequest, DeleteMemoryRequest};
use crate::messages::{DeleteMessageRequest, ListMessagesRequest};
use crate::session::fixture::{ADA, BOB, begin, dump, engine, maintain, own, rows, say, sql};
use crate::session::{
    AppendManyMessagesRequest, DeleteSessionRequest, MessageDraft, MessageRole,
    RestoreSessionRequest,
};

#[test]
fn one_step_takes_no_more_than_its_rows_and_the_steps_take_all() {
    let (engine, clock) = engine();
    let mut deleted = 0;
    for user in [ADA, BOB] {
        let session = begin(&engine, user);
        let drafts = vec![MessageDraft::new(MessageRole::User, "x"); 30];
        let many = AppendManyMessagesRequest::new(user, session.id, drafts);
        for id in engine.messages().append_many(many).unwrap().ids {
            engine.messages().delete(DeleteMessageRequest::new(user, id)).unwrap();
            deleted += 1;
        }
        say(&engine, &session, "stays");
    }
    clock.advance_ms(TRASH_MS);
    let mut steps = Vec::new();
    loop {
        let rows = own(&engine, |tx| crate::trash::sweep(tx, 25));
        steps.push(rows);
        if rows < 25 {
            break;
        }
    }
    assert_eq!((steps.iter().sum::<i64>(), steps.len()), (deleted, 3));
    for user in [ADA, BOB] {
        assert_eq!(rows(&engine, &sql::TOMBSTONES, user, 3).len(), 30);
        assert!(rows(&engine, &sql::TRASH, user, 3).is_empty());
        assert_eq!(rows(&engine, &sql::MESSAGES, user, 1).len(), 1);
    }
    let before = dump(&engine, ADA);
    maintain(&engine);
    assert_eq!(dump(&engine, ADA), before, "an empty trash stays as it is");
}

#[test]
fn a_trash_that_is_empty_costs_upkeep_nothing_to_see() {
    let (engine, _) = engine();
    let session = begin(&engine, ADA);
    say(&engine, &session, "x");
    assert_eq!(own(&engine, |tx| crate::trash::sweep(tx, SWEEP_ROWS_MAX)), 0);
    let list = ListMessagesRequest::new(ADA, session.id);
    assert_eq!(engine.messages().list(list).unwrap().items.len(), 1);
}

#[test]
fn what_came_back_and_was_deleted_again_has_its_whole_time() {
    let (engine, clock) = engine();
    let session = begin(&engine, ADA);
    let kept = begin(&engine, ADA);
    let message = say(&engine, &kept, "x");
    let memory = engine.memories().add(AddMemoryRequest::new(ADA, "tea")).unwrap().memory;
    engine.sessions().delete(DeleteSessionRequest::new(ADA, session.id)).unwrap();
    engine.messages().delete(DeleteMessageRequest::new(ADA, message.id)).unwrap();
    engine.memories().delete(DeleteMemoryRequest::new(ADA, memory.id)).unwrap();
    clock.advance_ms(TRASH_MS - 1);
    let before = dump(&engine, ADA);
    // As a sweep does that read what was due before the head of the user was its own.
    let removed = own(&engine, |tx| {
        Ok([
            crate::session::remove(tx, ADA, session.id, 10)?,
            crate::session::messages::remove(tx, ADA, message.id, 10)?,
            crate::memories::remove(tx, ADA, memory.id)?,
        ])
    });
    assert_eq!(removed, [0, 0, 0]);
    let after = dump(&engine, ADA);
    // All but the head, whose numbers were taken.
    assert_eq!(after[..11], before[..11]);
    let restore = RestoreSessionRequest::new(ADA, session.id);
    assert_eq!(engine.sessions().restore(restore).unwrap().deleted_at_ms, None);
}
