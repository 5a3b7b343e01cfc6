//! Drivers for tests: one that fails where it is told to, one that counts.
//!
//! Both wrap any [`Driver`](super::Driver) and change nothing else about it.

mod counting;
mod faulty;

pub use counting::{Counting, Counts};
pub use faulty::{Fault, FaultPoint, Faulty, Seen};

#[cfg(all(test, feature = "sqlite"))]
mod tests;
