//! Pages of long conversations and of many of them, and the appends of a stream.
//!
//! `page_10`, `page_10k` and `page_1m` read the last 50 messages of a session that has so many, and
//! `page_10k_mid` and `page_1m_mid` the 50 before its middle; `sessions50_short` and
//! `sessions50_long` list 50 of 1,000 sessions of 10 and of `BENCH_SESSION_MESSAGES` messages each
//! (1,000 unless told otherwise). The base is the same query by hand, prepared and held, on the
//! same file, with every column read. `stream_append` adds a chunk of forty characters to a
//! message; its base adds a row for each chunk, which is the plain way to do it, with the same
//! durability (OFF, so that it is about the work).
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench fails by panicking and prints its figures"
)]

use rusqlite::Connection;
use silvervine::Engine;
use silvervine::messages::{
    AppendManyMessagesRequest, AppendToStreamRequest, ListMessagesRequest, MessageDraft,
    MessageRole, StartMessageStreamRequest,
};
use silvervine::sessions::{CreateSessionRequest, ListSessionsRequest};
use silvervine::store::sqlite::Durability;
use uuid::Uuid;

mod support;

use support::{Bench, env_number, open, register, scratch};

const COLUMNS: &str = "id, role, content, model, tokens, cost_micros, parent_id, status, \
    metadata, feedback, created_at_ms, version_of";
const SESSIONS: &str = "SELECT s.id, s.device, s.title, s.model, s.kind, s.status, s.pinned, \
    s.metadata, c.message_count, c.total_tokens, c.total_cost_micros, c.last_message_at_ms, \
    s.created_at_ms, s.updated_at_ms, s.ended_at_ms, s.deleted_at_ms, s.leaf_id FROM sessions s \
    LEFT JOIN session_stats c ON c.user_id = s.user_id AND c.session_id = s.id \
    WHERE s.user_id = ? AND s.trashed = 0 ORDER BY s.created_at_ms DESC, s.id DESC LIMIT 51";

fn main() {
    let mut bench = Bench::new(200);
    println!("# {:?} a round, the sides in turns", bench.round());
    for (name, messages) in [("page_10", 10), ("page_10k", 10_000), ("page_1m", 1_000_000)] {
        if bench.runs(name) {
            pages(&mut bench, name, messages);
        }
    }
    let long = env_number("BENCH_SESSION_MESSAGES").unwrap_or(1_000);
    for (name, messages) in [("sessions50_short", 10), ("sessions50_long", long as usize)] {
        if bench.runs(name) {
            println!("# {name}: 1,000 sessions of {messages} messages");
            sessions(&mut bench, name, messages);
        }
    }
    if bench.runs("stream_append") {
        stream(&mut bench);
    }
    bench.finish();
}

/// A session with so many messages.
fn fill(engine: &Engine, user: Uuid, mut messages: usize) -> Uuid {
    let session = engine.sessions().create(CreateSessionRequest::new(user)).unwrap().session.id.0;
    while messages > 0 {
        let now = messages.min(1_000);
        let content = "The kettle sings, and the leaves are not in it yet.";
        let drafts = vec![MessageDraft::new(MessageRole::User, content); now];
        let request = AppendManyMessagesRequest::new(user, session, drafts);
        assert_eq!(engine.messages().append_many(request).unwrap().count, now as i64);
        messages -= now;
    }
    session
}

/// Reads rows, and every column of each.
fn read(rows: &mut rusqlite::Rows<'_>, columns: usize) -> usize {
    let mut count = 0;
    while let Some(row) = rows.next().unwrap() {
        for column in 0..columns {
            let value: rusqlite::types::Value = row.get(column).unwrap();
            std::hint::black_box(&value);
        }
        count += 1;
    }
    count
}

fn pages(bench: &mut Bench, name: &str, messages: usize) {
    let folder = scratch();
    let path = folder.path().join("pages.db");
    let engine = open(&path, Durability::Off);
    let user = register(&engine, "u");
    let session = fill(&engine, user, messages);
    let connection = Connection::open(&path).unwrap();
    let of = "FROM messages WHERE user_id = ? AND session_id = ? AND trashed = 0";
    let newest = format!("SELECT {COLUMNS} {of} ORDER BY created_at_ms DESC, id DESC LIMIT 51");
    let mut newest = connection.prepare(&newest).unwrap();
    let (user_id, session_id) = (user.as_bytes().as_slice(), session.as_bytes().as_slice());
    let shown = messages.min(50);
    let ours = || {
        let page = engine.messages().list(ListMessagesRequest::new(user, session)).unwrap();
        assert_eq!(page.items.len(), shown);
    };
    let base = || {
        let mut rows = newest.query((user_id, session_id)).unwrap();
        assert_eq!(read(&mut rows, 12), messages.min(51));
    };
    bench.alone(name, 9, ours, base);
    if messages < 1_000 {
        return;
    }
    let middle =
        format!("SELECT created_at_ms, id {of} ORDER BY created_at_ms, id LIMIT 1 OFFSET ?");
    let at: (i64, [u8; 16]) = connection
        .query_row(&middle, (user_id, session_id, messages as i64 / 2), |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .unwrap();
    let around = ListMessagesRequest::new(user, session).around(Uuid::from_bytes(at.1)).limit(2);
    let cursor = engine.messages().list(around).unwrap().next_cursor.unwrap();
    let older = format!(
        "SELECT {COLUMNS} {of} AND (created_at_ms, id) < (?, ?) \
         ORDER BY created_at_ms DESC, id DESC LIMIT 51"
    );
    let mut older = connection.prepare(&older).unwrap();
    let ours = || {
        let request = ListMessagesRequest::new(user, session).cursor(cursor.as_str());
        assert_eq!(engine.messages().list(request).unwrap().items.len(), 50);
    };
    let base = || {
        let mut rows = older.query((user_id, session_id, at.0, &at.1[..])).unwrap();
        assert_eq!(read(&mut rows, 12), 51);
    };
    bench.alone(&format!("{name}_mid"), 9, ours, base);
}

fn sessions(bench: &mut Bench, name: &str, messages: usize) {
    let folder = scratch();
    let path = folder.path().join("sessions.db");
    let engine = open(&path, Durability::Off);
    let user = register(&engine, "u");
    for _ in 0..1_000 {
        fill(&engine, user, messages);
    }
    let connection = Connection::open(&path).unwrap();
    let mut list = connection.prepare(SESSIONS).unwrap();
    let ours = || {
        let page = engine.sessions().list(ListSessionsRequest::new(user)).unwrap();
        assert_eq!(page.items[0].message_count, messages as i64);
    };
    let base = || {
        let mut rows = list.query((user.as_bytes().as_slice(),)).unwrap();
        assert_eq!(read(&mut rows, 17), 51);
    };
    bench.alone(name, 9, ours, base);
}

fn stream(bench: &mut Bench) {
    let folder = scratch();
    let engine = open(&folder.path().join("ours.db"), Durability::Off);
    let user = register(&engine, "u");
    let session = fill(&engine, user, 1);
    let connection = Connection::open(folder.path().join("base.db")).unwrap();
    connection
        .execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; \
             CREATE TABLE chunks (user_id BLOB, message_id BLOB, n BIGINT, text TEXT, \
             PRIMARY KEY (user_id, message_id, n))",
        )
        .unwrap();
    let mut insert = connection.prepare("INSERT INTO chunks VALUES (?, ?, ?, ?)").unwrap();
    let text = "and then the water must be nearly boiling";
    let start = || {
        let request = StartMessageStreamRequest::new(user, session);
        engine.messages().stream_start(request).unwrap().message.id
    };
    // A message of a thousand chunks is a long answer; then another begins.
    let (mut id, mut chunk) = (start(), 0);
    let ours = || {
        if chunk == 1_000 {
            (id, chunk) = (start(), 0);
        }
        let request = AppendToStreamRequest::new(user, id, chunk, text);
        assert!(!engine.messages().stream_append(request).unwrap().replayed);
        chunk += 1;
    };
    let mut n = 0_i64;
    let base = || {
        let message = (n / 1_000).to_be_bytes();
        insert.execute((user.as_bytes().as_slice(), &message[..], n % 1_000, text)).unwrap();
        n += 1;
    };
    bench.alone("stream_append", 9, ours, base);
}
