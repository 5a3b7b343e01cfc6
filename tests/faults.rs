//! The nth failure of every write operation, for every n until the call succeeds.
//!
//! The loop reads the operation table, so a new operation is covered as soon as it has a vector,
//! and fails here while it has none.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;
use std::sync::Arc;

use silvervine::ops::Kind;
use silvervine::store::Driver;
use silvervine::store::sqlite::Sqlite;
use silvervine::store::testing::{Fault, FaultPoint, Faulty};
use silvervine::{Context, Engine, ErrorCode, ErrorKind, OperationRow, SeededEntropy, operations};

mod common;

use common::{Saved, dump, options, sqlite, vector};

/// More statements than any call may need; a loop that comes here never ends.
const STATEMENTS_MAX: u64 = 300;

type Store = Arc<Faulty<Sqlite>>;

/// A call of an operation, as its vector has it.
struct Call {
    row: &'static OperationRow,
    request: serde_json::Value,
    context: Context,
}

/// A store in which the setup of a vector was run, to be copied for each failure.
fn template(path: &Path, row: &'static OperationRow) -> Call {
    let vector = vector(row.name);
    let engine = Engine::with_driver(Arc::new(sqlite(path)), options()).unwrap();
    let mut saved = Saved::default();
    saved.run(&engine, path, &vector.setup);
    engine.close().unwrap();
    Call { row, request: saved.fill(&vector.request), context: saved.context(&vector.context) }
}

fn open(template: &Path, copy: &Path) -> (Store, Engine) {
    std::fs::copy(template, copy).unwrap();
    let store: Store = Arc::new(Faulty::new(sqlite(copy)));
    let driver: Arc<dyn Driver> = Arc::<Faulty<Sqlite>>::clone(&store);
    // Another seed than the setup's, or the engine would make the setup's ids again.
    let engine = Engine::with_driver(driver, options().entropy(SeededEntropy::new(8))).unwrap();
    (store, engine)
}

impl Call {
    fn run(&self, engine: &Engine) -> Result<(), ErrorCode> {
        let body = self.request.to_string();
        let outcome = engine.call(&self.context, self.row.name, body.as_bytes());
        outcome.map(|_| ()).map_err(|e| e.code())
    }
}

/// Fails the nth statement or commit, for every n there is; answers how many there were.
fn every_failure(row: &'static OperationRow, point: fn(u64) -> FaultPoint) -> u64 {
    let folder = tempfile::tempdir().unwrap();
    let first = folder.path().join("template.db");
    let call = template(&first, row);
    for n in 1..STATEMENTS_MAX {
        let path = folder.path().join(format!("{n}.db"));
        let (store, engine) = open(&first, &path);
        let before = dump(&path);
        store.arm(Fault::new(point(n), ErrorKind::StorageIo { detail: "armed".into() }));
        let outcome = call.run(&engine);
        if store.disarm().faults == 0 {
            assert_eq!(outcome, Ok(()), "{} without a fault", row.name);
            return n - 1;
        }
        assert_eq!(outcome, Err(ErrorCode::StorageIo), "{} at {:?}", row.name, point(n));
        assert_eq!(dump(&path), before, "{} at {:?} left something behind", row.name, point(n));
        assert_eq!(call.run(&engine), Ok(()), "{} after {:?}", row.name, point(n));
        engine.close().unwrap();
        std::fs::remove_file(&path).unwrap();
    }
    panic!("{} never succeeds", row.name);
}

fn writes() -> impl Iterator<Item = &'static OperationRow> {
    operations().iter().filter(|row| row.kind == Kind::Write)
}

#[test]
fn every_statement_of_every_write_can_fail_and_leave_nothing() {
    for row in writes() {
        let statements = every_failure(row, FaultPoint::Statement);
        assert!(statements > 0, "{} ran no statement", row.name);
    }
}

#[test]
fn every_commit_of_every_write_can_fail_and_leave_nothing() {
    for row in writes() {
        assert_eq!(every_failure(row, FaultPoint::Commit), 1, "{} is one commit", row.name);
    }
}

#[test]
fn a_commit_whose_answer_is_lost_is_settled_by_the_key() {
    for row in writes() {
        let folder = tempfile::tempdir().unwrap();
        let first = folder.path().join("template.db");
        let call = template(&first, row);
        if call.request.get("idempotencyKey").is_none() {
            continue;
        }
        let path = folder.path().join("copy.db");
        let (store, engine) = open(&first, &path);
        let lost = ErrorKind::BackendUnavailable { reason: "the answer was lost".into() };
        store.arm(Fault::new(FaultPoint::AfterCommit(1), lost));
        assert_eq!(call.run(&engine), Err(ErrorCode::BackendUnavailable));
        store.disarm();
        let after = dump(&path);
        assert_eq!(call.run(&engine), Ok(()), "{} again", row.name);
        assert_eq!(dump(&path), after, "{} acted twice", row.name);
    }
}
