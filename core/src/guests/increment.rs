//! Using a device without an account.

use std::net::IpAddr;

use crate::context::Context;
use crate::error::{Error, ErrorKind, Result};
use crate::guests::Increment;
use crate::guests::model::{CheckGuestRequest, GuestState, GuestUse, IncrementGuestRequest};
use crate::guests::row::{self, Guest};
use crate::guests::sql;
use crate::id::UserId;
use crate::limits;
use crate::ops::{Operation, Replay, ReplayKey, refused};
use crate::rate_limits::{self, GUEST_SCOPE, Rate};
use crate::store::{Param, Tx};

pub(crate) fn check(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &CheckGuestRequest,
) -> Result<GuestState> {
    let id = row::id_of(tx, &request.device_id)?;
    let guest = Guest::find(tx, id, &sql::GUEST)?;
    let state = guest.allowance(tx)?.state()?;
    Ok(GuestState {
        plan: limits::GUEST_PLAN.into(),
        period: state.period,
        limit: state.limit,
        used: state.used,
        remaining: state.remaining,
        exceeded: state.exceeded,
        resets_at_ms: state.resets_at_ms,
        used_count: guest.used_count,
        last_used_at_ms: guest.last_used_at_ms,
        adopted: guest.adopted.is_some(),
    })
}

pub(crate) fn increment(
    tx: &mut Tx<'_>,
    cx: &Context,
    request: &IncrementGuestRequest,
) -> Result<GuestUse> {
    let id = row::id_of(tx, &request.device_id)?;
    let key = ReplayKey::new(Increment::ROW.number, tx.tenant(), &request.idempotency_key);
    let amount = request.amount.unwrap_or(1);
    if let Some(first) = replayed(tx, id, &key, amount)? {
        return Ok(first);
    }
    let outcome = match count(tx, cx, id, amount) {
        Ok(outcome) => outcome,
        // The key is looked for under the device, which stands where a user does elsewhere.
        Err(error) => return Err(refused(tx, UserId(id), &key, &sql::USE, error)?),
    };
    let text = serde_json::to_string(&outcome)
        .map_err(|e| Error::internal(format!("an outcome does not encode: {e}")))?;
    let params = [
        Param::Id(id),
        key.as_param(),
        outcome.last_used_at_ms.into(),
        amount.into(),
        (&text).into(),
    ];
    tx.exec_one(&sql::INSERT_USE, &params)?;
    Ok(outcome)
}

/// The outcome of an earlier call with this key.
fn replayed(
    tx: &mut Tx<'_>,
    id: uuid::Uuid,
    key: &ReplayKey,
    amount: i64,
) -> Result<Option<GuestUse>> {
    let stored = tx.get(&sql::USE, &[Param::Id(id), key.as_param()], |row| {
        let damaged = |_| ErrorKind::StorageCorrupt { detail: "the use of a device".into() };
        let outcome: GuestUse = serde_json::from_str(row.str(0)?).map_err(damaged)?;
        Ok((outcome, row.int(1)?))
    })?;
    match stored {
        None => Ok(None),
        Some((_, first)) if first != amount => {
            Err(ErrorKind::IdempotencyMismatch { field: "amount".into() }.into())
        }
        Some((mut outcome, _)) => {
            outcome.mark_replayed();
            Ok(Some(outcome))
        }
    }
}

/// The network that an address stands for: whoever has one IPv6 address has its /64.
fn network_of(address: &str) -> String {
    let Ok(IpAddr::V6(v6)) = address.parse::<IpAddr>() else { return address.to_owned() };
    if let Some(v4) = v6.to_ipv4_mapped() {
        return v4.to_string();
    }
    let [a, b, c, d, ..] = v6.segments();
    format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
}

fn count(tx: &mut Tx<'_>, cx: &Context, id: uuid::Uuid, amount: i64) -> Result<GuestUse> {
    let mut guest = Guest::find(tx, id, &sql::GUEST_TO_WRITE)?;
    let mut allowance = guest.allowance(tx)?;
    allowance.take(tx, amount)?;
    if guest.is_new()
        && let Some(address) = &cx.ip
    {
        // Devices cost nothing to make up, so an address brings so many an hour and no more.
        let network = network_of(address);
        rate_limits::hit_within(tx, GUEST_SCOPE, &network, Rate::of_scope(GUEST_SCOPE)?, 1)?;
    }
    guest.counters = allowance.counters();
    guest.used_count += amount;
    guest.last_used_at_ms = Some(guest.at_ms);
    guest.store(tx)?;
    let state = allowance.state()?;
    Ok(GuestUse {
        period: state.period,
        limit: state.limit,
        used: state.used,
        remaining: state.remaining,
        exceeded: state.exceeded,
        resets_at_ms: state.resets_at_ms,
        used_count: guest.used_count,
        last_used_at_ms: guest.at_ms,
        replayed: false,
    })
}
