//! Opening quotas for users who predate them.
//!
//! Nobody has to wait for it: a user without quotas is answered as if theirs had just been opened.
//! A batch looks at so many users in the order of their ids and holds no more than those in memory.

use crate::context::Context;
use crate::error::{ErrorKind, Result};
use crate::id::UserId;
use crate::limits::{FEATURE_DEFAULT, PLAN_DEFAULT, QUOTA_COUNTED_MAX, SWEEP_ROWS_MAX};
use crate::ops::Operation;
use crate::plans;
use crate::quota::consume::tell;
use crate::quota::model::{InitQuotasRequest, QuotaBatch};
use crate::quota::run::{self, Batch};
use crate::quota::{open, sql};
use crate::store::{Cursor, Param, Tx};

/// The list that its cursors are of.
const LIST: &str = super::InitAll::ROW.name;

pub(crate) fn init_all(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &InitQuotasRequest,
) -> Result<QuotaBatch> {
    let plan = request.plan.as_deref().unwrap_or(PLAN_DEFAULT);
    plans::require(tx, plan, FEATURE_DEFAULT)?;
    let after = match Cursor::place(LIST, request.cursor.as_deref())? {
        Some(Cursor { at: 0, id }) => id,
        Some(_) => return Err(ErrorKind::CursorInvalid {}.into()),
        None => {
            let counts = tx.list(&sql::COUNT_USERS, &[QUOTA_COUNTED_MAX.into()], |r| r.int(0))?;
            run::begin(tx, run::INIT, counts.iter().sum::<i64>().min(QUOTA_COUNTED_MAX))?;
            uuid::Uuid::nil()
        }
    };
    let limit = request.limit.unwrap_or(SWEEP_ROWS_MAX);
    let params = [FEATURE_DEFAULT.into(), Param::Id(after), limit.into()];
    let mut users = tx.list(&sql::USERS_AFTER, &params, |row| {
        let lacks = row.opt_int(1)?.is_none() && row.int(2)? == 0;
        Ok((row.id::<UserId>(0)?, lacks))
    })?;
    // Each shard of a store answers so many.
    users.sort_unstable();
    users.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let done = users.len() as i64;
    let mut batch = Batch { done, is_last: done < limit, ..Batch::default() };
    for (user, _) in users.iter().filter(|(_, lacks)| *lacks) {
        if open::open_late(tx, *user, plan)? {
            batch.written += 1;
            tell(tx, *user, FEATURE_DEFAULT);
        }
    }
    let last = users.last().filter(|_| !batch.is_last);
    Ok(QuotaBatch {
        written: batch.written,
        next_cursor: last.map(|(user, _)| Cursor::of(LIST, 0, user.0)),
        run: run::advance(tx, run::INIT, &batch)?,
    })
}
