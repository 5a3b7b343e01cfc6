//! The ways a conversation took.

use crate::error::ErrorCode;
use crate::limits::TRASH_MS;
use crate::session::fixture::{ADA, BOB, begin, code, draft, dump, engine, maintain, own, say};
use crate::session::messages::{
    DeleteMessageRequest, EditMessageRequest, GetBranchRequest, GetMessageRequest, Message,
    MessageBranch, RestoreMessageRequest,
};
use crate::session::{
    AppendManyMessagesRequest, GetSessionRequest, MessageDraft, MessageRole, SelectBranchRequest,
    Session,
};
use crate::{Engine, MessageId};

fn answer(engine: &Engine, session: &Session, to: &Message, content: &str) -> Message {
    let request = draft(session, content).parent_id(to.id);
    engine.messages().append(request).unwrap().message
}

fn shown(engine: &Engine, session: &Session) -> MessageBranch {
    engine.messages().branch(GetBranchRequest::new(session.user_id, session.id)).unwrap()
}

fn words(branch: &MessageBranch) -> Vec<&str> {
    branch.items.iter().map(|item| item.message.content.as_str()).collect()
}

fn select(engine: &Engine, session: &Session, id: MessageId) -> crate::Result<Session> {
    engine.messages().select_branch(SelectBranchRequest::new(session.user_id, session.id, id))
}

#[test]
fn a_session_shows_the_branch_of_its_latest_message() {
    let (engine, _) = engine();
    let session = begin(&engine, ADA);
    let empty = shown(&engine, &session);
    assert_eq!((empty.leaf_id, empty.items.len()), (None, 0));
    let question = say(&engine, &session, "q");
    let one = answer(&engine, &session, &question, "one");
    answer(&engine, &session, &one, "thanks");
    assert_eq!(words(&shown(&engine, &session)), ["q", "one", "thanks"]);
    let two = answer(&engine, &session, &question, "two");
    let branch = shown(&engine, &session);
    assert_eq!((words(&branch), branch.leaf_id), (vec!["q", "two"], Some(two.id)));
    assert_eq!(branch.items[0].sibling_ids, [question.id]);
    assert_eq!(branch.items[1].sibling_ids, [one.id, two.id]);
}

#[test]
fn a_chosen_branch_is_shown_to_its_end_until_something_is_said() {
    let (engine, _) = engine();
    let session = begin(&engine, ADA);
    let question = say(&engine, &session, "q");
    let one = answer(&engine, &session, &question, "one");
    let thanks = answer(&engine, &session, &one, "thanks");
    answer(&engine, &session, &question, "two");
    let chosen = select(&engine, &session, one.id).unwrap();
    assert_eq!(chosen.leaf_id, Some(thanks.id), "down along the newest answers");
    assert_eq!(words(&shown(&engine, &session)), ["q", "one", "thanks"]);
    answer(&engine, &session, &thanks, "welcome");
    assert_eq!(words(&shown(&engine, &session)), ["q", "one", "thanks", "welcome"]);
    let get = GetSessionRequest::new(ADA, session.id);
    assert_eq!(engine.sessions().get(get).unwrap().leaf_id, None);
    let three = answer(&engine, &session, &question, "three");
    assert_eq!(words(&shown(&engine, &session)), ["q", "three"]);
    select(&engine, &session, one.id).unwrap();
    let explicit = GetBranchRequest::new(ADA, session.id).leaf_id(three.id);
    let explicit = engine.messages().branch(explicit).unwrap();
    assert_eq!((words(&explicit), explicit.leaf_id), (vec!["q", "three"], Some(three.id)));
}

#[test]
fn an_edit_begins_a_branch_even_at_the_root() {
    let (engine, _) = engine();
    let session = begin(&engine, ADA);
    let root = say(&engine, &session, "q");
    answer(&engine, &session, &root, "a");
    let edit = EditMessageRequest::new(ADA, root.id, "better");
    let better = engine.messages().edit(edit).unwrap().message;
    let branch = shown(&engine, &session);
    assert_eq!(words(&branch), ["better"]);
    assert_eq!(branch.items[0].sibling_ids, [root.id, better.id]);
    select(&engine, &session, root.id).unwrap();
    let branch = shown(&engine, &session);
    assert_eq!(words(&branch), ["q", "a"]);
    assert_eq!(branch.items[0].sibling_ids, [root.id, better.id]);
    engine.messages().delete(DeleteMessageRequest::new(ADA, root.id)).unwrap();
    let branch = shown(&engine, &session);
    assert_eq!(words(&branch), ["a"], "a branch leads past what is deleted");
}

#[test]
fn a_leaf_that_was_deleted_gives_way_to_the_latest_message() {
    let (engine, _) = engine();
    let session = begin(&engine, ADA);
    let question = say(&engine, &session, "q");
    let one = answer(&engine, &session, &question, "one");
    answer(&engine, &session, &question, "two");
    select(&engine, &session, one.id).unwrap();
    engine.messages().delete(DeleteMessageRequest::new(ADA, one.id)).unwrap();
    assert_eq!(words(&shown(&engine, &session)), ["q", "two"]);
    assert_eq!(code(select(&engine, &session, one.id)), ErrorCode::NotFound);
    let deleted = GetBranchRequest::new(ADA, session.id).leaf_id(one.id);
    assert_eq!(code(engine.messages().branch(deleted)), ErrorCode::NotFound);
}

#[test]
fn a_long_branch_is_read_page_by_page_from_its_end() {
    let (engine, _) = engine();
    let session = begin(&engine, ADA);
    let ids: Vec<MessageId> =
        (1..=25_u128).map(|n| MessageId(uuid::Uuid::from_u128(n << 64))).collect();
    let drafts: Vec<MessageDraft> = (0..25)
        .map(|n| {
            let draft = MessageDraft::new(MessageRole::User, n.to_string()).id(ids[n]);
            if n == 0 { draft } else { draft.parent_id(ids[n - 1]) }
        })
        .collect();
    engine.messages().append_many(AppendManyMessagesRequest::new(ADA, session.id, drafts)).unwrap();
    let (mut seen, mut pages) = (Vec::new(), 0);
    let mut request = GetBranchRequest::new(ADA, session.id).limit(10);
    loop {
        let page = engine.messages().branch(request.clone()).unwrap();
        seen.splice(0..0, page.items.iter().map(|item| item.message.id));
        pages += 1;
        let Some(cursor) = page.next_cursor else { break };
        request = request.cursor(cursor);
    }
    assert_eq!((seen, pages), (ids.clone(), 3));
    let both = request.leaf_id(ids[0]);
    assert_eq!(code(engine.messages().branch(both)), ErrorCode::Validation);
}

#[test]
fn branches_of_others_and_of_other_sessions_are_not_found() {
    let (engine, _) = engine();
    let (session, other) = (begin(&engine, ADA), begin(&engine, ADA));
    let (one, elsewhere) = (say(&engine, &session, "a"), say(&engine, &other, "b"));
    let before = dump(&engine, ADA);
    assert_eq!(code(select(&engine, &session, elsewhere.id)), ErrorCode::NotFound);
    let request = GetBranchRequest::new(ADA, session.id).leaf_id(elsewhere.id);
    assert_eq!(code(engine.messages().branch(request)), ErrorCode::NotFound);
    let of_bob = SelectBranchRequest::new(BOB, session.id, one.id);
    assert_eq!(code(engine.messages().select_branch(of_bob)), ErrorCode::NotFound);
    assert_eq!(dump(&engine, ADA), before);
}

#[test]
fn a_branch_stays_whole_when_a_message_in_it_is_removed_for_good() {
    let (engine, clock) = engine();
    let session = begin(&engine, ADA);
    let one = say(&engine, &session, "one");
    let two = answer(&engine, &session, &one, "two");
    let three = answer(&engine, &session, &two, "three");
    let hidden = answer(&engine, &session, &two, "hidden");
    let four = answer(&engine, &session, &three, "four");
    engine.messages().delete(DeleteMessageRequest::new(ADA, two.id)).unwrap();
    engine.messages().delete(DeleteMessageRequest::new(ADA, one.id)).unwrap();
    engine.messages().restore(RestoreMessageRequest::new(ADA, one.id)).unwrap();
    clock.advance_ms(1);
    engine.messages().delete(DeleteMessageRequest::new(ADA, hidden.id)).unwrap();
    clock.advance_ms(TRASH_MS - 1);
    maintain(&engine);
    assert_eq!(words(&shown(&engine, &session)), ["one", "three", "four"]);
    let parent = |id| engine.messages().get(GetMessageRequest::new(ADA, id)).unwrap().parent_id;
    assert_eq!((parent(three.id), parent(four.id)), (Some(one.id), Some(three.id)));
    let edit = EditMessageRequest::new(ADA, three.id, "better");
    let better = engine.messages().edit(edit).unwrap().message;
    assert_eq!(better.parent_id, Some(one.id));
    engine.messages().restore(RestoreMessageRequest::new(ADA, hidden.id)).unwrap();
    assert_eq!(parent(hidden.id), Some(one.id), "one in the trash follows too");
}

#[test]
fn a_message_with_many_answers_is_removed_in_bounded_steps() {
    let (engine, clock) = engine();
    let session = begin(&engine, ADA);
    let root = say(&engine, &session, "root");
    let answers: Vec<_> = (0..7).map(|_| answer(&engine, &session, &root, "x").id).collect();
    engine.messages().delete(DeleteMessageRequest::new(ADA, root.id)).unwrap();
    clock.advance_ms(TRASH_MS);
    let step = || own(&engine, |tx| crate::trash::sweep(tx, 3));
    assert_eq!((step(), step(), step(), step()), (3, 3, 2, 0));
    for id in answers {
        let get = GetMessageRequest::new(ADA, id);
        assert_eq!(engine.messages().get(get).unwrap().parent_id, None);
    }
}

#[test]
fn choosing_a_branch_goes_past_what_is_deleted() {
    let (engine, _) = engine();
    let session = begin(&engine, ADA);
    let one = say(&engine, &session, "one");
    let two = answer(&engine, &session, &one, "two");
    let three = answer(&engine, &session, &two, "three");
    let last = answer(&engine, &session, &three, "last");
    for gone in [two.id, last.id] {
        engine.messages().delete(DeleteMessageRequest::new(ADA, gone)).unwrap();
    }
    assert_eq!(select(&engine, &session, one.id).unwrap().leaf_id, Some(three.id));
    assert_eq!(words(&shown(&engine, &session)), ["one", "three"]);
}
