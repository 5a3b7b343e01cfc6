//! The audit trail: who did what to whose account, append-only and chained.

pub(crate) mod chain;
