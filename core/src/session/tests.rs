#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod manage;
mod model;
mod receipts;
mod removal;

use serde_json::json;
use uuid::Uuid;

use crate::error::ErrorCode;
use crate::session::fixture::{
    ADA, BOB, NOW, begin, code, dump, engine, mark_session, own, rows, say, sql,
};
use crate::session::{
    CreateSessionRequest, EndSessionRequest, GetSessionRequest, ListSessionsRequest, SESSIONS,
    Session, SessionFilter, SessionStatus,
};
use crate::store::{Param, Value};
use crate::sync::FieldClock;
use crate::{Context, Engine, SessionId, UserId};

pub(super) fn get(engine: &Engine, session: &Session) -> Session {
    engine.sessions().get(GetSessionRequest::new(session.user_id, session.id)).unwrap()
}

fn end(engine: &Engine, session: &Session) -> crate::Result<Session> {
    engine.sessions().end(EndSessionRequest::new(session.user_id, session.id))
}

fn listed(engine: &Engine, status: SessionFilter) -> Vec<SessionId> {
    let request = ListSessionsRequest::new(ADA).status(status);
    engine.sessions().list(request).unwrap().items.iter().map(|session| session.id).collect()
}

#[test]
fn creating_opens_the_history_the_counters_and_counts_for_the_user() {
    let (engine, _) = engine();
    let request = CreateSessionRequest::new(ADA)
        .title("旅行 🧭")
        .model("sonnet")
        .kind("terminal")
        .device("laptop")
        .metadata(json!({"pane": 2}));
    let session = engine.sessions().create(request).unwrap().session;
    assert_eq!(session, get(&engine, &session));
    assert_eq!(session.title.as_deref(), Some("旅行 🧭"));
    assert_eq!(session.metadata, Some(json!({"pane": 2})));
    assert_eq!((session.status, session.pinned), (SessionStatus::Active, false));
    assert_eq!((session.message_count, session.duration_ms), (0, 0));
    assert_eq!((session.created_at_ms, session.updated_at_ms), (NOW, NOW));
    let records = rows(&engine, &sql::RECORDS, ADA, 4);
    assert_eq!(records.len(), 1);
    assert!(records[0].ends_with(&format!("Int(1) Text(\"active\") Int({NOW})")), "{records:?}");
    assert_eq!(rows(&engine, &sql::STATS, ADA, 6).len(), 1);
    let activity = rows(&engine, &sql::ACTIVITY, ADA, 7);
    assert_eq!(activity, [format!("Int(1) Int(0) Int(0) Int(0) Int(0) Int({NOW}) Null")]);
}

#[test]
fn a_session_needs_a_registered_user_and_a_refusal_leaves_nothing() {
    let (engine, _) = engine();
    let stranger = UserId(Uuid::from_u128(404));
    let error = engine.sessions().create(CreateSessionRequest::new(stranger)).unwrap_err();
    assert_eq!(error.code(), ErrorCode::NotFound);
    assert_eq!(error.details()["what"], "user");
    assert!(dump(&engine, stranger).iter().all(Vec::is_empty));
}

#[test]
fn the_device_of_the_context_stands_where_the_request_names_none() {
    let (engine, _) = engine();
    let mut context = Context::user(ADA);
    context.device = Some("phone".into());
    let sessions = engine.acting(&context).sessions();
    let session = sessions.create(CreateSessionRequest::new(ADA)).unwrap().session;
    assert_eq!(session.device.as_deref(), Some("phone"));
    assert_eq!(session.kind, "chat");
}

#[test]
fn a_taken_id_replays_the_same_session_and_refuses_another() {
    let (engine, clock) = engine();
    let id = SessionId(Uuid::from_u128(5));
    let request = CreateSessionRequest::new(ADA).id(id).title("a");
    let first = engine.sessions().create(request.clone()).unwrap();
    assert!(!first.replayed);
    let before = dump(&engine, ADA);
    clock.advance_ms(1_000);
    let again = engine.sessions().create(request.clone()).unwrap();
    assert!(again.replayed);
    assert_eq!(again.session, first.session);
    for other in [request.clone().title("b"), request.clone().created_at_ms(NOW + 1)] {
        assert_eq!(code(engine.sessions().create(other)), ErrorCode::Conflict);
    }
    assert_eq!(dump(&engine, ADA), before, "neither wrote anything");
    let of_bob = CreateSessionRequest::new(BOB).id(id).title("mine");
    assert!(!engine.sessions().create(of_bob).unwrap().replayed, "ids are each user's own");
    assert_eq!(get(&engine, &first.session).title.as_deref(), Some("a"));
}

#[test]
fn one_key_makes_one_session_and_a_changed_request_is_named() {
    let (engine, _) = engine();
    let request = CreateSessionRequest::new(ADA).title("a").idempotency_key("k");
    let first = engine.sessions().create(request.clone()).unwrap();
    let again = engine.sessions().create(request.clone()).unwrap();
    assert_eq!((again.replayed, again.session), (true, first.session));
    let error = engine.sessions().create(request.title("b")).unwrap_err();
    assert_eq!(error.code(), ErrorCode::IdempotencyMismatch);
    assert_eq!(error.details()["field"], "title");
    assert_eq!(listed(&engine, SessionFilter::All).len(), 1);
}

#[test]
fn fields_are_taken_at_their_limit_and_refused_past_it() {
    let (engine, _) = engine();
    let at_limit = CreateSessionRequest::new(ADA)
        .title("题".repeat(255))
        .model("m".repeat(100))
        .kind("k".repeat(50))
        .device("d".repeat(64));
    engine.sessions().create(at_limit.clone()).unwrap();
    for past in [
        at_limit.clone().title("题".repeat(256)),
        at_limit.clone().model("m".repeat(101)),
        at_limit.clone().model(""),
        at_limit.clone().kind("k".repeat(51)),
        at_limit.clone().kind(""),
        at_limit.clone().device("d".repeat(65)),
        at_limit.clone().created_at_ms(crate::limits::TIME_MS_MAX + 1),
    ] {
        assert_eq!(code(engine.sessions().create(past)), ErrorCode::Validation);
    }
    let large = at_limit.metadata(json!("x".repeat(64 * 1024)));
    assert!(engine.sessions().create(large).is_err());
    assert_eq!(listed(&engine, SessionFilter::All).len(), 1);
}

#[test]
fn a_session_of_another_user_is_not_found() {
    let (engine, _) = engine();
    let session = begin(&engine, ADA);
    let theirs = GetSessionRequest::new(BOB, session.id);
    assert_eq!(code(engine.sessions().get(theirs)), ErrorCode::NotFound);
    let theirs = EndSessionRequest::new(BOB, session.id);
    assert_eq!(code(engine.sessions().end(theirs)), ErrorCode::NotFound);
    let context = Context::user(BOB);
    let request = GetSessionRequest::new(ADA, session.id);
    let refused = engine.acting(&context).sessions().get(request);
    assert_eq!(code(refused), ErrorCode::PermissionDenied);
}

#[test]
fn ending_closes_the_session_and_its_history_once() {
    let (engine, clock) = engine();
    let session = begin(&engine, ADA);
    clock.advance_ms(60_000);
    let ended = end(&engine, &session).unwrap();
    assert_eq!(ended.status, SessionStatus::Ended);
    assert_eq!(ended.ended_at_ms, Some(NOW + 60_000));
    assert_eq!((ended.updated_at_ms, ended.duration_ms), (NOW + 60_000, 60_000));
    let records = rows(&engine, &sql::RECORDS, ADA, 4);
    let last = format!("Int(2) Text(\"ended\") Int({})", NOW + 60_000);
    assert!(records.len() == 2 && records[1].ends_with(&last), "{records:?}");
    let activity = rows(&engine, &sql::ACTIVITY, ADA, 7);
    assert!(activity[0].starts_with("Int(1) Int(1) Int(60000)"), "{activity:?}");

    let before = dump(&engine, ADA);
    clock.advance_ms(60_000);
    assert_eq!(end(&engine, &session).unwrap(), ended);
    assert_eq!(dump(&engine, ADA), before, "ending again changes nothing");
    mark_session(&engine, ADA, session.id, &[("status", "archived".into())]);
    assert_eq!(end(&engine, &session).unwrap().status, SessionStatus::Archived);
}

#[test]
fn a_session_ends_from_every_state_in_which_it_was_open() {
    let (engine, _) = engine();
    for status in ["active", "paused", "archived"] {
        let session = begin(&engine, ADA);
        mark_session(&engine, ADA, session.id, &[("status", status.into())]);
        let ended = end(&engine, &session).unwrap();
        assert_eq!((ended.status, ended.ended_at_ms), (SessionStatus::Ended, Some(NOW)));
    }
}

#[test]
fn a_session_never_ends_before_its_last_message() {
    let (engine, clock) = engine();
    let session = begin(&engine, ADA);
    clock.advance_ms(5_000);
    say(&engine, &session, "late");
    clock.set_ms(NOW - 60_000);
    let ended = end(&engine, &session).unwrap();
    assert_eq!(ended.ended_at_ms, Some(NOW + 5_000));
    assert_eq!(ended.duration_ms, 5_000);
}

#[test]
fn lists_show_the_newest_first_and_pages_tile() {
    let (engine, clock) = engine();
    let mut made = Vec::new();
    for n in 0..7 {
        // Every other session shares its moment with the one before.
        clock.advance_ms(n % 2);
        made.push(begin(&engine, ADA).id);
    }
    begin(&engine, BOB);
    made.reverse();
    assert_eq!(listed(&engine, SessionFilter::All), made);
    for filter in [SessionFilter::All, SessionFilter::Active] {
        let mut seen = Vec::new();
        let mut request = ListSessionsRequest::new(ADA).status(filter).limit(3);
        loop {
            let page = engine.sessions().list(request.clone()).unwrap();
            seen.extend(page.items.iter().map(|session| session.id));
            assert!(seen.len() <= made.len(), "pages lead on");
            let Some(cursor) = page.next_cursor else { break };
            request = request.cursor(cursor);
        }
        assert_eq!(seen, made);
    }
    let wrong = ListSessionsRequest::new(ADA).cursor("p00");
    assert_eq!(code(engine.sessions().list(wrong)), ErrorCode::CursorInvalid);
    for limit in [0, 201] {
        let wrong = ListSessionsRequest::new(ADA).limit(limit);
        assert_eq!(code(engine.sessions().list(wrong)), ErrorCode::Validation);
    }
}

#[test]
fn each_filter_shows_its_state_and_only_the_trash_shows_deleted_sessions() {
    let (engine, _) = engine();
    let [active, paused, archived, ended, deleted] = std::array::from_fn(|_| begin(&engine, ADA));
    mark_session(&engine, ADA, paused.id, &[("status", "paused".into())]);
    mark_session(&engine, ADA, archived.id, &[("status", "archived".into())]);
    end(&engine, &ended).unwrap();
    mark_session(&engine, ADA, deleted.id, &[("deleted_at_ms", NOW.into())]);
    for (filter, expected) in [
        (SessionFilter::Active, vec![active.id]),
        (SessionFilter::Paused, vec![paused.id]),
        (SessionFilter::Archived, vec![archived.id]),
        (SessionFilter::Ended, vec![ended.id]),
        (SessionFilter::Deleted, vec![deleted.id]),
        (SessionFilter::All, vec![ended.id, archived.id, paused.id, active.id]),
    ] {
        assert_eq!(listed(&engine, filter), expected, "{filter}");
    }
    let hidden = GetSessionRequest::new(ADA, deleted.id);
    assert_eq!(code(engine.sessions().get(hidden)), ErrorCode::NotFound);
    assert_eq!(code(end(&engine, &deleted)), ErrorCode::NotFound);
    mark_session(&engine, ADA, deleted.id, &[("deleted_at_ms", Param::Null)]);
    assert_eq!(get(&engine, &deleted).id, deleted.id, "restored");
}

#[test]
fn every_write_stamps_the_fields_it_changes() {
    let (engine, clock) = engine();
    let session = begin(&engine, ADA);
    clock.advance_ms(1_000);
    end(&engine, &session).unwrap();
    let stamps = own(&engine, |tx| {
        tx.get(&sql::SESSIONS, &[ADA.into()], |row| match row.value(13)? {
            Value::Bytes(bytes) => FieldClock::from_bytes(bytes),
            other => panic!("{other:?}"),
        })
    })
    .unwrap();
    let at = |name| stamps.stamp(SESSIONS.field(name).unwrap()).unwrap().clock >> 16;
    assert_eq!((at("title"), at("status"), at("ended_at_ms")), (NOW, NOW + 1_000, NOW + 1_000));
    assert_eq!(rows(&engine, &sql::HEAD, ADA, 1), ["Int(2)"]);
}

#[test]
fn json_calls_reach_sessions_by_name() {
    let (engine, _) = engine();
    let call = |name: &str, body: serde_json::Value| -> serde_json::Value {
        let text = engine.call(&Context::host(), name, body.to_string().as_bytes()).unwrap();
        serde_json::from_str(&text).unwrap()
    };
    let made = call("sessions.create", json!({"userId": ADA, "title": "t"}));
    let id = &made["session"]["id"];
    let ended = call("sessions.end", json!({"userId": ADA, "sessionId": id}));
    assert_eq!(ended["status"], "ended");
    let list = call("sessions.list", json!({"userId": ADA, "status": "ended"}));
    assert_eq!(list["items"][0], ended);
}

#[test]
fn registration_opens_what_a_session_needs() {
    let (engine, _) = engine();
    let request = crate::users::RegisterUserRequest::new().email("eve@example.org");
    let user = engine.users().register(request).unwrap().user.id;
    assert_eq!(begin(&engine, user).user_id, user);
}

/// What SQLite says of how it runs a statement.
fn plan(engine: &Engine, sql: &crate::store::Sql) -> String {
    let count = sql.any.matches('?').count();
    let explain = Box::leak(Box::new(crate::store::Sql {
        name: sql.name,
        scope: sql.scope,
        tenant: false,
        any: Box::leak(format!("EXPLAIN QUERY PLAN {}", sql.any).into_boxed_str()),
        postgres: None,
        mysql: None,
    }));
    let steps = own(engine, |tx| tx.list(explain, &vec![Param::Null; count], |row| row.text(3)));
    steps.join("; ")
}

#[test]
fn every_list_seeks_and_never_sorts() {
    let (engine, _) = engine();
    if crate::engine::test_backend() != "sqlite" {
        // The words are SQLite's; the drivers of servers ask the same of theirs, for every module.
        return;
    }
    for sql in [super::STATEMENTS, super::messages::STATEMENTS].concat() {
        if !sql.any.starts_with("SELECT") {
            continue;
        }
        let plan = plan(&engine, sql);
        assert!(plan.contains("SEARCH"), "{}: {plan}", sql.name);
        assert!(!plan.contains("SCAN") && !plan.contains("TEMP B-TREE"), "{}: {plan}", sql.name);
    }
}
