//! The switch between quotas and points.
//!
//! The host's setting `quota.enabled` says whose uses count in their quota: everybody's (`true`,
//! and where it was never set), nobody's (`false`), or those of so many percent of the users. A
//! hash of the user's id says who is among them, so raising the share only ever adds users. For the
//! others a use is paid from the wallet, by what the plan says of points; the line of the log is
//! written on both paths, with the key, so a key that is replayed answers as it first did whatever
//! the switch says by then.
//!
//! **Comparing.** As `{"percent": 10, "compare": true}` the switch also has each use that counts
//! note the points which the wallet would have been asked for; a use that is paid notes its amount
//! always. So `quota.stats` has the figures of both ways for everybody, and nothing is paid twice.

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::error::{Error, Result};
use crate::id::{TenantId, UserId};
use crate::limits::AMOUNT_MAX;
use crate::plans;
use crate::quota::view::{PRICING_URL, check_pricing_url};
use crate::settings;
use crate::store::Tx;

/// The setting of the host that says whose uses count in their quota.
const SWITCH: &str = "quota.enabled";

const RULE: &str = "must be true, false, the percentage of users, 0 to 100, or an object of \
    `percent` and `compare`";

/// Refuses a value that a setting of quotas cannot have.
pub(crate) fn check_setting(tx: &Tx<'_>, key: &str, value: &Value) -> Result<()> {
    match key {
        SWITCH => check_switch(tx, value),
        PRICING_URL => check_pricing_url(value),
        _ => Ok(()),
    }
}

/// Refuses a value of the switch that means nothing, and one that is set within a tenant: quotas
/// are the person's, in whatever tenant they act.
fn check_switch(tx: &Tx<'_>, value: &Value) -> Result<()> {
    if tx.tenant().is_some_and(|tenant| !tenant.0.is_nil()) {
        return Err(Error::validation("key", "is a setting of the host alone"));
    }
    position(value).map(drop).ok_or_else(|| Error::validation("value", RULE))
}

/// What becomes of the uses of a user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Way {
    /// Whether they count in their quota; otherwise points are paid.
    pub(super) counts: bool,
    /// Whether those that count note what the wallet would have been asked for.
    pub(super) compares: bool,
}

/// What becomes of the uses of a user.
pub(super) fn way(tx: &mut Tx<'_>, user: UserId) -> Result<Way> {
    let host = TenantId(uuid::Uuid::nil());
    let value = tx.within(host, |tx| settings::value(tx, SWITCH))?;
    let (percent, compares) = value.as_ref().and_then(position).unwrap_or((100, false));
    let counts = percent == 100 || (percent > 0 && place(user) < percent);
    Ok(Way { counts, compares })
}

/// Whether the uses of a user count in their quota.
pub(super) fn is_on(tx: &mut Tx<'_>, user: UserId) -> Result<bool> {
    Ok(way(tx, user)?.counts)
}

impl Way {
    /// What the wallet would have been asked for a use that counts; none unless both are compared.
    pub(super) fn would_take(
        self,
        tx: &mut Tx<'_>,
        plan: &str,
        amount: i64,
    ) -> Result<Option<i64>> {
        if !self.compares {
            return Ok(None);
        }
        let each = plans::points_per_use(tx, plan)?;
        Ok(Some(amount.saturating_mul(each).min(AMOUNT_MAX)))
    }
}

/// The percentage of users whose uses count, and whether both ways are compared.
fn position(value: &Value) -> Option<(u64, bool)> {
    let Value::Object(fields) = value else { return Some((percent(value)?, false)) };
    if fields.keys().any(|name| name != "percent" && name != "compare") {
        return None;
    }
    let compares = match fields.get("compare") {
        None => false,
        Some(value) => value.as_bool()?,
    };
    Some((percent(fields.get("percent")?)?, compares))
}

fn percent(value: &Value) -> Option<u64> {
    match value {
        Value::Bool(on) => Some(if *on { 100 } else { 0 }),
        value => value.as_u64().filter(|percent| *percent <= 100),
    }
}

/// The user's place among a hundred, the same on every machine and for ever.
fn place(user: UserId) -> u64 {
    let hash = Sha256::new().chain_update(SWITCH).chain_update(user.0.as_bytes()).finalize();
    let [a, b, c, d, ..] = <[u8; 32]>::from(hash);
    u64::from(u32::from_be_bytes([a, b, c, d])) % 100
}
