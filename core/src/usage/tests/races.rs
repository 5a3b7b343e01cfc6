//! Records at the same time.

use std::collections::BTreeSet;

use super::*;
use crate::episodes::race;
use crate::usage::GetUsageByModelRequest;

const THREADS: usize = 16;
const EACH: usize = 12;

#[test]
fn sixteen_threads_lose_no_record() {
    let folder = tempfile::tempdir().unwrap();
    let world = World::stored(folder.path().join("usage.db").to_str().unwrap());
    let user = world.user("ada", "UTC");
    let tenant = world.tenant_of(user);
    std::thread::scope(|scope| {
        for thread in 0..THREADS {
            let world = &world;
            scope.spawn(move || {
                for n in 0..EACH {
                    let mut request = chat(user, &format!("{thread}-{n}"), BEGIN_MS);
                    request.occurred_at_ms = Some(BEGIN_MS + ((thread + n) % 3) as i64 * DAY_MS);
                    request.model = ["gpt", "claude"][n % 2].into();
                    let currency = ["USD", "CNY"][thread % 2];
                    request = request.cost(UsageCost::new(1, currency));
                    let done = match thread % 4 {
                        0 => world.within(tenant, request),
                        _ => world.record(request),
                    };
                    assert!(!done.unwrap().replayed);
                }
            });
        }
    });
    let all = i64::try_from(THREADS * EACH).unwrap();
    let totals = world.statistics(user, "2026-03-08", "2026-03-10").totals;
    assert_eq!((world.records(user), totals.calls), (all, all));
    assert_eq!((totals.total_tokens, totals.duration_ms), (all * 120, all * 3_000));
    assert!(totals.costs.iter().all(|cost| cost.amount_micros == all / 2));
    let models = world.engine.usage().by_model(GetUsageByModelRequest::new(user)).unwrap().models;
    assert_eq!(models.iter().map(|model| model.totals.calls).collect::<Vec<_>>(), [all / 2; 2]);
    assert_eq!(world.rebuild(user, 31).changed, Vec::<String>::new());
}

#[test]
fn one_event_from_many_threads_is_counted_once() {
    let folder = tempfile::tempdir().unwrap();
    let world = World::stored(folder.path().join("usage.db").to_str().unwrap());
    let user = world.user("ada", "UTC");
    let outcomes = race(THREADS, |_| world.record(chat(user, "e", BEGIN_MS)).unwrap());
    assert_eq!(outcomes.iter().filter(|outcome| !outcome.replayed).count(), 1);
    assert_eq!(outcomes.iter().map(|outcome| outcome.record.id).collect::<BTreeSet<_>>().len(), 1);
    assert_eq!(world.statistics(user, "2026-03-08", "2026-03-08").totals.calls, 1);
}

#[test]
fn counting_again_while_others_record_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let world = World::stored(folder.path().join("usage.db").to_str().unwrap());
    let user = world.user("ada", "UTC");
    world.record(chat(user, "first", BEGIN_MS)).unwrap();
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let world = &world;
            scope.spawn(move || {
                for n in 0..EACH {
                    let at_ms = BEGIN_MS + (n % 2) as i64 * DAY_MS;
                    world.record(chat(user, &format!("{thread}-{n}"), at_ms)).unwrap();
                }
            });
        }
        scope.spawn(|| {
            for _ in 0..6 {
                assert_eq!(world.rebuild(user, 1).changed, Vec::<String>::new());
            }
        });
    });
    let totals = world.statistics(user, "2026-03-08", "2026-03-09").totals;
    assert_eq!(totals.calls, i64::try_from(4 * EACH).unwrap() + 1);
}
