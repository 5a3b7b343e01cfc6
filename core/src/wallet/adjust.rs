//! Correcting a balance, with a reason.
//!
//! A correction upwards opens a grant, one downwards takes from the grants in the order of
//! consumption; it cannot take more than can be spent, nor from a frozen wallet, and it counts
//! neither as bought nor as consumed.

use crate::context::Context;
use crate::error::{Error, Result};
use crate::limits;
use crate::store::Tx;
use crate::wallet::Adjust;
use crate::wallet::consume::{Debit, debit};
use crate::wallet::credit::{Credit, credit};
use crate::wallet::line::{self, Links, Record};
use crate::wallet::model::{AdjustPointsRequest, AdjustPointsResponse, GrantKind, RecordKind};

pub(crate) fn adjust(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &AdjustPointsRequest,
) -> Result<AdjustPointsResponse> {
    if request.amount == 0 {
        return Err(Error::validation("amount", "must not be 0"));
    }
    if request.amount < 0 && (request.kind.is_some() || request.expires_at_ms.is_some()) {
        return Err(Error::validation("amount", "must be positive to have a kind or an expiry"));
    }
    line::once::<Adjust>(tx, request.user_id, request, answer, |tx, receipt| {
        let asset = request.asset.as_deref().unwrap_or(limits::ASSET_DEFAULT);
        let links = Links {
            related_event_id: request.related_event_id.as_deref(),
            note: Some(&request.reason),
            ..Links::default()
        };
        let (user, receipt) = (request.user_id, Some(receipt));
        if request.amount < 0 {
            let points = Debit::new(-request.amount, RecordKind::Adjust);
            return debit(tx, user, &Debit { asset, links, receipt, ..points });
        }
        let kind = request.kind.unwrap_or(GrantKind::Promo);
        let points = Credit::new(request.amount, RecordKind::Adjust, kind);
        let expires_at_ms = request.expires_at_ms;
        credit(tx, user, &Credit { asset, links, receipt, expires_at_ms, ..points })
    })
}

fn answer(record: &Record) -> Result<AdjustPointsResponse> {
    Ok(AdjustPointsResponse {
        record_id: record.record_id,
        seq: record.seq,
        amount: record.amount,
        grant_id: record.grant_id,
        balance: record.balance,
        available: record.available,
        replayed: false,
    })
}
