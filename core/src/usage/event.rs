//! One use on its way into a record, and whether a record is of the same use.

use crate::context::Context;
use crate::error::Result;
use crate::id::SessionId;
use crate::quota::calendar::date_of;
use crate::store::Row;
use crate::usage::model::{RecordUsageRequest, UsageCost, UsageEvent, UsagePrice, UsageRecord};

/// What a caller says of one use.
#[derive(Debug)]
pub(super) struct Event<'a> {
    pub(super) event_id: &'a str,
    pub(super) kind: &'a str,
    pub(super) provider: &'a str,
    pub(super) model: &'a str,
    pub(super) device: Option<&'a str>,
    /// Whether the request names it. Else it is that of the call; a retry may come from another.
    names_device: bool,
    pub(super) session: Option<SessionId>,
    pub(super) input_tokens: i64,
    pub(super) output_tokens: i64,
    pub(super) duration_ms: i64,
    pub(super) cost: Option<&'a UsageCost>,
    pub(super) occurred_at_ms: Option<i64>,
}

/// Two requests have the same fields; the device is that of the call where they name none.
macro_rules! event {
    ($request:ident, $cx:ident) => {
        Event {
            event_id: &$request.event_id,
            kind: &$request.kind,
            provider: &$request.provider,
            model: &$request.model,
            device: $request.device.as_deref().or($cx.device.as_deref()),
            names_device: $request.device.is_some(),
            session: $request.session_id,
            input_tokens: $request.input_tokens,
            output_tokens: $request.output_tokens,
            duration_ms: $request.duration_ms,
            cost: $request.cost.as_ref(),
            occurred_at_ms: $request.occurred_at_ms,
        }
    };
}

impl<'a> Event<'a> {
    pub(super) fn of(request: &'a RecordUsageRequest, cx: &'a Context) -> Event<'a> {
        event!(request, cx)
    }

    pub(super) fn of_many(request: &'a UsageEvent, cx: &'a Context) -> Event<'a> {
        event!(request, cx)
    }

    /// The first field, in the order of the alphabet, in which a record is of another use.
    pub(super) fn differs_from(&self, stored: &Stored) -> Option<&'static str> {
        let record = &stored.record;
        // A cost that was reckoned was not given.
        let given = record.cost.as_ref().filter(|_| record.price.is_none());
        let dated = Some(record.at_ms).filter(|_| stored.dated);
        let same = [
            ("cost", given == self.cost),
            ("device", !self.names_device || record.device.as_deref() == self.device),
            ("durationMs", record.duration_ms == self.duration_ms),
            ("inputTokens", record.input_tokens == self.input_tokens),
            ("kind", record.kind == self.kind),
            ("model", record.model == self.model),
            ("occurredAtMs", dated == self.occurred_at_ms),
            ("outputTokens", record.output_tokens == self.output_tokens),
            ("provider", record.provider == self.provider),
            ("sessionId", record.session_id == self.session),
        ];
        same.into_iter().find(|(_, same)| !same).map(|(field, _)| field)
    }
}

/// A record with what answers do not show.
#[derive(Debug)]
pub(super) struct Stored {
    pub(super) record: UsageRecord,
    /// Whether the caller said when it was used.
    pub(super) dated: bool,
}

/// Reads a row of the records.
pub(super) fn stored(row: &dyn Row) -> Result<Stored> {
    Ok(Stored { record: record(row)?, dated: row.bool(19)? })
}

/// Reads a row of the records, as answers show it.
pub(super) fn record(row: &dyn Row) -> Result<UsageRecord> {
    let currency = row.str(11)?;
    let cost = row.opt_int(10)?.map(|amount| UsageCost::new(amount, currency));
    let price = match (row.opt_int(12)?, row.opt_int(13)?, row.opt_int(14)?) {
        (Some(version), Some(input_per_million_micros), Some(output_per_million_micros)) => {
            Some(UsagePrice { version, input_per_million_micros, output_per_million_micros })
        }
        _ => None,
    };
    Ok(UsageRecord {
        id: row.id(0)?,
        event_id: row.text(1)?,
        kind: row.text(2)?,
        provider: row.text(3)?,
        model: row.text(4)?,
        device: row.opt_text(5)?,
        session_id: row.opt_id(6)?,
        input_tokens: row.int(7)?,
        output_tokens: row.int(8)?,
        duration_ms: row.int(9)?,
        cost,
        price,
        at_ms: row.int(15)?,
        recorded_at_ms: row.int(16)?,
        date: date_of(row.int(17)?),
        timezone: row.text(18)?,
    })
}
