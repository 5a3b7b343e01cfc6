//! A user's first quota.

use crate::error::Result;
use crate::id::UserId;
use crate::limits::{FEATURE_DEFAULT, PLAN_DEFAULT, TIMEZONE_DEFAULT};
use crate::quota::calendar::Zone;
use crate::quota::row::{self, Quota};
use crate::store::Tx;
use crate::{plans, profiles, users};

/// Opens the quota of `chat` with a plan and a time zone, unless it stands already: part of every
/// registration.
///
/// The user's other features follow it until they are first used. `not_found` if there is no such
/// plan.
pub(crate) fn open(tx: &mut Tx<'_>, user: UserId, plan: &str, zone: &str) -> Result<()> {
    let zone = Zone::parse(zone)?;
    open_in(tx, user, plan, zone).map(drop)
}

/// The same for a user who predates quotas; false if it stands already.
pub(super) fn open_late(tx: &mut Tx<'_>, user: UserId, plan: &str) -> Result<bool> {
    let zone = zone_of(tx, user)?;
    open_in(tx, user, plan, zone)
}

fn open_in(tx: &mut Tx<'_>, user: UserId, plan: &str, zone: Zone) -> Result<bool> {
    let limits = plans::require(tx, plan, FEATURE_DEFAULT)?;
    let mut quota = row::fresh(tx, user, FEATURE_DEFAULT, plan);
    quota.zone = zone;
    quota.settle(tx, limits)?;
    quota.insert(tx)
}

/// The quota of `chat` of a user who predates quotas, as `quota.init_all` would open it, so that
/// nobody has to wait for that. `not_found` if there is no such user.
pub(super) fn predating(tx: &mut Tx<'_>, user: UserId) -> Result<Quota> {
    users::require(tx, user)?;
    let zone = zone_of(tx, user)?;
    let mut quota = row::fresh(tx, user, FEATURE_DEFAULT, PLAN_DEFAULT);
    quota.zone = zone;
    Ok(quota)
}

/// The time zone that the user's profile was given; UTC without one, or where it names none that
/// exists. The default of profiles is nobody's choice.
fn zone_of(tx: &mut Tx<'_>, user: UserId) -> Result<Zone> {
    let profile = profiles::find(tx, user)?;
    let given = profile.filter(|profile| profile.timezone != TIMEZONE_DEFAULT);
    Ok(given.and_then(|profile| Zone::parse(&profile.timezone).ok()).unwrap_or(Zone::UTC))
}
