#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::atomic::{AtomicU64, Ordering};

use crate::episodes::race;
use crate::error::{Error, Result};
use crate::id::{OrderId, UserId};
use crate::payments::{
    CancelPaymentRequest, ConfirmPaymentRequest, CreatePaymentRequest, FailPaymentRequest,
    FindPaymentRequest, GetPaymentRequest, ListPaymentsRequest, Payment, PaymentResponse,
    PaymentState, RefundPaymentRequest, RefundPaymentResponse,
};
use crate::store::sqlite::Durability;
use crate::users::RegisterUserRequest;
use crate::wallet::{
    ConsumePointsRequest, GetBalanceRequest, GrantPointsRequest, ListPointRecordsRequest,
    PointRecord, RecordKind, VerifyWalletRequest, WalletState,
};
use crate::{Engine, EngineOptions, FixedClock};

mod calls;
mod expiry;
mod first;
mod model;
mod oracle;
mod races;
mod reads;
mod refunds;
mod states;

/// 2026-01-15T08:00:00Z.
const BEGIN_MS: i64 = 1_768_464_000_000;

/// An engine with one user, whose wallet is empty.
struct World {
    engine: Engine,
    clock: FixedClock,
    user: UserId,
    keys: AtomicU64,
}

fn options(clock: &FixedClock) -> EngineOptions {
    EngineOptions::default().clock(clock.clone()).durability(Durability::Off).register_bonus(0)
}

fn person(engine: &Engine, name: &str) -> UserId {
    let request = RegisterUserRequest::new().external_id(name);
    engine.users().register(request).unwrap().user.id
}

impl World {
    fn new() -> World {
        World::stored(":memory:")
    }

    fn stored(path: &str) -> World {
        let clock = FixedClock::new(BEGIN_MS);
        let engine = Engine::open_with(path, options(&clock)).unwrap();
        let user = person(&engine, "ada");
        World { engine, clock, user, keys: AtomicU64::new(0) }
    }

    /// On a file, or a server in its place, where many write at once.
    fn on_file() -> (tempfile::TempDir, World) {
        let folder = tempfile::tempdir().unwrap();
        let world = World::stored(folder.path().join("payments.db").to_str().unwrap());
        (folder, world)
    }

    fn key(&self) -> String {
        format!("key-{}", self.keys.fetch_add(1, Ordering::Relaxed))
    }

    /// 1,000 cents for 100 points, 20 more as a bonus and 7 more at the first recharge.
    fn creating(&self) -> CreatePaymentRequest {
        CreatePaymentRequest::new(self.user, "starter", 1_000, "EUR", 100, self.key())
            .bonus_points(20)
            .first_bonus_points(7)
    }

    fn create(&self) -> OrderId {
        self.make(self.creating()).id
    }

    fn make(&self, request: CreatePaymentRequest) -> Payment {
        self.engine.payments().create(request).unwrap().payment
    }

    fn confirm(&self, order: OrderId, reference: &str) -> Result<PaymentResponse> {
        let request = ConfirmPaymentRequest::new(self.user, order, "pay", reference, self.key());
        self.engine.payments().confirm(request)
    }

    fn fail(&self, order: OrderId) -> Result<PaymentResponse> {
        self.engine.payments().fail(FailPaymentRequest::new(self.user, order, self.key()))
    }

    fn fail_as(&self, order: OrderId, reference: &str) -> Result<PaymentResponse> {
        let request = FailPaymentRequest::new(self.user, order, self.key());
        self.engine.payments().fail(request.provider("pay").reference(reference))
    }

    fn cancel(&self, order: OrderId) -> Result<PaymentResponse> {
        self.engine.payments().cancel(CancelPaymentRequest::new(self.user, order, self.key()))
    }

    fn refund(&self, order: OrderId, amount: Option<i64>) -> Result<RefundPaymentResponse> {
        let mut request = RefundPaymentRequest::new(self.user, order, self.key());
        request.amount = amount;
        self.engine.payments().refund(request)
    }

    fn get(&self, order: OrderId) -> Payment {
        self.engine.payments().get(GetPaymentRequest::new(self.user, order)).unwrap()
    }

    fn find(&self, reference: &str) -> Result<Payment> {
        self.engine.payments().find(FindPaymentRequest::new("pay", reference))
    }

    /// A paid order of 100 points and 20 more.
    fn bought(&self) -> OrderId {
        let order = self.make(self.creating().first_bonus_points(0)).id;
        self.confirm(order, &format!("paid-{order}")).unwrap();
        order
    }

    fn grant(&self, points: i64) {
        let request = GrantPointsRequest::new(self.user, points, self.key());
        self.engine.wallet().grant(request).unwrap();
    }

    fn consume(&self, points: i64) {
        let request = ConsumePointsRequest::new(self.user, points, self.key());
        self.engine.wallet().consume(request).unwrap();
    }

    fn wallet(&self) -> WalletState {
        self.engine.wallet().balance(GetBalanceRequest::new(self.user)).unwrap()
    }

    fn records(&self) -> Vec<PointRecord> {
        records_of(&self.engine, self.user)
    }

    /// The kind, the amount and the note of each record that names an order, oldest first.
    fn records_about(&self, order: OrderId) -> Vec<(RecordKind, i64, Option<String>)> {
        let event = Some(order.to_string());
        let records = self.records().into_iter().rev();
        records
            .filter(|record| record.related_event_id == event)
            .map(|record| (record.kind, record.amount, record.note))
            .collect()
    }

    #[track_caller]
    fn assert_sound(&self) {
        assert_sound(&self.engine, self.user);
    }
}

/// All records of somebody, newest first.
fn records_of(engine: &Engine, user: UserId) -> Vec<PointRecord> {
    let (mut all, mut cursor) = (Vec::new(), None);
    loop {
        let mut request = ListPointRecordsRequest::new(user).limit(200);
        request.cursor = cursor;
        let page = engine.wallet().history(request).unwrap();
        all.extend(page.items);
        cursor = page.next_cursor;
        if cursor.is_none() {
            return all;
        }
    }
}

/// The ledger verifies, and its records sum to its balance.
#[track_caller]
fn assert_sound(engine: &Engine, user: UserId) {
    let report = engine.wallet().verify(VerifyWalletRequest::new(user)).unwrap();
    assert!(report.ok, "{report:?}");
    let balance = engine.wallet().balance(GetBalanceRequest::new(user)).unwrap().balance;
    let sum: i64 = records_of(engine, user).iter().map(|record| record.amount).sum();
    assert_eq!(sum, balance);
}

/// The stable code of a refusal.
#[track_caller]
fn refused<T: std::fmt::Debug>(outcome: Result<T>) -> &'static str {
    let error: Error = outcome.unwrap_err();
    error.code().as_str()
}
