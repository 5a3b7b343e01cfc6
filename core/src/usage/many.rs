//! Recording many uses in one commit.
//!
//! Each is a record of its own event, so an upload that is sent again finds the first records. One
//! that is refused has changed nothing, so the others stand.

use crate::context::Context;
use crate::error::{Error, Result};
use crate::store::Tx;
use crate::usage::event::Event;
use crate::usage::home::zone_of;
use crate::usage::model::{
    RecordManyUsageRequest, RecordManyUsageResponse, RecordUsageResponse, UsageOutcome,
    UsageRefusal,
};
use crate::usage::record::record_event;

pub(crate) fn record_many(
    tx: &mut Tx<'_>,
    cx: &Context,
    request: &RecordManyUsageRequest,
) -> Result<RecordManyUsageResponse> {
    let zone = zone_of(tx, request.user_id)?;
    let mut response = RecordManyUsageResponse {
        outcomes: Vec::with_capacity(request.events.len()),
        recorded: 0,
        replayed: 0,
        refused: 0,
    };
    for event in &request.events {
        let outcome = record_event(tx, request.user_id, &zone, &Event::of_many(event, cx));
        let outcome = match outcome {
            Ok(done) => {
                let count = match done.replayed {
                    true => &mut response.replayed,
                    false => &mut response.recorded,
                };
                *count += 1;
                stands(done)
            }
            Err(error) if !error.is_refusal() => return Err(error),
            Err(error) => {
                response.refused += 1;
                refusal(&error)
            }
        };
        response.outcomes.push(outcome);
    }
    Ok(response)
}

fn stands(done: RecordUsageResponse) -> UsageOutcome {
    UsageOutcome { record: Some(done.record), replayed: done.replayed, error: None }
}

fn refusal(error: &Error) -> UsageOutcome {
    UsageOutcome {
        record: None,
        replayed: false,
        error: Some(UsageRefusal {
            code: error.code().as_str().into(),
            number: i64::from(error.code().number()),
            message: error.to_string(),
            details: error.details(),
        }),
    }
}
