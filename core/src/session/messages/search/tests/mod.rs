//! Tests of finding messages.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod finding;
mod following;
mod kdconv;
mod oracle;
mod paging;
mod upkeep;

use std::sync::Arc;
use std::time::Duration;

use crate::activity;
use crate::session::fixture::{
    ADA, BOB, NOW, begin, draft, engine, mark_message, mark_session, own, say,
};
use crate::session::{
    AppendManyMessagesRequest, MessageDraft, MessageHit, MessageRole, SearchMessagesRequest,
    SearchMessagesResponse, Session,
};
use crate::store::Param;
use crate::store::sqlite::{Sqlite, SqliteOptions};
use crate::{Engine, EngineOptions, FixedClock, UserId};

/// An engine on SQLite, for what is about its index, whatever the other tests run on.
fn on_sqlite(store: Sqlite) -> Engine {
    let options = EngineOptions::default().clock(FixedClock::new(NOW));
    let engine = Engine::with_driver(Arc::new(store), options).unwrap();
    own(&engine, |tx| activity::open(tx, ADA).and(activity::open(tx, BOB)));
    engine
}

/// Whether the store that the tests run on has an index of messages.
fn has_index(engine: &Engine) -> bool {
    engine.inner().indexes_messages()
}

fn index_all(engine: &Engine) {
    while !engine.maintain(Duration::from_secs(60)).unwrap().done {}
}

fn search(engine: &Engine, request: SearchMessagesRequest) -> SearchMessagesResponse {
    engine.messages().search(request).unwrap()
}

fn request(query: &str) -> SearchMessagesRequest {
    SearchMessagesRequest::new(ADA, query)
}

/// The snippets of Ada's messages that a query finds, which are their texts where those are short.
fn found(engine: &Engine, query: &str) -> Vec<String> {
    let found = search(engine, request(query).limit(200));
    assert!(found.complete && found.next_cursor.is_none());
    found.items.iter().map(text).collect()
}

fn text(hit: &MessageHit) -> String {
    hit.snippet.iter().map(|part| part.text.as_str()).collect()
}

/// All that a query finds, page by page.
fn pages(engine: &Engine, request: &SearchMessagesRequest) -> Vec<MessageHit> {
    let (mut request, mut all) = (request.clone(), Vec::new());
    loop {
        let page = search(engine, request.clone());
        all.extend(page.items);
        let Some(cursor) = page.next_cursor else { return all };
        request = request.cursor(cursor);
    }
}

fn append_many(engine: &Engine, session: &Session, drafts: Vec<MessageDraft>) {
    for drafts in drafts.chunks(1_000) {
        let request = AppendManyMessagesRequest::new(session.user_id, session.id, drafts.to_vec());
        engine.messages().append_many(request).unwrap();
    }
}

fn line(text: impl Into<String>) -> MessageDraft {
    MessageDraft::new(MessageRole::User, text.into())
}

fn trash(engine: &Engine, hit: crate::MessageId, user: UserId, is_trashed: bool) {
    let at = is_trashed.then_some(NOW);
    mark_message(engine, user, hit, &[("deleted_at_ms", Param::from(at))]);
}
