//! What came and went, and the wallet as its records alone have it.

use std::collections::BTreeMap;

use crate::context::Context;
use crate::error::Result;
use crate::limits;
use crate::store::Tx;
use crate::wallet::account::Account;
use crate::wallet::history::last_seq_before;
use crate::wallet::model::{
    KindSummary, RecomputeWalletRequest, RecomputedWallet, RecordKind, SummarizeWalletRequest,
    WalletSummary,
};
use crate::wallet::sql;

pub(crate) fn summary(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &SummarizeWalletRequest,
) -> Result<WalletSummary> {
    let asset = request.asset.as_deref().unwrap_or(limits::ASSET_DEFAULT);
    let account = Account::read(tx, request.user_id, asset)?;
    let after = match request.from_at_ms {
        Some(from_at_ms) => last_seq_before(tx, &account, from_at_ms)?,
        None => 0,
    };
    let until = match request.to_at_ms {
        Some(to_at_ms) => last_seq_before(tx, &account, to_at_ms)?,
        None => account.seq,
    };
    let mut kinds = sums(tx, &account, after, until)?;
    let range =
        request.from_at_ms.unwrap_or(i64::MIN)..request.to_at_ms.unwrap_or(account.at_ms + 1);
    let pending = account.pending(tx, account.at_ms)?;
    for (_, points) in pending.into_iter().filter(|(at_ms, _)| range.contains(at_ms)) {
        let kind = kinds.entry(RecordKind::Expire.as_str()).or_insert(KindSummary {
            kind: RecordKind::Expire,
            count: 0,
            points_in: 0,
            points_out: 0,
        });
        kind.count += 1;
        kind.points_out += points;
    }
    let kinds: Vec<KindSummary> = kinds.into_values().collect();
    Ok(WalletSummary {
        asset: account.asset,
        count: kinds.iter().map(|kind| kind.count).sum(),
        points_in: kinds.iter().map(|kind| kind.points_in).sum(),
        points_out: kinds.iter().map(|kind| kind.points_out).sum(),
        kinds,
    })
}

/// The records behind `after`, up to `until`, by the names of their kinds.
fn sums(
    tx: &mut Tx<'_>,
    account: &Account,
    after: i64,
    until: i64,
) -> Result<BTreeMap<&'static str, KindSummary>> {
    let params = [account.user.into(), (&account.asset).into(), after.into(), until.into()];
    let kinds = tx.list(&sql::SUMS, &params, |row| {
        Ok(KindSummary {
            kind: RecordKind::from_stored(row.str(0)?)?,
            count: row.int(1)?,
            points_in: row.int(2)?,
            points_out: row.int(3)?,
        })
    })?;
    Ok(kinds.into_iter().map(|kind| (kind.kind.as_str(), kind)).collect())
}

pub(crate) fn recompute(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &RecomputeWalletRequest,
) -> Result<RecomputedWallet> {
    let asset = request.asset.as_deref().unwrap_or(limits::ASSET_DEFAULT);
    let account = Account::read(tx, request.user_id, asset)?;
    // Every record there is, whatever the wallet tells.
    let kinds = sums(tx, &account, 0, i64::MAX)?;
    let of = |kind: RecordKind| kinds.get(kind.as_str());
    let booked = kinds.values().map(|kind| kind.points_in - kind.points_out).sum::<i64>();
    let total_consumed = of(RecordKind::Consume).map_or(0, |kind| kind.points_out);
    let total_recharged = of(RecordKind::Recharge).map_or(0, |kind| kind.points_in);
    let records = kinds.values().map(|kind| kind.count).sum();
    let stored = (account.balance, account.total_consumed, account.total_recharged, account.seq);
    let matches = stored == (booked, total_consumed, total_recharged, records);
    let expired = account.lapsed(tx, account.at_ms)?.expired;
    Ok(RecomputedWallet {
        asset: account.asset,
        balance: booked - expired,
        total_consumed,
        total_recharged,
        records,
        matches,
    })
}
