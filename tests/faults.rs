//! The nth failure of every write operation, for every n until the call succeeds.
//!
//! The loop reads the operation table, so a new operation is covered as soon as it has a vector,
//! and fails here while it has none.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::Arc;

use silvervine::ops::Kind;
use silvervine::store::Driver;
use silvervine::store::testing::{Fault, FaultPoint, Faulty};
use silvervine::{Context, Engine, ErrorCode, ErrorKind, OperationRow, SeededEntropy, operations};

mod common;

use common::{Saved, Store, options, vector};

/// More statements than any call may need; a loop that comes here never ends.
const STATEMENTS_MAX: u64 = 300;

type Broken = Arc<Faulty<Arc<dyn Driver>>>;

/// A call of an operation, as its vector has it.
struct Call {
    row: &'static OperationRow,
    request: serde_json::Value,
    context: Context,
}

/// A store in which the setup of a vector was run, and the call that the vector makes then.
fn template(row: &'static OperationRow) -> (Store, Call) {
    let (store, vector) = (Store::new(), vector(row.name));
    let engine = Engine::with_driver(store.driver(), options()).unwrap();
    let mut saved = Saved::default();
    saved.run(&engine, &store, &vector.setup);
    engine.close().unwrap();
    let (request, context) = (saved.fill(&vector.request), saved.context(&vector.context));
    (store, Call { row, request, context })
}

/// Another store like the template: a copy of its file, or the same calls made again, which make
/// the same ids.
fn another(first: &Store, row: &'static OperationRow) -> Store {
    let Some(file) = first.file() else { return template(row).0 };
    let store = Store::new();
    std::fs::copy(file, store.file().unwrap()).unwrap();
    store
}

fn open(store: &Store) -> (Broken, Engine) {
    let broken = Arc::new(Faulty::new(store.driver()));
    // Another seed than the setup's, or the engine would make the setup's ids again.
    let options = options().entropy(SeededEntropy::new(8));
    (Arc::clone(&broken), Engine::with_driver(broken, options).unwrap())
}

impl Call {
    fn run(&self, engine: &Engine) -> Result<(), ErrorCode> {
        let body = self.request.to_string();
        let outcome = engine.call(&self.context, self.row.name, body.as_bytes());
        outcome.map(|_| ()).map_err(|e| e.code())
    }
}

/// Fails the nth statement or commit, for every n there is; answers how many there were.
///
/// A copy of a file is cheap, so each failure has a store of its own there and is followed by a
/// call that succeeds. On a server all failures happen to one store, which stays as it was.
fn every_failure(row: &'static OperationRow, point: fn(u64) -> FaultPoint) -> u64 {
    let (first, call) = template(row);
    if first.file().is_none() {
        return every_failure_of_one(&first, &call, point);
    }
    for n in 1..STATEMENTS_MAX {
        let store = another(&first, row);
        let (broken, engine) = open(&store);
        let before = store.dump();
        broken.arm(Fault::new(point(n), ErrorKind::StorageIo { detail: "armed".into() }));
        let outcome = call.run(&engine);
        if broken.disarm().faults == 0 {
            assert_eq!(outcome, Ok(()), "{} without a fault", row.name);
            return n - 1;
        }
        assert_eq!(outcome, Err(ErrorCode::StorageIo), "{} at {:?}", row.name, point(n));
        assert_eq!(store.dump(), before, "{} at {:?} left something behind", row.name, point(n));
        assert_eq!(call.run(&engine), Ok(()), "{} after {:?}", row.name, point(n));
        engine.close().unwrap();
    }
    panic!("{} never succeeds", row.name);
}

fn every_failure_of_one(store: &Store, call: &Call, point: fn(u64) -> FaultPoint) -> u64 {
    let (name, before) = (call.row.name, store.dump());
    let (broken, engine) = open(store);
    for n in 1..STATEMENTS_MAX {
        broken.arm(Fault::new(point(n), ErrorKind::StorageIo { detail: "armed".into() }));
        let outcome = call.run(&engine);
        if broken.disarm().faults == 0 {
            assert_eq!(outcome, Ok(()), "{name} after every fault");
            return n - 1;
        }
        assert_eq!(outcome, Err(ErrorCode::StorageIo), "{name} at {:?}", point(n));
        assert_eq!(store.dump(), before, "{name} at {:?} left something behind", point(n));
    }
    panic!("{name} never succeeds");
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
        let (store, call) = template(row);
        if call.request.get("idempotencyKey").is_none() {
            continue;
        }
        let (broken, engine) = open(&store);
        let lost = ErrorKind::BackendUnavailable { reason: "the answer was lost".into() };
        broken.arm(Fault::new(FaultPoint::AfterCommit(1), lost));
        assert_eq!(call.run(&engine), Err(ErrorCode::BackendUnavailable));
        broken.disarm();
        let after = store.dump();
        assert_eq!(call.run(&engine), Ok(()), "{} again", row.name);
        assert_eq!(store.dump(), after, "{} acted twice", row.name);
    }
}

/// Calls while a conflict strikes once at every point in turn, up to the one that comes after all.
///
/// On a server, where each call needs a store that is made anew, at the 1st, 2nd, 4th, 8th ...
fn every_conflict(row: &'static OperationRow, point: fn(u64) -> FaultPoint) {
    let (first, call) = template(row);
    let undisturbed = another(&first, row);
    let (_, engine) = open(&undisturbed);
    assert_eq!(call.run(&engine), Ok(()), "{} without a conflict", row.name);
    engine.close().unwrap();
    let expected = undisturbed.dump();
    let is_file = first.file().is_some();
    for n in (1..STATEMENTS_MAX).filter(|n| is_file || n.is_power_of_two()) {
        let store = another(&first, row);
        let (broken, engine) = open(&store);
        broken.arm(Fault::new(point(n), ErrorKind::Serialization {}).transient());
        assert_eq!(call.run(&engine), Ok(()), "{} with a conflict at {:?}", row.name, point(n));
        let struck = broken.disarm().faults > 0;
        engine.close().unwrap();
        assert_eq!(store.dump(), expected, "{} with a conflict at {:?}", row.name, point(n));
        if !struck {
            return;
        }
    }
    panic!("{} never succeeds", row.name);
}

#[test]
fn a_call_that_meets_another_at_any_statement_is_run_again_and_acts_once() {
    writes().for_each(|row| every_conflict(row, FaultPoint::Statement));
}

#[test]
fn a_call_that_meets_another_at_its_commit_is_run_again_and_acts_once() {
    writes().for_each(|row| every_conflict(row, FaultPoint::Commit));
}
