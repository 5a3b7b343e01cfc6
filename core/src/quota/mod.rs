//! Allowances: how much of a feature a user may use in each period.

pub mod calendar;
