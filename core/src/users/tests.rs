#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod access;
mod find;
mod register;
mod sealed;

use std::path::PathBuf;

use serde_json::Value;

use crate::error::{ErrorCode, Result};
use crate::id::{TenantId, UserId};
use crate::members::AddMemberRequest;
use crate::store::sqlite::Durability;
use crate::tenants::CreateTenantRequest;
use crate::users::{RegisterUserRequest, RegisterUserResponse, User};
use crate::{Context, Engine, EngineOptions, FixedClock, RootKey};

const NOW_MS: i64 = 1_700_000_000_000;

/// An engine on a file that can be looked into.
struct World {
    folder: tempfile::TempDir,
    engine: Engine,
    clock: FixedClock,
}

fn world(root_key: Option<RootKey>) -> World {
    let folder = tempfile::tempdir().unwrap();
    let clock = FixedClock::new(NOW_MS);
    let path = folder.path().join("users.db");
    let engine = open(&path, root_key, &clock).unwrap();
    World { folder, engine, clock }
}

fn open(path: &std::path::Path, key: Option<RootKey>, clock: &FixedClock) -> Result<Engine> {
    let options = EngineOptions::default().clock(clock.clone()).durability(Durability::Off);
    let options = match key {
        Some(key) => options.root_key(key),
        None => options,
    };
    // Its tests look into the file itself.
    Engine::open_with(format!("sqlite://{}", path.display()), options)
}

fn root_key(byte: u8) -> RootKey {
    RootKey::from_bytes([byte; 32])
}

impl World {
    fn path(&self) -> PathBuf {
        self.folder.path().join("users.db")
    }

    fn raw(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(self.path()).unwrap()
    }

    /// How many rows a table holds.
    fn count(&self, table: &str) -> i64 {
        let sql = format!("SELECT COUNT(*) FROM {table}");
        self.raw().query_row(&sql, [], |row| row.get(0)).unwrap()
    }

    fn register(&self, email: &str) -> User {
        self.engine.users().register(RegisterUserRequest::new().email(email)).unwrap().user
    }

    fn tenant(&self, name: &str, owner: UserId) -> TenantId {
        let request = CreateTenantRequest::new(name).owner_id(owner);
        self.engine.tenants().create(request).unwrap().id
    }

    fn join(&self, tenant: TenantId, user: UserId, role: &str) {
        let cx = Context::host().with_tenant(tenant);
        let request = AddMemberRequest::new(user).role(role);
        self.engine.acting(&cx).members().add(request).unwrap();
    }

    fn register_in(
        &self,
        tenant: TenantId,
        request: RegisterUserRequest,
    ) -> Result<RegisterUserResponse> {
        let cx = Context::host().with_tenant(tenant);
        self.engine.acting(&cx).users().register(request)
    }

    /// The events of a user's chain, opened: their names and what they hold.
    fn events(&self, user: UserId) -> Vec<(String, Value)> {
        let mut rows = Vec::new();
        for (seq, event, sealed) in self.raw_events(user) {
            let inner = self.engine.inner();
            let plain = inner.write_own(|tx| {
                let column = crate::vault::Column::new("audit_events", "payload_sealed");
                tx.unseal(user, &column, &seq.to_be_bytes(), &sealed)
            });
            rows.push((event, serde_json::from_slice(&plain.unwrap()).unwrap()));
        }
        rows
    }

    fn raw_events(&self, user: UserId) -> Vec<(i64, String, Vec<u8>)> {
        let raw = self.raw();
        let sql = "SELECT seq, event, payload_sealed FROM audit_events WHERE user_id = ? \
            ORDER BY seq";
        let mut statement = raw.prepare(sql).unwrap();
        let rows = statement
            .query_map([user.0.as_bytes().as_slice()], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })
            .unwrap();
        rows.map(|row| row.unwrap()).collect()
    }
}

fn code<T: std::fmt::Debug>(outcome: Result<T>) -> ErrorCode {
    outcome.unwrap_err().code()
}
