//! Random histories, against the oracle.

use proptest::prelude::*;

use super::oracle::{Oracle, PLANS, Said, Span};
use super::*;

/// 2024-01-30T20:00:00Z: in a leap year, and the 31st in Shanghai.
const LEAP_MS: i64 = 1_706_644_800_000;

#[derive(Debug, Clone)]
enum Step {
    Consume(i64),
    Move(i64),
    /// So far from the moment at which the limit with least left resets.
    Edge(i64),
    SetPlan {
        plan: usize,
        later: bool,
        shanghai: bool,
        anchor: i64,
    },
    Reopen,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let moved = prop_oneof![
        3 => 0..600_000_i64,
        4 => 0..30 * 3_600_000_i64,
        3 => 0..45 * DAY_MS,
        1 => 0..500 * DAY_MS,
        2 => -3 * DAY_MS..0,
    ];
    let plan = (0..PLANS.len(), any::<bool>(), any::<bool>(), prop_oneof![Just(1_i64), 1..=31_i64]);
    let step = prop_oneof![
        8 => (1..8_i64).prop_map(Step::Consume),
        6 => moved.prop_map(Step::Move),
        2 => (-1..=1_i64).prop_map(Step::Edge),
        2 => plan.prop_map(|(plan, later, shanghai, anchor)| {
            Step::SetPlan { plan, later, shanghai, anchor }
        }),
        1 => Just(Step::Reopen),
    ];
    proptest::collection::vec(step, 1..60)
}

fn period(span: Span) -> Period {
    match span {
        Span::Day => Period::Day,
        Span::Week => Period::Week,
        Span::Month => Period::Month,
        Span::Anchored(day) => Period::MonthAnchored { day: u8::try_from(day).unwrap() },
        Span::Lifetime => Period::Lifetime,
        Span::Rolling(seconds) => Period::Rolling { seconds: u32::try_from(seconds).unwrap() },
    }
}

fn start(path: &str) -> World {
    let world = World::stored(path, LEAP_MS);
    for (name, rules) in PLANS {
        let limits = rules.iter().map(|rule| {
            let limit = PlanLimit::new("chat", period(rule.span), rule.limit);
            if rule.carry == 0 { limit } else { limit.carry_over(rule.carry) }
        });
        world.put_plan(name, limits.collect(), None);
    }
    world.set_plan("a").unwrap();
    world
}

fn compare(world: &World, oracle: &Oracle, now_ms: i64) {
    let (view, at_ms) = oracle.at(now_ms);
    let state = world.get();
    let found: Vec<Said> = state
        .limits
        .iter()
        .map(|limit| Said {
            period: limit.period.to_string(),
            limit: limit.limit,
            carried: limit.carried,
            used: limit.used,
            resets_at_ms: limit.resets_at_ms,
        })
        .collect();
    assert_eq!(found, view.say(at_ms));
    assert_eq!(state.plan, PLANS[view.plan].0);
    let next = view.next.map(|(plan, at_ms)| (PLANS[plan].0.to_owned(), at_ms));
    assert_eq!(state.next_plan.zip(state.next_plan_at_ms), next);
    assert_eq!(state.today, view.today(at_ms));
    assert_eq!(state.total_used, view.total());
    for limit in &state.limits {
        assert_eq!(limit.remaining, (limit.limit - limit.used).max(0));
        assert_eq!(limit.low, limit.used * 100 >= limit.limit * 80);
        assert_eq!(limit.exceeded, limit.used >= limit.limit);
    }
}

fn run(steps: &[Step]) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("quota.db");
    let path = path.to_str().unwrap();
    let mut world = start(path);
    let mut oracle = Oracle::new(0, LEAP_MS);
    let mut now_ms = LEAP_MS;
    compare(&world, &oracle, now_ms);
    for step in steps {
        match step {
            Step::Consume(amount) => {
                match (world.consume(*amount), oracle.consume(now_ms, *amount)) {
                    (Ok(_), Ok(())) => {}
                    (refusal, Err(said)) => {
                        let details = refused(refusal);
                        assert_eq!(details["period"], said.period);
                        assert_eq!(
                            (&details["limit"], &details["used"]),
                            (&said.limit.into(), &said.used.into())
                        );
                        assert_eq!(details["resetsAtMs"].as_i64(), said.resets_at_ms);
                    }
                    (Err(error), Ok(())) => panic!("there was room: {error}"),
                }
            }
            Step::Move(by_ms) => {
                now_ms += by_ms;
                world.clock.set_ms(now_ms);
            }
            Step::Edge(by_ms) => {
                now_ms = world.get().resets_at_ms.map_or(now_ms, |at_ms| at_ms + by_ms);
                world.clock.set_ms(now_ms);
            }
            Step::SetPlan { plan, later, shanghai, anchor } => {
                let zone = if *shanghai { "Asia/Shanghai" } else { "UTC" };
                let request = world
                    .change(PLANS[*plan].0)
                    .at(if *later { When::NextPeriod } else { When::Now })
                    .timezone(zone)
                    .anchor_day(*anchor);
                let changed = world.engine.quota().set_plan(request).is_ok();
                assert_eq!(changed, oracle.set_plan(now_ms, *plan, *later, *shanghai, *anchor));
            }
            Step::Reopen => {
                world.engine.close().unwrap();
                world.engine = World::open(path, &world.clock);
            }
        }
        compare(&world, &oracle, now_ms);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn every_history_comes_to_what_the_oracle_says(steps in steps()) {
        run(&steps);
    }
}
