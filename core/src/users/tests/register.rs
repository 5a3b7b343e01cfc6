use std::sync::Arc;

use serde_json::json;

use super::*;
use crate::context::Actor;
use crate::profiles::Theme;
use crate::quota::GetQuotaRequest;
use crate::settings::SetSettingRequest;
use crate::users::{Activation, FindUserRequest, GetUserRequest, UserState};
use crate::wallet::GetBalanceRequest;

/// The tables in which a registration leaves something, and how many rows.
const WRITTEN: &[(&str, i64)] = &[
    ("users", 1),
    ("identifiers", 3),
    ("profiles", 1),
    ("sync_head", 1),
    ("wallets", 1),
    ("grants", 1),
    ("point_records", 1),
    ("quotas", 1),
    ("activity_stats", 1),
    ("audit_events", 1),
    ("audit_heads", 1),
];

fn full() -> RegisterUserRequest {
    RegisterUserRequest::new()
        .email("ada@example.org")
        .phone("+8613800138000")
        .external_id("legacy-7")
        .name("Ada Lovelace")
        .bio("Notes on the engine")
}

#[test]
fn a_registration_writes_the_account_and_all_that_belongs_to_it() {
    let world = world(None);
    let made = world.engine.users().register(full()).unwrap();
    assert!(made.created && !made.requires_verification && !made.replayed);
    for (table, rows) in WRITTEN {
        assert_eq!(world.count(table), *rows, "{table}");
    }
    assert_eq!(world.count("members"), 0);
    let read = world.engine.users().get(GetUserRequest::new(made.user.id)).unwrap();
    assert_eq!(read, made.user);
    assert_eq!(read.email.as_deref(), Some("ada@example.org"));
    assert_eq!(read.phone.as_deref(), Some("+8613800138000"));
    assert_eq!(read.external_id.as_deref(), Some("legacy-7"));
    assert_eq!((read.created_at_ms, read.updated_at_ms), (NOW_MS, NOW_MS));
}

#[test]
fn a_refused_registration_leaves_nothing() {
    let world = world(None);
    world.engine.users().register(full()).unwrap();
    let refused = [
        RegisterUserRequest::new().email("new@example.org").phone("+86 138 0013 8000"),
        RegisterUserRequest::new().phone("+12125550123").external_id("legacy-7"),
        RegisterUserRequest::new().phone("+12125550123").email("ADA@example.org"),
        RegisterUserRequest::new().email("new@example.org").name("x"),
        RegisterUserRequest::new(),
    ];
    for request in refused {
        assert!(world.engine.users().register(request).is_err());
    }
    for (table, rows) in WRITTEN {
        assert_eq!(world.count(table), *rows, "{table}");
    }
}

#[test]
fn defaults_are_those_of_the_sources() {
    let world = world(None);
    let user = world.register("ada@example.org");
    assert_eq!(user.state, UserState::Active);
    assert!(user.email_verified && !user.phone_verified);
    assert_eq!(user.activated_at_ms, Some(NOW_MS));
    let request = GetUserRequest::new(user.id).include_profile(true);
    let profile = world.engine.users().get(request).unwrap().profile.unwrap();
    assert_eq!((profile.language.as_str(), profile.theme), ("zh-CN", Theme::Light));
    assert_eq!(profile.timezone, "Asia/Shanghai");
    assert!(profile.notifications_enabled && profile.tags.is_empty());
    assert_eq!((profile.display_name, profile.bio, profile.location), (None, None, None));
}

#[test]
fn what_is_given_stands_in_the_profile() {
    let world = world(None);
    let request = full().language("en").timezone("Europe/London");
    let id = world.engine.users().register(request).unwrap().user.id;
    let request = GetUserRequest::new(id).include_profile(true);
    let profile = world.engine.users().get(request).unwrap().profile.unwrap();
    assert_eq!(profile.display_name.as_deref(), Some("Ada Lovelace"));
    assert_eq!(profile.bio.as_deref(), Some("Notes on the engine"));
    assert_eq!((profile.language.as_str(), profile.timezone.as_str()), ("en", "Europe/London"));
}

#[test]
fn an_identifier_is_taken_however_it_is_written() {
    let world = world(None);
    world.engine.users().register(full()).unwrap();
    let taken = [
        ("email", RegisterUserRequest::new().email("ADA@EXAMPLE.ORG")),
        ("email", RegisterUserRequest::new().email("ada@ＥＸＡＭＰＬＥ.org")),
        ("email", RegisterUserRequest::new().email(" Ada@Example.Org ")),
        ("phone", RegisterUserRequest::new().phone("+86 138-0013-8000")),
        ("phone", RegisterUserRequest::new().phone("＋８６１３８００１３８０００")),
        ("external", RegisterUserRequest::new().external_id("legacy-7")),
    ];
    for (kind, request) in taken {
        let error = world.engine.users().register(request.clone()).unwrap_err();
        assert_eq!(error.code(), ErrorCode::Conflict, "{request:?}");
        assert_eq!(error.details()["what"], kind);
        let text = error.to_json().to_string();
        assert!(!text.contains("138") && !text.to_lowercase().contains("ada"), "{text}");
    }
    let other = RegisterUserRequest::new().external_id("Legacy-7");
    assert!(world.engine.users().register(other).is_ok(), "external ids are opaque");
}

#[test]
fn one_of_many_who_register_an_address_at_once_gets_it() {
    const CALLERS: usize = 32;
    let world = Arc::new(world(None));
    let outcomes: Vec<_> = std::thread::scope(|scope| {
        let call = |n: usize| {
            let world = Arc::clone(&world);
            let email = if n.is_multiple_of(2) { "ada@example.org" } else { "Ada@Example.ORG" };
            move || world.engine.users().register(RegisterUserRequest::new().email(email))
        };
        let threads: Vec<_> = (0..CALLERS).map(|n| scope.spawn(call(n))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let (made, refused): (Vec<_>, Vec<_>) = outcomes.into_iter().partition(Result::is_ok);
    assert_eq!(made.len(), 1);
    for error in refused {
        assert_eq!(code(error), ErrorCode::Conflict);
    }
    for table in ["users", "identifiers", "profiles", "audit_events"] {
        assert_eq!(world.count(table), 1, "{table}");
    }
}

#[test]
fn a_replay_answers_the_first_outcome_and_makes_nobody() {
    for key in [None, Some(root_key(1))] {
        let world = world(key);
        let request = full().idempotency_key("k");
        let first = world.engine.users().register(request.clone()).unwrap();
        world.clock.advance_ms(1);
        let second = world.engine.users().register(request).unwrap();
        assert!(second.replayed);
        assert_eq!(RegisterUserResponse { replayed: false, ..second }, first);
        assert_eq!(world.count("users"), 1);
        let other = full().name("Eve Adams").idempotency_key("k");
        let error = world.engine.users().register(other).unwrap_err();
        assert_eq!(error.code(), ErrorCode::IdempotencyMismatch);
        assert_eq!(error.details()["field"], "name");
    }
}

#[test]
fn the_receipt_of_a_registration_goes_with_its_user() {
    let world = world(Some(root_key(1)));
    let request = full().idempotency_key("k");
    let user = world.engine.users().register(request.clone()).unwrap().user.id;
    let owner: Vec<u8> = world
        .raw()
        .query_row("SELECT user_id FROM receipts ORDER BY LENGTH(receipt) DESC", [], |row| {
            row.get(0)
        })
        .unwrap();
    assert_eq!(owner, user.0.as_bytes());
    world.raw().execute("DELETE FROM receipts WHERE user_id = ?", [owner]).unwrap();
    let error = world.engine.users().register(request).unwrap_err();
    assert_eq!(error.code(), ErrorCode::Conflict);
    assert_eq!(error.details()["what"], "the idempotency key");
}

#[test]
fn whoever_is_not_activated_at_once_is_pending() {
    let world = world(None);
    for (n, activation) in
        [Activation::EmailConfirm, Activation::AdminApproval].into_iter().enumerate()
    {
        let request = RegisterUserRequest::new().email(format!("user{n}@example.org"));
        let made = world.engine.users().register(request.activation(activation)).unwrap();
        assert!(made.requires_verification);
        assert_eq!(made.user.state, UserState::Pending);
        assert!(!made.user.email_verified);
        assert_eq!((made.user.activated_at_ms, made.user.activated_by), (None, None));
        let (event, payload) = world.events(made.user.id).remove(0);
        assert_eq!(event, "user_created");
        assert_eq!(payload["data"], json!({"createdBy": null, "autoActivate": false}));
    }
    let request = RegisterUserRequest::new().external_id("x").activation(Activation::EmailConfirm);
    assert_eq!(code(world.engine.users().register(request)), ErrorCode::Validation);
}

#[test]
fn a_tenants_setting_decides_about_activation_and_the_request_overrides_it() {
    let world = world(None);
    let owner = world.register("owner@example.org");
    let tenant = world.tenant("strict", owner.id);
    let cx = Context::host().with_tenant(tenant);
    let off = SetSettingRequest::new("auto_activate", json!(false));
    world.engine.acting(&cx).settings().set(off).unwrap();
    let state = |request| world.register_in(tenant, request).unwrap().user.state;
    assert_eq!(state(RegisterUserRequest::new().email("a@example.org")), UserState::Pending);
    assert_eq!(state(RegisterUserRequest::new().external_id("b")), UserState::Pending);
    let auto = RegisterUserRequest::new().email("c@example.org").activation(Activation::Auto);
    assert_eq!(state(auto), UserState::Active);
    assert_eq!(world.register("d@example.org").state, UserState::Active, "the host's own");
}

#[test]
fn who_registered_whom_is_kept_and_cannot_be_made_up() {
    let world = world(None);
    let admin = world.register("admin@example.org").id;
    let tenant = world.tenant("t", admin);
    let request = |n: u8| RegisterUserRequest::new().email(format!("u{n}@example.org"));
    let by = |cx: &Context, request| {
        world.engine.acting(cx).users().register(request).map(|made| made.user.created_by)
    };
    let host = Context::host();
    assert_eq!(by(&host, request(1)).unwrap(), None);
    assert_eq!(by(&host, request(2).created_by(admin)).unwrap(), Some(admin));
    let staff = UserId(uuid::Uuid::from_u128(9));
    assert_eq!(by(&Context::operator(staff), request(3)).unwrap(), Some(staff));
    let member = Context::user(admin).with_tenant(tenant).with_ip("203.0.113.7");
    assert_eq!(by(&member, request(4)).unwrap(), Some(admin));
    assert_eq!(code(by(&member, request(5).created_by(staff))), ErrorCode::Validation);
    let made = world.engine.users().find(FindUserRequest::new().email("u4@example.org")).unwrap();
    let (_, payload) = world.events(made.id).remove(0);
    assert_eq!(payload["data"], json!({"createdBy": admin, "autoActivate": true}));
    assert_eq!((&payload["ip"], &payload["tenantId"]), (&json!("203.0.113.7"), &json!(tenant)));
    assert_eq!(member.actor, Actor::User(admin));
}

#[test]
fn an_address_that_is_known_elsewhere_joins_the_tenant_and_changes_nothing_else() {
    let world = world(None);
    let ada = world.register("ada@example.org");
    let (one, two) = (world.tenant("one", ada.id), world.tenant("two", ada.id));
    let bob = world.register_in(one, RegisterUserRequest::new().email("bob@example.org")).unwrap();
    assert!(bob.created);
    let again =
        RegisterUserRequest::new().email("BOB@example.org").name("Robert").phone("+12125550123");
    let joined = world.register_in(two, again.clone()).unwrap();
    assert!(!joined.created && joined.bonus_points == 0);
    assert_eq!(joined.user, bob.user, "nothing of theirs changed");
    assert_eq!(world.count("identifiers"), 2);
    assert_eq!(code(world.register_in(two, again.clone())), ErrorCode::Conflict);
    assert_eq!(code(world.register_in(one, again)), ErrorCode::Conflict);
    let events: Vec<_> = world.events(bob.user.id).into_iter().map(|(event, _)| event).collect();
    assert_eq!(events, ["user_created", "member_added"]);
    for tenant in [one, two] {
        let cx = Context::host().with_tenant(tenant);
        assert!(world.engine.acting(&cx).users().get(GetUserRequest::new(bob.user.id)).is_ok());
    }
}

#[test]
fn only_an_address_lets_somebody_join_and_only_if_the_rest_fits() {
    let world = world(None);
    let ada = world.register("ada@example.org");
    let tenant = world.tenant("t", ada.id);
    let bob = RegisterUserRequest::new().email("bob@example.org").phone("+12125550123");
    world.engine.users().register(bob.clone()).unwrap();
    world.engine.users().register(RegisterUserRequest::new().phone("+12125550124")).unwrap();
    let refused = |request, what: &str| {
        let error = world.register_in(tenant, request).unwrap_err();
        assert_eq!((error.code(), &error.details()["what"]), (ErrorCode::Conflict, &json!(what)));
    };
    refused(RegisterUserRequest::new().phone("+12125550123"), "phone");
    refused(bob.clone().phone("+12125550124"), "phone");
    refused(RegisterUserRequest::new().email("new@example.org").phone("+12125550123"), "phone");
    assert!(!world.register_in(tenant, bob).unwrap().created, "both are theirs");
}

#[test]
fn text_that_is_no_name_language_or_zone_is_refused() {
    let world = world(None);
    let base = || RegisterUserRequest::new().external_id("x");
    for (field, request) in [
        ("name", base().name("A")),
        ("name", base().name("   ")),
        ("name", base().name("x".repeat(101))),
        ("nickname", base().nickname("x".repeat(51))),
        ("bio", base().bio("x".repeat(256))),
        ("avatarUrl", base().avatar_url("x".repeat(256))),
        ("language", base().language("zh_CN")),
        ("language", base().language("x".repeat(11))),
        ("timezone", base().timezone("Asia/Atlantis")),
        ("timezone", base().timezone("../../etc/passwd")),
        ("plan", base().plan("")),
        ("email", base().email("a@b@c")),
        ("externalId", RegisterUserRequest::new().external_id("x".repeat(65))),
    ] {
        let error = world.engine.users().register(request).unwrap_err();
        assert_eq!(error.code(), ErrorCode::Validation, "{field}: {error}");
        assert_eq!(error.details()["field"], field);
    }
    assert!(world.engine.users().register(base().name("李明").language("zh-CN")).is_ok());
}

#[test]
fn a_new_user_has_the_bonus_level_one_a_free_quota_and_zero_counters() {
    let world = world(None);
    let made = world.engine.users().register(full()).unwrap();
    assert_eq!(made.bonus_points, crate::limits::REGISTER_BONUS_POINTS);
    let id = made.user.id;
    let wallet = world.engine.wallet().balance(GetBalanceRequest::new(id)).unwrap();
    assert_eq!((wallet.available, wallet.level, wallet.seq), (100, 1, 1));
    assert_eq!((wallet.total_consumed, wallet.total_recharged), (0, 0));
    let quota = world.engine.quota().get(GetQuotaRequest::new(id)).unwrap();
    assert_eq!((quota.plan.as_str(), quota.limit, quota.used), ("free", 100, 0));
    let request = GetUserRequest::new(id).include_stats(true);
    let stats = world.engine.users().get(request).unwrap().stats.unwrap();
    assert_eq!((stats.sessions, stats.messages, stats.tokens, stats.actions), (0, 0, 0, 0));
    assert_eq!(stats.last_message_at_ms, None);
    assert_eq!(made.user.stats, None, "not asked for");
}

#[test]
fn a_plan_can_be_named_and_one_that_does_not_exist_makes_nobody() {
    let world = world(None);
    let outcome = world.engine.users().register(full().plan("platinum-of-nowhere"));
    assert_eq!(code(outcome), ErrorCode::NotFound);
    assert_eq!((world.count("users"), world.count("wallets")), (0, 0));
    let id = world.engine.users().register(full().plan("pro")).unwrap().user.id;
    let quota = world.engine.quota().get(GetQuotaRequest::new(id)).unwrap();
    assert_eq!((quota.plan.as_str(), quota.limit), ("pro", 3_000));
}

#[test]
fn without_a_bonus_no_record_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("users.db");
    let options = EngineOptions::default().durability(Durability::Off).register_bonus(0);
    let engine = Engine::open_with(path.to_str().unwrap(), options).unwrap();
    let made = engine.users().register(full()).unwrap();
    assert_eq!(made.bonus_points, 0);
    let wallet = engine.wallet().balance(GetBalanceRequest::new(made.user.id)).unwrap();
    assert_eq!((wallet.balance, wallet.seq), (0, 0));
}
