//! Spending what was reserved.
//!
//! A capture writes a record of kind `consume` with the event and the action of the hold. It takes
//! from the slices in the order in which they were reserved, so what is left stays exact.

use crate::context::Context;
use crate::error::{ErrorKind, Result};
use crate::id::TaskId;
use crate::runtime::ChangeKind;
use crate::store::Tx;
use crate::wallet::Capture;
use crate::wallet::account::Account;
use crate::wallet::line::{self, Entry, Follows, Links, MakeReceipt, Record};
use crate::wallet::model::{CapturePointsRequest, CapturePointsResponse, HoldState, RecordKind};
use crate::wallet::sql;

pub(crate) fn capture(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &CapturePointsRequest,
) -> Result<CapturePointsResponse> {
    let answer = |record: &Record| Ok(answer(request, record));
    line::once::<Capture>(tx, request.user_id, request, answer, |tx, receipt| {
        take(tx, request, None, Some(receipt))
    })
}

/// Captures of a task's hold. The receipt is kept by the operation of the task.
pub(crate) fn capture_for(
    tx: &mut Tx<'_>,
    request: &CapturePointsRequest,
    task: TaskId,
) -> Result<CapturePointsResponse> {
    let record = take(tx, request, Some(task), None)?;
    Ok(answer(request, &record))
}

fn answer(request: &CapturePointsRequest, record: &Record) -> CapturePointsResponse {
    CapturePointsResponse {
        record_id: record.record_id,
        seq: record.seq,
        hold_id: request.hold_id,
        amount: -record.amount,
        open: record.follows.open,
        balance: record.balance - record.follows.lapsed,
        available: record.available - record.follows.lapsed,
        level: record.level,
        replayed: false,
    }
}

fn take(
    tx: &mut Tx<'_>,
    request: &CapturePointsRequest,
    task: Option<TaskId>,
    receipt: Option<MakeReceipt<'_>>,
) -> Result<Record> {
    let (user, hold_id) = (request.user_id, request.hold_id);
    let (mut account, before) = Account::with_open_hold(tx, user, hold_id, task)?;
    account.check_debits()?;
    let (open, points) = (before.open(), request.amount.unwrap_or(before.open()));
    if points > open {
        let hold_id = before.id.to_string();
        return Err(ErrorKind::HoldExceeded { hold_id, open, needed: points }.into());
    }
    account.check_consumes(points)?;
    account.settle(tx, usize::MAX)?;
    account.open_grants(tx)?;

    let mut hold = before.clone();
    let slices = hold.take(points);
    for slice in &slices {
        account.move_points(tx, &sql::SPEND_HELD, slice.grant, -slice.points)?;
    }
    account.held -= points;
    account.count_consumed(points);
    let ends = points == open || request.release_rest == Some(true);
    let mut lapsed = 0;
    if ends {
        let expired = hold.slices.iter().filter(|slice| slice.expires_at_ms <= account.at_ms);
        lapsed = expired.map(|slice| slice.points).sum();
        account.free(tx, &hold)?;
        hold.end(HoldState::Captured, account.at_ms);
    }
    let entry = Entry {
        kind: RecordKind::Consume,
        amount: -points,
        effective_at_ms: account.at_ms,
        slices: &slices,
        links: Links {
            related_event_id: before.related_event_id.as_deref(),
            action_id: before.action_id.as_deref(),
            original: None,
            note: request.note.as_deref().or(before.note.as_deref()),
        },
        follows: Follows { lapsed, open: hold.open() },
    };
    let line = account.append(tx, entry, receipt)?;
    line.insert(tx)?;
    hold.store(tx, &account, &before)?;
    let at_ms = account.at_ms;
    account.expire_freed(tx, at_ms)?;
    account.settle_grants(tx)?;
    account.claim(tx)?;
    account.store(tx)?;
    tx.changed("wallet", Some(request.user_id), account.asset.as_str(), ChangeKind::Put);
    Ok(line.record)
}
