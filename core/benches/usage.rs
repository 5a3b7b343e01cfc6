//! What reports of usage cost beside counting the records, and what a record costs beside an
//! insert.
//!
//! **`stats_month`**: `usage.statistics` of January for a user with 300 records in it, in a store
//! of 100,000. The base is rusqlite by hand: `GROUP BY` of the same records by day and currency,
//! found by their index of user and time, with the statement held.
//!
//! **`stats_1k`, `stats_100k`, `stats_1m`**: the same for a user who has so many in January.
//!
//! **`dashboard_1m`**: `usage.dashboard` of that user; the base is the `GROUP BY` alone.
//!
//! **`usage_record_off`, `_normal`, `_full`**: `usage.record` with the cost from a price, by 100
//! users. The base is an insert by hand of the same row into the same table with its indexes, in a
//! transaction of its own, without any sum.
//!
//! Settings: see `support`.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench fails by panicking and prints its figures"
)]

use rusqlite::Connection;
use silvervine::Engine;
use silvervine::prices::SetPriceRequest;
use silvervine::store::sqlite::Durability;
use silvervine::usage::{
    GetUsageDashboardRequest, GetUsageStatisticsRequest, RebuildUsageRequest, RecordUsageRequest,
};
use tempfile::TempDir;
use uuid::Uuid;

mod support;

use support::{Bench, Random, each, new_id, open, register, scratch, synchronous};

/// 2026-01-01T00:00:00Z, and the days since 1970-01-01.
const JANUARY_MS: i64 = 1_767_225_600_000;
const JANUARY: i64 = 20_454;
const DAY_MS: i64 = 86_400_000;
/// The records of a typical user in a month.
const TYPICAL: i64 = 300;
const USERS: u64 = 100;
const ROUNDS: usize = 9;
const MODELS: [&str; 5] = ["claude", "gpt", "gpt-mini", "glm", "qwen"];

const INSERT: &str = "INSERT INTO usage_records (user_id, event_id, record_id, kind, provider, \
    model, device, session_id, input_tokens, output_tokens, duration_ms, cost_micros, currency, \
    price_version, input_per_million_micros, output_per_million_micros, at_ms, dated, \
    recorded_at_ms, timezone, day, hour, made_in) VALUES (?, ?, ?, 'chat', 'someone', ?, \
    'device-1', ?, ?, ?, ?, ?, 'USD', 1, 3000000, 15000000, ?, 0, ?, 'UTC', ?, ?, zeroblob(16))";

const GROUP_BY: &str = "SELECT day, currency, COUNT(*), SUM(input_tokens), SUM(output_tokens), \
    SUM(duration_ms), SUM(cost_micros) FROM usage_records \
    WHERE user_id = ? AND at_ms >= ? AND at_ms < ? GROUP BY day, currency";

fn main() {
    let mut bench = Bench::new(150);
    println!("# {:?} a round, the sides in turns", bench.round());
    for (name, records) in [("1k", 1_000), ("100k", 100_000), ("1m", 1_000_000)] {
        reports(&mut bench, name, records);
    }
    for durability in [Durability::Off, Durability::Normal, Durability::Full] {
        let name = format!("usage_record_{}", synchronous(durability).to_lowercase());
        if bench.runs(&name) {
            record(&mut bench, &name, durability);
        }
    }
    bench.finish();
}

/// One row of the records by hand.
fn insert(connection: &Connection, user: Uuid, at_ms: i64, n: u64) {
    let (event, record, session) = (format!("event-{n:012}"), new_id(), Uuid::from_u128(9));
    let model = MODELS[usize::try_from(n % 5).unwrap()];
    let tokens = i64::try_from(n % 1_000).unwrap();
    let (day, hour) = (at_ms.div_euclid(DAY_MS), at_ms.rem_euclid(DAY_MS) / 3_600_000);
    let mut insert = connection.prepare_cached(INSERT).unwrap();
    let params = (
        user.as_bytes().as_slice(),
        event,
        record.as_bytes().as_slice(),
        model,
        session.as_bytes().as_slice(),
        tokens,
        tokens / 2,
        900,
        tokens * 3,
        at_ms,
        at_ms,
        day,
        hour,
    );
    insert.execute(params).unwrap();
}

/// A store in which one user has so many records in January, and others a typical month.
struct Month {
    _dir: TempDir,
    engine: Engine,
    connection: Connection,
    heavy: Uuid,
    typical: Uuid,
}

impl Month {
    fn make(records: i64) -> Month {
        let dir = scratch();
        let path = dir.path().join("usage.db");
        let engine = open(&path, Durability::Off);
        let (heavy, typical) = (register(&engine, "heavy"), register(&engine, "typical"));
        let mut connection = Connection::open(&path).unwrap();
        let tx = connection.transaction().unwrap();
        let step_ms = 31 * DAY_MS / records;
        for n in 0..records {
            insert(&tx, heavy, JANUARY_MS + n * step_ms, u64::try_from(n).unwrap());
        }
        for n in 0..TYPICAL {
            insert(&tx, typical, JANUARY_MS + n * (31 * DAY_MS / TYPICAL), n.unsigned_abs());
        }
        tx.commit().unwrap();
        for user in [heavy, typical] {
            let found = engine.usage().rebuild(RebuildUsageRequest::new(user)).unwrap();
            let mut next = found.next_cursor;
            while let Some(cursor) = next {
                let request = RebuildUsageRequest::new(user).cursor(cursor);
                next = engine.usage().rebuild(request).unwrap().next_cursor;
            }
        }
        Month { _dir: dir, engine, connection, heavy, typical }
    }

    fn statistics(&self, user: Uuid) -> i64 {
        let request = GetUsageStatisticsRequest::new(user);
        let request = request.from_date("2026-01-01").to_date("2026-01-31");
        let found = self.engine.usage().statistics(request).unwrap();
        assert_eq!(found.days.len(), 31);
        found.totals.calls
    }

    fn dashboard(&self, user: Uuid) -> i64 {
        let request = GetUsageDashboardRequest::new(user);
        let request = request.from_date("2026-01-01").to_date("2026-01-31");
        self.engine.usage().dashboard(request).unwrap().totals.calls
    }

    /// The same by counting the records.
    fn group_by(&self, user: Uuid) -> i64 {
        let mut select = self.connection.prepare_cached(GROUP_BY).unwrap();
        let until_ms = JANUARY_MS + 31 * DAY_MS;
        let mut rows = select.query((user.as_bytes().as_slice(), JANUARY_MS, until_ms)).unwrap();
        let (mut days, mut calls) = (0, 0);
        while let Some(row) = rows.next().unwrap() {
            assert!(row.get::<_, i64>(0).unwrap() >= JANUARY);
            let sums: [i64; 5] = std::array::from_fn(|n| row.get(n + 2).unwrap());
            assert!(sums.iter().all(|sum| *sum >= 0));
            calls += sums[0];
            days += 1;
        }
        assert_eq!(days, 31);
        calls
    }
}

fn reports(bench: &mut Bench, name: &str, records: i64) {
    let (stats, dashboard) = (format!("stats_{name}"), format!("dashboard_{name}"));
    let (typical, whole) = (name == "100k", name == "1m");
    let wanted = bench.runs(&stats)
        || (typical && bench.runs("stats_month"))
        || (whole && bench.runs(&dashboard));
    if !wanted {
        return;
    }
    let month = Month::make(records);
    assert_eq!(month.statistics(month.heavy), month.group_by(month.heavy));
    if typical && bench.runs("stats_month") {
        let ours = || assert!(month.statistics(month.typical) > 0);
        let base = || assert!(month.group_by(month.typical) > 0);
        bench.alone("stats_month", ROUNDS, ours, base);
    }
    // The base takes up to a second, so it is timed once a round.
    let calls = u32::try_from(100_000 / records).unwrap().max(1);
    let base = || each(calls, || assert!(month.group_by(month.heavy) > 0));
    if bench.runs(&stats) {
        let ours = || assert!(month.statistics(month.heavy) > 0);
        bench.once(&stats, ROUNDS, || each(500, ours), base);
    }
    if whole && bench.runs(&dashboard) {
        let ours = || assert!(month.dashboard(month.heavy) > 0);
        bench.once(&dashboard, ROUNDS, || each(200, ours), base);
    }
}

fn record(bench: &mut Bench, name: &str, durability: Durability) {
    let dir = scratch();
    let path = dir.path().join("ours.db");
    let engine = open(&path, durability);
    let price = SetPriceRequest::new("someone", "gpt", "USD", 3_000_000, 15_000_000);
    engine.prices().set(price.effective_at_ms(0)).unwrap();
    let users: Vec<Uuid> = (0..USERS).map(|n| register(&engine, &format!("u{n}"))).collect();
    let mut random = Random::new(1);
    let mut calls = 0;
    let ours = || {
        calls += 1;
        let user = users[usize::try_from(random.next() % USERS).unwrap()];
        let event = format!("event-{calls:012}");
        let request = RecordUsageRequest::new(user, event, "chat", "someone", "gpt", 700, 300, 900);
        let request = request.device("device-1").session_id(Uuid::from_u128(9));
        assert!(!engine.usage().record(request).unwrap().replayed);
    };
    let path = dir.path().join("base.db");
    open(&path, durability).close().unwrap();
    let connection = Connection::open(&path).unwrap();
    let pragmas =
        format!("PRAGMA journal_mode = WAL; PRAGMA synchronous = {}", synchronous(durability));
    connection.execute_batch(&pragmas).unwrap();
    let mut others = Random::new(1);
    let mut n = 0;
    let base = || {
        n += 1;
        let user = users[usize::try_from(others.next() % USERS).unwrap()];
        connection.prepare_cached("BEGIN IMMEDIATE").unwrap().execute(()).unwrap();
        insert(&connection, user, JANUARY_MS + i64::try_from(n).unwrap(), n);
        connection.prepare_cached("COMMIT").unwrap().execute(()).unwrap();
    };
    bench.alone(name, ROUNDS, ours, base);
}
