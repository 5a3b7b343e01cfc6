//! What is kept of an event, and how long.

use super::*;
use crate::RootKey;
use crate::outbox::sql;
use crate::store::Param;

const DAY_MS: i64 = 86_400_000;

impl World {
    /// The bytes of the payload that the user's only event has in the store.
    fn stored(&self, whose: u128, key: &str) -> Option<Vec<u8>> {
        let claim = |tx: &mut crate::store::Tx<'_>| {
            let params = [user(whose).into(), Param::Bytes(key.as_bytes())];
            let event: Option<Uuid> = tx.get(&sql::BY_KEY, &params, |row| row.id(0))?;
            let mut found = None;
            for state in ["pending", "done", "dead"] {
                let params = [state.into(), 0.into(), Param::Id(Uuid::nil()), Param::Int(200)];
                tx.query(&sql::LIST, &params, &mut |row| {
                    if Some(row.id::<Uuid>(1)?) == event {
                        found = Some(row.bytes(9)?.to_vec());
                    }
                    Ok(())
                })?;
            }
            Ok(found)
        };
        self.engine.inner().write_own(claim).unwrap()
    }
}

#[test]
fn a_payload_is_sealed_under_a_root_key_and_emptied_on_acknowledgement() {
    for sealed in [false, true] {
        let world = World::with(":memory:", |options| match sealed {
            true => options.root_key(RootKey::from_bytes([7; 32])),
            false => options,
        });
        world.put(1, "toy", "canary");
        let bytes = world.stored(1, "canary").unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert_eq!(text.contains("canary"), !sealed, "{text}");
        let claimed = world.claim();
        assert_eq!(names(&claimed), ["canary"]);
        assert_eq!(world.listed(OutboxState::Pending), ["canary"]);
        world.ack(&claimed.items[0], claimed.lease).unwrap();
        assert_eq!(world.stored(1, "canary").unwrap(), b"");
        assert_eq!(world.listed(OutboxState::Done), ["-"]);
    }
}

#[test]
fn a_key_makes_an_event_once_for_each_user_while_it_is_kept() {
    let world = World::new();
    assert!(world.put(1, "toy", "k"));
    assert!(!world.put(1, "toy", "k"));
    assert!(world.put(2, "toy", "k"));
    assert!(world.put(0, "toy", "k"), "nobody is somebody of their own");
    let claimed = world.claim();
    assert_eq!(claimed.items.len(), 3);
    for event in &claimed.items {
        world.ack(event, claimed.lease).unwrap();
    }
    world.clock.advance_ms(90 * DAY_MS - 1);
    world.engine.maintain(std::time::Duration::from_secs(5)).unwrap();
    assert!(!world.put(1, "toy", "k"));
    world.clock.advance_ms(1);
    world.engine.maintain(std::time::Duration::from_secs(5)).unwrap();
    assert_eq!(world.stored(1, "k"), None);
    assert!(world.put(1, "toy", "k"));
}

#[test]
fn upkeep_forgets_dead_letters_and_never_what_waits() {
    let world = World::new();
    world.put(1, "toy", "dead");
    for _ in 0..6 {
        world.claim();
        world.clock.advance_ms(MINUTE_MS);
    }
    world.put(2, "toy", "waits");
    assert_eq!(world.listed(OutboxState::Dead), ["dead"]);
    world.clock.advance_ms(400 * DAY_MS);
    world.engine.maintain(std::time::Duration::from_secs(5)).unwrap();
    assert!(world.listed(OutboxState::Dead).is_empty());
    assert_eq!(names(&world.claim()), ["waits"]);
}

#[test]
fn an_event_of_a_call_that_fails_is_not_there() {
    let world = World::new();
    let outcome: Result<()> = world.engine.inner().write_own(|tx| {
        put(tx, user(1), "toy", &json!({}), b"k")?;
        Err(Error::not_found("nothing", "at all"))
    });
    assert!(outcome.is_err());
    assert!(world.claim().items.is_empty());
    assert!(world.put(1, "toy", "k"), "its key was not used up");
}

#[test]
fn a_payload_that_does_not_open_is_given_up_and_holds_up_nothing() {
    let world = World::with(":memory:", |options| options.root_key(RootKey::from_bytes([7; 32])));
    world.put(1, "toy", "a1");
    world.put(1, "toy", "a2");
    let claimed = world.claim();
    let (event, lease) = (claimed.items[0].event_id, claimed.lease);
    // An acknowledgement empties the payload; put back among those that wait, it does not open.
    world.ack(&claimed.items[0], lease).unwrap();
    world
        .engine
        .inner()
        .write_own(|tx| {
            let params = [user(1).into(), event.into()];
            tx.exec(&REOPEN, &params)?;
            Ok(())
        })
        .unwrap();
    assert_eq!(names(&world.claim()), ["a2"]);
    assert_eq!(world.listed(OutboxState::Dead), ["-"]);
}

crate::store::statements! {
    REOPEN: User = "UPDATE outbox SET state = 'pending' WHERE user_id = ? AND event_id = ?";
}

#[test]
fn a_write_of_an_event_wakes_those_who_subscribe() {
    let world = World::new();
    let heard = world.engine.subscribe(Some(user(1)));
    world.put(1, "toy", "a");
    world.put(1, "toy", "a");
    let changes = heard.try_recv().unwrap().changes;
    assert_eq!(changes.iter().filter(|change| change.noun == "outbox").count(), 1);
}
