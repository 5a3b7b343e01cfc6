#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use serde_json::json;

use crate::error::ErrorCode;
use crate::limits::{AMOUNT_MAX, PLAN_LIMITS_MAX};
use crate::plans::{ListPlansRequest, PlanLimit, SetPlanRequest};
use crate::quota::calendar::Period;
use crate::{Actor, Context, Engine, EngineOptions, FixedClock};

fn engine() -> Engine {
    let clock = FixedClock::new(1_700_000_000_000);
    Engine::open_with(":memory:", EngineOptions::default().clock(clock)).unwrap()
}

fn month(limit: i64) -> Vec<PlanLimit> {
    vec![PlanLimit::new("chat", Period::Month, limit)]
}

#[test]
fn the_built_in_plans_are_those_of_the_requirements() {
    let plans = engine().plans().list(ListPlansRequest::new()).unwrap().items;
    let mut by_price: Vec<_> = plans.iter().collect();
    by_price.sort_by_key(|plan| plan.price_order);
    let found: Vec<_> =
        by_price.iter().map(|plan| (plan.name.as_str(), plan.limits.clone())).collect();
    let guest = ("guest", vec![PlanLimit::new("chat", Period::Lifetime, 10)]);
    let monthly = [("free", 100), ("basic", 300), ("plus", 1_000), ("pro", 3_000)];
    let expected: Vec<_> =
        std::iter::once(guest).chain(monthly.map(|(n, l)| (n, month(l)))).collect();
    assert_eq!(found, expected);
    assert!(plans.iter().all(|plan| plan.built_in && plan.version == 0));
}

#[test]
fn a_plan_that_is_set_replaces_the_one_of_its_name_whole() {
    let engine = engine();
    let first = engine.plans().set(SetPlanRequest::new("free", month(50)).price_order(3)).unwrap();
    assert_eq!((first.version, first.built_in, first.price_order), (1, false, Some(3)));
    assert_eq!(first.updated_at_ms, Some(1_700_000_000_000));
    let second = engine.plans().set(SetPlanRequest::new("free", month(60))).unwrap();
    assert_eq!((second.version, second.price_order), (2, None));
    let listed = engine.plans().list(ListPlansRequest::new()).unwrap().items;
    assert_eq!(listed.len(), 5, "it stands where the built-in one stood");
    assert_eq!(*listed.iter().find(|plan| plan.name == "free").unwrap(), second);
}

#[test]
fn pages_tile_the_list_of_stored_and_built_in_plans() {
    let engine = engine();
    for name in ["aaa", "basic", "b", "gold", "zzz", "plus", "m"] {
        engine.plans().set(SetPlanRequest::new(name, month(5))).unwrap();
    }
    let expected = ["aaa", "b", "basic", "free", "gold", "guest", "m", "plus", "pro", "zzz"];
    for limit in 1..=10 {
        let mut seen = Vec::new();
        let mut request = ListPlansRequest::new().limit(limit);
        loop {
            let page = engine.plans().list(request.clone()).unwrap();
            seen.extend(page.items.into_iter().map(|plan| plan.name));
            let Some(cursor) = page.next_cursor else { break };
            request = request.cursor(cursor);
        }
        assert_eq!(seen, expected, "in pages of {limit}");
    }
    let wrong = ListPlansRequest::new().cursor("n00");
    assert_eq!(engine.plans().list(wrong).unwrap_err().code(), ErrorCode::CursorInvalid);
}

#[test]
fn limits_that_make_no_sense_are_refused_by_their_place() {
    let engine = engine();
    let limit = |period| PlanLimit::new("chat", period, 5);
    let rolling = Period::Rolling { seconds: 60 };
    for (limits, field) in [
        (vec![], "limits"),
        (vec![limit(Period::Day), limit(Period::Day)], "limits[1].period"),
        (vec![limit(Period::Lifetime).carry_over(1)], "limits[0].carryOver"),
        (vec![limit(Period::Day), limit(rolling).carry_over(1)], "limits[1].carryOver"),
        (vec![limit(Period::Day).carry_over(0)], "limits[0].carryOver"),
        (vec![limit(Period::MonthAnchored { day: 32 })], "limits[0].period"),
        (vec![PlanLimit::new("chat", Period::Day, -1)], "limits[0].limit"),
        (vec![PlanLimit::new("chat", Period::Day, AMOUNT_MAX + 1)], "limits[0].limit"),
        (vec![PlanLimit::new("", Period::Day, 1)], "limits[0].feature"),
    ] {
        let error = engine.plans().set(SetPlanRequest::new("toy", limits)).unwrap_err();
        assert_eq!(error.code(), ErrorCode::Validation, "{field}");
        assert_eq!(error.details()["field"], field);
    }
    let many = (1..=PLAN_LIMITS_MAX as u32 + 1)
        .map(|seconds| limit(Period::Rolling { seconds }))
        .collect::<Vec<_>>();
    let most = many[1..].to_vec();
    let error = engine.plans().set(SetPlanRequest::new("toy", many)).unwrap_err();
    assert_eq!(error.code(), ErrorCode::PayloadTooLarge);
    assert!(engine.plans().set(SetPlanRequest::new("toy", most)).is_ok());
}

#[test]
fn everybody_may_read_plans_and_only_the_operator_sets_them() {
    let engine = engine();
    let anonymous = Context::anonymous();
    let acting = engine.acting(&anonymous);
    assert!(acting.plans().list(ListPlansRequest::new()).is_ok());
    let refused = acting.plans().set(SetPlanRequest::new("free", month(9))).unwrap_err();
    assert_eq!(refused.code(), ErrorCode::PermissionDenied);
    let operator = Context::operator("018f4e9e-0000-7000-8000-000000000001".parse().unwrap());
    assert!(matches!(operator.actor, Actor::Operator(_)));
    assert!(engine.acting(&operator).plans().set(SetPlanRequest::new("free", month(9))).is_ok());
}

#[test]
fn one_key_sets_a_plan_once() {
    let engine = engine();
    let request = SetPlanRequest::new("gold", month(5)).idempotency_key("k");
    let first = engine.plans().set(request.clone()).unwrap();
    engine.plans().set(SetPlanRequest::new("gold", month(7))).unwrap();
    assert_eq!(engine.plans().set(request).unwrap(), first);
    let other = SetPlanRequest::new("gold", month(6)).idempotency_key("k");
    let error = engine.plans().set(other).unwrap_err();
    assert_eq!(error.code(), ErrorCode::IdempotencyMismatch);
    assert_eq!(error.details()["field"], "limits");
}

#[test]
fn a_plan_is_written_and_read_as_json() {
    let engine = engine();
    let body = json!({"name": "gold", "priceOrder": 5, "limits": [
        {"feature": "chat", "period": "rolling:3600", "limit": 9},
        {"feature": "chat", "period": "month", "limit": 90, "carryOver": 10},
    ]});
    let set = |body: &str| engine.call(&Context::host(), "plans.set", body.as_bytes());
    let stored: serde_json::Value = serde_json::from_str(&set(&body.to_string()).unwrap()).unwrap();
    assert_eq!(stored["limits"], body["limits"]);
    let error = set(&body.to_string().replace("month", "moon")).unwrap_err();
    assert_eq!(error.code(), ErrorCode::Validation);
    assert_eq!(error.details()["field"], "limits[1].period");
}
