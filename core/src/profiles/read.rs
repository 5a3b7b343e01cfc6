//! Reading a profile.

use crate::error::Result;
use crate::id::UserId;
use crate::profiles::{PROFILES, Profile, Theme};
use crate::store::{Param, Row, Tx};

/// The profile of a user.
pub(crate) fn find(tx: &mut Tx<'_>, user: UserId) -> Result<Option<Profile>> {
    tx.get(PROFILES.select, &[user.into(), Param::Id(user.0)], profile)
}

fn profile(row: &dyn Row) -> Result<Profile> {
    Ok(Profile {
        display_name: row.opt_text(0)?,
        bio: row.opt_text(1)?,
        location: row.opt_text(2)?,
        timezone: row.text(3)?,
        language: row.text(4)?,
        theme: Theme::from_stored(row.str(5)?)?,
        notifications_enabled: row.bool(6)?,
        tags: row.json(7, "tags of a profile")?,
    })
}
