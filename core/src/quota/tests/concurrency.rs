use super::*;

#[test]
fn sixty_four_threads_use_exactly_what_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("quota.db");
    let world = World::stored(path.to_str().unwrap(), BEGIN_MS);
    let outcomes: Vec<Result<ConsumeQuotaResponse>> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..64)
            .map(|_| scope.spawn(|| (0..3).map(|_| world.consume(1)).collect::<Vec<_>>()))
            .collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    let (done, left): (Vec<_>, Vec<_>) = outcomes.into_iter().partition(Result::is_ok);
    assert_eq!((done.len(), left.len()), (100, 92));
    let mut used: Vec<_> = done.into_iter().map(|done| done.unwrap().used).collect();
    used.sort_unstable();
    assert_eq!(used, (1..=100).collect::<Vec<_>>(), "each saw a count of its own");
    for outcome in left {
        assert_eq!(refused(outcome)["used"], 100);
    }
    assert_eq!((world.get().used, world.get().total_used), (100, 100));
}

#[test]
fn one_key_from_many_threads_counts_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("quota.db");
    let world = World::stored(path.to_str().unwrap(), BEGIN_MS);
    let request = ConsumeQuotaRequest::new(world.user, "k").amount(9);
    let outcomes: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> =
            (0..16).map(|_| scope.spawn(|| world.send(request.clone()).unwrap())).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(outcomes.iter().filter(|outcome| !outcome.replayed).count(), 1);
    assert!(outcomes.iter().all(|outcome| outcome.log_id == outcomes[0].log_id));
    assert_eq!(world.get().used, 9);
}

#[test]
fn an_upgrade_among_consumes_loses_no_use() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("quota.db");
    let world = World::stored(path.to_str().unwrap(), BEGIN_MS);
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| (0..10).for_each(|_| assert!(world.consume(1).is_ok())));
        }
        scope.spawn(|| {
            for plan in ["basic", "pro", "plus"] {
                world.set_plan(plan).unwrap();
            }
        });
    });
    let state = world.get();
    assert_eq!((state.plan.as_str(), state.used), ("plus", 80));
}

#[test]
fn a_racing_duplicate_is_not_refused_for_what_the_first_did() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("quota.db");
    let world = World::stored(path.to_str().unwrap(), BEGIN_MS);
    let hold = crate::quota::HoldQuotaRequest::new(world.user, BEGIN_MS + DAY_MS, "h");
    let hold = world.engine.quota().hold(hold.amount(30)).unwrap().hold_id;
    let request = ConsumeQuotaRequest::new(world.user, "k").amount(60);
    let release = crate::quota::ReleaseQuotaRequest::new(world.user, hold, "r");
    std::thread::scope(|scope| {
        for _ in 0..6 {
            scope.spawn(|| assert_eq!(world.send(request.clone()).unwrap().used, 60));
            scope.spawn(|| {
                assert_eq!(world.engine.quota().release(release.clone()).unwrap().released, 30);
            });
        }
    });
    assert_eq!((world.get().used, world.get().remaining), (60, 40));
}
