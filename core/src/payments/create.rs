//! Opening an order.

use crate::context::Context;
use crate::error::{Error, ErrorKind, Result};
use crate::id::OrderId;
use crate::limits;
use crate::ops::check_currency;
use crate::payments::lapse::NEVER;
use crate::payments::model::{CreatePaymentRequest, PaymentResponse};
use crate::payments::order::Order;
use crate::payments::sql;
use crate::runtime::ChangeKind;
use crate::store::{Param, Tx};
use crate::users;

pub(crate) fn create(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &CreatePaymentRequest,
) -> Result<PaymentResponse> {
    check_currency("currency", &request.currency)?;
    let bonus = request.bonus_points.unwrap_or(0);
    let first_bonus = request.first_bonus_points.unwrap_or(0);
    // No sum of three such numbers passes what 64 bits hold.
    if request.base_points + bonus + first_bonus > limits::AMOUNT_MAX {
        return Err(ErrorKind::AmountOverflow { field: "basePoints".into() }.into());
    }
    if request.expires_at_ms.is_some_and(|at_ms| at_ms <= tx.now_ms()) {
        return Err(Error::validation("expiresAtMs", "must lie after now"));
    }
    users::require(tx, request.user_id)?;
    let id: OrderId = tx.new_id()?;
    let params = [
        request.user_id.into(),
        id.into(),
        (&request.package).into(),
        request.amount.into(),
        (&request.currency).into(),
        request.base_points.into(),
        bonus.into(),
        first_bonus.into(),
        (&request.provider).into(),
        (&request.note).into(),
        Param::Int(tx.now_ms()),
        request.expires_at_ms.into(),
        Param::Int(request.expires_at_ms.unwrap_or(NEVER)),
    ];
    tx.exec(&sql::INSERT, &params)?;
    tx.changed("payment", Some(request.user_id), id.0, ChangeKind::Put);
    Ok(Order::read(tx, request.user_id, id)?.changed())
}
