//! The profile of a new user.

use crate::error::Result;
use crate::id::UserId;
use crate::limits;
use crate::profiles::{PROFILES, Theme};
use crate::store::{Param, Tx};

/// What registration knows of a profile; the rest begins with its default.
#[derive(Debug)]
pub(crate) struct NewProfile<'a> {
    pub(crate) display_name: Option<&'a str>,
    pub(crate) bio: Option<&'a str>,
    pub(crate) language: Option<&'a str>,
    pub(crate) timezone: Option<&'a str>,
}

/// Writes the profile of a user who has none.
pub(crate) fn create(tx: &mut Tx<'_>, user: UserId, profile: &NewProfile<'_>) -> Result<()> {
    let notifications_enabled = true;
    tx.synced(&PROFILES, user).insert(
        user.0,
        &[
            profile.display_name.into(),
            profile.bio.into(),
            Param::Null,
            profile.timezone.unwrap_or(limits::TIMEZONE_DEFAULT).into(),
            profile.language.unwrap_or(limits::LANGUAGE_DEFAULT).into(),
            Theme::Light.as_str().into(),
            notifications_enabled.into(),
            "[]".into(),
        ],
    )
}
