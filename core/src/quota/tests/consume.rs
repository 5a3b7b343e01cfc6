use serde_json::json;

use super::*;
use crate::error::ErrorCode;
use crate::id::SessionId;
use crate::limits::AMOUNT_MAX;
use crate::store::Tx;
use crate::{Context, Role};

#[test]
fn the_free_plan_allows_a_hundred_a_month_and_then_refuses_with_all_details() {
    let world = World::new();
    for n in 1..=100 {
        let consumed = world.consume(1).unwrap();
        assert_eq!((consumed.used, consumed.remaining), (n, 100 - n));
        assert_eq!((consumed.low, consumed.exceeded), (n >= 80, n == 100));
    }
    let before = world.written();
    let details = refused(world.consume(1));
    let expected = json!({
        "feature": "chat", "period": "month", "limit": 100, "used": 100, "requested": 1,
        "resetsAtMs": FEBRUARY_MS, "recommendedPlan": "basic",
    });
    assert_eq!(details, expected);
    assert_eq!(world.written(), before, "a refusal writes nothing");
    let state = world.get();
    assert_eq!((state.used, state.remaining, state.percent), (100, 0, 100));
    assert!(state.low && state.exceeded);
}

#[test]
fn a_consume_answers_what_is_left_and_when_it_resets() {
    let world = World::new();
    let consumed = world.consume(79).unwrap();
    assert_eq!(consumed.plan, "free");
    assert_eq!(consumed.feature, "chat");
    assert_eq!((consumed.limit, consumed.used, consumed.remaining), (100, 79, 21));
    assert_eq!(consumed.resets_at_ms, Some(FEBRUARY_MS));
    assert_eq!(consumed.total_used, 79);
    assert!(!consumed.low && !consumed.exceeded && !consumed.replayed);
    assert!(world.consume(1).unwrap().low, "80 % is low");
    let state = world.get();
    assert_eq!((state.today, state.total_used, state.percent, state.held), (80, 80, 80, 0));
}

#[test]
fn an_amount_counts_whole_or_not_at_all() {
    let world = World::new();
    world.consume(99).unwrap();
    let details = refused(world.consume(2));
    assert_eq!((&details["used"], &details["requested"]), (&json!(99), &json!(2)));
    assert_eq!(world.consume(1).unwrap().remaining, 0);
}

#[test]
fn one_key_counts_once_and_answers_the_first_outcome() {
    let world = World::new();
    let request = ConsumeQuotaRequest::new(world.user, "k").amount(30);
    let first = world.send(request.clone()).unwrap();
    world.consume(50).unwrap();
    let before = world.written();
    let again = world.send(request.clone()).unwrap();
    assert!(again.replayed && !first.replayed);
    assert_eq!(ConsumeQuotaResponse { replayed: false, ..again }, first);
    assert_eq!(world.written(), before);
    world.clock.advance_ms(400 * DAY_MS);
    assert!(world.send(request).unwrap().replayed, "a key is kept as long as the log");
}

#[test]
fn a_changed_request_under_a_used_key_names_the_field() {
    let world = World::new();
    let request = ConsumeQuotaRequest::new(world.user, "k").amount(3).tokens(9);
    world.send(request.clone()).unwrap();
    let before = world.written();
    let session = SessionId(Uuid::from_u128(3));
    for (other, field) in [
        (request.clone().amount(4), "amount"),
        (request.clone().tokens(8), "tokens"),
        (request.clone().feature("chat"), "feature"),
        (request.clone().session_id(session), "sessionId"),
    ] {
        let error = world.send(other).unwrap_err();
        assert_eq!(error.code(), ErrorCode::IdempotencyMismatch);
        assert_eq!(error.details()["field"], field);
    }
    assert_eq!(world.written(), before);
}

#[test]
fn a_refused_key_works_after_an_upgrade() {
    let world = World::new();
    let request = ConsumeQuotaRequest::new(world.user, "k").amount(101);
    refused(world.send(request.clone()));
    world.set_plan("basic").unwrap();
    let consumed = world.send(request).unwrap();
    assert_eq!((consumed.used, consumed.replayed), (101, false));
}

#[test]
fn keys_of_users_and_tenants_are_apart() {
    let world = World::new();
    let other = UserId(Uuid::from_u128(8));
    world.register(other);
    world.send(ConsumeQuotaRequest::new(world.user, "k")).unwrap();
    let consumed = world.send(ConsumeQuotaRequest::new(other, "k")).unwrap();
    assert_eq!((consumed.used, consumed.replayed), (1, false));
}

#[test]
fn more_than_every_surface_can_hold_is_refused() {
    let world = World::new().with_plan(&[(Period::Day, AMOUNT_MAX)]);
    assert_eq!(world.consume(AMOUNT_MAX - 1).unwrap().remaining, 1);
    world.clock.advance_ms(DAY_MS);
    let before = world.written();
    let error = world.consume(2).unwrap_err();
    assert_eq!(error.code(), ErrorCode::AmountOverflow, "the total would pass 2^53-1");
    assert_eq!(error.details()["field"], "amount");
    assert_eq!(world.written(), before);
    assert_eq!(world.consume(1).unwrap().total_used, AMOUNT_MAX);
}

#[test]
fn amounts_that_are_none_are_refused() {
    let world = World::new();
    for amount in [0, -1, i64::MIN, AMOUNT_MAX + 1, i64::MAX] {
        let error = world.consume(amount).unwrap_err();
        assert_eq!(error.code(), ErrorCode::Validation, "{amount}");
        assert_eq!(error.details()["field"], "amount");
    }
}

#[test]
fn a_user_without_quotas_is_not_found() {
    let world = World::new();
    let nobody = UserId(Uuid::from_u128(404));
    let get = world.engine.quota().get(GetQuotaRequest::new(nobody)).unwrap_err();
    let image = GetQuotaRequest::new(nobody).feature("image");
    for error in [
        get,
        world.engine.quota().get(image).unwrap_err(),
        world.send(ConsumeQuotaRequest::new(nobody, "k")).unwrap_err(),
        world.engine.quota().set_plan(SetQuotaPlanRequest::new(nobody, "pro", "k")).unwrap_err(),
    ] {
        assert_eq!(error.code(), ErrorCode::NotFound);
        assert_eq!(error.details()["what"], "user");
    }
}

#[test]
fn people_use_their_own_quota_and_nobody_elses() {
    let world = World::new();
    let own = Context::user(world.user);
    let other = Context::user(UserId(Uuid::from_u128(8)));
    let request = |key: &str| ConsumeQuotaRequest::new(world.user, key);
    assert!(world.engine.acting(&own).quota().consume(request("a")).is_ok());
    let error = world.engine.acting(&other).quota().consume(request("b")).unwrap_err();
    assert_eq!(error.code(), ErrorCode::PermissionDenied);
    let error = world.engine.acting(&own).quota().set_plan(world.change("pro")).unwrap_err();
    assert_eq!(error.code(), ErrorCode::PermissionDenied, "nobody upgrades themselves");
}

#[test]
fn a_replica_does_not_consume() {
    let options = EngineOptions::default().role(Role::Replica);
    let engine = Engine::open_with(":memory:", options).unwrap();
    let request = ConsumeQuotaRequest::new(UserId(Uuid::from_u128(7)), "k");
    let error = engine.quota().consume(request).unwrap_err();
    assert_eq!(error.code(), ErrorCode::LeaseRequired);
}

#[test]
fn what_another_call_wrote_since_is_not_overwritten() {
    let world = World::new();
    let user = world.user;
    let lost = world.engine.inner().write_own(|tx: &mut Tx<'_>| {
        let read = |tx: &mut Tx<'_>| {
            crate::quota::row::find(tx, user, "chat", &crate::quota::sql::QUOTA_TO_WRITE)
        };
        let (mut first, mut second) = (read(tx)?, read(tx)?);
        first.save(tx)?;
        second.save(tx)
    });
    // The driver runs it again; one that does so itself gives up in the end.
    let code = lost.unwrap_err().code();
    assert!(matches!(code, ErrorCode::Serialization | ErrorCode::Busy), "{code:?}");
}

#[test]
fn opening_again_leaves_what_stands() {
    let world = World::new();
    world.consume(5).unwrap();
    world.register(world.user);
    assert_eq!(world.get().used, 5);
    let unknown = world.engine.inner().write_own(|tx| open(tx, UserId(Uuid::nil()), "gold", "UTC"));
    assert_eq!(unknown.unwrap_err().details()["what"], "plan");
}
