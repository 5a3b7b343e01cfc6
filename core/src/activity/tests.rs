#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use uuid::Uuid;

use crate::activity::{self, ActivityDelta};
use crate::error::ErrorCode;
use crate::limits::AMOUNT_MAX;
use crate::store::Tx;
use crate::{Engine, EngineOptions, FixedClock, Result, UserId};

mod sql {
    #![allow(dead_code, reason = "the list is for the lint of the engine's own statements")]
    crate::store::statements! {
        COUNTERS: User = "SELECT sessions, sessions_ended, session_ms, messages, tokens, actions, \
            last_session_at_ms, last_message_at_ms, last_action_at_ms FROM activity_stats \
            WHERE user_id = ?";
    }
}

const USER: UserId = UserId(Uuid::from_u128(7));

fn engine() -> Engine {
    let clock = FixedClock::new(1_700_000_000_000);
    Engine::open_with(":memory:", EngineOptions::default().clock(clock)).unwrap()
}

fn own<T: Send>(engine: &Engine, job: impl FnMut(&mut Tx<'_>) -> Result<T> + Send) -> T {
    engine.inner().write_own(job).unwrap()
}

fn counters(engine: &Engine) -> Vec<Option<i64>> {
    own(engine, |tx| {
        tx.get(&sql::COUNTERS, &[USER.into()], |row| (0..9).map(|n| row.opt_int(n)).collect())
    })
    .unwrap()
}

#[test]
fn counters_open_once_with_zeros() {
    let engine = engine();
    assert!(!own(&engine, |tx| activity::is_open(tx, USER)));
    assert!(own(&engine, |tx| activity::open(tx, USER)));
    assert!(!own(&engine, |tx| activity::open(tx, USER)));
    assert!(own(&engine, |tx| activity::is_open(tx, USER)));
    assert_eq!(counters(&engine), [vec![Some(0); 6], vec![None; 3]].concat());
}

#[test]
fn deeds_add_up_and_the_last_time_never_goes_back() {
    let engine = engine();
    for delta in [
        ActivityDelta::Session { at_ms: 50 },
        ActivityDelta::Session { at_ms: 40 },
        ActivityDelta::SessionEnd { duration_ms: 9 },
        ActivityDelta::Messages { count: 3, tokens: 10, cost_micros: 0, at_ms: -5 },
        ActivityDelta::Messages { count: 1, tokens: 0, cost_micros: 0, at_ms: -9 },
    ] {
        own(&engine, |tx| activity::count(tx, USER, delta));
    }
    let expected = [2, 1, 9, 4, 10, 0, 50, -5].map(Some);
    assert_eq!(counters(&engine)[..8], expected);
}

#[test]
fn tokens_past_the_largest_amount_are_refused_and_durations_stop_below_it() {
    let engine = engine();
    let tokens = |tokens| {
        let delta = ActivityDelta::Messages { count: 1, tokens, cost_micros: 0, at_ms: 0 };
        engine.inner().write_own(|tx| activity::count(tx, USER, delta))
    };
    tokens(AMOUNT_MAX).unwrap();
    assert_eq!(tokens(1).unwrap_err().code(), ErrorCode::AmountOverflow);
    for duration_ms in [AMOUNT_MAX, 1] {
        own(&engine, |tx| activity::count(tx, USER, ActivityDelta::SessionEnd { duration_ms }));
    }
    let counters = counters(&engine);
    assert_eq!(counters[1..5], [2, AMOUNT_MAX, 1, AMOUNT_MAX].map(Some));
}
