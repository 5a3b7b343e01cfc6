//! Upkeep, in one place: every sweep of every module, in small transactions.
//!
//! Nothing depends on it for correctness: what is expired is treated so whether or not a sweep has
//! passed. It keeps the store small and the reads short.
//!
//! What fails is tried again in the next round. How often that was, and with which code it was the
//! last time, stands in [`EngineStats`](crate::EngineStats), since the thread of upkeep has no
//! caller whom it could tell.

use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use crate::engine::Engine;
use crate::error::{Error, ErrorCode, Result};
use crate::runtime::deadline;
use crate::store::Tx;

/// How long nothing is due after a round that left nothing.
const IDLE: Duration = Duration::from_secs(60);

/// What a round of upkeep did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Maintained {
    /// Whether nothing is left that is due now.
    pub done: bool,
    /// Rows that were swept.
    pub rows: i64,
    /// When the next round is due, in milliseconds since the epoch.
    pub next_at_ms: i64,
}

/// One step of a sweep: takes at most so many rows, and answers how many it took.
pub(crate) type Sweep = fn(&mut Tx<'_>, rows_max: i64) -> Result<i64>;

/// Tells those who watch a module that its sweep failed.
type Failed = fn(&mut Tx<'_>, error: &Error) -> Result<()>;

/// The sweeps of all modules.
const SWEEPS: &[(Sweep, Option<Failed>)] = &[
    (crate::wallet::sweep, None),
    (crate::payments::sweep, None),
    (crate::tasks::sweep, None),
    (crate::quota::sweep, Some(crate::quota::sweep_failed)),
    (crate::guests::sweep, None),
    (crate::rate_limits::sweep, None),
    (crate::outbox::sweep, None),
    (crate::session::messages::stream::sweep, None),
    (crate::trash::sweep, None),
];

impl Engine {
    /// Does upkeep for about `budget`, in small transactions, so that no caller waits long for it.
    pub fn maintain(&self, budget: Duration) -> Result<Maintained> {
        self.inner().open()?;
        let round = self.round(budget);
        if let Err(error) = &round
            && error.code() != ErrorCode::Closed
        {
            self.inner().note_failed_upkeep(error.code());
        }
        round
    }

    fn round(&self, budget: Duration) -> Result<Maintained> {
        let inner = self.inner();
        let deadline = deadline(budget);
        let rows_max = crate::limits::SWEEP_ROWS_MAX;
        let mut swept = 0;
        let mut done = true;
        let mut failed = None;
        for (sweep, tell) in SWEEPS {
            loop {
                match inner.write_own(|tx| sweep(tx, rows_max)) {
                    Ok(rows) => {
                        swept += rows;
                        if rows < rows_max {
                            break;
                        }
                    }
                    // One damaged row must not keep the other modules from their upkeep.
                    Err(error) => {
                        if let Some(tell) = tell {
                            // Where this fails too, the first error says more.
                            inner.write_own(|tx| tell(tx, &error)).unwrap_or_default();
                        }
                        failed.get_or_insert(error);
                        break;
                    }
                }
                if Instant::now() >= deadline {
                    done = false;
                    break;
                }
            }
        }
        match crate::session::messages::search::upkeep(inner, deadline) {
            Ok((rows, left_none)) => {
                swept += rows;
                done &= left_none;
            }
            Err(error) => {
                failed.get_or_insert(error);
            }
        }
        done &= inner.driver.maintain(deadline.saturating_duration_since(Instant::now()))?;
        if let Some(error) = failed {
            return Err(error);
        }
        let wait = if done { IDLE } else { Duration::ZERO };
        let wait_ms = i64::try_from(wait.as_millis()).unwrap_or(i64::MAX);
        Ok(Maintained { done, rows: swept, next_at_ms: inner.now_ms()?.saturating_add(wait_ms) })
    }
}

/// Starts the optional thread. It holds the engine weakly and ends when it is closed.
pub(super) fn start_thread(engine: &Engine) -> Result<JoinHandle<()>> {
    let weak = engine.downgrade();
    let changes = engine.subscribe(None);
    std::thread::Builder::new()
        .name("silvervine-maintain".into())
        .spawn(move || {
            loop {
                let Some(inner) = weak.upgrade() else { return };
                // A failed round is tried again a second later; `EngineStats` tells of it.
                let left =
                    !Engine(inner).maintain(Duration::from_millis(100)).is_ok_and(|m| m.done);
                let wake = Instant::now() + if left { Duration::from_secs(1) } else { IDLE };
                while Instant::now() < wake {
                    if changes.is_closed() {
                        return;
                    }
                    changes.recv_timeout(wake.saturating_duration_since(Instant::now()));
                }
            }
        })
        .map_err(|e| Error::internal(format!("the maintenance thread did not start: {e}")))
}
