//! The vault: what is personal or secret is sealed before it reaches the store.
//!
//! A root key comes from the host and is never stored. It wraps a data key for each user, and a
//! user's data key seals their values, each bound to its place: a sealed value that was changed,
//! or moved to another user, table, row, column or key version, does not open. Destroying a user's
//! data key destroys all that it sealed. Look-ups go by a keyed index, which shows nothing but
//! that two values are equal.
//!
//! A store without a root key is *open*: the same calls keep values as they are. The formats tell
//! both apart, so that an open store with sealed values is noticed, and so that nobody who can
//! write the file of a sealed store can slip a plain value in.
//!
//! The ciphers draw no randomness: keys and nonces come as arguments, from the call.

mod keys;
mod ring;
mod seal;
mod sql;
mod store_key;
#[cfg(test)]
mod tests;

pub(crate) use keys::{Column, Keys, OpenedKey};
pub use ring::RootKey;
pub(crate) use ring::{DataKey, KeyRing};
pub(crate) use seal::{Nonce, SealContext, seal_version};
#[cfg(any(test, feature = "testing"))]
pub(crate) use sql::ALL as STATEMENTS;
