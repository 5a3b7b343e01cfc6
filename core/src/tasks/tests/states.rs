//! Where a task goes, and where its points go with it.

use super::*;
use crate::wallet::RecordKind;

#[test]
fn a_task_reserves_its_points_and_the_record_of_its_result_carries_its_id() {
    let world = World::new();
    let created = world.create(40);
    assert_eq!((created.cost, created.balance, created.available), (40, 100, 60));
    assert_eq!(created.expires_at_ms, START + HOUR);
    let task = world.get(created.task_id);
    assert_eq!((task.state, task.open, task.created_at_ms), (TaskState::Pending, 40, START));
    world.clock.advance_ms(5);
    let started = world.start(task.task_id).unwrap();
    assert_eq!((started.state, started.started_at_ms), (TaskState::Running, Some(START + 5)));
    world.clock.advance_ms(5);
    let result = json!({"url": "https://example.org/1.png"});
    let request = world.completing(task.task_id).result(result.clone());
    let done = world.engine.tasks().complete(request).unwrap();
    assert_eq!((done.captured, done.released, done.balance), (40, 0, 60));
    let task = world.get(task.task_id);
    assert_eq!((task.state, task.result), (TaskState::Succeeded, Some(result)));
    assert_eq!(task.ended_at_ms, Some(START + 10));
    let record = world.records().remove(0);
    assert_eq!((record.kind, record.amount), (RecordKind::Consume, -40));
    assert_eq!(record.action_id, Some(created.task_id.to_string()));
    assert_eq!((Some(record.id), Some(record.seq)), (task.record_id, done.seq));
    world.assert_sound(&[created.task_id]);
}

#[test]
fn a_partial_result_spends_its_part_and_gives_back_the_rest() {
    let world = World::new();
    let (some, none, all) = (world.create(40).task_id, world.create(30).task_id, world.create(20));
    let done = world.engine.tasks().complete(world.completing(some).cost(15)).unwrap();
    assert_eq!((done.captured, done.released, done.balance, done.available), (15, 25, 85, 35));
    let done = world.engine.tasks().complete(world.completing(none).cost(0)).unwrap();
    assert_eq!((done.captured, done.released, done.record_id, done.seq), (0, 30, None, None));
    assert_eq!(world.get(none).state, TaskState::Succeeded);
    let over = world.engine.tasks().complete(world.completing(all.task_id).cost(21)).unwrap_err();
    assert_eq!(over.code(), ErrorCode::HoldExceeded);
    assert_eq!(world.complete(all.task_id).unwrap().captured, 20);
    assert_eq!(world.sums(), (65, 0, 65));
    world.assert_sound(&[some, none, all.task_id]);
}

#[test]
fn a_task_that_failed_or_was_cancelled_gives_back_every_point() {
    let world = World::new();
    let (failed, cancelled) = (world.create(40).task_id, world.create(30).task_id);
    world.start(failed).unwrap();
    world.start(cancelled).unwrap();
    let end = world.fail(failed).unwrap();
    assert_eq!((end.state, end.released, end.available), (TaskState::Failed, 40, 70));
    let end = world.cancel(cancelled).unwrap();
    assert_eq!((end.state, end.released, end.available), (TaskState::Cancelled, 30, 100));
    assert_eq!(world.get(failed).error.as_deref(), Some("out of memory"));
    assert_eq!(world.records().len(), 1, "nothing but the grant stands in the ledger");
    world.assert_sound(&[failed, cancelled]);
}

#[test]
fn what_has_ended_stays_as_it_ended() {
    let world = World::new();
    for state in ["succeeded", "failed", "cancelled", "expired"] {
        let task = world.create(10).task_id;
        match state {
            "succeeded" => drop(world.complete(task).unwrap()),
            "failed" => drop(world.fail(task).unwrap()),
            "cancelled" => drop(world.cancel(task).unwrap()),
            _ => world.clock.advance_ms(HOUR),
        }
        let before = (world.get(task), world.sums());
        assert_eq!(before.0.state.as_str(), state);
        assert_refused(world.start(task), state);
        assert_refused(world.complete(task), state);
        assert_refused(world.fail(task), state);
        assert_refused(world.cancel(task), state);
        assert_refused(world.extend(task, START + 9 * HOUR), state);
        assert_eq!((world.get(task), world.sums()), before);
        world.assert_sound(&[task]);
    }
}

#[test]
fn a_task_is_started_once() {
    let world = World::new();
    let task = world.create(10).task_id;
    let request = StartTaskRequest::new(world.user, task).idempotency_key("k");
    let first = world.engine.tasks().start(request.clone()).unwrap();
    assert_refused(world.start(task), "running");
    assert_eq!(world.engine.tasks().start(request).unwrap(), first);
}

#[test]
fn a_task_without_enough_points_leaves_nothing() {
    let world = World::new();
    let request = world.creating(101);
    let error = world.engine.tasks().create(request.clone()).unwrap_err();
    assert_eq!(error.code(), ErrorCode::InsufficientPoints);
    let list = world.engine.tasks().list(ListTasksRequest::new(world.user)).unwrap();
    assert_eq!(list.items, []);
    world.grant(1);
    assert!(!world.engine.tasks().create(request).unwrap().replayed, "a refusal keeps no key");
}

#[test]
fn a_deadline_lies_after_now_and_within_a_year() {
    let world = World::new();
    for (expires_at_ms, sound) in [
        (START, false),
        (START + 1, true),
        (START + crate::limits::HOLD_MS_MAX, true),
        (START + crate::limits::HOLD_MS_MAX + 1, false),
    ] {
        let outcome = world.engine.tasks().create(world.creating(1).expires_at_ms(expires_at_ms));
        assert_eq!(outcome.is_ok(), sound, "{expires_at_ms}");
    }
}

#[test]
fn an_expired_task_gives_back_every_point_though_nothing_swept_it() {
    let world = World::new();
    let task = world.create(40).task_id;
    world.start(task).unwrap();
    world.clock.advance_ms(HOUR - 1);
    assert_eq!((world.get(task).state, world.sums()), (TaskState::Running, (100, 40, 60)));
    world.clock.advance_ms(1);
    let shown = world.get(task);
    assert_eq!((shown.state, shown.ended_at_ms), (TaskState::Expired, Some(START + HOUR)));
    assert_eq!((shown.released, shown.open, world.sums()), (40, 0, (100, 0, 100)));
    world.clock.advance_ms(50);
    world.sweep();
    assert_eq!(world.get(task), shown, "a sweep changes nothing that can be seen");
    assert_refused(world.complete(task), "expired");
    world.assert_sound(&[task]);
}

#[test]
fn what_has_expired_stays_so_where_the_clock_is_set_back() {
    for swept in [true, false] {
        let world = World::new();
        let task = world.create(40).task_id;
        world.clock.advance_ms(HOUR);
        if swept {
            world.sweep();
        } else {
            world.grant(1);
        }
        world.clock.advance_ms(-HOUR / 2);
        assert_eq!(world.get(task).state, TaskState::Expired, "swept: {swept}");
        assert_refused(world.complete(task), "expired");
        assert_eq!(world.sums().1, 0);
        world.assert_sound(&[task]);
    }
}

#[test]
fn the_sweep_of_tasks_ends_their_holds_by_itself() {
    let world = World::new();
    let task = world.create(40).task_id;
    world.clock.advance_ms(HOUR);
    let swept = world.engine.inner().write_own(|tx| crate::tasks::sweep(tx, 10)).unwrap();
    assert_eq!(swept, 1);
    world.clock.advance_ms(-HOUR);
    assert_eq!((world.get(task).state, world.sums()), (TaskState::Expired, (100, 0, 100)));
    world.assert_sound(&[task]);
    let again = world.engine.inner().write_own(|tx| crate::tasks::sweep(tx, 10)).unwrap();
    assert_eq!(again, 0, "what was swept is not looked at again");
}

#[test]
fn a_sweep_takes_no_more_than_it_is_told_to() {
    let world = World::new();
    let tasks: Vec<TaskId> = (0..5).map(|_| world.create(10).task_id).collect();
    world.clock.advance_ms(HOUR);
    let sweep = || world.engine.inner().write_own(|tx| crate::tasks::sweep(tx, 2)).unwrap();
    assert_eq!([sweep(), sweep(), sweep(), sweep()], [2, 2, 1, 0]);
    assert!(tasks.iter().all(|task| world.get(*task).state == TaskState::Expired));
    world.assert_sound(&tasks);
}

#[test]
fn more_time_moves_the_deadline_of_the_task_and_of_its_points() {
    let world = World::new();
    let task = world.create(40).task_id;
    assert_eq!(world.extend(task, START + 2 * HOUR).unwrap(), START + 2 * HOUR);
    world.clock.advance_ms(HOUR);
    world.sweep();
    assert_eq!((world.get(task).state, world.sums().1), (TaskState::Pending, 40));
    let error = world.extend(task, START + 2 * HOUR).unwrap_err();
    assert_eq!(error.details()["field"], "expiresAtMs");
    world.clock.advance_ms(HOUR);
    assert_eq!((world.get(task).state, world.sums().1), (TaskState::Expired, 0));
    world.assert_sound(&[task]);
}

#[test]
fn one_key_has_one_effect_and_a_changed_request_is_named() {
    let world = World::new();
    let creating = world.creating(40);
    let created = world.engine.tasks().create(creating.clone()).unwrap();
    let again = world.engine.tasks().create(creating.clone()).unwrap();
    assert_eq!(again, CreateTaskResponse { replayed: true, ..created.clone() });
    let mut other = creating;
    other.cost = 41;
    let error = world.engine.tasks().create(other).unwrap_err();
    assert_eq!(error.details()["field"], "cost");
    let completing = world.completing(created.task_id).cost(15);
    let done = world.engine.tasks().complete(completing.clone()).unwrap();
    world.clock.advance_ms(2 * HOUR);
    let again = world.engine.tasks().complete(completing).unwrap();
    assert_eq!(again, CompleteTaskResponse { replayed: true, ..done });
    assert_eq!(world.sums(), (85, 0, 85));
}
