//! Reserving quota, using what was reserved, giving it back.
//!
//! What is reserved counts against the plan and the packs like what is used, so two calls cannot
//! both pass on the same room. Using it later never needs room again: a capture turns what is held
//! into what is used, in the period in which it is made. A reservation that was made before a
//! downgrade is kept; then more may be used than the new plan allows, as after any downgrade.

use crate::context::Context;
use crate::error::{Error, ErrorKind, Result};
use crate::id::{QuotaHoldId, UserId};
use crate::limits::{FEATURE_DEFAULT, QUOTA_HOLD_MS_MAX, QUOTA_HOLDS_MAX};
use crate::ops::{self, Operation, ReplayKey, receipt, replayed};
use crate::quota::Capture;
use crate::quota::consume::tell;
use crate::quota::log::{Line, QuotaLogKind};
use crate::quota::model::{
    CaptureQuotaRequest, CaptureQuotaResponse, HoldQuotaRequest, HoldQuotaResponse,
    ReleaseQuotaRequest, ReleaseQuotaResponse,
};
use crate::quota::reservation::{self, QuotaHoldState, Reservation};
use crate::quota::row::{self, Quota};
use crate::quota::standing::tightest;
use crate::quota::{pack, sql, switch};
use crate::store::{Param, Tx};

pub(crate) fn hold(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &HoldQuotaRequest,
) -> Result<HoldQuotaResponse> {
    let user = request.user_id;
    let feature = request.feature.as_deref().unwrap_or(FEATURE_DEFAULT);
    let amount = request.amount.unwrap_or(1);
    let mut quota = row::find(tx, user, feature, &sql::QUOTA_TO_WRITE)?;
    check_deadline(&quota, request.expires_at_ms)?;
    if !switch::is_on(tx, user)? {
        return Err(refused(&quota.feature, "switched off for this user", "switched on"));
    }
    let (from_plan, from_packs) = quota.split(tx, amount)?;
    quota.write_ended(tx)?;
    check_holds(tx, &quota)?;
    let drawn = quota.draw(tx, from_packs)?;
    let hold = Reservation {
        id: tx.new_id()?,
        feature: quota.feature.clone(),
        state: QuotaHoldState::Open,
        amount,
        from_plan,
        slices: drawn.into_iter().map(|one| one.slice).collect(),
        session: request.session_id,
        expires_at_ms: request.expires_at_ms,
    };
    quota.held += from_plan;
    quota.held_packs += from_packs;
    quota.holds_end_at_ms = pack::earlier(quota.holds_end_at_ms, hold.expires_at_ms);
    quota.save(tx)?;
    insert(tx, &quota, &hold, request)?;
    tell(tx, user, feature);
    Ok(HoldQuotaResponse {
        hold_id: hold.id,
        amount,
        from_packs,
        expires_at_ms: hold.expires_at_ms,
        held: quota.held + quota.held_packs,
        remaining: remaining(&quota),
        feature: quota.feature,
        replayed: false,
    })
}

fn check_deadline(quota: &Quota, expires_at_ms: i64) -> Result<()> {
    let latest_ms = quota.at_ms.saturating_add(QUOTA_HOLD_MS_MAX);
    if quota.at_ms < expires_at_ms && expires_at_ms <= latest_ms {
        return Ok(());
    }
    Err(Error::validation("expiresAtMs", "must lie after now and within seven days"))
}

fn check_holds(tx: &mut Tx<'_>, quota: &Quota) -> Result<()> {
    let params = [quota.user.into(), (&quota.feature).into(), quota.at_ms.into()];
    let open = tx.get(&sql::COUNT_HOLDS, &params, |row| row.int(0))?.unwrap_or(0);
    if open < QUOTA_HOLDS_MAX {
        return Ok(());
    }
    let (state, needed) =
        (format!("reserved {open} times"), format!("reserved fewer than {QUOTA_HOLDS_MAX} times"));
    Err(refused(&quota.feature, &state, &needed))
}

fn refused(feature: &str, state: &str, needed: &str) -> Error {
    let what = format!("the quota of {feature}");
    ErrorKind::InvalidState { what, state: state.into(), needed: needed.into() }.into()
}

fn insert(
    tx: &mut Tx<'_>,
    quota: &Quota,
    hold: &Reservation,
    request: &HoldQuotaRequest,
) -> Result<()> {
    let slices = pack::write(&hold.slices);
    let params = [
        quota.user.into(),
        hold.id.into(),
        Param::from(&hold.feature),
        hold.amount.into(),
        hold.from_plan.into(),
        (&slices).into(),
        request.session_id.into(),
        quota.at_ms.into(),
        hold.expires_at_ms.into(),
    ];
    tx.exec_one(&sql::INSERT_HOLD, &params)
}

/// How much can be used now, besides what is reserved.
fn remaining(quota: &Quota) -> i64 {
    tightest(&quota.standings()).map_or(0, |top| quota.remaining(top))
}

pub(crate) fn capture(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &CaptureQuotaRequest,
) -> Result<CaptureQuotaResponse> {
    let user = request.user_id;
    let key = ReplayKey::new(Capture::ROW.number, tx.tenant(), &request.idempotency_key);
    if let Some(first) = replayed::<Capture>(tx, user, &key, &sql::RECEIPT, request)? {
        return Ok(first);
    }
    let (mut quota, mut hold) = match open_hold(tx, user, request.hold_id) {
        Ok(found) => found,
        Err(error) => return Err(ops::refused(tx, user, &key, &sql::RECEIPT, error)?),
    };
    let amount = request.amount.unwrap_or(hold.left());
    if amount > hold.left() {
        let rule = format!("must be at most {}, which the reservation has left", hold.left());
        let error = Error::validation("amount", rule);
        return Err(ops::refused(tx, user, &key, &sql::RECEIPT, error)?);
    }
    let (from_plan, from_packs) = hold.take(amount);
    quota.held -= from_plan;
    quota.held_packs -= from_packs;
    quota.spend(from_plan, from_packs);
    let released = match request.release_rest {
        Some(true) => give_back(tx, &mut quota, &mut hold)?,
        _ => 0,
    };
    if hold.left() == 0 {
        hold.state = QuotaHoldState::Captured;
    }
    quota.save_and_alert(tx)?;
    quota.store_hold(tx, &hold)?;
    tell(tx, user, &quota.feature);
    let outcome = CaptureQuotaResponse {
        log_id: tx.new_id()?,
        hold_id: hold.id,
        feature: quota.feature.clone(),
        amount,
        from_packs,
        released,
        left: hold.left(),
        state: hold.state,
        remaining: remaining(&quota),
        total_used: quota.total_used,
        replayed: false,
    };
    let receipt = receipt::<Capture>(tx, user, &key, request, &outcome)?;
    let line = Line {
        id: outcome.log_id,
        kind: QuotaLogKind::Capture,
        amount,
        uncounted: from_packs,
        points: switch::way(tx, user)?.would_take(tx, &quota.plan, amount)?,
        session: hold.session,
        tokens: request.tokens,
    };
    line.insert(tx, &quota, &key, &receipt)?;
    Ok(outcome)
}

pub(crate) fn release(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &ReleaseQuotaRequest,
) -> Result<ReleaseQuotaResponse> {
    let (mut quota, mut hold) = open_hold(tx, request.user_id, request.hold_id)?;
    let released = give_back(tx, &mut quota, &mut hold)?;
    // What was used of it before stays used.
    hold.state =
        if released < hold.amount { QuotaHoldState::Captured } else { QuotaHoldState::Released };
    quota.save(tx)?;
    quota.store_hold(tx, &hold)?;
    tell(tx, request.user_id, &quota.feature);
    Ok(ReleaseQuotaResponse {
        hold_id: hold.id,
        state: hold.state,
        released,
        held: quota.held + quota.held_packs,
        remaining: remaining(&quota),
        feature: quota.feature,
        replayed: false,
    })
}

/// A reservation that still reserves, and its quota.
///
/// The quota is read before the reservation is read again: its row is what all of them wait for.
fn open_hold(tx: &mut Tx<'_>, user: UserId, id: QuotaHoldId) -> Result<(Quota, Reservation)> {
    let feature = reservation::find(tx, user, id)?.feature;
    let quota = row::find_any(tx, user, &feature, &sql::QUOTA_TO_WRITE)?;
    let mut hold = reservation::find(tx, user, id)?;
    if hold.state == QuotaHoldState::Open && hold.expires_at_ms <= quota.at_ms {
        hold.state = QuotaHoldState::Expired;
    }
    if hold.state != QuotaHoldState::Open {
        return Err(ErrorKind::InvalidState {
            what: format!("the reservation {id}"),
            state: hold.state.to_string(),
            needed: QuotaHoldState::Open.to_string(),
        }
        .into());
    }
    Ok((quota, hold))
}

/// Gives back all that a reservation has left; answers how much.
fn give_back(tx: &mut Tx<'_>, quota: &mut Quota, hold: &mut Reservation) -> Result<i64> {
    let left = hold.left();
    quota.held -= hold.from_plan;
    quota.held_packs -= hold.in_packs();
    hold.from_plan = 0;
    quota.give_back(tx, &std::mem::take(&mut hold.slices))?;
    Ok(left)
}
