//! The SQLite driver against rusqlite by hand: a guarded update and a ledger insert per call.
//!
//! Both sides use the same schema, page size, durability and held statements. By hand means one
//! connection, one commit per call and SQLite's automatic checkpoints; with 64 callers it is the
//! same connection behind a mutex. Rounds of both sides alternate, and the medians are compared.
//! See `support` for the settings.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::float_arithmetic,
    reason = "a bench fails by panicking, prints its figures, and they are fractions"
)]

use std::path::Path;
use std::sync::Mutex;
use std::time::Instant;

use rusqlite::Connection;
use silvervine::store::sqlite::{Durability, Sqlite, SqliteOptions};
use silvervine::store::{Driver, Param, Scope, Sql};
use uuid::Uuid;

mod support;

use support::{Bench, CALLERS, Random, new_id, scratch, synchronous, wal_mb};

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
        let (user, record, now) = (Param::Id(user(wallet)), Param::Id(new_id()), Param::Int(7));
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
        conn.execute_batch(&format!(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = {}; {SCHEMA}; BEGIN",
            synchronous(durability)
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
        let (user, record) = (user(wallet), new_id());
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

fn alone(bench: &mut Bench, name: &str, durability: Durability, call: fn(&dyn Side, u64)) {
    if !bench.runs(name) {
        return;
    }
    let dir = scratch();
    let ours = Ours::open(&dir.path().join("ours.db"), durability);
    let base = Base::open(&dir.path().join("base.db"), durability);
    let (mut a, mut b) = (Random::new(1), Random::new(1));
    let ours = || call(&ours, a.next() % WALLETS);
    bench.alone(name, 9, ours, || call(&base, b.next() % WALLETS));
}

fn together(bench: &mut Bench, name: &str, wallets: u64) {
    if !bench.runs(name) {
        return;
    }
    let dir = scratch();
    let path = dir.path().join("ours.db");
    let ours = Ours::open(&path, Durability::Full);
    let base = Base::open(&dir.path().join("base.db"), Durability::Full);
    let call = |random: u64| ours.consume(random % wallets);
    bench.together(name, 5, &call, &|random| base.consume(random % wallets));
    println!("# {name} wal_mb={} {:?}", wal_mb(&path), ours.0.counters());
}

/// From opening an existing store to the first row, in microseconds.
fn open(bench: &mut Bench) {
    if !bench.runs("driver_open") {
        return;
    }
    let dir = scratch();
    let path = dir.path().join("ours.db");
    drop(Ours::open(&path, Durability::Full));
    let ours = || {
        let begun = Instant::now();
        let ours = Ours(Sqlite::open(&path, SqliteOptions::new()).unwrap());
        assert!(ours.balance(1) > 0);
        begun.elapsed().as_secs_f64() * 1e6
    };
    let base = || {
        let begun = Instant::now();
        let base = Connection::open(&path).unwrap();
        base.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL").unwrap();
        let user = user(1);
        let balance: i64 =
            base.query_row(BALANCE, (user.as_bytes().as_slice(),), |row| row.get(0)).unwrap();
        assert!(balance > 0);
        begun.elapsed().as_secs_f64() * 1e6
    };
    bench.once("driver_open", 200, ours, base);
}

fn main() {
    let mut bench = Bench::new(300);
    println!("# {:?} a round, {WALLETS} wallets, {CALLERS} callers", bench.round());
    let consume = |side: &dyn Side, wallet: u64| side.consume(wallet);
    let balance = |side: &dyn Side, wallet: u64| assert!(side.balance(wallet) > 0);
    open(&mut bench);
    alone(&mut bench, "driver_read_alone", Durability::Full, balance);
    alone(&mut bench, "driver_write_off", Durability::Off, consume);
    alone(&mut bench, "driver_write_normal", Durability::Normal, consume);
    alone(&mut bench, "driver_write_full", Durability::Full, consume);
    together(&mut bench, "driver_consume64", WALLETS);
    together(&mut bench, "driver_consume64_hot", 1);
    bench.finish();
}
