//! `open`: from an existing file to the first list of messages.

use std::path::Path;
use std::time::Instant;

use silvervine::Engine;
use silvervine::session::messages::ListMessagesRequest;
use uuid::Uuid;

use crate::messages;
use crate::messages_by_hand::open_to_list;
use crate::store::Template;
use crate::support::{Bench, env_number};

/// Opens the whole store, lists 50 messages, and closes it outside the measure.
pub(crate) fn run(bench: &mut Bench, template: &Template) {
    if !bench.runs("open") {
        return;
    }
    let megabytes = env_number("BENCH_OPEN_MB").unwrap_or(100);
    let pair = messages::fill(template, megabytes << 20);
    println!("# open: a file of {megabytes} MB, warm; SQLite by hand opens the same file");
    let path = pair.ours();
    let session = template.session(0);
    bench.once("open", 100, || ours(&path, session), || base(&path, session));
}

fn ours(path: &Path, (user, session): (Uuid, Uuid)) -> f64 {
    let begun = Instant::now();
    let engine = Engine::open(path.to_str().unwrap()).unwrap();
    let page = engine.messages().list(ListMessagesRequest::new(user, session)).unwrap();
    let taken = begun.elapsed().as_secs_f64() * 1e6;
    assert_eq!(page.items.len(), 50);
    engine.close().unwrap();
    taken
}

fn base(path: &Path, (user, session): (Uuid, Uuid)) -> f64 {
    let begun = Instant::now();
    let (connection, page) = open_to_list(path, user, session);
    let taken = begun.elapsed().as_secs_f64() * 1e6;
    assert_eq!(page.len(), 50);
    connection.close().unwrap();
    taken
}
