//! What the operation table makes: a function for each operation, a status for each error.

pub mod operations;
pub mod status;
