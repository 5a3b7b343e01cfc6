//! Resetting and opening in batches, health, statistics.

use std::sync::Arc;
use std::time::Duration;

use super::*;
use crate::error::{ErrorCode, ErrorKind};
use crate::limits::AMOUNT_MAX;
use crate::outbox::{ListOutboxRequest, OutboxEvent};
use crate::quota::{
    GetQuotaHealthRequest, GetQuotaStatsRequest, HoldQuotaRequest, InitQuotasRequest,
    PurchaseQuotaRequest, QuotaBatch, QuotaHealth, ResetQuotasRequest,
};
use crate::store::Driver;
use crate::store::sqlite::Sqlite;
use crate::store::statements;
use crate::store::testing::{Fault, FaultPoint, Faulty};
use crate::users::RegisterUserRequest;

/// 2027-03-20T00:00:00Z, fourteen months after the beginning.
const AFTER_OUTAGE_MS: i64 = 1_805_500_800_000;

statements! {
    DAMAGE: User = "UPDATE quotas SET counters = 'month x' WHERE user_id = ? AND feature = ?";
    MEND: User = "UPDATE quotas SET counters = '' WHERE user_id = ? AND feature = ?";
    FORGET: User = "DELETE FROM quotas WHERE user_id = ?";
}

impl World {
    fn others(&self, count: u128) -> Vec<UserId> {
        let users: Vec<_> = (100..100 + count).map(|n| UserId(Uuid::from_u128(n))).collect();
        users.iter().for_each(|user| self.register(*user));
        users
    }

    fn use_of(&self, user: UserId, amount: i64) {
        let request = ConsumeQuotaRequest::new(user, self.key()).amount(amount);
        self.send(request).unwrap();
    }

    fn state_of(&self, user: UserId) -> QuotaState {
        self.engine.quota().get(GetQuotaRequest::new(user)).unwrap()
    }

    fn reset(&self, request: ResetQuotasRequest) -> QuotaBatch {
        self.engine.quota().reset_expired(request).unwrap()
    }

    fn health(&self) -> QuotaHealth {
        self.engine.quota().health(GetQuotaHealthRequest::new()).unwrap()
    }

    fn exec(&self, sql: &'static crate::store::Sql, user: UserId) {
        let params = |user: UserId| [user.into(), "chat".into()];
        let count = sql.any.matches('?').count();
        let run = |tx: &mut crate::store::Tx<'_>| tx.exec(sql, &params(user)[..count]);
        assert_eq!(self.engine.inner().write_own(run).unwrap(), 1);
    }

    fn registered(&self, name: &str, timezone: &str) -> UserId {
        let request = RegisterUserRequest::new().external_id(name).timezone(timezone);
        self.engine.users().register(request).unwrap().user.id
    }
}

/// Uses, packs, reservations and pending plans of several kinds of plan.
fn busy() -> World {
    let world = World::new();
    let day = PlanLimit::new("chat", Period::Day, 20).carry_over(30);
    world.put_plan("saver", vec![day, PlanLimit::new("chat", Period::Month, 300)], None);
    let rolling = PlanLimit::new("chat", Period::Rolling { seconds: 7_200 }, 30);
    world.put_plan("roll", vec![rolling, PlanLimit::new("chat", Period::Lifetime, 900)], None);
    for (n, user) in world.others(24).into_iter().enumerate() {
        let n = n as i64;
        let plan = ["saver", "roll", "free", "pro"][n as usize % 4];
        let zone = ["UTC", "Asia/Shanghai", "America/New_York"][n as usize % 3];
        let change = SetQuotaPlanRequest::new(user, plan, "p").timezone(zone).anchor_day(n + 1);
        world.engine.quota().set_plan(change).unwrap();
        world.use_of(user, 7 + n % 9);
        if n % 4 == 3 {
            let change = SetQuotaPlanRequest::new(user, "free", "n").at(When::NextPeriod);
            world.engine.quota().set_plan(change).unwrap();
        }
        let pack = PurchaseQuotaRequest::new(user, 9, "b").expires_at_ms(BEGIN_MS + n * DAY_MS + 1);
        world.engine.quota().purchase(pack).unwrap();
        let hold = HoldQuotaRequest::new(user, BEGIN_MS + (n % 5 + 1) * DAY_MS, "h").amount(3);
        world.engine.quota().hold(hold).unwrap();
    }
    world
}

#[test]
fn lazy_reset_and_batch_reset_come_to_the_same_state() {
    let (lazy, batch) = (busy(), busy());
    let mut moments = vec![BEGIN_MS + 3_600_000 * 3, BEGIN_MS + DAY_MS, BEGIN_MS + 2 * DAY_MS];
    moments.extend([FEBRUARY_MS - DAY_MS, FEBRUARY_MS, AFTER_OUTAGE_MS, AFTER_OUTAGE_MS + DAY_MS]);
    for now_ms in moments {
        lazy.clock.set_ms(now_ms);
        batch.clock.set_ms(now_ms);
        let before = batch.health().overdue;
        assert!(before > 0, "something is due at {now_ms}");
        batch.engine.maintain(Duration::from_secs(10)).unwrap();
        assert_eq!(batch.health().overdue, 0);
        assert_eq!(batch.health().last_reset.unwrap().done, before);
        for user in (100..124).map(|n| UserId(Uuid::from_u128(n))) {
            assert_eq!(lazy.state_of(user), batch.state_of(user), "{user} at {now_ms}");
        }
    }
    for user in (100..124).map(|n| UserId(Uuid::from_u128(n))) {
        lazy.use_of(user, 2);
        batch.use_of(user, 2);
        assert_eq!(lazy.state_of(user), batch.state_of(user), "{user} after a use");
    }
}

#[test]
fn a_batch_is_bounded_goes_on_behind_its_cursor_and_says_how_far_it_is() {
    let world = World::new();
    world.others(10).into_iter().for_each(|user| world.use_of(user, 100));
    assert_eq!(world.reset(ResetQuotasRequest::new()).written, 0, "nothing is due");
    world.clock.set_ms(AFTER_OUTAGE_MS);
    assert_eq!(world.health().overdue, 11);
    assert_eq!(world.health().oldest_reset_at_ms, Some(FEBRUARY_MS));
    let mut request = ResetQuotasRequest::new().limit(4);
    let mut seen = Vec::new();
    loop {
        let batch = world.reset(request.clone());
        let done = batch.run.finished_at_ms.is_some();
        seen.push((batch.written, batch.run.done, batch.run.total, done));
        let Some(cursor) = batch.next_cursor else { break };
        request = request.cursor(cursor);
    }
    assert_eq!(seen, [(4, 4, 11, false), (4, 8, 11, false), (3, 11, 11, true)]);
    assert_eq!((world.health().overdue, world.health().oldest_reset_at_ms), (0, None));
    assert_eq!(world.reset(ResetQuotasRequest::new()).run.total, 0, "a second run finds nothing");
}

#[test]
fn a_damaged_row_is_counted_and_keeps_nobody_else_from_their_reset() {
    let world = World::new();
    let users = world.others(6);
    world.exec(&DAMAGE, users[0]);
    world.clock.set_ms(FEBRUARY_MS);
    let mut request = ResetQuotasRequest::new().limit(2);
    let mut last = world.reset(request.clone());
    while let Some(cursor) = last.next_cursor {
        request = request.cursor(cursor);
        last = world.reset(request.clone());
    }
    assert_eq!((last.run.done, last.run.failed, world.health().overdue), (7, 1, 1));
    assert!(world.engine.maintain(Duration::from_secs(5)).is_ok(), "upkeep comes to its end");
    world.exec(&MEND, users[0]);
    assert_eq!(world.reset(ResetQuotasRequest::new()).written, 1);
}

/// The events that tell of failed resets.
fn told(engine: &Engine) -> Vec<OutboxEvent> {
    let listed = engine.outbox().list(ListOutboxRequest::new()).unwrap().items;
    listed.into_iter().filter(|event| event.kind == "quota_reset_failed").collect()
}

#[test]
fn rows_that_fail_are_told_once_a_day_by_upkeep_and_by_batches_alike() {
    let world = World::new();
    let users = world.others(3);
    users[..2].iter().for_each(|user| world.exec(&DAMAGE, *user));
    world.clock.set_ms(FEBRUARY_MS);
    assert_eq!(told(&world.engine), []);
    world.reset(ResetQuotasRequest::new());
    world.engine.maintain(Duration::from_secs(5)).unwrap();
    world.reset(ResetQuotasRequest::new());
    let events = told(&world.engine);
    assert_eq!(events.len(), 1);
    assert!(events[0].user_id.0.is_nil(), "it is about no user");
    let payload = events[0].payload.as_ref().unwrap();
    assert_eq!((&payload["run"], &payload["failed"]), (&"reset".into(), &2.into()));
    let detail = payload["detail"].as_str().unwrap();
    assert!(detail.starts_with(&format!("user {}, feature chat: ", users[0])), "{detail}");
    world.clock.advance_ms(DAY_MS);
    world.engine.maintain(Duration::from_secs(5)).unwrap();
    assert_eq!(told(&world.engine).len(), 2, "the next day, the operator hears of it again");
    users[..2].iter().for_each(|user| world.exec(&MEND, *user));
    world.clock.advance_ms(DAY_MS);
    world.engine.maintain(Duration::from_secs(5)).unwrap();
    assert_eq!((told(&world.engine).len(), world.health().overdue), (2, 0));
}

/// An engine with one user whose quota is due, on a store that fails on demand.
fn due_on_a_faulty_store() -> (Engine, Arc<Faulty<Sqlite>>) {
    let store = Arc::new(Faulty::new(Sqlite::memory().unwrap()));
    let driver: Arc<dyn Driver> = Arc::<Faulty<Sqlite>>::clone(&store);
    let clock = FixedClock::new(BEGIN_MS);
    let options = EngineOptions::default().clock(clock.clone());
    let engine = Engine::with_driver(driver, options).unwrap();
    let user = UserId(Uuid::from_u128(7));
    engine.inner().write_own(|tx| open(tx, user, "free", "UTC")).unwrap();
    engine.quota().consume(ConsumeQuotaRequest::new(user, "k")).unwrap();
    clock.set_ms(FEBRUARY_MS);
    (engine, store)
}

#[test]
fn a_round_that_fails_is_counted_told_of_and_made_good_by_the_next() {
    let mut failed_resets = 0;
    for commit in 1.. {
        let (engine, store) = due_on_a_faulty_store();
        let due = || engine.quota().health(GetQuotaHealthRequest::new()).unwrap().overdue;
        store.arm(Fault::new(FaultPoint::Commit(commit), ErrorKind::StorageFull {}));
        let round = engine.maintain(Duration::from_secs(5));
        store.disarm();
        let Err(error) = round else {
            assert_eq!(engine.stats().maintenance_failures, 0);
            assert_eq!(engine.stats().maintenance_last_error, None);
            break;
        };
        assert_eq!(
            (error.code(), engine.stats().maintenance_failures),
            (ErrorCode::StorageFull, 1)
        );
        assert_eq!(engine.stats().maintenance_last_error.as_deref(), Some("storage_full"));
        let events = told(&engine);
        assert_eq!(i64::try_from(events.len()).unwrap(), due(), "told of if it was the reset");
        for event in &events {
            failed_resets += 1;
            let payload = event.payload.as_ref().unwrap();
            assert_eq!(payload["run"], "reset");
            assert!(payload["detail"].as_str().unwrap().starts_with("storage_full: "), "{payload}");
        }
        engine.maintain(Duration::from_secs(5)).unwrap();
        assert_eq!((told(&engine).len(), due()), (events.len(), 0), "the next round resets it");
    }
    assert_eq!(failed_resets, 1);
}

#[test]
fn a_batch_among_consumes_loses_no_use() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("quota.db");
    let world = World::stored(path.to_str().unwrap(), BEGIN_MS);
    let users = world.others(4);
    users.iter().for_each(|user| world.use_of(*user, 100));
    world.clock.set_ms(FEBRUARY_MS);
    std::thread::scope(|scope| {
        for user in &users {
            scope.spawn(|| (0..20).for_each(|_| world.use_of(*user, 1)));
        }
        for _ in 0..2 {
            scope.spawn(|| {
                for _ in 0..10 {
                    world.reset(ResetQuotasRequest::new());
                }
            });
        }
    });
    for user in users {
        assert_eq!((world.state_of(user).used, world.state_of(user).total_used), (20, 120));
    }
}

#[test]
fn users_who_predate_quotas_are_answered_at_once_and_opened_in_batches() {
    let world = World::new();
    let zones = ["Asia/Kolkata", "Europe/Paris", "UTC", "America/New_York", "Asia/Tokyo"];
    let users: Vec<_> = zones.iter().map(|zone| (world.registered(zone, zone), *zone)).collect();
    let kept = users[2].0;
    users.iter().filter(|one| one.0 != kept).for_each(|one| world.exec(&FORGET, one.0));
    let before: Vec<_> = users.iter().map(|one| world.state_of(one.0)).collect();
    for (state, (_, zone)) in before.iter().zip(&users) {
        assert_eq!(
            (state.timezone.as_str(), state.plan.as_str(), state.limit),
            (*zone, "free", 100)
        );
    }
    world.use_of(users[0].0, 5);
    let mut request = InitQuotasRequest::new().limit(2);
    let mut written = 0;
    loop {
        let batch = world.engine.quota().init_all(request.clone()).unwrap();
        written += batch.written;
        let Some(cursor) = batch.next_cursor else {
            assert_eq!((batch.run.total, batch.run.done), (5, 5));
            break;
        };
        request = request.cursor(cursor);
    }
    assert_eq!(written, 3, "one was kept, and one opened by its first use");
    for ((user, _), state) in users.iter().zip(before).skip(1) {
        assert_eq!(world.state_of(*user), state, "as it was answered before");
    }
    assert_eq!(world.state_of(users[0].0).used, 5);
}

#[test]
fn statistics_count_by_the_days_of_a_time_zone_and_by_plan() {
    let world = World::new();
    let others = world.others(2);
    world.set_plan("pro").unwrap();
    // 08:00 and 23:00 UTC are two days in Shanghai.
    world.consume(30).unwrap();
    world.use_of(others[0], 4);
    world.use_of(others[1], 5);
    world.clock.advance_ms(15 * 3_600_000);
    world.consume(7).unwrap();
    let stats = |request: GetQuotaStatsRequest| {
        let stats = world.engine.quota().stats(request.days(2)).unwrap();
        let days = stats.days.into_iter().map(|day| {
            let plans = day.plans.into_iter().map(|used| (used.plan, used.amount, used.users));
            (day.date, plans.collect::<Vec<_>>())
        });
        let sums = stats.plans.into_iter().map(|used| (used.plan, used.uses, used.amount));
        (days.collect::<Vec<_>>(), sums.collect::<Vec<_>>())
    };
    let free = |amount, users| ("free".to_owned(), amount, users);
    let pro = |amount| ("pro".to_owned(), amount, 1);
    let (days, sums) = stats(GetQuotaStatsRequest::new());
    assert_eq!(days[0], ("2026-01-14".to_owned(), vec![]));
    assert_eq!(days[1], ("2026-01-15".to_owned(), vec![free(9, 2), pro(37)]));
    assert_eq!(sums, [("free".to_owned(), 2, 9), ("pro".to_owned(), 2, 37)]);
    let (days, again) = stats(GetQuotaStatsRequest::new().timezone("Asia/Shanghai"));
    assert_eq!(days[0], ("2026-01-15".to_owned(), vec![free(9, 2), pro(30)]));
    assert_eq!(days[1], ("2026-01-16".to_owned(), vec![pro(7)]));
    assert_eq!(again, sums);
}

#[test]
fn what_callers_claim_of_tokens_cannot_make_the_statistics_fail() {
    let world = World::new();
    world.set_plan("pro").unwrap();
    // Past 2^53 with the second, past 2^63 with the last of them.
    for sent in 1..=1_030 {
        let request = ConsumeQuotaRequest::new(world.user, world.key()).tokens(AMOUNT_MAX);
        world.send(request).unwrap();
        if sent == 2 || sent == 1_030 {
            let stats = world.engine.quota().stats(GetQuotaStatsRequest::new()).unwrap();
            let day = &stats.days.last().unwrap().plans[0];
            assert_eq!(
                (day.uses, day.tokens, stats.plans[0].tokens),
                (sent, AMOUNT_MAX, AMOUNT_MAX)
            );
        }
    }
    world.clock.advance_ms(DAY_MS);
    world.send(ConsumeQuotaRequest::new(world.user, "later").tokens(AMOUNT_MAX)).unwrap();
    let stats = world.engine.quota().stats(GetQuotaStatsRequest::new()).unwrap();
    assert_eq!((stats.plans[0].uses, stats.plans[0].tokens), (1_031, AMOUNT_MAX));
}

#[test]
fn quotas_count_in_the_time_zone_that_the_user_was_registered_with_or_in_utc() {
    let world = World::new();
    assert_eq!(world.state_of(world.registered("a", "Europe/Paris")).timezone, "Europe/Paris");
    let request = RegisterUserRequest::new().external_id("b");
    let user = world.engine.users().register(request).unwrap().user.id;
    assert_eq!(world.state_of(user).timezone, "UTC", "the profile's default is nobody's choice");
    let change = SetQuotaPlanRequest::new(user, "free", "k").timezone("Asia/Tokyo");
    world.engine.quota().set_plan(change).unwrap();
    assert_eq!(world.state_of(user).timezone, "Asia/Tokyo");
}
