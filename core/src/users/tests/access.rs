use super::*;
use crate::members::SetMemberRoleRequest;
use crate::tenants::GetTenantRequest;
use crate::users::{FindUserRequest, GetUserRequest};

/// Two tenants with an owner, an admin and a member each.
struct Two {
    world: World,
    tenants: [TenantId; 2],
    people: [[UserId; 3]; 2],
}

fn two() -> Two {
    let world = world(None);
    let person = |tenant: usize, role: &str| world.register(&email(tenant, role)).id;
    let people = [0, 1].map(|tenant| ["owner", "admin", "member"].map(|role| person(tenant, role)));
    let tenants = [0, 1].map(|n| {
        let tenant = world.tenant(&format!("tenant {n}"), people[n][0]);
        world.join(tenant, people[n][1], "admin");
        world.join(tenant, people[n][2], "member");
        tenant
    });
    Two { world, tenants, people }
}

fn email(tenant: usize, role: &str) -> String {
    format!("{role}{tenant}@example.org")
}

#[test]
fn nobody_reads_a_person_of_another_tenant() {
    let two = two();
    let engine = &two.world.engine;
    for ours in 0..2 {
        let theirs = 1 - ours;
        for (n, actor) in two.people[ours].into_iter().enumerate() {
            let cx = Context::user(actor).with_tenant(two.tenants[ours]);
            let abroad = Context::user(actor).with_tenant(two.tenants[theirs]);
            let may_read = n < 2;
            for (m, of) in two.people[ours].into_iter().enumerate() {
                let outcome = engine.acting(&cx).users().get(GetUserRequest::new(of));
                assert_eq!(outcome.is_ok(), may_read || n == m, "{n} of {m}");
                let outcome = engine.acting(&abroad).users().get(GetUserRequest::new(of));
                assert_eq!(code(outcome), ErrorCode::NotFound, "not a member there");
            }
            for (role, of) in ["owner", "admin", "member"].into_iter().zip(two.people[theirs]) {
                let expected =
                    if may_read { ErrorCode::NotFound } else { ErrorCode::PermissionDenied };
                let outcome = engine.acting(&cx).users().get(GetUserRequest::new(of));
                assert_eq!(code(outcome), expected);
                let by = FindUserRequest::new().email(email(theirs, role));
                assert_eq!(code(engine.acting(&cx).users().find(by)), expected);
            }
        }
    }
}

#[test]
fn within_a_tenant_even_the_host_sees_only_its_people() {
    let two = two();
    let cx = Context::host().with_tenant(two.tenants[0]);
    let users = two.world.engine.acting(&cx);
    assert!(users.users().get(GetUserRequest::new(two.people[0][2])).is_ok());
    let outcome = users.users().get(GetUserRequest::new(two.people[1][2]));
    assert_eq!(code(outcome), ErrorCode::NotFound);
    let by = FindUserRequest::new().email(email(1, "member"));
    assert_eq!(code(users.users().find(by)), ErrorCode::NotFound);
}

#[test]
fn a_person_reads_themselves_without_a_tenant_and_nobody_else() {
    let two = two();
    let member = two.people[0][2];
    let cx = Context::user(member);
    let users = two.world.engine.acting(&cx);
    assert_eq!(users.users().get(GetUserRequest::new(member)).unwrap().id, member);
    let outcome = users.users().get(GetUserRequest::new(two.people[0][1]));
    assert_eq!(code(outcome), ErrorCode::PermissionDenied);
    let by = FindUserRequest::new().email(email(0, "member"));
    assert_eq!(code(users.users().find(by)), ErrorCode::PermissionDenied);
    let request = RegisterUserRequest::new().email("eve@example.org");
    assert_eq!(code(users.users().register(request)), ErrorCode::PermissionDenied);
}

#[test]
fn a_member_registers_nobody_and_an_admin_does() {
    let two = two();
    let register = |n: usize, email: &str| {
        let cx = Context::user(two.people[0][n]).with_tenant(two.tenants[0]);
        let request = RegisterUserRequest::new().email(email);
        two.world.engine.acting(&cx).users().register(request)
    };
    assert_eq!(code(register(2, "a@example.org")), ErrorCode::PermissionDenied);
    let made = register(1, "b@example.org").unwrap();
    assert_eq!(made.user.created_by, Some(two.people[0][1]));
    let cx = Context::user(made.user.id).with_tenant(two.tenants[0]);
    let read = GetTenantRequest::new(two.tenants[0]);
    assert!(two.world.engine.acting(&cx).tenants().get(read).is_ok(), "they are a member");
}

#[test]
fn a_role_is_never_above_that_of_its_giver() {
    let two = two();
    let [owner, admin, member] = two.people[0];
    let new = two.world.register("new@example.org").id;
    let set = |by: UserId, of: UserId, role: &str| {
        let cx = Context::user(by).with_tenant(two.tenants[0]);
        let request = SetMemberRoleRequest::new(of, role);
        two.world.engine.acting(&cx).members().set_role(request).map(|member| member.role)
    };
    let add = |by: UserId, role: &str| {
        let cx = Context::user(by).with_tenant(two.tenants[0]);
        let request = AddMemberRequest::new(new).role(role);
        two.world.engine.acting(&cx).members().add(request).map(|member| member.role)
    };
    assert_eq!(code(add(admin, "owner")), ErrorCode::PermissionDenied);
    assert_eq!(code(add(member, "member")), ErrorCode::PermissionDenied);
    assert_eq!(add(admin, "admin").unwrap(), "admin");
    assert_eq!(code(set(admin, admin, "owner")), ErrorCode::PermissionDenied);
    assert_eq!(code(set(admin, owner, "member")), ErrorCode::PermissionDenied, "nor taken away");
    assert_eq!(code(set(member, member, "admin")), ErrorCode::PermissionDenied);
    assert_eq!(code(set(admin, member, "king")), ErrorCode::Validation);
    assert_eq!(set(admin, member, "admin").unwrap(), "admin");
    assert_eq!(set(owner, member, "owner").unwrap(), "owner");
    assert_eq!(code(set(owner, two.people[1][2], "member")), ErrorCode::NotFound);
}
