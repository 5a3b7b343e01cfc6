//! The row of one (user, feature), read, settled and written back.

use crate::error::{Error, ErrorKind, Result};
use crate::id::UserId;
use crate::limits::{FEATURE_DEFAULT, USER_FEATURES_MAX};
use crate::plans::{self, Limit};
use crate::quota::calendar::{Period, Zone};
use crate::quota::counter::{Counter, pack, unpack};
use crate::quota::open;
use crate::quota::reservation::Reservation;
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
    /// What of `total_used` no limit counts: it came from packs.
    pub(super) uncounted: i64,
    /// What is reserved of the plan's allowance.
    pub(super) held: i64,
    /// What is reserved of packs.
    pub(super) held_packs: i64,
    /// What is left in packs, besides what is reserved.
    pub(super) purchased: i64,
    /// When the first reservation ends.
    pub(super) holds_end_at_ms: Option<i64>,
    /// When the first pack expires, or a moment before that.
    pub(super) packs_end_at_ms: Option<i64>,
    /// Reservations that have ended and are still stored as open.
    pub(super) ended: Vec<Reservation>,
    /// Whether packs have expired which are still stored as live.
    pub(super) packs_ended: bool,
    pub(super) last_at_ms: i64,
    /// The guard of the update; 0 while the row is not stored.
    pub(super) version: i64,
    /// Whether the plan, the time zone or the anchor day is another than is stored.
    pub(super) terms_changed: bool,
    /// What a write of the counters alone leaves as it is.
    stored: Kept,
}

/// The columns which most uses do not change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Kept {
    changes_at_ms: Option<i64>,
    uncounted: i64,
    held: i64,
    held_packs: i64,
    purchased: i64,
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
        uncounted: 0,
        held: 0,
        held_packs: 0,
        purchased: 0,
        holds_end_at_ms: None,
        packs_end_at_ms: None,
        ended: Vec::new(),
        packs_ended: false,
        last_at_ms: now_ms,
        version: 0,
        terms_changed: false,
        stored: Kept::default(),
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
        quota.let_end(tx)?;
        return Ok(quota);
    }
    let model = match feature {
        FEATURE_DEFAULT => None,
        _ => stored(tx, user, FEATURE_DEFAULT, &sql::QUOTA)?,
    };
    let model = match model {
        Some((model, _)) => model,
        None => open::predating(tx, user)?,
    };
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
        stored_limits = row.opt_text(LIMITS)?;
        of_row(row, user, feature, now_ms)
    })?;
    let Some(quota) = quota else { return Ok(None) };
    let limits = plans::limits_of(tx, &quota.plan, stored_limits.as_deref(), feature)?;
    Ok(Some((quota, limits)))
}

/// The column behind those of the row itself.
pub(super) const LIMITS: usize = 16;

/// The row as it stands, before it is settled.
pub(super) fn of_row(row: &dyn Row, user: UserId, feature: &str, now_ms: i64) -> Result<Quota> {
    let damaged = |detail: &str| ErrorKind::StorageCorrupt { detail: detail.into() };
    let next = match (row.opt_text(1)?, row.opt_int(2)?) {
        (Some(plan), Some(at_ms)) => Some(NextPlan { plan, at_ms }),
        _ => None,
    };
    let anchor_day = row.opt_int(4)?.map(u8::try_from).transpose();
    let last_at_ms = row.int(8)?;
    let stored = Kept {
        changes_at_ms: row.opt_int(15)?,
        uncounted: row.int(10)?,
        held: row.int(7)?,
        held_packs: row.int(11)?,
        purchased: row.int(12)?,
    };
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
        uncounted: stored.uncounted,
        held: stored.held,
        held_packs: stored.held_packs,
        purchased: stored.purchased,
        holds_end_at_ms: row.opt_int(13)?,
        packs_end_at_ms: row.opt_int(14)?,
        ended: Vec::new(),
        packs_ended: false,
        last_at_ms,
        version: row.int(9)?,
        terms_changed: false,
        stored,
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

    /// How much of the plan's allowance is left: what its tightest limit leaves.
    pub(super) fn plan_room(&self) -> i64 {
        self.standings().iter().map(Standing::remaining).min().unwrap_or(0)
    }

    /// Writes the row, with what has ended. Fails with `serialization`, so that the call runs
    /// again, if another call wrote it since it was read.
    pub(super) fn save(&mut self, tx: &mut Tx<'_>) -> Result<()> {
        if self.version == 0 {
            self.check_features(tx)?;
            return match self.insert(tx)? {
                true => Ok(()),
                false => Err(ErrorKind::Serialization {}.into()),
            };
        }
        if self.only_counters_changed() {
            return self.with_counters(|params| tx.exec_one(&sql::COUNT, params));
        }
        self.with_everything(|params| tx.exec_one(&sql::UPDATE, params))?;
        self.write_ended(tx)
    }

    /// Writes the row where it is as it was read; false if another call wrote it since.
    pub(super) fn save_if_untouched(&mut self, tx: &mut Tx<'_>) -> Result<bool> {
        let saved = self.with_everything(|params| tx.exec_guarded(&sql::UPDATE, params))?;
        if saved {
            self.write_ended(tx)?;
        }
        Ok(saved)
    }

    /// Writes the first row; false if it stands already.
    pub(super) fn insert(&self, tx: &mut Tx<'_>) -> Result<bool> {
        let at = self.at_ms.into();
        let opening: [Param<'_>; 3] = [self.user.into(), (&self.feature).into(), at];
        let counters = pack(&self.counters);
        let columns = self.columns(&counters);
        tx.insert_new(&sql::INSERT, &[&opening[..], &columns[..]].concat())
    }

    /// Refuses a feature more than a change of plan can reach.
    fn check_features(&self, tx: &mut Tx<'_>) -> Result<()> {
        let most = USER_FEATURES_MAX;
        let found = tx.get(&sql::COUNT_FEATURES, &[self.user.into()], |row| row.int(0))?;
        let found = found.unwrap_or(0);
        if found < most {
            return Ok(());
        }
        Err(ErrorKind::InvalidState {
            what: format!("the user of the quota of {}", self.feature),
            state: format!("having quotas of {found} features"),
            needed: format!("having quotas of fewer than {most} features"),
        }
        .into())
    }

    /// Nothing was due when the row was read, and nothing but its counters has changed since.
    fn only_counters_changed(&self) -> bool {
        let now = Kept {
            changes_at_ms: self.changes_at_ms(),
            uncounted: self.uncounted,
            held: self.held,
            held_packs: self.held_packs,
            purchased: self.purchased,
        };
        let due = self.stored.changes_at_ms.is_some_and(|at_ms| at_ms <= self.at_ms);
        !due && !self.terms_changed && now == self.stored
    }

    fn with_counters<T>(&self, write: impl FnOnce(&[Param<'_>]) -> T) -> T {
        let counters = pack(&self.counters);
        write(&[
            (&counters).into(),
            self.total_used.into(),
            self.at_ms.into(),
            self.user.into(),
            (&self.feature).into(),
            self.version.into(),
        ])
    }

    fn with_everything<T>(&self, write: impl FnOnce(&[Param<'_>]) -> T) -> T {
        let counters = pack(&self.counters);
        let columns = self.columns(&counters);
        let guard = [self.user.into(), (&self.feature).into(), self.version.into()];
        write(&[&columns[..], &guard[..]].concat())
    }

    /// What an insert and a write of everything store, in the order of their texts.
    fn columns<'a>(&'a self, counters: &'a str) -> [Param<'a>; 15] {
        [
            (&self.plan).into(),
            self.next.as_ref().map(|next| next.plan.as_str()).into(),
            self.next.as_ref().map(|next| next.at_ms).into(),
            self.zone.name().into(),
            self.anchor_day.map(i64::from).into(),
            counters.into(),
            self.total_used.into(),
            self.uncounted.into(),
            self.held.into(),
            self.held_packs.into(),
            self.purchased.into(),
            self.holds_end_at_ms.into(),
            self.packs_end_at_ms.into(),
            self.changes_at_ms().into(),
            self.at_ms.into(),
        ]
    }

    /// The moment at which the row next changes by itself.
    pub(super) fn changes_at_ms(&self) -> Option<i64> {
        let next = self.next.as_ref().map(|next| next.at_ms);
        let ends = [next, self.holds_end_at_ms, self.packs_end_at_ms];
        self.resets.iter().chain(&ends).flatten().min().copied()
    }
}
