//! An engine with users, and its tables as they stand.

use std::collections::BTreeMap;

use super::*;

/// 2026-03-08T06:30:00Z: in New York the clock jumps half an hour later.
pub(super) const BEGIN_MS: i64 = 1_772_951_400_000;
pub(super) const HOUR_MS: i64 = 3_600_000;
pub(super) const DAY_MS: i64 = 24 * HOUR_MS;

statements! {
    MOVE: User = "UPDATE profiles SET timezone = ? WHERE user_id = ?";
    DAYS: User = "SELECT day, made_in, currency, calls, input_tokens, output_tokens, \
        duration_ms, cost_micros, hours FROM usage_days WHERE user_id = ?";
    PARTS: User = "SELECT day, made_in, currency, calls, input_tokens, output_tokens, \
        duration_ms, cost_micros, hours, part FROM usage_parts WHERE user_id = ?";
    SESSIONS: User = "SELECT day, made_in, session_id FROM usage_sessions WHERE user_id = ?";
    RECORDS: User = "SELECT COUNT(*) FROM usage_records WHERE user_id = ?";
    EXHAUST: User = "UPDATE usage_days SET duration_ms = 9007199254740991 WHERE user_id = ?";
}

/// What names a sum: day, tenant, currency and part.
pub(super) type Key = (i64, u128, String, String);

/// Every sum of a user. A session is a part that begins with `s` and sums nothing.
pub(super) type Sums = BTreeMap<Key, [i64; 6]>;

pub(super) struct World {
    pub(super) engine: Engine,
    pub(super) clock: FixedClock,
}

impl World {
    pub(super) fn new() -> World {
        World::stored(":memory:")
    }

    pub(super) fn stored(path: &str) -> World {
        let clock = FixedClock::new(BEGIN_MS);
        let options = EngineOptions::default().clock(clock.clone()).durability(Durability::Off);
        World { engine: Engine::open_with(path, options).unwrap(), clock }
    }

    pub(super) fn user(&self, name: &str, zone: &str) -> UserId {
        let request = RegisterUserRequest::new().external_id(name).timezone(zone);
        self.engine.users().register(request).unwrap().user.id
    }

    /// A tenant of which the user is a member.
    pub(super) fn tenant_of(&self, user: UserId) -> TenantId {
        let request = CreateTenantRequest::new("Acme").owner_id(user);
        self.engine.tenants().create(request).unwrap().id
    }

    pub(super) fn record(&self, request: RecordUsageRequest) -> Result<RecordUsageResponse> {
        self.engine.usage().record(request)
    }

    pub(super) fn within(
        &self,
        tenant: TenantId,
        request: RecordUsageRequest,
    ) -> Result<RecordUsageResponse> {
        let context = Context::host().with_tenant(tenant);
        self.engine.acting(&context).usage().record(request)
    }

    pub(super) fn statistics(&self, user: UserId, from: &str, to: &str) -> UsageStatistics {
        let request = GetUsageStatisticsRequest::new(user).from_date(from).to_date(to);
        self.engine.usage().statistics(request).unwrap()
    }

    /// Runs all the steps of a rebuild; answers what they found together.
    pub(super) fn rebuild(&self, user: UserId, days: i64) -> RebuildUsageResponse {
        let mut request = RebuildUsageRequest::new(user).limit(days);
        let mut found = self.engine.usage().rebuild(request.clone()).unwrap();
        while let Some(cursor) = found.next_cursor.take() {
            request = request.cursor(cursor);
            let step = self.engine.usage().rebuild(request.clone()).unwrap();
            found.days += step.days;
            found.records += step.records;
            found.added += step.added;
            found.corrected += step.corrected;
            found.removed += step.removed;
            found.changed.extend(step.changed);
            found.next_cursor = step.next_cursor;
        }
        found
    }

    pub(super) fn moves(&self, user: UserId, zone: &str) {
        self.exec(&MOVE, &[zone.into(), user.into()]);
    }

    pub(super) fn exec(&self, sql: &'static crate::store::Sql, params: &[Param<'_>]) -> u64 {
        // Parameters are borrowed by a job that may run on another thread.
        self.engine.inner().write_own(|tx| tx.exec(sql, params)).unwrap()
    }

    pub(super) fn records(&self, user: UserId) -> i64 {
        let count = |tx: &mut crate::store::Tx<'_>| tx.get(&RECORDS, &[user.into()], |r| r.int(0));
        self.engine.inner().write_own(count).unwrap().unwrap()
    }

    pub(super) fn sums(&self, user: UserId) -> Sums {
        let read = |tx: &mut crate::store::Tx<'_>| {
            let mut sums = Sums::new();
            let id =
                |row: &dyn crate::store::Row, at| row.id::<uuid::Uuid>(at).map(|id| id.as_u128());
            tx.query(&DAYS, &[user.into()], &mut |row| {
                let key = (row.int(0)?, id(row, 1)?, row.text(2)?, String::new());
                sums.insert(key, std::array::from_fn(|n| row.int(3 + n).unwrap()));
                Ok(())
            })?;
            tx.query(&PARTS, &[user.into()], &mut |row| {
                let key = (row.int(0)?, id(row, 1)?, row.text(2)?, row.text(9)?);
                sums.insert(key, std::array::from_fn(|n| row.int(3 + n).unwrap()));
                Ok(())
            })?;
            tx.query(&SESSIONS, &[user.into()], &mut |row| {
                let session = format!("s{}", row.id::<uuid::Uuid>(2)?);
                sums.insert((row.int(0)?, id(row, 1)?, String::new(), session), [0; 6]);
                Ok(())
            })?;
            Ok(sums)
        };
        self.engine.inner().write_own(read).unwrap()
    }

    /// Leaves no room in the sums of a user.
    pub(super) fn exhaust(&self, user: UserId) {
        assert!(self.exec(&EXHAUST, &[user.into()]) > 0);
    }
}

/// A chat of 100 tokens in and 20 out, which took 3 seconds and cost 5 micro-dollars.
pub(super) fn chat(user: UserId, event: &str, at_ms: i64) -> RecordUsageRequest {
    RecordUsageRequest::new(user, event, "chat", "openai", "gpt", 100, 20, 3_000)
        .cost(UsageCost::new(5, "USD"))
        .device("mac")
        .occurred_at_ms(at_ms)
}

pub(super) fn code<T: std::fmt::Debug>(outcome: Result<T>) -> ErrorCode {
    outcome.unwrap_err().code()
}
