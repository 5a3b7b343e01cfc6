//! Packs that are bought, and packs that are passed on.
//!
//! A transfer takes from the packs of one user in the order of use, and opens a pack for the other
//! for each that it took from, with the priority and the expiry of that one: no use gains time by
//! changing hands. Both rows are guarded, so an amount is never given twice.

use crate::context::Context;
use crate::error::{Error, ErrorKind, Result};
use crate::limits::{FEATURE_DEFAULT, GRANT_PRIORITY_DEFAULT};
use crate::quota::consume::tell;
use crate::quota::model::{
    PurchaseQuotaRequest, PurchaseQuotaResponse, TransferQuotaRequest, TransferQuotaResponse,
};
use crate::quota::pack::{NEVER, NewPack};
use crate::quota::row::{self, Quota};
use crate::quota::sql;
use crate::store::Tx;
use crate::tenants;

pub(crate) fn purchase(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &PurchaseQuotaRequest,
) -> Result<PurchaseQuotaResponse> {
    let feature = request.feature.as_deref().unwrap_or(FEATURE_DEFAULT);
    let mut quota = row::find(tx, request.user_id, feature, &sql::QUOTA_TO_WRITE)?;
    if request.expires_at_ms.is_some_and(|at_ms| at_ms <= quota.at_ms) {
        return Err(Error::validation("expiresAtMs", "must lie after now"));
    }
    quota.write_ended(tx)?;
    quota.check_packs(tx, 1)?;
    let pack = NewPack {
        amount: request.amount,
        priority: request.priority.unwrap_or(GRANT_PRIORITY_DEFAULT),
        expires_at_ms: request.expires_at_ms.unwrap_or(NEVER),
        received_from: None,
    };
    let pack_id = quota.add_pack(tx, &pack)?;
    quota.save(tx)?;
    tell(tx, request.user_id, feature);
    Ok(PurchaseQuotaResponse {
        pack_id,
        feature: quota.feature,
        amount: pack.amount,
        priority: pack.priority,
        expires_at_ms: request.expires_at_ms,
        purchased: quota.purchased,
        replayed: false,
    })
}

pub(crate) fn transfer(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &TransferQuotaRequest,
) -> Result<TransferQuotaResponse> {
    let (from, to) = (request.from_user_id, request.to_user_id);
    if from == to {
        return Err(Error::validation("toUserId", "must be another user"));
    }
    // A person of another tenant does not exist for this one.
    if tx.tenant().is_some() && tenants::role(tx, to)?.is_none() {
        return Err(Error::not_found("user", to));
    }
    let feature = request.feature.as_deref().unwrap_or(FEATURE_DEFAULT);
    let mut find = |user| row::find(tx, user, feature, &sql::QUOTA_TO_WRITE);
    // In one order whoever gives, so that two who give each other do not wait in a circle.
    let (mut giver, mut taker): (Quota, Quota) = match from < to {
        true => (find(from)?, find(to)?),
        false => {
            let taker = find(to)?;
            (find(from)?, taker)
        }
    };
    if giver.purchased < request.amount {
        return Err(ErrorKind::InsufficientPacks {
            feature: feature.into(),
            available: giver.purchased,
            needed: request.amount,
        }
        .into());
    }
    taker.write_ended(tx)?;
    let drawn = giver.draw(tx, request.amount)?;
    taker.check_packs(tx, i64::try_from(drawn.len()).unwrap_or(i64::MAX))?;
    for one in &drawn {
        let pack = NewPack {
            amount: one.slice.amount,
            priority: one.priority,
            expires_at_ms: one.slice.expires_at_ms,
            received_from: Some(from),
        };
        taker.add_pack(tx, &pack)?;
    }
    giver.save(tx)?;
    taker.save(tx)?;
    tell(tx, from, feature);
    tell(tx, to, feature);
    Ok(TransferQuotaResponse {
        feature: giver.feature,
        amount: request.amount,
        purchased: giver.purchased,
        replayed: false,
    })
}
