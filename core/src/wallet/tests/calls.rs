//! What the five operations answer, accept and refuse.

use super::*;
use crate::error::ErrorCode;
use crate::limits::AMOUNT_MAX;
use crate::wallet::{GrantKind, RecordKind, WalletStatus};
use crate::{Context, TenantId};

#[test]
fn a_new_wallet_is_empty_and_active() {
    let world = World::new();
    let wallet = world.balance();
    assert_eq!((wallet.balance, wallet.held, wallet.available), (0, 0, 0));
    assert_eq!((wallet.level, wallet.seq, wallet.status), (1, 0, WalletStatus::Active));
    assert_eq!(wallet.first_recharged_at_ms, None);
    world.assert_sound();
}

#[test]
fn points_that_are_granted_can_be_spent() {
    let world = World::new();
    let granted = world.grant(100);
    assert_eq!((granted.seq, granted.balance, granted.available), (1, 100, 100));
    let spent = world.consume(30).unwrap();
    assert_eq!((spent.seq, spent.amount, spent.balance), (2, 30, 70));
    assert!(!spent.replayed);
    let wallet = world.balance();
    assert_eq!((wallet.balance, wallet.total_consumed, wallet.seq), (70, 30, 2));
    world.assert_sound();
}

#[test]
fn a_record_carries_what_the_call_said() {
    let world = World::new();
    let request = world.granting(5).related_event_id("event").action_id("act").note("感谢");
    let granted = world.grant_with(request).unwrap();
    let record = world.records().remove(0);
    assert_eq!(record.id, granted.record_id);
    assert_eq!(record.kind, RecordKind::Grant);
    assert_eq!(record.related_event_id.as_deref(), Some("event"));
    assert_eq!(record.action_id.as_deref(), Some("act"));
    assert_eq!(record.note.as_deref(), Some("感谢"));
    assert_eq!((record.effective_at_ms, record.booked_at_ms), (START, START));
}

#[test]
fn a_paid_grant_is_a_recharge_and_others_are_not() {
    let world = World::new();
    world.grant(10);
    assert_eq!(world.balance().total_recharged, 0);
    world.clock.advance_ms(5);
    world.grant_with(world.granting(20).kind(GrantKind::Paid)).unwrap();
    world.clock.advance_ms(5);
    world.grant_with(world.granting(30).kind(GrantKind::Paid)).unwrap();
    let wallet = world.balance();
    assert_eq!(wallet.total_recharged, 50);
    assert_eq!(wallet.first_recharged_at_ms, Some(START + 5));
    assert_eq!(world.records()[0].kind, RecordKind::Recharge);
    world.assert_sound();
}

#[test]
fn a_consume_past_what_is_there_is_refused_and_changes_nothing() {
    let world = World::new();
    world.grant(100);
    let before = world.balance();
    let request = world.consuming(101);
    let error = world.engine.wallet().consume(request.clone()).unwrap_err();
    assert_eq!(error.code(), ErrorCode::InsufficientPoints);
    assert_eq!(error.details()["available"], 100);
    assert_eq!(error.details()["needed"], 101);
    assert_eq!(world.balance(), before);
    world.grant(1);
    let spent = world.engine.wallet().consume(request).unwrap();
    assert!(!spent.replayed, "a refusal spends no key: after a top-up the same call works");
    assert_eq!(spent.balance, 0);
    world.assert_sound();
}

#[test]
fn up_to_spends_what_is_there_but_at_least_one_point() {
    let world = World::new();
    world.grant(100);
    let up_to = |points| world.engine.wallet().consume(world.consuming(points).up_to(true));
    assert_eq!(up_to(40).unwrap().amount, 40);
    assert_eq!(up_to(100).unwrap().amount, 60);
    let error = up_to(100).unwrap_err();
    assert_eq!(error.code(), ErrorCode::InsufficientPoints);
    assert_eq!(error.details()["needed"], 1);
    world.assert_sound();
}

#[test]
fn the_level_rises_with_what_is_consumed() {
    let world = World::new();
    world.grant(1_000);
    assert_eq!(world.consume(99).unwrap().level, 1);
    assert_eq!(world.consume(1).unwrap().level, 2);
    assert_eq!(world.consume(400).unwrap().level, 3);
    assert_eq!(world.balance().level, 3);
}

#[test]
fn one_key_has_one_effect_and_a_changed_request_is_named() {
    let world = World::new();
    let grant = world.granting(100).note("first");
    let granted = world.grant_with(grant.clone()).unwrap();
    let consume = world.consuming(10);
    let spent = world.engine.wallet().consume(consume.clone()).unwrap();
    world.clock.advance_ms(1_000);
    world.consume(1).unwrap();

    let again = world.grant_with(grant.clone()).unwrap();
    assert!(again.replayed);
    assert_eq!(GrantPointsResponse { replayed: false, ..again }, granted);
    let again = world.engine.wallet().consume(consume.clone()).unwrap();
    assert!(again.replayed);
    assert_eq!(ConsumePointsResponse { replayed: false, ..again }, spent);

    let mut other = consume;
    other.amount = 11;
    let error = world.engine.wallet().consume(other).unwrap_err();
    assert_eq!(error.code(), ErrorCode::IdempotencyMismatch);
    assert_eq!(error.details()["field"], "amount");
    let error = world.grant_with(grant.note("second")).unwrap_err();
    assert_eq!(error.details()["field"], "note");
    assert_eq!(world.balance().balance, 89);
    world.assert_sound();
}

#[test]
fn a_key_counts_per_operation_user_and_tenant() {
    let world = World::new();
    let other = person(&world.engine, 8);
    world.engine.wallet().grant(GrantPointsRequest::new(world.user, 50, "k")).unwrap();
    let spent =
        world.engine.wallet().consume(ConsumePointsRequest::new(world.user, 5, "k")).unwrap();
    assert!(!spent.replayed);
    let granted = world.engine.wallet().grant(GrantPointsRequest::new(other, 50, "k")).unwrap();
    assert!(!granted.replayed);
}

#[test]
fn requests_past_their_bounds_are_refused() {
    let world = World::new();
    let long = "x".repeat(129);
    for (field, request) in [
        ("amount", world.granting(0)),
        ("amount", world.granting(-1)),
        ("amount", world.granting(AMOUNT_MAX + 1)),
        ("idempotencyKey", GrantPointsRequest::new(world.user, 1, "")),
        ("idempotencyKey", GrantPointsRequest::new(world.user, 1, long)),
        ("asset", world.granting(1).asset("")),
        ("asset", world.granting(1).asset("x".repeat(51))),
        ("priority", world.granting(1).priority(-1)),
        ("priority", world.granting(1).priority(1_001)),
        ("expiresAtMs", world.granting(1).expires_at_ms(START)),
        ("effectiveAtMs", world.granting(1).effective_at_ms(START + 1)),
        ("relatedEventId", world.granting(1).related_event_id("x".repeat(65))),
        ("note", world.granting(1).note("点".repeat(256))),
    ] {
        let error = world.grant_with(request).unwrap_err();
        assert_eq!(error.code(), ErrorCode::Validation, "{field}: {error}");
        assert_eq!(error.details()["field"], field);
    }
    assert_eq!(world.balance().seq, 0);
    let key = "x".repeat(128);
    let request = GrantPointsRequest::new(world.user, AMOUNT_MAX, key).note("点".repeat(255));
    assert_eq!(world.grant_with(request).unwrap().balance, AMOUNT_MAX);
    assert_eq!(world.consume(AMOUNT_MAX).unwrap().balance, 0);
    world.assert_sound();
}

#[test]
fn sums_past_the_limit_overflow_and_change_nothing() {
    let world = World::new();
    world.grant_with(world.granting(AMOUNT_MAX).kind(GrantKind::Paid)).unwrap();
    let overflow = |request: GrantPointsRequest| {
        let error = world.grant_with(request).unwrap_err();
        assert_eq!(error.code(), ErrorCode::AmountOverflow, "{error}");
        error.details()["field"].as_str().unwrap().to_owned()
    };
    assert_eq!(overflow(world.granting(1)), "balance");
    world.consume(AMOUNT_MAX).unwrap();
    assert_eq!(overflow(world.granting(1).kind(GrantKind::Paid)), "totalRecharged");
    world.grant(1);
    let error = world.consume(1).unwrap_err();
    assert_eq!(error.code(), ErrorCode::AmountOverflow);
    assert_eq!(error.details()["field"], "totalConsumed");
    world.assert_sound();
}

#[test]
fn nobody_has_a_wallet_before_they_are_registered() {
    let world = World::new();
    let nobody = UserId(uuid::Uuid::from_u128(99));
    let api = world.engine.wallet();
    let errors = [
        api.balance(GetBalanceRequest::new(nobody)).unwrap_err(),
        api.balance(GetBalanceRequest::new(nobody).asset("gems")).unwrap_err(),
        api.grant(GrantPointsRequest::new(nobody, 1, "k")).unwrap_err(),
        api.grant(GrantPointsRequest::new(nobody, 1, "k").asset("gems")).unwrap_err(),
        api.consume(ConsumePointsRequest::new(nobody, 1, "k")).unwrap_err(),
        api.history(ListPointRecordsRequest::new(nobody)).unwrap_err(),
        api.verify(VerifyWalletRequest::new(nobody)).unwrap_err(),
    ];
    for error in errors {
        assert_eq!(error.code(), ErrorCode::NotFound);
        assert_eq!(error.details()["what"], "user");
    }
}

#[test]
fn another_asset_is_opened_by_its_first_grant_and_apart() {
    let world = World::new();
    let api = world.engine.wallet();
    let error = api.balance(GetBalanceRequest::new(world.user).asset("gems")).unwrap_err();
    assert_eq!(error.details()["what"], "wallet");
    let error = api.consume(world.consuming(3).asset("gems")).unwrap_err();
    assert_eq!(error.details()["available"], 0, "{error}");
    world.grant_with(world.granting(9).asset("gems")).unwrap();
    api.consume(world.consuming(4).asset("gems")).unwrap();
    let gems = api.balance(GetBalanceRequest::new(world.user).asset("gems")).unwrap();
    assert_eq!((gems.balance, gems.seq), (5, 2));
    assert_eq!(world.balance().seq, 0);
    let report = api.verify(VerifyWalletRequest::new(world.user).asset("gems")).unwrap();
    assert!(report.ok, "{report:?}");
}

#[test]
fn people_spend_their_own_points_and_only_roles_grant() {
    let world = World::new();
    world.grant(10);
    let own = Context::user(world.user);
    assert!(world.engine.acting(&own).wallet().consume(world.consuming(1)).is_ok());
    assert!(world.engine.acting(&own).wallet().balance(GetBalanceRequest::new(world.user)).is_ok());
    let other = Context::user(person(&world.engine, 8));
    let tenant = Context::user(world.user).with_tenant(TenantId(uuid::Uuid::from_u128(5)));
    let refusals = [
        world.engine.acting(&own).wallet().grant(world.granting(1)).unwrap_err(),
        world.engine.acting(&other).wallet().consume(world.consuming(1)).unwrap_err(),
        world
            .engine
            .acting(&other)
            .wallet()
            .balance(GetBalanceRequest::new(world.user))
            .unwrap_err(),
    ];
    for error in refusals {
        assert_eq!(error.code(), ErrorCode::PermissionDenied);
    }
    let error = world.engine.acting(&tenant).wallet().grant(world.granting(1)).unwrap_err();
    assert_eq!(error.code(), ErrorCode::NotFound, "the tenant does not exist");
}

#[test]
fn a_change_is_announced_after_its_commit() {
    let world = World::new();
    let subscription = world.engine.subscribe(Some(world.user));
    world.grant(5);
    world.consume(6).unwrap_err();
    let heard = subscription.recv_timeout(std::time::Duration::ZERO).unwrap();
    assert_eq!(heard.changes.len(), 1);
    assert_eq!(heard.changes[0].noun, "wallet");
}

#[test]
fn json_calls_speak_camel_case() {
    let world = World::new();
    let body = format!(
        r#"{{"userId":"{}","amount":5,"idempotencyKey":"k","kind":"checkin"}}"#,
        world.user
    );
    let answer = world.engine.call(&Context::host(), "wallet.grant", body.as_bytes()).unwrap();
    let answer: serde_json::Value = serde_json::from_str(&answer).unwrap();
    assert_eq!(answer["available"], 5);
    assert_eq!(answer["effectiveAtMs"], START);
    assert_eq!(answer["replayed"], false);
    assert_eq!(world.breakdown().checkin, 5);
}
