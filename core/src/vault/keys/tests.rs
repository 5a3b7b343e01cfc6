#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::Arc;

use uuid::Uuid;

use super::*;
use crate::error::ErrorCode;
use crate::store::sqlite::{Durability, Sqlite, SqliteOptions};
use crate::store::testing::{Fault, FaultPoint, Faulty};
use crate::store::{Call, Driver};
use crate::{Engine, EngineOptions, FixedClock};

const USER: UserId = UserId(Uuid::from_u128(7));
static PLACE: Column = Column::new("users", "email_sealed");

struct World {
    _folder: tempfile::TempDir,
    path: std::path::PathBuf,
    store: Arc<Faulty<Sqlite>>,
    engine: Engine,
}

fn open(path: &std::path::Path) -> (Arc<Faulty<Sqlite>>, Engine) {
    let options = SqliteOptions::default().durability(Durability::Off);
    let store = Arc::new(Faulty::new(Sqlite::open(path, options).unwrap()));
    let driver: Arc<dyn Driver> = Arc::<Faulty<Sqlite>>::clone(&store);
    let options = EngineOptions::default()
        .clock(FixedClock::new(1_700_000_000_000))
        .root_key(RootKey::from_bytes([3; 32]));
    (store, Engine::with_driver(driver, options).unwrap())
}

fn world() -> World {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vault.db");
    let (store, engine) = open(&path);
    World { _folder: folder, path, store, engine }
}

fn seal(engine: &Engine, plain: &[u8]) -> Result<Vec<u8>> {
    engine.inner().write_own(|tx| tx.seal(USER, &PLACE, b"row", plain))
}

fn unseal(engine: &Engine, sealed: &[u8]) -> Result<Vec<u8>> {
    engine.inner().write_own(|tx| tx.unseal(USER, &PLACE, b"row", sealed))
}

impl World {
    /// Seals once more, and proves that the key stands in the store and not only in memory.
    fn assert_the_key_is_stored(&self) {
        let sealed = seal(&self.engine, b"value").unwrap();
        assert_eq!(unseal(&self.engine, &sealed).unwrap(), b"value");
        self.engine.close().unwrap();
        let (_, again) = open(&self.path);
        assert_eq!(unseal(&again, &sealed).unwrap(), b"value");
    }
}

#[test]
fn a_key_is_made_once_and_found_again_after_a_restart() {
    let world = world();
    seal(&world.engine, b"first").unwrap();
    world.assert_the_key_is_stored();
    let raw = rusqlite::Connection::open(&world.path).unwrap();
    let keys: i64 = raw.query_row("SELECT COUNT(*) FROM data_keys", [], |row| row.get(0)).unwrap();
    assert_eq!(keys, 1);
}

#[test]
fn a_key_of_a_refused_call_is_forgotten() {
    let world = world();
    let refused: Result<()> = world.engine.inner().write_own(|tx| {
        tx.seal(USER, &PLACE, b"row", b"value")?;
        Err(ErrorKind::Closed {}.into())
    });
    assert_eq!(refused.unwrap_err().code(), ErrorCode::Closed);
    world.assert_the_key_is_stored();
}

#[test]
fn a_key_of_a_failed_commit_is_forgotten() {
    let world = world();
    let fault = ErrorKind::StorageIo { detail: "armed".into() };
    world.store.arm(Fault::new(FaultPoint::Commit(1), fault));
    assert_eq!(seal(&world.engine, b"value").unwrap_err().code(), ErrorCode::StorageIo);
    world.store.disarm();
    world.assert_the_key_is_stored();
}

/// Seals a value in one run of a call and rolls it back.
fn rolled_back(engine: &Engine, call: &Call, plain: &[u8]) -> Vec<u8> {
    let inner = engine.inner();
    let mut sealed = Vec::new();
    let outcome = inner.driver.write(&mut |connection| {
        let mut tx = Tx::new(connection, inner, call);
        sealed = tx.seal(USER, &PLACE, b"row", plain)?;
        Err(ErrorKind::Closed {}.into())
    });
    assert_eq!(outcome.unwrap_err().code(), ErrorCode::Closed);
    sealed
}

#[test]
fn a_job_that_runs_again_repeats_itself_and_never_reuses_a_nonce() {
    let world = world();
    let call = Call::new(0, 0, None);
    let first = rolled_back(&world.engine, &call, b"first");
    assert_eq!(rolled_back(&world.engine, &call, b"first"), first);
    let other = rolled_back(&world.engine, &call, b"other");
    assert_ne!(other[5..17], first[5..17], "another value, another nonce");
}

#[test]
fn opened_keys_stay_within_their_limit_and_those_in_use_survive() {
    let mut opened = Opened::default();
    let key = |n: u128| OpenedKey {
        user: UserId(Uuid::from_u128(n)),
        version: 1,
        newest: true,
        key: Arc::new(DataKey::from_bytes([1; 32])),
    };
    for n in 0..3 * limits::DATA_KEYS_CACHED_MAX as u128 {
        let one = key(n);
        opened.put((one.user, None), one);
        assert!(opened.get(UserId(Uuid::from_u128(0)), None).is_some(), "used all along");
        assert!(opened.young.len() + opened.old.len() <= limits::DATA_KEYS_CACHED_MAX);
    }
    assert!(opened.get(UserId(Uuid::from_u128(1)), None).is_none());
}
