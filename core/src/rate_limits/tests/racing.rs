//! Many hits at once, on a real file.

use super::*;
use crate::episodes::race;

#[test]
fn of_sixty_four_hits_at_once_exactly_the_limit_passes() {
    for limit in [1, 20, 40] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("limits.db");
        let world = World::at(path.to_str().unwrap(), FixedClock::new(BEGIN_MS));
        let outcomes = race(64, |_| world.hit("a", limit, 60_000, 1));
        let (passed, refused): (Vec<_>, Vec<_>) = outcomes.into_iter().partition(Result::is_ok);
        assert_eq!(passed.len(), usize::try_from(limit).unwrap());
        assert!(refused.into_iter().all(|outcome| wait(outcome) > 0));
        let mut left: Vec<_> =
            passed.into_iter().map(|outcome| outcome.unwrap().remaining).collect();
        left.sort_unstable();
        assert_eq!(left, (0..limit).collect::<Vec<_>>(), "each saw a count of its own");
    }
}

#[test]
fn hits_and_resets_at_once_lose_no_hit_that_came_after_the_last_reset() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("limits.db");
    let world = World::at(path.to_str().unwrap(), FixedClock::new(BEGIN_MS));
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for _ in 0..10 {
                    // Refused or not: what counts is that it never fails in another way.
                    if let Err(error) = world.hit("a", 20, 60_000, 1) {
                        wait(Err(error));
                    }
                }
            });
        }
        scope.spawn(|| {
            for _ in 0..10 {
                world.engine.limits().reset(ResetLimitRequest::new("a", "k")).unwrap();
            }
        });
    });
    world.engine.limits().reset(ResetLimitRequest::new("a", "k")).unwrap();
    for left in (0..20).rev() {
        assert_eq!(world.hit("a", 20, 60_000, 1).unwrap().remaining, left);
    }
    wait(world.hit("a", 20, 60_000, 1));
}
