#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use serde_json::{Value, json};

use crate::exports::ExportOptions;
use crate::imports::{ImportOptions, ImportReport};
use crate::messages::{ListMessagesRequest, Message};
use crate::sessions::{ListSessionsRequest, Session};
use crate::users::RegisterUserRequest;
use crate::{Engine, EngineOptions, FixedClock, UserId};

mod hostile;
mod kdconv;
mod shapes;
mod traps;
mod write;

pub(crate) const NOW: i64 = 1_768_464_000_000;

/// An engine with one user.
pub(crate) fn engine() -> (Engine, UserId) {
    let options = EngineOptions::default().clock(FixedClock::new(NOW));
    let engine = Engine::open_with(":memory:", options).unwrap();
    let user = register(&engine, "ada@example.org");
    (engine, user)
}

pub(crate) fn register(engine: &Engine, email: &str) -> UserId {
    engine.users().register(RegisterUserRequest::new().email(email)).unwrap().user.id
}

/// Imports a file that is one JSON value.
pub(crate) fn import(engine: &Engine, user: UserId, file: &Value) -> ImportReport {
    import_text(engine, user, file.to_string().as_bytes())
}

pub(crate) fn import_text(engine: &Engine, user: UserId, file: &[u8]) -> ImportReport {
    engine.import(user, file, &ImportOptions::default(), |_| true).unwrap()
}

/// The sessions of a user, the oldest first.
pub(crate) fn sessions(engine: &Engine, user: UserId) -> Vec<Session> {
    let mut request = ListSessionsRequest::new(user).limit(200);
    let mut all = Vec::new();
    loop {
        let page = engine.sessions().list(request.clone()).unwrap();
        all.extend(page.items);
        match page.next_cursor {
            Some(cursor) => request = request.cursor(cursor),
            None => break,
        }
    }
    all.reverse();
    all
}

/// The messages of a session in the order of the conversation.
pub(crate) fn messages(engine: &Engine, session: &Session) -> Vec<Message> {
    let request = ListMessagesRequest::new(session.user_id, session.id).limit(200);
    let mut request = request.direction(crate::messages::Direction::Newer);
    let mut all = Vec::new();
    loop {
        let page = engine.messages().list(request.clone()).unwrap();
        all.extend(page.items);
        match page.next_cursor {
            Some(cursor) => request = request.cursor(cursor),
            None => return all,
        }
    }
}

/// All that calls show of a user's sessions and messages, but for whose they are.
pub(crate) fn shown(engine: &Engine, user: UserId) -> Vec<Value> {
    let mut all = Vec::new();
    for session in sessions(engine, user) {
        let messages = messages(engine, &session);
        assert_eq!(session.message_count, i64::try_from(messages.len()).unwrap(), "{session:?}");
        let mut session = json!(session);
        session.as_object_mut().unwrap().remove("userId");
        all.push(json!([session, messages]));
    }
    all
}

pub(crate) fn exported(engine: &Engine, user: UserId, options: &ExportOptions) -> String {
    let mut out = Vec::new();
    let done = engine.export(user, &mut out, options, |_| true).unwrap();
    assert_eq!(done.bytes, out.len() as u64);
    String::from_utf8(out).unwrap()
}

/// Imports a file once more: where a conversation had been taken in by half, it would grow now.
pub(crate) fn assert_again_adds_nothing(engine: &Engine, user: UserId, file: &[u8]) {
    let before = shown(engine, user);
    match engine.import(user, file, &ImportOptions::default(), |_| true) {
        Ok(again) => {
            assert_eq!(
                (again.created, again.grown, again.progress.messages),
                (0, 0, 0),
                "{again:?}"
            );
        }
        Err(error) => assert_eq!(error.code(), crate::ErrorCode::Validation),
    }
    assert_eq!(shown(engine, user), before);
}

/// A node of a ChatGPT mapping with a message.
pub(crate) fn node(id: &str, parent: Option<&str>, role: &str, text: &str) -> (String, Value) {
    let message = json!({
        "id": id, "author": {"role": role}, "create_time": null, "weight": 1.0, "recipient": "all",
        "content": {"content_type": "text", "parts": [text]}, "metadata": {}, "status": "finished_successfully",
    });
    (id.to_owned(), json!({"id": id, "message": message, "parent": parent, "children": []}))
}

pub(crate) fn chat(id: &str, nodes: impl IntoIterator<Item = (String, Value)>) -> Value {
    let mapping: serde_json::Map<String, Value> = nodes.into_iter().collect();
    json!({"id": id, "title": id, "create_time": 1_700_000_000.5, "mapping": mapping})
}
