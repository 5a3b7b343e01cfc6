//! Changing sessions, their states, their history and what they add up to.

use serde_json::json;
use uuid::Uuid;

use super::{code, end, get, listed};
use crate::error::ErrorCode;
use crate::session::fixture::{ADA, BOB, NOW, begin, draft, dump, engine, own, rows, sql};
use crate::session::{
    CreateSessionRequest, FindSessionOwnerRequest, GetSessionStatsRequest,
    ListSessionRecordsRequest, SESSIONS, Session, SessionField, SessionFilter, SessionStats,
    SessionStatus, SetSessionStatusRequest, UpdateSessionRequest,
};
use crate::store::Value;
use crate::sync::FieldClock;
use crate::{Engine, SessionId, UserId};

pub(super) fn set(
    engine: &Engine,
    session: &Session,
    status: SessionStatus,
) -> crate::Result<Session> {
    let request = SetSessionStatusRequest::new(session.user_id, session.id, status);
    engine.sessions().set_status(request)
}

pub(super) fn stats(engine: &Engine, user: UserId) -> SessionStats {
    engine.sessions().stats(GetSessionStatsRequest::new(user)).unwrap()
}

#[test]
fn an_update_changes_what_it_names_and_stamps_nothing_else() {
    let (engine, clock) = engine();
    let request = CreateSessionRequest::new(ADA).title("a").model("m").metadata(json!({"a": 1}));
    let session = engine.sessions().create(request).unwrap().session;
    clock.advance_ms(1_000);
    let request = UpdateSessionRequest::new(ADA, session.id).title("题").pinned(true);
    let updated = engine.sessions().update(request).unwrap();
    assert_eq!((updated.title.as_deref(), updated.pinned), (Some("题"), true));
    assert_eq!((&updated.model, &updated.metadata), (&session.model, &session.metadata));
    assert_eq!(updated.updated_at_ms, NOW + 1_000);
    assert_eq!(updated, get(&engine, &session));
    let stamps = own(&engine, |tx| {
        tx.get(&sql::SESSIONS, &[ADA.into()], |row| match row.value(13)? {
            Value::Bytes(bytes) => FieldClock::from_bytes(bytes),
            other => panic!("{other:?}"),
        })
    })
    .unwrap();
    let at = |name| stamps.stamp(SESSIONS.field(name).unwrap()).unwrap().clock >> 16;
    assert_eq!((at("title"), at("pinned")), (NOW + 1_000, NOW + 1_000));
    assert_eq!((at("model"), at("metadata"), at("status")), (NOW, NOW, NOW));
}

#[test]
fn an_update_that_changes_nothing_writes_nothing() {
    let (engine, clock) = engine();
    let request = CreateSessionRequest::new(ADA).title("a").model("m");
    let session = engine.sessions().create(request).unwrap().session;
    let before = dump(&engine, ADA);
    clock.advance_ms(1_000);
    for request in [
        UpdateSessionRequest::new(ADA, session.id),
        UpdateSessionRequest::new(ADA, session.id).title("a").model("m").kind("chat"),
        UpdateSessionRequest::new(ADA, session.id).clear([SessionField::Metadata]),
    ] {
        assert_eq!(engine.sessions().update(request).unwrap(), session);
    }
    assert_eq!(dump(&engine, ADA), before);
}

#[test]
fn fields_are_cleared_by_their_names_and_not_given_too() {
    let (engine, _) = engine();
    let request = CreateSessionRequest::new(ADA).title("a").model("m").metadata(json!(1));
    let session = engine.sessions().create(request).unwrap().session;
    let all = [SessionField::Title, SessionField::Model, SessionField::Metadata];
    let request = UpdateSessionRequest::new(ADA, session.id);
    for wrong in [
        request.clone().title("b").clear(all),
        request.clone().clear([all[0], all[0], all[0], all[0]]),
        request.clone().clear([]),
        request.clone().kind(""),
    ] {
        let error = engine.sessions().update(wrong).unwrap_err();
        let refused = [ErrorCode::Validation, ErrorCode::PayloadTooLarge];
        assert!(refused.contains(&error.code()), "{error}");
    }
    assert_eq!(get(&engine, &session), session);
    let cleared = engine.sessions().update(request.clear(all)).unwrap();
    assert_eq!((cleared.title, cleared.model, cleared.metadata), (None, None, None));
}

#[test]
fn sessions_make_the_legal_moves_and_no_others() {
    use SessionStatus::{Active, Archived, Ended, Paused};
    let (engine, _) = engine();
    // From a state that was reached by these moves, to each state: whether it may.
    for (way, legal) in [
        (vec![], [Active, Paused, Archived, Ended].as_slice()),
        (vec![Paused], &[Active, Paused, Archived, Ended]),
        (vec![Archived], &[Active, Paused, Archived, Ended]),
        (vec![Ended], &[Archived, Ended]),
        (vec![Ended, Archived], &[Archived, Ended]),
        (vec![Archived, Ended, Archived], &[Archived, Ended]),
    ] {
        for to in [Active, Paused, Archived, Ended] {
            let session = begin(&engine, ADA);
            way.iter().for_each(|status| drop(set(&engine, &session, *status).unwrap()));
            let before = (get(&engine, &session), dump(&engine, ADA));
            let moved = set(&engine, &session, to);
            if legal.contains(&to) {
                assert_eq!(moved.unwrap().status, to, "{way:?} to {to}");
            } else {
                assert_eq!(code(moved), ErrorCode::InvalidState, "{way:?} to {to}");
                assert_eq!((get(&engine, &session), dump(&engine, ADA)), before);
            }
        }
    }
}

#[test]
fn each_move_is_in_the_history_and_the_end_is_counted_once() {
    use SessionStatus::{Active, Archived, Ended, Paused};
    let (engine, clock) = engine();
    let session = begin(&engine, ADA);
    for status in [Paused, Active, Archived, Ended, Archived, Ended] {
        clock.advance_ms(1_000);
        set(&engine, &session, status).unwrap();
        let same = dump(&engine, ADA);
        set(&engine, &session, status).unwrap();
        assert_eq!(dump(&engine, ADA), same, "the same state again changes nothing");
    }
    let ended = get(&engine, &session);
    assert_eq!((ended.ended_at_ms, ended.duration_ms), (Some(NOW + 4_000), 4_000));
    let activity = rows(&engine, &sql::ACTIVITY, ADA, 7);
    assert!(activity[0].starts_with("Int(1) Int(1) Int(4000)"), "{activity:?}");

    let mut history = Vec::new();
    let mut request = ListSessionRecordsRequest::new(ADA, session.id).limit(3);
    loop {
        let page = engine.sessions().records(request.clone()).unwrap();
        history.extend(page.items.iter().map(|record| (record.n, record.status, record.at_ms)));
        let Some(cursor) = page.next_cursor else { break };
        request = request.cursor(cursor);
    }
    let expected = [Active, Paused, Active, Archived, Ended, Archived, Ended];
    let expected = (1..).zip(expected).map(|(n, status)| (n, status, NOW + (n - 1) * 1_000));
    history.reverse();
    assert_eq!(history, expected.collect::<Vec<_>>());
    let strange = ListSessionRecordsRequest::new(BOB, session.id);
    assert_eq!(code(engine.sessions().records(strange)), ErrorCode::NotFound);
}

#[test]
fn an_end_that_came_by_either_way_is_the_same() {
    let (engine, clock) = engine();
    let (one, other) = (begin(&engine, ADA), begin(&engine, ADA));
    clock.advance_ms(60_000);
    let one = end(&engine, &one).unwrap();
    let other = set(&engine, &other, SessionStatus::Ended).unwrap();
    let of = |s: Session| (s.status, s.ended_at_ms, s.updated_at_ms, s.duration_ms);
    assert_eq!(of(one), of(other));
    assert_eq!(listed(&engine, SessionFilter::Ended).len(), 2);
}

#[test]
fn stats_are_what_the_sessions_add_up_to() {
    let (engine, clock) = engine();
    assert_eq!(stats(&engine, ADA).sessions, 0);
    assert_eq!(stats(&engine, ADA).mean_duration_ms, None);
    let sessions: Vec<Session> = (0..5).map(|_| begin(&engine, ADA)).collect();
    for session in &sessions {
        engine.messages().append(draft(session, "x").tokens(10).cost_micros(3)).unwrap();
    }
    clock.advance_ms(1_000);
    set(&engine, &sessions[0], SessionStatus::Paused).unwrap();
    set(&engine, &sessions[1], SessionStatus::Archived).unwrap();
    end(&engine, &sessions[2]).unwrap();
    clock.advance_ms(2_000);
    end(&engine, &sessions[3]).unwrap();
    let stats = stats(&engine, ADA);
    let states = [stats.active, stats.paused, stats.ended, stats.archived, stats.deleted];
    assert_eq!((stats.sessions, states), (5, [1, 1, 2, 1, 0]));
    assert_eq!((stats.messages, stats.tokens, stats.cost_micros), (5, 50, 15));
    assert_eq!(stats.mean_duration_ms, Some(2_000));
    assert_eq!(super::manage::stats(&engine, BOB).sessions, 0, "each user's own");
    let stranger = GetSessionStatsRequest::new(UserId(Uuid::from_u128(404)));
    assert_eq!(code(engine.sessions().stats(stranger)), ErrorCode::NotFound);
}

#[test]
fn the_owner_of_a_session_is_found_by_it_alone() {
    let (engine, _) = engine();
    let find = |id| engine.sessions().owner(FindSessionOwnerRequest::new(id));
    let session = begin(&engine, BOB);
    assert_eq!(find(session.id).unwrap().user_id, BOB);
    assert_eq!(code(find(SessionId(Uuid::from_u128(404)))), ErrorCode::NotFound);
    let same = CreateSessionRequest::new(ADA).id(session.id);
    engine.sessions().create(same).unwrap();
    assert_eq!(code(find(session.id)), ErrorCode::Conflict);
    let asks = |user| {
        let request = FindSessionOwnerRequest::new(session.id).user_id(user);
        engine.sessions().owner(request).map(|owner| owner.user_id)
    };
    assert_eq!((asks(ADA).unwrap(), asks(BOB).unwrap()), (ADA, BOB), "each has one");
    assert_eq!(code(asks(UserId(Uuid::from_u128(404)))), ErrorCode::Conflict);
    let own = begin(&engine, BOB);
    let theirs = FindSessionOwnerRequest::new(own.id).user_id(ADA);
    assert_eq!(engine.sessions().owner(theirs).unwrap().user_id, BOB);
    let context = crate::Context::user(BOB);
    let asked = engine.acting(&context).sessions().owner(FindSessionOwnerRequest::new(session.id));
    assert_eq!(code(asked), ErrorCode::PermissionDenied);
}
