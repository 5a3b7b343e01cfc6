//! Profiles: how people present themselves, and how their client behaves.
//!
//! Every user has exactly one, made with the account. It is synced: each field goes by its own
//! last write, so two devices that change different fields both keep their change.

mod create;
mod model;
mod read;
mod sql;

pub(crate) use create::{NewProfile, create};
pub use model::{Profile, Theme};
pub(crate) use read::find;
pub(crate) use sql::PROFILES;
