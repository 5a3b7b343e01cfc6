//! Features other than `chat`.

use serde_json::json;

use super::*;
use crate::error::ErrorCode;
use crate::limits::USER_FEATURES_MAX;

fn studio(world: &World) {
    let limits =
        vec![PlanLimit::new("chat", Period::Month, 100), PlanLimit::new("image", Period::Day, 5)];
    world.put_plan("studio", limits, Some(50));
}

fn image(world: &World) -> Result<QuotaState> {
    world.engine.quota().get(GetQuotaRequest::new(world.user).feature("image"))
}

fn draw(world: &World, amount: i64) -> Result<ConsumeQuotaResponse> {
    world.send(ConsumeQuotaRequest::new(world.user, world.key()).feature("image").amount(amount))
}

#[test]
fn a_feature_that_the_plan_does_not_hold_is_not_found() {
    let world = World::new();
    for error in [image(&world).unwrap_err(), draw(&world, 1).unwrap_err()] {
        assert_eq!(error.code(), ErrorCode::NotFound);
        assert_eq!(error.details(), json!({"what": "quota", "id": "image"}));
    }
}

#[test]
fn a_feature_follows_chat_until_it_is_used_and_then_counts_for_itself() {
    let world = World::new();
    studio(&world);
    let request = world.change("studio").timezone("Asia/Shanghai");
    world.engine.quota().set_plan(request).unwrap();
    let state = image(&world).unwrap();
    assert_eq!((state.plan.as_str(), state.limit, state.used), ("studio", 5, 0));
    assert_eq!(state.timezone, "Asia/Shanghai");
    draw(&world, 3).unwrap();
    assert_eq!(image(&world).unwrap().used, 3);
    assert_eq!(world.get().used, 0, "chat is another feature");
    assert_eq!(refused(draw(&world, 3))["feature"], "image");
}

#[test]
fn a_change_of_plan_reaches_every_feature_or_the_one_it_names() {
    let world = World::new();
    studio(&world);
    world.put_plan("video", vec![PlanLimit::new("image", Period::Day, 50)], None);
    world.set_plan("studio").unwrap();
    draw(&world, 4).unwrap();
    let request = world.change("video").feature("image");
    let change = world.engine.quota().set_plan(request).unwrap();
    assert_eq!(change.features.len(), 1);
    assert_eq!((image(&world).unwrap().limit, world.get().plan.as_str()), (50, "studio"));
    let change = world.set_plan("free").unwrap();
    let features: Vec<_> = change.features.iter().map(|f| f.feature.as_str()).collect();
    assert_eq!(features, ["chat", "image"]);
    assert_eq!(image(&world).unwrap_err().details()["what"], "quota", "free has no image");
    world.set_plan("studio").unwrap();
    assert_eq!(image(&world).unwrap().used, 4, "what was used carries over");
}

#[test]
fn a_pending_change_reaches_a_feature_that_was_never_used() {
    let world = World::new();
    studio(&world);
    world.set_plan("studio").unwrap();
    world.set_plan_later("free");
    assert_eq!(image(&world).unwrap().next_plan_at_ms, Some(FEBRUARY_MS));
    world.clock.set_ms(FEBRUARY_MS);
    assert_eq!(image(&world).unwrap_err().code(), ErrorCode::NotFound);
}

#[test]
fn a_feature_may_get_a_plan_before_it_is_used() {
    let world = World::new();
    world.put_plan("drawing", vec![PlanLimit::new("image", Period::Day, 50)], None);
    let request = world.change("drawing").feature("image");
    world.engine.quota().set_plan(request).unwrap();
    assert_eq!(draw(&world, 50).unwrap().remaining, 0);
    assert_eq!(world.get().plan, "free");
}

#[test]
fn a_user_has_quotas_of_no_more_features_than_a_change_of_plan_reaches() {
    let world = World::new();
    let feature = |number: i64| format!("f{number:03}");
    let consume = |number| {
        let request = ConsumeQuotaRequest::new(world.user, world.key());
        world.send(request.feature(feature(number)))
    };
    for from in (1..=USER_FEATURES_MAX).step_by(30) {
        let limits = (from..from + 30).map(|n| PlanLimit::new(feature(n), Period::Day, 5));
        let chat = PlanLimit::new("chat", Period::Day, 5);
        world.put_plan(&format!("p{from}"), limits.chain([chat]).collect(), None);
        world.set_plan(&format!("p{from}")).unwrap();
        // With `chat` the last of them is one too many.
        for number in from..(from + 30).min(USER_FEATURES_MAX) {
            consume(number).unwrap();
        }
    }
    let error = consume(USER_FEATURES_MAX).unwrap_err();
    assert_eq!(error.code(), ErrorCode::InvalidState, "{error}");
    assert_eq!(error.details()["state"], "having quotas of 200 features");
    let change = world.change("p181").feature(feature(USER_FEATURES_MAX));
    let error = world.engine.quota().set_plan(change).unwrap_err();
    assert_eq!(error.code(), ErrorCode::InvalidState, "{error}");
    let changed = world.set_plan("pro").unwrap();
    assert_eq!(changed.features.len(), 200);
    assert!(changed.features.iter().all(|quota| quota.plan == "pro"));
}
