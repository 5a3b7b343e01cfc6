#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use serde_json::json;
use uuid::Uuid;

use crate::error::Result;
use crate::id::{TenantId, UserId};
use crate::store::sqlite::Durability;
use crate::{Context, Engine, EngineOptions, FixedClock, RootKey};

mod verify;

use verify::{Verified, verify};

const OWNER: UserId = UserId(Uuid::from_u128(7));
const OTHER: UserId = UserId(Uuid::from_u128(8));

struct World {
    folder: tempfile::TempDir,
    engine: Engine,
    clock: FixedClock,
}

fn world() -> World {
    let folder = tempfile::tempdir().unwrap();
    let clock = FixedClock::new(1_700_000_000_000);
    let options = EngineOptions::default()
        .clock(clock.clone())
        .durability(Durability::Off)
        .root_key(RootKey::from_bytes([3; 32]));
    let path = folder.path().join("audit.db");
    let engine = Engine::open_with(format!("sqlite://{}", path.display()), options).unwrap();
    World { folder, engine, clock }
}

impl World {
    fn record(&self, user: UserId, event: &'static str) -> Result<()> {
        let cx = Context::operator(OTHER).with_ip("203.0.113.7").with_request_id("req-canary");
        let payload = json!({"note": "canary"});
        self.engine.inner().write_own(|tx| crate::audit::record(tx, &cx, user, event, &payload))
    }

    fn verify(&self, owner: Uuid) -> Verified {
        self.engine.inner().write_own(|tx| verify(tx, owner)).unwrap()
    }

    fn raw(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(self.folder.path().join("audit.db")).unwrap()
    }

    /// Runs statements past the guards, as somebody who can write the file would.
    fn tamper(&self, sql: &str) {
        let raw = self.raw();
        raw.execute_batch("DROP TRIGGER audit_events_no_update").unwrap();
        raw.execute_batch("DROP TRIGGER audit_events_no_delete").unwrap();
        raw.execute_batch(sql).unwrap();
    }
}

#[test]
fn each_owner_has_a_chain_of_their_own_and_it_verifies() {
    let world = world();
    for _ in 0..3 {
        world.record(OWNER, "user_updated").unwrap();
    }
    world.record(OTHER, "user_updated").unwrap();
    let tenant = TenantId(Uuid::from_u128(9));
    let record = |tx: &mut crate::store::Tx<'_>| {
        let cx = Context::host();
        crate::audit::record_for_tenant(tx, &cx, tenant, "tenant_updated", &json!({}))
    };
    world.engine.inner().write_own(record).unwrap();
    assert_eq!(world.verify(OWNER.0), Verified::Sound(3));
    assert_eq!(world.verify(OTHER.0), Verified::Sound(1));
    assert_eq!(world.verify(tenant.0), Verified::Sound(1));
    assert_eq!(world.verify(Uuid::from_u128(10)), Verified::Sound(0));
}

#[test]
fn a_chain_longer_than_a_page_verifies() {
    let world = world();
    let cx = Context::host();
    let rows = crate::limits::PAGE_ROWS_MAX + 1;
    let record = |tx: &mut crate::store::Tx<'_>| {
        (0..rows).try_for_each(|n| {
            crate::audit::record(tx, &cx, OWNER, "user_updated", &json!({ "n": n }))
        })
    };
    world.engine.inner().write_own(record).unwrap();
    assert_eq!(world.verify(OWNER.0), Verified::Sound(rows));
}

#[test]
fn what_was_changed_removed_or_cut_off_is_found() {
    for (sql, broken) in [
        ("UPDATE audit_events SET event = 'user_deleted' WHERE seq = 2", 2),
        ("UPDATE audit_events SET actor = 'host' WHERE seq = 3", 3),
        ("UPDATE audit_events SET at_ms = at_ms + 1 WHERE seq = 1", 1),
        ("UPDATE audit_events SET payload_sealed = x'00' WHERE seq = 4", 4),
        ("DELETE FROM audit_events WHERE seq = 2", 2),
        ("DELETE FROM audit_events WHERE seq = 5", 5),
        ("DELETE FROM audit_events", 1),
        ("DELETE FROM audit_heads", 1),
    ] {
        let world = world();
        for _ in 0..5 {
            world.record(OWNER, "user_updated").unwrap();
        }
        world.tamper(sql);
        assert_eq!(world.verify(OWNER.0), Verified::BrokenAt(broken), "{sql}");
    }
}

#[test]
fn the_store_itself_refuses_to_change_an_entry() {
    let world = world();
    world.record(OWNER, "user_updated").unwrap();
    let raw = world.raw();
    for sql in ["UPDATE audit_events SET seq = 2", "DELETE FROM audit_events"] {
        let error = raw.execute_batch(sql).unwrap_err().to_string();
        assert!(error.contains("audit events are never"), "{error}");
    }
    raw.execute_batch(
        "BEGIN; INSERT INTO ledger_erasure (user_id, begun_at_ms) \
        SELECT user_id, 0 FROM audit_heads; DELETE FROM audit_events; COMMIT;",
    )
    .unwrap();
    let left: i64 =
        raw.query_row("SELECT COUNT(*) FROM audit_events", [], |row| row.get(0)).unwrap();
    assert_eq!(left, 0, "erasure removes a chain");
}

#[test]
fn times_never_go_backwards() {
    let world = world();
    world.record(OWNER, "user_updated").unwrap();
    world.clock.advance_ms(-60_000);
    world.record(OWNER, "user_updated").unwrap();
    let times: Vec<i64> = {
        let raw = world.raw();
        let mut statement = raw.prepare("SELECT at_ms FROM audit_events ORDER BY seq").unwrap();
        let rows = statement.query_map([], |row| row.get(0)).unwrap();
        rows.map(|row| row.unwrap()).collect()
    };
    assert_eq!(times, [1_700_000_000_000; 2]);
}

#[test]
fn who_is_told_and_what_is_personal_is_sealed() {
    let world = world();
    world.record(OWNER, "user_updated").unwrap();
    let (actor, payload): (String, Vec<u8>) = world
        .raw()
        .query_row("SELECT actor, payload_sealed FROM audit_events", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .unwrap();
    assert_eq!(actor, format!("operator:{OTHER}"));
    for text in [b"canary".as_slice(), b"203.0.113.7"] {
        assert!(!payload.windows(text.len()).any(|window| window == text));
    }
}
