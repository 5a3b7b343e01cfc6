//! The row of one scope and key: counting, reading, forgetting.

use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::context::Context;
use crate::error::{Error, ErrorKind, Result};
use crate::rate_limits::count::{self, Count};
use crate::rate_limits::model::{
    GetLimitRequest, HitLimitRequest, LimitStanding, ResetLimitRequest, ResetLimitResponse,
};
use crate::rate_limits::rule::Rate;
use crate::rate_limits::sql;
use crate::store::{Param, Sql, Tx, unless_met};

/// A row as it was read.
struct Stored {
    count: Count,
    /// The moment to which it is brought: now, or that of the last hit if the clock is behind it.
    at_ms: i64,
    /// The guard of the update; 0 while there is no row.
    version: i64,
}

pub(crate) fn hit(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &HitLimitRequest,
) -> Result<LimitStanding> {
    let rate = Rate::of(&request.scope, request.limit, request.window_ms)?;
    let cost = request.cost.unwrap_or(1);
    if cost > rate.limit {
        let rule = format!("must be at most {}, which is the limit", rate.limit);
        return Err(Error::validation("cost", rule));
    }
    hit_within(tx, &request.scope, &request.key, rate, cost)
}

/// Counts a hit within the transaction of another call, or refuses it.
pub(crate) fn hit_within(
    tx: &mut Tx<'_>,
    scope: &str,
    key: &str,
    rate: Rate,
    cost: i64,
) -> Result<LimitStanding> {
    let hash = hash(tx, scope, key);
    let stored = find(tx, scope, &hash, rate, &sql::ROW_TO_WRITE)?;
    let passes_at_ms = stored.count.passes_at(rate, cost, stored.at_ms);
    if passes_at_ms > stored.at_ms {
        return Err(ErrorKind::RateLimited {
            scope: scope.into(),
            limit: rate.limit,
            window_ms: rate.window_ms,
            retry_after_ms: passes_at_ms - tx.now_ms(),
        }
        .into());
    }
    let Stored { count, at_ms, version } = stored;
    let count = count.hit(rate, cost, at_ms);
    let (hits, full_at) = count::write(&count);
    let idle_at_ms = count.full_at_ms(rate, at_ms);
    let place: [Param<'_>; 2] = [scope.into(), Param::Bytes(&hash)];
    let content: [Param<'_>; 4] =
        [(&hits).into(), (&full_at).into(), at_ms.into(), idle_at_ms.into()];
    let stands = match version {
        0 => {
            let first = [tx.first_version()?.into()];
            tx.insert_new(&sql::INSERT, &[&place[..], &content[..], &first].concat())?
        }
        _ => {
            let guard = [&content[..], &place[..], &[version.into()]].concat();
            tx.exec_guarded(&sql::UPDATE, &guard)?
        }
    };
    // Where another hit came first, this one looks again.
    unless_met(stands)?;
    Ok(standing(tx, scope, rate, &Stored { count, at_ms, version }))
}

pub(crate) fn get(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &GetLimitRequest,
) -> Result<LimitStanding> {
    let rate = Rate::of(&request.scope, request.limit, request.window_ms)?;
    let hash = hash(tx, &request.scope, &request.key);
    let stored = find(tx, &request.scope, &hash, rate, &sql::ROW)?;
    Ok(standing(tx, &request.scope, rate, &stored))
}

pub(crate) fn reset(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &ResetLimitRequest,
) -> Result<ResetLimitResponse> {
    let hash = hash(tx, &request.scope, &request.key);
    let place = [(&request.scope).into(), Param::Bytes(&hash)];
    Ok(ResetLimitResponse { reset: tx.exec_guarded(&sql::DELETE, &place)? })
}

fn find(tx: &mut Tx<'_>, scope: &str, hash: &[u8], rate: Rate, by: &'static Sql) -> Result<Stored> {
    let now_ms = tx.now_ms();
    let found = tx.get(by, &[scope.into(), Param::Bytes(hash)], |row| {
        let at_ms = now_ms.max(row.int(2)?);
        let count = count::read(row.str(0)?, row.str(1)?)?.under(rate, at_ms);
        Ok(Stored { count, at_ms, version: row.int(3)? })
    })?;
    let none = || Stored { count: Count::none().under(rate, now_ms), at_ms: now_ms, version: 0 };
    Ok(found.unwrap_or_else(none))
}

fn standing(tx: &Tx<'_>, scope: &str, rate: Rate, stored: &Stored) -> LimitStanding {
    let Stored { count, at_ms, .. } = stored;
    // A clock that was set back has to come to the last hit before anything grows back.
    let wait_ms = match count.passes_at(rate, 1, *at_ms) {
        passes_at_ms if passes_at_ms > *at_ms => passes_at_ms - tx.now_ms(),
        _ => 0,
    };
    LimitStanding {
        scope: scope.into(),
        limit: rate.limit,
        window_ms: rate.window_ms,
        remaining: count.remaining(rate, *at_ms),
        retry_after_ms: wait_ms,
        full_at_ms: count.full_at_ms(rate, *at_ms),
    }
}

/// What stands for a key in the store: nothing can be read from it, and each tenant, the host and
/// every scope have others.
fn hash(tx: &Tx<'_>, scope: &str, key: &str) -> [u8; 32] {
    let tenant = tx.tenant().map_or(Uuid::nil(), |tenant| tenant.0);
    // A scope holds no control characters, so where it ends is plain.
    let index = tx.blind_index("limit", &format!("{tenant}\u{1}{scope}\u{1}{key}"));
    Sha256::digest(index).into()
}
