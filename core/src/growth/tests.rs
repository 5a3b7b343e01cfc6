//! The proof that what cuts across everything holds for what comes later.
//!
//! A toy module with a synced collection, a sealed field and a tenant's table, written as any other
//! module is. Its handlers are run with and without a root key, with and without a tenant, and
//! know of neither.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(unreachable_pub, dead_code, reason = "toys are declared as modules are, and stay here")]

use std::sync::Arc;

use uuid::Uuid;

use crate::context::Context;
use crate::error::{Error, ErrorCode, Result};
use crate::id::{TenantId, UserId};
use crate::ops::{operations, request, response};
use crate::store::sqlite::{Sqlite, SqliteOptions};
use crate::store::{Driver, Tx, statements};
use crate::sync::{FieldClock, collection};
use crate::tenants;
use crate::vault::Column;
use crate::{Engine, EngineOptions, FixedClock, RootKey};

collection! {
    /// Toys of a person.
    TOYS = 999, "toys", "toy", LastWriterWinsPerField { title, colour, secret }
}

statements! {
    TOY: User = "SELECT title, colour, secret, sync_seq, sync_clock FROM toys \
        WHERE user_id = ? AND id = ?";
    TAG: TenantScan, tenant = "SELECT value FROM toy_tags WHERE tenant_id = ? AND name = ?";
    INSERT_ROLE: TenantScan, tenant =
        "INSERT INTO roles (tenant_id, name, permissions) VALUES (?, 'keeper', 'toy:read')";
    INSERT_TAG: TenantScan, tenant =
        "INSERT INTO toy_tags (tenant_id, name, value) VALUES (?, ?, ?)";
}

const SCHEMA: &str = "
    CREATE TABLE toys (user_id BLOB, id BLOB, title TEXT, colour TEXT, secret BLOB,
        sync_seq BIGINT, sync_clock BLOB, PRIMARY KEY (user_id, id));
    CREATE TABLE toy_tags (tenant_id BLOB, name TEXT, value TEXT, PRIMARY KEY (tenant_id, name));";

const SECRET: Column = Column::new("toys", "secret");

request! {
    /// A toy to be made or painted.
    pub struct PutToyRequest for user_id {
        /// Whose it is.
        user_id: UserId,
        /// Its id.
        id: Uuid;
        /// Its title, when it is new.
        title: String,
        /// Its colour.
        colour: String,
    }
}

request! {
    /// Which toy.
    pub struct GetToyRequest for user_id {
        /// Whose it is.
        user_id: UserId,
        /// Its id.
        id: Uuid,
    }
}

request! {
    /// A tag of the tenant.
    pub struct TagRequest {
        /// Its name.
        name: String;
        /// Its value, to set it.
        value: String,
    }
}

response! {
    /// A toy.
    pub struct Toy {
        /// Its title.
        title: String,
        /// Its colour.
        colour: Option<String>,
        /// What is written inside.
        secret: String,
        /// Its place in the order of commits.
        seq: i64,
        /// The clock of its title.
        title_clock: i64,
        /// The clock of its colour.
        colour_clock: i64,
    }
}

response! {
    /// A tag.
    pub struct Tag {
        /// Its value.
        value: Option<String>,
    }
}

operations! {
    /// Toys.
    toys: Toys {
        /// Makes a toy, or paints it.
        Put: put(PutToyRequest) -> Toy = 9901 by put {
            write, since "0.1.0", access SelfOr("toy:write"), scope User, idempotency None
        }
        /// Reads a toy.
        Get: get(GetToyRequest) -> Toy = 9902 by get {
            read, since "0.1.0", access SelfOr("toy:read"), scope User, idempotency None
        }
        /// Sets or reads a tag.
        SetTag: set_tag(TagRequest) -> Tag = 9903 by set_tag {
            write, since "0.1.0", access Public, scope TenantScan, idempotency None
        }
    }
}

fn put(tx: &mut Tx<'_>, cx: &Context, request: &PutToyRequest) -> Result<Toy> {
    let (user, colour) = (request.user_id, (&request.colour).into());
    if !tx.synced(&TOYS, user).put(request.id, &[("colour", colour)])? {
        let title = request.title.as_deref().ok_or_else(|| Error::not_found("toy", request.id))?;
        let secret = format!("inside {title}");
        let sealed = tx.seal(user, &SECRET, request.id.as_bytes(), secret.as_bytes())?;
        let values = [title.into(), colour, (&sealed).into()];
        tx.synced(&TOYS, user).insert(request.id, &values)?;
    }
    get(tx, cx, &GetToyRequest::new(user, request.id))
}

fn get(tx: &mut Tx<'_>, _cx: &Context, request: &GetToyRequest) -> Result<Toy> {
    let params = [request.user_id.into(), crate::store::Param::Id(request.id)];
    let (mut toy, sealed) = tx
        .get(&TOY, &params, |row| {
            let clock = FieldClock::from_bytes(row.bytes(4)?)?;
            let stamp = |field| clock.stamp(field).map_or(0, |stamp| stamp.clock);
            let toy = Toy {
                title: row.text(0)?,
                colour: row.opt_text(1)?,
                secret: String::new(),
                seq: row.int(3)?,
                title_clock: stamp(0),
                colour_clock: stamp(1),
            };
            Ok((toy, row.bytes(2)?.to_vec()))
        })?
        .ok_or_else(|| Error::not_found("toy", request.id))?;
    let secret = tx.unseal(request.user_id, &SECRET, request.id.as_bytes(), &sealed)?;
    toy.secret = String::from_utf8(secret).unwrap();
    Ok(toy)
}

fn set_tag(tx: &mut Tx<'_>, _cx: &Context, request: &TagRequest) -> Result<Tag> {
    if let Some(value) = &request.value {
        tx.exec(&INSERT_TAG, &[(&request.name).into(), value.into()])?;
    }
    Ok(Tag { value: tx.get(&TAG, &[(&request.name).into()], |row| row.text(0))? })
}

struct Store {
    folder: tempfile::TempDir,
    engine: Engine,
}

fn store(options: EngineOptions) -> Store {
    let folder = tempfile::tempdir().unwrap();
    let driver = Sqlite::open(folder.path().join("toys.db"), SqliteOptions::default()).unwrap();
    let driver: Arc<dyn Driver> = Arc::new(driver);
    let options = options.clock(FixedClock::new(1_700_000_000_000));
    let engine = Engine::with_driver(Arc::clone(&driver), options).unwrap();
    driver.write(&mut |connection| connection.script(SCHEMA)).unwrap();
    Store { folder, engine }
}

impl Store {
    /// Whether some bytes stand anywhere in the files of the store.
    fn holds(&self, what: &str) -> bool {
        std::fs::read_dir(self.folder.path()).unwrap().any(|entry| {
            let bytes = std::fs::read(entry.unwrap().path()).unwrap();
            bytes.windows(what.len()).any(|window| window == what.as_bytes())
        })
    }

    fn tenant(&self, id: u128, members: &[(UserId, &str)]) -> TenantId {
        let tenant = TenantId(Uuid::from_u128(id));
        let inner = self.engine.inner();
        let insert = |tx: &mut Tx<'_>| {
            let now = tx.now_ms().into();
            tx.exec(&tenants::sql::INSERT_TENANT, &[tenant.into(), "toys".into(), now])?;
            Ok(())
        };
        inner.write_own(insert).unwrap();
        let call = crate::store::Call::new(0, 0, Some(tenant));
        inner
            .driver
            .write(&mut |connection| {
                let mut tx = Tx::new(connection, inner, &call);
                tx.exec(&INSERT_ROLE, &[])?;
                for (user, role) in members {
                    let params = [(*user).into(), (*role).into(), 0.into()];
                    tx.exec(&tenants::sql::INSERT_MEMBER, &params)?;
                }
                Ok(())
            })
            .unwrap();
        tenant
    }
}

fn user(n: u128) -> UserId {
    UserId(Uuid::from_u128(n))
}

fn toy(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

#[test]
fn the_same_handlers_serve_with_and_without_a_root_key_and_a_tenant() {
    for root_key in [None, Some(RootKey::from_bytes([9; 32]))] {
        let options = EngineOptions::default();
        let sealed = root_key.is_some();
        let store = store(match root_key {
            Some(key) => options.root_key(key),
            None => options,
        });
        let tenant = store.tenant(500, &[(user(1), "member")]);
        for cx in [Context::host(), Context::host().with_tenant(tenant)] {
            let id = if cx.tenant.is_some() { toy(2) } else { toy(1) };
            let request = PutToyRequest::new(user(1), id).title("canary-bear").colour("red");
            let made = store.engine.run::<Put>(&cx, &request).unwrap();
            assert_eq!(made.secret, "inside canary-bear");
            let read = store.engine.run::<Get>(&cx, &GetToyRequest::new(user(1), id)).unwrap();
            assert_eq!(read, made);
        }
        assert!(store.holds("canary-bear"), "the title is not sealed");
        assert_eq!(store.holds("inside canary-bear"), !sealed, "sealed: {sealed}");
    }
}

#[test]
fn a_synced_row_is_stamped_only_where_it_changed() {
    let store = store(EngineOptions::default());
    let put = |request: PutToyRequest| store.engine.toys().put(request).unwrap();
    let made = put(PutToyRequest::new(user(1), toy(1)).title("bear").colour("red"));
    let other = put(PutToyRequest::new(user(1), toy(2)).title("duck"));
    let painted = put(PutToyRequest::new(user(1), toy(1)).colour("blue"));
    assert_eq!((made.seq, other.seq, painted.seq), (1, 2, 3));
    assert_eq!(painted.title_clock, made.title_clock, "the title was not touched");
    assert!(painted.colour_clock > other.title_clock, "the clock goes on");
    let stranger = put(PutToyRequest::new(user(2), toy(1)).title("bear"));
    assert_eq!(stranger.seq, 1, "each user has an order of their own");
}

#[test]
fn a_tenant_sees_its_own_rows_and_nobody_elses() {
    let store = store(EngineOptions::default());
    let contexts = [
        Context::host(),
        Context::host().with_tenant(store.tenant(500, &[])),
        Context::host().with_tenant(store.tenant(501, &[])),
    ];
    for (n, cx) in contexts.iter().enumerate() {
        let request = TagRequest::new("tag").value(n.to_string());
        store.engine.run::<SetTag>(cx, &request).unwrap();
    }
    for (n, cx) in contexts.iter().enumerate() {
        let read = store.engine.run::<SetTag>(cx, &TagRequest::new("tag")).unwrap();
        assert_eq!(read.value, Some(n.to_string()));
    }
}

#[test]
fn access_is_enforced_before_the_handler() {
    let store = store(EngineOptions::default());
    let (keeper, member, stranger, owner) = (user(1), user(2), user(3), user(4));
    let members = [(keeper, "keeper"), (member, "member"), (owner, "owner")];
    let tenant = store.tenant(500, &members);
    let other = store.tenant(501, &[(stranger, "owner")]);
    store.engine.toys().put(PutToyRequest::new(member, toy(1)).title("bear")).unwrap();
    store.engine.toys().put(PutToyRequest::new(stranger, toy(1)).title("duck")).unwrap();
    let get = |cx: Context, of: UserId| {
        store.engine.run::<Get>(&cx, &GetToyRequest::new(of, toy(1))).map_err(|e| e.code())
    };
    assert!(get(Context::user(member), member).is_ok(), "one's own");
    assert!(get(Context::user(keeper).with_tenant(tenant), member).is_ok(), "by permission");
    assert!(get(Context::operator(user(9)), member).is_ok(), "the operator's staff");
    let denied = Err(ErrorCode::PermissionDenied);
    assert_eq!(get(Context::anonymous(), member), denied);
    assert_eq!(get(Context::user(stranger), member), denied, "no tenant");
    assert_eq!(get(Context::user(member).with_tenant(tenant), owner), denied, "no permission");
    assert_eq!(get(Context::user(owner).with_tenant(tenant), member), denied, "not even an owner");
    let hidden = Err(ErrorCode::NotFound);
    assert_eq!(get(Context::user(keeper).with_tenant(tenant), stranger), hidden);
    assert_eq!(get(Context::host().with_tenant(tenant), stranger), hidden);
    let nowhere = Context::host().with_tenant(TenantId(Uuid::from_u128(77)));
    assert_eq!(get(nowhere, member), hidden);
    assert_eq!(get(Context::user(owner).with_tenant(other), stranger), hidden, "not a member");
    assert_eq!(get(Context::user(owner).with_tenant(other), owner), hidden, "not even of oneself");
}
