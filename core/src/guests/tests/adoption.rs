//! What becomes of a device when its user logs in.

use super::*;
use crate::outbox::ListOutboxRequest;
use crate::quota::{ConsumeQuotaRequest, ListQuotaLogsRequest, QuotaLogKind};

#[test]
fn what_the_device_used_counts_as_used_by_the_user_once() {
    let world = World::new();
    let ada = world.register("ada");
    world.engine.quota().consume(ConsumeQuotaRequest::new(ada, "c").amount(5)).unwrap();
    world.use_device("d", 7).unwrap();
    let first = world.adopt(ada, "d").unwrap();
    assert_eq!((first.used_count, first.counted), (7, 7));
    assert_eq!(first.adopted_at_ms, Some(BEGIN_MS));
    assert_eq!(world.adopt(ada, "d").unwrap(), GuestAdoption { replayed: true, ..first });
    assert_eq!((world.quota(ada).used, world.quota(ada).total_used), (12, 12));
    let logs = world.engine.quota().logs(ListQuotaLogsRequest::new(ada)).unwrap().items;
    assert_eq!((logs.len(), logs[0].kind, logs[0].amount), (2, QuotaLogKind::Adopt, 7));
    assert!(world.check("d").adopted);
}

#[test]
fn another_user_is_refused_and_counts_nothing() {
    let world = World::new();
    let (ada, bob) = (world.register("ada"), world.register("bob"));
    world.use_device("d", 7).unwrap();
    world.adopt(ada, "d").unwrap();
    let error = world.adopt(bob, "d").unwrap_err();
    assert_eq!(error.code(), ErrorCode::Conflict);
    assert!(!error.to_string().contains(&ada.to_string()), "it does not say whose it is");
    assert_eq!(world.quota(bob).used, 0);
}

#[test]
fn a_device_that_holds_nothing_becomes_nobodys() {
    let world = World::new();
    let (ada, bob) = (world.register("ada"), world.register("bob"));
    let adoption = world.adopt(ada, "d").unwrap();
    assert_eq!((adoption.counted, adoption.adopted_at_ms), (0, None));
    world.use_device("d", 2).unwrap();
    assert_eq!(world.adopt(bob, "d").unwrap().counted, 2);
}

#[test]
fn logging_out_gives_no_new_allowance() {
    let world = World::new();
    let ada = world.register("ada");
    world.use_device("d", 7).unwrap();
    world.adopt(ada, "d").unwrap();
    assert_eq!(world.use_device("d", 3).unwrap().remaining, 0);
    exceeded(world.use_device("d", 1));
    assert!(world.adopt(ada, "d").unwrap().replayed);
    assert_eq!(world.quota(ada).used, 7, "what came after the adoption is the device's");
}

#[test]
fn only_the_present_period_of_the_user_counts() {
    let world = World::new();
    world.use_device("d", 4).unwrap();
    // The first of February: the plan `free` counts from there.
    world.clock.set_ms(1_769_904_000_000);
    world.use_device("d", 3).unwrap();
    let ada = world.register("ada");
    let adoption = world.adopt(ada, "d").unwrap();
    assert_eq!((adoption.used_count, adoption.counted), (7, 3));
    assert_eq!((world.quota(ada).used, world.quota(ada).total_used), (3, 3));
}

#[test]
fn an_adoption_is_never_refused_for_room_and_raises_what_it_reaches() {
    let world = World::new();
    world.set_plan(&[(Period::Day, 500)]).unwrap();
    let ada = world.register("ada");
    world.use_device("d", 150).unwrap();
    assert_eq!(world.adopt(ada, "d").unwrap().counted, 150);
    let quota = world.quota(ada);
    assert_eq!((quota.used, quota.remaining, quota.exceeded), (150, 0, true));
    let events = world.engine.outbox().list(ListOutboxRequest::new()).unwrap().items;
    let kinds: Vec<_> = events.iter().map(|event| event.kind.as_str()).collect();
    assert_eq!(kinds, ["quota_low", "quota_exceeded"]);
}

#[test]
fn of_two_users_at_once_one_adopts() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("guests.db");
    let world = World::at(path.to_str().unwrap());
    let users = [world.register("ada"), world.register("bob")];
    world.use_device("d", 7).unwrap();
    let outcomes = race(16, |number| {
        let user = users[number % 2];
        (user, world.adopt(user, "d"))
    });
    let first: Vec<_> =
        outcomes.iter().filter(|(_, o)| o.as_ref().is_ok_and(|a| !a.replayed)).collect();
    assert_eq!(first.len(), 1);
    let winner = first[0].0;
    for (user, outcome) in &outcomes {
        assert_eq!(outcome.is_ok(), *user == winner, "{outcome:?}");
    }
    let used: Vec<_> = users.iter().map(|user| world.quota(*user).used).collect();
    assert_eq!(used.iter().sum::<i64>(), 7);
    assert_eq!(world.quota(winner).used, 7);
}
