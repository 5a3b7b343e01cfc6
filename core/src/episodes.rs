//! What property tests and races share: numbers that follow from a seed, calls by the table that
//! meet faults on their way, callers at the same time, and episodes whose failure names the seed
//! that plays them again.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Barrier};

use serde_json::Value;

use crate::error::{ErrorCode, ErrorKind, Result};
use crate::store::Driver;
use crate::store::testing::{Fault, FaultPoint, Faulty};
use crate::{Context, Engine, EngineOptions};

/// Numbers that follow from a seed alone.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Dice(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// A number from `low` up to the one before `high`.
    pub(crate) fn in_range(&mut self, low: i64, high: i64) -> i64 {
        let span = u64::try_from(high - low).expect("a range that is not empty");
        low + i64::try_from(self.next() % span).expect("it is less than the span")
    }

    /// A place in a list of so many.
    pub(crate) fn place(&mut self, count: usize) -> usize {
        usize::try_from(self.next() % count as u64).expect("it is less than the count")
    }

    pub(crate) fn one_of<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.place(list.len())]
    }

    pub(crate) fn one_in(&mut self, sides: u64) -> bool {
        self.next().is_multiple_of(sides)
    }
}

/// Runs `call` on so many threads at once; answers what each of them got.
pub(crate) fn race<T: Send>(threads: usize, call: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let barrier = Barrier::new(threads);
    std::thread::scope(|scope| {
        let racer = |number: usize| {
            let (barrier, call) = (&barrier, &call);
            scope.spawn(move || {
                barrier.wait();
                call(number)
            })
        };
        let racers: Vec<_> = (0..threads).map(racer).collect();
        racers.into_iter().map(|racer| racer.join().expect("no caller panics")).collect()
    })
}

/// Makes a call as the bindings do.
pub(crate) fn call(engine: &Engine, operation: &str, request: &Value) -> Result<Value> {
    let response = engine.call(&Context::host(), operation, request.to_string().as_bytes())?;
    Ok(serde_json::from_str(&response).expect("a response is JSON"))
}

/// The code of a refusal. A fault of the engine's own is none.
pub(crate) fn told_code<T>(outcome: Result<T>) -> Result<T, String> {
    match outcome {
        Err(error) if error.code() == ErrorCode::Internal => panic!("{error}"),
        outcome => outcome.map_err(|error| error.code().as_str().to_owned()),
    }
}

/// A response without the mark of a replay, and whether it had one.
pub(crate) fn without_replayed(mut response: Value) -> (Value, bool) {
    let mark = response.as_object_mut().and_then(|map| map.remove("replayed"));
    (response, mark == Some(Value::Bool(true)))
}

/// What comes between a call and its answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Strike {
    /// Another transaction, once: the call is run again.
    Conflict(FaultPoint),
    /// A failure, which undoes the call.
    Failure(FaultPoint),
    /// The call took effect, and its caller does not hear of it.
    LostAnswer,
}

impl Strike {
    /// A conflict or a failure, at one of so many statements or at the commit.
    pub(crate) fn draw(dice: &mut Dice, statements: i64) -> Strike {
        let at = dice.in_range(1, statements + 2);
        let point = match at > statements {
            true => FaultPoint::Commit(1),
            false => FaultPoint::Statement(at.unsigned_abs()),
        };
        if dice.one_in(2) { Strike::Conflict(point) } else { Strike::Failure(point) }
    }

    fn fault(self) -> Fault {
        match self {
            Strike::Conflict(point) => Fault::new(point, ErrorKind::Serialization {}).transient(),
            Strike::Failure(point) => {
                Fault::new(point, ErrorKind::StorageIo { detail: "armed".into() })
            }
            Strike::LostAnswer => {
                let reason = "the answer was lost".into();
                Fault::new(FaultPoint::AfterCommit(1), ErrorKind::BackendUnavailable { reason })
            }
        }
    }
}

/// An engine on the store of another one, with a driver between them that fails on demand.
pub(crate) struct Disturbed {
    pub(crate) engine: Engine,
    /// The other one, which no fault reaches.
    pub(crate) below: Engine,
    faulty: Arc<Faulty<Arc<dyn Driver>>>,
}

impl Disturbed {
    pub(crate) fn open(path: &str, options: EngineOptions) -> Self {
        let below = Engine::open_with(path, options.clone()).expect("it opens");
        Disturbed::over(&below, options)
    }

    pub(crate) fn over(below: &Engine, options: EngineOptions) -> Self {
        let faulty = Arc::new(Faulty::new(Arc::clone(&below.inner().driver)));
        let engine = Engine::with_driver(Arc::clone(&faulty) as _, options).expect("it opens");
        Disturbed { engine, below: below.clone(), faulty }
    }

    pub(crate) fn arm(&self, strike: Strike) {
        self.faulty.arm(strike.fault());
    }

    /// Takes the strike away; answers whether it came.
    pub(crate) fn disarm(&self) -> bool {
        self.faulty.disarm().faults > 0
    }

    /// Makes a call that has a key, which meets the strike. Where that failed it, or lost its
    /// answer, it is made again, as a caller does; answers whether it was.
    pub(crate) fn strike<T>(
        &self,
        strike: Strike,
        call: impl Fn(&Engine) -> Result<T>,
    ) -> (Result<T>, bool) {
        self.arm(strike);
        let first = call(&self.engine);
        let struck = self.disarm();
        let failed = [ErrorCode::StorageIo, ErrorCode::BackendUnavailable];
        match first {
            Err(error) if struck && failed.contains(&error.code()) => (call(&self.engine), true),
            first => (first, false),
        }
    }

    /// Makes a call that has a key: as it is, or with a strike of any kind.
    pub(crate) fn deliver<T>(
        &self,
        dice: &mut Dice,
        call: impl Fn(&Engine) -> Result<T>,
    ) -> Result<T> {
        let strike = match dice.in_range(0, 12) {
            0..5 => Strike::draw(dice, 13),
            5 => Strike::LostAnswer,
            _ => return call(&self.engine),
        };
        self.strike(strike, call).0
    }
}

/// Copies a file of SQLite as a crash leaves it: what was acknowledged is there, and nobody has
/// closed it.
pub(crate) fn copy_as_after_a_crash(from: &str, to: &str) {
    for end in ["", "-wal"] {
        let from = format!("{from}{end}");
        if std::path::Path::new(&from).exists() {
            std::fs::copy(&from, format!("{to}{end}")).expect("it can be copied");
        }
    }
}

/// How many steps are taken in all unless SILVERVINE_MODEL_STEPS says otherwise, on SQLite and on a
/// server, where each costs a round trip for each statement; and how many make an episode.
pub(crate) struct Length {
    pub(crate) steps: u64,
    pub(crate) on_server: u64,
    pub(crate) of_episode: u64,
}

fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().expect("a number"))
}

/// The seed to begin with and how many steps to take, where SILVERVINE_MODEL_SEED asks for one
/// episode again or SILVERVINE_MODEL_STEPS for a long run.
pub(crate) fn asked_for() -> Option<(u64, u64)> {
    if let Some(seed) = setting("SILVERVINE_MODEL_SEED") {
        return Some((seed, 1));
    }
    // A long run begins elsewhere each time, so that it finds what the usual one cannot.
    let first = crate::Clock::now_ms(&crate::SystemClock).unsigned_abs() << 20;
    Some((first, setting("SILVERVINE_MODEL_STEPS")?))
}

/// Plays episodes: each begins with its seed, takes its steps, and ends.
pub(crate) fn play_all<E>(
    length: &Length,
    begin: impl Fn(u64) -> E,
    step: impl Fn(&mut E),
    end: impl Fn(&mut E),
) {
    let usual = match crate::engine::test_backend().as_str() {
        "sqlite" => length.steps,
        _ => length.on_server,
    };
    let (first, steps) = asked_for().unwrap_or((1, usual));
    for number in 0..steps.div_ceil(length.of_episode) {
        play_one(first.wrapping_add(number), |seed, at| {
            let mut episode = begin(seed);
            while *at < length.of_episode {
                step(&mut episode);
                *at += 1;
            }
            end(&mut episode);
        });
    }
}

/// `play` takes the seed, and counts its steps for the message of a failure.
fn play_one(seed: u64, play: impl Fn(u64, &mut u64)) {
    let mut step = 0;
    if let Err(cause) = catch_unwind(AssertUnwindSafe(|| play(seed, &mut step))) {
        let text = cause
            .downcast_ref::<String>()
            .cloned()
            .or_else(|| cause.downcast_ref::<&str>().map(|text| (*text).to_owned()));
        let text = text.unwrap_or_default();
        panic!("step {step} of seed {seed} (SILVERVINE_MODEL_SEED={seed} plays it again): {text}");
    }
}
