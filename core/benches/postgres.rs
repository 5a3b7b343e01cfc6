//! The engine on PostgreSQL against tokio-postgres by hand.
//!
//! By hand means BEGIN, SELECT FOR UPDATE, UPDATE, INSERT, COMMIT with prepared statements, on the
//! same tables, with a record of the same size, and none of a receipt look-up, a hash chain or a
//! decision in Rust. Both sides have the same server, which `SILVERVINE_BENCH_POSTGRES` names; for
//! figures it must be durable (`tests/servers/postgres.sh start DIR --durable`). By hand, 32
//! callers are 32 tasks with a connection each. See `support` for the settings.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::float_arithmetic,
    reason = "a bench fails by panicking, prints its figures, and they are fractions"
)]

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use silvervine::store::server::ServerOptions;
use silvervine::store::testing::fresh::Place;
use silvervine::wallet::{ConsumePointsRequest, GetBalanceRequest};
use silvervine::{Engine, EngineOptions, UserId};
use tokio::runtime::{Builder, Runtime};
use tokio_postgres::{Client, NoTls, Statement};
use uuid::Uuid;

mod support;

use support::{Bench, new_id};

const WALLETS: u64 = 10_000;
const CALLERS: usize = 32;

const FILL: &str = "
    INSERT INTO wallets (user_id, asset, balance, held, level, total_consumed, total_recharged,
        status, version, seq, chain, last_at_ms, last_effective_at_ms, head_grant_id,
        head_remaining, head_priority, head_expires_at_ms, head_kind_order, head_opened_seq,
        opened_at_ms)
    SELECT CAST(lpad(to_hex(n), 32, '0') AS UUID), 'points', 1000000000000, 0, 1, 0, 0, 'active',
        0, 0, decode(repeat('00', 32), 'hex'), 0, 0, CAST(lpad(to_hex(n), 32, '1') AS UUID),
        1000000000000, 0, 9223372036854775807, 0, 1, 0
    FROM generate_series(0, 9999) n;
    INSERT INTO grants (user_id, asset, grant_id, kind, amount, remaining, held, spent,
        effective_at_ms, priority, expires_at_ms, kind_order, opened_seq)
    SELECT CAST(lpad(to_hex(n), 32, '0') AS UUID), 'points',
        CAST(lpad(to_hex(n), 32, '1') AS UUID), 'paid', 1000000000000, 1000000000000, 0, 0, 0, 0,
        9223372036854775807, 0, 1
    FROM generate_series(0, 9999) n;
    ANALYZE wallets; ANALYZE grants";

fn user(n: u64) -> UserId {
    UserId(Uuid::from_u128(n.into()))
}

/// A connection by hand, with its statements.
struct ByHand {
    client: Client,
    select: Statement,
    update: Statement,
    insert: Statement,
    balance: Statement,
}

impl ByHand {
    async fn open(url: &str) -> ByHand {
        let (client, connection) = tokio_postgres::connect(url, NoTls).await.unwrap();
        tokio::spawn(connection);
        let select = "SELECT balance, held, status, version, seq, chain, head_remaining \
            FROM wallets WHERE user_id = $1 AND asset = $2 FOR UPDATE";
        let update = "UPDATE wallets SET balance = balance - $3, \
            head_remaining = head_remaining - $3, total_consumed = total_consumed + $3, \
            seq = $4, chain = $5, last_at_ms = $6, last_effective_at_ms = $6, \
            version = version + 1 WHERE user_id = $1 AND asset = $2";
        let insert = "INSERT INTO point_records (user_id, asset, record_id, kind, amount, \
            effective_at_ms, booked_at_ms, replay_key, receipt, allocation, seq, balance_after, \
            hash) VALUES ($1, $2, $3, 'consume', $4, $5, $5, $6, $7, $8, $9, $10, $11)";
        let balance = "SELECT balance, held, level, total_consumed, total_recharged, \
            first_recharged_at_ms, status, seq, last_at_ms, next_expiry_at_ms FROM wallets \
            WHERE user_id = $1 AND asset = $2";
        ByHand {
            select: client.prepare(select).await.unwrap(),
            update: client.prepare(update).await.unwrap(),
            insert: client.prepare(insert).await.unwrap(),
            balance: client.prepare(balance).await.unwrap(),
            client,
        }
    }

    async fn consume(&self, wallet: u64) {
        let (user, asset, points, now) = (user(wallet).0, "points", 3i64, 7i64);
        let (client, record) = (&self.client, new_id());
        client.batch_execute("BEGIN").await.unwrap();
        let row = client.query_one(&self.select, &[&user, &asset]).await.unwrap();
        let (balance, seq) = (row.get::<_, i64>(0), row.get::<_, i64>(4) + 1);
        assert!(balance - row.get::<_, i64>(1) >= points && row.get::<_, &str>(2) == "active");
        let (hash, allocation, receipt) = ([7u8; 32], [7u8; 40], [7u8; 280]);
        let key = record.to_string();
        let update: [&(dyn tokio_postgres::types::ToSql + Sync); 6] =
            [&user, &asset, &points, &seq, &&hash[..], &now];
        assert_eq!(client.execute(&self.update, &update).await.unwrap(), 1);
        let insert: [&(dyn tokio_postgres::types::ToSql + Sync); 11] = [
            &user,
            &asset,
            &record,
            &-points,
            &now,
            &key.as_bytes(),
            &&receipt[..],
            &&allocation[..],
            &seq,
            &(balance - points),
            &&hash[..],
        ];
        client.execute(&self.insert, &insert).await.unwrap();
        client.batch_execute("COMMIT").await.unwrap();
    }
}

fn ours(engine: &Engine, wallet: u64) {
    let request = ConsumePointsRequest::new(user(wallet), 3, new_id().to_string());
    engine.wallet().consume(request).unwrap();
}

/// Calls a second of so many threads, each of which consumes from the wallets that `pick` names.
fn threads(engine: &Engine, round: Duration, pick: impl Fn(u64) -> u64 + Sync) -> f64 {
    let (count, stop) = (AtomicU64::new(0), AtomicBool::new(false));
    let began = Instant::now();
    std::thread::scope(|scope| {
        for caller in 0..CALLERS as u64 {
            let (count, stop, pick) = (&count, &stop, &pick);
            scope.spawn(move || {
                let mut random = caller + 1;
                while !stop.load(Ordering::Relaxed) {
                    ours(engine, pick(next(&mut random)));
                    count.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        std::thread::sleep(round);
        stop.store(true, Ordering::Relaxed);
    });
    count.into_inner() as f64 / began.elapsed().as_secs_f64()
}

/// The same by hand, with a task and a connection for each caller.
fn tasks(runtime: &Runtime, clients: &[ByHand], round: Duration, pick: fn(u64) -> u64) -> f64 {
    let (count, stop) = (AtomicU64::new(0), AtomicBool::new(false));
    let began = Instant::now();
    std::thread::scope(|scope| {
        // Half of the callers on either of two threads of the runtime.
        for (half, clients) in clients.chunks(CALLERS / 2).enumerate() {
            let (count, stop) = (&count, &stop);
            scope.spawn(move || {
                let callers = clients.iter().enumerate().map(|(n, client)| async move {
                    let mut random = (half * CALLERS + n) as u64 + 1;
                    while !stop.load(Ordering::Relaxed) {
                        client.consume(pick(next(&mut random))).await;
                        count.fetch_add(1, Ordering::Relaxed);
                    }
                });
                runtime.block_on(join_all(callers));
            });
        }
        std::thread::sleep(round);
        stop.store(true, Ordering::Relaxed);
    });
    count.into_inner() as f64 / began.elapsed().as_secs_f64()
}

/// Polls all of them until all have ended.
async fn join_all<F: Future<Output = ()>>(futures: impl Iterator<Item = F>) {
    let mut left: Vec<_> = futures.map(Box::pin).collect();
    std::future::poll_fn(|cx| {
        left.retain_mut(|future| future.as_mut().poll(cx).is_pending());
        if left.is_empty() { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
}

fn next(random: &mut u64) -> u64 {
    *random ^= *random << 13;
    *random ^= *random >> 7;
    *random ^= *random << 17;
    *random
}

fn main() {
    let Ok(server) = std::env::var("SILVERVINE_BENCH_POSTGRES") else {
        println!("# SILVERVINE_BENCH_POSTGRES names no server: nothing was measured");
        return;
    };
    let place = Place::postgres(&server).unwrap();
    let options = EngineOptions::default().server(ServerOptions::new().connections_max(CALLERS));
    let engine = Engine::open_with(place.url(), options).unwrap();
    let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let clients: Vec<ByHand> = runtime.block_on(async {
        let mut clients = Vec::new();
        for _ in 0..CALLERS {
            clients.push(ByHand::open(place.url()).await);
        }
        clients[0].client.batch_execute(FILL).await.unwrap();
        let row = clients[0].client.query_one("SHOW fsync", &[]).await.unwrap();
        println!("# fsync = {}", row.get::<_, &str>(0));
        clients
    });
    let mut bench = Bench::new(500);
    let (mut a, mut b) = (1, 1);
    if bench.runs("pg_consume") {
        let local = Builder::new_current_thread().enable_all().build().unwrap();
        let client = local.block_on(ByHand::open(place.url()));
        let trips = |engine: &Engine| engine.stats().counters["round_trips"];
        ours(&engine, 0);
        let before = trips(&engine);
        ours(&engine, 0);
        println!("# a consume takes {} round trips, by hand 5", trips(&engine) - before);
        bench.alone(
            "pg_consume",
            7,
            || ours(&engine, next(&mut a) % WALLETS),
            || local.block_on(client.consume(next(&mut b) % WALLETS)),
        );
        bench.alone(
            "pg_balance",
            7,
            || {
                let request = GetBalanceRequest::new(user(next(&mut a) % WALLETS));
                engine.wallet().balance(request).unwrap();
            },
            || {
                let user = user(next(&mut b) % WALLETS).0;
                local
                    .block_on(client.client.query_one(&client.balance, &[&user, &"points"]))
                    .unwrap();
            },
        );
    }
    let round = bench.round() * 4;
    for (name, pick) in
        [("pg_consume32", (|random| random % WALLETS) as fn(u64) -> u64), ("pg_hot32", |_| 0)]
    {
        if bench.runs(name) {
            bench.once(
                name,
                5,
                || threads(&engine, round, pick),
                || tasks(&runtime, &clients, round, pick),
            );
        }
    }
    drop(clients);
    engine.close().unwrap();
    bench.finish();
}
