//! What was used within a tenant, by day and by user.
//!
//! The sums of the users are found by tenant and day, so a report costs what the users of its days
//! are, and no record pays for a counter that all users share. Each shard of a store answers for
//! its own users. A day is that of each user's own clock.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use crate::context::Context;
use crate::error::{ErrorKind, Result};
use crate::id::UserId;
use crate::limits::{PAGE_ROWS_DEFAULT, USAGE_PLATFORM_DAYS_DEFAULT, USAGE_PLATFORM_DAYS_MAX};
use crate::ops::Operation;
use crate::quota::calendar::{Zone, date_of};
use crate::store::{Cursor, Param, Tx, page};
use crate::usage::days::{Span, day};
use crate::usage::model::{
    GetPlatformUsageRequest, ListPlatformUsersRequest, PlatformDay, PlatformUsage, PlatformUser,
    PlatformUserList,
};
use crate::usage::record::tenant_of;
use crate::usage::sql;
use crate::usage::sum::Sum;

/// The list that its cursors are of.
const LIST: &str = super::PlatformUsers::ROW.name;

/// How many days a report is about.
const DAYS: (i64, i64) = (USAGE_PLATFORM_DAYS_DEFAULT, USAGE_PLATFORM_DAYS_MAX);

/// What is known of a day or of a user.
#[derive(Debug, Default)]
struct Known {
    sum: Sum,
    users: i64,
    sessions: i64,
    models: BTreeSet<String>,
}

impl Known {
    fn models(&self) -> i64 {
        i64::try_from(self.models.len()).unwrap_or(i64::MAX)
    }
}

pub(crate) fn platform(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &GetPlatformUsageRequest,
) -> Result<PlatformUsage> {
    let dates = (request.from_date.as_deref(), request.to_date.as_deref());
    let span = Span::of(&Zone::UTC, tx.now_ms(), dates, DAYS)?;
    let params = [Param::Id(tenant_of(tx)), span.first.into(), span.last.into()];
    let mut days = BTreeMap::<i64, Known>::new();
    tx.query(&sql::PLATFORM_SUMS, &params, &mut |row| {
        days.entry(row.int(0)?).or_default().sum.add(row, 2, row.str(1)?)
    })?;
    tx.query(&sql::PLATFORM_USERS, &params, &mut |row| {
        days.entry(row.int(0)?).or_default().users += row.int(1)?;
        Ok(())
    })?;
    tx.query(&sql::PLATFORM_MODELS, &params, &mut |row| {
        days.entry(row.int(0)?).or_default().models.insert(row.text(1)?);
        Ok(())
    })?;
    tx.query(&sql::PLATFORM_SESSIONS, &params, &mut |row| {
        days.entry(row.int(0)?).or_default().sessions += row.int(1)?;
        Ok(())
    })?;
    let days = days.into_iter().map(|(day, known)| {
        Ok(PlatformDay {
            date: date_of(day),
            users: known.users,
            sessions: known.sessions,
            models: known.models(),
            active_minutes: known.sum.minutes(),
            totals: known.sum.into_totals(),
        })
    });
    Ok(PlatformUsage {
        from_date: date_of(span.first),
        to_date: date_of(span.last),
        days: days.collect::<Result<_>>()?,
    })
}

pub(crate) fn platform_users(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &ListPlatformUsersRequest,
) -> Result<PlatformUserList> {
    let day = day("date", &request.date)?;
    let after = match Cursor::place(LIST, request.cursor.as_deref())? {
        Some(Cursor { at, id }) if at == day => id,
        Some(_) => return Err(ErrorKind::CursorInvalid {}.into()),
        None => Uuid::nil(),
    };
    let limit = request.limit.unwrap_or(PAGE_ROWS_DEFAULT);
    let (tenant, after) = (Param::Id(tenant_of(tx)), Param::Id(after));
    let params = [tenant, day.into(), after, (limit + 1).into()];
    let mut users = tx.list(&sql::USERS_OF_DAY, &params, |row| row.id::<UserId>(0))?;
    // Each shard of a store answers so many.
    users.sort_unstable();
    let (users, next_cursor) = page(users, limit, |last| Cursor::of(LIST, day, last.0));
    let Some(last) = users.last() else {
        return Ok(PlatformUserList { date: date_of(day), items: Vec::new(), next_cursor: None });
    };
    let mut known = known(tx, &[tenant, day.into(), after, (*last).into()])?;
    let items = users.into_iter().map(|user_id| {
        let known = known.remove(&user_id).unwrap_or_default();
        Ok(PlatformUser {
            user_id,
            sessions: known.sessions,
            models: known.models(),
            active_minutes: known.sum.minutes(),
            totals: known.sum.into_totals(),
        })
    });
    Ok(PlatformUserList { date: date_of(day), items: items.collect::<Result<_>>()?, next_cursor })
}

/// What the users of a page used on a day.
fn known(tx: &mut Tx<'_>, params: &[Param<'_>]) -> Result<BTreeMap<UserId, Known>> {
    let mut users = BTreeMap::<UserId, Known>::new();
    tx.query(&sql::SUMS_OF_USERS, params, &mut |row| {
        users.entry(row.id(0)?).or_default().sum.add(row, 2, row.str(1)?)
    })?;
    tx.query(&sql::MODELS_OF_USERS, params, &mut |row| {
        users.entry(row.id(0)?).or_default().models.insert(row.text(1)?);
        Ok(())
    })?;
    tx.query(&sql::SESSIONS_OF_USERS, params, &mut |row| {
        users.entry(row.id(0)?).or_default().sessions += row.int(1)?;
        Ok(())
    })?;
    Ok(users)
}
