//! Nobody gets at a tenant, or out of one, by any operation.
//!
//! Nothing of this depends on the store, so these run on SQLite alone.

use serde_json::json;
use silvervine::ops::Access;
use silvervine::store::Scope;
use silvervine::{TenantId, UserId};

use super::*;

/// Rows that may name who is in no tenant yet: that is what they are for.
const TAKE_STRANGERS: [&str; 2] = ["members.add", "tenants.create"];

/// A user and a tenant that nothing of the vector knows, with these users as its members.
fn elsewhere(run: &Run, members: &[&Value]) -> (UserId, TenantId) {
    let host = |name: &str, request: Value| -> Value {
        let response = run.engine.call(&Context::host(), name, request.to_string().as_bytes());
        serde_json::from_str(&response.unwrap_or_else(|e| panic!("{name}: {e}"))).unwrap()
    };
    let stranger = host("users.register", json!({"externalId": "a stranger"}));
    let stranger = serde_json::from_value(stranger["user"]["id"].clone()).unwrap();
    let tenant = host("tenants.create", json!({"name": "Elsewhere"}));
    let tenant: TenantId = serde_json::from_value(tenant["id"].clone()).unwrap();
    for user in members {
        let cx = Context::host().with_tenant(tenant);
        let body = json!({"userId": user}).to_string();
        run.engine.call(&cx, "members.add", body.as_bytes()).unwrap();
    }
    (stranger, tenant)
}

fn denied(run: &Run, row: &OperationRow, cx: &Context, request: &Value) -> silvervine::Error {
    let before = run.store.dump();
    let error = call(run, row, cx, request)
        .expect_err(&format!("{} {request} succeeded for {cx:?}", row.name));
    assert_eq!(run.store.dump(), before, "{} was refused and changed something", row.name);
    error
}

#[test]
fn who_is_not_a_member_gets_nothing_from_a_tenant() {
    for row in operations().iter().filter(|row| row.access != Access::Public) {
        let (run, vector) = (run(row), vector(row.name));
        let (stranger, tenant) = elsewhere(&run, &[]);
        let cx = Context::user(stranger).with_tenant(tenant);
        let error = denied(&run, row, &cx, &vector.request);
        match row.access {
            Access::Host | Access::Operator => {
                assert_eq!(error.code().as_str(), "permission_denied", "{}: {error}", row.name);
            }
            _ => assert_eq!(error.details()["what"], "tenant", "{}: {error}", row.name),
        }
    }
}

#[test]
fn within_a_tenant_each_user_that_a_call_names_must_be_in_it() {
    let named = |row: &OperationRow| -> Vec<String> {
        let names = row.fields.iter().map(|field| field.name);
        names
            .filter(|name| name.ends_with("user_id") || *name == "owner_id")
            .map(json_name)
            .collect()
    };
    let within =
        |row: &&OperationRow| !row.is_of_whole_store() && !TAKE_STRANGERS.contains(&row.name);
    for row in operations().iter().filter(within) {
        let (fields, vector) = (named(row), vector(row.name));
        for field in fields.iter().filter(|field| vector.request.get(field).is_some()) {
            let run = run(row);
            let request = run.saved.fill(&vector.request);
            let others = fields.iter().filter(|other| *other != field);
            let others: Vec<_> = others.filter_map(|other| request.get(other)).collect();
            let (_, tenant) = elsewhere(&run, &others);
            let cx = Context::host().with_tenant(tenant);
            let error = denied(&run, row, &cx, &vector.request);
            assert_eq!(error.code().as_str(), "not_found", "{} {field}: {error}", row.name);
            assert_eq!(error.details()["what"], "user", "{} {field}: {error}", row.name);
            assert_eq!(error.details()["id"], request[field], "{} {field}: {error}", row.name);
        }
    }
}

#[test]
fn what_is_of_the_whole_store_is_not_for_a_tenant() {
    for row in operations().iter().filter(|row| row.scope == Scope::EngineScan) {
        if !matches!(row.access, Access::Host | Access::Operator) {
            continue;
        }
        let (run, vector) = (run(row), vector(row.name));
        let (_, tenant) = elsewhere(&run, &[]);
        let cx = Context::host().with_tenant(tenant);
        let error = denied(&run, row, &cx, &vector.request);
        assert_eq!(error.code().as_str(), "permission_denied", "{}: {error}", row.name);
    }
}
