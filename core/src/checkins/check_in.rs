//! Checking in.

use crate::checkins::model::{CheckInRequest, CheckInResponse};
use crate::checkins::rewards::Rewards;
use crate::checkins::sql;
use crate::checkins::standing::{Last, Standing, zone_of};
use crate::context::Context;
use crate::error::Result;
use crate::id::{CheckInId, UserId};
use crate::quota::calendar::date_of;
use crate::runtime::ChangeKind;
use crate::store::{Tx, unless_met};
use crate::wallet::{self, Credit, GrantKind, Links, RecordKind};

pub(crate) fn check_in(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &CheckInRequest,
) -> Result<CheckInResponse> {
    let (user, at_ms) = (request.user_id, tx.now_ms());
    let zone = zone_of(tx, user)?;
    let last = tx.get(&sql::STANDING_TO_WRITE, &[user.into()], Last::read)?;
    let standing = Standing::at(last.as_ref(), &zone, at_ms)?;
    standing.check(last.as_ref(), at_ms)?;

    let rewards = Rewards::read(tx)?;
    let streak = standing.next_streak;
    let points = rewards.of_day(streak);
    let now = Last {
        day: standing.today,
        timezone: zone.name().to_owned(),
        at_ms,
        streak,
        longest: last.as_ref().map_or(0, |last| last.longest).max(streak),
        total: last.as_ref().map_or(0, |last| last.total) + 1,
        points_total: last.as_ref().map_or(0, |last| last.points_total) + points,
    };
    store(tx, user, &now)?;

    let id: CheckInId = tx.new_id()?;
    let event = id.to_string();
    // The wallet's moment may lie after now, and points are never given that have expired.
    let expires_at_ms = match rewards.lasts_ms {
        Some(lasts_ms) => Some(wallet::moment_to_write(tx, user)? + lasts_ms),
        None => None,
    };
    let note = request.note.as_deref();
    let links = Links { related_event_id: Some(&event), note, ..Links::default() };
    let given = Credit::new(points, RecordKind::Checkin, GrantKind::Checkin);
    let record = wallet::credit(tx, user, &Credit { links, expires_at_ms, ..given })?;
    let params = [
        user.into(),
        now.day.into(),
        id.into(),
        (&now.timezone).into(),
        at_ms.into(),
        streak.into(),
        points.into(),
        record.record_id.into(),
        record.seq.into(),
    ];
    unless_met(tx.insert_new(&sql::INSERT, &params)?)?;
    tx.changed("checkin", Some(user), id.0, ChangeKind::Put);
    Ok(CheckInResponse {
        check_in_id: id,
        date: date_of(now.day),
        next_at_ms: Standing::at(Some(&now), &zone, at_ms)?.open_at_ms,
        timezone: now.timezone,
        streak,
        longest_streak: now.longest,
        total: now.total,
        points,
        expires_at_ms,
        record_id: record.record_id,
        seq: record.seq,
        balance: record.balance,
        available: record.available,
        replayed: false,
    })
}

/// Stores where a person stands now. Of callers at once one passes, and the others run again.
fn store(tx: &mut Tx<'_>, user: UserId, now: &Last) -> Result<()> {
    let params = [
        user.into(),
        now.day.into(),
        (&now.timezone).into(),
        now.at_ms.into(),
        now.streak.into(),
        now.longest.into(),
        now.total.into(),
        now.points_total.into(),
    ];
    let stored = match now.total {
        1 => tx.insert_new(&sql::OPEN, &params)?,
        _ => tx.exec_guarded(&sql::ADVANCE, &params)?,
    };
    unless_met(stored)
}
