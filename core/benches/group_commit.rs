//! The SQLite driver against rusqlite by hand: a guarded update and a ledger insert per call.
//!
//! Both sides use the same schema, page size, durability and held statements. By hand means one
//! connection, one commit per call and SQLite's automatic checkpoints; with 64 callers it is the
//! same connection behind a mutex. Rounds of both sides alternate, and the medians are compared.
//! `BENCH_MS` sets the length of a round.

#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::float_arithmetic, missing_docs)]

use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use rusqlite::Connection;
use silvervine::store::sqlite::{Durability, Sqlite, SqliteOptions};
use silvervine::store::{Driver, Param, Scope, Sql};
use uuid::Uuid;

const SCHEMA: &str = "
    CREATE TABLE wallet (id INTEGER PRIMARY KEY, user_id BLOB NOT NULL UNIQUE,
        balance INTEGER NOT NULL, consumed INTEGER NOT NULL, updated_at_ms INTEGER NOT NULL);
    CREATE TABLE record (id INTEGER PRIMARY KEY, record_id BLOB NOT NULL UNIQUE,
        user_id BLOB NOT NULL, amount INTEGER NOT NULL, kind TEXT NOT NULL,
        created_at_ms INTEGER NOT NULL);
    CREATE INDEX record_user ON record (user_id, created_at_ms);";
const DEBIT: &str = "UPDATE wallet SET balance = balance - ?, consumed = consumed + ?, \
    updated_at_ms = ? WHERE user_id = ? AND balance >= ?";
const RECORD: &str = "INSERT INTO record (record_id, user_id, amount, kind, created_at_ms) \
    VALUES (?, ?, ?, ?, ?)";
const WALLET: &str = "INSERT INTO wallet (user_id, balance, consumed, updated_at_ms) \
    VALUES (?, ?, 0, 0)";
const BALANCE: &str = "SELECT balance, consumed FROM wallet WHERE user_id = ?";
const CALLERS: usize = 64;
const WALLETS: u64 = 10_000;

static DEBIT_SQL: Sql = sql("DEBIT", DEBIT);
static RECORD_SQL: Sql = sql("RECORD", RECORD);
static WALLET_SQL: Sql = sql("WALLET", WALLET);
static BALANCE_SQL: Sql = sql("BALANCE", BALANCE);

const fn sql(name: &'static str, any: &'static str) -> Sql {
    Sql { name, scope: Scope::User, tenant: false, any, postgres: None, mysql: None }
}

fn user(n: u64) -> Uuid {
    Uuid::from_u64_pair(n.wrapping_mul(0x9E37_79B9_7F4A_7C15), n)
}

/// A new record id, ordered by time as version 7 is.
fn record_id() -> Uuid {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    let n = NEXT.fetch_add(1, Ordering::Relaxed);
    Uuid::from_u64_pair(n, n.wrapping_mul(0xD134_2543_DE82_EF95))
}

trait Side: Sync {
    fn consume(&self, wallet: u64);
    fn balance(&self, wallet: u64) -> i64;
}

struct Ours(Sqlite);

impl Ours {
    fn open(path: &Path, durability: Durability) -> Ours {
        let store = Sqlite::open(path, SqliteOptions::new().durability(durability)).unwrap();
        store.write(&mut |c| c.script(SCHEMA)).unwrap();
        store
            .write(&mut |c| {
                for n in 0..WALLETS {
                    c.exec(&WALLET_SQL, &[Param::Id(user(n)), (1i64 << 50).into()])?;
                }
                Ok(())
            })
            .unwrap();
        Ours(store)
    }
}

impl Side for Ours {
    fn consume(&self, wallet: u64) {
        let (user, record, now) = (Param::Id(user(wallet)), Param::Id(record_id()), Param::Int(7));
        let amount = Param::Int(3);
        self.0
            .write(&mut |c| {
                assert_eq!(c.exec(&DEBIT_SQL, &[amount, amount, now, user, amount])?, 1);
                c.exec(&RECORD_SQL, &[record, user, amount, "consume".into(), now])?;
                Ok(())
            })
            .unwrap();
    }

    fn balance(&self, wallet: u64) -> i64 {
        let mut balance = 0;
        self.0
            .read(&mut |c| {
                c.query(&BALANCE_SQL, &[Param::Id(user(wallet))], &mut |row| {
                    balance = row.int(0)?;
                    Ok(())
                })
            })
            .unwrap();
        balance
    }
}

struct Held {
    begin: rusqlite::Statement<'static>,
    debit: rusqlite::Statement<'static>,
    record: rusqlite::Statement<'static>,
    balance: rusqlite::Statement<'static>,
    commit: rusqlite::Statement<'static>,
}

// SAFETY: the statements and their connection are only used behind one mutex.
unsafe impl Send for Held {}

struct Base(Mutex<Held>);

impl Base {
    fn open(path: &Path, durability: Durability) -> Base {
        let conn: &'static Connection = Box::leak(Box::new(Connection::open(path).unwrap()));
        let synchronous = match durability {
            Durability::Full => "FULL",
            Durability::Normal => "NORMAL",
            _ => "OFF",
        };
        conn.execute_batch(&format!(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = {synchronous}; {SCHEMA}; BEGIN"
        ))
        .unwrap();
        for n in 0..WALLETS {
            conn.prepare_cached(WALLET)
                .unwrap()
                .execute((user(n).as_bytes().as_slice(), 1i64 << 50))
                .unwrap();
        }
        conn.execute_batch("COMMIT").unwrap();
        Base(Mutex::new(Held {
            begin: conn.prepare("BEGIN IMMEDIATE").unwrap(),
            debit: conn.prepare(DEBIT).unwrap(),
            record: conn.prepare(RECORD).unwrap(),
            balance: conn.prepare(BALANCE).unwrap(),
            commit: conn.prepare("COMMIT").unwrap(),
        }))
    }
}

impl Side for Base {
    fn consume(&self, wallet: u64) {
        let (user, record) = (user(wallet), record_id());
        let (user, record) = (user.as_bytes().as_slice(), record.as_bytes().as_slice());
        let mut held = self.0.lock().unwrap();
        held.begin.execute(()).unwrap();
        assert_eq!(held.debit.execute((3, 3, 7, user, 3)).unwrap(), 1);
        held.record.execute((record, user, 3, "consume", 7)).unwrap();
        held.commit.execute(()).unwrap();
    }

    fn balance(&self, wallet: u64) -> i64 {
        let mut held = self.0.lock().unwrap();
        held.balance.query_row((user(wallet).as_bytes().as_slice(),), |row| row.get(0)).unwrap()
    }
}

fn round_ms() -> u64 {
    std::env::var("BENCH_MS").ok().and_then(|v| v.parse().ok()).unwrap_or(300)
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Microseconds per call, one caller.
fn alone(side: &dyn Side, call: fn(&dyn Side, u64), seed: &mut u64) -> f64 {
    let length = Duration::from_millis(round_ms());
    let (start, mut calls) = (Instant::now(), 0u32);
    while start.elapsed() < length {
        for _ in 0..64 {
            *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            call(side, (*seed >> 33) % WALLETS);
        }
        calls += 64;
    }
    start.elapsed().as_secs_f64() * 1e6 / f64::from(calls)
}

fn compare_alone(name: &str, durability: Durability, call: fn(&dyn Side, u64), rounds: usize) {
    let dir = tempfile::tempdir_in(".").unwrap();
    let ours = Ours::open(&dir.path().join("ours.db"), durability);
    let base = Base::open(&dir.path().join("base.db"), durability);
    let (mut a, mut b) = (Vec::new(), Vec::new());
    let (mut seed_a, mut seed_b) = (1, 1);
    for _ in 0..rounds {
        a.push(alone(&ours, call, &mut seed_a));
        b.push(alone(&base, call, &mut seed_b));
    }
    let (a, b) = (median(a), median(b));
    println!("bench {name} ours={a:.2} base={b:.2} ratio={:.3}", a / b);
}

/// Calls per second and the 99th percentile in microseconds, 64 callers.
fn together(side: &dyn Side, hot: bool, length: Duration) -> (f64, f64) {
    let stop = AtomicBool::new(false);
    let latencies = Mutex::new(Vec::new());
    let start = Instant::now();
    std::thread::scope(|scope| {
        for caller in 0..CALLERS as u64 {
            let (stop, latencies) = (&stop, &latencies);
            scope.spawn(move || {
                let mut seed = caller.wrapping_mul(0x9E37_79B9) + 1;
                let mut own = Vec::new();
                while !stop.load(Ordering::Relaxed) {
                    seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                    let wallet = if hot { 0 } else { (seed >> 33) % WALLETS };
                    let begun = Instant::now();
                    side.consume(wallet);
                    own.push(begun.elapsed().as_secs_f64() * 1e6);
                }
                latencies.lock().unwrap().append(&mut own);
            });
        }
        std::thread::sleep(length);
        stop.store(true, Ordering::Relaxed);
    });
    let seconds = start.elapsed().as_secs_f64();
    let mut all = latencies.into_inner().unwrap();
    all.sort_by(f64::total_cmp);
    (all.len() as f64 / seconds, all[all.len() * 99 / 100])
}

fn compare_together(name: &str, hot: bool, rounds: usize) {
    let dir = tempfile::tempdir_in(".").unwrap();
    let ours_path = dir.path().join("ours.db");
    let ours = Ours::open(&ours_path, Durability::Full);
    let base = Base::open(&dir.path().join("base.db"), Durability::Full);
    let length = Duration::from_millis(round_ms() * 4);
    let (mut a, mut b, mut a99, mut b99) = (vec![], vec![], vec![], vec![]);
    for _ in 0..rounds {
        let (rate, p99) = together(&ours, hot, length);
        a.push(rate);
        a99.push(p99);
        let (rate, p99) = together(&base, hot, length);
        b.push(rate);
        b99.push(p99);
    }
    let wal = std::fs::metadata(dir.path().join("ours.db-wal")).unwrap().len();
    println!("# {name} wal_mb={} {:?}", wal >> 20, ours.0.counters());
    let (a, b) = (median(a), median(b));
    println!("bench {name} ours={a:.0} base={b:.0} ratio={:.2}", a / b);
    let (a, b) = (median(a99), median(b99));
    println!("bench {name}_p99 ours={a:.0} base={b:.0} ratio={:.3}", a / b);
}

/// From opening an existing store to the first row, in microseconds.
fn compare_open() {
    let dir = tempfile::tempdir_in(".").unwrap();
    let path = dir.path().join("ours.db");
    drop(Ours::open(&path, Durability::Full));
    let (mut a, mut b) = (Vec::new(), Vec::new());
    for _ in 0..200 {
        let begun = Instant::now();
        let ours = Ours(Sqlite::open(&path, SqliteOptions::new()).unwrap());
        assert!(ours.balance(1) > 0);
        a.push(begun.elapsed().as_secs_f64() * 1e6);
        drop(ours);
        let begun = Instant::now();
        let base = Connection::open(&path).unwrap();
        base.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL").unwrap();
        let user = user(1);
        let balance: i64 =
            base.query_row(BALANCE, (user.as_bytes().as_slice(),), |row| row.get(0)).unwrap();
        assert!(balance > 0);
        b.push(begun.elapsed().as_secs_f64() * 1e6);
    }
    let (a, b) = (median(a), median(b));
    println!("bench driver_open ours={a:.1} base={b:.1} ratio={:.3}", a / b);
}

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with('-')).collect();
    let runs = |name: &str| wanted.is_empty() || wanted.iter().any(|w| name.contains(w.as_str()));
    println!("# {} ms a round, {WALLETS} wallets, {CALLERS} callers", round_ms());
    let consume = |side: &dyn Side, wallet: u64| side.consume(wallet);
    let balance = |side: &dyn Side, wallet: u64| assert!(side.balance(wallet) > 0);
    if runs("open") {
        compare_open();
    }
    if runs("read_alone") {
        compare_alone("driver_read_alone", Durability::Full, balance, 9);
    }
    if runs("write_off") {
        compare_alone("driver_write_off", Durability::Off, consume, 9);
    }
    if runs("write_normal") {
        compare_alone("driver_write_normal", Durability::Normal, consume, 9);
    }
    if runs("write_full") {
        compare_alone("driver_write_full", Durability::Full, consume, 9);
    }
    if runs("consume64") {
        compare_together("driver_consume64", false, 5);
    }
    if runs("consume64_hot") {
        compare_together("driver_consume64_hot", true, 5);
    }
}
