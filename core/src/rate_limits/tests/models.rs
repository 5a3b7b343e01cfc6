//! Random hits beside two models that know nothing of how the engine counts.

use proptest::prelude::*;

use super::*;

/// One step: how far the clock moves, which may be back, and the cost of a hit.
type Step = (i64, i64);

fn steps(window_ms: i64) -> impl Strategy<Value = Vec<Step>> {
    let moves = prop_oneof![
        6 => 0..=window_ms / 4,
        2 => 0..=window_ms * 2,
        1 => -window_ms..=0,
    ];
    prop::collection::vec((moves, 1i64..=6), 1..60)
}

/// Every hit that ever passed, and nothing else.
struct Log {
    hits: Vec<Step>,
    latest_ms: i64,
}

impl Log {
    fn used(&self, after_ms: i64, until_ms: i64) -> i64 {
        let within = |at_ms: &i64| *at_ms > after_ms && *at_ms <= until_ms;
        self.hits.iter().filter(|(at_ms, _)| within(at_ms)).map(|(_, cost)| cost).sum()
    }

    /// The first moment from now on at which a hit fits, tried one by one.
    fn fits_at(&self, limit: i64, window_ms: i64, cost: i64) -> i64 {
        let fits = |at_ms: &i64| self.used(at_ms - window_ms, *at_ms) + cost <= limit;
        (self.latest_ms..).find(fits).unwrap()
    }
}

/// Fewer where each hit is a round trip to a server.
fn cases() -> u32 {
    if crate::engine::test_backend() == "sqlite" { 48 } else { 6 }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    #[test]
    fn up_to_twenty_hits_agree_with_a_log_of_all_of_them(
        limit in 6i64..=20,
        (window_ms, steps) in (4i64..400).prop_flat_map(|window| (Just(window), steps(window))),
    ) {
        let world = World::new();
        let mut log = Log { hits: Vec::new(), latest_ms: BEGIN_MS };
        let mut now_ms = BEGIN_MS;
        for (by_ms, cost) in steps {
            now_ms += by_ms;
            world.clock.set_ms(now_ms);
            // Time does not run back in the model; a refusal leaves no trace of the moment.
            let last_hit_ms = log.hits.last().map_or(i64::MIN, |(at_ms, _)| *at_ms);
            log.latest_ms = now_ms.max(last_hit_ms);
            let fits_at_ms = log.fits_at(limit, window_ms, cost);
            let outcome = world.hit("a", limit, window_ms, cost);
            if fits_at_ms > log.latest_ms {
                prop_assert_eq!(wait(outcome), fits_at_ms - now_ms);
                continue;
            }
            log.hits.push((log.latest_ms, cost));
            let left = limit - log.used(log.latest_ms - window_ms, log.latest_ms);
            prop_assert_eq!(outcome.unwrap().remaining, left);
        }
        for (at_ms, _) in &log.hits {
            prop_assert!(log.used(at_ms - window_ms, *at_ms) <= limit, "no window holds more");
        }
    }

    #[test]
    fn above_twenty_no_span_holds_more_than_its_share_and_each_wait_is_the_shortest(
        limit in 21i64..=60,
        (window_ms, steps) in (4i64..4_000).prop_flat_map(|window| (Just(window), steps(window))),
    ) {
        let world = World::new();
        let mut hits: Vec<Step> = Vec::new();
        let (mut now_ms, mut latest_ms) = (BEGIN_MS, i64::MIN);
        for (by_ms, cost) in steps {
            // Costs that bring it to its limit, and never pass it.
            let cost = cost * 3;
            now_ms += by_ms;
            world.clock.set_ms(now_ms);
            if let Err(error) = world.hit("a", limit, window_ms, cost) {
                let wait_ms = wait(Err(error));
                world.clock.set_ms(now_ms + wait_ms - 1);
                prop_assert_eq!(wait(world.hit("a", limit, window_ms, cost)), 1);
                now_ms += wait_ms;
                world.clock.set_ms(now_ms);
                world.hit("a", limit, window_ms, cost).unwrap();
            }
            latest_ms = latest_ms.max(now_ms);
            hits.push((latest_ms, cost));
        }
        for (n, (from_ms, _)) in hits.iter().enumerate() {
            let mut sum = 0;
            for (to_ms, cost) in &hits[n..] {
                sum += cost;
                let share = limit + limit * (to_ms - from_ms) / window_ms;
                prop_assert!(sum <= share, "{} in {} ms", sum, to_ms - from_ms);
            }
        }
    }
}
