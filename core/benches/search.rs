//! Finding messages among a million of one user, against a plain scan.
//!
//! **`search_rare`, `search_medium`, `search_frequent`**: the newest 50 messages with a Chinese
//! word of two characters: one that stands in twenty of them, one in few of a hundred, and the most
//! frequent. The base is `instr` over the messages from the newest on, by a prepared statement
//! of rusqlite.
//! **`search_one`, `search_four`, `search_prefix`**: one character, four characters, and an English
//! word by its beginning, the same way.
//! **`search_tail`**: the frequent word with 255 messages not indexed yet.
//!
//! **`index_size`**: bytes of the index; the base is all else in the file.
//! **`indexing`**: messages a second; the base is the goal of 15,000.
//! **`append_search_*`**: the median of one append; the base is the same engine on a copy of the
//! file that lacks a table of the index, so that each step of indexing fails at once.
//! **`appends_search_*`** is the mean of appends without a pause, in which indexing keeps up.
//!
//! Messages are one to three lines of the conversations in `tests/data/kdconv`, some with English.
//! `BENCH_MESSAGES` sets how many. Settings: see `support`.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::float_arithmetic,
    reason = "a bench fails by panicking, prints its figures, and they are fractions"
)]

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rusqlite::{Connection, params};
use silvervine::messages::{AppendMessageRequest, MessageRole, SearchMessagesRequest};
use silvervine::sessions::CreateSessionRequest;
use silvervine::store::sqlite::Durability;
use silvervine::{Engine, SessionId};
use uuid::Uuid;

mod support;

use support::{Bench, Random, each, env_number, new_id, open, register, scratch};

const RARE: &str = "鹦鹉";
const ENGLISH: &str = "Transformer";
/// 2025-11-01T00:00:00Z.
const PAST_MS: i64 = 1_761_955_200_000;
const SESSIONS: u64 = 1_000;
const APPENDS: usize = 4_000;

fn main() {
    let mut bench = Bench::new(150);
    let folder = scratch();
    let path = folder.path().join("search.db");
    let messages = env_number("BENCH_MESSAGES").unwrap_or(1_000_000);
    let (user, sessions) = fill(&path, messages);
    let bare = folder.path().join("bare.db");
    std::fs::copy(&path, &bare).unwrap();
    Connection::open(&bare).unwrap().execute_batch("DROP TABLE message_index").unwrap();
    let engine = open(&path, Durability::Full);
    index(&mut bench, &engine, &path, messages);
    find(&mut bench, &engine, &path, user, sessions[0]);
    engine.close().unwrap();
    for durability in [Durability::Off, Durability::Normal, Durability::Full] {
        append(&mut bench, [&path, &bare], user, &sessions, durability);
    }
    bench.finish();
}

fn lines() -> Vec<String> {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(here.join("../tests/data/kdconv/messages.txt")).unwrap();
    text.lines().map(str::to_owned).collect()
}

/// Writes the messages as an engine does that has no index yet: it would index while they come.
fn fill(path: &Path, messages: u64) -> (Uuid, Vec<SessionId>) {
    let engine = open(path, Durability::Off);
    let user = register(&engine, "u");
    let begin = |_| engine.sessions().create(CreateSessionRequest::new(user)).unwrap().session.id;
    let sessions: Vec<SessionId> = (0..SESSIONS).map(begin).collect();
    let first = AppendMessageRequest::new(user, sessions[0], MessageRole::User, "你好");
    engine.messages().append(first).unwrap();
    engine.close().unwrap();
    let file = Connection::open(path).unwrap();
    let from: i64 = file.query_row("SELECT MAX(seq) FROM sync_head", [], |row| row.get(0)).unwrap();
    let clock: Vec<u8> =
        file.query_row("SELECT sync_clock FROM messages", [], |row| row.get(0)).unwrap();
    file.execute_batch("PRAGMA synchronous = OFF; BEGIN").unwrap();
    let mut insert = file
        .prepare(
            "INSERT INTO messages (user_id, id, session_id, created_at_ms, sync_seq, sync_clock, \
             role, status, content) VALUES (?, ?, ?, ?, ?, ?, 'user', 'complete', ?)",
        )
        .unwrap();
    let (lines, mut random) = (lines(), Random::new(7));
    let rare = messages.div_ceil(20);
    for n in 0..messages {
        let mut text = String::new();
        for _ in 0..=random.next() % 3 {
            text.push_str(&lines[random.next() as usize % lines.len()]);
        }
        if n % rare == rare / 2 {
            text.push_str(RARE);
        }
        if n % 150 == 0 {
            text.push_str(" attention in a transformer model");
        }
        let n = i64::try_from(n).unwrap();
        let session = sessions[usize::try_from(n / 40).unwrap() % sessions.len()];
        let id: Uuid = new_id();
        let at = PAST_MS + n * 20_000;
        let [user, id, session] = [user, id, session.0].map(|id| id.into_bytes());
        insert.execute(params![user, id, session, at, from + n + 1, clock, text]).unwrap();
    }
    drop(insert);
    let n = i64::try_from(messages).unwrap();
    file.execute("UPDATE sync_head SET seq = seq + ?", [n]).unwrap();
    file.execute_batch("COMMIT; PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
    (user, sessions)
}

fn index(bench: &mut Bench, engine: &Engine, path: &Path, messages: u64) {
    let start = Instant::now();
    while !engine.maintain(Duration::from_secs(600)).unwrap().done {}
    let rate = messages as f64 / start.elapsed().as_secs_f64();
    bench.measured("indexing", vec![rate], vec![15_000.0]);
    let file = Connection::open(path).unwrap();
    let bytes = |which: &str| -> f64 {
        let text = format!(
            "SELECT COALESCE(SUM(pgsize), 0) FROM dbstat WHERE aggregate = TRUE AND {which} (\
             name GLOB 'message_terms*' OR name GLOB 'message_docs*' OR name GLOB 'message_chains*')"
        );
        file.query_row(&text, [], |row| row.get::<_, i64>(0)).unwrap() as f64
    };
    println!("# bytes a message: index {:.0}, all else {:.0}", bytes("") / messages as f64, {
        bytes("NOT") / messages as f64
    });
    let segments: i64 = file
        .query_row("SELECT COUNT(DISTINCT segid) FROM message_terms_idx", [], |row| row.get(0))
        .unwrap();
    println!("# {segments} segments");
    bench.measured("index_size", vec![bytes("")], vec![bytes("NOT")]);
}

/// The most frequent pair of characters, and one of the middle.
fn words() -> (String, String, String) {
    let lines = lines();
    let share = |word: &str| {
        lines.iter().filter(|line| line.contains(word)).count() as f64 / lines.len() as f64
    };
    let (frequent, medium, four) = ("电影", "厉害", "知道吗？");
    println!("# in a line: {frequent} {:.3}, {medium} {:.4}", share(frequent), share(medium));
    (frequent.into(), medium.into(), four.into())
}

fn find(bench: &mut Bench, engine: &Engine, path: &Path, user: Uuid, session: SessionId) {
    let (frequent, medium, _) = words();
    let file = Connection::open(path).unwrap();
    let mut scan = file
        .prepare(
            "SELECT id, session_id, role, created_at_ms, content FROM messages NOT INDEXED \
             WHERE user_id = ? AND instr(content, ?) > 0 ORDER BY rowid DESC LIMIT 50",
        )
        .unwrap();
    let mut one = |bench: &mut Bench, name: &str, word: &str, at_least: usize| {
        if !bench.runs(name) {
            return;
        }
        let mut ours = || {
            let page = engine.messages().search(SearchMessagesRequest::new(user, word)).unwrap();
            assert!(page.complete && page.items.len() >= at_least, "{}", page.items.len());
        };
        let mut base = || {
            let rows = scan.query_map(params![user.into_bytes(), word], |row| {
                Ok((row.get::<_, [u8; 16]>(0)?, row.get::<_, i64>(3)?, row.get::<_, String>(4)?))
            });
            assert!(rows.unwrap().map(Result::unwrap).count() >= at_least);
        };
        // A first few are for the caches. A scan takes a tenth of a second: one a round.
        each(3, &mut ours);
        bench.once(name, 9, || each(25, &mut ours), || each(1, &mut base));
    };
    one(bench, "search_rare", RARE, 1);
    one(bench, "search_medium", &medium, 50);
    one(bench, "search_frequent", &frequent, 50);
    one(bench, "search_one", "影", 50);
    one(bench, "search_four", "一部电影", 50);
    one(bench, "search_prefix", "transf", 0);
    for _ in 0..255 {
        let text = format!("{ENGLISH} 还没有索引的话");
        let request = AppendMessageRequest::new(user, session, MessageRole::User, text);
        engine.messages().append(request).unwrap();
    }
    one(bench, "search_tail", &frequent, 50);
}

fn append(
    bench: &mut Bench,
    paths: [&PathBuf; 2],
    user: Uuid,
    sessions: &[SessionId],
    durability: Durability,
) {
    let name = format!("append_search_{durability:?}").to_lowercase();
    if !bench.runs(&name) {
        return;
    }
    let engines = paths.map(|path| open(path, durability));
    let (mut each, mut whole) = ([vec![], vec![]], [vec![], vec![]]);
    let lines = lines();
    for round in 0..9 {
        for side in [0, 1] {
            let mut random = Random::new(round);
            let begun = Instant::now();
            for _ in 0..APPENDS / 9 {
                let session = sessions[random.next() as usize % sessions.len()];
                let text = lines[random.next() as usize % lines.len()].as_str();
                let start = Instant::now();
                let request = AppendMessageRequest::new(user, session, MessageRole::User, text);
                engines[side].messages().append(request).unwrap();
                each[side].push(start.elapsed().as_secs_f64() * 1e6);
            }
            let per = begun.elapsed().as_secs_f64() * 1e6 / (APPENDS / 9) as f64;
            whole[side].push(per);
        }
    }
    let [ours, base] = each;
    bench.measured(&name, ours, base);
    let [ours, base] = whole;
    bench.measured(&name.replace("append", "appends"), ours, base);
    engines.iter().for_each(|engine| engine.close().unwrap());
}
