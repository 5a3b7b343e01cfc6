#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::Arc;

use crate::error::ErrorCode;
use crate::id::{TenantId, UserId};
use crate::members::{AddMemberRequest, SetMemberRoleRequest};
use crate::store::sqlite::Durability;
use crate::tenants::{CreateTenantRequest, GetTenantRequest};
use crate::users::RegisterUserRequest;
use crate::{Context, Engine, EngineOptions, FixedClock};

struct World {
    folder: tempfile::TempDir,
    engine: Engine,
}

fn world() -> World {
    let folder = tempfile::tempdir().unwrap();
    let clock = FixedClock::new(1_700_000_000_000);
    let options = EngineOptions::default().clock(clock).durability(Durability::Off);
    let path = folder.path().join("tenants.db");
    World {
        engine: Engine::open_with(format!("sqlite://{}", path.display()), options).unwrap(),
        folder,
    }
}

impl World {
    fn user(&self, email: &str) -> UserId {
        self.engine.users().register(RegisterUserRequest::new().email(email)).unwrap().user.id
    }

    fn tenant(&self, owner: UserId) -> TenantId {
        let request = CreateTenantRequest::new("Engines").owner_id(owner);
        self.engine.tenants().create(request).unwrap().id
    }

    fn raw(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(self.folder.path().join("tenants.db")).unwrap()
    }
}

#[test]
fn a_tenant_reads_back_and_its_owner_may_do_everything_there() {
    let world = world();
    let ada = world.user("ada@example.org");
    let made =
        world.engine.tenants().create(CreateTenantRequest::new("Engines").owner_id(ada)).unwrap();
    let cx = Context::user(ada).with_tenant(made.id);
    let read = world.engine.acting(&cx).tenants().get(GetTenantRequest::new(made.id)).unwrap();
    assert_eq!(read, made);
    let request = RegisterUserRequest::new().email("bob@example.org");
    assert!(world.engine.acting(&cx).users().register(request).unwrap().created);
}

#[test]
fn a_tenant_may_begin_without_an_owner_and_be_given_one() {
    let world = world();
    let ada = world.user("ada@example.org");
    let tenant = world.engine.tenants().create(CreateTenantRequest::new("Engines")).unwrap().id;
    let cx = Context::host().with_tenant(tenant);
    let request = AddMemberRequest::new(ada).role("owner");
    let member = world.engine.acting(&cx).members().add(request).unwrap();
    assert_eq!((member.tenant_id, member.role.as_str()), (tenant, "owner"));
    let request = SetMemberRoleRequest::new(ada, "member");
    let error = world.engine.acting(&cx).members().set_role(request).unwrap_err();
    assert_eq!(error.code(), ErrorCode::InvalidState);
}

#[test]
fn of_many_owners_who_step_down_at_once_one_stays() {
    const OWNERS: usize = 8;
    let world = Arc::new(world());
    let owners: Vec<_> = (0..OWNERS).map(|n| world.user(&format!("o{n}@example.org"))).collect();
    let tenant = world.tenant(owners[0]);
    let cx = Context::host().with_tenant(tenant);
    for owner in &owners[1..] {
        let request = AddMemberRequest::new(*owner).role("owner");
        world.engine.acting(&cx).members().add(request).unwrap();
    }
    let refused = std::thread::scope(|scope| {
        let threads: Vec<_> = owners
            .iter()
            .map(|owner| {
                let (world, cx) = (Arc::clone(&world), cx.clone());
                let request = SetMemberRoleRequest::new(*owner, "member");
                scope.spawn(move || world.engine.acting(&cx).members().set_role(request))
            })
            .collect();
        threads.into_iter().map(|t| t.join().unwrap()).filter(|o| o.is_err()).count()
    });
    assert_eq!(refused, 1);
    let left: i64 = world
        .raw()
        .query_row("SELECT COUNT(*) FROM members WHERE role = 'owner'", [], |row| row.get(0))
        .unwrap();
    assert_eq!(left, 1);
}

#[test]
fn a_role_that_a_tenant_defines_stands_there_alone() {
    let world = world();
    let (ada, bob) = (world.user("ada@example.org"), world.user("bob@example.org"));
    let (one, two) = (world.tenant(ada), world.tenant(ada));
    let sql = "INSERT INTO roles (tenant_id, name, permissions) VALUES (?, 'clerk', 'user:read')";
    world.raw().execute(sql, [one.0.as_bytes()]).unwrap();
    let add = |tenant, role: &str| {
        let cx = Context::user(ada).with_tenant(tenant);
        world.engine.acting(&cx).members().add(AddMemberRequest::new(bob).role(role))
    };
    assert_eq!(add(two, "clerk").unwrap_err().code(), ErrorCode::Validation);
    assert_eq!(add(one, "clerk").unwrap().role, "clerk");
    let cx = Context::user(bob).with_tenant(one);
    let acting = world.engine.acting(&cx);
    assert!(acting.users().get(crate::users::GetUserRequest::new(ada)).is_ok());
    let request = RegisterUserRequest::new().email("eve@example.org");
    let error = acting.users().register(request).unwrap_err();
    assert_eq!(error.code(), ErrorCode::PermissionDenied);
}
