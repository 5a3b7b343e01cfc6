//! What a user used, by local day.
//!
//! One read of the days' sums, which are one row for each day, currency and tenant.

use crate::context::Context;
use crate::error::Result;
use crate::id::UserId;
use crate::limits::{USAGE_DAYS_DEFAULT, USAGE_DAYS_MAX};
use crate::quota::calendar::date_of;
use crate::store::Tx;
use crate::usage::days::Span;
use crate::usage::home::zone_of;
use crate::usage::model::{GetUsageStatisticsRequest, UsageDay, UsageStatistics};
use crate::usage::sql;
use crate::usage::sum::Sum;

/// How many days a report is about.
pub(super) const DAYS: (i64, i64) = (USAGE_DAYS_DEFAULT, USAGE_DAYS_MAX);

pub(crate) fn statistics(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &GetUsageStatisticsRequest,
) -> Result<UsageStatistics> {
    let zone = zone_of(tx, request.user_id)?;
    let dates = (request.from_date.as_deref(), request.to_date.as_deref());
    let span = Span::of(&zone, tx.now_ms(), dates, DAYS)?;
    let (days, totals) = by_day(tx, request.user_id, span)?;
    Ok(UsageStatistics {
        from_date: date_of(span.first),
        to_date: date_of(span.last),
        timezone: zone.name().into(),
        totals: totals.into_totals(),
        days: days.into_iter().map(Day::into_usage_day).collect::<Result<_>>()?,
    })
}

/// The sums of one day.
pub(super) struct Day {
    day: i64,
    sum: Sum,
    /// A bit for each hour in which something was used.
    pub(super) hours: i64,
}

impl Day {
    pub(super) fn into_usage_day(self) -> Result<UsageDay> {
        Ok(UsageDay { date: date_of(self.day), totals: self.sum.into_totals() })
    }
}

/// The days of a span on which something was used, in their order, and their sum.
pub(super) fn by_day(tx: &mut Tx<'_>, user: UserId, span: Span) -> Result<(Vec<Day>, Sum)> {
    let (mut days, mut totals) = (Vec::<Day>::new(), Sum::default());
    let params = [user.into(), span.first.into(), span.last.into()];
    tx.query(&sql::DAYS, &params, &mut |row| {
        let (day, currency, hours) = (row.int(0)?, row.str(1)?, row.int(2)?);
        if row.int(3)? == 0 {
            return Ok(());
        }
        totals.add(row, 3, currency)?;
        match days.last_mut().filter(|last| last.day == day) {
            Some(last) => {
                last.hours |= hours;
                last.sum.add(row, 3, currency)
            }
            None => {
                let mut sum = Sum::default();
                sum.add(row, 3, currency)?;
                days.push(Day { day, sum, hours });
                Ok(())
            }
        }
    })?;
    Ok((days, totals))
}
