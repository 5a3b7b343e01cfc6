//! Users: who they are, and by which identifiers they are found.

pub(crate) mod identifier;
pub(crate) mod name;

pub use identifier::IdentifierKind;
