//! Three nodes of a Galera cluster, each of which takes writes.
//!
//! `SILVERVINE_TEST_GALERA` is what `tests/servers/galera.sh start DIR` printed, and
//! `SILVERVINE_TEST_GALERA_DIR` that folder, in which the test ends a node and starts it again.

use std::fs::File;
use std::path::Path;
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;
use crate::error::ErrorCode;
use crate::store::testing::fresh::Place;
use crate::users::RegisterUserRequest;
use crate::wallet::{
    ConsumePointsRequest, GetBalanceRequest, GrantPointsRequest, ListPointRecordsRequest,
};
use crate::{Engine, EngineOptions, UserId};

/// An engine on each node, on one database which they share, and a user with a million points.
struct World {
    engines: Vec<Engine>,
    urls: Vec<String>,
    user: UserId,
    folder: String,
    _place: Place,
    /// The tests end nodes, so each has the cluster for itself.
    _alone: File,
}

fn world() -> Option<World> {
    let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let (Some(nodes), Some(folder)) =
        (variable("SILVERVINE_TEST_GALERA"), variable("SILVERVINE_TEST_GALERA_DIR"))
    else {
        skip("SILVERVINE_TEST_GALERA names no cluster");
        return None;
    };
    let alone = File::create(Path::new(&folder).join("lock")).unwrap();
    alone.lock().unwrap();
    let nodes: Vec<&str> = nodes.split(',').collect();
    assert_eq!(nodes.len(), 3, "the tests are about three nodes");
    let place = Place::mysql(nodes[0]).unwrap();
    let (_, name) = place.url().rsplit_once('/').unwrap();
    let urls: Vec<String> =
        nodes.iter().map(|node| format!("{}/{name}", node.rsplit_once('/').unwrap().0)).collect();
    Engine::open(place.url()).unwrap().close().unwrap();
    urls.iter().for_each(|url| catch_up(url));
    let options = ServerOptions::new()
        .connections_max(32)
        .acquire_timeout_ms(60_000)
        .retry_timeout_ms(60_000);
    let open = |url: &String| {
        Engine::open_with(url, EngineOptions::default().server(options.clone())).unwrap()
    };
    let engines: Vec<Engine> = urls.iter().map(open).collect();
    let ada = RegisterUserRequest::new().email("ada@example.org");
    let user = engines[0].users().register(ada).unwrap().user.id;
    let million = GrantPointsRequest::new(user, 1_000_000 - 100, "million");
    engines[0].wallet().grant(million).unwrap();
    urls.iter().for_each(|url| catch_up(url));
    Some(World { engines, urls, user, folder, _place: place, _alone: alone })
}

/// Waits until a node has applied what the cluster had committed.
fn catch_up(url: &str) {
    let mut node = mysql::Conn::new(url).unwrap();
    node.query_drop("SET SESSION wsrep_sync_wait = 15").unwrap();
    node.query_drop("SELECT 1").unwrap();
}

impl World {
    fn script(&self, what: &str, node: usize) {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/servers/galera.sh");
        let arguments = [script, what, &self.folder, &(node + 1).to_string()];
        let done = Command::new("bash").args(arguments).status().unwrap();
        assert!(done.success(), "{arguments:?} failed");
    }

    /// Spends one point under a key, on this node, or on the next one where that is away.
    fn spend(&self, node: usize, key: &str) {
        for node in (0..self.engines.len()).cycle().skip(node).take(1_000) {
            let request = ConsumePointsRequest::new(self.user, 1, key);
            match self.engines[node].wallet().consume(request) {
                Ok(_) => return,
                Err(error) => {
                    let away = matches!(
                        error.code(),
                        ErrorCode::BackendUnavailable | ErrorCode::OutcomeUnknown | ErrorCode::Busy
                    );
                    assert!(away, "{key}: {error}");
                }
            }
        }
        panic!("{key}: no node took it");
    }

    /// What a node holds of the wallet: the points, and the keys of what was spent.
    fn seen_by(&self, node: usize) -> (i64, i64) {
        catch_up(&self.urls[node]);
        let wallet = self.engines[node].wallet();
        let balance = wallet.balance(GetBalanceRequest::new(self.user)).unwrap().available;
        let mut records = 0;
        let mut request = ListPointRecordsRequest::new(self.user).limit(200);
        loop {
            let page = wallet.history(request.clone()).unwrap();
            records += i64::try_from(page.items.len()).unwrap();
            match page.next_cursor {
                Some(cursor) => request = request.cursor(cursor),
                None => return (balance, records),
            }
        }
    }
}

#[test]
fn sixty_four_threads_on_three_nodes_spend_each_point_once() {
    let Some(world) = world() else { return };
    let (_, before) = world.seen_by(0);
    let all = std::sync::Barrier::new(64);
    std::thread::scope(|scope| {
        for thread in 0..64 {
            let (world, all) = (&world, &all);
            scope.spawn(move || {
                all.wait();
                for call in 0..4 {
                    // Every other key is delivered twice, to two nodes.
                    let key = match call % 2 {
                        0 => format!("pair {}, {call}", thread / 2),
                        _ => format!("{thread}, {call}"),
                    };
                    world.spend(thread % 3, &key);
                }
            });
        }
    });
    let spent = 32 * 2 + 64 * 2;
    for node in 0..3 {
        assert_eq!(world.seen_by(node), (1_000_000 - spent, before + spent), "node {node}");
    }
}

#[test]
fn a_node_that_dies_under_load_takes_nothing_that_was_acknowledged() {
    let Some(world) = world() else { return };
    let (_, before) = world.seen_by(0);
    let (acknowledged, done) = (Mutex::new(0), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        for thread in 0..24 {
            let (world, acknowledged, done) = (&world, &acknowledged, &done);
            scope.spawn(move || {
                for call in 0..20 {
                    world.spend(thread % 3, &format!("{thread}-{call}"));
                    *acknowledged.lock().unwrap() += 1;
                    done.fetch_add(1, Ordering::SeqCst);
                }
            });
        }
        while done.load(Ordering::SeqCst) < 60 {
            std::thread::yield_now();
        }
        world.script("kill", 2);
    });
    let spent = acknowledged.into_inner().unwrap();
    assert_eq!(spent, 24 * 20);
    for node in 0..2 {
        assert_eq!(world.seen_by(node), (1_000_000 - spent, before + spent), "node {node}");
    }
    world.script("again", 2);
    assert_eq!(world.seen_by(2), (1_000_000 - spent, before + spent), "the node that came back");
}

#[test]
fn a_node_without_its_majority_is_unavailable_until_it_has_it_again() {
    let Some(world) = world() else { return };
    let mut operator = mysql::Conn::new(world.urls[2].as_str()).unwrap();
    let mut isolate = |on: u8| {
        let text = format!("SET GLOBAL wsrep_provider_options = 'gmcast.isolate = {on}'");
        operator.query_drop(text).unwrap();
    };
    isolate(1);
    let mut calls = 0;
    let refused = loop {
        let request = ConsumePointsRequest::new(world.user, 1, format!("isolated {calls}"));
        match world.engines[2].wallet().consume(request) {
            // Until the nodes miss each other.
            Ok(_) => calls += 1,
            Err(error) => break error,
        }
    };
    let unclear = [ErrorCode::BackendUnavailable, ErrorCode::OutcomeUnknown];
    assert!(unclear.contains(&refused.code()), "{refused}");
    let read = world.engines[2].wallet().balance(GetBalanceRequest::new(world.user));
    let refused = read.unwrap_err();
    assert_eq!(refused.code(), ErrorCode::BackendUnavailable, "{refused}");
    assert!(refused.retryable());
    world.spend(0, "meanwhile");
    isolate(0);
    let answers = |node: usize| {
        let request = ConsumePointsRequest::new(world.user, 1, "again");
        world.engines[node].wallet().consume(request).is_ok()
    };
    while !answers(2) {
        std::thread::yield_now();
    }
    assert_eq!(world.seen_by(2), world.seen_by(0));
}

#[test]
fn a_server_without_room_for_more_statements_gets_those_of_the_connection_back() {
    let Some(world) = world() else { return };
    let store = Mysql::open(&world.urls[0], ServerOptions::new().connections_max(1)).unwrap();
    let mut operator = mysql::Conn::new(world.urls[0].as_str()).unwrap();
    let run = |sql: &'static crate::store::Sql| {
        store.read(&mut |connection| connection.query(sql, &[], &mut |_| Ok(())))
    };
    run(&sql::ME).unwrap();
    let prepared: Option<(String, i64)> =
        operator.query_first("SHOW GLOBAL STATUS LIKE 'Prepared_stmt_count'").unwrap();
    let count = prepared.unwrap().1;
    operator.query_drop(format!("SET GLOBAL max_prepared_stmt_count = {count}")).unwrap();
    let outcomes = [run(&sql::VERSION), run(&sql::ME)];
    operator.query_drop("SET GLOBAL max_prepared_stmt_count = 16382").unwrap();
    assert_eq!(outcomes, [Ok(()), Ok(())]);
}
