#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::json;

use crate::checkins::{
    CheckInRequest, CheckInResponse, CheckInState, GetCheckInsRequest, ListCheckInsRequest,
};
use crate::error::{Error, ErrorCode, Result};
use crate::id::UserId;
use crate::profiles::PROFILES;
use crate::settings::SetSettingRequest;
use crate::store::sqlite::Durability;
use crate::users::RegisterUserRequest;
use crate::wallet::{
    GetBalanceRequest, ListPointRecordsRequest, PointRecord, RecordKind, VerifyWalletRequest,
};
use crate::{Clock as _, Engine, EngineOptions, FixedClock};

mod dates;
mod model;
mod oracle;
mod rewards;
mod zones;

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;
/// 2026-01-15T08:00:00Z, a Thursday, when the tests begin.
const START: i64 = 1_768_464_000_000;

/// An engine with one person, who has no points.
struct World {
    engine: Engine,
    clock: FixedClock,
    user: UserId,
    keys: AtomicU32,
    _folder: tempfile::TempDir,
}

fn options(clock: &FixedClock) -> EngineOptions {
    let options = EngineOptions::default().clock(clock.clone()).durability(Durability::Off);
    options.register_bonus(0)
}

impl World {
    fn in_zone(timezone: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("store.db");
        let clock = FixedClock::new(START);
        let engine = Engine::open_with(path.to_str().unwrap(), options(&clock)).unwrap();
        let request = RegisterUserRequest::new().email("ada@example.org").timezone(timezone);
        let user = engine.users().register(request).unwrap().user.id;
        World { engine, clock, user, keys: AtomicU32::new(0), _folder: folder }
    }

    fn options(&self) -> EngineOptions {
        options(&self.clock)
    }

    /// A key that was not used before.
    fn key(&self) -> String {
        format!("key-{}", self.keys.fetch_add(1, Ordering::Relaxed))
    }

    fn check_in(&self) -> Result<CheckInResponse> {
        self.engine.checkins().check_in(CheckInRequest::new(self.user, self.key()))
    }

    /// Checks in at a moment.
    fn check_in_at(&self, at_ms: i64) -> Result<CheckInResponse> {
        self.clock.advance_ms(at_ms - self.clock.now_ms());
        self.check_in()
    }

    fn get(&self) -> CheckInState {
        self.engine.checkins().get(GetCheckInsRequest::new(self.user)).unwrap()
    }

    fn move_to(&self, timezone: &str) {
        let (inner, user) = (self.engine.inner(), self.user);
        let changes = [("timezone", timezone.into())];
        inner.write_own(|tx| tx.synced(&PROFILES, user).put(user.0, &changes)).unwrap();
    }

    fn set(&self, key: &str, value: serde_json::Value) -> Result<()> {
        self.engine.settings().set(SetSettingRequest::new(key, value)).map(drop)
    }

    fn balance(&self) -> i64 {
        let request = GetBalanceRequest::new(self.user);
        self.engine.wallet().balance(request).unwrap().balance
    }

    /// The newest records, newest first.
    fn records(&self) -> Vec<PointRecord> {
        let request = ListPointRecordsRequest::new(self.user).limit(200);
        self.engine.wallet().history(request).unwrap().items
    }

    /// The ledger verifies, and each check-in and its record name each other.
    #[track_caller]
    fn assert_sound(&self) {
        let report = self.engine.wallet().verify(VerifyWalletRequest::new(self.user)).unwrap();
        assert!(report.ok, "{report:?}");
        let request = ListCheckInsRequest::new(self.user).limit(200);
        let listed = self.engine.checkins().list(request).unwrap().items;
        let records = self.records();
        let records: Vec<_> = records.iter().filter(|r| r.kind == RecordKind::Checkin).collect();
        let of_records: Vec<_> = records
            .iter()
            .map(|r| (r.related_event_id.clone().unwrap(), r.id, r.seq, r.amount))
            .collect();
        let of_list: Vec<_> = listed
            .iter()
            .map(|c| (c.check_in_id.to_string(), c.record_id, c.seq, c.points))
            .collect();
        assert_eq!(of_list, of_records);
        assert_eq!(self.get().points_total, listed.iter().map(|c| c.points).sum::<i64>());
    }
}

/// The moment at which the next check-in can be made, of a refusal with this code.
#[track_caller]
fn available_at(outcome: Result<CheckInResponse>, code: ErrorCode, now_ms: i64) -> i64 {
    let error: Error = outcome.unwrap_err();
    assert_eq!(error.code(), code, "{error}");
    let at_ms = error.details()["availableAtMs"].as_i64().unwrap();
    assert_eq!(error.details()["retryAfterMs"], at_ms - now_ms);
    at_ms
}

/// A moment in UTC.
fn utc(text: &str) -> i64 {
    text.parse::<jiff::Timestamp>().unwrap().as_millisecond()
}
