//! Reading orders.

use crate::context::Context;
use crate::error::{Error, Result};
use crate::limits;
use crate::ops::Operation;
use crate::payments::model::{
    FindPaymentRequest, GetPaymentRequest, ListPaymentsRequest, Payment, PaymentList, PaymentState,
};
use crate::payments::order::Order;
use crate::payments::reference::Reference;
use crate::payments::sql;
use crate::store::{Cursor, Param, Row, Tx, page};
use crate::{tenants, users};

/// The list that its cursors are of.
const LIST: &str = super::List::ROW.name;

pub(crate) fn get(tx: &mut Tx<'_>, _cx: &Context, request: &GetPaymentRequest) -> Result<Payment> {
    Ok(Order::read(tx, request.user_id, request.order_id)?.payment)
}

pub(crate) fn list(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &ListPaymentsRequest,
) -> Result<PaymentList> {
    let user = request.user_id;
    let before = Cursor::place(LIST, request.cursor.as_deref())?.unwrap_or(Cursor::NEWEST);
    let limit = request.limit.unwrap_or(limits::PAGE_ROWS_DEFAULT);
    users::require(tx, user)?;
    let (at_ms, id, rows) = (before.at.into(), Param::Id(before.id), (limit + 1).into());
    let now_ms = tx.now_ms();
    let mut read = |row: &dyn Row| Ok(Order::of_row(row, user, now_ms)?.payment);
    let items = match request.state {
        None => tx.list(&sql::LIST, &[user.into(), at_ms, id, rows], &mut read)?,
        Some(state) => {
            let params = [user.into(), at_ms, id, rows, state.as_str().into(), now_ms.into()];
            let mut items = tx.list(&sql::LIST_BY_STATE, &params, &mut read)?;
            if state == PaymentState::Cancelled {
                let params = [user.into(), at_ms, id, rows, now_ms.into()];
                items.extend(tx.list(&sql::LIST_LAPSED, &params, &mut read)?);
                items.sort_by_key(|item| std::cmp::Reverse((item.created_at_ms, item.id)));
            }
            items
        }
    };
    let place = |last: &Payment| Cursor::of(LIST, last.created_at_ms, last.id.0);
    let (items, next_cursor) = page(items, limit, place);
    Ok(PaymentList { items, next_cursor })
}

pub(crate) fn find(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &FindPaymentRequest,
) -> Result<Payment> {
    let missing = || Error::not_found("order", &request.reference);
    let reference = Reference { provider: &request.provider, name: &request.reference };
    let (user, order) = reference.owner(tx)?.ok_or_else(missing)?;
    // Who is not of the call's tenant does not exist for it.
    if tx.tenant().is_some() && tenants::role(tx, user)?.is_none() {
        return Err(missing());
    }
    Ok(Order::read(tx, user, order)?.payment)
}
