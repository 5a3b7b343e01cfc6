//! Keys and sealed values.

mod keys;

pub use keys::RootKey;
pub(crate) use keys::{Column, Keys};
