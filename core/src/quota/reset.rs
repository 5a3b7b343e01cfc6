//! Resetting ahead of time, in batches.
//!
//! A batch does to rows that are past their reset what their next touch would do, and nothing else:
//! it settles them to now and writes them back. A row that another call wrote meanwhile is settled
//! already and is passed over, so a batch takes nothing from anybody and waits for nobody. A batch
//! holds no more than its rows in memory, and the next one goes on behind its cursor.
//!
//! A damaged row, and a step of upkeep that fails as a whole, stay due: the next batch tries again.
//! Each raises one event of kind `quota_reset_failed` a day, for whoever watches.

use std::collections::HashMap;

use crate::context::Context;
use crate::error::{Error, ErrorCode, ErrorKind, Result};
use crate::id::UserId;
use crate::limits::{QUOTA_COUNTED_MAX, SWEEP_ROWS_MAX};
use crate::ops::Operation;
use crate::plans::{self, Limit};
use crate::quota::consume::tell;
use crate::quota::model::{GetQuotaHealthRequest, QuotaBatch, QuotaHealth, ResetQuotasRequest};
use crate::quota::row::{self, LIMITS, Quota};
use crate::quota::run::{self, Batch};
use crate::quota::sql;
use crate::store::{Cursor, Row, Tx};

/// The list that its cursors are of.
const LIST: &str = super::ResetExpired::ROW.name;

/// A row that is due, or why it cannot be read.
struct Due {
    place: Place,
    quota: Result<Quota>,
}

/// Where a row stands among those that are due.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    resets_at_ms: i64,
    user: UserId,
    feature: String,
}

impl Place {
    fn write(&self) -> String {
        format!("{} {} {}", self.resets_at_ms, self.user, self.feature)
    }

    fn read(text: &str) -> Option<Place> {
        let mut words = text.splitn(3, ' ');
        let (at, user) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
        Some(Place { resets_at_ms: at, user, feature: words.next()?.into() })
    }
}

pub(crate) fn reset_expired(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &ResetQuotasRequest,
) -> Result<QuotaBatch> {
    let after = match Cursor::text(LIST, request.cursor.as_deref())? {
        Some(text) => Some(Place::read(&text).ok_or(ErrorKind::CursorInvalid {})?),
        None => None,
    };
    if after.is_none() {
        let (overdue, _) = overdue(tx)?;
        run::begin(tx, run::RESET, overdue)?;
    }
    let (batch, last) = reset(tx, after, request.limit.unwrap_or(SWEEP_ROWS_MAX))?;
    let next = last.filter(|_| !batch.is_last);
    Ok(QuotaBatch {
        written: batch.written,
        next_cursor: next.map(|place| Cursor::of_text(LIST, &place.write())),
        run: run::advance(tx, run::RESET, &batch)?,
    })
}

/// One step of upkeep. Each is a run of its own.
pub(crate) fn sweep(tx: &mut Tx<'_>, rows_max: i64) -> Result<i64> {
    let (batch, _) = reset(tx, None, rows_max)?;
    // Damaged rows stay due. Where there is nothing else, the next step has nothing to do.
    if batch.written == 0 {
        return Ok(0);
    }
    run::begin(tx, run::RESET, batch.done)?;
    run::advance(tx, run::RESET, &Batch { is_last: true, ..batch })?;
    Ok(batch.done)
}

/// Resets at most so many rows; answers the place of the last.
fn reset(tx: &mut Tx<'_>, after: Option<Place>, rows_max: i64) -> Result<(Batch, Option<Place>)> {
    let due = due(tx, after.as_ref(), rows_max)?;
    let mut batch = Batch { is_last: (due.len() as i64) < rows_max, ..Batch::default() };
    let mut limits = HashMap::new();
    let mut last = None;
    let mut damage = None;
    for Due { place, quota } in due {
        batch.done += 1;
        let written = quota.and_then(|quota| reset_one(tx, quota, &mut limits));
        match written {
            Ok(true) => {
                batch.written += 1;
                tell(tx, place.user, &place.feature);
            }
            Ok(false) => {}
            // One damaged row must not keep the others from their reset.
            Err(error) if error.code() == ErrorCode::StorageCorrupt => {
                batch.failed += 1;
                let Place { user, feature, .. } = &place;
                damage.get_or_insert_with(|| format!("user {user}, feature {feature}: {error}"));
            }
            Err(error) => return Err(error),
        }
        last = Some(place);
    }
    if let Some(detail) = damage {
        run::tell_failed(tx, batch.failed, &detail)?;
    }
    Ok((batch, last))
}

/// Tells that a step of upkeep failed, in a transaction of its own, since that of the step is
/// undone.
pub(crate) fn sweep_failed(tx: &mut Tx<'_>, error: &Error) -> Result<()> {
    run::tell_failed(tx, 0, &format!("{}: {error}", error.code().as_str()))
}

/// False if another call wrote the row since it was read.
fn reset_one(
    tx: &mut Tx<'_>,
    mut quota: Quota,
    limits: &mut HashMap<(String, String), Vec<Limit>>,
) -> Result<bool> {
    let terms = (quota.plan.clone(), quota.feature.clone());
    let limits = match limits.get(&terms) {
        Some(limits) => limits.clone(),
        None => {
            let read = plans::require(tx, &quota.plan, &quota.feature)?;
            limits.entry(terms).or_insert(read).clone()
        }
    };
    quota.settle_due(tx, limits)?;
    quota.let_end(tx)?;
    quota.save_if_untouched(tx)
}

fn due(tx: &mut Tx<'_>, after: Option<&Place>, rows_max: i64) -> Result<Vec<Due>> {
    let now_ms = tx.now_ms();
    let read = |row: &dyn Row| {
        let (user, feature): (UserId, String) = (row.id(LIMITS)?, row.text(LIMITS + 1)?);
        let quota = row::of_row(row, user, &feature, now_ms);
        Ok(Due { place: Place { resets_at_ms: row.int(LIMITS - 1)?, user, feature }, quota })
    };
    let (now, max) = (now_ms.into(), rows_max.into());
    let mut due = match after {
        None => tx.list(&sql::DUE, &[now, max], read)?,
        Some(Place { resets_at_ms, user, feature }) => {
            let place = [(*resets_at_ms).into(), (*user).into(), feature.into()];
            tx.list(&sql::DUE_AFTER, &[now, max, place[0], place[1], place[2]], read)?
        }
    };
    // Each shard of a store answers so many.
    due.sort_by(|a, b| a.place.cmp(&b.place));
    due.truncate(usize::try_from(rows_max).unwrap_or(usize::MAX));
    Ok(due)
}

/// How many rows are past their reset, and the earliest of those resets.
fn overdue(tx: &mut Tx<'_>) -> Result<(i64, Option<i64>)> {
    let params = [tx.now_ms().into(), QUOTA_COUNTED_MAX.into()];
    let shards = tx.list(&sql::COUNT_DUE, &params, |row| Ok((row.int(0)?, row.opt_int(1)?)))?;
    let oldest = shards.iter().filter_map(|shard| shard.1).min();
    let count: i64 = shards.iter().map(|shard| shard.0).sum();
    Ok((count.min(QUOTA_COUNTED_MAX), oldest))
}

pub(crate) fn health(
    tx: &mut Tx<'_>,
    _cx: &Context,
    _request: &GetQuotaHealthRequest,
) -> Result<QuotaHealth> {
    let (overdue, oldest_reset_at_ms) = overdue(tx)?;
    Ok(QuotaHealth {
        overdue,
        oldest_reset_at_ms,
        last_reset: run::find(tx, run::RESET)?,
        last_init: run::find(tx, run::INIT)?,
    })
}
