//! Many claimers at once, on a real file.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use super::*;
use crate::episodes::race;

const USERS: u128 = 24;
const EVENTS: u128 = 4;

#[test]
fn claimers_at_once_never_hold_one_event_together_and_keep_the_order() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("outbox.db");
    let world = World::with(path.to_str().unwrap(), |options| options);
    for event in 1..=EVENTS {
        for whose in 1..=USERS {
            world.put(whose, "toy", &event.to_string());
        }
    }
    let held = Mutex::new(BTreeSet::new());
    let done: Mutex<BTreeMap<UserId, Vec<String>>> = Mutex::default();
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                loop {
                    let request = ClaimOutboxRequest::new().limit(5);
                    let claimed = world.engine.outbox().claim(request).unwrap();
                    for event in &claimed.items {
                        assert!(held.lock().unwrap().insert(event.event_id), "held by two");
                        let mut done = done.lock().unwrap();
                        done.entry(event.user_id).or_default().push(name(&event.payload));
                    }
                    for event in &claimed.items {
                        world.ack(event, claimed.lease).unwrap();
                    }
                    let all = done.lock().unwrap().values().map(Vec::len).sum::<usize>();
                    if all as u128 == USERS * EVENTS {
                        return;
                    }
                }
            });
        }
    });
    let done = done.into_inner().unwrap();
    assert_eq!(done.len() as u128, USERS);
    assert!(done.values().all(|seen| *seen == ["1", "2", "3", "4"]), "{done:?}");
}

#[test]
fn one_key_from_many_threads_makes_one_event() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("outbox.db");
    let world = World::with(path.to_str().unwrap(), |options| options);
    let written = race(16, |_| world.put(1, "toy", "k"));
    assert_eq!(written.into_iter().filter(|written| *written).count(), 1);
    assert_eq!(names(&world.claim()), ["k"]);
}
