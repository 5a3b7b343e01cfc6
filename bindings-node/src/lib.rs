//! The Node addon of Silvervine.
