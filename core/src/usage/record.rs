//! Recording one use.
//!
//! The record and its sums are one commit. The event is unique for the user: two calls that race
//! with one both answer the first record. A refusal writes nothing, since the one that is left when
//! all fields are sound, a sum without room, comes before everything else.

use uuid::Uuid;

use crate::context::Context;
use crate::error::{Error, ErrorCode, ErrorKind, Result};
use crate::id::UserId;
use crate::limits::AMOUNT_MAX;
use crate::ops::check_currency;
use crate::prices;
use crate::quota::calendar::{Zone, date_of};
use crate::runtime::ChangeKind;
use crate::store::{Param, Tx, unless_met};
use crate::usage::event::{Event, stored};
use crate::usage::home::zone_of;
use crate::usage::model::{
    RecordUsageRequest, RecordUsageResponse, UsageCost, UsagePrice, UsageRecord,
};
use crate::usage::rollup::Rollup;
use crate::usage::sql;

pub(crate) fn record(
    tx: &mut Tx<'_>,
    cx: &Context,
    request: &RecordUsageRequest,
) -> Result<RecordUsageResponse> {
    let user = request.user_id;
    tx.ahead(&sql::BY_EVENT, &[user.into(), (&request.event_id).into()])?;
    let zone = zone_of(tx, user)?;
    record_event(tx, user, &zone, &Event::of(request, cx))
}

/// Records a use, or finds the record of its event.
pub(super) fn record_event(
    tx: &mut Tx<'_>,
    user: UserId,
    zone: &Zone,
    event: &Event<'_>,
) -> Result<RecordUsageResponse> {
    if let Some(first) = tx.get(&sql::BY_EVENT, &[user.into(), event.event_id.into()], stored)? {
        return match event.differs_from(&first) {
            None => Ok(RecordUsageResponse { record: first.record, replayed: true }),
            Some(field) => Err(ErrorKind::IdempotencyMismatch { field: field.into() }.into()),
        };
    }
    let (record, hour) = draft(tx, zone, event)?;
    let (cost, currency) = match &record.cost {
        Some(cost) => (cost.amount_micros, cost.currency.as_str()),
        None => (0, ""),
    };
    let (input, output) = (record.input_tokens, record.output_tokens);
    let rollup = Rollup {
        user,
        made_in: tenant_of(tx),
        currency,
        day: hour.day,
        amounts: [1, input, output, record.duration_ms, cost, 1 << hour.hour],
    };
    if let Err(error) = rollup.take_room(tx) {
        return Err(refused(tx, user, event, error)?);
    }
    insert(tx, &rollup, &record, event, &hour)?;
    rollup.add(tx, event)?;
    tx.changed("usage", Some(user), record.id.0, ChangeKind::Put);
    Ok(RecordUsageResponse { record, replayed: false })
}

/// The tenant within which the call is made; the nil id in host scope.
pub(super) fn tenant_of(tx: &Tx<'_>) -> Uuid {
    tx.tenant().map_or(Uuid::nil(), |tenant| tenant.0)
}

/// What the user's clock showed.
struct Hour {
    day: i64,
    hour: i64,
}

/// The record of a use, with everything that a caller may leave out.
fn draft(tx: &mut Tx<'_>, zone: &Zone, event: &Event<'_>) -> Result<(UsageRecord, Hour)> {
    if event.input_tokens > AMOUNT_MAX - event.output_tokens {
        return Err(ErrorKind::AmountOverflow { field: "tokens".into() }.into());
    }
    let at_ms = event.occurred_at_ms.unwrap_or(tx.now_ms());
    let (day, hour) = zone.clock_at(at_ms).map_err(|_| {
        let rule = "must lie in the years 1 to 9999 on the user's clock";
        Error::validation("occurredAtMs", rule)
    })?;
    let (cost, price) = cost(tx, event, at_ms)?;
    let record = UsageRecord {
        id: tx.new_id()?,
        event_id: event.event_id.into(),
        kind: event.kind.into(),
        provider: event.provider.into(),
        model: event.model.into(),
        device: event.device.map(str::to_owned),
        session_id: event.session,
        input_tokens: event.input_tokens,
        output_tokens: event.output_tokens,
        duration_ms: event.duration_ms,
        cost,
        price,
        at_ms,
        recorded_at_ms: tx.now_ms(),
        date: date_of(day),
        timezone: zone.name().into(),
    };
    Ok((record, Hour { day, hour }))
}

/// The cost that is given, or that of the price at the moment of the use, with that price.
fn cost(
    tx: &mut Tx<'_>,
    event: &Event<'_>,
    at_ms: i64,
) -> Result<(Option<UsageCost>, Option<UsagePrice>)> {
    if let Some(cost) = event.cost {
        check_currency("cost.currency", &cost.currency)?;
        return Ok((Some(cost.clone()), None));
    }
    let found = prices::effective(tx, event.provider, event.model, at_ms)?;
    let Some(price) = found else { return Ok((None, None)) };
    let amount = price.of(event.input_tokens, event.output_tokens)?;
    let snapshot = UsagePrice {
        version: price.version,
        input_per_million_micros: price.input_per_million_micros,
        output_per_million_micros: price.output_per_million_micros,
    };
    Ok((Some(UsageCost::new(amount, price.currency)), Some(snapshot)))
}

fn insert(
    tx: &mut Tx<'_>,
    rollup: &Rollup<'_>,
    record: &UsageRecord,
    event: &Event<'_>,
    hour: &Hour,
) -> Result<()> {
    let price = record.price.as_ref();
    let params = [
        rollup.user.into(),
        Param::from(&record.event_id),
        record.id.into(),
        (&record.kind).into(),
        (&record.provider).into(),
        (&record.model).into(),
        (&record.device).into(),
        record.session_id.into(),
        record.input_tokens.into(),
        record.output_tokens.into(),
        record.duration_ms.into(),
        record.cost.as_ref().map(|cost| cost.amount_micros).into(),
        rollup.currency.into(),
        price.map(|price| price.version).into(),
        price.map(|price| price.input_per_million_micros).into(),
        price.map(|price| price.output_per_million_micros).into(),
        record.at_ms.into(),
        event.occurred_at_ms.is_some().into(),
        record.recorded_at_ms.into(),
        (&record.timezone).into(),
        hour.day.into(),
        hour.hour.into(),
        Param::Id(rollup.made_in),
    ];
    // Another call may have recorded the event since this one looked for it.
    unless_met(tx.insert_new(&sql::INSERT, &params)?)
}

/// What a refusal is to a call whose event was recorded since it looked for it: run again, it finds
/// that record.
fn refused(tx: &mut Tx<'_>, user: UserId, event: &Event<'_>, error: Error) -> Result<Error> {
    if error.code() != ErrorCode::AmountOverflow {
        return Ok(error);
    }
    let came = tx.get(&sql::BY_EVENT, &[user.into(), event.event_id.into()], |_| Ok(()))?;
    Ok(if came.is_some() { ErrorKind::Serialization {}.into() } else { error })
}
