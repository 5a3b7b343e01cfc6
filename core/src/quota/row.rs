//! The row of one (user, feature), read, settled and written back.

use crate::error::{Error, ErrorKind, Result};
use crate::id::UserId;
use crate::limits::FEATURE_DEFAULT;
use crate::plans::{self, Limit};
use crate::quota::calendar::{Period, Zone};
use crate::quota::counter::{Counter, pack, unpack};
use crate::quota::sql;
use crate::quota::standing::Standing;
use crate::store::{Param, Row, Sql, Tx};

/// A change of plan that is not due yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NextPlan {
    pub(super) plan: String,
    pub(super) at_ms: i64,
}

/// One quota, settled to a moment: its counters are those of the periods that hold it.
#[derive(Debug, Clone)]
pub(super) struct Quota {
    pub(super) user: UserId,
    pub(super) feature: String,
    pub(super) plan: String,
    pub(super) next: Option<NextPlan>,
    pub(super) zone: Zone,
    pub(super) anchor_day: Option<u8>,
    /// The moment it is settled to: now, or that of the last write if the clock is behind it.
    pub(super) at_ms: i64,
    /// The limits of the plan on the feature.
    pub(super) limits: Vec<Limit>,
    /// First the counters of `limits`, in their order, then others that are still running.
    pub(super) counters: Vec<Counter>,
    /// When each of `limits` resets.
    pub(super) resets: Vec<Option<i64>>,
    pub(super) total_used: i64,
    pub(super) held: i64,
    pub(super) last_at_ms: i64,
    /// The guard of the update; 0 while the row is not stored.
    pub(super) version: i64,
}

/// What a quota of this user and feature is before its first row.
pub(super) fn fresh(tx: &mut Tx<'_>, user: UserId, feature: &str, plan: &str) -> Quota {
    let now_ms = tx.now_ms();
    Quota {
        user,
        feature: feature.into(),
        plan: plan.into(),
        next: None,
        zone: Zone::UTC,
        anchor_day: None,
        at_ms: now_ms,
        limits: Vec::new(),
        counters: Vec::new(),
        resets: Vec::new(),
        total_used: 0,
        held: 0,
        last_at_ms: now_ms,
        version: 0,
    }
}

/// The quota of a user and feature, settled to now.
///
/// A user's other features have no row until they are used; till then they follow the plan of
/// `chat`, whose row registration opens. `not_found` names the user when there is no such row, and
/// the quota when the plan has no limit for the feature, so that it is not part of the plan.
pub(super) fn find(
    tx: &mut Tx<'_>,
    user: UserId,
    feature: &str,
    read: &'static Sql,
) -> Result<Quota> {
    let quota = find_any(tx, user, feature, read)?;
    match quota.limits.is_empty() {
        true => Err(Error::not_found("quota", feature)),
        false => Ok(quota),
    }
}

/// The same, though the plan may have no limit for the feature.
pub(super) fn find_any(
    tx: &mut Tx<'_>,
    user: UserId,
    feature: &str,
    read: &'static Sql,
) -> Result<Quota> {
    if let Some((mut quota, limits)) = stored(tx, user, feature, read)? {
        quota.settle_due(tx, limits)?;
        return Ok(quota);
    }
    let model = match feature {
        FEATURE_DEFAULT => None,
        _ => stored(tx, user, FEATURE_DEFAULT, &sql::QUOTA)?,
    };
    let (model, _) = model.ok_or_else(|| Error::not_found("user", user))?;
    let mut quota = Quota {
        next: model.next,
        zone: model.zone,
        anchor_day: model.anchor_day,
        ..fresh(tx, user, feature, &model.plan)
    };
    let limits = plans::require(tx, &quota.plan, feature)?;
    quota.settle_due(tx, limits)?;
    Ok(quota)
}

/// The row as it stands, with the limits of its plan.
fn stored(
    tx: &mut Tx<'_>,
    user: UserId,
    feature: &str,
    read: &'static Sql,
) -> Result<Option<(Quota, Vec<Limit>)>> {
    let mut stored_limits = None;
    let now_ms = tx.now_ms();
    let quota = tx.get(read, &[user.into(), feature.into()], |row| {
        stored_limits = row.opt_text(10)?;
        quota(row, user, feature, now_ms)
    })?;
    let Some(quota) = quota else { return Ok(None) };
    let limits = plans::limits_of(tx, &quota.plan, stored_limits.as_deref(), feature)?;
    Ok(Some((quota, limits)))
}

fn quota(row: &dyn Row, user: UserId, feature: &str, now_ms: i64) -> Result<Quota> {
    let damaged = |detail: &str| ErrorKind::StorageCorrupt { detail: detail.into() };
    let next = match (row.opt_text(1)?, row.opt_int(2)?) {
        (Some(plan), Some(at_ms)) => Some(NextPlan { plan, at_ms }),
        _ => None,
    };
    let anchor_day = row.opt_int(4)?.map(u8::try_from).transpose();
    let last_at_ms = row.int(8)?;
    Ok(Quota {
        user,
        feature: feature.into(),
        plan: row.text(0)?,
        next,
        zone: Zone::parse(row.str(3)?).map_err(|_| damaged("the time zone of a quota"))?,
        anchor_day: anchor_day.map_err(|_| damaged("the anchor day of a quota"))?,
        at_ms: now_ms.max(last_at_ms),
        limits: Vec::new(),
        counters: unpack(row.str(5)?)?,
        resets: Vec::new(),
        total_used: row.int(6)?,
        held: row.int(7)?,
        last_at_ms,
        version: row.int(9)?,
    })
}

impl Quota {
    /// How each limit of the plan stands.
    pub(super) fn standings(&self) -> Vec<Standing> {
        let counted = self.limits.iter().zip(&self.counters).zip(&self.resets);
        counted
            .map(|((limit, counter), resets_at_ms)| Standing {
                limit: *limit,
                counter: *counter,
                resets_at_ms: *resets_at_ms,
                held: self.held,
            })
            .collect()
    }

    /// How much was used on the present day of the quota's time zone.
    pub(super) fn today(&self) -> i64 {
        self.counters.iter().find(|c| c.period == Period::Day).map_or(0, |c| c.used)
    }

    /// Writes the row. Fails with `serialization`, so that the call runs again, if another call
    /// wrote it since it was read.
    pub(super) fn save(&self, tx: &mut Tx<'_>) -> Result<()> {
        let saved = match self.version {
            0 => self.insert(tx)?,
            _ => self.update(tx)?,
        };
        if saved { Ok(()) } else { Err(ErrorKind::Serialization {}.into()) }
    }

    /// Writes the first row; false if it stands already.
    pub(super) fn insert(&self, tx: &mut Tx<'_>) -> Result<bool> {
        let counters = pack(&self.counters);
        let [plan, next, next_at, zone, anchor, counters, total, resets, at] =
            self.columns(&counters);
        let (user, feature) = (self.user.into(), Param::from(&self.feature));
        tx.insert_new(
            &sql::INSERT,
            &[user, feature, plan, next, next_at, zone, anchor, counters, total, resets, at, at],
        )
    }

    /// Writes the row back; false if another call wrote it since it was read.
    fn update(&self, tx: &mut Tx<'_>) -> Result<bool> {
        let counters = pack(&self.counters);
        let [plan, next, next_at, zone, anchor, counters, total, resets, at] =
            self.columns(&counters);
        let (user, feature) = (self.user.into(), Param::from(&self.feature));
        let version = self.version.into();
        tx.exec_guarded(
            &sql::UPDATE,
            &[
                plan, next, next_at, zone, anchor, counters, total, resets, at, user, feature,
                version,
            ],
        )
    }

    /// What both writes store, in the order of their texts.
    fn columns<'a>(&'a self, counters: &'a str) -> [Param<'a>; 9] {
        let resets_at_ms = self.resets.iter().flatten().min().copied();
        [
            (&self.plan).into(),
            self.next.as_ref().map(|next| next.plan.as_str()).into(),
            self.next.as_ref().map(|next| next.at_ms).into(),
            self.zone.name().into(),
            self.anchor_day.map(i64::from).into(),
            counters.into(),
            self.total_used.into(),
            resets_at_ms.into(),
            self.at_ms.into(),
        ]
    }
}
