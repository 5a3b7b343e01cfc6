//! The switch between quotas and points.

use serde_json::json;

use super::*;
use crate::Context;
use crate::error::ErrorCode;
use crate::quota::{
    CaptureQuotaRequest, GetQuotaStatsRequest, HoldQuotaRequest, ListQuotaLogsRequest, PlanUse,
    PurchaseQuotaRequest, QuotaLogKind,
};
use crate::settings::SetSettingRequest;
use crate::tenants::CreateTenantRequest;
use crate::wallet::{GetBalanceRequest, GrantPointsRequest, ListPointRecordsRequest};

impl World {
    /// A user with so many points.
    pub(super) fn with_points(self, points: i64) -> World {
        let user = self.user;
        let make = |tx: &mut crate::store::Tx<'_>| crate::wallet::open(tx, user, "points");
        self.engine.inner().write_own(make).unwrap();
        self.engine.wallet().grant(GrantPointsRequest::new(user, points, "gift")).unwrap();
        self
    }

    pub(super) fn switch(&self, value: impl Into<serde_json::Value>) {
        let request = SetSettingRequest::new("quota.enabled", value);
        self.engine.settings().set(request).unwrap();
    }

    fn points(&self) -> i64 {
        self.engine.wallet().balance(GetBalanceRequest::new(self.user)).unwrap().available
    }

    fn records(&self) -> usize {
        let request = ListPointRecordsRequest::new(self.user);
        self.engine.wallet().history(request).unwrap().items.len()
    }
}

#[test]
fn messages_add_no_row_to_the_wallet() {
    let world = World::new().with_points(500);
    let before = world.records();
    (0..100).for_each(|_| assert!(world.consume(1).is_ok()));
    refused(world.consume(1));
    assert_eq!((world.records(), world.points()), (before, 500));
}

#[test]
fn switched_off_a_use_is_paid_with_points_and_leaves_the_quota_alone() {
    let world = World::new().with_points(500);
    let limits = vec![PlanLimit::new("chat", Period::Month, 100)];
    let plan = SetPlanRequest::new("dear", limits).points_per_use(3);
    world.engine.plans().set(plan).unwrap();
    world.set_plan("dear").unwrap();
    world.consume(10).unwrap();
    world.switch(false);
    let paid = world.consume(120).unwrap();
    assert_eq!((paid.points, paid.used, paid.total_used), (Some(360), 10, 10));
    assert_eq!(world.points(), 140);
    let error = world.consume(47).unwrap_err();
    assert_eq!(error.code(), ErrorCode::InsufficientPoints);
    assert_eq!(error.details()["needed"], 141);
    world.switch(true);
    assert_eq!(world.consume(90).unwrap().used, 100);
    let logs = world.engine.quota().logs(ListQuotaLogsRequest::new(world.user)).unwrap().items;
    let lines: Vec<_> = logs.iter().map(|l| (l.kind, l.amount, l.points)).collect();
    let expected = [
        (QuotaLogKind::Consume, 90, None),
        (QuotaLogKind::Charge, 120, Some(360)),
        (QuotaLogKind::Consume, 10, None),
    ];
    assert_eq!(lines, expected);
    world.set_plan("free").unwrap();
    assert_eq!(world.get().used, 100, "what was paid counts in no period");
}

#[test]
fn a_replayed_key_answers_as_it_first_did_whatever_the_switch_says() {
    let world = World::new().with_points(50);
    let request = |key: &str| ConsumeQuotaRequest::new(world.user, key).amount(7);
    let counted = world.send(request("counted")).unwrap();
    world.switch(false);
    let paid = world.send(request("paid")).unwrap();
    for on in [true, false] {
        world.switch(on);
        for (key, first) in [("counted", &counted), ("paid", &paid)] {
            let again = world.send(request(key)).unwrap();
            assert!(again.replayed);
            assert_eq!(ConsumeQuotaResponse { replayed: false, ..again }, *first);
        }
    }
    assert_eq!((world.get().used, world.points()), (7, 43));
}

#[test]
fn one_key_from_many_threads_is_paid_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("quota.db");
    let world = World::stored(path.to_str().unwrap(), BEGIN_MS).with_points(50);
    world.switch(0);
    let request = ConsumeQuotaRequest::new(world.user, "k").amount(9);
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| assert_eq!(world.send(request.clone()).unwrap().points, Some(9)));
        }
    });
    assert_eq!(world.points(), 41);
}

#[test]
fn raising_the_share_only_adds_users_and_meets_it_nearly() {
    let world = World::new();
    let on = |percent: i64| -> Vec<bool> {
        world.switch(percent);
        let is_on = |tx: &mut crate::store::Tx<'_>| {
            let user =
                |n: u128| UserId(Uuid::from_u128(0x018f_0000_0000_7000_8000_0000_0000_0000 + n));
            (0..1_000_u128).map(|n| crate::quota::switch::is_on(tx, user(n))).collect()
        };
        world.engine.inner().write_own(is_on).unwrap()
    };
    let mut before = on(0);
    assert!(before.iter().all(|on| !on));
    for percent in [1, 10, 35, 80, 100] {
        let now = on(percent);
        assert!(before.iter().zip(&now).all(|(before, now)| *now || !before), "{percent}");
        let share = now.iter().filter(|on| **on).count() as i64;
        assert!((share - percent * 10).abs() <= 40, "{share} of 1,000 at {percent} %");
        before = now;
    }
    assert!(before.iter().all(|on| *on));
}

#[test]
fn the_switch_is_the_hosts_and_has_a_meaning() {
    let world = World::new();
    for value in [json!(-1), json!(101), json!(1.5), json!("on"), json!(null), json!({})]
        .into_iter()
        .chain([json!({"percent": 101}), json!({"percent": 5, "compare": 1})])
        .chain([json!({"compare": true}), json!({"percent": 5, "other": true})])
    {
        let request = SetSettingRequest::new("quota.enabled", value.clone());
        let error = world.engine.settings().set(request).unwrap_err();
        assert_eq!(error.details()["field"], "value", "{value}");
    }
    let tenant = world.engine.tenants().create(CreateTenantRequest::new("Guild")).unwrap().id;
    let tenant = Context::host().with_tenant(tenant);
    let request = SetSettingRequest::new("quota.enabled", false);
    let error = world.engine.acting(&tenant).settings().set(request).unwrap_err();
    assert_eq!(error.details()["field"], "key");
}

#[test]
fn while_both_ways_are_compared_each_keeps_its_figures_and_only_one_is_paid() {
    let world = World::new().with_points(500);
    let limits = vec![PlanLimit::new("chat", Period::Month, 20)];
    world.engine.plans().set(SetPlanRequest::new("dear", limits).points_per_use(3)).unwrap();
    world.set_plan("dear").unwrap();
    world.consume(2).unwrap();
    world.switch(json!({"percent": 100, "compare": true}));
    world.consume(10).unwrap();
    let hold = HoldQuotaRequest::new(world.user, BEGIN_MS + 1_000, "hold").amount(5);
    let hold = world.engine.quota().hold(hold).unwrap().hold_id;
    let capture = CaptureQuotaRequest::new(world.user, hold, "capture").amount(4);
    world.engine.quota().capture(capture.release_rest(true)).unwrap();
    world.engine.quota().purchase(PurchaseQuotaRequest::new(world.user, 9, "pack")).unwrap();
    world.consume(6).unwrap();
    assert_eq!(world.points(), 500, "what is only compared is not paid");
    world.switch(json!({"percent": 0, "compare": true}));
    world.consume(7).unwrap();
    assert_eq!((world.points(), world.get().used), (479, 20));
    let logs = world.engine.quota().logs(ListQuotaLogsRequest::new(world.user)).unwrap().items;
    let lines: Vec<_> =
        logs.iter().map(|l| (l.amount, l.from_packs, l.points, l.would_points)).collect();
    let expected = [
        (7, 0, Some(21), None),
        (6, 2, None, Some(18)),
        (4, 0, None, Some(12)),
        (10, 0, None, Some(30)),
        (2, 0, None, None),
    ];
    assert_eq!(lines, expected);
    let stats = world.engine.quota().stats(GetQuotaStatsRequest::new().days(1)).unwrap();
    let PlanUse { uses, amount, from_packs, charged, points, would_points, .. } = stats.plans[0];
    assert_eq!((uses, amount, from_packs), (5, 29, 2));
    assert_eq!((charged, points, would_points), (7, 21, 60));
}
