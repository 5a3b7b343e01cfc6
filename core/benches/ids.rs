//! How ids are best stored in SQLite: TEXT(36) or BLOB(16), with a rowid or without, clustered by
//! the session or not, and sessions named by their id or by a small integer.
//!
//! The table is the messages of many sessions that grow side by side. Every layout is filled with
//! the same rows in one run, and each figure is compared with TEXT(36) and a rowid. `BENCH_ROWS`
//! sets the number of rows, `BENCH_DIR` the disk.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::float_arithmetic,
    reason = "a bench fails by panicking, prints its figures, and they are fractions"
)]

use std::path::Path;
use std::time::Instant;

use rusqlite::Connection;
use rusqlite::types::Value;
use uuid::Uuid;

mod support;

use support::{env_number, median, scratch};

const SESSIONS: u64 = 2_000;
const BATCH: u64 = 1_000;
const READS: u64 = 50_000;
const LISTS: u64 = 20_000;

struct Layout {
    name: &'static str,
    table: &'static str,
    text: bool,
    /// Whether a message names its session by a small integer, looked up once per call.
    session_number: bool,
}

const LAYOUTS: &[Layout] = &[
    Layout {
        name: "text",
        table: "CREATE TABLE message (id TEXT PRIMARY KEY, session TEXT NOT NULL,
            created_at_ms INTEGER NOT NULL, role TEXT NOT NULL, content TEXT NOT NULL);
            CREATE INDEX message_session ON message (session, created_at_ms, id);",
        text: true,
        session_number: false,
    },
    Layout {
        name: "blob",
        table: "CREATE TABLE message (id BLOB PRIMARY KEY, session BLOB NOT NULL,
            created_at_ms INTEGER NOT NULL, role TEXT NOT NULL, content TEXT NOT NULL);
            CREATE INDEX message_session ON message (session, created_at_ms, id);",
        text: false,
        session_number: false,
    },
    Layout {
        name: "blob_integer_session",
        table: "CREATE TABLE message (number INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE,
            session INTEGER NOT NULL, created_at_ms INTEGER NOT NULL, role TEXT NOT NULL,
            content TEXT NOT NULL);
            CREATE INDEX message_session ON message (session, created_at_ms);",
        text: false,
        session_number: true,
    },
    Layout {
        name: "blob_without_rowid",
        table: "CREATE TABLE message (id BLOB PRIMARY KEY, session BLOB NOT NULL,
            created_at_ms INTEGER NOT NULL, role TEXT NOT NULL, content TEXT NOT NULL)
            WITHOUT ROWID;
            CREATE INDEX message_session ON message (session, created_at_ms, id);",
        text: false,
        session_number: false,
    },
    Layout {
        name: "blob_clustered",
        table: "CREATE TABLE message (id BLOB NOT NULL, session BLOB NOT NULL,
            created_at_ms INTEGER NOT NULL, role TEXT NOT NULL, content TEXT NOT NULL,
            PRIMARY KEY (session, id)) WITHOUT ROWID;
            CREATE UNIQUE INDEX message_id ON message (id);",
        text: false,
        session_number: false,
    },
];

fn mix(n: u64) -> u64 {
    let z = n.wrapping_add(0x9E37_79B9_7F4A_7C15).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// An id made at the millisecond `n`, as version 7 is: time first, then chance.
fn id(n: u64) -> Uuid {
    let random = mix(n);
    Uuid::from_u64_pair((n << 16) | 0x7000 | (random >> 52), (1 << 63) | (random >> 2))
}

fn session(n: u64) -> u64 {
    mix(n ^ 0x55) % SESSIONS
}

impl Layout {
    fn key(&self, id: Uuid) -> Value {
        match self.text {
            true => Value::Text(id.to_string()),
            false => Value::Blob(id.as_bytes().to_vec()),
        }
    }

    fn session_key(&self, session: u64) -> Value {
        match self.session_number {
            true => Value::Integer(session as i64),
            false => self.key(id(1_000_000_000 + session)),
        }
    }

    fn list(&self) -> &'static str {
        match self.name {
            "blob_clustered" => {
                "SELECT id, role, content FROM message WHERE session = ? ORDER BY id DESC LIMIT 50"
            }
            _ => {
                "SELECT id, role, content FROM message WHERE session = ? \
                 ORDER BY created_at_ms DESC LIMIT 50"
            }
        }
    }
}

/// Microseconds per insert, point read and list, and bytes per row.
struct Figures([f64; 4]);

fn measure(layout: &Layout, path: &Path, rows: u64) -> Figures {
    let conn = Connection::open(path).unwrap();
    conn.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF").unwrap();
    conn.execute_batch(layout.table).unwrap();
    let content = "All happy families are alike. ".repeat(14);
    let begun = Instant::now();
    let mut insert = conn
        .prepare(
            "INSERT INTO message (id, session, created_at_ms, role, content) \
             VALUES (?, ?, ?, 'user', ?)",
        )
        .unwrap();
    for first in (0..rows).step_by(BATCH as usize) {
        conn.execute_batch("BEGIN").unwrap();
        for n in first..(first + BATCH).min(rows) {
            let keys = (layout.key(id(n)), layout.session_key(session(n)));
            insert.execute((keys.0, keys.1, n as i64, &content)).unwrap();
        }
        conn.execute_batch("COMMIT").unwrap();
    }
    let inserted = begun.elapsed().as_secs_f64() * 1e6 / rows as f64;

    let mut find = conn.prepare("SELECT content FROM message WHERE id = ?").unwrap();
    let begun = Instant::now();
    for n in 0..READS {
        let key = layout.key(id(mix(n) % rows));
        let length = find.query_row([key], |row| Ok(row.get_ref(0)?.as_str()?.len())).unwrap();
        assert_eq!(length, content.len());
    }
    let read = begun.elapsed().as_secs_f64() * 1e6 / READS as f64;

    let mut list = conn.prepare(layout.list()).unwrap();
    let begun = Instant::now();
    for n in 0..LISTS {
        let mut found = list.query([layout.session_key(mix(n) % SESSIONS)]).unwrap();
        let mut bytes = 0;
        while let Some(row) = found.next().unwrap() {
            bytes += row.get_ref(2).unwrap().as_str().unwrap().len();
        }
        assert!(bytes > 0);
    }
    let listed = begun.elapsed().as_secs_f64() * 1e6 / LISTS as f64;

    let pages: i64 = conn.query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
    Figures([inserted, read, listed, pages as f64 * 4096.0 / rows as f64])
}

fn main() {
    let rows = env_number("BENCH_ROWS").unwrap_or(200_000);
    println!("# {rows} messages of 420 bytes in {SESSIONS} sessions, synchronous OFF, 2 MB cache");
    let rounds = 3;
    let mut figures: Vec<Vec<Figures>> = LAYOUTS.iter().map(|_| Vec::new()).collect();
    for _ in 0..rounds {
        for (layout, figures) in LAYOUTS.iter().zip(&mut figures) {
            let dir = scratch();
            figures.push(measure(layout, &dir.path().join("ids.db"), rows));
        }
    }
    let median = |rounds: &[Figures], at: usize| {
        median(&rounds.iter().map(|figures| figures.0[at]).collect::<Vec<_>>())
    };
    for (at, workload) in ["insert", "read", "list50", "bytes_per_row"].iter().enumerate() {
        let base = median(&figures[0], at);
        for (layout, figures) in LAYOUTS.iter().zip(&figures).skip(1) {
            let ours = median(figures, at);
            println!(
                "bench ids_{workload}_{} ours={ours:.2} base={base:.2} ratio={:.3}",
                layout.name,
                ours / base
            );
        }
    }
}
