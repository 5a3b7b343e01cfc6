//! Many callers at once, on a real file.

use super::*;
use crate::episodes::race;

#[test]
fn racing_results_spend_the_points_once() {
    let world = World::new();
    let task = world.create(40).task_id;
    let outcomes = race(12, |_| world.complete(task));
    let (done, refused): (Vec<_>, Vec<_>) = outcomes.into_iter().partition(Result::is_ok);
    assert_eq!(done.len(), 1);
    refused.into_iter().for_each(|outcome| assert_refused(outcome, "succeeded"));
    assert_eq!(world.sums(), (60, 0, 60));
    world.assert_sound(&[task]);
}

#[test]
fn one_key_from_many_callers_has_one_effect_and_one_answer() {
    let world = World::new();
    let creating = world.creating(40);
    let created = race(12, |_| world.engine.tasks().create(creating.clone()).unwrap());
    assert_eq!(created.iter().filter(|answer| !answer.replayed).count(), 1);
    let task = created[0].task_id;
    assert!(created.iter().all(|answer| answer.task_id == task));
    let completing = world.completing(task).cost(15);
    let done = race(12, |_| world.engine.tasks().complete(completing.clone()).unwrap());
    assert_eq!(done.iter().filter(|answer| !answer.replayed).count(), 1);
    assert!(done.iter().all(|answer| answer.record_id == done[0].record_id));
    assert_eq!(world.sums(), (85, 0, 85));
    world.assert_sound(&[task]);
}

#[test]
fn of_a_result_a_failure_a_cancellation_and_the_deadline_exactly_one_wins() {
    for round in 0..12 {
        let world = World::new();
        let task = world.create(40).task_id;
        let ended = race(8, |number| match number % 4 {
            0 => world.complete(task).map(|_| TaskState::Succeeded),
            1 => world.fail(task).map(|_| TaskState::Failed),
            2 => world.cancel(task).map(|_| TaskState::Cancelled),
            _ => {
                if round % 2 == 0 {
                    world.clock.advance_ms(HOUR);
                }
                world.sweep();
                Err(crate::ErrorKind::Closed {}.into())
            }
        });
        let winners: Vec<TaskState> = ended.into_iter().flatten().collect();
        let state = world.get(task).state;
        match winners[..] {
            [] => assert_eq!((state, round % 2), (TaskState::Expired, 0)),
            [winner] => assert_eq!(state, winner),
            _ => panic!("more than one won: {winners:?}"),
        }
        let left = if state == TaskState::Succeeded { 60 } else { 100 };
        assert_eq!(world.sums(), (left, 0, left));
        world.assert_sound(&[task]);
    }
}

#[test]
fn of_racing_workers_one_starts_a_task_and_deadlines_move_without_losing_a_point() {
    let world = World::new();
    let tasks: Vec<TaskId> = (0..4).map(|_| world.create(20).task_id).collect();
    let started = race(12, |number| {
        let task = tasks[number % 4];
        let moved = world.extend(task, START + HOUR + 1 + i64::try_from(number).unwrap());
        drop(moved);
        world.sweep();
        world.start(task).is_ok()
    });
    assert_eq!(started.into_iter().filter(|won| *won).count(), 4);
    assert_eq!(world.sums(), (100, 80, 20));
    world.assert_sound(&tasks);
}
