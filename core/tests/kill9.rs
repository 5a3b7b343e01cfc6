//! What was acknowledged survives `kill -9`, and two processes can share a file.
//!
//! `SILVERVINE_KILLS=200` makes the long run.

#![allow(clippy::unwrap_used, missing_docs)]

use std::path::Path;

use silvervine::Result;
use silvervine::store::sqlite::{Sqlite, SqliteOptions};
use silvervine::store::{Driver, Scope, Sql};

mod kill9_harness;

use kill9_harness::{Moments, Orders, Worker, acknowledge, kills, orders};

const CALLERS: u64 = 64;

const TABLES: &str = "CREATE TABLE IF NOT EXISTS wallet (place INTEGER PRIMARY KEY,
        balance INTEGER NOT NULL);
    CREATE TABLE IF NOT EXISTS record (place INTEGER PRIMARY KEY, amount INTEGER NOT NULL);
    INSERT INTO wallet VALUES (1, 1000000000) ON CONFLICT DO NOTHING";

static DEBIT: Sql =
    sql("DEBIT", "UPDATE wallet SET balance = balance - ? WHERE place = 1 AND balance >= ?");
static RECORD: Sql = sql("RECORD", "INSERT INTO record (place, amount) VALUES (?, ?)");
static FIND: Sql = sql("FIND", "SELECT amount FROM record WHERE place = ?");
static SUMS: Sql = sql(
    "SUMS",
    "SELECT (SELECT balance FROM wallet), (SELECT coalesce(sum(amount), 0) FROM record)",
);

const fn sql(name: &'static str, any: &'static str) -> Sql {
    Sql { name, scope: Scope::EngineScan, tenant: false, any, postgres: None, mysql: None }
}

fn open(folder: &Path) -> Sqlite {
    // A short log, so that kills also fall into checkpoints and restarts.
    let options = SqliteOptions::new().wal_frames_max(500).busy_timeout_ms(30_000);
    let store = Sqlite::open(folder.join("store.db"), options).unwrap();
    store.write(&mut |connection| connection.script(TABLES)).unwrap();
    store
}

/// Takes points from the one wallet and records it, in one job.
fn consume(store: &Sqlite, name: u64) -> Result<()> {
    let amount = 1 + (name % 7) as i64;
    store.write(&mut |connection| {
        assert_eq!(connection.exec(&DEBIT, &[amount.into(), amount.into()])?, 1);
        connection.exec(&RECORD, &[(name as i64).into(), amount.into()]).map(drop)
    })
}

/// The child's half: 64 callers write, each `calls` times, and report what is acknowledged.
fn work(orders: &Orders, calls: u64) {
    let store = open(&orders.folder);
    std::thread::scope(|scope| {
        for caller in 0..CALLERS {
            let store = &store;
            scope.spawn(move || {
                for call in 0..calls {
                    let name = orders.run << 32 | caller << 24 | call;
                    consume(store, name).unwrap();
                    acknowledge(name);
                }
            });
        }
    });
}

/// Checks that every acknowledged write is there, and that nothing is there by half.
fn assert_kept(store: &Sqlite, names: &[u64]) {
    store
        .read(&mut |connection| {
            for name in names {
                let mut found = 0;
                connection.query(&FIND, &[(*name as i64).into()], &mut |_| {
                    found += 1;
                    Ok(())
                })?;
                assert_eq!(found, 1, "{name:#x} was acknowledged and is missing");
            }
            connection.query(&SUMS, &[], &mut |row| {
                assert_eq!(row.int(0)? + row.int(1)?, 1_000_000_000, "the sums differ");
                Ok(())
            })
        })
        .unwrap();
    assert_eq!(store.check_integrity().unwrap(), Vec::<String>::new());
}

#[test]
fn nothing_acknowledged_is_lost_to_a_kill() {
    if let Some(orders) = orders() {
        return work(&orders, u64::MAX >> 40);
    }
    let folder = tempfile::tempdir().unwrap();
    let mut moments = Moments(9);
    let mut names = Vec::new();
    for run in 1..=kills() {
        let worker = Worker::start("nothing_acknowledged_is_lost_to_a_kill", folder.path(), run);
        names.extend(worker.kill_after(moments.below(3_000)));
        // Every other time the next child is the one that finds the log and recovers it.
        if run % 2 == 0 {
            let store = open(folder.path());
            assert_kept(&store, &names);
            store.close().unwrap();
        }
    }
    assert!(names.len() as u64 > kills(), "the children did work");
    assert_kept(&open(folder.path()), &names);
}

#[test]
fn two_processes_on_one_file_lose_nothing_and_meet_no_busy() {
    const CALLS: u64 = 6;
    if let Some(orders) = orders() {
        return work(&orders, CALLS);
    }
    let folder = tempfile::tempdir().unwrap();
    let test = "two_processes_on_one_file_lose_nothing_and_meet_no_busy";
    let workers: Vec<_> = (1..=2).map(|run| Worker::start(test, folder.path(), run)).collect();
    let names: Vec<u64> = workers.into_iter().flat_map(Worker::finish).collect();
    assert_eq!(names.len() as u64, 2 * CALLERS * CALLS);
    assert_kept(&open(folder.path()), &names);
}
