//! Reading check-ins.

use uuid::Uuid;

use crate::checkins::model::{
    CheckIn, CheckInList, CheckInState, GetCheckInsRequest, ListCheckInsRequest,
};
use crate::checkins::rewards::Rewards;
use crate::checkins::sql;
use crate::checkins::standing::{Last, Standing, zone_of};
use crate::context::Context;
use crate::error::{Error, Result};
use crate::limits;
use crate::ops::Operation;
use crate::quota::calendar::{date_of, dates_of_month};
use crate::store::{Cursor, Row, Tx, page};

/// The list that its cursors are of.
const LIST: &str = super::List::ROW.name;

/// A check-in, and its date in days since 1970-01-01.
type Dated = (i64, CheckIn);

pub(crate) fn get(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &GetCheckInsRequest,
) -> Result<CheckInState> {
    let (user, at_ms) = (request.user_id, tx.now_ms());
    let zone = zone_of(tx, user)?;
    let last = tx.get(&sql::STANDING, &[user.into()], Last::read)?;
    let standing = Standing::at(last.as_ref(), &zone, at_ms)?;
    let shown = match &last {
        Some(last) => {
            let params = [user.into(), last.day.into(), last.day.into(), 1i64.into()];
            tx.get(&sql::LIST, &params, dated)?.map(|(_, shown)| shown)
        }
        None => None,
    };
    let next_points = Rewards::read(tx)?.of_day(standing.next_streak);
    Ok(CheckInState {
        date: date_of(standing.today),
        timezone: zone.name().to_owned(),
        checked_in: standing.checked_in,
        streak: standing.streak,
        longest_streak: last.as_ref().map_or(0, |last| last.longest),
        total: last.as_ref().map_or(0, |last| last.total),
        points_total: last.as_ref().map_or(0, |last| last.points_total),
        last: shown,
        next_at_ms: standing.open_at_ms.max(at_ms),
        next_streak: standing.next_streak,
        next_points,
    })
}

pub(crate) fn list(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &ListCheckInsRequest,
) -> Result<CheckInList> {
    let cursor = Cursor::place(LIST, request.cursor.as_deref())?;
    let (first, last) = match request.month.as_deref() {
        Some(month) => dates_of_month(month)
            .ok_or_else(|| Error::validation("month", "must be a month such as `2026-01`"))?,
        None => (i64::MIN, i64::MAX),
    };
    // So that a person who does not exist is named.
    zone_of(tx, request.user_id)?;
    let last = cursor.map_or(last, |cursor| last.min(cursor.at.saturating_sub(1)));
    let limit = request.limit.unwrap_or(limits::PAGE_ROWS_DEFAULT);
    let params = [request.user_id.into(), first.into(), last.into(), (limit + 1).into()];
    let rows = tx.list(&sql::LIST, &params, dated)?;
    let (rows, next_cursor) =
        page(rows, limit, |(day, _): &Dated| Cursor::of(LIST, *day, Uuid::nil()));
    Ok(CheckInList { items: rows.into_iter().map(|(_, shown)| shown).collect(), next_cursor })
}

fn dated(row: &dyn Row) -> Result<Dated> {
    let day = row.int(1)?;
    let shown = CheckIn {
        check_in_id: row.id(0)?,
        date: date_of(day),
        timezone: row.text(2)?,
        at_ms: row.int(3)?,
        streak: row.int(4)?,
        points: row.int(5)?,
        record_id: row.id(6)?,
        seq: row.int(7)?,
    };
    Ok((day, shown))
}
