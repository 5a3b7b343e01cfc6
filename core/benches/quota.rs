//! What quotas cost as the log and the number of users grow.
//!
//! **`quota_*`**: reading a quota and then using one of it, by users whose own log and
//! whose store hold so many messages already. The base is the same in a store of 1 k, so a ratio of
//! 1 says that neither the log nor the history of the user costs anything. The
//! wallet's tables are counted before and after: messages add no row to them.
//!
//! **`old_way_*`**: the base is the same in the way that quotas replace, one points table for all:
//! the balance is the sum of the user's records, and each message adds one.
//!
//! **`reset_100k`**: milliseconds in which `quota.reset_expired` resets 100,000 users in batches of
//! 1,000, and **`reset_100k_kb`** the memory that it takes at most: by how many KB the peak of the
//! process (`VmHWM`) passes what it held before, where `/proc/self/clear_refs` lets the peak be
//! counted anew, which is said. The base is rusqlite by hand, with the same batches, guards and
//! commits, and the same counters written.
//!
//! Durability is FULL on both sides. Settings: see `support`.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::float_arithmetic,
    reason = "a bench fails by panicking, prints its figures, and they are fractions"
)]

use std::path::{Path, PathBuf};
use std::time::Instant;

use rusqlite::Connection;
use silvervine::Engine;
use silvervine::quota::{ConsumeQuotaRequest, GetQuotaRequest, ResetQuotasRequest};
use silvervine::store::sqlite::Durability;
use tempfile::TempDir;
use uuid::Uuid;

mod support;

use support::{Bench, kb, new_id, open, register, scratch};

/// Among how many users the messages of a log are spread.
const WRITERS: i64 = 10;
const RESETS: i64 = 100_000;
const BATCH: i64 = 1_000;
/// Nobody comes near to it.
const LIMIT: &str = "9000000000000";
/// 2025-11-01T00:00:00Z, in a month that has ended.
const PAST_MS: i64 = 1_761_955_200_000;

fn main() {
    let mut bench = Bench::new(150);
    println!("# {:?} a round, the sides in turns", bench.round());
    for (name, messages) in [("1k", 1_000), ("100k", 100_000), ("1m", 1_000_000)] {
        let (ours, old) = (format!("quota_{name}"), format!("old_way_{name}"));
        if bench.runs(&ours) || bench.runs(&old) {
            growth(&mut bench, messages, &ours, &old);
        }
    }
    if bench.runs("reset_100k") {
        reset(&mut bench);
    }
    bench.finish();
}

/// A store whose log holds so many messages.
struct Log {
    dir: TempDir,
    engine: Engine,
    users: Vec<Uuid>,
    calls: i64,
}

impl Log {
    fn make(messages: i64) -> Log {
        let dir = scratch();
        let path = dir.path().join("quota.db");
        let engine = open(&path, Durability::Full);
        let user = |n| register(&engine, &format!("u{n}"));
        let users: Vec<Uuid> = (0..WRITERS).map(user).collect();
        engine.close().unwrap();
        fill_log(&path, &users, messages / WRITERS);
        let engine = open(&path, Durability::Full);
        Log { dir, engine, users, calls: 0 }
    }

    /// Looks what is left, and uses one of it.
    fn check_consume(&mut self) {
        self.calls += 1;
        let user = self.users[(self.calls % WRITERS) as usize];
        let quota = self.engine.quota();
        assert!(quota.get(GetQuotaRequest::new(user)).unwrap().remaining > 0);
        let request = ConsumeQuotaRequest::new(user, format!("m{}", self.calls));
        assert!(quota.consume(request).unwrap().used > 0);
    }

    /// Rows of the wallet's tables.
    fn wallet_rows(&self) -> i64 {
        let sql = "SELECT (SELECT COUNT(*) FROM wallets) + (SELECT COUNT(*) FROM grants) \
            + (SELECT COUNT(*) FROM point_records) + (SELECT COUNT(*) FROM holds) \
            + (SELECT COUNT(*) FROM refunds)";
        let connection = Connection::open(self.dir.path().join("quota.db")).unwrap();
        connection.query_row(sql, (), |row| row.get(0)).unwrap()
    }
}

/// Logs so many messages of each user, and gives everybody a plan that never ends.
fn fill_log(path: &Path, users: &[Uuid], messages: i64) {
    let mut connection = Connection::open(path).unwrap();
    let tx = connection.transaction().unwrap();
    let limits = format!(r#"[{{"feature":"chat","period":"month","limit":{LIMIT}}}]"#);
    tx.execute("INSERT INTO plans VALUES ('free', 0, ?, 1, 0, NULL)", (limits,)).unwrap();
    let line = "INSERT INTO quota_logs (user_id, feature, at_ms, log_id, kind, amount, plan, \
        period_start_ms, replay_key, receipt) VALUES (?, 'chat', ?, ?, 'consume', 1, 'free', ?, ?, \
        zeroblob(300))";
    let mut line = tx.prepare(line).unwrap();
    // A use after the other, whoever makes it, as they come.
    for n in 0..messages {
        for user in users {
            let id = new_id();
            let at = PAST_MS + n;
            let key = format!("old{n:012}").into_bytes();
            let user = user.as_bytes().as_slice();
            line.execute((user, at, id.as_bytes().as_slice(), PAST_MS, key)).unwrap();
        }
    }
    drop(line);
    tx.execute("UPDATE quotas SET total_used = ?", (messages,)).unwrap();
    tx.commit().unwrap();
}

fn growth(bench: &mut Bench, messages: i64, ours: &str, old: &str) {
    let (mut log, mut small) = (Log::make(messages), Log::make(1_000));
    let before = log.wallet_rows();
    bench.alone(ours, 9, || log.check_consume(), || small.check_consume());
    let after = log.wallet_rows();
    println!(
        "# {ours}: {} messages, {before} rows in the wallet's tables, {after} after",
        log.calls
    );
    assert_eq!(log.wallet_rows(), before);
    let mut table = OneTable::make(messages);
    bench.alone(old, 9, || log.check_consume(), || table.check_consume());
}

/// The way that quotas replace: a table of points, in which each message is a record.
struct OneTable {
    _dir: TempDir,
    connection: Connection,
    calls: i64,
}

impl OneTable {
    fn make(messages: i64) -> OneTable {
        let dir = scratch();
        let mut connection = Connection::open(dir.path().join("credits.db")).unwrap();
        connection
            .execute_batch(
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
                CREATE TABLE credits (id BLOB PRIMARY KEY, user_id INTEGER NOT NULL, \
                amount INTEGER NOT NULL, kind TEXT NOT NULL, created_at INTEGER NOT NULL); \
                CREATE INDEX credits_by_user ON credits (user_id, created_at)",
            )
            .unwrap();
        let tx = connection.transaction().unwrap();
        for n in 0..messages {
            insert(&tx, n % WRITERS, if n < WRITERS { 1_000_000_000 } else { -1 });
        }
        tx.commit().unwrap();
        OneTable { _dir: dir, connection, calls: 0 }
    }

    fn check_consume(&mut self) {
        self.calls += 1;
        let user = self.calls % WRITERS;
        let tx = self.connection.transaction().unwrap();
        let sum = "SELECT SUM(amount) FROM credits WHERE user_id = ?";
        let balance: i64 =
            tx.prepare_cached(sum).unwrap().query_row((user,), |row| row.get(0)).unwrap();
        assert!(balance > 0);
        insert(&tx, user, -1);
        tx.commit().unwrap();
    }
}

fn insert(connection: &Connection, user: i64, amount: i64) {
    let sql = "INSERT INTO credits VALUES (?, ?, ?, 'chat', ?)";
    let id = new_id();
    let mut insert = connection.prepare_cached(sql).unwrap();
    insert.execute((id.as_bytes().as_slice(), user, amount, PAST_MS)).unwrap();
}

/// A file with users whose month has ended.
fn past_users(dir: &TempDir) -> PathBuf {
    let path = dir.path().join("template.db");
    let engine = open(&path, Durability::Full);
    register(&engine, "u");
    engine.close().unwrap();
    let connection = Connection::open(&path).unwrap();
    let copies = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1) \
        INSERT INTO quotas (user_id, feature, plan, timezone, counters, total_used, held, \
        purchased, resets_at_ms, last_at_ms, opened_at_ms, version) \
        SELECT randomblob(16), 'chat', 'free', 'UTC', \
        'month ' || ?2 || ' 60 0 0;day ' || ?2 || ' 3 0 0', 60, 0, 0, ?3, ?2, ?2, 9 FROM n";
    let next_month_ms = PAST_MS + 30 * 86_400_000;
    connection.execute(copies, (RESETS, PAST_MS, next_month_ms)).unwrap();
    path
}

fn reset(bench: &mut Bench) {
    let dir = scratch();
    let template = past_users(&dir);
    let copy = |name: &str| {
        let path = dir.path().join(name);
        std::fs::copy(&template, &path).unwrap();
        path
    };
    let (mut ours_kb, mut base_kb) = (Vec::new(), Vec::new());
    let mut anew = true;
    let ours = || {
        let path = copy("ours.db");
        let engine = open(&path, Durability::Full);
        let memory = Memory::begin();
        let start = Instant::now();
        let mut request = ResetQuotasRequest::new().limit(BATCH);
        let mut written = 0;
        loop {
            let batch = engine.quota().reset_expired(request.clone()).unwrap();
            written += batch.written;
            let Some(cursor) = batch.next_cursor else { break };
            request = request.cursor(cursor);
        }
        let passed = start.elapsed().as_secs_f64() * 1e3;
        assert_eq!(written, RESETS);
        anew &= memory.anew;
        ours_kb.push(memory.grown_kb());
        engine.close().unwrap();
        remove(&path);
        passed
    };
    let base = || {
        let path = copy("base.db");
        let memory = Memory::begin();
        let passed = reset_by_hand(&path);
        base_kb.push(memory.grown_kb());
        remove(&path);
        passed
    };
    bench.once("reset_100k", 5, ours, base);
    let counted = match anew {
        true => "counted anew for each run",
        false => "of the whole process, as this system does not count it anew",
    };
    println!("# reset_100k_kb: the peak of memory is {counted}; {} KB in all", kb("VmHWM"));
    bench.measured("reset_100k_kb", ours_kb, base_kb);
}

/// The memory of this process before something, whose peak is counted from there if the system
/// does that.
struct Memory {
    before_kb: f64,
    anew: bool,
}

impl Memory {
    fn begin() -> Memory {
        let anew = std::fs::write("/proc/self/clear_refs", "5").is_ok();
        Memory { before_kb: kb("VmRSS"), anew }
    }

    fn grown_kb(&self) -> f64 {
        (kb("VmHWM") - self.before_kb).max(0.0)
    }
}

fn remove(path: &Path) {
    for end in ["", "-wal", "-shm"] {
        let mut file = path.as_os_str().to_owned();
        file.push(end);
        let _ = std::fs::remove_file(file);
    }
}

/// The month which has begun, and the one after it, of the base: it need not be right.
const MONTH_MS: [i64; 2] = [4_070_908_800_000, 4_073_587_200_000];

fn reset_by_hand(path: &Path) -> f64 {
    let mut connection = Connection::open(path).unwrap();
    connection.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL").unwrap();
    let due = "SELECT user_id, feature, counters, total_used, version FROM quotas \
        WHERE resets_at_ms <= ? ORDER BY resets_at_ms, user_id, feature LIMIT ?";
    let write = "UPDATE quotas SET counters = ?, resets_at_ms = ?, last_at_ms = ?, \
        version = version + 1 WHERE user_id = ? AND feature = ? AND version = ?";
    let start = Instant::now();
    loop {
        let tx = connection.transaction().unwrap();
        let mut found = tx.prepare_cached(due).unwrap();
        let rows = found
            .query_map((MONTH_MS[0], BATCH), |row| {
                let used = row.get_ref(2)?.as_str()?.split(';').count();
                Ok((
                    row.get::<_, Vec<u8>>(0)?,
                    row.get::<_, String>(1)?,
                    row.get::<_, i64>(4)?,
                    used,
                ))
            })
            .unwrap();
        let rows: Vec<_> = rows.map(Result::unwrap).collect();
        drop(found);
        for (user, feature, version, counters) in &rows {
            assert_eq!(*counters, 2);
            let month = MONTH_MS[0];
            let counters = format!("month {month} 0 0 0;day {month} 0 0 0");
            let mut update = tx.prepare_cached(write).unwrap();
            let params = (counters, MONTH_MS[1], MONTH_MS[0], user, feature, version);
            assert_eq!(update.execute(params).unwrap(), 1);
        }
        tx.commit().unwrap();
        if (rows.len() as i64) < BATCH {
            return start.elapsed().as_secs_f64() * 1e3;
        }
    }
}
