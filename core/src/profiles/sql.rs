//! The collection of profiles, which brings its statements.

use crate::sync::collection;

collection! {
    /// One row for each user; its id is the user's.
    PROFILES = 3, "profiles", "profile", LastWriterWinsPerField {
        display_name, bio, location, timezone, language, theme, notifications_enabled, tags,
    }
}
