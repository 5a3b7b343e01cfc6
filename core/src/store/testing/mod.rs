//! Drivers for tests: one that fails where it is told to, one that counts, one made of several.
//!
//! They wrap any [`Driver`](super::Driver) and change nothing else about it.

/// What a driver around another, in its field `inner`, leaves to that one.
macro_rules! pass_on {
    () => {
        fn dialect(&self) -> $crate::store::Dialect {
            self.inner.dialect()
        }

        fn limits(&self) -> $crate::store::Limits {
            self.inner.limits()
        }

        fn shards(&self) -> usize {
            self.inner.shards()
        }

        fn maintain(&self, budget: std::time::Duration) -> $crate::error::Result<bool> {
            self.inner.maintain(budget)
        }

        fn backup(
            &self,
            to: &std::path::Path,
            progress: &mut dyn FnMut(u64, u64) -> bool,
        ) -> $crate::error::Result<()> {
            self.inner.backup(to, progress)
        }

        fn check_integrity(&self) -> $crate::error::Result<Vec<String>> {
            self.inner.check_integrity()
        }

        fn counters(&self) -> Vec<(&'static str, u64)> {
            self.inner.counters()
        }

        fn close(&self) -> $crate::error::Result<()> {
            self.inner.close()
        }
    };
}
use pass_on;

mod counting;
mod faulty;
#[cfg(any(feature = "postgres", feature = "mysql"))]
pub mod fresh;
mod placing;
mod sharded;

pub use counting::{Counting, Counts};
pub use faulty::{Fault, FaultPoint, Faulty, Seen};
pub use sharded::Sharded;

#[cfg(all(test, feature = "sqlite"))]
mod tests;
