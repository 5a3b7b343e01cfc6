//! The steps of random histories.

use proptest::prelude::*;

use super::oracle::{PLANS, Span};
use super::*;
use crate::episodes::Strike;
use crate::store::testing::FaultPoint;

#[derive(Debug, Clone)]
pub(super) enum Step {
    Consume(i64),
    /// The same call by several callers at once.
    Race(i64),
    /// Several calls of as much at once.
    Crowd(i64),
    Purchase(i64, i64, Option<i64>),
    Transfer(i64),
    Hold(i64, i64),
    Capture(prop::sample::Index, Option<i64>, bool),
    Release(prop::sample::Index),
    /// An earlier call again, perhaps with another amount.
    Replay(prop::sample::Index, bool),
    Move(i64),
    /// So far from the moment at which the limit with least left resets.
    Edge(i64),
    /// Upkeep: by the operation, or by the engine.
    Reset(bool),
    Switch(bool),
    SetPlan {
        plan: usize,
        later: bool,
        shanghai: bool,
        anchor: i64,
    },
    Reopen,
    Crash,
}

/// A step, whose it is, and what its first call meets.
pub(super) type Act = (Step, usize, Option<Strike>);

pub(super) fn acts() -> impl Strategy<Value = Vec<Act>> {
    let moved = || {
        prop_oneof![
            3 => 0..600_000_i64,
            4 => 0..30 * 3_600_000_i64,
            3 => 0..45 * DAY_MS,
            1 => 0..500 * DAY_MS,
            2 => -3 * DAY_MS..0,
        ]
    };
    let lasts = prop_oneof![1..600_000_i64, 1..7 * DAY_MS];
    let pack = (1..20_i64, 0..3_i64, prop::option::of(1..30 * DAY_MS));
    let capture = (any::<prop::sample::Index>(), prop::option::of(1..6_i64), any::<bool>());
    let plan = (0..PLANS.len(), any::<bool>(), any::<bool>(), prop_oneof![Just(1_i64), 1..=31_i64]);
    let step = prop_oneof![
        10 => (1..8_i64).prop_map(Step::Consume),
        1 => (1..8_i64).prop_map(Step::Race),
        1 => (1..8_i64).prop_map(Step::Crowd),
        4 => pack.prop_map(|(amount, priority, lasts)| Step::Purchase(amount, priority, lasts)),
        2 => (1..12_i64).prop_map(Step::Transfer),
        5 => (1..8_i64, lasts).prop_map(|(amount, lasts)| Step::Hold(amount, lasts)),
        3 => capture.prop_map(|(which, amount, rest)| Step::Capture(which, amount, rest)),
        2 => any::<prop::sample::Index>().prop_map(Step::Release),
        2 => any::<(prop::sample::Index, bool)>()
            .prop_map(|(which, changed)| Step::Replay(which, changed)),
        7 => moved().prop_map(Step::Move),
        2 => (-1..=1_i64).prop_map(Step::Edge),
        2 => any::<bool>().prop_map(Step::Reset),
        1 => any::<bool>().prop_map(Step::Switch),
        2 => plan.prop_map(|(plan, later, shanghai, anchor)| {
            Step::SetPlan { plan, later, shanghai, anchor }
        }),
        1 => Just(Step::Reopen),
        1 => Just(Step::Crash),
    ];
    let strike = prop_oneof![
        4 => (1..9_u64).prop_map(|n| Strike::Conflict(FaultPoint::Statement(n))),
        1 => Just(Strike::Conflict(FaultPoint::Commit(1))),
        2 => (1..9_u64).prop_map(|n| Strike::Failure(FaultPoint::Statement(n))),
        1 => Just(Strike::LostAnswer),
    ];
    let strike = prop::option::weighted(0.3, strike);
    proptest::collection::vec((step, 0..2_usize, strike), 1..60)
}

/// The period as the engine names it.
pub(super) fn period(span: Span) -> Period {
    match span {
        Span::Day => Period::Day,
        Span::Week => Period::Week,
        Span::Month => Period::Month,
        Span::Anchored(day) => Period::MonthAnchored { day: u8::try_from(day).unwrap() },
        Span::Lifetime => Period::Lifetime,
        Span::Rolling(seconds) => Period::Rolling { seconds: u32::try_from(seconds).unwrap() },
    }
}
