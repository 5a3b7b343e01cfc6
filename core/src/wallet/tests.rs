#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::atomic::{AtomicU32, Ordering};

use crate::error::Result;
use crate::id::UserId;
use crate::limits;
use crate::wallet::{
    self, ConsumePointsRequest, ConsumePointsResponse, GetBalanceRequest, GrantPointsRequest,
    GrantPointsResponse, ListPointRecordsRequest, PointRecord, VerifyWalletRequest,
    VerifyWalletResponse, WalletState,
};
use crate::{Engine, EngineOptions, FixedClock};

mod calls;
mod expiry;
mod floor;
mod history;
mod holds;
mod internal;
mod ledger;
mod model;
mod money;
mod moves;
mod naive;
mod oracle;
mod order;
mod races;
mod tamper;

/// When the tests begin.
const START: i64 = 1_700_000_000_000;

/// An engine with one user, whose `points` wallet is empty.
struct World {
    engine: Engine,
    clock: FixedClock,
    user: UserId,
    keys: AtomicU32,
}

fn person(engine: &Engine, number: u128) -> UserId {
    let user = UserId(uuid::Uuid::from_u128(number));
    engine.inner().write_own(|tx| wallet::open(tx, user, limits::ASSET_DEFAULT)).unwrap();
    user
}

impl World {
    fn new() -> Self {
        World::at(":memory:")
    }

    fn at(location: &str) -> Self {
        let clock = FixedClock::new(START);
        let options = EngineOptions::default().clock(clock.clone());
        let engine = Engine::open_with(location, options).unwrap();
        let user = person(&engine, 7);
        World { engine, clock, user, keys: AtomicU32::new(0) }
    }

    /// A key that was not used before.
    fn key(&self) -> String {
        format!("key-{}", self.keys.fetch_add(1, Ordering::Relaxed))
    }

    fn granting(&self, points: i64) -> GrantPointsRequest {
        GrantPointsRequest::new(self.user, points, self.key())
    }

    fn grant(&self, points: i64) -> GrantPointsResponse {
        self.grant_with(self.granting(points)).unwrap()
    }

    fn grant_with(&self, request: GrantPointsRequest) -> Result<GrantPointsResponse> {
        self.engine.wallet().grant(request)
    }

    fn consuming(&self, points: i64) -> ConsumePointsRequest {
        ConsumePointsRequest::new(self.user, points, self.key())
    }

    fn consume(&self, points: i64) -> Result<ConsumePointsResponse> {
        self.engine.wallet().consume(self.consuming(points))
    }

    fn balance(&self) -> WalletState {
        self.engine.wallet().balance(GetBalanceRequest::new(self.user)).unwrap()
    }

    fn breakdown(&self) -> wallet::Breakdown {
        let request = GetBalanceRequest::new(self.user).breakdown(true);
        self.engine.wallet().balance(request).unwrap().breakdown.unwrap()
    }

    fn balance_as_of(&self, at_ms: i64) -> i64 {
        let request = GetBalanceRequest::new(self.user).as_of_at_ms(at_ms);
        self.engine.wallet().balance(request).unwrap().balance
    }

    /// The newest records, newest first.
    fn records(&self) -> Vec<PointRecord> {
        let request = ListPointRecordsRequest::new(self.user).limit(200);
        self.engine.wallet().history(request).unwrap().items
    }

    fn verify(&self) -> VerifyWalletResponse {
        self.engine.wallet().verify(VerifyWalletRequest::new(self.user)).unwrap()
    }

    fn sweep(&self) {
        self.engine.maintain(std::time::Duration::from_secs(5)).unwrap();
    }

    #[track_caller]
    fn assert_sound(&self) {
        let report = self.verify();
        assert!(report.ok, "{report:?}");
        assert_eq!(report.records, self.balance().seq);
    }
}
