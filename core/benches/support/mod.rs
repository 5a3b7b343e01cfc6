//! What the benchmarks share: rounds that alternate, medians, and the lines they end with.
//!
//! A figure is the ratio of two medians of one run, in which a round of one side follows a round of
//! the other, so that a noisy moment of the machine meets both. Everything about the settings is
//! printed at once behind `#`; the `bench` lines are held back and printed last.
//!
//! `BENCH_MS` sets the length of a round. `BENCH_ONLY` names workloads by parts of their names,
//! separated by commas; a word on the command line does the same. `V` prints every round.
//! `BENCH_DIR` says on which disk the files are.
//! `BENCH_CPU` counts only the time in which the one caller's own thread had a processor (on
//! Linux): for comparing two versions on a busy machine, not for figures.

#![allow(
    dead_code,
    clippy::float_arithmetic,
    reason = "each bench uses a part of it, and figures are fractions"
)]

use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use silvervine::store::sqlite::Durability;
use silvervine::users::RegisterUserRequest;
use silvervine::{Engine, EngineOptions};
use uuid::Uuid;

/// Callers at the same time, in the workloads that have many.
pub(crate) const CALLERS: usize = 64;

/// Calls between two looks at the clock.
const CALLS_AT_ONCE: u32 = 32;

/// What a run of a benchmark was asked for and has found.
pub(crate) struct Bench {
    wanted: Vec<String>,
    round: Duration,
    verbose: bool,
    lines: Vec<String>,
    last: Option<(f64, f64)>,
}

impl Bench {
    /// Reads the environment and the command line. A round lasts `round_ms` unless told otherwise.
    pub(crate) fn new(round_ms: u64) -> Bench {
        let only = std::env::var("BENCH_ONLY").unwrap_or_default();
        let wanted = std::env::args()
            .skip(1)
            .filter(|argument| !argument.starts_with('-'))
            .chain(only.split(',').map(str::to_owned))
            .filter(|word| !word.is_empty())
            .collect();
        let round_ms = env_number("BENCH_MS").unwrap_or(round_ms);
        let verbose = std::env::var_os("V").is_some();
        Bench {
            wanted,
            round: Duration::from_millis(round_ms),
            verbose,
            lines: Vec::new(),
            last: None,
        }
    }

    /// How long a round is.
    pub(crate) fn round(&self) -> Duration {
        self.round
    }

    /// Whether a workload was asked for.
    pub(crate) fn runs(&self, name: &str) -> bool {
        self.wanted.is_empty() || self.wanted.iter().any(|word| name.contains(word.as_str()))
    }

    /// Times two ways to do one thing, in rounds of many calls; microseconds per call.
    pub(crate) fn alone(
        &mut self,
        name: &str,
        rounds: usize,
        mut ours: impl FnMut(),
        mut base: impl FnMut(),
    ) {
        let (mut a, mut b) = (Vec::new(), Vec::new());
        // A first round of each is for the caches, and for what is made at the first need.
        calls(self.round / 4, &mut ours);
        calls(self.round / 4, &mut base);
        for _ in 0..rounds {
            a.push(calls(self.round, &mut ours));
            b.push(calls(self.round, &mut base));
        }
        self.settle(name, a, b, 2);
    }

    /// Times two ways to do one long thing, once a round; what they return is the figure.
    pub(crate) fn once(
        &mut self,
        name: &str,
        rounds: usize,
        mut ours: impl FnMut() -> f64,
        mut base: impl FnMut() -> f64,
    ) {
        let (mut a, mut b) = (Vec::new(), Vec::new());
        for _ in 0..rounds {
            a.push(ours());
            b.push(base());
        }
        self.measured(name, a, b);
    }

    /// Lets many callers do one thing at the same time: calls a second, and the 99th percentile of
    /// their latency. Each call gets the number of its caller and a random number.
    pub(crate) fn together(
        &mut self,
        name: &str,
        rounds: usize,
        ours: &(dyn Fn(u64) + Sync),
        base: &(dyn Fn(u64) + Sync),
    ) {
        let (mut a, mut b, mut a99, mut b99) = (vec![], vec![], vec![], vec![]);
        for _ in 0..rounds {
            let (rate, p99) = crowd(self.round * 4, ours);
            a.push(rate);
            a99.push(p99);
            let (rate, p99) = crowd(self.round * 4, base);
            b.push(rate);
            b99.push(p99);
        }
        self.settle(name, a, b, 0);
        self.settle(&format!("{name}_p99"), a99, b99, 0);
    }

    /// Tells figures that were taken elsewhere.
    pub(crate) fn measured(&mut self, name: &str, ours: Vec<f64>, base: Vec<f64>) {
        let digits = if median(&ours) >= 1_000.0 { 0 } else { 1 };
        self.settle(name, ours, base, digits);
    }

    /// Prints the last figures, which are microseconds per call, again as calls a second.
    pub(crate) fn repeat_as_rate(&mut self, name: &str) {
        let (a, b) = self.last.expect("figures that can be repeated");
        self.settle(name, vec![1e6 / a], vec![1e6 / b], 0);
    }

    fn settle(&mut self, name: &str, a: Vec<f64>, b: Vec<f64>, digits: usize) {
        if self.verbose {
            println!("# {name} ours={a:.digits$?}\n# {name} base={b:.digits$?}");
        }
        let (a, b) = (median(&a), median(&b));
        self.last = Some((a, b));
        let ratio = a / b;
        println!("# {name}: {a:.digits$} / {b:.digits$} = {ratio:.3}");
        self.lines
            .push(format!("bench {name} ours={a:.digits$} base={b:.digits$} ratio={ratio:.3}"));
    }

    /// Prints what was found.
    pub(crate) fn finish(self) {
        for line in self.lines {
            println!("{line}");
        }
    }
}

/// A number from the environment.
pub(crate) fn env_number(name: &str) -> Option<u64> {
    std::env::var(name).ok().and_then(|value| value.parse().ok())
}

/// A directory in `BENCH_DIR`, or beside what cargo builds; removed with the value.
pub(crate) fn scratch() -> tempfile::TempDir {
    let place = std::env::var_os("BENCH_DIR");
    tempfile::tempdir_in(place.unwrap_or_else(|| env!("CARGO_TARGET_TMPDIR").into())).unwrap()
}

/// The engine on a file, with everything but the durability as it is by default.
pub(crate) fn open(path: &Path, durability: Durability) -> Engine {
    let options = EngineOptions::default().durability(durability);
    Engine::open_with(path.to_str().unwrap(), options).unwrap()
}

/// A new user, whose days are those of UTC.
pub(crate) fn register(engine: &Engine, name: &str) -> Uuid {
    let request = RegisterUserRequest::new().external_id(name).timezone("UTC");
    engine.users().register(request).unwrap().user.id.0
}

/// What the system counts of this process under this name, in KB; 0 where it does not tell.
pub(crate) fn kb(name: &str) -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0.0)
}

/// The size of the write-ahead log beside a file, in MB.
pub(crate) fn wal_mb(database: &Path) -> u64 {
    let mut log = database.as_os_str().to_owned();
    log.push("-wal");
    std::fs::metadata(log).map_or(0, |metadata| metadata.len() >> 20)
}

/// The word that SQLite has for it.
pub(crate) fn synchronous(durability: Durability) -> &'static str {
    match durability {
        Durability::Full => "FULL",
        Durability::Normal => "NORMAL",
        _ => "OFF",
    }
}

/// The middle one.
pub(crate) fn median(values: &[f64]) -> f64 {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Numbers that look random and are the same in every run.
#[derive(Clone, Copy)]
pub(crate) struct Random(u64);

impl Random {
    /// The sequence that belongs to `seed`.
    pub(crate) fn new(seed: u64) -> Random {
        Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// The next of them, of 31 bits.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        self.0 >> 33
    }
}

/// A new id, ordered by time as version 7 is.
pub(crate) fn new_id() -> Uuid {
    static NEXT: AtomicU64 = AtomicU64::new(1 << 56);
    let n = NEXT.fetch_add(1, Ordering::Relaxed);
    Uuid::from_u64_pair(n, n.wrapping_mul(0xD134_2543_DE82_EF95))
}

/// Microseconds per call, over so many of them.
pub(crate) fn each(calls: u32, mut call: impl FnMut()) -> f64 {
    let watch = Watch::start();
    (0..calls).for_each(|_| call());
    watch.us() / f64::from(calls)
}

/// Microseconds per call, over so long a time.
fn calls(length: Duration, call: &mut dyn FnMut()) -> f64 {
    let (watch, mut calls) = (Watch::start(), 0u32);
    while watch.start.elapsed() < length {
        for _ in 0..CALLS_AT_ONCE {
            call();
        }
        calls += CALLS_AT_ONCE;
    }
    watch.us() / f64::from(calls)
}

/// Since when something runs, and what its thread had had of a processor by then.
struct Watch {
    start: Instant,
    worked_us: Option<f64>,
}

impl Watch {
    fn start() -> Watch {
        Watch { start: Instant::now(), worked_us: cpu_us() }
    }

    fn us(&self) -> f64 {
        match self.worked_us.zip(cpu_us()) {
            Some((before, after)) => after - before,
            None => self.start.elapsed().as_secs_f64() * 1e6,
        }
    }
}

/// What this thread has had of a processor, in microseconds, where that is asked for.
fn cpu_us() -> Option<f64> {
    std::env::var_os("BENCH_CPU")?;
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    stat.split(' ').next()?.parse::<f64>().ok().map(|nanoseconds| nanoseconds / 1e3)
}

/// Calls a second of all callers, and the 99th percentile of a call in microseconds.
fn crowd(length: Duration, call: &(dyn Fn(u64) + Sync)) -> (f64, f64) {
    let stop = AtomicBool::new(false);
    let latencies = Mutex::new(Vec::new());
    let start = Instant::now();
    std::thread::scope(|scope| {
        for caller in 0..CALLERS as u64 {
            let (stop, latencies) = (&stop, &latencies);
            scope.spawn(move || {
                let mut random = Random::new(caller + 1);
                let mut own = Vec::new();
                while !stop.load(Ordering::Relaxed) {
                    let begun = Instant::now();
                    call(random.next());
                    own.push(begun.elapsed().as_secs_f64() * 1e6);
                }
                latencies.lock().unwrap().append(&mut own);
            });
        }
        std::thread::sleep(length);
        stop.store(true, Ordering::Relaxed);
    });
    let seconds = start.elapsed().as_secs_f64();
    let mut all = latencies.into_inner().unwrap();
    all.sort_by(f64::total_cmp);
    (all.len() as f64 / seconds, all[all.len() * 99 / 100])
}
