#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::json;

use crate::error::{ErrorCode, Result};
use crate::id::{TaskId, UserId};
use crate::store::sqlite::Durability;
use crate::tasks::{
    CancelTaskRequest, CompleteTaskRequest, CompleteTaskResponse, CreateTaskRequest,
    CreateTaskResponse, EndTaskResponse, ExtendTaskRequest, FailTaskRequest, GetTaskRequest,
    ListTasksRequest, StartTaskRequest, Task, TaskKind, TaskState,
};
use crate::wallet::{
    self, GetBalanceRequest, GetHoldRequest, GrantPointsRequest, ListPointRecordsRequest,
    PointRecord, VerifyWalletRequest,
};
use crate::{Engine, EngineOptions, FixedClock};

mod holds;
mod lists;
mod model;
mod oracle;
mod races;
mod states;

/// When the tests begin.
const START: i64 = 1_700_000_000_000;
const HOUR: i64 = 3_600_000;

/// An engine with one person, who has 100 points.
struct World {
    engine: Engine,
    clock: FixedClock,
    user: UserId,
    keys: AtomicU32,
    _folder: tempfile::TempDir,
}

fn options(clock: &FixedClock) -> EngineOptions {
    EngineOptions::default().clock(clock.clone()).durability(Durability::Off)
}

impl World {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("store.db");
        let clock = FixedClock::new(START);
        let engine = Engine::open_with(path.to_str().unwrap(), options(&clock)).unwrap();
        let user = UserId(uuid::Uuid::from_u128(7));
        engine.inner().write_own(|tx| wallet::open(tx, user, "points")).unwrap();
        let world = World { engine, clock, user, keys: AtomicU32::new(0), _folder: folder };
        world.grant(100);
        world
    }

    fn options(&self) -> EngineOptions {
        options(&self.clock)
    }

    /// A key that was not used before.
    fn key(&self) -> String {
        format!("key-{}", self.keys.fetch_add(1, Ordering::Relaxed))
    }

    fn grant(&self, points: i64) {
        let request = GrantPointsRequest::new(self.user, points, self.key());
        self.engine.wallet().grant(request).unwrap();
    }

    fn creating(&self, cost: i64) -> CreateTaskRequest {
        let parameters = json!({"prompt": "a lighthouse"});
        CreateTaskRequest::new(self.user, TaskKind::Image, cost, parameters, self.key())
    }

    fn create(&self, cost: i64) -> CreateTaskResponse {
        self.engine.tasks().create(self.creating(cost)).unwrap()
    }

    fn start(&self, task: TaskId) -> Result<Task> {
        self.engine.tasks().start(StartTaskRequest::new(self.user, task))
    }

    fn completing(&self, task: TaskId) -> CompleteTaskRequest {
        CompleteTaskRequest::new(self.user, task, self.key())
    }

    fn complete(&self, task: TaskId) -> Result<CompleteTaskResponse> {
        self.engine.tasks().complete(self.completing(task))
    }

    fn fail(&self, task: TaskId) -> Result<EndTaskResponse> {
        let request = FailTaskRequest::new(self.user, task, "out of memory", self.key());
        self.engine.tasks().fail(request)
    }

    fn cancel(&self, task: TaskId) -> Result<EndTaskResponse> {
        self.engine.tasks().cancel(CancelTaskRequest::new(self.user, task, self.key()))
    }

    fn extend(&self, task: TaskId, expires_at_ms: i64) -> Result<i64> {
        let request = ExtendTaskRequest::new(self.user, task, expires_at_ms, self.key());
        self.engine.tasks().extend(request).map(|extended| extended.expires_at_ms)
    }

    fn get(&self, task: TaskId) -> Task {
        self.engine.tasks().get(GetTaskRequest::new(self.user, task)).unwrap()
    }

    fn sweep(&self) {
        self.engine.maintain(std::time::Duration::from_secs(5)).unwrap();
    }

    /// Balance, held and available.
    fn sums(&self) -> (i64, i64, i64) {
        let request = GetBalanceRequest::new(self.user);
        let wallet = self.engine.wallet().balance(request).unwrap();
        (wallet.balance, wallet.held, wallet.available)
    }

    /// The newest records, newest first.
    fn records(&self) -> Vec<PointRecord> {
        let request = ListPointRecordsRequest::new(self.user).limit(200);
        self.engine.wallet().history(request).unwrap().items
    }

    /// The ledger verifies, and a task says of its points what its hold says.
    #[track_caller]
    fn assert_sound(&self, tasks: &[TaskId]) {
        let report = self.engine.wallet().verify(VerifyWalletRequest::new(self.user)).unwrap();
        assert!(report.ok, "{report:?}");
        for task in tasks.iter().map(|task| self.get(*task)) {
            let request = GetHoldRequest::new(self.user, task.hold_id);
            let hold = self.engine.wallet().get_hold(request).unwrap();
            let of_hold = (hold.amount, hold.captured, hold.released, hold.open);
            assert_eq!((task.cost, task.captured, task.released, task.open), of_hold, "{task:?}");
            assert_eq!(task.cost, task.captured + task.released + task.open);
            assert_eq!(hold.expires_at_ms, task.expires_at_ms);
        }
    }
}

#[track_caller]
fn assert_refused<T: std::fmt::Debug>(outcome: Result<T>, state: &str) {
    let error = outcome.unwrap_err();
    assert_eq!(error.code(), ErrorCode::InvalidState, "{error}");
    assert_eq!(error.details()["state"], state);
}
