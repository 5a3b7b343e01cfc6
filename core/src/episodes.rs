//! What property tests and races share: numbers that follow from a seed, calls that meet faults on
//! their way, callers at the same time, and episodes whose failure names the seed that plays them
//! again.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Barrier};

use crate::error::{ErrorCode, ErrorKind, Result};
use crate::store::Driver;
use crate::store::testing::{Fault, FaultPoint, Faulty};
use crate::{Engine, EngineOptions};

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

/// An engine on the store of another one, with a driver between them that fails on demand.
pub(crate) struct Disturbed {
    pub(crate) engine: Engine,
    faulty: Arc<Faulty<Arc<dyn Driver>>>,
}

impl Disturbed {
    pub(crate) fn over(below: &Engine, options: EngineOptions) -> Self {
        let faulty = Arc::new(Faulty::new(Arc::clone(&below.inner().driver)));
        let engine = Engine::with_driver(Arc::clone(&faulty) as _, options).expect("it opens");
        Disturbed { engine, faulty }
    }

    /// Makes a call that has a key: as it is; with a conflict, which is run again; with a failure,
    /// which undoes it; or so that its answer is lost. Where it failed it is made again.
    pub(crate) fn deliver<T>(
        &self,
        dice: &mut Dice,
        call: impl Fn(&Engine) -> Result<T>,
    ) -> Result<T> {
        let statement = u64::try_from(dice.in_range(1, 16)).expect("positive");
        let point = match statement {
            14.. => FaultPoint::Commit(1),
            at => FaultPoint::Statement(at),
        };
        let fault = match dice.in_range(0, 12) {
            0 | 1 => Fault::new(point, ErrorKind::Serialization {}).transient(),
            2 | 3 => Fault::new(point, ErrorKind::StorageIo { detail: "armed".into() }),
            4 => {
                let reason = "the answer was lost".into();
                let lost = ErrorKind::BackendUnavailable { reason };
                Fault::new(FaultPoint::AfterCommit(1), lost)
            }
            _ => return call(&self.engine),
        };
        self.faulty.arm(fault);
        let first = call(&self.engine);
        let struck = self.faulty.disarm().faults > 0;
        let failed = [ErrorCode::StorageIo, ErrorCode::BackendUnavailable];
        match first {
            Err(error) if struck && failed.contains(&error.code()) => call(&self.engine),
            first => first,
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

/// Plays episodes. `play` takes the seed of one, and counts its steps for the message of a failure.
///
/// SILVERVINE_MODEL_SEED plays one episode again.
pub(crate) fn play_all(length: &Length, play: impl Fn(u64, &mut u64)) {
    if let Some(seed) = setting("SILVERVINE_MODEL_SEED") {
        return play_one(seed, &play);
    }
    let usual = match crate::engine::test_backend().as_str() {
        "sqlite" => length.steps,
        _ => length.on_server,
    };
    let steps = setting("SILVERVINE_MODEL_STEPS");
    // A long run begins elsewhere each time, so that it finds what the usual one cannot.
    let first = match steps {
        Some(_) => crate::Clock::now_ms(&crate::SystemClock).unsigned_abs() << 20,
        None => 1,
    };
    for episode in 0..steps.unwrap_or(usual).div_ceil(length.of_episode) {
        play_one(first.wrapping_add(episode), &play);
    }
}

fn play_one(seed: u64, play: &impl Fn(u64, &mut u64)) {
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
