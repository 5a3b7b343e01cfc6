//! Several things done to the wallets of one user in one commit.
//!
//! Every item is a call of its own, with its own idempotency key: a batch that is sent again finds
//! the first outcomes. An item that is refused has written nothing, which is checked, so the
//! others stand. A failure of the store, or a refusal where all or nothing was asked for, undoes
//! the whole batch; the refusal says which item it is about.

use crate::context::Context;
use crate::error::{Error, Result};
use crate::id::UserId;
use crate::ops::{self, Operation, Request};
use crate::store::Tx;
use crate::wallet::model::{
    BatchError, BatchItem, BatchOutcome, BatchPointsRequest, BatchPointsResponse,
};
use crate::wallet::{Adjust, Capture, Consume, Extend, Grant, Hold, Refund, Release};

pub(crate) fn batch(
    tx: &mut Tx<'_>,
    cx: &Context,
    request: &BatchPointsRequest,
) -> Result<BatchPointsResponse> {
    for (place, item) in request.items.iter().enumerate() {
        check(request.user_id, item, place)?;
    }
    let mut outcomes = Vec::with_capacity(request.items.len());
    for (place, item) in request.items.iter().enumerate() {
        let writes = tx.writes();
        let outcome = match run(tx, cx, item) {
            Ok(outcome) => outcome,
            Err(error) if !error.is_refusal() => return Err(error),
            Err(error) if request.all_or_nothing == Some(true) => {
                return Err(error.of_item(&format!("items[{place}]"), asked(item)));
            }
            Err(_) if tx.writes() != writes => {
                return Err(Error::internal("an item of a batch was refused after it wrote"));
            }
            Err(error) => refusal(&error),
        };
        outcomes.push(outcome);
    }
    let refused = outcomes.iter().filter(|outcome| outcome.error.is_some()).count();
    Ok(BatchPointsResponse { outcomes, refused: i64::try_from(refused).unwrap_or(i64::MAX) })
}

/// An item asks for exactly one thing, about the user whom the call was checked for.
fn check(user: UserId, item: &BatchItem, place: usize) -> Result<()> {
    let subjects = [
        subject(item.grant.as_ref()),
        subject(item.consume.as_ref()),
        subject(item.hold.as_ref()),
        subject(item.capture.as_ref()),
        subject(item.extend.as_ref()),
        subject(item.release.as_ref()),
        subject(item.refund.as_ref()),
        subject(item.adjust.as_ref()),
    ];
    let field = format!("items[{place}]");
    match subjects.into_iter().flatten().collect::<Vec<_>>()[..] {
        [subject] if subject == user => Ok(()),
        [_] => Err(Error::validation(field, "must be about the user of the batch")),
        _ => Err(Error::validation(field, "must ask for exactly one thing")),
    }
}

/// The name of what an item asks for.
fn asked(item: &BatchItem) -> &'static str {
    let all = [
        (item.grant.is_some(), "grant"),
        (item.consume.is_some(), "consume"),
        (item.hold.is_some(), "hold"),
        (item.capture.is_some(), "capture"),
        (item.extend.is_some(), "extend"),
        (item.release.is_some(), "release"),
        (item.refund.is_some(), "refund"),
        (item.adjust.is_some(), "adjust"),
    ];
    all.into_iter().find(|(is_asked, _)| *is_asked).map_or("", |(_, name)| name)
}

fn subject(request: Option<&impl Request>) -> Option<UserId> {
    request.and_then(Request::subject)
}

fn run(tx: &mut Tx<'_>, cx: &Context, item: &BatchItem) -> Result<BatchOutcome> {
    Ok(BatchOutcome {
        grant: ledger::<Grant>(tx, cx, item.grant.as_ref())?,
        consume: ledger::<Consume>(tx, cx, item.consume.as_ref())?,
        hold: kept::<Hold>(tx, cx, item.hold.as_ref())?,
        capture: ledger::<Capture>(tx, cx, item.capture.as_ref())?,
        extend: kept::<Extend>(tx, cx, item.extend.as_ref())?,
        release: kept::<Release>(tx, cx, item.release.as_ref())?,
        refund: ledger::<Refund>(tx, cx, item.refund.as_ref())?,
        adjust: ledger::<Adjust>(tx, cx, item.adjust.as_ref())?,
        error: None,
    })
}

/// Runs an operation whose record keeps its receipt.
fn ledger<O: Operation>(
    tx: &mut Tx<'_>,
    cx: &Context,
    request: Option<&O::Request>,
) -> Result<Option<O::Response>> {
    request.map(|request| O::handle(tx, cx, request)).transpose()
}

/// Runs an operation whose receipt is kept beside it.
fn kept<O: Operation>(
    tx: &mut Tx<'_>,
    cx: &Context,
    request: Option<&O::Request>,
) -> Result<Option<O::Response>> {
    request.map(|request| ops::once::<O>(tx, request, |tx| O::handle(tx, cx, request))).transpose()
}

fn refusal(error: &Error) -> BatchOutcome {
    BatchOutcome {
        grant: None,
        consume: None,
        hold: None,
        capture: None,
        extend: None,
        release: None,
        refund: None,
        adjust: None,
        error: Some(BatchError {
            code: error.code().as_str().into(),
            number: i64::from(error.code().number()),
            message: error.to_string(),
            details: error.details(),
        }),
    }
}
