//! A user's first quota.

use crate::error::Result;
use crate::id::UserId;
use crate::limits::FEATURE_DEFAULT;
use crate::plans;
use crate::quota::row;
use crate::store::Tx;

/// Opens the quota of `chat` with a plan, unless it stands already: part of every registration.
///
/// The user's other features follow it until they are first used. `not_found` if there is no such
/// plan.
pub(crate) fn open(tx: &mut Tx<'_>, user: UserId, plan: &str) -> Result<()> {
    let limits = plans::require(tx, plan, FEATURE_DEFAULT)?;
    let mut quota = row::fresh(tx, user, FEATURE_DEFAULT, plan);
    quota.settle(tx, limits)?;
    quota.insert(tx)?;
    Ok(())
}
