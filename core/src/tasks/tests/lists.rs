//! Lists: what they show, in which order, and that pages tile them.

use super::*;

/// The tasks of a list, read in pages of two.
fn listed(world: &World, request: &ListTasksRequest) -> Vec<TaskId> {
    let mut request = request.clone().limit(2);
    let mut ids = Vec::new();
    loop {
        let page = world.engine.tasks().list(request.clone()).unwrap();
        ids.extend(page.items.into_iter().map(|task| task.task_id));
        let Some(cursor) = page.next_cursor else { return ids };
        request = request.cursor(cursor);
    }
}

/// Tasks of both kinds in every state, newest first; the first of those that expire is swept.
fn varied(world: &World) -> Vec<TaskId> {
    let mut ids = Vec::new();
    for number in 0..21 {
        world.clock.advance_ms(if number % 3 == 0 { 1 } else { 0 });
        let lasts = if number % 7 >= 5 { 1_000 } else { 10 * HOUR };
        let mut request = world.creating(1).expires_at_ms(START + lasts);
        if number % 2 == 1 {
            request.kind = TaskKind::Video;
        }
        let task = world.engine.tasks().create(request).unwrap().task_id;
        match number % 7 {
            1 | 6 => drop(world.start(task).unwrap()),
            2 => drop(world.complete(task).unwrap()),
            3 => drop(world.fail(task).unwrap()),
            4 => drop(world.cancel(task).unwrap()),
            _ => {}
        }
        ids.push(task);
    }
    world.clock.advance_ms(2_000);
    ids.reverse();
    ids
}

#[test]
fn every_filter_lists_what_it_names_newest_first_whether_or_not_it_was_swept() {
    let world = World::new();
    let ids = varied(&world);
    let states = ["pending", "running", "succeeded", "failed", "cancelled", "expired"];
    let states = states.map(|state| TaskState::from_stored(state).unwrap());
    for swept in [false, true] {
        if swept {
            world.sweep();
        }
        let tasks: Vec<Task> = ids.iter().map(|id| world.get(*id)).collect();
        for state in states.into_iter().map(Some).chain([None]) {
            for kind in [None, Some(TaskKind::Image), Some(TaskKind::Video)] {
                let mut request = ListTasksRequest::new(world.user);
                (request.state, request.kind) = (state, kind);
                let expected = tasks.iter().filter(|task| {
                    state.is_none_or(|state| task.state == state)
                        && kind.is_none_or(|kind| task.kind == kind)
                });
                let mut expected: Vec<&Task> = expected.collect();
                expected.sort_by_key(|task| std::cmp::Reverse((task.created_at_ms, task.task_id)));
                let expected: Vec<TaskId> = expected.iter().map(|task| task.task_id).collect();
                assert!(!expected.is_empty());
                assert_eq!(listed(&world, &request), expected, "{state:?} {kind:?} {swept}");
            }
        }
    }
    world.assert_sound(&ids);
}

#[test]
fn a_list_shows_nobody_elses_tasks() {
    let world = World::new();
    let task = world.create(5).task_id;
    let other = UserId(uuid::Uuid::from_u128(8));
    world.engine.inner().write_own(|tx| wallet::open(tx, other, "points")).unwrap();
    let tasks = world.engine.tasks();
    assert_eq!(tasks.list(ListTasksRequest::new(other)).unwrap().items, []);
    let error = tasks.get(GetTaskRequest::new(other, task)).unwrap_err();
    assert_eq!(error.code(), ErrorCode::NotFound);
    assert_eq!(error.details()["what"], "task");
}
