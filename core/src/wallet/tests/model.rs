//! The wallet against a naive oracle: any calls, any times, any retries.

use proptest::prelude::*;

use super::oracle::{Gift, Oracle};
use super::*;
use crate::error::{Error, ErrorCode};
use crate::store::sqlite::Durability;
use crate::wallet::{Breakdown, Expiring, GrantKind};

const KINDS: [GrantKind; super::oracle::KINDS] = [
    GrantKind::Paid,
    GrantKind::Bonus,
    GrantKind::Promo,
    GrantKind::Checkin,
    GrantKind::Plan,
    GrantKind::Refund,
];

/// One step. Times are relative to the present.
#[derive(Debug, Clone)]
enum Step {
    Grant {
        points: i64,
        kind: usize,
        priority: i64,
        lasts_ms: Option<i64>,
        late_ms: Option<i64>,
    },
    Consume {
        points: i64,
        up_to: bool,
    },
    Move {
        by_ms: i64,
    },
    Sweep,
    Reopen,
    /// Sends an earlier call again, perhaps with another amount.
    Repeat {
        which: prop::sample::Index,
        changed: bool,
    },
}

fn step() -> impl Strategy<Value = Step> {
    let grant = (
        1_i64..60,
        0..KINDS.len(),
        prop::sample::select(vec![50_i64, 100, 100, 100, 200]),
        prop::option::of(-5_i64..400),
        prop::option::weighted(0.15, -3_i64..200),
    );
    prop_oneof![
        5 => grant.prop_map(|(points, kind, priority, lasts_ms, late_ms)| {
            Step::Grant { points, kind, priority, lasts_ms, late_ms }
        }),
        7 => (1_i64..90, prop::bool::weighted(0.3))
            .prop_map(|(points, up_to)| Step::Consume { points, up_to }),
        4 => (-30_i64..150).prop_map(|by_ms| Step::Move { by_ms }),
        1 => Just(Step::Sweep),
        1 => Just(Step::Reopen),
        2 => (any::<prop::sample::Index>(), any::<bool>())
            .prop_map(|(which, changed)| Step::Repeat { which, changed }),
    ]
}

/// A call as it was sent, and its first outcome if it had one.
#[derive(Debug, Clone)]
enum Call {
    Grant { request: GrantPointsRequest, gift: Gift, done: Option<GrantPointsResponse> },
    Consume { request: ConsumePointsRequest, done: Option<ConsumePointsResponse> },
}

struct Run {
    world: World,
    oracle: Oracle,
    calls: Vec<Call>,
    path: String,
    _directory: tempfile::TempDir,
}

fn options(clock: &FixedClock) -> EngineOptions {
    EngineOptions::default().clock(clock.clone()).durability(Durability::Off)
}

impl Run {
    fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("store.db").to_str().unwrap().to_owned();
        let clock = FixedClock::new(START);
        let engine = Engine::open_with(&path, options(&clock)).unwrap();
        let user = person(&engine, 7);
        let world = World { engine, clock, user, keys: AtomicU32::new(0) };
        let oracle = Oracle::opened_at(START);
        Run { world, oracle, calls: Vec::new(), path, _directory: directory }
    }

    fn now_ms(&self) -> i64 {
        use crate::Clock as _;
        self.world.clock.now_ms()
    }

    fn step(&mut self, step: &Step) {
        match step {
            Step::Grant { points, kind, priority, lasts_ms, late_ms } => {
                let now = self.now_ms();
                let gift = Gift {
                    points: *points,
                    kind: *kind,
                    priority: *priority,
                    expires_at_ms: lasts_ms.map(|ms| now + ms),
                    effective_at_ms: late_ms.map(|ms| now - ms),
                };
                let mut request = self.world.granting(*points).kind(KINDS[*kind]);
                request = request.priority(*priority);
                request.expires_at_ms = gift.expires_at_ms;
                request.effective_at_ms = gift.effective_at_ms;
                let done = self.grant(&request, &gift);
                self.calls.push(Call::Grant { request, gift, done });
            }
            Step::Consume { points, up_to } => {
                let request = self.world.consuming(*points).up_to(*up_to);
                let done = self.consume(&request);
                self.calls.push(Call::Consume { request, done });
            }
            Step::Move { by_ms } => self.world.clock.advance_ms(*by_ms),
            Step::Sweep => {
                self.world.sweep();
                self.oracle.sweep(self.now_ms());
            }
            Step::Reopen => {
                self.world.engine.close().unwrap();
                self.world.engine =
                    Engine::open_with(&self.path, options(&self.world.clock)).unwrap();
            }
            Step::Repeat { which, changed } if !self.calls.is_empty() => {
                let place = which.index(self.calls.len());
                self.repeat(place, *changed);
            }
            Step::Repeat { .. } => {}
        }
    }

    fn grant(&mut self, request: &GrantPointsRequest, gift: &Gift) -> Option<GrantPointsResponse> {
        let now_ms = self.now_ms();
        let outcome = self.world.grant_with(request.clone());
        match self.oracle.grant(gift, now_ms) {
            Some(balance) => {
                let done = outcome.unwrap();
                assert_eq!(
                    (done.amount, done.balance, done.replayed),
                    (gift.points, balance, false)
                );
                Some(done)
            }
            None => {
                assert_refused(&outcome.unwrap_err(), ErrorCode::Validation);
                None
            }
        }
    }

    fn consume(&mut self, request: &ConsumePointsRequest) -> Option<ConsumePointsResponse> {
        let now_ms = self.now_ms();
        let up_to = request.up_to.unwrap_or(false);
        let outcome = self.world.engine.wallet().consume(request.clone());
        match self.oracle.consume(request.amount, up_to, now_ms) {
            Some((spent, balance)) => {
                let done = outcome.unwrap();
                assert_eq!((done.amount, done.balance, done.replayed), (spent, balance, false));
                assert_eq!(done.available, balance);
                Some(done)
            }
            None => {
                assert_refused(&outcome.unwrap_err(), ErrorCode::InsufficientPoints);
                None
            }
        }
    }

    fn repeat(&mut self, place: usize, changed: bool) {
        let mut call = self.calls[place].clone();
        match &mut call {
            Call::Grant { request, done: Some(first), .. } => {
                request.amount += i64::from(changed);
                let outcome = self.world.grant_with(request.clone());
                match changed {
                    true => assert_refused(&outcome.unwrap_err(), ErrorCode::IdempotencyMismatch),
                    false => {
                        let first = GrantPointsResponse { replayed: true, ..first.clone() };
                        assert_eq!(outcome.unwrap(), first);
                    }
                }
                return;
            }
            Call::Consume { request, done: Some(first) } => {
                request.amount += i64::from(changed);
                let outcome = self.world.engine.wallet().consume(request.clone());
                match changed {
                    true => assert_refused(&outcome.unwrap_err(), ErrorCode::IdempotencyMismatch),
                    false => {
                        let first = ConsumePointsResponse { replayed: true, ..first.clone() };
                        assert_eq!(outcome.unwrap(), first);
                    }
                }
                return;
            }
            // A refusal spends no key: the call acts as if it came for the first time.
            Call::Grant { request, gift, done } => *done = self.grant(request, gift),
            Call::Consume { request, done } => *done = self.consume(request),
        }
        self.calls[place] = call;
    }

    fn check(&self, moments: &[i64]) {
        let (world, now_ms) = (&self.world, self.now_ms());
        let at_ms = self.oracle.at(now_ms);
        let request = GetBalanceRequest::new(world.user).breakdown(true);
        let wallet = world.engine.wallet().balance(request).unwrap();
        assert_eq!(wallet.available, self.oracle.balance(at_ms));
        assert_eq!(wallet.balance, wallet.available);
        assert_eq!(wallet.total_consumed, self.oracle.consumed);
        assert_eq!(wallet.total_recharged, self.oracle.recharged);
        assert_eq!(by_kind(wallet.breakdown.as_ref().unwrap()), self.oracle.by_kind(at_ms));
        let expiring = self.oracle.expiring(at_ms);
        assert_eq!(wallet.expiring, expiring.map(|(at_ms, points)| Expiring { at_ms, points }));
        for moment in moments {
            let as_of_at_ms = now_ms + moment;
            let expected = self.oracle.balance_as_of(as_of_at_ms, now_ms);
            assert_eq!(world.balance_as_of(as_of_at_ms), expected, "as of now {moment:+}");
        }
        world.assert_sound();
    }
}

#[track_caller]
fn assert_refused(error: &Error, code: ErrorCode) {
    assert_eq!(error.code(), code, "{error}");
}

fn by_kind(b: &Breakdown) -> [i64; KINDS.len()] {
    [b.paid, b.bonus, b.promo, b.checkin, b.plan, b.refund]
}

/// A case is a whole history, so a quarter of the usual number of cases.
fn config() -> ProptestConfig {
    let usual = ProptestConfig::default();
    ProptestConfig { cases: usual.cases / 4, ..usual }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_wallet_does_what_the_naive_one_does(
        steps in prop::collection::vec(step(), 1..60),
        moments in prop::collection::vec(-900_i64..900, 4),
    ) {
        let mut run = Run::new();
        for step in &steps {
            run.step(step);
            run.check(&moments);
        }
    }
}
