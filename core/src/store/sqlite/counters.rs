//! What the store counts about itself, for `engine.stats`.

use std::sync::atomic::{AtomicU64, Ordering};

macro_rules! counters {
    ($($(#[doc = $doc:literal])+ $name:ident,)+) => {
        /// Counters since the store was opened.
        #[derive(Debug, Default)]
        pub(super) struct Counters {
            $($(#[doc = $doc])+ pub(super) $name: Counter,)+
        }

        impl Counters {
            /// All of them, by name.
            pub(super) fn list(&self) -> Vec<(&'static str, u64)> {
                vec![$((stringify!($name), self.$name.get())),+]
            }
        }
    };
}

counters! {
    /// Transactions committed.
    commits,
    /// Transactions committed that carried more than one job.
    batches,
    /// Write jobs answered.
    jobs,
    /// The most jobs in one transaction.
    largest_batch,
    /// Batches that were undone and run again job by job.
    reruns,
    /// Read jobs answered.
    reads,
    /// Frames in the write-ahead log after the last commit.
    wal_frames,
    /// Checkpoints run in the background.
    checkpoints,
    /// Checkpoints that the writer had to finish itself.
    writer_checkpoints,
    /// Checkpoints that failed; the next one does their work.
    checkpoint_failures,
    /// Statements prepared, over all connections.
    statements_prepared,
    /// Connections opened.
    connections,
}

/// One counter.
#[derive(Debug, Default)]
pub(super) struct Counter(AtomicU64);

impl Counter {
    pub(super) fn add(&self, by: u64) {
        self.0.fetch_add(by, Ordering::Relaxed);
    }

    pub(super) fn set(&self, to: u64) {
        self.0.store(to, Ordering::Relaxed);
    }

    pub(super) fn raise(&self, to: u64) {
        self.0.fetch_max(to, Ordering::Relaxed);
    }

    pub(super) fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}
