//! What a check-in gives: two settings of the host.

use serde_json::Value;

use crate::error::{Error, Result};
use crate::id::TenantId;
use crate::limits;
use crate::quota::calendar::DAY_MS;
use crate::settings;
use crate::store::Tx;

/// The points of each day of a streak.
const REWARDS: &str = "checkin.rewards";
/// After how many days they expire.
const EXPIRY: &str = "checkin.expires_after_days";

/// Refuses a value of these settings that means nothing, and one that is set within a tenant: the
/// wallet is the person's, so no tenant decides what goes into it.
pub(crate) fn check_setting(tx: &Tx<'_>, key: &str, value: &Value) -> Result<()> {
    let (sound, rule) = match key {
        REWARDS => (points(value).is_some(), "must be a list of 1 to 366 amounts, 1 to 1000000"),
        EXPIRY => (days(value).is_some(), "must be a number of days, 1 to 3660, or null for never"),
        _ => return Ok(()),
    };
    if tx.tenant().is_some_and(|tenant| !tenant.0.is_nil()) {
        return Err(Error::validation("key", "is a setting of the host alone"));
    }
    if sound { Ok(()) } else { Err(Error::validation("value", rule)) }
}

/// The rewards as they are set.
#[derive(Debug)]
pub(super) struct Rewards {
    points: Vec<i64>,
    /// How long the points last; absent: for ever.
    pub(super) lasts_ms: Option<i64>,
}

impl Rewards {
    pub(super) fn read(tx: &mut Tx<'_>) -> Result<Rewards> {
        let host = TenantId(uuid::Uuid::nil());
        tx.within(host, |tx| {
            let set = settings::value(tx, REWARDS)?;
            let points = set.as_ref().and_then(points);
            let points = points.unwrap_or_else(|| limits::CHECKIN_REWARDS.0.to_vec());
            let lasts = settings::value(tx, EXPIRY)?.as_ref().and_then(days).flatten();
            Ok(Rewards { points, lasts_ms: lasts.map(|days| days * DAY_MS) })
        })
    }

    /// The points of a day of a streak, counted from 1. The last entry stands for all after it.
    pub(super) fn of_day(&self, streak: i64) -> i64 {
        let place = usize::try_from(streak - 1).unwrap_or(usize::MAX);
        self.points.get(place).or(self.points.last()).copied().unwrap_or(1)
    }
}

fn points(value: &Value) -> Option<Vec<i64>> {
    let list = value.as_array()?;
    let in_bounds = |points: &i64| (1..=limits::CHECKIN_POINTS_MAX).contains(points);
    let points = list.iter().map(|one| one.as_i64().filter(in_bounds)).collect::<Option<Vec<_>>>();
    points.filter(|points| (1..=limits::CHECKIN_REWARDS_MAX).contains(&points.len()))
}

/// The number of days; within it, null for never.
fn days(value: &Value) -> Option<Option<i64>> {
    match value {
        Value::Null => Some(None),
        value => {
            let in_bounds = |days: &i64| (1..=limits::CHECKIN_EXPIRY_DAYS_MAX).contains(days);
            value.as_i64().filter(in_bounds).map(Some)
        }
    }
}
