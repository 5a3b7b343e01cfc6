//! The user a call is about, and the zone of their clock.

use crate::error::{Error, Result};
use crate::id::UserId;
use crate::limits::TIMEZONE_DEFAULT;
use crate::quota::calendar::Zone;
use crate::store::Tx;
use crate::usage::sql;
use crate::users;

/// The zone in which a user's days are, at present, from their profile: the default of profiles
/// without one, UTC where it names a zone that does not exist. `not_found` where there is no such
/// user.
pub(super) fn zone_of(tx: &mut Tx<'_>, user: UserId) -> Result<Zone> {
    let found = tx.get(&sql::HOME, &[user.into()], |row| {
        let there = users::row_is_there(row)?;
        let zone = Zone::parse(row.opt_str(2)?.unwrap_or(TIMEZONE_DEFAULT));
        Ok((there, zone.unwrap_or(Zone::UTC)))
    })?;
    match found {
        Some((true, zone)) => Ok(zone),
        _ => Err(Error::not_found("user", user)),
    }
}
