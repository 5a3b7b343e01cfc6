//! What a client draws in each state.

use serde_json::json;

use super::*;
use crate::Context;
use crate::error::ErrorCode;
use crate::quota::{
    HoldQuotaRequest, PurchaseQuotaRequest, QuotaBadge, QuotaCharge, QuotaView, QuotaWarning,
    ViewQuotaRequest,
};
use crate::settings::SetSettingRequest;
use crate::tenants::CreateTenantRequest;
use crate::wallet::{FreezeWalletRequest, GrantPointsRequest};

/// 2026-01-16T00:00:00Z.
const MIDNIGHT_MS: i64 = 1_768_521_600_000;

impl World {
    fn view(&self) -> QuotaView {
        self.engine.quota().view(ViewQuotaRequest::new(self.user)).unwrap()
    }

    /// What is seen at a glance: badge, warning, whether the input is closed, what to upgrade to.
    fn glance(&self) -> (QuotaBadge, QuotaWarning, bool, Option<String>) {
        let view = self.view();
        (view.badge, view.warning, view.input_disabled, view.upgrade)
    }

    fn charged(&self, points_per_use: i64) -> QuotaCharge {
        let limits = vec![PlanLimit::new("chat", Period::Month, 100)];
        let plan = SetPlanRequest::new("free", limits).points_per_use(points_per_use);
        self.engine.plans().set(plan).unwrap();
        self.view().charge.unwrap()
    }

    fn link(&self, context: &Context, value: serde_json::Value) -> Result<()> {
        let request = SetSettingRequest::new("quota.pricing_url", value);
        self.engine.acting(context).settings().set(request).map(drop)
    }
}

#[test]
fn the_badge_the_warning_and_the_input_follow_what_is_left() {
    let world = World::new();
    let basic = || Some("basic".to_owned());
    assert_eq!(world.glance(), (QuotaBadge::Ok, QuotaWarning::Nothing, false, None));
    world.consume(79).unwrap();
    assert_eq!(world.glance(), (QuotaBadge::Ok, QuotaWarning::Nothing, false, basic()));
    world.consume(1).unwrap();
    assert_eq!(world.glance(), (QuotaBadge::Low, QuotaWarning::Low, false, basic()));
    world.consume(20).unwrap();
    assert_eq!(world.glance(), (QuotaBadge::Exceeded, QuotaWarning::Exceeded, true, basic()));
    let pack = PurchaseQuotaRequest::new(world.user, 3, "pack");
    world.engine.quota().purchase(pack).unwrap();
    let (badge, warning, closed, _) = world.glance();
    assert_eq!((badge, warning, closed), (QuotaBadge::Low, QuotaWarning::Low, false));
    world.consume(3).unwrap();
    assert!(world.view().input_disabled, "a pack was all that was left");
    world.clock.set_ms(FEBRUARY_MS);
    assert_eq!(world.glance(), (QuotaBadge::Ok, QuotaWarning::Nothing, false, None));
}

#[test]
fn the_figures_are_those_of_quota_get_and_a_bar_is_never_more_than_full() {
    let world = World::new().with_plan(&[(Period::Day, 50), (Period::Month, 60)]);
    world.consume(30).unwrap();
    world.clock.advance_ms(DAY_MS);
    world.consume(12).unwrap();
    let (state, view) = (world.get(), world.view());
    assert_eq!((view.period, view.limit, view.used), (Period::Month, 60, 42));
    assert_eq!((view.remaining, view.today, view.total, view.percent), (18, 12, 42, 70));
    let figures = (state.period, state.limit, state.used, state.remaining, state.resets_at_ms);
    let shown = (view.period, view.limit, view.used, view.remaining, view.resets_at_ms);
    assert_eq!(figures, shown);
    world.put_plan("tiny", vec![PlanLimit::new("chat", Period::Month, 10)], None);
    world.set_plan("tiny").unwrap();
    assert_eq!((world.get().percent, world.view().percent, world.view().remaining), (420, 100, 0));
}

#[test]
fn a_client_asks_again_when_something_ends_by_itself() {
    let world = World::new();
    assert_eq!(world.view().refresh_at_ms, Some(MIDNIGHT_MS), "the day and what was used today");
    let hold = HoldQuotaRequest::new(world.user, BEGIN_MS + 60_000, "hold").amount(100);
    world.engine.quota().hold(hold).unwrap();
    assert!(world.view().input_disabled);
    assert_eq!(world.view().refresh_at_ms, Some(BEGIN_MS + 60_000));
    world.clock.advance_ms(60_000);
    assert!(!world.view().input_disabled, "what was reserved came back by itself");
    assert_eq!(world.view().refresh_at_ms, Some(MIDNIGHT_MS));
    let world = World::new().with_plan(&[(Period::Rolling { seconds: 60 }, 1)]);
    world.consume(1).unwrap();
    assert_eq!(world.view().refresh_at_ms, Some(BEGIN_MS + 60_000));
}

#[test]
fn switched_off_the_input_is_closed_when_the_wallet_cannot_pay_whatever_the_quota_holds() {
    let world = World::new().with_points(10);
    world.consume(100).unwrap();
    world.switch(false);
    let charge = world.charged(10);
    assert_eq!((charge.points_per_use, charge.points_available), (10, 10));
    assert_eq!(world.glance(), (QuotaBadge::Charged, QuotaWarning::Nothing, false, None));
    let view = world.view();
    assert_eq!((view.used, view.remaining, view.percent), (100, 0, 100), "as they were");
    assert!(!world.charged(11).affordable);
    assert_eq!(world.glance(), (QuotaBadge::Charged, QuotaWarning::Exceeded, true, None));
    let freeze = FreezeWalletRequest::new(world.user);
    world.engine.wallet().freeze(freeze).unwrap();
    assert!(!world.charged(10).affordable, "a frozen wallet pays nothing");
    assert!(world.charged(0).affordable, "what costs nothing needs no wallet");
    world.switch(true);
    assert_eq!((world.view().charge, world.view().badge), (None, QuotaBadge::Exceeded));
}

#[test]
fn switched_off_a_client_asks_again_when_points_expire() {
    let world = World::new().with_points(1);
    let gift = GrantPointsRequest::new(world.user, 5, "short").expires_at_ms(BEGIN_MS + 1_000);
    world.engine.wallet().grant(gift).unwrap();
    assert_eq!(world.view().refresh_at_ms, Some(MIDNIGHT_MS), "the wallet is not asked");
    world.switch(false);
    assert_eq!(world.view().refresh_at_ms, Some(BEGIN_MS + 1_000));
}

#[test]
fn the_address_of_the_tenant_stands_before_that_of_the_host() {
    let world = World::new();
    let host = Context::host();
    assert_eq!(world.view().pricing_url, None);
    world.link(&host, json!("https://example.org/pricing")).unwrap();
    assert_eq!(world.view().pricing_url.as_deref(), Some("https://example.org/pricing"));
    let tenant = world.engine.tenants().create(CreateTenantRequest::new("Guild")).unwrap().id;
    let tenant = Context::host().with_tenant(tenant);
    let user = crate::users::RegisterUserRequest::new().external_id("ada");
    let user = world.engine.acting(&tenant).users().register(user).unwrap().user.id;
    let shown = || {
        let view = world.engine.acting(&tenant).quota().view(ViewQuotaRequest::new(user));
        view.unwrap().pricing_url
    };
    assert_eq!(shown().as_deref(), Some("https://example.org/pricing"));
    world.link(&tenant, json!("/guild/plans")).unwrap();
    assert_eq!(shown().as_deref(), Some("/guild/plans"));
    world.link(&tenant, json!(null)).unwrap();
    assert_eq!(shown(), None, "a tenant that sells nothing");
}

#[test]
fn an_address_that_a_client_must_not_open_is_refused() {
    let world = World::new();
    let long = format!("https://example.org/{}", "a".repeat(236));
    let bad = ["javascript:alert(1)", "//example.org", "https://a b", "", "example.org", &long];
    for value in bad.into_iter().map(|text| json!(text)).chain([json!(1), json!({})]) {
        let error = world.link(&Context::host(), value.clone()).unwrap_err();
        assert_eq!(
            (error.code(), &error.details()["field"]),
            (ErrorCode::Validation, &json!("value"))
        );
    }
    world.link(&Context::host(), json!(&long[..255])).unwrap();
}
