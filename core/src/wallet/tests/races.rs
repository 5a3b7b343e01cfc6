//! Many callers at once, on a real file.

use super::*;
use crate::episodes::race;
use crate::error::ErrorCode;
use crate::store::sqlite::Durability;
use crate::wallet::TransferPointsRequest;

fn world_on(directory: &tempfile::TempDir) -> World {
    let path = directory.path().join("store.db");
    let clock = FixedClock::new(START);
    let options = EngineOptions::default().clock(clock.clone()).durability(Durability::Off);
    let engine = Engine::open_with(path.to_str().unwrap(), options).unwrap();
    let user = person(&engine, 7);
    World { engine, clock, user, keys: AtomicU32::new(0) }
}

#[test]
fn racing_callers_spend_exactly_what_is_there() {
    let directory = tempfile::tempdir().unwrap();
    let world = world_on(&directory);
    for _ in 0..10 {
        world.grant(100);
    }
    let (engine, user) = (&world.engine, world.user);
    let outcomes = race(64, |number| {
        let calls = (0..5).map(|call| {
            let request = ConsumePointsRequest::new(user, 7, format!("{number}-{call}"));
            engine.wallet().consume(request).map(|spent| spent.seq)
        });
        calls.collect::<Vec<_>>()
    });
    let (done, refused): (Vec<_>, Vec<_>) = outcomes.into_iter().flatten().partition(Result::is_ok);
    assert_eq!(done.len(), 1_000 / 7);
    assert!(refused.into_iter().all(|r| r.unwrap_err().code() == ErrorCode::InsufficientPoints));
    let mut seqs: Vec<i64> = done.into_iter().map(Result::unwrap).collect();
    seqs.sort_unstable();
    assert_eq!(seqs, (11..=152).collect::<Vec<_>>());
    assert_eq!(world.balance().balance, 1_000 % 7);
    world.assert_sound();
}

#[test]
fn one_key_from_many_callers_has_one_effect_and_one_answer() {
    let directory = tempfile::tempdir().unwrap();
    let world = world_on(&directory);
    world.grant(1_000);
    let (engine, user) = (&world.engine, world.user);
    let answers = race(50, |_| engine.wallet().consume(ConsumePointsRequest::new(user, 10, "k")));
    let answers: Vec<_> = answers.into_iter().map(Result::unwrap).collect();
    assert_eq!(answers.iter().filter(|answer| !answer.replayed).count(), 1);
    let first = ConsumePointsResponse { replayed: false, ..answers[0].clone() };
    for answer in answers {
        assert_eq!(ConsumePointsResponse { replayed: false, ..answer }, first);
    }
    assert_eq!(world.balance().balance, 990);
    world.assert_sound();
}

#[test]
fn two_who_send_to_each_other_wait_in_no_circle() {
    let directory = tempfile::tempdir().unwrap();
    let world = world_on(&directory);
    let (engine, ada) = (&world.engine, world.user);
    let bob = person(engine, 8);
    for user in [ada, bob] {
        engine.wallet().grant(GrantPointsRequest::new(user, 100, "begin")).unwrap();
    }
    let sent = race(16, |number| {
        let (from, to) = if number % 2 == 0 { (ada, bob) } else { (bob, ada) };
        let calls = (0..10).map(|call| {
            let request = TransferPointsRequest::new(from, to, 1, format!("{number}-{call}"));
            engine.wallet().transfer(request).map(|sent| sent.amount)
        });
        calls.sum::<Result<i64>>()
    });
    assert!(sent.iter().all(|sent| *sent == Ok(10)), "{sent:?}");
    for user in [ada, bob] {
        let wallet = engine.wallet().balance(GetBalanceRequest::new(user)).unwrap();
        assert_eq!((wallet.balance, wallet.seq), (100, 161));
    }
    world.assert_sound();
}

#[test]
fn credits_debits_and_sweeps_race_without_losing_a_point() {
    let directory = tempfile::tempdir().unwrap();
    let world = world_on(&directory);
    world.grant(10_000);
    let (engine, user, clock) = (&world.engine, world.user, &world.clock);
    let sums = race(16, |number| {
        let mut sum = 0;
        for call in 0..20 {
            let key = format!("{number}-{call}");
            clock.advance_ms(1);
            match (number + call) % 4 {
                0 => {
                    sum += engine
                        .wallet()
                        .grant(GrantPointsRequest::new(user, 13, key))
                        .unwrap()
                        .amount
                }
                1 => {
                    let expires = START + 1_000_000;
                    let request =
                        GrantPointsRequest::new(user, 5, key).priority(1).expires_at_ms(expires);
                    sum += engine.wallet().grant(request).unwrap().amount;
                }
                2 => drop(engine.maintain(std::time::Duration::from_millis(1)).unwrap()),
                _ => {
                    let request = ConsumePointsRequest::new(user, 17, key);
                    sum -= engine.wallet().consume(request).unwrap().amount;
                }
            }
        }
        sum
    });
    assert_eq!(world.balance().balance, 10_000 + sums.into_iter().sum::<i64>());
    world.assert_sound();
}
