//! What the tests of sessions and messages share.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use uuid::Uuid;

use crate::activity;
use crate::error::ErrorCode;
use crate::runtime::ChangeKind;
use crate::session::messages::MESSAGES;
use crate::session::{
    AppendMessageRequest, CreateSessionRequest, ListMessagesRequest, Message, MessageRole,
    SESSIONS, Session,
};
use crate::store::{Param, Row, Sql, Tx, Value};
use crate::{Engine, EngineOptions, FixedClock, MessageId, Result, SessionId, UserId};

pub(crate) const NOW: i64 = 1_700_000_000_000;
pub(crate) const ADA: UserId = UserId(Uuid::from_u128(0xada));
pub(crate) const BOB: UserId = UserId(Uuid::from_u128(0xb0b));

pub(crate) mod sql {
    #![allow(dead_code, reason = "the list is for the lint of the engine's own statements")]
    crate::store::statements! {
        SESSIONS: User = "SELECT id, device, title, model, kind, status, pinned, metadata, \
            created_at_ms, updated_at_ms, ended_at_ms, deleted_at_ms, sync_seq, sync_clock \
            FROM sessions WHERE user_id = ? ORDER BY id";
        MESSAGES: User = "SELECT id, session_id, role, content, model, tokens, cost_micros, \
            parent_id, status, metadata, created_at_ms, feedback, deleted_at_ms, sync_seq, \
            sync_clock FROM messages WHERE user_id = ? ORDER BY id";
        STATS: User = "SELECT session_id, message_count, total_tokens, total_cost_micros, \
            last_message_at_ms, last_message_id FROM session_stats WHERE user_id = ? \
            ORDER BY session_id";
        RECORDS: User = "SELECT session_id, n, status, at_ms FROM session_records \
            WHERE user_id = ? ORDER BY session_id, n";
        ACTIVITY: User = "SELECT sessions, sessions_ended, session_ms, messages, tokens, \
            last_session_at_ms, last_message_at_ms FROM activity_stats WHERE user_id = ?";
        TOTALS: User = "SELECT active, paused, ended, archived, trashed, removed_messages, \
            removed_tokens, removed_cost_micros FROM session_totals WHERE user_id = ?";
        TRASH: User = "SELECT collection, id, purge_at_ms FROM trash WHERE user_id = ? \
            ORDER BY collection, id";
        TOMBSTONES: User = "SELECT collection, id, sync_seq FROM tombstones WHERE user_id = ? \
            ORDER BY collection, id";
        STREAMS: User = "SELECT message_id, next_chunk, pieces, tail FROM message_streams \
            WHERE user_id = ? ORDER BY message_id";
        PIECES: User = "SELECT message_id, n, content FROM stream_pieces WHERE user_id = ? \
            ORDER BY message_id, n";
        MEMORIES: User = "SELECT id, content, deleted_at_ms, sync_seq FROM memories \
            WHERE user_id = ? ORDER BY id";
        HEAD: User = "SELECT seq, clock FROM sync_head WHERE user_id = ?";
        RECEIPTS: User = "SELECT replay_key FROM receipts WHERE user_id = ? ORDER BY replay_key";
        REPEATED: User = "SELECT row_id, receipt FROM receipts WHERE user_id = ? \
            ORDER BY replay_key";
        RECOUNT: User = "SELECT COUNT(*), CAST(COALESCE(SUM(tokens), 0) AS BIGINT), \
            CAST(COALESCE(SUM(cost_micros), 0) AS BIGINT), MAX(created_at_ms) FROM messages \
            WHERE user_id = ? AND session_id = ? AND trashed = 0",
            mysql "SELECT COUNT(*), CAST(COALESCE(SUM(tokens), 0) AS SIGNED), \
            CAST(COALESCE(SUM(cost_micros), 0) AS SIGNED), MAX(created_at_ms) FROM messages \
            WHERE user_id = ? AND session_id = ? AND trashed = 0";
    }
}

/// An engine whose users Ada and Bob are registered.
pub(crate) fn engine() -> (Engine, FixedClock) {
    let clock = FixedClock::new(NOW);
    let engine = open(":memory:", &clock);
    (engine, clock)
}

pub(crate) fn open(location: &str, clock: &FixedClock) -> Engine {
    let options = EngineOptions::default().clock(clock.clone());
    let engine = Engine::open_with(location, options).unwrap();
    own(&engine, |tx| activity::open(tx, ADA).and(activity::open(tx, BOB)));
    engine
}

pub(crate) fn own<T: Send>(engine: &Engine, job: impl FnMut(&mut Tx<'_>) -> Result<T> + Send) -> T {
    engine.inner().write_own(job).unwrap()
}

/// The code of a call that must fail.
pub(crate) fn code<T: std::fmt::Debug>(outcome: Result<T>) -> ErrorCode {
    outcome.unwrap_err().code()
}

pub(crate) fn begin(engine: &Engine, user: UserId) -> Session {
    engine.sessions().create(CreateSessionRequest::new(user)).unwrap().session
}

pub(crate) fn draft(session: &Session, content: &str) -> AppendMessageRequest {
    AppendMessageRequest::new(session.user_id, session.id, MessageRole::User, content)
}

pub(crate) fn say(engine: &Engine, session: &Session, content: &str) -> Message {
    engine.messages().append(draft(session, content)).unwrap().message
}

pub(crate) fn contents(engine: &Engine, session: &Session) -> Vec<String> {
    let request = ListMessagesRequest::new(session.user_id, session.id).limit(200);
    engine.messages().list(request).unwrap().items.into_iter().map(|m| m.content).collect()
}

pub(crate) fn mark_session(
    engine: &Engine,
    user: UserId,
    id: SessionId,
    changes: &[(&'static str, Param<'_>)],
) {
    own(engine, |tx| {
        tx.changed("session", Some(user), id.0, ChangeKind::Put);
        tx.synced(&SESSIONS, user).put(id.0, changes)
    });
}

pub(crate) fn mark_message(
    engine: &Engine,
    user: UserId,
    id: MessageId,
    changes: &[(&'static str, Param<'_>)],
) {
    own(engine, |tx| tx.synced(&MESSAGES, user).put(id.0, changes));
}

/// Every row that a call on sessions can write for a user.
pub(crate) fn dump(engine: &Engine, user: UserId) -> Vec<Vec<String>> {
    [
        (&sql::SESSIONS, 14),
        (&sql::MESSAGES, 15),
        (&sql::STATS, 6),
        (&sql::RECORDS, 4),
        (&sql::ACTIVITY, 7),
        (&sql::TOTALS, 8),
        (&sql::TRASH, 3),
        (&sql::TOMBSTONES, 3),
        (&sql::STREAMS, 4),
        (&sql::PIECES, 3),
        (&sql::MEMORIES, 4),
        (&sql::HEAD, 2),
        (&sql::RECEIPTS, 1),
    ]
    .into_iter()
    .map(|(sql, columns)| rows(engine, sql, user, columns))
    .collect()
}

pub(crate) fn rows(
    engine: &Engine,
    sql: &'static Sql,
    user: UserId,
    columns: usize,
) -> Vec<String> {
    let show = |row: &dyn Row| {
        // Short text is bytes to some stores.
        let value = |n| match row.value(n)? {
            Value::Bytes(bytes) => match std::str::from_utf8(bytes) {
                Ok(text) => Ok(format!("{:?}", Value::Text(text))),
                Err(_) => Ok(format!("{:?}", Value::Bytes(bytes))),
            },
            value => Ok(format!("{value:?}")),
        };
        let values: Result<Vec<_>> = (0..columns).map(value).collect();
        Ok(values?.join(" "))
    };
    own(engine, |tx| tx.list(sql, &[user.into()], show))
}

/// Whether the counters of a session are what its messages add up to.
pub(crate) fn assert_counters_are_a_recount(engine: &Engine, session: &Session) {
    let (user, id) = (session.user_id, session.id);
    let recount = own(engine, |tx| {
        tx.get(&sql::RECOUNT, &[user.into(), id.into()], |row| {
            Ok((row.int(0)?, row.int(1)?, row.int(2)?, row.opt_int(3)?))
        })
    })
    .unwrap();
    let request = crate::session::GetSessionRequest::new(user, id);
    let now = engine.sessions().get(request).unwrap();
    let counters =
        (now.message_count, now.total_tokens, now.total_cost_micros, now.last_message_at_ms);
    assert_eq!(counters, recount);
}

/// How often each list of the fixture names an id: what is left of a row anywhere.
pub(crate) fn mentions(engine: &Engine, user: UserId, id: Uuid) -> usize {
    let (bytes, text) =
        (format!("{:?}", Value::Bytes(id.as_bytes())), format!("{:?}", Value::Id(id)));
    let named = |row: &&String| row.contains(&bytes) || row.contains(&text);
    dump(engine, user).iter().flatten().filter(named).count()
}

/// Rounds of upkeep until nothing is left that is due.
pub(crate) fn maintain(engine: &Engine) {
    while !engine.maintain(std::time::Duration::from_secs(60)).unwrap().done {}
}
