//! Holds: points that are reserved for something until a deadline.
//!
//! A hold takes its points from the grants in the order of consumption and writes no record. What
//! is captured of it becomes a record of kind `consume`; what is not goes back to the very grants
//! it came from, by a call or by the deadline, which is mandatory. A hold whose deadline has come
//! has ended, whether or not anything has swept it. A held slice does not expire until its hold
//! ends; if its grant has expired meanwhile, it expires then.
//!
//! A wallet has at most 1,000 open holds, so that the call which finds their deadlines come can end
//! them all.
//!
//! A hold may belong to a task. Then its points go with the state of the task, so the operations of
//! the task alone capture, extend or release it: a direct call is refused.

mod capture;
mod extend;
mod list;
mod place;
mod release;
mod row;

pub(crate) use capture::{capture, capture_for};
pub(crate) use extend::{extend, extend_for};
pub(crate) use list::{get_hold, list_holds};
pub(crate) use place::{hold, hold_for};
pub(crate) use release::{release, release_for};
pub(super) use row::{HeldSlice, HoldRow};
