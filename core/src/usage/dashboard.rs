//! Everything that a page about a user's usage shows.
//!
//! Three reads: the days asked for, their parts, and the sums of all days together.

use crate::context::Context;
use crate::error::Result;
use crate::quota::calendar::date_of;
use crate::store::Tx;
use crate::usage::breakdown::Parts;
use crate::usage::days::Span;
use crate::usage::home::zone_of;
use crate::usage::model::{ActiveHour, GetUsageDashboardRequest, UsageDashboard};
use crate::usage::statistics::{DAYS, Day, by_day};

pub(crate) fn dashboard(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &GetUsageDashboardRequest,
) -> Result<UsageDashboard> {
    let zone = zone_of(tx, request.user_id)?;
    let dates = (request.from_date.as_deref(), request.to_date.as_deref());
    let span = Span::of(&zone, tx.now_ms(), dates, DAYS)?;
    let (_, all_time) = by_day(tx, request.user_id, Span::ALL)?;
    let (days, totals) = by_day(tx, request.user_id, span)?;
    let parts = Parts::read(tx, request.user_id, span, None)?;
    Ok(UsageDashboard {
        from_date: date_of(span.first),
        to_date: date_of(span.last),
        timezone: zone.name().into(),
        all_time: all_time.into_totals(),
        totals: totals.into_totals(),
        active_days: i64::try_from(days.len()).unwrap_or(i64::MAX),
        active_hours: active_hours(&days),
        days: days.into_iter().map(Day::into_usage_day).collect::<Result<_>>()?,
        models: parts.models()?,
        features: parts.kinds()?,
        devices: parts.devices()?,
    })
}

/// On how many of the days each hour saw use.
fn active_hours(days: &[Day]) -> Vec<ActiveHour> {
    let active = |hour: i64| {
        let days = days.iter().filter(|day| day.hours & (1 << hour) != 0).count();
        ActiveHour { hour, days: i64::try_from(days).unwrap_or(i64::MAX) }
    };
    (0..24).map(active).filter(|hour| hour.days > 0).collect()
}
