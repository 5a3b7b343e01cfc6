//! What runs beside a caller: the worker pool of submitted calls and the change notifications.
//!
//! The engine has no async runtime. A submitted call is a plain future that any executor can poll,
//! or that a thread can wait for; the pool behind it is small, bounded and started on first use.

use std::time::{Duration, Instant};

mod changes;
mod pool;
mod submitted;

pub(crate) use changes::Hub;
pub use changes::{Change, ChangeKind, Changes, RowId, Subscription};
#[cfg(test)]
pub(crate) use pool::WORKERS_MAX;
pub(crate) use pool::{Pool, PoolHandle, Task};
pub(crate) use submitted::Slot;
pub use submitted::Submitted;

/// When a wait of `duration` ends. One that a clock cannot count ends in a hundred years.
pub(crate) fn deadline(duration: Duration) -> Instant {
    const LONGEST: Duration = Duration::from_secs(100 * 366 * 86_400);
    Instant::now() + duration.min(LONGEST)
}
