//! Keeping the write-ahead log short, off the callers' path.
//!
//! A thread copies the log into the file whenever it has grown by [`STEP_FRAMES`]; the writer wakes
//! it, nothing polls. Under steady load that alone would never let the log restart (it reached 2 GB
//! in 6 s), so past the bound the writer, whom nobody can outrun, finishes the rest itself.

use std::ffi::c_int;
use std::ptr::null;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;

use rusqlite::ffi;

use super::lock;
use super::open::Place;
use super::raw::Database;
use crate::error::Result;

/// How far the log grows between two checkpoints in the background: SQLite's own default.
const STEP_FRAMES: u32 = 1_000;

/// How much of the log may be left for the writer to finish early, when nobody waits for it. A log
/// that restarts soon is written over blocks the disk and its caches know: for one caller that was
/// worth 30 % with FULL. Under a crowd a long log is better, since each page is copied less often.
const NEARLY_FRAMES: u32 = 1_000;

/// How long the writer waits for readers of the old log before it puts the restart off. Longer
/// would be a pause that callers notice; a reader that stays longer costs log, not time.
const FINISH_WAIT_MS: u32 = 50;

/// After a restart that had to be put off, the next try comes when the log has grown by this part.
const RETRY_PART: u32 = 8;

/// What the writer has to do about the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    /// Nothing.
    Nothing,
    /// Finish the checkpoint, if nobody waits for the writer.
    FinishIfAlone,
    /// Finish the checkpoint.
    Finish,
}

/// Runs checkpoints.
#[derive(Debug)]
pub(super) struct Checkpointer {
    shared: Arc<Shared>,
    thread: Mutex<Option<JoinHandle<()>>>,
    frames_max: u32,
    /// Frames at which the thread was last woken.
    woken_at: AtomicU32,
    /// Frames past which the writer finishes a checkpoint whatever it costs.
    finish_at: AtomicU32,
}

#[derive(Debug)]
struct Shared {
    place: Arc<Place>,
    signal: Mutex<Signal>,
    wake: Condvar,
    /// Held during a checkpoint: SQLite refuses a second one instead of letting it wait.
    turn: Mutex<()>,
    /// Frames that the last checkpoint in the background has copied; 0 once that is used up.
    copied: AtomicU32,
}

#[derive(Debug, Default)]
struct Signal {
    asked: bool,
    stopped: bool,
}

impl Checkpointer {
    pub(super) fn new(place: Arc<Place>) -> Self {
        let frames_max = place.options.wal_frames_max;
        let shared = Shared {
            place,
            signal: Mutex::default(),
            wake: Condvar::new(),
            turn: Mutex::default(),
            copied: AtomicU32::new(0),
        };
        Checkpointer {
            shared: Arc::new(shared),
            thread: Mutex::default(),
            frames_max,
            woken_at: AtomicU32::new(0),
            finish_at: AtomicU32::new(frames_max),
        }
    }

    /// Takes note of the log's length after a commit. Only the writer calls this.
    pub(super) fn note(&self, frames: u32) -> Need {
        let woken_at = self.woken_at.load(Ordering::Relaxed);
        if frames < woken_at {
            // The log has restarted.
            self.woken_at.store(0, Ordering::Relaxed);
            self.finish_at.store(self.frames_max, Ordering::Relaxed);
        } else if frames - woken_at >= STEP_FRAMES {
            self.woken_at.store(frames, Ordering::Relaxed);
            self.wake();
        }
        let copied = self.shared.copied.load(Ordering::Relaxed);
        if frames >= self.finish_at.load(Ordering::Relaxed) {
            Need::Finish
        } else if copied > 0 && frames.saturating_sub(copied) <= NEARLY_FRAMES {
            Need::FinishIfAlone
        } else {
            Need::Nothing
        }
    }

    /// Finishes the checkpoint on the writer's own connection, so that the log restarts.
    pub(super) fn finish(&self, database: &Database) {
        let turn = lock(&self.shared.turn);
        let wait_ms = database.set_wait_ms(FINISH_WAIT_MS);
        let done = checkpoint(database, ffi::SQLITE_CHECKPOINT_RESTART);
        self.shared.copied.store(0, Ordering::Relaxed);
        database.set_wait_ms(wait_ms);
        drop(turn);
        self.shared.place.counters.writer_checkpoints.add(1);
        if done.is_err() {
            self.shared.place.counters.checkpoint_failures.add(1);
            let later = self.frames_max.div_ceil(RETRY_PART);
            self.finish_at.fetch_add(later, Ordering::Relaxed);
        }
    }

    /// Copies what is in the log, while others go on.
    pub(super) fn copy(&self) -> Result<()> {
        self.shared.pass(&mut None)
    }

    /// Empties the log as far as readers allow; true when nothing is left in it. It waits for them,
    /// and so do the writers, for a short time at most.
    pub(super) fn truncate(&self, database: &Database, wait_ms: u32) -> bool {
        let turn = lock(&self.shared.turn);
        let waited = database.set_wait_ms(wait_ms.min(FINISH_WAIT_MS));
        let done = checkpoint(database, ffi::SQLITE_CHECKPOINT_TRUNCATE);
        database.set_wait_ms(waited);
        drop(turn);
        matches!(done, Ok((0, _)))
    }

    /// Ends the thread.
    pub(super) fn stop(&self) {
        lock(&self.shared.signal).stopped = true;
        self.shared.wake.notify_all();
        if let Some(thread) = lock(&self.thread).take() {
            // A panic of the thread has been reported by then, and left nothing undone that the
            // next checkpoint does not do.
            let _ = thread.join();
        }
    }

    /// Wakes the thread, which is made at the first need: short runs never pay for it.
    fn wake(&self) {
        lock(&self.shared.signal).asked = true;
        let mut thread = lock(&self.thread);
        if thread.is_some() {
            drop(thread);
            self.shared.wake.notify_one();
            return;
        }
        let shared = Arc::clone(&self.shared);
        let made = std::thread::Builder::new()
            .name("silvervine-checkpoint".into())
            .spawn(move || shared.serve());
        // Without a thread the writer does all the work at the bound.
        *thread = made.ok();
    }
}

impl Shared {
    fn serve(&self) {
        let mut database = None;
        while self.wait() {
            let done = self.pass(&mut database);
            self.place.counters.checkpoints.add(1);
            if done.is_err() {
                self.place.counters.checkpoint_failures.add(1);
            }
        }
    }

    /// Sleeps until there is work; false when the store closes.
    fn wait(&self) -> bool {
        let mut signal = lock(&self.signal);
        while !signal.asked && !signal.stopped {
            signal = self.wake.wait(signal).unwrap_or_else(PoisonError::into_inner);
        }
        signal.asked = false;
        !signal.stopped
    }

    fn pass(&self, database: &mut Option<Database>) -> Result<()> {
        let _turn = lock(&self.turn);
        let database = match database {
            Some(database) => database,
            None => database.insert(self.place.checkpointer()?),
        };
        let (_, copied) = checkpoint(database, ffi::SQLITE_CHECKPOINT_PASSIVE)?;
        self.copied.store(copied.max(0) as u32, Ordering::Relaxed);
        Ok(())
    }
}

/// Runs a checkpoint; answers the frames in the log and how many of them are copied.
fn checkpoint(database: &Database, mode: c_int) -> Result<(c_int, c_int)> {
    let (mut frames, mut copied) = (0, 0);
    // SAFETY: the database is open, a null name means all of them, the two numbers are ours.
    let code = unsafe {
        ffi::sqlite3_wal_checkpoint_v2(
            database.raw(),
            null(),
            mode,
            &raw mut frames,
            &raw mut copied,
        )
    };
    match code {
        ffi::SQLITE_OK => Ok((frames, copied)),
        _ => Err(database.error(code, "checkpoint")),
    }
}
