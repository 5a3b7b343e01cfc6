//! Reading holds. What has ended by its deadline is told so, whether or not anything has swept it.

use crate::context::Context;
use crate::error::{Error, Result};
use crate::limits;
use crate::ops::Operation;
use crate::store::{Cursor, Tx, page};
use crate::wallet::ListHolds;
use crate::wallet::account::Account;
use crate::wallet::holds::row::HoldRow;
use crate::wallet::model::{GetHoldRequest, HeldPoints, HoldList, ListHoldsRequest};
use crate::wallet::sql;

pub(crate) fn get_hold(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &GetHoldRequest,
) -> Result<HeldPoints> {
    let params = [request.user_id.into(), request.hold_id.into()];
    match tx.get(&sql::HOLD, &params, HoldRow::read)? {
        Some(row) => {
            let account = Account::read(tx, request.user_id, &row.asset)?;
            Ok(row.at(account.at_ms))
        }
        None => {
            Account::find_main(tx, request.user_id)?;
            Err(Error::not_found("hold", request.hold_id))
        }
    }
}

pub(crate) fn list_holds(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &ListHoldsRequest,
) -> Result<HoldList> {
    // The two orders have cursors of their own.
    let list = match request.open == Some(true) {
        true => "wallet.list_holds/open",
        false => ListHolds::ROW.name,
    };
    let cursor = Cursor::place(list, request.cursor.as_deref())?;
    let asset = request.asset.as_deref().unwrap_or(limits::ASSET_DEFAULT);
    let account = Account::read(tx, request.user_id, asset)?;
    let limit = request.limit.unwrap_or(limits::PAGE_ROWS_DEFAULT);
    let open = request.open == Some(true);
    let (statement, start) = match open {
        true => (&sql::OPEN_HOLDS, (account.at_ms, uuid::Uuid::max())),
        false => (&sql::HOLDS, (i64::MAX, uuid::Uuid::max())),
    };
    let (at_ms, id) = cursor.map_or(start, |cursor| (cursor.at, cursor.id));
    let at_ms = if open { at_ms.max(account.at_ms) } else { at_ms };
    let params = [
        request.user_id.into(),
        asset.into(),
        at_ms.into(),
        crate::store::Param::Id(id),
        (limit + 1).into(),
    ];
    let rows = tx.list(statement, &params, HoldRow::read)?;
    let items = rows.into_iter().map(|row| row.at(account.at_ms)).collect();
    let (items, next_cursor) = page(items, limit, |last: &HeldPoints| {
        let at_ms = if open { last.expires_at_ms } else { last.opened_at_ms };
        Cursor::of(list, at_ms, last.hold_id.0)
    });
    Ok(HoldList { items, next_cursor })
}
