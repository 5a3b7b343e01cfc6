//! Expiry, exact without a job.
//!
//! What has expired is never counted, whether or not a record tells of it yet. The records follow
//! with the next write of the wallet, or with a sweep, in the order in which the grants expired and
//! each at its true moment; so the balance of any moment is the same whoever booked it, and when.
//!
//! A held slice does not expire until its hold ends. So holds whose deadline has come end in their
//! place between the expiries, and what they free too late expires at that deadline, in the same
//! step.

use crate::context::Context;
use crate::error::{ErrorCode, Result};
use crate::id::{GrantId, UserId};
use crate::limits;
use crate::runtime::ChangeKind;
use crate::store::Tx;
use crate::wallet::account::Account;
use crate::wallet::line::{Entry, Follows, Links};
use crate::wallet::model::{RecordKind, SweepExpiredRequest, SweepExpiredResponse};
use crate::wallet::slice::Slice;
use crate::wallet::sql;

/// How many grants are read at once; those of them which expire together share a record.
const GRANTS_READ_MAX: i64 = 256;

/// A grant that has expired, with what is left of it besides holds.
struct Expired {
    grant: GrantId,
    points: i64,
    at_ms: i64,
}

impl Account {
    /// Books what has expired and ends what is over, in about so many steps; answers how many it
    /// took.
    ///
    /// The caller stores the account.
    pub(super) fn settle(&mut self, tx: &mut Tx<'_>, steps_max: usize) -> Result<usize> {
        if !self.may_have_expired(self.at_ms) {
            return Ok(0);
        }
        self.open_grants(tx)?;
        let mut steps = 0;
        while steps < steps_max {
            let deadline = self.next_deadline(tx)?.filter(|at_ms| *at_ms <= self.at_ms);
            let page = self.expired(tx, deadline.map_or(self.at_ms, |at_ms| at_ms - 1))?;
            for together in page.chunk_by(|a, b| a.at_ms == b.at_ms) {
                if steps < steps_max {
                    self.expire(tx, together, together[0].at_ms)?;
                    steps += 1;
                }
            }
            if !page.is_empty() {
                continue;
            }
            let Some(deadline) = deadline else { break };
            steps += self.end_holds(tx, deadline)?;
            self.last_at_ms = self.at_ms;
            self.expire_freed(tx, deadline)?;
        }
        self.settle_grants(tx)?;
        Ok(steps)
    }

    /// Books what holds have freed after its expiry: it expires when it was freed.
    pub(super) fn expire_freed(&mut self, tx: &mut Tx<'_>, at_ms: i64) -> Result<i64> {
        let mut points = 0;
        loop {
            let page = self.expired(tx, at_ms)?;
            if page.is_empty() {
                return Ok(points);
            }
            points += page.iter().map(|expired| expired.points).sum::<i64>();
            self.expire(tx, &page, at_ms)?;
        }
    }

    fn expired(&self, tx: &mut Tx<'_>, until_ms: i64) -> Result<Vec<Expired>> {
        let asset = (&self.asset).into();
        let params = [self.user.into(), asset, until_ms.into(), GRANTS_READ_MAX.into()];
        tx.list(&sql::EXPIRED_GRANTS, &params, |row| {
            Ok(Expired { grant: row.id(0)?, points: row.int(1)?, at_ms: row.int(2)? })
        })
    }

    fn expire(&mut self, tx: &mut Tx<'_>, together: &[Expired], at_ms: i64) -> Result<()> {
        let slices: Vec<Slice> =
            together.iter().map(|expired| Slice::taken(expired.grant, expired.points)).collect();
        let entry = Entry {
            kind: RecordKind::Expire,
            amount: slices.iter().map(|slice| slice.points).sum(),
            effective_at_ms: at_ms,
            slices: &slices,
            links: Links::default(),
            follows: Follows::default(),
        };
        self.append(tx, entry, None)?.insert(tx)?;
        for expired in together {
            self.set_free(tx, expired.grant, 0)?;
        }
        Ok(())
    }
}

/// One step of upkeep: books what has expired, and ends holds, in the wallets where it is due.
pub(crate) fn sweep(tx: &mut Tx<'_>, rows_max: i64) -> Result<i64> {
    let due = tx.list(&sql::DUE, &[tx.now_ms().into(), rows_max.into()], |row| {
        Ok((row.id::<UserId>(0)?, row.text(1)?))
    })?;
    let mut rows = 0;
    for (user, asset) in due {
        if rows >= rows_max {
            break;
        }
        rows += settle_one(tx, user, &asset, rows_max - rows)?;
    }
    Ok(rows)
}

/// Books what is due in one wallet, in about so many steps; answers how many it took.
fn settle_one(tx: &mut Tx<'_>, user: UserId, asset: &str, steps_max: i64) -> Result<i64> {
    let Some(mut account) = Account::find(tx, user, asset)? else { return Ok(0) };
    let steps = account.settle(tx, usize::try_from(steps_max).unwrap_or(usize::MAX))?;
    account.store(tx)?;
    tx.changed("wallet", Some(user), asset, ChangeKind::Put);
    // A wallet in which nothing was left to end counts too: it was looked at.
    Ok(i64::try_from(steps.max(1)).unwrap_or(i64::MAX))
}

/// Books what is due in the `points` wallet of a user, where anything is. One in which nothing is
/// due is only read, so nobody waits for it.
pub(crate) fn settle_due(tx: &mut Tx<'_>, user: UserId) -> Result<()> {
    match Account::read(tx, user, limits::ASSET_DEFAULT) {
        Ok(account) if account.may_have_expired(account.at_ms) => {
            settle_one(tx, user, limits::ASSET_DEFAULT, i64::MAX).map(drop)
        }
        Err(error) if error.code() != ErrorCode::NotFound => Err(error),
        _ => Ok(()),
    }
}

pub(crate) fn sweep_expired(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &SweepExpiredRequest,
) -> Result<SweepExpiredResponse> {
    let limit = request.limit.unwrap_or(limits::SWEEP_ROWS_MAX);
    let rows = sweep(tx, limit)?;
    Ok(SweepExpiredResponse { rows, done: rows < limit })
}
