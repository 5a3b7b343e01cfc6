//! What reports say of records that are known.

use super::*;
use crate::usage::{
    GetPlatformUsageRequest, GetUsageByModelRequest, GetUsageByTypeRequest,
    GetUsageDashboardRequest, ListPlatformUsersRequest,
};

/// New York jumps from 02:00 to 03:00 on 2026-03-08, and falls back on 2026-11-01.
const NEW_YORK: &str = "America/New_York";

fn dates(statistics: &UsageStatistics) -> Vec<(String, i64)> {
    statistics.days.iter().map(|day| (day.date.clone(), day.totals.calls)).collect()
}

#[test]
fn records_land_on_the_day_that_the_clock_showed_however_late_they_come() {
    let world = World::new();
    let user = world.user("ada", NEW_YORK);
    // 23:59:59.999 on the 7th, 00:00 and, after the jump, 23:59:59.999 on the 8th, a day of 23 h.
    let midnight_ms = 1_772_946_000_000;
    let ends_ms = midnight_ms + 23 * HOUR_MS;
    for (n, at_ms) in [ends_ms, midnight_ms, ends_ms - 1, midnight_ms - 1].into_iter().enumerate() {
        world.record(chat(user, &format!("spring{n}"), at_ms)).unwrap();
    }
    let found = world.statistics(user, "2026-03-01", "2026-03-31");
    let expected = [("2026-03-07", 1), ("2026-03-08", 2), ("2026-03-09", 1)];
    assert_eq!(dates(&found), expected.map(|(date, calls)| (date.to_owned(), calls)));
    // 2026-11-01 has 25 hours.
    let autumn_ms = 1_793_505_600_000;
    for (n, at_ms) in [autumn_ms - 1, autumn_ms, autumn_ms + 25 * HOUR_MS - 1].iter().enumerate() {
        world.record(chat(user, &format!("autumn{n}"), *at_ms)).unwrap();
    }
    let found = world.statistics(user, "2026-11-01", "2026-11-01");
    assert_eq!(dates(&found), [("2026-11-01".to_owned(), 2)]);
}

#[test]
fn a_day_is_fixed_when_it_is_recorded_whatever_zone_comes_later() {
    let world = World::new();
    let user = world.user("ada", "Asia/Shanghai");
    // 2026-03-08 06:30 UTC is the afternoon of the 8th in Shanghai.
    let at_ms = BEGIN_MS + 12 * HOUR_MS; // the 9th there, the 8th in New York
    world.record(chat(user, "a", at_ms)).unwrap();
    world.moves(user, NEW_YORK);
    world.record(chat(user, "b", at_ms)).unwrap();
    let replayed = world.record(chat(user, "a", at_ms)).unwrap().record;
    assert_eq!(
        (replayed.date.as_str(), replayed.timezone.as_str()),
        ("2026-03-09", "Asia/Shanghai")
    );
    let found = world.statistics(user, "2026-03-01", "2026-03-31");
    assert_eq!(found.timezone, NEW_YORK);
    assert_eq!(dates(&found), [("2026-03-08".to_owned(), 1), ("2026-03-09".to_owned(), 1)]);
    let rebuilt = world.rebuild(user, 31);
    assert_eq!((rebuilt.days, rebuilt.records, rebuilt.changed), (2, 2, Vec::<String>::new()));
}

#[test]
fn a_report_that_names_no_dates_ends_today_on_the_users_clock() {
    let world = World::new();
    let user = world.user("ada", NEW_YORK);
    world.clock.set_ms(1_772_945_999_999); // the last of the 7th in New York
    let request = GetUsageStatisticsRequest::new(user);
    let found = world.engine.usage().statistics(request).unwrap();
    assert_eq!((found.from_date.as_str(), found.to_date.as_str()), ("2026-02-06", "2026-03-07"));
}

#[test]
fn spans_are_checked() {
    let world = World::new();
    let user = world.user("ada", "UTC");
    let field = |from: &str, to: &str| {
        let request = GetUsageStatisticsRequest::new(user).from_date(from).to_date(to);
        let error = world.engine.usage().statistics(request).unwrap_err();
        error.details()["field"].as_str().unwrap().to_owned()
    };
    assert_eq!(field("2026-02-30", "2026-03-01"), "fromDate");
    assert_eq!(field("2026-02-01", "2026/03/01"), "toDate");
    assert_eq!(field("2026-03-02", "2026-03-01"), "fromDate");
    assert_eq!(field("2025-03-01", "2026-03-02"), "fromDate");
    assert_eq!(dates(&world.statistics(user, "2025-03-02", "2026-03-02")), []);
}

/// Two models, kinds, devices and days.
fn busy(world: &World) -> UserId {
    let user = world.user("ada", "UTC");
    for (event, kind, model, tokens, device, days) in [
        ("a", "chat", "gpt", (60, 15), Some("mac"), 0),
        ("b", "chat", "gpt", (20, 5), Some("phone"), 1),
        ("c", "image", "dall-e", (100, 0), None, 1),
        ("d", "chat", "claude", (200, 0), Some("mac"), -40),
    ] {
        let mut request = chat(user, event, BEGIN_MS + days * DAY_MS);
        (request.kind, request.model) = (kind.into(), model.into());
        (request.input_tokens, request.output_tokens) = tokens;
        request.device = device.map(str::to_owned);
        world.record(request).unwrap();
    }
    world.clock.advance_ms(DAY_MS);
    user
}

#[test]
fn kinds_and_models_are_summed_since_ever_and_over_days() {
    let world = World::new();
    let user = busy(&world);
    let kinds = |request: GetUsageByTypeRequest| {
        let found = world.engine.usage().totals_by_type(request).unwrap();
        let kind =
            |k: &crate::usage::KindUsage| (k.kind.clone(), k.totals.calls, k.share_basis_points);
        found.kinds.iter().map(kind).collect::<Vec<_>>()
    };
    let of = |name: &str, calls, share| (name.to_owned(), calls, share);
    let request = GetUsageByTypeRequest::new(user);
    assert_eq!(kinds(request.clone()), [of("chat", 3, 7_500), of("image", 1, 2_500)]);
    assert_eq!(kinds(request.clone().kind("image")), [of("image", 1, 2_500)]);
    let march = request.from_date("2026-03-01").to_date("2026-03-31");
    assert_eq!(kinds(march), [of("chat", 2, 6_666), of("image", 1, 3_333)]);
    let models = |request: GetUsageByModelRequest| {
        let found = world.engine.usage().by_model(request).unwrap();
        let tokens = |m: &crate::usage::ModelUsage| {
            (m.model.clone(), m.totals.total_tokens, m.share_basis_points)
        };
        found.models.iter().map(tokens).collect::<Vec<_>>()
    };
    let request = GetUsageByModelRequest::new(user);
    let all = [of("claude", 200, 5_000), of("dall-e", 100, 2_500), of("gpt", 100, 2_500)];
    assert_eq!(models(request.clone()), all);
    assert_eq!(models(request.to_date("2026-03-08")), [of("gpt", 75, 10_000)]);
}

#[test]
fn a_dashboard_shows_the_days_and_what_they_are_made_of() {
    let world = World::new();
    let user = busy(&world);
    let found = world.engine.usage().dashboard(GetUsageDashboardRequest::new(user)).unwrap();
    assert_eq!((found.all_time.calls, found.totals.calls, found.active_days), (4, 3, 2));
    assert_eq!((found.totals.duration_ms, found.all_time.total_tokens), (9_000, 400));
    assert_eq!(
        found.models.iter().map(|m| m.model.as_str()).collect::<Vec<_>>(),
        ["dall-e", "gpt"]
    );
    assert_eq!(found.features[0].kind, "chat");
    let devices: Vec<_> = found
        .devices
        .iter()
        .map(|d| (d.device.as_deref(), d.last_date.as_str(), d.totals.calls))
        .collect();
    let expected =
        [(None, "2026-03-09", 1), (Some("mac"), "2026-03-08", 1), (Some("phone"), "2026-03-09", 1)];
    assert_eq!(devices, expected);
    let hours: Vec<_> = found.active_hours.iter().map(|hour| (hour.hour, hour.days)).collect();
    assert_eq!(hours, [(6, 2)]);
}

#[test]
fn a_platform_report_holds_what_was_recorded_within_its_tenant() {
    let world = World::new();
    let (ada, bob) = (world.user("ada", "UTC"), world.user("bob", "UTC"));
    let tenant = world.tenant_of(ada);
    let session = crate::SessionId(uuid::Uuid::from_u128(5));
    world.record(chat(ada, "host", BEGIN_MS)).unwrap();
    world.record(chat(bob, "host", BEGIN_MS)).unwrap();
    for event in ["a", "b"] {
        world.within(tenant, chat(ada, event, BEGIN_MS).session_id(session)).unwrap();
    }
    let mut other = chat(ada, "c", BEGIN_MS);
    other.model = "gpt-mini".into();
    other.cost = Some(UsageCost::new(8, "CNY"));
    world.within(tenant, other).unwrap();
    let ask = |context: &Context| {
        let request = GetPlatformUsageRequest::new().from_date("2026-03-08").to_date("2026-03-08");
        let mut days = world.engine.acting(context).usage().platform(request).unwrap().days;
        assert_eq!(days.len(), 1);
        days.remove(0)
    };
    let host = ask(&Context::host());
    assert_eq!((host.users, host.sessions, host.models, host.totals.calls), (2, 0, 1, 2));
    let context = Context::host().with_tenant(tenant);
    let within = ask(&context);
    assert_eq!((within.users, within.sessions, within.models, within.totals.calls), (1, 1, 2, 3));
    assert_eq!((within.active_minutes, within.totals.duration_ms), (1, 9_000));
    assert_eq!(within.totals.costs, [UsageCost::new(8, "CNY"), UsageCost::new(10, "USD")]);
    let list = |context: &Context| {
        let request = ListPlatformUsersRequest::new("2026-03-08");
        world.engine.acting(context).usage().platform_users(request).unwrap().items
    };
    let members = list(&context);
    assert_eq!((members.len(), members[0].user_id, members[0].sessions), (1, ada, 1));
    assert_eq!((members[0].models, &members[0].totals), (2, &within.totals));
    assert_eq!(list(&Context::host()).len(), 2);
    // The user's own report holds all of it.
    assert_eq!(world.statistics(ada, "2026-03-08", "2026-03-08").totals.calls, 4);
}

#[test]
fn pages_tile_the_users_of_a_day() {
    let world = World::new();
    let mut users: Vec<_> = (0..5).map(|n| world.user(&format!("u{n}"), "UTC")).collect();
    for user in &users {
        world.record(chat(*user, "e", BEGIN_MS)).unwrap();
    }
    users.sort_unstable();
    let (mut seen, mut request) =
        (Vec::new(), ListPlatformUsersRequest::new("2026-03-08").limit(2));
    loop {
        let page = world.engine.usage().platform_users(request.clone()).unwrap();
        seen.extend(page.items.into_iter().map(|item| (item.user_id, item.totals.calls)));
        let Some(cursor) = page.next_cursor else { break };
        let other_day = ListPlatformUsersRequest::new("2026-03-09").cursor(cursor.clone());
        assert_eq!(code(world.engine.usage().platform_users(other_day)), ErrorCode::CursorInvalid);
        request = request.cursor(cursor);
    }
    assert_eq!(seen, users.into_iter().map(|user| (user, 1)).collect::<Vec<_>>());
}
